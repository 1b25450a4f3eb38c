import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { Page, Section } from "@/ui/Page";
import { Loading, QueryState } from "@/ui/states";
import { useLanguage } from "@/ui/text";

import { teamQuery } from "../queries";
import { worst } from "./checks";
import { Checks, LevelTag } from "./Checks";
import { ProgramFacts, QueueFacts, SizeFacts } from "./Facts";
import styles from "./operation.module.css";
import { TeamForm } from "./TeamForm";
import { Verification } from "./Verification";

/** How often it is looked again, in milliseconds. */
const LOOK = 15_000;

/** How the server is, whether what it keeps is as it was written, and what the team is called. */
export function Component() {
  const { t } = useTranslation("admin");
  // The server words what it finds in the language of the request.
  const language = useLanguage();
  const system = useQuery({ queryKey: keys.admin("system", { language }), queryFn: ({ signal }) => answer(api.GET("/api/v1/system", { signal })), refetchInterval: LOOK });
  const team = useQuery(teamQuery);
  return (
    <Page title={t("place.system")} lead={t("system.lead")} width="text">
      <Section title={t("health.title")} extra={system.data && <LevelTag level={worst(system.data.checks)} />} actions={<Button size="small" loading={system.isFetching} onClick={() => void system.refetch()}>{t("health.again")}</Button>}>
        <QueryState query={system} loading={<Loading rows={8} height={52} />}>{({ checks }) => <Checks found={checks} />}</QueryState>
      </Section>
      <Verification />
      {system.data && <Section title={t("system.queues")}><QueueFacts system={system.data} /></Section>}
      {system.data && <Section title={t("system.amounts")}><SizeFacts system={system.data} /></Section>}
      <Section title={t("system.program")}>
        {system.data && <ProgramFacts system={system.data} />}
        <div className={styles.links}>
          <a href="/docs" target="_blank" rel="noreferrer">{t("system.docs")}</a>
          <a href="/openapi.json" target="_blank" rel="noreferrer">{t("system.openapi")}</a>
          <a href="/metrics" target="_blank" rel="noreferrer">{t("system.metrics")}</a>
        </div>
      </Section>
      <Section title={t("team.title")}><QueryState query={team} loading={<Loading rows={2} height={56} />}>{(thing) => <TeamForm thing={thing} />}</QueryState></Section>
    </Page>
  );
}
