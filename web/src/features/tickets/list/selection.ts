/** Which rows are chosen, by the ids of their tickets: they stay chosen while the list moves. */
export interface Selection {
  ids: ReadonlySet<number>;
  /** Where a choice of many begins: the row chosen last by itself. */
  anchor: number | undefined;
}

export const none: Selection = { ids: new Set(), anchor: undefined };

/** Chooses a row, or lets it go. */
export function toggled({ ids }: Selection, id: number, index: number): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: index };
}

/** Chooses all rows from the anchor to `index`, beside those that are chosen. `idAt` knows the rows that are there. */
export function extended({ ids, anchor }: Selection, index: number, idAt: (index: number) => number | undefined): Selection {
  const from = anchor ?? index;
  const next = new Set(ids);
  for (let at = Math.min(from, index); at <= Math.max(from, index); at += 1) {
    const id = idAt(at);
    if (id !== undefined) next.add(id);
  }
  return { ids: next, anchor: from };
}
