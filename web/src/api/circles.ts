/** What people are in: groups, roles and departments. */
import { queryOptions } from "@tanstack/react-query";

import { answer, api } from "./client";
import { keys } from "./keys";
import { allPages } from "./queries";
import type { components } from "./schema.gen";

export type Circle = components["schemas"]["Circle"];
/** The three kinds of circles. */
export type Circles = "groups" | "roles" | "departments";

/** All of a kind, by name; for operators. */
export const circlesQuery = (kind: Circles) => queryOptions({
  queryKey: keys.admin(kind),
  queryFn: ({ signal }) => allPages<Circle>((page) => answer(api.GET(`/api/v1/${kind}`, { params: { query: { page, pageSize: 100 } }, signal }))),
});
