import { useSuspenseQuery } from "@tanstack/react-query";

import { profileQuery } from "./queries";
import type { Profile } from "./types";

/** Who is logged in; inside the shell there always is somebody. */
export function useMe(): Profile {
  return useSuspenseQuery(profileQuery).data;
}
