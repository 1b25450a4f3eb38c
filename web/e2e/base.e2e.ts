/** The frame of the pages, the log-in, My work and one's own account. */
import assert from "node:assert/strict";

import { both, PASSWORD, POLICY, suite, test, until } from "./harness";

interface Ticket { id: number; key: string; title: string; category: string; assignee: string }
const wish = { content: "来自端到端测试 – from a test", category: "account", priority: "high", project: "SUP" };

/** Whether a page is wider than its window. */
const overflows = () => document.documentElement.scrollWidth > document.documentElement.clientWidth;

export default suite("demo", [
  test("the page says what it may do, and keeps nothing of a log-in where scripts can read it", async ({ login, program, see, t }) => {
    const answer = await fetch(program.url);
    assert.equal(answer.headers.get("content-security-policy"), POLICY);
    const page = await login();
    await see(page.getByRole("heading", { name: t("home:assigned") }));
    const kept = await page.evaluate(() => `${document.cookie} ${JSON.stringify([localStorage, sessionStorage].map((store) => Object.entries(store)))} ${location.href}`);
    for (const cookie of await page.context().cookies()) {
      assert.ok(cookie.httpOnly && cookie.sameSite === "Strict", `${cookie.name} is for the server only`);
      assert.ok(!kept.includes(cookie.value), `${cookie.name} is nowhere in the page`);
    }
  }),

  both("who is not known logs in and comes to where they wanted", async ({ visit, signIn, see, t, axe, shot }) => {
    const page = await visit("/profile");
    await see(page.getByRole("heading", { name: t("session:title") }));
    await page.getByRole("button", { name: t("session:submit") }).click();
    await see(page.getByText(t("session:passwordMissing")));
    await signIn(page, { user: "liwei", password: "not-the-password" });
    await see(page.getByRole("alert").getByText(t("session:wrong")));
    await axe(page);
    await shot(page, "log-in");
    await signIn(page, { user: "liwei" });
    await see(page.getByRole("heading", { name: t("session:myself") }));
    assert.equal(new URL(page.url()).pathname, "/profile");
    await page.getByRole("button", { name: t("shell.account") }).click();
    await page.getByRole("menuitem", { name: t("shell.logout") }).click();
    await see(page.getByRole("heading", { name: t("session:title") }));
    assert.deepEqual(await page.context().cookies(), []);
  }),

  both("the page of the log-in speaks the browser's language until another is chosen", async ({ visit, lang, see }) => {
    const page = await visit("/login", { undecided: true });
    const [own, other] = lang === "zh" ? ["简体中文", "English"] : ["English", "简体中文"];
    await see(page.getByRole("button", { name: own, pressed: true }));
    await page.getByRole("button", { name: other }).click();
    await see(page.getByRole("button", { name: other, pressed: true }));
    await page.reload();
    await see(page.getByRole("button", { name: other, pressed: true }));
  }),

  both("My work shows what is assigned, and another's change without being asked", async ({ program, login, see, t, lang, axe, shot }) => {
    const page = await login({ user: "liwei", look: lang === "zh" ? "light" : "dark" });
    for (const section of ["assigned", "watching", "approvals", "recent"] as const) await see(page.getByRole("heading", { name: t(`home:${section}`) }));
    await see(page.getByRole("img", { name: t("shell.live") }));
    const title = `现在归你了 now yours (${lang})`;
    await (await program.as()).call<Ticket>("POST", "/api/v1/tickets", { ...wish, title, assignee: "liwei" });
    await see(page.getByText(title));
    await axe(page);
    await shot(page, "my-work");
  }),

  both("a ticket is made from anywhere", async ({ program, login, see, gone, t, lang, axe, shot }) => {
    const page = await login({ user: "liwei" });
    await see(page.getByRole("heading", { name: t("home:assigned") }));
    await page.evaluate(() => localStorage.setItem("gongdan.lastProject", "SUP"));
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog");
    await see(dialog.getByRole("heading", { name: t("create.title") }).or(dialog.getByText(t("create.title"))));
    await dialog.getByRole("button", { name: t("create.submit") }).click();
    await see(dialog.getByText(t("form.required")));
    await axe(page);
    await shot(page, "create");
    const title = `打印机卡纸 Paper jam (${lang})`;
    await dialog.getByRole("textbox", { name: t("field.title") }).fill(title);
    await dialog.getByRole("textbox", { name: t("field.content") }).fill("**三楼** – third floor");
    await dialog.getByRole("combobox", { name: t("field.category") }).fill("hardware");
    await page.keyboard.press("Control+Enter");
    await gone(dialog);
    const key = await until("the ticket is there", async () => (await (await program.as()).call<{ items: Ticket[] }>("GET", `/api/v1/tickets?q=${encodeURIComponent(title)}`)).items.find((one) => one.title === title)?.key);
    await see(page.getByText(t("create.done", { key })));
    await page.waitForURL(`**/tickets/${key}`);
  }),

  both("the palette finds pages, actions and tickets by the keyboard", async ({ login, see, gone, t, axe, shot }) => {
    const page = await login({ user: "liwei" });
    await see(page.getByRole("heading", { name: t("home:assigned") }));
    await page.keyboard.press("Control+k");
    const box = page.getByRole("combobox", { name: t("palette.title") });
    await see(box);
    await axe(page);
    await shot(page, "palette");
    await box.fill("VPN");
    await see(page.getByRole("option").filter({ hasText: /[A-Z]+-\d+/ }));
    await box.fill(t("look.dark"));
    await see(page.getByRole("option", { name: t("palette.look", { look: t("look.dark") }) }));
    await page.keyboard.press("Enter");
    await gone(box);
    assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
    await page.keyboard.press("Control+k");
    await box.fill(t("shell.profile"));
    await see(page.getByRole("option", { name: t("shell.profile"), selected: true }));
    await page.keyboard.press("Enter");
    await page.waitForURL("**/profile");
    await page.keyboard.press("?");
    await see(page.getByRole("dialog").getByText(t("keys.title")));
    await axe(page);
    await shot(page, "help");
  }),

  both("the bell tells what others did, and forgets it when it was read", async ({ program, login, see, t, lang, axe, shot }) => {
    const person = lang === "zh" ? "zhangmin" : "anna";
    const page = await login({ user: person });
    await page.getByRole("button", { name: t("bell.label", { count: 0 }) }).click();
    await page.keyboard.press("Escape");
    const title = `请处理 please do (${lang})`;
    await (await program.as()).call("POST", "/api/v1/tickets", { ...wish, title, assignee: person });
    await page.getByRole("button", { name: t("bell.label", { count: 1 }) }).click();
    await see(page.getByRole("button", { name: title }));
    await axe(page);
    await shot(page, "bell");
    await page.getByRole("button", { name: t("bell.readAll") }).click();
    await see(page.getByRole("button", { name: t("bell.label", { count: 0 }) }));
  }),

  both("no key stands where a name is on its way", async ({ program, login, see, t, lang, shot }) => {
    const admin = await program.as();
    const { key, status } = await admin.call<{ key: string; status: string }>("POST", "/api/v1/tickets", { title: `Slow names (${lang})`, content: "x", project: "NET", type: "repair", category: "line" });
    const page = await login({ user: "liwei" });
    await see(page.getByRole("heading", { name: t("home:assigned") }));
    const gate = { open: (): void => undefined };
    const held = new Promise<void>((done) => { gate.open = done; });
    await page.route(/\/api\/v1\/(statuses|names|projects)(\/NET\/fields)?(\?|$)/, async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`/tickets/${key}`);
    await see(page.getByRole("heading", { name: `Slow names (${lang})` }));
    await see(page.getByRole("list", { name: t("ticket:activity.title") }).getByRole("listitem"));
    await shot(page, "names-awaited");
    for (const word of [status, "repair", "NET", "admin"]) assert.equal(await page.getByText(word, { exact: true }).count(), 0, `${word} is not to be seen`);
    gate.open();
    await see(page.locator("[data-category]"));
    await page.unrouteAll({ behavior: "wait" });
  }),

  both("one's name, password and tokens are changed on the profile", async ({ program, login, see, gone, t, lang, axe, shot }) => {
    const person = lang === "zh" ? "chenjie" : "tom";
    const page = await login({ user: person, look: lang === "zh" ? "dark" : "light" }, "/profile");
    await see(page.getByRole("heading").getByText(t("level.operator")));
    await page.getByLabel(t("session:nickname"), { exact: true }).fill("新名字 New");
    await page.getByRole("button", { name: t("session:save") }).click();
    await see(page.getByText(t("session:saved"), { exact: true }));
    await see(page.getByRole("heading", { name: "新名字 New" }));
    await page.getByRole("textbox", { name: t("session:oldPassword"), exact: true }).fill(PASSWORD);
    await page.getByRole("textbox", { name: t("password.new"), exact: true }).fill("another-orchard-42");
    await page.getByLabel(t("password.again")).fill("another-orchard-43");
    await page.getByRole("button", { name: t("session:changePassword") }).click();
    await see(page.getByText(t("password.different")));
    await page.getByLabel(t("password.again")).fill("another-orchard-42");
    await page.getByRole("button", { name: t("session:changePassword") }).click();
    await see(page.getByText(t("session:passwordChanged")));
    await page.getByRole("main").getByRole("button", { name: t("session:make") }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("session:purpose")).fill("CI");
    await dialog.getByRole("button", { name: t("session:make") }).click();
    await see(dialog.getByText(t("secret.once")));
    const secret = await dialog.locator("code").first().innerText();
    const asked = await fetch(`${program.url}/api/v1/profile`, { headers: { Authorization: `Bearer ${secret}` } });
    assert.equal(asked.status, 200, "the token works");
    await dialog.getByRole("button", { name: t("secret.kept") }).click();
    await gone(dialog);
    await see(page.getByRole("button", { name: t("session:revoke") }));
    await axe(page);
    await shot(page, "profile");
    await page.getByRole("button", { name: t("session:revoke") }).click();
    await page.getByRole("tooltip").getByRole("button", { name: t("session:revoke") }).click();
    await see(page.getByText(t("session:noTokens")));
  }),

  test("language and look are switched and kept", async ({ login, see, t }) => {
    const page = await login({ user: "liuyang" });
    await see(page.getByRole("heading", { name: t("home:assigned") }));
    await page.getByRole("button", { name: t("shell.account") }).click();
    await page.getByRole("menuitem", { name: t("shell.look") }).hover();
    await page.getByRole("menuitem", { name: t("look.dark") }).click();
    await until("it is dark", () => page.evaluate(() => document.documentElement.dataset.theme === "dark"));
    await page.getByRole("button", { name: t("shell.account") }).click();
    await page.getByRole("menuitem", { name: t("shell.language") }).hover();
    await page.getByRole("menuitem", { name: "简体中文" }).click();
    await see(page.getByText("分配给我").or(page.getByRole("link", { name: "我的工作" })));
    await page.reload();
    await see(page.getByRole("link", { name: "我的工作" }));
    assert.equal(await page.evaluate(() => `${document.documentElement.dataset.theme ?? ""} ${document.documentElement.lang}`), "dark zh-CN");
  }),

  both("on a phone everything is there and nothing sticks out", async ({ login, see, t, lang, axe, shot }) => {
    const page = await login({ user: "liwei", width: 390, look: lang === "zh" ? "dark" : "light" });
    await see(page.getByRole("heading", { name: t("home:assigned") }));
    assert.equal(await page.evaluate(overflows), false);
    await axe(page);
    await shot(page, "phone-my-work");
    await page.getByRole("button", { name: t("shell.openMenu") }).click();
    await see(page.getByRole("link", { name: t("home:nav") }));
    await axe(page);
    await shot(page, "phone-menu");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /\d/ }).first().click();
    await shot(page, "phone-bell");
    await page.goto("/profile");
    await see(page.getByRole("heading", { name: t("session:myself") }));
    assert.equal(await page.evaluate(overflows), false);
    await shot(page, "phone-profile");
  }),

  test("a log-in that has run out is renewed without a word, one that has ended leads to the log-in and back", async ({ login, signIn, see, t }) => {
    const page = await login({ user: "liwei" });
    await see(page.getByRole("heading", { name: t("home:assigned") }));
    await page.context().clearCookies({ name: "gongdan_session" });
    await page.goto("/profile");
    await see(page.getByRole("heading", { name: t("session:myself") }));
    assert.ok((await page.context().cookies()).some((cookie) => cookie.name === "gongdan_session"), "it was renewed");
    await page.context().clearCookies();
    await page.getByRole("button", { name: t("session:save") }).click();
    await see(page.getByRole("heading", { name: t("session:title") }));
    await signIn(page, { user: "liwei" });
    await page.waitForURL("**/profile");
    await see(page.getByRole("heading", { name: t("session:myself") }));
  }),

  both("the network may go and come back", async ({ program, login, refusals, see, gone, t, lang, shot }) => {
    refusals("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "ERR_CONNECTION_RESET", "ERR_CONNECTION_CLOSED", "ERR_SOCKET_NOT_CONNECTED", "ERR_EMPTY_RESPONSE", "ERR_INCOMPLETE_CHUNKED_ENCODING", 502, 503);
    const page = await login({ user: "liwei" });
    await see(page.getByRole("img", { name: t("shell.live") }));
    await page.context().setOffline(true);
    await see(page.getByText(t("state.offline")));
    await shot(page, "offline");
    // What was not fetched yet cannot be opened: that is said, the page stays, and later it can.
    await page.keyboard.press("c");
    await see(page.locator(".ant-notification-notice, .ant-message-notice").filter({ hasText: t("state.noAnswer") }));
    await see(page.getByRole("heading", { name: t("home:assigned") }));
    await page.context().setOffline(false);
    await gone(page.getByText(t("state.offline")));
    await page.keyboard.press("c");
    await see(page.getByRole("dialog").getByLabel(t("field.title"), { exact: true }));
    await page.keyboard.press("Escape");
    await gone(page.getByRole("dialog"));
    // Esc closes the palette with what was typed.
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: t("palette.title") }).fill("wang");
    await page.keyboard.press("Escape");
    await gone(page.getByRole("dialog"));
    await program.cut();
    await see(page.getByRole("img", { name: t("shell.notLive") }));
    await program.again();
    await see(page.getByRole("img", { name: t("shell.live") }));
    const title = `又连上了 back again (${lang})`;
    await (await program.as()).call("POST", "/api/v1/tickets", { ...wish, title, assignee: "liwei" });
    await see(page.getByText(title));
  }),

  both("an address that leads nowhere says so", async ({ login, see, t, axe }) => {
    const page = await login({ user: "liwei" }, "/no/such/page");
    await see(page.getByText(t("state.notFoundText")));
    await axe(page);
    await page.getByRole("link", { name: t("state.home") }).click();
    await see(page.getByRole("heading", { name: t("home:assigned") }));
  }),
]);
