import { expect, test } from "vitest";

import { picture } from "./graph";
import { curve, layout } from "./layout";

const names = (text: string) => ({ zh: text, en: text });
const status = (key: string) => ({ key, name: names(key.toUpperCase()), category: "active" });
const drawn = {
  statuses: [status("open"), status("done")],
  transitions: [
    { uuid: "a", name: names("End"), from: "open", to: "done", fields: [{}], condition: {}, post_functions: [] },
    { uuid: "b", name: names("DONE"), from: "*", to: "done" },
    { name: null, from: "done", to: "open" },
    { uuid: "d", name: null, from: "gone", to: "open" },
  ],
};

test("statuses are boxes and steps arrows; what starts anywhere has a box of its own", () => {
  const { boxes, arrows } = picture(drawn, "en");
  expect(boxes.map((box) => box.id)).toEqual(["open", "done", "*"]);
  expect(boxes[0]?.first).toBe(true);
  expect(arrows.map((arrow) => [arrow.id, arrow.from, arrow.to, arrow.name])).toEqual([["a", "open", "done", "End"], ["b", "*", "done", ""], ["#2", "done", "open", ""]]);
  expect(arrows[0]?.signs).toEqual(["condition", "screen"]);
});

test("everything is placed, and every arrow goes from box to box", () => {
  const placed = layout(picture(drawn, "zh"));
  expect(placed.boxes.every((box) => Number.isFinite(box.x) && box.width > 0)).toBe(true);
  for (const arrow of placed.arrows) {
    const from = placed.boxes.find((box) => box.id === arrow.from)!;
    const start = arrow.points[0]!;
    expect(start.x).toBeGreaterThanOrEqual(from.x);
    expect(start.x).toBeLessThanOrEqual(from.x + from.width);
    expect([from.y, from.y + from.height]).toContain(start.y);
  }
  expect(curve([])).toBe("");
  expect(curve([{ x: 0, y: 0 }, { x: 10, y: 20 }])).toBe("M0,0 C0,10 10,10 10,20");
});

test("a status whose key is empty or another's for the moment of typing is a box all the same", () => {
  const { boxes, arrows } = picture({ statuses: [status("open"), status(""), status("open")], transitions: [{ uuid: "a", name: null, from: "open", to: "" }] }, "en");
  expect(boxes.map((box) => box.id)).toEqual(["open", "#1", "#2"]);
  expect(arrows).toEqual([]);
  expect(layout({ boxes, arrows }).boxes.every((box) => Number.isFinite(box.x))).toBe(true);
});
