import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Checkbox, DatePicker, Input, InputNumber, Segmented, Select } from "antd";
import dayjs from "dayjs";
import { createContext, use, useEffect, useEffectEvent, useId, useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { CodeEditor } from "../CodeEditor";
import { TextArea } from "../TextArea";
import { initialOf, readSchema, valueAt, withValue, type Field, type Option } from "./fields";
import styles from "./SchemaForm.module.css";

type Errors = Readonly<Record<string, string>>;
interface FieldProps<F extends Field = Field> { field: F; place: string; value: unknown; onChange: (value: unknown) => void; errors: Errors }
const under = (place: string, name: string | number) => (place === "" ? String(name) : `${place}.${name}`);
const pretty = (value: unknown) => JSON.stringify(value, null, 2);

/** Label, input, help and error of one value. */
function Frame({ field, id, error, children }: { field: Field; id: string; error: string | undefined; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className={styles.field} data-wrong={error === undefined ? undefined : ""}>
      {field.label !== "" && <label htmlFor={id}>{field.label}{!field.required && <small>{t("schema.optional")}</small>}</label>}
      {children}
      {field.help !== "" && <p id={`${id}-help`} className={styles.help}>{field.help}</p>}
      {error !== undefined && <p id={`${id}-error`} role="alert" className={styles.error}>{error}</p>}
    </div>
  );
}

function pick(options: readonly Option[], value: unknown): string | undefined {
  const wanted = JSON.stringify(value);
  return options.find((one) => JSON.stringify(one.value) === wanted)?.name;
}
const byName = (options: readonly Option[], name: string | undefined): unknown => options.find((one) => one.name === name)?.value;

/** Where a box for JSON says whether what stands in it cannot be read yet. */
const UnreadContext = createContext<(id: string, unread: boolean) => void>(() => undefined);

/** JSON as it is; what cannot be read yet is kept here and not told on. */
function Json({ value, onChange, label, minHeight = 60 }: { value: unknown; onChange: (value: unknown) => void; label: string; minHeight?: number }) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => (value === undefined ? "" : pretty(value)));
  const [wrong, setWrong] = useState(false);
  const id = useId();
  const tell = useEffectEvent(use(UnreadContext));
  useEffect(() => {
    tell(id, wrong);
    return () => tell(id, false);
  }, [id, wrong]);
  const change = (next: string) => {
    setText(next);
    try {
      onChange(next.trim() === "" ? undefined : (JSON.parse(next) as unknown));
      setWrong(false);
    } catch {
      setWrong(true);
    }
  };
  return (
    <>
      <CodeEditor value={text} onChange={change} language="json" label={label} minHeight={minHeight} maxHeight={320} />
      {wrong && <p role="alert" className={styles.error}>{t("schema.notJson")}</p>}
    </>
  );
}

function TextInput({ field, id, value, onChange, status }: { field: Extract<Field, { kind: "text" }>; id: string; value: unknown; onChange: (value: unknown) => void; status: "error" | "" }) {
  const known = typeof value === "string" ? value : "";
  const told = (next: string) => onChange(next === "" && !field.required ? undefined : next);
  const shared = { id, status, value: known, ...(field.longest !== undefined && { maxLength: field.longest }) };
  switch (field.form) {
    case "line": return <Input {...shared} onChange={(event) => told(event.target.value)} />;
    case "secret": return <Input.Password {...shared} autoComplete="off" onChange={(event) => told(event.target.value)} />;
    case "lines": return <TextArea {...shared} onChange={(event) => told(event.target.value)} />;
    case "date": return <DatePicker id={id} className="gd-full" value={known === "" ? null : dayjs(known)} onChange={(day) => onChange(day?.format("YYYY-MM-DD"))} />;
    case "time": return <DatePicker id={id} className="gd-full" showTime value={known === "" ? null : dayjs(known)} onChange={(day) => onChange(day?.toISOString())} />;
  }
}

function ListInput({ field, place, value, onChange, errors }: FieldProps<Extract<Field, { kind: "list" }>>) {
  const { t } = useTranslation();
  const list = Array.isArray(value) ? (value as unknown[]) : [];
  return (
    <div className={styles.list}>
      {list.map((one, at) => (
        // A list of plain values has no names but places.
        <div key={at} className={styles.entry}>
          <div><One field={{ ...field.item, label: "" }} place={under(place, at)} value={one} onChange={(next) => onChange(list.map((other, index) => (index === at ? next : other)))} errors={errors} /></div>
          <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t("schema.remove")} onClick={() => onChange(list.filter((_, index) => index !== at))} />
        </div>
      ))}
      <Button size="small" icon={<PlusOutlined />} onClick={() => onChange([...list, initialOf(field.item) ?? (field.item.kind === "text" ? "" : null)])}>{t("schema.add")}</Button>
    </div>
  );
}

function One({ field, place, value, onChange, errors }: FieldProps) {
  const id = useId();
  const error = errors[place];
  const status = error === undefined ? "" : "error";
  const label = field.label || place;
  const frame = (children: ReactNode) => <Frame field={field} id={id} error={error}>{children}</Frame>;
  switch (field.kind) {
    case "group": return <Group field={field} place={place} value={value} onChange={onChange} errors={errors} />;
    case "text": return frame(<TextInput field={field} id={id} value={value} onChange={onChange} status={status} />);
    case "number": return frame(<InputNumber<number> id={id} status={status} className="gd-full" value={typeof value === "number" ? value : null} {...(field.whole && { precision: 0 })} {...(field.least !== undefined && { min: field.least })} {...(field.most !== undefined && { max: field.most })} onChange={(next) => onChange(next ?? undefined)} />);
    case "yesNo": return (
      <div className={styles.field}>
        <Checkbox checked={value === true} onChange={(event) => onChange(event.target.checked)}>{label}</Checkbox>
        {field.help !== "" && <p className={styles.help}>{field.help}</p>}
        {error !== undefined && <p role="alert" className={styles.error}>{error}</p>}
      </div>
    );
    case "choice": return frame(<Select id={id} status={status} allowClear={!field.required} value={pick(field.options, value)} options={field.options.map(({ name }) => ({ value: name, label: name }))} onChange={(name?: string) => onChange(byName(field.options, name))} />);
    case "choices": return frame(<Select id={id} status={status} mode="multiple" value={(Array.isArray(value) ? (value as unknown[]) : []).map((one) => pick(field.options, one)).filter((one) => one !== undefined)} options={field.options.map(({ name }) => ({ value: name, label: name }))} onChange={(names: string[]) => onChange(names.length === 0 && !field.required ? undefined : names.map((name) => byName(field.options, name)))} />);
    case "list": return frame(<ListInput field={field} place={place} value={value} onChange={onChange} errors={errors} />);
    case "fixed": return frame(<Input id={id} readOnly value={typeof field.value === "string" ? field.value : JSON.stringify(field.value)} />);
    case "json": return frame(<Json value={value} onChange={onChange} label={label} />);
  }
}

function Group({ field, place, value, onChange, errors }: FieldProps<Extract<Field, { kind: "group" }>>) {
  const inside = field.fields.map(({ name, field: one }) => (
    <One key={name} field={one} place={under(place, name)} value={valueAt(value, name)} onChange={(next) => onChange(withValue(value, name, next))} errors={errors} />
  ));
  if (place === "") return <div className={styles.fields}>{inside}</div>;
  return (
    <fieldset className={styles.group}>
      {field.label !== "" && <legend>{field.label}</legend>}
      {field.help !== "" && <p className={styles.help}>{field.help}</p>}
      {inside}
      {errors[place] !== undefined && <p role="alert" className={styles.error}>{errors[place]}</p>}
    </fieldset>
  );
}

/** What a schema's parameters are before anybody wrote. */
export function initialParams(schema: unknown): unknown {
  const field = readSchema(schema);
  return field === undefined ? {} : initialOf(field) ?? {};
}

interface Props {
  /** A JSON Schema; anything else than an object with properties gives a box for JSON. */
  schema: unknown;
  value: unknown;
  onChange: (value: unknown) => void;
  /** What the server says, by place (`errorsByPlace`). */
  errors?: Errors;
  label: string;
  /** Whether something is typed that is no JSON yet, and so not in `value`. */
  onUnread?: (unread: boolean) => void;
}

const allRead: ReadonlySet<string> = new Set();

/** A form made of a JSON Schema; the same as JSON at the turn of a switch. */
export function SchemaForm({ schema, value, onChange, errors = {}, label, onUnread }: Props) {
  const { t } = useTranslation();
  const field = useMemo(() => readSchema(schema), [schema]);
  const [raw, setRaw] = useState(false);
  const asJson = raw || field === undefined;
  const [unread, setUnread] = useState(allRead);
  const mark = (id: string, is: boolean) => setUnread((before) => (before.has(id) === is ? before : new Set(is ? [...before, id] : [...before].filter((one) => one !== id))));
  const tell = useEffectEvent((is: boolean) => onUnread?.(is));
  const some = unread.size > 0;
  useEffect(() => tell(some), [some]);
  const lost = Object.entries(errors).filter(([place]) => asJson || place === "");
  return (
    <div className={styles.form} role="group" aria-label={label}>
      {field !== undefined && (
        <Segmented<"form" | "json"> size="small" className={styles.how ?? ""} value={raw ? "json" : "form"} onChange={(how) => setRaw(how === "json")} options={[{ value: "form", label: t("schema.form") }, { value: "json", label: t("schema.json") }]} />
      )}
      <UnreadContext value={mark}>
        {asJson && <p className={styles.caption}>{label}</p>}
        {asJson ? <Json value={value} onChange={(next) => onChange(next ?? {})} label={label} minHeight={120} /> : <Group field={field} place="" value={value} onChange={onChange} errors={errors} />}
      </UnreadContext>
      {lost.map(([place, why]) => <p key={place} role="alert" className={styles.error}>{place === "" ? why : `${place}: ${why}`}</p>)}
    </div>
  );
}
