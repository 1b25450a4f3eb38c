//! Making a ticket.

use super::{comment, read, step};
use crate::{Cx, Error};
use domain::{
    Rejection,
    history::{Audience, Kind},
    id::TicketId,
    identity::{Access, Context, Permission},
    msg,
    ticket::{Birth, Patch, Ticket},
};
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
}

/// Makes a ticket in the first status of its workflow.
pub fn run(cx: &mut Cx<'_, '_>, command: &Command) -> Result<read::Detail, Error> {
    Ok(read::Detail::new(begin(cx, command, Start::default())?))
}

/// Makes a ticket.
pub(crate) fn begin(cx: &mut Cx<'_, '_>, command: &Command, start: Start) -> Result<Ticket, Error> {
    cx.actor.require(Access::User, Permission::CreateTickets)?;
    let kind = place(cx, command)?;
    let team = cx.actor.team;
    let workflow = store::project::workflow(cx.tx, team, &kind.project, &kind.key)?;
    let status = start.status.or_else(|| workflow.as_ref().and_then(|w| w.first()).map(|s| s.key.clone()));
    let custom = store::project::fields(cx.tx, team, &kind.project)?;
    let wishes = super::spell_people(cx, command.fields.clone())?;
    let (creator, uuid) = start.creator.unwrap_or_else(|| (cx.actor.username.clone(), cx.actor.uuid.clone()));
    let note = comment::check("note", &start.note)?;
    let birth = Birth {
        team,
        id: TicketId(number::take(cx.tx, number::Source::Ticket)?),
        uuid: format!("{uuid}{}", cx.short_id(8)),
        project: kind.project,
        kind: kind.key,
        status: status.ok_or(Error::Broken("an issue type has no workflow"))?,
        creator,
        source: cx.via,
        at: cx.now,
    };
    let (ticket, changes) = domain::ticket::create(birth, wishes, &custom)?;
    let mut step = step::Step::of(Kind::Created, changes);
    if !note.is_empty() {
        step.about.comment =
            Some(comment::write(cx, ticket.id, &note, Audience::Everyone, ticket.created)?.0);
    }
    step.note = note;
    step::begin(cx, &ticket, step)?;
    Ok(ticket)
}

fn place(cx: &mut Cx<'_, '_>, command: &Command) -> Result<IssueType, Error> {
    let team = cx.actor.team;
    let named = command.project.as_deref().map(str::trim).filter(|p| !p.is_empty());
    let key = named.unwrap_or(&cx.settings.default_project).to_ascii_uppercase();
    let unknown = || Rejection::invalid("project", msg!("value.unknown", value = key));
    let project = store::project::hold(cx.tx, team, &key)?.ok_or_else(unknown)?;
    cx.actor.allow(Permission::CreateTickets, Context::project(&project.key))?;
    if project.archived {
        return Err(Rejection::invalid("project", msg!("project.archived", key = key)).into());
    }
    let Some(kind) = command.kind.as_deref().map(str::trim).filter(|k| !k.is_empty()) else {
        let first = store::project::types(cx.tx, team, &project.key)?.into_iter().next();
        return first.ok_or(Error::Broken("a project has no issue type"));
    };
    let found = store::project::issue_type(cx.tx, team, &project.key, kind)?;
    Ok(found.ok_or_else(|| Rejection::invalid("type", msg!("value.unknown", value = kind)))?)
}
