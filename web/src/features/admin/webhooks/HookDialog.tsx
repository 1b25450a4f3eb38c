import { useMutation, useQuery } from "@tanstack/react-query";
import { Checkbox, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { projectsQuery } from "@/api/queries";
import { showFieldErrors } from "@/ui/form";
import { Modal } from "@/ui/Modal";
import { useSay } from "@/ui/say";
import { SecretDialog, type Secrets } from "@/ui/SecretDialog";

import type { Hook } from "../types";

const providers = ["github", "gitlab", "gitea", "webhook"] as const;

interface Wish { name: string; provider: Hook["provider"]; project: string; numbers: boolean }
interface Props { /** The one that is changed; a new one without. */ hook?: Hook; onClose: () => void; onDone: () => Promise<unknown> }

/** Makes a hook and shows its secret once, or changes one. */
export function HookDialog({ hook, onClose, onDone }: Props) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const [form] = Form.useForm<Wish>();
  const projects = useQuery(projectsQuery);
  const title = t(hook ? "hook.edit" : "hook.new");
  const save = useMutation({
    gcTime: 0,
    mutationFn: async ({ provider, project, ...wish }: Wish): Promise<Secrets | undefined> => {
      if (hook) {
        await answer(api.PUT("/api/v1/hooks/{uuid}", { params: { path: { uuid: hook.uuid } }, body: { ...wish, project } }));
        return undefined;
      }
      const made = await answer(api.POST("/api/v1/hooks", { body: { ...wish, provider, ...(project !== "" && { project }) } }));
      return [[t("hook.address"), `${window.location.origin}${made.path}`], [t("secret.name"), made.secret]];
    },
    onSuccess: async (secrets) => {
      await onDone();
      if (secrets === undefined) onClose();
    },
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  if (save.data) return <SecretDialog title={title} secrets={save.data} onClose={onClose} />;
  const start: Wish = { name: hook?.name ?? "", provider: hook?.provider ?? "github", project: hook?.project ?? "", numbers: hook?.numbers ?? true };
  return (
    <Modal open title={title} onCancel={onClose} okText={t(hook ? "edit.save" : "make")} onOk={() => form.submit()} confirmLoading={save.isPending}>
      <Form<Wish> form={form} layout="vertical" initialValues={start} onFinish={(wish) => save.mutate(wish)}>
        <Form.Item name="provider" label={t("hook.from")}><Select disabled={hook !== undefined} options={providers.map((value) => ({ value, label: t(`hook.provider.${value}`) }))} /></Form.Item>
        <Form.Item name="name" label={t("name")} extra={t("hook.nameHint")} rules={[{ required: true, whitespace: true, message: t("required") }]}><Input maxLength={64} autoFocus autoComplete="off" /></Form.Item>
        <Form.Item name="project" label={t("webhook.project")}><Select options={[{ value: "", label: t("everyProject") }, ...(projects.data ?? []).map((one) => ({ value: one.key, label: `${one.key} ${one.name}` }))]} /></Form.Item>
        <Form.Item name="numbers" valuePropName="checked" extra={t("hook.numbersHint")}><Checkbox>{t("hook.numbers")}</Checkbox></Form.Item>
      </Form>
    </Modal>
  );
}
