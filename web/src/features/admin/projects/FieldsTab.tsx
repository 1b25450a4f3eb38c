import { PlusOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Form, Input, Select } from "antd";
import type { FormListOperation } from "antd/es/form";
import { useTranslation } from "react-i18next";

import { api, ifMatch, tagged } from "@/api/client";
import type { CustomField } from "@/api/types";
import { Section } from "@/ui/Page";
import { Empty, QueryState } from "@/ui/states";

import { EditForm } from "../parts/EditForm";
import { projectPart } from "../queries";
import type { FieldType } from "../types";
import { LineTools } from "./LineTools";
import styles from "./projects.module.css";
import { useProjectChanged } from "./useProjectChanged";

const types: readonly FieldType[] = ["text", "text_area", "integer", "number", "boolean", "date", "time", "option", "options", "user", "users"];

type Line = Omit<CustomField, "uuid"> & { uuid?: string };
interface Wish { items: Line[] }

const fresh: Line = { key: "", name: { zh: "", en: "" }, type: "text", options: [], required: false };

interface LineProps { at: number; count: number; list: FormListOperation }

function FieldLine({ at, count, list }: LineProps) {
  const { t } = useTranslation("admin");
  const form = Form.useFormInstance<Wish>();
  // The short id, by which a line is known to be kept, has no input.
  const line = Form.useWatch(["items", at], { form, preserve: true }) as Line | undefined;
  const kept = line?.uuid !== undefined;
  const required = [{ required: true, message: t("required") }];
  return (
    <div className={`${styles.line ?? ""} ${styles.field ?? ""}`} role="group" aria-label={line?.key ?? t("field.new")}>
      <Form.Item name={[at, "key"]} label={t("field.key")} rules={required}><Input disabled={kept} maxLength={40} spellCheck={false} autoComplete="off" /></Form.Item>
      <Form.Item name={[at, "name", "zh"]} label={t("field.zh")}><Input maxLength={64} lang="zh" /></Form.Item>
      <Form.Item name={[at, "name", "en"]} label={t("field.en")}><Input maxLength={64} lang="en" /></Form.Item>
      <Form.Item name={[at, "type"]} label={t("field.type")}><Select disabled={kept} options={types.map((value) => ({ value, label: t(`fieldType.${value}`) }))} /></Form.Item>
      <Form.Item name={[at, "required"]} valuePropName="checked" className={styles.check ?? ""}><Checkbox>{t("field.required")}</Checkbox></Form.Item>
      <LineTools at={at} count={count} list={list} name={line?.key || t("field.new")} />
      {(line?.type === "option" || line?.type === "options") && (
        <Form.Item name={[at, "options"]} label={t("field.options")} extra={t("field.optionsHint")} rules={required} className={styles.options ?? ""}><Select mode="tags" open={false} suffix={<span />} /></Form.Item>
      )}
    </div>
  );
}

/** The custom fields of a project, in order. */
export function FieldsTab({ project }: { project: string }) {
  const { t } = useTranslation("admin");
  const client = useQueryClient();
  const changed = useProjectChanged();
  const query = useQuery(projectPart.fields(project));
  return (
    <Section title={t("project.tab.fields")} extra={t("field.hint")}>
      <QueryState query={query}>
        {(thing) => (
          <EditForm<{ items: CustomField[] }, Wish>
            thing={thing} label={t("project.tab.fields")} toForm={({ items }) => ({ items })} reload={async () => (await query.refetch()).data}
            save={async ({ items }, etag) => {
              const body = { items: items.map(({ key, name, type, options, required }) => ({ key, name, type, required, ...(type === "option" || type === "options" ? { options } : {}) })) };
              const now = await tagged(api.PUT("/api/v1/projects/{key}/fields", { params: { path: { key: project } }, body, headers: ifMatch(etag) }));
              client.setQueryData(projectPart.fields(project).queryKey, now);
              changed();
              return now;
            }}
          >
            <Form.List name="items">
              {(lines, list) => (
                <div className={styles.lines}>
                  {lines.length === 0 && <Empty title={t("field.none")}>{t("field.noneText")}</Empty>}
                  {lines.map((line) => <FieldLine key={line.key} at={line.name} count={lines.length} list={list} />)}
                  <div><Button icon={<PlusOutlined />} onClick={() => list.add(fresh)}>{t("field.add")}</Button></div>
                </div>
              )}
            </Form.List>
          </EditForm>
        )}
      </QueryState>
    </Section>
  );
}

