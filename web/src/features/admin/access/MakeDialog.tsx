import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { useMe } from "@/api/me";
import type { ApiToken } from "@/api/types";
import { showFieldErrors } from "@/ui/form";
import { Modal } from "@/ui/Modal";
import { PersonPicker } from "@/ui/PersonPicker";
import { useSay } from "@/ui/say";
import { SecretDialog, type Secrets } from "@/ui/SecretDialog";


const scopes = ["all", "read", "write", "admin", "work"] as const;
const days = [30, 90, 365, 0] as const;
const DAY = 86_400_000;

interface Wish { name: string; user: string; scopes: ApiToken["scopes"]; days: number }

/** Makes a token or an access key for somebody, and shows its secret once. */
export function MakeDialog({ kind, onClose }: { kind: "tokens" | "keys"; onClose: () => void }) {
  const { t } = useTranslation("admin");
  const me = useMe();
  const say = useSay();
  const client = useQueryClient();
  const [form] = Form.useForm<Wish>();
  const title = t(kind === "keys" ? "credential.newKey" : "credential.newToken");
  const create = useMutation({
    gcTime: 0,
    mutationFn: async ({ days: count, ...wish }: Wish): Promise<Secrets> => {
      const body = { ...wish, expiresAt: count === 0 ? null : new Date(Date.now() + count * DAY).toISOString() };
      if (kind === "tokens") return [[t("credential.token"), (await answer(api.POST("/api/v1/tokens", { body }))).token]];
      const made = await answer(api.POST("/api/v1/access-keys", { body }));
      return [["AK", made.ak], ["SK", made.sk]];
    },
    onSuccess: () => {
      for (const queryKey of [keys.admin("tokens"), keys.admin("access-keys"), keys.tokens, keys.accessKeys]) void client.invalidateQueries({ queryKey });
    },
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  if (create.data !== undefined) return <SecretDialog title={title} secrets={create.data} onClose={onClose} />;
  return (
    <Modal open title={title} onCancel={onClose} okText={t("make")} onOk={() => form.submit()} confirmLoading={create.isPending}>
      <Form<Wish> form={form} layout="vertical" initialValues={{ name: "", user: me.username, scopes: ["read"], days: 90 }} onFinish={(wish) => create.mutate(wish)}>
        <Form.Item name="name" label={t("credential.purpose")} rules={[{ required: true, whitespace: true, message: t("required") }]}><Input maxLength={64} autoFocus /></Form.Item>
        <Form.Item name="user" label={t("credential.owner")} extra={t("credential.ownerHint")} rules={[{ required: true, message: t("required") }]}><PersonPicker /></Form.Item>
        <Form.Item name="scopes" label={t("credential.scopes")} rules={[{ required: true, message: t("required") }]}><Select mode="multiple" options={scopes.map((scope) => ({ value: scope, label: t(`scopeLong.${scope}`) }))} /></Form.Item>
        <Form.Item name="days" label={t("credential.ends")}><Select options={days.map((count) => ({ value: count, label: count === 0 ? t("credential.neverEnds") : t("credential.inDays", { count }) }))} /></Form.Item>
      </Form>
    </Modal>
  );
}
