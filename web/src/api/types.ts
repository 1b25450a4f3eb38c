/** The server's shapes by short names; what they mean stands in `/docs`. */
import type { components } from "./schema.gen";

type Schemas = components["schemas"];

export type Ticket = Schemas["Ticket"];
export type TicketDetail = Schemas["TicketDetail"];
export type TicketList = Schemas["TicketList"];
export type TicketWish = Schemas["TicketBody"];
export type Profile = Schemas["Profile"];
export type Rights = Schemas["Rights"];
export type Person = Schemas["User"];
export type Project = Schemas["Project"];
export type CustomField = Schemas["CustomField"];
export type ProjectField = Schemas["ProjectField"];
export type Circle = Schemas["Circle"];
export type View = Schemas["View"];
export type ViewWish = Schemas["ViewWish"];
export type Offer = Schemas["Offer"];
export type BoardMove = Schemas["BoardMove"];
export type Explanation = Schemas["Explanation"];
export type NewTransition = Schemas["NewTransition"];
export type AskedField = Schemas["AskedField"];
export type StatusOfType = Schemas["TypeStatus"];
export type Notification = Schemas["Notification"];
export type Approval = Schemas["Approval"];
export type Names = Schemas["Names"];
export type ErrorBody = Schemas["ErrorBody"];
export type FeedEvent = Schemas["FeedEvent"];
export type SearchResult = Schemas["SearchResult"];
export type ApiToken = Schemas["Token"];
export type AccessKey = Schemas["AccessKey"];

/** What somebody may do in general; the server decides about each thing. */
export type Access = Profile["access"];

export type Job = Schemas["JobItem"];
export type JobDetail = Schemas["Answer_JobDetail"]["data"];
export type JobEvent = Schemas["JobEvent"];
export type JobState = Job["state"];
export type JobStats = Schemas["CallStats"];
export type BulkWish = Schemas["BulkWish"];
export type BulkReport = Schemas["BulkReport"];
export type Func = Schemas["Function"];
export type FuncKind = Func["kind"];
export type FuncVersion = Schemas["FunctionVersion"];
export type FuncChange = Schemas["FunctionChange"];
export type NewFunc = Schemas["NewFunction"];
export type Schedule = Schemas["Schedule"];
export type ScheduleWish = Schemas["ScheduleWish"];
export type Secret = Schemas["Secret"];

export type TimelineItem = Schemas["TimelineItem"];
export type IncidentTimes = Schemas["IncidentTimes"];
export type IncidentRole = Schemas["IncidentRole"];
export type SeverityFigures = Schemas["SeverityFigures"];
export type Severity = IncidentTimes["severity"];
