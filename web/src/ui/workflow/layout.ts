/** Where boxes and arrows are drawn: ranks from top to bottom, laid out anew each time, since definitions keep no places. */
import { Graph, layout as dagre } from "@dagrejs/dagre";

import { ANY_BOX, type Arrow, type Box, type Picture } from "./graph";

export interface Point { x: number; y: number }
export interface PlacedBox extends Box, Point { width: number; height: number }
export interface PlacedArrow extends Arrow { points: readonly Point[]; label: Point; labelWidth: number }
export interface Layout { boxes: readonly PlacedBox[]; arrows: readonly PlacedArrow[] }

const HEIGHT = 44;
/** What is left free around the whole: below it the buttons stand. */
export const AROUND = { top: "12px", right: "14px", bottom: "46px", left: "14px" } as const;

/** About how wide a text is drawn, in pixels, at 12.5 pixels a letter's height. */
export function textWidth(text: string): number {
  let width = 0;
  for (const letter of text) width += /[\u2e80-\uffef]/.test(letter) ? 13 : 7;
  return width;
}

const boxWidth = (box: Box) => (box.id === ANY_BOX ? 104 : Math.min(240, Math.max(128, textWidth(box.name) + 64)));
const labelWidth = (arrow: Arrow) => (arrow.name === "" && arrow.signs.length === 0 ? 0 : Math.min(220, textWidth(arrow.name) + 20 + arrow.signs.length * 16));

/** Places everything. */
export function layout(picture: Picture): Layout {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 56, edgesep: 18, ranksep: 46, marginx: 24, marginy: 24 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const box of picture.boxes) graph.setNode(box.id, { width: boxWidth(box), height: HEIGHT });
  for (const arrow of picture.arrows) {
    const width = labelWidth(arrow);
    graph.setEdge(arrow.from, arrow.to, { width, height: width === 0 ? 0 : 22, labelpos: "c" }, arrow.id);
  }
  dagre(graph);
  return {
    boxes: picture.boxes.map((box) => {
      const { x, y, width, height } = graph.node(box.id) as Point & { width: number; height: number };
      return { ...box, x: x - width / 2, y: y - height / 2, width, height };
    }),
    arrows: picture.arrows.map((arrow) => {
      const drawn = graph.edge({ v: arrow.from, w: arrow.to, name: arrow.id }) as { points: Point[] } & Partial<Point>;
      const middle = drawn.points[Math.floor(drawn.points.length / 2)] ?? { x: 0, y: 0 };
      const inner = drawn.points.slice(1, -1);
      const ends = [graph.node(arrow.from), graph.node(arrow.to)] as (Point & { width: number; height: number })[];
      const [from, to] = ends;
      const points = from === undefined || to === undefined ? drawn.points : arrow.from === arrow.to ? besides(from) : [side(from, inner[0] ?? to), ...inner, side(to, inner.at(-1) ?? from)];
      return { ...arrow, points, label: { x: drawn.x ?? middle.x, y: drawn.y ?? middle.y }, labelWidth: labelWidth(arrow) };
    }),
  };
}

/** A smooth line through points, as the path of an SVG: it leaves and comes to each point upright. */
export function curve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  let before = first;
  let path = `M${first.x},${first.y}`;
  for (const point of rest) {
    const middle = (before.y + point.y) / 2;
    path += ` C${before.x},${middle} ${point.x},${middle} ${point.x},${point.y}`;
    before = point;
  }
  return path;
}

/** Where a line that goes on to `next` leaves a box: at its upper or lower side, not too near a corner. */
export function side(box: Point & { width: number; height: number }, next: Point): Point {
  const room = box.width / 2 - 16;
  const below = next.y > box.y;
  return { x: box.x + Math.max(-room, Math.min(room, next.x - box.x)), y: box.y + (below ? box.height / 2 : -box.height / 2) };
}

/** Where the line of a step in place begins and ends: at the right side of its box. */
function besides(box: Point & { width: number; height: number }): Point[] {
  const x = box.x + box.width / 2;
  return [{ x, y: box.y - 8 }, { x, y: box.y + 8 }];
}

/** The line of a step in place, by way of its label. */
export function loop([start, end]: readonly Point[], label: Point): string {
  if (start === undefined || end === undefined) return "";
  const far = start.x + (label.x - start.x) / 0.75;
  return `M${start.x},${start.y} C${far},${start.y - 18} ${far},${end.y + 18} ${end.x},${end.y}`;
}
