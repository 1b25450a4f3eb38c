import { Button } from "antd";
import { useTranslation } from "react-i18next";

import { Modal } from "@/ui/Modal";

/** Asks who goes away from what is not kept yet. */
export function LeaveDialog({ onStay, onLeave, onSave }: { onStay: () => void; onLeave: () => void; onSave: () => void }) {
  const { t } = useTranslation("workflow");
  return (
    <Modal
      open title={t("leave.title")} onCancel={onStay} width={440}
      footer={[<Button key="leave" danger onClick={onLeave}>{t("leave.leave")}</Button>, <Button key="stay" onClick={onStay}>{t("leave.stay")}</Button>, <Button key="save" type="primary" onClick={onSave}>{t("leave.save")}</Button>]}
    >
      <p>{t("leave.text")}</p>
    </Modal>
  );
}
