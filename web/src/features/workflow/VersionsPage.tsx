import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useParams, useSearchParams } from "react-router";

import { projectsQuery } from "@/api/queries";
import { Page } from "@/ui/Page";
import { Person } from "@/ui/Person";
import { ErrorState, Loading, QueryState } from "@/ui/states";
import { inLanguage, useLanguage } from "@/ui/text";
import { Time } from "@/ui/Time";
import { WorkflowGraph } from "@/ui/workflow/WorkflowGraph";

import { compareQuery, draftQuery, inForceQuery, versionQuery, versionsQuery, type Home, type VersionHead } from "./api";
import type { Definition } from "./model/definition";
import { together } from "./model/difference";
import { editorPath } from "./paths";
import { DifferenceList } from "./parts/DifferenceList";
import styles from "./VersionsPage.module.css";

/** The definition of a version, or of the draft. */
function useWhich(home: Home, which: string) {
  const draft = useQuery({ ...draftQuery(home), enabled: which === "draft" });
  const version = useQuery({ ...versionQuery(home, Number(which)), enabled: /^\d+$/.test(which) });
  if (which !== "draft") return { definition: version.data, error: version.error };
  return { definition: typeof draft.data === "object" ? draft.data.definition : undefined, error: draft.error };
}

function Difference({ old, next }: { old: Definition; next: Definition }) {
  const { t } = useTranslation("workflow");
  const both = useMemo(() => together(old, next), [old, next]);
  return <WorkflowGraph label={t("view.graphLabel")} drawn={both.definition} marks={both.marks} />;
}

interface ListProps { heads: readonly VersionHead[]; hasDraft: boolean; from: string; to: string; onPick: (from: string, to: string) => void }

function Versions({ heads, hasDraft, from, to, onPick }: ListProps) {
  const { t } = useTranslation("workflow");
  return (
    <ol className={styles.versions}>
      {hasDraft && <li><button type="button" className={styles.version} aria-pressed={to === "draft"} onClick={() => onPick(String(heads[0]?.version ?? 1), "draft")}><strong>{t("draft.tag")}</strong><span className={styles.muted}>{t("versions.notYet")}</span></button></li>}
      {heads.map((one) => (
        <li key={one.version}>
          <button type="button" className={styles.version} aria-pressed={to === String(one.version)} data-from={from === String(one.version) ? "" : undefined} onClick={() => onPick(String(Math.max(1, one.version - 1)), String(one.version))}>
            <strong>{t("version", { version: one.version })}</strong>
            <span className={styles.muted}><Person username={one.publishedBy} compact="name" /> · <Time at={one.publishedAt} /></span>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Compared({ home, from, to }: { home: Home; from: string; to: string }) {
  const { t } = useTranslation("workflow");
  const old = useWhich(home, from);
  const next = useWhich(home, to);
  const told = useQuery(compareQuery(home, from, to));
  const error: unknown = old.error ?? next.error;
  if (error !== null) return <div className={styles.graph}><ErrorState error={error} /></div>;
  return (
    <>
      <div className={styles.graph}>{old.definition && next.definition ? <Difference old={old.definition} next={next.definition} /> : <Loading rows={6} height={64} />}</div>
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by the keyboard */}
      <section className={styles.changes} aria-label={t("versions.changes")} tabIndex={0}>
        <QueryState query={told} loading={<Loading rows={3} />}>
          {(items) => <DifferenceList told={items} old={old.definition} next={next.definition} />}
        </QueryState>
      </section>
    </>
  );
}

/** The versions of a workflow, and what differs between two of them. */
export function Component() {
  const { t } = useTranslation("workflow");
  const language = useLanguage();
  const { project = "", type = "" } = useParams();
  const home = { project, type };
  const [search, setSearch] = useSearchParams();
  const { data: projects } = useQuery(projectsQuery);
  const kind = projects?.find((one) => one.key === project.toUpperCase())?.types.find((one) => one.key === type);
  const inForce = useQuery(inForceQuery(home));
  const heads = useQuery(versionsQuery(home));
  const hasDraft = inForce.data?.draft !== null && inForce.data?.draft !== undefined;
  const newest = heads.data?.[0]?.version ?? 1;
  const from = search.get("from") ?? String(hasDraft ? newest : Math.max(1, newest - 1));
  const to = search.get("to") ?? (hasDraft ? "draft" : String(newest));
  const pick = (a: string, b: string) => setSearch({ from: a, to: b });
  const options = [...(hasDraft ? [{ value: "draft", label: t("draft.tag") }] : []), ...(heads.data ?? []).map((one) => ({ value: String(one.version), label: t("version", { version: one.version }) }))];
  const name = kind ? inLanguage(kind.name, language) : type;
  return (
    <Page title={t("versions.title")} crumbs={[{ title: t("nav"), to: "/workflows" }, { title: `${project} · ${name}`, to: editorPath(home) }]}>
      <QueryState query={heads}>
        {(all) => (
          <div className={styles.work}>
            <Versions heads={all} hasDraft={hasDraft} from={from} to={to} onPick={pick} />
            <div className={styles.main}>
              <div className={styles.bar}>
                <Select aria-label={t("versions.from")} value={from} options={options} onChange={(next: string) => pick(next, to)} className={styles.pick ?? ""} />
                <span aria-hidden="true">→</span>
                <Select aria-label={t("versions.to")} value={to} options={options} onChange={(next: string) => pick(from, next)} className={styles.pick ?? ""} />
                <span className={styles.legend}>{(["added", "removed", "changed"] as const).map((one) => <span key={one} data-kind={one}>{t(`versions.${one}`)}</span>)}</span>
              </div>
              {inForce.data !== undefined && <Compared home={home} from={from} to={to} />}
            </div>
          </div>
        )}
      </QueryState>
    </Page>
  );
}
