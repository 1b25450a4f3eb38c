// @vitest-environment jsdom
import { expect, test } from "vitest";

import { startOnce } from "./once";

function clicks(markup: string, details: readonly number[]): number {
  document.body.innerHTML = markup;
  const button = document.querySelector("button")!;
  let heard = 0;
  button.addEventListener("click", () => { heard += 1; });
  for (const detail of details) button.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, detail }));
  return heard;
}

test("a double click on a button that does something is one click, and two clicks are two", () => {
  startOnce();
  expect(clicks("<button class='ant-btn-primary'><span>x</span></button>", [1, 2])).toBe(1);
  expect(clicks("<button class='ant-btn-primary'></button>", [1, 1])).toBe(2);
  // From the keyboard there is no count.
  expect(clicks("<button class='ant-btn-dangerous'></button>", [0, 0])).toBe(2);
  expect(clicks("<button type='button'></button>", [1, 2])).toBe(2);
});
