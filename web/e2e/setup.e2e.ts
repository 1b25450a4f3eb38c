/** The first start: the log-in leads the administrator through the guide, once. */
import assert from "node:assert/strict";

import { both, suite, until } from "./harness";

interface Listed { items: { key: string; username: string }[] }

export default suite("fresh", [
  both("the guide can be walked through and left", async ({ program, visit, signIn, see, gone, lang, t, axe, shot }) => {
    const admin = await program.as();
    const page = await visit("/", { look: lang === "zh" ? "light" : "dark" });
    await signIn(page);
    if (lang === "en") {
      // The first walk, in Chinese, has ended it for good.
      await see(page.getByRole("heading", { name: t("home:assigned") }));
      assert.equal(new URL(page.url()).pathname, "/");
      await page.goto("/welcome");
    }
    await see(page.getByRole("heading", { name: t("setup:languageTitle") }));
    await axe(page);
    await shot(page, "language");
    await page.getByRole("button", { name: t("setup:next") }).click();
    await see(page.getByRole("heading", { name: t("setup:passwordTitle") }));
    await page.getByLabel(t("setup:oldPassword")).fill("not it");
    await page.getByRole("textbox", { name: t("password.new"), exact: true }).fill("short");
    await page.getByLabel(t("password.again")).fill("shirt");
    await page.getByRole("button", { name: t("setup:next") }).click();
    await see(page.getByText(t("password.short", { count: 10 })));
    await see(page.getByText(t("password.different")));
    await axe(page);
    await shot(page, "password");
    await page.reload();
    await see(page.getByRole("heading", { name: t("setup:passwordTitle") }));
    await page.getByRole("button", { name: t("setup:skip"), exact: true }).click();
    await see(page.getByRole("heading", { name: t("setup:projectsTitle") }));
    const unwanted = lang === "zh" ? "NET" : "DEV";
    await page.locator(`#keep-${unwanted}`).uncheck();
    await axe(page);
    await shot(page, "projects");
    await page.getByRole("button", { name: t("setup:keepSome", { count: lang === "zh" ? 3 : 2 }) }).click();
    await see(page.getByRole("heading", { name: t("setup:inviteTitle") }));
    const { items: projects } = await admin.call<Listed>("GET", "/api/v1/projects");
    assert.ok(!projects.some((one) => one.key === unwanted), "the project is gone");
    await page.getByLabel(t("setup:username")).fill(`li.${lang}`);
    await page.getByLabel(t("setup:firstPassword")).fill("plum-orchard-41");
    await page.getByRole("button", { name: t("setup:invite") }).click();
    await see(page.getByText(`li.${lang}`));
    await page.reload();
    await see(page.getByText(`li.${lang}`));
    await axe(page);
    await shot(page, "people");
    await page.getByRole("button", { name: t("setup:finish") }).click();
    await gone(page.getByRole("heading", { name: t("setup:inviteTitle") }));
    await see(page.getByRole("heading", { name: t("home:assigned") }));
    await until("the guide is over", async () => (await admin.call<{ setUp: boolean }>("GET", "/api/v1/instance")).setUp);
  }),
]);
