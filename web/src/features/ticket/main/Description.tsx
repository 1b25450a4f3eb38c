import { EditOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/error";
import { useMe } from "@/api/me";
import { keepDraft, readDraft } from "@/ui/drafts";
import { useHotkey } from "@/ui/hotkeys";
import { Markdown } from "@/ui/Markdown";
import { MarkdownEditor } from "@/ui/MarkdownEditor";
import { Section } from "@/ui/Page";
import { useSay } from "@/ui/say";

import { useTicketEdit } from "../edit/edit";
import type { Detail } from "../types";
import styles from "./Main.module.css";

/** A description that is being written: the text, and what it began as. */
interface Draft { text: string; content: string; version: number; updatedAt: string }

function read(kept: string): Draft | undefined {
  try {
    return (JSON.parse(kept || "null") as Draft | null) ?? undefined;
  } catch {
    return undefined;
  }
}

interface Props { ticket: Detail; fixed: boolean; fresh: boolean; onFiles: (files: readonly File[]) => void }

/** What it is about, as Markdown, edited in place. */
export function Description({ ticket, fixed, fresh, onFiles }: Props) {
  const { t } = useTranslation(["ticket", "common"]);
  const say = useSay();
  const me = useMe();
  const save = useTicketEdit();
  const thing = `content-${ticket.id}`;
  // Whoever left the page while writing goes on where they were, and is asked where somebody else has changed it since.
  const [draft] = useState(() => (fixed ? undefined : read(readDraft(me.username, thing))));
  const [base, setBase] = useState<Detail | undefined>(() => draft && { ...ticket, content: draft.content, version: draft.version, updatedAt: draft.updatedAt });
  const [text, setText] = useState(draft?.text ?? "");
  const [fault, setFault] = useState("");
  const begin = () => {
    if (fixed || base !== undefined) return;
    setText(ticket.content);
    setFault("");
    setBase(ticket);
  };
  useHotkey({ keys: "e", label: t("keys.edit"), group: t("keys.group") }, begin);
  const write = (next: string) => {
    setText(next);
    if (base === undefined) return;
    const { content, version, updatedAt } = base;
    keepDraft(me.username, thing, next === content ? "" : JSON.stringify({ text: next, content, version, updatedAt } satisfies Draft));
  };
  const end = () => {
    keepDraft(me.username, thing, "");
    setBase(undefined);
  };
  const keep = async () => {
    if (base === undefined) return;
    if (text === base.content) {
      end();
      return;
    }
    const was = base;
    setBase(undefined);
    try {
      await save({ content: text }, was);
      keepDraft(me.username, thing, "");
    } catch (error) {
      setBase(was);
      const why = error instanceof ApiError ? error.details["content"] : undefined;
      if (why === undefined) say.error(error);
      else setFault(why);
    }
  };
  const other = base !== undefined && base.content !== ticket.content;
  return (
    <Section title={t("field.content")} actions={base === undefined && !fixed ? <Button size="small" type="text" icon={<EditOutlined />} onClick={begin}>{t("edit")}</Button> : undefined}>
      <div className={styles.description} data-fresh={fresh ? "" : undefined}>
        {base === undefined ? <Markdown text={ticket.content} /> : (
          <>
            {other && <p className={styles.other} role="status">{t("conflict.meanwhile")}</p>}
            <MarkdownEditor
              id="description" label={t("field.content")} value={text} onChange={write} rows={8} autoFocus={draft === undefined} onSubmit={() => void keep()} onCancel={end} onFiles={onFiles}
              foot={<><Button type="primary" onClick={() => void keep()}>{t("save")}</Button><Button onClick={end}>{t("common:action.cancel")}</Button>{fault !== "" && <span role="alert" className={styles.fault}>{fault}</span>}</>}
            />
          </>
        )}
      </div>
    </Section>
  );
}
