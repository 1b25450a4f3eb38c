import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, NavLink, Outlet, useLocation } from "react-router";

import { reaches, useMe } from "@/api/me";
import { Forbidden } from "@/ui/states";

import styles from "./AdminLayout.module.css";

const places = [
  { group: "people", items: ["people", "groups", "roles", "departments", "rules"] },
  { group: "work", items: ["projects", "words"] },
  { group: "connect", items: ["credentials", "webhooks", "hooks"] },
  { group: "operation", items: ["audit", "data", "system"] },
] as const;

/** The frame of administration: its own navigation beside the page, above it on a phone. */
export function Component() {
  const { t } = useTranslation("admin");
  const me = useMe();
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    nav.current?.querySelector("[aria-current=page]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname]);
  if (!reaches(me.access, "admin")) return <Forbidden>{t("onlyAdmins")}</Forbidden>;
  return (
    <div className={styles.frame}>
      <nav className={styles.nav} aria-label={t("navigation")} ref={nav}>
        {places.map(({ group, items }) => (
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

/** Administration begins with people. */
export function Start() {
  return <Navigate to="/admin/people" replace />;
}
