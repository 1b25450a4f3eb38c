import { PlusOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { api, ifMatch, tagged } from "@/api/client";
import { projectsQuery, statusesQuery } from "@/api/queries";
import { useCan } from "@/api/rights";
import type { StatusOfType } from "@/api/types";
import { useLevelName } from "@/ui/level";
import { Page, Section } from "@/ui/Page";
import { Empty, Loading, QueryState } from "@/ui/states";
import { PriorityTag, StatusWord } from "@/ui/tags";
import { inLanguage, useLanguage } from "@/ui/text";

import { EditForm } from "../parts/EditForm";
import parts from "../parts/forms.module.css";
import { levels } from "../people/levels";
import { projectPart } from "../queries";
import type { Tagged, Word } from "../types";
import styles from "./projects.module.css";
import { useProjectChanged } from "./useProjectChanged";
import { freshLine, fromGrid, inGrid, isOpen, kinds, standIn, surfaces, toGrid, type Cell, type Grid, type Kind } from "./words";

/** Where each API is. */
const paths = { tickets: "/api/v1/tickets", jobs: "/api/v1/jobs", traces: "/api/v3", incidents: "/v2/incidents", workflow: "/project/api" } as const;
const priorities = ["critical", "high", "medium", "low"] as const;

function Meaning({ kind, name, status }: { kind: Kind; name: string; status: StatusOfType | undefined }) {
  const levelName = useLevelName();
  const language = useLanguage();
  const level = levels.find((one) => one === name);
  if (kind === "status" && status) return <span className={styles.meaning}><StatusWord category={status.category}>{inLanguage(status.name, language)}</StatusWord></span>;
  if (kind === "priority") return <span className={styles.meaning}><PriorityTag priority={name} /></span>;
  if (kind === "access" && level) return <span className={styles.meaning}>{levelName(level)}</span>;
  return <span className={styles.meaning}>{name}</span>;
}

function Rows({ kind, statuses }: { kind: Kind; statuses: readonly StatusOfType[] }) {
  const { t } = useTranslation("admin");
  const form = Form.useFormInstance<Grid>();
  // Most keys have no input.
  const lines = (Form.useWatch(kind, { form, preserve: true }) as Grid[Kind] | undefined) ?? [];
  const category = (key: string) => statuses.find((one) => one.key === key)?.category;
  return (
    <Form.List name={kind}>
      {(rows, list) => (
        <tbody>
          <tr className={styles.kind}><th colSpan={2 + surfaces.length + 1} scope="rowgroup">{t(`words.kind.${kind}`)}</th></tr>
          {rows.map((row) => {
            const key = lines[row.name]?.key ?? "";
            return (
              <tr key={row.key}>
                <td>{isOpen(kind)
                  ? <Form.Item name={[row.name, "key"]} rules={[{ required: true, message: t("required") }]}><Input size="small" aria-label={t("field.key")} /></Form.Item>
                  : <Meaning kind={kind} name={key} status={statuses.find((one) => one.key === key)} />}</td>
                <td><div className={styles.fixed}>{key}</div></td>
                <td><div className={styles.fixed}>{key}</div></td>
                {surfaces.map((surface) => {
                  const label = t("words.of", { key, surface: t(`words.surface.${surface}`) });
                  return (
                    <td key={surface} className={styles.cell}>
                      <Form.Item name={[row.name, "cells", surface, "word"]}><Input size="small" maxLength={64} placeholder={standIn(surface, kind, key, category(key))} aria-label={label} spellCheck={false} /></Form.Item>
                      <Form.Item name={[row.name, "cells", surface, "aliases"]} hidden={isBare(lines[row.name]?.cells[surface])}><Select size="small" mode="tags" open={false} suffix={<span />} placeholder={t("words.aliases")} aria-label={t("words.aliasesOf", { label })} /></Form.Item>
                    </td>
                  );
                })}
              </tr>
            );
          })}
          {isOpen(kind) && <tr><td colSpan={2 + surfaces.length + 1}><Button size="small" type="dashed" icon={<PlusOutlined />} onClick={() => list.add(freshLine())}>{t("words.add")}</Button></td></tr>}
        </tbody>
      )}
    </Form.List>
  );
}

/** Aliases belong to a word: without one there is nothing to be an alias of. */
const isBare = (cell: Cell | undefined): boolean => cell === undefined || (cell.word === "" && cell.aliases.length === 0);

interface EditProps { project: string; thing: Tagged<{ items: Word[] }>; statuses: readonly StatusOfType[]; reload: () => Promise<Tagged<{ items: Word[] }> | undefined> }

function Edit({ project, thing, statuses, reload }: EditProps) {
  const { t } = useTranslation("admin");
  const client = useQueryClient();
  const changed = useProjectChanged();
  const known = { status: [...new Set(statuses.map((one) => one.key))], priority: priorities, access: levels };
  return (
    <EditForm<{ items: Word[] }, Grid>
      thing={thing} label={t("place.words")} reload={reload} toForm={({ items }) => toGrid(items, known)}
      save={async (grid, etag) => {
        const { words, places } = fromGrid(grid);
        try {
          const now = await tagged(api.PUT("/api/v1/projects/{key}/vocabulary", { params: { path: { key: project } }, body: { items: words }, headers: ifMatch(etag) }));
          client.setQueryData(projectPart.vocabulary(project).queryKey, now);
          changed();
          return now;
        } catch (error) {
          throw inGrid(error, places);
        }
      }}
    >
      <div className={styles.scroll}>
        <table className={styles.words} aria-label={t("place.words")}>
          <thead>
            <tr>
              <th scope="col">{t("words.meaning")}</th>
              <th scope="col">{t("words.surface.tickets")}<small>{paths.tickets}</small></th>
              <th scope="col">{t("words.surface.jobs")}<small>{paths.jobs}</small></th>
              {surfaces.map((surface) => <th key={surface} scope="col">{t(`words.surface.${surface}`)}<small>{paths[surface]}</small></th>)}
            </tr>
          </thead>
          {kinds.map((kind) => <Rows key={kind} kind={kind} statuses={statuses} />)}
        </table>
      </div>
    </EditForm>
  );
}

/** What statuses, priorities and so on are called on each of the five APIs, side by side. */
export function Component() {
  const { t } = useTranslation("admin");
  const [search, setSearch] = useSearchParams();
  const can = useCan();
  const projects = useQuery({ ...projectsQuery, select: (all) => all.filter((one) => can.project(one.key, "manage_project")) });
  const project = search.get("project") ?? projects.data?.[0]?.key ?? "";
  const statuses = useQuery(statusesQuery);
  const words = useQuery({ ...projectPart.vocabulary(project), enabled: project !== "" });
  const ready = statuses.data === undefined || words.data === undefined ? undefined : { thing: words.data, statuses: statuses.data.filter((one) => one.project === project) };
  return (
    <Page title={t("place.words")} lead={t("words.lead")}>
      <div className={parts.tools}>
        <Select className={parts.grow} aria-label={t("words.project")} value={project} onChange={(value) => setSearch({ project: value })} options={(projects.data ?? []).map((one) => ({ value: one.key, label: `${one.key} ${one.name}` }))} />
      </div>
      {projects.data?.length === 0 && <Empty title={t("project.none")} />}
      {project !== "" && (
        <Section title={t("words.table")} extra={t("words.hint")}>
          <QueryState query={{ data: ready, error: words.error ?? statuses.error, refetch: () => Promise.all([words.refetch(), statuses.refetch()]) }} loading={<Loading rows={8} height={56} />}>
            {({ thing, statuses: own }) => <Edit key={project} project={project} thing={thing} statuses={own} reload={async () => (await words.refetch()).data} />}
          </QueryState>
        </Section>
      )}
    </Page>
  );
}
