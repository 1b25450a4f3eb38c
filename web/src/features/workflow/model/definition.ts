/** What a workflow says, in the server's own words (docs/workflows.md), so that what is edited here is sent as it stands. */
import type { Names } from "@/api/types";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };
export type JsonObject = { readonly [key: string]: Json | undefined };

/** What stands for "any status" where a step starts. */
export const ANY = "*";

export interface Status { readonly key: string; readonly uuid: string; readonly name: Names; readonly category: string }

export interface UserDomain { readonly user_domain_type: string; readonly user_domain_param: string }
export interface ScreenField { readonly field: string; readonly required?: boolean; readonly default?: Json }
export type Rule = "all" | "any" | { readonly at_least: number } | { readonly percent: number };
export interface Approval { readonly approvers: readonly UserDomain[]; readonly rule: Rule; readonly order?: "at_once" | "in_turn"; readonly requester_votes?: boolean }

export interface Transition {
  readonly uuid: string;
  readonly name: Names;
  readonly from: string;
  readonly to: string;
  readonly position?: number;
  readonly fields: readonly ScreenField[];
  /** One root of `must`, `should`, `must_not`; see `tree.ts`. */
  readonly condition?: JsonObject;
  readonly trigger?: JsonObject;
  readonly approval?: Approval;
  /** Objects of one key; see `post.ts`. */
  readonly post_functions?: readonly JsonObject[];
}

export interface Definition { readonly statuses: readonly Status[]; readonly transitions: readonly Transition[] }

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A new short id, as the server would give one. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => LETTERS[byte % LETTERS.length] ?? "0").join("");
}

const record = (value: unknown): Record<string, unknown> => (typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {});
const list = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const text = (value: unknown): string => (typeof value === "string" ? value : "");

function names(value: unknown): Names {
  if (typeof value === "string") return { zh: value, en: value };
  const { zh, en } = record(value);
  return { zh: text(zh), en: text(en) };
}

function status(value: unknown): Status {
  const from = record(value);
  return { key: text(from["key"]), uuid: text(from["uuid"]), name: names(from["name"]), category: text(from["category"]) };
}

function transition(value: unknown): Transition {
  const { uuid, name, from, to, fields, condition, trigger, approval, post_functions: post, position } = record(value);
  return {
    uuid: text(uuid), name: names(name), from: text(from), to: text(to),
    ...(typeof position === "number" && position !== 0 && { position }),
    fields: list(fields) as ScreenField[],
    ...(condition !== null && condition !== undefined && { condition: condition as JsonObject }),
    ...(trigger !== null && trigger !== undefined && { trigger: trigger as JsonObject }),
    ...(approval !== null && approval !== undefined && { approval: approval as Approval }),
    ...(list(post).length > 0 && { post_functions: list(post) as JsonObject[] }),
  };
}

/**
 * Reads what the server or a person wrote. What has no id gets that of what it replaces in `old` (a status of the same key, a step
 * between the same statuses), else a new one. What is of the wrong form stays for the server to refuse with its path.
 */
export function readDefinition(value: unknown, old?: Definition): Definition {
  const from = record(value);
  const statuses = list(from["statuses"]).map(status);
  const transitions = list(from["transitions"]).map(transition);
  const taken = new Set([...statuses, ...transitions].map((one) => one.uuid));
  const given = (known: string | undefined): string => {
    const id = known === undefined || taken.has(known) ? newId() : known;
    taken.add(id);
    return id;
  };
  return {
    statuses: statuses.map((one) => (one.uuid === "" ? { ...one, uuid: given(old?.statuses.find((was) => was.key === one.key)?.uuid) } : one)),
    transitions: transitions.map((one) => {
      if (one.uuid !== "") return one;
      const beside = old?.transitions.filter((was) => was.from === one.from && was.to === one.to && !taken.has(was.uuid)) ?? [];
      const same = beside.find((was) => was.name.zh === one.name.zh && was.name.en === one.name.en) ?? beside[0];
      return { ...one, uuid: given(same?.uuid) };
    }),
  };
}

/** Whether two definitions, or parts of them, say the same. */
export function same(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
