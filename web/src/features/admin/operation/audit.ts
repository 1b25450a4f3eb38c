/** The audit's words. */
import { usualTimes, type Vocabulary } from "@/ui/filter/vocabulary";

/** Everything that is written down; another word is shown as it stands. */
export const actions = [
  "session.login", "session.refuse", "session.logout", "session.revoke",
  "user.create", "user.update", "user.password", "user.disable", "user.enable", "profile.register", "profile.update", "profile.password",
  "group.create", "group.update", "group.delete", "role.create", "role.update", "role.delete", "department.create", "department.update", "department.delete",
  "rule.create", "rule.delete", "token.create", "token.revoke", "access_key.create", "access_key.update", "access_key.delete",
  "project.create", "project.update", "project.delete", "project.fields", "project.types", "project.roles", "project.vocabulary",
  "workflow.publish", "status.create", "webhook.create", "webhook.update", "webhook.delete", "webhook.rotate", "webhook.resume", "webhook.replay", "webhook.test",
  "hook.create", "hook.update", "hook.delete", "hook.rotate", "function.create", "function.update", "function.delete",
  "secret.create", "secret.update", "secret.delete", "schedule.create", "schedule.update", "schedule.delete",
  "team.update", "team.set_up", "import.history", "system.verify",
] as const;
export type Action = (typeof actions)[number];
type Flat<A> = A extends `${infer Thing}.${infer Deed}` ? `${Thing}_${Deed}` : never;

/** The name of the text for an action: `user.create` is `user_create`. */
export const flat = (action: Action): Flat<Action> => action.replace(".", "_") as Flat<Action>;

/** What may stand in a filter of the audit. */
export const vocabulary: Vocabulary = {
  actor: { kind: "person", values: ["me"] },
  action: { kind: "text", values: actions },
  object: { kind: "text" },
  at: { kind: "time", values: usualTimes },
  via: { kind: "word", values: ["web", "api", "cli", "import"] },
  seq: { kind: "number" },
};

/** Filters that are often wanted, by the text `audit.quick.<name>`. */
export const quick = {
  today: "at >= today",
  logins: "action ^= session.",
  refused: "action = session.refuse",
  people: "action ^= (user., group., role., department., rule.)",
  access: "action ^= (token., access_key.)",
  projects: "action ^= (project., workflow., status.)",
} as const;
export const quickNames = Object.keys(quick) as (keyof typeof quick)[];

/** What is known beside the action, a line each; empty things are left out. */
export function lines(details: Readonly<Record<string, unknown>>): readonly (readonly [name: string, text: string])[] {
  return Object.entries(details)
    .map(([name, value]): [string, string] => [name, typeof value === "string" ? value : Array.isArray(value) && value.every((one) => typeof one === "string") ? value.join(", ") : JSON.stringify(value, null, 2)])
    .filter(([, text]) => text !== "" && text !== "{}" && text !== "[]" && text !== "null");
}
