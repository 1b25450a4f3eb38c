import { useTranslation } from "react-i18next";

import { difference, folded } from "./lines";
import styles from "./Difference.module.css";

const signs = { same: " ", gone: "−", new: "+" } as const;

/** What differs between two texts; the sign before each line says it as well as its colour. */
export function TextDifference({ from, to }: { from: string; to: string }) {
  const { t } = useTranslation("ticket");
  const lines = folded(difference(from, to));
  return (
    <div className={styles.lines} role="group" aria-label={t("difference.lines")}>
      {lines.map((line, place) => line === null
        ? <div key={place} className={styles.cut} aria-hidden="true">⋯</div>
        : <div key={place} className={styles.line} data-sign={line.sign}><span className={styles.sign}>{signs[line.sign]}</span><span>{line.text || " "}</span></div>)}
    </div>
  );
}
