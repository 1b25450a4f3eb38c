import { DownOutlined, UpOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";

import { useHotkey } from "@/ui/hotkeys";
import { ticketPath } from "@/ui/TicketLink";

import { neighbours, trailOf } from "./neighbours";
import styles from "./Header.module.css";

/** The tickets before and after in the list that the reader came from; nothing where there was none. */
export function Neighbours({ ticketKey }: { ticketKey: string }) {
  const { t } = useTranslation("ticket");
  const client = useQueryClient();
  const navigate = useNavigate();
  const location = useLocation();
  // As it was when the reader came: the list may change while they read.
  const [trail] = useState(() => trailOf(client, location.state, ticketKey));
  const { before, after, place } = neighbours(trail.trail, ticketKey);
  const go = (key: string | undefined) => {
    if (key !== undefined) void navigate(ticketPath(key), { state: trail });
  };
  useHotkey({ keys: "[", label: t("keys.before"), group: t("keys.group") }, () => go(before));
  useHotkey({ keys: "]", label: t("keys.after"), group: t("keys.group") }, () => go(after));
  if (place < 0 || trail.trail.length < 2) return null;
  return (
    <span className={styles.neighbours}>
      <span className={styles.place}>{t("neighbour.place", { place: place + 1, count: trail.trail.length })}</span>
      <Tooltip title={t("keys.before")}><Button type="text" icon={<UpOutlined />} aria-label={t("keys.before")} disabled={before === undefined} onClick={() => go(before)} /></Tooltip>
      <Tooltip title={t("keys.after")}><Button type="text" icon={<DownOutlined />} aria-label={t("keys.after")} disabled={after === undefined} onClick={() => go(after)} /></Tooltip>
    </span>
  );
}
