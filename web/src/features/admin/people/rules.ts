/** Permission rules in words. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { peopleQuery } from "@/api/queries";

import { circlesQuery, type Circles } from "../queries";
import type { Domain, Permission, Rule } from "../types";

export const permissions: readonly Permission[] = [
  "view_tickets", "create_tickets", "edit_tickets", "transit_tasks", "comment", "run_functions", "manage_functions", "manage_project", "manage_team", "view_audit",
];
export const domains: readonly Domain[] = [
  "single_user", "group", "department", "role", "everyone", "task_owner", "task_assign", "task_watchers", "project_administrators", "project_assign", "team_owner",
];

/** The kind of circle that a type of rule names, where it names one. */
export function circleOf(domain: Domain): Circles | undefined {
  if (domain === "group") return "groups";
  if (domain === "department") return "departments";
  return domain === "role" ? "roles" : undefined;
}

/** Says whom a rule means. */
export function useWho(): (rule: Pick<Rule, "userDomainType" | "userDomainParam">) => string {
  const { t } = useTranslation("admin");
  const people = useQuery(peopleQuery(""));
  const circles = { groups: useQuery(circlesQuery("groups")), departments: useQuery(circlesQuery("departments")), roles: useQuery(circlesQuery("roles")) };
  return ({ userDomainType, userDomainParam }) => {
    if (userDomainType === "single_user") return people.data?.find((one) => one.uuid === userDomainParam)?.nickname ?? userDomainParam;
    const kind = circleOf(userDomainType);
    if (kind === undefined) return t(`domain.${userDomainType}`);
    return t("rules.circle", { kind: t(`circle.${kind}.one`), name: circles[kind].data?.find((one) => one.uuid === userDomainParam)?.name ?? userDomainParam });
  };
}
