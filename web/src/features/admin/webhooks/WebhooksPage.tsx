import { PlusOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useNavigate } from "react-router";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { allPages } from "@/api/queries";
import { showFieldErrors } from "@/ui/form";
import { Modal } from "@/ui/Modal";
import { Page } from "@/ui/Page";
import { useSay } from "@/ui/say";
import { Empty, Loading, QueryState } from "@/ui/states";
import { Time } from "@/ui/Time";
import { SecretDialog } from "@/ui/SecretDialog";

import { DataTable } from "../parts/DataTable";
import parts from "../parts/forms.module.css";
import { Tag } from "../parts/Tag";
import type { Webhook } from "../types";
import { WebhookState } from "./State";
import { WebhookFields, type WebhookWish } from "./WebhookFields";

const start: WebhookWish = { name: "", url: "", project: "", events: [], filter: "", internalNotes: false, ordered: false, enabled: true };

function NewDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<WebhookWish>();
  const create = useMutation({
    gcTime: 0,
    mutationFn: ({ project, ...wish }: WebhookWish) => answer(api.POST("/api/v1/webhooks", { body: { ...wish, ...(project !== "" && { project }) } })),
    onSuccess: () => void client.invalidateQueries({ queryKey: keys.admin("webhooks") }),
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  if (create.data) {
    const { uuid, secret } = create.data;
    return <SecretDialog title={t("webhook.new")} secrets={[[t("secret.name"), secret]]} onClose={() => { onClose(); void navigate(`/admin/webhooks/${uuid}`); }} />;
  }
  return (
    <Modal open width={720} title={t("webhook.new")} onCancel={onClose} okText={t("make")} onOk={() => form.submit()} confirmLoading={create.isPending}>
      <Form<WebhookWish> form={form} layout="vertical" requiredMark={false} initialValues={start} onFinish={() => create.mutate(form.getFieldsValue(true) as WebhookWish)}><WebhookFields /></Form>
    </Modal>
  );
}

/** Whom outside this server tells of what happens. */
export function Component() {
  const { t } = useTranslation("admin");
  const [making, setMaking] = useState(false);
  const query = useQuery({ queryKey: keys.admin("webhooks"), queryFn: ({ signal }) => allPages<Webhook>((page) => answer(api.GET("/api/v1/webhooks", { params: { query: { page, pageSize: 100 } }, signal }))) });
  const button = <Button type="primary" icon={<PlusOutlined />} onClick={() => setMaking(true)}>{t("webhook.new")}</Button>;
  return (
    <Page title={t("place.webhooks")} lead={t("webhook.lead")} actions={button}>
      <QueryState query={query} loading={<Loading rows={4} />}>
        {(rows) => rows.length === 0 ? <Empty title={t("webhook.none")} action={<Button onClick={() => setMaking(true)}>{t("webhook.new")}</Button>}>{t("webhook.lead")}</Empty> : (
          <DataTable
            label={t("place.webhooks")} rows={rows} rowKey={(one) => one.uuid}
            columns={[
              { key: "name", title: t("name"), cell: (one) => <span className={parts.two}><Link to={`/admin/webhooks/${one.uuid}`}><b>{one.name}</b></Link><small>{one.url}</small></span> },
              { key: "project", title: t("webhook.project"), wide: true, cell: (one) => <Tag>{one.project ?? t("everyProject")}</Tag> },
              { key: "delivered", title: t("webhook.deliveredAt"), wide: true, cell: (one) => one.deliveredAt === null ? <span className={parts.hint}>{t("people.never")}</span> : <Time at={one.deliveredAt} /> },
              { key: "state", title: t("state"), tight: true, cell: (one) => <WebhookState webhook={one} /> },
            ]}
          />
        )}
      </QueryState>
      {making && <NewDialog onClose={() => setMaking(false)} />}
    </Page>
  );
}
