import { RightOutlined } from "@ant-design/icons";
import { type ReactNode, useEffect, useId, useRef } from "react";

import styles from "./parts.module.css";

interface Props { title: string; summary: ReactNode; open: boolean; onToggle: () => void; /** Grows when somebody jumps here. */ jump?: number; children: ReactNode }

/** A part of a panel that folds away to one line that says what is in it. */
export function Fold({ title, summary, open, onToggle, jump = 0, children }: Props) {
  const id = useId();
  const head = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (jump > 0) {
      head.current?.scrollIntoView({ block: "nearest" });
      head.current?.focus({ preventScroll: true });
    }
  }, [jump]);
  return (
    <section className={styles.fold}>
      <button ref={head} type="button" className={styles.foldHead} aria-expanded={open} aria-controls={id} onClick={onToggle}>
        <RightOutlined aria-hidden="true" className={styles.caret ?? ""} data-open={open ? "" : undefined} />
        <span className={styles.foldTitle}>{title}</span>
        <span className={styles.foldSum}>{summary}</span>
      </button>
      <div id={id} hidden={!open} className={styles.foldBody}>{open && children}</div>
    </section>
  );
}
