import { UploadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Checkbox } from "antd";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { ApiError } from "@/api/error";
import { CodeEditor } from "@/ui/CodeEditor";
import { Modal } from "@/ui/Modal";
import { useSay } from "@/ui/say";
import { Loading, QueryState, useErrorText } from "@/ui/states";
import { inLanguage, useLanguage } from "@/ui/text";
import { WorkflowGraph } from "@/ui/workflow/WorkflowGraph";

import { importFile, templateQuery, templatesQuery, type Draft, type Home } from "./api";
import { readDefinition } from "./model/definition";
import styles from "./PublishDialog.module.css";

interface Props { home: Home; from: "import" | "templates"; etag: string; onClose: () => void; onTaken: (draft: Draft) => void }

/** A picture of a ready workflow. */
function Preview({ chosen }: { chosen: string }) {
  const { t } = useTranslation("workflow");
  const { data } = useQuery(templateQuery(chosen));
  return <div className={styles.preview}>{data === undefined ? <Loading rows={6} /> : <WorkflowGraph label={t("view.graphLabel")} drawn={readDefinition(data)} />}</div>;
}

function Templates({ chosen, onChoose }: { chosen: string | undefined; onChoose: (key: string) => void }) {
  const language = useLanguage();
  const query = useQuery(templatesQuery);
  return (
    <QueryState query={query}>
      {(items) => (
        <div className={styles.templates}>
          <ul className={styles.choices}>
            {items.map((one) => <li key={one.key}><button type="button" className={styles.choice} aria-pressed={chosen === one.key} onClick={() => onChoose(one.key)}>{inLanguage(one.name, language)}</button></li>)}
          </ul>
          {chosen === undefined ? <div className={styles.preview} /> : <Preview chosen={chosen} />}
        </div>
      )}
    </QueryState>
  );
}

function FileText({ text, onText }: { text: string; onText: (text: string) => void }) {
  const { t } = useTranslation("workflow");
  const input = useRef<HTMLInputElement>(null);
  return (
    <div className={styles.drop}>
      <input ref={input} type="file" accept=".json,application/json" hidden aria-label={t("import.file")} onChange={(event) => void event.target.files?.[0]?.text().then(onText)} />
      <div><Button icon={<UploadOutlined />} onClick={() => input.current?.click()}>{t("import.file")}</Button></div>
      <CodeEditor language="json" label={t("import.text")} value={text} onChange={onText} minHeight={220} maxHeight={320} placeholder={t("import.paste")} />
    </div>
  );
}

/** Makes a file or a ready workflow the draft. It can be undone in the editor. */
export function TransferDialog({ home, from, etag, onClose, onTaken }: Props) {
  const { t } = useTranslation("workflow");
  const say = useSay();
  const errorText = useErrorText();
  const { data: templates } = useQuery({ ...templatesQuery, enabled: from === "templates" });
  const [picked, setPicked] = useState<string>();
  const chosen = from === "templates" ? (picked ?? templates?.[0]?.key) : undefined;
  const { data: template } = useQuery({ ...templateQuery(chosen ?? ""), enabled: chosen !== undefined });
  const [text, setText] = useState("");
  const [fields, setFields] = useState(false);
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<string[]>([]);
  const take = async () => {
    setBusy(true);
    setFaults([]);
    try {
      const file: unknown = from === "templates" ? template : JSON.parse(text);
      const { draft, missing } = await importFile(home, file, etag, fields ? "add" : "leave");
      onTaken(draft);
      say.done(missing.length > 0 && !fields ? t("import.missing", { fields: missing.map((one) => one.key).join(", ") }) : t("import.done"));
      onClose();
    } catch (error) {
      if (error instanceof SyntaxError) setFaults([t("text.why", { why: error.message })]);
      else if (error instanceof ApiError && Object.keys(error.details).length > 0) setFaults(Object.entries(error.details).map(([path, why]) => `${path}: ${why}`));
      else setFaults([errorText(error)]);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open width={760} title={t(`import.title.${from}`)} onCancel={onClose} okText={t("import.yes")} onOk={take}
      okButtonProps={{ loading: busy, disabled: from === "templates" ? template === undefined : text.trim() === "" }}
    >
      {from === "templates" ? <Templates chosen={chosen} onChoose={setPicked} /> : <FileText text={text} onText={setText} />}
      <p className={styles.after}><Checkbox checked={fields} onChange={(event) => setFields(event.target.checked)}>{t("import.fields")}</Checkbox></p>
      <p className={styles.muted}>{t("import.note")}</p>
      <div role="alert">{faults.map((fault) => <p key={fault} className={styles.verdict}>{fault}</p>)}</div>
    </Modal>
  );
}
