import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useMe } from "@/api/me";
import { peopleQuery, projectsQuery, statusesQuery } from "@/api/queries";
import { useCan } from "@/api/rights";
import type { StatusOfType } from "@/api/types";
import { Avatar, usePersonName } from "@/ui/Person";
import { PersonOption } from "@/ui/PersonOption";
import { priorities, PriorityTag, StatusWord } from "@/ui/tags";
import { inLanguage, useLanguage } from "@/ui/text";
import { usePause } from "@/ui/usePause";

import { Chip, type ChipOption } from "./Chip";
import { canChip, choose, chooseUpdated, chosen, chosenUpdated, EMPTY, ME, type ListFacet } from "./facets";
import styles from "./filter.module.css";

const UPDATED = [["today", ">= today"], ["day", "> -24h"], ["week", "> -7d"], ["month", "> -30d"], ["notWeek", "< -7d"], ["notMonth", "< -30d"]] as const;

interface Props {
  filter: string;
  onChange: (filter: string) => void;
  /** Which chips; all by default. */
  only?: readonly (ListFacet | "updated")[];
}

function usePeople(text: string): ChipOption[] {
  const { t } = useTranslation();
  const me = useMe();
  const can = useCan();
  const { data = [] } = useQuery({ ...peopleQuery(text), enabled: can.seePeople });
  const others = data.filter((one) => one.username !== me.username);
  return [
    { value: ME, name: t("filter.me"), node: <><Avatar username={me.username} name={me.nickname || me.username} />{t("filter.me")}</> },
    { value: EMPTY, name: t("person.nobody") },
    ...others.map((one) => ({ value: one.username, name: one.nickname || one.username, node: <PersonOption person={one} /> })),
  ];
}

/** The statuses of the projects and types that are chosen, each key once. */
function ofStatuses(all: readonly StatusOfType[], projects: readonly string[], types: readonly string[]): StatusOfType[] {
  const meant = all.filter((one) => (projects.length === 0 || projects.includes(one.project)) && (types.length === 0 || types.includes(one.type)));
  return [...new Map(meant.map((one) => [one.key, one])).values()];
}

/** The common conditions of a filter over tickets as chips. They read and write its text, and leave the rest of it as it stands. */
export function FacetChips({ filter, onChange, only }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  const nameOf = usePersonName();
  const [text, setText] = useState("");
  const people = usePeople(usePause(text));
  const { data: projects = [], isLoading: awaitsProjects } = useQuery(projectsQuery);
  const { data: statuses = [], isLoading: awaitsStatuses } = useQuery(statusesQuery);
  const usable = canChip(filter);
  const projectsChosen = chosen(filter, "project");
  const types = new Map(projects.filter((one) => projectsChosen.length === 0 || projectsChosen.includes(one.key)).flatMap((one) => one.types).map((one) => [one.key, one]));
  const options: Record<ListFacet, ChipOption[]> = {
    project: projects.filter((one) => !one.archived).map((one) => ({ value: one.key, name: one.name })),
    type: [...types.values()].map((one) => ({ value: one.key, name: inLanguage(one.name, language) })),
    status: ofStatuses(statuses, projectsChosen, chosen(filter, "type")).map((one) => ({ value: one.key, name: inLanguage(one.name, language), node: <StatusWord category={one.category}>{inLanguage(one.name, language)}</StatusWord> })),
    priority: [...priorities].reverse().map((one) => ({ value: one, name: t(`priority.${one}`), node: <PriorityTag priority={one} /> })),
    assignee: [...people, ...chosen(filter, "assignee").filter((one) => !people.some((other) => other.value === one)).map((one) => ({ value: one, name: nameOf(one) }))],
  };
  const since = chosenUpdated(filter);
  const order = (["project", "type", "status", "assignee", "priority", "updated"] as const).filter((facet) => only?.includes(facet) ?? true);
  return (
    <div className={styles.chips}>
      {order.map((facet) => facet === "updated"
        ? <Chip key={facet} mode="one" title={t("filter.field.updated")} disabled={!usable} chosen={since === "" ? [] : [since]} options={UPDATED.map(([word, value]) => ({ value, name: t(`filter.updated.${word}`) }))} onChange={([value = ""]) => onChange(chooseUpdated(filter, value))} />
        : <Chip key={facet} title={t(`filter.field.${facet}`)} disabled={!usable} chosen={chosen(filter, facet)} options={options[facet]} awaits={facet === "status" ? awaitsStatuses : awaitsProjects} onChange={(values) => onChange(choose(filter, facet, values))} {...(facet === "assignee" && { onSearch: setText })} />)}
    </div>
  );
}
