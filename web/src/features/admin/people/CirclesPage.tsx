/** Groups, roles and departments: three kinds of circles that people are in, alike but for their names. */
import { PlusOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { circlesQuery, type Circles } from "@/api/circles";
import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { showFieldErrors } from "@/ui/form";
import { Modal } from "@/ui/Modal";
import { Page } from "@/ui/Page";
import { PeoplePicker } from "@/ui/PeoplePicker";
import { Person } from "@/ui/Person";
import { useSay } from "@/ui/say";
import { Empty, Loading, QueryState } from "@/ui/states";
import { TextArea } from "@/ui/TextArea";

import { DataTable } from "../parts/DataTable";
import forms from "../parts/forms.module.css";
import styles from "./people.module.css";

interface Wish { name: string; description: string; members: string[] }

const SHOWN = 5;

function NewDialog({ kind, onClose }: { kind: Circles; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<Wish>();
  const create = useMutation({
    mutationFn: (body: Wish) => answer(api.POST(`/api/v1/${kind}`, { body })),
    onSuccess: async (made) => {
      void client.invalidateQueries({ queryKey: keys.admin(kind) });
      onClose();
      await navigate(`/admin/${kind}/${made.uuid}`);
    },
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  return (
    <Modal open title={t(`circle.${kind}.new`)} onCancel={onClose} okText={t("make")} onOk={() => form.submit()} confirmLoading={create.isPending}>
      <Form<Wish> form={form} layout="vertical" initialValues={{ name: "", description: "", members: [] }} onFinish={(wish) => create.mutate(wish)}>
        <Form.Item name="name" label={t("name")} rules={[{ required: true, whitespace: true, message: t("required") }]}><Input maxLength={64} autoFocus /></Form.Item>
        <Form.Item name="description" label={t("description")}><TextArea maxLength={1000} rows={2} /></Form.Item>
        <Form.Item name="members" label={t("circle.members")}><PeoplePicker /></Form.Item>
      </Form>
    </Modal>
  );
}

function Members({ names }: { names: readonly string[] }) {
  const { t } = useTranslation("admin");
  if (names.length === 0) return <span className={forms.hint}>{t("circle.nobody")}</span>;
  return (
    <span className={styles.members}>
      {names.slice(0, SHOWN).map((name) => <Person key={name} username={name} compact="avatar" />)}
      <span className={forms.hint}>{t("circle.count", { count: names.length })}</span>
    </span>
  );
}

function CirclesPage({ kind }: { kind: Circles }) {
  const { t } = useTranslation("admin");
  const [making, setMaking] = useState(false);
  const query = useQuery(circlesQuery(kind));
  const button = <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>{t(`circle.${kind}.new`)}</Button>;
  return (
    <Page title={t(`place.${kind}`)} lead={t(`circle.${kind}.lead`)} actions={button}>
      <QueryState query={query} loading={<Loading rows={6} />}>
        {(items) => items.length === 0
          ? <Empty title={t(`circle.${kind}.none`)} action={<Button onClick={() => setMaking(true)}>{t(`circle.${kind}.new`)}</Button>}>{t(`circle.${kind}.lead`)}</Empty>
          : (
            <DataTable
              label={t(`place.${kind}`)} rows={items} rowKey={(one) => one.uuid}
              columns={[
                { key: "name", title: t("name"), cell: (one) => <Link to={`/admin/${kind}/${one.uuid}`} className={forms.two ?? ""}><b>{one.name}</b></Link> },
                { key: "description", title: t("description"), wide: true, cell: (one) => <span className={forms.hint}>{one.description}</span> },
                { key: "members", title: t("circle.members"), cell: (one) => <Members names={one.members} /> },
              ]}
            />
          )}
      </QueryState>
      {making && <NewDialog kind={kind} onClose={() => setMaking(false)} />}
    </Page>
  );
}

export const Groups = () => <CirclesPage kind="groups" />;
export const Roles = () => <CirclesPage kind="roles" />;
export const Departments = () => <CirclesPage kind="departments" />;
