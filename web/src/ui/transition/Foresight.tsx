import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import type { NewTransition, TicketDetail } from "@/api/types";

import { FieldValue } from "../fields/FieldValue";
import { useFieldSpecs } from "../fields/specs";
import { Person } from "../Person";
import { Explanation } from "./Explanation";
import styles from "./Transition.module.css";

/** What would happen, as the server foresees it: whose consent, what changes, what runs afterwards. */
export function Foresight({ ticket, body }: { ticket: TicketDetail; body: NewTransition }) {
  const { t } = useTranslation(["ticket", "common"]);
  const { spec } = useFieldSpecs(ticket.project);
  const { data } = useQuery({
    queryKey: keys.preview(ticket.key, body),
    queryFn: ({ signal }) => answer(api.POST("/api/v1/tickets/{id}/transition/preview", { params: { path: { id: ticket.key } }, body, signal })),
    staleTime: 5_000,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  if (data === undefined) return <div className={styles.foresight} />;
  const changes = data.changes.filter((change) => change.field !== "status");
  return (
    <div className={styles.foresight}>
      {data.approval !== undefined && <p className={styles.consentNeeded}>{data.approval}{data.approvers.length > 0 && <span className={styles.people}>{data.approvers.map((one) => <Person key={one} username={one} />)}</span>}</p>}
      {!data.allowed && data.reason !== undefined && <p className={styles.fault}>{data.reason}</p>}
      {!data.allowed && data.explanation && <Explanation told={data.explanation} />}
      {(changes.length > 0 || data.effects.length > 0) && (
        <>
          <h3>{t("flow.willHappen")}</h3>
          <ul>
            {changes.map((change) => <li key={change.field}>{spec(change.field).label}{t("flow.becomes")}<FieldValue spec={spec(change.field)} value={change.to} ticket={ticket} /></li>)}
            {data.effects.map((effect, place) => <li key={place}>{effect.does}{effect.error !== undefined && <span className={styles.fault}> {effect.error}</span>}</li>)}
          </ul>
        </>
      )}
    </div>
  );
}
