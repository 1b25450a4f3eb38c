/** What the editor's forms are made of. */
import { DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";

import type { Names } from "@/api/types";
import { PersonPicker } from "@/ui/PersonPicker";
import { priorities } from "@/ui/tags";
import { inLanguage, useLanguage } from "@/ui/text";

import type { Json } from "../model/definition";
import { ownFields } from "../words";
import { findingsAt, useAround } from "./around";
import { Faults } from "./Faults";
import styles from "./parts.module.css";

/** What an input gets of which the server says something. */
interface Wrong { status?: "error"; "aria-invalid"?: true; "aria-describedby"?: string }
interface LabelledProps {
  label: string;
  note?: string;
  /** The input's place in the definition: what the server says of it stands below. */
  path?: string;
  children: (id: string, wrong: Wrong) => ReactNode;
}

/** An input with its label above it; the label goes to whatever gets the id. */
export function Labelled({ label, note, path, children }: LabelledProps) {
  const id = useId();
  const around = useAround();
  const wrong = path !== undefined && findingsAt(around, path).some((one) => one.severity === "error");
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>{label}</label>
      {children(id, wrong ? { status: "error", "aria-invalid": true, "aria-describedby": `${id}why` } : {})}
      {path !== undefined && <div id={`${id}why`}><Faults path={path} /></div>}
      {note !== undefined && <p className={styles.note}>{note}</p>}
    </div>
  );
}

/** A name in both languages, the reader's first. */
export function NamesInput({ value, onChange, hint }: { value: Names; onChange: (next: Names) => void; hint?: string }) {
  const { t } = useTranslation("workflow");
  const { locked } = useAround();
  const language = useLanguage();
  const order = language === "zh" ? (["zh", "en"] as const) : (["en", "zh"] as const);
  return (
    <div className={styles.two}>
      {order.map((one) => (
        <Labelled key={one} label={t(`name.${one}`)}>
          {(id) => <Input id={id} disabled={locked} value={value[one]} maxLength={63} placeholder={hint} onChange={(event) => onChange({ ...value, [one]: event.target.value })} />}
        </Labelled>
      ))}
    </div>
  );
}

/** Chooses a field of the ticket, or a custom one of the project. */
export function FieldSelect({ value, onChange, without = [], label }: { value: string; onChange: (field: string) => void; without?: readonly string[]; label: string }) {
  const { words, directory, locked } = useAround();
  const names = [...ownFields, ...directory.fields.map((one) => `fields.${one.key}`)].filter((name) => name === value || !without.includes(name));
  if (value !== "" && !names.includes(value)) names.push(value);
  return <Select className={styles.grow ?? ""} aria-label={label} disabled={locked} showSearch={{ optionFilterProp: "label" }} value={value || undefined} onChange={onChange} options={names.map((name) => ({ value: name, label: words.field(name) }))} />;
}

const yesNo = ["true", "false"] as const;

/** What a field may be, for fields that take one of a few words. */
function useOptions(field: string): { value: string; label: string }[] | undefined {
  const { t } = useTranslation();
  const { t: tw } = useTranslation("workflow");
  const { directory, definition } = useAround();
  const language = useLanguage();
  if (field === "priority") return priorities.map((one) => ({ value: one, label: t(`priority.${one}`) }));
  if (field === "status") return definition.statuses.map((one) => ({ value: one.key, label: inLanguage(one.name, language) || one.key }));
  const own = directory.fields.find((one) => `fields.${one.key}` === field);
  if (own?.type === "boolean") return yesNo.map((one) => ({ value: one, label: tw(`truth.${one}`) }));
  return own && own.options.length > 0 ? own.options.map((one) => ({ value: one, label: one })) : undefined;
}

interface ValueProps { field: string; value: Json | undefined; onChange: (value: Json | undefined) => void; label: string; id?: string }

const isMany = (field: string, type: string | undefined) => field === "tags" || field === "watchers" || type === "options" || type === "users";

/** A value of a field, by what the field takes; several of them with `several`. */
export function ValueInput({ field, value, onChange, label, id, several = false }: ValueProps & { several?: boolean }) {
  const { directory, locked } = useAround();
  const options = useOptions(field);
  const type = directory.fields.find((one) => `fields.${one.key}` === field)?.type;
  const shared = { ...(id !== undefined && { id }), "aria-label": label, disabled: locked, className: styles.grow ?? "" };
  const typed = (text: string): Json => {
    if (type === "boolean") return text === "true";
    return (type === "integer" || type === "number") && text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
  };
  if (several || isMany(field, type)) {
    const chosen = (Array.isArray(value) ? (value as Json[]) : value === undefined || value === null || value === "" ? [] : [value]).map(String);
    return <Select {...shared} mode={options ? "multiple" : "tags"} {...(!options && { open: false, suffix: null })} value={chosen} options={options ?? []} onChange={(next: string[]) => onChange(next.map(typed))} />;
  }
  const text = value === undefined || value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
  if (options) return <Select {...shared} allowClear value={text === "" ? undefined : text} options={options} onChange={(next?: string) => onChange(next === undefined ? undefined : typed(next))} />;
  if (field === "assignee" || type === "user") return <div className={styles.person}><PersonPicker {...(id !== undefined && { id })} label={label} value={text} onChange={(next) => onChange(next === "" ? undefined : next)} /></div>;
  if (field === "dueAt" || field === "appointment" || type === "date" || type === "time") {
    const day = dayjs(text);
    return <DatePicker {...shared} showTime={type !== "date"} value={text !== "" && day.isValid() ? day : null} onChange={(next) => onChange(type === "date" ? next?.format("YYYY-MM-DD") : next?.toISOString())} />;
  }
  return <Input {...shared} value={text} onChange={(event) => onChange(event.target.value === "" ? undefined : typed(event.target.value))} />;
}
