//! Tickets, and what is asked of them.

use super::{DONE, QUERIED};
use crate::convert::{Tid, many, moment, page, said, tid};
use app::{
    repairs::{Repair, list, report, work},
    tickets::Address,
};
use domain::{At, Fault, Rejection, msg};
use http_kit::{Page, time_param};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// How many tickets of one's own are shown unless asked otherwise: most people never have more.
const OWN_PAGE: &str = "100";
/// How many of a list are.
const PAGE: &str = "20";

/// A ticket. All keys are always there; empty text is what nobody said.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"tid": 123, "key": "NET-123", "project": "NET", "issuer_sid": "20250101", "issuer_name": "李娜",
    "description": "网速很慢，只有 1 Mbps", "notes": "请先打电话", "category": "low-speed", "status": "fresh", "priority": "mainline",
    "occur_at": "2025-12-06T08:00:00.000000Z", "appointed_at": "", "block": "紫荆 3 号楼", "room": "412", "isp": "telecom",
    "account": "gz0123456789", "phone": "13800138000", "op": "", "created_at": "2025-12-06T10:00:00.000000Z",
    "updated_at": "2025-12-06T10:00:00.000000Z", "version": 1}))]
pub(crate) struct Ticket {
    /// Its number, the same on every API of this server.
    tid: i64,
    /// Its key for people.
    key: String,
    project: String,
    /// The user name of whose ticket it is.
    issuer_sid: String,
    issuer_name: String,
    description: String,
    /// What was said when it was made.
    notes: String,
    category: String,
    status: String,
    priority: String,
    /// RFC 3339; so with `appointed_at`.
    occur_at: String,
    appointed_at: String,
    /// Of the issuer when the ticket was made; so with `room`, `isp` and `phone`.
    block: String,
    room: String,
    isp: String,
    /// The issuer's account with the provider now; shown to operators and the issuer.
    account: String,
    phone: String,
    /// The user name of who works on it.
    op: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    #[schema(value_type = String, format = DateTime)]
    updated_at: At,
    /// Grows with every step; the `ETag`.
    version: i64,
}

impl From<Repair> for Ticket {
    fn from(repair: Repair) -> Self {
        let ticket = repair.ticket;
        Self {
            tid: ticket.id.0,
            key: ticket.key().to_string(),
            appointed_at: ticket.appointment.map(|at| at.to_string()).unwrap_or_default(),
            project: ticket.project,
            issuer_sid: ticket.creator,
            issuer_name: repair.issuer_name,
            description: ticket.content,
            notes: repair.notes,
            category: repair.category,
            status: repair.status,
            priority: repair.priority,
            occur_at: repair.place.occurred,
            block: repair.place.block,
            room: repair.place.room,
            isp: repair.place.isp,
            account: repair.isp_account,
            phone: ticket.contact,
            op: ticket.assignee,
            created_at: ticket.created,
            updated_at: ticket.updated,
            version: ticket.version,
        }
    }
}

/// One ticket.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TicketAnswer {
    success: bool,
    msg: &'static str,
    ticket: Ticket,
}

impl TicketAnswer {
    /// The answer to a question.
    pub(crate) fn queried(repair: Repair) -> Self {
        Self { success: true, msg: QUERIED, ticket: repair.into() }
    }

    /// The answer to a change.
    pub(crate) fn done(repair: Repair) -> Self {
        Self { success: true, msg: DONE, ticket: repair.into() }
    }
}

/// The number of a ticket that was made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"success": true, "msg": "success", "tid": 123}))]
pub(crate) struct Made {
    success: bool,
    msg: &'static str,
    tid: i64,
}

impl Made {
    /// The answer that tells the number.
    pub(crate) fn new(repair: &Repair) -> Self {
        Self { success: true, msg: DONE, tid: repair.ticket.id.0 }
    }
}

/// A page of tickets, the last changed first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TicketPage {
    success: bool,
    msg: &'static str,
    tickets: Vec<Ticket>,
    /// How many there are in all, exactly.
    total: i64,
    /// Which page this is, from 1.
    page: i64,
    /// The page size as it was used.
    size: i64,
}

impl TicketPage {
    /// A page of a list.
    pub(crate) fn new((repairs, total): (Vec<Repair>, i64), page: Page) -> Self {
        let tickets = repairs.into_iter().map(Into::into).collect();
        Self { success: true, msg: QUERIED, tickets, total, page: page.page, size: page.size }
    }
}

/// Which ticket is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TidQuery {
    /// The ticket's number.
    #[param(required = true, value_type = i64, example = 123)]
    tid: Option<String>,
}

impl TidQuery {
    /// The ticket.
    pub(crate) fn address(&self) -> Result<Address, Rejection> {
        tid(self.tid.as_deref())
    }
}

/// Which page of one's own tickets is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct OwnQuery {
    /// From 1, which is where it starts when left out.
    #[param(value_type = Option<i64>, minimum = 1)]
    page: Option<String>,
    /// 100 when left out; past 100 taken as 100.
    #[param(value_type = Option<i64>, minimum = 1)]
    size: Option<String>,
}

impl OwnQuery {
    /// The page.
    pub(crate) fn page(&self) -> Result<Page, Rejection> {
        page(self.page.as_deref(), self.size.as_deref(), OWN_PAGE)
    }
}

/// What a list is narrowed to. Several values of one parameter are separated by commas.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FilterQuery {
    /// Words of statuses: `fresh accepted delayed escalated solved canceled`, unless the project has others.
    #[param(example = "fresh,accepted")]
    status: Option<String>,
    category: Option<String>,
    /// Words of priorities: `highest assigned mainline normal in-passing least`, unless the project has others.
    priority: Option<String>,
    /// The building, exactly.
    block: Option<String>,
    /// Words of providers: `telecom unicom mobile others`, unless the project has others.
    isp: Option<String>,
    /// `all` (when left out); `active`: waits or is worked on; `closed`: solved, closed or canceled; `mine`: active and the
    /// caller works on it; `unassigned`: active and nobody does.
    scope: Option<String>,
    /// A project's key; every project that the caller may reach when left out.
    project: Option<String>,
    /// RFC 3339, or a day, which begins at midnight UTC: made then or later.
    from: Option<String>,
    /// The same: made before.
    to: Option<String>,
    /// From 1, which is where it starts when left out.
    #[param(value_type = Option<i64>, minimum = 1)]
    page: Option<String>,
    /// 20 when left out; past 100 taken as 100.
    #[param(value_type = Option<i64>, minimum = 1)]
    size: Option<String>,
}

impl FilterQuery {
    /// The page.
    pub(crate) fn page(&self) -> Result<Page, Rejection> {
        page(self.page.as_deref(), self.size.as_deref(), PAGE)
    }

    /// The wish.
    pub(crate) fn wish(self) -> Result<list::Wish, Rejection> {
        let (from, to) = (time_param("from", self.from.as_deref())?, time_param("to", self.to.as_deref())?);
        Ok(list::Wish {
            statuses: many(self.status.as_deref()),
            categories: many(self.category.as_deref()),
            priorities: many(self.priority.as_deref()),
            blocks: many(self.block.as_deref()),
            isps: many(self.isp.as_deref()),
            scope: scope(self.scope.as_deref())?,
            project: said(self.project).map(|key| key.trim().to_owned()),
            from,
            to,
        })
    }
}

const SCOPES: [(&str, list::Scope); 5] = [
    ("all", list::Scope::All),
    ("active", list::Scope::Active),
    ("closed", list::Scope::Closed),
    ("mine", list::Scope::Mine),
    ("unassigned", list::Scope::Unassigned),
];

fn scope(text: Option<&str>) -> Result<list::Scope, Rejection> {
    let word = text.map(str::trim).unwrap_or_default();
    if word.is_empty() {
        return Ok(list::Scope::default());
    }
    let found = SCOPES.iter().find(|(known, _)| *known == word).map(|(_, scope)| *scope);
    found.ok_or_else(|| {
        let allowed = SCOPES.map(|(known, _)| known).join(", ");
        Rejection::malformed("scope", msg!("value.one_of", allowed = allowed))
    })
}

/// A report. Blank is as left out.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"issuer_sid": "20250101", "description": "网速很慢，只有 1 Mbps", "category": "low-speed",
    "occur_at": "2025-12-06T08:00:00+08:00", "appointed_at": "2025-12-07T18:00:00+08:00", "notes": "请先打电话"}))]
pub(crate) struct NewTicket {
    /// The user name of whose ticket it is: one's own, or for administrators anybody's.
    #[schema(required = true)]
    issuer_sid: Option<String>,
    /// At most 65,536 characters.
    #[schema(required = true)]
    description: Option<String>,
    /// `first-install low-speed ip-or-device client-or-account others`, unless the project has others.
    #[schema(required = true)]
    category: Option<String>,
    /// RFC 3339.
    #[schema(required = true, format = DateTime)]
    occur_at: Option<String>,
    /// RFC 3339.
    #[schema(format = DateTime)]
    appointed_at: Option<String>,
    /// Kept with the ticket, and as its first comment.
    notes: Option<String>,
    /// For administrators; the workflow's first when left out.
    status: Option<String>,
    /// For administrators; `mainline` when left out.
    priority: Option<String>,
}

impl NewTicket {
    /// The command, or all that is missing.
    pub(crate) fn command(self) -> Result<report::Command, Rejection> {
        let required = [
            ("issuer_sid", &self.issuer_sid),
            ("description", &self.description),
            ("category", &self.category),
            ("occur_at", &self.occur_at),
        ];
        let missing = required.iter().filter(|(_, text)| said((*text).clone()).is_none());
        let mut faults: Vec<Fault> = missing.map(|(name, _)| Fault::new(*name, msg!("text.blank"))).collect();
        for (name, text) in [("occur_at", &self.occur_at), ("appointed_at", &self.appointed_at)] {
            faults.extend(moment(name, text.as_deref()).err());
        }
        if !faults.is_empty() {
            return Err(Rejection::Invalid(faults));
        }
        Ok(report::Command {
            issuer: self.issuer_sid.unwrap_or_default(),
            description: self.description.unwrap_or_default(),
            category: self.category.unwrap_or_default(),
            occurred: self.occur_at.unwrap_or_default(),
            appointment: said(self.appointed_at),
            notes: self.notes.unwrap_or_default(),
            status: said(self.status),
            priority: said(self.priority),
        })
    }
}

/// What [`report`] and [`work`] call otherwise than a new ticket's body.
pub(crate) const NEW_TICKET_NAMES: [(&str, &str); 4] = [
    ("issuer", "issuer_sid"),
    ("occurred", "occur_at"),
    ("appointment", "appointed_at"),
    ("traces", "project"),
];

/// A step of the crew's. Blank is as left out; at least one of the last five must be there.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"tid": 123, "new_status": "accepted", "new_appointment": "2025-12-07T18:00:00+08:00",
    "remark": "已受理，明天晚上上门。"}))]
pub(crate) struct NewTrace {
    /// The ticket's number.
    #[schema(required = true, value_type = i64)]
    tid: Option<Tid>,
    /// Must be a status that may follow the present one.
    new_status: Option<String>,
    new_priority: Option<String>,
    /// RFC 3339.
    #[schema(format = DateTime)]
    new_appointment: Option<String>,
    new_category: Option<String>,
    /// Becomes a comment.
    remark: Option<String>,
}

impl NewTrace {
    /// The ticket and the command.
    pub(crate) fn command(self) -> Result<(Address, work::Command), Rejection> {
        moment("new_appointment", self.new_appointment.as_deref())
            .map_err(|fault| Rejection::Invalid(vec![fault]))?;
        let command = work::Command {
            status: said(self.new_status),
            priority: said(self.new_priority),
            appointment: said(self.new_appointment),
            category: said(self.new_category),
            remark: self.remark.unwrap_or_default(),
        };
        Ok((Tid::address(self.tid)?, command))
    }
}

/// What [`work`] calls otherwise than a new trace's body.
pub(crate) const NEW_TRACE_NAMES: [(&str, &str); 5] = [
    ("status", "new_status"),
    ("priority", "new_priority"),
    ("appointment", "new_appointment"),
    ("category", "new_category"),
    ("note", "remark"),
];

/// A report that is taken back.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"tid": 123, "remark": "已经好了"}))]
pub(crate) struct Cancellation {
    /// The ticket's number.
    #[schema(required = true, value_type = i64)]
    tid: Option<Tid>,
    /// Becomes a comment.
    remark: Option<String>,
}

impl Cancellation {
    /// The ticket and what is said.
    pub(crate) fn command(self) -> Result<(Address, String), Rejection> {
        Ok((Tid::address(self.tid)?, self.remark.unwrap_or_default()))
    }
}
