import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Form, Input } from "antd";
import { useTranslation } from "react-i18next";

import { api, ifMatch, tagged } from "@/api/client";
import { readHealth, type Health } from "@/api/health";
import { keys } from "@/api/keys";
import { instanceQuery } from "@/api/queries";
import { Page, Section } from "@/ui/Page";
import { PersonPicker } from "@/ui/PersonPicker";
import { Loading, QueryState } from "@/ui/states";

import { EditForm } from "../parts/EditForm";
import forms from "../parts/forms.module.css";
import { Tag } from "../parts/Tag";
import { teamQuery } from "../queries";
import type { Tagged, Team } from "../types";
import styles from "./operation.module.css";

const checks = ["database", "schema", "storage"] as const;
/** How often it is looked again, in milliseconds. */
const LOOK = 15_000;
const MB = 1_048_576;

function Checks({ health }: { health: Health }) {
  const { t } = useTranslation("admin");
  return (
    <ul className={styles.checks}>
      {checks.map((check) => {
        const found = health[check];
        return <li key={check}><span>{t(`health.${check}`)}<small>{t(`health.${check}Text`)}</small></span>{found === undefined ? <Tag tone="off">{t("health.unknown")}</Tag> : <Tag tone={found === "ok" ? "good" : "bad"}>{found === "ok" ? t("health.ok") : found}</Tag>}</li>;
      })}
    </ul>
  );
}

function TeamForm({ thing }: { thing: Tagged<Team> }) {
  const { t } = useTranslation("admin");
  const client = useQueryClient();
  const query = useQuery({ ...teamQuery, enabled: false });
  return (
    <EditForm<Team, Pick<Team, "name" | "owner">>
      thing={thing} label={t("team.title")} toForm={({ name, owner }) => ({ name, owner })} reload={async () => (await query.refetch()).data}
      save={async (body, etag) => {
        const now = await tagged(api.PUT("/api/v1/team", { body, headers: ifMatch(etag) }));
        client.setQueryData(teamQuery.queryKey, now);
        void client.invalidateQueries({ queryKey: keys.instance });
        return now;
      }}
    >
      <div className={forms.grid}>
        <Form.Item name="name" label={t("team.name")} rules={[{ required: true, whitespace: true, message: t("required") }]}><Input maxLength={64} /></Form.Item>
        <Form.Item name="owner" label={t("team.owner")} extra={t("team.ownerHint")}><PersonPicker /></Form.Item>
      </div>
    </EditForm>
  );
}

function Program() {
  const { t } = useTranslation("admin");
  const query = useQuery(instanceQuery);
  return (
    <Section title={t("system.program")}>
      <QueryState query={query} loading={<Loading rows={3} height={28} />}>
        {(instance) => (
          <dl className={forms.facts}>
            <dt>{t("system.version")}</dt><dd><code>{instance.version}</code></dd>
            <dt>{t("system.languages")}</dt><dd>{instance.languages.join(", ")}</dd>
            <dt>{t("system.attachments")}</dt><dd>{t("system.megabytes", { count: Math.round(instance.features.attachments.maxSize / MB) })}</dd>
          </dl>
        )}
      </QueryState>
      <div className={styles.links}>
        <a href="/docs" target="_blank" rel="noreferrer">{t("system.docs")}</a>
        <a href="/openapi.json" target="_blank" rel="noreferrer">{t("system.openapi")}</a>
        <a href="/metrics" target="_blank" rel="noreferrer">{t("system.metrics")}</a>
      </div>
    </Section>
  );
}

/** How the server is, and what the team is called. */
export function Component() {
  const { t } = useTranslation("admin");
  const health = useQuery({ queryKey: keys.admin("health"), queryFn: ({ signal }) => readHealth(signal), refetchInterval: LOOK });
  const team = useQuery(teamQuery);
  return (
    <Page title={t("place.system")} lead={t("system.lead")} width="text">
      <Section title={t("health.title")} extra={health.data && <Tag tone={health.data.status === "ok" ? "good" : "bad"}>{health.data.status === "ok" ? t("health.good") : t("health.bad")}</Tag>} actions={<Button size="small" loading={health.isFetching} onClick={() => void health.refetch()}>{t("health.again")}</Button>}>
        <QueryState query={health} loading={<Loading rows={3} height={52} />}>{(found) => <Checks health={found} />}</QueryState>
      </Section>
      <Program />
      <Section title={t("team.title")}><QueryState query={team} loading={<Loading rows={2} height={56} />}>{(thing) => <TeamForm thing={thing} />}</QueryState></Section>
    </Page>
  );
}
