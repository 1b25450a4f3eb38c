/** Questions that several screens of administration ask. */
import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import type { Circle, Circles } from "@/api/circles";
import { answer, api, tagged } from "@/api/client";
import { keys } from "@/api/keys";
import type { Access, CustomField } from "@/api/types";

import type { IssueType, ProjectRole, Tagged, Word } from "./types";

export interface PeopleWish { q: string; access: Access | ""; disabled: "" | "yes" | "no" }

const PAGE = 100;

/** Accounts by user name, a page at a time. */
export const usersQuery = (wish: PeopleWish) => infiniteQueryOptions({
  queryKey: keys.admin("users", wish),
  initialPageParam: 1,
  queryFn: ({ pageParam, signal }) => answer(api.GET("/api/v1/users", {
    params: { query: { q: wish.q || undefined, access: wish.access || undefined, disabled: wish.disabled === "" ? undefined : wish.disabled === "yes", page: pageParam, pageSize: PAGE } }, signal,
  })),
  getNextPageParam: (last) => (last.page * last.pageSize < last.total ? last.page + 1 : undefined),
});

export const userQuery = (username: string) => queryOptions({
  queryKey: keys.admin("user", { username }),
  queryFn: ({ signal }) => tagged(api.GET("/api/v1/users/{username}", { params: { path: { username } }, signal })),
});

export const circleQuery = (kind: Circles, uuid: string) => queryOptions({
  queryKey: keys.admin(kind, { uuid }),
  queryFn: ({ signal }): Promise<Tagged<Circle>> => tagged(api.GET(`/api/v1/${kind}/{uuid}`, { params: { path: { uuid } }, signal })),
});

export const projectQuery = (key: string) => queryOptions({
  queryKey: [...keys.project(key), "tagged"],
  queryFn: ({ signal }) => tagged(api.GET("/api/v1/projects/{key}", { params: { path: { key } }, signal })),
});

const ofProject = (key: string, signal: AbortSignal) => ({ params: { path: { key } }, signal });
const partKey = (key: string, name: string) => [...keys.project(key), "tagged", name];

/** Lists that belong to a project and bear its tag. */
export const projectPart = {
  fields: (key: string) => queryOptions({ queryKey: partKey(key, "fields"), queryFn: ({ signal }): Promise<Tagged<{ items: CustomField[] }>> => tagged(api.GET("/api/v1/projects/{key}/fields", ofProject(key, signal))) }),
  types: (key: string) => queryOptions({ queryKey: partKey(key, "types"), queryFn: ({ signal }): Promise<Tagged<{ items: IssueType[] }>> => tagged(api.GET("/api/v1/projects/{key}/types", ofProject(key, signal))) }),
  roles: (key: string) => queryOptions({ queryKey: partKey(key, "roles"), queryFn: ({ signal }): Promise<Tagged<{ items: ProjectRole[] }>> => tagged(api.GET("/api/v1/projects/{key}/roles", ofProject(key, signal))) }),
  vocabulary: (key: string) => queryOptions({ queryKey: partKey(key, "vocabulary"), queryFn: ({ signal }): Promise<Tagged<{ items: Word[] }>> => tagged(api.GET("/api/v1/projects/{key}/vocabulary", ofProject(key, signal))) }),
};

export const teamQuery = queryOptions({
  queryKey: keys.admin("team"),
  queryFn: ({ signal }) => tagged(api.GET("/api/v1/team", { signal })),
});

export const webhookQuery = (uuid: string) => queryOptions({
  queryKey: keys.admin("webhooks", { uuid }),
  queryFn: ({ signal }) => tagged(api.GET("/api/v1/webhooks/{uuid}", { params: { path: { uuid } }, signal })),
});
