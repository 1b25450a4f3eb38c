/** The files in `locales/<language>/`, one a feature; `t("board:title")`, or `useTranslation("board")` and `t("title")`. */
export const namespaces = [
  "common", "tickets", "board", "workflow", "jobs", "functions", "incidents", "dashboard", "admin", "session", "home", "setup", "ticket",
] as const;
