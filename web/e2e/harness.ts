/**
 * What the tests in a real browser are written with. A file `<feature>.e2e.ts` exports one suite:
 *
 *     export default suite("demo", [
 *       both("a ticket can be made", async ({ login, t, see, axe, shot }) => {
 *         const page = await login({ user: "liwei" });
 *         await page.getByRole("button", { name: t("shell.create") }).click();
 *         …
 *         await axe(page);
 *         await shot(page, "made");
 *       }),
 *     ]);
 *
 * `npm run e2e -- tickets` runs the files or tests whose name has that in it. A test fails, beside by what it asserts, by an error on the
 * console, a request that was refused without `refusals`, and any breach of the content policy. The tests of a suite share one program
 * and go one after the other; each has browsers of its own. Nothing sleeps: wait for what is to be seen (`see`) or to be so (`until`).
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { AxeResults, RunOptions } from "axe-core";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";

import { PASSWORD, type Data, type Program } from "./lib/program";
import { Watch } from "./lib/watch";
import { languages, words, type Lang, type Words } from "./lib/words";

export { PASSWORD, type Client, type Program } from "./lib/program";
export type { Lang, Words } from "./lib/words";
export { POLICY } from "./lib/dist";

/** How long a browser waits for what is to be seen, in milliseconds. */
export const PATIENCE = Number(process.env.GONGDAN_E2E_PATIENCE ?? 20_000);

/** How somebody looks at the pages. */
export interface Visit {
  /** By default the test's. */
  lang?: Lang;
  look?: "light" | "dark";
  /** Pixels; 390 is a phone, with touch. */
  width?: number;
  height?: number;
  /** Whether the language is left to the browser and the account, and is not chosen on the device. */
  undecided?: boolean;
}

/** Who logs in, with which password. */
export interface Person extends Visit { user?: string; password?: string }

/** What a test is given. */
export interface Stage {
  program: Program;
  lang: Lang;
  /** The texts of the test's language: `t("session:submit")`. */
  t: Words;
  /** A browser of nobody, at `path`. */
  visit: (path: string, how?: Visit) => Promise<Page>;
  /** A browser of its own for somebody (`admin` by default), logged in and at `path` (`/` by default). Two calls are two browsers. */
  login: (who?: Person, path?: string) => Promise<Page>;
  /** Logs in through the page that stands before the log-in. */
  signIn: (page: Page, who?: Person) => Promise<void>;
  /** Statuses and failures of the network that the test brings about: `refusals(409)`, `refusals("ERR_INTERNET_DISCONNECTED")`. */
  refusals: (...what: (number | string)[]) => void;
  /** Fails where axe finds something serious or critical. */
  axe: (page: Page, options?: RunOptions) => Promise<void>;
  /** Keeps a picture in `e2e/shots`, for people. */
  shot: (page: Page, name: string) => Promise<void>;
  /** Waits until it is to be seen. */
  see: (what: Locator) => Promise<void>;
  /** Waits until it is not to be seen any more. */
  gone: (what: Locator) => Promise<void>;
}

export interface Test { name: string; langs: readonly Lang[]; run: (stage: Stage) => Promise<void> }
export interface Suite { data: Data; tests: readonly Test[] }

/** The tests of one feature, and the data that their program begins with. */
export function suite(data: Data, tests: readonly Test[]): Suite {
  return { data, tests };
}

/** A test where the language plays no part; the pages are English. */
export function test(name: string, run: Test["run"]): Test {
  return { name, langs: ["en"], run };
}

/** A test that is run in each language. */
export function both(name: string, run: Test["run"]): Test {
  return { name, langs: languages, run };
}

/** Polls until `so` gives something other than false, undefined or null; for what no page shows. */
export async function until<T>(what: string, so: () => Promise<T | false | undefined | null>): Promise<T> {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const found = await so();
    if (found !== false && found !== undefined && found !== null) return found;
    if (Date.now() > end) throw new Error(`waited ${PATIENCE} ms in vain: ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shots = new URL("./shots/", import.meta.url);
mkdirSync(shots, { recursive: true });
const fileName = (text: string) => text.replaceAll(/[^\p{L}\p{N}.]+/gu, "-");

/** One test under way: its browsers and what went wrong in them. */
export class Play {
  private readonly contexts: BrowserContext[] = [];
  readonly watch = new Watch();

  constructor(private readonly browser: Browser, private readonly program: Program, private readonly file: string, private readonly lang: Lang) {}

  stage(): Stage {
    return {
      program: this.program,
      lang: this.lang,
      t: words(this.lang),
      visit: (path, how) => this.visit(path, how),
      login: (who, path) => this.login(who, path),
      signIn: (page, who) => this.signIn(page, who),
      refusals: (...what) => this.watch.expect(...what),
      axe: (page, options) => inspect(page, options),
      shot: (page, name) => this.shot(page, name),
      see: (what) => what.first().waitFor({ state: "visible" }),
      gone: (what) => what.first().waitFor({ state: "hidden" }),
    };
  }

  private async open({ lang = this.lang, look = "light", width = 1440, height = width < 600 ? 844 : 900, undecided = false }: Visit): Promise<BrowserContext> {
    const context = await this.browser.newContext({
      baseURL: this.program.url,
      locale: lang === "zh" ? "zh-CN" : "en-GB",
      timezoneId: "Asia/Shanghai",
      colorScheme: look,
      viewport: { width, height },
      hasTouch: width < 600,
      reducedMotion: "reduce",
      permissions: ["clipboard-read", "clipboard-write"],
    });
    this.contexts.push(context);
    context.setDefaultTimeout(PATIENCE);
    await this.watch.over(context);
    if (!undecided) await context.addInitScript(choose, lang);
    return context;
  }

  private async visit(path: string, how: Visit = {}): Promise<Page> {
    const page = await (await this.open(how)).newPage();
    await page.goto(path);
    return page;
  }

  private async login(who: Person = {}, path = "/"): Promise<Page> {
    const context = await this.open(who);
    // The page does the same; a test of the log-in itself goes through it with `signIn`.
    const answer = await context.request.post("/api/v1/auth/login", { data: { username: who.user ?? "admin", password: who.password ?? PASSWORD, cookie: true }, headers: { "X-Requested-With": "gongdan" } });
    assert.equal(answer.status(), 200, `log-in of ${who.user ?? "admin"}: ${await answer.text()}`);
    const page = await context.newPage();
    await page.goto(path);
    return page;
  }

  private async signIn(page: Page, { user = "admin", password = PASSWORD, lang = this.lang }: Person = {}): Promise<void> {
    const t = words(lang);
    await page.getByLabel(t("session:username")).fill(user);
    await page.getByLabel(t("session:password"), { exact: true }).fill(password);
    await page.getByRole("button", { name: t("session:submit") }).click();
  }

  private async shot(page: Page, name: string): Promise<void> {
    await settled(page);
    await page.screenshot({ path: new URL(`${fileName(`${this.file}-${name}-${this.lang}`)}.png`, shots).pathname });
  }

  /** Pictures of what the browsers show, where a test failed. */
  async failed(name: string): Promise<void> {
    const pages = this.contexts.flatMap((context) => context.pages());
    for (const [number, page] of pages.entries()) {
      const path = new URL(`${fileName(`failed-${this.file}-${name}-${this.lang}-${number}`)}.png`, shots).pathname;
      await page.screenshot({ path }).catch(() => undefined);
    }
  }

  /** Closes the browsers, and fails where something went wrong in them. */
  async end(): Promise<void> {
    for (const context of this.contexts) await context.close();
    assert.deepEqual(this.watch.problems, [], "nothing goes wrong in the browser");
  }
}

/** Chooses the language on this device, where the page itself has not. An empty page has no storage. */
function choose(code: Lang): void {
  if (location.protocol.startsWith("http") && localStorage.getItem("gongdan.language") === null) localStorage.setItem("gongdan.language", code);
}

/** Waits until nothing that will end is moving. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    const ending = document.getAnimations().filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map((one) => one.finished));
  });
}

async function inspect(page: Page, options: RunOptions = {}): Promise<void> {
  await settled(page);
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate((how) => (window as unknown as { axe: { run: (options: RunOptions) => Promise<AxeResults> } }).axe.run(how), { resultTypes: ["violations"], ...options } satisfies RunOptions);
  const grave = violations.filter((one) => one.impact === "serious" || one.impact === "critical");
  const told = grave.map((one) => `${one.id}: ${one.help}\n${one.nodes.map((node) => `  ${node.html.slice(0, 300)}\n    ${(node.failureSummary ?? "").replaceAll("\n", " ")}`).join("\n")}`);
  assert.equal(told.join("\n"), "", "axe finds nothing serious");
}
