import styles from "./Keys.module.css";
import { printed } from "./hotkeys";

/** The keys of a shortcut. */
export function Keys({ keys }: { keys: string }) {
  return <span className={styles.keys}>{printed(keys).map((key, place) => <kbd key={`${place}-${key}`}>{key}</kbd>)}</span>;
}
