//! Taking a step: which ones a task offers, and taking one with what its screen asks for. And hours, which it may ask for.

use super::values::of_seconds;
use super::{
    Sent, address,
    people::{People, strangers},
    read::{Around, find, people_of},
    rename,
    values::Words,
    wish::{read, texts_in},
};
use crate::{
    Cx, Error,
    tickets::{Check, approval, offer, transition, worklog},
};
use domain::{
    At, Fault, Message, Rejection,
    field::{Definition, Names},
    id::{AttachmentId, is_short_id, short_id_number, short_id_of},
    identity::Permission,
    msg,
    ticket::{Field, Patch, Ticket},
    workflow::wire::field_id,
};
use std::collections::BTreeMap;

/// A step that the actor may take now.
#[derive(Debug, Clone)]
pub struct Offered {
    /// The transition's id.
    pub uuid: String,
    /// Its name; may be empty.
    pub name: Names,
    /// The id of the status that the task is in.
    pub start_status_uuid: String,
    /// The id of the status that it leads to.
    pub end_status_uuid: String,
}

/// What is wished.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// The transition's id.
    pub transition_uuid: String,
    /// Fields changed with it: of those that its screen asks for.
    pub field_values: Vec<Sent>,
    /// What is said with it.
    pub discussion: String,
    /// Hours written down with it.
    pub manhour: Option<ManHour>,
    /// The ids of files of the task that it asks for.
    pub resource_uuids: Vec<String>,
}

/// Hours that were worked.
#[derive(Debug, Clone, Default)]
pub struct ManHour {
    /// Hours ×100000.
    pub hours: Option<i64>,
    /// The id of whose work it was; empty for the caller's.
    pub owner: String,
    /// When it was begun, in seconds; `None` = now.
    pub start_time: Option<i64>,
    /// What was done.
    pub desc: String,
}

/// What came of a step that was asked for.
#[derive(Debug, Clone)]
pub struct Done {
    /// The ticket after it.
    pub ticket: Ticket,
    /// The request for consent that was opened instead of taking it.
    pub approval: Option<approval::Told>,
}

/// The steps that start at a task's status and that the actor may take.
pub fn offers(cx: &mut Cx<'_, '_>, uuid: &str) -> Result<Vec<Offered>, Error> {
    let address = address(cx, uuid)?;
    let (ticket, offers) = offer::list(cx, &address)?;
    let plan = cx.plan_of(&ticket)?;
    let workflow = plan.workflow(&ticket.kind)?;
    let id = |key: &str| workflow.status(key).map_or_else(|| key.to_owned(), |status| status.uuid.clone());
    let open = offers.into_iter().filter(|offer| offer.refusal.is_none());
    Ok(open
        .map(|offer| Offered {
            start_status_uuid: id(&ticket.status),
            end_status_uuid: id(&offer.transition.to),
            uuid: offer.transition.uuid,
            name: offer.transition.name,
        })
        .collect())
}

/// Takes a step.
pub fn run(cx: &mut Cx<'_, '_>, uuid: &str, command: &Command, check: Check<'_>) -> Result<Done, Error> {
    let named = command.transition_uuid.as_str();
    if named.is_empty() {
        return Err(Rejection::invalid("transition_uuid", msg!("text.blank")).into());
    }
    let ticket = find(cx, uuid, Permission::TransitTasks)?;
    let around = Around::of(cx, [ticket.project.as_str()])?;
    let plan = around.plan(&ticket.project).ok_or(Error::Broken("the project of a ticket is gone"))?;
    let workflow = plan.workflow(&ticket.kind)?;
    let found = workflow.transition(named).filter(|_| is_short_id(named, 8));
    let target = found.ok_or_else(|| {
        let shown: String = named.chars().take(64).collect();
        Rejection::invalid("transition_uuid", msg!("value.unknown", value = shown))
    })?;
    let mut ids = Vec::new();
    command.field_values.iter().for_each(|sent| texts_in(&sent.value, &mut ids));
    ids.extend(command.manhour.iter().map(|worked| worked.owner.as_str()));
    let strangers = strangers(cx, &ids, &people_of(&ticket, plan))?;
    let people = People::with_ids(cx, ids)?;
    let words = Words { strangers, ..around.values(plan, workflow, &people) };
    let (mut fields, mut called, mut faults) = (Patch::new(), BTreeMap::new(), Vec::new());
    for (i, sent) in command.field_values.iter().enumerate() {
        let at = format!("field_values[{i}]");
        match read(sent, &words) {
            Ok((field, _)) if !target.asks_for(&field.name()) => {
                let why = msg!("task.not_asked", field = sent.field_uuid);
                faults.push(Fault::new(format!("{at}.field_uuid"), why));
            }
            Ok((field, Ok(value))) => {
                called.insert(field.name(), format!("{at}.value"));
                fields.insert(field, value);
            }
            Ok((_, Err(why))) => faults.push(Fault::new(format!("{at}.value"), why)),
            Err(why) => faults.push(Fault::new(format!("{at}.field_uuid"), why)),
        }
    }
    let hours = command.manhour.as_ref().map(|worked| worked.read("manhour", &people));
    let hours = hours.transpose().map_err(|fault| faults.push(fault));
    let files = files(cx, &ticket, &command.resource_uuids, &mut faults)?;
    let Ok(worklog) = hours else { return Err(Rejection::Invalid(faults).into()) };
    if !faults.is_empty() {
        return Err(Rejection::Invalid(faults).into());
    }
    let wish = transition::Command {
        status: target.to.clone(),
        transition: Some(target.uuid.clone()),
        note: command.discussion.clone(),
        fields,
        worklog,
        files,
    };
    let address = address(cx, uuid)?;
    let done = transition::run(cx, &address, &wish, check);
    let done = done.map_err(|error| match error {
        Error::Rejected(why) => Error::Rejected(rename(why, |field| {
            called.get(field).cloned().or_else(|| name(field, &plan.fields))
        })),
        other => other,
    });
    let done = done?;
    Ok(Done { ticket: done.ticket, approval: done.approval })
}

/// The most files of one step.
const MOST_FILES: usize = 50;

/// The attachments of a task that are called by these ids, each once.
fn files(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    uuids: &[String],
    faults: &mut Vec<Fault>,
) -> Result<Vec<AttachmentId>, Error> {
    if uuids.len() > MOST_FILES {
        faults.push(Fault::new("resource_uuids", msg!("value.too_many", max = MOST_FILES)));
        return Ok(Vec::new());
    }
    let mut found = Vec::with_capacity(uuids.len());
    for (i, uuid) in uuids.iter().enumerate() {
        let known = match short_id_number(uuid).map(AttachmentId) {
            None => None,
            Some(id) => {
                store::attachment::get(cx.tx, cx.actor.team, id)?.filter(|file| file.ticket == ticket.id)
            }
        };
        match known {
            Some(file) if found.contains(&file.id) => {}
            Some(file) => found.push(file.id),
            // As it was sent: the number in it means nothing to whoever sent it.
            None => faults.push(unknown(&format!("resource_uuids[{i}]"), uuid)),
        }
    }
    Ok(found)
}

fn unknown(field: &str, value: &str) -> Fault {
    let shown: String = value.chars().take(64).collect();
    Fault::new(field, msg!("value.unknown", value = shown))
}

impl ManHour {
    /// The wish that it is, its owner among `people`; a fault is named below `at`.
    fn read(&self, at: &str, people: &People) -> Result<worklog::Wish, Fault> {
        let fault = |key: &str, why: Message| Fault::new(below(at, key), why);
        let hours = self.hours.ok_or_else(|| fault("hours", msg!("request.missing")))?;
        let username = match self.owner.as_str() {
            "" => String::new(),
            uuid => people.name(uuid).ok_or_else(|| unknown(&below(at, "owner"), uuid))?.to_owned(),
        };
        let began = |seconds: i64| -> Result<At, Fault> {
            of_seconds(seconds).ok_or_else(|| fault("start_time", msg!("task.seconds")))
        };
        Ok(worklog::Wish {
            hours,
            username,
            began: self.start_time.map(began).transpose()?,
            note: self.desc.clone(),
        })
    }
}

fn below(at: &str, key: &str) -> String {
    if at.is_empty() { key.to_owned() } else { format!("{at}.{key}") }
}

/// Hours as they were written down.
#[derive(Debug, Clone)]
#[allow(missing_docs, reason = "each is the entry's key of that name")]
pub struct Logged {
    pub uuid: String,
    pub owner: String,
    /// Hours ×100000.
    pub hours: i64,
    pub start_time: At,
    pub desc: String,
    pub create_time: At,
}

/// Writes hours down on a task; the entry, and the task after it. They stand at `at` in what was sent; empty for all of it.
pub fn log(
    cx: &mut Cx<'_, '_>,
    uuid: &str,
    (at, worked): (&str, &ManHour),
    check: Check<'_>,
) -> Result<(Logged, Ticket), Error> {
    let address = address(cx, uuid)?;
    let people = People::with_ids(cx, [worked.owner.as_str()])?;
    let wish = worked.read(at, &people).map_err(|fault| Rejection::Invalid(vec![fault]))?;
    let (ticket, entry) = worklog::run(cx, &address, &wish, check).map_err(|error| match error {
        Error::Rejected(why) => Error::Rejected(rename(why, |field| hours(field).map(|key| below(at, key)))),
        other => other,
    })?;
    let owner = People::named(cx, [entry.username.as_str()])?.uuid(&entry.username);
    let logged = Logged {
        uuid: short_id_of(entry.id),
        owner,
        hours: entry.hours,
        start_time: entry.began,
        desc: entry.note,
        create_time: entry.created,
    };
    Ok((logged, ticket))
}

/// What a field of hours is called here.
fn hours(field: &str) -> Option<&'static str> {
    match field {
        "worklog.hours" => Some("hours"),
        "worklog.username" => Some("owner"),
        "worklog.note" => Some("desc"),
        _ => None,
    }
}

/// What a field of the core's is called by whoever takes a step here.
fn name(field: &str, custom: &[Definition]) -> Option<String> {
    match field {
        "note" | "tf-comment" => Some("discussion.text".to_owned()),
        "tf-manhour" => Some("manhour".to_owned()),
        "tf-resource" | "attachments" => Some("resource_uuids".to_owned()),
        worked if hours(worked).is_some() => hours(worked).map(|key| format!("manhour.{key}")),
        "status" | "transition" => Some("transition_uuid".to_owned()),
        other => Field::parse(other).map(|field| field_id(&field, custom)),
    }
}
