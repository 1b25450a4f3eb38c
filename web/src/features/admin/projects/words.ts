/** A project's words on the other APIs as a table: a line for each thing, a cell for each API. */
import { ApiError } from "@/api/error";

import type { Word } from "../types";

export type Surface = Word["surface"];
export type Kind = Word["kind"];

export const surfaces: readonly Surface[] = ["traces", "incidents", "workflow"];
export const kinds: readonly Kind[] = ["status", "priority", "category", "access", "isp"];
/** Kinds whose keys anybody may add. */
export const isOpen = (kind: Kind): boolean => kind === "category" || kind === "isp";

export interface Cell { word: string; aliases: string[] }
export interface Line { key: string; cells: Record<Surface, Cell> }
export type Grid = Record<Kind, Line[]>;

const empty = (): Record<Surface, Cell> => ({ traces: { word: "", aliases: [] }, incidents: { word: "", aliases: [] }, workflow: { word: "", aliases: [] } });

/** A line without words. */
export const freshLine = (key = ""): Line => ({ key, cells: empty() });

/** Puts words into their cells; `known` are the keys that have a line in any case, in order. */
export function toGrid(words: readonly Word[], known: Partial<Record<Kind, readonly string[]>>): Grid {
  const grid: Grid = { status: [], priority: [], category: [], access: [], isp: [], role: [] };
  for (const kind of kinds) {
    const ofKind = words.filter((word) => word.kind === kind);
    const names = new Set([...(known[kind] ?? []), ...ofKind.map((word) => word.key)]);
    grid[kind] = [...names].map((key) => {
      const line = freshLine(key);
      for (const { surface, word, aliases } of ofKind.filter((one) => one.key === key)) line.cells[surface] = { word, aliases };
      return line;
    });
  }
  return grid;
}

/** Takes the words out of the table again, and where each of them stands in it. Cells without a word and alias are none. */
export function fromGrid(grid: Grid): { words: Word[]; places: string[] } {
  const words: Word[] = [];
  const places: string[] = [];
  for (const kind of kinds) {
    for (const surface of surfaces) {
      grid[kind].forEach(({ key, cells }, at) => {
        const { word, aliases } = cells[surface];
        if (word.trim() === "" && aliases.length === 0) return;
        words.push({ surface, kind, key, word, aliases });
        places.push(`${kind}[${at}]|${surface}`);
      });
    }
  }
  return { words, places };
}

/** The same refusal, with the names of the table's cells for the places in the list. */
export function inGrid(error: unknown, places: readonly string[]): unknown {
  if (!(error instanceof ApiError)) return error;
  const details = Object.entries(error.details).map(([field, why]): [string, string] => {
    const [, at, rest = ""] = /^items\[(\d+)\]\.(.+)$/.exec(field) ?? [];
    const [line, surface] = places[Number(at)]?.split("|") ?? [];
    if (line === undefined || surface === undefined) return [field, why];
    return [rest === "key" ? `${line}.key` : `${line}.cells.${surface}.${rest.replace(/\[\d+\]$/, "")}`, why];
  });
  return new ApiError(error.code, error.word, error.message, Object.fromEntries(details), error.requestId);
}

const statusWords: Record<Surface, Record<string, string>> = {
  traces: { new: "fresh", active: "accepted", paused: "delayed", resolved: "solved", closed: "solved", rejected: "canceled" },
  incidents: {
    new: "INCIDENT_STATUS_TRIGGERED", active: "INCIDENT_STATUS_ACKNOWLEDGED", paused: "INCIDENT_STATUS_PAUSED",
    resolved: "INCIDENT_STATUS_RESOLVED", closed: "INCIDENT_STATUS_COMPLETED", rejected: "INCIDENT_STATUS_REJECTED",
  },
  workflow: { new: "to_do", active: "in_progress", paused: "in_progress", resolved: "done", closed: "done", rejected: "done" },
};
const priorityWords: Record<Surface, Record<string, string>> = {
  traces: { critical: "highest", high: "assigned", medium: "mainline", low: "least" },
  incidents: { critical: "level_10", high: "level_20", medium: "level_30", low: "level_40" },
  workflow: {},
};

/** What stands in where there is no word: that of the status's category or the priority's rank, as the contracts have it; else the key. */
export function standIn(surface: Surface, kind: Kind, key: string, category = ""): string {
  if (kind === "status") return statusWords[surface][category] ?? key;
  if (kind === "priority") return priorityWords[surface][key] ?? key;
  return key;
}
