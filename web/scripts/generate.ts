/**
 * Makes `src/api/schema.gen.ts` of what the server says of itself; with `--check` it only compares, and fails where they differ.
 * The description comes from the program (`GONGDAN_BIN`, by default ../target/debug/gongdan) or from a file (`GONGDAN_OPENAPI`).
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

import openapiTS, { astToString, type OpenAPI3 } from "openapi-typescript";

const target = new URL("../src/api/schema.gen.ts", import.meta.url);
const program = process.env.GONGDAN_BIN ?? new URL("../../target/debug/gongdan", import.meta.url).pathname;
const file = process.env.GONGDAN_OPENAPI;
const text = file === undefined ? execFileSync(program, ["openapi"], { encoding: "utf8", maxBuffer: 64 << 20 }) : readFileSync(file, "utf8");

/** What the pages call; the other surfaces are for other programs. */
const ours = (path: string) => path.startsWith("/api/v1/");
const api = JSON.parse(text) as OpenAPI3 & { paths: Record<string, unknown> };
const all = { ...api, paths: Object.fromEntries(Object.entries(api.paths).filter(([path]) => ours(path))) } as OpenAPI3;

const made = `// Made by \`npm run generate\` of the server's own description; not to be edited.\n${astToString(await openapiTS(all))}`;
if (!process.argv.includes("--check")) {
  writeFileSync(target, made);
} else if (readFileSync(target, "utf8") !== made) {
  console.error("web/src/api/schema.gen.ts is not what the server says of itself: run `npm run generate` in web/ and commit it");
  process.exit(1);
}
