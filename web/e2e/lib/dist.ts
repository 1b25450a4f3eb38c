/**
 * Serves a build of the pages as the program does, and passes everything else on to it: for whoever changes pages and does not want to
 * compile the program for each try. What counts is a run without it.
 */
import { once } from "node:events";
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, request, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, resolve, sep } from "node:path";
import { pipeline } from "node:stream";

/** What the program says its pages may do; `base.e2e.ts` holds the two together. */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
  "worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const types: Record<string, string> = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml" };
/** What the program answers and not the pages. */
const elsewhere = /^\/(api|docs|openapi\.json|metrics|healthz|readyz|webhook|hooks)(\/|$)/;

export interface DistServer { url: string; stop: () => Promise<void> }

function pass(asked: IncomingMessage, answer: ServerResponse, program: string): void {
  const on = request(`${program}${asked.url ?? "/"}`, { method: asked.method, headers: asked.headers }, (got) => {
    answer.writeHead(got.statusCode ?? 502, got.headers);
    // A stream whose program ends is cut here as well.
    pipeline(got, answer, () => undefined);
  });
  on.on("error", () => answer.destroy());
  answer.on("close", () => on.destroy());
  asked.pipe(on);
}

function file(directory: string, path: string): string {
  const wanted = resolve(directory, `.${decodeURIComponent(path)}`);
  const ours = wanted.startsWith(directory + sep) && existsSync(wanted) && statSync(wanted).isFile();
  return ours ? wanted : join(directory, "index.html");
}

/** Serves `directory` on a free port before the program at `program`. */
export async function serveDist(directory: string, program: string): Promise<DistServer> {
  const root = resolve(directory);
  const server = createServer((asked, answer) => {
    const { pathname } = new URL(asked.url ?? "/", program);
    if (elsewhere.test(pathname)) {
      pass(asked, answer, program);
      return;
    }
    const found = file(root, pathname);
    answer.writeHead(200, { "Content-Type": types[extname(found)] ?? "application/octet-stream", "Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin" });
    createReadStream(found).pipe(answer);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
