import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { StatusIcon } from "@/ui/tags";

import styles from "./Graph.module.css";
import { ANY_BOX, type Mark } from "./graph";
import { InlineName } from "./InlineName";
import type { PlacedBox } from "./layout";
import { MarkSign } from "./MarkSign";

export interface BoxData extends Record<string, unknown> {
  box: PlacedBox;
  chosen: boolean;
  mark: Mark | undefined;
  connects: boolean;
  onChoose: (() => void) | undefined;
  onRename: ((name: string) => void) | undefined;
}

/** A status. Double click, or F2 on it, gives it another name. */
export function BoxNode({ data }: NodeProps<Node<BoxData>>) {
  const { t } = useTranslation();
  const [naming, setNaming] = useState(false);
  const { box, chosen, mark, connects, onChoose, onRename } = data;
  const any = box.id === ANY_BOX;
  const name = any ? t("graph.any") : box.name;
  const inside = <>{!any && <StatusIcon category={box.category} />}<span className={styles.boxName}>{name}</span><MarkSign mark={mark} /></>;
  const begin = onRename && (() => setNaming(true));
  return (
    <div className={styles.box} data-category={any ? "any" : box.category} data-chosen={chosen ? "" : undefined} data-mark={mark}>
      <Handle type="target" position={Position.Top} className={styles.handle ?? ""} isConnectable={connects && !any} />
      {box.first && <span className={styles.first} title={t("graph.first")} role="img" aria-label={t("graph.first")} />}
      {naming && onRename
        ? <InlineName value={box.name} onDone={(next) => { setNaming(false); if (next !== undefined) onRename(next); }} />
        : onChoose
          ? <button type="button" className={`nodrag nopan ${styles.boxButton ?? ""}`} aria-pressed={chosen} onClick={onChoose} onDoubleClick={begin} onKeyDown={(event) => event.key === "F2" && begin?.()}>{inside}</button>
          : <span className={styles.boxButton}>{inside}</span>}
      <Handle type="source" position={Position.Bottom} className={styles.handle ?? ""} isConnectable={connects} />
    </div>
  );
}
