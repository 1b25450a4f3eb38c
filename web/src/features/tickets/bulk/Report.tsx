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

interface PartProps { job: string; outcome: "refused" | "waiting"; counts: Counts | undefined; onClose: () => void }

function Part({ job, outcome, counts, onClose }: PartProps) {
  const { t } = useTranslation("tickets");
  const query = useInfiniteQuery(bulkItemsQuery(job, outcome));
  return (
    <QueryState query={query} loading={<Loading rows={2} height={28} />}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        const count = counts?.[outcome] ?? items.length;
        return (
          <section className={styles.part}>
            <h3>{items.length === 0 ? t(`bulk.none.${outcome}`) : outcome === "refused" ? t("bulk.refused", { count }) : t("bulk.waiting", { count })}</h3>
            <ul className={styles.reasons}>
              {byReason(items).map(({ why, tickets }) => (
                <li key={why}>
                  {why !== "" && <p>{why}{tickets.length > 1 && <span className={styles.many}>× {tickets.length}</span>}</p>}
                  <p className={styles.keys}>{tickets.map((key) => <Link key={key} to={ticketPath(key)} onClick={onClose}>{key}</Link>)}</p>
                </li>
              ))}
            </ul>
            {query.hasNextPage && <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("bulk.more")}</Button>}
          </section>
        );
      }}
    </QueryState>
  );
}

/** `counts` are unknown of a job that was stopped. */
export default function Report({ job, title, counts, onClose }: { job: string; title: string; counts: Counts | undefined; onClose: () => void }) {
  return (
    <Modal open title={title} onCancel={onClose} footer={null} width={600}>
      <div className={styles.report}>
        {counts?.refused !== 0 && <Part job={job} outcome="refused" counts={counts} onClose={onClose} />}
        {counts?.waiting !== 0 && <Part job={job} outcome="waiting" counts={counts} onClose={onClose} />}
      </div>
    </Modal>
  );
}
