import styles from "./Awaited.module.css";

/** Stands in place of a name until it is known: a key that turns into a word would be read twice. */
export function Awaited() {
  return <span className={styles.word} aria-hidden="true" />;
}
