/**
 * Measures how a long list scrolls in a real browser, and prints it as a table: `GONGDAN_MEASURE_DATA=/tmp/big npm run measure:scroll`.
 * The data directory is one that `gongdan-bench fill` has written; its administrator gets the password of the tests. `docs/performance.md`
 * says what the figures mean. With `GONGDAN_MEASURE_PROFILE=DIRECTORY` there is a processor profile of each case in it.
 */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { loadavg } from "node:os";
import { join } from "node:path";

import type { Browser, Page } from "playwright-core";

import { COLUMNS } from "../src/features/tickets/list/layout";
import { launch } from "./lib/browser";
import { meter, scroll, type Scrolled } from "./lib/meter";
import { PASSWORD, Program } from "./lib/program";
import type { Lang } from "./lib/words";

const ROW = 38;
/** Pixels a second: what a hand does with a wheel. */
const SPEED = 3_000;
const SECONDS = Number(process.env.GONGDAN_MEASURE_SECONDS ?? 10);
const RUNS = Number(process.env.GONGDAN_MEASURE_RUNS ?? 3);
const profiles = process.env.GONGDAN_MEASURE_PROFILE;

interface Case { name: string; lang: Lang; columns: "usual" | "all"; path: string }

const cases: readonly Case[] = [
  { name: "zh", lang: "zh", columns: "usual", path: "/tickets" },
  { name: "en", lang: "en", columns: "usual", path: "/tickets" },
  { name: "zh, all columns", lang: "zh", columns: "all", path: "/tickets" },
  { name: "en, all columns", lang: "en", columns: "all", path: "/tickets" },
  { name: "en, by priority", lang: "en", columns: "usual", path: "/tickets?sort=-priority" },
  { name: "en, filtered", lang: "en", columns: "usual", path: `/tickets?filter=${encodeURIComponent("project = SUP and priority in (high, medium)")}&sort=createdAt` },
];

/** The one below which `part` of them are. */
function quantile(figures: readonly number[], part: number): number {
  const sorted = [...figures].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
const sum = (figures: readonly number[]) => figures.reduce((all, one) => all + one, 0);
const ms = (figure: number) => `${figure < 10 ? figure.toFixed(1) : Math.round(figure)} ms`;
const line = (cells: readonly (string | number)[]) => console.log(`| ${cells.join(" | ")} |`);

async function open(browser: Browser, program: Program, { lang, columns, path }: Case): Promise<Page> {
  const context = await browser.newContext({ baseURL: program.url, viewport: { width: 1440, height: 900 }, locale: lang === "zh" ? "zh-CN" : "en-GB", timezoneId: "Asia/Shanghai" });
  await meter(context);
  await context.addInitScript(([language, layout]) => {
    if (!location.protocol.startsWith("http")) return;
    localStorage.setItem("gongdan.language", language);
    if (layout !== "") localStorage.setItem("gongdan.list.", layout);
  }, [lang, columns === "all" ? JSON.stringify({ columns: COLUMNS }) : ""] as const);
  const answer = await context.request.post("/api/v1/auth/login", { data: { username: "admin", password: PASSWORD, cookie: true }, headers: { "X-Requested-With": "gongdan" } });
  assert.equal(answer.status(), 200, await answer.text());
  const page = await context.newPage();
  await page.goto(path);
  await page.waitForFunction(() => window.gongdanMeter.firstRow !== undefined);
  return page;
}

/** Goes to a part of the whole list and answers how long it took until all rows in sight were there. */
const jump = (page: Page, part: number) => page.evaluate((to) => window.gongdanMeter.until((list) => { list.scrollTop = to * (list.scrollHeight - list.clientHeight); }), part);

/** Drags the scroll bar through the list within a second, and answers the same from where it is let go. */
const drag = (page: Page, from: number, to: number) => page.evaluate(async ([begin, end]) => {
  const list = document.querySelector("[role=grid]");
  if (list === null) return NaN;
  for (let step = 1; step <= 60; step += 1) {
    await new Promise(requestAnimationFrame);
    list.scrollTop = (begin + ((end - begin) * step) / 60) * (list.scrollHeight - list.clientHeight);
  }
  return window.gongdanMeter.until(() => undefined);
}, [from, to] as const);

async function profiled<T>(page: Page, name: string, run: () => Promise<T>): Promise<T> {
  if (profiles === undefined) return run();
  const session = await page.context().newCDPSession(page);
  await session.send("Profiler.enable");
  await session.send("Profiler.start");
  const done = await run();
  const { profile } = await session.send("Profiler.stop");
  writeFileSync(join(profiles, `${name.replaceAll(/\W+/g, "-")}.cpuprofile`), JSON.stringify(profile));
  await session.detach();
  return done;
}

/** The run of which half of the others are better. */
function middle(runs: readonly Scrolled[]): Scrolled {
  const sorted = [...runs].sort((one, other) => sum(one.longTasks) + quantile(one.frames, 0.95) - sum(other.longTasks) - quantile(other.frames, 0.95));
  const found = sorted[Math.floor(sorted.length / 2)];
  assert.ok(found, "there is a run");
  return found;
}

function told(run: Scrolled): string[] {
  return [
    (run.frames.length / (sum(run.frames) / 1000)).toFixed(0), ms(quantile(run.frames, 0.5)), ms(quantile(run.frames, 0.95)), ms(Math.max(...run.frames)),
    run.longTasks.length === 0 ? "0" : `${run.longTasks.length}, longest ${ms(Math.max(...run.longTasks))}`,
    `${run.blank} + ${run.empty}`, ms(run.cpu / ((run.way.at(-1) ?? 0) / ROW)),
  ];
}

async function steady(browser: Browser, program: Program, one: Case): Promise<void> {
  const page = await open(browser, program, one);
  const first = await page.evaluate(() => window.gongdanMeter.firstRow ?? NaN);
  await page.waitForLoadState("networkidle", { timeout: 3_000 }).catch(() => undefined);
  const runs: Scrolled[] = [];
  await profiled(page, one.name, async () => {
    for (let run = 0; run < RUNS; run += 1) runs.push(await scroll(page, SECONDS * SPEED, SPEED));
  });
  const [half, end, dragged] = [await jump(page, 0.5), await jump(page, 1), await drag(page, 1, 0.3)];
  line([one.name, ms(first), ...told(middle(runs)), ms(half), ms(end), ms(dragged), loadavg()[0]?.toFixed(1) ?? ""]);
  await page.context().close();
}

/** A ticket is opened from the middle of the list, and the way back leads to the same row. */
async function backAgain(page: Page): Promise<string> {
  await jump(page, 0.5);
  const place = () => page.locator("[role=grid]").evaluate((list) => list.scrollTop);
  const before = await place();
  const row = page.locator(`#row-${Math.ceil(before / ROW) + 5}`);
  const key = await row.locator("a").first().innerText();
  await row.locator("a").nth(1).click();
  await page.waitForURL(`**/tickets/${key}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.goBack();
  await page.locator("[role=grid]").waitFor();
  const took = await page.evaluate(() => window.gongdanMeter.until(() => undefined));
  const same = (await place()) === before && (await row.locator("a").first().innerText()) === key;
  return `A ticket opened from the middle, and back: ${same ? "the same place" : "ANOTHER PLACE"}, rows after ${ms(took)}.`;
}

/** Tickets in sight are changed by another client while the list scrolls. */
async function whileChanging(page: Page, program: Program): Promise<string> {
  await jump(page, 0);
  const admin = await program.as("admin");
  const { items } = await admin.call<{ items: { id: number; title: string }[] }>("GET", "/api/v1/tickets?pageSize=100");
  let over = false;
  let changes = 0;
  const change = async () => {
    for (let at = 0; !over; at = (at + 7) % items.length) {
      const ticket = items[at];
      if (ticket === undefined) continue;
      await admin.call("PUT", `/api/v1/tickets/${ticket.id}`, { title: changes % 2 === 0 ? `${ticket.title} *` : ticket.title });
      changes += 1;
      await new Promise((done) => setTimeout(done, 100));
    }
  };
  const changing = change();
  const run = await scroll(page, SECONDS * SPEED, SPEED);
  over = true;
  await changing;
  const back = Math.max(0, ...run.way.map((at, step) => (run.way[step - 1] ?? 0) - at));
  return `While another client makes ${changes} changes: ${told(run).slice(0, 5).join(", ")} (frames a second, p50, p95, longest, long tasks); the list jumped back ${back} pixels.`;
}

async function memory(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const now = async () => {
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0;
    return `${(of("JSHeapUsedSize") / 1e6).toFixed(1)} MB, ${of("Nodes")} nodes`;
  };
  await jump(page, 0);
  const before = await now();
  const { way, cpu } = await scroll(page, 20_000 * ROW, 8 * SPEED);
  const rows = Math.round((way.at(-1) ?? 0) / ROW);
  return `Memory (scripts, elements): ${before}; after ${rows} rows at ${8 * SPEED} pixels a second ${await now()}, ${ms(cpu / rows)} of the processor a row.`;
}

const data = process.env.GONGDAN_MEASURE_DATA;
assert.ok(data, "GONGDAN_MEASURE_DATA names a filled data directory");
const wanted = process.argv.slice(2);
const program = await Program.onFilled(data);
const browser = await launch();
try {
  const titles = ["case", "first rows", "frames a second", "p50", "p95", "longest", "tasks > 50 ms", "rows not drawn + without ticket", "processor a row", "to the middle", "to the end", "dragged", "load"];
  line(titles);
  line(titles.map(() => "---"));
  const chosen = cases.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  for (const one of chosen) await steady(browser, program, one);
  const [usual] = chosen;
  if (usual !== undefined) {
    const page = await open(browser, program, usual);
    for (const told of [await backAgain(page), await whileChanging(page, program), await memory(page)]) console.log(told);
  }
} finally {
  await browser.close();
  await program.stop();
}
