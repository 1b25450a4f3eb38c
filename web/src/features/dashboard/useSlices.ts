/** What the server counts, with names in the page's language. */
import { useTranslation } from "react-i18next";

import type { components } from "@/api/schema.gen";
import { usePersonName } from "@/ui/Person";
import { inLanguage, useLanguage } from "@/ui/text";

import { byName, daysOf, toneOfCategory, type Slice } from "./slices";

type Schemas = components["schemas"];

export function useStatusSlices(): (statuses: readonly Schemas["StatusCount"][]) => readonly Slice[] {
  const language = useLanguage();
  return (statuses) => byName(statuses.map(({ status, name, category, count, filter }) => ({ key: `${status}-${category}`, name: inLanguage(name, language), count, filter, tone: toneOfCategory(category) })));
}

const priorities = ["low", "medium", "high", "critical"] as const;

export function usePrioritySlices(): (items: readonly Schemas["PriorityCount"][]) => readonly Slice[] {
  const { t } = useTranslation();
  return (items) => items.map(({ priority, count, filter }) => {
    const known = priorities.find((one) => one === priority);
    return { key: priority, name: known ? t(`priority.${known}`) : priority, count, filter, tone: known ?? "muted" };
  });
}

const tones = ["resolved-text", "active-text", "medium", "paused-text", "high", "critical"];

export function useAgeSlices(): (items: readonly Schemas["AgeCount"][]) => readonly Slice[] {
  const { t } = useTranslation("dashboard");
  return (items) => items.map(({ fromSeconds, toSeconds, count, filter }, at) => {
    const { from, to } = daysOf(fromSeconds, toSeconds);
    const name = to === undefined ? t("age.over", { from }) : from === 0 ? t("age.under", { to }) : t("age.between", { from, to });
    return { key: String(fromSeconds), name, count, filter, tone: tones[at] ?? "muted" };
  });
}

export function useLoadSlices(): (load: Schemas["LoadStats"]) => readonly Slice[] {
  const { t } = useTranslation("dashboard");
  const nameOf = usePersonName();
  return ({ items, others, nobody }) => [
    ...items.map(({ assignee, count, filter }) => ({ key: assignee, name: nameOf(assignee), count, filter, tone: "accent-fill" })),
    ...(others.count > 0 ? [{ key: " others", name: t("others", { count: others.people }), count: others.count, filter: others.filter, tone: "muted" }] : []),
    { key: " nobody", name: t("nobody"), count: nobody.count, filter: nobody.filter, tone: "paused-text" },
  ];
}
