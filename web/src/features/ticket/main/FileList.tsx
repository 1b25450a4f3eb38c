import { DeleteOutlined, DownloadOutlined, FileOutlined, FilePdfOutlined, FileTextOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Tooltip } from "antd";
import { Suspense, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { late } from "@/ui/late";
import { Person } from "@/ui/Person";
import { Time } from "@/ui/Time";
import { sizeOf } from "@/ui/size";

import type { Attachment } from "../types";
import { bytesQuery, lookOf } from "./files";
import styles from "./Files.module.css";

const FilePreview = late(() => import("./FilePreview").then((made) => made.default));

/** A picture of bytes that are here already; their address lives as long as it is shown. */
export function BytesPicture({ blob, alt, className }: { blob: Blob; alt: string; className: string | undefined }) {
  const show = useCallback((image: HTMLImageElement) => {
    const address = URL.createObjectURL(blob);
    image.src = address;
    return () => URL.revokeObjectURL(address);
  }, [blob]);
  return <img ref={show} alt={alt} className={className} />;
}

/** Bigger pictures are fetched when somebody opens them. */
const SMALL = 3 * 1024 * 1024;

function Thumb({ file }: { file: Attachment }) {
  const look = lookOf(file);
  const { data } = useQuery({ ...bytesQuery(file.id), enabled: look === "picture" && file.size <= SMALL });
  if (look === "picture" && data !== undefined) return <BytesPicture blob={data} alt="" className={styles.picture} />;
  return <span className={styles.sign}>{look === "pdf" ? <FilePdfOutlined /> : look === "text" ? <FileTextOutlined /> : <FileOutlined />}</span>;
}

/** Files with their pictures; each opens its preview. With `ticketKey` they can be taken away. */
export function FileList({ files, ticketKey }: { files: readonly Attachment[]; ticketKey?: string }) {
  const { t } = useTranslation("ticket");
  const client = useQueryClient();
  const [open, setOpen] = useState<number>();
  const remove = async (id: number) => {
    await answer(api.DELETE("/api/v1/attachments/{id}", { params: { path: { id: String(id) } } }));
    if (ticketKey !== undefined) await client.invalidateQueries({ queryKey: keys.ticket(ticketKey) });
  };
  return (
    <>
      <ul className={styles.files}>
        {files.map((file, place) => (
          <li key={file.id} className={styles.file}>
            <button type="button" className={styles.open} onClick={() => setOpen(place)} aria-label={t("files.preview", { name: file.name })}><Thumb file={file} /></button>
            <span className={styles.about}>
              <button type="button" className={styles.name} title={file.name} onClick={() => setOpen(place)}>{file.name}</button>
              <span className={styles.facts}>{sizeOf(file.size)} · <Person username={file.author} compact="name" /> · <Time at={file.createdAt} /></span>
            </span>
            <span className={styles.deeds}>
              <Tooltip title={t("files.download")}><Button type="text" size="small" icon={<DownloadOutlined />} href={file.url} download={file.name} aria-label={t("files.downloadName", { name: file.name })} /></Tooltip>
              {ticketKey !== undefined && <ConfirmButton question={t("files.removeQuestion", { name: file.name })} yes={t("files.remove")} onConfirm={() => remove(file.id)} button={{ type: "text", size: "small", icon: <DeleteOutlined />, "aria-label": t("files.removeName", { name: file.name }) }} />}
            </span>
          </li>
        ))}
      </ul>
      {open !== undefined && <Suspense fallback={null}><FilePreview files={files} place={open} onMove={setOpen} onClose={() => setOpen(undefined)} /></Suspense>}
    </>
  );
}
