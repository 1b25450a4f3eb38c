/** Incidents: the board, one incident, and the figures. */
import assert from "node:assert/strict";

import { both, suite, test, type Program } from "./harness";

interface Made { id: number; key: string }

/** An incident of its own for a test. */
async function made(program: Program, title: string): Promise<Made> {
  const admin = await program.as();
  return admin.call<Made>("POST", "/api/v1/tickets", { title, content: "**支付**超时 – payments time out", project: "INC", type: "incident", priority: "critical", category: "function" });
}

export default suite("demo", [
  both("the board has incidents by severity, and one leads to its page", async ({ program, login, t, see, axe, shot, lang }) => {
    const { key } = await made(program, `Payments are down (${lang})`);
    const page = await login({ look: lang === "zh" ? "light" : "dark" }, "/incidents");
    const column = page.getByRole("region", { name: `P1 ${t("incidents:severity.P1")}` });
    await see(column.getByText(`Payments are down (${lang})`));
    await axe(page);
    await shot(page, "board");
    await column.getByText(`Payments are down (${lang})`).click();
    await see(page.getByRole("link", { name: key, exact: true }));
    await see(page.getByText(t("incidents:told.created")));
  }),

  both("a card tells roles, pause and times, and the board asks for none of them one by one", async ({ program, login, t, see, gone, axe, shot, lang }) => {
    const admin = await program.as();
    const title = `The queue is paused (${lang})`;
    const { key } = await made(program, title);
    const page = await login({ look: lang === "zh" ? "dark" : "light" });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.goto("/incidents");
    const card = page.getByRole("listitem").filter({ hasText: title });
    await see(card.getByText(t("incidents:waiting")));
    await see(card.getByText(t("incidents:noCommander")));
    assert.deepEqual(asked.filter((path) => /^\/api\/v1\/tickets\/.+\/(roles|times|severity)$/.test(path)), []);
    // What changes elsewhere appears.
    await admin.call("PUT", `/api/v1/tickets/${key}/roles`, { roles: { commander: "chenjie", scribe: "liwei" } });
    await see(card.getByText("陈杰"));
    await see(card.getByRole("img", { name: "李伟" }));
    await admin.call("POST", `/api/v1/tickets/${key}/transition`, { status: "acknowledged" });
    await gone(card.getByText(t("incidents:waiting")));
    await see(card.getByText(t("incidents:short.acknowledge")));
    // A pause needs somebody else's consent.
    const asking = await (await program.as("liwei")).call<{ approval: { id: number } }>("POST", `/api/v1/tickets/${key}/transition`, { status: "paused", fields: { pause_reason: "waits for the vendor" } });
    await admin.call("POST", `/api/v1/tickets/${key}/approvals/${asking.approval.id}/vote`, { vote: "consent" });
    await see(card.getByText(t("incidents:pausedSince")));
    await see(card.getByText("waits for the vendor"));
    await axe(page);
    await shot(page, "board-roles");
    const phone = await login({ width: 390 }, "/incidents");
    await see(phone.getByRole("listitem").filter({ hasText: title }));
    await axe(phone);
    const wide = await phone.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 390, `the page is ${wide} pixels wide`);
  }),

  both("what happened is written down, pinned, led and told in the postmortem", async ({ program, login, t, see, gone, axe, shot, lang }) => {
    const { key } = await made(program, `Log-in is slow (${lang})`);
    const page = await login({}, `/incidents/${key}`);
    await page.getByRole("button", { name: t("incidents:newEntry") }).click();
    await page.getByLabel(t("incidents:what")).fill("The **first** alarm");
    // What cannot have happened yet is not thrown away without a word.
    const when = page.getByLabel(t("incidents:when"));
    const before = await when.inputValue();
    await when.fill("2099-01-01 08:00:00");
    await page.getByRole("heading", { level: 1 }).click();
    await see(page.getByText(t("form.inFuture")));
    assert.equal(await when.inputValue(), "2099-01-01 08:00:00");
    await when.fill(before);
    await page.getByRole("heading", { level: 1 }).click();
    await gone(page.getByText(t("form.inFuture")));
    await page.getByRole("checkbox", { name: t("incidents:pin") }).check();
    await page.getByRole("button", { name: t("incidents:keep") }).click();
    await see(page.locator("li strong", { hasText: "first" }));
    await page.getByRole("button", { name: t("incidents:markMitigated") }).click();
    await page.getByRole("complementary").getByRole("button", { name: t("incidents:keep") }).click();
    await see(page.getByRole("button", { name: t("incidents:takeBack") }));
    await page.getByRole("combobox", { name: lang === "zh" ? /指挥/ : /commander/i }).fill("chen");
    await page.getByTitle("陈杰").or(page.locator(".ant-select-item-option").filter({ hasText: "陈杰" })).first().click();
    await see(page.getByText(t("incidents:roleGiven")));
    await axe(page);
    await shot(page, "incident");
    await page.getByRole("tab", { name: t("incidents:postmortem") }).click();
    await see(page.getByRole("article").getByText("first"));
    await see(page.getByRole("article").getByRole("listitem").filter({ hasText: "陈杰" }));
    await axe(page);
    await shot(page, "postmortem");
    await page.getByRole("link", { name: t("incidents:writeField", { field: lang === "zh" ? "原因" : "Cause" }) }).click();
    await page.getByRole("complementary").getByRole("textbox").fill("A full disk");
    await page.getByRole("complementary").getByRole("button", { name: t("ticket:save") }).click();
    await see(page.getByRole("button", { name: "A full disk" }).or(page.getByText("A full disk")));
  }),

  both("figures tell how long it took, by severity", async ({ login, t, see, axe, shot }) => {
    const page = await login({}, "/incidents?tab=figures");
    await see(page.getByRole("rowheader").first());
    await see(page.getByRole("columnheader", { name: t("incidents:time.resolve") }));
    await axe(page);
    await shot(page, "figures");
  }),

  both("a change of severity is called that in the timeline", async ({ program, login, t, see, lang }) => {
    const { key } = await made(program, `Search is slow (${lang})`);
    const admin = await program.as();
    await admin.call("PUT", `/api/v1/tickets/${key}`, { priority: "high" });
    const page = await login({}, `/incidents/${key}`);
    await see(page.getByText(t("incidents:told.severity", { from: `P1 ${t("incidents:severity.P1")}`, to: `P2 ${t("incidents:severity.P2")}` })));
  }),

  test("an incident is taken up from its page", async ({ program, login, t, see }) => {
    const { key } = await made(program, "Queue grows");
    const page = await login({}, `/incidents/${key}`);
    await page.getByRole("button", { name: "Acknowledged" }).click();
    await see(page.getByText(t("incidents:told.status", { from: "Triggered", to: "Acknowledged" })));
  }),
]);
