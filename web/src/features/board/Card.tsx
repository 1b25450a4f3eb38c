import { useDraggable } from "@dnd-kit/core";
import { memo, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import type { Ticket } from "@/api/types";
import { Avatar, usePersonName } from "@/ui/Person";
import { PriorityTag } from "@/ui/tags";
import { useLanguage } from "@/ui/text";
import { ticketPath } from "@/ui/TicketLink";
import { exact } from "@/ui/time";
import { useNow } from "@/ui/Time";

import styles from "./Board.module.css";

/** Pixels of a card with the gap below it: all are of one height, so that a column of thousands can be scrolled. */
export const CARD = 112;
const DAY = 86_400_000;

interface FaceProps { ticket: Ticket; name: string }

/** What a card shows. */
export const Face = memo(function Face({ ticket, name }: FaceProps) {
  const { t } = useTranslation("board");
  const { t: common } = useTranslation();
  const language = useLanguage();
  const days = Math.max(0, Math.floor((useNow() - new Date(ticket.createdAt).getTime()) / DAY));
  return (
    <>
      <div className={styles.cardHead}>
        <PriorityTag priority={ticket.priority} compact />
        <span className={styles.cardKey}>{ticket.key}</span>
        <span className={styles.age} title={`${t("created")} ${exact(new Date(ticket.createdAt), language)}`}>{days === 0 ? t("today") : t("age", { count: days })}</span>
      </div>
      <Link to={ticketPath(ticket.key)} tabIndex={-1} className={styles.cardTitle} title={ticket.title} draggable={false}>{ticket.title}</Link>
      <div className={styles.cardFoot}>
        <span className={styles.category}>{ticket.category}</span>
        {ticket.assignee === ""
          ? <span className={styles.nobody} role="img" aria-label={common("person.nobody")} title={common("person.nobody")} />
          : <span role="img" aria-label={name || ticket.assignee} title={name || ticket.assignee}><Avatar username={ticket.assignee} name={name} /></span>}
      </div>
    </>
  );
});

/** A card that can be taken: by mouse, finger or space. Enter and a click open the ticket. */
export function Card({ ticket, cell }: { ticket: Ticket; cell: string }) {
  const { t } = useTranslation("board");
  const navigate = useNavigate();
  const nameOf = usePersonName();
  const { setNodeRef, listeners, attributes, isDragging } = useDraggable({ id: `${cell}#${ticket.id}`, data: { ticket, cell }, attributes: { role: "group", roleDescription: t("card") } });
  const { onKeyDown, ...pointers } = listeners ?? {};
  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Enter" && event.target === event.currentTarget) void navigate(ticketPath(ticket.key));
    else (onKeyDown as ((event: KeyboardEvent) => void) | undefined)?.(event);
  };
  return (
    // The card is a group that can be taken: it has the focus and its own keys.
    // eslint-disable-next-line jsx-a11y/no-static-element-interactions -- see above
    <div
      ref={setNodeRef} {...attributes} {...pointers} onKeyDown={press} aria-label={`${ticket.key} ${ticket.title}`} className={styles.card} data-dragging={isDragging ? "" : undefined}
      onClick={(event) => { if (!(event.target as HTMLElement).closest("a")) void navigate(ticketPath(ticket.key)); }}
    >
      <Face ticket={ticket} name={nameOf(ticket.assignee)} />
    </div>
  );
}
