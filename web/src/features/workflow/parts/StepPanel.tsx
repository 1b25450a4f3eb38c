import { ArrowRightOutlined, CloseOutlined, CopyOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, Segmented, Select } from "antd";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { inLanguage, useLanguage } from "@/ui/text";
import { stepName } from "@/ui/workflow/graph";

import { ANY, type Definition } from "../model/definition";
import type { Section } from "../model/place";
import { changeSteps, copyStep, removeSteps, setStarts, stepOf, type StepPatch } from "../model/steps";
import { readTree } from "../model/tree";
import { ApprovalEditor } from "./ApprovalEditor";
import { findingsAt, useAround } from "./around";
import { Faults } from "./Faults";
import { Fold } from "./Fold";
import { Labelled, NamesInput } from "./inputs";
import styles from "./panels.module.css";
import { PostEditor } from "./PostEditor";
import { ScreenEditor } from "./ScreenEditor";
import { TreeEditor } from "./TreeEditor";

interface Props { uuid: string; change: (next: Definition, tag?: string) => void; onClose: () => void; onChoose: (uuid: string) => void; /** Where somebody jumped to; `count` tells jumps apart. */ jump: { section: Section; count: number } }

/** A step: names, starts and end, and all that hangs on it. What differs in its start only is edited together. */
export function StepPanel({ uuid, change, onClose, onChoose, jump }: Props) {
  const { t } = useTranslation("workflow");
  const around = useAround();
  const { definition, words, locked } = around;
  const language = useLanguage();
  const [alone, setAlone] = useState(false);
  const [toggled, setToggled] = useState<Partial<Record<Section, boolean>>>({});
  // Which belong together is decided once: a name that is being typed may for a moment be another step's.
  const [together, setTogether] = useState(() => stepOf(definition, uuid)?.members.map((one) => one.uuid) ?? []);
  const own = definition.transitions.find((one) => one.uuid === uuid);
  if (own === undefined) return null;
  const all = definition.transitions.filter((one) => together.includes(one.uuid));
  const members = alone ? [own] : all;
  const ids = members.map((one) => one.uuid);
  const path = `transitions[${definition.transitions.indexOf(own)}]`;
  const set = (patch: StepPatch, tag: string) => change(changeSteps(definition, ids, patch), tag);
  const start = (starts: string[]) => {
    const next = setStarts(definition, ids, starts);
    const known = new Set(definition.transitions.map((one) => one.uuid));
    const left = next.transitions.filter((one) => together.includes(one.uuid) || !known.has(one.uuid)).map((one) => one.uuid);
    setTogether(left);
    change(next, `${uuid}.from`);
    const first = left[0];
    if (!left.includes(uuid) && first !== undefined) onChoose(first);
  };
  const options = definition.statuses.map((status) => ({ value: status.key, label: inLanguage(status.name, language) || status.key }));
  const title = stepName(own, definition.statuses, language);
  const startName = own.from === ANY ? t("step.any") : (options.find((one) => one.value === own.from)?.label ?? own.from);
  const condition = readTree(own.condition);
  const trigger = readTree(own.trigger);
  const post = own.post_functions ?? [];
  const jumped = (section: Section) => (jump.section === section ? jump.count : 0);
  const fold = (section: Section, filled: boolean, summary: string, children: ReactNode) => {
    const below = { condition: "condition", screen: "fields", approval: "approval", trigger: "trigger", post: "post_functions", name: "name" }[section];
    const wrong = findingsAt(around, `${path}.${below}`).length > 0;
    const open = toggled[section] ?? (wrong || (jumped(section) > 0) || (filled && section === "condition"));
    return (
      <Fold title={t(`section.${section as Exclude<Section, "name">}`)} summary={wrong ? t("section.strange") : summary} open={open} onToggle={() => setToggled({ ...toggled, [section]: !open })} jump={jumped(section)}>
        {children}
      </Fold>
    );
  };
  const copy = () => {
    const copied = copyStep(definition, ids, t("step.copyMark"));
    change(copied.definition);
    onChoose(copied.uuid);
  };
  return (
    <section className={styles.panel} aria-label={title}>
      <header className={styles.head}>
        <h2 className={styles.title}>{title}</h2>
        {!locked && <Button type="text" size="small" icon={<CopyOutlined />} aria-label={t("step.copy")} title={t("step.copy")} onClick={copy} />}
        {!locked && <Button type="text" size="small" danger icon={<DeleteOutlined />} aria-label={t("step.remove")} title={t("step.remove")} onClick={() => { change(removeSteps(definition, ids)); onClose(); }} />}
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("close")} title={t("close")} onClick={onClose} />
      </header>
      {all.length > 1 && (
        <div className={styles.share}>
          <Segmented size="small" aria-label={t("step.scope")} value={alone ? "alone" : "all"} onChange={(next) => setAlone(next === "alone")} options={[{ value: "all", label: t("step.all", { count: all.length }) }, { value: "alone", label: t("step.alone", { from: startName }) }]} />
        </div>
      )}
      <div className={styles.body}>
        <Labelled label={t("step.from")}>
          {(id) => <Select id={id} className="gd-full" mode="multiple" disabled={locked} showSearch={{ optionFilterProp: "label" }} value={members.map((one) => one.from)} options={[{ value: ANY, label: t("step.any") }, ...options]} onChange={(starts: string[]) => starts.length > 0 && start(starts)} />}
        </Labelled>
        <Labelled label={t("step.to")}>
          {(id) => <Select id={id} className="gd-full" disabled={locked} showSearch={{ optionFilterProp: "label" }} prefix={<ArrowRightOutlined className={styles.arrow ?? ""} />} value={own.to} options={options} onChange={(to: string) => set({ to }, `${uuid}.to`)} />}
        </Labelled>
        <NamesInput value={own.name} hint={t("step.asTarget")} onChange={(name) => set({ name }, `${uuid}.name`)} />
        {["from", "to", "name", "uuid"].map((part) => <Faults key={part} path={`${path}.${part}`} />)}
        <Faults path={path} exact />
      </div>
      {fold("condition", condition !== undefined, condition ? words.node(condition) : t("section.anyone"), <TreeEditor kind="condition" value={own.condition} path={`${path}.condition`} onChange={(next, tag) => set({ condition: next }, tag)} />)}
      {fold("screen", own.fields.length > 0, own.fields.length > 0 ? own.fields.map((one) => words.field(one.field)).join(t("step.comma")) : t("section.nothing"), <ScreenEditor value={own.fields} path={`${path}.fields`} onChange={(fields, tag) => set({ fields }, tag)} />)}
      {fold("approval", own.approval !== undefined, own.approval ? own.approval.approvers.map(words.domain).join(t("or")) : t("section.nobody"), <ApprovalEditor value={own.approval} path={`${path}.approval`} onChange={(approval, tag) => set({ approval }, tag)} />)}
      {fold("trigger", trigger !== undefined, trigger ? words.node(trigger) : t("section.never"), <TreeEditor kind="trigger" value={own.trigger} path={`${path}.trigger`} onChange={(next, tag) => set({ trigger: next }, tag)} />)}
      {fold("post", post.length > 0, post.length > 0 ? post.map((one) => words.post(Object.keys(one)[0] ?? "")).join(t("step.comma")) : t("section.nothing"), <PostEditor value={post} path={`${path}.post_functions`} onChange={(next, tag) => set({ post_functions: next }, tag)} />)}
    </section>
  );
}
