/** The real browser of the tests and measurements. */
import { existsSync } from "node:fs";

import { chromium, type Browser } from "playwright-core";

function executable(): string {
  const known = [process.env.GONGDAN_CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = known.find((path) => path !== undefined && existsSync(path));
  if (found === undefined) throw new Error("no Chromium: install it, or name it with GONGDAN_CHROMIUM");
  return found;
}

export function launch(): Promise<Browser> {
  return chromium.launch({ executablePath: executable(), args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}
