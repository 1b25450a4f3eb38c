import type { FormInstance } from "antd";
import { expect, test } from "vitest";

import { ApiError } from "@/api/error";

import { path, showFieldErrors } from "./form";

test("a field's name becomes the path of its input", () => {
  expect(path("title")).toEqual(["title"]);
  expect(path("fields.isp")).toEqual(["fields", "isp"]);
  expect(path("tags[3]")).toEqual(["tags", 3]);
});

/** A form with these inputs, and what was put to them. */
function formWith(...inputs: (string | number)[][]) {
  const said: unknown[] = [];
  const form = {
    getFieldsError: () => inputs.map((name) => ({ name, errors: [], warnings: [] })),
    setFields: (fields: unknown[]) => said.push(...fields),
    scrollToField: () => undefined,
  } as unknown as FormInstance;
  return { form, said };
}
const refused = (details: Record<string, string>) => new ApiError(422, "validation_failed", "", details);

test("what the server says of a custom field stands at its input", () => {
  const { form, said } = formWith(["title"], ["fields", "isp"]);
  expect(showFieldErrors(form, refused({ "fields.isp": "is missing" }))).toBe(true);
  expect(said).toEqual([{ name: ["fields", "isp"], errors: ["is missing"] }]);
});

test("what has no input here is left to be said elsewhere", () => {
  const { form } = formWith(["title"]);
  expect(showFieldErrors(form, refused({ title: "is long", project: "is archived" }))).toBe(false);
  expect(showFieldErrors(form, new Error("broken"))).toBe(false);
});
