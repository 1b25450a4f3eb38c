import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, NavLink, Outlet, useLocation } from "react-router";

import { useCan } from "@/api/rights";
import { Page } from "@/ui/Page";
import { Forbidden } from "@/ui/states";

import styles from "./AdminLayout.module.css";
import { placesFor } from "./places";

/** The frame of administration: its own navigation beside the page, above it on a phone. */
export function Component() {
  const { t } = useTranslation("admin");
  const places = placesFor(useCan());
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    nav.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname]);
  // What stands behind `/admin/` says which page it is; another one than may be opened is refused as a whole.
  const [, , asked] = pathname.split("/");
  const names = places.flatMap((place) => place.names);
  if (names.length === 0 || (asked !== undefined && asked !== "" && !names.some((name) => name === asked))) return <Page title={t("nav")}><Forbidden>{t("onlyAdmins")}</Forbidden></Page>;
  return (
    <div className={styles.frame}>
      <nav className={styles.nav} aria-label={t("navigation")} ref={nav}>
        {places.map(({ group, names: items }) => (
          <div key={group} className={styles.group}>
            <h2>{t(`place.group.${group}`)}</h2>
            <ul>{items.map((name) => <li key={name}><NavLink to={`/admin/${name}`} className={styles.item ?? ""}>{t(`place.${name}`)}</NavLink></li>)}</ul>
          </div>
        ))}
      </nav>
      <div className={styles.content}><Outlet /></div>
    </div>
  );
}

/** Administration begins with people, or what else the reader may open. */
export function Start() {
  const [first] = placesFor(useCan());
  return <Navigate to={`/admin/${first?.names[0] ?? "people"}`} replace />;
}
