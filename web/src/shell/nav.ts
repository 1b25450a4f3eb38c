import { useQuery } from "@tanstack/react-query";

import { reaches, useMe } from "@/api/me";
import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { features } from "@/features";

import type { NavItem } from "./feature";

const all: readonly NavItem[] = features.filter((feature) => feature.routes.length > 0).flatMap((feature) => feature.nav ?? []);

/** The places that the reader may go to. */
export function useNav(): readonly NavItem[] {
  const me = useMe();
  return all.filter((item) => reaches(me.access, item.level));
}

/** How many notifications have not been read. */
export function useUnread(): number {
  const { data } = useQuery({
    queryKey: keys.unread,
    queryFn: ({ signal }) => answer(api.GET("/api/v1/notifications/unread", { signal })),
    refetchInterval: 120_000,
  });
  return data?.unread ?? 0;
}
