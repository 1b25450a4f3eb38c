import { useQuery } from "@tanstack/react-query";
import { Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { FieldValue } from "@/ui/fields/FieldValue";
import { useFieldSpecs } from "@/ui/fields/specs";
import type { Conflict } from "@/ui/fields/values";
import { Modal } from "@/ui/Modal";
import { Person } from "@/ui/Person";
import { plain } from "@/ui/text";
import { Time } from "@/ui/Time";

import { TextDifference } from "../time/TextDifference";
import type { Detail } from "../types";
import styles from "./Conflicts.module.css";

interface Props {
  found: readonly Conflict[];
  theirs: Detail;
  /** RFC 3339: when the reader's copy was made. */
  since: string;
  choose: (mine: readonly string[]) => void;
}

/** Who made which of these changes, by field. */
function useAuthors(ticket: Detail, since: string) {
  const filter = `action in (edited, transitioned) and at > "${since}"`;
  const { data = [] } = useQuery({
    queryKey: [...keys.ticketPart(ticket.key, "changes"), since, ticket.version],
    queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/tickets/{id}/history", { params: { path: { id: ticket.key }, query: { filter } }, signal }))).items,
    staleTime: Infinity,
  });
  return (field: string) => data.findLast((step) => step.changes.some((change) => change.field === field));
}

type Whose = "mine" | "theirs";

/** Two people changed the same: both values, and which is to hold. Nothing is lost unless the reader says so. */
export function Conflicts({ found, theirs, since, choose }: Props) {
  const { t } = useTranslation("ticket");
  const { spec } = useFieldSpecs(theirs.project);
  const by = useAuthors(theirs, since);
  // Nothing is chosen beforehand: one press of Enter would decide for the reader.
  const [chosen, setChosen] = useState<ReadonlyMap<string, Whose>>(new Map());
  const mine = found.map((one) => one.field).filter((field) => chosen.get(field) === "mine");
  return (
    <Modal
      open title={t("conflict.title")} width={680} mask={{ closable: false }} closable={false} keyboard={false} onOk={() => choose(mine)} okButtonProps={{ disabled: chosen.size < found.length }} onCancel={() => choose([])}
      okText={t("conflict.keep")} cancelText={t("conflict.drop")}
    >
      <p className={styles.lead}>{t("conflict.lead", { count: found.length })}</p>
      {found.map((one) => {
        const field = spec(one.field);
        const step = by(one.field);
        const long = field.kind === "text_area";
        return (
          <fieldset key={one.field} className={styles.field}>
            <legend>{field.label}</legend>
            <Radio.Group className={styles.choices} value={chosen.get(one.field)} onChange={(event) => setChosen((before) => new Map([...before, [one.field, event.target.value as Whose]]))}>
              <Radio value="theirs" className={styles.choice}>
                <span className={styles.whose}>{t("conflict.theirs")}{step && <span className={styles.by}><Person username={step.actor} /> <Time at={step.at} /></span>}</span>
                <span className={styles.value}>{long ? <TextDifference from={plain(one.base)} to={plain(one.theirs)} /> : <FieldValue spec={field} value={one.theirs} ticket={theirs} />}</span>
              </Radio>
              <Radio value="mine" className={styles.choice}>
                <span className={styles.whose}>{t("conflict.mine")}</span>
                <span className={styles.value}>{long ? <TextDifference from={plain(one.base)} to={plain(one.mine)} /> : <FieldValue spec={field} value={one.mine} ticket={theirs} />}</span>
              </Radio>
            </Radio.Group>
            {!long && <p className={styles.base}>{t("conflict.base")} <FieldValue spec={field} value={one.base} ticket={theirs} /></p>}
          </fieldset>
        );
      })}
    </Modal>
  );
}
