import { useTranslation } from "react-i18next";

import { Tag } from "../parts/Tag";
import type { Message, Webhook } from "../types";

/** How a webhook is doing. */
export function WebhookState({ webhook }: { webhook: Webhook }) {
  const { t } = useTranslation("admin");
  if (!webhook.enabled) return <Tag tone="off">{t("webhook.off")}</Tag>;
  if (!webhook.usable) return <Tag tone="bad">{t("webhook.unusable")}</Tag>;
  if (webhook.filterError !== null) return <Tag tone="bad">{t("webhook.filterBroken")}</Tag>;
  if (webhook.state === "resting") return <Tag tone="bad">{t("webhook.resting")}</Tag>;
  if (webhook.state === "failing") return <Tag tone="warn">{t("webhook.failing", { count: webhook.failures })}</Tag>;
  return <Tag tone="good">{t("webhook.ok")}</Tag>;
}

export const messageStates = ["waiting", "sending", "delivered", "failed"] as const;
const tones = { waiting: "warn", sending: "info", delivered: "good", failed: "bad" } as const;

/** What has become of a message. */
export function MessageState({ message }: { message: Message }) {
  const { t } = useTranslation("admin");
  const state = messageStates.find((one) => one === message.state);
  if (state === undefined) return <Tag>{message.state}</Tag>;
  return <Tag tone={tones[state]}>{t(`delivery.state.${state}`)}</Tag>;
}
