/** Incidents: the board, one incident, and the figures. */
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

  both("what happened is written down, pinned, led and told in the postmortem", async ({ program, login, t, see, axe, shot, lang }) => {
    const { key } = await made(program, `Log-in is slow (${lang})`);
    const page = await login({}, `/incidents/${key}`);
    await page.getByRole("button", { name: t("incidents:newEntry") }).click();
    await page.getByLabel(t("incidents:what")).fill("The **first** alarm");
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
    await axe(page);
    await shot(page, "postmortem");
  }),

  both("figures tell how long it took, by severity", async ({ login, t, see, axe, shot }) => {
    const page = await login({}, "/incidents?tab=figures");
    await see(page.getByRole("rowheader").first());
    await see(page.getByRole("columnheader", { name: t("incidents:time.resolve") }));
    await axe(page);
    await shot(page, "figures");
  }),

  test("an incident is taken up from its page", async ({ program, login, t, see }) => {
    const { key } = await made(program, "Queue grows");
    const page = await login({}, `/incidents/${key}`);
    await page.getByRole("button", { name: "Acknowledged" }).click();
    await see(page.getByText(t("incidents:told.status", { from: "Triggered", to: "Acknowledged" })));
  }),
]);
