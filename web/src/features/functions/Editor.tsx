import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { Input, Segmented } from "antd";
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import type { Func } from "@/api/types";
import { CodeEditor } from "@/ui/CodeEditor";
import { SchemaForm } from "@/ui/schema/SchemaForm";

import { schemaOf, type Draft } from "./draft";
import styles from "./FunctionPage.module.css";
import { HowToWork } from "./HowToWork";

interface Props { func: Func; draft: Draft; onChange: (change: Partial<Draft>) => void; errors: Readonly<Record<string, string>>; readOnly: boolean }

/** What stands in a script's scope (docs/functions.md). */
const scope = ["params", "ticket", "actor", "job.id", "job.attempt", "log(", "progress(", "sleep(", "fetch(", "secrets.get(", "tickets.get(", "tickets.search(", "tickets.update(", "tickets.comment(", "tickets.transit(", "await ", "return "];

function complete(context: CompletionContext): CompletionResult | null {
  const word = context.matchBefore(/[\w.]+/);
  if (word === null && !context.explicit) return null;
  return { from: word?.from ?? context.pos, options: scope.map((label) => ({ label, type: label.endsWith("(") ? "function" : "variable" })), validFor: /^[\w.]*$/ };
}

function Fault({ text }: { text: string | undefined }) {
  return text === undefined ? null : <p role="alert" className={styles.fault}>{text}</p>;
}

function Source({ func, draft, onChange, errors, readOnly }: Props) {
  const { t } = useTranslation("functions");
  let body: ReactNode = null;
  if (func.kind === "script") body = <><CodeEditor value={draft.source} onChange={(source) => onChange({ source })} language="javascript" label={t("script")} readOnly={readOnly} minHeight={320} maxHeight={640} completions={complete} /><Fault text={errors["source"]} /><p className={styles.muted}>{t("scope")} {scope.slice(0, 4).concat(["log()", "progress()", "fetch()", "secrets", "tickets"]).map((one) => <code key={one}>{one} </code>)}</p></>;
  if (func.kind === "http") body = <><label className={styles.label} htmlFor="url">{t("url")}</label><Input id="url" type="url" value={draft.url} readOnly={readOnly} status={errors["url"] === undefined ? "" : "error"} onChange={(event) => onChange({ url: event.target.value })} /><Fault text={errors["url"]} /><p className={styles.muted}>{t("urlText")}</p></>;
  if (func.kind === "command") body = <><label className={styles.label} htmlFor="command">{t("command")}</label><Input id="command" value={draft.command} readOnly={readOnly} spellCheck={false} status={errors["command"] === undefined ? "" : "error"} onChange={(event) => onChange({ command: event.target.value })} /><Fault text={errors["command"]} /><p className={styles.muted}>{t("commandText")}</p></>;
  if (func.kind === "worker") body = <HowToWork func={func} />;
  if (func.kind === "noop") body = <p className={styles.muted}>{t("kindText.noop")}</p>;
  return <div className={styles.source}>{body}</div>;
}

/** What an empty schema looks like. */
const EMPTY_SCHEMA = '{"type": "object", "properties": {}}';

function Schema({ which, draft, onChange, errors, readOnly }: Omit<Props, "func"> & { which: "input" | "output" }) {
  const { t } = useTranslation("functions");
  const schema = useMemo(() => schemaOf(draft[which]), [draft, which]);
  const [tried, setTried] = useState<unknown>({});
  return (
    <div className={styles.source}>
      <p className={styles.muted}>{t(`schemaText.${which}`)}</p>
      <CodeEditor value={draft[which]} onChange={(text) => onChange({ [which]: text })} language="json" label={t(which)} readOnly={readOnly} minHeight={200} maxHeight={480} placeholder={EMPTY_SCHEMA} />
      <Fault text={errors[which] ?? (schema === undefined ? t("schemaNotJson") : undefined)} />
      {which === "input" && draft.input.trim() !== "" && schema !== undefined && <><h3 className={styles.label}>{t("formPreview")}</h3><div className={styles.preview}><SchemaForm schema={schema} value={tried} onChange={setTried} label={t("formPreview")} /></div></>}
    </div>
  );
}

/** What a function runs and takes. */
export function Editor(props: Props) {
  const { t } = useTranslation("functions");
  const [part, setPart] = useState<"source" | "input" | "output">("source");
  return (
    <section className={styles.editor} aria-label={t("code")}>
      <Segmented<typeof part> value={part} onChange={setPart} options={[{ value: "source", label: t(`kind.${props.func.kind}`) }, { value: "input", label: t("input") }, { value: "output", label: t("output") }]} />
      {part === "source" ? <Source {...props} /> : <Schema key={part} which={part} {...props} />}
    </section>
  );
}
