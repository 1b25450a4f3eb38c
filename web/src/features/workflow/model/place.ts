/** Where in a definition something is: what the server's paths mean, and what the address of the page says. */
import type { Definition } from "./definition";
import { stepOf } from "./steps";

export type Place = { readonly kind: "status"; readonly uuid: string } | { readonly kind: "step"; readonly uuid: string };
/** The parts of a step, as the panel has them. */
export const sections = ["name", "condition", "screen", "approval", "trigger", "post"] as const;
export type Section = (typeof sections)[number];

const behind: Record<string, Section> = { fields: "screen", condition: "condition", approval: "approval", trigger: "trigger", post_functions: "post" };

/** What a path such as `transitions[2].condition.must[0]` is in; nothing for the whole. */
export function placeOf(path: string, definition: Definition): { place: Place; section: Section } | undefined {
  const [, list, index, rest] = /(?:^|\.)(statuses|transitions)\[(\d+)\](?:\.(\w+))?/.exec(path) ?? [];
  if (list === undefined) return undefined;
  const number = Number(index);
  if (list === "statuses") {
    const status = definition.statuses[number];
    return status && { place: { kind: "status", uuid: status.uuid }, section: "name" };
  }
  const transition = definition.transitions[number];
  return transition && { place: { kind: "step", uuid: transition.uuid }, section: behind[rest ?? ""] ?? "name" };
}

/** A place as the address has it. */
export const addressOf = (place: Place): string => `${place.kind}.${place.uuid}`;

/** The place that an address names, where it is there. */
export function placeAt(address: string | null, definition: Definition): Place | undefined {
  const [kind, uuid] = (address ?? "").split(".");
  if (kind === "status" && definition.statuses.some((status) => status.uuid === uuid)) return { kind, uuid: uuid ?? "" };
  if (kind === "step" && stepOf(definition, uuid ?? "") !== undefined) return { kind, uuid: uuid ?? "" };
  return undefined;
}
