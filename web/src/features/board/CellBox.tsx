import { useDroppable } from "@dnd-kit/core";
import { CheckSquareOutlined, StopOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useEffectEvent, useRef } from "react";
import { useTranslation } from "react-i18next";

import { ErrorState } from "@/ui/states";

import styles from "./Board.module.css";
import { Card, CARD } from "./Card";
import type { Verdict } from "./moves";
import { cellQuery, type Cell } from "./useCells";

interface Props {
  cell: Cell;
  label: string;
  q: string;
  /** While a card is carried: whether it may come here. Undefined while that is not known. */
  verdict: Verdict | undefined;
  /** `column` fills the height; `lane` grows with its cards up to a limit. */
  shape: "column" | "lane";
  onTotal?: (total: number) => void;
}

/** The cards of one column, in one lane where there are lanes. More come while somebody scrolls; only those in sight are drawn. */
export function CellBox({ cell, label, q, verdict, shape, onTotal }: Props) {
  const { t } = useTranslation("board");
  const scroller = useRef<HTMLDivElement>(null);
  const { setNodeRef, isOver } = useDroppable({ id: cell.id, data: { cell } });
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useInfiniteQuery(cellQuery(cell.filter, q));
  const cards = data?.pages.flatMap((page) => page.items) ?? [];
  const total = data?.pages[0]?.total;
  const virtual = useVirtualizer({ count: cards.length, getScrollElement: () => scroller.current, estimateSize: () => CARD, overscan: 5, getItemKey: (index) => cards[index]?.id ?? index });
  const items = virtual.getVirtualItems();
  const last = items[items.length - 1]?.index ?? 0;
  const near = last >= cards.length - 8;
  const more = useEffectEvent(() => { if (hasNextPage && !isFetchingNextPage) void fetchNextPage(); });
  useEffect(() => { if (near) more(); }, [near, cards.length]);
  const tell = useEffectEvent((count: number) => onTotal?.(count));
  useEffect(() => { if (total !== undefined) tell(total); }, [total]);
  const height = cards.length * CARD;
  return (
    <div ref={setNodeRef} className={styles.cell} data-shape={shape} data-over={isOver ? "" : undefined} data-may={verdict === undefined ? undefined : verdict.may ? "yes" : "no"} data-cell={cell.id}>
      {verdict?.may === false && <p className={styles.refusal}><StopOutlined /><span><b>{t("mayNot")}</b><br />{verdict.why || t("noWay")}</span></p>}
      {verdict?.may === true && verdict.consent !== undefined && <p className={styles.consent}><CheckSquareOutlined /><span>{verdict.consent}</span></p>}
      <div ref={scroller} className={styles.cards} role="group" aria-label={label} tabIndex={height > 0 ? 0 : -1}>
        {error !== null && data === undefined && <ErrorState error={error} retry={refetch} />}
        {data === undefined && error === null && [0, 1, 2].map((one) => <div key={one} className={styles.ghost} />)}
        {data !== undefined && cards.length === 0 && <p className={styles.none}>{t("empty")}</p>}
        <div style={{ position: "relative", height: `${virtual.getTotalSize()}px` }}>
          {items.map((item) => {
            const ticket = cards[item.index];
            return ticket && <div key={ticket.id} className={styles.slot} style={{ transform: `translateY(${item.start}px)` }}><Card ticket={ticket} cell={cell.id} /></div>;
          })}
        </div>
      </div>
    </div>
  );
}
