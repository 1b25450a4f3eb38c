/**
 * Rules that the component library makes at run time (locking the page's scrolling, measuring scroll bars), as constructable style
 * sheets: the content policy forbids style elements, and these are none. Stands in for `@rc-component/util/Dom/dynamicCSS`
 * (vite.config.ts).
 */
const sheets = new Map<string, CSSStyleSheet>();

interface Options { mark?: string }

/** What the library's own style engine marks its sheets with: themes and components, all of which stand in theme.gen.css. */
const ENGINE = "data-css-hash";

/** Sets the rules kept under `key`. The library wants an element, and only looks whether it has a parent. */
export function updateCSS(css: string, key: string, options: Options = {}): HTMLStyleElement {
  if (options.mark === ENGINE) return document.createElement("style");
  const sheet = sheets.get(key) ?? new CSSStyleSheet();
  sheet.replaceSync(css);
  if (!sheets.has(key)) {
    sheets.set(key, sheet);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  return document.createElement("style");
}

/** Takes the rules kept under `key` away. */
export function removeCSS(key: string): void {
  const sheet = sheets.get(key);
  sheets.delete(key);
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
}

/** Adds rules that nobody takes away. */
export function injectCSS(css: string, options: Options = {}): HTMLStyleElement {
  return updateCSS(css, css, options);
}

/** Forgets nothing: there is no container to forget. */
export function clearContainerCache(): void {
  // The library calls it in its own tests only.
}
