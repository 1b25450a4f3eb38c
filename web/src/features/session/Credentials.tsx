/** One's own tokens and access keys: what programs log in with. A secret is shown once, when it is made. */
import { PlusOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import type { AccessKey, ApiToken } from "@/api/types";
import { ConfirmButton } from "@/ui/ConfirmButton";
import { showFieldErrors } from "@/ui/form";
import { Modal } from "@/ui/Modal";
import { Section } from "@/ui/Page";
import { useSay } from "@/ui/say";
import { SecretDialog, type Secrets } from "@/ui/SecretDialog";
import { Empty, Loading, QueryState } from "@/ui/states";
import { Time } from "@/ui/Time";

import styles from "./ProfilePage.module.css";

const scopes = ["all", "read", "write", "admin", "work"] as const;
type Scope = (typeof scopes)[number];
const days = [30, 90, 365, 0] as const;
const DAY = 86_400_000;

interface Wish { name: string; scopes: Scope[]; days: number }
interface Asked { name: string; scopes: Scope[]; expiresAt: string | null }

interface DialogProps { title: string; make: (wish: Asked) => Promise<Secrets>; onClose: () => void }

function MakeDialog({ title, make, onClose }: DialogProps) {
  const { t } = useTranslation("session");
  const say = useSay();
  const [form] = Form.useForm<Wish>();
  const create = useMutation({
    mutationFn: (wish: Wish) => make({ name: wish.name, scopes: wish.scopes, expiresAt: wish.days === 0 ? null : new Date(Date.now() + wish.days * DAY).toISOString() }),
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  if (create.data !== undefined) return <SecretDialog title={title} secrets={create.data} onClose={onClose} />;
  return (
    <Modal open title={title} onCancel={onClose} okText={t("make")} onOk={() => form.submit()} confirmLoading={create.isPending}>
      <Form<Wish> form={form} layout="vertical" initialValues={{ name: "", scopes: ["all"], days: 90 }} onFinish={(wish) => create.mutate(wish)}>
        <Form.Item name="name" label={t("purpose")} rules={[{ required: true, whitespace: true, message: t("purposeMissing") }]}><Input maxLength={64} autoFocus /></Form.Item>
        <Form.Item name="scopes" label={t("scopes")}><Select mode="multiple" options={scopes.map((scope) => ({ value: scope, label: t(`scope.${scope}`) }))} /></Form.Item>
        <Form.Item name="days" label={t("expires")}><Select options={days.map((count) => ({ value: count, label: count === 0 ? t("never") : t("inDays", { count }) }))} /></Form.Item>
      </Form>
    </Modal>
  );
}

interface ListProps<T> {
  title: string;
  none: string;
  newTitle: string;
  query: { data: T[] | undefined; error: unknown; refetch: () => unknown };
  item: (one: T) => { id: string | number; name: ReactNode; about: Pick<ApiToken, "createdAt" | "expiresAt" | "lastUsedAt" | "scopes"> };
  make: DialogProps["make"];
  revoke: (one: T) => Promise<unknown>;
}

function List<T>({ title, none, newTitle, query, item, make, revoke }: ListProps<T>) {
  const { t } = useTranslation("session");
  const [making, setMaking] = useState(false);
  return (
    <Section title={title} actions={<Button size="small" icon={<PlusOutlined />} onClick={() => setMaking(true)}>{t("make")}</Button>}>
      <QueryState query={query} loading={<Loading rows={2} height={58} />}>
        {(items) => items.length === 0 ? <Empty title={none} /> : (
          <ul className={styles.list}>
            {items.map((one) => {
              const { id, name, about } = item(one);
              return (
                <li key={id}>
                  <div>
                    <b>{name}</b>
                    <small>
                      <span>{about.scopes.map((scope) => t(`scope.${scope}`)).join(t("comma"))}</span>
                      <span>{t("made")} <Time at={about.createdAt} /></span>
                      <span>{about.lastUsedAt ? <>{t("used")} <Time at={about.lastUsedAt} /></> : t("unused")}</span>
                      <span>{about.expiresAt ? <>{t("ends")} <Time at={about.expiresAt} /></> : t("endsNever")}</span>
                    </small>
                  </div>
                  <ConfirmButton question={t("revokeQuestion")} consequence={t("revokeText")} onConfirm={() => revoke(one)} button={{ size: "small", type: "text" }}>{t("revoke")}</ConfirmButton>
                </li>
              );
            })}
          </ul>
        )}
      </QueryState>
      {making && <MakeDialog title={newTitle} make={make} onClose={() => setMaking(false)} />}
    </Section>
  );
}

export function Tokens() {
  const { t } = useTranslation("session");
  const client = useQueryClient();
  const changed = () => client.invalidateQueries({ queryKey: keys.tokens });
  const query = useQuery({ queryKey: keys.tokens, queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/tokens", { params: { query: { pageSize: 100 } }, signal }))).items });
  return (
    <List<ApiToken>
      title={t("tokens")} none={t("noTokens")} newTitle={t("newToken")} query={query}
      item={(one) => ({ id: one.id, name: one.name, about: one })}
      make={async (body) => {
        const made = await answer(api.POST("/api/v1/tokens", { body }));
        void changed();
        return [[t("token"), made.token]];
      }}
      revoke={async (one) => {
        await answer(api.DELETE("/api/v1/tokens/{id}", { params: { path: { id: one.id } } }));
        await changed();
      }}
    />
  );
}

export function AccessKeys() {
  const { t } = useTranslation("session");
  const client = useQueryClient();
  const changed = () => client.invalidateQueries({ queryKey: keys.accessKeys });
  const query = useQuery({ queryKey: keys.accessKeys, queryFn: async ({ signal }) => (await answer(api.GET("/api/v1/access-keys", { params: { query: { pageSize: 100 } }, signal }))).items });
  return (
    <List<AccessKey>
      title={t("accessKeys")} none={t("noAccessKeys")} newTitle={t("newAccessKey")} query={query}
      item={(one) => ({ id: one.ak, name: <>{one.name} <code>{one.ak}</code></>, about: one })}
      make={async (body) => {
        const made = await answer(api.POST("/api/v1/access-keys", { body }));
        void changed();
        return [["AK", made.ak], ["SK", made.sk]];
      }}
      revoke={async (one) => {
        await answer(api.DELETE("/api/v1/access-keys/{ak}", { params: { path: { ak: one.ak } } }));
        await changed();
      }}
    />
  );
}
