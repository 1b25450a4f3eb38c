import { useTranslation } from "react-i18next";

import type { Severity } from "@/api/types";

import styles from "./Incidents.module.css";

/** How severe an incident is; the word on hover and for those who listen. */
export function SeverityTag({ severity }: { severity: Severity }) {
  const { t } = useTranslation("incidents");
  const word = t(`severity.${severity}`);
  return <span className={styles.severity} data-severity={severity} title={word}><span aria-hidden="true">{severity}</span><span className="gd-hidden">{severity} {word}</span></span>;
}
