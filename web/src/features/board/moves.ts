/** Where a card may go, and what the board looks like when it has gone. */
import type { BoardMove, Explanation, Offer, Ticket } from "@/api/types";

import type { BoardColumn } from "./columns";
import type { Lane } from "./useCells";

/** What comes of dropping a card on a column. */
export type Verdict =
  | { may: true; offer: Offer | undefined; /** Whose consent it takes; undefined for nobody's. */ consent?: string | undefined }
  /** `why` is what the server says; empty where no transition leads there at all. */
  | { may: false; why: string };

/** What a ticket becomes that is put into a lane: nothing else where it is in it already, undefined where it cannot be put there. */
export const becomes = (ticket: Ticket, lane: Lane): Lane["says"] => (lane.has(ticket) ? {} : lane.says);

/** The innermost sentence that says why not: the parts of a condition are told, not that "all of" failed. */
export function reasonOf(explanation: Explanation | undefined): string {
  if (explanation === undefined || explanation.holds) return "";
  const inner = (explanation.parts ?? []).map(reasonOf).filter((one) => one !== "");
  return inner.length > 0 ? [...new Set(inner)].join("; ") : explanation.why;
}

/** Whether the workflow lets the ticket into the column, by what it offers for it. */
export function judge(ticket: Pick<Ticket, "project" | "type" | "status">, offers: readonly Offer[], column: BoardColumn): Verdict {
  if (column.has(ticket.project, ticket.type, ticket.status)) return { may: true, offer: undefined };
  const there = offers.filter((offer) => column.has(ticket.project, ticket.type, offer.to));
  const free = there.find((offer) => offer.allowed);
  if (free !== undefined) return { may: true, offer: free, consent: free.approval };
  const refused = there[0];
  return { may: false, why: refused === undefined ? "" : (refused.reason ?? reasonOf(refused.explanation)) };
}

/**
 * The same by what the board itself knows, before the ticket is asked: which transitions there are, and which of them this person may take
 * whatever the ticket is like. Undefined where it hangs on the ticket.
 */
export function foresee(ticket: Pick<Ticket, "project" | "type" | "status">, moves: readonly BoardMove[], column: BoardColumn): Verdict | undefined {
  if (column.has(ticket.project, ticket.type, ticket.status)) return { may: true, offer: undefined };
  const there = moves.filter((move) => move.type === ticket.type && move.from === ticket.status && column.has(ticket.project, ticket.type, move.to));
  const free = there.find((move) => move.may === "yes");
  if (free !== undefined) return { may: true, offer: undefined, consent: free.approval };
  if (there.some((move) => move.may === "depends")) return undefined;
  return { may: false, why: [...new Set(there.flatMap((move) => move.reasons))].join("; ") };
}

export interface CellPage { items: readonly Ticket[]; total: number; nextCursor?: string }
export interface CellPages { pages: readonly CellPage[]; pageParams: readonly unknown[] }

/** The cell without the ticket; the same object where it is not in it. */
export function without<T extends CellPages>(cell: T, id: number): T {
  if (!cell.pages.some((page) => page.items.some((one) => one.id === id))) return cell;
  return { ...cell, pages: cell.pages.map((page) => ({ ...page, items: page.items.filter((one) => one.id !== id), total: page.total - 1 })) };
}

/** The cell with the ticket: where it already stands, else at the top. */
export function withTicket<T extends CellPages>(cell: T, ticket: Ticket): T {
  if (cell.pages.some((page) => page.items.some((one) => one.id === ticket.id))) {
    return { ...cell, pages: cell.pages.map((page) => ({ ...page, items: page.items.map((one) => (one.id === ticket.id ? ticket : one)) })) };
  }
  return { ...cell, pages: cell.pages.map((page, place) => ({ ...page, items: place === 0 ? [ticket, ...page.items] : page.items, total: page.total + 1 })) };
}
