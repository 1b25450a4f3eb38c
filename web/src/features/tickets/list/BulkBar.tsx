import { CloseOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Popover, Progress, Select } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { reaches, useMe } from "@/api/me";
import { statusesQuery } from "@/api/queries";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { PersonPicker } from "@/ui/PersonPicker";
import { priorities, PriorityTag, StatusWord } from "@/ui/tags";
import { inLanguage, useLanguage } from "@/ui/text";

import { MOST, type Deed } from "./bulk";
import styles from "./ListPage.module.css";
import type { Choice } from "./useChoice";
import { useBulk } from "./useBulk";

interface FormProps { label: string; disabled: boolean; children: (close: () => void) => ReactNode }

function Asking({ label, disabled, children }: FormProps) {
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="top" destroyOnHidden content={<div className={styles.bulkForm}>{children(() => setOpen(false))}</div>}>
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

/** What can be done to the chosen tickets; while it is done, how far it is. */
export function BulkBar({ choice, onDone }: { choice: Choice; onDone: (ids: readonly number[]) => void }) {
  const { t } = useTranslation("tickets");
  const { t: common } = useTranslation();
  const me = useMe();
  const bulk = useBulk(onDone);
  const count = choice.ids.size;
  const { progress } = bulk;
  const tooMany = count > MOST;
  const start = (deed: Deed) => bulk.start([...choice.ids], deed);
  if (count === 0 && progress === undefined) return bulk.told;
  const closing = (close: () => void, deed: Deed) => {
    close();
    start(deed);
  };
  return (
    <>
      <div className={styles.bulk} role="region" aria-label={t("bulk.title")}>
        {progress === undefined ? (
          <>
            <span className={styles.bulkCount} aria-live="polite">{t("bulk.chosen", { count })}</span>
            {tooMany && <span>{t("bulk.tooMany", { count: MOST })}</span>}
            <Asking label={common("field.assignee")} disabled={tooMany}>{(close) => <><PersonPicker label={common("field.assignee")} placeholder={t("bulk.person")} onChange={(assignee) => closing(close, { what: "assign", assignee })} /><Button onClick={() => closing(close, { what: "assign", assignee: "" })}>{t("bulk.nobody")}</Button></>}</Asking>
            <Asking label={common("field.status")} disabled={tooMany}>{(close) => <Statuses onChoose={(status) => closing(close, { what: "transition", status })} />}</Asking>
            <Asking label={common("field.priority")} disabled={tooMany}>{(close) => [...priorities].reverse().map((priority) => <Button key={priority} type="text" onClick={() => closing(close, { what: "priority", priority })}><PriorityTag priority={priority} /></Button>)}</Asking>
            <Asking label={t("bulk.tags")} disabled={tooMany}>{(close) => <Tags onChoose={(add) => closing(close, { what: "tags", add })} />}</Asking>
            {reaches(me.access, "admin") && <ConfirmButton question={t("bulk.deleteQuestion", { count })} consequence={t("bulk.deleteText")} yes={t("bulk.delete")} button={{ size: "small", disabled: tooMany }} onConfirm={() => { start({ what: "delete" }); return Promise.resolve(); }}>{t("bulk.delete")}</ConfirmButton>}
            <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t("bulk.clear")} onClick={choice.clear} />
          </>
        ) : (
          <>
            <span className={styles.bulkCount} role="status">{t("bulk.progress", { ended: progress.ended, total: progress.total })}</span>
            <div className={styles.bulkProgress}><Progress percent={Math.round((progress.ended / Math.max(1, progress.total)) * 100)} showInfo={false} size="small" status="normal" aria-label={t("bulk.title")} /></div>
            <Button size="small" onClick={bulk.stop}>{t("bulk.stop")}</Button>
          </>
        )}
      </div>
      {bulk.told}
    </>
  );
}
