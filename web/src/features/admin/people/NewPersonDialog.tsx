import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { circlesQuery } from "@/api/circles";
import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import type { Access } from "@/api/types";
import { showFieldErrors } from "@/ui/form";
import { useLevelName } from "@/ui/level";
import { Modal } from "@/ui/Modal";
import { useSay } from "@/ui/say";
import { SecretDialog } from "@/ui/SecretDialog";

import forms from "../parts/forms.module.css";
import { makePassword } from "../parts/password";
import { levels } from "./levels";
import { PasswordFields, type How } from "./PasswordFields";

interface Wish { username: string; nickname: string; email: string; access: Access; groups: string[]; how: How; password?: string }

/** Makes an account, and shows its first password once. */
export function NewPersonDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("admin");
  const levelName = useLevelName();
  const say = useSay();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<Wish>();
  const groups = useQuery(circlesQuery("groups"));
  const create = useMutation({
    gcTime: 0,
    mutationFn: async ({ how, password: typed, username, nickname, email, access, groups: into }: Wish) => {
      const password = how === "made" ? makePassword() : typed;
      const made = await answer(api.POST("/api/v1/users", { body: { username, nickname, email, access, groups: into, ...(how !== "none" && password !== undefined && { password }) } }));
      return { username: made.username, password: how === "made" ? password : undefined };
    },
    onSuccess: async ({ username, password }) => {
      void client.invalidateQueries({ queryKey: keys.admin("users") });
      void client.invalidateQueries({ queryKey: ["people"] });
      if (password === undefined) {
        say.done(t("people.made", { name: username }));
        onClose();
        await navigate(`/admin/people/${username}`);
      }
    },
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  const done = create.data;
  if (done?.password !== undefined) {
    return <SecretDialog title={t("people.made", { name: done.username })} secrets={[[t("people.username"), done.username], [t("password.first"), done.password]]} onClose={() => { onClose(); void navigate(`/admin/people/${done.username}`); }} />;
  }
  const start: Partial<Wish> = { username: "", nickname: "", email: "", access: "user", groups: [], how: "made" };
  return (
    <Modal open title={t("people.new")} onCancel={onClose} okText={t("people.add")} onOk={() => form.submit()} confirmLoading={create.isPending}>
      <Form<Wish> form={form} layout="vertical" initialValues={start} onFinish={(wish) => create.mutate(wish)}>
        <div className={forms.grid}>
          <Form.Item name="username" label={t("people.username")} extra={t("people.usernameHint")} rules={[{ required: true, message: t("required") }]}><Input autoFocus autoComplete="off" spellCheck={false} maxLength={64} /></Form.Item>
          <Form.Item name="nickname" label={t("people.name")}><Input maxLength={64} autoComplete="off" /></Form.Item>
          <Form.Item name="email" label={t("people.email")}><Input inputMode="email" autoComplete="off" /></Form.Item>
          <Form.Item name="access" label={t("people.level")}><Select options={levels.map((level) => ({ value: level, label: levelName(level) }))} /></Form.Item>
        </div>
        <Form.Item name="groups" label={t("place.groups")}><Select mode="multiple" allowClear options={(groups.data ?? []).map((one) => ({ value: one.name, label: one.name }))} /></Form.Item>
        <PasswordFields none />
      </Form>
    </Modal>
  );
}
