import { Checkbox, DatePicker, Form, Input, InputNumber, Select } from "antd";
import dayjs, { type Dayjs } from "dayjs";
import type { ReactNode } from "react";

import type { CustomField } from "@/api/types";

import { boundOf } from "./moment/bound";
import { MomentPicker, useMomentRule } from "./moment/MomentPicker";
import { TextArea } from "./TextArea";
import { PersonPicker } from "./PersonPicker";
import { inLanguage, useLanguage } from "./text";

const toDay = (value: unknown): Dayjs | undefined => (typeof value === "string" && value !== "" ? dayjs(value) : undefined);

/** The input of a time. */
const moment = (field: CustomField): ReactNode => {
  const bound = boundOf(field.key);
  return bound === undefined ? <DatePicker showTime className="gd-full" /> : <MomentPicker bound={bound} className="gd-full" />;
};

/** What a custom field is typed into. Dates travel as `2026-11-21`, times as RFC 3339, as the server has them. */
function input(field: CustomField): { node: ReactNode; more?: object } {
  const options = field.options.map((value) => ({ value, label: value }));
  switch (field.type) {
    case "text": return { node: <Input /> };
    case "text_area": return { node: <TextArea rows={2} /> };
    case "integer": return { node: <InputNumber precision={0} className="gd-full" /> };
    case "number": return { node: <InputNumber className="gd-full" /> };
    case "boolean": return { node: <Checkbox />, more: { valuePropName: "checked" } };
    case "date": return { node: <DatePicker className="gd-full" />, more: { getValueProps: (value: unknown) => ({ value: toDay(value) }), normalize: (day: Dayjs | null) => day?.format("YYYY-MM-DD") } };
    case "time": return { node: moment(field), more: { getValueProps: (value: unknown) => ({ value: toDay(value) }), normalize: (day: Dayjs | null) => day?.toISOString() } };
    case "option": return { node: <Select allowClear options={options} /> };
    case "options": return { node: <Select mode="multiple" allowClear options={options} /> };
    case "user": return { node: <PersonPicker /> };
    case "users": return { node: <Select mode="tags" open={false} /> };
  }
}

/** The input of one custom field in a form, under `["fields", key]`. */
export function FieldInput({ field, requiredText }: { field: CustomField; requiredText: string }) {
  const language = useLanguage();
  const rightSide = useMomentRule(boundOf(field.key));
  const { node, more } = input(field);
  return (
    <Form.Item name={["fields", field.key]} label={inLanguage(field.name, language)} rules={[{ required: field.required, message: requiredText }, rightSide]} {...more}>
      {node}
    </Form.Item>
  );
}
