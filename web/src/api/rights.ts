import { useSuspenseQuery } from "@tanstack/react-query";

import { canOf, type Can } from "./can";
import { useMe } from "./me";
import { rightsQuery } from "./queries";

/** What the reader may do. */
export function useCan(): Can {
  const { username } = useMe();
  return canOf(useSuspenseQuery(rightsQuery).data, username);
}
