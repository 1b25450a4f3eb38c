import { queryOptions } from "@tanstack/react-query";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";

/** How often it is looked again while one goes on, and otherwise, in milliseconds. */
const [WATCH, LOOK] = [1_000, 60_000];

export type Verification = components["schemas"]["VerificationJob"];
export type Finding = components["schemas"]["VerificationFinding"];
export type Report = components["schemas"]["VerificationReport"];

/** The verification that goes on, and the last one with what it found. */
export const verificationQuery = queryOptions({
  queryKey: keys.admin("system/verify"),
  queryFn: ({ signal }) => answer(api.GET("/api/v1/system/verify", { signal })),
  refetchInterval: ({ state }) => (state.data !== undefined && state.data.running !== null ? WATCH : LOOK),
});

/** What is counted in a report, in the order in which it is told. */
export const counted = ["tickets", "steps", "comments", "attachments", "worklogs", "approvals", "audit"] as const satisfies readonly (keyof Report)[];

/** Where something can be wrong; another word is shown as it stands. */
export const places = ["database", "ticket", "step", "comment", "attachment", "worklog", "approval", "votes", "audit"] as const;
