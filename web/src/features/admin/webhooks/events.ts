/** What webhooks can be told of. */
export const events = [
  "ticket.created", "ticket.edited", "ticket.transitioned", "ticket.commented", "ticket.attached", "ticket.detached", "ticket.linked",
  "ticket.unlinked", "ticket.deleted", "ticket.restored", "ticket.referenced", "ticket.logged", "ticket.approval", "ticket.ran",
] as const;

/** The fields of tickets that a filter may name. */
export const ticketFields = [
  "project", "type", "status", "priority", "title", "content", "category", "assignee", "creator", "watchers", "tags", "source", "due", "created", "updated", "contact", "gameId", "env", "playerId",
] as const;

export const ticketValues = { priority: ["low", "medium", "high", "critical"], assignee: ["empty"] } as const;
