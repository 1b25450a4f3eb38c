import { DownOutlined, UpOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Tooltip } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { pageQuery } from "@/api/ticket-pages";
import { useHotkey } from "@/ui/hotkeys";
import { Keys } from "@/ui/Keys";
import { ticketPath } from "@/ui/TicketLink";
import { keepTrail, longer, neighbours, pagesBeside, type Trail } from "@/ui/trail";

import { trailOf } from "./neighbours";
import styles from "./Header.module.css";

const nowhere = { filter: "", sort: "", q: "" };

/** The trail as far as it is needed: at its end, and at its beginning, the page beside it is read as well. */
function useLonger(trail: Trail, key: string): Trail {
  const client = useQueryClient();
  const { before, after } = pagesBeside(trail);
  const here = neighbours(trail, key);
  const asked = trail.asked ?? nowhere;
  const ahead = useQuery({ ...pageQuery(client, asked, after ?? 0), enabled: after !== undefined && here?.after === undefined });
  const behind = useQuery({ ...pageQuery(client, asked, before ?? 0), enabled: before !== undefined && here?.before === undefined });
  if (after !== undefined && here?.after === undefined && ahead.data !== undefined) return longer(trail, "after", ahead.data);
  if (before !== undefined && here?.before === undefined && behind.data !== undefined) return longer(trail, "before", behind.data);
  return trail;
}

function Along({ trail: begun, ticketKey }: { trail: Trail; ticketKey: string }) {
  const { t } = useTranslation("ticket");
  const navigate = useNavigate();
  const trail = useLonger(begun, ticketKey);
  const here = neighbours(trail, ticketKey);
  const go = (key: string | undefined) => {
    if (key === undefined) return;
    keepTrail(trail);
    void navigate(ticketPath(key));
  };
  useHotkey({ keys: "[", label: t("keys.before"), group: t("keys.group") }, () => go(here?.before));
  useHotkey({ keys: "]", label: t("keys.after"), group: t("keys.group") }, () => go(here?.after));
  return (
    <span className={styles.neighbours}>
      <span className={styles.place}>{t("neighbour.place", { place: here?.place ?? 0, count: trail.count })}</span>
      <Tooltip title={<>{t("keys.before")} <Keys keys="[" /></>}><Button type="text" icon={<UpOutlined />} aria-label={t("keys.before")} disabled={here?.before === undefined} onClick={() => go(here?.before)} /></Tooltip>
      <Tooltip title={<>{t("keys.after")} <Keys keys="]" /></>}><Button type="text" icon={<DownOutlined />} aria-label={t("keys.after")} disabled={here?.after === undefined} onClick={() => go(here?.after)} /></Tooltip>
    </span>
  );
}

/** The tickets before and after in the list that the reader came from; nothing where there was none. */
export function Neighbours({ ticketKey }: { ticketKey: string }) {
  const client = useQueryClient();
  // As it was when the reader came: the list may change while they read.
  const [trail] = useState(() => trailOf(client, ticketKey));
  return trail === undefined || trail.count < 2 ? null : <Along trail={trail} ticketKey={ticketKey} />;
}
