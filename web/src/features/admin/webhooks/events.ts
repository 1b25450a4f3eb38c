import { ticketFields } from "@/ui/filter/offers";
import { usualTimes, type Vocabulary } from "@/ui/filter/vocabulary";
import { priorities } from "@/ui/tags";

/** What webhooks can be told of. */
export const events = [
  "ticket.created", "ticket.edited", "ticket.transitioned", "ticket.commented", "ticket.attached", "ticket.detached", "ticket.linked",
  "ticket.unlinked", "ticket.deleted", "ticket.restored", "ticket.referenced", "ticket.logged", "ticket.approval", "ticket.ran",
] as const;

/** Values that every team has, by the kind of field. */
const usual = { priority: priorities, person: ["empty"], time: usualTimes, word: [], text: [], label: [], number: [] } as const;

/** What may stand in the filter of a webhook. Nobody is `me` there. */
export const vocabulary: Vocabulary = Object.fromEntries(Object.entries(ticketFields).map(([field, kind]) => [field, { kind, values: usual[kind] }]));
