/**
 * How every request goes out: with the page's language and the header that only our own pages can send, reads tried again, and a log-in
 * that has ended renewed once for all tabs. Credentials are cookies that scripts cannot read; nothing here knows them.
 */
import { ApiError } from "./error";
import { renewed } from "./session";

/** How often a read is tried again, and after how many milliseconds. */
const WAITS = [300, 1_200];
const PASSING = new Set([502, 503, 504]);

let language = "en";
/** The language in which the server is to answer. */
export function speak(code: string): void {
  language = code;
}

/** The language in which the server answers. */
export const spoken = (): string => language;

/** Names a change so that a repetition of it is no second one. Works where the page has no secure context, too. */
export function changeKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const wait = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));

async function once(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw ApiError.offline();
  }
}

async function patiently(request: Request): Promise<Response> {
  const reads = request.method === "GET";
  for (let turn = 0; ; turn += 1) {
    const pause = WAITS[turn];
    try {
      const response = await once(request.clone());
      if (!reads || pause === undefined || !PASSING.has(response.status)) return response;
    } catch (error) {
      if (!reads || pause === undefined || !(error instanceof ApiError) || !navigator.onLine) throw error;
    }
    await wait(pause);
  }
}

/** `fetch` for the generated client. */
export async function apiFetch(input: Request): Promise<Response> {
  const headers = new Headers(input.headers);
  headers.set("Accept-Language", language);
  headers.set("X-Requested-With", "gongdan");
  if (input.method === "POST" && !headers.has("Idempotency-Key")) headers.set("Idempotency-Key", changeKey());
  const request = new Request(input, { headers, credentials: "same-origin" });
  const sent = Date.now();
  const response = await patiently(request);
  const signingIn = /\/auth\/(login|refresh|logout)$/.test(new URL(request.url).pathname);
  if (response.status !== 401 || signingIn || !(await renewed(sent))) return response;
  return patiently(request);
}
