import { CloseOutlined, PaperClipOutlined, RedoOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { useEffect, useEffectEvent, useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";

import { instanceQuery } from "@/api/queries";
import { Section } from "@/ui/Page";
import { sizeOf } from "@/ui/size";

import type { Detail } from "../types";
import { FileList } from "./FileList";
import type { Sending } from "./files";
import styles from "./Files.module.css";

interface Props {
  ticket: Detail;
  sending: readonly Sending[];
  onFiles: (files: readonly File[]) => void;
  fresh: boolean;
}

/** The files that came with no comment, and those on their way: chosen, dropped anywhere on the card, or pasted anywhere on the page. */
export function Attachments({ ticket, sending, onFiles, fresh }: Props) {
  const { t } = useTranslation("ticket");
  const { data: instance } = useQuery(instanceQuery);
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const paste = useEffectEvent((event: ClipboardEvent) => {
    const files = event.clipboardData?.files;
    if (event.defaultPrevented || files === undefined || files.length === 0) return;
    event.preventDefault();
    onFiles([...files]);
  });
  useEffect(() => {
    const hear = (event: ClipboardEvent) => paste(event);
    document.addEventListener("paste", hear);
    return () => document.removeEventListener("paste", hear);
  }, []);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  const most = instance?.features.attachments.maxSize;
  return (
    <Section title={t("files.title")} extra={ticket.attachments.length || undefined} actions={<Button size="small" icon={<PaperClipOutlined />} onClick={() => picker.current?.click()}>{t("files.add")}</Button>}>
      <input ref={picker} type="file" multiple hidden aria-label={t("files.add")} onChange={(event) => { onFiles([...(event.target.files ?? [])]); event.target.value = ""; }} />
      {/* Dropping is for the mouse; the button above is for everybody. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions -- see above */}
      <div className={styles.drop} data-over={over ? "" : undefined} data-fresh={fresh ? "" : undefined} onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
        {ticket.attachments.length > 0 && <FileList files={ticket.attachments} ticketKey={ticket.key} />}
        {sending.length > 0 && (
          <ul className={styles.sending}>
            {sending.map((one) => (
              <li key={one.id}>
                <span className={styles.facts}>{one.name} · {sizeOf(one.size)}</span>
                <span>
                  {one.fault !== "" && one.again && <Button type="text" size="small" icon={<RedoOutlined />} aria-label={t("files.again", { name: one.name })} onClick={one.again} />}
                  <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t("files.stop", { name: one.name })} onClick={one.stop} />
                </span>
                {one.fault === "" ? <Progress percent={Math.round(one.part * 100)} size="small" showInfo={false} aria-label={t("files.progress", { name: one.name })} /> : <span role="alert" className={styles.fault}>{one.fault}</span>}
              </li>
            ))}
          </ul>
        )}
        {ticket.attachments.length === 0 && sending.length === 0 && <p className={styles.hint}>{t("files.none")}{most !== undefined && ` ${t("files.most", { size: sizeOf(most) })}`}</p>}
      </div>
    </Section>
  );
}
