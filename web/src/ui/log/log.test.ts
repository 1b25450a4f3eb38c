import { describe, expect, it } from "vitest";

import type { JobEvent } from "@/api/types";

import { bare, pieces } from "./ansi";
import { asText, cut, linesOf, matching } from "./lines";

const event = (message: string, more: Partial<JobEvent> = {}): JobEvent => ({ seq: 1, type: "stdout", at: "2026-11-22T01:00:00Z", message, ...more });

describe("ansi", () => {
  it("colours stand for numbers from 0 to 15", () => {
    expect(pieces("a\u001b[31;1mred\u001b[0m b\u001b[94mblue").pieces).toEqual([
      { text: "a" }, { text: "red", fg: 1, bold: true }, { text: " b" }, { text: "blue", fg: 12 },
    ]);
  });
  it("longer colours become the nearest of the sixteen", () => {
    expect(pieces("\u001b[38;5;196mx\u001b[38;2;0;250;3my\u001b[39mz").pieces).toEqual([{ text: "x", fg: 9 }, { text: "y", fg: 10 }, { text: "z" }]);
  });
  it("what is no colour is dropped", () => {
    expect(bare("\u001b]0;title\u0007a\u001b[2K\u001b[10;3Hb\u001b(Bc\u0000")).toBe("abc");
  });
});

describe("lines", () => {
  it("a message of many lines is as many, and a colour goes on over them", () => {
    const [first, second] = linesOf(event("\u001b[32mone\ntwo\n"));
    expect(first?.pieces).toEqual([{ text: "one", fg: 2 }]);
    expect(second?.pieces).toEqual([{ text: "two", fg: 2 }]);
  });
  it("a line that was written over keeps its last text", () => {
    expect(linesOf(event("10%\r20%\r30%\r")).map((line) => line.text)).toEqual(["30%"]);
  });
  it("markup is text", () => {
    expect(linesOf(event("<img src=x onerror=alert(1)>"))[0]?.text).toBe("<img src=x onerror=alert(1)>");
  });
  it("an empty end is no line", () => {
    expect(linesOf(event("", { type: "done" }))).toEqual([]);
  });
  it("a text is found whatever its case, and cut out", () => {
    const lines = linesOf(event("Alpha\nbeta\nalphabet"));
    expect(matching(lines, "ALPHA")).toEqual([0, 2]);
    expect(cut({ text: "xAlphay" }, "alpha").map((one) => [one.text, one.hit])).toEqual([["x", false], ["Alpha", true], ["y", false]]);
  });
  it("a file has time, kind and text", () => {
    expect(asText(linesOf(event("hello")))).toBe("2026-11-22T01:00:00Z\tstdout\thello\n");
  });
});
