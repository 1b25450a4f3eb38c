import { Button } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useBlocker, type Blocker } from "react-router";

import { Modal } from "./Modal";

/** Holds who goes away from what is not kept yet: inside the page with the answer's question, out of it with the browser's own. */
export function useLeaveGuard(dirty: boolean): Blocker {
  useEffect(() => {
    if (!dirty) return undefined;
    const hold = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", hold);
    return () => window.removeEventListener("beforeunload", hold);
  }, [dirty]);
  return useBlocker(({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname);
}

interface Props {
  /** In place of the usual words. */
  title?: string;
  text?: string;
  onStay: () => void;
  onLeave: () => void;
  /** Keeps it first; left out where it cannot be kept as it is. */
  onSave?: () => void;
}

/** Asks who goes away from what is not kept yet. */
export function LeaveDialog({ title, text, onStay, onLeave, onSave }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      open title={title ?? t("leave.title")} onCancel={onStay} width={440}
      footer={[<Button key="leave" danger onClick={onLeave}>{t("leave.leave")}</Button>, <Button key="stay" onClick={onStay}>{t("leave.stay")}</Button>, onSave && <Button key="save" type="primary" onClick={onSave}>{t("leave.save")}</Button>]}
    >
      <p>{text ?? t("leave.text")}</p>
    </Modal>
  );
}
