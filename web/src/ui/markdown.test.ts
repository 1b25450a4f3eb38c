// @vitest-environment jsdom
import { expect, test } from "vitest";

import { toSafeHtml } from "./markdown";

test("scripts, handlers, styles and script links do not get through", () => {
  const html = toSafeHtml(`<img src=x onerror=alert(1)> <script>alert(1)</script> [a](javascript:alert(1)) <p style="position:fixed" class="x" id="root">b</p><form><input></form>`);
  expect(html).not.toMatch(/<(?:script|img|form|input)|href="javascript|<p[^>]/i);
});

test("tags that people write by hand are read, others stand as they were typed", () => {
  expect(toSafeHtml("<kbd>Ctrl</kbd> H<sub>2</sub>O a<br>b <!-- hidden -->")).toContain("<kbd>Ctrl</kbd> H<sub>2</sub>O a<br>b");
  expect(toSafeHtml("<!-- hidden -->x")).not.toContain("hidden");
  expect(toSafeHtml("Vec<String> <b onclick=f()>x</b>")).toContain("&lt;String&gt; &lt;b onclick");
  expect(toSafeHtml("<details><summary>more</summary>\n\n- a\n\n</details>")).toContain("<summary>more</summary>");
});

test("pictures from elsewhere are links, our own stay", () => {
  expect(toSafeHtml("![x](https://tracker.example/p.gif)")).toContain('<a href="https://tracker.example/p.gif" rel="noopener noreferrer nofollow" target="_blank">x</a>');
  expect(toSafeHtml("![x](https://tracker.example/p.gif)")).not.toContain("<img");
  expect(toSafeHtml("![x](/api/v1/attachments/3)")).toContain("/api/v1/attachments/3");
});

test("links away open beside and tell nothing", () => {
  const html = toSafeHtml("[a](https://example.com)");
  expect(html).toContain('target="_blank"');
  expect(html).toContain("noopener");
});

test("lists, tables and code read as they are written", () => {
  expect(toSafeHtml("- a\n- b")).toContain("<li>a</li>");
  expect(toSafeHtml("`x < 1`")).toContain("<code>x &lt; 1</code>");
  expect(toSafeHtml("|a|b|\n|-|-|\n|1|2|")).toContain("<td>1</td>");
});

test("numbers of tickets lead to them where there is such a project, and people are set off", () => {
  const html = toSafeHtml("见 SUP-12，ask @li.wei. Not UTF-8, `SUP-1`, [SUP-2](https://example.com), a@example.com, XSUP-3", new Set(["SUP"]));
  expect(html).toContain('见 <a href="/tickets/SUP-12">SUP-12</a>，ask <b>@li.wei</b>. Not UTF-8');
  expect(html).toContain("<code>SUP-1</code>");
  expect(html.match(/\/tickets\//g)).toHaveLength(1);
  expect(html).not.toContain("<b>@example");
});

test("what is done and what is not can be told apart", () => {
  expect(toSafeHtml("- [ ] one\n- [x] two")).toMatch(/☐\s*one[^]*☑\s*two/);
});
