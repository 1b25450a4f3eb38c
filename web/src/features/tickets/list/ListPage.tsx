import { ReloadOutlined, SearchOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";

import type { Asked } from "@/api/ticket-pages";
import type { View } from "@/api/types";
import { FacetChips } from "@/ui/filter/FacetChips";
import { complaint, FilterLine } from "@/ui/filter/FilterLine";
import { useHotkey } from "@/ui/hotkeys";
import { Page } from "@/ui/Page";
import { Empty, ErrorState, Loading } from "@/ui/states";
import { ticketPath } from "@/ui/TicketLink";
import { keepTrail } from "@/ui/trail";

import { BulkBar } from "../bulk/BulkBar";
import bulkStyles from "../bulk/Bulk.module.css";
import { JobStrip } from "../bulk/JobStrip";
import { useBulk, type Bulk } from "../bulk/useBulk";
import { asked as toAsked, useAddress, type Address } from "./address";
import { ColumnPicker } from "./ColumnPicker";
import { useColumns } from "./columns";
import { useCompactColumn } from "./Compact";
import { ExportButton } from "./ExportButton";
import { Grid } from "./Grid";
import { keepLayout, keptLayout, type Layout } from "./layout";
import styles from "./ListPage.module.css";
import { MOST } from "./rows";
import { useChoice } from "./useChoice";
import { useNarrow } from "./useNarrow";
import { usePages, type Pages } from "./usePages";
import { useViews } from "./useViews";
import { ViewActions } from "./ViewActions";
import { Views } from "./Views";

/** Where a list was when it was left, by entry of the history: the way back leads to the same rows. */
const places = new Map<string, { top: number; active: number }>();
const PHONE: Layout = { columns: ["title"], widths: {} };

function SearchBox({ value, onSearch }: { value: string; onSearch: (text: string) => void }) {
  const { t } = useTranslation("tickets");
  const box = useRef<HTMLInputElement | null>(null);
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    setKnown(value);
    setText(value);
  }
  useHotkey({ keys: "f", label: t("keys.search"), group: t("nav") }, () => box.current?.focus());
  return (
    <Input
      ref={(input) => { box.current = input?.input ?? null; }} className={styles.search} allowClear prefix={<SearchOutlined />} placeholder={t("search")} aria-label={t("search")} maxLength={300} value={text}
      onChange={(event) => { setText(event.target.value); if (event.target.value === "") onSearch(""); }} onPressEnter={() => onSearch(text.trim())} onBlur={() => { if (text.trim() !== value) onSearch(text.trim()); }}
    />
  );
}

interface TableProps {
  asked: Asked;
  pages: Pages;
  layout: Layout;
  onLayout: (layout: Layout) => void;
  change: (address: Partial<Address>) => void;
  bulk: Bulk;
}

function Table({ asked, pages, layout, onLayout, change, bulk }: TableProps) {
  const { t } = useTranslation("tickets");
  const navigate = useNavigate();
  const { key } = useLocation();
  const [before] = useState(() => places.get(key) ?? { top: 0, active: -1 });
  const place = useRef(before);
  const [active, setActive] = useState(before.active);
  const columnOf = useColumns();
  const compact = useCompactColumn();
  const narrow = useNarrow();
  const columns = useMemo(() => (narrow ? [compact] : layout.columns.map(columnOf)), [narrow, compact, layout.columns, columnOf]);
  const count = Math.min(pages.count, MOST);
  const choice = useChoice(asked, pages, count);
  useEffect(() => () => void places.set(key, place.current), [key]);
  return (
    <div className={styles.table}>
      <Grid
        label={t("nav")} asked={asked} count={count} onCount={pages.onCount} rowAt={pages.rowAt} columns={columns} layout={narrow ? PHONE : layout} onLayout={onLayout} sort={asked.sort} onSort={(sort) => change({ sort })}
        active={active} onActive={(index) => { place.current = { ...place.current, active: index }; setActive(index); }} chosen={choice.chosen} onChoose={choice.choose} onChooseAll={choice.chooseAll} onClear={choice.clear}
        onLeave={(index) => keepTrail(pages.trail(index))} onOpen={(row) => void navigate(ticketPath(row.key))} scrollTo={before.top} onScroll={(top) => { place.current = { ...place.current, top }; }}
        foot={pages.count > MOST ? <p className={styles.end}>{t("tooMany", { count: MOST })}</p> : undefined}
      />
      <BulkBar choice={choice} starting={bulk.starting} onStart={bulk.start} />
    </div>
  );
}

/** Tickets, as the address asks for them. */
export function Component() {
  const { t } = useTranslation("tickets");
  const [address, change] = useAddress();
  const views = useViews();
  const view = views.data?.find((one) => one.uuid === address.view);
  if (address.view !== undefined && view === undefined) {
    return <Page title={t("nav")}>{views.error ? <ErrorState error={views.error} retry={views.refetch} /> : views.data === undefined ? <Loading rows={12} height={38} /> : <Empty title={t("noView")} action={<Button onClick={() => change({ view: undefined, filter: undefined })}>{t("allTickets")}</Button>}>{t("noViewText")}</Empty>}</Page>;
  }
  return <List key={address.view ?? ""} address={address} view={view} change={change} />;
}

interface ListProps { address: Address; view: View | undefined; change: (address: Partial<Address>) => void }

function List({ address, view, change }: ListProps) {
  const { t } = useTranslation("tickets");
  const asked = useMemo(() => toAsked(address, view), [address, view]);
  const pages = usePages(asked);
  const bulk = useBulk();
  const name = view?.uuid ?? "";
  const [layout, setLayout] = useState(() => keptLayout(name, view?.columns ?? []));
  const onLayout = (next: Layout) => {
    keepLayout(name, next);
    setLayout(next);
  };
  const setFilter = (filter: string) => change({ filter });
  const wrong = complaint(pages.error) !== undefined;
  const empty = !pages.waiting && pages.error === null && pages.count === 0;
  const anything = asked.filter !== "" || asked.q !== "";
  return (
    <Page title={view?.name ?? t("nav")} actions={<ViewActions address={address} asked={asked} view={view} layout={layout} onLayout={setLayout} change={change} />}>
      <div className={styles.columns}>
        <Views address={address} />
        <div className={styles.list}>
          <div className={styles.bar}>
            <SearchBox value={asked.q} onSearch={(q) => change({ q })} />
            <FacetChips filter={asked.filter} onChange={setFilter} />
          </div>
          <FilterLine value={asked.filter} onApply={setFilter} error={pages.error} />
          <div className={styles.status}>
            <span aria-live="polite" className={styles.total}>{pages.waiting || pages.error !== null ? "\u00a0" : t("total", { count: pages.count })}</span>
            {pages.news > 0 && <Button size="small" type="link" icon={<ReloadOutlined />} onClick={pages.refresh}>{t("news", { count: pages.news })}</Button>}
            <span className={styles.tools}>
              <ExportButton asked={asked} layout={layout} disabled={pages.waiting || pages.error !== null || empty} />
              <ColumnPicker layout={layout} onLayout={onLayout} view={name} ownColumns={view?.columns ?? []} />
            </span>
          </div>
          {pages.waiting && <div className={styles.card}><Loading rows={14} height={38} /></div>}
          {pages.error !== null && <div className={styles.card}>{wrong ? <Empty title={t("wrong")} action={<Button onClick={() => setFilter("")}>{t("clearFilter")}</Button>}>{t("wrongText")}</Empty> : <ErrorState error={pages.error} retry={pages.refresh} />}</div>}
          {empty && <div className={styles.card}><Empty title={t(anything ? "none" : "noneYet")} action={anything ? <Button onClick={() => change({ filter: "", q: "" })}>{t("clearFilter")}</Button> : undefined}>{anything ? t("noneText") : t("noneAtAll")}</Empty></div>}
          {!pages.waiting && pages.error === null && !empty && <Table key={JSON.stringify(asked)} asked={asked} pages={pages} layout={layout} onLayout={onLayout} change={change} bulk={bulk} />}
          {bulk.jobs.length > 0 && (
            <div className={bulkStyles.strips}>
              {bulk.jobs.map((job) => <JobStrip key={job.id} job={job} busy={bulk.starting} onStop={() => bulk.stop(job)} onUndo={() => bulk.undo(job)} onPutAway={() => bulk.putAway(job)} />)}
            </div>
          )}
        </div>
      </div>
    </Page>
  );
}
