import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { CopyButton } from "@/ui/CopyButton";
import { Modal } from "@/ui/Modal";
import { Section } from "@/ui/Page";
import { useSay } from "@/ui/say";
import { Empty, Loading, QueryState } from "@/ui/states";
import { Time } from "@/ui/Time";

import { Tag } from "../parts/Tag";
import type { Message, MessageDetail } from "../types";
import { MessageState, messageStates } from "./State";
import styles from "./webhooks.module.css";

const HOUR = 3_600_000;
const spans = [1, 24, 168, 720] as const;
/** How often what is under way is looked at again, in milliseconds. */
const LOOK = 2_000;
const isUnderWay = (message: Pick<Message, "state">) => message.state === "waiting" || message.state === "sending";

/** The body as it was sent, indented where it is JSON. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function Attempts({ message }: { message: MessageDetail }) {
  const { t } = useTranslation("admin");
  if (message.log.length === 0) return <p>{t("delivery.noAttempts")}</p>;
  return (
    <ol className={styles.attempts}>
      {message.log.map((one) => (
        <li key={one.number}>
          <Tag tone={one.failure === undefined ? "good" : "bad"}>{one.status === null ? t("delivery.noAnswer") : String(one.status)}</Tag> <Time at={one.at} form="exact" /> · {t("delivery.took", { ms: Math.round(one.durationMs) })}
          {one.failure !== undefined && <p>{one.failure}</p>}
          {one.answer !== "" && <pre className={styles.body}>{one.answer}</pre>}
        </li>
      ))}
    </ol>
  );
}

function Detail({ uuid, id, still }: { uuid: string; id: string; still: boolean }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const client = useQueryClient();
  const queryKey = [...keys.admin("deliveries", { uuid }), id];
  const query = useQuery({
    queryKey, queryFn: ({ signal }) => answer(api.GET("/api/v1/webhooks/{uuid}/deliveries/{id}", { params: { path: { uuid, id } }, signal })),
    refetchInterval: ({ state }) => (!still && state.data && isUnderWay(state.data) ? LOOK : false),
  });
  const replay = useMutation({
    mutationFn: () => answer(api.POST("/api/v1/webhooks/{uuid}/deliveries/{id}/replay", { params: { path: { uuid, id } } })),
    onSuccess: (now) => {
      client.setQueryData(queryKey, now);
      void client.invalidateQueries({ queryKey: keys.admin("deliveries", { uuid }) });
    },
    onError: (error) => say.error(error),
  });
  return (
    <div className={styles.detail} role="region" aria-label={t("delivery.one")}>
      <QueryState query={query} loading={<Loading rows={4} />}>
        {(message) => (
          <>
            <div className={styles.top}>
              <MessageState message={message} /><code>{message.id}</code><CopyButton text={message.id} />
              <Button size="small" disabled={isUnderWay(message)} loading={replay.isPending} onClick={() => replay.mutate()}>{t("delivery.replay")}</Button>
            </div>
            {message.nextAttemptAt !== null && <p>{t("delivery.next")} <Time at={message.nextAttemptAt} /></p>}
            <h3>{t("delivery.attempts")}</h3>
            <Attempts message={message} />
            <h3>{t("delivery.body")}</h3>
            <pre className={styles.body}>{pretty(message.body)}</pre>
          </>
        )}
      </QueryState>
    </div>
  );
}

function ReplayDialog({ uuid, onClose }: { uuid: string; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const client = useQueryClient();
  const [form] = Form.useForm<{ hours: number; delivered: boolean }>();
  const replay = useMutation({
    mutationFn: ({ hours, delivered }: { hours: number; delivered: boolean }) => answer(api.POST("/api/v1/webhooks/{uuid}/replay", { params: { path: { uuid } }, body: { since: new Date(Date.now() - hours * HOUR).toISOString(), delivered } })),
    onSuccess: ({ count }) => {
      say.done(t("delivery.replayed", { count }));
      onClose();
      void client.invalidateQueries({ queryKey: keys.admin("deliveries", { uuid }) });
    },
    onError: (error) => say.error(error),
  });
  return (
    <Modal open title={t("delivery.replayMany")} onCancel={onClose} okText={t("delivery.replay")} onOk={() => form.submit()} confirmLoading={replay.isPending}>
      <Form form={form} layout="vertical" initialValues={{ hours: 24, delivered: false }} onFinish={(wish: { hours: number; delivered: boolean }) => replay.mutate(wish)}>
        <Form.Item name="hours" label={t("delivery.since")}><Select options={spans.map((hours) => ({ value: hours, label: t(`delivery.span.${hours}`) }))} /></Form.Item>
        <Form.Item name="delivered" label={t("delivery.which")}><Select options={[false, true].map((value) => ({ value, label: t(value ? "delivery.all" : "delivery.onlyFailed") }))} /></Form.Item>
      </Form>
    </Modal>
  );
}

/** A webhook's messages, and what was sent and answered with each. `still`: it may be gone in a moment, so nothing is looked at again. */
export function Deliveries({ uuid, still }: { uuid: string; still: boolean }) {
  const { t } = useTranslation("admin");
  const [search, setSearch] = useSearchParams();
  const [replaying, setReplaying] = useState(false);
  const state = messageStates.find((one) => one === search.get("state"));
  const chosen = search.get("delivery");
  const set = (name: string, value: string | undefined) => setSearch((before) => {
    if (value === undefined) before.delete(name);
    else before.set(name, value);
    return before;
  }, { replace: true });
  const query = useInfiniteQuery({
    queryKey: [...keys.admin("deliveries", { uuid }), { state }], initialPageParam: "",
    queryFn: ({ pageParam, signal }) => answer(api.GET("/api/v1/webhooks/{uuid}/deliveries", { params: { path: { uuid }, query: { cursor: pageParam, pageSize: "50", state } }, signal })),
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: (now) => (!still && now.state.data?.pages.some((page) => page.items.some(isUnderWay)) ? LOOK : false),
  });
  return (
    <Section title={t("delivery.title")} actions={<Button size="small" onClick={() => setReplaying(true)}>{t("delivery.replayMany")}</Button>}>
      <div className={styles.split}>
        <div className={styles.log}>
          <div className={styles.filters}><Select allowClear value={state} placeholder={t("delivery.anyState")} aria-label={t("state")} className="gd-full" onChange={(value?: string) => set("state", value)} options={messageStates.map((value) => ({ value, label: t(`delivery.state.${value}`) }))} /></div>
          <QueryState query={query} loading={<Loading rows={4} />}>
            {({ pages }) => {
              const items = pages.flatMap((page) => page.items);
              if (items.length === 0) return <Empty title={t("delivery.none")}>{t("delivery.noneText")}</Empty>;
              return (
                <ul>
                  {items.map((one) => (
                    <li key={one.id}>
                      <button type="button" className={styles.message} aria-pressed={one.id === chosen} onClick={() => set("delivery", one.id)}>
                        <span>{one.type}{one.ticketId !== null && ` #${one.ticketId}`}</span><MessageState message={one} />
                        <small><Time at={one.createdAt} /></small><small>{t("delivery.tries", { count: one.attempts })}</small>
                      </button>
                    </li>
                  ))}
                  {query.hasNextPage && <li className={styles.more}><Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("more")}</Button></li>}
                </ul>
              );
            }}
          </QueryState>
        </div>
        {chosen === null ? <Empty title={t("delivery.choose")} /> : <Detail key={chosen} uuid={uuid} id={chosen} still={still} />}
      </div>
      {replaying && <ReplayDialog uuid={uuid} onClose={() => setReplaying(false)} />}
    </Section>
  );
}
