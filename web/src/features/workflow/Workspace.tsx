import { useMemo, useRef, useEffect } from "react";
import { useTranslation } from "react-i18next";

import { useLanguage } from "@/ui/text";
import type { Mark } from "@/ui/workflow/graph";
import { WorkflowGraph, type WorkflowGraphProps } from "@/ui/workflow/WorkflowGraph";

import type { Finding } from "./api";
import styles from "./Editor.module.css";
import type { Definition } from "./model/definition";
import { placeOf, type Place, type Section } from "./model/place";
import { changeStatus } from "./model/statuses";
import { changeSteps, stepOf } from "./model/steps";
import { useAround, type Around } from "./parts/around";
import { FindingList } from "./parts/FindingList";
import { Overview } from "./parts/Overview";
import { StatusPanel } from "./parts/StatusPanel";
import { StepPanel } from "./parts/StepPanel";
import { TextView } from "./TextView";
import type { View } from "./Toolbar";

interface Props {
  view: View;
  chosen: Place | undefined;
  choose: (place: Place | undefined) => void;
  change: (next: Definition, tag?: string) => void;
  jump: { section: Section; count: number };
  listed: boolean;
  /** Whether what is typed in the text view is no definition yet. */
  onUnread: (unread: boolean) => void;
  onJump: (finding: Finding) => void;
  onAddStatus: () => void;
  onAddStep: (from?: string, to?: string) => void;
}

/** As in the style sheet, in pixels. */
const NARROW = 1_080;

const worse: Record<Mark, number> = { error: 3, warning: 2, hint: 1, added: 0, removed: 0, changed: 0, here: 0, open: 0 };

/** The worst that is said of each status and step. Hints would be many, and stay in the list. */
function marksOf({ findings, definition }: Around): Map<string, Mark> {
  const marks = new Map<string, Mark>();
  for (const { path, severity } of findings) {
    const found = placeOf(path, definition);
    if (found === undefined || severity === "hint") continue;
    const id = found.place.kind === "step" ? found.place.uuid : (definition.statuses.find((status) => status.uuid === found.place.uuid)?.key ?? "");
    if (worse[severity] > worse[marks.get(id) ?? "here"]) marks.set(id, severity);
  }
  return marks;
}

function useGraph({ chosen, choose, change, onAddStep }: Props): WorkflowGraphProps {
  const { t } = useTranslation("workflow");
  const around = useAround();
  const { definition, locked } = around;
  const language = useLanguage();
  const statusOf = (key: string) => definition.statuses.find((status) => status.key === key);
  const highlighted = new Set(chosen === undefined ? [] : chosen.kind === "status" ? [definition.statuses.find((status) => status.uuid === chosen.uuid)?.key ?? ""] : (stepOf(definition, chosen.uuid)?.members.map((one) => one.uuid) ?? []));
  return {
    drawn: definition, label: t("view.graphLabel"), marks: useMemo(() => marksOf(around), [around]), chosen: highlighted,
    onChoose: (what) => {
      if (what === undefined) choose(undefined);
      else if ("arrow" in what) choose({ kind: "step", uuid: what.arrow });
      else choose({ kind: "status", uuid: statusOf(what.box)?.uuid ?? "" });
    },
    ...(!locked && {
      onConnect: (from, to) => onAddStep(from, to),
      onRename: (what, name) => {
        if ("box" in what) {
          const status = statusOf(what.box);
          if (status !== undefined && name !== "") change(changeStatus(definition, status.uuid, { name: { ...status.name, [language]: name } }));
        } else {
          const members = stepOf(definition, what.arrow)?.members ?? [];
          const [first] = members;
          if (first !== undefined) change(changeSteps(definition, members.map((one) => one.uuid), { name: { ...first.name, [language]: name } }));
        }
      },
    }),
  };
}

/** The picture, the lists or the text, with what is chosen beside it. */
export function Workspace(props: Props) {
  const { view, chosen, choose, change, jump, listed } = props;
  const graph = useGraph(props);
  const side = useRef<HTMLElement>(null);
  const address = chosen?.uuid;
  useEffect(() => {
    side.current?.scrollTo(0, 0);
    // On a narrow page the panel stands below.
    if (address !== undefined && window.innerWidth <= NARROW) side.current?.scrollIntoView({ block: "start" });
  }, [address]);
  const overview = <Overview chosen={chosen} onChoose={choose} change={change} onAddStatus={props.onAddStatus} onAddStep={() => props.onAddStep()} />;
  return (
    <div className={styles.work}>
      <div className={styles.main}>
        <div className={styles.view} data-view={view}>
          {view === "graph" && <WorkflowGraph {...graph} />}
          {view === "list" && overview}
          {view === "text" && <TextView change={change} onUnread={props.onUnread} />}
        </div>
        {listed && <div className={styles.listed}><FindingList onJump={props.onJump} /></div>}
      </div>
      <aside ref={side} className={styles.side}>
        {chosen?.kind === "status" && <StatusPanel key={chosen.uuid} uuid={chosen.uuid} change={change} onClose={() => choose(undefined)} onChoose={(uuid) => choose({ kind: "step", uuid })} />}
        {chosen?.kind === "step" && <StepPanel key={chosen.uuid} uuid={chosen.uuid} change={change} jump={jump} onClose={() => choose(undefined)} onChoose={(uuid) => choose({ kind: "step", uuid })} />}
        {chosen === undefined && (view === "list" ? <Guide /> : overview)}
      </aside>
    </div>
  );
}

function Guide() {
  const { t } = useTranslation("workflow");
  return <p className={styles.guide}>{t("overview.guide")}</p>;
}
