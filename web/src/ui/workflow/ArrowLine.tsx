import { ApiOutlined, AuditOutlined, FormOutlined, LockOutlined, ThunderboltOutlined } from "@ant-design/icons";
import { type Edge, EdgeLabelRenderer, type EdgeProps } from "@xyflow/react";
import { type ComponentType, useState } from "react";
import { useTranslation } from "react-i18next";

import styles from "./Graph.module.css";
import { ANY_BOX, type Mark, type Sign } from "./graph";
import { InlineName } from "./InlineName";
import { curve, loop, type PlacedArrow, type Point } from "./layout";
import { MarkSign } from "./MarkSign";

export interface ArrowData extends Record<string, unknown> {
  arrow: PlacedArrow;
  chosen: boolean;
  mark: Mark | undefined;
  onChoose: (() => void) | undefined;
  onRename: ((name: string) => void) | undefined;
}

const icons: Record<Sign, ComponentType> = { condition: LockOutlined, screen: FormOutlined, approval: AuditOutlined, trigger: ThunderboltOutlined, post: ApiOutlined };

/** The head of an arrow that ends in the last point: upright, or to the left where it comes back to its own box. */
function head(points: readonly Point[], back: "back" | "on"): string {
  const end = points.at(-1);
  const before = points.at(-2);
  if (end === undefined || before === undefined) return "";
  const angle = back === "back" ? Math.PI : Math.sign(end.y - before.y || 1) * (Math.PI / 2);
  const wing = (turn: number) => `${end.x - 8 * Math.cos(angle + turn)},${end.y - 8 * Math.sin(angle + turn)}`;
  return `M${end.x},${end.y} L${wing(0.42)} L${wing(-0.42)} Z`;
}

/** A step, with its name and what hangs on it. Double click, or F2 on it, gives it another name. */
export function ArrowLine({ data }: EdgeProps<Edge<ArrowData>>) {
  const { t } = useTranslation();
  const [naming, setNaming] = useState(false);
  if (data === undefined) return null;
  const { arrow, chosen, mark, onChoose, onRename } = data;
  const state = { "data-chosen": chosen ? "" : undefined, "data-mark": mark, "data-any": arrow.from === ANY_BOX ? "" : undefined };
  const inPlace = arrow.from === arrow.to;
  const line = inPlace ? loop(arrow.points, arrow.label) : curve(arrow.points);
  const begin = onRename && (() => setNaming(true));
  const bare = arrow.name === "" && arrow.signs.length === 0 && mark === undefined;
  const inside = <>{arrow.name !== "" && <span className={styles.arrowName}>{arrow.name}</span>}{arrow.signs.map((sign) => { const Icon = icons[sign]; return <span key={sign} className={styles.sign} title={t(`graph.${sign}`)} role="img" aria-label={t(`graph.${sign}`)}><Icon /></span>; })}<MarkSign mark={mark} /></>;
  const name = arrow.name === "" ? `${arrow.from} → ${arrow.to}` : undefined;
  return (
    <>
      <path d={line} className={styles.line} {...state} />
      <path d={head(arrow.points, inPlace ? "back" : "on")} className={styles.head} {...state} />
      {onChoose && <path d={line} className={styles.touch} onClick={onChoose} />}
      <EdgeLabelRenderer>
        <div className={`nodrag nopan ${styles.label ?? ""}`} style={{ transform: `translate(-50%, -50%) translate(${arrow.label.x}px, ${arrow.label.y}px)` }} {...state}>
          {naming && onRename
            ? <InlineName value={arrow.name} onDone={(next) => { setNaming(false); if (next !== undefined) onRename(next); }} />
            : onChoose
              ? <button type="button" className={bare ? styles.dot : styles.labelButton} aria-label={name} title={name} aria-pressed={chosen} onClick={onChoose} onDoubleClick={begin} onKeyDown={(event) => event.key === "F2" && begin?.()}>{inside}</button>
              : !bare && <span className={styles.labelButton}>{inside}</span>}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}
