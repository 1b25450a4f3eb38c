import { lazy, Suspense } from "react";

import { Loading } from "@/ui/states";

import type { WorkflowGraphProps } from "./GraphCanvas";

const GraphCanvas = lazy(() => import("./GraphCanvas"));

/** The picture of a workflow: statuses as boxes, steps as arrows. It only shows, unless it is given what to do. It fills its parent. */
export function WorkflowGraph(props: WorkflowGraphProps) {
  return <Suspense fallback={<Loading rows={4} height={64} />}><GraphCanvas {...props} /></Suspense>;
}
export type { WorkflowGraphProps };
