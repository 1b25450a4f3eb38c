//! A task's messages: its history, and what people say in it.

use super::{
    address,
    people::People,
    read::{Around, find},
    values::{Form, HOURS_LEFT, HOURS_TYPE},
};
use crate::{
    Cx, Error,
    tickets::{
        Check, comment,
        read::{leave_out, reader},
    },
};
use domain::{
    At, Rejection, Value,
    history::{About, Audience, Event, Kind},
    id::{is_short_id, short_id_of},
    identity::Permission,
    msg,
    ticket::{Field, Ticket},
    workflow::wire::{Values as _, field_id, field_type},
};
use serde_json::Value as Json;
use store::event::End;

/// The most messages of one answer.
pub const MOST: i64 = 200;
/// How many there are in one that does not say.
pub const USUAL: i64 = 50;

/// A step of a task's history.
#[derive(Debug, Clone)]
pub struct Message {
    /// Its id: the one that the client gave it, or one of ours.
    pub uuid: String,
    /// What it did.
    pub kind: Kind,
    /// The id of who did it; the user name where nobody has it.
    pub from: String,
    /// When.
    pub at: At,
    /// What was said with it.
    pub text: String,
    /// The fields that it changed.
    pub changes: Vec<Changed>,
    /// The id of the transition taken.
    pub transition_uuid: Option<String>,
    /// Id and name of the file attached or taken away.
    pub resource: Option<(String, String)>,
}

/// A field's change in the contract's form.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "the names say it")]
pub struct Changed {
    pub field_uuid: String,
    pub kind: i64,
    pub old_value: Json,
    pub new_value: Json,
}

/// Which part of the history is wanted.
#[derive(Debug, Clone, Copy, Default)]
pub struct Stretch {
    /// After this moment only, in microseconds: then the oldest are told first, to go on from the last.
    pub since: Option<i64>,
    /// Not after this moment.
    pub max: Option<i64>,
    /// At most so many; 1 to [`MOST`].
    pub count: i64,
}

/// Messages of a task, oldest first, and whether there are more: newer ones after `since`, else older ones.
pub fn list(cx: &mut Cx<'_, '_>, uuid: &str, stretch: &Stretch) -> Result<(Vec<Message>, bool), Error> {
    let ticket = find(cx, uuid, Permission::ViewTickets)?;
    let end = if stretch.since.is_some() { End::First } else { End::Last };
    let moments = (stretch.since.unwrap_or(i64::MIN), stretch.max.unwrap_or(i64::MAX));
    let count = stretch.count.clamp(1, MOST);
    let mut events =
        store::event::between(cx.tx, reader(cx), (cx.actor.team, ticket.id), moments, end, count + 1)?;
    let has_next = i64::try_from(events.len()).is_ok_and(|found| found > count);
    if has_next {
        match end {
            End::First => drop(events.pop()),
            End::Last => drop(events.remove(0)),
        }
    }
    leave_out(cx, &mut events);
    Ok((phrase(cx, &ticket, events)?, has_next))
}

/// Says something. The same message sent again is the message that was sent.
pub fn send(
    cx: &mut Cx<'_, '_>,
    uuid: &str,
    message: Option<&str>,
    text: &str,
    check: Check<'_>,
) -> Result<Message, Error> {
    if message.is_some_and(|id| !is_short_id(id, 8)) {
        return Err(Rejection::invalid("uuid", msg!("workflow.uuid")).into());
    }
    let address = address(cx, uuid)?;
    let command = comment::Command { content: text.to_owned(), audience: Audience::Everyone };
    if let Some(id) = message
        && let Some(sent) = store::message::get(cx.tx, cx.actor.team, id)?
    {
        let ticket = find(cx, uuid, Permission::Comment)?;
        let taken = || Rejection::Taken { field: "uuid", why: msg!("task.uuid_taken", uuid = id) };
        // A message of another task is none of this one's steps.
        if sent.0 != ticket.id {
            return Err(taken().into());
        }
        let event = event(cx, &ticket, sent.1)?;
        if event.actor != cx.actor.username || event.note != text {
            return Err(taken().into());
        }
        return one(cx, &ticket, event);
    }
    let ticket = comment::run(cx, &address, &command, check).map_err(|error| match error {
        Error::Rejected(why) => {
            Error::Rejected(super::rename(why, |field| (field == "content").then(|| "text".to_owned())))
        }
        other => other,
    })?;
    if let Some(id) = message {
        store::message::insert(cx.tx, cx.actor.team, id, ticket.id, ticket.version)?;
    }
    let event = event(cx, &ticket, ticket.version)?;
    one(cx, &ticket, event)
}

fn event(cx: &mut Cx<'_, '_>, ticket: &Ticket, version: i64) -> Result<Event, Error> {
    let found = store::event::page(cx.tx, cx.actor.team, ticket.id, version - 1, 1)?.pop();
    found.ok_or(Error::Broken("a step of a ticket is missing"))
}

fn one(cx: &mut Cx<'_, '_>, ticket: &Ticket, event: Event) -> Result<Message, Error> {
    phrase(cx, ticket, vec![event])?.pop().ok_or(Error::Broken("one step was phrased as none"))
}

/// The hours left as one of the fields that a step has changed.
fn hours_left(about: &About) -> Option<Changed> {
    let told = about.hours_left.as_ref()?;
    Some(Changed {
        field_uuid: HOURS_LEFT.to_owned(),
        kind: HOURS_TYPE,
        old_value: told.from.into(),
        new_value: told.to.into(),
    })
}

/// Steps in the contract's words: three statements, however many they are.
fn phrase(cx: &mut Cx<'_, '_>, ticket: &Ticket, events: Vec<Event>) -> Result<Vec<Message>, Error> {
    let (Some(first), Some(last)) = (events.first(), events.last()) else { return Ok(Vec::new()) };
    let (from, to) = (first.version, last.version);
    let mut sent = store::message::of_ticket(cx.tx, cx.actor.team, ticket.id, from, to)?;
    let around = Around::of(cx, [ticket.project.as_str()])?;
    let plan = around.plan(&ticket.project).ok_or(Error::Broken("the project of a ticket is gone"))?;
    let mut names: Vec<&str> = Vec::new();
    for event in &events {
        names.push(&event.actor);
        for change in &event.body.changes {
            let form = Field::parse(&change.field).map(|field| Form::of(&field, &plan.fields));
            for value in [&change.from, &change.to] {
                match (form, value) {
                    (Some(Form::Person), Value::Text(name)) => names.push(name),
                    (Some(Form::People), Value::List(all)) => names.extend(all.iter().map(String::as_str)),
                    _ => {}
                }
            }
        }
    }
    let people = People::named(cx, names)?;
    let values = around.values(plan, plan.workflow(&ticket.kind)?, &people);
    let phrased = events.into_iter().map(|event| Message {
        uuid: sent.remove(&event.version).unwrap_or_else(|| short_id_of(event.seq.0)),
        kind: event.kind,
        from: people.uuid(&event.actor),
        at: event.at,
        text: event.note,
        changes: hours_left(&event.body.about)
            .into_iter()
            .chain(event.body.changes.iter().filter_map(|change| {
                let field = Field::parse(&change.field)?;
                Some(Changed {
                    field_uuid: field_id(&field, &plan.fields),
                    kind: field_type(&field, &plan.fields),
                    old_value: values.write(&field, &change.from),
                    new_value: values.write(&field, &change.to),
                })
            }))
            .collect(),
        transition_uuid: event.body.about.transition,
        resource: event.body.about.attachment.map(|(id, name)| (short_id_of(id), name)),
    });
    Ok(phrased.collect())
}
