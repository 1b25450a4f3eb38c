import { CloseOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Popover, Select } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { statusesQuery } from "@/api/queries";
import { useCan } from "@/api/rights";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { PersonPicker } from "@/ui/PersonPicker";
import { priorities, PriorityTag, StatusWord } from "@/ui/tags";
import { inLanguage, useLanguage } from "@/ui/text";

import type { Choice } from "../list/useChoice";
import styles from "./Bulk.module.css";
import type { Deed } from "./jobs";

interface FormProps { label: string; disabled: boolean; children: (close: () => void) => ReactNode }

function Asking({ label, disabled, children }: FormProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="top" destroyOnHidden content={<div className={styles.form}>{children(() => setOpen(false))}</div>}>
      <Button size="small" disabled={disabled} aria-expanded={open}>{label}</Button>
    </Popover>
  );
}

function Statuses({ onChoose }: { onChoose: (status: string) => void }) {
  const { t } = useTranslation("tickets");
  const language = useLanguage();
  const { data = [] } = useQuery(statusesQuery);
  const unique = [...new Map(data.map((one) => [one.key, one])).values()];
  return (
    <Select
      autoFocus defaultOpen showSearch={{ optionFilterProp: "title" }} placeholder={t("bulk.status")} aria-label={t("bulk.status")} onChange={onChoose}
      options={unique.map((one) => ({ value: one.key, title: `${inLanguage(one.name, language)} ${one.key}`, label: <StatusWord category={one.category}>{inLanguage(one.name, language)}</StatusWord> }))}
    />
  );
}

function Tags({ onChoose }: { onChoose: (tags: string[]) => void }) {
  const { t } = useTranslation("tickets");
  const [tags, setTags] = useState<string[]>([]);
  return (
    <>
      <Select mode="tags" open={false} autoFocus value={tags} onChange={setTags} placeholder={t("bulk.tagsHint")} aria-label={t("bulk.tags")} suffix={null} />
      <Button type="primary" disabled={tags.length === 0} onClick={() => onChoose(tags)}>{t("bulk.add")}</Button>
    </>
  );
}

interface Props {
  choice: Choice;
  /** While the server is asked to begin. */
  starting: boolean;
  onStart: (tickets: readonly string[], deed: Deed) => void;
}

/** What can be done to the chosen tickets. */
export function BulkBar({ choice, starting, onStart }: Props) {
  const { t } = useTranslation("tickets");
  const { t: common } = useTranslation();
  const can = useCan();
  const count = choice.chosen.size;
  if (count === 0) return null;
  const start = (deed: Deed) => onStart([...choice.chosen.values()], deed);
  const closing = (close: () => void, deed: Deed) => {
    close();
    start(deed);
  };
  return (
    <div className={styles.dock} role="region" aria-label={t("bulk.title")}>
      <span className={styles.count} aria-live="polite">{t("bulk.chosen", { count })}</span>
      <Asking label={common("field.assignee")} disabled={starting}>{(close) => <><PersonPicker label={common("field.assignee")} placeholder={t("bulk.person")} onChange={(assignee) => closing(close, { action: "assign", assignee })} /><Button onClick={() => closing(close, { action: "assign", assignee: "" })}>{t("bulk.nobody")}</Button></>}</Asking>
      <Asking label={common("field.status")} disabled={starting}>{(close) => <Statuses onChoose={(status) => closing(close, { action: "transition", status })} />}</Asking>
      <Asking label={common("field.priority")} disabled={starting}>{(close) => [...priorities].reverse().map((priority) => <Button key={priority} type="text" onClick={() => closing(close, { action: "priority", priority })}><PriorityTag priority={priority} /></Button>)}</Asking>
      <Asking label={t("bulk.tags")} disabled={starting}>{(close) => <Tags onChoose={(add) => closing(close, { action: "tags", add })} />}</Asking>
      {can.administer && <ConfirmButton question={t("bulk.deleteQuestion", { count })} consequence={t("bulk.deleteText")} yes={t("bulk.delete")} button={{ size: "small", disabled: starting }} onConfirm={() => { start({ action: "delete" }); return Promise.resolve(); }}>{t("bulk.delete")}</ConfirmButton>}
      <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t("bulk.clear")} onClick={choice.clear} />
    </div>
  );
}
