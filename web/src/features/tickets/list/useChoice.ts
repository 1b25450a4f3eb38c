import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { PAGE, pageQuery, type Asked, type RowPage } from "@/api/ticket-pages";
import { useSay } from "@/ui/say";

import { extended, none, toggled, type Selection } from "./selection";
import type { Pages } from "./usePages";

/** So many rows can be chosen one by one, as the server takes them at once. */
export const MOST_CHOSEN = 10_000;

export interface Choice {
  /** The keys of the chosen tickets, by their ids. */
  chosen: ReadonlyMap<number, string>;
  choose: (index: number, mode: "one" | "through") => void;
  /** Chooses all rows of the list, as far as they can be taken at once; or lets them go. */
  chooseAll: () => void;
  clear: () => void;
}

/** Which rows are chosen. Rows in between that have not been looked at yet are fetched. */
export function useChoice(asked: Asked, pages: Pages, count: number): Choice {
  const client = useQueryClient();
  const say = useSay();
  const [selection, setSelection] = useState<Selection>(none);
  const through = async (before: Selection, index: number) => {
    const from = Math.min(before.anchor ?? index, index);
    const to = Math.min(Math.max(before.anchor ?? index, index), from + MOST_CHOSEN - 1);
    const found = new Map<number, RowPage>();
    for (let page = Math.floor(from / PAGE); page <= Math.floor(to / PAGE); page += 1) found.set(page, await client.query({ ...pageQuery(client, asked, page), staleTime: "static" }));
    const end = (before.anchor ?? index) <= index ? to : from;
    setSelection(extended({ chosen: before.chosen, anchor: (before.anchor ?? index) <= index ? from : to }, end, (at) => found.get(Math.floor(at / PAGE))?.rows[at % PAGE]));
  };
  return {
    chosen: selection.chosen,
    choose: (index, mode) => {
      const row = pages.rowAt(index);
      if (mode === "one" && row !== undefined) setSelection((before) => toggled(before, row, index));
      if (mode === "through") through(selection, index).catch((error: unknown) => say.error(error));
    },
    chooseAll: () => {
      if (selection.chosen.size > 0) setSelection(none);
      else if (count > 0) through({ ...none, anchor: 0 }, Math.min(count, MOST_CHOSEN) - 1).catch((error: unknown) => say.error(error));
    },
    clear: () => setSelection(none),
  };
}
