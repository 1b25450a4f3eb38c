import { Input, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";

import { CodeEditor } from "@/ui/CodeEditor";
import { PersonPicker } from "@/ui/PersonPicker";
import { TextArea } from "@/ui/TextArea";

import type { Json, JsonObject, UserDomain } from "../model/definition";
import { useAround } from "./around";
import { DomainsInput } from "./DomainsInput";
import { FieldSelect, Labelled, ValueInput } from "./inputs";
import { useJsonText } from "./jsonText";
import styles from "./parts.module.css";

interface Props { word: string; body: JsonObject; onChange: (body: JsonObject) => void; /** Of the body. */ path: string }

/** The parts of which the form itself says what is wrong with them. */
export const told = ["text", "title", "content", "project", "issue_type", "assignee", "uuid", "url", "secret", "status", "user_domains"] as const;

const variables = ["self", "now", "owner", "assign"] as const;
const sources = ["value", "variable", "attribute"] as const;
type Source = (typeof sources)[number];

function without(body: JsonObject, ...names: string[]): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}

function UpdateField({ body, onChange }: Pick<Props, "body" | "onChange">) {
  const { t } = useTranslation("workflow");
  const { locked } = useAround();
  const field = typeof body["field"] === "string" ? body["field"] : "";
  const source: Source = body["variable"] !== undefined ? "variable" : body["value_type"] === 1 ? "attribute" : "value";
  const rest = without(body, "value", "variable", "value_type", "type");
  const begin: Record<Source, JsonObject> = { value: { ...rest, value: "" }, variable: { ...rest, variable: "self" }, attribute: { ...rest, value: "", value_type: 1 } };
  return (
    <>
      <Labelled label={t("leaf.field")}>{() => <FieldSelect label={t("leaf.field")} without={["status"]} value={field} onChange={(next) => onChange({ ...body, field: next })} />}</Labelled>
      <div className={styles.field}><Segmented size="small" disabled={locked} aria-label={t("post.source")} value={source} options={sources.map((one) => ({ value: one, label: t(`post.from.${one}`) }))} onChange={(next) => onChange(begin[next])} /></div>
      {source === "variable" && <Select className="gd-full" aria-label={t("post.from.variable")} disabled={locked} value={body["variable"] as string} options={variables.map((one) => ({ value: one, label: t(`variable.${one}`) }))} onChange={(variable: string) => onChange({ ...rest, variable })} />}
      {source === "value" && <div className={styles.row}><ValueInput label={t("leaf.value")} field={field} value={body["value"]} onChange={(value) => onChange({ ...body, value: value ?? null })} /></div>}
      {source === "attribute" && <Input aria-label={t("post.from.attribute")} disabled={locked} value={typeof body["value"] === "string" ? body["value"] : ""} onChange={(event) => onChange({ ...body, value: event.target.value })} />}
    </>
  );
}

function RunScript({ body, onChange, path }: Omit<Props, "word">) {
  const { t } = useTranslation("workflow");
  const { directory, locked } = useAround();
  const json = useJsonText(body["params"] ?? {}, (params) => onChange({ ...body, params: params as Json }));
  const id = typeof body["uuid"] === "string" ? body["uuid"] : "";
  const options = directory.functions.some((one) => one.value === id) || id === "" ? directory.functions : [...directory.functions, { value: id, label: id }];
  return (
    <>
      <Labelled label={t("leaf.function")} path={`${path}.uuid`}>{(input, wrong) => <Select id={input} {...wrong} className="gd-full" disabled={locked} showSearch={{ optionFilterProp: "label" }} value={id || undefined} options={[...options]} onChange={(uuid: string) => onChange({ ...body, uuid, name: directory.functions.find((one) => one.value === uuid)?.label })} />}</Labelled>
      <span className={styles.label}>{t("post.params")}</span>
      <CodeEditor language="json" label={t("post.params")} value={json.text} onChange={json.write} readOnly={locked} minHeight={64} maxHeight={240} />
      {json.broken && <p className={styles.fault}>{t("text.broken")}</p>}
    </>
  );
}

/** The form of a post function, by its word. */
export function PostForm({ word, body, onChange, path }: Props) {
  const { t } = useTranslation("workflow");
  const { locked } = useAround();
  const text = (key: string) => (typeof body[key] === "string" ? body[key] : "");
  const set = (key: string, value: Json | undefined) => onChange({ ...body, [key]: value });
  const line = (key: string, label: string, note?: string) => <Labelled label={label} path={`${path}.${key}`} {...(note !== undefined && { note })}>{(id, wrong) => <Input id={id} {...wrong} disabled={locked} value={text(key)} onChange={(event) => set(key, event.target.value === "" ? undefined : event.target.value)} />}</Labelled>;
  const area = (key: string, label: string) => <Labelled label={label} path={`${path}.${key}`}>{(id, wrong) => <TextArea id={id} {...wrong} rows={2} disabled={locked} value={text(key)} onChange={(event) => set(key, event.target.value)} />}</Labelled>;
  switch (word) {
    case "update_field_value": return <UpdateField body={body} onChange={onChange} />;
    case "run_script": return <RunScript body={body} onChange={onChange} path={path} />;
    case "add_comment": return (
      <>
        {area("text", t("post.text"))}
        <Segmented size="small" disabled={locked} aria-label={t("post.audience")} value={text("audience") === "staff" ? "staff" : "everyone"} options={[{ value: "everyone" as const, label: t("post.everyone") }, { value: "staff" as const, label: t("post.staff") }]} onChange={(audience) => set("audience", audience === "everyone" ? undefined : audience)} />
      </>
    );
    case "notify": return (
      <>
        <Labelled label={t("post.whom")} path={`${path}.user_domains`}>{(id) => <DomainsInput id={id} label={t("post.whom")} value={(body["user_domains"] ?? []) as unknown as UserDomain[]} onChange={(next) => set("user_domains", next as unknown as Json[])} />}</Labelled>
        {area("text", t("post.text"))}
      </>
    );
    case "call_webhook": return <>{line("url", t("post.url"))}{line("secret", t("post.secret"), t("post.secretNote"))}</>;
    case "create_task": return (
      <>
        {line("title", t("field.title"))}
        {area("content", t("field.content"))}
        <div className={styles.two}>{line("project", t("post.project"))}{line("issue_type", t("post.type"))}</div>
        <Labelled label={t("field.assignee")} path={`${path}.assignee`}>{(id) => <PersonPicker id={id} value={text("assignee")} onChange={(next) => set("assignee", next === "" ? undefined : next)} />}</Labelled>
      </>
    );
    case "transit_parent": return line("status", t("post.parentStatus"), t("post.parentNote"));
    default: return null;
  }
}
