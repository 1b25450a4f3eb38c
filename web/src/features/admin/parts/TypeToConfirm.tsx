import { useMutation } from "@tanstack/react-query";
import { Form, Input } from "antd";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Modal } from "@/ui/Modal";
import { useSay } from "@/ui/say";

interface Props {
  title: string;
  /** What has to be typed. */
  name: string;
  /** What will happen. */
  children: ReactNode;
  /** What the button that does it says. */
  yes: string;
  onConfirm: () => Promise<unknown>;
  onClose: () => void;
}

/** Asks for the thing's name before something that cannot be taken back. */
export function TypeToConfirm({ title, name, children, yes, onConfirm, onClose }: Props) {
  const { t } = useTranslation("admin");
  const say = useSay();
  const [typed, setTyped] = useState("");
  const same = typed.trim() === name;
  const act = useMutation({ mutationFn: onConfirm, onSuccess: onClose, onError: (error) => say.error(error) });
  return (
    <Modal open title={title} onCancel={onClose} okText={yes} okButtonProps={{ danger: true, disabled: !same }} confirmLoading={act.isPending} onOk={() => act.mutate()}>
      {children}
      <Form layout="vertical" onFinish={() => same && act.mutate()}>
        <Form.Item label={<span>{t("confirm.type")} <code>{name}</code></span>} htmlFor="confirm-name">
          <Input id="confirm-name" value={typed} onChange={(event) => setTyped(event.target.value)} autoFocus autoComplete="off" spellCheck={false} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
