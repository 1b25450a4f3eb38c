/** Forms and the server's refusals. */
import type { FormInstance } from "antd";

import { ApiError } from "@/api/error";

/**
 * Puts what the server says of fields to their inputs (`details`, by field; `fields.isp` is the path `["fields", "isp"]`), and answers
 * whether all of it had an input: if not, say it with `useSay().error`.
 */
export function showFieldErrors(form: FormInstance, error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const entries = Object.entries(error.details);
  const inputs = new Set(form.getFieldsError().map((one) => one.name.join("\n")));
  const known = entries.filter(([field]) => inputs.has(path(field).join("\n")));
  form.setFields(known.map(([field, why]) => ({ name: path(field), errors: [why] })));
  const first = known[0];
  if (first) form.scrollToField(path(first[0]), { focus: true });
  return entries.length > 0 && known.length === entries.length;
}

/** The path of a field as the server names it: `fields.isp`, `tags[3]`. */
export function path(field: string): (string | number)[] {
  return field.split(/[.[\]]+/).filter(Boolean).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
