import { RightOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { answer, api } from "@/api/client";
import { ApiError } from "@/api/error";
import { keys } from "@/api/keys";
import { useCan } from "@/api/rights";
import { FilterField } from "@/ui/filter/FilterField";
import { Page } from "@/ui/Page";
import { Person } from "@/ui/Person";
import { Empty, Loading, QueryState } from "@/ui/states";
import { Time } from "@/ui/Time";

import type { AuditEntry } from "../types";
import { actions, flat, lines, quick, quickNames, vocabulary } from "./audit";
import styles from "./operation.module.css";
import { Verification } from "./Verification";

/** In the filter language, which is the same in every language. */
const EXAMPLE = "actor = admin and at >= today-7d";

/** What was done, in words. */
function useSaid(): (action: string) => string {
  const { t } = useTranslation("admin");
  return (action) => {
    const known = actions.find((one) => one === action);
    return known === undefined ? action : t(`did.${flat(known)}`);
  };
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation("admin");
  const said = useSaid();
  const [open, setOpen] = useState(false);
  const id = `audit-${entry.seq}`;
  return (
    <li className={styles.entry}>
      <button type="button" className={styles.line} aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <RightOutlined className={styles.arrow ?? ""} />
        <span className={styles.when}><Time at={entry.at} /></span>
        <span className={styles.who}>{entry.actor === "" ? <span className={styles.when}>{t("audit.nobody")}</span> : <Person username={entry.actor} />}</span>
        <span className={styles.said}>{said(entry.action)} {entry.object !== "" && <code>{entry.object}</code>}</span>
        <span className={styles.via}>{entry.via}</span>
      </button>
      {open && (
        <dl className={styles.details} id={id}>
          <dt>{t("audit.at")}</dt><dd><Time at={entry.at} form="exact" /></dd>
          <dt>{t("audit.action")}</dt><dd><code>{entry.action}</code></dd>
          <dt>{t("audit.via")}</dt><dd>{entry.via}</dd>
          <dt>{t("audit.seq")}</dt><dd>{entry.seq}</dd>
          {lines(entry.details).map(([name, text]) => [<dt key={name}><code>{name}</code></dt>, <dd key={`${name}-text`}><pre>{text}</pre></dd>])}
        </dl>
      )}
    </li>
  );
}

function FilterBar({ filter, refusal, onApply }: { filter: string; refusal: string | undefined; onApply: (filter: string) => void }) {
  const { t } = useTranslation("admin");
  const [draft, setDraft] = useState(filter);
  const [shown, setShown] = useState(filter);
  if (shown !== filter) {
    setShown(filter);
    setDraft(filter);
  }
  return (
    <div className={styles.filterbar}>
      <div className={styles.bar}>
        <FilterField value={draft} onChange={setDraft} onEnter={() => onApply(draft.trim())} label={t("audit.filter")} placeholder={EXAMPLE} vocabulary={vocabulary} />
        <Button onClick={() => onApply(draft.trim())} disabled={draft.trim() === filter}>{t("audit.apply")}</Button>
      </div>
      <p role="alert" className={styles.error}>{refusal}</p>
      <div className={styles.quick}>
        <Button size="small" type={filter === "" ? "primary" : "default"} onClick={() => onApply("")}>{t("audit.everything")}</Button>
        {quickNames.map((name) => <Button key={name} size="small" type={filter === quick[name] ? "primary" : "default"} onClick={() => onApply(quick[name])}>{t(`audit.quick.${name}`)}</Button>)}
      </div>
    </div>
  );
}

/** What was done to the instance itself, and by whom. */
export function Component() {
  const { t } = useTranslation("admin");
  const can = useCan();
  const [verifying, setVerifying] = useState(false);
  const [search, setSearch] = useSearchParams();
  const filter = search.get("filter") ?? "";
  const query = useInfiniteQuery({
    queryKey: keys.admin("audit", { filter }), initialPageParam: "",
    queryFn: ({ pageParam, signal }) => answer(api.GET("/api/v1/audit", { params: { query: { filter: filter === "" ? undefined : filter, cursor: pageParam, pageSize: "50" } as never }, signal })),
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: (before) => before,
  });
  const refusal = query.error instanceof ApiError && query.error.code === 400 ? (query.error.details["filter"] ?? query.error.message) : undefined;
  return (
    <Page title={t("place.audit")} lead={t("audit.lead")} actions={can.administer && <Button onClick={() => setVerifying(!verifying)} aria-expanded={verifying}>{t("audit.verify")}</Button>}>
      {verifying && <Verification />}
      <FilterBar filter={filter} refusal={refusal} onApply={(next) => setSearch(next === "" ? {} : { filter: next })} />
      {refusal === undefined && (
        <QueryState query={query} loading={<Loading rows={12} />}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            if (items.length === 0) return <Empty title={t("audit.none")} />;
            return (
              <ol className={styles.list} aria-label={t("place.audit")}>
                {items.map((entry) => <Entry key={entry.seq} entry={entry} />)}
                {query.hasNextPage && <li className={styles.more}><Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t("more")}</Button></li>}
              </ol>
            );
          }}
        </QueryState>
      )}
    </Page>
  );
}
