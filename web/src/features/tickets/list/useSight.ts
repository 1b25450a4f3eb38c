/** The rows in sight. Server state stays in the query store: a page is one entry, and far ones are let go. */
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";

import { keys } from "@/api/keys";
import { PAGE, pageQuery, type Asked, type Row, type RowPage } from "@/api/ticket-pages";

import { countOf, isFar, loaded, pagesToward, type Stretch } from "./rows";

/** Pages are asked for so often at most, in milliseconds: what somebody flies over is not fetched. */
const PACE = 120;

/** Tells what is in sight, at once after a pause and else at a steady pace. */
function usePaced(pages: readonly number[]): readonly number[] {
  const [paced, setPaced] = useState(pages);
  const told = useRef(0);
  const tell = useEffectEvent(() => {
    told.current = performance.now();
    setPaced(pages);
  });
  const same = pages.join() === paced.join();
  const name = pages.join();
  useEffect(() => {
    if (same) return undefined;
    const timer = setTimeout(() => tell(), Math.max(0, told.current + PACE - performance.now()));
    return () => clearTimeout(timer);
  }, [name, same]);
  return paced;
}

/** The rows of a stretch of the list, as far as they have come. Their pages and the next one in the direction of the way are fetched. */
export function useSight(asked: Asked, stretch: Stretch, onCount: (count: number) => void): (index: number) => Row | undefined {
  const client = useQueryClient();
  const sight = usePaced(pagesToward(stretch));
  useQueries({ queries: sight.map((page) => ({ ...pageQuery(client, asked, page), notifyOnChangeProps: ["data"] as const })) });
  // Also pages that were there before, and are not yet asked for again.
  const here = new Map<number, RowPage>();
  for (let page = Math.floor(stretch.first / PAGE); page <= Math.floor(stretch.last / PAGE); page += 1) {
    const found = client.getQueryData<RowPage>(keys.ticketPage(asked, page));
    if (found !== undefined) here.set(page, found);
  }
  const begin = client.getQueryData<RowPage>(keys.ticketPage(asked, 0));
  const count = countOf(begin === undefined ? here : new Map([...here, [0, begin]]));
  const counted = useEffectEvent(() => {
    if (here.size > 0) onCount(count);
  });
  useEffect(() => counted(), [count]);
  useEffect(() => {
    for (const page of loaded(client, asked).keys()) {
      if (page !== 0 && isFar(page, sight)) client.removeQueries({ queryKey: keys.ticketPage(asked, page), type: "inactive" });
    }
  }, [client, asked, sight]);
  return (index) => here.get(Math.floor(index / PAGE))?.rows[index % PAGE];
}
