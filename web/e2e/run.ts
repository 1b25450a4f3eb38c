/** Runs the tests in a real browser, all or those whose file or name has one of the arguments in it: `npm run e2e -- base`. */
import { readdirSync } from "node:fs";

import type { Browser } from "playwright-core";

import { Play, type Suite, type Test } from "./harness";
import { launch } from "./lib/browser";
import { Program } from "./lib/program";
import type { Lang } from "./lib/words";

/** How long one test may take, in milliseconds; then what it shows is kept and it has failed. */
const LIMIT = 120_000;

const wanted = process.argv.slice(2);
const fits = (name: string) => wanted.length === 0 || wanted.some((part) => name.includes(part));

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`not over after ${LIMIT} ms`)), LIMIT);
  });
  await Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const told = (error: unknown) => (error instanceof Error ? (error.stack ?? error.message) : String(error));

/** Whether it went well. */
async function perform(browser: Browser, program: Program, file: string, test: Test, lang: Lang): Promise<boolean> {
  const started = Date.now();
  const play = new Play(browser, program, file, lang);
  const name = test.langs.length > 1 ? `${file}: ${test.name} (${lang})` : `${file}: ${test.name}`;
  const why: string[] = [];
  try {
    await inTime(test.run(play.stage()));
  } catch (error) {
    why.push(told(error));
    await play.failed(test.name);
  }
  await play.end().catch((error: unknown) => why.push(told(error)));
  console.log(`${why.length === 0 ? "ok" : "FAILED"} ${name} ${Date.now() - started} ms`);
  if (why.length > 0) console.log(`${why.join("\n")}\n--- the end of the program's log\n${program.tail()}\n---`);
  return why.length === 0;
}

async function performAll(browser: Browser, file: string, { data, tests }: Suite): Promise<number> {
  const chosen = fits(file) ? tests : tests.filter((test) => fits(test.name));
  if (chosen.length === 0) return 0;
  const program = await Program.start(data);
  let failed = 0;
  for (const test of chosen) {
    for (const lang of test.langs) if (!(await perform(browser, program, file, test, lang))) failed += 1;
  }
  await program.stop();
  return failed;
}

const files = readdirSync(new URL(".", import.meta.url)).filter((name) => name.endsWith(".e2e.ts")).sort();
const browser = await launch();
const started = Date.now();
let failed = 0;
try {
  for (const file of files) {
    const made = (await import(new URL(file, import.meta.url).href)) as { default: Suite };
    failed += await performAll(browser, file.replace(".e2e.ts", ""), made.default);
  }
} finally {
  await browser.close();
}
console.log(failed === 0 ? `all went well in ${Math.round((Date.now() - started) / 1000)} s` : `${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
