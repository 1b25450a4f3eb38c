import { Form, Radio } from "antd";
import { useTranslation } from "react-i18next";

import { NewPassword } from "@/ui/NewPassword";

/** How somebody gets a password. */
export type How = "made" | "typed" | "none";

/** Chooses between a password that is made here and shown once, one that is typed, and where it makes sense, none. */
export function PasswordFields({ none }: { none: boolean }) {
  const { t } = useTranslation("admin");
  const how = Form.useWatch("how") as How | undefined;
  const choices: How[] = none ? ["made", "typed", "none"] : ["made", "typed"];
  return (
    <>
      <Form.Item name="how" label={t("password.label")}>
        <Radio.Group options={choices.map((value) => ({ value, label: t(`password.${value}`) }))} vertical />
      </Form.Item>
      {how === "typed" && <NewPassword name="password" />}
    </>
  );
}
