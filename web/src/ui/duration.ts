/** How long something took, in words of the page's language. */
import type { Language } from "@/i18n";

const units: Record<Language, { ms: string; s: string; m: string; h: string; d: string }> = {
  zh: { ms: " 毫秒", s: " 秒", m: " 分", h: " 小时", d: " 天" },
  en: { ms: " ms", s: " s", m: " min", h: " h", d: " d" },
};

/** The two largest parts of a duration: `1 h 5 min`, `2.4 s`, `80 ms`. */
export function duration(ms: number, language: Language): string {
  const u = units[language];
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))}${u.ms}`;
  const seconds = ms / 1_000;
  if (seconds < 10) return `${(Math.floor(seconds * 10) / 10).toString()}${u.s}`;
  if (seconds < 60) return `${Math.floor(seconds)}${u.s}`;
  const two = (large: number, big: string, small: number, little: string) => (small === 0 ? `${large}${big}` : `${large}${big} ${small}${little}`);
  if (seconds < 3_600) return two(Math.floor(seconds / 60), u.m, Math.floor(seconds % 60), u.s);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1_440) return two(Math.floor(minutes / 60), u.h, minutes % 60, u.m);
  const hours = Math.floor(minutes / 60);
  return two(Math.floor(hours / 24), u.d, hours % 24, u.h);
}
