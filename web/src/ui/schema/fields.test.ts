import { describe, expect, it } from "vitest";

import { errorsByPlace, initialOf, readSchema, withValue } from "./fields";

const schema = {
  type: "object",
  required: ["host", "mode"],
  $defs: { port: { type: "integer", minimum: 1, maximum: 65_535, title: "Port" } },
  properties: {
    host: { type: "string", title: "Host", description: "Where", default: "localhost" },
    port: { $ref: "#/$defs/port", default: 80 },
    mode: { enum: ["a", "b"] },
    flags: { type: "array", uniqueItems: true, items: { enum: ["x", "y"] } },
    rows: { type: "array", items: { type: "object", properties: { on: { type: "boolean" } } } },
    odd: { oneOf: [{ type: "string" }, { type: "number" }] },
    when: { type: ["string", "null"], format: "date-time" },
    kind: { const: "k" },
  },
};

describe("readSchema", () => {
  const form = readSchema(schema);
  const kinds = Object.fromEntries((form?.fields ?? []).map(({ name, field }) => [name, field.kind]));

  it("reads each part into a field, and what is beyond a form into JSON", () => {
    expect(kinds).toEqual({ host: "text", port: "number", mode: "choice", flags: "choices", rows: "list", odd: "json", when: "text", kind: "fixed" });
  });
  it("follows references into the same schema", () => {
    expect(form?.fields.find(({ name }) => name === "port")?.field).toMatchObject({ label: "Port", whole: true, least: 1, most: 65_535 });
  });
  it("a circle of references ends", () => {
    expect(readSchema({ type: "object", properties: { child: { $ref: "#" } } })?.fields).toHaveLength(1);
  });
  it("what is no object has no form", () => {
    expect([readSchema(null), readSchema(true), readSchema({ type: "string" }), readSchema({ type: "object" })]).toEqual([undefined, undefined, undefined, undefined]);
  });
  it("defaults and constants are there from the beginning", () => {
    expect(form && initialOf(form)).toEqual({ host: "localhost", port: 80, kind: "k" });
  });
});

describe("values", () => {
  it("a value that is taken away leaves no empty place", () => {
    expect(withValue({ a: 1, b: 2 }, "a", undefined)).toEqual({ b: 2 });
    expect(Object.keys(withValue({ a: 1, b: 2 }, "a", 3))).toEqual(["a", "b"]);
  });
  it("the server's places are the form's", () => {
    expect(errorsByPlace({ "params.rows[1].on": "no", params: "what" })).toEqual({ "rows.1.on": "no", "": "what" });
  });
});
