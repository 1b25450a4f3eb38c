import { describe, expect, it } from "vitest";

import type { Job } from "@/api/types";

import { joined, suggest } from "./filter";
import { after, below, rowsOf, START } from "./paging";

const job = (id: number, created_at: string): Job => ({ id: String(id), created_at, function_id: "f", max_attempts: 1, state: "pending" });
const words = (before: string) => suggest(before, ["mail.send"]).options.map((one) => one.word);

describe("suggest", () => {
  it("begins with fields, and again behind a joining word", () => {
    expect(words("")).toContain("state");
    expect(words("state = failed and ")).toContain("duration");
    expect(suggest("state = failed and du", []).from).toBe(19);
  });
  it("offers the operators that a field has", () => {
    expect(words("state ")).not.toContain("<");
    expect(words("duration ")).toContain(">");
    expect(words("error ")).toContain("~");
  });
  it("offers values, also inside lists", () => {
    expect(words("state = ")).toContain("timeout");
    expect(words("state in (failed, ")).toContain("timeout");
    expect(words("function = ")).toContain("mail.send");
    expect(words("created > ")).toContain("today");
  });
  it("joins what is whole", () => {
    expect(words("state in (failed, timeout) ")).toEqual(["and", "or"]);
    expect(words("error is not empty ")).toEqual(["and", "or"]);
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
