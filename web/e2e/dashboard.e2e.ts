/** The dashboard: figures that lead to their lists. */
import assert from "node:assert/strict";

import { both, suite, until } from "./harness";

export default suite("fresh", [
  both("figures are drawn, told as tables, and lead to the tickets that they count", async ({ login, program, t, see, axe, shot, lang }) => {
    const admin = await program.as();
    for (const [title, priority] of [["Printer on fire", "critical"], ["打印机卡纸", "low"]]) {
      await admin.call("POST", "/api/v1/tickets", { title, priority, content: "x", category: "printers" });
    }
    const page = await login({ look: lang === "zh" ? "light" : "dark" }, "/dashboard?days=7");
    await see(page.locator("canvas").nth(4));
    const { count } = (await admin.call<{ created: { count: number } }>("GET", `/api/v1/stats/flow`)).created;
    await see(page.getByRole("link", { name: new RegExp(`^${t("dashboard:created")} ?${count}$`) }));
    await axe(page);
    await shot(page, "charts");
    await page.getByText(t("dashboard:as.table"), { exact: true }).click();
    const priorities = page.getByRole("table", { name: t("dashboard:byPriority") });
    await see(priorities);
    await axe(page);
    await shot(page, "tables");
    const critical = priorities.getByRole("row", { name: t("priority.critical") }).getByRole("link");
    const counted = Number(await critical.textContent());
    await critical.click();
    const filter = await until("the list of the figure", () => Promise.resolve(new URL(page.url()).searchParams.get("filter")));
    const { total } = await admin.call<{ total: number }>("GET", `/api/v1/tickets?filter=${encodeURIComponent(filter)}`);
    assert.equal(total, counted);
    await page.goBack();
    await see(priorities);
  }),

  both("the project and the range stand in the address, also on a phone", async ({ login, t, see, axe, shot }) => {
    const page = await login({ width: 390 }, "/dashboard?project=SUP&days=90");
    await see(page.getByText(t("dashboard:inRange", { count: 90 })));
    await page.getByText(t("dashboard:days", { count: 365 }), { exact: true }).click();
    await until("the range stands in the address", () => Promise.resolve(new URL(page.url()).searchParams.get("days") === "365"));
    assert.equal(new URL(page.url()).searchParams.get("project"), "SUP");
    await axe(page);
    await shot(page, "phone");
  }),
]);
