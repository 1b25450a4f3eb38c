/** What the reader may do, as the server says it: what a screen hides by it, the server refuses as well. */
import type { Rights, Ticket } from "./types";

export type Permission = Rights["permissions"][number];

export interface Can {
  /** Whether they are let at tickets, projects and jobs at all. */
  readonly enter: boolean;
  /** Whether they administer the instance. */
  readonly administer: boolean;
  /** Whether they may look at people, groups and the figures of incidents. */
  readonly seePeople: boolean;
  /** Whether they may delete tickets that they may edit. */
  readonly remove: boolean;
  /** In the team as a whole. */
  readonly team: (permission: Permission) => boolean;
  /** With a project, and every ticket of it. */
  readonly project: (key: string, permission: Permission) => boolean;
  /** In some project at least. */
  readonly somewhere: (permission: Permission) => boolean;
  /** With a ticket, as far as that does not hang on more than whose it is. */
  readonly ticket: (ticket: Pick<Ticket, "project" | "creator" | "assignee" | "watchers">, permission: Permission) => boolean;
}

/** The rights of `username`, as questions. */
export function canOf(rights: Rights, username: string): Can {
  const of = (key: string) => rights.projects.find((one) => one.project === key);
  const staff = rights.access === "operator" || rights.access === "admin";
  const project = (key: string, permission: Permission) => of(key)?.permissions.includes(permission) === true;
  return {
    enter: rights.access !== "unregistered",
    administer: rights.admin,
    seePeople: staff,
    remove: staff,
    team: (permission) => rights.permissions.includes(permission),
    project,
    somewhere: (permission) => rights.permissions.includes(permission) || rights.projects.some((one) => one.permissions.includes(permission)),
    ticket: (ticket, permission) => {
      if (project(ticket.project, permission)) return true;
      const theirs = ticket.creator === username || ticket.assignee === username;
      // Who watches may say something, and nothing more.
      const listens = permission === "comment" && ticket.watchers.includes(username);
      return (theirs || listens) && of(ticket.project)?.ofOwn.includes(permission) === true;
    },
  };
}
