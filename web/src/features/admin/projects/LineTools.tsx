import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined } from "@ant-design/icons";
import { Button, Tooltip } from "antd";
import type { FormListOperation } from "antd/es/form";
import { useTranslation } from "react-i18next";

import styles from "./projects.module.css";

interface Props { at: number; count: number; list: FormListOperation; /** What the line is called. */ name: string }

/** Moves a line of a list up and down, and takes it away. */
export function LineTools({ at, count, list, name }: Props) {
  const { t } = useTranslation("admin");
  const buttons = [
    { label: t("line.up", { name }), icon: <ArrowUpOutlined />, off: at === 0, run: () => list.move(at, at - 1) },
    { label: t("line.down", { name }), icon: <ArrowDownOutlined />, off: at === count - 1, run: () => list.move(at, at + 1) },
    { label: t("line.remove", { name }), icon: <DeleteOutlined />, off: false, run: () => list.remove(at) },
  ];
  return (
    <div className={styles.moves}>
      {buttons.map(({ label, icon, off, run }) => <Tooltip key={label} title={label}><Button type="text" size="small" icon={icon} aria-label={label} disabled={off} onClick={run} /></Tooltip>)}
    </div>
  );
}
