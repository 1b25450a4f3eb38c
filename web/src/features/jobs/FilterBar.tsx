import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/error";
import { CodeEditor } from "@/ui/CodeEditor";

import { suggest } from "./filter";
import styles from "./JobsPage.module.css";
import { functionNamesQuery } from "./queries";

interface Props { value: string; onChange: (filter: string) => void; error: unknown }

/** Where the filter is written. It asks when Enter is pressed, so that half a word is no mistake. */
export function FilterBar({ value, onChange, error }: Props) {
  const { t } = useTranslation("jobs");
  const [kept, setKept] = useState({ value, text: value });
  if (kept.value !== value) setKept({ value, text: value });
  const { data: functions } = useQuery(functionNamesQuery);
  const complete = (context: CompletionContext): CompletionResult | null => {
    const { from, options } = suggest(context.state.sliceDoc(0, context.pos), functions ?? []);
    if (!context.explicit && from === context.pos && context.pos > 0 && !/\s$/.test(context.state.sliceDoc(0, context.pos))) return null;
    return { from, options: options.map(({ word, kind }) => ({ label: word, apply: word.endsWith("(") || kind === "value" ? word : `${word} `, type: kind === "field" ? "property" : "keyword" })) };
  };
  const wrong = error instanceof ApiError && error.code === 400;
  return (
    <div className={styles.filter}>
      <div className={styles.filterBox}>
        <CodeEditor value={kept.text} onChange={(text) => setKept({ value, text })} singleLine onEnter={() => onChange(kept.text.trim())} label={t("filter")} placeholder={t("filterHint")} completions={complete} />
      </div>
      <Button onClick={() => onChange(kept.text.trim())} disabled={kept.text.trim() === value}>{t("apply")}</Button>
      {value !== "" && <Button type="text" onClick={() => onChange("")}>{t("clear")}</Button>}
      {wrong && <p role="alert" className={styles.wrong}>{error.details["filter"] ?? error.message}</p>}
    </div>
  );
}
