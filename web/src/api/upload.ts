/** Sends a file with progress, which `fetch` does not tell. Else as every request (`fetch.ts`): language, header, log-in renewed once. */
import { ApiError } from "./error";
import { changeKey, spoken } from "./fetch";
import { renewed } from "./session";
import type { ErrorBody } from "./types";

interface Options {
  /** Called with 0 to 1. */
  progress: (part: number) => void;
  signal: AbortSignal;
}

function once(path: string, form: FormData, key: string, { progress, signal }: Options): Promise<XMLHttpRequest> {
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("Accept-Language", spoken());
    request.setRequestHeader("X-Requested-With", "gongdan");
    request.setRequestHeader("Idempotency-Key", key);
    request.upload.onprogress = (event) => progress(event.total === 0 ? 0 : event.loaded / event.total);
    request.onload = () => done(request);
    request.onerror = () => failed(ApiError.offline());
    request.onabort = () => failed(new DOMException("aborted", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

function refusal(request: XMLHttpRequest): ApiError {
  const id = request.getResponseHeader("x-request-id") ?? "";
  try {
    const body = JSON.parse(request.responseText) as Partial<ErrorBody>;
    return new ApiError(request.status, body.error ?? "unreadable", body.message ?? "", body.details ?? {}, body.requestId ?? id);
  } catch {
    return new ApiError(request.status, "unreadable", "", {}, id);
  }
}

/** Posts a form with a file. Throws an `ApiError` for a refusal, an `AbortError` where it was given up. */
export async function upload(path: string, form: FormData, options: Options): Promise<void> {
  const sent = Date.now();
  const key = changeKey();
  let request = await once(path, form, key, options);
  if (request.status === 401 && (await renewed(sent))) request = await once(path, form, key, options);
  if (request.status < 200 || request.status >= 300) throw refusal(request);
}
