/** Severities as the server has them: the priority, and below it a shade kept in the field `incident_level` (docs/incidents.md). */
import type { Severity, Ticket } from "@/api/types";

export const severities = ["P1", "P2", "P3", "P4", "P5"] as const satisfies readonly Severity[];

const FIELD = "incident_level";
const LOWEST = "level_50";
const ofPriority: Readonly<Record<string, Severity>> = { critical: "P1", high: "P2", medium: "P3", low: "P4" };

export function severityOf(ticket: Pick<Ticket, "priority" | "fields">): Severity {
  const known = ofPriority[ticket.priority] ?? "P3";
  return known === "P4" && (ticket.fields as Record<string, unknown>)[FIELD] === LOWEST ? "P5" : known;
}

/** What is changed of a ticket to give it a severity; the shade only where its project has one. */
export function asChange(severity: Severity, shades: boolean): { priority: Ticket["priority"]; fields?: Record<string, string | null> } {
  const priority = ({ P1: "critical", P2: "high", P3: "medium", P4: "low", P5: "low" } as const)[severity];
  return { priority, ...(shades && { fields: { [FIELD]: severity === "P5" ? LOWEST : null } }) };
}

/** Whether a project tells P5 from P4. */
export const hasShades = (fields: readonly { key: string }[]): boolean => fields.some((field) => field.key === FIELD);

/** Incidents by severity, the oldest first: what has waited longest stands at the top. */
export function bySeverity<T extends Pick<Ticket, "priority" | "fields" | "createdAt">>(tickets: readonly T[]): Record<Severity, T[]> {
  const columns: Record<Severity, T[]> = { P1: [], P2: [], P3: [], P4: [], P5: [] };
  for (const ticket of tickets) columns[severityOf(ticket)].push(ticket);
  for (const column of Object.values(columns)) column.sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  return columns;
}
