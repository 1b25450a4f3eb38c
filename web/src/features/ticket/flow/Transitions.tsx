import { CheckSquareOutlined, DownOutlined, LockOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Dropdown, type MenuProps } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useFocusKept } from "@/ui/focus";
import { useHotkey } from "@/ui/hotkeys";
import { Modal } from "@/ui/Modal";
import { StatusTag, useStatus, type Category } from "@/ui/tags";
import { Explanation } from "@/ui/transition/Explanation";
import { TransitionDialog } from "@/ui/transition/TransitionDialog";

import { transitionsQuery } from "../queries";
import type { Detail, Offer } from "../types";
import styles from "./Flow.module.css";

/** So many ways stand as buttons; the rest are in the menu. */
const BUTTONS = 2;

function Refused({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  const { t } = useTranslation(["ticket", "common"]);
  return (
    <Modal open title={t("flow.refused", { name: offer.name })} onCancel={onClose} footer={<Button type="primary" onClick={onClose}>{t("flow.understood")}</Button>}>
      {offer.reason !== undefined && <p>{offer.reason}</p>}
      {offer.explanation && <Explanation told={offer.explanation} />}
    </Modal>
  );
}

/** The categories that work usually goes on to, the likeliest first. */
const onward: Record<Category, readonly Category[]> = {
  new: ["active", "resolved"], active: ["resolved", "closed", "active"], paused: ["active", "resolved"], resolved: ["closed"], closed: ["active"], rejected: ["active"],
};

/** The ways with those first that work usually takes; else as the workflow has them. */
function likeliestFirst(offers: readonly Offer[], from: Category, category: (status: string) => Category): Offer[] {
  const rank = (offer: Offer) => {
    const place = onward[from].indexOf(category(offer.to));
    return place < 0 ? onward[from].length : place;
  };
  return [...offers].sort((one, other) => rank(one) - rank(other));
}

/** What this person may do with the ticket now. What they may not stands in the menu and says why. */
export function Transitions({ ticket }: { ticket: Detail }) {
  const { t } = useTranslation(["ticket", "common"]);
  const { data: offers = [], isPending } = useQuery(transitionsQuery(ticket.key));
  const [chosen, setChosen] = useState<Offer>();
  const [menu, setMenu] = useState(false);
  useHotkey({ keys: "t", label: t("keys.flow"), group: t("keys.group") }, () => setMenu(true));
  const statusOf = useStatus();
  const buttons = useFocusKept<HTMLSpanElement>();
  const category = (status: string) => statusOf(ticket.project, ticket.type, status).category;
  const allowed = likeliestFirst(offers.filter((offer) => offer.allowed), category(ticket.status), category);
  const refused = offers.filter((offer) => !offer.allowed);
  const entry = (offer: Offer) => ({
    key: offer.id,
    label: <span className={styles.entry}><span>{offer.name}</span><StatusTag project={ticket.project} type={ticket.type} status={offer.to} /></span>,
    icon: offer.allowed ? (offer.approval === undefined ? <span className={styles.noIcon} /> : <CheckSquareOutlined title={t("flow.needsConsent")} />) : <LockOutlined />,
    className: offer.allowed ? "" : (styles.barred ?? ""),
    onClick: () => { setMenu(false); setChosen(offer); },
  });
  const items: MenuProps["items"] = [
    ...allowed.map(entry),
    ...(refused.length > 0 ? [{ key: "refused", type: "group" as const, label: t("flow.notAllowed"), children: refused.map(entry) }] : []),
    ...(offers.length === 0 ? [{ key: "none", label: isPending ? t("common:state.loading") : t("flow.none"), disabled: true }] : []),
  ];
  return (
    <>
      <span ref={buttons} className={styles.buttons}>
        {allowed.slice(0, BUTTONS).map((offer, place) => <Button key={offer.id} type={place === 0 ? "primary" : "default"} icon={offer.approval === undefined ? undefined : <CheckSquareOutlined />} onClick={() => setChosen(offer)}>{offer.name}</Button>)}
        <Dropdown menu={{ items, autoFocus: true }} open={menu} onOpenChange={setMenu} trigger={["click"]} autoFocus destroyOnHidden>
          <Button aria-haspopup="menu" aria-expanded={menu} icon={<DownOutlined />} iconPlacement="end">{allowed.length > BUTTONS ? t("flow.more") : t("flow.title")}</Button>
        </Dropdown>
      </span>
      {chosen?.allowed === true && <TransitionDialog ticket={ticket} offer={chosen} onClose={() => setChosen(undefined)} />}
      {chosen?.allowed === false && <Refused offer={chosen} onClose={() => setChosen(undefined)} />}
    </>
  );
}
