import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api, ifVersion } from "@/api/client";
import { keys } from "@/api/keys";
import { detailQuery } from "@/api/ticket";
import type { Offer, Ticket, TicketDetail } from "@/api/types";
import { useSay } from "@/ui/say";

import { becomes, judge, type Verdict } from "./moves";
import { settle, type Cell, type Lane } from "./useCells";

/** A transition that asks something first, with what the lane into which the card was dropped says already. */
export interface Asking { ticket: TicketDetail; offer: Offer; said: NonNullable<Lane["says"]> }

/** Which transitions lead from which status of a project to which, and whether this person may take them: known before a card is taken. */
export const movesQuery = (project: string) => ({
  queryKey: keys.moves(project),
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await answer(api.GET("/api/v1/projects/{key}/board", { params: { path: { key: project } }, signal }))).moves,
  staleTime: 60_000,
});

/** What the workflow offers for a ticket. */
export const offersQuery = (ticket: Pick<Ticket, "id" | "version">) => ({
  queryKey: [...keys.ticketPart(ticket.id, "transitions"), ticket.version],
  queryFn: async ({ signal }: { signal: AbortSignal }) => answer(api.GET("/api/v1/tickets/{id}/transitions", { params: { path: { id: String(ticket.id) } }, signal })),
  staleTime: 30_000,
});

/** Moves cards. The board shows it at once, and puts the card back where the server refuses. */
export function useMove(cells: readonly Cell[], q: string) {
  const client = useQueryClient();
  const say = useSay();
  const { t } = useTranslation("board");
  const [asking, setAsking] = useState<Asking>();
  const path = (ticket: Ticket) => ({ path: { id: String(ticket.id) } });

  const carry = async (ticket: Ticket, change: NonNullable<Lane["says"]>, offer: Offer | undefined) => {
    const back = settle(client, cells, q, ticket.id, { ...ticket, ...(change as Partial<Ticket>), status: offer?.to ?? ticket.status });
    try {
      const after: TicketDetail = offer === undefined
        ? await answer(api.PUT("/api/v1/tickets/{id}", { params: path(ticket), body: change as never, headers: ifVersion(ticket.version) }))
        : await answer(api.POST("/api/v1/tickets/{id}/transition", { params: path(ticket), body: { status: offer.to, transition: offer.id, fields: change } }));
      settle(client, cells, q, ticket.id, after);
      void client.invalidateQueries({ queryKey: keys.ticket(ticket.id) });
      void client.invalidateQueries({ queryKey: keys.ticket(ticket.key) });
      if (after.approval) say.done(t("consentAsked", { key: ticket.key }));
    } catch (error) {
      back();
      throw error;
    }
  };

  const drop = async (ticket: Ticket, cell: Cell, offers: readonly Offer[] | undefined) => {
    const same = cell.column.has(ticket.project, ticket.type, ticket.status);
    if (same && cell.lane.has(ticket)) return;
    try {
      const change = becomes(ticket, cell.lane);
      if (change === undefined) throw new Refusal(t("laneOfMany"));
      const verdict: Verdict = same ? { may: true, offer: undefined } : judge(ticket, offers ?? (await client.query(offersQuery(ticket))), cell.column);
      if (!verdict.may) throw new Refusal(verdict.why);
      if (verdict.offer !== undefined && verdict.offer.fields.length > 0) setAsking({ ticket: await client.query({ ...detailQuery(ticket.key), staleTime: 0 }), offer: verdict.offer, said: change });
      else await carry(ticket, change, verdict.offer);
    } catch (error) {
      if (error instanceof Refusal) say.refused(t("refused", { key: ticket.key }), error.message || t("noWay"));
      else say.error(error);
    }
  };
  /** The card of a step that was taken in a dialog goes where it belongs now. */
  const taken = (after: TicketDetail) => void settle(client, cells, q, after.id, after);
  return { drop, taken, asking, ask: setAsking };
}

class Refusal extends Error {}
