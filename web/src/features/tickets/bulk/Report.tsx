/** Which tickets a bulk change could not change, and why. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { Modal } from "@/ui/Modal";
import { Loading, QueryState } from "@/ui/states";
import { ticketPath } from "@/ui/TicketLink";

import styles from "./Bulk.module.css";
import { bulkItemsQuery } from "./jobs";
import { byReason, type Counts } from "./outcome";

interface PartProps { job: string; outcome: "refused" | "waiting"; title: string; onClose: () => void }

function Part({ job, outcome, title, onClose }: PartProps) {
  const { t } = useTranslation("tickets");
  const query = useInfiniteQuery(bulkItemsQuery(job, outcome));
  return (
    <section className={styles.part}>
      <h3>{title}</h3>
      <QueryState query={query} loading={<Loading rows={2} height={28} />}>
        {({ pages }) => (
          <ul className={styles.reasons}>
            {byReason(pages.flatMap((page) => page.items)).map(({ why, tickets }) => (
              <li key={why}>
                {why !== "" && <p>{why}{tickets.length > 1 && <span className={styles.many}>{t("bulk.times", { count: tickets.length })}</span>}</p>}
                <p className={styles.keys}>{tickets.map((key) => <Link key={key} to={ticketPath(key)} onClick={onClose}>{key}</Link>)}</p>
              </li>
            ))}
          </ul>
        )}
      </QueryState>
      {query.hasNextPage && <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("bulk.more")}</Button>}
    </section>
  );
}

export default function Report({ job, title, counts, onClose }: { job: string; title: string; counts: Counts | undefined; onClose: () => void }) {
  const { t } = useTranslation("tickets");
  const { refused = 0, waiting = 0 } = counts ?? {};
  return (
    <Modal open title={title} onCancel={onClose} footer={null} width={600}>
      <div className={styles.report}>
        {refused > 0 && <Part job={job} outcome="refused" title={t("bulk.refused", { count: refused })} onClose={onClose} />}
        {waiting > 0 && <Part job={job} outcome="waiting" title={t("bulk.waiting", { count: waiting })} onClose={onClose} />}
      </div>
    </Modal>
  );
}
