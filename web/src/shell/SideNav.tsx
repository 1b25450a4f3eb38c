import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Tooltip } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { NavLink, useNavigate } from "react-router";

import { namespaces } from "@/i18n/namespaces";
import { useHotkey } from "@/ui/hotkeys";

import type { NavItem } from "./feature";
import { useNav } from "./nav";
import styles from "./Shell.module.css";

interface Props {
  folded: boolean;
  /** Whether it lies over the page, on a phone. */
  drawer: boolean;
  onFold: () => void;
  onGone: () => void;
}

function Item({ item, folded, onGone }: { item: NavItem; folded: boolean; onGone: () => void }) {
  const { t } = useTranslation(namespaces);
  const navigate = useNavigate();
  const name = t(`${item.name}:nav`);
  useHotkey({ keys: `g ${item.key}`, label: name, group: t("keys.go") }, () => void navigate(item.to));
  const Icon = item.icon;
  return (
    <li>
      <Tooltip title={folded ? name : ""} placement="right">
        <NavLink to={item.to} end={item.to === "/"} className={styles.item} onClick={onGone} aria-label={folded ? name : undefined}>
          <span className={styles.itemIcon}><Icon /></span><span className={styles.itemName}>{name}</span>
        </NavLink>
      </Tooltip>
    </li>
  );
}

/** The places, at the side; on a phone behind the menu button. */
export function SideNav({ folded, drawer, onFold, onGone }: Props) {
  const { t } = useTranslation(namespaces);
  const items = useNav();
  useEffect(() => {
    if (!drawer) return undefined;
    const leave = (event: KeyboardEvent) => event.key === "Escape" && onGone();
    document.addEventListener("keydown", leave);
    return () => document.removeEventListener("keydown", leave);
  }, [drawer, onGone]);
  return (
    <>
      <button type="button" className={styles.veil} aria-label={t("shell.closeMenu")} onClick={onGone} tabIndex={drawer ? 0 : -1} />
      <nav className={styles.side} aria-label={t("shell.navigation")}>
        <NavLink to="/" className={styles.brand} onClick={onGone} aria-label={t("shell.brand")}>
          <img src="/favicon.svg" alt="" width="24" height="24" /><span className={styles.itemName}>{t("shell.brand")}</span>
        </NavLink>
        <ul className={styles.items}>{items.map((item) => <Item key={item.name} item={item} folded={folded && !drawer} onGone={onGone} />)}</ul>
        <button type="button" className={styles.fold} onClick={onFold} aria-expanded={!folded} aria-label={folded ? t("shell.unfold") : t("shell.fold")}>
          <span className={styles.itemIcon}>{folded ? <RightOutlined /> : <LeftOutlined />}</span><span className={styles.itemName}>{t("shell.fold")}</span>
        </button>
      </nav>
    </>
  );
}
