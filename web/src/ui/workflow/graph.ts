/** A workflow as a picture: which boxes and arrows stand for its statuses and steps. Where they are drawn says `layout.ts`. */
import type { Names } from "@/api/types";
import type { Language } from "@/i18n";
import { inLanguage } from "@/ui/text";

/** What start stands for "any status". */
export const ANY = "*";
/** The id of the box that stands for any status. */
export const ANY_BOX = "*";

/** As much of a definition as is drawn. */
export interface Drawn {
  statuses: readonly { key: string; uuid?: string | null; name: Names; category: string }[];
  transitions: readonly {
    uuid?: string | null; name?: Names | null; from: string; to: string;
    fields?: readonly unknown[] | null; condition?: object | null; trigger?: object | null; approval?: object | null; post_functions?: readonly unknown[] | null;
  }[];
}

/** What is to be seen at a box or an arrow beside itself. */
export type Mark = "added" | "removed" | "changed" | "error" | "warning" | "hint" | "here" | "open";
/** Marks by the id of a box (a status's key) or of an arrow. */
export type Marks = ReadonlyMap<string, Mark>;

/** What hangs on a step, each shown as a small sign. */
export type Sign = "condition" | "screen" | "approval" | "trigger" | "post";

export interface Box { id: string; name: string; category: string; first: boolean }
export interface Arrow { id: string; from: string; to: string; name: string; signs: readonly Sign[] }
export interface Picture { boxes: readonly Box[]; arrows: readonly Arrow[] }

type Step = Drawn["transitions"][number];

function signs(step: Step): Sign[] {
  const all: [Sign, boolean][] = [
    ["condition", Boolean(step.condition)],
    ["screen", (step.fields?.length ?? 0) > 0],
    ["approval", Boolean(step.approval)],
    ["trigger", Boolean(step.trigger)],
    ["post", (step.post_functions?.length ?? 0) > 0],
  ];
  return all.filter(([, has]) => has).map(([sign]) => sign);
}

/** The id of a step's arrow: its own, or its place while it has none. */
export const arrowId = (step: { uuid?: string | null }, place: number): string => step.uuid || `#${place}`;

/** What a step is called: by the status that it leads to, where it has no name. */
export function stepName(step: Pick<Step, "name" | "to">, statuses: Drawn["statuses"], language: Language): string {
  const own = step.name ? inLanguage(step.name, language) : "";
  if (own !== "") return own;
  const target = statuses.find((status) => status.key === step.to);
  return target ? inLanguage(target.name, language) : step.to;
}

/**
 * The boxes and arrows of a definition. Steps to or from a status that is not there are left out. While a key is typed there may be none,
 * or the same twice: such a box has an id that no key can be.
 */
export function picture(drawn: Drawn, language: Language): Picture {
  const known = new Set<string>();
  const boxes: Box[] = drawn.statuses.map((status, place) => ({ id: status.key === "" || known.has(status.key) ? `#${place}` : (known.add(status.key), status.key), name: inLanguage(status.name, language) || status.key, category: status.category, first: place === 0 }));
  const arrows: Arrow[] = [];
  drawn.transitions.forEach((step, place) => {
    if (!known.has(step.to) || (step.from !== ANY && !known.has(step.from))) return;
    const target = drawn.statuses.find((status) => status.key === step.to);
    const name = stepName(step, drawn.statuses, language);
    const says = target && name === (inLanguage(target.name, language) || target.key) ? "" : name;
    arrows.push({ id: arrowId(step, place), from: step.from === ANY ? ANY_BOX : step.from, to: step.to, name: says, signs: signs(step) });
  });
  if (arrows.some((arrow) => arrow.from === ANY_BOX)) boxes.push({ id: ANY_BOX, name: "", category: "", first: false });
  return { boxes, arrows };
}
