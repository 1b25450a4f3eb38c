import { expect, test } from "vitest";

import { ticketsFile, workflowFile } from "./exports";

test("a file for Excel begins with a mark, and others do not", () => {
  expect(ticketsFile("", "csv")).toBe("/api/v1/tickets/export?format=csv");
  expect(ticketsFile("SUP", "excel")).toBe("/api/v1/tickets/export?format=csv&bom=true&project=SUP");
  expect(ticketsFile("SUP", "jsonl")).toBe("/api/v1/tickets/export?format=jsonl&project=SUP");
});

test("names in addresses are written as addresses want them", () => {
  expect(workflowFile("SUP", "a/b")).toBe("/api/v1/projects/SUP/types/a%2Fb/workflow/file");
});
