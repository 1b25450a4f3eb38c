import { useTranslation } from "react-i18next";

import { useLiveState } from "@/ui/live";
import { useOnline } from "@/ui/states";

import styles from "./Shell.module.css";

/** Says above everything that there is no network, or that the server is silent; what was read stays readable. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const online = useOnline();
  const silent = useLiveState() === "silent";
  return <div role="status">{(!online || silent) && <div className={styles.offline}>{t(online ? "state.silent" : "state.offline")}</div>}</div>;
}
