import { BellOutlined, CheckOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Badge, Button, Popover } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import type { Notification } from "@/api/types";
import { Avatar } from "@/ui/Person";
import { useSay } from "@/ui/say";
import { Empty, Loading, QueryState } from "@/ui/states";
import { ticketPath } from "@/ui/TicketLink";
import { Time } from "@/ui/Time";

import { useUnread } from "./nav";
import styles from "./Bell.module.css";

function useRead() {
  const client = useQueryClient();
  const say = useSay();
  return useMutation({
    mutationFn: (mark: { ids?: number[]; upTo?: number }) => answer(api.POST("/api/v1/notifications/read", { body: mark })),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.notifications }),
    onError: (error) => say.error(error),
  });
}

function Notice({ notice, onOpen }: { notice: Notification; onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <li>
      <button type="button" className={styles.notice} data-unread={notice.readAt === null ? "" : undefined} onClick={onOpen}>
        <Avatar username={notice.actor ?? "system"} size="normal" />
        <span className={styles.words}>
          <span className={styles.said}>{notice.said}{notice.readAt === null && <span className="gd-hidden">{t("bell.isUnread")}</span>}</span>
          {notice.ticket && <span className={styles.title}>{notice.ticket.title}</span>}
          {notice.text !== "" && <span className={styles.text}>{notice.text}</span>}
          <span className={styles.when}><Time at={notice.createdAt} /></span>
        </span>
      </button>
    </li>
  );
}

function Notices({ onGone }: { onGone: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const read = useRead();
  const query = useQuery({
    queryKey: [...keys.notifications, "list"],
    queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/notifications", { params: { query: { pageSize: 30 } }, signal }))).items,
  });
  const newest = query.data?.[0]?.id;
  const open = (notice: Notification) => {
    if (notice.readAt === null) read.mutate({ ids: [notice.id] });
    if (notice.ticket === null) return;
    onGone();
    void navigate(ticketPath(notice.ticket.key));
  };
  return (
    <section className={styles.panel} aria-label={t("bell.title")}>
      <div className={styles.head}>
        <h2>{t("bell.title")}</h2>
        <Button size="small" type="text" icon={<CheckOutlined />} disabled={newest === undefined} loading={read.isPending} onClick={() => newest !== undefined && read.mutate({ upTo: newest })}>{t("bell.readAll")}</Button>
      </div>
      <div className={styles.list}>
        <QueryState query={query} loading={<Loading rows={4} height={64} />}>
          {(notices) => notices.length === 0
            ? <Empty title={t("bell.none")}>{t("bell.noneText")}</Empty>
            : <ul>{notices.map((notice) => <Notice key={notice.id} notice={notice} onOpen={() => open(notice)} />)}</ul>}
        </QueryState>
      </div>
    </section>
  );
}

/** What others did that concerns the reader, behind a bell with the number of what was not read. */
export function Bell() {
  const { t } = useTranslation();
  const unread = useUnread();
  const [open, setOpen] = useState(false);
  return (
    <Popover open={open} onOpenChange={setOpen} trigger="click" placement="bottomRight" arrow={false} content={<Notices onGone={() => setOpen(false)} />} destroyOnHidden styles={{ container: { padding: 0 } }}>
      <Button type="text" aria-label={t("bell.label", { count: unread })} aria-expanded={open} icon={<Badge count={unread} size="small" overflowCount={99}><BellOutlined className={styles.bell} /></Badge>} />
    </Popover>
  );
}
