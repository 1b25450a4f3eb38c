/** Markdown to HTML that may stand in the page: no script, no style, no form, no picture or frame from elsewhere. */
import DOMPurify from "dompurify";
import { Marked } from "marked";

/** Tags that people write by hand in Markdown; with attributes, or any other, they are text. */
const plainTag = "/?(?:b|i|u|s|em|strong|del|ins|sub|sup|kbd|mark|small|code|pre|br|hr|details|summary|blockquote|p|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td)\\s*/?>";
const strangeTag = new RegExp(`<(?!${plainTag})`, "gi");

/**
 * Nothing that has an attribute comes to the purifier: the browser would look at a handler while it is read, and tell of a breach of
 * the content policy, though nothing of it ever stands in the page.
 */
const reader = new Marked({ gfm: true, breaks: true, renderer: { checkbox: ({ checked }) => (checked ? "☑ " : "☐ "), html: ({ text }) => text.replace(/<!--[^]*?(?:-->|$)/g, "").replace(strangeTag, "&lt;") } });
const purifier = DOMPurify(window);

purifier.addHook("afterSanitizeAttributes", (node) => {
  if (node.tagName === "A") {
    const away = node instanceof HTMLAnchorElement && node.origin !== window.location.origin;
    node.setAttribute("rel", "noopener noreferrer nofollow");
    if (away) node.setAttribute("target", "_blank");
  }
  if (node instanceof HTMLImageElement && !node.hasAttribute("alt")) node.alt = "";
  // A picture from elsewhere would tell its host who reads what; the policy of the page refuses it as well.
  if (node instanceof HTMLImageElement && new URL(node.src, window.location.href).origin !== window.location.origin) {
    const link = document.createElement("a");
    link.href = node.src;
    link.textContent = node.alt || node.src;
    link.rel = "noopener noreferrer nofollow";
    link.target = "_blank";
    node.replaceWith(link);
  }
});

const references = /(?<![\p{L}\p{N}_/@.-])(?:([A-Z][A-Z0-9]{1,9})-[1-9][0-9]{0,11}|@[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}[a-zA-Z0-9])(?![\p{L}\p{N}_-])/gu;

/** Has the numbers of tickets lead to them, where there is such a project, and sets off who is meant by an `@`. */
function refer(root: DocumentFragment, projects: ReadonlySet<string>): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) => (node.parentElement?.closest("a, code, pre") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
  const texts: Text[] = [];
  while (walker.nextNode()) if (walker.currentNode instanceof Text) texts.push(walker.currentNode);
  for (const text of texts) {
    const parts: (string | Node)[] = [];
    let end = 0;
    for (const found of text.data.matchAll(references)) {
      const [said, project] = found;
      if (project !== undefined && !projects.has(project)) continue;
      const mark = document.createElement(project === undefined ? "b" : "a");
      if (mark instanceof HTMLAnchorElement) mark.href = `/tickets/${said}`;
      mark.textContent = said;
      parts.push(text.data.slice(end, found.index), mark);
      end = found.index + said.length;
    }
    if (parts.length > 0) text.replaceWith(...parts, text.data.slice(end));
  }
}

/** The HTML of a text. Numbers of tickets of these projects lead to them. */
export function toSafeHtml(text: string, projects: ReadonlySet<string> = new Set()): string {
  const fragment = purifier.sanitize(reader.parse(text, { async: false }), {
    RETURN_DOM_FRAGMENT: true,
    USE_PROFILES: { html: true },
    FORBID_TAGS: ["style", "form", "input", "button", "textarea", "select", "video", "audio", "source", "dialog", "marquee"],
    FORBID_ATTR: ["style", "class", "id", "name", "srcset", "background", "ping"],
    ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto|tel):|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
  });
  refer(fragment, projects);
  const box = document.createElement("div");
  box.append(fragment);
  return box.innerHTML;
}
