import { PlusOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { answer, api } from "@/api/client";
import { useUnfinished } from "@/api/ended";
import { keys } from "@/api/keys";
import { useMe } from "@/api/me";
import { useCan } from "@/api/rights";
import type { Approval, Ticket } from "@/api/types";
import { useDialogs } from "@/ui/dialogs";
import { Page, Section } from "@/ui/Page";
import { Person } from "@/ui/Person";
import { useRecent } from "@/ui/recent";
import { Empty, Loading, QueryState } from "@/ui/states";
import { PriorityTag, StatusTag } from "@/ui/tags";
import { TicketLink, ticketPath } from "@/ui/TicketLink";
import { Time } from "@/ui/Time";

import styles from "./HomePage.module.css";

const MOST = 15;

function Row({ ticket }: { ticket: Ticket }) {
  return (
    <li className={styles.row}>
      <PriorityTag priority={ticket.priority} compact />
      <span className={styles.main}><TicketLink ticketKey={ticket.key} title={ticket.title} /></span>
      <StatusTag project={ticket.project} type={ticket.type} status={ticket.status} />
      <span className={styles.when}><Time at={ticket.updatedAt} /></span>
    </li>
  );
}

interface ListProps { title: string; filter: string; waits: boolean; none: string; noneText: string; action?: ReactNode }

function TicketSection({ title, filter, waits, none, noneText, action }: ListProps) {
  const { t } = useTranslation("home");
  const query = { filter, sort: "-updatedAt", pageSize: String(MOST) };
  const answered = useQuery({ queryKey: keys.tickets(query), queryFn: ({ signal }) => answer(api.GET("/api/v1/tickets", { params: { query }, signal })), enabled: !waits });
  const total = answered.data?.total ?? 0;
  const all = `/tickets?filter=${encodeURIComponent(filter)}`;
  return (
    <Section title={title} extra={answered.data === undefined ? undefined : total} actions={total > MOST ? <Link to={all}>{t("all")}</Link> : undefined}>
      <QueryState query={answered} loading={<Loading rows={4} />}>
        {({ items }) => items.length === 0 ? <Empty title={none} action={action}>{noneText}</Empty> : <ul className={styles.list}>{items.map((ticket) => <Row key={ticket.id} ticket={ticket} />)}</ul>}
      </QueryState>
    </Section>
  );
}

function Consent({ approval }: { approval: Approval }) {
  const { t } = useTranslation("home");
  const id = approval.ticketId;
  const { data } = useQuery({ queryKey: keys.ticket(id), queryFn: ({ signal }) => answer(api.GET("/api/v1/tickets/{id}", { params: { path: { id: String(id) } }, signal })), staleTime: 60_000 });
  return (
    <li className={styles.consent}>
      <Person username={approval.requester} compact="avatar" />
      <div className={styles.main}>
        <Link to={ticketPath(data?.key ?? String(id))} className={styles.consentTitle}>{data ? `${data.key} ${data.title}` : `#${id}`}</Link>
        <span className={styles.muted}><Person username={approval.requester} compact="name" /> {t("asks", { step: approval.name || approval.to })} · <Time at={approval.createdAt} /></span>
        {approval.note !== "" && <span className={styles.note}>{approval.note}</span>}
      </div>
    </li>
  );
}

function Consents() {
  const { t } = useTranslation("home");
  const query = useQuery({ queryKey: keys.approvals, queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/approvals", { signal }))).items });
  return (
    <Section title={t("approvals")} extra={query.data?.length} actions={query.data?.length ? <Link to="/approvals">{t("all")}</Link> : undefined}>
      <QueryState query={query} loading={<Loading rows={2} height={56} />}>
        {(items) => items.length === 0 ? <Empty title={t("noApprovals")} /> : <ul className={styles.list}>{items.map((one) => <Consent key={one.id} approval={one} />)}</ul>}
      </QueryState>
    </Section>
  );
}

function RecentlySeen() {
  const { t } = useTranslation("home");
  const recent = useRecent();
  return (
    <Section title={t("recent")}>
      {recent.length === 0
        ? <Empty title={t("noRecent")} />
        : <ul className={styles.list}>{recent.map((one) => <li key={one.key} className={styles.row}><span className={styles.main}><TicketLink ticketKey={one.key} title={one.title} /></span></li>)}</ul>}
    </Section>
  );
}

function Work() {
  const { t } = useTranslation("home");
  const can = useCan();
  const dialogs = useDialogs();
  const unfinished = useUnfinished();
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <TicketSection title={t("assigned")} filter={`assignee = me${unfinished ?? ""}`} waits={unfinished === undefined} none={t("noAssigned")} noneText={t("noAssignedText")} action={can.somewhere("create_tickets") && <Button icon={<PlusOutlined />} onClick={() => dialogs.create()}>{t("create")}</Button>} />
        <TicketSection title={t("watching")} filter={`watchers = me${unfinished ?? ""}`} waits={unfinished === undefined} none={t("noWatching")} noneText={t("noWatchingText")} />
      </div>
      <div className={styles.column}>
        <Consents />
        <RecentlySeen />
      </div>
    </div>
  );
}

/** My work: what waits for the reader. */
export function Component() {
  const { t } = useTranslation("home");
  const me = useMe();
  const can = useCan();
  return (
    <Page title={t("nav")} heading={t("greeting", { name: me.nickname || me.username })}>
      {can.enter ? <Work /> : <Empty title={t("guest")}>{t("guestText")}</Empty>}
    </Page>
  );
}
