import { CheckCircleFilled, CloseCircleFilled } from "@ant-design/icons";
import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { keys } from "@/api/keys";
import { Modal } from "@/ui/Modal";
import { useSay } from "@/ui/say";
import { ErrorState, Loading } from "@/ui/states";
import { inLanguage, useLanguage } from "@/ui/text";
import { TicketLink } from "@/ui/TicketLink";

import { dryRunQuery, publishDraft, type Draft, type DryRun, type Home, type Mapping } from "./api";
import styles from "./PublishDialog.module.css";

interface Props { home: Home; draft: Draft; onClose: () => void; onDone: () => void }

interface PartProps { run: DryRun; draft: Draft; mapping: Mapping; onMap: (next: Mapping) => void }

function useStatusName(draft: Draft): (key: string) => string {
  const language = useLanguage();
  return (key) => {
    const found = draft.definition.statuses.find((status) => status.key === key);
    return found ? inLanguage(found.name, language) || key : key;
  };
}

/** The statuses that would be gone, and where their tickets are to go. */
function Leaving({ run, draft, mapping, onMap }: PartProps) {
  const { t } = useTranslation("workflow");
  const language = useLanguage();
  const nameOf = useStatusName(draft);
  if (run.leaving.length === 0) return null;
  const options = draft.definition.statuses.map((status) => ({ value: status.key, label: nameOf(status.key) }));
  return (
    <section className={styles.part}>
      <h3>{t("publish.leaving")}</h3>
      <ul className={styles.list}>
        {run.leaving.map((one) => (
          <li key={one.status} className={styles.leaving} data-stranded={one.stranded ? "" : undefined}>
            <div className={styles.gone}>
              <strong>{inLanguage(one.name, language) || one.status}</strong>
              <span className={styles.muted}>{t("publish.tickets", { count: one.tickets })}</span>
              <span className={styles.examples}>{one.examples.map((key) => <TicketLink key={key} ticketKey={key} />)}</span>
            </div>
            <Select
              className={styles.target ?? ""} aria-label={t("publish.target", { status: inLanguage(one.name, language) || one.status })} placeholder={t("publish.choose")} status={one.stranded ? "error" : ""}
              value={mapping[one.status] ?? one.to ?? undefined} options={options} onChange={(to: string) => onMap({ ...mapping, [one.status]: to })}
            />
            {one.stranded && one.best !== null && <Button type="link" size="small" onClick={() => onMap({ ...mapping, [one.status]: one.best ?? "" })}>{t("publish.best", { status: nameOf(one.best) })}</Button>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Lost({ run, draft }: Pick<PartProps, "run" | "draft">) {
  const { t } = useTranslation("workflow");
  const nameOf = useStatusName(draft);
  if (run.lost.length === 0) return null;
  return (
    <section className={styles.part}>
      <h3>{t("publish.lost")}</h3>
      <ul className={styles.list}>
        {run.lost.map((one) => <li key={`${one.from} ${one.to}`} className={styles.line}>{t("publish.lostStep", { from: nameOf(one.from), to: nameOf(one.to), count: one.count, names: one.people.slice(0, 5).join(t("step.comma")) })}</li>)}
      </ul>
    </section>
  );
}

function Changes({ run }: { run: DryRun }) {
  const { t } = useTranslation("workflow");
  return (
    <section className={styles.part}>
      <h3>{t("publish.changes", { count: run.differences.length })}</h3>
      {run.differences.length === 0 ? <p className={styles.muted}>{t("publish.noChanges")}</p> : <ul className={styles.list}>{run.differences.map((one) => <li key={one.text} className={styles.line}>{one.text}</li>)}</ul>}
    </section>
  );
}

function Verdict({ run }: { run: DryRun }) {
  const { t } = useTranslation("workflow");
  const stranded = run.leaving.some((one) => one.stranded);
  const wrong = run.findings.filter((one) => one.severity === "error").map((one) => one.why);
  const why = stranded ? t("publish.stranded") : wrong.length > 0 ? wrong.slice(0, 3).join(t("refused.and")) : (run.reason ?? t("publish.not"));
  const warnings = run.findings.filter((one) => one.severity === "warning").length;
  return (
    <p className={styles.verdict} data-good={run.publishable ? "" : undefined} role="status">
      {run.publishable ? <CheckCircleFilled aria-hidden="true" /> : <CloseCircleFilled aria-hidden="true" />}
      <span>{run.publishable ? t("publish.ready", { version: run.version }) : why}{run.publishable && warnings > 0 && ` ${t("publish.warnings", { count: warnings })}`}</span>
    </p>
  );
}

/** What publishing would mean, where stranded tickets are to go, and the button that does it. */
export function PublishDialog({ home, draft, onClose, onDone }: Props) {
  const { t } = useTranslation("workflow");
  const say = useSay();
  const client = useQueryClient();
  const [mapping, setMapping] = useState<Mapping>({});
  const [busy, setBusy] = useState(false);
  const query = useQuery({ ...dryRunQuery(home, draft.etag, mapping), placeholderData: keepPreviousData });
  const run = query.data;
  const publish = async () => {
    setBusy(true);
    try {
      const done = await publishDraft(home, draft.etag, mapping);
      void client.invalidateQueries({ queryKey: keys.statuses });
      void client.invalidateQueries({ queryKey: keys.ticketLists });
      say.done(t("publish.done", { version: done.version }));
      onClose();
      onDone();
    } catch (error) {
      say.error(error);
      void query.refetch();
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      open width={640} title={t("publish.title")} onCancel={onClose} okText={run ? t("publish.yes", { version: run.version }) : t("publish.open")}
      okButtonProps={{ disabled: run?.publishable !== true || query.isPlaceholderData, loading: busy }} onOk={publish}
    >
      {run === undefined
        ? query.error !== null ? <ErrorState error={query.error} retry={query.refetch} /> : <Loading rows={5} />
        : <><Verdict run={run} /><Leaving run={run} draft={draft} mapping={mapping} onMap={setMapping} /><Lost run={run} draft={draft} /><Changes run={run} /></>}
    </Modal>
  );
}
