import { DownloadOutlined, LeftOutlined, RightOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { lazy, Suspense, useEffect, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";

import { Modal } from "@/ui/Modal";
import { Empty, Loading, QueryState } from "@/ui/states";
import { sizeOf } from "@/ui/size";

import type { Attachment } from "../types";
import { bytesQuery, LONGEST, lookOf } from "./files";
import { BytesPicture } from "./FileList";
import styles from "./Files.module.css";

const PdfPages = lazy(() => import("./PdfPages"));

function Text({ blob }: { blob: Blob }) {
  const { t } = useTranslation("ticket");
  const query = useQuery({ queryKey: ["attachments", "text", blob.size, blob], queryFn: () => blob.slice(0, LONGEST).text(), staleTime: Infinity, gcTime: 0 });
  return (
    <QueryState query={query}>
      {(text) => text === "" ? <Empty title={t("files.empty")} /> : <><pre className={styles.text}>{text}</pre>{blob.size > LONGEST && <p className={styles.cut}>{t("files.cut", { size: sizeOf(LONGEST) })}</p>}</>}
    </QueryState>
  );
}

function Shown({ file }: { file: Attachment }) {
  const { t } = useTranslation("ticket");
  const look = lookOf(file);
  const query = useQuery({ ...bytesQuery(file.id), enabled: look !== "none" });
  if (look === "none") return <Empty title={t("files.noPreview")} action={<Button type="primary" icon={<DownloadOutlined />} href={file.url} download={file.name}>{t("files.download")}</Button>}>{sizeOf(file.size)}</Empty>;
  return (
    <QueryState query={query} loading={<Loading rows={6} />}>
      {(blob) => {
        if (look === "picture") return <BytesPicture blob={blob} alt={file.name} className={styles.large} />;
        return look === "pdf" ? <Suspense fallback={<Loading rows={6} />}><PdfPages blob={blob} /></Suspense> : <Text blob={blob} />;
      }}
    </QueryState>
  );
}

interface Props { files: readonly Attachment[]; place: number; onMove: (place: number) => void; onClose: () => void }

/** A file in large; arrow keys go to the next. Only its bytes are shown, never run. */
export default function FilePreview({ files, place, onMove, onClose }: Props) {
  const { t } = useTranslation("ticket");
  const file = files[place];
  useEffect(() => {
    if (file === undefined) onClose();
  }, [file, onClose]);
  if (file === undefined) return null;
  const press = (event: KeyboardEvent) => {
    if (event.key === "ArrowLeft" && place > 0) onMove(place - 1);
    if (event.key === "ArrowRight" && place < files.length - 1) onMove(place + 1);
  };
  return (
    <Modal
      open onCancel={onClose} width={980} title={<span className={styles.title}>{file.name}</span>}
      footer={(
        <div className={styles.foot}>
          {files.length > 1 && <><Button icon={<LeftOutlined />} aria-label={t("files.before")} disabled={place === 0} onClick={() => onMove(place - 1)} /><span>{place + 1} / {files.length}</span><Button icon={<RightOutlined />} aria-label={t("files.after")} disabled={place === files.length - 1} onClick={() => onMove(place + 1)} /></>}
          <Button className={styles.last} icon={<DownloadOutlined />} href={file.url} download={file.name}>{t("files.download")}</Button>
        </div>
      )}
    >
      {/* The arrow keys go from file to file wherever the focus is in here. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- see above */}
      <div className={styles.stage} role="group" aria-label={file.name} tabIndex={0} onKeyDown={press}><Shown key={file.id} file={file} /></div>
    </Modal>
  );
}
