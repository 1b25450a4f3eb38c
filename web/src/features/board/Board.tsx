import { closestCenter, DndContext, DragOverlay, KeyboardSensor, MouseSensor, pointerWithin, TouchSensor, useSensor, useSensors, type CollisionDetection, type DragEndEvent, type DragStartEvent, type KeyboardCoordinateGetter, type UniqueIdentifier } from "@dnd-kit/core";
import { useQuery } from "@tanstack/react-query";
import { Suspense, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Ticket } from "@/api/types";
import { late } from "@/ui/late";
import { usePersonName } from "@/ui/Person";
import { StatusWord } from "@/ui/tags";

import styles from "./Board.module.css";
import { Face } from "./Card";
import { CellBox } from "./CellBox";
import type { BoardColumn } from "./columns";
import type { NamedLane } from "./lanes";
import { LaneRow } from "./Lanes";
import { becomes, foresee, judge, type Verdict } from "./moves";
import { cellId, useCells, type Cell } from "./useCells";
import { movesQuery, offersQuery, useMove } from "./useMove";

const TransitionDialog = late(() => import("@/ui/transition/TransitionDialog").then((made) => made.TransitionDialog));

interface Props {
  /** Undefined for all of them. */
  project: string | undefined;
  columns: readonly BoardColumn[];
  lanes: readonly NamedLane[];
  /** What all tickets of the board are like. */
  base: string;
  q: string;
}

const pointerOrNearest: CollisionDetection = (args) => (args.pointerCoordinates === null ? closestCenter(args) : pointerWithin(args));

/** The arrow keys carry a card from one cell to the next one in their direction. */
const nextCell: KeyboardCoordinateGetter = (event, { context }) => {
  const { active, collisionRect, droppableRects, droppableContainers } = context;
  if (active === null || collisionRect === null) return undefined;
  const right = event.code === "ArrowRight" ? 1 : event.code === "ArrowLeft" ? -1 : 0;
  const down = event.code === "ArrowDown" ? 1 : event.code === "ArrowUp" ? -1 : 0;
  if (right === 0 && down === 0) return undefined;
  event.preventDefault();
  const x = collisionRect.left + collisionRect.width / 2;
  const y = collisionRect.top + collisionRect.height / 2;
  let best: { far: number; x: number; y: number } | undefined;
  for (const container of droppableContainers.getEnabled()) {
    const rect = droppableRects.get(container.id);
    if (rect === undefined || (x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom)) continue;
    const to = { x: rect.left + rect.width / 2, y: Math.min(rect.top + collisionRect.height / 2 + 8, rect.top + rect.height / 2) };
    const ahead = right !== 0 ? (to.x - x) * right : (to.y - y) * down;
    const aside = right !== 0 ? (y >= rect.top && y <= rect.bottom ? 0 : Math.abs(to.y - y)) : Math.abs(to.x - x);
    const far = ahead + aside * 4;
    if (ahead > 4 && (best === undefined || far < best.far)) best = { far, ...to };
  }
  return best && { x: best.x - collisionRect.width / 2, y: best.y - collisionRect.height / 2 };
};

/** Columns of cards. While one is carried, each column says whether the workflow lets it in. */
export function Board({ project, columns, lanes, base, q }: Props) {
  const { t } = useTranslation("board");
  const nameOf = usePersonName();
  const cells = useCells(base, q, columns, lanes);
  const byId = useMemo(() => new Map(cells.map((cell) => [cell.id, cell])), [cells]);
  const { drop, taken, asking, ask } = useMove(cells, q);
  const [carried, setCarried] = useState<Ticket>();
  const [totals, setTotals] = useState<Readonly<Record<string, number>>>({});
  const offers = useQuery({ ...offersQuery(carried ?? { id: 0, version: 0 }), enabled: carried !== undefined });
  const from = carried?.project ?? project;
  const moves = useQuery({ ...movesQuery(from ?? ""), enabled: from !== undefined });
  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 5 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
    useSensor(KeyboardSensor, { coordinateGetter: nextCell, keyboardCodes: { start: ["Space"], cancel: ["Escape"], end: ["Space", "Enter"] } }),
  );
  const titled = columns.map((column) => ({ ...column, title: column.name ?? t(`category.${column.category}`) }));
  const verdict = (cell: Cell): Verdict | undefined => {
    if (carried === undefined) return undefined;
    if (becomes(carried, cell.lane) === undefined) return { may: false, why: t("laneOfMany") };
    if (offers.data !== undefined) return judge(carried, offers.data, cell.column);
    return moves.data && foresee(carried, moves.data, cell.column);
  };
  const titleOf = (id: UniqueIdentifier | undefined) => titled.find((column) => column.id === byId.get(String(id))?.column.id)?.title ?? "";
  const ticketOf = (event: Pick<DragStartEvent, "active">) => (event.active.data.current as { ticket: Ticket } | undefined)?.ticket;
  const told = (text: "picked" | "cancelled" | "dropped" | "over" | "overRefused", over?: UniqueIdentifier) => t(text, { key: carried?.key ?? "", column: titleOf(over) });
  const end = (event: DragEndEvent) => {
    const ticket = ticketOf(event);
    const cell = byId.get(String(event.over?.id));
    const known = offers.data;
    setCarried(undefined);
    if (ticket !== undefined && cell !== undefined) void drop(ticket, cell, known);
  };
  const hasLanes = lanes.length > 1;
  return (
    <DndContext
      sensors={sensors} collisionDetection={pointerOrNearest} autoScroll={{ threshold: { x: 0.12, y: 0.12 } }}
      onDragStart={(event) => setCarried(ticketOf(event))} onDragEnd={end} onDragCancel={() => setCarried(undefined)}
      accessibility={{
        screenReaderInstructions: { draggable: t("instructions") },
        announcements: {
          onDragStart: (event) => t("picked", { key: ticketOf(event)?.key ?? "" }),
          onDragOver: ({ over }) => {
            const cell = byId.get(String(over?.id));
            return cell && told(verdict(cell)?.may === false ? "overRefused" : "over", over?.id);
          },
          onDragEnd: ({ over }) => told(over ? "dropped" : "cancelled", over?.id),
          onDragCancel: () => told("cancelled"),
        },
      }}
    >
      <div className={styles.board} data-lanes={hasLanes ? "" : undefined}>
        <div className={styles.heads}>
          {titled.map((column) => (
            <h2 key={column.id} className={styles.head}><StatusWord category={column.category}>{column.title}</StatusWord>{!hasLanes && <span className={styles.total}>{totals[column.id]}</span>}</h2>
          ))}
        </div>
        {hasLanes
          ? lanes.map((lane) => <LaneRow key={lane.id} lane={lane} columns={titled} cells={byId} q={q} verdict={verdict} />)
          : (
            <div className={styles.row}>
              {titled.map((column) => {
                const lane = lanes[0];
                const cell = lane && byId.get(cellId(lane, column));
                return cell && <CellBox key={column.id} cell={cell} q={q} shape="column" verdict={verdict(cell)} label={column.title} onTotal={(count) => setTotals((before) => ({ ...before, [column.id]: count }))} />;
              })}
            </div>
          )}
      </div>
      <DragOverlay dropAnimation={null}>{carried && <div className={`${styles.card ?? ""} ${styles.lifted ?? ""}`}><Face ticket={carried} name={nameOf(carried.assignee)} /></div>}</DragOverlay>
      <Suspense fallback={null}>{asking && <TransitionDialog key={asking.ticket.id} ticket={asking.ticket} offer={asking.offer} said={asking.said} onTaken={taken} onClose={() => ask(undefined)} />}</Suspense>
    </DndContext>
  );
}
