/** The list of tickets and the board, as people use them. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import type { Page } from "playwright-core";

import { both, suite, until, type Client, type Words } from "./harness";

interface Found { id: number; key: string; status: string; priority: string; assignee: string; project: string; type: string; title: string }
interface Made { uuid: string }

const grid = (page: Page, t: Words) => page.getByRole("grid", { name: t("tickets:nav") });
const editor = (page: Page, t: Words) => page.getByRole("textbox", { name: t("filter.label") });
const rows = (page: Page, t: Words) => grid(page, t).locator("[role=row][data-index]");
const chip = (page: Page, name: string) => page.getByRole("button", { name: new RegExp(`^${name}`), expanded: false });

async function make(admin: Client, title: string, more: object = {}): Promise<Found> {
  return admin.call<Found>("POST", "/api/v1/tickets", { title, content: "e2e", category: "e2e", project: "SUP", ...more });
}

const read = (admin: Client, id: number) => admin.call<Found>("GET", `/api/v1/tickets/${id}`);

export default suite("demo", [
  both("a filter is chosen by chips, written by hand, and its errors are shown where they are", async ({ login, t, see, axe, shot, refusals }) => {
    const page = await login({}, "/tickets");
    await see(rows(page, t));
    await chip(page, t("filter.field.priority")).click();
    await page.getByRole("checkbox", { name: t("priority.critical") }).click();
    await page.getByRole("checkbox", { name: t("priority.high") }).click();
    await page.keyboard.press("Escape");
    await see(editor(page, t).getByText("priority in (critical, high)"));
    assert.equal(new URL(page.url()).searchParams.get("filter"), "priority in (critical, high)");
    await editor(page, t).click();
    await page.keyboard.press("End");
    await page.keyboard.type(" and stat");
    await see(page.getByRole("option", { name: /^status/ }));
    await page.keyboard.press("Enter");
    await page.keyboard.type("= resolved");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await see(page.getByRole("button", { name: new RegExp(`^${t("filter.field.status")}.+`) }));
    assert.equal(new URL(page.url()).searchParams.get("filter"), "priority in (critical, high) and status = resolved");
    await see(rows(page, t));
    await axe(page);
    await shot(page, "filter");
    refusals(400);
    await page.goto("/tickets?filter=priority%20%3D%20high%20and%20colour%20%3D%20red");
    await see(page.getByRole("alert").getByText(/21/));
    await see(page.locator(".cm-problem", { hasText: "colour" }));
    await axe(page);
    await page.getByRole("button", { name: t("tickets:clearFilter") }).click();
    await see(rows(page, t));
    await page.goBack();
    await see(page.getByRole("alert").getByText(/21/));
  }),

  both("the keyboard goes through the list, and many tickets are changed and brought back", async ({ login, program, lang, t, see, gone, axe, shot }) => {
    const admin = await program.as("admin");
    const name = `bulk-${lang}-${Date.now()}`;
    const made = [await make(admin, `${name} one`), await make(admin, `${name} two`), await make(admin, `${name} three`)];
    const page = await login({}, `/tickets?filter=${encodeURIComponent(`title ^= ${name}`)}`);
    await see(rows(page, t).nth(2));
    await grid(page, t).focus();
    await page.keyboard.press("x");
    await page.keyboard.press("Shift+J");
    await see(page.getByText(t("tickets:bulk.chosen", { count: 2 })));
    await axe(page);
    await shot(page, "bulk");
    const bar = page.getByRole("region", { name: t("tickets:bulk.title") });
    await bar.getByRole("button", { name: t("field.priority") }).click();
    await page.getByRole("tooltip").getByRole("button", { name: t("priority.critical") }).click();
    await see(page.getByText(t("tickets:bulk.done", { count: 2 })));
    const critical = async () => (await Promise.all(made.map((one) => read(admin, one.id)))).filter((one) => one.priority === "critical").length;
    assert.equal(await critical(), 2);
    // The rows say so in place.
    await until("two rows are critical", async () => (await rows(page, t).getByText(t("priority.critical")).count()) === 2);
    await axe(page);
    await shot(page, "bulk-done");
    const strip = page.getByRole("group", { name: t("field.priority"), exact: true });
    await strip.getByRole("button", { name: t("action.undo") }).click();
    await see(page.getByText(t("tickets:bulk.undone", { count: 2 })));
    assert.equal(await critical(), 0);
    // Somebody is looked for by the server once the typing has paused.
    const asked: string[] = [];
    page.on("request", (request) => { const { pathname, searchParams } = new URL(request.url()); if (pathname === "/api/v1/users") asked.push(searchParams.get("q") ?? ""); });
    await bar.getByRole("button", { name: t("field.assignee") }).click();
    await page.getByRole("tooltip").getByRole("combobox").pressSequentially("zhangm", { delay: 20 });
    await see(page.locator(".ant-select-item-option"));
    assert.deepEqual(asked.filter((text) => text !== ""), ["zhangm"]);
    await page.keyboard.press("Enter");
    await see(page.getByRole("group", { name: t("field.assignee"), exact: true }).getByText(t("tickets:bulk.done", { count: 2 })));
    const assigned = (await Promise.all(made.map((one) => read(admin, one.id)))).filter((one) => one.assignee === "zhangmin");
    assert.equal(assigned.length, 2);
    await page.getByRole("button", { name: t("tickets:bulk.putAway") }).click();
    await gone(page.getByText(t("tickets:bulk.undone", { count: 2 })));
    await page.keyboard.press("Escape");
    await grid(page, t).focus();
    await page.keyboard.press("Escape");
    await gone(bar);
    // What another changes appears in its row, without a reload.
    await admin.call("PUT", `/api/v1/tickets/${made[0]!.id}`, { title: `${name} changed` });
    await see(rows(page, t).getByText(`${name} changed`));
    await admin.call("DELETE", `/api/v1/tickets/${made[1]!.id}`);
    await see(grid(page, t).locator("[data-gone]"));
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    await until("a ticket is open", () => Promise.resolve(/\/tickets\/SUP-\d+$/.test(page.url())));
    await page.goBack();
    await see(rows(page, t));
  }),

  both("a bulk change goes on when its page is left, is stopped, and names what it could not change", async ({ login, program, lang, t, see, gone, axe, shot }) => {
    const admin = await program.as("admin");
    const name = `long-${lang}-${Date.now()}`;
    const kept = await make(admin, `${name} kept`);
    const barred = await make(admin, `${name} barred`, { project: "PRB" });
    const page = await login({ user: "zhangmin" }, `/tickets?filter=${encodeURIComponent(`title ^= ${name}`)}`);
    await see(rows(page, t).nth(1));
    await grid(page, t).focus();
    await page.keyboard.press("Control+a");
    const bar = page.getByRole("region", { name: t("tickets:bulk.title") });
    await bar.getByRole("button", { name: t("field.status") }).click();
    await page.getByRole("tooltip").getByRole("combobox").fill("resolved");
    await page.keyboard.press("Enter");
    // Only one of the two has such a status: what came of it is named, here and to whoever comes back.
    const strip = page.getByRole("group", { name: t("field.status"), exact: true });
    await see(strip.getByText(t("tickets:bulk.refused", { count: 1 })));
    await until("the other one is changed", async () => (await read(admin, kept.id)).status === "resolved");
    await page.goto("/");
    await page.goto("/tickets");
    await strip.getByRole("button", { name: t("tickets:bulk.details") }).click();
    const dialog = page.getByRole("dialog", { name: t("field.status") });
    await see(dialog.getByRole("link", { name: barred.key }));
    await axe(page);
    await shot(page, "bulk-refused");
    await page.keyboard.press("Escape");
    await gone(dialog);
    // On another device, which is a phone, it is there as well.
    const phone = await login({ user: "zhangmin", width: 390, look: "dark" }, "/tickets");
    const there = phone.getByRole("group", { name: t("field.status"), exact: true });
    await see(there.getByRole("button", { name: t("tickets:bulk.details") }));
    assert.equal(await phone.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false);
    await axe(phone);
    await shot(phone, "bulk-390");
    await phone.context().close();
    await strip.getByRole("button", { name: t("tickets:bulk.putAway") }).click();
    await gone(strip);
    // Everything there is, which takes a while: it is stopped.
    await see(rows(page, t).first());
    await grid(page, t).focus();
    await page.keyboard.press("Control+a");
    await see(bar);
    await bar.getByRole("button", { name: t("tickets:bulk.tags") }).click();
    await page.getByRole("tooltip").getByRole("combobox").fill(name);
    await page.keyboard.press("Enter");
    await page.getByRole("tooltip").getByRole("button", { name: t("tickets:bulk.add") }).click();
    const running = page.getByRole("group", { name: t("tickets:bulk.tags"), exact: true });
    await see(running.getByRole("progressbar"));
    await running.getByRole("button", { name: t("tickets:bulk.stop") }).click();
    await see(running.getByText(lang === "zh" ? /已停止/ : /Stopped/));
    await axe(page);
    await shot(page, "bulk-stopped");
    // What was done until then is brought back while the reader is elsewhere.
    await running.getByRole("button", { name: t("action.undo") }).click();
    const undoing = page.getByRole("group", { name: t("action.undo"), exact: true });
    await see(undoing);
    await page.goto("/");
    await page.goto("/tickets");
    await see(undoing.getByText(lang === "zh" ? /已撤销/ : /brought back/));
    await gone(running);
  }),

  both("what is listed is downloaded as a table and as lines, with its columns", async ({ login, program, lang, t, see, axe, shot }) => {
    const admin = await program.as("admin");
    const name = `导出 export-${lang}-${Date.now()}`;
    const [first, second] = [await make(admin, `${name} one`), await make(admin, `${name} two`, { priority: "critical" })];
    const page = await login({}, `/tickets?filter=${encodeURIComponent(`title ^= "${name}"`)}`);
    await see(rows(page, t).nth(1));
    const download = async (format: "csv" | "jsonl") => {
      await page.getByRole("button", { name: t("tickets:export.button") }).click();
      const item = page.getByRole("menuitem", { name: t(`tickets:export.${format}`) });
      await see(item);
      if (format === "csv") {
        await axe(page);
        await shot(page, "export");
      }
      const [file] = await Promise.all([page.waitForEvent("download"), item.click()]);
      assert.equal(file.suggestedFilename(), `tickets.${format}`);
      return readFileSync(await file.path(), "utf8");
    };
    const [head, ...lines] = (await download("csv")).trimEnd().split("\r\n");
    assert.equal(head, "\ufeffkey,title,status,priority,assignee,updatedAt");
    assert.deepEqual(lines.map((line) => line.split(",")[0]).sort(), [first.key, second.key].sort());
    await page.getByRole("button", { name: t("tickets:columns") }).click();
    await page.getByRole("checkbox", { name: t("filter.field.status"), exact: true }).first().click();
    await page.keyboard.press("Escape");
    const found = (await download("jsonl")).trimEnd().split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.deepEqual(found.map((one) => one["priority"]).sort(), ["critical", "medium"]);
    assert.ok(found.every((one) => !("status" in one)));
  }),

  both("from a ticket one goes on along its list, over pages, and back", async ({ login, t, see, axe, shot }) => {
    const page = await login({}, `/tickets?filter=${encodeURIComponent("project = PRB")}&sort=id`);
    await see(rows(page, t));
    const key = async (index: number) => (await page.locator(`[data-index="${index}"] a`).first().innerText()).trim();
    await grid(page, t).evaluate((box) => { box.scrollTop = 98 * 38; });
    await see(page.locator('[data-index="99"] a'));
    const [last, next] = [await key(99), await key(100)];
    await page.locator('[data-index="99"] a').nth(1).click();
    const at = async (wanted: string) => {
      await page.waitForURL(`**/tickets/${wanted}`);
      await see(page.getByRole("heading", { level: 1 }));
    };
    const place = (number: number) => page.getByText(new RegExp(`^(${number} of |第 ${number} |${number} / )`));
    await at(last);
    await see(place(100));
    await page.keyboard.press("]");
    await at(next);
    await see(place(101));
    await axe(page);
    await shot(page, "neighbours");
    // The way is known after a reload, too.
    await page.reload();
    await see(place(101));
    await page.getByRole("button", { name: t("ticket:keys.before") }).click();
    await at(last);
    await page.keyboard.press("?");
    const help = page.getByRole("dialog");
    await see(help.getByText(t("ticket:keys.before")));
    assert.equal(await help.getByText(t("keys.fold"), { exact: true }).count(), 0);
    await page.keyboard.press("Escape");
    await page.goBack();
    await at(next);
  }),

  both("a view is saved, shared, changed and removed, and the removal taken back", async ({ login, program, lang, t, see, axe, shot }) => {
    const admin = await program.as("admin");
    const name = `e2e ${lang}`;
    const page = await login({}, "/tickets?filter=priority%20%3D%20high&sort=createdAt");
    await page.getByRole("button", { name: t("tickets:saveView") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("tickets:viewName")).fill(name);
    await dialog.getByRole("radio", { name: t("tickets:audiences.everyone") }).click();
    await axe(page);
    await dialog.getByRole("button", { name: t("tickets:save") }).click();
    const nav = page.getByRole("navigation", { name: t("tickets:views") });
    await see(nav.getByRole("link", { name: new RegExp(name) }));
    await see(page.getByRole("heading", { level: 1, name }));
    // A column more, kept with the view.
    await page.getByRole("button", { name: t("tickets:columns") }).click();
    await page.getByRole("checkbox", { name: t("filter.field.creator"), exact: true }).click();
    await see(page.getByRole("columnheader", { name: t("filter.field.creator") }));
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: t("tickets:saveChanges") }).click();
    const views = await until("the view has its column", async () => {
      const { items } = await admin.call<{ items: (Made & { name: string; columns: string[] })[] }>("GET", "/api/v1/views");
      const found = items.filter((one) => one.name === name && one.columns.includes("creator"));
      return found.length > 0 && found;
    });
    assert.equal(views.length, 1);
    await shot(page, "view");
    const other = await login({ user: "liwei" }, `/tickets?view=${views[0]!.uuid}`);
    await see(other.getByRole("columnheader", { name: t("filter.field.creator") }));
    await page.getByRole("button", { name: t("tickets:view"), exact: true }).click();
    await page.getByRole("menuitem", { name: t("tickets:removeView") }).click();
    await see(page.getByText(t("tickets:removed", { name })));
    await page.getByRole("alert").getByRole("button", { name: t("action.undo") }).click();
    await see(page.getByRole("heading", { level: 1, name }));
  }),

  both("a card is moved by keyboard, by mouse and refused with the reason", async ({ login, program, lang, t, see, axe, shot }) => {
    const admin = await program.as("admin");
    const mine = await make(admin, `board ${lang}`, { priority: "critical" });
    const page = await login({}, "/board?project=SUP");
    const card = (one: Found) => page.getByRole("group", { name: `${one.key} ` });
    const column = (status: string) => page.locator(`[data-cell="|${status}"]`);
    await see(column("open").getByRole("group", { name: `${mine.key} ` }));
    await axe(page);
    await card(mine).focus();
    await page.keyboard.press("Space");
    await see(column("in_progress").and(page.locator("[data-may=yes]")));
    await page.keyboard.press("ArrowRight");
    await see(column("in_progress").and(page.locator("[data-over]")));
    await page.keyboard.press("Space");
    await see(column("in_progress").getByRole("group", { name: `${mine.key} ` }));
    await until("it is in progress", async () => (await read(admin, mine.id)).status === "in_progress");
    const from = await column("in_progress").getByRole("group", { name: `${mine.key} ` }).boundingBox();
    const to = await column("resolved").boundingBox();
    assert.ok(from && to);
    await page.mouse.move(from.x + 60, from.y + 60);
    await page.mouse.down();
    await page.mouse.move(from.x + 90, from.y + 70, { steps: 3 });
    await page.mouse.move(to.x + 80, to.y + 80, { steps: 6 });
    await see(column("resolved").and(page.locator("[data-over]")));
    await shot(page, "carried");
    await page.mouse.up();
    await until("it is resolved", async () => (await read(admin, mine.id)).status === "resolved");
    await see(column("resolved").getByRole("group", { name: `${mine.key} ` }));
    // Whom the workflow does not let: the columns say why before the drop.
    const problems = await admin.call<{ items: Found[] }>("GET", "/api/v1/tickets?project=PRB&status=closed&pageSize=1");
    const problem = problems.items[0];
    assert.ok(problem);
    // Before the ticket itself is asked: its answer is held back.
    const held: (() => Promise<void>)[] = [];
    await page.route("**/api/v1/tickets/*/transitions", (route) => { held.push(() => route.continue()); });
    await page.goto("/board?project=PRB");
    await column("closed").scrollIntoViewIfNeeded();
    const closed = column("closed").getByRole("group", { name: /PRB-/ }).first();
    await see(closed);
    await closed.focus();
    await page.keyboard.press("Space");
    await see(column("queued").and(page.locator("[data-may=no]")));
    await see(page.getByText(t("board:mayNot")));
    await axe(page);
    await shot(page, "refused");
    assert.equal(held.length, 1);
    for (const go of held) await go();
    await see(column("queued").and(page.locator("[data-may=no]")));
    await page.keyboard.press("Escape");
  }),

  both("a step that asks something opens its form on the board, the one of the ticket's page", async ({ login, program, lang, t, see, gone, axe, shot }) => {
    const admin = await program.as("admin");
    const mine = await make(admin, `board form ${lang}`, { project: "INC", category: "before" });
    const page = await login({}, "/board?project=INC");
    const column = (status: string) => page.locator(`[data-cell="|${status}"]`);
    await column("triggered").getByRole("group", { name: `${mine.key} ` }).focus();
    await page.keyboard.press("Space");
    await see(column("resolved").and(page.locator("[data-may=yes]")));
    for (const over of ["acknowledged", "paused", "resolved"]) {
      await page.keyboard.press("ArrowRight");
      await see(column(over).and(page.locator("[data-over]")));
    }
    await page.keyboard.press("Space");
    const dialog = page.getByRole("dialog");
    await see(dialog.locator("input:focus, textarea:focus"));
    await axe(page);
    await shot(page, "board-form");
    await dialog.locator("textarea").first().fill("修好了 mended");
    await see(dialog.getByRole("heading", { name: t("ticket:flow.willHappen") }));
    await page.keyboard.press("Control+Enter");
    await gone(dialog);
    await see(column("resolved").getByRole("group", { name: `${mine.key} ` }));
    assert.equal((await read(admin, mine.id)).status, "resolved");
  }),

  both("swimlanes by person show every ticket: who has no lane has one with all others, into which no card goes", async ({ login, program, lang, t, see, axe, shot }) => {
    const admin = await program.as("admin");
    const left = `left${lang}${Date.now()}`;
    await admin.call("POST", "/api/v1/users", { username: left, nickname: "走了 Gone", password: "long-enough-7", access: "operator" });
    const theirs = await make(admin, `lane ${lang}`, { assignee: left });
    await admin.call("POST", `/api/v1/tickets/${theirs.id}/transition`, { status: "resolved" });
    await admin.call("POST", `/api/v1/users/${left}/disable`);
    const page = await login({}, "/board?project=SUP&lanes=assignee");
    const mine = page.getByRole("region", { name: "admin", exact: true });
    const others = page.getByRole("region", { name: t("board:lane.others"), exact: true });
    await see(mine);
    await others.scrollIntoViewIfNeeded();
    const card = others.getByRole("group", { name: `${theirs.key} ` });
    await see(card);
    await axe(page);
    await shot(page, "lanes-people");
  }),

  both("swimlanes, all projects, and both screens on a phone", async ({ login, t, see, axe, shot }) => {
    const dark = await login({ look: "dark" }, "/board?project=SUP&lanes=priority");
    await see(dark.getByRole("button", { name: new RegExp(t("priority.critical")), expanded: true }));
    await see(dark.getByRole("group", { name: /SUP-/ }));
    await axe(dark);
    await shot(dark, "lanes-dark");
    await dark.goto("/tickets");
    await see(rows(dark, t));
    await axe(dark);
    await shot(dark, "list-dark");
    const phone = await login({ width: 390 }, "/tickets");
    await see(rows(phone, t));
    await axe(phone);
    await shot(phone, "list-390");
    await phone.goto("/board?project=*");
    await see(phone.getByRole("group", { name: /-\d+ / }));
    await axe(phone);
    await shot(phone, "board-390");
  }),
]);
