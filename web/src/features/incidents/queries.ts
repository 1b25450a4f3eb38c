import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { answer, api, tagged } from "@/api/client";
import { keys } from "@/api/keys";

const path = (id: string) => ({ path: { id } });

/** Incidents that meet a filter, the newest first, each with its roles and times: a board asks once, and not for each. */
export const incidentsQuery = (filter: string) => infiniteQueryOptions({
  queryKey: [...keys.incidentLists, "list", filter],
  initialPageParam: "",
  queryFn: ({ pageParam, signal }) => answer(api.GET("/api/v1/tickets", { params: { query: { filter, cursor: pageParam, pageSize: "100", sort: "-createdAt", include: "incident" } }, signal })),
  getNextPageParam: (last) => last.nextCursor,
});

/** All about one incident begins with `keys.ticket`, so that a live event brings it up to date. */
export const incidentQuery = (id: string) => queryOptions({
  queryKey: keys.ticketPart(id, "incident"),
  queryFn: ({ signal }) => tagged(api.GET("/api/v1/tickets/{id}", { params: path(id), signal })),
});

export const rolesQuery = (id: string) => queryOptions({
  queryKey: keys.ticketPart(id, "roles"),
  queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/tickets/{id}/roles", { params: path(id), signal }))).items,
  staleTime: 60_000,
});

export const timesQuery = (id: string) => queryOptions({
  queryKey: keys.ticketPart(id, "times"),
  queryFn: ({ signal }) => answer(api.GET("/api/v1/tickets/{id}/times", { params: path(id), signal })),
  staleTime: 60_000,
});

export const severityQuery = (id: string) => queryOptions({
  queryKey: keys.ticketPart(id, "severity"),
  queryFn: ({ signal }) => answer(api.GET("/api/v1/tickets/{id}/severity", { params: path(id), signal })),
});

export const offersQuery = (id: string) => queryOptions({
  queryKey: keys.ticketPart(id, "incident offers"),
  queryFn: ({ signal }) => answer(api.GET("/api/v1/tickets/{id}/transitions", { params: path(id), signal })),
});

export const timelineQuery = (id: string, narrowed: { kind?: string; pinned?: string }) => infiniteQueryOptions({
  queryKey: [...keys.ticketPart(id, "timeline"), narrowed],
  initialPageParam: "",
  queryFn: ({ pageParam, signal }) => answer(api.GET("/api/v1/tickets/{id}/timeline", { params: { ...path(id), query: { ...narrowed, ...(pageParam !== "" && { cursor: pageParam }) } }, signal })),
  getNextPageParam: (last) => last.nextCursor,
});

export const postmortemQuery = (id: string, language: string) => queryOptions({
  queryKey: [...keys.ticketPart(id, "postmortem"), language],
  queryFn: ({ signal }) => answer(api.GET("/api/v1/tickets/{id}/postmortem", { params: path(id), parseAs: "text", signal })),
});

export const figuresQuery = (project: string, from: string) => queryOptions({
  queryKey: keys.stats("incidents", { project, from }),
  queryFn: ({ signal }) => answer(api.GET("/api/v1/incidents/figures", { params: { query: { ...(project !== "" && { project }), from } }, signal })),
});
