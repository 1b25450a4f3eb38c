//! One case as one unit of work: all its rows, or none.

use super::{
    layout::Row,
    reading::Case,
    replay::{self, Rules},
};
use crate::{
    Cx, Error,
    tickets::{
        comment,
        step::{self, Locked},
        trigger,
    },
};
use domain::{
    Message,
    history::Audience,
    id::TicketId,
    identity::Principal,
    msg,
    ticket::{Birth, Source},
};
use store::{import_case, number};

/// Where the cases of a file go.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) source: String,
    pub(super) project: String,
    pub(super) kind: String,
}

/// What became of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It was not there, and is now.
    Taken,
    /// It is there, with all its rows.
    Unchanged,
    /// It was there; so many of its rows were new.
    Grown(usize),
    /// It is there in another shape; nothing was changed.
    Conflict(Message),
}

/// Brings in what is new of a case.
pub(super) fn run(cx: &mut Cx<'_, '_>, target: &Target, case: &Case) -> Result<Outcome, Error> {
    let team = cx.actor.team;
    let Some(known) = import_case::get(cx.tx, team, &target.source, &case.id)? else {
        return take(cx, target, case);
    };
    let steps = usize::try_from(known.steps).unwrap_or(usize::MAX);
    if case.rows.len() < steps {
        return Ok(Outcome::Conflict(msg!("import.shorter", known = steps, found = case.rows.len())));
    }
    if case.digest(steps) != known.digest {
        return Ok(Outcome::Conflict(msg!("import.differs", steps = steps)));
    }
    if case.rows.len() == steps {
        return Ok(Outcome::Unchanged);
    }
    grow(cx, target, case, &known, steps)
}

/// What the project says, as it is in this very transaction.
pub(super) fn rules(cx: &mut Cx<'_, '_>, project: &str, kind: &str) -> Result<Rules, Error> {
    let workflow = store::project::workflow(cx.tx, cx.actor.team, project, kind)?
        .ok_or(Error::Broken("an issue type has no workflow"))?;
    Ok(Rules { workflow, custom: store::project::fields(cx.tx, cx.actor.team, project)? })
}

fn take(cx: &mut Cx<'_, '_>, target: &Target, case: &Case) -> Result<Outcome, Error> {
    let rules = rules(cx, &target.project, &target.kind)?;
    let mut reached: Option<(Locked, &Row)> = None;
    for row in &case.rows {
        let next = match reached {
            None => begin(cx, target, row, &rules)?,
            Some((locked, before)) => follow(cx, locked, before, row, &rules)?,
        };
        reached = Some((next, row));
    }
    let (locked, _) = reached.ok_or(Error::Broken("a case has no step"))?;
    // Time passed where it comes from; here it begins, or all that is brought in would be due at once.
    let now = cx.now;
    trigger::arm_from(cx, &locked.ticket, now)?;
    let known = remembered(case, locked.ticket.id);
    import_case::insert(cx.tx, cx.actor.team, &target.source, &case.id, &known, cx.now)?;
    Ok(Outcome::Taken)
}

fn grow(
    cx: &mut Cx<'_, '_>,
    target: &Target,
    case: &Case,
    known: &import_case::Case,
    steps: usize,
) -> Result<Outcome, Error> {
    let team = cx.actor.team;
    let asked = store::ticket::ask_lock(cx.tx, team, known.ticket)?;
    let (ticket, head) = cx.tx.answer_one(asked)?.ok_or(Error::Broken("an imported ticket is gone"))?;
    if ticket.deleted.is_some() {
        return Ok(Outcome::Conflict(msg!("import.deleted", key = ticket.key())));
    }
    let rules = rules(cx, &ticket.project, &ticket.kind)?;
    let mut has_moved = false;
    let mut locked = Locked { ticket, head, place: None };
    for pair in case.rows.get(steps.saturating_sub(1)..).unwrap_or_default().windows(2) {
        let [before, row] = pair else { continue };
        locked = follow(cx, locked, before, row, &rules)?;
        has_moved |= before.status != row.status;
    }
    if has_moved {
        let now = cx.now;
        trigger::arm_from(cx, &locked.ticket, now)?;
    }
    import_case::update(cx.tx, team, &target.source, &case.id, &remembered(case, locked.ticket.id))?;
    Ok(Outcome::Grown(case.rows.len() - steps))
}

fn remembered(case: &Case, ticket: TicketId) -> import_case::Case {
    let steps = case.rows.len();
    import_case::Case { ticket, steps: i64::try_from(steps).unwrap_or(i64::MAX), digest: case.digest(steps) }
}

fn begin(cx: &mut Cx<'_, '_>, target: &Target, row: &Row, rules: &Rules) -> Result<Locked, Error> {
    let who = Principal::system(cx.actor.team, &row.actor);
    let cx = &mut cx.on_behalf(&who, row.at);
    let birth = Birth {
        team: who.team,
        id: TicketId(number::take(cx.tx, number::Source::Ticket)?),
        uuid: format!("{}{}", who.uuid, cx.short_id(8)),
        project: target.project.clone(),
        kind: target.kind.clone(),
        status: row.status.clone(),
        creator: row.actor.clone(),
        source: Source::Import,
        at: row.at,
    };
    let (ticket, step) = replay::begin(birth, row, rules)?;
    let step = with_comment(cx, ticket.id, step)?;
    let place = number::ask(cx.tx, number::Source::Event)?;
    let head = step::begin(cx, &ticket, step, place)?;
    Ok(Locked { ticket, head, place: None })
}

fn follow(cx: &mut Cx<'_, '_>, old: Locked, before: &Row, row: &Row, rules: &Rules) -> Result<Locked, Error> {
    let who = Principal::system(cx.actor.team, &row.actor);
    let cx = &mut cx.on_behalf(&who, row.at);
    let (new, step) = replay::follow(&old.ticket, before, row, rules)?;
    let step = with_comment(cx, new.id, step)?;
    step::take(cx, old, new, step)
}

/// What was said with a step is read among the comments too, as with any other step.
fn with_comment(cx: &mut Cx<'_, '_>, ticket: TicketId, mut step: step::Step) -> Result<step::Step, Error> {
    if !step.note.is_empty() {
        step.about.comment = Some(comment::write(cx, ticket, &step.note, Audience::Everyone, cx.now)?.id.0);
    }
    Ok(step)
}
