/** Steps that differ only in where they start are one step to people, with several starts; the server keeps them one by one. */
import { ANY, newId, type Definition, type Transition } from "./definition";

export interface Step {
  /** The id of the first of its transitions. */
  readonly id: string;
  /** One for each start, in their order. */
  readonly members: readonly Transition[];
}

function alike(step: Transition): string {
  const { name, to, fields, condition, trigger, approval, post_functions: post } = step;
  return JSON.stringify([to, name, fields, condition, trigger, approval, post]);
}

/** The steps of a definition as people see them. */
export function steps(definition: Definition): Step[] {
  const found = new Map<string, Transition[]>();
  for (const transition of definition.transitions) {
    const key = alike(transition);
    // Twice the same start is two steps, which lint will tell of.
    const members = found.get(key);
    if (members === undefined || members.some((member) => member.from === transition.from)) found.set(members === undefined ? key : `${key}${transition.uuid}`, [transition]);
    else members.push(transition);
  }
  return [...found.values()].map((members) => ({ id: members[0]?.uuid ?? "", members }));
}

/** The step that a transition is of. */
export function stepOf(definition: Definition, uuid: string): Step | undefined {
  return steps(definition).find((step) => step.members.some((member) => member.uuid === uuid));
}

export type StepPatch = { readonly [K in keyof Omit<Transition, "uuid" | "from">]?: Transition[K] | undefined };

/** With these transitions changed. What is `undefined` in the patch is taken away. */
export function changeSteps(definition: Definition, uuids: readonly string[], patch: StepPatch): Definition {
  const changed = (one: Transition) => Object.fromEntries(Object.entries<unknown>({ ...one, ...patch }).filter(([, value]) => value !== undefined)) as unknown as Transition;
  return { ...definition, transitions: definition.transitions.map((one) => (uuids.includes(one.uuid) ? changed(one) : one)) };
}

/** With these transitions starting at other statuses: those of a start that stays keep their ids. Any status stands alone. */
export function setStarts(definition: Definition, uuids: readonly string[], starts: readonly string[]): Definition {
  const members = definition.transitions.filter((one) => uuids.includes(one.uuid));
  const model = members[0];
  if (model === undefined || starts.length === 0) return definition;
  const hadAny = members.some((one) => one.from === ANY);
  const chosen = starts.includes(ANY) ? (hadAny && starts.length > 1 ? starts.filter((start) => start !== ANY) : [ANY]) : starts;
  const left = members.filter((one) => !chosen.includes(one.from));
  const next = chosen.map((from) => {
    const kept = members.find((one) => one.from === from);
    if (kept !== undefined) return kept;
    const reused = left.shift();
    return { ...model, uuid: reused?.uuid ?? newId(), from };
  });
  const place = definition.transitions.indexOf(model);
  const others = definition.transitions.filter((one) => !uuids.includes(one.uuid));
  const before = definition.transitions.slice(0, place).filter((one) => !uuids.includes(one.uuid)).length;
  return { ...definition, transitions: others.toSpliced(before, 0, ...next) };
}

/** Without these transitions. */
export function removeSteps(definition: Definition, uuids: readonly string[]): Definition {
  return { ...definition, transitions: definition.transitions.filter((one) => !uuids.includes(one.uuid)) };
}

/** With a new step, which asks for nothing and does nothing more. */
export function addStep(definition: Definition, from: string, to: string): { definition: Definition; uuid: string } {
  const uuid = newId();
  const highest = Math.max(0, ...definition.transitions.map((one) => one.position ?? 0));
  const step: Transition = { uuid, name: { zh: "", en: "" }, from, to, ...(highest > 0 && { position: highest + 1 }), fields: [] };
  return { definition: { ...definition, transitions: [...definition.transitions, step] }, uuid };
}

/** With a step offered earlier or later than its neighbour. */
export function moveStep(definition: Definition, id: string, by: -1 | 1): Definition {
  const all = steps(definition);
  const place = all.findIndex((step) => step.id === id);
  const moved = all[place];
  const target = place + by;
  if (moved === undefined || target < 0 || target >= all.length) return definition;
  const order = all.toSpliced(place, 1).toSpliced(target, 0, moved).flatMap((step) => step.members);
  const numbered = definition.transitions.some((one) => one.position !== undefined);
  return { ...definition, transitions: numbered ? order.map((one, index) => ({ ...one, position: (index + 1) * 10 })) : order };
}

/** A copy of a step, which begins as its own. */
export function copyStep(definition: Definition, uuids: readonly string[], mark: string): { definition: Definition; uuid: string } {
  const copies = definition.transitions.filter((one) => uuids.includes(one.uuid)).map((one) => ({ ...one, uuid: newId(), name: { zh: one.name.zh && `${one.name.zh}${mark}`, en: one.name.en && `${one.name.en}${mark}` } }));
  return { definition: { ...definition, transitions: [...definition.transitions, ...copies] }, uuid: copies[0]?.uuid ?? "" };
}
