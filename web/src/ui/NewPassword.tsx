import { Form, Input, type FormRule } from "antd";
import { useTranslation } from "react-i18next";

/** Shorter ones are refused by the server. */
const LEAST = 10;

/** What a new password has to be. */
export function usePasswordRules(): FormRule[] {
  const { t } = useTranslation();
  return [{ required: true, message: t("form.required") }, { min: LEAST, message: t("password.short", { count: LEAST }) }];
}

/** Asks for a new password twice. The form calls it `name`, and what is typed the second time `again`, which is nobody else's business. */
export function NewPassword({ name }: { name: string }) {
  const { t } = useTranslation();
  const rules = usePasswordRules();
  return (
    <>
      <Form.Item name={name} label={t("password.new")} rules={rules}><Input.Password autoComplete="new-password" /></Form.Item>
      <Form.Item
        name="again" label={t("password.again")} dependencies={[name]}
        rules={[({ getFieldValue }) => ({ validator: (_, value) => (value === getFieldValue(name) ? Promise.resolve() : Promise.reject(new Error(t("password.different")))) })]}
      ><Input.Password autoComplete="new-password" /></Form.Item>
    </>
  );
}
