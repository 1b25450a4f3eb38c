import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useMe } from "@/api/me";
import { peopleQuery } from "@/api/queries";
import { useCan } from "@/api/rights";
import { quoted } from "@/ui/filter/tokens";
import { priorities } from "@/ui/tags";

import type { Lane } from "./useCells";

export const laneKinds = ["none", "assignee", "priority"] as const;
export type LaneKind = (typeof laneKinds)[number];
export interface NamedLane extends Lane { name: string }

const one: NamedLane = { id: "", name: "", filter: "", has: () => true };

/** The lanes of a board, the most urgent or nearest first. */
export function useLanes(kind: LaneKind): readonly NamedLane[] {
  const { t } = useTranslation();
  const me = useMe();
  const { seePeople } = useCan();
  const { data: people } = useQuery({ ...peopleQuery(""), enabled: kind === "assignee" && seePeople });
  return useMemo(() => {
    if (kind === "priority") return [...priorities].reverse().map((word): NamedLane => ({ id: `priority:${word}`, name: t(`priority.${word}`), filter: `priority = ${word}`, has: (ticket) => ticket.priority === word }));
    if (kind === "none") return [one];
    const others = (people ?? []).filter((person) => person.username !== me.username && person.access !== "unregistered").map((person) => ({ username: person.username, name: person.nickname || person.username }));
    const all = [{ username: me.username, name: me.nickname || me.username }, { username: "", name: t("person.nobody") }, ...others];
    return all.map(({ username, name }): NamedLane => ({
      id: `assignee:${username}`, name, filter: username === "" ? "assignee is empty" : `assignee = ${quoted(username)}`, has: (ticket) => ticket.assignee === username,
    }));
  }, [kind, people, me, t]);
}
