import type { ErrorBody } from "./types";

/** The word of an error: the server's, or one of ours for what never reached it. */
export type ErrorWord = "offline" | "unreadable" | (string & {});

/** Every refusal and failure of a request, as one class. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    /** The HTTP status; 0 when there was no answer. */ readonly code: number,
    /** `validation_failed`, `conflict` …; see contracts. */ readonly word: ErrorWord,
    /** A sentence for people in the page's language; empty when there was no answer. */ message: string,
    /** Why, by field. */ readonly details: Readonly<Record<string, string>> = {},
    /** What the server's log calls the request. */ readonly requestId = "",
  ) {
    super(message);
  }

  /** Reads a refused answer, whatever stands in it. */
  static async of(response: Response): Promise<ApiError> {
    const requestId = response.headers.get("x-request-id") ?? "";
    try {
      const body = (await response.json()) as Partial<ErrorBody>;
      return new ApiError(response.status, body.error ?? "unreadable", body.message ?? "", body.details ?? {}, body.requestId ?? requestId);
    } catch {
      return new ApiError(response.status, "unreadable", "", {}, requestId);
    }
  }

  /** There was no answer at all. */
  static offline(): ApiError {
    return new ApiError(0, "offline", "");
  }
}

/** Whether it is a refusal of this status. */
export function isRefusal(error: unknown, code: number): boolean {
  return error instanceof ApiError && error.code === code;
}
