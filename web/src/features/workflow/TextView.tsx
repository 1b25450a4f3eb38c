import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { CodeEditor } from "@/ui/CodeEditor";

import styles from "./Editor.module.css";
import { same, type Definition } from "./model/definition";
import { readText, writeText } from "./model/text";
import { useAround } from "./parts/around";

interface Typed { text: string; of: Definition; why: string | undefined }

/** The definition as JSON. What can be read is taken over while it is typed; what cannot stays here until it can. */
export function TextView({ change, onUnread }: { change: (next: Definition, tag?: string) => void; onUnread: (unread: boolean) => void }) {
  const { t } = useTranslation("workflow");
  const { definition, locked } = useAround();
  const [typed, setTyped] = useState<Typed>(() => ({ text: writeText(definition), of: definition, why: undefined }));
  // Somebody undid, or the server wrote it its own way: then its text is shown, and not what was typed.
  const shown = typed.of === definition || same(typed.of, definition) ? typed : { text: writeText(definition), of: definition, why: undefined };
  const unread = shown.why !== undefined;
  const tell = useEffectEvent(onUnread);
  useEffect(() => {
    tell(unread);
    return () => tell(false);
  }, [unread]);
  const write = (text: string) => {
    if (text === shown.text) return;
    const read = readText(text, definition);
    if ("why" in read) {
      setTyped({ text, of: definition, why: read.why });
      return;
    }
    setTyped({ text, of: read.definition, why: undefined });
    change(read.definition, "text");
  };
  return (
    <div className={styles.text}>
      <CodeEditor language="json" label={t("view.textLabel")} value={shown.text} onChange={write} readOnly={locked} minHeight={280} maxHeight={100_000} />
      {shown.why !== undefined && <p role="status" className={styles.broken}>{shown.why === "" ? t("text.noDefinition") : t("text.why", { why: shown.why })}</p>}
    </div>
  );
}
