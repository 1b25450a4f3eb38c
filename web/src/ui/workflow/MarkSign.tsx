import { CloseCircleFilled, ExclamationCircleFilled, InfoCircleFilled, MinusOutlined, PlusOutlined, SwapOutlined } from "@ant-design/icons";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";

import styles from "./Graph.module.css";
import type { Mark } from "./graph";

type Shown = Exclude<Mark, "here" | "open">;
const icons: Record<Shown, ComponentType> = { added: PlusOutlined, removed: MinusOutlined, changed: SwapOutlined, error: CloseCircleFilled, warning: ExclamationCircleFilled, hint: InfoCircleFilled };

/** The sign of a mark: its colour alone says nothing. */
export function MarkSign({ mark }: { mark: Mark | undefined }) {
  const { t } = useTranslation();
  if (mark === undefined || mark === "here" || mark === "open") return null;
  const Icon = icons[mark];
  return <span className={styles.markSign} data-mark={mark} role="img" aria-label={t(`graph.${mark}`)} title={t(`graph.${mark}`)}><Icon /></span>;
}
