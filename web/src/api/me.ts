import { useSuspenseQuery } from "@tanstack/react-query";

import { profileQuery } from "./queries";
import type { Access, Profile } from "./types";

const ORDER: readonly Access[] = ["unregistered", "user", "operator", "admin"];

/** Whether somebody has at least this level. What a screen hides by it, the server refuses as well. */
export function reaches(access: Access, level: Access): boolean {
  return ORDER.indexOf(access) >= ORDER.indexOf(level);
}

/** Who is logged in; inside the shell there always is somebody. */
export function useMe(): Profile {
  return useSuspenseQuery(profileQuery).data;
}
