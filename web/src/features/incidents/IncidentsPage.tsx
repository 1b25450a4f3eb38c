import { AlertOutlined } from "@ant-design/icons";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Button, Checkbox, Select } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { projectsQuery, statusesQuery } from "@/api/queries";
import { useCan } from "@/api/rights";
import { useDialogs } from "@/ui/dialogs";
import { Page } from "@/ui/Page";
import { PageTabs } from "@/ui/PageTabs";
import { Empty, Loading, QueryState } from "@/ui/states";

import { Card } from "./Card";
import { Figures } from "./Figures";
import styles from "./Incidents.module.css";
import { incidentsQuery } from "./queries";
import { bySeverity, severities } from "./severity";
import { SeverityTag } from "./SeverityTag";

const TYPE = "incident";

function Board({ project, ended }: { project: string; ended: boolean }) {
  const { t } = useTranslation("incidents");
  const { data: over } = useQuery({ ...statusesQuery, select: (all) => [...new Set(all.filter((one) => one.type === TYPE && ["resolved", "closed", "rejected"].includes(one.category)).map((one) => one.key))] });
  const filter = [`type = ${TYPE}`, ...(project === "" ? [] : [`project = ${project}`]), ...(ended || over === undefined || over.length === 0 ? [] : [`status not in (${over.join(", ")})`])].join(" and ");
  const query = useInfiniteQuery({ ...incidentsQuery(filter), enabled: over !== undefined });
  const columns = useMemo(() => bySeverity(query.data?.pages.flatMap((page) => page.items) ?? []), [query.data]);
  return (
    <QueryState query={query} loading={<Loading rows={6} height={96} />}>
      {({ pages }) => pages[0]?.total === 0 ? <Empty title={ended ? t("none") : t("noneOpen")}>{t("noneText")}</Empty> : (
        <>
          <div className={styles.board}>
            {severities.map((severity) => (
              <section key={severity} className={styles.column} aria-label={`${severity} ${t(`severity.${severity}`)}`}>
                <h2><SeverityTag severity={severity} /><span>{t(`severity.${severity}`)}</span><small>{columns[severity].length}</small></h2>
                <ul>{columns[severity].map((ticket) => <Card key={ticket.id} ticket={ticket} />)}</ul>
                {columns[severity].length === 0 && <p className={styles.none}>{t("noneHere")}</p>}
              </section>
            ))}
          </div>
          {query.hasNextPage && <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("older")}</Button>}
        </>
      )}
    </QueryState>
  );
}

/** What is wrong now, by how wrong it is, and how long it took before. */
export function Component() {
  const { t } = useTranslation("incidents");
  const can = useCan();
  const [search, setSearch] = useSearchParams();
  const { data: projects } = useQuery(projectsQuery);
  const homes = projects?.filter((one) => !one.archived && one.types.some((type) => type.key === TYPE));
  const project = search.get("project") ?? "";
  const first = homes?.[0];
  const dialogs = useDialogs();
  const tab = search.get("tab") ?? "board";
  const set = (name: string, value: string) => setSearch((before) => {
    const next = new URLSearchParams(before);
    if (value === "") next.delete(name);
    else next.set(name, value);
    return next;
  });
  const homeless = homes !== undefined && <Empty title={t("noHome")}>{t("noHomeText")}</Empty>;
  const items = [
    { key: "board", label: t("board"), children: first === undefined ? homeless : <Board project={project} ended={search.has("all")} /> },
    // Figures are of one project: of all of them they would be of every ticket there is.
    ...(can.seePeople ? [{ key: "figures", label: t("figures"), children: first === undefined ? homeless : <Figures project={project === "" ? first.key : project} /> }] : []),
  ];
  return (
    <Page
      title={t("nav")}
      actions={first === undefined ? undefined : <>
        {tab === "board" && <Checkbox checked={search.has("all")} onChange={(event) => set("all", event.target.checked ? "1" : "")}>{t("withEnded")}</Checkbox>}
        <Select allowClear className={styles.select ?? ""} value={project !== "" ? project : tab === "figures" ? first.key : undefined} placeholder={t("allProjects")} aria-label={t("project")} onChange={(next?: string) => set("project", next ?? "")} options={(homes ?? []).map((one) => ({ value: one.key, label: one.name }))} />
        {can.somewhere("create_tickets") && <Button type="primary" icon={<AlertOutlined />} onClick={() => dialogs.create({ project: project === "" ? first.key : project, type: TYPE, heading: t("declare") })}>{t("declare")}</Button>}
      </>}
    >
      <PageTabs active={tab} onChange={(next) => set("tab", next === "board" ? "" : next)} items={items} />
    </Page>
  );
}
