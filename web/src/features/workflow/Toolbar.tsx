import { ApartmentOutlined, CodeOutlined, PlusOutlined, RedoOutlined, UndoOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Button, Segmented, Tooltip } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import styles from "./Editor.module.css";
import { useAround } from "./parts/around";
import type { Editor } from "./useEditor";

export const views = ["graph", "list", "text"] as const;
export type View = (typeof views)[number];
const icons: Record<View, ReactNode> = { graph: <ApartmentOutlined />, list: <UnorderedListOutlined />, text: <CodeOutlined /> };

interface Props { view: View; onView: (view: View) => void; editor: Editor; onAddStatus: () => void; onAddStep: () => void; findings: ReactNode }

/** Above the picture: how it is shown, undo, what can be added, and how it stands. */
export function Toolbar({ view, onView, editor, onAddStatus, onAddStep, findings }: Props) {
  const { t } = useTranslation("workflow");
  const { locked, definition } = useAround();
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={t("tools")}>
      <Segmented value={view} onChange={onView} aria-label={t("view.label")} options={views.map((one) => ({ value: one, label: t(`view.${one}`), icon: icons[one] }))} />
      {!locked && (
        <>
          <span className={styles.buttons}>
            <Tooltip title={t("undo")}><Button type="text" icon={<UndoOutlined />} aria-label={t("undo")} disabled={editor.undo === undefined} onClick={editor.undo} /></Tooltip>
            <Tooltip title={t("redo")}><Button type="text" icon={<RedoOutlined />} aria-label={t("redo")} disabled={editor.redo === undefined} onClick={editor.redo} /></Tooltip>
          </span>
          <Button icon={<PlusOutlined />} onClick={onAddStatus}>{t("overview.addStatus")}</Button>
          <Button icon={<PlusOutlined />} disabled={definition.statuses.length < 2} onClick={onAddStep}>{t("overview.addStep")}</Button>
        </>
      )}
      <span className={styles.end}>{findings}</span>
    </div>
  );
}
