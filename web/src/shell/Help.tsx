import { useTranslation } from "react-i18next";

import { useHotkeys, type Hotkey } from "@/ui/hotkeys";
import { Keys } from "@/ui/Keys";
import { Modal } from "@/ui/Modal";

import styles from "./dialogs.module.css";

/** Every shortcut that works now, by where it works. */
export default function Help({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const registered = useHotkeys();
  // Of two with the same keys the nearer one works.
  const all = registered.filter((one, place) => !registered.slice(place + 1).some((nearer) => nearer.keys === one.keys));
  const groups = Map.groupBy(all, (one: Hotkey) => one.group);
  return (
    <Modal open title={t("keys.title")} footer={null} onCancel={onClose} width={640}>
      <div className={styles.help}>
        {[...groups].map(([group, list]) => (
          <section key={group}>
            <h3>{group}</h3>
            <ul>{list.map((one) => <li key={one.keys}><span>{one.label}</span><Keys keys={one.keys} /></li>)}</ul>
          </section>
        ))}
      </div>
    </Modal>
  );
}
