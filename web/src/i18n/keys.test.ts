import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import ts from "typescript";
import { expect, test } from "vitest";

import { all as bundles } from "./locales/all";

/** Every key as `namespace:a.b`, plural forms by their one name. */
function keysOf(texts: Record<string, object>): Map<string, string> {
  const found = new Map<string, string>();
  const walk = (namespace: string, path: string[], value: unknown) => {
    if (typeof value === "string") found.set(`${namespace}:${path.join(".").replace(/_(one|other)$/, "")}`, value);
    else for (const [key, inner] of Object.entries(value as object)) walk(namespace, [...path, key], inner);
  };
  for (const [namespace, bundle] of Object.entries(texts)) walk(namespace, [], bundle);
  return found;
}

/** Every text in the sources that may be a key; of `scope.${x}` what stands before and behind. */
function written(): { whole: Set<string>; patterns: RegExp[] } {
  const whole = new Set<string>();
  const patterns: RegExp[] = [];
  const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) whole.add(node.text);
    if (ts.isTemplateExpression(node)) {
      const parts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)];
      if (parts.some((part) => /[.:]/.test(part)) && !parts.some((part) => /[\s/?]/.test(part))) patterns.push(new RegExp(`^${parts.map(escape).join("[\\w-]+")}$`));
    }
    ts.forEachChild(node, visit);
  };
  const root = join(import.meta.dirname, "..");
  for (const name of readdirSync(root, { recursive: true, encoding: "utf8" })) {
    if (!/\.tsx?$/.test(name) || /\.(test|gen)\.ts/.test(name)) continue;
    visit(ts.createSourceFile(name, readFileSync(join(root, name), "utf8"), ts.ScriptTarget.Latest, true, name.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS));
  }
  return { whole, patterns };
}

const texts = { en: keysOf(bundles.en), zh: keysOf(bundles.zh) };

test("every text stands in both languages, and says something", () => {
  expect([...texts.zh.keys()].sort()).toEqual([...texts.en.keys()].sort());
  for (const all of Object.values(texts)) for (const [key, text] of all) expect(text.trim(), key).not.toBe("");
});

test("both languages have the same places to fill in", () => {
  const places = (text: string | undefined) => [...(text ?? "").matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]).sort();
  for (const [key, text] of texts.en) expect(places(texts.zh.get(key)), key).toEqual(places(text));
});

test("every text is used", () => {
  const { whole, patterns } = written();
  // A navigation entry waits for its feature's first page.
  const used = (key: string) => [key, key.slice(key.indexOf(":") + 1)].some((name) => whole.has(name) || patterns.some((pattern) => pattern.test(name)));
  expect([...texts.en.keys()].filter((key) => !used(key))).toEqual([]);
});
