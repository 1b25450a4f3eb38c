/** Which columns a list shows, in which order and how wide. Columns belong to the view; widths to this device. */
export const COLUMNS = [
  "key", "title", "status", "priority", "assignee", "project", "type", "updated", "created", "due", "category", "tags", "creator", "watchers", "source",
  "playerId", "contact", "gameId", "env",
] as const;
export type ColumnName = (typeof COLUMNS)[number] | `fields.${string}`;

/** What a list shows that nobody has changed. */
export const USUAL: readonly ColumnName[] = ["key", "title", "status", "priority", "assignee", "updated"];

const WIDTHS: Partial<Record<ColumnName, number>> = { key: 96, title: 420, status: 132, priority: 92, assignee: 140, type: 110, updated: 120, created: 120, due: 120, tags: 180 };
export const LEAST = 64;
export const LARGEST = 900;

export interface Layout {
  columns: readonly ColumnName[];
  widths: Readonly<Partial<Record<string, number>>>;
}

const isColumn = (name: string): name is ColumnName => name.startsWith("fields.") || COLUMNS.some((one) => one === name);
const ALIASES: Record<string, ColumnName> = { dueAt: "due", updatedAt: "updated", createdAt: "created", id: "key", tag: "tags", watcher: "watchers" };

/** The columns that a view names, as far as this list can show them. */
export function columnsOf(names: readonly string[]): ColumnName[] {
  const known = names.map((name) => ALIASES[name] ?? name).filter(isColumn);
  return known.length === 0 ? [...USUAL] : [...new Set(known)];
}

export const widthOf = ({ widths }: Layout, name: ColumnName): number => widths[name] ?? WIDTHS[name] ?? 130;
/** The title takes what is left, until somebody gives it a width. */
const takesRest = ({ widths }: Layout, name: ColumnName) => name === "title" && widths[name] === undefined;
export const leastOf = (layout: Layout, name: ColumnName): number => (takesRest(layout, name) ? 260 : widthOf(layout, name));
/** The column as a track of CSS grid. */
export const trackOf = (layout: Layout, name: ColumnName): string => (takesRest(layout, name) ? "minmax(260px, 1000fr)" : `${widthOf(layout, name)}px`);
export const bounded = (width: number): number => Math.round(Math.max(LEAST, Math.min(LARGEST, width)));

/** The layout with the column `name` before the one that now stands at `place`. */
export function moved(layout: Layout, name: ColumnName, place: number): Layout {
  const from = layout.columns.indexOf(name);
  const rest = layout.columns.filter((one) => one !== name);
  const to = from !== -1 && from < place ? place - 1 : place;
  return { ...layout, columns: [...rest.slice(0, to), name, ...rest.slice(to)] };
}

const PREFIX = "gongdan.list.";

/** What this device keeps for a view; `fallback` are the view's own columns. */
export function keptLayout(view: string, fallback: readonly string[]): Layout {
  try {
    const kept = JSON.parse(localStorage.getItem(PREFIX + view) ?? "{}") as { columns?: unknown; widths?: unknown };
    const names = Array.isArray(kept.columns) ? kept.columns.filter((one): one is string => typeof one === "string") : fallback;
    const widths = Object.entries(typeof kept.widths === "object" && kept.widths !== null ? kept.widths : {}).filter((one): one is [string, number] => typeof one[1] === "number");
    return { columns: columnsOf(names), widths: Object.fromEntries(widths.map(([name, width]) => [name, bounded(width)])) };
  } catch {
    return { columns: columnsOf(fallback), widths: {} };
  }
}

export function keepLayout(view: string, layout: Layout): void {
  localStorage.setItem(PREFIX + view, JSON.stringify(layout));
}

/** Lets the view's own columns hold again. */
export function forgetColumns(view: string): void {
  const { widths } = keptLayout(view, []);
  localStorage.setItem(PREFIX + view, JSON.stringify({ widths }));
}
