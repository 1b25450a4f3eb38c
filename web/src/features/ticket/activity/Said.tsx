import { detailQuery } from "@/api/ticket";
import { useQuery } from "@tanstack/react-query";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { FieldValue } from "@/ui/fields/FieldValue";
import { useFieldSpecs } from "@/ui/fields/specs";
import { Person } from "@/ui/Person";
import { TicketLink } from "@/ui/TicketLink";

import type { Detail } from "../types";
import styles from "./Activity.module.css";
import { cut, places, type Part, type Sentence } from "./sentences";

/** The server's words of links, with our keys for them. */
const links = { relates: "relates", blocks: "blocks", blocked_by: "blockedBy", duplicates: "duplicates", duplicated_by: "duplicatedBy", parent_of: "parentOf", child_of: "childOf" } as const;
const isLink = (word: string): word is keyof typeof links => word in links;
export const linkKinds = Object.keys(links).filter(isLink);
const functions = {
  update_field_value: "updateField", run_script: "runScript", add_comment: "addComment", call_webhook: "callWebhook", notify: "notify", create_task: "createTask", transit_parent: "transitParent",
} as const;
const isFunction = (word: string): word is keyof typeof functions => word in functions;

/** A link's kind in words. */
export function useLinkWord(): (kind: string) => string {
  const { t } = useTranslation("ticket");
  return (kind) => (isLink(kind) ? t(`linkKind.${links[kind]}`) : kind);
}

/** What a post function is called. */
export function useFunctionWord(): (word: string) => string {
  const { t } = useTranslation("ticket");
  return (word) => (isFunction(word) ? t(`function.${functions[word]}`) : word);
}

/** Who did it: a person, or the system itself. */
export function Actor({ username }: { username: string }) {
  const { t } = useTranslation("ticket");
  return username === "system" ? <span className={styles.actor}>{t("system")}</span> : <span className={styles.actor}><Person username={username} compact="name" /></span>;
}

function OtherTicket({ id, links }: { id: number; links: Detail["links"] }) {
  const known = links.find((link) => link.ticket.id === id)?.ticket;
  const { data } = useQuery({ ...detailQuery(String(id)), enabled: known === undefined && id > 0, staleTime: 60_000 });
  const key = known?.key ?? data?.key;
  return key === undefined ? <>#{id}</> : <TicketLink ticketKey={key} title={known?.title ?? data?.title ?? ""} />;
}

function Place({ part, ticket }: { part: Part; ticket: Detail }): ReactNode {
  const { spec } = useFieldSpecs(ticket.project);
  const linkWord = useLinkWord();
  const functionWord = useFunctionWord();
  switch (part.kind) {
    case "person": return <Actor username={part.username} />;
    case "field": return <span className={styles.fieldName}>{spec(part.field).label}</span>;
    case "value": return <span className={styles.said}><FieldValue spec={spec(part.field)} value={part.value} ticket={ticket} /></span>;
    case "ticket": return <OtherTicket id={part.id} links={ticket.links} />;
    case "link": return <>{linkWord(part.word)}</>;
    case "function": return <>{functionWord(part.word)}</>;
    case "text": return <span className={styles.said}>{part.text}</span>;
  }
}

/** A sentence of history, with people, values and tickets where the language has them. Under a heading that names who did it, that is left out. */
export function Said({ sentence, ticket, unsaid }: { sentence: Sentence | undefined; ticket: Detail; unsaid?: "who" }) {
  const { t } = useTranslation("ticket");
  if (sentence === undefined) return null;
  const text = t(`said.${sentence.key}`, places(sentence.parts) as { who: string });
  const pieces = cut(text).filter((piece) => !piece.place || piece.text !== unsaid);
  return (
    <>
      {pieces.map((piece, place) => {
        const part = piece.place ? sentence.parts[piece.text] : undefined;
        return <Fragment key={place}>{part === undefined ? (piece.place ? "" : piece.text) : <Place part={part} ticket={ticket} />}</Fragment>;
      })}
    </>
  );
}
