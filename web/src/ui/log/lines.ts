/** From what a job told to the lines of its log. */
import type { JobEvent } from "@/api/types";

import { bare, pieces, type Piece, type Style } from "./ansi";

export interface Line {
  /** Unique and growing. */
  key: string;
  at: string;
  type: JobEvent["type"];
  /** Without colours: what is searched and copied. */
  text: string;
  /** With colours, where there are any. */
  pieces?: Piece[];
  /** Percent, where the event says how far the job is. */
  progress?: number | undefined;
}

/** What stays of a line over which a program wrote again and again, as progress bars do. */
function overwritten(line: string): string {
  const whole = line.endsWith("\r") ? line.slice(0, -1) : line;
  return whole.slice(whole.lastIndexOf("\r") + 1);
}

/** The lines of one event. The `done` of a job repeats its result, which stands beside the log. */
export function linesOf(event: JobEvent): Line[] {
  const message = event.message.endsWith("\n") ? event.message.slice(0, -1) : event.message;
  if (message === "" && event.progress === undefined) return [];
  let style: Style = {};
  return message.split("\n").map((raw, place) => {
    const line = overwritten(raw);
    const coloured = line.includes("\u001b") || Object.keys(style).length > 0;
    const read = coloured ? pieces(line, style) : undefined;
    style = read?.end ?? {};
    return { key: `${event.seq}.${place}`, at: event.at, type: event.type, text: bare(line), ...(read && { pieces: read.pieces }), progress: place === 0 ? event.progress : undefined };
  });
}

/** Which lines have the text, whatever the case. */
export function matching(lines: readonly Line[], text: string): number[] {
  const wanted = text.toLowerCase();
  if (wanted === "") return [];
  const found: number[] = [];
  lines.forEach((line, place) => { if (line.text.toLowerCase().includes(wanted)) found.push(place); });
  return found;
}

/** A piece cut where the text stands in it. */
export function cut(piece: Piece, text: string): (Piece & { hit: boolean })[] {
  const wanted = text.toLowerCase();
  const low = piece.text.toLowerCase();
  if (wanted === "" || low.length !== piece.text.length) return [{ ...piece, hit: false }];
  const parts: (Piece & { hit: boolean })[] = [];
  let from = 0;
  for (let at = low.indexOf(wanted); at !== -1; at = low.indexOf(wanted, from)) {
    if (at > from) parts.push({ ...piece, text: piece.text.slice(from, at), hit: false });
    parts.push({ ...piece, text: piece.text.slice(at, at + wanted.length), hit: true });
    from = at + wanted.length;
  }
  if (from < piece.text.length) parts.push({ ...piece, text: piece.text.slice(from), hit: false });
  return parts;
}

/** The whole log as a text file. */
export function asText(lines: readonly Line[]): string {
  return lines.map((line) => `${line.at}\t${line.type}\t${line.text}\n`).join("");
}
