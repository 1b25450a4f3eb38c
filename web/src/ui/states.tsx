/** What stands where there is nothing (yet): each screen has all of these. */
import { Button } from "antd";
import type { ReactNode } from "react";
import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";

import { ApiError } from "@/api/error";

import { CopyButton } from "./CopyButton";
import styles from "./states.module.css";

type Picture = "empty" | "error" | "lost" | "locked" | "offline";

const drawings: Record<Picture, ReactNode> = {
  empty: <><rect x="14" y="18" width="68" height="14" rx="4" /><rect x="14" y="40" width="52" height="14" rx="4" /><rect x="14" y="62" width="60" height="14" rx="4" /></>,
  error: <><path d="M48 16 84 78H12Z" /><path d="M48 38v18M48 65v2" /></>,
  lost: <><circle cx="42" cy="42" r="24" /><path d="m60 60 20 20M36 36c0-9 13-9 13 0 0 6-7 6-7 12M42 56v1" /></>,
  locked: <><rect x="22" y="42" width="52" height="36" rx="6" /><path d="M32 42V32a16 16 0 0 1 32 0v10M48 56v8" /></>,
  offline: <><path d="M16 40c18-18 46-18 64 0M28 54c12-12 28-12 40 0M40 66c5-5 11-5 16 0M18 16l60 64" /></>,
};

interface Props {
  picture: Picture;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

function State({ picture, title, children, action }: Props) {
  return (
    <div className={styles.state}>
      <svg viewBox="0 0 96 96" className={styles.picture} aria-hidden="true">{drawings[picture]}</svg>
      <p className={styles.title}>{title}</p>
      {children !== undefined && <div className={styles.text}>{children}</div>}
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </div>
  );
}

/** Nothing there, in words that say what would be there, and the button that makes it. */
export function Empty({ title, children, action }: Omit<Props, "picture">) {
  return <State picture="empty" title={title} action={action}>{children}</State>;
}

/** Grey bars where lines will stand, as many as are awaited, so that nothing moves when they come. */
export function Loading({ rows = 5, height = 40 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" aria-label={t("state.loading")} className={styles.loading}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={styles.row} ref={(element) => element?.style.setProperty("height", `${height}px`)}>
          <span className={styles.bar} />
        </div>
      ))}
    </div>
  );
}

/** The sentence for an error, whatever it is. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation();
  return (error) => {
    if (!(error instanceof ApiError)) return t("state.broken");
    if (error.code === 0) return t("state.noAnswer");
    if (error.code === 401) return t("state.loggedOut");
    return error.message || t("state.refused", { code: error.code });
  };
}

/** What went wrong, how it is called in the server's log, and a button that tries again. */
export function ErrorState({ error, retry }: { error: unknown; retry?: (() => unknown) | undefined }) {
  const { t } = useTranslation();
  const say = useErrorText();
  if (error instanceof ApiError && error.code === 404) return <NotFound />;
  if (error instanceof ApiError && error.code === 403) return <Forbidden>{error.message}</Forbidden>;
  const offline = error instanceof ApiError && error.code === 0;
  return (
    <div role="alert">
      <State
        picture={offline ? "offline" : "error"}
        title={offline ? t("state.offlineTitle") : t("state.errorTitle")}
        action={retry && <Button onClick={() => void retry()}>{t("action.retry")}</Button>}
      >
        <p>{say(error)}</p>
        {error instanceof ApiError && error.requestId !== "" && (
          <p className={styles.request}>{t("state.request")} <code>{error.requestId}</code> <CopyButton text={error.requestId} /></p>
        )}
      </State>
    </div>
  );
}

/** There is no such thing, or it is not for the reader: the server does not say which. */
export function NotFound({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <State picture="lost" title={t("state.notFound")} action={<Link to="/"><Button>{t("state.home")}</Button></Link>}>
      {children ?? t("state.notFoundText")}
    </State>
  );
}

/** The reader may not. */
export function Forbidden({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  return <State picture="locked" title={t("state.forbidden")}>{children ?? t("state.forbiddenText")}</State>;
}

function watchNetwork(changed: () => void): () => void {
  window.addEventListener("online", changed);
  window.addEventListener("offline", changed);
  return () => {
    window.removeEventListener("online", changed);
    window.removeEventListener("offline", changed);
  };
}

/** Whether the browser has a network. */
export function useOnline(): boolean {
  return useSyncExternalStore(watchNetwork, () => navigator.onLine);
}

interface Answered<T> {
  data: T | undefined;
  error: unknown;
  refetch: () => unknown;
}

interface QueryProps<T> {
  /** What `useQuery` answered. */
  query: Answered<T>;
  /** While there is nothing yet; bars by default. */
  loading?: ReactNode;
  children: (data: T) => ReactNode;
}

/** Shows a query's state: bars, the error, or what came. What came before stays while a later read fails. */
export function QueryState<T>({ query, loading = <Loading />, children }: QueryProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null && query.error !== undefined) return <ErrorState error={query.error} retry={query.refetch} />;
  return loading;
}
