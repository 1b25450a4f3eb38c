import { expect, it } from "vitest";

import type { Offer } from "@/api/types";

import { asked, asksNote, changesSeverity, requestOf } from "./step";

const field = (name: string) => ({ field: name, label: name, required: false, default: null });
const offer = (to: string, ...fields: string[]): Offer => ({ id: "x", name: "X", to, allowed: true, fields: fields.map(field) });

it("a step that stays and asks for the priority changes the severity", () => {
  expect(changesSeverity(offer("open", "priority", "tf-comment"), "open")).toBe(true);
  expect(changesSeverity(offer("done", "priority"), "open")).toBe(false);
  expect(changesSeverity(offer("open"), "open")).toBe(false);
});

it("what is asked for is sorted, and what was left empty is not sent", () => {
  const pause = offer("paused", "fields.pause_reason", "category", "tf-comment");
  expect([asked(pause), asksNote(pause)]).toEqual([{ custom: ["pause_reason"], own: ["category"] }, true]);
  expect(requestOf(pause, { note: " ", fields: { pause_reason: "wait", other: "" }, own: { category: undefined } })).toEqual({ transition: "x", fields: { pause_reason: "wait" } });
});
