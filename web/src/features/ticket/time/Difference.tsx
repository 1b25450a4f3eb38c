import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useTranslation } from "react-i18next";

import { FieldValue } from "@/ui/fields/FieldValue";
import { useFieldSpecs } from "@/ui/fields/specs";
import { changedFields, valueOf } from "@/ui/fields/values";
import { Section } from "@/ui/Page";
import { Empty, Loading, QueryState } from "@/ui/states";
import { plain, useLanguage } from "@/ui/text";
import { exact } from "@/ui/time";

import { pastQuery } from "../queries";
import type { Detail, Step } from "../types";
import styles from "./Difference.module.css";
import { placeOf, useMoments } from "./moments";
import { TextDifference } from "./TextDifference";

function Fields({ from, to }: { from: Detail; to: Detail }) {
  const { t } = useTranslation("ticket");
  const { spec } = useFieldSpecs(to.project);
  const fields = changedFields(from, to);
  if (fields.length === 0) return <Empty title={t("difference.none")} />;
  return (
    <table className={styles.table}>
      <thead><tr><th scope="col">{t("difference.field")}</th><th scope="col">{t("difference.was")}</th><th scope="col">{t("difference.is")}</th></tr></thead>
      <tbody>
        {fields.map((field) => {
          const one = spec(field);
          const [was, is] = [valueOf(from, field), valueOf(to, field)];
          return (
            <tr key={field}>
              <th scope="row">{one.label}</th>
              {one.kind === "text_area"
                ? <td colSpan={2}><TextDifference from={plain(was)} to={plain(is)} /></td>
                : <><td className={styles.was}><FieldValue spec={one} value={was} ticket={from} /></td><td className={styles.is}><FieldValue spec={one} value={is} ticket={to} /></td></>}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface Props { ticketKey: string; steps: readonly Step[]; from: string; to: string }

/** What differs between the ticket at two moments. */
export function Difference({ ticketKey, steps, from, to }: Props) {
  const { t } = useTranslation("ticket");
  const language = useLanguage();
  const { show } = useMoments();
  const first = useQuery(pastQuery(ticketKey, from));
  const second = useQuery(pastQuery(ticketKey, to));
  const options = steps.map((step, place) => ({ value: place, label: `${place + 1}. ${exact(new Date(step.at), language)}` }));
  const pick = (moment: string, put: (at: string) => void, label: string) => (
    <Select className={styles.pick} aria-label={label} options={options} value={placeOf(steps, moment)} onChange={(place) => { const step = steps[place]; if (step) put(step.at); }} showSearch={{ optionFilterProp: "label" }} />
  );
  return (
    <Section title={t("difference.title")}>
      <div className={styles.moments}>{pick(from, (at) => show({ from: at }), t("difference.from"))}<span aria-hidden="true">→</span>{pick(to, (at) => show({ asOf: at }), t("difference.to"))}</div>
      <QueryState query={first} loading={<Loading rows={3} />}>
        {(one) => <QueryState query={second} loading={<Loading rows={3} />}>{(two) => <Fields from={one} to={two} />}</QueryState>}
      </QueryState>
    </Section>
  );
}
