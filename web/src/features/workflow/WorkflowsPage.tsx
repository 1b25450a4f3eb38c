import { useQueries, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { projectsQuery } from "@/api/queries";
import type { Project } from "@/api/types";
import { Page, Section } from "@/ui/Page";
import { Person } from "@/ui/Person";
import { Empty, Loading, QueryState } from "@/ui/states";
import { inLanguage, useLanguage } from "@/ui/text";
import { StatusIcon } from "@/ui/tags";
import { Time } from "@/ui/Time";

import { inForceQuery, lintQuery, type Finding, type InForce } from "./api";
import { readDefinition } from "./model/definition";
import { editorPath } from "./paths";
import styles from "./WorkflowsPage.module.css";

function Findings({ findings }: { findings: readonly Finding[] | undefined }) {
  const { t } = useTranslation("workflow");
  if (findings === undefined) return null;
  const errors = findings.filter((one) => one.severity === "error").length;
  const warnings = findings.filter((one) => one.severity === "warning").length;
  if (errors + warnings === 0) return <span className={styles.good}>{t("lint.good")}</span>;
  return <span className={styles.bad} data-error={errors > 0 ? "" : undefined}>{errors > 0 ? t("lint.error", { count: errors }) : t("lint.warning", { count: warnings })}</span>;
}

/** The statuses as a row of signs: what a workflow looks like at a glance. */
function Shape({ found }: { found: InForce }) {
  const { t } = useTranslation("workflow");
  const language = useLanguage();
  return (
    <span className={styles.shape}>
      {found.definition.statuses.slice(0, 9).map((status) => <span key={status.key} className={styles.status} title={inLanguage(status.name, language)} data-category={status.category}><StatusIcon category={status.category} /></span>)}
      <span className={styles.muted}>{t("list.size", { statuses: found.definition.statuses.length, steps: found.definition.transitions.length })}</span>
    </span>
  );
}

function Row({ project, type, found, findings }: { project: string; type: Project["types"][number]; found: InForce | undefined; findings: readonly Finding[] | undefined }) {
  const { t } = useTranslation("workflow");
  const language = useLanguage();
  return (
    <li>
      <Link to={editorPath({ project, type: type.key })} className={styles.row}>
        <span className={styles.name}>{inLanguage(type.name, language) || type.key}</span>
        {found && (
          <>
            <Shape found={found} />
            <span className={styles.lint}><Findings findings={findings} /></span>
            <span className={styles.draft}>{found.draft && <><span className={styles.pill}>{t("draft.tag")}</span><Person username={found.draft.updatedBy} compact="avatar" /></>}</span>
            <span className={styles.version}>{t("version", { version: found.version })}</span>
            <span className={styles.when}><Time at={found.publishedAt} /></span>
          </>
        )}
      </Link>
    </li>
  );
}

function ProjectSection({ project }: { project: Project }) {
  const homes = project.types.map((type) => ({ project: project.key, type: type.key }));
  const found = useQueries({ queries: homes.map((home) => inForceQuery(home)) });
  const lints = useQueries({ queries: homes.map((home, place) => {
    const definition = found[place]?.data?.definition;
    return { ...lintQuery(home, readDefinition(definition)), enabled: definition !== undefined };
  }) });
  return (
    <Section title={project.name} extra={project.key}>
      <ul className={styles.list}>
        {project.types.map((type, place) => <Row key={type.key} project={project.key} type={type} found={found[place]?.data} findings={lints[place]?.data} />)}
      </ul>
    </Section>
  );
}

/** Every workflow: of each project, of each issue type. */
export function Component() {
  const { t } = useTranslation("workflow");
  const query = useQuery({ ...projectsQuery, select: (all) => all.filter((project) => !project.archived) });
  return (
    <Page title={t("nav")} lead={t("list.lead")}>
      <QueryState query={query} loading={<Loading rows={8} height={48} />}>
        {(projects) => (projects.length === 0 ? <Empty title={t("list.none")}>{t("list.noneText")}</Empty> : projects.map((project) => <ProjectSection key={project.key} project={project} />))}
      </QueryState>
    </Page>
  );
}
