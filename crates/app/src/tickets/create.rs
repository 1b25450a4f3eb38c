//! Making a ticket.

use super::{comment, read, step};
use crate::{Cx, Error, plan::Plan};
use domain::{
    Rejection,
    history::{Audience, Kind},
    id::TicketId,
    identity::{Access, Context, Permission},
    msg,
    ticket::{Birth, DESCRIBED, Field, Patch, Ticket},
    workflow::cause::Cause,
};
use std::sync::Arc;
use store::{number, project::IssueType};

/// What is wished.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// The project's key; `None` = the surface's default.
    pub project: Option<String>,
    /// The issue type's key; `None` = the project's first.
    pub kind: Option<String>,
    /// The fields.
    pub fields: Patch,
}

/// How a ticket begins, where it is not as usual.
#[derive(Debug, Clone, Default)]
pub(crate) struct Start {
    /// User name and short id of whose ticket it is; `None` = the actor's.
    pub(crate) creator: Option<(String, String)>,
    /// A status of its workflow; `None` = the first.
    pub(crate) status: Option<String>,
    /// What is said with it; becomes a comment.
    pub(crate) note: String,
    /// What it comes of.
    pub(crate) cause: Cause,
    /// Its 16-character id, which is not taken; `None` = one that nobody can guess.
    pub(crate) uuid: Option<String>,
    /// What it cannot be without, of the fields that are not custom; `None` = [`domain::ticket::DESCRIBED`].
    pub(crate) needed: Option<&'static [Field]>,
}

/// Makes a ticket in the first status of its workflow.
pub fn run(cx: &mut Cx<'_, '_>, command: &Command) -> Result<read::Detail, Error> {
    Ok(read::Detail::new(begin(cx, command, Start::default())?))
}

/// Makes a ticket.
pub(crate) fn begin(cx: &mut Cx<'_, '_>, command: &Command, start: Start) -> Result<Ticket, Error> {
    cx.actor.require(Access::User, Permission::CreateTickets)?;
    let held = cx.hold_plans()?;
    let id = number::ask(cx.tx, number::Source::Ticket)?;
    let seq = number::ask(cx.tx, number::Source::Event)?;
    let plan = place(cx, command)?;
    let kind = kind(&plan, command)?;
    let wishes = super::spell_people(cx, command.fields.clone())?;
    let note = comment::check("note", &start.note)?;
    let (creator, uuid) = start.creator.unwrap_or_else(|| (cx.actor.username.clone(), cx.actor.uuid.clone()));
    let id = TicketId(number::taken(cx.tx, id)?);
    held.confirm(cx)?;
    let birth = Birth {
        team: cx.actor.team,
        id,
        uuid: start.uuid.unwrap_or_else(|| format!("{uuid}{}", cx.short_id(8))),
        project: kind.project.clone(),
        kind: kind.key.clone(),
        status: start.status.map_or_else(|| first_status(&plan, kind), Ok)?,
        creator,
        source: cx.via,
        at: cx.now,
    };
    let (ticket, changes) =
        domain::ticket::begin(birth, wishes, &plan.fields, start.needed.unwrap_or(DESCRIBED))?;
    let mut step = step::Step::of(Kind::Created, changes);
    if !note.is_empty() {
        let comment = comment::write(cx, ticket.id, &note, Audience::Everyone, ticket.created)?;
        step.about.comment = Some(comment.id.0);
    }
    step.note = note;
    step.cause = start.cause;
    step::begin(cx, &ticket, step, seq)?;
    Ok(ticket)
}

/// Refuses what [`begin`] would refuse, and makes nothing.
pub(super) fn rehearse(cx: &mut Cx<'_, '_>, command: &Command) -> Result<(), Error> {
    let plan = place(cx, command)?;
    let kind = kind(&plan, command)?;
    let wishes = super::spell_people(cx, command.fields.clone())?;
    let birth = Birth {
        team: cx.actor.team,
        id: TicketId(0),
        uuid: String::new(),
        project: kind.project.clone(),
        kind: kind.key.clone(),
        status: first_status(&plan, kind)?,
        creator: cx.actor.username.clone(),
        source: cx.via,
        at: cx.now,
    };
    domain::ticket::begin(birth, wishes, &plan.fields, DESCRIBED)?;
    Ok(())
}

/// The plan of the project that is asked for, which stays until the commit.
fn place(cx: &mut Cx<'_, '_>, command: &Command) -> Result<Arc<Plan>, Error> {
    let named = command.project.as_deref().map(str::trim).filter(|p| !p.is_empty());
    let key = named.unwrap_or(&cx.settings.default_project).to_ascii_uppercase();
    let plan =
        cx.plan(&key)?.ok_or_else(|| Rejection::invalid("project", msg!("value.unknown", value = key)))?;
    cx.actor.allow(Permission::CreateTickets, Context::project(&key))?;
    if plan.project.archived {
        return Err(Rejection::invalid("project", msg!("project.archived", key = key)).into());
    }
    Ok(plan)
}

fn kind<'p>(plan: &'p Plan, command: &Command) -> Result<&'p IssueType, Error> {
    let Some(named) = command.kind.as_deref().map(str::trim).filter(|k| !k.is_empty()) else {
        return plan.types.first().ok_or(Error::Broken("a project has no issue type"));
    };
    let found = plan.types.iter().find(|kind| kind.key == named);
    Ok(found.ok_or_else(|| Rejection::invalid("type", msg!("value.unknown", value = named)))?)
}

fn first_status(plan: &Plan, kind: &IssueType) -> Result<String, Error> {
    let first = plan.workflow(&kind.key)?.first();
    Ok(first.ok_or(Error::Broken("a workflow has no status"))?.key.clone())
}
