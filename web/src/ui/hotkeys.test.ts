// @vitest-environment jsdom
import { expect, test } from "vitest";

import { pressed, printed } from "./hotkeys";

const key = (key: string, modifiers: Partial<KeyboardEvent> = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...modifiers });

test("the palette opens with Ctrl, on a Mac with the command key", () => {
  expect(pressed(key("k", { ctrlKey: true }), false)).toBe("mod+k");
  expect(pressed(key("k", { metaKey: true }), true)).toBe("mod+k");
});

test("a letter with another modifier is no shortcut", () => {
  expect(pressed(key("c", { altKey: true }), false)).toBe("");
  expect(pressed(key("c", { metaKey: true }), false)).toBe("");
});

test("keys are printed one by one", () => {
  expect(printed("g t")).toEqual(["G", "T"]);
});
