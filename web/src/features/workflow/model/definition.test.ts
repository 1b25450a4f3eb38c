import { describe, expect, test } from "vitest";

import { readDefinition, type Definition, type Transition } from "./definition";
import { difference, together } from "./difference";
import { addressOf, placeAt, placeOf } from "./place";
import { addStatus, changeStatus, makeFirst, moveStatus, removeStatus } from "./statuses";
import { addStep, changeSteps, moveStep, setStarts, stepOf, steps } from "./steps";
import { readText, writeText } from "./text";
import { begin, change, redo, undo } from "./undo";

const names = (text: string) => ({ zh: text, en: text });
const step = (uuid: string, from: string, to: string, name = ""): Transition => ({ uuid, name: names(name), from, to, fields: [] });
const sample: Definition = {
  statuses: ["open", "doing", "done"].map((key) => ({ key, uuid: `s-${key}`, name: names(key), category: "active" })),
  transitions: [step("t1", "open", "doing"), step("t2", "open", "done", "End"), step("t3", "doing", "done", "End"), step("t4", "*", "open", "Back")],
};
const ways = (definition: Definition) => definition.transitions.map((one) => `${one.from}>${one.to}`).join(" ");

describe("a definition", () => {
  test("gets the ids of what it replaces where it has none", () => {
    const read = readDefinition({ statuses: [{ key: "open", name: "Open", category: "new" }], transitions: [{ from: "open", to: "done", name: names("End"), position: 0 }, { from: "open", to: "done" }] }, sample);
    expect(read.statuses[0]?.uuid).toBe("s-open");
    expect(read.statuses[0]?.name).toEqual(names("Open"));
    expect(read.transitions[0]?.uuid).toBe("t2");
    expect(read.transitions[1]?.uuid).toMatch(/^[0-9A-Za-z]{8}$/);
  });

  test("stands the same after a way through text", () => {
    const read = readText(writeText(sample), sample);
    expect("definition" in read && read.definition).toEqual(sample);
    expect(readText("{", sample)).toHaveProperty("why");
    expect(readText("{}", sample)).toEqual({ why: "" });
    expect(writeText({ a: [1, "x"] })).toBe('{"a": [1, "x"]}');
  });
});

describe("steps", () => {
  test("that differ in their starts only are one", () => {
    expect(steps(sample).map((one) => one.members.map((member) => member.from).join("+"))).toEqual(["open", "open+doing", "*"]);
    expect(stepOf(sample, "t3")?.id).toBe("t2");
  });

  test("change together, or one by one", () => {
    expect(changeSteps(sample, ["t2", "t3"], { to: "open" }).transitions.map((one) => one.to)).toEqual(["doing", "open", "open", "open"]);
    const withTrigger = changeSteps(sample, ["t1"], { trigger: { must: [] } });
    expect(changeSteps(withTrigger, ["t1"], { trigger: undefined })).toEqual(sample);
  });

  test("keep the ids of the starts that stay", () => {
    const next = setStarts(sample, ["t2", "t3"], ["doing", "done"]);
    expect(ways(next)).toBe("open>doing doing>done done>done *>open");
    expect(next.transitions.find((one) => one.from === "doing")?.uuid).toBe("t3");
    expect(ways(setStarts(sample, ["t2", "t3"], ["open", "doing", "*"]))).toBe("open>doing *>done *>open");
    expect(ways(setStarts(sample, ["t4"], ["*", "done"]))).toBe("open>doing open>done doing>done done>open");
    expect(setStarts(sample, ["t4"], [])).toBe(sample);
  });

  test("can be added and moved", () => {
    const added = addStep(sample, "done", "open");
    expect(added.definition.transitions.at(-1)?.uuid).toBe(added.uuid);
    expect(ways(moveStep(sample, "t2", -1))).toBe("open>done doing>done open>doing *>open");
    const numbered = changeSteps(sample, ["t1"], { position: 5 });
    expect(moveStep(numbered, "t4", -1).transitions.map((one) => one.position)).toEqual([10, 20, 30, 40]);
  });
});

describe("statuses", () => {
  test("take their steps along when their key changes", () => {
    expect(ways(changeStatus(sample, "s-open", { key: "fresh" }))).toBe("fresh>doing fresh>done doing>done *>fresh");
    const twice = changeStatus(sample, "s-open", { key: "doing" });
    expect(ways(changeStatus(twice, "s-open", { key: "doing2" }))).toBe(ways(twice));
  });

  test("go with their steps, move, and can be the first", () => {
    expect(ways(removeStatus(sample, "s-doing"))).toBe("open>done *>open");
    expect(moveStatus(sample, "s-done", -1).statuses.map((one) => one.key)).toEqual(["open", "done", "doing"]);
    expect(makeFirst(sample, "s-done").statuses[0]?.key).toBe("done");
    expect(addStatus(addStatus(sample, names("Done")).definition, names("Done")).status.key).toBe("done_3");
  });
});

test("undo takes letters of one word back together, and redo brings them again", () => {
  let state = begin("");
  state = change(state, "a", 1_000, "name");
  state = change(state, "ab", 1_100, "name");
  state = change(state, "ab!", 9_000, "name");
  expect(undo(state).present).toBe("ab");
  expect(undo(undo(state)).present).toBe("");
  expect(redo(undo(state)).present).toBe("ab!");
  expect(undo(begin("x")).present).toBe("x");
  expect(change(undo(state), "new", 10_000).future).toEqual([]);
});

test("what the server calls a place is found", () => {
  expect(placeOf("transitions[1].condition.must[0]", sample)).toEqual({ place: { kind: "step", uuid: "t2" }, section: "condition" });
  expect(placeOf("definition.transitions[3].post_functions[0].url", sample)?.section).toBe("post");
  expect(placeOf("statuses[2]", sample)?.place).toEqual({ kind: "status", uuid: "s-done" });
  expect(placeOf("", sample)).toBeUndefined();
  expect(placeAt(addressOf({ kind: "step", uuid: "t3" }), sample)).toEqual({ kind: "step", uuid: "t3" });
  expect(placeAt("step.gone", sample)).toBeUndefined();
});

test("a difference tells what came, went and changed, and draws both", () => {
  const next = changeSteps(changeStatus(removeStatus(addStatus(sample, names("New")).definition, "s-doing"), "s-open", { key: "fresh" }), ["t2"], { name: names("Finish") });
  const found = difference(sample, next);
  expect(found.statuses.map((pair) => `${pair.kind} ${(pair.new ?? pair.old)?.key ?? ""} ${pair.aspects.join()}`)).toEqual(["changed fresh key", "added new ", "removed doing "]);
  expect(found.first).toBe(true);
  expect(found.transitions.map((pair) => `${pair.kind} ${(pair.new ?? pair.old)?.uuid ?? ""} ${pair.aspects.join()}`)).toEqual(["changed t2 name,from", "changed t4 to", "removed t1 ", "removed t3 "]);
  const both = together(sample, next);
  expect(both.definition.statuses.map((one) => one.key)).toEqual(["fresh", "done", "new", "doing"]);
  expect(both.definition.transitions.find((one) => one.uuid === "t1")?.from).toBe("fresh");
  expect(both.marks.get("doing")).toBe("removed");
  expect(difference(sample, sample)).toEqual({ statuses: [], transitions: [], first: false });
});
