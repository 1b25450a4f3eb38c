import { PauseCircleOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { duration } from "@/ui/duration";
import { Person } from "@/ui/Person";
import { StatusTag } from "@/ui/tags";
import { useLanguage } from "@/ui/text";
import { Time } from "@/ui/Time";

import { isRole, isWaiting, others, pauseOf, taken, type Listed } from "./brief";
import styles from "./Incidents.module.css";

/** That it is paused, since when, until when and why. */
function Paused({ ticket }: { ticket: Listed }) {
  const { t } = useTranslation("incidents");
  const pause = pauseOf(ticket);
  if (pause === undefined) return null;
  return (
    <p className={styles.paused}>
      <PauseCircleOutlined /> {t("pausedSince")} <Time at={pause.since} />{pause.until !== undefined && <> {t("until")} <Time at={pause.until} form="exact" /></>}
      {pause.why !== undefined && <span className={styles.why}>{pause.why}</span>}
    </p>
  );
}

/** Who leads, and who helps. */
function Team({ held }: { held: Readonly<Record<string, string>> }) {
  const { t } = useTranslation("incidents");
  const called = (role: string) => (isRole(role) ? t(`role.${role}`) : role);
  return (
    <span className={styles.team}>
      {held["commander"] === undefined ? <span className={styles.muted}>{t("noCommander")}</span> : <span className={styles.leader} title={t("role.commander")}><span className="gd-hidden">{t("role.commander")}</span><Person username={held["commander"]} /></span>}
      {others(held).map(({ role, username }) => <span key={role} title={called(role)}><span className="gd-hidden">{called(role)}</span><Person username={username} compact="avatar" /></span>)}
    </span>
  );
}

/** An incident on the board: how it stands, who has which role, whether it is paused, and how long it took so far. */
export function Card({ ticket }: { ticket: Listed }) {
  const { t } = useTranslation("incidents");
  const language = useLanguage();
  const { incident } = ticket;
  const say = (seconds: number) => duration(seconds * 1_000, language);
  return (
    <li className={styles.card} data-waiting={incident !== undefined && isWaiting(incident.times) ? "" : undefined}>
      <Link to={`/incidents/${encodeURIComponent(ticket.key)}`} className={styles.cardTitle}><small>{ticket.key}</small>{ticket.title}</Link>
      <div className={styles.cardLine}><StatusTag project={ticket.project} type={ticket.type} status={ticket.status} /><Time at={ticket.createdAt} /></div>
      {incident !== undefined && (
        <>
          <Paused ticket={ticket} />
          <div className={styles.cardLine}><Team held={incident.roles} /></div>
          <div className={styles.took}>
            {isWaiting(incident.times) && <b>{t("waiting")}</b>}
            {taken(incident.times).map(({ measure, seconds }) => <span key={measure} title={t(`time.${measure}`)}>{t(`short.${measure}`)} {say(seconds)}</span>)}
            {incident.times.pausedSeconds > 0 && <span>{t("paused")} {say(incident.times.pausedSeconds)}</span>}
            {incident.times.reopened > 0 && <span>{t("reopened", { count: incident.times.reopened })}</span>}
          </div>
        </>
      )}
    </li>
  );
}
