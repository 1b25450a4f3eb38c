//! Acting on an incident.

use super::{
    Incident, Node, Params, SURFACE, address, field,
    node::{self, Action, Place},
    params::place,
    person, phrase,
};
use crate::{
    Cx, Error, identity,
    tickets::{
        self, Address, Check, Deleted, approval,
        step::Locked,
        transition::{self, Answer, choose},
    },
    vocabulary::Glossary,
};
use domain::{
    Rejection, Value,
    identity::{Access, Permission},
    msg,
    ticket::{Field, Patch, Ticket},
    workflow::{
        StatusCategory, Step, Transition, Workflow,
        approval::{Act, Vote},
    },
};

/// What is wished.
#[derive(Debug, Clone)]
pub struct Command {
    /// What the request calls the incident's address.
    pub parameter: &'static str,
    /// The incident.
    pub incident: String,
    /// What is done.
    pub action: Action,
    /// The id of doing it where the caller last saw it; `None` where the request has no place for one.
    pub task: Option<String>,
    /// What is said with it.
    pub params: Params,
}

/// The version of an incident, where it is, and what the actor may do there.
pub fn tasks(cx: &mut Cx<'_, '_>, incident: &str) -> Result<(i64, Node), Error> {
    let ticket = super::find(cx, &address("incident_id", incident)?, Permission::ViewTickets)?;
    Ok((ticket.version, node::present(cx, &ticket)?))
}

/// Acts in the name of somebody: of oneself, and for administrators of anybody.
pub fn in_the_name_of(
    cx: &mut Cx<'_, '_>,
    operator: &str,
    command: &Command,
    check: Check<'_>,
) -> Result<Incident, Error> {
    let account = person(cx, "operator", operator)?;
    if account.name == cx.actor.username {
        return run(cx, command, check);
    }
    if cx.actor.access < Access::Admin {
        let why = msg!("rights.field", field = "operator", level = Access::Admin.word());
        return Err(Rejection::Forbidden(why).into());
    }
    cx.actor.require(Access::Admin, Permission::ManageTeam)?;
    let (team, now) = (cx.actor.team, cx.now);
    let theirs = identity::named(cx.tx, team, &account.name)?;
    run(&mut cx.on_behalf(&theirs, now), command, check)
}

/// Acts. Of two who act on one node one wins; the other is told that it is not the node any more.
pub fn run(cx: &mut Cx<'_, '_>, command: &Command, check: Check<'_>) -> Result<Incident, Error> {
    let known = address(command.parameter, &command.incident)?;
    let old = tickets::lock(cx, known.ticket(), Permission::ViewTickets, Deleted::Hidden)?;
    known.check(&old.ticket)?;
    check(old.ticket.version)?;
    let place = Place::of(cx, &old.ticket)?;
    if let Some(task) = &command.task
        && *task != place.task(&old.ticket, command.action)
    {
        return Err(Rejection::Conflict(msg!("incident.stale_task", action = command.action.word())).into());
    }
    let asked = place.asked(&cx.actor.username).map(|approval| approval.id);
    let ticket = match (command.action, asked) {
        (Action::Agree, Some(id)) => vote(cx, &old.ticket, id, Vote::Consent, &command.params)?,
        (Action::Reject, Some(id)) => vote(cx, &old.ticket, id, Vote::Refuse, &command.params)?,
        (Action::Agree, None) => return Err(not_now(cx, &old.ticket, command.action)?.into()),
        _ => step(cx, old, command)?,
    };
    phrase::one(cx, ticket)
}

fn vote(cx: &mut Cx<'_, '_>, ticket: &Ticket, id: i64, vote: Vote, params: &Params) -> Result<Ticket, Error> {
    let command = approval::Command { act: Act::Vote(vote), note: params.confirmation()? };
    let address = Address::parse(&ticket.id.to_string());
    Ok(approval::act(cx, &address, id, &command, &|_| Ok(()))?.0)
}

/// The refusal of what cannot be done where a ticket is.
fn not_now(cx: &mut Cx<'_, '_>, ticket: &Ticket, action: Action) -> Result<Rejection, Error> {
    let glossary = Glossary::of(cx, SURFACE, &ticket.project)?;
    let status = glossary.status_of(ticket);
    Ok(Rejection::Conflict(msg!("incident.not_now", action = action.word(), status = status)))
}

/// Takes a step of the ticket's workflow, or one that changes no status.
fn step(cx: &mut Cx<'_, '_>, old: Locked, command: &Command) -> Result<Ticket, Error> {
    let (action, params) = (command.action, &command.params);
    let now = old.ticket.clone();
    let plan = cx.plan_of(&now)?;
    let workflow = plan.workflow(&now.kind)?;
    let ways = ways(workflow, &now, command)?;
    let stays = match action {
        Action::Remark => true,
        Action::ForwardUnaccepted => is(workflow, &now, StatusCategory::New),
        // Who names no task has one word for both.
        Action::Forward => {
            let early = command.task.is_some() && is(workflow, &now, StatusCategory::New);
            !early && !node::is_over(workflow, &now)
        }
        Action::ChangeLevel => {
            ways.is_empty() && !node::has_level_way(workflow) && !node::is_over(workflow, &now)
        }
        _ => false,
    };
    let permission =
        if stays && action == Action::ChangeLevel { Permission::EditTickets } else { action.permission() };
    cx.actor.check(permission, &now)?;
    let way = match (stays, choose(cx, &now, &ways)?) {
        (true, None) => Step::Stay,
        (_, Some(way)) => Step::Take(way),
        (false, None) => return Err(not_now(cx, &now, action)?.into()),
    };
    let answer = answer(cx, &now, command)?;
    let taken = transition::take(cx, old, &way, answer).map_err(|error| match error {
        Error::Rejected(rejection) => params.renamed(rejection).into(),
        other => other,
    })?;
    let ticket = taken.locked.ticket;
    if ticket.version == now.version {
        return Err(Rejection::NothingToChange.into());
    }
    Ok(ticket)
}

fn is(workflow: &Workflow, ticket: &Ticket, category: StatusCategory) -> bool {
    workflow.status(&ticket.status).is_some_and(|status| status.category == category)
}

/// The transitions that an action takes. A solution that is not confirmed goes back to work.
fn ways<'w>(
    workflow: &'w Workflow,
    ticket: &'w Ticket,
    command: &Command,
) -> Result<Vec<&'w Transition>, Rejection> {
    if command.action != Action::Confirm {
        return Ok(command.action.ways(workflow, ticket));
    }
    let params = &command.params;
    let confirmed =
        params.confirmed.ok_or_else(|| params.invalid("virtual_confirm_result", msg!("text.blank")))?;
    if confirmed {
        return Ok(command.action.ways(workflow, ticket));
    }
    let back = |t: &&Transition| {
        is(workflow, ticket, StatusCategory::Resolved)
            && workflow.status(&t.to).is_some_and(|s| s.category == StatusCategory::Active)
    };
    Ok(workflow.from(&ticket.status).filter(back).collect())
}

/// What is answered to the step's screen.
fn answer(cx: &mut Cx<'_, '_>, ticket: &Ticket, command: &Command) -> Result<Answer, Error> {
    let params = &command.params;
    let plan = cx.plan_of(ticket)?;
    let custom = &plan.fields;
    let (mut fields, mut note) = (Patch::new(), String::new());
    match command.action {
        Action::Accept | Action::Recover | Action::Agree => {}
        Action::Remark => params.need("note", params.note.as_deref())?.clone_into(&mut note),
        Action::Forward | Action::ForwardUnaccepted => {
            let named = params.need("virtual_send_assignee", params.assignee.as_deref())?.to_owned();
            let at = if params.object.is_empty() {
                "virtual_send_assignee".to_owned()
            } else {
                format!("{}.virtual_send_assignee", params.object)
            };
            fields.insert(Field::Assignee, person(cx, &at, &named)?.name.into());
            note = params.send_comment.clone().unwrap_or_default();
        }
        Action::Solve => {
            (fields, note) = params.solution(custom)?;
            if let Some(kind) = &params.kind {
                let glossary = Glossary::of(cx, SURFACE, &ticket.project)?;
                let key = glossary.words.require(domain::vocabulary::Kind::Category, kind.trim());
                fields.insert(Field::Category, key.map_err(|why| params.invalid("mtm_type", why))?.into());
            }
        }
        Action::Confirm | Action::Reject | Action::Reopen => note = params.confirmation()?,
        Action::Pause => {
            let why = params.need("pause_reason", params.paused_why.as_deref())?;
            let until =
                params.paused_until.ok_or_else(|| params.invalid("pause_end_time", msg!("text.blank")))?;
            let at = params.moment("pause_end_time", until)?;
            if at <= cx.now {
                return Err(params.invalid("pause_end_time", msg!("value.past")).into());
            }
            why.clone_into(&mut note);
            for (name, key, value) in [
                ("pause_end_time", field::PAUSED_UNTIL, Value::Text(at.to_string())),
                ("pause_reason", field::PAUSED_WHY, why.into()),
            ] {
                params.keep(&mut fields, custom, name, key, Some(value))?;
            }
        }
        Action::ChangeLevel => {
            let word = params.need("virtual_target_level", params.level.as_deref())?;
            fields = level(cx, ticket, word).map_err(|error| match error {
                Error::Rejected(rejection) => params.renamed(rejection).into(),
                other => other,
            })?;
            note = params.level_comment.clone().unwrap_or_default();
        }
    }
    Ok(Answer { fields, note, ..Answer::default() })
}

/// The fields of a level.
fn level(cx: &mut Cx<'_, '_>, ticket: &Ticket, word: &str) -> Result<Patch, Error> {
    let glossary = Glossary::of(cx, SURFACE, &ticket.project)?;
    let plan = cx.plan_of(ticket)?;
    let read = glossary.words.read_shade(word).map_err(|why| Rejection::invalid("priority", why))?;
    let (priority, shade) = read;
    let now = ticket.fields.get(field::SHADE).and_then(|value| value.as_text()).unwrap_or_default();
    if priority == ticket.priority && shade.unwrap_or_default() == now {
        return Err(Rejection::invalid("priority", msg!("incident.level_already", level = word)).into());
    }
    let mut fields: Patch = [(Field::Priority, priority.word().into())].into();
    let value = shade.map_or(Value::Null, Value::from);
    place(&mut fields, &plan.fields, field::SHADE, value).map_err(|fault| Rejection::Invalid(vec![fault]))?;
    Ok(fields)
}
