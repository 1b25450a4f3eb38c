/** How the statuses of a definition are changed, with the steps that hang on them. */
import { ANY, newId, type Definition, type Status } from "./definition";

/** A key that no status has: `status`, `status_2` … */
export function freeKey(definition: Definition, wanted: string): string {
  const base = wanted.toLowerCase().replace(/[^a-z0-9_]+/g, "_").replace(/^_+|_+$/g, "") || "status";
  const taken = new Set(definition.statuses.map((status) => status.key));
  for (let number = 1; ; number += 1) {
    const key = number === 1 ? base : `${base}_${number}`;
    if (!taken.has(key)) return key;
  }
}

/** With a new status at the end. */
export function addStatus(definition: Definition, name: Status["name"]): { definition: Definition; status: Status } {
  const status: Status = { key: freeKey(definition, name.en), uuid: newId(), name, category: "active" };
  return { definition: { ...definition, statuses: [...definition.statuses, status] }, status };
}

/** With a status changed; with another key, its steps follow. */
export function changeStatus(definition: Definition, uuid: string, patch: Partial<Omit<Status, "uuid">>): Definition {
  const was = definition.statuses.find((status) => status.uuid === uuid);
  if (was === undefined) return definition;
  const key = patch.key;
  const renamed = (end: string) => (key !== undefined && end === was.key ? key : end);
  // Where two have the key, for the moment of typing, it cannot be told whose the steps are.
  const unclear = key === undefined || key === was.key || definition.statuses.some((status) => status.uuid !== uuid && status.key === was.key);
  return {
    statuses: definition.statuses.map((status) => (status.uuid === uuid ? { ...status, ...patch } : status)),
    transitions: unclear ? definition.transitions : definition.transitions.map((one) => ({ ...one, from: one.from === ANY ? ANY : renamed(one.from), to: renamed(one.to) })),
  };
}

/** Without a status and the steps from and to it. */
export function removeStatus(definition: Definition, uuid: string): Definition {
  const gone = definition.statuses.find((status) => status.uuid === uuid);
  if (gone === undefined) return definition;
  return {
    statuses: definition.statuses.filter((status) => status.uuid !== uuid),
    transitions: definition.transitions.filter((one) => one.from !== gone.key && one.to !== gone.key),
  };
}

/** With a status one place earlier or later; the first is where new tickets start. */
export function moveStatus(definition: Definition, uuid: string, by: -1 | 1): Definition {
  const place = definition.statuses.findIndex((status) => status.uuid === uuid);
  const moved = definition.statuses[place];
  const target = place + by;
  if (moved === undefined || target < 0 || target >= definition.statuses.length) return definition;
  return { ...definition, statuses: definition.statuses.toSpliced(place, 1).toSpliced(target, 0, moved) };
}

/** With a status as the one that new tickets start in. */
export function makeFirst(definition: Definition, uuid: string): Definition {
  const first = definition.statuses.find((status) => status.uuid === uuid);
  if (first === undefined) return definition;
  return { ...definition, statuses: [first, ...definition.statuses.filter((status) => status.uuid !== uuid)] };
}
