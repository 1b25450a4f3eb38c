import styles from "./forms.module.css";

/** A word in a box; its tone says whether it is good news. */
export function Tag({ tone, children }: { tone?: "good" | "warn" | "bad" | "off" | "info"; children: string }) {
  return <span className={styles.tag} data-tone={tone} title={children}>{children}</span>;
}
