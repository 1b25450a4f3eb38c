/** The frame around every page for who is logged in: navigation, top bar, dialogs, and what listens all the time. */
import { useQuery } from "@tanstack/react-query";
import { Suspense, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Outlet, useLocation, useNavigate, useNavigation } from "react-router";

import { profileQuery, rightsQuery } from "@/api/queries";
import { useCan } from "@/api/rights";
import { DialogsContext, type Dialogs } from "@/ui/dialogs";
import { useHotkey } from "@/ui/hotkeys";
import { late } from "@/ui/late";
import { LiveProvider } from "@/ui/live";

import { Blank } from "./Blank";
import { OfflineBanner } from "./OfflineBanner";
import { SideNav } from "./SideNav";
import styles from "./Shell.module.css";
import { TopBar } from "./TopBar";

const Palette = late(() => import("./Palette").then((made) => made.default));
const QuickCreate = late(() => import("./QuickCreate").then((made) => made.default));
const Help = late(() => import("./Help").then((made) => made.default));

const FOLDED = "gongdan.nav.folded";

/** Puts the focus on the new page's title, so that those who listen hear where they are and the keyboard goes on from there. */
function useFocusOnRoute(main: React.RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation();
  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    main.current?.scrollTo(0, 0);
    const title = main.current?.querySelector<HTMLElement>("[data-page-title]");
    (title ?? main.current)?.focus({ preventScroll: true });
  }, [pathname, main]);
}

type Open = { what: "palette" } | { what: "help" } | { what: "create"; known: Parameters<Dialogs["create"]>[0] } | undefined;

function Frame() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const navigation = useNavigation();
  const can = useCan();
  const main = useRef<HTMLElement>(null);
  const [open, setOpen] = useState<Open>();
  const [folded, setFolded] = useState(() => localStorage.getItem(FOLDED) === "1");
  const [drawer, setDrawer] = useState(false);
  useFocusOnRoute(main);
  const dialogs = useMemo<Dialogs>(() => ({
    create: (known) => setOpen({ what: "create", known }),
    palette: () => setOpen({ what: "palette" }),
    help: () => setOpen({ what: "help" }),
  }), []);
  const fold = () => setFolded((before) => {
    localStorage.setItem(FOLDED, before ? "0" : "1");
    return !before;
  });
  const group = t("keys.everywhere");
  useHotkey({ keys: "mod+k", label: t("keys.palette"), group }, dialogs.palette, "always");
  useHotkey({ keys: "/", label: t("keys.search"), group }, dialogs.palette);
  useHotkey({ keys: "c", label: t("keys.create"), group }, () => { if (can.somewhere("create_tickets")) dialogs.create(); });
  useHotkey({ keys: "?", label: t("keys.help"), group }, dialogs.help);
  useHotkey({ keys: "[", label: t("keys.fold"), group }, fold);
  const close = () => setOpen(undefined);
  return (
    <DialogsContext value={dialogs}>
      <a href="#main" className="gd-skip" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>{t("shell.skip")}</a>
      <div className={styles.frame} data-folded={folded ? "" : undefined} data-drawer={drawer ? "" : undefined}>
        <SideNav folded={folded} onFold={fold} onGone={() => setDrawer(false)} drawer={drawer} />
        <div className={styles.column}>
          <OfflineBanner />
          <TopBar onMenu={() => setDrawer(true)} />
          <div className={styles.progress} data-busy={navigation.state === "idle" ? undefined : ""} />
          <main id="main" ref={main} tabIndex={-1} className={styles.main}><Outlet /></main>
        </div>
      </div>
      <Suspense fallback={null}>
        {open?.what === "palette" && <Palette onClose={close} dialogs={dialogs} go={(to) => void navigate(to)} />}
        {open?.what === "create" && <QuickCreate onClose={close} known={open.known ?? {}} />}
        {open?.what === "help" && <Help onClose={close} />}
      </Suspense>
    </DialogsContext>
  );
}

export function Shell() {
  // Between the end of a log-in and its page nobody is logged in.
  const { data: me } = useQuery({ ...profileQuery, enabled: false });
  const { data: rights } = useQuery({ ...rightsQuery, enabled: false });
  if (me === undefined || rights === undefined) return <Blank />;
  return <LiveProvider><Frame /></LiveProvider>;
}
