import { useQueryClient, type QueryClient } from "@tanstack/react-query";
import type { TFunction } from "i18next";
import { useCallback, useMemo } from "react";
import { useTranslation } from "react-i18next";

import { customFieldsQuery, groupsQuery, peopleQuery, projectsQuery, statusesQuery } from "@/api/queries";
import { useCan } from "@/api/rights";
import type { CustomField } from "@/api/types";
import type { Language } from "@/i18n";
import { priorities } from "@/ui/tags";
import { inLanguage, useLanguage } from "@/ui/text";

import { ticketFields, type FieldKind, type Offered, type Sources, type TicketField } from "./offers";

const KINDS: Record<CustomField["type"], FieldKind> = {
  text: "text", text_area: "text", integer: "number", number: "number", boolean: "word", date: "time", time: "time", option: "word", options: "label", user: "person", users: "person",
};
const TIMES = [["today", "today"], ["yesterday", "yesterday"], ["-24h", "dayAgo"], ["-7d", "weekAgo"], ["-30d", "monthAgo"], ["today-7d", "weekBegin"], ["now", "now"], ["tomorrow", "tomorrow"], ["+1d", "dayOn"]] as const;
const SIGNS = {
  "=": "is", "!=": "isNot", in: "in", "not in": "notIn", "<": "less", "<=": "atMost", ">": "more", ">=": "atLeast", "~": "has", "!~": "hasNot",
  "^=": "begins", "$=": "ends", "is empty": "empty", "is not empty": "notEmpty", empty: "empty", "not empty": "notEmpty", and: "and", or: "or", not: "not",
} as const;

interface Means { client: QueryClient; language: Language; seePeople: boolean; t: TFunction }

const unique = (all: readonly Offered[]) => [...new Map(all.map((one) => [one.text, one])).values()];

async function people({ client, seePeople, t }: Means, typed: string): Promise<Offered[]> {
  const special: Offered[] = [{ text: "me", note: t("filter.me"), raw: true }, { text: "empty", note: t("person.nobody"), raw: true }];
  if (!seePeople) return special;
  const [found, groups] = await Promise.all([client.query(peopleQuery(typed)), client.query(groupsQuery)]);
  return [
    ...special,
    ...found.map((one): Offered => ({ text: one.username, note: one.nickname })),
    ...groups.map((one): Offered => ({ text: `group(${JSON.stringify(one.name)})`, label: `group(${one.name})`, raw: true, note: t("filter.group") })),
  ];
}

async function custom({ client }: Means, field: string): Promise<Offered[]> {
  const all = await client.query(customFieldsQuery);
  const options = all.filter((one) => `fields.${one.key}` === field).flatMap((one) => one.options);
  return unique(options.map((text) => ({ text })));
}

async function values(means: Means, field: string, typed: string): Promise<readonly Offered[]> {
  const { client, language, t } = means;
  const name = field.toLowerCase();
  const kind = Object.entries(ticketFields).find(([known]) => known.toLowerCase() === name)?.[1];
  if (kind === "person") return people(means, typed);
  if (kind === "time") return TIMES.map(([text, word]) => ({ text, note: t(`filter.time.${word}`), raw: true }));
  if (kind === "priority") return priorities.map((text) => ({ text, note: t(`priority.${text}`) }));
  switch (name) {
    case "status": return unique((await client.query(statusesQuery)).map((one) => ({ text: one.key, note: inLanguage(one.name, language) })));
    case "project": return (await client.query(projectsQuery)).map((one) => ({ text: one.key, note: one.name }));
    case "type": return unique((await client.query(projectsQuery)).flatMap((one) => one.types.map((type) => ({ text: type.key, note: inLanguage(type.name, language) }))));
    case "source": return ["api", "web", "email", "import", "hook", "traces", "incidents", "workflow"].map((text) => ({ text }));
    default: return name.startsWith("fields.") ? custom(means, field) : [];
  }
}

/** What the words of the language mean. */
export function useMeaning(): Sources["meaning"] {
  const { t } = useTranslation();
  return useCallback((word) => (word in SIGNS ? t(`filter.sign.${SIGNS[word as keyof typeof SIGNS]}`) : ""), [t]);
}

/** Where the completion of filters over tickets has its words from. It stays the same while the language does. */
export function useSources(): Sources {
  const client = useQueryClient();
  const { t } = useTranslation();
  const language = useLanguage();
  const { seePeople } = useCan();
  const meaning = useMeaning();
  return useMemo(() => {
    const means: Means = { client, language, seePeople, t: t };
    return {
      fields: async () => {
        const own = (Object.keys(ticketFields) as TicketField[]).map((text): Offered => ({ text, kind: ticketFields[text], note: t(`filter.field.${text}`) }));
        const more = await client.query(customFieldsQuery);
        return [...own, ...unique(more.map((one) => ({ text: `fields.${one.key}`, kind: KINDS[one.type], note: inLanguage(one.name, language) })))];
      },
      values: (field, typed) => values(means, field, typed),
      meaning,
    };
  }, [client, language, seePeople, meaning, t]);
}
