/** The pages of administration, and whom each is for. */
import type { Can } from "@/api/can";

const team = (can: Can) => can.team("manage_team");
const project = (can: Can) => can.somewhere("manage_project");
const audit = (can: Can) => can.team("view_audit");
const instance = (can: Can) => can.administer;

const places = [
  { group: "people", items: [{ name: "people", open: team }, { name: "groups", open: team }, { name: "roles", open: team }, { name: "departments", open: team }, { name: "rules", open: team }] },
  { group: "work", items: [{ name: "projects", open: project }, { name: "words", open: project }] },
  { group: "connect", items: [{ name: "credentials", open: instance }, { name: "webhooks", open: team }, { name: "hooks", open: team }] },
  { group: "operation", items: [{ name: "audit", open: audit }, { name: "data", open: instance }, { name: "system", open: instance }] },
] as const;

/** Those that somebody may open; groups without any are left out. */
export const placesFor = (can: Can) => places
  .map(({ group, items }) => ({ group, names: items.filter((item) => item.open(can)).map((item) => item.name) }))
  .filter(({ names }) => names.length > 0);

/** Whether there is any. */
export const administers = (can: Can): boolean => placesFor(can).length > 0;
