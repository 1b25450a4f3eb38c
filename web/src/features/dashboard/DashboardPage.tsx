import { useQuery } from "@tanstack/react-query";
import { Segmented, Select } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { projectsQuery } from "@/api/queries";
import { Page, Section } from "@/ui/Page";
import { Loading, QueryState } from "@/ui/states";

import { Bars } from "./Bars";
import styles from "./dashboard.module.css";
import { agesQuery, flowQuery, loadQuery, priorityQuery, statusQuery, timesQuery, type Wish } from "./queries";
import { rangeOf, ranges, type Range } from "./range";
import { Tile, TimeTile } from "./Tile";
import { TrendChart } from "./TrendChart";
import { useAgeSlices, useLoadSlices, usePrioritySlices, useStatusSlices } from "./useSlices";
import { useFlowTrend, useTimesTrend } from "./useTrends";

interface PanelProps<T> {
  title: string;
  note: string;
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  whole?: boolean;
  children: (data: T) => ReactNode;
}

function Panel<T>({ title, note, query, whole, children }: PanelProps<T>) {
  return (
    <div className={whole ? styles.whole : undefined}>
      <Section title={title} extra={note}>
        <div className={styles.body}><QueryState query={query} loading={<Loading rows={5} height={whole ? 52 : 34} />}>{children}</QueryState></div>
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
  const times = useQuery(timesQuery(wish));
  const status = useQuery(statusQuery(wish));
  const priority = useQuery(priorityQuery(wish));
  const ages = useQuery(agesQuery(wish));
  const load = useQuery(loadQuery(wish));
  const flowTrend = useFlowTrend();
  const timesTrend = useTimesTrend();
  const statusSlices = useStatusSlices();
  const prioritySlices = usePrioritySlices();
  const ageSlices = useAgeSlices();
  const loadSlices = useLoadSlices();
  const inRange = t("inRange", { count: wish.range });
  const lately = t("lately", { count: wish.range });
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
        <Tile title={t("resolved")} figure={flow.data?.resolved} />
        <TimeTile title={t("time.acknowledge")} took={times.data?.acknowledge} />
        <TimeTile title={t("time.resolve")} took={times.data?.resolve} />
        <Tile title={t("open")} figure={ages.data?.all} />
        <Tile title={t("nobody")} figure={load.data?.nobody} />
      </div>
      <div className={styles.grid}>
        <Panel title={t("flow")} note={lately} query={flow} whole>{(data) => <TrendChart label={t("flow")} trend={flowTrend(data)} nothing={t("nothing")} table={table} />}</Panel>
        <Panel title={t("times")} note={t("timesNote", { range: lately })} query={times} whole>{(data) => <TrendChart label={t("times")} trend={timesTrend(data)} nothing={t("noTimes")} table={table} />}</Panel>
        <Panel title={t("byStatus")} note={inRange} query={status}>{({ statuses }) => <Bars label={t("byStatus")} slices={statusSlices(statuses)} table={table} />}</Panel>
        <Panel title={t("byPriority")} note={inRange} query={priority}>{({ items }) => <Bars label={t("byPriority")} slices={prioritySlices(items)} table={table} />}</Panel>
        <Panel title={t("byAge")} note={t("openNow")} query={ages}>{({ items }) => <Bars label={t("byAge")} slices={ageSlices(items)} table={table} />}</Panel>
        <Panel title={t("byPerson")} note={t("openNow")} query={load}>{(data) => <Bars label={t("byPerson")} slices={loadSlices(data)} table={table} />}</Panel>
      </div>
    </Page>
  );
}
