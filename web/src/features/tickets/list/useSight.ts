/** The rows in sight. Server state stays in the query store: a page is one entry, and far ones are let go. */
import { useQueries, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useRef, useState } from "react";

import { keys } from "@/api/keys";
import { PAGE, pageQuery, type Asked, type Row, type RowPage } from "@/api/ticket-pages";

import { countOf, isFar, loaded, pagesToward, type Stretch } from "./rows";

/** Milliseconds without a leap after which the list is where somebody wants it: what is flown over is not fetched. */
const REST = 120;

/** The pages to be there: at once where the list goes on from page to page or has leapt once, and after the last leap while it is dragged along. */
function useSettled(pages: readonly number[]): readonly number[] {
  const [settled, setSettled] = useState(pages);
  const leapt = useRef(0);
  const settle = useEffectEvent(() => setSettled(pages));
  const wait = useEffectEvent(() => {
    if (pages.some((page) => settled.includes(page))) return 0;
    const now = performance.now();
    const alone = now - leapt.current > REST;
    leapt.current = now;
    return alone ? 0 : REST;
  });
  const name = pages.join();
  const same = name === settled.join();
  useEffect(() => {
    if (same) return undefined;
    const timer = setTimeout(() => settle(), wait());
    return () => clearTimeout(timer);
  }, [name, same]);
  return settled;
}

/** The rows of a stretch of the list, as far as they have come. Their pages and the next one in the direction of the way are fetched. */
export function useSight(asked: Asked, stretch: Stretch, onCount: (count: number) => void): (index: number) => Row | undefined {
  const client = useQueryClient();
  const sight = useSettled(pagesToward(stretch));
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
