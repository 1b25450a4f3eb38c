/** What a leaf says at first, by its word. */
import type { JsonObject } from "../model/definition";
import type { Leaf } from "../model/tree";

const bodies: Record<string, JsonObject> = {
  in_user_domains: { user_domains: [{ user_domain_type: "task_assign", user_domain_param: "" }] },
  field_equals: { field: "priority", value: "high" },
  field_in: { field: "priority", values: ["high", "critical"] },
  field_empty: { field: "assignee" },
  matches: { filter: "" },
  after: { seconds: 86_400 },
  webhook: { name: "" },
  job_finished: { function_id: "", state: "succeeded" },
  commit_created: { repo: "" },
  branch_created: { repo: "" },
  pull_request_merged: {},
};

export const newLeaf = (word: string): Leaf => ({ word, body: bodies[word] ?? {} });
