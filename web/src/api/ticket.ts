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
