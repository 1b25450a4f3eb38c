import { PlusOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";

import { circlesQuery } from "@/api/circles";
import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { allPages, projectsQuery } from "@/api/queries";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { showFieldErrors } from "@/ui/form";
import { useLevelName } from "@/ui/level";
import { Modal } from "@/ui/Modal";
import { Page, Section } from "@/ui/Page";
import { PersonPicker } from "@/ui/PersonPicker";
import { useSay } from "@/ui/say";
import { Empty, Loading, QueryState } from "@/ui/states";

import { DataTable } from "../parts/DataTable";
import parts from "../parts/forms.module.css";
import { Tag } from "../parts/Tag";
import type { Domain, Permission, Rule } from "../types";
import { levels } from "./levels";
import styles from "./people.module.css";
import { circleOf, domains, permissions, useWho } from "./rules";

const rulesQuery = {
  queryKey: keys.admin("permission-rules"),
  queryFn: ({ signal }: { signal: AbortSignal }) => allPages<Rule>((page) => answer(api.GET("/api/v1/permission-rules", { params: { query: { page, pageSize: 100 } }, signal }))),
};

interface Wish { permission: Permission; userDomainType: Domain; userDomainParam?: string; project?: string }

/** Which circle or person a rule names. */
function Param({ domain }: { domain: Domain | undefined }) {
  const { t } = useTranslation("admin");
  const kind = domain === undefined ? undefined : circleOf(domain);
  const { data } = useQuery({ ...circlesQuery(kind ?? "groups"), enabled: kind !== undefined });
  const rules = [{ required: true, message: t("required") }];
  if (domain === "single_user") return <Form.Item name="userDomainParam" label={t("rules.person")} rules={rules}><PersonPicker /></Form.Item>;
  if (kind === undefined) return null;
  return <Form.Item name="userDomainParam" label={t(`circle.${kind}.one`)} rules={rules}><Select showSearch={{ optionFilterProp: "label" }} options={(data ?? []).map((one) => ({ value: one.uuid, label: one.name }))} /></Form.Item>;
}

function NewDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const client = useQueryClient();
  const [form] = Form.useForm<Wish>();
  const domain = Form.useWatch("userDomainType", form) as Domain | undefined;
  const projects = useQuery(projectsQuery);
  const create = useMutation({
    mutationFn: (body: Wish) => answer(api.POST("/api/v1/permission-rules", { body })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: rulesQuery.queryKey });
      onClose();
    },
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  return (
    <Modal open title={t("rules.new")} onCancel={onClose} okText={t("make")} onOk={() => form.submit()} confirmLoading={create.isPending}>
      <Form<Wish>
        form={form} layout="vertical" requiredMark={false} initialValues={{ permission: "view_tickets", userDomainType: "group" }} onFinish={(wish) => create.mutate(wish)}
        onValuesChange={(changed: Partial<Wish>) => "userDomainType" in changed && form.resetFields(["userDomainParam"])}
      >
        <Form.Item name="userDomainType" label={t("rules.who")}><Select options={domains.map((value) => ({ value, label: t(`domain.${value}`) }))} /></Form.Item>
        <Param domain={domain} />
        <Form.Item name="permission" label={t("rules.may")}><Select options={permissions.map((value) => ({ value, label: t(`permission.${value}`) }))} /></Form.Item>
        <Form.Item name="project" label={t("rules.where")} extra={t("rules.whereHint")}><Select allowClear placeholder={t("everyProject")} options={(projects.data ?? []).map((one) => ({ value: one.key, label: `${one.key} ${one.name}` }))} /></Form.Item>
      </Form>
    </Modal>
  );
}

function Rules({ rules }: { rules: readonly Rule[] }) {
  const { t } = useTranslation("admin");
  const client = useQueryClient();
  const who = useWho();
  const where = (rule: Rule) => rule.project ?? t("everyProject");
  const sentence = (rule: Rule) => t("rules.sentence", { who: who(rule), may: t(`permission.${rule.permission}`), where: where(rule) });
  return (
    <DataTable
      label={t("place.rules")} rows={rules} rowKey={(one) => one.uuid}
      columns={[
        { key: "who", title: t("rules.who"), cell: (one) => <b>{who(one)}</b> },
        { key: "may", title: t("rules.may"), cell: (one) => t(`permission.${one.permission}`) },
        { key: "where", title: t("rules.where"), cell: (one) => <Tag tone={one.project === null ? undefined : "info"}>{where(one)}</Tag> },
        {
          key: "remove", title: "", tight: true, align: "end", cell: (one) => (
            <ConfirmButton
              question={t("rules.removeQuestion")} consequence={sentence(one)} button={{ size: "small", type: "text" }}
              onConfirm={async () => {
                await answer(api.DELETE("/api/v1/permission-rules/{uuid}", { params: { path: { uuid: one.uuid } } }));
                await client.invalidateQueries({ queryKey: rulesQuery.queryKey });
              }}
            >{t("remove")}</ConfirmButton>
          ),
        },
      ]}
    />
  );
}

/** Who may what beyond their level. */
export function Component() {
  const { t } = useTranslation("admin");
  const levelName = useLevelName();
  const [making, setMaking] = useState(false);
  const [search, setSearch] = useSearchParams();
  const query = useQuery(rulesQuery);
  const projects = useQuery(projectsQuery);
  const project = search.get("project") ?? "";
  const shown = (rules: readonly Rule[]) => rules.filter((rule) => project === "" || rule.project === null || rule.project === project);
  return (
    <Page title={t("place.rules")} lead={t("rules.lead")} actions={<Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>{t("rules.new")}</Button>}>
      <Section title={t("rules.levels")}>
        <dl className={styles.levels}>
          {levels.map((level) => [<dt key={level}>{levelName(level)}</dt>, <dd key={`${level}-may`}>{t(`levelMay.${level}`)}</dd>])}
        </dl>
      </Section>
      <div className={parts.tools}>
        <Select allowClear className={parts.grow} value={project === "" ? undefined : project} placeholder={t("rules.filter")} aria-label={t("rules.filter")} onChange={(value?: string) => setSearch(value === undefined ? {} : { project: value }, { replace: true })} options={(projects.data ?? []).map((one) => ({ value: one.key, label: `${one.key} ${one.name}` }))} />
      </div>
      <QueryState query={query} loading={<Loading rows={4} />}>
        {(rules) => shown(rules).length === 0 ? <Empty title={t("rules.none")} action={<Button onClick={() => setMaking(true)}>{t("rules.new")}</Button>}>{t("rules.noneText")}</Empty> : <Rules rules={shown(rules)} />}
      </QueryState>
      {making && <NewDialog onClose={() => setMaking(false)} />}
    </Page>
  );
}
