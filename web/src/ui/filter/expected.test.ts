import { expect, test } from "vitest";

import { expectedAt } from "./expected";

const at = (marked: string) => {
  const cursor = marked.indexOf("|");
  return expectedAt(marked.replace("|", ""), cursor);
};

test("a filter begins with a field, and goes on with one after and", () => {
  expect(at("|").expected).toEqual({ what: "field" });
  expect(at("sta|")).toEqual({ expected: { what: "field" }, from: 0, typed: "sta" });
  expect(at("status = open and pr|")).toEqual({ expected: { what: "field" }, from: 18, typed: "pr" });
  expect(at("not (|").expected).toEqual({ what: "field" });
});

test("after a field comes an operator", () => {
  expect(at("status |").expected).toEqual({ what: "operator", field: "status" });
  expect(at("status not |").expected).toEqual({ what: "operator", field: "status" });
});

test("after an operator comes a value, in a list one after each comma", () => {
  expect(at("status = |").expected).toMatchObject({ what: "value", field: "status", operator: "=" });
  expect(at("status in (open, cl|")).toMatchObject({ expected: { what: "value", field: "status", inList: true }, from: 17, typed: "cl" });
  expect(at("assignee is not |").expected).toMatchObject({ what: "value", operator: "is" });
  expect(at('tags = "vi|')).toMatchObject({ expected: { what: "value", field: "tags" }, from: 7, typed: "vi" });
});

test("after a condition come and and or", () => {
  expect(at("status = open |").expected).toEqual({ what: "joiner" });
  expect(at("status in (open, closed) a|").expected).toEqual({ what: "joiner" });
});
