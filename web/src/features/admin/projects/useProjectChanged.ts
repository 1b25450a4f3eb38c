import { useQueryClient } from "@tanstack/react-query";

import { keys } from "@/api/keys";

/** Has everything read again that a change of a project's settings makes stale: all its lists bear one tag. */
export function useProjectChanged(): () => void {
  const client = useQueryClient();
  return () => {
    for (const queryKey of [keys.projects, keys.statuses]) void client.invalidateQueries({ queryKey });
  };
}
