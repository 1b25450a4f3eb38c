/** Every text of both languages, for tests and types; the pages fetch what they need. */
import en from "./en";
import enAdmin from "./en.admin";
import zh from "./zh";
import zhAdmin from "./zh.admin";

export const all = {
  en: { ...en, admin: { ...en.admin, ...enAdmin.admin } },
  zh: { ...zh, admin: { ...zh.admin, ...zhAdmin.admin } },
};
