import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/error";
import { FilterField } from "@/ui/filter/FilterField";

import { jobVocabulary } from "./filter";
import styles from "./JobsPage.module.css";
import { functionNamesQuery } from "./queries";

interface Props { value: string; onChange: (filter: string) => void; error: unknown }

/** Where the filter is written. It asks when Enter is pressed, so that half a word is no mistake. */
export function FilterBar({ value, onChange, error }: Props) {
  const { t } = useTranslation("jobs");
  const [kept, setKept] = useState({ value, text: value });
  if (kept.value !== value) setKept({ value, text: value });
  const client = useQueryClient();
  const vocabulary = useMemo(() => jobVocabulary(() => client.query(functionNamesQuery)), [client]);
  const wrong = error instanceof ApiError && error.code === 400;
  return (
    <div className={styles.filter}>
      <div className={styles.filterBox}>
        <FilterField value={kept.text} onChange={(text) => setKept({ value, text })} onEnter={() => onChange(kept.text.trim())} label={t("filter")} placeholder={t("filterHint")} vocabulary={vocabulary} />
      </div>
      <Button onClick={() => onChange(kept.text.trim())} disabled={kept.text.trim() === value}>{t("apply")}</Button>
      {value !== "" && <Button type="text" onClick={() => onChange("")}>{t("clear")}</Button>}
      {wrong && <p role="alert" className={styles.wrong}>{error.details["filter"] ?? error.message}</p>}
    </div>
  );
}
