import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { detailQuery } from "@/api/ticket";
import type { Approval } from "@/api/types";
import { ApprovalCard } from "@/ui/approval/Approvals";
import { Page, Section } from "@/ui/Page";
import { Empty, Loading, QueryState } from "@/ui/states";
import { TicketLink } from "@/ui/TicketLink";

import styles from "./Flow.module.css";

function Waiting({ approval }: { approval: Approval }) {
  const query = useQuery({ ...detailQuery(String(approval.ticketId)), staleTime: 60_000 });
  return (
    <QueryState query={query} loading={<Loading rows={2} height={56} />}>
      {(ticket) => <div role="group" aria-label={`${ticket.key} ${ticket.title}`}><div className={styles.of}><TicketLink ticketKey={ticket.key} title={ticket.title} /></div><ApprovalCard approval={approval} ticket={ticket} /></div>}
    </QueryState>
  );
}

/** What waits for the reader's vote, on all tickets. */
export function Component() {
  const { t } = useTranslation("ticket");
  const query = useQuery({ queryKey: keys.approvals, queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/approvals", { signal }))).items });
  return (
    <Page title={t("approval.mine")} width="text">
      <QueryState query={query} loading={<Section title={t("approval.mine")}><Loading rows={3} height={72} /></Section>}>
        {(items) => items.length === 0
          ? <Empty title={t("approval.none")}>{t("approval.noneText")}</Empty>
          : <Section title={t("approval.mine")} extra={items.length}>{items.map((one) => <Waiting key={one.id} approval={one} />)}</Section>}
      </QueryState>
    </Page>
  );
}
