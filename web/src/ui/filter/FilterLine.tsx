import { CloseOutlined, EnterOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/error";
import { CodeEditor } from "@/ui/CodeEditor";

import styles from "./filter.module.css";
import { offers } from "./offers";
import { useSources } from "./useSources";

interface Props {
  /** The filter that holds. */
  value: string;
  onApply: (filter: string) => void;
  /** What the server answered to it, if it refused. */
  error?: unknown;
}

/** What the server says against the filter, and at which character (from 0) if it says so. */
export function complaint(error: unknown): { text: string; at: number | undefined } | undefined {
  if (!(error instanceof ApiError) || error.code !== 400) return undefined;
  const text = error.details["filter"];
  if (text === undefined) return undefined;
  const at = /(\d+)/.exec(text)?.[1];
  return { text, at: at === undefined || !/^(at character|第)/.test(text) ? undefined : Number(at) - 1 };
}

/** One line of the filter language (docs/filter.md), with words offered while it is typed and errors shown where they are. */
export function FilterLine({ value, onApply, error }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(value);
  const [known, setKnown] = useState(value);
  const sources = useSources();
  const completions = useMemo(() => offers(sources), [sources]);
  if (known !== value) {
    setKnown(value);
    setDraft(value);
  }
  const problem = draft === value ? complaint(error) : undefined;
  const apply = () => onApply(draft.trim());
  const changed = draft.trim() !== value.trim();
  return (
    <div className={styles.line} data-wrong={problem === undefined ? undefined : ""}>
      <div className={styles.editor}>
        <CodeEditor
          key={t("filter.label")} singleLine language="filter" value={draft} onChange={setDraft} onEnter={apply} label={t("filter.label")} placeholder={t("filter.placeholder")}
          completions={completions} problemAt={problem?.at} minHeight={32} maxHeight={64}
        />
        <span className={styles.lineButtons}>
          {changed && <Button size="small" type="primary" icon={<EnterOutlined />} onClick={apply}>{t("filter.apply")}</Button>}
          {draft !== "" && <Tooltip title={t("filter.clear")}><Button size="small" type="text" icon={<CloseOutlined />} aria-label={t("filter.clear")} onClick={() => { setDraft(""); onApply(""); }} /></Tooltip>}
        </span>
      </div>
      {problem !== undefined && <p role="alert" className={styles.problem} title={problem.text}>{problem.text}</p>}
    </div>
  );
}
