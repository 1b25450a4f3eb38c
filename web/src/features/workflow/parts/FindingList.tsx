import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled, InfoCircleFilled } from "@ant-design/icons";
import { useTranslation } from "react-i18next";

import type { Finding, Severity } from "../api";
import { useAround } from "./around";
import styles from "./findings.module.css";

const icons: Record<Severity, typeof InfoCircleFilled> = { error: CloseCircleFilled, warning: ExclamationCircleFilled, hint: InfoCircleFilled };
const severities = ["error", "warning", "hint"] as const;

/** How many findings there are, by how bad they are; opens their list. */
export function FindingCount({ open, busy, onToggle }: { open: boolean; busy: boolean; onToggle: () => void }) {
  const { t } = useTranslation("workflow");
  const { findings } = useAround();
  const counts = severities.map((severity) => ({ severity, count: findings.filter((one) => one.severity === severity).length })).filter((one) => one.count > 0);
  return (
    <button type="button" className={styles.count} aria-expanded={open} aria-busy={busy} data-busy={busy ? "" : undefined} onClick={onToggle}>
      {counts.length === 0 && <span data-severity="good" className={styles.sum}><CheckCircleFilled aria-hidden="true" />{t("lint.good")}</span>}
      {counts.map(({ severity, count }) => {
        const Icon = icons[severity];
        return <span key={severity} data-severity={severity} className={styles.sum}><Icon aria-hidden="true" />{t(`lint.${severity}`, { count })}</span>;
      })}
    </button>
  );
}

/** What is strange or wrong, worst first; each leads to its place. */
export function FindingList({ onJump }: { onJump: (finding: Finding) => void }) {
  const { t } = useTranslation("workflow");
  const { findings } = useAround();
  if (findings.length === 0) return <p className={styles.none}>{t("lint.none")}</p>;
  return (
    <ul className={styles.list}>
      {findings.map((one) => {
        const Icon = icons[one.severity];
        return (
          <li key={`${one.path} ${one.why}`}>
            <button type="button" className={styles.finding} onClick={() => onJump(one)}>
              <span data-severity={one.severity} className={styles.sign} role="img" aria-label={t(`severity.${one.severity}`)}><Icon /></span>
              <span className={styles.words}><span>{one.why}</span>{one.fix !== "" && <span className={styles.fix}>{one.fix}</span>}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
