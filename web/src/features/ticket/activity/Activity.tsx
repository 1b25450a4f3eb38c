import { HistoryOutlined } from "@ant-design/icons";
import { Button, Segmented, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { useCan } from "@/api/rights";

import { Section } from "@/ui/Page";
import { usePersonName } from "@/ui/Person";
import { Empty, Loading, QueryState } from "@/ui/states";

import { Effects } from "../flow/Effects";
import { Worklogs } from "../main/Worklogs";
import { placeOf, useMoments, useSteps } from "../time/moments";
import type { Detail, Step } from "../types";
import styles from "./Activity.module.css";
import { Composer } from "./Composer";
import { historyFilter, isKind, kinds, type Kind } from "./sentences";
import { Timeline } from "./Timeline";

const tabs = ["all", "comments", "history", "hours", "jobs"] as const;
type Tab = (typeof tabs)[number];
const isTab = (word: string | null): word is Tab => tabs.some((one) => one === word);

/** What the address says of the tab and of the steps chosen. */
function useChoice() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get("tab");
  const tab: Tab = isTab(asked) ? asked : "all";
  const chosen = (search.get("kinds") ?? "").split(",").filter(isKind);
  const actor = search.get("who") ?? "";
  const set = (name: string, value: string) => setSearch((before) => {
    const after = new URLSearchParams(before);
    if (value === "") after.delete(name);
    else after.set(name, value);
    return after;
  }, { replace: true, preventScrollReset: true });
  return { tab, chosen, actor, set };
}

function Filters({ steps, chosen, actor, set }: { steps: readonly Step[]; chosen: readonly Kind[]; actor: string; set: (name: string, value: string) => void }) {
  const { t } = useTranslation("ticket");
  const nameOf = usePersonName();
  const people = [...new Set([...steps.map((step) => step.actor), ...(actor === "" ? [] : [actor])])];
  return (
    <div className={styles.filters}>
      <Select
        mode="multiple" size="small" allowClear className={styles.kinds} aria-label={t("activity.kinds")} placeholder={t("activity.kinds")} value={[...chosen]} maxTagCount="responsive"
        onChange={(next) => set("kinds", next.join(","))} options={Object.keys(kinds).filter(isKind).map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      />
      <Select size="small" allowClear className={styles.who} aria-label={t("activity.who")} placeholder={t("activity.who")} value={actor === "" ? null : actor} onChange={(next?: string) => set("who", next ?? "")} options={people.map((one) => ({ value: one, label: one === "system" ? t("system") : nameOf(one) }))} />
    </div>
  );
}

interface Props {
  ticket: Detail;
  /** Steps that have just come, by `seq`. */
  fresh: ReadonlySet<number>;
  onFiles: (files: readonly File[]) => void;
  /** RFC 3339: only what happened up to this moment. */
  until?: string | undefined;
}

/** What happened: comments, history, hours and what runs by itself. */
export function Activity({ ticket, fresh, onFiles, until }: Props) {
  const { t } = useTranslation("ticket");
  const can = useCan();
  const { tab, chosen, actor, set } = useChoice();
  const { show } = useMoments();
  const all = useSteps(ticket.key);
  const history = tab === "history";
  const filtered = useSteps(ticket.key, history ? historyFilter(chosen, actor) : "");
  const shown = history ? filtered : all;
  const told = until === undefined ? shown.steps : shown.steps.slice(0, placeOf(shown.steps, until) + 1);
  const steps = tab === "comments" ? told.filter((step) => step.comment !== undefined && step.comment !== null) : told;
  const spoken = (ticket.comments ?? []).length;
  const options = tabs.map((one) => ({ value: one, label: one === "comments" && spoken > 0 ? t("activity.commentsCount", { count: spoken }) : t(`activity.${one}`) }));
  const look = (moment: string) => {
    show({ asOf: moment }, "push");
    document.querySelector<HTMLElement>("[data-page-title]")?.scrollIntoView({ block: "start" });
  };
  const last = all.steps.at(-2) ?? all.steps.at(-1);
  return (
    <Section
      title={t("activity.title")}
      actions={<><div className={styles.tabs}><Segmented<Tab> size="small" aria-label={t("activity.title")} value={tab} options={options} onChange={(next) => set("tab", next === "all" ? "" : next)} /></div>{last && until === undefined && <Button size="small" icon={<HistoryOutlined />} onClick={() => look(last.at)}>{t("past.open")}</Button>}</>}
    >
      {history && <Filters steps={all.steps} chosen={chosen} actor={actor} set={set} />}
      {tab === "hours" && <Worklogs ticket={ticket} />}
      {tab === "jobs" && <Effects ticketKey={ticket.key} />}
      {tab !== "hours" && tab !== "jobs" && (
        <>
          <QueryState query={shown.query} loading={<Loading rows={3} height={48} />}>
            {() => steps.length === 0
              ? <Empty title={tab === "comments" ? t("activity.noComments") : t("activity.noSteps")} />
              : <Timeline steps={steps} ticket={ticket} fresh={fresh} onLook={look} />}
          </QueryState>
          {shown.query.hasNextPage && <div className={styles.loadMore}><Button size="small" loading={shown.query.isFetchingNextPage} onClick={() => void shown.query.fetchNextPage()}>{t("activity.more")}</Button></div>}
          {!history && until === undefined && can.ticket(ticket, "comment") && <Composer key={ticket.id} ticket={ticket} onFiles={onFiles} />}
        </>
      )}
    </Section>
  );
}
