/** Administration: people and their rights, projects, words, credentials, webhooks, hooks, the audit, and how the server is. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import { PASSWORD, both, suite, test, until } from "./harness";

/** Each language makes its own things: the tests of a suite share one program. */
const named = (name: string, lang: string) => `${name}-${lang}`;

const pages = ["people", "groups", "roles", "departments", "rules", "projects", "words", "credentials", "webhooks", "hooks", "audit", "data", "system"] as const;

export default suite("fresh", [
  both("every page of administration is there, in light and dark, wide and narrow", async ({ login, t, see, axe, shot }) => {
    const page = await login({}, "/admin");
    for (const name of pages) {
      await page.getByRole("navigation", { name: t("admin:navigation") }).getByRole("link", { name: t(`admin:place.${name}`), exact: true }).click();
      await see(page.getByRole("heading", { level: 1, name: t(`admin:place.${name}`), exact: true }));
    }
    await see(page.getByRole("list", { name: t("admin:health.title") }).getByRole("listitem").filter({ hasText: t("admin:health.check.database") }));
    await axe(page);
    const phone = await login({ width: 390, look: "dark" }, "/admin/projects/SUP?tab=types");
    await see(phone.getByRole("button", { name: t("admin:type.add") }));
    await axe(phone);
    await shot(phone, "project-phone");
    const wide = await phone.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `the page is ${wide} pixels wide`);
  }),

  both("a person is added with a password that is shown once and opens the door", async ({ login, visit, signIn, t, see, axe, shot, lang }) => {
    const username = named("wangwu", lang);
    const page = await login({}, "/admin/people");
    await page.getByRole("button", { name: t("admin:people.new") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("admin:people.username")).fill(username);
    await dialog.locator("#nickname").fill("王五");
    await axe(page);
    await dialog.getByRole("button", { name: t("admin:people.add") }).click();
    await see(page.getByText(t("secret.once")));
    const password = (await page.getByRole("dialog").locator("code").last().textContent()) ?? "";
    assert.match(password, /^\w{4}-\w{4}-\w{4}-\w{4}$/);
    await page.getByRole("button", { name: t("secret.kept") }).click();
    await see(page.getByRole("heading", { name: "王五" }));
    assert.equal(new URL(page.url()).pathname, `/admin/people/${username}`);
    await axe(page);
    await shot(page, "person");
    const theirs = await visit("/profile");
    await signIn(theirs, { user: username, password });
    await see(theirs.getByText(t("session:myself")));
  }),

  both("an account that is shut out is asked for by its name first", async ({ login, program, t, see, gone, lang }) => {
    const username = named("leaver", lang);
    await (await program.as()).call("POST", "/api/v1/users", { username });
    const page = await login({}, `/admin/people/${username}`);
    await page.getByRole("button", { name: t("admin:people.disable") }).click();
    const dialog = page.getByRole("dialog");
    const yes = dialog.getByRole("button", { name: t("admin:people.disable") });
    assert.ok(await yes.isDisabled());
    await dialog.getByRole("textbox").fill(username);
    await yes.click();
    await gone(dialog);
    await see(page.getByText(t("admin:people.isDisabled")));
    await page.getByRole("button", { name: t("admin:people.enable") }).click();
    await see(page.getByRole("button", { name: t("admin:people.disable") }));
  }),

  both("two who change the same thing are told, and choose", async ({ login, program, refusals, t, see, gone, shot, lang }) => {
    refusals(412);
    const admin = await program.as();
    const { uuid } = await admin.call<{ uuid: string }>("POST", "/api/v1/groups", { name: named("night crew", lang), members: ["admin"] });
    const page = await login({}, `/admin/groups/${uuid}`);
    const description = page.getByLabel(t("admin:description"));
    await description.fill("mine");
    await admin.call("PUT", `/api/v1/groups/${uuid}`, { description: "theirs" });
    await page.getByRole("button", { name: t("admin:edit.save"), exact: true }).click();
    await see(page.getByText(t("admin:edit.conflict")));
    await shot(page, "conflict");
    assert.equal(await description.inputValue(), "mine");
    await page.getByRole("button", { name: t("admin:edit.mine") }).click();
    await until("mine is kept", async () => (await admin.call<{ description: string }>("GET", `/api/v1/groups/${uuid}`)).description === "mine");
    await gone(page.getByText(t("admin:edit.conflict")));
  }),

  both("a rule is made and read in words", async ({ login, program, t, see, axe, lang }) => {
    await (await program.as()).call("POST", "/api/v1/roles", { name: named("lead", lang) });
    const page = await login({}, "/admin/rules");
    await page.getByRole("button", { name: t("admin:rules.new") }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("admin:rules.who")).click();
    await page.getByTitle(t("admin:domain.everyone"), { exact: true }).click();
    await dialog.getByRole("button", { name: t("admin:make") }).click();
    await see(page.getByRole("cell", { name: t("admin:domain.everyone") }));
    await see(page.getByRole("cell", { name: t("admin:permission.view_tickets") }));
    await axe(page);
  }),

  both("a project gets a field of its own, and the server's refusal stands at its input", async ({ login, program, refusals, t, see, axe, shot, lang }) => {
    refusals(422);
    const key = `LAB${lang.toUpperCase()}`;
    const page = await login({}, "/admin/projects");
    await page.getByRole("button", { name: t("admin:project.new") }).click();
    await page.getByRole("dialog").getByLabel(t("admin:name")).fill("Lab 实验室");
    await page.getByRole("dialog").getByLabel(t("admin:project.key")).fill(key);
    await page.getByRole("dialog").getByRole("button", { name: t("admin:make") }).click();
    await see(page.getByRole("heading", { name: /Lab 实验室/ }));
    await page.getByRole("tab", { name: t("admin:project.tab.fields") }).click();
    await page.getByRole("button", { name: t("admin:field.add") }).click();
    await page.getByLabel(t("admin:field.key"), { exact: true }).fill("Bad key");
    await page.getByLabel(t("admin:field.zh")).fill("房间");
    await page.getByLabel(t("admin:field.en")).fill("Room");
    await page.getByRole("button", { name: t("admin:edit.save"), exact: true }).click();
    await see(page.locator(".ant-form-item-explain-error"));
    await shot(page, "field");
    await page.getByLabel(t("admin:field.key"), { exact: true }).fill("room");
    await page.getByRole("button", { name: t("admin:edit.save"), exact: true }).click();
    await see(page.getByText(t("admin:edit.saved"), { exact: true }));
    await axe(page);
    const { items } = await (await program.as()).call<{ items: { key: string; name: { zh: string } }[] }>("GET", `/api/v1/projects/${key}/fields`);
    assert.deepEqual(items.map((one) => [one.key, one.name.zh]), [["room", "房间"]]);
  }),

  both("words of the five APIs are changed side by side", async ({ login, program, t, see, axe, shot, lang }) => {
    const page = await login({ look: lang === "zh" ? "light" : "dark" }, "/admin/words?project=SUP");
    const cell = page.getByLabel(t("admin:words.of", { key: "open", surface: t("admin:words.surface.traces") }), { exact: true });
    await cell.fill(`opened-${lang}`);
    await page.getByRole("button", { name: t("admin:edit.save"), exact: true }).click();
    await see(page.getByText(t("admin:edit.saved"), { exact: true }));
    await axe(page);
    await shot(page, "words");
    const { items } = await (await program.as()).call<{ items: { surface: string; key: string; word: string }[] }>("GET", "/api/v1/projects/SUP/vocabulary");
    assert.ok(items.some((one) => one.surface === "traces" && one.key === "open" && one.word === `opened-${lang}`));
  }),

  both("a token is shown once and revoked", async ({ login, t, see, gone, axe, lang }) => {
    const name = named("robot", lang);
    const page = await login({}, "/admin/credentials");
    await page.getByRole("button", { name: t("admin:credential.newToken") }).click();
    await page.getByRole("dialog").getByLabel(t("admin:credential.purpose")).fill(name);
    await page.getByRole("dialog").getByRole("button", { name: t("admin:make") }).click();
    await see(page.getByText(/^gd_/));
    await page.getByRole("button", { name: t("secret.kept") }).click();
    const row = page.getByRole("row", { name: new RegExp(name) });
    await see(row);
    assert.equal(await page.getByText(/^gd_/).count(), 0);
    await axe(page);
    await row.getByRole("button", { name: t("admin:credential.revoke") }).click();
    await page.getByRole("tooltip").getByRole("button", { name: t("admin:credential.revoke") }).click();
    await gone(row);
  }),

  both("a webhook is made and tested, and its log tells why it fails", async ({ login, t, see, axe, shot, lang }) => {
    const name = named("chat", lang);
    const page = await login({}, "/admin/webhooks");
    await page.getByRole("button", { name: t("admin:webhook.new") }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("admin:name")).fill(name);
    // An address of this machine is not allowed: the log says so.
    await dialog.getByLabel(t("admin:webhook.url")).fill("http://127.0.0.1:9/hook");
    await dialog.getByRole("button", { name: t("admin:make") }).click();
    await see(page.getByText(/^whsec_/));
    await page.getByRole("button", { name: t("secret.kept") }).click();
    await see(page.getByRole("heading", { name: new RegExp(name) }));
    await page.getByRole("button", { name: t("admin:webhook.test") }).click();
    const log = page.getByRole("region", { name: t("admin:delivery.one") });
    await see(log.getByText("webhook.test"));
    await see(log.getByText(t("admin:delivery.noAnswer")));
    await axe(page);
    await shot(page, "webhook");
    await page.getByRole("button", { name: t("admin:remove") }).click();
    await page.getByRole("dialog").getByRole("textbox").fill(name);
    await page.getByRole("dialog").getByRole("button", { name: t("admin:remove") }).click();
    await see(page.getByRole("heading", { name: t("admin:place.webhooks"), exact: true }));
  }),

  both("an incoming hook says where to send and shows its secret once", async ({ login, t, see, axe, lang }) => {
    const page = await login({}, "/admin/hooks");
    await page.getByRole("button", { name: t("admin:hook.new") }).first().click();
    await page.getByRole("dialog").getByLabel(t("admin:name"), { exact: true }).fill(named("git", lang));
    await page.getByRole("dialog").getByRole("button", { name: t("admin:make") }).click();
    await see(page.getByText(/^gdh_/));
    await see(page.getByText(/\/api\/v1\/hooks\/git\/github\?hook=/));
    await page.getByRole("button", { name: t("secret.kept") }).click();
    await see(page.getByRole("row", { name: new RegExp(named("git", lang)) }));
    await axe(page);
  }),

  both("the audit is filtered in the filter language, and an error in it is told", async ({ login, refusals, t, see, axe, shot }) => {
    refusals(400);
    const page = await login({}, "/admin/audit");
    const entries = page.getByRole("list", { name: t("admin:place.audit") });
    await see(entries.getByText(t("admin:did.session_login")));
    await page.getByRole("button", { name: t("admin:audit.quick.logins"), exact: true }).click();
    await until("the filter stands in the address", () => Promise.resolve(new URL(page.url()).searchParams.get("filter") === "action ^= session."));
    await entries.getByRole("button").first().click();
    await see(page.getByText("session.login", { exact: true }));
    await axe(page);
    await shot(page, "audit");
    await page.goto("/admin/audit?filter=actor+%3D");
    await see(page.getByRole("alert").filter({ hasText: /\S/ }));
  }),

  both("the system page tells how the server is, and verifies what it keeps", async ({ login, program, t, see, gone, axe, shot, lang }) => {
    const admin = await program.as();
    const page = await login({ look: lang === "zh" ? "light" : "dark" }, "/admin/system");
    const { checks, counts } = await admin.call<{ checks: { finding: string }[]; counts: { tickets: number } }>("GET", "/api/v1/system", undefined, { "Accept-Language": lang });
    await see(page.getByText(checks.at(-1)?.finding ?? "", { exact: true }));
    await see(page.getByRole("link", { name: String(counts.tickets), exact: true }));
    // What an earlier one found stands there until this one ends.
    const newest = async () => (await admin.call<{ last: { jobId: string; report: { sound: boolean } } | null }>("GET", "/api/v1/system/verify")).last;
    const before = await newest();
    await page.getByRole("button", { name: t("admin:verify.start") }).click();
    await until("another verification has ended", async () => (await newest())?.jobId !== before?.jobId);
    const last = await newest();
    assert.equal(last?.report.sound, true);
    const link = page.getByRole("link", { name: t("admin:verify.job"), exact: true });
    await until("the page tells of it", async () => (await link.getAttribute("href")) === `/jobs/${last.jobId}`);
    await see(page.getByText(t("admin:verify.sound")));
    await axe(page);
    await shot(page, "system");

    // From the audit as well; what it found stays, and the audit tells who asked.
    await page.goto("/admin/audit");
    await page.getByRole("button", { name: t("admin:audit.verify"), exact: true }).click();
    await see(page.getByText(t("admin:verify.sound")));
    await see(page.getByRole("list", { name: t("admin:place.audit") }).getByText(t("admin:did.system_verify")));
    await axe(page);
    await page.getByRole("button", { name: t("admin:audit.verify"), exact: true }).click();
    await gone(page.getByText(t("admin:verify.sound")));

    const phone = await login({ width: 390 }, "/admin/system");
    await see(phone.getByText(t("admin:verify.sound")));
    await axe(phone);
    await shot(phone, "system-phone");
    const wide = await phone.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `the page is ${wide} pixels wide`);
  }),

  both("tickets and workflows are downloaded, and commands are copied", async ({ login, program, t, see, axe, shot }) => {
    const admin = await program.as();
    await admin.call("POST", "/api/v1/tickets", { title: "To be exported 导出", content: "x", category: "printers" });
    const page = await login({}, "/admin/data");
    await page.getByText(t("admin:data.formats.jsonl"), { exact: true }).click();
    const [file] = await Promise.all([page.waitForEvent("download"), page.locator("a[href*='tickets/export']").click()]);
    assert.equal(file.suggestedFilename(), "tickets.jsonl");
    assert.ok(readFileSync(await file.path(), "utf8").includes("To be exported 导出"));
    const [definition] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: t("admin:data.downloadOf", { name: "INC/incident" }) }).click()]);
    assert.match(definition.suggestedFilename(), /workflow\.json$/);
    const command = "gongdan export before-the-move.tar";
    await page.getByRole("button", { name: t("admin:data.copy", { command }), exact: true }).click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), command);
    await see(page.getByText(t("admin:data.byCommand")));
    await axe(page);
    await shot(page, "data");
  }),

  both("everybody is shown what they may open and do, and nothing that is refused", async ({ login, program, t, see, shot, lang }) => {
    const admin = await program.as();
    const auditor = named("auditor", lang);
    const customer = named("customer", lang);
    const guest = named("guest", lang);
    for (const [username, access] of [[auditor, "operator"], [customer, "user"], [guest, "unregistered"]]) await admin.call("POST", "/api/v1/users", { username, access, password: PASSWORD });
    const { uuid } = await admin.call<{ uuid: string }>("GET", `/api/v1/users/${auditor}`);
    await admin.call("POST", "/api/v1/permission-rules", { permission: "view_audit", userDomainType: "single_user", userDomainParam: uuid });
    const { key } = await admin.call<{ key: string }>("POST", "/api/v1/tickets", { title: "Watched by a customer", content: "x", category: "printers" });
    await admin.call("POST", `/api/v1/tickets/${key}/watchers`, { username: customer });
    const nav = { name: t("shell.navigation") };

    const theirs = await login({ user: auditor }, "/admin");
    const places = theirs.getByRole("navigation", { name: t("admin:navigation") });
    await see(theirs.getByRole("heading", { level: 1, name: t("admin:place.audit"), exact: true }));
    assert.deepEqual(await places.getByRole("link").allTextContents(), [t("admin:place.audit")]);
    await theirs.goto("/admin/system");
    await see(theirs.getByText(t("admin:onlyAdmins")));
    await theirs.goto("/functions");
    await see(theirs.getByRole("heading", { level: 1 }));
    assert.equal(await theirs.getByRole("tab", { name: t("functions:schedules") }).count(), 0);

    const page = await login({ user: customer }, `/tickets/${key}`);
    await see(page.getByText("Watched by a customer").first());
    const links = await page.getByRole("navigation", nav).getByRole("link").allTextContents();
    for (const hidden of [t("admin:nav"), t("functions:nav")]) assert.ok(!links.includes(hidden), hidden);
    await see(page.locator("#composer"));
    assert.equal(await page.getByRole("button", { name: t("ticket:delete.yes") }).count(), 0);
    assert.equal(await page.locator("[data-field]").count(), 0);
    await shot(page, "customer");

    const nobody = await login({ user: guest });
    await see(nobody.getByText(t("home:guest")));
    assert.equal(await nobody.getByRole("button", { name: t("shell.create") }).count(), 0);
    await shot(nobody, "guest");
  }),

  test("who is no administrator is not let in", async ({ login, program, see, t }) => {
    await (await program.as()).call("POST", "/api/v1/users", { username: "visitor", password: "Kx7-plum-orchard-41", access: "user" });
    const page = await login({ user: "visitor" }, "/admin/people");
    await see(page.getByText(t("admin:onlyAdmins")));
  }),

  // The last one: what it breaks stays broken.
  both("what was changed behind the server's back is told, with the way to it", async ({ login, program, t, see, axe, shot, lang }) => {
    const { id, key } = await (await program.as()).call<{ id: number; key: string }>("POST", "/api/v1/tickets", { title: `Tampered with (${lang})`, content: "x", category: "printers" });
    await program.cut();
    program.tamper(`UPDATE event SET note = 'never said' WHERE ticket_id = ${id}`);
    await program.again();
    const page = await login({ look: lang === "zh" ? "dark" : "light" }, "/admin/system");
    await page.getByRole("button", { name: t("admin:verify.start") }).click();
    const row = page.getByRole("table", { name: t("admin:verify.findings") }).getByRole("row").filter({ hasText: `#${id}` });
    await see(row.filter({ hasText: t("admin:verify.place.step") }));
    await axe(page);
    await shot(page, "findings");
    const phone = await login({ width: 390, look: lang === "zh" ? "light" : "dark" }, "/admin/system");
    await see(phone.getByRole("table", { name: t("admin:verify.findings") }));
    await axe(phone);
    await shot(phone, "findings-phone");
    const wide = await phone.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `the page is ${wide} pixels wide`);
    await row.getByRole("link").first().click();
    await see(page.getByRole("link", { name: key, exact: true }));
  }),
]);
