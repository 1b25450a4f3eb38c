import { useQuery } from "@tanstack/react-query";
import { Button, Tabs } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";

import { useCan } from "@/api/rights";
import type { TicketDetail } from "@/api/types";
import { Approvals } from "@/ui/approval/Approvals";
import { Page, Section } from "@/ui/Page";
import { Markdown } from "@/ui/Markdown";
import { Loading, QueryState } from "@/ui/states";
import { StatusTag } from "@/ui/tags";
import { ticketPath } from "@/ui/TicketLink";

import styles from "./Incident.module.css";
import { Postmortem } from "./Postmortem";
import { incidentQuery } from "./queries";
import { Roles } from "./Roles";
import { SeverityBox } from "./SeverityBox";
import { severityOf } from "./severity";
import { SeverityTag } from "./SeverityTag";
import { Steps } from "./Steps";
import { Timeline } from "./Timeline";
import { Times } from "./Times";

function Body({ ticket, etag }: { ticket: TicketDetail; etag: string }) {
  const { t } = useTranslation("incidents");
  const [search, setSearch] = useSearchParams();
  const fixed = !useCan().ticket(ticket, "edit_tickets");
  const tab = search.get("tab") ?? "timeline";
  const items = [
    { key: "timeline", label: t("timeline"), children: <Timeline ticket={ticket} /> },
    { key: "about", label: t("about"), children: <div className={styles.text}>{ticket.content === "" ? <p className={styles.muted}>{t("noText")}</p> : <Markdown text={ticket.content} />}</div> },
    { key: "postmortem", label: t("postmortem"), children: <Postmortem ticket={ticket} /> },
  ];
  return (
    <div className={styles.columns}>
      <div className={styles.main}><Approvals ticket={ticket} /><Tabs activeKey={tab} onChange={(next) => setSearch(next === "timeline" ? {} : { tab: next }, { replace: true })} items={items} destroyOnHidden /></div>
      <aside className={styles.side}>
        <Section title={t("times")}><Times ticket={ticket} fixed={fixed} /></Section>
        <Section title={t("roles")}><Roles id={ticket.key} etag={etag} fixed={fixed} /></Section>
        <Section title={t("severityTitle")}><SeverityBox ticket={ticket} etag={etag} fixed={fixed} /></Section>
      </aside>
    </div>
  );
}

/** One incident: what happened, who does what, how long it takes, and what is written when it is over. */
export function Component() {
  const { t } = useTranslation("incidents");
  const { id = "" } = useParams();
  const query = useQuery(incidentQuery(id));
  const ticket = query.data?.data;
  return (
    <Page
      title={ticket === undefined ? id : `${ticket.key} ${ticket.title}`} crumbs={[{ title: t("nav"), to: "/incidents" }]}
      heading={ticket && <span className={styles.heading}><SeverityTag severity={severityOf(ticket)} /><span>{ticket.title}</span></span>}
      lead={ticket && <span className={styles.lead}><Link to={ticketPath(ticket.key)}>{ticket.key}</Link><StatusTag project={ticket.project} type={ticket.type} status={ticket.status} /></span>}
      actions={ticket && <><Steps ticket={ticket} etag={query.data?.etag ?? ""} /><Link to={ticketPath(ticket.key)}><Button>{t("openTicket")}</Button></Link></>}
    >
      <QueryState query={query} loading={<Loading rows={10} />}>{({ data, etag }) => <Body key={data.id} ticket={data} etag={etag} />}</QueryState>
    </Page>
  );
}
