import { CloseOutlined, DeleteOutlined, FlagOutlined } from "@ant-design/icons";
import { Button, Input, Select } from "antd";
import { useTranslation } from "react-i18next";

import { categories, StatusWord } from "@/ui/tags";
import { inLanguage, useLanguage } from "@/ui/text";

import type { Definition } from "../model/definition";
import { changeStatus, makeFirst, removeStatus } from "../model/statuses";
import { useAround } from "./around";
import { Faults } from "./Faults";
import { Labelled, NamesInput } from "./inputs";
import styles from "./panels.module.css";
import { StepList } from "./StepList";

interface Props { uuid: string; change: (next: Definition, tag?: string) => void; onClose: () => void; onChoose: (step: string) => void }

/** A status: its names, key and category, and the steps from and to it. */
export function StatusPanel({ uuid, change, onClose, onChoose }: Props) {
  const { t } = useTranslation("workflow");
  const { definition, locked } = useAround();
  const language = useLanguage();
  const place = definition.statuses.findIndex((status) => status.uuid === uuid);
  const status = definition.statuses[place];
  if (status === undefined) return null;
  const set = (patch: Parameters<typeof changeStatus>[2], what: string) => change(changeStatus(definition, uuid, patch), `${uuid}.${what}`);
  const title = inLanguage(status.name, language) || status.key;
  return (
    <section className={styles.panel} aria-label={title}>
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {!locked && place > 0 && <Button type="text" size="small" icon={<FlagOutlined />} aria-label={t("status.makeFirst")} title={t("status.makeFirst")} onClick={() => change(makeFirst(definition, uuid))} />}
        {!locked && <Button type="text" size="small" danger icon={<DeleteOutlined />} aria-label={t("status.remove")} title={t("status.remove")} disabled={definition.statuses.length === 1} onClick={() => { change(removeStatus(definition, uuid)); onClose(); }} />}
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("close")} title={t("close")} onClick={onClose} />
      </header>
      <div className={styles.body}>
        <NamesInput value={status.name} onChange={(name) => set({ name }, "name")} />
        <Labelled label={t("status.category")} note={place === 0 ? t("status.isFirst") : t(`category.note.${status.category as "new"}`)}>
          {(id) => <Select id={id} className="gd-full" disabled={locked} value={status.category} onChange={(category: string) => set({ category }, "category")} options={categories.map((one) => ({ value: one, label: <StatusWord category={one}>{t(`category.${one}`)}</StatusWord> }))} />}
        </Labelled>
        <Labelled label={t("status.key")} note={t("status.keyNote")}>
          {(id) => <Input id={id} disabled={locked} value={status.key} maxLength={64} spellCheck={false} onChange={(event) => set({ key: event.target.value }, "key")} />}
        </Labelled>
        <Faults path={`statuses[${place}]`} />
      </div>
      <h3 className={styles.group}><span>{t("status.out")}</span></h3>
      <StepList only={(step) => step.members.some((one) => one.from === status.key || (one.from === "*" && one.to !== status.key))} onChoose={onChoose} none={t("status.noOut")} />
      <h3 className={styles.group}><span>{t("status.in")}</span></h3>
      <StepList only={(step) => step.members.some((one) => one.to === status.key)} onChoose={onChoose} none={t("status.noIn")} />
    </section>
  );
}
