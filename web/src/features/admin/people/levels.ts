/** The levels, the highest first. */
export const levels = ["admin", "operator", "user", "unregistered"] as const;
