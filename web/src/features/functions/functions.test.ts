import { describe, expect, it } from "vitest";

import { meaning, next, offsetMinutes, parse } from "./cron";
import { diff, folded } from "./diff";

const times = (text: string, after: string, offset = "Z", count = 2) => {
  const cron = parse(text);
  return cron && next(cron, Date.parse(after), offsetMinutes(offset), count).map((at) => new Date(at).toISOString());
};
const says = (text: string) => {
  const cron = parse(text);
  return cron && meaning(cron);
};

describe("cron", () => {
  it("what the server refuses is nothing here", () => {
    expect(["", "* * * *", "60 * * * *", "* * 0 * *", "5-1 * * * *", "*/0 * * * *", "a * * * *"].map(parse)).toEqual(Array.from({ length: 7 }));
  });
  it("the next times are counted on the clock of the offset", () => {
    expect(times("30 9 * * mon-fri", "2026-11-20T08:00:00Z", "+08:00")).toEqual(["2026-11-23T01:30:00.000Z", "2026-11-24T01:30:00.000Z"]);
  });
  it("where both days are given, either will do", () => {
    expect(times("0 0 13 * fri", "2026-11-12T12:00:00Z", "Z", 3)).toEqual(["2026-11-13T00:00:00.000Z", "2026-11-20T00:00:00.000Z", "2026-11-27T00:00:00.000Z"]);
  });
  it("the 29th of February comes, the 30th never", () => {
    expect(times("0 0 29 2 *", "2026-01-01T00:00:00Z", "Z", 1)).toEqual(["2028-02-29T00:00:00.000Z"]);
    expect(times("0 0 30 2 *", "2026-01-01T00:00:00Z")).toEqual([]);
  });
  it("usual expressions have a sentence", () => {
    expect([says("* * * * *"), says("*/5 * * * *"), says("@hourly"), says("0 */6 * * *")].map((one) => one?.kind)).toEqual(["everyMinute", "everyMinutes", "hourly", "everyHours"]);
    expect(says("5 4 * * 1-5")).toEqual({ kind: "weekdays", time: "04:05" });
    expect(says("@weekly")).toEqual({ kind: "weekly", days: [0], time: "00:00" });
    expect(says("0 9 1,15 * *")).toEqual({ kind: "monthly", days: [1, 15], time: "09:00" });
    expect(says("0 9 1 1-3 mon")).toEqual({ kind: "plain" });
  });
});

describe("diff", () => {
  it("tells what went and what came", () => {
    expect(diff("a\nb\nc", "a\nx\nc").map((line) => [line.kind, line.text])).toEqual([["same", "a"], ["gone", "b"], ["new", "x"], ["same", "c"]]);
  });
  it("equal texts have nothing to show", () => {
    expect(folded(diff("a\nb", "a\nb"))).toEqual([undefined]);
  });
  it("numbers are those of each side", () => {
    expect(diff("a\nb", "b").map((line) => [line.left, line.right])).toEqual([[1, undefined], [2, 1]]);
  });
});
