/** The texts of the pages, so that a test names what is to be seen by its key and holds in every language. */
import i18next, { type TFunction } from "i18next";

import { namespaces } from "../../src/i18n/namespaces";
import { all as resources } from "../../src/i18n/locales/all";

export type Lang = "zh" | "en";
export const languages: readonly Lang[] = ["zh", "en"];

const texts = i18next.createInstance();
await texts.init({ resources, ns: namespaces, defaultNS: "common", fallbackLng: false, interpolation: { escapeValue: false } });

/** `words("zh")("session:submit")`. */
export type Words = TFunction<typeof namespaces>;
export const words = (lang: Lang): Words => texts.getFixedT(lang);
