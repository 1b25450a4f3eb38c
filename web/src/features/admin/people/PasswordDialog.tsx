import { useMutation } from "@tanstack/react-query";
import { Form } from "antd";
import { useTranslation } from "react-i18next";

import { api, tagged } from "@/api/client";
import type { Person } from "@/api/types";
import { showFieldErrors } from "@/ui/form";
import { Modal } from "@/ui/Modal";
import { useSay } from "@/ui/say";
import { SecretDialog } from "@/ui/SecretDialog";

import { makePassword } from "../parts/password";
import type { Tagged } from "../types";
import { PasswordFields, type How } from "./PasswordFields";

interface Props { username: string; onClose: () => void; onDone: (now: Tagged<Person>) => void }
interface Wish { how: How; password?: string }

/** Sets somebody's password. */
export function PasswordDialog({ username, onClose, onDone }: Props) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const [form] = Form.useForm<Wish>();
  const set = useMutation({
    gcTime: 0,
    mutationFn: async ({ how, password: typed = "" }: Wish) => {
      const password = how === "made" ? makePassword() : typed;
      return { now: await tagged(api.POST("/api/v1/users/{username}/password", { params: { path: { username } }, body: { password } })), shown: how === "made" ? password : undefined };
    },
    onSuccess: ({ now, shown }) => {
      onDone(now);
      if (shown !== undefined) return;
      say.done(t("password.done"));
      onClose();
    },
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  const shown = set.data?.shown;
  if (shown !== undefined) return <SecretDialog title={t("password.done")} secrets={[[t("password.new"), shown]]} onClose={onClose} />;
  return (
    <Modal open title={t("password.title", { name: username })} onCancel={onClose} okText={t("password.reset")} onOk={() => form.submit()} confirmLoading={set.isPending}>
      <p>{t("password.resetText")}</p>
      <Form<Wish> form={form} layout="vertical" initialValues={{ how: "made" }} onFinish={(wish) => set.mutate(wish)}><PasswordFields none={false} /></Form>
    </Modal>
  );
}
