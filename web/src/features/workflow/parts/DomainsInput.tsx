import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { peopleQuery } from "@/api/queries";
import { PersonOption } from "@/ui/PersonOption";
import { usePause } from "@/ui/usePause";

import { domainTypes } from "../words";
import type { UserDomain } from "../model/definition";
import { useAround } from "./around";

const circles = ["group", "department", "role"] as const;
const code = (domain: UserDomain) => `${domain.user_domain_type} ${domain.user_domain_param}`;

function decode(text: string): UserDomain {
  const space = text.indexOf(" ");
  return { user_domain_type: text.slice(0, space), user_domain_param: text.slice(space + 1) };
}

/** What may be chosen: what it is called, how it is shown, and whether the server found it by what was typed. */
interface Option { value: string; name: string; label: ReactNode; found?: true }
/** An option, or options under a heading. */
type Entry = Partial<Option> & { options?: readonly Option[] };

/** Those whose names have what was typed in them; the server looks among all people, of whom a list has fifty. */
function usePeople(typed: string, enabled: boolean) {
  const asked = usePause(typed);
  const { data, isFetching } = useQuery({ ...peopleQuery(asked), enabled });
  const waits = asked !== typed || isFetching;
  const options = (waits ? [] : (data ?? [])).map((person): Option => ({ value: `single_user ${person.uuid}`, name: person.nickname || person.username, label: <PersonOption person={person} />, found: true }));
  return { options, waits: enabled && waits };
}

interface Props { value: readonly UserDomain[]; onChange: (next: UserDomain[]) => void; label: string; id?: string }

/** Chooses people by where they stand, by group, department and role, or one by one: any number, in order. */
export function DomainsInput({ value, onChange, label, id }: Props) {
  const { t } = useTranslation(["workflow", "common"]);
  const { directory, words, locked } = useAround();
  const [typed, setTyped] = useState("");
  const people = usePeople(typed.trim(), directory.seePeople);
  const option = (one: string, name: string): Option => ({ value: one, name, label: name });
  const ofDomain = (domain: UserDomain) => option(code(domain), words.domain(domain));
  const standing = domainTypes.filter((type) => type !== "single_user" && !circles.some((one) => one === type)).map((type) => ofDomain({ user_domain_type: type, user_domain_param: "" }));
  const named = circles.map((type) => ({ label: t(`domain.${type}`), options: directory.choices[type].map((choice) => option(`${type} ${choice.value}`, choice.label)) }));
  const groups = [{ label: t("domain.standing"), options: standing }, { label: t("domain.single_user"), options: people.options }, ...named];
  const offered = new Set(groups.flatMap((group) => group.options).map((one) => one.value));
  const others = { label: t("domain.other"), options: value.filter((domain) => !offered.has(code(domain))).map(ofDomain) };
  const choose = (next: string[]) => {
    directory.meet(people.options.filter((one) => next.includes(one.value)).map((one) => ({ value: decode(one.value).user_domain_param, label: one.name })));
    onChange(next.map(decode));
    setTyped("");
  };
  return (
    <Select<string[], Entry>
      {...(id !== undefined && { id })} className="gd-full" mode="multiple" aria-label={label} disabled={locked} placeholder={t("domain.choose")} loading={people.waits} notFoundContent={t(people.waits ? "common:state.loading" : "common:person.noneFound")}
      showSearch={{ searchValue: typed, onSearch: setTyped, filterOption: (text, one) => one?.found === true || (one?.name ?? "").toLowerCase().includes(text.trim().toLowerCase()) }}
      labelRender={({ value: one }) => words.domain(decode(String(one)))}
      value={value.map(code)} onChange={choose} options={[...groups, others].filter((group) => group.options.length > 0)}
    />
  );
}
