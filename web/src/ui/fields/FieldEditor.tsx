import { AutoComplete, DatePicker, Input, InputNumber, Select } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Bound } from "../moment/bound";
import { MomentPicker } from "../moment/MomentPicker";
import { PeoplePicker } from "../PeoplePicker";
import { PersonPicker } from "../PersonPicker";
import { priorities, PriorityTag } from "../tags";
import { TextArea } from "../TextArea";

import type { FieldSpec, Kind } from "./specs";
import { useUsual } from "./usual";

/** Kinds of which one choice is the whole answer. */
const atOnce: readonly Kind[] = ["priority", "option", "user", "boolean", "date", "time"];
export const isChosenAtOnce = (kind: Kind): boolean => atOnce.includes(kind);

interface Props {
  id?: string;
  spec: FieldSpec;
  project: string;
  value: unknown;
  onChange: (value: unknown) => void;
  /** On which side of now a time has to be. */
  bound?: Bound | undefined;
  /** Takes the focus as soon as it is there, and shows its choices. */
  opened?: boolean;
  onBlur?: () => void;
}

const text = (value: unknown): string => (typeof value === "string" || typeof value === "number" ? String(value) : "");
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

type Inner = Omit<Props, "project" | "id" | "opened" | "onBlur"> & { project: string; common: object; opened: boolean };

function CategoryEditor({ value, onChange, project, common }: Inner) {
  const [typed, setTyped] = useState("");
  const options = useUsual(project, "category", typed);
  return <AutoComplete {...common} defaultActiveFirstOption={false} value={text(value)} onChange={onChange} options={options} showSearch={{ filterOption: false, onSearch: setTyped }} />;
}

function TagsEditor({ value, onChange, project, common }: Inner) {
  const [typed, setTyped] = useState("");
  const options = useUsual(project, "tags", typed);
  return <Select {...common} mode="tags" value={list(value)} onChange={onChange} options={options} showSearch={{ filterOption: false, onSearch: setTyped }} tokenSeparators={[",", "，"]} />;
}

function Choice({ spec, value, onChange, common, opened }: Inner) {
  const { t } = useTranslation("ticket");
  const options = spec.kind === "boolean"
    ? [{ value: true, label: t("yes") }, { value: false, label: t("no") }]
    : spec.kind === "priority" ? priorities.map((one) => ({ value: one, label: <PriorityTag priority={one} /> })) : spec.options.map((one) => ({ value: one, label: one }));
  return (
    <Select<unknown>
      {...common} defaultOpen={opened} allowClear={spec.kind !== "priority" && !spec.required} value={value ?? undefined} options={options as { value: string }[]}
      onChange={(next) => onChange(next ?? null)} showSearch={options.length > 8}
    />
  );
}

function Moment({ spec, value, onChange, common, opened, bound }: Inner) {
  const full = spec.kind === "time";
  if (bound !== undefined) return <MomentPicker {...common} bound={bound} showTime={{ format: "HH:mm" }} defaultOpen={opened} value={text(value) === "" ? null : dayjs(text(value))} onChange={(moment) => onChange(moment?.toISOString() ?? null)} />;
  return (
    <DatePicker
      {...common} showTime={full ? { format: "HH:mm" } : false} defaultOpen={opened} needConfirm={full} value={text(value) === "" ? null : dayjs(text(value))}
      onChange={(day) => onChange(day === null ? null : full ? day.toISOString() : day.format("YYYY-MM-DD"))}
    />
  );
}

/** What a field is edited with. */
export function FieldEditor(props: Props) {
  const { id, spec, value, onChange, opened = false, onBlur } = props;
  const named = { ...(id === undefined ? {} : { id }), ...(onBlur && { onBlur }) };
  const common = { ...named, "aria-label": spec.label, autoFocus: opened, className: "gd-full" };
  const inner = { ...props, common, opened };
  switch (spec.kind) {
    case "text": return <Input {...common} value={text(value)} onChange={(event) => onChange(event.target.value)} />;
    case "text_area": return <TextArea {...common} rows={3} value={text(value)} onChange={(event) => onChange(event.target.value)} />;
    case "integer": return <InputNumber {...common} precision={0} value={typeof value === "number" ? value : null} onChange={onChange} />;
    case "number": return <InputNumber {...common} value={typeof value === "number" ? value : null} onChange={onChange} />;
    case "user": return <PersonPicker {...named} label={spec.label} opened={opened} value={text(value)} onChange={onChange} />;
    case "users": return <PeoplePicker {...named} label={spec.label} opened={opened} value={list(value)} onChange={onChange} />;
    case "options": return <Select {...common} mode="multiple" defaultOpen={opened} value={list(value)} onChange={onChange} options={spec.options.map((one) => ({ value: one, label: one }))} />;
    case "tags": return <TagsEditor {...inner} />;
    case "category": return <CategoryEditor {...inner} />;
    case "date":
    case "time": return <Moment {...inner} />;
    case "boolean":
    case "priority":
    case "option":
    case "status": return <Choice {...inner} />;
  }
}
