/** The names under which answers are kept. In one place, so that a live event or a change reaches every screen that shows the thing. */
export const keys = {
  instance: ["instance"] as const,
  profile: ["profile"] as const,
  rights: ["profile", "rights"] as const,
  projects: ["projects"] as const,
  project: (key: string) => ["projects", key] as const,
  fields: (project: string) => ["projects", project, "fields"] as const,
  statuses: ["statuses"] as const,
  names: ["names"] as const,
  people: (query: string) => ["people", query] as const,
  /** Every list of tickets begins so. */
  ticketLists: ["tickets", "list"] as const,
  /** Pages of a long list, which patch their rows themselves instead of being read again (features/tickets/list). */
  ticketPages: (query: object) => ["tickets", "pages", query] as const,
  ticketPage: (query: object, page: number) => ["tickets", "pages", query, page] as const,
  /** How many tickets a filter finds. */
  ticketCounts: ["tickets", "count"] as const,
  ticketCount: (query: object) => ["tickets", "count", query] as const,
  /** Columns of a board. */
  boards: ["tickets", "board"] as const,
  board: (query: object) => ["tickets", "board", query] as const,
  /** Whom the lanes of a board are of: not changed by every ticket. */
  lanes: (base: string) => ["lanes", base] as const,
  /** One's own bulk changes, which are jobs; no live event tells of them. */
  bulkJobs: ["bulk", "jobs"] as const,
  bulkReport: (job: string, state: string) => ["bulk", "report", job, state] as const,
  bulkItems: (job: string, outcome: string) => ["bulk", "items", job, outcome] as const,
  /** Which transitions a project's workflows have, and which the reader may take. */
  moves: (project: string) => ["projects", project, "moves"] as const,
  customFields: ["fields"] as const,
  groups: ["groups"] as const,
  tickets: (query: object) => ["tickets", "list", query] as const,
  /** Everything about one ticket begins so. */
  ticket: (id: number | string) => ["tickets", "one", String(id)] as const,
  ticketPart: (id: number | string, part: string) => ["tickets", "one", String(id), part] as const,
  /** What a transition would do. Not below the ticket's: once it is taken, asking again is refused. */
  preview: (ticket: string, body: object) => ["tickets", "preview", ticket, body] as const,
  usual: (filter: string) => ["tickets", "usual", filter] as const,
  approvals: ["approvals"] as const,
  notifications: ["notifications"] as const,
  unread: ["notifications", "unread"] as const,
  search: (text: string) => ["search", text] as const,
  tokens: ["tokens"] as const,
  accessKeys: ["access-keys"] as const,
  views: ["views"] as const,
  workflow: (project: string, type: string) => ["workflows", project, type] as const,
  jobLists: ["jobs", "list"] as const,
  jobs: (query: object) => ["jobs", "list", query] as const,
  job: (id: string) => ["jobs", "one", id] as const,
  functions: ["functions"] as const,
  incidentLists: ["incidents"] as const,
  stats: (name: string, query: object) => ["stats", name, query] as const,
  /** Lists of administration, by the path behind `/api/v1/`. */
  admin: (path: string, query: object = {}) => ["admin", path, query] as const,
};
