import { lazy, Suspense } from "react";

import type { CodeEditorProps } from "./CodeMirror";

const CodeMirror = lazy(() => import("./CodeMirror"));

/** An editor for scripts, JSON and filters; it comes when it is first needed. */
export function CodeEditor(props: CodeEditorProps) {
  return <Suspense fallback={<pre className="gd-code">{props.value}</pre>}><CodeMirror {...props} /></Suspense>;
}
export type { CodeEditorProps };
