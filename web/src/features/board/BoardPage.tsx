import { SearchOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Input, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { projectsQuery, statusesQuery } from "@/api/queries";
import type { Project, StatusOfType } from "@/api/types";
import { FacetChips } from "@/ui/filter/FacetChips";
import { Page } from "@/ui/Page";
import { Empty, Loading, QueryState } from "@/ui/states";
import { inLanguage, useLanguage } from "@/ui/text";

import { Board } from "./Board";
import styles from "./Board.module.css";
import { boardFilter, columnsOf, usualProject } from "./columns";
import { laneKinds, useLanes, type LaneKind } from "./lanes";

const LAST = "gongdan.board.project";
/** All projects, in the address; no project has such a key. */
const ALL = "*";

function useBoardAddress(projects: readonly Project[]) {
  const [search, setSearch] = useSearchParams();
  const named = search.get("project") ?? localStorage.getItem(LAST);
  const project = named === ALL ? undefined : usualProject(projects.filter((one) => search.get("project") === null || one.key === named), named);
  const lane = laneKinds.find((one) => one === search.get("lanes")) ?? "none";
  const set = (change: Record<string, string>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(change)) {
      if (value === "") next.delete(name);
      else next.set(name, value);
    }
    setSearch(next);
  };
  return { project, type: search.get("type") ?? undefined, filter: search.get("filter") ?? "", q: search.get("q") ?? "", lane, set };
}

function Search({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const { t } = useTranslation("board");
  const [text, setText] = useState(value);
  return (
    <Input
      className={styles.search} allowClear prefix={<SearchOutlined />} placeholder={t("search")} aria-label={t("search")} maxLength={300} value={text}
      onChange={(event) => { setText(event.target.value); if (event.target.value === "") onSearch(""); }} onPressEnter={() => onSearch(text.trim())} onBlur={() => { if (text.trim() !== value) onSearch(text.trim()); }}
    />
  );
}

function Loaded({ projects, statuses }: { projects: readonly Project[]; statuses: readonly StatusOfType[] }) {
  const { t } = useTranslation("board");
  const language = useLanguage();
  const { project, type, filter, q, lane, set } = useBoardAddress(projects);
  const known = projects.find((one) => one.key === project);
  const types = known?.types ?? [];
  const chosenType = types.find((one) => one.key === type)?.key;
  const columns = columnsOf(statuses, project, chosenType, language);
  const base = boardFilter(project, chosenType, filter);
  const lanes = useLanes(lane, base);
  const choose = (key: string) => {
    localStorage.setItem(LAST, key);
    set({ project: key, type: "" });
  };
  const open = projects.filter((one) => !one.archived);
  return (
    <Page title={t("nav")}>
      <div className={styles.bar}>
        <Select
          className={styles.project} value={project ?? ALL} onChange={choose} aria-label={t("project")} showSearch={{ optionFilterProp: "label" }} popupMatchSelectWidth={260}
          options={[...open.map((one) => ({ value: one.key, label: `${one.key} · ${one.name}` })), { value: ALL, label: t("all") }]}
        />
        {types.length > 1 && <Select className={styles.type} value={chosenType ?? ""} onChange={(next) => set({ type: next })} aria-label={t("type")} options={[{ value: "", label: t("allTypes") }, ...types.map((one) => ({ value: one.key, label: inLanguage(one.name, language) }))]} />}
        <Search key={q} value={q} onSearch={(text) => set({ q: text })} />
        <FacetChips filter={filter} onChange={(next) => set({ filter: next })} only={lane === "none" ? ["assignee", "priority", "updated"] : lane === "assignee" ? ["priority", "updated"] : ["assignee", "updated"]} />
        <div className={styles.lanes}>
          <Segmented<LaneKind> value={lane} onChange={(next) => set({ lanes: next === "none" ? "" : next })} aria-label={t("lanes")} options={laneKinds.map((one) => ({ value: one, label: t(`lane.${one}`) }))} />
        </div>
      </div>
      {lanes.length === 0 ? <Loading rows={8} height={60} /> : <Board key={`${base} ${q} ${lane}`} project={project} columns={columns} lanes={lanes} base={base} q={q} />}
    </Page>
  );
}

/** The board: tickets by status, or by category over all projects. */
export function Component() {
  const { t } = useTranslation("board");
  const projects = useQuery(projectsQuery);
  const statuses = useQuery(statusesQuery);
  const loading = <Page title={t("nav")}><Loading rows={8} height={60} /></Page>;
  return (
    <QueryState query={projects} loading={loading}>
      {(all) => (
        <QueryState query={statuses} loading={loading}>
          {(known) => (all.some((one) => !one.archived) ? <Loaded projects={all} statuses={known} /> : <Page title={t("nav")}><Empty title={t("noProject")}>{t("noProjectText")}</Empty></Page>)}
        </QueryState>
      )}
    </QueryState>
  );
}
