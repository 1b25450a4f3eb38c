import { useTranslation } from "react-i18next";

import { useLanguage } from "@/ui/text";
import { exact } from "@/ui/time";
import { useNow } from "@/ui/Time";

import { meaning, next, offsetMinutes, parse, type Meaning } from "./cron";
import styles from "./FunctionPage.module.css";

/** The first of these days was a Sunday. */
const SUNDAY = Date.UTC(2026, 1, 1);

/** An expression as a sentence; itself where there is none for it. */
export function useCronSentence(): (text: string) => string {
  const { t } = useTranslation("functions");
  const language = useLanguage();
  const locale = language === "zh" ? "zh-CN" : "en-GB";
  const list = (words: string[]) => new Intl.ListFormat(locale, { type: "conjunction" }).format(words);
  const weekday = (day: number) => new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" }).format(SUNDAY + day * 86_400_000);
  const month = (number: number) => new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" }).format(Date.UTC(2026, number - 1, 1));
  const sentence = (said: Meaning): string | undefined => {
    switch (said.kind) {
      case "everyMinute": return t("cron.everyMinute");
      case "everyMinutes": return t("cron.everyMinutes", { count: said.count });
      case "hourly": return t("cron.hourly", { minute: said.minute });
      case "everyHours": return t("cron.everyHours", { count: said.count, minute: said.minute });
      case "daily": return t("cron.daily", { time: said.time });
      case "weekdays": return t("cron.weekdays", { time: said.time });
      case "weekly": return t("cron.weekly", { days: list(said.days.map(weekday)), time: said.time });
      case "monthly": return t("cron.monthly", { days: list(said.days.map(String)), time: said.time });
      case "yearly": return t("cron.yearly", { month: month(said.month), day: said.day, time: said.time });
      case "plain": return undefined;
    }
  };
  return (text) => {
    const cron = parse(text);
    return (cron && sentence(meaning(cron))) ?? text;
  };
}

/** What is being written, in words, and the next times in the reader's zone. */
export function CronPreview({ cron: text, offset }: { cron: string; offset: string }) {
  const { t } = useTranslation("functions");
  const language = useLanguage();
  const now = useNow();
  const sentence = useCronSentence();
  const cron = parse(text);
  if (text.trim() === "") return null;
  if (cron === undefined) return <p className={styles.muted}>{t("cron.unread")}</p>;
  const times = next(cron, now, offsetMinutes(offset), 4);
  return (
    <div className={styles.preview}>
      <b>{sentence(text)}</b>
      {times.length === 0 ? <span>{t("cron.never")}</span> : <><span>{t("cron.nextTimes")}</span><ol>{times.map((at) => <li key={at}>{exact(new Date(at), language)}</li>)}</ol></>}
    </div>
  );
}
