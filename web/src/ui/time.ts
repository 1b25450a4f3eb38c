/** Times in words, in both languages. */
import type { Language } from "@/i18n";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Longer ago than this is told by its date. */
const FAR = 14 * DAY;

const locales: Record<Language, string> = { zh: "zh-CN", en: "en-GB" };

const words = new Map<string, Intl.DateTimeFormat | Intl.RelativeTimeFormat>();
function kept<T extends Intl.DateTimeFormat | Intl.RelativeTimeFormat>(key: string, make: () => T): T {
  const found = (words.get(key) as T | undefined) ?? make();
  words.set(key, found);
  return found;
}

/** A moment with its day, to the minute, or in full with its seconds and zone. */
export function exact(moment: Date, language: Language, form: "full" | "minute" | "date" = "full"): string {
  const format = kept(`${language} ${form}`, () =>
    new Intl.DateTimeFormat(locales[language], {
      year: "numeric", month: "short", day: "numeric",
      ...(form !== "date" && { hour: "2-digit", minute: "2-digit" }),
      ...(form === "full" && { second: "2-digit", timeZoneName: "short" }),
    }));
  const parts = format.formatToParts(moment);
  const zone = parts.findIndex((part) => part.type === "timeZoneName");
  if (language !== "zh" || zone < 0) return parts.map((part) => part.value).join("");
  // In Chinese the library writes the zone between day and time, where nobody looks for it.
  const [name] = parts.splice(zone, 2);
  return `${parts.map((part) => part.value).join("")} ${name?.value ?? ""}`;
}

/** How long ago, or in how long; past two weeks the day. */
export function relative(moment: Date, now: number, language: Language): string {
  const distance = moment.getTime() - now;
  const size = Math.abs(distance);
  if (size > FAR) return exact(moment, language, "date");
  const format = kept(`${language} relative`, () => new Intl.RelativeTimeFormat(locales[language], { numeric: "auto" }));
  if (size < MINUTE) return format.format(0, "second");
  if (size < HOUR) return format.format(Math.trunc(distance / MINUTE), "minute");
  if (size < DAY) return format.format(Math.trunc(distance / HOUR), "hour");
  return format.format(Math.trunc(distance / DAY), "day");
}
