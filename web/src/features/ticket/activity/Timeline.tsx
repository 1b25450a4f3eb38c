import { ApartmentOutlined, CheckSquareOutlined, ClockCircleOutlined, EditOutlined, HistoryOutlined, LinkOutlined, MessageOutlined, PaperClipOutlined, PlusOutlined, RobotOutlined, SwapOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import { memo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Avatar, usePersonName } from "@/ui/Person";
import { Time } from "@/ui/Time";
import { plain } from "@/ui/text";

import { TextDifference } from "../time/TextDifference";
import type { Detail, Step } from "../types";
import styles from "./Activity.module.css";
import { CommentBody } from "./CommentBody";
import { Said } from "./Said";
import { say } from "./sentences";

const icons: Record<string, ReactNode> = {
  created: <PlusOutlined />, edited: <EditOutlined />, transitioned: <SwapOutlined />, commented: <MessageOutlined />, attached: <PaperClipOutlined />, detached: <PaperClipOutlined />,
  linked: <LinkOutlined />, unlinked: <LinkOutlined />, deleted: <DeleteOutlined />, restored: <PlusOutlined />, referenced: <ApartmentOutlined />, logged: <ClockCircleOutlined />,
  approval: <CheckSquareOutlined />, ran: <RobotOutlined />,
};

const vias = ["api", "email", "import", "hook", "traces", "incidents", "workflow", "cli"] as const;
const isVia = (word: string): word is (typeof vias)[number] => vias.some((one) => one === word);

function TextChange({ step }: { step: Step }) {
  const { t } = useTranslation("ticket");
  const [open, setOpen] = useState(false);
  const change = step.changes.find((one) => one.field === "content");
  if (change === undefined || step.action === "created") return null;
  return (
    <div className={styles.more}>
      <button type="button" className="gd-linkbutton" aria-expanded={open} onClick={() => setOpen(!open)}>{open ? t("difference.hide") : t("difference.show")}</button>
      {open && <TextDifference from={plain(change.from)} to={plain(change.to)} />}
    </div>
  );
}

interface Props {
  step: Step;
  ticket: Detail;
  fresh: boolean;
  /** Shows the ticket as it was after the step. */
  onLook: (moment: string) => void;
}

/** One step of history. What was said with it stands below in a card. */
const StepRow = memo(function StepRow({ step, ticket, fresh, onLook }: Props) {
  const { t } = useTranslation("ticket");
  const nameOf = usePersonName();
  const [main, ...rest] = say(step);
  const comment = ticket.comments?.find((one) => one.id === step.comment);
  const said = comment?.content ?? (step.comment === undefined || step.comment === null ? "" : step.note);
  return (
    <li className={styles.step} data-fresh={fresh ? "" : undefined} data-card={said === "" ? undefined : ""} id={`step-${step.seq}`}>
      <span className={styles.icon}>{said === "" ? icons[step.action] : <Avatar username={step.actor} name={nameOf(step.actor)} />}</span>
      <div className={styles.words}>
        <div className={styles.line}>
          <span className={styles.sentence}><Said sentence={main} ticket={ticket} /></span>
          {comment?.internal && <span className={styles.internal}>{t("comment.internal")}</span>}
          <span className={styles.when}>
            {isVia(step.via) && <span className={styles.via}>{t(`via.${step.via}`)}</span>}
            <Time at={step.at} />
            <Tooltip title={t("past.look")}><Button type="text" size="small" className={styles.look} icon={<HistoryOutlined />} aria-label={t("past.look")} onClick={() => onLook(step.at)} /></Tooltip>
          </span>
        </div>
        {rest.length > 0 && <ul className={styles.rest}>{rest.map((sentence, place) => <li key={place}><Said sentence={sentence} ticket={ticket} unsaid="who" /></li>)}</ul>}
        {step.failed && <p className={styles.failed}>{step.failed}</p>}
        {step.reference && step.reference.url !== "" && <a href={/^https?:/.test(step.reference.url) ? step.reference.url : undefined} rel="noopener noreferrer nofollow" target="_blank">{step.reference.url}</a>}
        <TextChange step={step} />
        {said !== "" && <CommentBody content={said} internal={comment?.internal ?? false} attachments={comment?.attachments ?? []} />}
        {said === "" && step.note !== "" && <p className={styles.note}>{step.note}</p>}
      </div>
    </li>
  );
});

/** Steps of history, oldest first, so that what comes while one reads moves nothing. */
export function Timeline({ steps, ticket, fresh, onLook }: { steps: readonly Step[]; ticket: Detail; fresh: ReadonlySet<number>; onLook: (moment: string) => void }) {
  const { t } = useTranslation("ticket");
  return <ol className={styles.timeline} aria-label={t("activity.title")}>{steps.map((step) => <StepRow key={step.seq} step={step} ticket={ticket} fresh={fresh.has(step.seq)} onLook={onLook} />)}</ol>;
}
