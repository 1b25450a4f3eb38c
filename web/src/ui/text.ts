import { useTranslation } from "react-i18next";

import type { Names } from "@/api/types";
import type { Language } from "@/i18n";

/** The language of the page. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return i18n.language === "zh" ? "zh" : "en";
}

/** A name that has both languages, in the page's; the other where this one is empty. */
export function inLanguage(names: Names, language: Language): string {
  return names[language] || names.en || names.zh;
}

/** A value of any kind as text: nothing is empty, and what has parts is JSON. */
export function plain(value: unknown): string {
  if (typeof value === "string") return value;
  return value === undefined || value === null ? "" : JSON.stringify(value);
}
