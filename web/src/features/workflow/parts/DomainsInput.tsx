import { Select } from "antd";
import { useTranslation } from "react-i18next";

import { domainTypes } from "../words";
import type { UserDomain } from "../model/definition";
import { useAround } from "./around";

const needsOne = ["single_user", "group", "department", "role"] as const;
const code = (domain: UserDomain) => `${domain.user_domain_type} ${domain.user_domain_param}`;

function decode(text: string): UserDomain {
  const space = text.indexOf(" ");
  return { user_domain_type: text.slice(0, space), user_domain_param: text.slice(space + 1) };
}

interface Props { value: readonly UserDomain[]; onChange: (next: UserDomain[]) => void; label: string; id?: string }

/** Chooses people by where they stand, by group, department and role, or one by one: any number, in order. */
export function DomainsInput({ value, onChange, label, id }: Props) {
  const { t } = useTranslation("workflow");
  const { directory, words, locked } = useAround();
  const option = (domain: UserDomain) => ({ value: code(domain), label: words.domain(domain) });
  const standing = domainTypes.filter((type) => !needsOne.some((one) => one === type)).map((type) => option({ user_domain_type: type, user_domain_param: "" }));
  const named = needsOne.map((type) => ({ label: t(`domain.${type}`), options: directory.choices[type].map((choice) => ({ value: `${type} ${choice.value}`, label: choice.label })) }));
  const offered = new Set([...standing, ...named.flatMap((group) => group.options)].map((one) => one.value));
  const strange = value.filter((domain) => !offered.has(code(domain))).map(option);
  const groups = [{ label: t("domain.standing"), options: standing }, ...named, { label: t("domain.other"), options: strange }].filter((group) => group.options.length > 0);
  return (
    <Select
      {...(id !== undefined && { id })} className="gd-full" mode="multiple" aria-label={label} disabled={locked} placeholder={t("domain.choose")} showSearch={{ optionFilterProp: "label" }}
      value={value.map(code)} onChange={(next: string[]) => onChange(next.map(decode))} options={groups}
    />
  );
}
