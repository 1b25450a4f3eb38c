import { useTranslation } from "react-i18next";

import { Tag } from "../parts/Tag";
import { byGravity, checks, levelOf, type Check, type Level } from "./checks";
import styles from "./operation.module.css";

const tones = { trouble: "bad", warning: "warn", fine: "good" } as const;

/** How grave something is, in a word. */
export function LevelTag({ level }: { level: Level }) {
  const { t } = useTranslation("admin");
  return <Tag tone={tones[level]}>{t(`health.level.${level}`)}</Tag>;
}

/** What the server finds of itself, and what to do about it. */
export function Checks({ found }: { found: readonly Check[] }) {
  const { t } = useTranslation("admin");
  const called = (name: string) => {
    const known = checks.find((one) => one === name);
    return known === undefined ? name : t(`health.check.${known}`);
  };
  return (
    <ul className={styles.checks} aria-label={t("health.title")}>
      {byGravity(found).map((one) => (
        <li key={one.check}><span>{called(one.check)}<small>{one.finding}</small>{one.advice !== null && <small className={styles.advice}>{one.advice}</small>}</span><LevelTag level={levelOf(one)} /></li>
      ))}
    </ul>
  );
}
