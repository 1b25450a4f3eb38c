import { Button, Checkbox, InputNumber, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";

import type { Approval, Rule } from "../model/definition";
import { useAround } from "./around";
import { DomainsInput } from "./DomainsInput";
import { Faults } from "./Faults";
import { Labelled } from "./inputs";
import styles from "./parts.module.css";

interface Props { value: Approval | undefined; onChange: (next: Approval | undefined, tag: string) => void; path: string }

const rules = ["any", "all", "at_least", "percent"] as const;
type RuleWord = (typeof rules)[number];

function read(rule: Rule): { word: RuleWord; count: number } {
  if (rule === "all" || rule === "any") return { word: rule, count: 1 };
  return "percent" in rule ? { word: "percent", count: rule.percent } : { word: "at_least", count: rule.at_least };
}

function write(word: RuleWord, count: number): Rule {
  if (word === "at_least") return { at_least: count };
  return word === "percent" ? { percent: count } : word;
}

/** Whose consent a step takes. */
export function ApprovalEditor({ value, onChange, path }: Props) {
  const { t } = useTranslation("workflow");
  const { locked } = useAround();
  const put = (next: Approval | undefined) => onChange(next, path);
  if (value === undefined) {
    return (
      <>
        <p className={styles.empty}>{t("approval.none")}</p>
        {!locked && <Button size="small" onClick={() => put({ approvers: [{ user_domain_type: "project_administrators", user_domain_param: "" }], rule: "any", order: "at_once" })}>{t("approval.add")}</Button>}
      </>
    );
  }
  const { word, count } = read(value.rule);
  return (
    <>
      <Labelled label={t("approval.who")}>{(id) => <DomainsInput id={id} label={t("approval.who")} value={value.approvers} onChange={(approvers) => put({ ...value, approvers })} />}</Labelled>
      <Labelled label={t("approval.rule")}>
        {(id) => (
          <div className={styles.row}>
            <Select id={id} className={styles.grow ?? ""} disabled={locked} value={word} options={rules.map((one) => ({ value: one, label: t(`approval.${one}`) }))} onChange={(next: RuleWord) => put({ ...value, rule: write(next, next === "percent" ? 50 : 2) })} />
            {(word === "at_least" || word === "percent") && <InputNumber aria-label={t("approval.count")} disabled={locked} min={1} max={100} precision={0} value={count} suffix={word === "percent" ? "%" : undefined} onChange={(next) => put({ ...value, rule: write(word, next ?? 1) })} />}
          </div>
        )}
      </Labelled>
      <div className={styles.field}>
        <Segmented disabled={locked} aria-label={t("approval.order")} value={value.order ?? "at_once"} onChange={(order) => put({ ...value, order })} options={[{ value: "at_once" as const, label: t("approval.at_once") }, { value: "in_turn" as const, label: t("approval.in_turn") }]} />
      </div>
      <div className={styles.row}>
        <Checkbox disabled={locked} checked={value.requester_votes === true} onChange={(event) => put({ ...value, requester_votes: event.target.checked ? true : undefined })}>{t("approval.requester")}</Checkbox>
        {!locked && <Button size="small" type="text" danger onClick={() => put(undefined)}>{t("approval.remove")}</Button>}
      </div>
      <Faults path={path} />
    </>
  );
}
