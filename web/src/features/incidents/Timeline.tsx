import { DeleteOutlined, EditOutlined, PlusOutlined, PushpinFilled, PushpinOutlined } from "@ant-design/icons";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Segmented, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { answer, api, ifMatch } from "@/api/client";
import { keys } from "@/api/keys";
import { useMe } from "@/api/me";
import { useCan } from "@/api/rights";
import type { Severity, TicketDetail, TimelineItem } from "@/api/types";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { Markdown } from "@/ui/Markdown";
import { Person, usePersonName } from "@/ui/Person";
import { useSay } from "@/ui/say";
import { Empty, Loading, QueryState } from "@/ui/states";
import { useStatus } from "@/ui/tags";
import { useLanguage } from "@/ui/text";
import { exact } from "@/ui/time";
import { Time } from "@/ui/Time";

import { Entry } from "./Entry";
import styles from "./Incident.module.css";
import { rolesQuery, severityQuery, timelineQuery } from "./queries";

const views = { all: {}, pinned: { pinned: "true" }, said: { kind: "entry,comment" }, steps: { kind: "created,status,level,assignee,roles,mitigated" } } as const;
type View = keyof typeof views;
const isView = (text: string | null): text is View => text !== null && text in views;

/** What a step changed, in words. */
function useSentences(ticket: TicketDetail): (item: TimelineItem) => string[] {
  const { t } = useTranslation(["incidents", "common"]);
  const statusOf = useStatus();
  const nameOf = usePersonName();
  const language = useLanguage();
  const { data: roles } = useQuery(rolesQuery(ticket.key));
  const { data: levels } = useQuery(severityQuery(ticket.key));
  const text = (value: unknown) => (typeof value === "string" ? value : value === null || value === undefined ? "" : JSON.stringify(value));
  const status = (value: unknown) => statusOf(ticket.project, ticket.type, text(value)).name || "…";
  const severity = (level: Severity) => `${level} ${t(`severity.${level}`)}`;
  return (item) => {
    const said = item.kinds.includes("created") ? [t("incidents:told.created")] : [];
    const level = levels?.changes.find((one) => `s${one.version}` === item.id);
    if (level !== undefined) said.push(t("incidents:told.severity", { from: severity(level.from), to: severity(level.to) }));
    for (const { field, from, to } of item.changes ?? []) {
      if (item.kinds.includes("created")) continue;
      if (field === "status") said.push(t("incidents:told.status", { from: status(from), to: status(to) }));
      else if (field === "assignee") said.push(text(to) === "" ? t("incidents:told.unassigned") : t("incidents:told.assignee", { name: nameOf(text(to)) }));
      else if (field.endsWith("fault_recovery_time") || field === "mitigated") said.push(text(to) === "" ? t("incidents:told.notMitigated") : t("incidents:told.mitigated", { at: exact(new Date(text(to)), language) }));
    }
    if (item.kinds.includes("mitigated") && said.length === 0) said.push(t("incidents:told.mitigation"));
    for (const [role, username] of Object.entries(item.roles ?? {})) said.push(t("incidents:told.role", { role: roles?.find((one) => one.role === role)?.name ?? role, name: username === "" ? "–" : nameOf(username) }));
    return said;
  };
}

function Item({ item, ticket, sentences }: { item: TimelineItem; ticket: TicketDetail; sentences: string[] }) {
  const { t } = useTranslation("incidents");
  const me = useMe();
  const say = useSay();
  const client = useQueryClient();
  const can = useCan();
  const mayEdit = can.ticket(ticket, "edit_tickets");
  const [editing, setEditing] = useState(false);
  const params = { path: { id: ticket.key, entry: item.id } };
  const fresh = () => client.invalidateQueries({ queryKey: keys.ticket(ticket.key) });
  const pin = useMutation({
    mutationFn: () => answer(item.pinned ? api.DELETE("/api/v1/tickets/{id}/timeline/{entry}/pin", { params }) : api.PUT("/api/v1/tickets/{id}/timeline/{entry}/pin", { params })),
    onError: (error) => say.error(error),
    onSettled: fresh,
  });
  const own = item.kinds.includes("entry") && mayEdit && (item.actor === me.username || can.administer);
  if (editing) return <li className={styles.item}><Entry ticket={ticket.key} known={item} onDone={() => setEditing(false)} /></li>;
  const label = item.pinned ? t("unpin") : t("pin");
  return (
    <li className={styles.item} data-pinned={item.pinned ? "" : undefined} data-entry={item.kinds.includes("entry") ? "" : undefined}>
      <div className={styles.itemHead}><Person username={item.actor} /><Time at={item.at} form="exact" />{item.internal === true && <small className={styles.internal}>{t("internal")}</small>}
        <span className={styles.itemTools}>
          {own && <Tooltip title={t("edit")}><Button size="small" type="text" icon={<EditOutlined />} aria-label={t("edit")} onClick={() => setEditing(true)} /></Tooltip>}
          {own && <ConfirmButton question={t("deleteEntry")} yes={t("delete")} onConfirm={() => answer(api.DELETE("/api/v1/tickets/{id}/timeline/{entry}", { params, headers: ifMatch(`"v${item.version ?? 1}"`) })).then(fresh)} button={{ size: "small", type: "text", icon: <DeleteOutlined />, "aria-label": t("delete") }} />}
          {mayEdit && <Tooltip title={label}><Button size="small" type="text" aria-pressed={item.pinned} aria-label={label} loading={pin.isPending} icon={item.pinned ? <PushpinFilled /> : <PushpinOutlined />} onClick={() => pin.mutate()} /></Tooltip>}
        </span>
      </div>
      {sentences.map((one) => <p key={one} className={styles.sentence}>{one}</p>)}
      {item.text !== "" && <div className={styles.said}><Markdown text={item.text} /></div>}
    </li>
  );
}

/** What happened, in the order in which it happened. */
export function Timeline({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTranslation("incidents");
  const [search, setSearch] = useSearchParams();
  const wanted = search.get("show");
  const view: View = isView(wanted) ? wanted : "all";
  const mayEdit = useCan().ticket(ticket, "edit_tickets");
  const [writing, setWriting] = useState(false);
  const query = useInfiniteQuery(timelineQuery(ticket.key, views[view]));
  const sentences = useSentences(ticket);
  return (
    <div className={styles.timeline}>
      <div className={styles.bar}>
        <Segmented<View> size="small" value={view} onChange={(next) => setSearch(next === "all" ? {} : { show: next }, { replace: true })} options={(Object.keys(views) as View[]).map((one) => ({ value: one, label: t(`view.${one}`) }))} />
        {!writing && mayEdit && <Button size="small" icon={<PlusOutlined />} onClick={() => setWriting(true)}>{t("newEntry")}</Button>}
      </div>
      {writing && <Entry ticket={ticket.key} onDone={() => setWriting(false)} />}
      <QueryState query={query} loading={<Loading rows={6} height={56} />}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <Empty title={t("nothingTold")}>{view === "pinned" ? t("nothingPinned") : undefined}</Empty>;
          return <ol className={styles.items}>{items.map((item) => <Item key={item.id} item={item} ticket={ticket} sentences={sentences(item)} />)}</ol>;
        }}
      </QueryState>
      {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("later")}</Button>}
    </div>
  );
}
