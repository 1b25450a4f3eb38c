import { DownloadOutlined } from "@ant-design/icons";
import { useQuery } from "@tanstack/react-query";
import { Button, Segmented, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { projectsQuery } from "@/api/queries";
import { CopyButton } from "@/ui/CopyButton";
import { Page, Section } from "@/ui/Page";
import { Loading, QueryState } from "@/ui/states";
import { inLanguage, useLanguage } from "@/ui/text";

import { DataTable } from "../parts/DataTable";
import forms from "../parts/forms.module.css";
import { formats, ticketsFile, workflowFile, type Format } from "./exports";
import styles from "./operation.module.css";

/** As they stand in docs/operations: export.md, backup.md. */
const commands = {
  export: ["gongdan export before-the-move.tar"],
  import: ["gongdan import before-the-move.tar --data-dir /srv/gongdan", "gongdan import before-the-move.tar --database-url postgres://…/gongdan", "ssh old gongdan export - | gongdan import -"],
  backup: ["gongdan backup /backups/gongdan.backup", "gongdan restore /backups/gongdan.backup"],
  verify: ["gongdan verify"],
} as const;
const parts = Object.keys(commands) as (keyof typeof commands)[];

/** Every ticket that the reader may see, as a file. */
function Tickets() {
  const { t } = useTranslation("admin");
  const projects = useQuery(projectsQuery);
  const [project, setProject] = useState("");
  const [format, setFormat] = useState<Format>("csv");
  return (
    <Section title={t("data.tickets.title")}>
      <div className={styles.text}>
        <p>{t("data.tickets.text")}</p>
        <div className={forms.tools}>
          <Select className={forms.grow ?? ""} aria-label={t("data.project")} value={project} onChange={setProject} options={[{ value: "", label: t("everyProject") }, ...(projects.data ?? []).map((one) => ({ value: one.key, label: `${one.key} ${one.name}` }))]} />
          <Segmented<Format> aria-label={t("data.format")} value={format} onChange={setFormat} options={formats.map((value) => ({ value, label: t(`data.formats.${value}`) }))} />
          <Button type="primary" icon={<DownloadOutlined />} href={ticketsFile(project, format)} download>{t("data.download")}</Button>
        </div>
      </div>
    </Section>
  );
}

/** The definition of every workflow, as the file that another instance takes. */
function Workflows() {
  const { t } = useTranslation("admin");
  const language = useLanguage();
  const query = useQuery(projectsQuery);
  return (
    <Section title={t("data.workflows.title")}>
      <div className={styles.text}><p>{t("data.workflows.text")} <Link to="/workflows">{t("data.workflows.open")}</Link></p></div>
      <QueryState query={query} loading={<Loading rows={4} />}>
        {(projects) => (
          <DataTable
            bare label={t("data.workflows.title")} rows={projects.flatMap((project) => project.types.map((type) => ({ project, type, key: `${project.key}/${type.key}` })))} rowKey={(one) => one.key}
            columns={[
              { key: "project", title: t("data.project"), cell: (one) => `${one.project.key} ${one.project.name}` },
              { key: "type", title: t("data.type"), cell: (one) => inLanguage(one.type.name, language) || one.type.key },
              { key: "file", title: t("data.file"), tight: true, align: "end", cell: (one) => <a href={workflowFile(one.project.key, one.type.key)} download aria-label={t("data.downloadOf", { name: one.key })}>{t("data.download")}</a> },
            ]}
          />
        )}
      </QueryState>
    </Section>
  );
}

/** What can be downloaded here; and how the whole instance is taken out, brought in, kept safe and checked, which are commands. */
export function Component() {
  const { t } = useTranslation("admin");
  return (
    <Page title={t("place.data")} lead={t("data.lead")} width="text">
      <Tickets />
      <Workflows />
      {parts.map((part) => (
        <Section key={part} title={t(`data.${part}.title`)} extra={t("data.byCommand")}>
          <div className={styles.text}>
            <p>{t(`data.${part}.text`)}{part === "verify" && <> <Link to="/admin/system">{t("data.verify.here")}</Link></>}</p>
            {commands[part].map((command) => <div key={command} className={styles.command}><code>{command}</code><CopyButton text={command} label={t("data.copy", { command })} /></div>)}
          </div>
        </Section>
      ))}
    </Page>
  );
}
