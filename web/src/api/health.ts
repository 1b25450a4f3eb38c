/** How the server is (`/readyz`), beside `/api/v1`. It answers 503 with the same words where it cannot work. */
import { ApiError } from "./error";

export interface Health {
  /** `ok` or `unavailable`. */ status: string;
  /** `ok`, `unreachable` or `late`. */ database?: string;
  /** `ok`, `older` or `newer` than the program knows, or `unknown`. */ schema?: string;
  /** `ok`, or `full`: nothing can be written. */ storage?: string;
}

export async function readHealth(signal: AbortSignal): Promise<Health> {
  const response = await fetch("/readyz", { signal, credentials: "same-origin", headers: { Accept: "application/json" } }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw ApiError.offline();
  });
  if (!response.ok && response.status !== 503) throw await ApiError.of(response);
  try {
    return (await response.json()) as Health;
  } catch {
    throw new ApiError(response.status, "unreadable", "");
  }
}
