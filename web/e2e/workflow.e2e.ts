/** Workflows: the list, the editor with its builder, text and undo, drafts of two people, publishing with stranded tickets, versions. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

import type { Page } from "playwright-core";

import { both, suite, test, until, type Stage } from "./harness";

const graph = (page: Page) => page.locator(".react-flow__node");
const dialog = (page: Page) => page.getByRole("dialog");
const every = readFileSync(new URL("../../examples/workflows/every-feature.json", import.meta.url), "utf8");

/** Opens the editor of an issue type. */
async function open({ login, see }: Stage, home: string, who: Parameters<Stage["login"]>[0] = {}): Promise<Page> {
  const page = await login(who, `/workflows/${home}`);
  await see(graph(page));
  return page;
}

/** Chooses one of a list that has dropped down. */
async function pick(page: Page, label: string): Promise<void> {
  await page.locator(".ant-select-dropdown:visible .ant-select-item-option").filter({ hasText: label }).first().click();
}

async function chooseMenu(page: Page, label: string): Promise<void> {
  await page.getByRole("menuitem", { name: label }).first().click();
}

export default suite("demo", [
  both("the list leads to a workflow, and its picture to what it is made of", async (stage) => {
    const { login, see, t, axe, shot, lang } = stage;
    const page = await login({ look: lang === "zh" ? "light" : "dark" }, "/workflows");
    await see(page.getByRole("heading", { level: 1, name: t("workflow:nav") }));
    await see(page.getByText(t("workflow:list.size", { statuses: 7, steps: 23 })));
    await axe(page);
    await shot(page, "list");
    await page.locator('a[href="/workflows/DEV/task"]').click();
    await see(graph(page));
    await see(page.getByText(t("workflow:lint.good")));
    await axe(page);
    await shot(page, "graph");
    await graph(page).nth(1).getByRole("button").click();
    await see(page.getByLabel(t("workflow:status.key"), { exact: true }));
    assert.match(page.url(), /at=status\./);
    await axe(page);
    await page.getByRole("button", { name: t("workflow:close") }).click();
    await see(page.getByRole("heading", { name: t("workflow:overview.steps") }));
  }),

  both("a step is drawn up with condition, fields and post function, undone, and kept as a draft", async (stage) => {
    const { see, gone, t, axe, shot, program, lang } = stage;
    // A comment without words is refused until they are typed.
    stage.refusals(422);
    const page = await open(stage, lang === "zh" ? "DEV/bug" : "DEV/story", { look: lang === "zh" ? "light" : "dark" });
    await page.getByRole("button", { name: t("workflow:overview.addStatus") }).first().click();
    const names = page.getByLabel(t(`workflow:name.${lang}`));
    await names.fill("Parked 停放");
    await see(graph(page).filter({ hasText: "Parked 停放" }));
    await see(page.getByText(t("workflow:lint.warning", { count: 2 })));
    await page.getByRole("button", { name: t("workflow:overview.addStep") }).first().click();
    await page.getByLabel(t("workflow:step.to"), { exact: true }).click();
    await pick(page, "Parked 停放");
    await page.getByRole("button", { name: new RegExp(`^${t("workflow:section.condition")}`) }).click();
    await page.getByRole("button", { name: t("workflow:tree.add.condition") }).first().click();
    await chooseMenu(page, t("workflow:leaf.field_empty"));
    await see(page.getByText(t("workflow:join.must")));
    // The keyboard puts it into a group of its own, which says "none of".
    await page.locator('[data-node="0"]').locator("input").first().press("Alt+ArrowRight");
    await see(page.getByText(t("workflow:join.must_not")));
    // Whom the condition names is looked for among all people.
    await page.getByRole("button", { name: new RegExp(`${t("workflow:tree.add.condition")}$`) }).last().click();
    await chooseMenu(page, t("workflow:leaf.in_user_domains"));
    const people = page.getByRole("combobox", { name: t("workflow:leaf.people") });
    await people.fill("伟");
    await pick(page, "李伟");
    await people.fill(t("workflow:domain.task_owner"));
    await pick(page, t("workflow:domain.task_owner"));
    await page.keyboard.press("Escape");
    await see(page.locator(".ant-select", { has: people }).getByText("李伟", { exact: true }));
    await page.getByRole("button", { name: new RegExp(`^${t("workflow:section.screen")}`) }).click();
    await page.getByRole("button", { name: t("workflow:screen.add") }).click();
    await chooseMenu(page, t("workflow:field.tf-comment"));
    await page.getByRole("button", { name: new RegExp(`^${t("workflow:section.post")}`) }).click();
    await page.getByRole("button", { name: t("workflow:post.add") }).click();
    await chooseMenu(page, t("workflow:post.add_comment"));
    await page.getByLabel(t("workflow:post.text"), { exact: true }).fill("Parked.");
    await axe(page);
    await shot(page, "step");
    await page.getByRole("button", { name: t("workflow:undo") }).click();
    await page.getByRole("button", { name: t("workflow:redo") }).click();
    await page.getByRole("button", { name: t("workflow:save") }).click();
    await see(page.getByText(t("workflow:saved"), { exact: true }));
    await gone(page.getByText(t("workflow:draft.dirty")));
    const admin = await program.as("admin");
    const draft = await admin.call<{ definition: { transitions: { condition?: unknown; fields: unknown[]; post_functions?: unknown[] }[] } }>("GET", `/api/v1/projects/DEV/types/${lang === "zh" ? "bug" : "story"}/workflow/draft`);
    const step = draft.definition.transitions.at(-1);
    const li = await admin.call<{ uuid: string }>("GET", "/api/v1/users/liwei");
    const whom = [{ user_domain_type: "task_assign", user_domain_param: "" }, { user_domain_type: "single_user", user_domain_param: li.uuid }, { user_domain_type: "task_owner", user_domain_param: "" }];
    assert.deepEqual(step?.condition, { must: [{ must_not: [{ field_empty: { field: "assignee" } }] }, { in_user_domains: { user_domains: whom } }] });
    assert.deepEqual(step.post_functions, [{ add_comment: { text: "Parked." } }]);
    assert.equal(step.fields.length, 1);
  }),

  both("a file becomes the draft; publishing asks where stranded tickets go; the versions show what differs", async (stage) => {
    const { see, t, axe, shot, lang } = stage;
    const home = lang === "zh" ? "SUP/ticket" : "NET/repair";
    const page = await open(stage, home, { look: lang === "zh" ? "light" : "dark" });
    await page.getByRole("button", { name: t("workflow:menu.more") }).click();
    await chooseMenu(page, t("workflow:menu.import"));
    await page.locator('input[type="file"]').setInputFiles({ name: "flow.json", mimeType: "application/json", buffer: Buffer.from(every) });
    await dialog(page).getByRole("checkbox", { name: t("workflow:import.fields") }).check();
    await dialog(page).getByRole("button", { name: t("workflow:import.yes") }).click();
    await see(page.getByText(t("workflow:import.done")));
    await see(graph(page).filter({ hasText: lang === "zh" ? "待验证" : "To be verified" }));
    await shot(page, "every");
    await page.getByRole("button", { name: t("workflow:publish.open") }).click();
    await see(dialog(page).getByText(t("workflow:publish.leaving")));
    await axe(page);
    await shot(page, "dry-run");
    const stranded = dialog(page).locator("li[data-stranded]");
    while ((await stranded.count()) > 0) {
      const before = await stranded.count();
      await stranded.first().getByRole("combobox").click();
      await pick(page, lang === "zh" ? "评审中" : "In review");
      await until("the dry run knows where they go", async () => (await stranded.count()) < before);
    }
    await dialog(page).getByRole("button", { name: t("workflow:publish.yes", { version: 2 }) }).click();
    await see(page.getByText(t("workflow:publish.done", { version: 2 })));
    await page.getByRole("button", { name: t("workflow:versions.open") }).click();
    await see(page.getByRole("heading", { level: 1, name: t("workflow:versions.title") }));
    await see(graph(page));
    await see(graph(page).locator("[data-mark=added]"));
    await see(graph(page).locator("[data-mark=removed]"));
    await axe(page);
    await shot(page, "versions");
  }),

  both("text and picture say the same, and faults lead to their place", async (stage) => {
    const { see, gone, t, axe, shot } = stage;
    stage.refusals(422);
    const page = await open(stage, "SUP/question");
    await page.getByText(t("workflow:view.text"), { exact: true }).click();
    const text = page.getByLabel(t("workflow:view.textLabel"), { exact: true });
    await text.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText('{"statuses": [');
    await see(page.getByRole("status").filter({ hasText: "JSON" }));
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText(JSON.stringify({ statuses: [{ key: "open", name: { zh: "甲", en: "First" }, category: "new" }, { key: "Bad key", name: { zh: "乙", en: "Second" }, category: "closed" }], transitions: [{ from: "open", to: "Bad key", fields: [] }] }));
    await see(page.getByText(t("workflow:lint.error", { count: 1 })));
    await page.getByText(t("workflow:view.graph"), { exact: true }).click();
    await see(graph(page).filter({ has: page.getByLabel(t("graph.error")) }));
    await page.getByRole("button", { name: t("workflow:lint.error", { count: 1 }) }).click();
    await page.locator("main ul li button").filter({ has: page.getByLabel(t("workflow:severity.error")) }).first().click();
    await page.getByLabel(t("workflow:status.key"), { exact: true }).fill("second");
    await gone(page.getByText(t("workflow:lint.error", { count: 1 })));
    await axe(page);
    await shot(page, "text");
    // What is not kept holds who goes away.
    await page.getByRole("link", { name: t("workflow:nav") }).last().click();
    await dialog(page).getByRole("button", { name: t("leave.leave"), exact: true }).click();
    await gone(graph(page));
  }),

  test("two who work on one draft are told of each other", async (stage) => {
    const { see, gone, t, program, refusals } = stage;
    refusals(412);
    const other = await program.as("admin");
    const page = await open(stage, "INC/incident");
    await page.getByRole("button", { name: t("workflow:overview.addStatus") }).first().click();
    await see(page.getByLabel(t("workflow:name.en")));
    await page.getByRole("button", { name: t("workflow:save") }).click();
    await see(page.getByText(t("workflow:saved"), { exact: true }));
    const path = "/api/v1/projects/INC/types/incident/workflow/draft";
    const draft = await other.call<{ definition: object }>("GET", path);
    await other.call("PUT", path, { definition: draft.definition });
    await page.getByLabel(t("workflow:name.en")).fill("Mine");
    await page.keyboard.press("Control+s");
    await see(page.getByRole("button", { name: t("workflow:conflict.keep") }));
    await page.getByRole("button", { name: t("workflow:conflict.keep") }).click();
    await gone(page.getByRole("button", { name: t("workflow:conflict.keep") }));
    const kept = JSON.stringify(await other.call("GET", path));
    assert.ok(kept.includes('"Mine"'));
  }),

  test("who may not change workflows looks at them", async (stage) => {
    const { see, t, refusals } = stage;
    refusals(403);
    const page = await open(stage, "PRB/problem", { user: "james" });
    await see(page.getByText(t("workflow:draft.locked")));
    assert.equal(await page.getByRole("button", { name: t("workflow:save") }).count(), 0);
  }),

  both("on a phone everything is there, one below the other", async (stage) => {
    const { see, t, axe, shot } = stage;
    const page = await open(stage, "PRB/problem", { width: 390 });
    await shot(page, "phone");
    await page.getByText(t("workflow:view.list"), { exact: true }).click();
    await see(page.getByRole("heading", { name: t("workflow:overview.steps") }));
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), "nothing sticks out");
    await axe(page);
    await shot(page, "phone-list");
  }),
]);
