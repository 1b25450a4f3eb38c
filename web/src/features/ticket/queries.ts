/** What the screen asks the server. Every key begins with the ticket's, so that one live event makes all of it fresh. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";

const at = (key: string) => ({ path: { id: key } });

/** The ticket as it was at a moment (RFC 3339). The past does not change, so nothing makes it stale. */
export const pastQuery = (key: string, moment: string) =>
  queryOptions({
    queryKey: ["tickets", "past", key, moment] as const,
    queryFn: ({ signal }) => answer(api.GET("/api/v1/tickets/{id}", { params: { ...at(key), query: { asOf: moment } }, signal })),
    staleTime: Infinity,
  });

/** The steps of a ticket's history, oldest first; with a filter only those that meet it. */
export const historyQuery = (key: string, filter = "") =>
  infiniteQueryOptions({
    queryKey: [...keys.ticketPart(key, "history"), filter],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET("/api/v1/tickets/{id}/history", { params: { ...at(key), query: { ...(pageParam !== "" && { cursor: pageParam }), ...(filter !== "" && { filter }), pageSize: "100" } }, signal })),
    getNextPageParam: (last) => last.nextCursor,
  });

/** The ways from the present status, for this person. */
export const transitionsQuery = (key: string) =>
  queryOptions({
    queryKey: keys.ticketPart(key, "transitions"),
    queryFn: ({ signal }) => answer(api.GET("/api/v1/tickets/{id}/transitions", { params: at(key), signal })),
  });

/** Post functions with their jobs. */
export const effectsQuery = (key: string) =>
  queryOptions({
    queryKey: keys.ticketPart(key, "effects"),
    queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/tickets/{id}/effects", { params: at(key), signal }))).items,
  });

/** Hours worked. */
export const worklogsQuery = (key: string) =>
  queryOptions({
    queryKey: keys.ticketPart(key, "worklogs"),
    queryFn: ({ signal }) => answer(api.GET("/api/v1/tickets/{id}/worklogs", { params: at(key), signal })),
  });
