import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { circlesQuery } from "@/api/circles";
import { api, ifMatch, tagged } from "@/api/client";
import { keys } from "@/api/keys";
import { useMe } from "@/api/me";
import { forgetNames } from "@/api/names";
import type { Access, Person } from "@/api/types";
import { useLevelName } from "@/ui/level";
import { Page, Section } from "@/ui/Page";
import { Avatar } from "@/ui/Person";
import { useSay } from "@/ui/say";
import { Loading, QueryState } from "@/ui/states";
import { Time } from "@/ui/Time";

import { EditForm } from "../parts/EditForm";
import forms from "../parts/forms.module.css";
import { Tag } from "../parts/Tag";
import { TypeToConfirm } from "../parts/TypeToConfirm";
import { userQuery } from "../queries";
import type { Tagged } from "../types";
import { levels } from "./levels";
import { PasswordDialog } from "./PasswordDialog";
import styles from "./people.module.css";

interface Wish {
  nickname: string; email: string; phone: string; locale: string; access: Access; roles: string[]; groups: string[]; department: string;
  block: string; room: string; isp: string; ispAccount: string;
}

const toForm = ({ nickname, email, phone, locale, access, roles, groups, department, block, room, isp, ispAccount }: Person): Wish =>
  ({ nickname, email, phone, locale, access, roles, groups, department, block, room, isp, ispAccount });

function useKeep(username: string): (now: Tagged<Person>) => void {
  const client = useQueryClient();
  return (now) => {
    client.setQueryData(userQuery(username).queryKey, now);
    forgetNames(client);
    for (const queryKey of [keys.admin("users"), keys.admin("groups"), keys.admin("roles"), keys.admin("departments"), ["people"]]) void client.invalidateQueries({ queryKey });
  };
}

function Names({ kind }: { kind: "roles" | "groups" }) {
  const { t } = useTranslation("admin");
  const { data } = useQuery(circlesQuery(kind));
  return <Form.Item name={kind} label={t(`place.${kind}`)}><Select mode="multiple" allowClear options={(data ?? []).map((one) => ({ value: one.name, label: one.name }))} /></Form.Item>;
}

function Account({ thing }: { thing: Tagged<Person> }) {
  const { t } = useTranslation("admin");
  const levelName = useLevelName();
  const { username } = thing.data;
  const query = useQuery({ ...userQuery(username), enabled: false });
  const departments = useQuery(circlesQuery("departments"));
  // Nobody shuts himself out: another administrator does it.
  const own = useMe().username === username;
  const keep = useKeep(username);
  return (
    <EditForm<Person, Wish>
      thing={thing} toForm={toForm} label={t("people.account")} reload={async () => (await query.refetch()).data}
      save={async (body, etag) => {
        const now = await tagged(api.PUT("/api/v1/users/{username}", { params: { path: { username } }, body: { ...body, department: body.department }, headers: ifMatch(etag) }));
        keep(now);
        return now;
      }}
    >
      <div className={forms.grid}>
        <Form.Item name="nickname" label={t("people.name")}><Input maxLength={64} /></Form.Item>
        <Form.Item name="access" label={t("people.level")} {...(own && { extra: t("people.ownLevel") })}><Select disabled={own} options={levels.map((level) => ({ value: level, label: levelName(level) }))} /></Form.Item>
        <Form.Item name="email" label={t("people.email")}><Input inputMode="email" autoComplete="off" /></Form.Item>
        <Form.Item name="phone" label={t("people.phone")}><Input maxLength={32} autoComplete="off" /></Form.Item>
        <Names kind="groups" />
        <Names kind="roles" />
        <Form.Item name="department" label={t("people.department")}>
          <Select showSearch options={[{ value: "", label: t("people.noDepartment") }, ...(departments.data ?? []).map((one) => ({ value: one.name, label: one.name }))]} />
        </Form.Item>
        <Form.Item name="locale" label={t("people.language")}><Select options={[{ value: "", label: t("people.browserLanguage") }, { value: "zh", label: "简体中文" }, { value: "en", label: "English" }]} /></Form.Item>
        <Form.Item name="block" label={t("people.block")}><Input maxLength={64} /></Form.Item>
        <Form.Item name="room" label={t("people.room")}><Input maxLength={64} /></Form.Item>
        <Form.Item name="isp" label={t("people.isp")}><Input maxLength={64} /></Form.Item>
        <Form.Item name="ispAccount" label={t("people.ispAccount")}><Input maxLength={64} autoComplete="off" /></Form.Item>
      </div>
    </EditForm>
  );
}

function Access({ thing }: { thing: Tagged<Person> }) {
  const { t } = useTranslation("admin");
  const { username, disabled } = thing.data;
  const say = useSay();
  const me = useMe();
  const keep = useKeep(username);
  const [open, setOpen] = useState<"disable" | "password">();
  const turn = (path: "/api/v1/users/{username}/disable" | "/api/v1/users/{username}/enable") => tagged(api.POST(path, { params: { path: { username } }, headers: ifMatch(thing.etag) }));
  const enable = useMutation({ mutationFn: () => turn("/api/v1/users/{username}/enable"), onSuccess: keep, onError: (error) => say.error(error) });
  return (
    <>
      <div className={forms.danger}>
        <div><b>{t("password.label")}</b><p>{t("password.resetText")}</p></div>
        <Button onClick={() => setOpen("password")}>{t("password.reset")}</Button>
      </div>
      <div className={forms.danger}>
        <div><b>{t(disabled ? "people.isDisabled" : "people.disable")}</b><p>{t(disabled ? "people.enableText" : "people.disableText")}</p></div>
        {disabled
          ? <Button loading={enable.isPending} onClick={() => enable.mutate()}>{t("people.enable")}</Button>
          : <Button danger disabled={username === me.username} onClick={() => setOpen("disable")}>{t("people.disable")}</Button>}
      </div>
      {open === "password" && <PasswordDialog username={username} onClose={() => setOpen(undefined)} onDone={keep} />}
      {open === "disable" && (
        <TypeToConfirm title={t("people.disableTitle", { name: username })} name={username} yes={t("people.disable")} onClose={() => setOpen(undefined)} onConfirm={async () => keep(await turn("/api/v1/users/{username}/disable"))}>
          <p>{t("people.disableText")}</p>
        </TypeToConfirm>
      )}
    </>
  );
}

function Facts({ person }: { person: Person }) {
  const { t } = useTranslation("admin");
  return (
    <dl className={forms.facts}>
      <dt>{t("people.seen")}</dt><dd>{person.lastSeenAt === null ? t("people.never") : <Time at={person.lastSeenAt} />}</dd>
      <dt>{t("created")}</dt><dd><Time at={person.createdAt} form="date" /></dd>
      <dt>{t("shortId")}</dt><dd><code>{person.uuid}</code></dd>
    </dl>
  );
}

/** One account. */
export function Component() {
  const { t } = useTranslation("admin");
  const { username = "" } = useParams();
  const query = useQuery(userQuery(username));
  const person = query.data?.data;
  const name = person?.nickname || username;
  return (
    <Page
      title={name} crumbs={[{ title: t("place.people"), to: "/admin/people" }]}
      heading={<span className={forms.head}><Avatar username={username} name={name} size="large" /><span>{name}<small>{username} {person?.disabled === true && <Tag tone="off">{t("people.disabled")}</Tag>}</small></span></span>}
    >
      <QueryState query={query} loading={<Loading rows={8} height={56} />}>
        {(thing) => (
          <div className={styles.columns}>
            <div className={styles.column}><Section title={t("people.account")}><Account key={username} thing={thing} /></Section></div>
            <div className={styles.column}>
              <Section title={t("people.about")}><Facts person={thing.data} /></Section>
              <Section title={t("people.admission")}><Access thing={thing} /></Section>
            </div>
          </div>
        )}
      </QueryState>
    </Page>
  );
}
