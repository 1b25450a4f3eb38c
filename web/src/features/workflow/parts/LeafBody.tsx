import { Input, InputNumber, Select } from "antd";
import { useTranslation } from "react-i18next";

import { TextArea } from "@/ui/TextArea";

import type { Json, JsonObject, UserDomain } from "../model/definition";
import type { Leaf } from "../model/tree";
import { useAround } from "./around";
import { DomainsInput } from "./DomainsInput";
import { FieldSelect, ValueInput } from "./inputs";
import styles from "./parts.module.css";

const units = { minute: 60, hour: 3_600, day: 86_400 } as const;
type Unit = keyof typeof units;
const unitNames = ["minute", "hour", "day"] as const;
/** A filter, which is the same in every language. */
const EXAMPLE = "priority >= high and due < +1d";
const ends = ["succeeded", "failed", "canceled", "timeout"] as const;

/** The largest unit that says it in whole numbers; seconds that none says are told in minutes. */
export function asTime(seconds: number): { count: number; unit: Unit } {
  const unit = [...unitNames].reverse().find((one) => seconds > 0 && seconds % units[one] === 0) ?? "minute";
  return { count: seconds / units[unit], unit };
}

function After({ seconds, set }: { seconds: number; set: (seconds: number) => void }) {
  const { t } = useTranslation("workflow");
  const { locked } = useAround();
  const { count, unit } = asTime(seconds);
  return (
    <div className={styles.row}>
      <InputNumber aria-label={t("leaf.count")} disabled={locked} min={1} value={count} onChange={(next) => set(Math.max(1, Math.round((next ?? 1) * units[unit])))} />
      <Select aria-label={t("leaf.unit")} disabled={locked} value={unit} onChange={(next) => set(Math.round(count * units[next]))} options={unitNames.map((one) => ({ value: one, label: t(`unit.${one}`) }))} />
    </div>
  );
}

/** The form of a leaf of a condition or trigger, by its word. */
export function LeafBody({ leaf, onChange }: { leaf: Leaf; onChange: (body: JsonObject) => void }) {
  const { t } = useTranslation("workflow");
  const { directory, locked } = useAround();
  const { word, body } = leaf;
  const text = (key: string) => (typeof body[key] === "string" ? body[key] : "");
  const set = (key: string, value: Json | undefined) => onChange({ ...body, [key]: value });
  const line = (key: string, label: string, placeholder: string) => <Input aria-label={label} disabled={locked} value={text(key)} placeholder={placeholder} onChange={(event) => set(key, event.target.value)} />;
  const fieldKey = body["field"] === undefined && body["field_uuid"] !== undefined ? "field_uuid" : "field";
  switch (word) {
    case "in_user_domains":
      return <DomainsInput label={t("leaf.people")} value={(body["user_domains"] ?? []) as unknown as UserDomain[]} onChange={(next) => onChange({ ...body, user_domains: next as unknown as Json[] })} />;
    case "field_equals":
    case "field_in": {
      const several = word === "field_in";
      const key = several ? "values" : "value";
      return (
        <div className={styles.row}>
          <FieldSelect label={t("leaf.field")} value={text(fieldKey)} onChange={(field) => onChange({ [fieldKey]: field, [key]: several ? [] : "" })} />
          <ValueInput label={t("leaf.value")} field={text(fieldKey)} several={several} value={body[key]} onChange={(value) => set(key, value ?? (several ? [] : ""))} />
        </div>
      );
    }
    case "field_empty": return <FieldSelect label={t("leaf.field")} value={text(fieldKey)} onChange={(field) => set(fieldKey, field)} />;
    case "matches": return <TextArea rows={1} aria-label={t("leaf.filter")} disabled={locked} spellCheck={false} value={text("filter")} placeholder={EXAMPLE} onChange={(event) => set("filter", event.target.value)} />;
    case "after": return <After seconds={Number(body["seconds"] ?? 0)} set={(seconds) => set("seconds", seconds)} />;
    case "webhook": return line("name", t("leaf.hook"), "resume");
    case "commit_created":
    case "branch_created":
    case "pull_request_merged":
      return line("repo", t("leaf.repo"), "git.example.com/team/project");
    case "job_finished":
      return (
        <div className={styles.row}>
          <Select className={styles.grow ?? ""} aria-label={t("leaf.function")} disabled={locked} showSearch={{ optionFilterProp: "label" }} value={text("function_id") || undefined} placeholder={t("leaf.function")} onChange={(next: string) => set("function_id", next)} options={[...directory.functions]} />
          <Select aria-label={t("leaf.end")} disabled={locked} value={text("state") || undefined} onChange={(next: string) => set("state", next)} options={ends.map((end) => ({ value: end, label: t(`end.${end}`) }))} />
        </div>
      );
    default: return null;
  }
}
