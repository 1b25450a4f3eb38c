import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import { useTranslation } from "react-i18next";

import type { Explanation as Told } from "@/api/types";

import styles from "./Transition.module.css";

const joints = { must: "must", should: "should", must_not: "mustNot" } as const;
const isJoint = (word: string): word is keyof typeof joints => word in joints;

/** Why a step is open to somebody or not: its condition told leaf by leaf, each with whether it is so. */
export function Explanation({ told }: { told: Told }) {
  const { t } = useTranslation("ticket");
  const parts = told.parts ?? [];
  return (
    <ul className={styles.tree}>
      <li>
        <span className={styles.leaf} data-holds={told.holds ? "" : undefined}>
          {told.holds ? <CheckCircleFilled aria-label={t("explanation.holds")} /> : <CloseCircleFilled aria-label={t("explanation.fails")} />}
          <span>{isJoint(told.what) ? t(`explanation.${joints[told.what]}`) : told.why}</span>
        </span>
        {parts.map((part, place) => <Explanation key={place} told={part} />)}
      </li>
    </ul>
  );
}
