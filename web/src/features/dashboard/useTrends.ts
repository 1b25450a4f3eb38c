/** What the server counts day by day, with names in the page's language. */
import { useTranslation } from "react-i18next";

import type { components } from "@/api/schema.gen";
import { duration } from "@/ui/duration";
import { useLanguage } from "@/ui/text";

import { stepOf, type Line, type Point, type Trend } from "./trend";

type Schemas = components["schemas"];

function useDay(): (from: string) => { key: string; name: string } {
  const format = new Intl.DateTimeFormat(useLanguage() === "zh" ? "zh-CN" : "en-GB", { month: "short", day: "numeric" });
  return (from) => ({ key: from, name: format.format(new Date(from)) });
}

/** What came in against what was done with. */
export function useFlowTrend(): (flow: Schemas["FlowStats"]) => Trend {
  const { t } = useTranslation("dashboard");
  const dayOf = useDay();
  const point = ({ count, filter }: Schemas["Figure"]): Point => ({ value: count, text: count.toLocaleString(), filter });
  return ({ days }) => ({
    days: days.map(({ from }) => dayOf(from)),
    lines: (["created", "resolved"] as const).map((key): Line => ({ key, name: t(key), tone: key === "created" ? "accent-fill" : "resolved-text", points: days.map((day) => point(day[key])) })),
    tell: (value) => value.toLocaleString(),
  });
}

/** How long half of the tickets took at most, by the day on which they were taken up or resolved. */
export function useTimesTrend(): (times: Schemas["TimesStats"]) => Trend {
  const { t } = useTranslation("dashboard");
  const language = useLanguage();
  const dayOf = useDay();
  const say = (seconds: number) => duration(seconds * 1_000, language);
  const point = ({ p50, filter }: Schemas["TookStats"]): Point => ({ value: p50, text: p50 === null ? "" : say(p50), filter });
  return ({ days }) => ({
    days: days.map(({ from }) => dayOf(from)),
    lines: (["acknowledge", "resolve"] as const).map((key): Line => ({ key, name: t(`time.${key}`), tone: key === "acknowledge" ? "paused-text" : "resolved-text", points: days.map((day) => point(day[key])) })),
    tell: (seconds) => (seconds === 0 ? "0" : say(seconds)),
    step: stepOf(Math.max(1, ...days.flatMap(({ acknowledge, resolve }) => [acknowledge.p50 ?? 0, resolve.p50 ?? 0]))),
  });
}
