/** The guide of the first start: four short steps, each of which can be left out. */
import { CheckCircleFilled, PlusOutlined } from "@ant-design/icons";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Checkbox, Form, Input, Segmented, Select, Steps } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, useNavigate, useSearchParams } from "react-router";

import { answer, api, tagged, ifMatch } from "@/api/client";
import { keys } from "@/api/keys";
import { instanceQuery, peopleQuery, profileQuery, projectsQuery, rightsQuery } from "@/api/queries";
import type { Access, Project } from "@/api/types";
import { changeLanguage, type Language } from "@/i18n";
import { showFieldErrors } from "@/ui/form";
import { NewPassword, usePasswordRules } from "@/ui/NewPassword";
import { useSay } from "@/ui/say";
import { Loading, QueryState } from "@/ui/states";
import { useLanguage } from "@/ui/text";

import styles from "./SetupPage.module.css";

interface StepProps { next: () => void }

function Buttons({ skip, children }: { skip?: (() => void) | undefined; children: ReactNode }) {
  const { t } = useTranslation("setup");
  return <div className={styles.buttons}>{skip && <Button type="text" onClick={skip}>{t("skip")}</Button>}{children}</div>;
}

function LanguageStep({ next }: StepProps) {
  const { t } = useTranslation("setup");
  const language = useLanguage();
  const client = useQueryClient();
  const say = useSay();
  const keep = useMutation({
    mutationFn: () => answer(api.PUT("/api/v1/profile", { body: { locale: language } })),
    onSuccess: (profile) => {
      client.setQueryData(profileQuery.queryKey, profile);
      next();
    },
    onError: (error) => say.error(error),
  });
  return (
    <>
      <h2>{t("languageTitle")}</h2>
      <p>{t("languageText")}</p>
      <Segmented<Language> block size="large" value={language} onChange={(code) => void changeLanguage(code)} options={[{ value: "zh", label: "简体中文" }, { value: "en", label: "English" }]} />
      <Buttons><Button type="primary" loading={keep.isPending} onClick={() => keep.mutate()}>{t("next")}</Button></Buttons>
    </>
  );
}

interface Passwords { oldPassword: string; newPassword: string }

function PasswordStep({ next }: StepProps) {
  const { t } = useTranslation("setup");
  const say = useSay();
  const [form] = Form.useForm<Passwords>();
  const change = useMutation({
    mutationFn: ({ oldPassword, newPassword }: Passwords) => answer(api.POST("/api/v1/profile/password", { body: { oldPassword, newPassword } })),
    onSuccess: next,
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  return (
    <>
      <h2>{t("passwordTitle")}</h2>
      <p>{t("passwordText")}</p>
      <Form<Passwords> form={form} layout="vertical" requiredMark={false} onFinish={(body) => change.mutate(body)}>
        <Form.Item name="oldPassword" label={t("oldPassword")} rules={[{ required: true, message: t("missing") }]}><Input.Password autoComplete="current-password" /></Form.Item>
        <NewPassword name="newPassword" />
        <Buttons skip={next}><Button type="primary" htmlType="submit" loading={change.isPending}>{t("next")}</Button></Buttons>
      </Form>
    </>
  );
}

/** Removes a project as it is now. */
async function remove(key: string): Promise<void> {
  const { etag } = await tagged(api.GET("/api/v1/projects/{key}", { params: { path: { key } } }));
  await answer(api.DELETE("/api/v1/projects/{key}", { params: { path: { key } }, headers: ifMatch(etag) }));
}

function Projects({ projects, next }: StepProps & { projects: readonly Project[] }) {
  const { t } = useTranslation("setup");
  const say = useSay();
  const client = useQueryClient();
  const [kept, setKept] = useState<readonly string[]>(() => projects.map((one) => one.key));
  const save = useMutation({
    mutationFn: async () => {
      for (const project of projects) if (!kept.includes(project.key)) await remove(project.key);
    },
    onSuccess: next,
    onError: (error) => say.error(error),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: keys.projects }), client.invalidateQueries({ queryKey: keys.statuses })]),
  });
  return (
    <>
      <div className={styles.projects}>
        {projects.map((project) => (
          <label key={project.key} className={styles.project} htmlFor={`keep-${project.key}`}>
            <Checkbox id={`keep-${project.key}`} checked={kept.includes(project.key)} onChange={(event) => setKept((before) => event.target.checked ? [...before, project.key] : before.filter((key) => key !== project.key))} />
            <span><b>{project.name}</b> <code>{project.key}</code><small>{project.description}</small></span>
          </label>
        ))}
      </div>
      <Buttons skip={next}><Button type="primary" disabled={kept.length === 0} loading={save.isPending} onClick={() => save.mutate()}>{kept.length === projects.length ? t("keepAll") : t("keepSome", { count: kept.length })}</Button></Buttons>
    </>
  );
}

function ProjectsStep({ next }: StepProps) {
  const { t } = useTranslation("setup");
  const query = useQuery(projectsQuery);
  return (
    <>
      <h2>{t("projectsTitle")}</h2>
      <p>{t("projectsText")}</p>
      <QueryState query={query} loading={<Loading rows={4} height={60} />}>{(projects) => <Projects projects={projects} next={next} />}</QueryState>
    </>
  );
}

interface Invitation { username: string; nickname: string; password: string; access: Access }
const levels: readonly Access[] = ["user", "operator", "admin"];

function InviteStep({ next }: StepProps) {
  const { t } = useTranslation("setup");
  const say = useSay();
  const [form] = Form.useForm<Invitation>();
  const client = useQueryClient();
  const passwordRules = usePasswordRules();
  const { data: me } = useQuery(profileQuery);
  const { data: people = [] } = useQuery(peopleQuery(""));
  const invited = people.filter((one) => one.username !== me?.username);
  const invite = useMutation({
    mutationFn: (body: Invitation) => answer(api.POST("/api/v1/users", { body })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: keys.people("") });
      form.resetFields();
      form.focusField("username");
    },
    onError: (error) => showFieldErrors(form, error) || say.error(error),
  });
  // Somebody who was written down and not yet invited is, first: nothing that was typed is lost.
  const finish = () => {
    const { username, nickname, password } = form.getFieldsValue();
    if (`${username}${nickname}${password}` === "") next();
    else form.validateFields().then((body) => invite.mutate(body, { onSuccess: next }), () => undefined);
  };
  return (
    <>
      <h2>{t("inviteTitle")}</h2>
      <p>{t("inviteText")}</p>
      {invited.length > 0 && <ul className={styles.invited}>{invited.map(({ username }) => <li key={username}><CheckCircleFilled /> {username}</li>)}</ul>}
      <Form<Invitation> form={form} layout="vertical" requiredMark={false} initialValues={{ username: "", nickname: "", password: "", access: "operator" }} onFinish={(body) => invite.mutate(body)}>
        <div className={styles.pair}>
          <Form.Item name="username" label={t("username")} rules={[{ required: true, message: t("missing") }]}><Input autoComplete="off" autoCapitalize="none" maxLength={64} /></Form.Item>
          <Form.Item name="nickname" label={t("name")}><Input autoComplete="off" maxLength={64} /></Form.Item>
          <Form.Item name="password" label={t("firstPassword")} rules={passwordRules}><Input.Password autoComplete="new-password" /></Form.Item>
          <Form.Item name="access" label={t("level")}><Select options={levels.map((level) => ({ value: level, label: t(`access.${level}`) }))} /></Form.Item>
        </div>
        <Button htmlType="submit" icon={<PlusOutlined />} loading={invite.isPending}>{t("invite")}</Button>
      </Form>
      <Buttons><Button type="primary" loading={invite.isPending} onClick={finish}>{t("finish")}</Button></Buttons>
    </>
  );
}

const steps = [
  { name: "language", Step: LanguageStep },
  { name: "password", Step: PasswordStep },
  { name: "projects", Step: ProjectsStep },
  { name: "people", Step: InviteStep },
] as const;

/** Only an administrator is guided, and only until it is over. The step stands in the address, so that a reload comes back to it. */
export function Component() {
  const { t } = useTranslation("setup");
  const navigate = useNavigate();
  const client = useQueryClient();
  const say = useSay();
  const [search, setSearch] = useSearchParams();
  const at = Math.max(steps.findIndex(({ name }) => name === search.get("step")), 0);
  const { name, Step } = steps[at] ?? steps[0];
  const goTo = (place: number) => setSearch({ step: steps[place]?.name ?? name });
  const { data: rights, error } = useQuery(rightsQuery);
  const finish = useMutation({
    mutationFn: () => answer(api.PUT("/api/v1/instance/set-up")),
    onSuccess: async (instance) => {
      client.setQueryData(instanceQuery.queryKey, instance);
      await navigate("/", { replace: true });
    },
    onError: (refused) => say.error(refused),
  });
  if (error !== null || rights?.admin === false) return <Navigate to="/" replace />;
  const next = () => (at === steps.length - 1 ? finish.mutate() : goTo(at + 1));
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <img src="/favicon.svg" alt="" width="40" height="40" />
        <div><h1>{t("title")}</h1><p>{t("lead")}</p></div>
        <Button type="text" loading={finish.isPending} onClick={() => finish.mutate()}>{t("skipAll")}</Button>
      </header>
      <Steps size="small" current={at} onChange={goTo} items={steps.map((one, place) => ({ title: t(`step.${one.name}`), disabled: place >= at }))} responsive={false} className={styles.steps ?? ""} titlePlacement="vertical" />
      <section className={styles.card}><Step key={name} next={next} /></section>
    </main>
  );
}
