import { CloseOutlined, EyeInvisibleOutlined, EyeOutlined, PlusOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { useMe } from "@/api/me";
import { detailQuery } from "@/api/ticket";
import { useHotkey } from "@/ui/hotkeys";
import { Person } from "@/ui/Person";
import { PersonPicker } from "@/ui/PersonPicker";
import { useSay } from "@/ui/say";

import type { Detail } from "../types";
import styles from "./Side.module.css";

/** Has somebody watch or no longer watch; shown at once, taken back when it is refused. */
function useWatching(ticket: Detail) {
  const client = useQueryClient();
  const say = useSay();
  return async (username: string, how: "watch" | "leave") => {
    const { queryKey } = detailQuery(ticket.key);
    const path = { params: { path: { id: ticket.key } } };
    client.setQueryData(queryKey, (now) => now && { ...now, watchers: how === "watch" ? [...now.watchers, username] : now.watchers.filter((one) => one !== username) });
    try {
      if (how === "watch") await answer(api.POST("/api/v1/tickets/{id}/watchers", { ...path, body: { username } }));
      else await answer(api.DELETE("/api/v1/tickets/{id}/watchers/{username}", { params: { path: { id: ticket.key, username } } }));
    } catch (error) {
      say.error(error);
    } finally {
      void client.invalidateQueries({ queryKey: keys.ticket(ticket.key) });
    }
  };
}

/** Watches the ticket, or no longer. */
export function WatchButton({ ticket }: { ticket: Detail }) {
  const { t } = useTranslation("ticket");
  const me = useMe();
  const change = useWatching(ticket);
  const watching = ticket.watchers.includes(me.username);
  const toggle = () => void change(me.username, watching ? "leave" : "watch");
  useHotkey({ keys: "w", label: t("keys.watch"), group: t("keys.group") }, toggle);
  return <Button aria-pressed={watching} icon={watching ? <EyeInvisibleOutlined /> : <EyeOutlined />} onClick={toggle}>{watching ? t("watch.leave") : t("watch.watch")}</Button>;
}

/** Who watches, and whom else to ask. */
export function Watchers({ ticket, fixed }: { ticket: Detail; fixed: boolean }) {
  const { t } = useTranslation("ticket");
  const change = useWatching(ticket);
  const [adding, setAdding] = useState(false);
  const add = (username: string) => {
    setAdding(false);
    if (username !== "" && !ticket.watchers.includes(username)) void change(username, "watch");
  };
  return (
    <div className={styles.watchers}>
      {ticket.watchers.map((username) => (
        <span key={username} className={styles.watcher}>
          <Person username={username} />
          {!fixed && <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("watch.remove", { username })} onClick={() => void change(username, "leave")} />}
        </span>
      ))}
      {!fixed && (adding
        ? <PersonPicker label={t("watch.add")} opened onChange={add} onBlur={() => setAdding(false)} />
        : <Button type="text" size="small" icon={<PlusOutlined />} onClick={() => setAdding(true)}>{t("watch.add")}</Button>)}
      {fixed && ticket.watchers.length === 0 && <span className={styles.nothing}>{t("nothing")}</span>}
    </div>
  );
}
