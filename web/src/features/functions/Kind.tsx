import { ApiOutlined, CodeOutlined, ConsoleSqlOutlined, DeploymentUnitOutlined, MinusCircleOutlined } from "@ant-design/icons";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";

import type { Func, FuncKind } from "@/api/types";

import styles from "./FunctionsPage.module.css";

/** The kinds that somebody draws up here. `noop` is for measuring, through the API. */
export const kinds = ["script", "http", "worker", "command"] as const satisfies readonly FuncKind[];

const icons: Record<FuncKind, ComponentType> = { script: CodeOutlined, http: ApiOutlined, command: ConsoleSqlOutlined, worker: DeploymentUnitOutlined, noop: MinusCircleOutlined };

/** What runs a function. */
export function Kind({ kind }: { kind: FuncKind }) {
  const { t } = useTranslation("functions");
  const Icon = icons[kind];
  return <span className={styles.kind}><Icon />{t(`kind.${kind}`)}</span>;
}

/** How much harm a function can do. */
export function Risk({ risk, named }: { risk: Func["risk"]; named?: boolean }) {
  const { t } = useTranslation("functions");
  return <span className={styles.risk} data-risk={risk}>{named ? t("riskOf", { risk: t(`risk.${risk}`) }) : t(`risk.${risk}`)}</span>;
}
