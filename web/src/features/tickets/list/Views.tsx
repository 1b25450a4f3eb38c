import { AppstoreOutlined, EditOutlined, GlobalOutlined, InboxOutlined, LockOutlined, ProjectOutlined, TeamOutlined, UserDeleteOutlined, WarningOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { answer, api } from "@/api/client";
import { useUnfinished } from "@/api/ended";
import { keys } from "@/api/keys";
import type { View } from "@/api/types";

import { writeAddress, type Address } from "./address";
import styles from "./ListPage.module.css";
import { useViews } from "./useViews";

const READY = [
  { name: "all", filter: "", icon: AppstoreOutlined },
  { name: "mine", filter: "assignee = me", open: true, icon: InboxOutlined },
  { name: "made", filter: "creator = me", icon: EditOutlined },
  { name: "unassigned", filter: "assignee is empty", open: true, icon: UserDeleteOutlined },
] as const;

const AUDIENCES: Record<string, ComponentType> = { private: LockOutlined, everyone: GlobalOutlined, group: TeamOutlined, project: ProjectOutlined };

function useCount(query: { filter?: string; view?: string }): number | undefined {
  const { data } = useQuery({
    queryKey: keys.ticketCount(query),
    queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/tickets", { params: { query: { ...query, pageSize: "1" } }, signal }))).total,
    staleTime: 60_000,
  });
  return data;
}

interface EntryProps { to: Address; icon: ComponentType; name: string; query: { filter?: string; view?: string }; current: boolean }

function Entry({ to, icon: Icon, name, query, current }: EntryProps) {
  const count = useCount(query);
  const compact = count !== undefined && count >= 10_000 ? `${Math.floor(count / 1000)}k` : count;
  return (
    <Link to={{ search: writeAddress(to).toString() }} className={styles.view} aria-current={current ? "page" : undefined} title={name}>
      <span className={styles.viewIcon}><Icon /></span><span className={styles.viewName}>{name}</span><span className={styles.viewCount}>{compact}</span>
    </Link>
  );
}

function Saved({ view, address }: { view: View; address: Address }) {
  const { t } = useTranslation("tickets");
  const to = { view: view.uuid, filter: undefined, sort: undefined, q: "" };
  const current = address.view === view.uuid;
  if (view.filterError !== null) {
    return (
      <Link to={{ search: writeAddress(to).toString() }} className={styles.view} aria-current={current ? "page" : undefined} title={view.filterError}>
        <span className={styles.viewWrong}><WarningOutlined aria-label={t("viewBroken")} /></span><span className={styles.viewName}>{view.name}</span>
      </Link>
    );
  }
  return <Entry to={to} icon={AUDIENCES[view.audience] ?? LockOutlined} name={view.name} query={{ view: view.uuid }} current={current} />;
}

/** Lists that are always there (with `open`, of what is still to be done), and the saved ones, each with how many tickets it has. */
export function Views({ address }: { address: Address }) {
  const { t } = useTranslation("tickets");
  const { data: views = [] } = useViews();
  const unfinished = useUnfinished() ?? "";
  const ready = READY.map((one) => ("open" in one ? { ...one, filter: `${one.filter}${unfinished}` } : one));
  const own = views.filter((one) => one.audience === "private");
  const shared = views.filter((one) => one.audience !== "private");
  return (
    <nav className={styles.views} aria-label={t("views")}>
      {ready.map(({ name, filter, icon }) => (
        <Entry key={name} to={{ view: undefined, filter, sort: undefined, q: "" }} icon={icon} name={t(`ready.${name}`)} query={filter === "" ? {} : { filter }} current={address.view === undefined && (address.filter ?? "") === filter && address.q === ""} />
      ))}
      <h2 className={styles.viewsTitle}>{t("ownViews")}</h2>
      {own.map((view) => <Saved key={view.uuid} view={view} address={address} />)}
      {own.length === 0 && <span className={styles.viewsNone}>{t("noOwnViews")}</span>}
      {shared.length > 0 && <h2 className={styles.viewsTitle}>{t("sharedViews")}</h2>}
      {shared.map((view) => <Saved key={view.uuid} view={view} address={address} />)}
    </nav>
  );
}
