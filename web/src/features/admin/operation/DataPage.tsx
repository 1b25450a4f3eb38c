import { useTranslation } from "react-i18next";

import { CopyButton } from "@/ui/CopyButton";
import { Page, Section } from "@/ui/Page";

import styles from "./operation.module.css";

const commands = {
  export: ["gongdan export before-the-move.tar"],
  import: ["gongdan import before-the-move.tar --data-dir /srv/gongdan"],
  backup: ["gongdan backup /backups/gongdan.backup", "gongdan restore /backups/gongdan.backup"],
  verify: ["gongdan verify"],
} as const;
const parts = Object.keys(commands) as (keyof typeof commands)[];

/** How the whole instance is taken out, brought in, kept safe and checked: by commands, since they want the data to themselves. */
export function Component() {
  const { t } = useTranslation("admin");
  return (
    <Page title={t("place.data")} lead={t("data.lead")} width="text">
      {parts.map((part) => (
        <Section key={part} title={t(`data.${part}.title`)}>
          <div className={styles.text}>
            <p>{t(`data.${part}.text`)}</p>
            {commands[part].map((command) => <div key={command} className={styles.command}><code>{command}</code><CopyButton text={command} /></div>)}
          </div>
        </Section>
      ))}
    </Page>
  );
}
