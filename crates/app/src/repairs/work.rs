//! What the crew does with a ticket, and the reporter's cancelling it: each one step, in one transaction.

use super::{Dictionary, Repair, others, phrase_one};
use crate::{
    Cx, Error,
    tickets::{
        self, Address, Check, Deleted,
        step::Locked,
        transition::{self, Answer},
    },
    vocabulary::Glossary,
};
use domain::{
    Rejection,
    field::Definition,
    identity::{Access, Permission},
    msg,
    ticket::{Field, Patch, Ticket},
    vocabulary::Kind,
    workflow::{StatusCategory, Step, Transition, Workflow},
};

/// What is to change, in the desk's words, and what is said with it. At least one must be there.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// The word for the status wanted.
    pub status: Option<String>,
    /// The word for the priority.
    pub priority: Option<String>,
    /// When somebody comes by, RFC 3339; empty for no more.
    pub appointment: Option<String>,
    /// The word for the category.
    pub category: Option<String>,
    /// What is said with it.
    pub remark: String,
}

/// Takes a step. For operators. Who asks for a status that somebody else was quicker to set is told so.
pub fn run(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    command: &Command,
    check: Check<'_>,
) -> Result<Repair, Error> {
    let permission =
        if command.status.is_some() { Permission::TransitTasks } else { Permission::EditTickets };
    cx.actor.require(Access::Operator, permission)?;
    let old = tickets::lock(cx, address, permission, Deleted::Hidden)?;
    check(old.ticket.version)?;
    let dictionary = Dictionary::of(cx, &old.ticket.project)?;
    let glossary = glossary(&dictionary, &old.ticket)?;
    let plan = cx.plan_of(&old.ticket)?;
    let workflow = plan.workflow(&old.ticket.kind)?;
    let step = match &command.status {
        None => Step::Stay,
        Some(word) => {
            let ways = towards(glossary, workflow, &old.ticket, word)?;
            transition::choose(cx, &old.ticket, &ways)?.map_or(Step::Stay, Step::Take)
        }
    };
    let wishes = wishes(glossary, &plan.fields, command)?;
    if matches!(step, Step::Stay) && wishes.is_empty() && command.remark.trim().is_empty() {
        return Err(Rejection::NothingToChange.into());
    }
    let answer = Answer { fields: wishes, note: command.remark.clone(), ..Answer::default() };
    let ticket = transition::take(cx, old, &step, answer)?.locked.ticket;
    phrase_one(cx, ticket, &dictionary)
}

/// Cancels one's own report, while it is not solved.
pub fn cancel(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    remark: &str,
    check: Check<'_>,
) -> Result<Repair, Error> {
    cx.actor.require(Access::User, Permission::TransitTasks)?;
    let locked = tickets::lock(cx, address, Permission::ViewTickets, Deleted::Hidden);
    let old = locked.or_else(|error| others::<Locked>(cx, address, error))?;
    if old.ticket.creator != cx.actor.username {
        return Err(Rejection::Forbidden(msg!("repair.others")).into());
    }
    check(old.ticket.version)?;
    let dictionary = Dictionary::of(cx, &old.ticket.project)?;
    let glossary = glossary(&dictionary, &old.ticket)?;
    let plan = cx.plan_of(&old.ticket)?;
    let workflow = plan.workflow(&old.ticket.kind)?;
    let now = glossary.status_of(&old.ticket);
    let category = |key: &str| workflow.status(key).map(|s| s.category);
    match category(&old.ticket.status) {
        Some(StatusCategory::Resolved | StatusCategory::Closed) => {
            return Err(Rejection::Conflict(msg!("repair.ended", status = now)).into());
        }
        Some(StatusCategory::Rejected) => {
            return Err(Rejection::Conflict(msg!("repair.already", status = now)).into());
        }
        Some(StatusCategory::New | StatusCategory::Active | StatusCategory::Paused) | None => {}
    }
    let status = old.ticket.status.clone();
    let rejected = |t: &&Transition| category(&t.to) == Some(StatusCategory::Rejected);
    let ways: Vec<&Transition> = workflow.from(&status).filter(rejected).collect();
    let way = transition::choose(cx, &old.ticket, &ways)?.ok_or_else(|| {
        let project = &old.ticket.project;
        Rejection::Conflict(msg!("repair.no_cancel", project = project, status = now))
    })?;
    let answer = Answer { note: remark.to_owned(), ..Answer::default() };
    let ticket = transition::take(cx, old, &Step::Take(way), answer)?.locked.ticket;
    phrase_one(cx, ticket, &dictionary)
}

fn glossary<'d>(dictionary: &'d Dictionary, ticket: &Ticket) -> Result<&'d Glossary, Error> {
    let found = dictionary.glossary(&ticket.project);
    found.ok_or(Error::Broken("a dictionary lacks the project it was made for"))
}

/// The ways to the status that a word means. Where it can mean several, the first that may follow the present one.
fn towards<'w>(
    glossary: &Glossary,
    workflow: &'w Workflow,
    ticket: &Ticket,
    word: &str,
) -> Result<Vec<&'w Transition>, Rejection> {
    let (words, now) = (&glossary.words, ticket.status.as_str());
    let meant = words.statuses(workflow, word);
    let Some(first) = meant.first() else {
        let known = words.known_statuses(workflow).join(", ");
        return Err(Rejection::invalid("status", msg!("value.one_of", allowed = known)));
    };
    if meant.contains(&now) {
        return Err(Rejection::Conflict(msg!("repair.already", status = words.status(workflow, now))));
    }
    let may_follow = |key: &&&str| workflow.from(now).any(|t| t.to == ***key);
    let wanted = meant.iter().find(may_follow).unwrap_or(first);
    workflow.ways(now, wanted, None).map_err(|refusal| match refusal {
        Rejection::Conflict(_) => {
            let mut allowed: Vec<&str> = Vec::new();
            for next in workflow.from(now).map(|t| words.status(workflow, &t.to)) {
                if !allowed.contains(&next) {
                    allowed.push(next);
                }
            }
            let (from, to) = (words.status(workflow, now), words.status(workflow, wanted));
            let allowed = allowed.join(", ");
            Rejection::Conflict(msg!("workflow.not_from_here", from = from, to = to, allowed = allowed))
        }
        other => other,
    })
}

fn wishes(glossary: &Glossary, custom: &[Definition], command: &Command) -> Result<Patch, Rejection> {
    let words = &glossary.words;
    let mut wishes = Patch::new();
    if let Some(word) = &command.priority {
        let (read, shade) = words.read_shade(word).map_err(|why| Rejection::invalid("priority", why))?;
        wishes.insert(Field::Priority, read.word().into());
        super::shade(&mut wishes, custom, shade);
    }
    if let Some(word) = &command.category {
        let key = words.require(Kind::Category, word).map_err(|why| Rejection::invalid("category", why))?;
        wishes.insert(Field::Category, key.into());
    }
    if let Some(appointment) = &command.appointment {
        wishes.insert(Field::Appointment, appointment.clone().into());
    }
    Ok(wishes)
}
