import { DesktopOutlined, LogoutOutlined, MenuOutlined, MoonOutlined, PlusOutlined, QuestionCircleOutlined, SearchOutlined, SunOutlined, TranslationOutlined, UserOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Button, Dropdown, Tooltip, type MenuProps } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";

import { answer, api } from "@/api/client";
import { useMe } from "@/api/me";
import { useCan } from "@/api/rights";
import { changeLanguage, type Language } from "@/i18n";
import { useDialogs } from "@/ui/dialogs";
import { Keys } from "@/ui/Keys";
import { forgetDrafts } from "@/ui/drafts";
import { useLiveState } from "@/ui/live";
import { Avatar } from "@/ui/Person";
import { forgetRecent } from "@/ui/recent";
import { useSay } from "@/ui/say";
import { useOnline } from "@/ui/states";
import { useLanguage } from "@/ui/text";
import { chooseLook, useChoice, type Choice } from "@/ui/theme/look";

import { Bell } from "./Bell";
import styles from "./Shell.module.css";

/** The languages, each in its own words: they are names and not translated. */
export const languageNames: Record<Language, string> = { zh: "简体中文", en: "English" };

function UserMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const client = useQueryClient();
  const navigate = useNavigate();
  const say = useSay();
  const language = useLanguage();
  const look = useChoice();
  const leave = async () => {
    await answer(api.POST("/api/v1/auth/logout"));
    forgetRecent();
    forgetDrafts();
    await navigate("/login", { replace: true });
    client.clear();
  };
  const looks: { key: Choice; icon: React.ReactNode }[] = [{ key: "system", icon: <DesktopOutlined /> }, { key: "light", icon: <SunOutlined /> }, { key: "dark", icon: <MoonOutlined /> }];
  const items: MenuProps["items"] = [
    { key: "who", type: "group", label: <span className={styles.who}><b>{me.nickname || me.username}</b><span>{me.username}</span></span> },
    { key: "profile", icon: <UserOutlined />, label: t("shell.profile"), onClick: () => void navigate("/profile") },
    { type: "divider" },
    { key: "look", icon: <SunOutlined />, label: t("shell.look"), children: looks.map(({ key, icon }) => ({ key, icon, label: t(`look.${key}`), onClick: () => chooseLook(key) })) },
    { key: "language", icon: <TranslationOutlined />, label: t("shell.language"), children: (["zh", "en"] as const).map((code) => ({ key: code, label: languageNames[code], onClick: () => void changeLanguage(code) })) },
    { type: "divider" },
    { key: "leave", icon: <LogoutOutlined />, label: t("shell.logout"), onClick: () => void leave().catch((error: unknown) => say.error(error)) },
  ];
  return (
    <Dropdown menu={{ items, selectable: true, selectedKeys: [language, look] }} trigger={["click"]} placement="bottomRight">
      <button type="button" className={styles.user}><Avatar username={me.username} name={me.nickname || me.username} size="normal" /><span className="gd-hidden">{t("shell.account")}</span></button>
    </Dropdown>
  );
}

/** Search, making a ticket, notifications, one's own account. */
export function TopBar({ onMenu }: { onMenu: () => void }) {
  const { t } = useTranslation();
  const dialogs = useDialogs();
  const can = useCan();
  // A connection may look open for a while after the network has gone.
  const feed = useLiveState();
  const live = useOnline() ? feed : "closed";
  return (
    <header className={styles.top}>
      <Button type="text" className={styles.menuButton} icon={<MenuOutlined />} aria-label={t("shell.openMenu")} onClick={onMenu} />
      <button type="button" className={styles.search} onClick={dialogs.palette}>
        <SearchOutlined /><span className={styles.searchText}>{t("shell.search")}</span><Keys keys="mod+k" />
      </button>
      <div className={styles.tools}>
        <Tooltip title={t(live === "open" ? "shell.live" : "shell.notLive")}>
          <span className={styles.pulse} data-state={live} role="img" aria-label={t(live === "open" ? "shell.live" : "shell.notLive")} />
        </Tooltip>
        {can.somewhere("create_tickets") && <Button type="primary" className={styles.create} icon={<PlusOutlined />} onClick={() => dialogs.create()} aria-label={t("shell.create")}><span className={styles.createText}>{t("shell.create")}</span></Button>}
        {can.enter && <Bell />}
        <Tooltip title={t("keys.help")}><Button type="text" className={styles.helpButton} icon={<QuestionCircleOutlined />} aria-label={t("keys.help")} onClick={dialogs.help} /></Tooltip>
        <UserMenu />
      </div>
    </header>
  );
}
