import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { useMe } from "@/api/me";
import { useNames } from "@/api/names";
import { peopleQuery } from "@/api/queries";
import { useCan } from "@/api/rights";
import { quoted } from "@/ui/filter/tokens";
import { priorities } from "@/ui/tags";

import type { Lane } from "./useCells";

export const laneKinds = ["none", "assignee", "priority"] as const;
export type LaneKind = (typeof laneKinds)[number];
export interface NamedLane extends Lane { name: string }

/** How long the names of all who have a lane may be in a filter, which takes 4,000 characters in all. */
const ROOM = 2_000;

const one: NamedLane = { id: "", name: "", filter: "", has: () => true, says: {} };

/** The first of these whose names have room in a filter, each once. */
export function withRoom(usernames: readonly string[], room = ROOM): string[] {
  let left = room;
  return [...new Set(usernames)].filter((username) => {
    left -= quoted(username).length + 2;
    return left >= 0;
  });
}

/** Those who have most of what is open on the board. Not kept up to date: lanes are not to change places under somebody's hand. */
const busyQuery = (base: string) => ({
  queryKey: keys.lanes(base),
  queryFn: async ({ signal }: { signal: AbortSignal }) => (await answer(api.GET("/api/v1/stats/load", { params: { query: base === "" ? {} : { filter: base } }, signal }))).items.map((item) => item.assignee),
  staleTime: Infinity,
});

/** A lane for everybody who has most of what is open, then for who else may be given a ticket, and one for the tickets of all others. */
function usePeopleLanes(base: string, enabled: boolean): readonly NamedLane[] {
  const { t } = useTranslation(["common", "board"]);
  const me = useMe();
  const { seePeople } = useCan();
  const nameOf = useNames();
  const people = useQuery({ ...peopleQuery(""), enabled: enabled && seePeople });
  const busy = useQuery({ ...busyQuery(base), enabled });
  return useMemo(() => {
    if (!enabled || busy.isPending || (seePeople && people.isPending)) return [];
    const colleagues = (people.data ?? []).filter((person) => person.access !== "unregistered");
    const names = new Map([...colleagues, me].map((person) => [person.username, person.nickname || person.username]));
    const named = withRoom([me.username, ...(busy.data ?? []), ...colleagues.map((person) => person.username)]);
    const of = (username: string, name: string): NamedLane => ({
      id: `assignee:${username}`, name, filter: username === "" ? "assignee is empty" : `assignee = ${quoted(username)}`, has: (ticket) => ticket.assignee === username, says: { assignee: username },
    });
    const [mine, ...others] = named.map((username) => of(username, names.get(username) ?? nameOf(username) ?? username));
    const all = new Set(named);
    const rest: NamedLane = {
      id: "others", name: t("board:lane.others"), filter: `assignee is not empty and assignee not in (${named.map(quoted).join(", ")})`, has: (ticket) => ticket.assignee !== "" && !all.has(ticket.assignee), says: undefined,
    };
    return [...(mine ? [mine] : []), of("", t("person.nobody")), ...others, rest];
  }, [enabled, busy.isPending, busy.data, people.isPending, people.data, seePeople, me, nameOf, t]);
}

/** The lanes of a board, the most urgent or nearest first; none until it is known which there are. `base` is what all its tickets are like. */
export function useLanes(kind: LaneKind, base: string): readonly NamedLane[] {
  const { t } = useTranslation();
  const people = usePeopleLanes(base, kind === "assignee");
  return useMemo(() => {
    if (kind === "none") return [one];
    if (kind === "assignee") return people;
    return [...priorities].reverse().map((word): NamedLane => ({ id: `priority:${word}`, name: t(`priority.${word}`), filter: `priority = ${word}`, has: (ticket) => ticket.priority === word, says: { priority: word } }));
  }, [kind, people, t]);
}
