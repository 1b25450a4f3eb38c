import { CheckOutlined, CloseOutlined, MoreOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Dropdown, Input, type MenuProps } from "antd";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { useMe } from "@/api/me";
import { approvalsQuery } from "@/api/ticket";
import type { Approval } from "@/api/types";
import { FieldValue } from "../fields/FieldValue";
import { useFieldSpecs } from "../fields/specs";
import { Modal } from "../Modal";
import { Section } from "../Page";
import { Person } from "../Person";
import { PersonPicker } from "../PersonPicker";
import { useSay } from "../say";
import { StatusTag } from "../tags";
import { Time } from "../Time";

import { votes } from "./rule";
import styles from "./Approval.module.css";

interface OneProps {
  approval: Approval;
  /** Whose request it is. */
  ticket: { key: string; project: string; type: string };
}

/** Does something to a request, and has all that shows it read again. */
function useDeed(ticketKey: string) {
  const client = useQueryClient();
  const say = useSay();
  const [busy, setBusy] = useState(false);
  const run = async (act: () => Promise<unknown>, done?: string) => {
    setBusy(true);
    try {
      await act();
      if (done !== undefined) say.done(done);
      return true;
    } catch (error) {
      say.error(error);
      return false;
    } finally {
      setBusy(false);
      void client.invalidateQueries({ queryKey: keys.ticket(ticketKey) });
      void client.invalidateQueries({ queryKey: keys.approvals });
    }
  };
  return { busy, run };
}

function Seats({ approval }: { approval: Approval }) {
  const { t } = useTranslation("ticket");
  return (
    <ul className={styles.seats}>
      {approval.approvers.map((seat) => (
        <li key={seat.username}>
          <Person username={seat.username} />
          <span className={styles.vote} data-vote={seat.vote ?? undefined}>{seat.vote === "consent" ? t("approval.consented") : seat.vote === "refuse" ? t("approval.refused") : approval.waitsFor.includes(seat.username) ? t("approval.waiting") : t("approval.later")}</span>
          {seat.votedAt !== null && <Time at={seat.votedAt} />}
          {seat.note !== "" && <span className={styles.seatNote}>{seat.note}</span>}
        </li>
      ))}
    </ul>
  );
}

/** What the step sets, as it was filled in: who consents does so to that. */
function Sets({ fields, ticket }: { fields: Approval["fields"]; ticket: OneProps["ticket"] }) {
  const { spec } = useFieldSpecs(ticket.project);
  const set = Object.entries(fields);
  if (set.length === 0) return null;
  return <dl className={styles.sets}>{set.map(([field, value]) => <Fragment key={field}><dt>{spec(field).label}</dt><dd><FieldValue spec={spec(field)} value={value} ticket={ticket} /></dd></Fragment>)}</dl>;
}

/** Names somebody: who is to vote instead, or besides. */
function WhoDialog({ title, onChoose, onClose }: { title: string; onChoose: (who: string) => Promise<boolean>; onClose: () => void }) {
  const { t } = useTranslation("ticket");
  const [who, setWho] = useState("");
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    if (await onChoose(who)) onClose();
    else setBusy(false);
  };
  return (
    <Modal open title={title} onCancel={onClose} onOk={() => void go()} okText={t("approval.choose")} okButtonProps={{ disabled: who === "", loading: busy }}>
      <PersonPicker value={who} onChange={setWho} label={title} opened />
    </Modal>
  );
}

function Vote({ approval, ticketKey }: { approval: Approval; ticketKey: string }) {
  const { t } = useTranslation("ticket");
  const { busy, run } = useDeed(ticketKey);
  const [note, setNote] = useState("");
  const vote = (which: "consent" | "refuse") => run(() => answer(api.POST("/api/v1/tickets/{id}/approvals/{number}/vote", { params: { path: { id: ticketKey, number: String(approval.id) } }, body: { vote: which, ...(note.trim() !== "" && { note }) } })), t(which === "consent" ? "approval.youConsented" : "approval.youRefused"));
  return (
    <div className={styles.ballot}>
      <Input value={note} onChange={(event) => setNote(event.target.value)} placeholder={t("approval.note")} aria-label={t("approval.note")} />
      <Button type="primary" icon={<CheckOutlined />} loading={busy} onClick={() => void vote("consent")}>{t("approval.consent")}</Button>
      <Button danger icon={<CloseOutlined />} disabled={busy} onClick={() => void vote("refuse")}>{t("approval.refuse")}</Button>
    </div>
  );
}

/** One request for consent: what is asked, who has said what, and what the reader may do about it. */
export function ApprovalCard({ approval, ticket }: OneProps) {
  const { t } = useTranslation("ticket");
  const me = useMe();
  const { run } = useDeed(ticket.key);
  const [naming, setNaming] = useState<"handOver" | "add">();
  const path = { params: { path: { id: ticket.key, number: String(approval.id) } } };
  const mine = approval.waitsFor.includes(me.username);
  const asker = approval.requester === me.username;
  const items: MenuProps["items"] = [
    ...(mine ? [{ key: "hand", label: t("approval.handOver"), onClick: () => setNaming("handOver") }] : []),
    { key: "add", label: t("approval.add"), onClick: () => setNaming("add") },
    { key: "remind", label: t("approval.remind"), onClick: () => void run(() => answer(api.POST("/api/v1/tickets/{id}/approvals/{number}/remind", path)), t("approval.reminded")) },
    ...(asker ? [{ key: "withdraw", danger: true, label: t("approval.withdraw"), onClick: () => void run(() => answer(api.POST("/api/v1/tickets/{id}/approvals/{number}/withdraw", path)), t("approval.withdrawn")) }] : []),
  ];
  const named = (who: string) => (naming === "handOver"
    ? run(() => answer(api.POST("/api/v1/tickets/{id}/approvals/{number}/hand-over", { ...path, body: { to: who } })))
    : run(() => answer(api.POST("/api/v1/tickets/{id}/approvals/{number}/approvers", { ...path, body: { who } }))));
  const rule = votes(approval.rule, approval.approvers.length);
  return (
    <div className={styles.approval}>
      <div className={styles.approvalHead}>
        <span className={styles.asks}><b><Person username={approval.requester} compact="name" /></b> {t("approval.asks", { name: approval.name || approval.to })} <span className={styles.way}><StatusTag project={ticket.project} type={ticket.type} status={approval.from} /> <span aria-hidden="true">→</span> <StatusTag project={ticket.project} type={ticket.type} status={approval.to} /></span></span>
        <span className={styles.muted}><Time at={approval.createdAt} /></span>
        <Dropdown menu={{ items }} trigger={["click"]}><Button type="text" size="small" icon={<MoreOutlined />} aria-label={t("approval.more")} aria-haspopup="menu" /></Dropdown>
      </div>
      {approval.note !== "" && <p className={styles.approvalNote}>{approval.note}</p>}
      <Sets fields={approval.fields} ticket={ticket} />
      {approval.approvers.length > 1 && <p className={styles.muted}>{rule === "all" ? t("approval.all") : t("approval.some", { count: rule })}{approval.order === "in_turn" && ` · ${t("approval.inTurn")}`}</p>}
      <Seats approval={approval} />
      {mine && <Vote approval={approval} ticketKey={ticket.key} />}
      {naming && <WhoDialog title={t(naming === "handOver" ? "approval.handOver" : "approval.add")} onChoose={named} onClose={() => setNaming(undefined)} />}
    </div>
  );
}

/** The requests for consent that wait on this ticket. */
export function Approvals({ ticket }: { ticket: { key: string; project: string; type: string } }) {
  const { t } = useTranslation("ticket");
  const { data = [] } = useQuery(approvalsQuery(ticket.key));
  const open = data.filter((one) => one.state === "open");
  if (open.length === 0) return null;
  return <Section title={t("approval.title")} extra={open.length}>{open.map((one) => <ApprovalCard key={one.id} approval={one} ticket={ticket} />)}</Section>;
}
