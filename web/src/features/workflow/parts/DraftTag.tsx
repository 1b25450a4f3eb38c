import { useTranslation } from "react-i18next";

import { usePersonName } from "@/ui/Person";
import { Time } from "@/ui/Time";

import type { Draft, InForce } from "../api";
import styles from "../Editor.module.css";

interface Props { inForce: InForce; kept: Draft | undefined; dirty: boolean; locked: boolean }

/** What is shown: the version in force, or the draft and who changed it last. */
export function DraftTag({ inForce, kept, dirty, locked }: Props) {
  const { t } = useTranslation("workflow");
  const nameOf = usePersonName();
  return (
    <span className={styles.tag}>
      <span className={styles.pill}>{t("version", { version: inForce.version })}</span>
      {kept && <span className={styles.pill} data-tone="draft">{t("draft.tag")}</span>}
      {dirty && <span className={styles.pill} data-tone="dirty">{t("draft.dirty")}</span>}
      {locked && <span className={styles.pill}>{t("draft.locked")}</span>}
      {kept && !dirty && <span>{nameOf(kept.by)} · <Time at={kept.at} /></span>}
    </span>
  );
}
