import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { useMe } from "@/api/me";
import { profileQuery } from "@/api/queries";
import { changeLanguage } from "@/i18n";
import { showFieldErrors } from "@/ui/form";
import { useLevelName } from "@/ui/level";
import { NewPassword } from "@/ui/NewPassword";
import { Page, Section } from "@/ui/Page";
import { Avatar } from "@/ui/Person";
import { useSay } from "@/ui/say";

import { AccessKeys, Tokens } from "./Credentials";
import styles from "./ProfilePage.module.css";

interface Myself { nickname: string; email: string; phone: string; locale: string }

function Myself() {
  const { t } = useTranslation("session");
  const me = useMe();
  const say = useSay();
  const client = useQueryClient();
  const [form] = Form.useForm<Myself>();
  const save = useMutation({
    mutationFn: (body: Myself) => answer(api.PUT("/api/v1/profile", { body })),
    onSuccess: async (profile) => {
      client.setQueryData(profileQuery.queryKey, profile);
      if (profile.locale === "zh" || profile.locale === "en") await changeLanguage(profile.locale);
      say.done(t("saved"));
    },
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  const { nickname, email, phone, locale } = me;
  return (
    <Form<Myself> form={form} layout="vertical" requiredMark={false} className={styles.form} initialValues={{ nickname, email, phone, locale }} onFinish={(body) => save.mutate(body)}>
      <Form.Item name="nickname" label={t("nickname")}><Input maxLength={64} /></Form.Item>
      <Form.Item name="email" label={t("email")}><Input inputMode="email" autoComplete="email" /></Form.Item>
      <Form.Item name="phone" label={t("phone")}><Input autoComplete="tel" maxLength={32} /></Form.Item>
      <Form.Item name="locale" label={t("language")}>
        <Select options={[{ value: "", label: t("browserLanguage") }, { value: "zh", label: "简体中文" }, { value: "en", label: "English" }]} />
      </Form.Item>
      <div className={styles.buttons}><Button type="primary" htmlType="submit" loading={save.isPending}>{t("save")}</Button></div>
    </Form>
  );
}

interface Passwords { oldPassword: string; newPassword: string }

function Password() {
  const { t } = useTranslation("session");
  const say = useSay();
  const [form] = Form.useForm<Passwords>();
  const change = useMutation({
    mutationFn: ({ oldPassword, newPassword }: Passwords) => answer(api.POST("/api/v1/profile/password", { body: { oldPassword, newPassword } })),
    onSuccess: () => {
      form.resetFields();
      say.done(t("passwordChanged"));
    },
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  return (
    <Form<Passwords> form={form} layout="vertical" requiredMark={false} className={styles.form} onFinish={(body) => change.mutate(body)}>
      <Form.Item name="oldPassword" label={t("oldPassword")} rules={[{ required: true, message: t("passwordMissing") }]}><Input.Password autoComplete="current-password" /></Form.Item>
      <NewPassword name="newPassword" />
      <div className={styles.buttons}><Button htmlType="submit" loading={change.isPending}>{t("changePassword")}</Button></div>
    </Form>
  );
}

/** One's own account. */
export function Component() {
  const { t } = useTranslation("session");
  const me = useMe();
  const levelName = useLevelName();
  // The first is the level, which is a word of the server's.
  const roles = [levelName(me.access), ...me.roles.slice(1)];
  return (
    <Page title={t("profile")} width="text" heading={<span className={styles.head}><Avatar username={me.username} name={me.nickname || me.username} size="large" /><span>{me.nickname || me.username}<small>{[me.username, ...roles].join(" · ")}</small></span></span>}>
      <Section title={t("myself")}><Myself /></Section>
      <Section title={t("password")}><Password /></Section>
      <Tokens />
      <AccessKeys />
    </Page>
  );
}
