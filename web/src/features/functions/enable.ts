import { useMutation, useQueryClient } from "@tanstack/react-query";

import { answer, api } from "@/api/client";
import { keys } from "@/api/keys";
import type { Func } from "@/api/types";
import { useSay } from "@/ui/say";

import { functionsQuery } from "./queries";

/** Switches a function on or off at once, and back where the server refuses. */
export function useEnable() {
  const client = useQueryClient();
  const say = useSay();
  return useMutation({
    mutationFn: ({ id, enabled }: Pick<Func, "id" | "enabled">) => answer(enabled ? api.POST("/api/v1/functions/{id}/enable", { params: { path: { id } } }) : api.POST("/api/v1/functions/{id}/disable", { params: { path: { id } } })),
    onMutate: ({ id, enabled }) => {
      client.setQueryData(functionsQuery.queryKey, (before) => before?.map((one) => (one.id === id ? { ...one, enabled } : one)));
    },
    onError: (error) => say.error(error),
    onSettled: () => client.invalidateQueries({ queryKey: keys.functions }),
  });
}
