/** Permission rules in words. */
import { useTranslation } from "react-i18next";

import type { Circles } from "@/api/circles";

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
export function useWho(): (rule: Pick<Rule, "userDomainType" | "userDomainParam" | "userDomainName">) => string {
  const { t } = useTranslation("admin");
  return ({ userDomainType, userDomainParam, userDomainName }) => {
    const name = userDomainName || userDomainParam;
    const kind = circleOf(userDomainType);
    if (kind !== undefined) return t("rules.circle", { kind: t(`circle.${kind}.one`), name });
    return name === "" ? t(`domain.${userDomainType}`) : name;
  };
}
