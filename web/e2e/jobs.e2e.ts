/** Jobs with their live logs, and the functions that they run. */
import assert from "node:assert/strict";

import { both, suite, test, until, type Program } from "./harness";

const SOURCE = "log('first line')\nfor (let i = 0; i < 3000; i++) log(`row ${i} \\u001b[32mgreen\\u001b[0m`)\nprogress(50, 'half')\nreturn { hello: params.name }";
const INPUT = { type: "object", required: ["name"], properties: { name: { type: "string", title: "Who" }, times: { type: "integer", maximum: 5 } } };

interface Started { data: { jobId: string } }

/** Makes a function of its own for a test, and answers how to ask for jobs of it. */
async function made(program: Program, id: string, more: object): Promise<(params: object) => Promise<string>> {
  const admin = await program.as();
  await admin.call("POST", "/api/v1/functions", { id, name: `Greet ${id}`, kind: "script", ...more });
  return async (params) => (await admin.call<Started>("POST", "/api/v1/jobs", { functionId: id, params })).data.jobId;
}

export default suite("demo", [
  both("jobs are listed, narrowed by state and filter, and a filter that cannot be read says where", async ({ program, login, t, see, axe, shot, lang, refusals }) => {
    const run = await made(program, `list.${lang}`, { source: "throw new Error('no such player')" });
    const id = await run({});
    const admin = await program.as();
    await until("the job failed", async () => (await admin.call<{ data: { state: string } }>("GET", `/api/v1/jobs/${id}`)).data.state === "failed");
    const page = await login({}, "/jobs");
    await see(page.getByRole("row").filter({ hasText: `list.${lang}` }));
    await page.getByRole("button", { name: new RegExp(t("jobState.failed")) }).click();
    await until("the address says it", () => Promise.resolve(page.url().includes("state=failed")));
    await see(page.getByText("no such player"));
    await axe(page);
    await shot(page, "list");
    refusals(400);
    await page.goto("/jobs?filter=state+%3D");
    await see(page.getByText(t("jobs:badFilter")));
    await see(page.getByRole("alert"));
  }),

  both("a job tells what it does, is searched, and is run again with other parameters", async ({ program, login, t, see, axe, shot, lang }) => {
    const run = await made(program, `log.${lang}`, { source: SOURCE, input: INPUT });
    const id = await run({ name: "Ann" });
    const page = await login({ look: lang === "zh" ? "light" : "dark" }, `/jobs/${id}`);
    await see(page.getByText(t("jobState.succeeded")));
    await see(page.getByRole("log").getByText("row 2999"));
    await page.getByRole("textbox", { name: t("log.search") }).fill("first line");
    await page.keyboard.press("Enter");
    await see(page.getByRole("log").locator("mark", { hasText: "first line" }));
    await axe(page);
    await shot(page, "job");
    await page.getByRole("tab", { name: t("jobs:result") }).click();
    await see(page.getByText('"hello": "Ann"'));
    await page.getByRole("button", { name: t("jobs:rerun") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Who").fill("Bob");
    await dialog.getByRole("button", { name: t("jobs:rerunChanged") }).click();
    await until("another job", () => Promise.resolve(!page.url().includes(`/jobs/${id}`)));
    await page.getByRole("tab", { name: t("jobs:result") }).click();
    await see(page.getByText('"hello": "Bob"'));
  }),

  test("a job that runs is canceled", async ({ program, login, t, see }) => {
    const run = await made(program, "slow", { source: "log('begun')\nfor (;;) await sleep(200)" });
    const page = await login({}, `/jobs/${await run({})}`);
    await see(page.getByRole("log").getByText("begun"));
    await page.getByRole("button", { name: t("jobs:cancel") }).click();
    await page.getByRole("tooltip").getByRole("button", { name: t("jobs:cancel") }).click();
    await see(page.getByText(t("jobState.canceled")));
  }),

  both("a function is drawn up, tried out, changed and compared", async ({ login, t, see, gone, axe, shot, lang }) => {
    const page = await login({ look: lang === "zh" ? "light" : "dark" }, "/functions");
    await page.getByRole("button", { name: t("functions:new") }).first().click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("functions:name")).fill(`Try ${lang}`);
    await dialog.getByLabel(t("functions:id")).fill(`try.${lang}`);
    await axe(page);
    await dialog.getByRole("button", { name: t("functions:create") }).click();
    await see(page.getByRole("heading", { name: `Try ${lang}` }));
    await gone(dialog);
    const editor = page.getByRole("textbox", { name: t("functions:script") });
    await editor.click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("log('tried out')\nreturn 42");
    await page.getByRole("button", { name: t("functions:saveAndRun") }).click();
    await see(page.getByRole("log").getByText("tried out"));
    await see(page.getByText(t("jobState.succeeded")));
    await axe(page);
    await shot(page, "function");
    await page.getByRole("tab", { name: t("functions:versions") }).click();
    await see(page.getByRole("region", { name: t("functions:difference") }).getByText("log('tried out')"));
    await axe(page);
  }),

  both("a script that cannot be read is refused at its editor", async ({ program, login, t, see, lang, refusals }) => {
    await made(program, `bad.${lang}`, { source: "return 1" });
    const page = await login({}, `/functions/bad.${lang}`);
    await page.getByRole("textbox", { name: t("functions:script") }).click();
    await page.keyboard.press("Control+a");
    await page.keyboard.insertText("return (");
    await see(page.getByText(t("functions:unsaved")));
    refusals(422);
    await page.keyboard.press("Control+s");
    await see(page.getByRole("alert"));
    await see(page.getByText(t("functions:unsaved")));
  }),

  both("the secret of a new function is shown once, can be copied, and is nowhere afterwards", async ({ login, t, see, gone, axe, shot, lang }) => {
    const page = await login({ look: lang === "zh" ? "dark" : "light" }, "/functions?new=1");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(t("functions:kind.http"), { exact: true }).click();
    await dialog.getByLabel(t("functions:name")).fill(`Call out (${lang})`);
    await dialog.getByLabel(t("functions:id"), { exact: true }).fill(`call.${lang}`);
    await dialog.getByLabel(t("functions:url")).fill("https://hooks.example.com/run");
    await dialog.getByRole("button", { name: t("functions:create") }).click();
    await see(dialog.getByText(t("secret.once")));
    const secret = await dialog.locator("code").innerText();
    assert.match(secret, /^\S{20,}$/);
    await dialog.getByRole("button", { name: t("secret.copy", { name: t("functions:secretOnce") }) }).click();
    await see(dialog.getByRole("button", { name: t("action.copied") }));
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), secret);
    // Nothing but its button closes it: who presses Esc has not kept the secret yet.
    await page.keyboard.press("Escape");
    await see(dialog.getByText(t("secret.once")));
    await axe(page);
    await shot(page, "function-secret");
    await dialog.getByRole("button", { name: t("secret.kept") }).click();
    await gone(dialog);
    await see(page.getByRole("heading", { name: `Call out (${lang})` }));
    for (const tab of ["code", "settings", "versions"] as const) {
      await page.getByRole("tab", { name: t(`functions:${tab}`) }).click();
      await see(page.getByRole("tabpanel"));
      assert.ok(!(await page.content()).includes(secret), `the secret is not in ${tab}`);
    }
    await page.goBack();
    assert.ok(!(await page.content()).includes(secret), "nor on the page before");
  }),

  both("a schedule says its times in words, and a secret is written and never shown", async ({ program, login, t, see, axe, shot, lang }) => {
    await made(program, `timed.${lang}`, { source: "return 1" });
    const page = await login({}, `/functions/timed.${lang}?tab=schedules`);
    await page.getByRole("button", { name: t("functions:newSchedule") }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel(t("functions:name")).fill("nightly");
    await dialog.getByLabel(t("functions:cronField")).fill("5 4 * * 1-5");
    await see(dialog.getByText(t("functions:cron.weekdays", { time: "04:05" })));
    await axe(page);
    await shot(page, "schedule");
    await dialog.getByRole("button", { name: t("functions:save") }).click();
    await see(page.getByText("nightly"));
    await page.goto("/functions?tab=secrets");
    await page.getByRole("button", { name: t("functions:newSecret") }).click();
    await page.getByRole("dialog").getByLabel(t("functions:secretName")).fill(`crm.${lang}`);
    await page.getByRole("dialog").getByLabel(t("functions:secretValue"), { exact: true }).fill("hush-7731");
    await page.getByRole("dialog").getByRole("button", { name: t("functions:save") }).click();
    await see(page.getByText(`crm.${lang}`));
    await page.reload();
    await see(page.getByText(`crm.${lang}`));
    assert.ok(!(await page.content()).includes("hush-7731"));
  }),

  test("both lists fit a phone", async ({ login, t, see, axe }) => {
    const page = await login({ width: 390 }, "/jobs");
    for (const [path, title] of [["/jobs", t("jobs:nav")], ["/functions", t("functions:nav")], ["/incidents", t("incidents:nav")]] as const) {
      await page.goto(path);
      await see(page.getByRole("heading", { name: title, level: 1 }));
      assert.ok(!(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)), `${path} fits`);
    }
    await axe(page);
  }),
]);
