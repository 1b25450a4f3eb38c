/** The server's shapes that only this screen knows, by short names. */
import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];

export type Detail = Schemas["TicketDetail"];
export type Comment = Schemas["Comment"];
export type Attachment = Schemas["Attachment"];
export type Link = Schemas["Link"];
export type Step = Schemas["Step"];
export type Offer = Schemas["Offer"];
export type Effect = Schemas["Effect"];
export type Worklog = Schemas["Worklog"];
