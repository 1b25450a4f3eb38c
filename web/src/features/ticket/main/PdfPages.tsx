import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from "pdfjs-dist";
import worker from "pdfjs-dist/build/pdf.worker.min.mjs?url";

import { Empty, Loading } from "@/ui/states";

import styles from "./Files.module.css";

GlobalWorkerOptions.workerSrc = worker;
/** Pages beyond this are for a program of their own. */
const MOST = 50;

function PdfPage({ document: doc, number }: { document: PDFDocumentProxy; number: number }) {
  const { t } = useTranslation("ticket");
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let over = false;
    let stop = () => { over = true; };
    void doc.getPage(number).then((page) => {
      if (over || canvas.current === null) return;
      const viewport = page.getViewport({ scale: Math.min(2, 1.4 * window.devicePixelRatio) });
      canvas.current.width = viewport.width;
      canvas.current.height = viewport.height;
      const task = page.render({ canvas: canvas.current, viewport });
      task.promise.catch(() => undefined);
      stop = () => task.cancel();
    });
    return () => stop();
  }, [doc, number]);
  return <canvas ref={canvas} className={styles.page} aria-label={t("files.page", { number, count: doc.numPages })} />;
}

/** A PDF drawn page by page: nothing in it runs, and nothing is fetched from elsewhere. */
export default function PdfPages({ blob }: { blob: Blob }) {
  const { t } = useTranslation("ticket");
  const [shown, setShown] = useState<PDFDocumentProxy | "broken">();
  useEffect(() => {
    let stop: (() => void) | undefined;
    let over = false;
    void blob.arrayBuffer().then((data) => {
      if (over) return;
      const task = getDocument({ data, isEvalSupported: false, useWasm: false, enableXfa: false });
      stop = () => void task.destroy();
      task.promise.then(setShown, () => setShown("broken"));
    });
    return () => {
      over = true;
      stop?.();
    };
  }, [blob]);
  if (shown === undefined) return <Loading rows={6} />;
  if (shown === "broken") return <Empty title={t("files.broken")} />;
  return <div className={styles.pages}>{Array.from({ length: Math.min(MOST, shown.numPages) }, (_, place) => <PdfPage key={place} document={shown} number={place + 1} />)}</div>;
}
