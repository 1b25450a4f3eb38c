/** The one client of `/api/v1`, typed by what the server says of itself (`schema.gen.ts`, made by `npm run generate`). */
import createClient, { type FetchResponse } from "openapi-fetch";
import type { MediaType } from "openapi-typescript-helpers";

import { ApiError } from "./error";
import { apiFetch } from "./fetch";
import type { paths } from "./schema.gen";

/** `api.GET("/api/v1/tickets", { params: { query: { … } } })`; wrap it in `answer` or `tagged`. */
export const api = createClient<paths>({ baseUrl: window.location.origin, fetch: apiFetch });

type Response_<T extends Record<string | number, unknown>, O, M extends MediaType> = Promise<FetchResponse<T, O, M>>;
type Body<T extends Record<string | number, unknown>, O, M extends MediaType> = NonNullable<FetchResponse<T, O, M>["data"]>;

/** What was answered. Throws an `ApiError` for a refusal. */
export async function answer<T extends Record<string | number, unknown>, O, M extends MediaType>(call: Response_<T, O, M>): Promise<Body<T, O, M>> {
  return (await tagged(call)).data;
}

/** What was answered with its `ETag`, which `ifMatch` sends back with a change. */
export async function tagged<T extends Record<string | number, unknown>, O, M extends MediaType>(
  call: Response_<T, O, M>,
): Promise<{ data: Body<T, O, M>; etag: string }> {
  const { data, response, error } = await call;
  if (!response.ok) throw refusal(response, error);
  return { data: data as Body<T, O, M>, etag: response.headers.get("etag") ?? "" };
}

/** The header of a change that is to happen only to what was read: `api.PUT(path, { …, headers: ifMatch(etag) })`. */
export function ifMatch(etag: string): Record<string, string> {
  return etag === "" ? {} : { "If-Match": etag };
}

/** The same for a thing whose version came in a list: the server's tags are its versions. */
export function ifVersion(version: number): Record<string, string> {
  return ifMatch(`"v${version}"`);
}

function refusal(response: Response, error: unknown): ApiError {
  const body = (typeof error === "object" && error !== null ? error : {}) as { error?: string; message?: string; details?: Record<string, string>; requestId?: string };
  const id = body.requestId ?? response.headers.get("x-request-id") ?? "";
  return new ApiError(response.status, body.error ?? "unreadable", body.message ?? "", body.details ?? {}, id);
}
