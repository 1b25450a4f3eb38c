/** Where the files are that can be downloaded. */
export const formats = ["csv", "excel", "jsonl"] as const;
export type Format = (typeof formats)[number];

/** Excel reads a CSV file as UTF-8 only where it begins with a mark. */
const asked: Record<Format, Record<string, string>> = { csv: { format: "csv" }, excel: { format: "csv", bom: "true" }, jsonl: { format: "jsonl" } };

/** Every ticket of a project, or of all. */
export const ticketsFile = (project: string, format: Format): string =>
  `/api/v1/tickets/export?${new URLSearchParams({ ...asked[format], ...(project !== "" && { project }) }).toString()}`;

/** The workflow of a type that is in force. */
export const workflowFile = (project: string, type: string): string => `/api/v1/projects/${encodeURIComponent(project)}/types/${encodeURIComponent(type)}/workflow/file`;
