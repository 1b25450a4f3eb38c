/** What the server looks at of itself: the names that have a text; another one is shown as it stands. */
import type { components } from "@/api/schema.gen";

export const checks = [
  "data_dir", "data_dir_mode", "owner", "disk_space", "secret_key", "open_files", "write_ahead_log", "database", "schema", "clock", "database_clock", "connections",
  "rights", "standby", "instance", "history", "jobs", "attachments",
] as const;
export const levels = ["trouble", "warning", "fine"] as const;
export type Level = (typeof levels)[number];
export type Check = components["schemas"]["SystemCheck"];

/** How grave it is; a word that we do not know is not taken for good. */
export const levelOf = (check: Pick<Check, "level">): Level => levels.find((level) => level === check.level) ?? "warning";

/** The gravest level of all. */
export const worst = (all: readonly Pick<Check, "level">[]): Level => levels.find((level) => all.some((check) => levelOf(check) === level)) ?? "fine";

/** The gravest first; of one level in the server's order. */
export const byGravity = (all: readonly Check[]): readonly Check[] => levels.flatMap((level) => all.filter((check) => levelOf(check) === level));
