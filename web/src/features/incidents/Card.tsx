import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import type { Ticket } from "@/api/types";
import { duration } from "@/ui/duration";
import { Person } from "@/ui/Person";
import { StatusTag } from "@/ui/tags";
import { useLanguage } from "@/ui/text";
import { Time } from "@/ui/Time";

import styles from "./Incidents.module.css";
import { rolesQuery, timesQuery } from "./queries";

/** Whether something has been in sight: what a card shows beside its ticket is asked for then. */
function useSeen(): { ref: React.RefObject<HTMLLIElement | null>; seen: boolean } {
  const ref = useRef<HTMLLIElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const watcher = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true));
    if (ref.current !== null) watcher.observe(ref.current);
    return () => watcher.disconnect();
  }, []);
  return { ref, seen };
}

/** An incident on the board: how it stands, who leads, how old it is and how soon it was taken up. */
export function Card({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation("incidents");
  const language = useLanguage();
  const { ref, seen } = useSeen();
  const { data: roles } = useQuery({ ...rolesQuery(ticket.key), enabled: seen });
  const { data: times } = useQuery({ ...timesQuery(ticket.key), enabled: seen });
  const leader = roles?.find((one) => one.role === "commander")?.username ?? "";
  const took = (name: string, seconds: number | undefined) => seconds !== undefined && <span title={name}>{name} {duration(seconds * 1_000, language)}</span>;
  return (
    <li ref={ref} className={styles.card}>
      <Link to={`/incidents/${encodeURIComponent(ticket.key)}`} className={styles.cardTitle}><small>{ticket.key}</small>{ticket.title}</Link>
      <div className={styles.cardLine}><StatusTag project={ticket.project} type={ticket.type} status={ticket.status} /><Time at={ticket.createdAt} /></div>
      <div className={styles.cardLine}>
        {leader === "" ? <span className={styles.muted}>{t("noCommander")}</span> : <Person username={leader} />}
        <span className={styles.took}>{took(t("short.acknowledge"), times?.acknowledge?.seconds)}{took(t("short.mitigate"), times?.mitigate?.seconds)}{took(t("short.resolve"), times?.resolve?.seconds)}</span>
      </div>
    </li>
  );
}
