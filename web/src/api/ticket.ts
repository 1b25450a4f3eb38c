/** One ticket, as every screen that changes it reads it. */
import { queryOptions } from "@tanstack/react-query";

import { answer, api } from "./client";
import { keys } from "./keys";
import type { TicketDetail } from "./types";

/** The ticket with its comments, files and links. */
export const detailQuery = (key: string) =>
  queryOptions({
    queryKey: keys.ticket(key),
    queryFn: ({ signal }) => answer(api.GET("/api/v1/tickets/{id}", { params: { path: { id: key } }, signal })),
  });

/** The `ETag` of a ticket as it was read: its version. */
export const etagOf = (ticket: Pick<TicketDetail, "version">) => `"v${ticket.version}"`;

/** Requests for consent, ended ones too. */
export const approvalsQuery = (key: string) =>
  queryOptions({
    queryKey: keys.ticketPart(key, "approvals"),
    queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/tickets/{id}/approvals", { params: { path: { id: key } }, signal }))).items,
  });
