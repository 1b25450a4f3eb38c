import { LockOutlined, UserOutlined } from "@ant-design/icons";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";

import { answer, api } from "@/api/client";
import { isRefusal } from "@/api/error";
import { profileQuery } from "@/api/queries";
import { changeLanguage, hasChosen, type Language } from "@/i18n";
import { nextPath } from "@/ui/next";
import { useErrorText } from "@/ui/states";
import { useLanguage } from "@/ui/text";

import styles from "./LoginPage.module.css";

interface Wish { username: string; password: string }

const languages: readonly { code: Language; name: string }[] = [{ code: "zh", name: "简体中文" }, { code: "en", name: "English" }];

function LanguageSwitch() {
  const { t } = useTranslation("session");
  const present = useLanguage();
  return (
    <div className={styles.languages} role="group" aria-label={t("language")}>
      {languages.map(({ code, name }) => (
        <button key={code} type="button" lang={code} aria-pressed={code === present} onClick={() => void changeLanguage(code)}>{name}</button>
      ))}
    </div>
  );
}

/** The log-in: the only page for who is not known. */
export function Component() {
  const { t } = useTranslation("session");
  const client = useQueryClient();
  const navigate = useNavigate();
  const { search } = useLocation();
  const errorText = useErrorText();
  useEffect(() => {
    document.title = `${t("title")} · Gongdan`;
  }, [t]);
  const login = useMutation({
    // The server puts what it gives into cookies that no script can read.
    mutationFn: ({ username, password }: Wish) => answer(api.POST("/api/v1/auth/login", { body: { username, password, cookie: true } })),
    onSuccess: async () => {
      client.clear();
      const me = await client.query({ ...profileQuery, staleTime: 0 });
      if (!hasChosen() && (me.locale === "zh" || me.locale === "en")) await changeLanguage(me.locale);
      await navigate(nextPath(search), { replace: true });
    },
  });
  const wrong = isRefusal(login.error, 401);
  return (
    <main className={styles.page}>
      <section className={styles.card}>
        <img src="/favicon.svg" alt="" width="44" height="44" />
        <h1>{t("title")}</h1>
        <p className={styles.lead}>{t("lead")}</p>
        <div role="alert" className={styles.error}>
          {login.error !== null && <Alert type="error" showIcon title={wrong ? t("wrong") : errorText(login.error)} />}
        </div>
        <Form<Wish> layout="vertical" requiredMark={false} onFinish={(wish) => login.mutate(wish)} size="large">
          <Form.Item name="username" label={t("username")} rules={[{ required: true, message: t("usernameMissing") }]}>
            <Input prefix={<UserOutlined />} autoComplete="username" autoCapitalize="none" spellCheck={false} autoFocus />
          </Form.Item>
          <Form.Item name="password" label={t("password")} rules={[{ required: true, message: t("passwordMissing") }]}>
            <Input.Password prefix={<LockOutlined />} autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" htmlType="submit" block loading={login.isPending}>{t("submit")}</Button>
        </Form>
        <p className={styles.hint}>{t("forgotten")}</p>
      </section>
      <LanguageSwitch />
    </main>
  );
}
