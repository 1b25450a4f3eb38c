import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import type { Secret } from "@/api/types";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { showFieldErrors } from "@/ui/form";
import { Modal } from "@/ui/Modal";
import { Section } from "@/ui/Page";
import { Person } from "@/ui/Person";
import { useSay } from "@/ui/say";
import { Empty, QueryState } from "@/ui/states";
import { TextArea } from "@/ui/TextArea";
import { Time } from "@/ui/Time";

import styles from "./FunctionsPage.module.css";
import { secretsQuery } from "./queries";

interface Wish { name: string; value?: string; description?: string }

function Dialog({ known, onClose }: { known: Secret | undefined; onClose: () => void }) {
  const { t } = useTranslation(["functions", "common"]);
  const say = useSay();
  const client = useQueryClient();
  const [form] = Form.useForm<Wish>();
  const save = useMutation({
    mutationFn: ({ name, value, description }: Wish) => answer(api.PUT("/api/v1/secrets/{name}", { params: { path: { name: known?.name ?? name } }, body: { description: description ?? "", ...((value ?? "") !== "" && { value: value ?? "" }) } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: secretsQuery.queryKey });
      say.done(t("functions:secretSaved"));
      onClose();
    },
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  const needed = { required: true, message: t("common:form.required") };
  return (
    <Modal open title={known === undefined ? t("functions:newSecret") : t("functions:changeSecret", { name: known.name })} onCancel={onClose} okText={t("functions:save")} onOk={() => form.submit()} okButtonProps={{ loading: save.isPending }}>
      <Form<Wish> form={form} layout="vertical" requiredMark={false} initialValues={{ name: known?.name ?? "", description: known?.description ?? "" }} onFinish={(wish) => save.mutate(wish)}>
        {known === undefined && <Form.Item name="name" label={t("functions:secretName")} rules={[needed]} extra={t("functions:secretNameText")}><Input autoFocus spellCheck={false} autoComplete="off" /></Form.Item>}
        <Form.Item name="value" label={t("functions:secretValue")} rules={known === undefined ? [needed] : []} extra={known === undefined ? t("functions:secretValueText") : t("functions:secretValueKeep")}><Input.Password autoComplete="new-password" visibilityToggle /></Form.Item>
        <Form.Item name="description" label={t("functions:description")}><TextArea rows={2} maxLength={1_000} /></Form.Item>
      </Form>
    </Modal>
  );
}

/** What scripts may ask for by name. Values are written here and never come back. */
export function Secrets() {
  const { t } = useTranslation("functions");
  const client = useQueryClient();
  const query = useQuery(secretsQuery);
  const [open, setOpen] = useState<{ known?: Secret }>();
  const remove = (name: string) => answer(api.DELETE("/api/v1/secrets/{name}", { params: { path: { name } } })).then(() => client.invalidateQueries({ queryKey: secretsQuery.queryKey }));
  const add = <Button icon={<PlusOutlined />} onClick={() => setOpen({})}>{t("newSecret")}</Button>;
  return (
    <Section title={t("secrets")} extra={query.data?.length} actions={add}>
      <QueryState query={query}>
        {(secrets) => secrets.length === 0 ? <Empty title={t("noSecrets")}>{t("noSecretsText")}</Empty> : (
          <ul className={styles.list}>
            {secrets.map((secret) => (
              <li key={secret.name} className={styles.item}>
                <div className={styles.grow}>
                  <b><code>{secret.name}</code></b>
                  <small><span>{secret.description}</span>{!secret.usable && <span className={styles.bad}>{t("secretUnusable")}</span>}<span><Person username={secret.actor} compact="name" /> · <Time at={secret.updatedAt} /></span></small>
                </div>
                <div className={styles.actions}>
                  <Button size="small" onClick={() => setOpen({ known: secret })}>{t("replace")}</Button>
                  <ConfirmButton question={t("deleteSecret", { name: secret.name })} consequence={t("deleteSecretText")} onConfirm={() => remove(secret.name)} yes={t("delete")} button={{ size: "small", type: "text", icon: <DeleteOutlined />, "aria-label": t("deleteSecret", { name: secret.name }) }} />
                </div>
              </li>
            ))}
          </ul>
        )}
      </QueryState>
      {open !== undefined && <Dialog known={open.known} onClose={() => setOpen(undefined)} />}
    </Section>
  );
}
