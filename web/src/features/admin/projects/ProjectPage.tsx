import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams, useSearchParams } from "react-router";

import { useCan } from "@/api/rights";
import { Page } from "@/ui/Page";
import { PageTabs } from "@/ui/PageTabs";
import { Loading, QueryState } from "@/ui/states";

import forms from "../parts/forms.module.css";
import { Tag } from "../parts/Tag";
import { projectQuery } from "../queries";
import { FieldsTab } from "./FieldsTab";
import { GeneralTab } from "./GeneralTab";
import { RolesTab } from "./RolesTab";
import { TypesTab } from "./TypesTab";

const tabs = ["general", "types", "fields", "roles"] as const;
type Tab = (typeof tabs)[number];
const isTab = (text: string | null): text is Tab => tabs.some((tab) => tab === text);

/** One project's settings; which part stands in the address. */
export function Component() {
  const { t } = useTranslation("admin");
  const { key = "" } = useParams();
  const [search, setSearch] = useSearchParams();
  const can = useCan();
  const asked = search.get("tab");
  const tab: Tab = isTab(asked) ? asked : "general";
  const query = useQuery(projectQuery(key));
  const project = query.data?.data;
  const panels: Record<Tab, ReactNode> = {
    general: <QueryState query={query} loading={<Loading rows={5} height={56} />}>{(thing) => <GeneralTab key={key} thing={thing} />}</QueryState>,
    types: <TypesTab key={key} project={key} />,
    fields: <FieldsTab key={key} project={key} />,
    roles: <RolesTab key={key} project={key} />,
  };
  return (
    <Page
      title={project?.name ?? key} crumbs={[{ title: t("place.projects"), to: "/admin/projects" }]}
      heading={<>{project?.name ?? key} <code className={forms.hint}>{key}</code> {project?.archived === true && <Tag tone="off">{t("project.archived")}</Tag>}</>}
      actions={<><Link to={`/admin/words?project=${key}`}>{t("place.words")}</Link>{can.team("manage_team") && <Link to={`/admin/rules?project=${key}`}>{t("place.rules")}</Link>}</>}
    >
      <PageTabs active={tab} onChange={(next) => setSearch(next === "general" ? {} : { tab: next })} items={tabs.map((name) => ({ key: name, label: t(`project.tab.${name}`), children: panels[name] }))} />
    </Page>
  );
}
