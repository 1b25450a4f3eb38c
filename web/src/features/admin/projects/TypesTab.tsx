import { PlusOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import type { FormListOperation } from "antd/es/form";
import { useTranslation } from "react-i18next";

import { api, ifMatch, tagged } from "@/api/client";
import type { Names } from "@/api/types";
import { Section } from "@/ui/Page";
import { QueryState } from "@/ui/states";

import { EditForm } from "../parts/EditForm";
import { projectPart } from "../queries";
import type { IssueType } from "../types";
import { LineTools } from "./LineTools";
import styles from "./projects.module.css";
import { useProjectChanged } from "./useProjectChanged";

interface Line { uuid?: string; key: string; name: Names }
interface Wish { items: Line[] }

function TypeLine({ at, count, list }: { at: number; count: number; list: FormListOperation }) {
  const { t } = useTranslation("admin");
  const form = Form.useFormInstance<Wish>();
  // The short id, by which a line is known to be kept, has no input.
  const line = Form.useWatch(["items", at], { form, preserve: true }) as Line | undefined;
  return (
    <div className={`${styles.line ?? ""} ${styles.type ?? ""}`} role="group" aria-label={line?.key ?? t("type.add")}>
      <Form.Item name={[at, "key"]} label={t("field.key")} rules={[{ required: true, message: t("required") }]}><Input disabled={line?.uuid !== undefined} maxLength={40} spellCheck={false} autoComplete="off" /></Form.Item>
      <Form.Item name={[at, "name", "zh"]} label={t("field.zh")}><Input maxLength={64} lang="zh" /></Form.Item>
      <Form.Item name={[at, "name", "en"]} label={t("field.en")}><Input maxLength={64} lang="en" /></Form.Item>
      <LineTools at={at} count={count} list={list} name={line?.key || t("type.add")} />
    </div>
  );
}

/** The issue types of a project, in order; the first is what a ticket is unless it says otherwise. */
export function TypesTab({ project }: { project: string }) {
  const { t } = useTranslation("admin");
  const client = useQueryClient();
  const changed = useProjectChanged();
  const query = useQuery(projectPart.types(project));
  return (
    <Section title={t("project.tab.types")} extra={t("type.hint")}>
      <QueryState query={query}>
        {(thing) => (
          <EditForm<{ items: IssueType[] }, Wish>
            thing={thing} label={t("project.tab.types")} toForm={({ items }) => ({ items })} reload={async () => (await query.refetch()).data}
            save={async ({ items }, etag) => {
              const body = { items: items.map(({ key, name }) => ({ key, name })) };
              const now = await tagged(api.PUT("/api/v1/projects/{key}/types", { params: { path: { key: project } }, body, headers: ifMatch(etag) }));
              client.setQueryData(projectPart.types(project).queryKey, now);
              changed();
              return now;
            }}
          >
            <Form.List name="items">
              {(lines, list) => (
                <div className={styles.lines}>
                  {lines.map((line) => <TypeLine key={line.key} at={line.name} count={lines.length} list={list} />)}
                  <div><Button icon={<PlusOutlined />} onClick={() => list.add({ key: "", name: { zh: "", en: "" } })}>{t("type.add")}</Button></div>
                </div>
              )}
            </Form.List>
          </EditForm>
        )}
      </QueryState>
    </Section>
  );
}
