/** A definition's parts in words, for summaries. */
import { useTranslation } from "react-i18next";

import { inLanguage, plain, useLanguage } from "@/ui/text";

import type { Directory } from "./directory";
import type { JsonObject, UserDomain } from "./model/definition";
import { isBranch, type Node } from "./model/tree";

export const domainTypes = ["everyone", "task_owner", "task_assign", "task_watchers", "project_administrators", "project_assign", "team_owner", "single_user", "group", "department", "role"] as const;
/** Those that nobody is ever in here; kept where a definition has them. */
export const emptyDomains = ["program_role", "program_assign", "testcase_administrators", "testcase_plan_assign", "plan_administrators"] as const;
export const ownFields = ["title", "content", "category", "priority", "status", "assignee", "tags", "watchers", "playerId", "contact", "gameId", "env", "dueAt", "appointment"] as const;
export const askedSpecials = ["tf-comment", "tf-manhour", "tf-resource"] as const;
export const checks = ["in_user_domains", "field_equals", "field_in", "field_empty", "matches", "all_subtasks_closed", "has_comment_since_status"] as const;
export const causes = ["after", "webhook", "job_finished", "commit_created", "branch_created", "pull_request_merged"] as const;
export const posts = ["update_field_value", "add_comment", "notify", "create_task", "transit_parent", "run_script", "call_webhook"] as const;

const isOf = <T extends string>(all: readonly T[], word: string): word is T => all.some((one) => one === word);

export interface Words {
  domain: (domain: UserDomain) => string;
  field: (name: string) => string;
  value: (value: unknown) => string;
  node: (node: Node) => string;
  post: (word: string) => string;
}

export function useWords(directory: Directory): Words {
  const { t } = useTranslation("workflow");
  const language = useLanguage();
  const domain = ({ user_domain_type: type, user_domain_param: param }: UserDomain): string => {
    if (isOf(domainTypes, type)) return param === "" ? t(`domain.${type}`) : directory.called(param);
    return isOf(emptyDomains, type) ? t(`domain.${type}`) : type;
  };
  const field = (name: string): string => {
    if (isOf(ownFields, name)) return t(`field.${name}`);
    if (isOf(askedSpecials, name)) return t(`field.${name}`);
    const own = directory.fields.find((one) => `fields.${one.key}` === name);
    return own ? inLanguage(own.name, language) : name;
  };
  const value = (given: unknown): string => {
    if (given === undefined || given === null || given === "") return t("leaf.nothing");
    if (Array.isArray(given)) return given.map(value).join(t("and"));
    return plain(given);
  };
  const leaf = (word: string, body: JsonObject): string => {
    const text = (key: string) => (typeof body[key] === "string" ? body[key] : "");
    switch (word) {
      case "in_user_domains": return ((body["user_domains"] ?? []) as unknown as UserDomain[]).map(domain).join(t("or"));
      case "field_equals": return t("said.equals", { field: field(text("field")), value: value(body["value"]) });
      case "field_in": return t("said.in", { field: field(text("field")), value: value(body["values"]) });
      case "field_empty": return t("said.empty", { field: field(text("field")) });
      case "matches": return text("filter");
      case "after": return t("said.after", { hours: Math.round(Number(body["seconds"] ?? 0) / 360) / 10 });
      case "webhook": return t("said.webhook", { name: text("name") });
      default: return isOf(checks, word) ? t(`leaf.${word}`) : isOf(causes, word) ? t(`leaf.${word}`) : word;
    }
  };
  const node = (one: Node): string => {
    if (!isBranch(one)) return leaf(one.word, one.body);
    const inner = one.parts.map((part) => (isBranch(part) && part.parts.length > 1 && part.join !== "must_not" ? `(${node(part)})` : node(part)));
    if (one.join === "must_not") return t("said.none", { parts: inner.join(t("or")) });
    return inner.join(one.join === "must" ? t("and") : t("or"));
  };
  return { domain, field, value, node, post: (word) => (isOf(posts, word) ? t(`post.${word}`) : word) };
}
