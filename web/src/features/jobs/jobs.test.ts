import { describe, expect, it, vi } from "vitest";

import type { Job } from "@/api/types";
import { sourcesOf } from "@/ui/filter/vocabulary";

import { jobVocabulary, joined } from "./filter";
import { after, below, rowsOf, START } from "./paging";

const job = (id: number, created_at: string): Job => ({ id: String(id), created_at, function_id: "f", max_attempts: 1, state: "pending" });

describe("the vocabulary", () => {
  it("has the states, and asks for the names of functions only when they are wanted", async () => {
    const functions = vi.fn(() => Promise.resolve(["mail.send"]));
    const sources = sourcesOf(jobVocabulary(functions), () => "");
    expect((await sources.values("state", "")).map((one) => one.text)).toContain("timeout");
    expect(functions).not.toHaveBeenCalled();
    expect((await sources.values("function", "")).map((one) => one.text)).toEqual(["mail.send"]);
  });
});

describe("joined", () => {
  it("puts the chosen state beside the filter", () => {
    expect([joined("", ""), joined("", "failed"), joined("a = 1 or b = 2", "failed")]).toEqual(["", "state = failed", "(a = 1 or b = 2) and state = failed"]);
  });
});

describe("paging", () => {
  it("goes on from the last job's moment", () => {
    expect(after([job(2, "t2"), job(1, "t1")], 2, START)).toEqual({ before: "t1", page: 1 });
    expect(after([job(1, "t1")], 2, START)).toBeUndefined();
    expect(below("state = failed", { before: "t1", page: 1 })).toBe('(state = failed) and created <= "t1"');
  });
  it("a moment that fills pages is gone through by pages", () => {
    expect(after([job(2, "t"), job(1, "t")], 2, { before: "t", page: 1 })).toEqual({ before: "t", page: 2 });
  });
  it("what stands on two pages is shown once", () => {
    expect(rowsOf([{ jobs: [job(2, "b"), job(1, "a")] }, { jobs: [job(1, "a"), job(0, "a")] }]).map((one) => one.id)).toEqual(["2", "1", "0"]);
  });
});
