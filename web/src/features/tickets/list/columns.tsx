/** What stands in each column. Cells are plain: names, words and times are looked up once for the whole table, not by each cell. */
import { useQuery } from "@tanstack/react-query";
import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { customFieldsQuery, projectsQuery, statusesQuery } from "@/api/queries";
import type { Row } from "@/api/ticket-pages";
import { Awaited } from "@/ui/Awaited";
import { Avatar, usePersonName } from "@/ui/Person";
import { AwaitedStatus, priorities, PriorityWord, StatusWord } from "@/ui/tags";
import { inLanguage, useLanguage } from "@/ui/text";
import { ticketPath } from "@/ui/TicketLink";
import { exact, relative } from "@/ui/time";
import { useNow } from "@/ui/Time";

import type { Sort } from "./address";
import styles from "./Grid.module.css";
import { COLUMNS, type ColumnName } from "./layout";

export interface Column {
  name: ColumnName;
  title: string;
  /** By what the list is put in order when the head is pressed. */
  sort?: Sort;
  cell: (row: Row) => ReactNode;
}

const SORTED: Partial<Record<ColumnName, Sort>> = { key: "id", updated: "updatedAt", created: "createdAt", due: "dueAt", priority: "priority" };

function text(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return value.map(text).join(", ");
  if (typeof value === "boolean") return value ? "✓" : "✗";
  return typeof value === "string" || typeof value === "number" ? String(value) : JSON.stringify(value);
}

/** What a status, a project and a type are called. */
function useNames() {
  const language = useLanguage();
  const { data: statuses, isLoading: awaitsStatuses } = useQuery(statusesQuery);
  const { data: projects, isLoading: awaitsTypes } = useQuery(projectsQuery);
  return useMemo(() => ({
    statuses: new Map((statuses ?? []).map((one) => [`${one.project}/${one.type}/${one.key}`, { name: inLanguage(one.name, language), category: one.category }])),
    projects: new Map((projects ?? []).map((one) => [one.key, one.name])),
    types: new Map((projects ?? []).flatMap((project) => project.types.map((type) => [`${project.key}/${type.key}`, inLanguage(type.name, language)]))),
    awaitsStatuses, awaitsTypes,
  }), [statuses, projects, language, awaitsStatuses, awaitsTypes]);
}

/** Every column that a list can show. */
export function useColumns(): (name: ColumnName) => Column {
  const { t } = useTranslation();
  const language = useLanguage();
  const now = useNow();
  const names = useNames();
  const nameOf = usePersonName();
  const { data: fields, isLoading } = useQuery(customFieldsQuery);
  return useMemo(() => {
    const person = (username: string) => {
      if (username === "") return <span className={styles.muted}>{t("person.nobody")}</span>;
      const name = nameOf(username);
      if (name === "") return <Awaited />;
      return <span className={styles.person} title={name === username ? username : `${name} (${username})`}><Avatar username={username} name={name} />{name}</span>;
    };
    const time = (at: string | null | undefined) => (!at ? null : <time dateTime={at} title={exact(new Date(at), language)}>{relative(new Date(at), now, language)}</time>);
    // Plain links: the grid hears the clicks of all rows, where the router's own would each listen for theirs.
    const link = (row: Row, className: string | undefined, text: string, title?: string) => <a href={ticketPath(row.key)} tabIndex={-1} className={className} title={title}>{text}</a>;
    const ranks = new Map<string, string>(priorities.map((one) => [one, t(`priority.${one}`)]));
    const status = (row: Row) => {
      const found = names.statuses.get(`${row.project}/${row.type}/${row.status}`);
      if (found === undefined && names.awaitsStatuses) return <AwaitedStatus />;
      return <StatusWord category={found?.category ?? "new"}>{found?.name ?? row.status}</StatusWord>;
    };
    const cells: Record<(typeof COLUMNS)[number], (row: Row) => ReactNode> = {
      key: (row) => link(row, styles.key, row.key),
      title: (row) => link(row, styles.title, row.title, row.title),
      status,
      priority: (row) => <PriorityWord priority={row.priority}>{ranks.get(row.priority) ?? row.priority}</PriorityWord>,
      assignee: (row) => person(row.assignee),
      creator: (row) => person(row.creator),
      project: (row) => <span title={names.projects.get(row.project)}>{row.project}</span>,
      type: (row) => names.types.get(`${row.project}/${row.type}`) ?? (names.awaitsTypes ? <Awaited /> : row.type),
      updated: (row) => time(row.updatedAt),
      created: (row) => time(row.createdAt),
      due: (row) => time(row.dueAt),
      tags: (row) => row.tags.map((tag) => <span key={tag} className={styles.tag}>{tag}</span>),
      watchers: (row) => row.watchers.map((one) => nameOf(one) || one).join(", "),
      category: (row) => row.category,
      source: (row) => row.source,
      playerId: (row) => row.playerId,
      contact: (row) => row.contact,
      gameId: (row) => row.gameId,
      env: (row) => row.env,
    };
    const isOwn = (name: ColumnName): name is (typeof COLUMNS)[number] => name in cells;
    return (name: ColumnName): Column => {
      const sort = SORTED[name];
      if (isOwn(name)) return { name, title: t(`filter.field.${name}`), cell: cells[name], ...(sort && { sort }) };
      const key = name.slice("fields.".length);
      const field = fields?.find((one) => one.key === key);
      return { name, title: field ? inLanguage(field.name, language) : isLoading ? "" : key, cell: (row) => text(row.fields[key]) };
    };
  }, [t, language, now, names, nameOf, fields, isLoading]);
}
