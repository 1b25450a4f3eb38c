import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Select, Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { circlesQuery } from "@/api/circles";
import { api, ifMatch, tagged } from "@/api/client";
import { Section } from "@/ui/Page";
import { PeoplePicker } from "@/ui/PeoplePicker";
import { Empty, QueryState } from "@/ui/states";

import { EditForm } from "../parts/EditForm";
import { projectPart } from "../queries";
import type { ProjectRole } from "../types";
import styles from "./projects.module.css";
import { useProjectChanged } from "./useProjectChanged";

interface Wish { items: { role?: string; members: string[] }[] }

/** Who has which role in a project, beside those who have it everywhere. */
export function RolesTab({ project }: { project: string }) {
  const { t } = useTranslation("admin");
  const client = useQueryClient();
  const changed = useProjectChanged();
  const query = useQuery(projectPart.roles(project));
  const { data: roles = [] } = useQuery(circlesQuery("roles"));
  const required = [{ required: true, message: t("required") }];
  return (
    <Section title={t("project.tab.roles")} extra={t("projectRole.hint")}>
      <QueryState query={query}>
        {(thing) => (
          <EditForm<{ items: ProjectRole[] }, Wish>
            thing={thing} label={t("project.tab.roles")} reload={async () => (await query.refetch()).data}
            toForm={({ items }) => ({ items: items.map(({ role, members }) => ({ role, members })) })}
            save={async ({ items }, etag) => {
              const body = { items: items.map(({ role = "", members }) => ({ role, members })) };
              const now = await tagged(api.PUT("/api/v1/projects/{key}/roles", { params: { path: { key: project } }, body, headers: ifMatch(etag) }));
              client.setQueryData(projectPart.roles(project).queryKey, now);
              changed();
              return now;
            }}
          >
            <Form.List name="items">
              {(lines, list) => (
                <div className={styles.lines}>
                  {lines.length === 0 && <Empty title={t("projectRole.none")} action={roles.length === 0 && <Link to="/admin/roles">{t("place.roles")}</Link>}>{t(roles.length === 0 ? "projectRole.noRoles" : "projectRole.hint")}</Empty>}
                  {lines.map((line) => (
                    <div key={line.key} className={`${styles.line ?? ""} ${styles.role ?? ""}`}>
                      <Form.Item name={[line.name, "role"]} label={t("circle.roles.one")} rules={required}><Select options={roles.map((one) => ({ value: one.uuid, label: one.name }))} /></Form.Item>
                      <Form.Item name={[line.name, "members"]} label={t("circle.members")} rules={required}><PeoplePicker /></Form.Item>
                      <div className={styles.moves}><Tooltip title={t("remove")}><Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t("remove")} onClick={() => list.remove(line.name)} /></Tooltip></div>
                    </div>
                  ))}
                  {roles.length > 0 && <div><Button icon={<PlusOutlined />} onClick={() => list.add({ members: [] })}>{t("projectRole.add")}</Button></div>}
                </div>
              )}
            </Form.List>
          </EditForm>
        )}
      </QueryState>
    </Section>
  );
}
