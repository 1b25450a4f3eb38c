import { Input, InputNumber, Select } from "antd";
import { useId, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Section } from "@/ui/Page";
import { TextArea } from "@/ui/TextArea";

import type { Draft } from "./draft";
import styles from "./FunctionPage.module.css";

interface Props { draft: Draft; onChange: (change: Partial<Draft>) => void; errors: Readonly<Record<string, string>>; readOnly: boolean }

function Row({ label, help, error, children }: { label: string; help?: string; error: string | undefined; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={styles.setting}>
      <label htmlFor={id}>{label}</label>
      <div>{children(id)}{help !== undefined && <p className={styles.muted}>{help}</p>}{error !== undefined && <p role="alert" className={styles.fault}>{error}</p>}</div>
    </div>
  );
}

/** What a function is called, and how its jobs are run. */
export function Settings({ draft, onChange, errors, readOnly }: Props) {
  const { t } = useTranslation("functions");
  const shared = { disabled: readOnly };
  return (
    <div className={styles.settings}>
      <Section title={t("about")}>
        <Row label={t("name")} error={errors["name"]}>{(id) => <Input id={id} {...shared} value={draft.name} maxLength={100} onChange={(event) => onChange({ name: event.target.value })} />}</Row>
        <Row label={t("description")} error={errors["description"]}>{(id) => <TextArea id={id} {...shared} rows={2} value={draft.description} onChange={(event) => onChange({ description: event.target.value })} />}</Row>
        <Row label={t("category")} error={errors["category"]}>{(id) => <Input id={id} {...shared} value={draft.category} onChange={(event) => onChange({ category: event.target.value })} />}</Row>
        <Row label={t("riskTitle")} help={t("riskText")} error={errors["risk"]}>{(id) => <Select id={id} {...shared} value={draft.risk} onChange={(risk) => onChange({ risk })} options={(["low", "medium", "high"] as const).map((value) => ({ value, label: t(`risk.${value}`) }))} />}</Row>
      </Section>
      <Section title={t("running")}>
        <Row label={t("timeout")} help={t("timeoutText")} error={errors["timeoutMs"]}>{(id) => <InputNumber<number> id={id} {...shared} min={0.1} max={86_400} suffix={t("seconds")} value={draft.timeoutMs / 1_000} onChange={(value) => value !== null && onChange({ timeoutMs: Math.round(value * 1_000) })} />}</Row>
        <Row label={t("maxAttempts")} help={t("maxAttemptsText")} error={errors["maxAttempts"]}>{(id) => <InputNumber<number> id={id} {...shared} min={1} max={100} precision={0} value={draft.maxAttempts} onChange={(maxAttempts) => maxAttempts !== null && onChange({ maxAttempts })} />}</Row>
        <Row label={t("concurrency")} help={t("concurrencyText")} error={errors["concurrency"]}>{(id) => <InputNumber<number> id={id} {...shared} min={0} max={1_000} precision={0} value={draft.concurrency} onChange={(concurrency) => concurrency !== null && onChange({ concurrency })} />}</Row>
      </Section>
    </div>
  );
}
