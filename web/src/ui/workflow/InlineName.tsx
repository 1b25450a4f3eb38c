import { useRef } from "react";
import { useTranslation } from "react-i18next";

import styles from "./Graph.module.css";

/** A name written where it stands: Enter or leaving keeps it, Escape does not. */
export function InlineName({ value, onDone }: { value: string; onDone: (name: string | undefined) => void }) {
  const { t } = useTranslation();
  const over = useRef(false);
  const done = (name: string | undefined) => {
    if (over.current) return;
    over.current = true;
    onDone(name === undefined || name.trim() === value ? undefined : name.trim());
  };
  return (
    <input
      className={`nodrag nopan ${styles.inline ?? ""}`} defaultValue={value} aria-label={t("graph.name")} maxLength={63} autoFocus onFocus={(event) => event.target.select()}
      onBlur={(event) => done(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter" && !event.nativeEvent.isComposing) done(event.currentTarget.value);
        if (event.key === "Escape") done(undefined);
      }}
    />
  );
}
