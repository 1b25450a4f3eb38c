import { Button, Popconfirm, type ButtonProps } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useSay } from "./say";

interface Props {
  /** What is asked: "Revoke this token?" */
  question: string;
  /** What will happen, and whether it can be undone. */
  consequence?: ReactNode;
  /** Does it; while it runs the button turns, and a refusal is told. */
  onConfirm: () => Promise<unknown>;
  /** What the button that does it says; the button's own words by default. */
  yes?: string;
  button?: ButtonProps;
  children?: ReactNode;
}

/** A button that asks before it does something that hurts. */
export function ConfirmButton({ question, consequence, onConfirm, yes, button, children }: Props) {
  const { t } = useTranslation();
  const say = useSay();
  return (
    <Popconfirm
      title={question} description={consequence} okText={yes ?? children ?? t("action.yes")} cancelText={t("action.cancel")}
      okButtonProps={{ danger: true }} onConfirm={() => onConfirm().catch((error: unknown) => say.error(error))}
    >
      <Button danger {...button}>{children}</Button>
    </Popconfirm>
  );
}
