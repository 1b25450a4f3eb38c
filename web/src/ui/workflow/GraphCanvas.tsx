import "@xyflow/react/dist/base.css";

import { Background, type Edge, type Node, ReactFlow, ReactFlowProvider, useReactFlow, useStore } from "@xyflow/react";
import { useEffect, useMemo } from "react";
import { useTranslation } from "react-i18next";

import { useLanguage } from "@/ui/text";

import { ArrowLine, type ArrowData } from "./ArrowLine";
import { BoxNode, type BoxData } from "./BoxNode";
import styles from "./Graph.module.css";
import { ANY, ANY_BOX, picture, type Drawn, type Marks } from "./graph";
import { AROUND, layout, type Layout } from "./layout";
import { ZoomButtons } from "./ZoomButtons";

/** A box (a status, by its key) or an arrow (a step, by its id). */
export type Chosen = { readonly box: string } | { readonly arrow: string };

export interface WorkflowGraphProps {
  drawn: Drawn;
  /** What it is, for those who listen. */
  label: string;
  marks?: Marks | undefined;
  /** The keys and ids of what is chosen. */
  chosen?: ReadonlySet<string>;
  onChoose?: (what: Chosen | undefined) => void;
  /** Draws a step between two statuses; from `*`, from any. */
  onConnect?: (from: string, to: string) => void;
  /** Gives a status or a step another name, in the page's language. */
  onRename?: (what: Chosen, name: string) => void;
}

const boxTypes = { box: BoxNode };
const arrowTypes = { arrow: ArrowLine };
const nothing: ReadonlySet<string> = new Set();

function boxes(placed: Layout, props: WorkflowGraphProps): Node<BoxData>[] {
  return placed.boxes.map((box) => ({
    id: box.id, type: "box", position: { x: box.x, y: box.y }, width: box.width, height: box.height, draggable: false, selectable: false, style: { pointerEvents: "all" }, ariaRole: "presentation" as const, domAttributes: { "aria-roledescription": undefined },
    data: {
      box, chosen: (props.chosen ?? nothing).has(box.id), mark: props.marks?.get(box.id), connects: props.onConnect !== undefined,
      onChoose: box.id === ANY_BOX || props.onChoose === undefined ? undefined : () => props.onChoose?.({ box: box.id }),
      onRename: box.id === ANY_BOX || props.onRename === undefined ? undefined : (name) => props.onRename?.({ box: box.id }, name),
    },
  }));
}

function arrows(placed: Layout, props: WorkflowGraphProps): Edge<ArrowData>[] {
  return placed.arrows.map((arrow) => ({
    id: arrow.id, type: "arrow", source: arrow.from, target: arrow.to, selectable: false,
    // The button of its label is what is heard and reached of it.
    ariaRole: "presentation" as const, domAttributes: { "aria-label": undefined, "aria-roledescription": undefined },
    data: {
      arrow, chosen: (props.chosen ?? nothing).has(arrow.id), mark: props.marks?.get(arrow.id),
      onChoose: props.onChoose === undefined ? undefined : () => props.onChoose?.({ arrow: arrow.id }),
      onRename: props.onRename === undefined ? undefined : (name) => props.onRename?.({ arrow: arrow.id }, name),
    },
  }));
}

/** Brings everything into sight when there is more or less to see, or the space changes. */
function Fit({ shape }: { shape: string }) {
  const flow = useReactFlow();
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  useEffect(() => {
    if (width > 0 && height > 0) void flow.fitView({ maxZoom: 1.2, minZoom: 0.3, padding: AROUND });
  }, [flow, shape, width, height]);
  return null;
}

export default function GraphCanvas(props: WorkflowGraphProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const { drawn, onConnect } = props;
  const shown = useMemo(() => picture(drawn, language), [drawn, language]);
  const placed = useMemo(() => layout(shown), [shown]);
  const shape = placed.boxes.map((box) => `${box.id}:${box.x}:${box.y}`).join();
  if (shown.boxes.length === 0) return <p className={styles.none}>{t("graph.none")}</p>;
  return (
    <div className={styles.canvas} role="group" aria-label={props.label}>
      <ReactFlowProvider>
        <ReactFlow
          nodes={boxes(placed, props)} edges={arrows(placed, props)} nodeTypes={boxTypes} edgeTypes={arrowTypes} minZoom={0.2} maxZoom={1.6}
          nodesFocusable={false} edgesFocusable={false} nodesConnectable={onConnect !== undefined} elementsSelectable={false} deleteKeyCode={null} disableKeyboardA11y
          proOptions={{ hideAttribution: true }} onPaneClick={() => props.onChoose?.(undefined)} zoomOnDoubleClick={false} preventScrolling
          onConnect={({ source, target }) => target !== ANY_BOX && onConnect?.(source === ANY_BOX ? ANY : source, target)}
        >
          <Background gap={20} size={1} color="var(--gd-line)" />
          <Fit shape={shape} />
          <ZoomButtons />
        </ReactFlow>
      </ReactFlowProvider>
    </div>
  );
}
