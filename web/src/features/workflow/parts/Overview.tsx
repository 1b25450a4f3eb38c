import { ArrowDownOutlined, ArrowUpOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";

import { StatusWord } from "@/ui/tags";
import { inLanguage, useLanguage } from "@/ui/text";

import type { Definition } from "../model/definition";
import type { Place } from "../model/place";
import { moveStatus } from "../model/statuses";
import { moveStep, stepOf } from "../model/steps";
import { useAround } from "./around";
import styles from "./panels.module.css";
import { StepList } from "./StepList";

interface Props { chosen: Place | undefined; onChoose: (place: Place) => void; change: (next: Definition, tag?: string) => void; onAddStatus: () => void; onAddStep: () => void }

/** Every status and step as lists, in their order. */
export function Overview({ chosen, onChoose, change, onAddStatus, onAddStep }: Props) {
  const { t } = useTranslation("workflow");
  const { definition, locked } = useAround();
  const language = useLanguage();
  return (
    <section className={styles.panel} aria-label={t("overview.title")}>
      <h2 className={styles.group}><span>{t("overview.statuses")}</span>{!locked && <Button size="small" type="text" icon={<PlusOutlined />} onClick={onAddStatus}>{t("overview.addStatus")}</Button>}</h2>
      <ol className={styles.list}>
        {definition.statuses.map((status, place) => {
          const name = inLanguage(status.name, language) || status.key;
          return (
            <li key={status.uuid} className={styles.item} data-chosen={chosen?.uuid === status.uuid ? "" : undefined}>
              <button type="button" className={styles.open} onClick={() => onChoose({ kind: "status", uuid: status.uuid })}>
                <StatusWord category={status.category}>{name}</StatusWord>
                {place === 0 && <span className={styles.meta}>{t("overview.first")}</span>}
                <span className={`${styles.way ?? ""} ${styles.key ?? ""}`}>{status.key}</span>
              </button>
              {!locked && (
                <span className={styles.tools}>
                  <Button type="text" size="small" icon={<ArrowUpOutlined />} disabled={place === 0} aria-label={t("card.up", { name })} onClick={() => change(moveStatus(definition, status.uuid, -1))} />
                  <Button type="text" size="small" icon={<ArrowDownOutlined />} disabled={place === definition.statuses.length - 1} aria-label={t("card.down", { name })} onClick={() => change(moveStatus(definition, status.uuid, 1))} />
                </span>
              )}
            </li>
          );
        })}
      </ol>
      <h2 className={styles.group}><span>{t("overview.steps")}</span>{!locked && <Button size="small" type="text" icon={<PlusOutlined />} disabled={definition.statuses.length < 2} onClick={onAddStep}>{t("overview.addStep")}</Button>}</h2>
      <StepList
        chosen={chosen?.kind === "step" ? chosen.uuid : undefined} none={t("overview.noSteps")} onChoose={(id) => onChoose({ kind: "step", uuid: stepOf(definition, id)?.id ?? id })}
        onMove={locked ? undefined : (id, by) => change(moveStep(definition, id, by))}
      />
    </section>
  );
}
