/** Which rows of a long list are drawn: whole blocks of them, so that the page changes a few times a second while it scrolls and not at every frame. */
export const BLOCK = 8;
/** So many blocks out of sight are drawn on the side to which the list moves, and on the other. */
const AHEAD = 3;
const BEHIND = 1;

/** What is seen of the list, in pixels. */
export interface View { top: number; height: number; down: boolean }

/** Blocks from `first` on. Their number is the same wherever the list stands, so that those that go out come in again at the other end. */
export interface Blocks { first: number; count: number }

export function blocksFor({ top, height, down }: View, row: number, rows: number): Blocks {
  const tall = BLOCK * row;
  const all = Math.ceil(rows / BLOCK);
  const count = Math.min(all, Math.ceil(height / tall) + 1 + AHEAD + BEHIND);
  const first = Math.floor(top / tall) - (down ? BEHIND : AHEAD);
  return { first: Math.max(0, Math.min(first, all - count)), count };
}

/** The rows of the blocks, both included. */
export function rowsOf({ first, count }: Blocks, rows: number): { first: number; last: number } {
  return { first: first * BLOCK, last: Math.min(rows, (first + count) * BLOCK) - 1 };
}
