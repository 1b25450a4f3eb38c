import { useQuery } from "@tanstack/react-query";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { useCan } from "@/api/rights";
import { features } from "@/features";

import type { NavItem } from "./feature";

const all: readonly NavItem[] = features.filter((feature) => feature.routes.length > 0).flatMap((feature) => feature.nav ?? []);

/** The places that the reader may go to. */
export function useNav(): readonly NavItem[] {
  const can = useCan();
  return all.filter((item) => item.open(can));
}

/** How many notifications have not been read. */
export function useUnread(): number {
  const { enter } = useCan();
  const { data } = useQuery({
    queryKey: keys.unread,
    enabled: enter,
    queryFn: ({ signal }) => answer(api.GET("/api/v1/notifications/unread", { signal })),
    refetchInterval: 120_000,
  });
  return data?.unread ?? 0;
}
