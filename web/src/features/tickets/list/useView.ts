import { useEffect, useEffectEvent, useState, type RefObject } from "react";
import { flushSync } from "react-dom";

import { blocksFor, type Blocks, type View } from "./blocks";

interface Seen extends Blocks {
  down: boolean;
  /** To be called when the list has scrolled. */
  follow: () => void;
}

/** Which blocks of rows are to be drawn of the list in `scroller`, which begins at `top`. `row` is the height of one. */
export function useView(scroller: RefObject<HTMLElement | null>, row: number, rows: number, top: number): Seen {
  const [view, setView] = useState<View>({ top, height: window.innerHeight, down: true });
  const blocks = blocksFor(view, row, rows);
  const look = (): View | undefined => {
    const box = scroller.current;
    if (box === null) return undefined;
    const { scrollTop, clientHeight } = box;
    const next = { top: scrollTop, height: clientHeight, down: scrollTop === view.top ? view.down : scrollTop > view.top };
    const then = blocksFor(next, row, rows);
    return then.first === blocks.first && then.count === blocks.count ? undefined : next;
  };
  const settle = useEffectEvent(() => {
    const next = look();
    if (next !== undefined) setView(next);
  });
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    const watch = new ResizeObserver(() => settle());
    watch.observe(box);
    return () => watch.disconnect();
  }, [scroller]);
  return {
    ...blocks,
    down: view.down,
    follow: () => {
      const next = look();
      // In this frame: a frame later the list would be seen empty after a long way.
      if (next !== undefined) flushSync(() => setView(next));
    },
  };
}
