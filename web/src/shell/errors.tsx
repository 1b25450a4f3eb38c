import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";

import { Page } from "@/ui/Page";
import { ErrorState, NotFound } from "@/ui/states";

import styles from "./Shell.module.css";

const again = () => window.location.reload();
/** A page of an older version asks for files that a newer server does not have: loading once more brings the new ones. */
const isStale = (error: unknown) => error instanceof Error && /dynamically imported module|module script|preload/i.test(error.message);
const RELOADED = "gongdan.reloaded";

function useFreshPage(error: unknown): void {
  useEffect(() => {
    if (!isStale(error) || sessionStorage.getItem(RELOADED) !== null) return;
    sessionStorage.setItem(RELOADED, "1");
    again();
  }, [error]);
}

/** A page that broke; the frame around it stays. */
export function RouteError() {
  const error = useRouteError();
  useFreshPage(error);
  return <ErrorState error={error} retry={again} />;
}

/** Nothing can be shown at all: the server cannot be reached, or the frame itself broke. */
export function CrashPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  useFreshPage(error);
  return (
    <main className={styles.crash}>
      <ErrorState error={error} />
      <Button type="primary" onClick={again}>{t("action.reload")}</Button>
    </main>
  );
}

/** No feature has a page at this address. */
export function Lost() {
  const { t } = useTranslation();
  return <Page title={t("state.notFound")} heading={<span className="gd-hidden">{t("state.notFound")}</span>}><NotFound /></Page>;
}
