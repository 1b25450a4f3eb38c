import { Button } from "antd";
import { useTranslation } from "react-i18next";

import { Modal } from "@/ui/Modal";

interface Props { onStay: () => void; onLeave: () => void; onSave?: () => void; /** Whether it is text that cannot be read yet, and so cannot be kept. */ unread: boolean }

/** Asks who goes away from what is not kept yet. */
export function LeaveDialog({ onStay, onLeave, onSave, unread }: Props) {
  const { t } = useTranslation("workflow");
  return (
    <Modal
      open title={t(unread ? "unread.title" : "leave.title")} onCancel={onStay} width={440}
      footer={[<Button key="leave" danger onClick={onLeave}>{t("leave.leave")}</Button>, <Button key="stay" onClick={onStay}>{t("leave.stay")}</Button>, !unread && <Button key="save" type="primary" onClick={onSave}>{t("leave.save")}</Button>]}
    >
      <p>{t(unread ? "unread.text" : "leave.text")}</p>
    </Modal>
  );
}
