import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Progress, Select, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { Section } from "@/ui/Page";
import { useSay } from "@/ui/say";
import { StatusTag, useStatus } from "@/ui/tags";
import { TicketLink } from "@/ui/TicketLink";
import { usePause } from "@/ui/usePause";

import { linkKinds, useLinkWord } from "../activity/Said";
import type { Detail, Link } from "../types";
import styles from "./Main.module.css";

const projectOf = (key: string) => key.slice(0, key.lastIndexOf("-"));

function LinkForm({ ticket, onDone }: { ticket: Detail; onDone: () => void }) {
  const { t } = useTranslation(["ticket", "common"]);
  const word = useLinkWord();
  const say = useSay();
  const client = useQueryClient();
  const [kind, setKind] = useState<string>("relates");
  const [text, setText] = useState("");
  const [to, setTo] = useState<string>();
  const [busy, setBusy] = useState(false);
  const asked = usePause(text.trim());
  const { data, isFetching } = useQuery({ queryKey: keys.search(asked), queryFn: ({ signal }) => answer(api.GET("/api/v1/search", { params: { query: { q: asked } }, signal })), enabled: asked !== "", placeholderData: keepPreviousData, staleTime: 10_000 });
  const found = (asked === "" || asked !== text.trim() ? [] : (data?.tickets ?? [])).filter((one) => one.id !== ticket.id);
  const add = async () => {
    if (to === undefined) return;
    setBusy(true);
    try {
      await answer(api.POST("/api/v1/tickets/{id}/links", { params: { path: { id: ticket.key } }, body: { kind, to } }));
      await client.invalidateQueries({ queryKey: keys.ticket(ticket.key) });
      onDone();
    } catch (error) {
      say.error(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={styles.form}>
      <Select className={styles.kind} aria-label={t("links.kind")} value={kind} onChange={setKind} options={linkKinds.map((one) => ({ value: one, label: word(one) }))} />
      <Select<string>
        className={styles.which} aria-label={t("links.which")} placeholder={t("links.search")} autoFocus allowClear value={to ?? null} loading={isFetching} onChange={setTo}
        showSearch={{ filterOption: false, onSearch: setText }} notFoundContent={asked === "" ? t("links.search") : t("links.noneFound")}
        options={found.map((one) => ({ value: one.key, label: `${one.key} ${one.title}` }))}
      />
      <Button type="primary" disabled={to === undefined} loading={busy} onClick={() => void add()}>{t("links.add")}</Button>
      <Button onClick={onDone}>{t("common:action.cancel")}</Button>
    </div>
  );
}

function LinkRow({ link, onRemove }: { link: Link; onRemove?: () => void }) {
  const { t } = useTranslation(["ticket", "common"]);
  return (
    <li className={styles.row}>
      <span><TicketLink ticketKey={link.ticket.key} title={link.ticket.title} /></span>
      <StatusTag project={projectOf(link.ticket.key)} type="" status={link.ticket.status} />
      {onRemove && <Tooltip title={t("links.remove")}><Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("links.removeKey", { key: link.ticket.key })} onClick={onRemove} /></Tooltip>}
    </li>
  );
}

/** Tickets that this one has to do with, by how; of those below it, how far they are. */
export function Links({ ticket, fixed }: { ticket: Detail; fixed: boolean }) {
  const { t } = useTranslation(["ticket", "common"]);
  const word = useLinkWord();
  const say = useSay();
  const client = useQueryClient();
  const statusOf = useStatus();
  const [adding, setAdding] = useState(false);
  const groups = linkKinds.map((kind) => ({ kind, links: ticket.links.filter((link) => link.kind === kind) })).filter((group) => group.links.length > 0);
  const change = async (act: Promise<unknown>) => {
    await act;
    await client.invalidateQueries({ queryKey: keys.ticket(ticket.key) });
  };
  const remove = async (link: Link) => {
    try {
      await change(answer(api.DELETE("/api/v1/tickets/{id}/links/{link}", { params: { path: { id: ticket.key, link: String(link.id) } } })));
      say.undoable(t("links.removed", { key: link.ticket.key }), () => {
        change(answer(api.POST("/api/v1/tickets/{id}/links", { params: { path: { id: ticket.key } }, body: { kind: link.kind, to: link.ticket.key } }))).catch((error: unknown) => say.error(error));
      });
    } catch (error) {
      say.error(error);
    }
  };
  const over = (link: Link) => ["resolved", "closed", "rejected"].includes(statusOf(projectOf(link.ticket.key), "", link.ticket.status).category);
  return (
    <Section title={t("links.title")} extra={ticket.links.length || undefined} actions={fixed ? undefined : <Button size="small" icon={<PlusOutlined />} aria-expanded={adding} onClick={() => setAdding(!adding)}>{t("links.new")}</Button>}>
      {adding && <LinkForm ticket={ticket} onDone={() => setAdding(false)} />}
      {groups.map(({ kind, links }) => {
        const done = links.filter(over).length;
        return (
          <div key={kind}>
            <div className={styles.group}><span>{word(kind)}</span>{kind === "parent_of" && <><span>{t("links.done", { done, count: links.length })}</span><Progress className={styles.bar} percent={Math.round((done / links.length) * 100)} size="small" showInfo={false} aria-label={t("links.done", { done, count: links.length })} /></>}</div>
            <ul className={styles.list}>{links.map((link) => <LinkRow key={link.id} link={link} {...(!fixed && { onRemove: () => void remove(link) })} />)}</ul>
          </div>
        );
      })}
      {groups.length === 0 && !adding && <p className={styles.none}>{t("links.none")}</p>}
    </Section>
  );
}
