/** One box for everything: pages, actions, tickets, people, projects. */
import { FileTextOutlined, PlusOutlined, QuestionCircleOutlined, SearchOutlined, SettingOutlined, FolderOutlined, HistoryOutlined } from "@ant-design/icons";
import { keepPreviousData, useQuery } from "@tanstack/react-query";

import { useDeferredValue, useEffect, useId, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import { useCan } from "@/api/rights";
import { namespaces } from "@/i18n/namespaces";
import type { Dialogs } from "@/ui/dialogs";
import { Modal } from "@/ui/Modal";
import { Avatar } from "@/ui/Person";
import { useRecent } from "@/ui/recent";
import { StatusTag } from "@/ui/tags";
import { ticketPath } from "@/ui/TicketLink";
import { chooseLook } from "@/ui/theme/look";
import { useErrorText } from "@/ui/states";
import { Keys } from "@/ui/Keys";

import styles from "./dialogs.module.css";
import { useNav } from "./nav";

interface Option { id: string; group: string; name: string; icon: ReactNode; aside?: ReactNode; run: () => void }
interface Props { onClose: () => void; dialogs: Dialogs; go: (to: string) => void }

/** Whether every word that was typed stands in the name. */
const fits = (name: string, typed: string) => typed.toLowerCase().split(/\s+/).every((word) => name.toLowerCase().includes(word));

function useCommands({ dialogs, go }: Omit<Props, "onClose">, typed: string): Option[] {
  const { t } = useTranslation(namespaces);
  const can = useCan();
  const nav = useNav();
  const actions: Option[] = [
    ...(can.somewhere("create_tickets") ? [{ id: "create", group: t("palette.actions"), name: t("palette.create"), icon: <PlusOutlined />, aside: <Keys keys="c" />, run: () => dialogs.create() }] : []),
    { id: "light", group: t("palette.actions"), name: t("palette.look", { look: t("look.light") }), icon: <SettingOutlined />, run: () => chooseLook("light") },
    { id: "dark", group: t("palette.actions"), name: t("palette.look", { look: t("look.dark") }), icon: <SettingOutlined />, run: () => chooseLook("dark") },
    { id: "help", group: t("palette.actions"), name: t("keys.title"), icon: <QuestionCircleOutlined />, aside: <Keys keys="?" />, run: dialogs.help },
  ];
  const pages: Option[] = nav.map((item) => {
    const Icon = item.icon;
    return { id: `page-${item.name}`, group: t("palette.pages"), name: t(`${item.name}:nav`), icon: <Icon />, aside: <Keys keys={`g ${item.key}`} />, run: () => go(item.to) };
  });
  pages.push({ id: "page-profile", group: t("palette.pages"), name: t("shell.profile"), icon: <SettingOutlined />, run: () => go("/profile") });
  return [...actions, ...pages].filter((option) => fits(option.name, typed));
}

function useFound(typed: string, go: Props["go"]) {
  const { t } = useTranslation();
  const { enter } = useCan();
  const recent = useRecent();
  const text = useDeferredValue(typed);
  const query = useQuery({
    queryKey: keys.search(text),
    queryFn: ({ signal }) => answer(api.GET("/api/v1/search", { params: { query: { q: text } }, signal })),
    enabled: enter && text !== "",
    placeholderData: keepPreviousData,
    staleTime: 10_000,
  });
  const found = typed === "" ? undefined : query.data;
  const options = useMemo<Option[]>(() => {
    if (found === undefined) return recent.map((one) => ({ id: `recent-${one.key}`, group: t("palette.recent"), name: one.title, icon: <HistoryOutlined />, aside: one.key, run: () => go(ticketPath(one.key)) }));
    return [
      ...found.tickets.map((one): Option => ({ id: `ticket-${one.id}`, group: t("palette.tickets"), name: `${one.key}  ${one.title}`, icon: <FileTextOutlined />, aside: <StatusTag project={one.project} type={one.type} status={one.status} />, run: () => go(ticketPath(one.key)) })),
      ...found.people.map((one): Option => ({ id: `person-${one.uuid}`, group: t("palette.people"), name: one.nickname || one.username, icon: <Avatar username={one.username} name={one.nickname} />, aside: one.username, run: () => go(`/tickets?assignee=${encodeURIComponent(one.username)}`) })),
      ...found.projects.map((one): Option => ({ id: `project-${one.uuid}`, group: t("palette.projects"), name: one.name, icon: <FolderOutlined />, aside: one.key, run: () => go(`/tickets?project=${encodeURIComponent(one.key)}`) })),
    ];
  }, [found, recent, t, go]);
  return { options, isFetching: query.isFetching, error: query.error };
}

export default function Palette(props: Props) {
  const { onClose, go } = props;
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const errorText = useErrorText();
  const commands = useCommands(props, typed.trim());
  const found = useFound(typed.trim(), go);
  const options = typed.trim() === "" ? [...found.options, ...commands] : [...commands.slice(0, 5), ...found.options];
  const chosen = Math.min(at, Math.max(0, options.length - 1));
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[aria-selected="true"]`)?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const run = (option: Option | undefined) => {
    if (option === undefined) return;
    onClose();
    option.run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const steps: Record<string, number> = { ArrowDown: chosen + 1, ArrowUp: chosen - 1, Home: 0, End: options.length - 1 };
    const next = steps[event.key];
    if (next !== undefined) {
      event.preventDefault();
      setAt((next + options.length) % Math.max(1, options.length));
    }
    if (event.key === "Enter") {
      event.preventDefault();
      run(options[chosen]);
    }
  };
  return (
    <Modal keeps open onCancel={onClose} footer={null} closable={false} width={620} styles={{ container: { padding: 0, overflow: "hidden" } }} title={<span className="gd-hidden">{t("palette.title")}</span>}>
      <div className={styles.palette}>
        <div className={styles.box}>
          <SearchOutlined />
          <input
            autoFocus role="combobox" aria-expanded aria-controls={`${id}-list`} aria-autocomplete="list" aria-label={t("palette.title")} placeholder={t("palette.placeholder")}
            aria-activedescendant={options[chosen] === undefined ? undefined : `${id}-${chosen}`} value={typed} onChange={(event) => { setTyped(event.target.value); setAt(0); }} onKeyDown={press}
          />
        </div>
        <div className={styles.options} role="listbox" id={`${id}-list`} aria-label={t("palette.title")} ref={list} tabIndex={-1}>
          {options.map((option, place) => (
            <div key={option.id} role="presentation">
              {options[place - 1]?.group !== option.group && <div className={styles.group} role="presentation">{option.group}</div>}
              {/* The keyboard's way is in the box above, which names the chosen one. */}
              {/* eslint-disable-next-line jsx-a11y/click-events-have-key-events -- see above */}
              <div role="option" tabIndex={-1} id={`${id}-${place}`} aria-selected={place === chosen} className={styles.option} onClick={() => run(option)} onMouseMove={() => setAt(place)}>
                <span className={styles.icon}>{option.icon}</span><span className={styles.name}>{option.name}</span>{option.aside !== undefined && <span className={styles.aside}>{option.aside}</span>}
              </div>
            </div>
          ))}
          {options.length === 0 && <div className={styles.none}>{found.isFetching ? t("palette.looking") : found.error ? errorText(found.error) : t("palette.none", { text: typed })}</div>}
        </div>
        <div className={styles.hints}><span><Keys keys="↑ ↓" /> {t("palette.move")}</span><span><Keys keys="Enter" /> {t("palette.open")}</span><span><Keys keys="Esc" /> {t("palette.close")}</span></div>
      </div>
    </Modal>
  );
}
