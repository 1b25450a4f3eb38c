import { Form, Input, Radio } from "antd";
import { useTranslation } from "react-i18next";

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
      {how === "typed" && (
        <Form.Item name="password" label={t("password.new")} rules={[{ required: true, message: t("required") }, { min: 10, message: t("password.short", { count: 10 }) }]}>
          <Input.Password autoComplete="new-password" />
        </Form.Item>
      )}
    </>
  );
}
