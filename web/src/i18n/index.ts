/**
 * Both languages. One file a feature and language in `locales/`; a language is one chunk, fetched when it is needed, and one more for administration. `tests` hold the
 * files together: a key that is missing, unused or used and absent fails.
 */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";

import { speak } from "@/api/fetch";

import { namespaces } from "./namespaces";

export const languages = ["zh", "en"] as const;
export type Language = (typeof languages)[number];

const KEPT = "gongdan.language";
const load: Record<Language, () => Promise<{ default: Record<string, object> }>> = {
  zh: () => import("./locales/zh"),
  en: () => import("./locales/en"),
};

const loadAdmin: typeof load = {
  zh: () => import("./locales/zh.admin"),
  en: () => import("./locales/en.admin"),
};
/** Whether administration was opened: a change of the language then brings its texts as well. */
let administers = false;

const isLanguage = (code: string | null | undefined): code is Language => languages.some((one) => one === code);

/** The language chosen on this device, else the browser's, else English. */
export function preferred(): Language {
  const kept = localStorage.getItem(KEPT);
  if (isLanguage(kept)) return kept;
  for (const code of navigator.languages) {
    const short = code.toLowerCase().split("-")[0];
    if (isLanguage(short)) return short;
  }
  return "en";
}

/** Whether the reader has chosen on this device. */
export const hasChosen = (): boolean => isLanguage(localStorage.getItem(KEPT));

async function fetchTexts(language: Language): Promise<void> {
  const parts = await Promise.all([load[language](), ...(administers ? [loadAdmin[language]()] : [])]);
  for (const { default: texts } of parts) for (const [namespace, bundle] of Object.entries(texts)) i18next.addResourceBundle(language, namespace, bundle, true, true);
}

/** Makes the texts of administration available, before its first page is drawn. */
export async function fetchAdminTexts(): Promise<void> {
  administers = true;
  await fetchTexts(isLanguage(i18next.language) ? i18next.language : "en");
}

function tell(language: Language): void {
  speak(language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
}

/** Makes texts available before anything is drawn. */
export async function startTexts(language = preferred()): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    ns: namespaces,
    defaultNS: "common",
    resources: {},
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  await fetchTexts(language);
  tell(language);
}

/** Changes the language of the page and keeps it on this device. */
export async function changeLanguage(language: Language): Promise<void> {
  await fetchTexts(language);
  localStorage.setItem(KEPT, language);
  tell(language);
  await i18next.changeLanguage(language);
}
