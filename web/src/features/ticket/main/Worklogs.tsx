import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, InputNumber } from "antd";
import type { Dayjs } from "dayjs";
import { useState, type SyntheticEvent } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { ApiError } from "@/api/error";
import { keys } from "@/api/keys";
import { useCan } from "@/api/rights";
import { MomentPicker } from "@/ui/moment/MomentPicker";
import { Person } from "@/ui/Person";
import { useSay } from "@/ui/say";
import { Empty, Loading, QueryState } from "@/ui/states";
import { Time } from "@/ui/Time";

import { worklogsQuery } from "../queries";
import type { Detail } from "../types";
import styles from "./Main.module.css";

function LogForm({ ticketKey }: { ticketKey: string }) {
  const { t } = useTranslation("ticket");
  const say = useSay();
  const client = useQueryClient();
  const [hours, setHours] = useState<number | null>(null);
  const [note, setNote] = useState("");
  const [began, setBegan] = useState<Dayjs | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState("");
  const send = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (hours === null || busy) return;
    setBusy(true);
    setFault("");
    try {
      await answer(api.POST("/api/v1/tickets/{id}/worklogs", { params: { path: { id: ticketKey } }, body: { hours, note, ...(began && { startedAt: began.toISOString() }) } }));
      setHours(null);
      setNote("");
      setBegan(null);
      await client.invalidateQueries({ queryKey: keys.ticket(ticketKey) });
    } catch (error) {
      const why = error instanceof ApiError ? Object.values(error.details)[0] : undefined;
      if (why === undefined) say.error(error);
      else setFault(why);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} onSubmit={(event) => void send(event)}>
      <InputNumber className={styles.hours} aria-label={t("hours.hours")} placeholder={t("hours.hours")} min={0} step={0.5} value={hours} onChange={setHours} suffix={t("hours.unit")} />
      <Input className={styles.which} aria-label={t("hours.note")} placeholder={t("hours.note")} value={note} onChange={(event) => setNote(event.target.value)} />
      <MomentPicker bound="past" className={styles.began ?? ""} showTime={{ format: "HH:mm" }} format="YYYY-MM-DD HH:mm" aria-label={t("hours.began")} placeholder={t("hours.began")} value={began} onChange={setBegan} />
      <Button type="primary" htmlType="submit" loading={busy} disabled={hours === null || hours <= 0}>{t("hours.add")}</Button>
      {fault !== "" && <span role="alert" className={styles.fault}>{fault}</span>}
    </form>
  );
}

/** Hours worked, and a line to write down one's own. */
export function Worklogs({ ticket }: { ticket: Detail }) {
  const { t } = useTranslation("ticket");
  const can = useCan();
  const query = useQuery(worklogsQuery(ticket.key));
  return (
    <>
      {can.ticket(ticket, "comment") && <LogForm ticketKey={ticket.key} />}
      <QueryState query={query} loading={<Loading rows={2} />}>
        {({ items, hours }) => items.length === 0 ? <Empty title={t("hours.none")} /> : (
          <>
            <div className={styles.group}>{t("hours.total")} <span className={styles.total}>{t("hours.count", { hours })}</span></div>
            <ul className={styles.list}>
              {items.map((one) => (
                <li key={one.id} className={styles.worklog}>
                  <Person username={one.username} /><span className={styles.number}>{t("hours.count", { hours: one.hours })}</span><span className={styles.said}>{one.note}</span><span className={styles.when}><Time at={one.startedAt} /></span>
                </li>
              ))}
            </ul>
          </>
        )}
      </QueryState>
    </>
  );
}
