import { Tabs } from "antd";
import type { ReactNode } from "react";

import styles from "./PageTabs.module.css";

interface Props<Key extends string> {
  active: Key;
  onChange: (key: Key) => void;
  items: readonly { key: Key; label: string; children: ReactNode }[];
}

/** The parts of a page as tabs. The panel in sight fills the page as its body would, and is the only one there. */
export function PageTabs<Key extends string>({ active, onChange, items }: Props<Key>) {
  return <Tabs className={styles.tabs ?? ""} classNames={{ body: styles.body ?? "", content: styles.panel ?? "" }} activeKey={active} onChange={(key) => onChange(key as Key)} items={[...items]} destroyOnHidden />;
}
