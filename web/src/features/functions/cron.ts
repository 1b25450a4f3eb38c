/**
 * Times that come again, read as the server reads them (domain/cron.rs): to tell them in words and to show the next ones while they are being
 * written. The server alone decides when anything is run.
 */
export interface Cron { minutes: Set<number>; hours: Set<number>; days: Set<number>; months: Set<number>; weekdays: Set<number>; either: boolean; fields: readonly string[] }

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const WEEKDAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const SHORT: Readonly<Record<string, string>> = { "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@weekly": "0 0 * * 0", "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *" };
const MINUTE = 60_000;
const DAY = 1_440;
/** The 29th of February comes again after eight years at most. */
const HORIZON = 366 * 9;

function one(text: string, names: readonly string[], shift: number): number {
  const named = names.indexOf(text);
  if (named >= 0) return named + shift;
  return /^\d{1,2}$/.test(text) ? Number(text) : Number.NaN;
}

function field(text: string, least: number, most: number, names: readonly string[] = []): Set<number> | undefined {
  const found = new Set<number>();
  for (const part of text.split(",")) {
    const [range = "", step, ...rest] = part.split("/");
    const by = step === undefined ? 1 : /^\d{1,2}$/.test(step) ? Number(step) : 0;
    const [low = "", high, ...more] = range.split("-");
    const from = range === "*" ? least : one(low, names, names.length === 12 ? 1 : 0);
    const to = range === "*" ? most : high === undefined ? (step === undefined ? from : most) : one(high, names, names.length === 12 ? 1 : 0);
    if (rest.length > 0 || more.length > 0 || by < 1 || !(from >= least && to <= most && from <= to)) return undefined;
    for (let value = from; value <= to; value += by) found.add(value);
  }
  return found;
}

/** Reads an expression; `undefined` where it is none. */
export function parse(text: string): Cron | undefined {
  const low = text.trim().toLowerCase();
  const fields = (SHORT[low] ?? low).split(/\s+/);
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
  if (fields.length !== 5) return undefined;
  const [minutes, hours, days, months, weekdays] = [field(minute, 0, 59), field(hour, 0, 23), field(day, 1, 31), field(month, 1, 12, MONTHS), field(weekday, 0, 7, WEEKDAYS)];
  if (!minutes || !hours || !days || !months || !weekdays) return undefined;
  if (weekdays.delete(7)) weekdays.add(0);
  return { minutes, hours, days, months, weekdays, either: !day.startsWith("*") && !weekday.startsWith("*"), fields };
}

/** Minutes before UTC of `+08:00` or `Z`. */
export function offsetMinutes(text: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})$/.exec(text);
  if (match === null) return 0;
  return (match[1] === "-" ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3]));
}

/** The next times after `after` (milliseconds), at most `count`. */
export function next(cron: Cron, after: number, offset: number, count: number): number[] {
  const found: number[] = [];
  const first = Math.floor(after / MINUTE) + offset + 1;
  const today = Math.floor(first / DAY);
  for (let day = today; day < today + HORIZON && found.length < count; day += 1) {
    const date = new Date(day * DAY * MINUTE);
    if (!cron.months.has(date.getUTCMonth() + 1)) continue;
    const [inMonth, inWeek] = [cron.days.has(date.getUTCDate()), cron.weekdays.has(date.getUTCDay())];
    if (cron.either ? !(inMonth || inWeek) : !(inMonth && inWeek)) continue;
    for (let minute = day === today ? first - today * DAY : 0; minute < DAY && found.length < count; minute += 1) {
      if (cron.hours.has(Math.floor(minute / 60)) && cron.minutes.has(minute % 60)) found.push((day * DAY + minute - offset) * MINUTE);
    }
  }
  return found;
}

/** What an expression says, as data for a sentence; `plain` where it is none of the usual ones. */
export type Meaning =
  | { kind: "everyMinute" } | { kind: "everyMinutes"; count: number } | { kind: "hourly"; minute: number } | { kind: "everyHours"; count: number; minute: number }
  | { kind: "daily"; time: string } | { kind: "weekdays"; time: string } | { kind: "weekly"; days: number[]; time: string } | { kind: "monthly"; days: number[]; time: string }
  | { kind: "yearly"; month: number; day: number; time: string } | { kind: "plain" };

const two = (value: number) => String(value).padStart(2, "0");
const sorted = (set: Set<number>) => [...set].sort((a, b) => a - b);

export function meaning(cron: Cron): Meaning {
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = cron.fields;
  const everyDay = day === "*" && month === "*" && weekday === "*";
  const minutes = sorted(cron.minutes);
  const hours = sorted(cron.hours);
  const every = /^\*\/(\d+)$/;
  if (everyDay && hour === "*") {
    if (minute === "*" || minute === "*/1") return { kind: "everyMinute" };
    const step = every.exec(minute);
    if (step) return { kind: "everyMinutes", count: Number(step[1]) };
    if (minutes.length === 1) return { kind: "hourly", minute: minutes[0] ?? 0 };
  }
  const step = every.exec(hour);
  if (everyDay && step && minutes.length === 1) return { kind: "everyHours", count: Number(step[1]), minute: minutes[0] ?? 0 };
  if (minutes.length !== 1 || hours.length !== 1) return { kind: "plain" };
  const time = `${two(hours[0] ?? 0)}:${two(minutes[0] ?? 0)}`;
  if (everyDay) return { kind: "daily", time };
  if (day === "*" && month === "*") {
    const days = sorted(cron.weekdays);
    return days.join() === "1,2,3,4,5" ? { kind: "weekdays", time } : { kind: "weekly", days, time };
  }
  if (month === "*" && weekday === "*") return { kind: "monthly", days: sorted(cron.days), time };
  const months = sorted(cron.months);
  const days = sorted(cron.days);
  if (weekday === "*" && months.length === 1 && days.length === 1) return { kind: "yearly", month: months[0] ?? 1, day: days[0] ?? 1, time };
  return { kind: "plain" };
}
