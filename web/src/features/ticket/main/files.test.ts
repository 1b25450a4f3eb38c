// @vitest-environment jsdom
import { expect, test } from "vitest";

import { sizeOf } from "@/ui/size";

import { lookOf } from "./files";

test("what could run is never shown as what it is", () => {
  expect(lookOf({ contentType: "image/svg+xml", name: "a.svg" })).toBe("none");
  expect(lookOf({ contentType: "text/html", name: "a.html" })).toBe("text");
});

test("pictures, documents and texts can be looked at", () => {
  expect(lookOf({ contentType: "image/png", name: "a" })).toBe("picture");
  expect(lookOf({ contentType: "application/pdf", name: "a" })).toBe("pdf");
  expect(lookOf({ contentType: "application/octet-stream", name: "server.LOG" })).toBe("text");
  expect(lookOf({ contentType: "application/zip", name: "a.zip" })).toBe("none");
});

test("sizes are told in the nearest unit", () => {
  expect(sizeOf(0)).toBe("0 B");
  expect(sizeOf(1536)).toBe("1.5 KB");
  expect(sizeOf(50 * 1024 * 1024)).toBe("50 MB");
});
