/** Live events for screens; what they make stale is read again by itself (`api/live.ts`). */
import { useQueryClient } from "@tanstack/react-query";
import { createContext, use, useEffect, useEffectEvent, useState, useSyncExternalStore, type ReactNode } from "react";

import { answer, api } from "@/api/client";
import { Live, refresher, type LiveState } from "@/api/live";
import { useCan } from "@/api/rights";
import type { FeedEvent } from "@/api/types";

const LiveContext = createContext<Live | undefined>(undefined);

/** Follows the events while somebody is logged in who may see any. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const { enter } = useCan();
  const [live] = useState(() => new Live(
    () => answer(api.GET("/api/v1/notifications/unread")),
    () => void client.invalidateQueries(),
  ));
  useEffect(() => {
    if (!enter) return undefined;
    const quiet = live.listen(refresher(client));
    const stop = live.start();
    return () => {
      stop();
      quiet();
    };
  }, [live, client, enter]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function useStream(): Live {
  const live = use(LiveContext);
  if (live === undefined) throw new Error("useLive outside LiveProvider");
  return live;
}

/** Calls back for each step of any ticket that the reader may see, for a project or ticket when one is named. */
export function useLive(hear: (event: FeedEvent) => void, only: { ticket?: number; project?: string } = {}): void {
  const live = useStream();
  const heard = useEffectEvent((event: FeedEvent) => {
    if (only.ticket !== undefined && only.ticket !== event.ticketId) return;
    if (only.project !== undefined && only.project !== event.project) return;
    hear(event);
  });
  useEffect(() => live.listen((event) => heard(event)), [live]);
}

/** Whether events arrive. */
export function useLiveState(): LiveState {
  const live = useStream();
  return useSyncExternalStore(live.watch, () => live.state);
}
