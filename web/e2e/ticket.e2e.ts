/** One ticket: read, changed by two at once, moved, discussed, looked back upon. */
import assert from "node:assert/strict";

import type { Page } from "playwright-core";

import { both, suite, until, type Program } from "./harness";

interface Ticket { id: number; key: string; title: string; priority: string; status: string; content: string; version: number; watchers: string[]; links: unknown[]; category: string; assignee: string }
interface Offer { id: string; name: string; to: string; allowed: boolean }

const path = (key: string) => `/api/v1/tickets/${key}`;

async function make(program: Program, lang: string, more: object = {}): Promise<Ticket> {
  const body = { project: "SUP", title: `门铃不响 Bell is silent (${lang})`, content: "## 现象 What\n\n按了**没有**声音\n\n- 一楼\n- 二楼", category: "hardware", priority: "low", assignee: "liwei", ...more };
  return (await program.as("liwei")).call<Ticket>("POST", "/api/v1/tickets", body);
}

const read = async (program: Program, key: string) => (await program.as()).call<Ticket>("GET", path(key));
/** Whether the page is wider than its window. */
const overflows = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
const field = (page: Page, name: string) => page.locator(`[data-field="${name}"]`);

export default suite("demo", [
  both("a ticket shows all there is to it, wide, narrow, light and dark", async ({ program, login, see, t, lang, axe, shot }) => {
    const ticket = await make(program, lang, { tags: ["bell"] });
    const li = await program.as("liwei");
    await li.call("POST", `${path(ticket.key)}/comments`, { content: "看过了 **looked**" });
    await li.call("POST", `${path(ticket.key)}/comments`, { content: "只给同事 staff only", internal: true });
    await li.call("POST", `${path(ticket.key)}/links`, { kind: "parent_of", to: (await make(program, lang)).key });
    const page = await login({ user: "liwei", look: lang === "zh" ? "light" : "dark" }, `/tickets/${ticket.key}`);
    await see(page.getByRole("heading", { level: 1, name: ticket.title }));
    await see(page.getByRole("heading", { name: "现象 What" }));
    await see(page.getByText("看过了 looked"));
    await see(page.getByText(t("ticket:comment.internal"), { exact: true }));
    await see(page.getByText(t("ticket:linkKind.parentOf"), { exact: true }));
    await see(page.getByRole("button", { name: t("ticket:flow.title") }).or(page.getByRole("button", { name: t("ticket:flow.more") })));
    assert.equal(await page.title(), `${ticket.key} ${ticket.title} · Gongdan`);
    await axe(page);
    await shot(page, "ticket");
    const phone = await login({ user: "zhangmin", width: 390, look: lang === "zh" ? "dark" : "light" }, `/tickets/${ticket.id}`);
    await phone.waitForURL(`**/tickets/${ticket.key}`);
    await see(phone.getByText("看过了 looked"));
    assert.equal(await overflows(phone), false);
    await axe(phone);
    await shot(phone, "phone");
  }),

  both("another's change appears by itself, and of two who change the same each is asked what shall hold", async ({ program, login, see, gone, t, lang, refusals, axe, shot }) => {
    refusals(412);
    const ticket = await make(program, lang);
    const one = await login({ user: "liwei" }, `/tickets/${ticket.key}`);
    const two = await login({ user: "zhangmin" }, `/tickets/${ticket.key}`);
    for (const page of [one, two]) {
      await see(page.getByRole("heading", { level: 1, name: ticket.title }));
      await see(page.getByRole("img", { name: t("shell.live") }));
    }
    // One changes the priority and says something: the other sees both without asking.
    await field(one, "priority").click();
    await one.locator(".ant-select-item-option", { hasText: t("priority.high") }).click();
    await see(field(two, "priority").getByText(t("priority.high")));
    await one.locator("#composer").fill("马上去 on my way");
    await one.getByRole("button", { name: t("ticket:comment.send"), exact: true }).click();
    await see(two.getByRole("list", { name: t("ticket:activity.title") }).getByText("马上去 on my way"));
    // Both change the title; the second is asked.
    const button = (page: Page) => page.getByRole("heading", { level: 1 }).getByRole("button");
    const input = (page: Page) => page.getByRole("textbox", { name: t("ticket:field.title"), exact: true });
    await button(two).click();
    await input(two).fill("他们的 Theirs");
    await button(one).click();
    await input(one).fill("我的 Mine");
    await input(two).press("Enter");
    await until("the first title is kept", async () => (await read(program, ticket.key)).title === "他们的 Theirs");
    await input(one).press("Enter");
    const dialog = one.getByRole("dialog", { name: t("ticket:conflict.title") });
    await see(dialog.getByText("他们的 Theirs"));
    await see(dialog.getByText("我的 Mine"));
    await see(dialog.getByText(ticket.title));
    await axe(one);
    await shot(one, "conflict");
    assert.equal(await dialog.getByRole("button", { name: t("ticket:conflict.keep") }).isDisabled(), true, "nothing is chosen beforehand");
    await dialog.getByRole("radio").nth(1).check();
    await dialog.getByRole("button", { name: t("ticket:conflict.keep") }).click();
    await gone(dialog);
    await see(two.getByRole("heading", { level: 1, name: "我的 Mine" }));
    assert.equal((await read(program, ticket.key)).title, "我的 Mine");
    // What the other changed elsewhere is no reason to ask: it is put together.
    await button(one).click();
    await input(one).fill("又改 Again");
    await (await program.as("zhangmin")).call("PUT", path(ticket.key), { category: "elsewhere" });
    await input(one).press("Enter");
    await until("the title is kept", async () => (await read(program, ticket.key)).title === "又改 Again");
    assert.equal(await dialog.count(), 0);
  }),

  both("the description is edited in place with a preview, and a comment's draft outlives the page", async ({ program, login, see, gone, t, lang, axe, shot }) => {
    const ticket = await make(program, lang);
    const page = await login({ user: "liwei" }, `/tickets/${ticket.key}`);
    await see(page.getByRole("heading", { name: "现象 What" }));
    await page.keyboard.press("e");
    const editor = page.getByRole("textbox", { name: t("ticket:field.content"), exact: true });
    await editor.fill("新的**描述** <img src=x onerror=alert(1)>");
    await page.getByRole("tab", { name: t("markdown.preview") }).first().click();
    await see(page.locator("strong", { hasText: "描述" }));
    await axe(page);
    await shot(page, "description");
    await page.getByRole("tab", { name: t("markdown.write") }).first().click();
    await editor.press("Control+Enter");
    await gone(editor);
    await until("the description is kept", async () => (await read(program, ticket.key)).content.startsWith("新的**描述**"));
    await page.keyboard.press("m");
    await page.keyboard.type("请看 @zhangmi");
    await see(page.getByRole("listbox").getByRole("option", { name: "zhangmin" }));
    await page.keyboard.press("Enter");
    const composer = page.locator("#composer");
    assert.equal(await composer.inputValue(), "请看 @zhangmin ");
    await page.getByText(t("ticket:comment.internal"), { exact: true }).click();
    await page.reload();
    await see(page.getByRole("heading", { level: 1 }));
    assert.equal(await composer.inputValue(), "请看 @zhangmin ");
    await page.getByRole("button", { name: t("ticket:comment.sendInternal") }).click();
    await see(page.getByRole("list", { name: t("ticket:activity.title") }).getByText("请看 @zhangmin"));
    assert.equal(await composer.inputValue(), "");
  }),

  both("files are attached, looked at and taken away", async ({ program, login, see, gone, t, lang, axe, shot }) => {
    const ticket = await make(program, lang);
    const page = await login({ user: "liwei" }, `/tickets/${ticket.key}`);
    await see(page.getByText(t("ticket:files.none")));
    await page.locator('input[type="file"]').first().setInputFiles([
      { name: "日志.log", mimeType: "text/plain", buffer: Buffer.from("第一行 first line\n<script>alert(1)</script>\n") },
      { name: "dot.png", mimeType: "image/png", buffer: Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==", "base64") },
    ]);
    await page.getByRole("button", { name: t("ticket:files.preview", { name: "日志.log" }) }).click();
    const dialog = page.getByRole("dialog");
    await see(dialog.getByText("第一行 first line"));
    await axe(page);
    await shot(page, "file");
    await dialog.getByRole("button", { name: t("ticket:files.after") }).click();
    await see(dialog.getByRole("img", { name: "dot.png" }));
    await page.keyboard.press("Escape");
    await gone(dialog);
    await page.getByRole("button", { name: t("ticket:files.removeName", { name: "dot.png" }) }).click();
    await page.getByRole("button", { name: t("ticket:files.remove"), exact: true }).click();
    await gone(page.getByRole("button", { name: t("ticket:files.preview", { name: "dot.png" }) }));
  }),

  both("a step opens its screen, asks for consent where it must, and who is asked gives it", async ({ program, login, see, gone, t, lang, axe, shot }) => {
    const li = await program.as("liwei");
    const incident = await make(program, lang, { project: "INC", title: `队列积压 Backlog (${lang})` });
    const offers = async () => (await program.as("liwei")).call<Offer[]>("GET", `${path(incident.key)}/transitions`);
    const [first] = (await offers()).filter((one) => one.allowed && one.to === "acknowledged");
    if (first) await li.call("POST", `${path(incident.key)}/transition`, { transition: first.id });
    const page = await login({ user: "liwei" }, `/tickets/${incident.key}`);
    await see(page.getByRole("heading", { level: 1, name: incident.title }));
    await page.keyboard.press("t");
    await page.getByRole("menuitem").filter({ hasText: lang === "zh" ? "已挂起" : "Paused" }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.locator("textarea").last().fill("等厂商 waiting for the vendor");
    await axe(page);
    await shot(page, "screen");
    await dialog.getByRole("button", { name: t("ticket:flow.ask") }).click();
    await gone(dialog);
    await see(page.getByRole("heading", { name: t("ticket:approval.title") }));
    const admin = await login({}, "/approvals");
    await see(admin.getByText(incident.title));
    await axe(admin);
    await shot(admin, "approvals");
    const card = admin.getByRole("group", { name: incident.title });
    await card.getByRole("textbox", { name: t("ticket:approval.note") }).fill("同意 fine");
    await card.getByRole("button", { name: t("ticket:approval.consent") }).click();
    await until("the step was taken", async () => (await read(program, incident.key)).status === "paused");
    await gone(page.getByRole("heading", { name: t("ticket:approval.title") }));
  }),

  both("a step that asks nothing is taken by the keyboard alone", async ({ program, login, see, gone, t, lang }) => {
    const ticket = await make(program, lang);
    const page = await login({ user: "liwei" }, `/tickets/${ticket.key}`);
    const dialog = page.getByRole("dialog");
    const take = async () => {
      await see(page.getByRole("button", { name: t("ticket:flow.title") }).or(page.getByRole("button", { name: t("ticket:flow.more") })));
      await page.keyboard.press("t");
      await page.getByRole("menuitem").first().click();
      await see(dialog);
      await see(dialog.locator("button.ant-btn-primary:focus"));
    };
    // The button has the focus: Ctrl-Enter works from it, and so does Enter.
    await take();
    await page.keyboard.press("Control+Enter");
    await gone(dialog);
    const first = await until("a step was taken", async () => { const { status } = await read(program, ticket.key); return status !== ticket.status && status; });
    await see(page.locator("[data-page-title]:focus, main button:focus"));
    await take();
    await page.keyboard.press("Enter");
    await gone(dialog);
    await until("another step was taken", async () => (await read(program, ticket.key)).status !== first);
  }),

  both("one looks back along the steps, and compares two moments", async ({ program, login, see, gone, t, lang, axe, shot }) => {
    const ticket = await make(program, lang);
    const li = await program.as("liwei");
    await li.call("PUT", path(ticket.key), { priority: "high" });
    await li.call("PUT", path(ticket.key), { title: "后来 Later", content: "按了没有声音\n换了电池" });
    const page = await login({ user: "liwei" }, `/tickets/${ticket.key}?tab=history`);
    await see(page.getByRole("heading", { level: 1, name: "后来 Later" }));
    await page.getByRole("button", { name: t("ticket:past.open") }).click();
    const slider = page.getByRole("slider", { name: t("ticket:past.slider") });
    await slider.press("Home");
    await see(page.getByRole("heading", { level: 1, name: ticket.title }));
    await page.waitForURL(/asOf=/);
    await page.reload();
    await see(page.getByRole("heading", { level: 1, name: ticket.title }));
    await see(page.getByText("1 / 3", { exact: true }));
    await slider.press("End");
    await see(page.getByText("3 / 3", { exact: true }));
    await page.getByRole("button", { name: t("ticket:past.compare") }).click();
    await see(page.getByRole("heading", { name: t("ticket:difference.title") }));
    await see(page.getByRole("cell", { name: "后来 Later" }));
    await axe(page);
    await shot(page, "past");
    await page.getByRole("button", { name: t("ticket:past.now") }).click();
    await gone(slider);
    await page.getByRole("combobox", { name: t("ticket:activity.kinds") }).click();
    await page.locator(".ant-select-item-option", { hasText: t("ticket:kind.moves") }).click();
    await see(page.getByText(t("ticket:activity.noSteps")));
    assert.ok(page.url().includes("kinds=moves"));
  }),

  both("a category is kept by Enter, a customer writes a whole name, and a ticket that is removed meanwhile says so", async ({ program, login, refusals, see, gone, t, lang, axe, shot }) => {
    refusals(404);
    const wang = await program.as("wangfang");
    const body = { project: "SUP", title: `客户的 Customer's (${lang})`, content: "x", category: "hardware" };
    const ticket = await wang.call<{ key: string; title: string }>("POST", "/api/v1/tickets", body);
    const page = await login({ user: "wangfang" }, `/tickets/${ticket.key}`);
    await field(page, "category").click();
    const category = page.getByRole("combobox", { name: t("ticket:field.category") });
    await category.fill(`线路 Line ${lang}`);
    await category.press("Enter");
    await gone(category);
    await until("the category is kept", async () => (await read(program, ticket.key)).category === `线路 Line ${lang}`);
    await field(page, "assignee").click();
    const assignee = page.getByRole("textbox", { name: t("ticket:field.assignee") });
    await assignee.pressSequentially("liwei");
    assert.equal((await read(program, ticket.key)).assignee, "");
    await assignee.press("Enter");
    await gone(assignee);
    await until("it has somebody", async () => (await read(program, ticket.key)).assignee === "liwei");
    await page.locator("#composer").fill("还没说完 not said yet");
    await (await program.as("admin")).call("DELETE", path(ticket.key));
    await see(page.getByText(t("ticket:gone.title")));
    await gone(page.getByRole("button", { name: t("ticket:flow.title") }).or(page.getByRole("button", { name: t("ticket:flow.more") })));
    await gone(page.getByRole("button", { name: t("ticket:watch.add") }));
    assert.equal(await page.locator("#composer").inputValue(), "还没说完 not said yet");
    await axe(page);
    await shot(page, "gone");
  }),

  both("links, hours, watching and the next ticket go by buttons and keys", async ({ program, login, see, gone, t, lang }) => {
    const other = await make(program, lang, { title: `邻居 Neighbour ${lang}${Date.now()}` });
    const ticket = await make(program, lang);
    const page = await login({ user: "liwei" }, "/");
    await page.getByRole("link", { name: ticket.key }).first().click();
    await see(page.getByRole("heading", { level: 1, name: ticket.title }));
    await page.getByRole("button", { name: t("ticket:links.new") }).click();
    await page.getByRole("combobox", { name: t("ticket:links.which") }).fill(other.title);
    await page.locator(".ant-select-item-option", { hasText: other.key }).click();
    await page.getByRole("button", { name: t("ticket:links.add"), exact: true }).and(page.locator(".ant-btn-primary")).click();
    await see(page.getByRole("button", { name: t("ticket:links.removeKey", { key: other.key }) }));
    await page.keyboard.press("w");
    await until("it is watched", async () => (await read(program, ticket.key)).watchers.includes("liwei"));
    await page.getByText(t("ticket:activity.hours"), { exact: true }).first().click();
    await page.getByRole("spinbutton", { name: t("ticket:hours.hours") }).fill("1.5");
    await page.getByRole("button", { name: t("ticket:hours.add") }).click();
    await see(page.getByText(t("ticket:hours.count", { hours: 1.5 })));
    await page.keyboard.press("Escape");
    await page.getByRole("heading", { level: 1 }).focus();
    await page.keyboard.press("]");
    await gone(page.getByRole("heading", { level: 1, name: ticket.title }));
    await page.waitForURL((url) => url.pathname.startsWith("/tickets/") && !url.pathname.endsWith(ticket.key));
  }),
]);
