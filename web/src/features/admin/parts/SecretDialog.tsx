import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";

import { CopyButton } from "@/ui/CopyButton";
import { Modal } from "@/ui/Modal";

import styles from "./forms.module.css";

/** What is shown once, by what it is called. */
export type Secrets = readonly (readonly [name: string, value: string])[];

/** Shows secrets that nobody can see again; it closes by its button only. */
export function SecretDialog({ title, secrets, onClose }: { title: string; secrets: Secrets; onClose: () => void }) {
  const { t } = useTranslation("admin");
  return (
    <Modal open title={title} closable={false} keyboard={false} mask={{ closable: false }} footer={<Button type="primary" onClick={onClose}>{t("secret.kept")}</Button>}>
      <Alert type="warning" showIcon title={t("secret.once")} />
      {secrets.map(([name, value]) => <div key={name} className={styles.secret}><span>{name}</span><code>{value}</code><CopyButton text={value} label={t("secret.copy", { name })} /></div>)}
    </Modal>
  );
}
