import { lazy, Suspense } from "react";

const Rendered = lazy(() => import("./MarkdownRendered"));

/** Markdown as people write it, made safe. Until its reader has come, the text itself. */
export function Markdown({ text }: { text: string }) {
  return <Suspense fallback={<div className="gd-plain">{text}</div>}><Rendered text={text} /></Suspense>;
}
