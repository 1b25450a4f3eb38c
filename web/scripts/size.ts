/**
 * Measures what a first visit pulls (the page, what it loads at once, one language, the log-in or My work with all they need), brotli,
 * and fails above the limit.
 */
import { existsSync, readFileSync, statSync } from "node:fs";

interface Chunk { file: string; css?: string[]; imports?: string[] }

const LIMIT = 350_000;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8")) as Record<string, Chunk>;
const size = (file: string) => statSync(new URL(existsSync(new URL(`${file}.br`, dist)) ? `${file}.br` : file, dist)).size;

function files(entry: string, found = new Set<string>()): Set<string> {
  const chunk = manifest[entry];
  if (chunk === undefined) throw new Error(`${entry} is not in the build`);
  if (found.has(chunk.file)) return found;
  for (const file of [chunk.file, ...(chunk.css ?? [])]) found.add(file);
  for (const next of chunk.imports ?? []) files(next, found);
  return found;
}

const screens = { "log-in": "src/features/session/LoginPage.tsx", "my work": "src/features/home/HomePage.tsx" };
const languages = [["zh", "node_modules/antd/es/locale/zh_CN.js"], ["en", "node_modules/antd/es/locale/en_US.js"]] as const;
let worst = 0;
for (const [name, screen] of Object.entries(screens)) {
  for (const [language, library] of languages) {
    const all = new Set(["index.html", "favicon.svg"]);
    for (const entry of ["index.html", screen, `src/i18n/locales/${language}.ts`, library]) files(entry, all);
    const bytes = [...all].reduce((sum, file) => sum + size(file), 0);
    worst = Math.max(worst, bytes);
    console.log(`${name}, ${language}: ${(bytes / 1000).toFixed(1)} kB in ${all.size} files`);
  }
}
if (worst > LIMIT) {
  console.error(`the first load is ${worst} bytes, more than ${LIMIT}`);
  process.exit(1);
}
