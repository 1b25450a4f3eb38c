import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";

import { inLanguage, useLanguage } from "@/ui/text";
import { stepName } from "@/ui/workflow/graph";

import { ANY } from "../model/definition";
import { steps, type Step } from "../model/steps";
import { useAround } from "./around";
import styles from "./panels.module.css";

interface Props { only?: (step: Step) => boolean; chosen?: string | undefined; onChoose: (id: string) => void; onMove?: ((id: string, by: -1 | 1) => void) | undefined; none: string }

/** Steps in the order in which they are offered. */
export function StepList({ only = () => true, chosen, onChoose, onMove, none }: Props) {
  const { t } = useTranslation("workflow");
  const { definition } = useAround();
  const language = useLanguage();
  const name = (key: string) => (key === ANY ? t("step.any") : inLanguage(definition.statuses.find((status) => status.key === key)?.name ?? { zh: key, en: key }, language) || key);
  const shown = steps(definition).filter(only);
  if (shown.length === 0) return <p className={styles.hint}>{none}</p>;
  return (
    <ul className={styles.list}>
      {shown.map((step, place) => {
        const [first] = step.members;
        if (first === undefined) return null;
        const called = stepName(first, definition.statuses, language);
        return (
          <li key={step.id} className={styles.item} data-chosen={step.members.some((one) => one.uuid === chosen) ? "" : undefined}>
            <button type="button" className={styles.open} onClick={() => onChoose(step.id)}>
              <span className={styles.word}>{called}</span>
              <span className={styles.way}>{t("step.way", { from: step.members.map((one) => name(one.from)).join(t("step.comma")), to: name(first.to) })}</span>
            </button>
            {onMove && (
              <span className={styles.tools}>
                <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={place === 0} aria-label={t("card.up", { name: called })} onClick={() => onMove(step.id, -1)} />
                <Button type="text" size="small" icon={<ArrowDownOutlined />} disabled={place === shown.length - 1} aria-label={t("card.down", { name: called })} onClick={() => onMove(step.id, 1)} />
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
