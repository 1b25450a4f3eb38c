import { expect, test } from "vitest";

import en from "@/i18n/locales/en/ticket.json";
import zh from "@/i18n/locales/zh/ticket.json";

import type { Step } from "../types";
import { cut, historyFilter, kinds, places, say, sentenceKeys } from "./sentences";

const step = (over: Partial<Step>): Step => ({ action: "edited", actor: "ann", at: "2026-11-22T00:00:00Z", changes: [], note: "", seq: 1, version: 2, via: "web", ...over });
const key = (over: Partial<Step>) => say(step(over)).map((one) => one.key);
const change = (field: string, from: unknown, to: unknown) => ({ changes: [{ field, from, to }] });

test("every kind of step has a sentence", () => {
  const words = ["created", "edited", "transitioned", "commented", "attached", "detached", "linked", "unlinked", "deleted", "restored", "referenced", "logged", "approval", "ran"];
  expect(Object.values(kinds).flat().sort()).toEqual([...words].sort());
  for (const action of words) expect(say(step({ action })).length).toBeGreaterThan(0);
});

test("both languages have each sentence with the same places", () => {
  const places = (text: string) => [...text.matchAll(/{{(\w+)}}/g)].map((found) => found[1]).sort();
  for (const one of sentenceKeys) expect(places(zh.said[one]), one).toEqual(places(en.said[one]));
});

test("a field is set, changed or cleared", () => {
  expect(key(change("category", "", "network"))).toEqual(["set"]);
  expect(key(change("priority", "low", "high"))).toEqual(["changed"]);
  expect(key(change("dueAt", "2026-11-22T00:00:00Z", null))).toEqual(["cleared"]);
});

test("taking a ticket, giving it away and leaving it to nobody differ", () => {
  expect(key(change("assignee", "", "ann"))).toEqual(["took"]);
  expect(key(change("assignee", "ann", "bob"))).toEqual(["assigned"]);
  expect(key(change("assignee", "ann", ""))).toEqual(["unassigned"]);
});

test("of lists only what came or went is told", () => {
  const [said] = say(step(change("tags", ["a"], ["a", "b"])));
  expect(said).toMatchObject({ key: "put", parts: { to: { value: ["b"] } } });
  expect(key(change("watchers", [], ["ann"]))).toEqual(["watches"]);
  expect(key(change("watchers", ["bob"], []))).toEqual(["left"]);
});

test("several changes have a heading, a transition says its status first", () => {
  const changes = [{ field: "priority", from: "low", to: "high" }, { field: "category", from: "a", to: "b" }];
  expect(key({ changes })).toEqual(["several", "changed", "changed"]);
  expect(key({ action: "transitioned", changes: [...changes, { field: "status", from: "open", to: "closed" }] })).toEqual(["transitioned", "changed", "changed"]);
});

test("hours of one's own and of others", () => {
  const worklog = { id: 1, hours: 1.5, startedAt: "", username: "ann" };
  expect(key({ action: "logged", worklog })).toEqual(["logged"]);
  expect(key({ action: "logged", worklog: { ...worklog, username: "bob" } })).toEqual(["loggedFor"]);
});

test("what named the ticket from outside is told by its author", () => {
  const reference = { author: "Li", event: { commit_created: { repo: "r" } }, name: "abc", url: "" };
  expect(say(step({ action: "referenced", reference }))[0]).toMatchObject({ key: "commit", parts: { who: { text: "Li" } } });
});

test("a text is cut at its places, wherever the language has them", () => {
  const { who, to } = places({ who: { kind: "person", username: "ann" }, to: { kind: "text", text: "x" } });
  expect(cut(`把 ${to ?? ""} 给 ${who ?? ""}`)).toEqual([{ place: false, text: "把 " }, { place: true, text: "to" }, { place: false, text: " 给 " }, { place: true, text: "who" }]);
});

test("the filter asks for the chosen kinds and person", () => {
  expect(historyFilter([], "")).toBe("");
  expect(historyFilter(["moves"], "ann")).toBe('action in (transitioned) and actor = "ann"');
});
