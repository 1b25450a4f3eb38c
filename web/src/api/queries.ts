/** Questions that many screens ask: the same options, so that each is asked once. */
import { queryOptions } from "@tanstack/react-query";

import { answer, api } from "./client";
import { keys } from "./keys";
import type { Circle, Project, ProjectField, StatusOfType } from "./types";

const MINUTE = 60_000;

/** Reads every page of a list of definitions, which are few. */
export async function allPages<T>(page: (number: number) => Promise<{ items: T[]; total: number }>): Promise<T[]> {
  const found: T[] = [];
  for (let number = 1; ; number += 1) {
    const { items, total } = await page(number);
    found.push(...items);
    if (items.length === 0 || found.length >= total) return found;
  }
}

/** What the instance says of itself to everybody. */
export const instanceQuery = queryOptions({
  queryKey: keys.instance,
  queryFn: ({ signal }) => answer(api.GET("/api/v1/instance", { signal })),
  staleTime: 10 * MINUTE,
});

/** Who is logged in. */
export const profileQuery = queryOptions({
  queryKey: keys.profile,
  queryFn: ({ signal }) => answer(api.GET("/api/v1/profile", { signal })),
  staleTime: 5 * MINUTE,
});

/** What they may do; an administrator may change it at any time. */
export const rightsQuery = queryOptions({
  queryKey: keys.rights,
  queryFn: ({ signal }) => answer(api.GET("/api/v1/profile/rights", { signal })),
  staleTime: MINUTE,
});

/** Every project that the reader may see, archived ones too. */
export const projectsQuery = queryOptions({
  queryKey: keys.projects,
  queryFn: ({ signal }) =>
    allPages<Project>((page) => answer(api.GET("/api/v1/projects", { params: { query: { page, pageSize: 100 } }, signal }))),
  staleTime: 5 * MINUTE,
});

/** Every status of every type of ticket. */
export const statusesQuery = queryOptions({
  queryKey: keys.statuses,
  queryFn: ({ signal }) =>
    allPages<StatusOfType>((page) => answer(api.GET("/api/v1/statuses", { params: { query: { page, pageSize: 100 } }, signal }))),
  staleTime: 5 * MINUTE,
});

/** The custom fields of a project. */
export const fieldsQuery = (project: string) =>
  queryOptions({
    queryKey: keys.fields(project),
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/v1/projects/{key}/fields", { params: { path: { key: project } }, signal }))).items,
    staleTime: 5 * MINUTE,
  });

/** People whose names have `text` in them, at most 50; for operators. */
export const peopleQuery = (text: string) =>
  queryOptions({
    queryKey: keys.people(text),
    queryFn: async ({ signal }) =>
      (await answer(api.GET("/api/v1/users", { params: { query: { q: text === "" ? undefined : text, disabled: false, pageSize: 50 } }, signal }))).items,
    staleTime: MINUTE,
  });

/** Every custom field of every project that the reader may see. */
export const customFieldsQuery = queryOptions({
  queryKey: keys.customFields,
  queryFn: ({ signal }) =>
    allPages<ProjectField>((page) => answer(api.GET("/api/v1/fields", { params: { query: { page, pageSize: 100 } }, signal }))).then((found) => found.map((one) => one.field)),
  staleTime: 5 * MINUTE,
});

/** Groups of people; for operators. */
export const groupsQuery = queryOptions({
  queryKey: keys.groups,
  queryFn: ({ signal }) =>
    allPages<Circle>((page) => answer(api.GET("/api/v1/groups", { params: { query: { page, pageSize: 100 } }, signal }))),
  staleTime: 5 * MINUTE,
});
