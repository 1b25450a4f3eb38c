import { ConfigProvider } from "antd";
import type { Locale } from "antd/es/locale";
import dayjs from "dayjs";
import { useEffect, useState, useSyncExternalStore, type ReactNode } from "react";

import { useLanguage } from "./text";

const locales = {
  zh: async () => {
    const [texts] = await Promise.all([import("antd/es/locale/zh_CN"), import("dayjs/locale/zh-cn")]);
    return texts.default;
  },
  en: async () => (await import("antd/es/locale/en_US")).default,
};

/** Every style stands in theme.gen.css, for both looks: nothing is computed at run time. */
const theme = { zeroRuntime: true, hashed: false, cssVar: { key: "gd" } };
/** The library waits for the ends of its animations, and would wait for ever for those that base.css takes away. */
const stillTheme = { ...theme, token: { motion: false } };

const less = window.matchMedia("(prefers-reduced-motion: reduce)");
function watchMotion(changed: () => void): () => void {
  less.addEventListener("change", changed);
  return () => less.removeEventListener("change", changed);
}

/** Tells the component library its language, and to take its styles from our sheet. */
export function LibraryProvider({ children }: { children: ReactNode }) {
  const language = useLanguage();
  const still = useSyncExternalStore(watchMotion, () => less.matches);
  const [locale, setLocale] = useState<Locale>();
  useEffect(() => {
    let wanted = true;
    dayjs.locale(language === "zh" ? "zh-cn" : "en");
    void locales[language]().then((texts) => wanted && setLocale(texts));
    return () => {
      wanted = false;
    };
  }, [language]);
  return (
    <ConfigProvider theme={still ? stillTheme : theme} {...(locale && { locale })} button={{ autoInsertSpace: false }} wave={{ disabled: true }} form={{ requiredMark: "optional", scrollToFirstError: { focus: true, block: "center" } }}>
      {children}
    </ConfigProvider>
  );
}
