import { QueryClient } from "@tanstack/react-query";

/** Makes the store of what the server has said. Reads are tried again below (`fetch.ts`); live events say what has changed (`live.ts`). */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { retry: false, staleTime: 15_000, gcTime: 5 * 60_000, networkMode: "always", refetchOnReconnect: "always" },
      mutations: { networkMode: "always" },
    },
  });
}
