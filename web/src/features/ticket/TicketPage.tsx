/** One ticket: the page that people live in. */
import { useQuery } from "@tanstack/react-query";
import { Alert } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useNavigate, useParams } from "react-router";

import { ApiError } from "@/api/error";
import { useCan } from "@/api/rights";
import { detailQuery } from "@/api/ticket";
import { Approvals } from "@/ui/approval/Approvals";
import { Awaited } from "@/ui/Awaited";
import { CopyButton } from "@/ui/CopyButton";
import { useKind } from "@/ui/kind";
import { Page, Section } from "@/ui/Page";
import { remember } from "@/ui/recent";
import { ErrorState, Loading } from "@/ui/states";
import { StatusTag } from "@/ui/tags";
import { ticketPath } from "@/ui/TicketLink";

import { Activity } from "./activity/Activity";
import { TicketEditProvider } from "./edit/edit";
import { Transitions } from "./flow/Transitions";
import { Delete } from "./header/Delete";
import styles from "./TicketPage.module.css";
import header from "./header/Header.module.css";
import { Neighbours } from "./header/Neighbours";
import { Title } from "./header/Title";
import { useFresh } from "./live";
import { Attachments } from "./main/Attachments";
import { Description } from "./main/Description";
import { FileList } from "./main/FileList";
import { useUploads } from "./main/files";
import { Links } from "./main/Links";
import { pastQuery } from "./queries";
import { Side } from "./side/Side";
import { WatchButton } from "./side/Watchers";
import { Difference } from "./time/Difference";
import { useMoments, useSteps } from "./time/moments";
import { TimeBar } from "./time/TimeBar";
import type { Detail } from "./types";

function useCrumbs(ticket: Detail) {
  const { t } = useTranslation("ticket");
  const { project } = useKind(ticket);
  return [{ title: t("list"), to: "/tickets" }, ...(project === "" ? [] : [{ title: project, to: `/tickets?project=${encodeURIComponent(ticket.project)}` }])];
}

/** The page of a ticket that has come: as it is now, or as it was at the moment that the address names. */
function Screen({ ticket: now, gone }: { ticket: Detail; gone: boolean }) {
  const { t } = useTranslation("ticket");
  const crumbs = useCrumbs(now);
  const { type } = useKind(now);
  const fresh = useFresh(now.id);
  const { moment, other } = useMoments();
  const { steps } = useSteps(now.key);
  const past = useQuery({ ...pastQuery(now.key, moment ?? ""), enabled: moment !== undefined, placeholderData: (before) => before });
  const { sending, send } = useUploads(now.key);
  const can = useCan();
  const fixed = moment !== undefined;
  const readOnly = fixed || !can.ticket(now, "edit_tickets");
  const ticket = fixed ? (past.data ?? now) : now;
  useEffect(() => remember({ key: now.key, title: now.title }), [now.key, now.title]);
  return (
    <Page
      title={`${now.key} ${ticket.title}`} heading={<Title ticket={ticket} fixed={readOnly} fresh={fresh.fields.has("title")} />} crumbs={crumbs}
      actions={<><Neighbours ticketKey={now.key} />{!fixed && !gone && <><WatchButton ticket={now} /><Delete ticket={now} /></>}</>}
      lead={(
        <div className={header.bar}>
          <span className={header.key}><Link to={ticketPath(now.key)}>{now.key}</Link><CopyButton text={`${window.location.origin}${ticketPath(now.key)}`} label={t("copyLink")} /></span>
          <StatusTag project={ticket.project} type={ticket.type} status={ticket.status} />
          <span>{type === "" ? <Awaited /> : type}</span>
          {!fixed && !gone && <span className={header.flow}><Transitions ticket={now} /></span>}
        </div>
      )}
    >
      <div role="status" className="gd-hidden">{fresh.said}</div>
      {gone && <Alert type="warning" showIcon title={t("gone.title")} description={t("gone.text")} />}
      {fixed && <TimeBar ticket={now} steps={steps} moment={moment} />}
      {fixed && past.error !== null && <ErrorState error={past.error} retry={past.refetch} />}
      {fixed && other !== undefined && <Difference ticketKey={now.key} steps={steps} from={other} to={moment} />}
      <div className={styles.columns}>
        <div className={styles.main}>
          {!fixed && !gone && <Approvals ticket={now} />}
          <Description ticket={ticket} fixed={readOnly} fresh={fresh.fields.has("content")} onFiles={send} />
          {fixed || !can.ticket(now, "comment") ? ticket.attachments.length > 0 && <Section title={t("files.title")}><FileList files={ticket.attachments} /></Section> : <Attachments ticket={now} sending={sending} onFiles={send} fresh={fresh.fields.has("attachments")} />}
          <Links ticket={ticket} fixed={readOnly || gone} />
          <Activity ticket={now} fresh={fresh.steps} onFiles={send} until={moment} />
        </div>
        <aside className={styles.side} aria-label={t("side.fields")}><Side ticket={ticket} fixed={readOnly || gone} fresh={fresh.fields} /></aside>
      </div>
    </Page>
  );
}

function Bars({ title }: { title: string }) {
  const { t } = useTranslation("ticket");
  return (
    <Page title={title}>
      <div className={styles.columns}>
        <div className={styles.main}><Section title={t("field.content")}><Loading rows={4} /></Section><Section title={t("activity.title")}><Loading rows={5} height={48} /></Section></div>
        <div className={styles.side}><Section title={t("side.fields")}><Loading rows={6} height={34} /></Section></div>
      </div>
    </Page>
  );
}

export function Component() {
  const { key = "" } = useParams();
  const navigate = useNavigate();
  const location = useLocation();
  const query = useQuery(detailQuery(key));
  const ticket = query.data;
  const own = ticket?.key;
  // A number, or a key in other letters, leads to the one address of the ticket.
  useEffect(() => {
    if (own !== undefined && own !== key) void navigate({ pathname: ticketPath(own), search: location.search }, { replace: true, state: location.state as unknown });
  }, [own, key, navigate, location]);
  if (ticket === undefined) return query.error === null ? <Bars title={key} /> : <Page title={key}><ErrorState error={query.error} retry={query.refetch} /></Page>;
  if (own !== key) return <Bars title={key} />;
  // What is shown stays, with what was typed: it may still be wanted elsewhere.
  const gone = query.error instanceof ApiError && query.error.code === 404;
  return <TicketEditProvider key={ticket.id} ticketKey={ticket.key}><Screen ticket={ticket} gone={gone} /></TicketEditProvider>;
}
