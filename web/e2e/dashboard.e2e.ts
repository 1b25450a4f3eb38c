/** The dashboard: figures that lead to their lists. */
import assert from "node:assert/strict";

import type { Locator, Page } from "playwright-core";

import { both, suite, test, until, type Client } from "./harness";

interface Made { id: number }

const make = (admin: Client, wish: object) => admin.call<Made>("POST", "/api/v1/tickets", { content: "x", category: "printers", ...wish });
const move = (admin: Client, { id }: Made, status: string) => admin.call("POST", `/api/v1/tickets/${id}/transition`, { status });

/** Follows a figure, and holds the list it leads to against what it says. */
async function follow(page: Page, admin: Client, link: Locator): Promise<void> {
  const counted = Number(/\d+/.exec((await link.textContent()) ?? "")?.[0]);
  await link.click();
  const filter = await until("the list of the figure", () => Promise.resolve(new URL(page.url()).searchParams.get("filter")));
  const { total } = await admin.call<{ total: number }>("GET", `/api/v1/tickets?filter=${encodeURIComponent(filter)}`);
  assert.equal(total, counted, filter);
}

export default suite("fresh", [
  both("figures are drawn, told as tables, and lead to the tickets that they count", async ({ login, program, t, see, axe, shot, lang }) => {
    const admin = await program.as();
    await make(admin, { title: "打印机卡纸", priority: "low" });
    await move(admin, await make(admin, { title: "Printer on fire", priority: "critical" }), "resolved");
    const page = await login({ look: lang === "zh" ? "light" : "dark" }, "/dashboard?days=7");
    await see(page.locator("canvas").nth(5));
    const { created, resolved } = await admin.call<Record<"created" | "resolved", { count: number }>>("GET", `/api/v1/stats/flow`);
    assert.ok(resolved.count > 0);
    await see(page.getByRole("link", { name: new RegExp(`^${t("dashboard:created")} ?${created.count}$`) }));
    await see(page.getByRole("link", { name: new RegExp(`^${t("dashboard:resolved")} ?${resolved.count}$`) }));
    await see(page.getByRole("link", { name: new RegExp(`^${t("dashboard:time.resolve")}`) }));
    await see(page.getByRole("img", { name: t("dashboard:flow") }));
    await axe(page);
    await shot(page, "charts");
    // Today is the last of the seven days; what came in stands left of what was resolved.
    const drawn = page.getByRole("img", { name: t("dashboard:flow") }).locator("canvas");
    const box = await drawn.boundingBox();
    assert.ok(box !== null);
    await drawn.click({ position: { x: box.width - 8 - (box.width - 40) / 14 - 7, y: box.height - 34 } });
    await until("the list of the day", () => Promise.resolve(/created >= .* and created </.test(new URL(page.url()).searchParams.get("filter") ?? "")));
    await page.goBack();
    await page.getByText(t("dashboard:as.table"), { exact: true }).click();
    const priorities = page.getByRole("table", { name: t("dashboard:byPriority") });
    await see(priorities);
    await axe(page);
    await shot(page, "tables");
    await follow(page, admin, priorities.getByRole("row", { name: t("priority.critical") }).getByRole("link"));
    await page.goBack();
    const days = page.getByRole("table", { name: t("dashboard:flow") });
    await see(days.getByRole("columnheader", { name: t("dashboard:resolved") }));
    await follow(page, admin, days.getByRole("row").nth(1).getByRole("link").nth(1));
  }),

  // Their English names differ: only in Chinese are they one.
  test("statuses of one name in two workflows are one figure", async ({ login, program, see }) => {
    const admin = await program.as();
    await move(admin, await make(admin, { title: "Toner is empty", project: "SUP" }), "resolved");
    const net = await make(admin, { title: "No link light", project: "NET" });
    for (const status of ["accepted", "solved"]) await move(admin, net, status);
    const { statuses } = await admin.call<{ statuses: { name: Record<"zh" | "en", string>; count: number; status: string }[] }>("GET", "/api/v1/stats/status");
    const alike = statuses.filter((one) => one.name.zh === "已解决");
    assert.deepEqual(alike.map((one) => one.status).sort(), ["resolved", "solved"]);
    const page = await login({ lang: "zh" }, "/dashboard?view=table");
    const table = page.getByRole("table").filter({ has: page.getByRole("rowheader", { name: "已解决", exact: true }) });
    await see(table);
    assert.equal(await table.getByRole("rowheader", { name: "已解决", exact: true }).count(), 1);
    const row = table.getByRole("row", { name: "已解决" });
    assert.equal(Number(await row.getByRole("link").textContent()), alike.reduce((sum, one) => sum + one.count, 0));
    await follow(page, admin, row.getByRole("link"));
  }),

  both("the project and the range stand in the address, also on a phone", async ({ login, t, see, axe, shot }) => {
    const page = await login({ width: 390 }, "/dashboard?project=SUP&days=90");
    await see(page.getByText(t("dashboard:inRange", { count: 90 })));
    await page.getByText(t("dashboard:days", { count: 365 }), { exact: true }).click();
    await until("the range stands in the address", () => Promise.resolve(new URL(page.url()).searchParams.get("days") === "365"));
    assert.equal(new URL(page.url()).searchParams.get("project"), "SUP");
    await see(page.locator("canvas").nth(5));
    await axe(page);
    await shot(page, "phone");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `the page is ${wide} pixels wide`);
  }),
]);
