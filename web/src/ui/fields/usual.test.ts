// @vitest-environment jsdom
import { expect, test } from "vitest";

import { usualFilter, usualOf } from "./usual";

test("what is typed is looked for in the project's tickets", () => {
  expect(usualFilter("SUP", "tags", " vp ")).toBe("project = SUP and tags ~ vp");
  expect(usualFilter("SUP", "category", 'a "b"')).toMatch(/^project = SUP and category ~ "/);
  expect(usualFilter("SUP", "category", "")).toBe("project = SUP and category is not empty");
});

test("of what is found those values are offered that have the text, the ones that begin with it first", () => {
  const tickets = [{ category: "network", tags: ["home-vpn", "slow"] }, { category: "", tags: ["VPN", "home-vpn"] }];
  expect(usualOf(tickets, "tags", "vpn")).toEqual(["VPN", "home-vpn"]);
  expect(usualOf(tickets, "category", "")).toEqual(["network"]);
});
