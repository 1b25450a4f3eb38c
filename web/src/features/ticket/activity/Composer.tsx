import { LockOutlined, TeamOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { changeKey } from "@/api/fetch";
import { keys } from "@/api/keys";
import { useMe } from "@/api/me";
import { useCan } from "@/api/rights";
import { keepDraft, readDraft } from "@/ui/drafts";
import { useHotkey } from "@/ui/hotkeys";
import { MarkdownEditor } from "@/ui/MarkdownEditor";
import { useSay } from "@/ui/say";

import type { Detail } from "../types";
import styles from "./Activity.module.css";

/** Everybody who has to do with the ticket: whom to offer first after an `@`. */
function near(ticket: Detail): string[] {
  return [...new Set([ticket.assignee, ticket.creator, ...ticket.watchers, ...(ticket.comments ?? []).map((one) => one.author)])].filter(Boolean);
}

/** Writes a comment. What is written stays on this device until it is sent. */
export function Composer({ ticket, onFiles }: { ticket: Detail; onFiles: (files: readonly File[]) => void }) {
  const { t } = useTranslation("ticket");
  const me = useMe();
  const can = useCan();
  const say = useSay();
  const client = useQueryClient();
  const thing = `ticket-${ticket.id}`;
  const [text, setText] = useState(() => readDraft(me.username, thing));
  const [internal, setInternal] = useState(() => readDraft(me.username, `${thing}-internal`) !== "");
  const [sending, setSending] = useState(false);
  // The same key until it is sent: a second press, or a try after a lost answer, makes no second comment.
  const [key, setKey] = useState(changeKey);
  const staff = can.seePeople;
  useHotkey({ keys: "m", label: t("keys.comment"), group: t("keys.group") }, () => document.getElementById("composer")?.focus());
  const write = (next: string) => {
    setText(next);
    setKey(changeKey());
    keepDraft(me.username, thing, next);
  };
  const choose = (next: boolean) => {
    setInternal(next);
    setKey(changeKey());
    keepDraft(me.username, `${thing}-internal`, next ? "1" : "");
  };
  const send = async () => {
    if (text.trim() === "" || sending) return;
    setSending(true);
    try {
      await answer(api.POST("/api/v1/tickets/{id}/comments", { params: { path: { id: ticket.key } }, body: { content: text, internal: staff && internal }, headers: { "Idempotency-Key": key } }));
      write("");
      await client.invalidateQueries({ queryKey: keys.ticket(ticket.key) });
    } catch (error) {
      say.error(error);
    } finally {
      setSending(false);
    }
  };
  const inside = staff && internal;
  return (
    <div className={styles.composer} data-internal={inside ? "" : undefined}>
      <MarkdownEditor
        id="composer" label={t("comment.write")} placeholder={inside ? t("comment.internalPlaceholder") : t("comment.placeholder")} value={text} onChange={write} near={near(ticket)}
        onSubmit={() => void send()} onFiles={onFiles} rows={3}
        foot={(
          <>
            {staff && (
              <Segmented<string>
                size="small" value={internal ? "internal" : "public"} onChange={(value) => choose(value === "internal")} aria-label={t("comment.audience")}
                options={[{ value: "public", label: t("comment.public"), icon: <TeamOutlined /> }, { value: "internal", label: t("comment.internal"), icon: <LockOutlined /> }]}
              />
            )}
            {inside && <span className={styles.audience}>{t("comment.onlyStaff")}</span>}
            <Button type="primary" className={styles.send} loading={sending} disabled={text.trim() === ""} onClick={() => void send()}>{inside ? t("comment.sendInternal") : t("comment.send")}</Button>
          </>
        )}
      />
    </div>
  );
}
