/** How many votes a request takes. */

/** The number of consents that a rule asks for among so many; `all` where it is everybody. */
export function votes(rule: unknown, among: number): number | "all" {
  if (rule === "any") return among === 1 ? "all" : 1;
  if (typeof rule !== "object" || rule === null) return "all";
  const { at_least: least, percent } = rule as { at_least?: unknown; percent?: unknown };
  const wanted = typeof least === "number" ? least : typeof percent === "number" ? Math.ceil((among * percent) / 100) : among;
  return wanted >= among ? "all" : wanted;
}
