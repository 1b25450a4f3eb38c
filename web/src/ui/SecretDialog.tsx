import { Alert, Button } from "antd";
import { useTranslation } from "react-i18next";

import { CopyButton } from "./CopyButton";
import { Modal } from "./Modal";
import styles from "./SecretDialog.module.css";

/** What is shown once, by what it is called. */
export type Secrets = readonly (readonly [name: string, value: string])[];

interface Props {
  title: string;
  secrets: Secrets;
  /** What they are for. */
  note?: string;
  onClose: () => void;
}

/** Shows secrets that nobody can see again; it closes by its button only. */
export function SecretDialog({ title, secrets, note, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal open title={title} closable={false} keyboard={false} mask={{ closable: false }} footer={<Button type="primary" onClick={onClose}>{t("secret.kept")}</Button>}>
      <Alert type="warning" showIcon title={t("secret.once")} description={note} />
      {secrets.map(([name, value]) => <div key={name} className={styles.secret}><span>{name}</span><code>{value}</code><CopyButton text={value} label={t("secret.copy", { name })} /></div>)}
    </Modal>
  );
}
