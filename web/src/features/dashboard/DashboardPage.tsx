import { useQuery } from "@tanstack/react-query";
import { Segmented, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useSearchParams } from "react-router";

import { projectsQuery } from "@/api/queries";
import { Page, Section } from "@/ui/Page";
import { Empty, Loading, QueryState } from "@/ui/states";

import { Chart } from "./Chart";
import styles from "./dashboard.module.css";
import { agesQuery, flowQuery, loadQuery, priorityQuery, statusQuery, type Wish } from "./queries";
import { rangeOf, ranges, type Range } from "./range";
import { listOf, type Slice } from "./slices";
import { useAgeSlices, useDaySlices, useLoadSlices, usePrioritySlices, useStatusSlices } from "./useSlices";

interface Figure { count: number; filter: string }

function Tile({ title, figure }: { title: string; figure: Figure | undefined }) {
  const body = <><span>{title}</span><b>{figure === undefined ? "–" : figure.count.toLocaleString()}</b></>;
  return figure === undefined ? <div className={styles.tile}>{body}</div> : <Link className={styles.tile ?? ""} to={listOf(figure.filter)}>{body}</Link>;
}

interface PanelProps<T> {
  title: string;
  note?: ReactNode;
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  slices: (data: T) => readonly Slice[];
  form: "bars" | "days";
  table: boolean;
  whole?: boolean;
}

function Panel<T>({ title, note, query, slices, form, table, whole }: PanelProps<T>) {
  const { t } = useTranslation("dashboard");
  return (
    <div className={whole ? styles.whole : undefined}>
      <Section title={title} extra={note}>
        <div className={styles.body}>
          <QueryState query={query} loading={<Loading rows={5} height={form === "days" ? 52 : 34} />}>
            {(data) => {
              const all = slices(data);
              return all.every((slice) => slice.count === 0) ? <Empty title={t("nothing")} /> : <Chart label={title} slices={all} form={form} table={table} />;
            }}
          </QueryState>
        </div>
      </Section>
    </div>
  );
}

/** How work goes: every figure leads to the tickets that it counts. */
export function Component() {
  const { t } = useTranslation("dashboard");
  const [search, setSearch] = useSearchParams();
  const wish: Wish = { project: search.get("project") ?? "", range: rangeOf(search.get("days")) };
  const table = search.get("view") === "table";
  const set = (name: string, value: string, usual: string) => setSearch((before) => {
    if (value === usual) before.delete(name);
    else before.set(name, value);
    return before;
  }, { replace: true });
  const projects = useQuery(projectsQuery);
  const flow = useQuery(flowQuery(wish));
  const status = useQuery(statusQuery(wish));
  const priority = useQuery(priorityQuery(wish));
  const ages = useQuery(agesQuery(wish));
  const load = useQuery(loadQuery(wish));
  const daySlices = useDaySlices();
  const statusSlices = useStatusSlices();
  const prioritySlices = usePrioritySlices();
  const ageSlices = useAgeSlices();
  const loadSlices = useLoadSlices();
  const inRange = t("inRange", { count: wish.range });
  return (
    <Page
      title={t("nav")}
      actions={(
        <div className={styles.tools}>
          <Select className={styles.project ?? ""} aria-label={t("project")} value={wish.project} onChange={(value) => set("project", value, "")} options={[{ value: "", label: t("everyProject") }, ...(projects.data ?? []).map((one) => ({ value: one.key, label: `${one.key} ${one.name}` }))]} />
          <Segmented<Range> aria-label={t("range")} value={wish.range} onChange={(value) => set("days", String(value), "30")} options={ranges.map((value) => ({ value, label: t("days", { count: value }) }))} />
          <Segmented<"chart" | "table"> aria-label={t("view")} value={table ? "table" : "chart"} onChange={(value) => set("view", value, "chart")} options={(["chart", "table"] as const).map((value) => ({ value, label: t(`as.${value}`) }))} />
        </div>
      )}
    >
      <div className={styles.figures}>
        <Tile title={t("created")} figure={flow.data?.created} />
        <Tile title={t("open")} figure={ages.data?.all} />
        <Tile title={t("nobody")} figure={load.data?.nobody} />
      </div>
      <div className={styles.grid}>
        <Panel title={t("flow")} note={inRange} query={flow} slices={({ days }) => daySlices(days)} form="days" table={table} whole />
        <Panel title={t("byStatus")} note={inRange} query={status} slices={({ statuses }) => statusSlices(statuses)} form="bars" table={table} />
        <Panel title={t("byPriority")} note={inRange} query={priority} slices={({ items }) => prioritySlices(items)} form="bars" table={table} />
        <Panel title={t("byAge")} note={t("openNow")} query={ages} slices={({ items }) => ageSlices(items)} form="bars" table={table} />
        <Panel title={t("byPerson")} note={t("openNow")} query={load} slices={loadSlices} form="bars" table={table} />
      </div>
    </Page>
  );
}
