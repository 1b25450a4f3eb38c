// @vitest-environment jsdom
import { beforeEach, expect, test } from "vitest";

import { forgetDrafts, keepDraft, readDraft } from "./drafts";

beforeEach(() => localStorage.clear());

test("a draft is kept until it is empty, for each thing and person", () => {
  keepDraft("ann", "ticket-1", "half a thought");
  keepDraft("bob", "ticket-1", "another");
  expect(readDraft("ann", "ticket-1")).toBe("half a thought");
  keepDraft("ann", "ticket-1", "");
  expect(readDraft("ann", "ticket-1")).toBe("");
  expect(readDraft("bob", "ticket-1")).toBe("another");
});

test("the log-out forgets all of them and nothing else", () => {
  localStorage.setItem("gongdan.look", "dark");
  keepDraft("ann", "ticket-1", "x");
  forgetDrafts();
  expect(readDraft("ann", "ticket-1")).toBe("");
  expect(localStorage.getItem("gongdan.look")).toBe("dark");
});
