/** Conditions and triggers as trees: read from and written to the server's form, and every way of changing them. */
import type { JsonObject } from "./definition";

export const joins = ["must", "should", "must_not"] as const;
export type Join = (typeof joins)[number];
/** The most operators inside each other, the root counted; the server's limit. */
export const MOST_LEVELS = 5;

export interface Branch { readonly join: Join; readonly parts: readonly Node[] }
export interface Leaf { readonly word: string; readonly body: JsonObject }
export type Node = Branch | Leaf;
/** The way from the root: the place among the parts, at each level. */
export type Path = readonly number[];

export const isBranch = (node: Node): node is Branch => "join" in node;
const isJoin = (word: string): word is Join => joins.some((join) => join === word);

function readNode(json: unknown): Node {
  const [entry] = Object.entries(typeof json === "object" && json !== null ? (json as Record<string, unknown>) : {});
  const [word, body] = entry ?? ["", {}];
  if (isJoin(word)) return { join: word, parts: Array.isArray(body) ? body.map(readNode) : [] };
  return { word, body: typeof body === "object" && body !== null ? (body as JsonObject) : {} };
}

/** The tree of a condition or trigger; nothing where there is none or it is not one. */
export function readTree(json: JsonObject | undefined): Branch | undefined {
  if (json === undefined) return undefined;
  const node = readNode(json);
  return isBranch(node) ? node : undefined;
}

/** A tree in the server's form. */
export function writeTree(node: Node): JsonObject {
  return isBranch(node) ? { [node.join]: node.parts.map(writeTree) } : { [node.word]: node.body };
}

/** What stands at a path. */
export function at(tree: Branch, path: Path): Node | undefined {
  let node: Node | undefined = tree;
  for (const place of path) node = node !== undefined && isBranch(node) ? node.parts[place] : undefined;
  return node;
}

/** With the parts of the branch at `path` replaced by what `change` makes of them. */
function withParts(tree: Branch, path: Path, change: (parts: readonly Node[]) => readonly Node[]): Branch {
  const [place, ...rest] = path;
  if (place === undefined) return { ...tree, parts: change(tree.parts) };
  return { ...tree, parts: tree.parts.map((part, index) => (index === place && isBranch(part) ? withParts(part, rest, change) : part)) };
}

const parent = (path: Path): Path => path.slice(0, -1);
const last = (path: Path): number => path.at(-1) ?? 0;

/** With another node at `path`, which is not the root's. */
export function replace(tree: Branch, path: Path, node: Node): Branch {
  if (path.length === 0) return isBranch(node) ? node : tree;
  return withParts(tree, parent(path), (parts) => parts.map((part, index) => (index === last(path) ? node : part)));
}

/** With a node put into the branch at `path`, at `place` or at its end. */
export function insert(tree: Branch, path: Path, node: Node, place?: number): Branch {
  return withParts(tree, path, (parts) => parts.toSpliced(place ?? parts.length, 0, node));
}

/** Without what stands at `path`, nor branches that are empty then. Nothing, where nothing is left. */
export function remove(tree: Branch, path: Path): Branch | undefined {
  if (path.length === 0) return undefined;
  const next = withParts(tree, parent(path), (parts) => parts.toSpliced(last(path), 1));
  const above = at(next, parent(path));
  return above !== undefined && isBranch(above) && above.parts.length === 0 ? remove(next, parent(path)) : next;
}

/** With how the branch at `path` joins its parts changed. */
export function setJoin(tree: Branch, path: Path, join: Join): Branch {
  const node = at(tree, path);
  return node !== undefined && isBranch(node) ? replace(tree, path, { ...node, join }) : tree;
}

/** Moved up or down among its neighbours; as it was at the ends. */
export function shift(tree: Branch, path: Path, by: -1 | 1): { tree: Branch; path: Path } {
  const above = at(tree, parent(path));
  const target = last(path) + by;
  const node = at(tree, path);
  if (path.length === 0 || node === undefined || above === undefined || !isBranch(above) || target < 0 || target >= above.parts.length) return { tree, path };
  const next = withParts(tree, parent(path), (parts) => parts.toSpliced(last(path), 1).toSpliced(target, 0, node));
  return { tree: next, path: [...parent(path), target] };
}

/** Put into a branch of its own. The whole tree may be, too. */
export function wrap(tree: Branch, path: Path, join: Join): Branch {
  const node = at(tree, path);
  if (node === undefined) return tree;
  return path.length === 0 ? { join, parts: [tree] } : replace(tree, path, { join, parts: [node] });
}

/** Taken out of its branch, to stand behind that; a branch left empty goes. At the top it stays. */
export function lift(tree: Branch, path: Path): { tree: Branch; path: Path } {
  const node = at(tree, path);
  if (path.length < 2 || node === undefined) return { tree, path };
  const above = parent(path);
  const target: Path = [...parent(above), last(above) + 1];
  const added = insert(tree, parent(above), node, last(target));
  const was = at(tree, above);
  const alone = was !== undefined && isBranch(was) && was.parts.length === 1;
  const next = remove(added, path) ?? tree;
  return { tree: next, path: alone ? above : target };
}

/** A branch replaced by its parts. The root only, where its one part is a branch. */
export function unwrap(tree: Branch, path: Path): Branch {
  const node = at(tree, path);
  if (node === undefined || !isBranch(node)) return tree;
  if (path.length === 0) {
    const [only, ...others] = node.parts;
    return only !== undefined && others.length === 0 && isBranch(only) ? only : tree;
  }
  return withParts(tree, parent(path), (parts) => parts.toSpliced(last(path), 1, ...node.parts));
}

/** How many operators stand inside each other at most. */
export function levels(node: Node): number {
  return isBranch(node) ? 1 + Math.max(0, ...node.parts.map(levels)) : 0;
}

/** How many leaves there are. */
export function leafCount(node: Node): number {
  return isBranch(node) ? node.parts.reduce((sum, part) => sum + leafCount(part), 0) : 1;
}

/** Every node from top to bottom as it is shown, with its path. */
export function rows(tree: Branch, path: Path = []): { node: Node; path: Path }[] {
  return [{ node: tree, path }, ...tree.parts.flatMap((part, place) => (isBranch(part) ? rows(part, [...path, place]) : [{ node: part, path: [...path, place] }]))];
}

/** A path as the server writes it behind `condition` or `trigger`: `must[0].should[1].field_equals`. */
export function written(tree: Branch, path: Path): string {
  const parts: string[] = [];
  let node: Node | undefined = tree;
  for (const place of path) {
    if (node === undefined || !isBranch(node)) break;
    parts.push(`${node.join}[${place}]`);
    node = node.parts[place];
  }
  if (node !== undefined) parts.push(isBranch(node) ? node.join : node.word);
  return parts.join(".");
}
