/** What the columns of a board are, and which tickets stand in each. */
import type { Project, StatusOfType } from "@/api/types";
import { bothOf } from "@/ui/filter/clauses";
import { quoted } from "@/ui/filter/tokens";
import { categories, type Category } from "@/ui/tags";
import { inLanguage } from "@/ui/text";
import type { Language } from "@/i18n";

export interface BoardColumn {
  /** The status's key, or the category over several projects. */
  id: string;
  /** A status's name; a category is named by the page. */
  name: string | undefined;
  category: Category;
  /** Its tickets, in the filter language. */
  filter: string;
  /** Whether a ticket of this project, type and status stands in it. */
  has: (project: string, type: string, status: string) => boolean;
}

const toCategory = (word: string): Category => categories.find((one) => one === word) ?? "new";
const list = (field: string, values: readonly string[]) => (values.length === 1 ? `${field} = ${quoted(values[0] ?? "")}` : `${field} in (${values.map(quoted).join(", ")})`);

/** The statuses of one project, those of all its types (or of one), each key once, in the order of the workflow. */
function ofProject(all: readonly StatusOfType[], project: string, type: string | undefined, language: Language): BoardColumn[] {
  const meant = all.filter((one) => one.project === project && (type === undefined || one.type === type));
  const first = new Map<string, StatusOfType>();
  for (const one of meant) if (!first.has(one.key)) first.set(one.key, one);
  return [...first.values()].map((one) => ({
    id: one.key,
    name: inLanguage(one.name, language),
    category: toCategory(one.category),
    filter: list("status", [one.key]),
    has: (itsProject, _type, status) => itsProject === project && status === one.key,
  }));
}

/** Statuses of one category. A key that means another category elsewhere is said with its project and type. */
export function categoryFilter(all: readonly StatusOfType[], category: Category): string {
  const mine = all.filter((one) => toCategory(one.category) === category);
  const elsewhere = new Set(all.filter((one) => toCategory(one.category) !== category).map((one) => one.key));
  const clear = [...new Set(mine.map((one) => one.key))].filter((key) => !elsewhere.has(key));
  const parts = clear.length === 0 ? [] : [list("status", clear)];
  for (const one of mine.filter((status) => elsewhere.has(status.key))) {
    parts.push(`(project = ${quoted(one.project)} and type = ${quoted(one.type)} and status = ${quoted(one.key)})`);
  }
  return parts.join(" or ");
}

function ofCategories(all: readonly StatusOfType[]): BoardColumn[] {
  const used = categories.filter((category) => all.some((one) => toCategory(one.category) === category));
  return used.map((category) => {
    const keys = new Set(all.filter((one) => toCategory(one.category) === category).map((one) => `${one.project}/${one.type}/${one.key}`));
    return { id: category, name: undefined, category, filter: categoryFilter(all, category), has: (project, type, status) => keys.has(`${project}/${type}/${status}`) };
  });
}

/** The columns of a board of a project, or by category where there is none. */
export function columnsOf(all: readonly StatusOfType[], project: string | undefined, type: string | undefined, language: Language): BoardColumn[] {
  return project === undefined ? ofCategories(all) : ofProject(all, project, type, language);
}

/** What all tickets of the board must be like. */
export function boardFilter(project: string | undefined, type: string | undefined, filter: string): string {
  const place = [...(project === undefined ? [] : [`project = ${quoted(project)}`]), ...(type === undefined ? [] : [`type = ${quoted(type)}`])].join(" and ");
  return bothOf(place, filter);
}

/** The project that a board shows first: the one looked at last, else the first that is not archived. */
export function usualProject(projects: readonly Project[], last: string | null): string | undefined {
  const open = projects.filter((one) => !one.archived);
  return (open.find((one) => one.key === last) ?? open[0])?.key;
}
