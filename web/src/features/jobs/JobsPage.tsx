import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Progress } from "antd";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";

import { isRefusal } from "@/api/error";
import type { Job } from "@/api/types";
import { duration } from "@/ui/duration";
import { JobStateTag } from "@/ui/JobStateTag";
import { Page } from "@/ui/Page";
import { Person } from "@/ui/Person";
import { Empty, Loading, QueryState } from "@/ui/states";
import { useLanguage } from "@/ui/text";
import { Time } from "@/ui/Time";
import { VirtualTable, type Column } from "@/ui/VirtualTable";

import { joined } from "./filter";
import { FilterBar } from "./FilterBar";
import styles from "./JobsPage.module.css";
import { rowsOf } from "./paging";
import { jobsQuery, statsQuery } from "./queries";
import { Stats } from "./Stats";

function useColumns(): Column<Job>[] {
  const { t } = useTranslation("jobs");
  const language = useLanguage();
  return useMemo(() => [
    { key: "function", title: t("function"), width: "minmax(200px, 1fr)", cell: (one) => <Link to={`/jobs/${one.id}`} className={styles.name}><b>{one.function_id}</b><small>#{one.id}</small></Link> },
    { key: "state", title: t("state"), width: "112px", cell: (one) => <JobStateTag state={one.state} /> },
    { key: "progress", title: t("progress"), width: "90px", cell: (one) => one.state === "running" && one.progress !== undefined ? <Progress percent={one.progress} size="small" aria-label={t("progress")} /> : (one.attempt ?? 0) > 1 ? <span className={styles.muted}>{t("attemptShort", { attempt: one.attempt, most: one.max_attempts })}</span> : null },
    { key: "error", title: t("error"), width: "minmax(120px, 1fr)", cell: (one) => <span className={styles.error} title={one.error}>{one.error}</span> },
    { key: "ticket", title: t("ticket"), width: "90px", cell: (one) => one.ticket_id === undefined ? null : <Link to={`/tickets/${one.ticket_id}`}>#{one.ticket_id}</Link> },
    { key: "actor", title: t("actor"), width: "140px", cell: (one) => one.actor === undefined ? null : <Person username={one.actor} /> },
    { key: "duration", title: t("duration"), width: "110px", align: "end", cell: (one) => one.duration_ms === undefined ? null : duration(one.duration_ms, language) },
    { key: "created", title: t("created"), width: "120px", cell: (one) => <Time at={one.created_at} /> },
  ], [t, language]);
}

/** Jobs, as the address asks for them: `filter` in the filter language, and one state beside it. */
export function Component() {
  const { t } = useTranslation("jobs");
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const columns = useColumns();
  const filter = search.get("filter") ?? "";
  const state = search.get("state") ?? "";
  const query = useInfiniteQuery(jobsQuery(joined(filter, state)));
  const { data: all } = useQuery(statsQuery(filter));
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const onEnd = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, hasNextPage, isFetchingNextPage]);
  const set = (name: string, value: string) => setSearch((before) => {
    const next = new URLSearchParams(before);
    if (value === "") next.delete(name);
    else next.set(name, value);
    return next;
  });
  const refused = isRefusal(query.error, 400) && query.data === undefined;
  const rows = useMemo(() => rowsOf(query.data?.pages ?? []), [query.data]);
  return (
    <Page title={t("nav")} lead={t("lead")}>
      <Stats filter={filter} state={state} onState={(next) => set("state", next)} />
      <FilterBar value={filter} onChange={(next) => set("filter", next)} error={query.error} />
      {refused ? <Empty title={t("badFilter")}>{t("badFilterText")}</Empty> : (
        <QueryState query={query} loading={<Loading rows={12} height={38} />}>
          {() => rows.length === 0
            ? <Empty title={filter === "" && state === "" ? t("none") : t("noneFound")}>{filter === "" && state === "" && all?.total === 0 ? t("noneText") : t("noneFoundText")}</Empty>
            : <VirtualTable label={t("nav")} rows={rows} columns={columns} rowKey={(one) => one.id} onEnd={onEnd} onOpen={(one) => void navigate(`/jobs/${one.id}`)} foot={isFetchingNextPage ? <Loading rows={2} height={38} /> : undefined} />}
        </QueryState>
      )}
    </Page>
  );
}
