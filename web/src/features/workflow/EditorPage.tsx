import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useParams } from "react-router";

import { projectsQuery } from "@/api/queries";
import { useCan } from "@/api/rights";
import { Page } from "@/ui/Page";
import { ErrorState, Loading } from "@/ui/states";
import { inLanguage, useLanguage } from "@/ui/text";

import { draftQuery, inForceQuery } from "./api";
import { Editor } from "./Editor";

/** The workflow of an issue type: its draft where somebody works on one, else what is in force. */
export function Component() {
  const { t } = useTranslation("workflow");
  const language = useLanguage();
  const { project = "", type = "" } = useParams();
  const home = { project, type };
  const inForce = useQuery(inForceQuery(home));
  const can = useCan();
  const { data: projects } = useQuery(projectsQuery);
  const found = projects?.find((one) => one.key === project.toUpperCase());
  // Drafts are for who manages the project: nobody else asks for one.
  const sure = can.project(project.toUpperCase(), "manage_project");
  const known = inForce.data?.draft === null && sure ? ("none" as const) : undefined;
  const asked = useQuery({ ...draftQuery(home), staleTime: Infinity, gcTime: 0, enabled: inForce.data !== undefined && projects !== undefined && known === undefined });
  const draft = known === undefined ? asked : { ...asked, data: known };
  const [round, setRound] = useState(0);
  const read = async () => {
    const { data } = await inForce.refetch();
    if (data?.draft !== null || !sure) await asked.refetch();
  };
  const kind = found?.types.find((one) => one.key === type);
  const title = t("title", { project: found?.name ?? project, type: kind ? inLanguage(kind.name, language) : type });
  const error: unknown = inForce.error ?? draft.error;
  if (inForce.data !== undefined && draft.data !== undefined) return <Editor key={`${project} ${type} ${round}`} home={home} title={title} inForce={inForce.data} draft={draft.data} onRestart={() => void read().then(() => setRound((before) => before + 1))} />;
  return (
    <Page title={title} crumbs={[{ title: t("nav"), to: "/workflows" }]}>
      {error !== null ? <ErrorState error={error} retry={() => void read()} /> : <Loading rows={8} height={56} />}
    </Page>
  );
}
