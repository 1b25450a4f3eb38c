import { PlusOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Segmented } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate, useSearchParams } from "react-router";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { projectsQuery } from "@/api/queries";
import { useCan } from "@/api/rights";
import type { Project } from "@/api/types";
import { showFieldErrors } from "@/ui/form";
import { Modal } from "@/ui/Modal";
import { Page } from "@/ui/Page";
import { Person } from "@/ui/Person";
import { PersonPicker } from "@/ui/PersonPicker";
import { useSay } from "@/ui/say";
import { Empty, Loading, QueryState } from "@/ui/states";
import { inLanguage, useLanguage } from "@/ui/text";
import { TextArea } from "@/ui/TextArea";

import { DataTable } from "../parts/DataTable";
import forms from "../parts/forms.module.css";
import { Tag } from "../parts/Tag";

interface Wish { key: string; name: string; description: string; lead: string }

function NewDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<Wish>();
  const create = useMutation({
    mutationFn: (body: Wish) => answer(api.POST("/api/v1/projects", { body })),
    onSuccess: async (made) => {
      for (const queryKey of [keys.projects, keys.statuses]) void client.invalidateQueries({ queryKey });
      onClose();
      await navigate(`/admin/projects/${made.key}`);
    },
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  return (
    <Modal open title={t("project.new")} onCancel={onClose} okText={t("make")} onOk={() => form.submit()} confirmLoading={create.isPending}>
      <Form<Wish> form={form} layout="vertical" initialValues={{ key: "", name: "", description: "", lead: "" }} onFinish={(wish) => create.mutate(wish)}>
        <Form.Item name="name" label={t("name")}><Input maxLength={64} autoFocus /></Form.Item>
        <Form.Item name="key" label={t("project.key")} extra={t("project.keyHint")} normalize={(key: string) => key.toUpperCase()} rules={[{ required: true, message: t("required") }]}><Input maxLength={10} spellCheck={false} autoComplete="off" /></Form.Item>
        <Form.Item name="lead" label={t("project.lead")}><PersonPicker /></Form.Item>
        <Form.Item name="description" label={t("description")}><TextArea maxLength={1000} rows={2} /></Form.Item>
      </Form>
    </Modal>
  );
}

const shownBy = { active: (one: Project) => !one.archived, archived: (one: Project) => one.archived, all: () => true };
type Shown = keyof typeof shownBy;
const isShown = (text: string | null): text is Shown => text !== null && text in shownBy;

/** The projects. */
export function Component() {
  const { t } = useTranslation("admin");
  const language = useLanguage();
  const [making, setMaking] = useState(false);
  const [search, setSearch] = useSearchParams();
  const asked = search.get("show");
  const shown: Shown = isShown(asked) ? asked : "active";
  const can = useCan();
  const query = useQuery(projectsQuery);
  return (
    <Page title={t("place.projects")} lead={t("project.lead2")} actions={can.team("manage_team") && <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>{t("project.new")}</Button>}>
      <div>
        <Segmented<Shown> value={shown} aria-label={t("project.show")} onChange={(value) => setSearch(value === "active" ? {} : { show: value }, { replace: true })} options={(["active", "archived", "all"] as const).map((value) => ({ value, label: t(`project.${value}`) }))} />
      </div>
      <QueryState query={query} loading={<Loading rows={5} />}>
        {(all) => {
          const rows = all.filter((one) => can.project(one.key, "manage_project")).filter(shownBy[shown]);
          if (rows.length === 0) return <Empty title={t("project.none")} />;
          return (
            <DataTable
              label={t("place.projects")} rows={rows} rowKey={(one) => one.uuid}
              columns={[
                { key: "key", title: t("project.key"), tight: true, cell: (one) => <code>{one.key}</code> },
                { key: "name", title: t("name"), cell: (one) => <span className={forms.two}><Link to={`/admin/projects/${one.key}`}><b>{one.name}</b></Link><small>{one.description}</small></span> },
                { key: "types", title: t("project.types"), wide: true, cell: (one) => one.types.map((type) => <Tag key={type.key}>{inLanguage(type.name, language)}</Tag>) },
                { key: "lead", title: t("project.lead"), wide: true, cell: (one) => <Person username={one.lead} /> },
                { key: "state", title: t("state"), tight: true, cell: (one) => one.archived ? <Tag tone="off">{t("project.archived")}</Tag> : <Tag tone="good">{t("project.active")}</Tag> },
              ]}
            />
          );
        }}
      </QueryState>
      {making && <NewDialog onClose={() => setMaking(false)} />}
    </Page>
  );
}
