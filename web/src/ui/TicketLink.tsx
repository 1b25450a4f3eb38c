import { Link } from "react-router";

import styles from "./TicketLink.module.css";

/** The address of a ticket's page. */
export const ticketPath = (key: string) => `/tickets/${encodeURIComponent(key)}`;

/** The address of a ticket's page with one of its fields being edited. */
export const fieldPath = (key: string, field: string) => `${ticketPath(key)}#${field}`;

/** A ticket by its key and, where it is given, its title. */
export function TicketLink({ ticketKey, title }: { ticketKey: string; title?: string }) {
  return (
    <Link to={ticketPath(ticketKey)} className={styles.link}>
      <span className={styles.key}>{ticketKey}</span>
      {title !== undefined && <span className={styles.title}>{title}</span>}
    </Link>
  );
}
