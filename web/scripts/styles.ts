/**
 * Makes `src/ui/theme/theme.gen.css`: our variables and the component library's style sheet, for both looks. The page switches by one
 * attribute, so the two looks may differ in variables only; that they do is checked here.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

import { extractStyle } from "@ant-design/static-style-extract";
import type * as Antd from "antd";
import { createElement, type ReactNode } from "react";

import { antdTheme, fonts, type Look, palettes } from "../src/ui/theme/tokens";

const antd = createRequire(import.meta.url)("antd") as typeof Antd;

/** Components whose look the named one borrows without its file being imported by us. */
const borrowed: Record<string, readonly string[]> = { AutoComplete: ["Select"], Form: ["Row", "Col"], Select: ["Empty"], Popconfirm: ["Popover"] };

/** The components that the screens use; the look of any other would cost every visitor some bytes. */
function used(): string[] {
  const src = new URL("../src/", import.meta.url);
  const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((path) => /\.tsx?$/.test(path));
  const names = files.flatMap((path) => [...readFileSync(new URL(path, src), "utf8").matchAll(/^import \{([^}]*)\} from "antd";$/gm)].flatMap(([, list]) => (list ?? "").split(",")));
  const own = names.map((name) => name.trim().split(" ")[0] ?? "").filter((name) => name in antd && name !== "theme");
  return [...new Set(own.flatMap((name) => [name, ...(borrowed[name] ?? [])]))].sort();
}

/** A top-level rule or at-rule with all that it holds. */
interface Rule { head: string; body: string }

function parse(css: string): Rule[] {
  const rules: Rule[] = [];
  let depth = 0;
  let begin = 0;
  let open = 0;
  for (let at = 0; at < css.length; at += 1) {
    if (css[at] === "{" && depth++ === 0) open = at;
    if (css[at] === "}" && --depth === 0) {
      rules.push({ head: css.slice(begin, open).trim(), body: css.slice(open + 1, at) });
      begin = at + 1;
    }
  }
  return rules;
}

const text = (rules: Rule[]) => rules.map((rule) => `${rule.head}{${rule.body}}`).join("\n");
const isVariables = (rule: Rule) => rule.body.startsWith("--");
/** Declarations by name; none of the library's values has a semicolon in it. */
const declarations = (rule: Rule) => rule.body.split(";").filter(Boolean);

/** Text from right to left, columns of twenty-four and one-time codes are nothing of ours. */
const isForeign = (selector: string) => /-rtl\b|\.ant-col-(?:(?:xs|sm|md|lg|xl|xxl|xxxl)-)?(?:\d|order|offset|push|pull)|-otp\b/.test(selector);

/** A list of selectors, cut at its outermost commas. */
const selectors = (head: string) => head.split(/,(?![^(]*\))/);

/** Without what is foreign, down into the at-rules; what is empty then goes too. */
function own(rules: Rule[]): Rule[] {
  return rules.flatMap((rule) => {
    if (/^@(media|supports|layer|container)/.test(rule.head)) {
      const inner = own(parse(rule.body));
      return inner.length === 0 ? [] : [{ head: rule.head, body: text(inner) }];
    }
    if (rule.head.startsWith("@")) return [rule];
    const kept = selectors(rule.head).filter((selector) => !isForeign(selector));
    return kept.length === 0 ? [] : [{ head: kept.join(","), body: rule.body }];
  });
}

/** The library makes colours for the nested themes of its own previews, which nobody sees. */
const isPreview = (rule: Rule) => /css-var-_R/.test(rule.head);

function extract(look: Look): Rule[] {
  const css = extractStyle({ customTheme: (node: ReactNode) => createElement(antd.ConfigProvider, { theme: antdTheme(look) }, node), includes: used() });
  return own(parse(css).filter((rule) => !isPreview(rule)));
}

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const ours = (look: Look) =>
  Object.entries(palettes[look]).map(([name, value]) => `--gd-${kebab(name)}:${String(value)};`).join("");

const light = extract("light");
const dark = extract("dark");
const plain = (rules: Rule[]) => text(rules.filter((rule) => !isVariables(rule)));
if (plain(light) !== plain(dark)) throw new Error("the looks differ in more than variables: switching would need a reload");

const known = new Map<string, Set<string>>();
for (const rule of light.filter(isVariables)) known.set(rule.head, new Set([...(known.get(rule.head) ?? []), ...declarations(rule)]));
const darker = dark.filter(isVariables).flatMap((rule) => {
  const body = declarations(rule).filter((one) => !known.get(rule.head)?.has(one)).join(";");
  const head = rule.head.split(",").map((one) => `[data-theme="dark"] ${one.trim()}`).join(",");
  return body === "" ? [] : [{ head, body }];
});

const css = [
  `:root{--gd-font:${fonts.text};--gd-font-code:${fonts.code};${ours("light")}color-scheme:light}`,
  `:root[data-theme="dark"]{${ours("dark")}color-scheme:dark}`,
  text(light),
  text(darker),
].join("\n");
writeFileSync(new URL("../src/ui/theme/theme.gen.css", import.meta.url), css);
