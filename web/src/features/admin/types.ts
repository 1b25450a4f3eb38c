/** The server's shapes that only administration sees. */
import type { components } from "@/api/schema.gen";

type Schemas = components["schemas"];

/** A group, role or department. */
export type Rule = Schemas["PermissionRule"];
export type Permission = Rule["permission"];
export type Domain = Rule["userDomainType"];
export type ProjectRole = Schemas["ProjectRole"];
export type IssueType = Schemas["IssueType"];
export type Word = Schemas["VocabularyEntry"];
export type Webhook = Schemas["Webhook"];
export type Message = Schemas["Message"];
export type MessageDetail = Schemas["MessageDetail"];
export type Hook = Schemas["Hook"];
export type AuditEntry = Schemas["AuditEntry"];
export type Team = Schemas["Team"];
export type FieldType = Schemas["CustomField"]["type"];

/** What was read, with the tag that a change of it sends back. */
export interface Tagged<T> { data: T; etag: string }
