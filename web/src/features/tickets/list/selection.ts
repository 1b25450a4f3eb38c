/** Which rows are chosen, by the ids of their tickets with their keys: they stay chosen while the list moves. */
export interface Selection {
  chosen: ReadonlyMap<number, string>;
  /** Where a choice of many begins: the row chosen last by itself. */
  anchor: number | undefined;
}

export interface Chosen { id: number; key: string }

export const none: Selection = { chosen: new Map(), anchor: undefined };

/** Chooses a row, or lets it go. */
export function toggled({ chosen }: Selection, { id, key }: Chosen, index: number): Selection {
  const next = new Map(chosen);
  if (!next.delete(id)) next.set(id, key);
  return { chosen: next, anchor: index };
}

/** Chooses all rows from the anchor to `index`, beside those that are chosen. `rowAt` knows the rows that are there. */
export function extended({ chosen, anchor }: Selection, index: number, rowAt: (index: number) => Chosen | undefined): Selection {
  const from = anchor ?? index;
  const next = new Map(chosen);
  for (let at = Math.min(from, index); at <= Math.max(from, index); at += 1) {
    const row = rowAt(at);
    if (row !== undefined) next.set(row.id, row.key);
  }
  return { chosen: next, anchor: from };
}
