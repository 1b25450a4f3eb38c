import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useRouteError } from "react-router";

import { ApiError } from "@/api/error";
import { Page } from "@/ui/Page";
import { ErrorState, NotFound } from "@/ui/states";

import styles from "./Shell.module.css";

const again = () => window.location.reload();
/** Files of the page did not come: there is no network, or a newer server does not have those of an older page. */
const isWithoutFiles = (error: unknown) => error instanceof Error && /dynamically imported module|module script|preload/i.test(error.message);
const RELOADED = "gongdan.reloaded";
/** Milliseconds: how often the server is looked for, and how soon after a loading another one would be of no use. */
const LOOK = 3_000;
const SOON = 20_000;

const answers = () => fetch("/livez", { cache: "no-store" }).then((response) => response.ok, () => false);

/**
 * Loads the page once more as soon as the server answers, if it was its files that did not come. Before that the browser would put a page
 * of its own in the place of ours.
 */
function useFiles(error: unknown): boolean {
  const without = isWithoutFiles(error);
  useEffect(() => {
    if (!without || Date.now() - Number(sessionStorage.getItem(RELOADED)) < SOON) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = async () => {
      if (await answers()) {
        sessionStorage.setItem(RELOADED, String(Date.now()));
        again();
      } else {
        timer = setTimeout(() => void look(), LOOK);
      }
    };
    void look();
    return () => clearTimeout(timer);
  }, [without]);
  return without;
}

/** A page that broke; the frame around it stays. */
export function RouteError() {
  const error = useRouteError();
  const without = useFiles(error);
  const retry = async () => {
    if (!without || (await answers())) again();
  };
  return <ErrorState error={without ? ApiError.offline() : error} retry={retry} />;
}

/** Nothing can be shown at all: the server cannot be reached, or the frame itself broke. */
export function CrashPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  const without = useFiles(error);
  return (
    <main className={styles.crash}>
      <ErrorState error={without ? ApiError.offline() : error} />
      <Button type="primary" onClick={again}>{t("action.reload")}</Button>
    </main>
  );
}

/** No feature has a page at this address. */
export function Lost() {
  const { t } = useTranslation();
  return <Page title={t("state.notFound")} heading={<span className="gd-hidden">{t("state.notFound")}</span>}><NotFound /></Page>;
}
