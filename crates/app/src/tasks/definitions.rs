//! Transitions as definitions: listed, changed, added, taken away. Every change is a version of the workflow, in force at once.

use super::{
    people::{People, strangers},
    read::Around,
    rename,
    things::{self, Place, known_statuses},
    values::Words,
};
use crate::{
    Cx, Error,
    plan::Plan,
    projects,
    stamps::{self, Kind},
    workflows::{Current, publish::at_once},
};
use domain::{
    Lang, Rejection, Thing,
    id::is_short_id,
    msg,
    workflow::{
        Asked, Transition, Workflow,
        wire::{self, ANY_STATUS, Wire, WireField},
    },
};
use serde_json::{Map, Value as Json};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// The most transitions of one answer, but for those that were changed together with the last of them.
const MOST: usize = 10_000;

/// A transition with the ids of where it is.
#[derive(Debug, Clone)]
pub struct Told {
    /// The project's id.
    pub project_uuid: String,
    /// The issue type's id.
    pub issue_type_uuid: String,
    /// The transition.
    pub wire: Wire,
}

/// A transition that is gone.
#[derive(Debug, Clone)]
pub struct Gone {
    /// Its id.
    pub uuid: String,
    /// The id of the issue type whose it was.
    pub issue_type_uuid: String,
}

/// Transitions of the team.
#[derive(Debug, Clone)]
pub struct Listed {
    /// Those that there are.
    pub transitions: Vec<Told>,
    /// Those that are gone; `None` where everything was asked for.
    pub deleted: Option<Vec<Gone>>,
    /// The stamp to ask for newer ones with.
    pub stamp: i64,
}

/// Every transition of the team.
///
/// With `since` only those that were changed after that stamp, and those that were deleted after it. Where there are more
/// than one answer holds, those that were changed first are told, with the stamp from which to go on.
pub fn list(cx: &mut Cx<'_, '_>, since: Option<i64>, lang: Lang) -> Result<Listed, Error> {
    projects::may_look(cx)?;
    let mut stamp = stamps::of(cx, Kind::Transition)?;
    let plans = cx.all_plans()?;
    let stamped =
        store::stamp::of_kind(cx.tx, cx.actor.team, Kind::Transition.word(), since.unwrap_or(i64::MIN))?;
    let mut stamped: BTreeMap<String, i64> =
        stamped.into_iter().map(|(_, item, value)| (item, value)).collect();
    let mut chosen: Vec<(i64, &Arc<Plan>, &str, &Workflow, &Transition)> = Vec::new();
    for plan in &plans {
        for kind in &plan.types {
            let workflow = plan.workflow(&kind.key)?;
            for transition in &workflow.transitions {
                match (stamped.remove(&format!("{}/{}", kind.uuid, transition.uuid)), since) {
                    (Some(value), _) => chosen.push((value, plan, &kind.uuid, workflow, transition)),
                    // Older than stamps are.
                    (None, None) => chosen.push((0, plan, &kind.uuid, workflow, transition)),
                    (None, Some(_)) => {}
                }
            }
        }
    }
    // What is stamped and is not there is gone.
    let mut gone = stamped;
    if chosen.len() + gone.len() > MOST {
        let mut values: Vec<i64> =
            chosen.iter().map(|(value, ..)| *value).chain(gone.values().copied()).collect();
        values.sort_unstable();
        let last = values.get(MOST - 1).copied().unwrap_or(stamp);
        chosen.retain(|(value, ..)| *value <= last);
        gone.retain(|_, value| *value <= last);
        stamp = stamp.min(last);
    }
    let around = Around::with(cx, plans.iter().cloned())?;
    let tell = |people: &People| -> Vec<Told> {
        let told = chosen.iter().map(|(_, plan, kind, workflow, transition)| {
            told(transition, plan, kind, &around.values(plan, workflow, people), lang)
        });
        told.collect()
    };
    // People are seldom named by a transition: only where some are, it is told again with their ids.
    let people = People::default();
    let first = tell(&people);
    let missed = people.missed();
    let transitions =
        if missed.is_empty() { first } else { tell(&People::named(cx, missed.iter().map(String::as_str))?) };
    let deleted = since.map(|_| gone.into_keys().filter_map(|item| Gone::parse(&item)).collect());
    Ok(Listed { transitions, deleted, stamp })
}

impl Gone {
    /// Reads what stamps call a transition.
    fn parse(item: &str) -> Option<Self> {
        let (kind, uuid) = item.split_once('/')?;
        Some(Self { uuid: uuid.to_owned(), issue_type_uuid: kind.to_owned() })
    }
}

fn told(transition: &Transition, plan: &Plan, kind: &str, values: &Words<'_>, lang: Lang) -> Told {
    let around = wire::Around { workflow: values.workflow, custom: values.custom, values };
    let mut wire = wire::write(transition, &around, lang);
    // A comment may be said with every step, asked for or not: in the contract's words, its entry cannot be deleted.
    let comment = Asked::Comment;
    if wire.fields.iter().all(|field| field.field_uuid != comment.name()) {
        let can = comment.abilities();
        wire.fields.push(WireField {
            field_uuid: comment.name(),
            default_value: Json::from(""),
            required: false,
            kind: -1,
            can_set_required: can.can_set_required,
            can_delete: can.can_delete,
            can_set_default_value: can.can_set_default_value,
        });
    }
    Told { project_uuid: plan.project.uuid.clone(), issue_type_uuid: kind.to_owned(), wire }
}

/// One transition of the workflow in force, with the stamp of them all.
fn one(cx: &mut Cx<'_, '_>, place: &Place, uuid: &str, lang: Lang) -> Result<(Told, i64), Error> {
    let around = Around::of(cx, [place.project.as_str()])?;
    let plan = around.plan(&place.project).ok_or(Error::Broken("a project is gone"))?;
    let workflow = plan.workflow(&place.kind)?;
    let transition = workflow.transition(uuid).ok_or(Error::Broken("a transition is gone"))?;
    let people = People::default();
    let first = told(transition, plan, &place.kind_uuid, &around.values(plan, workflow, &people), lang);
    let missed = people.missed();
    let stamp = stamps::of(cx, Kind::Transition)?;
    if missed.is_empty() {
        return Ok((first, stamp));
    }
    let people = People::named(cx, missed.iter().map(String::as_str))?;
    let values = around.values(plan, workflow, &people);
    Ok((told(transition, plan, &place.kind_uuid, &values, lang), stamp))
}

/// Changes a transition: what `sent` does not name stays.
pub fn update(
    cx: &mut Cx<'_, '_>,
    at: (&str, &str, &str),
    sent: &Map<String, Json>,
    lang: Lang,
) -> Result<(Told, i64), Error> {
    let (project, kind, uuid) = at;
    let place = things::place(cx, project, kind)?;
    change(cx, &place, sent, Some(uuid), |current, around| {
        let at = position(&current.workflow, uuid)?;
        let mut next = around.workflow.clone();
        if let Some(transition) = next.transitions.get_mut(at) {
            *transition = wire::merge(transition, sent, around)?;
        }
        Ok((next, Some(at)))
    })?;
    one(cx, &place, uuid, lang)
}

/// Adds a transition. It has the id that `sent` gives it, where that is one and no transition of the team has it.
pub fn add(
    cx: &mut Cx<'_, '_>,
    at: (&str, &str),
    sent: &Map<String, Json>,
    lang: Lang,
) -> Result<(Told, i64), Error> {
    let place = things::place(cx, at.0, at.1)?;
    let wished = match sent.get("uuid") {
        None | Some(Json::Null) => None,
        Some(Json::String(id)) if is_short_id(id, 8) => Some(id.clone()),
        Some(_) => return Err(Rejection::invalid("transition.uuid", msg!("workflow.uuid")).into()),
    };
    if let Some(uuid) = &wished {
        // Under the lock under which every definition changes, so that no two take one id at once.
        projects::lock_to_manage(cx, &place.project, |_| Ok(()))?;
        let all = store::project::all_workflows(cx.tx, cx.actor.team)?;
        if all.iter().any(|known| known.workflow.transition(uuid).is_some()) {
            return Err(Rejection::Taken { field: "uuid", why: msg!("task.uuid_taken", uuid = uuid) }.into());
        }
    }
    let uuid = wished.unwrap_or_else(|| cx.short_id(8));
    change(cx, &place, sent, None, |_, around| {
        let mut next = around.workflow.clone();
        let at = next.transitions.len();
        next.transitions.push(wire::read(uuid.clone(), sent, around)?);
        Ok((next, Some(at)))
    })?;
    one(cx, &place, &uuid, lang)
}

/// Takes a transition away; the stamp of them all.
pub fn delete(cx: &mut Cx<'_, '_>, project: &str, kind: &str, uuid: &str) -> Result<i64, Error> {
    let place = things::place(cx, project, kind)?;
    change(cx, &place, &Map::new(), None, |current, around| {
        let at = position(&current.workflow, uuid)?;
        let mut next = around.workflow.clone();
        next.transitions.remove(at);
        Ok((next, None))
    })?;
    stamps::of(cx, Kind::Transition)
}

fn position(workflow: &Workflow, uuid: &str) -> Result<usize, Rejection> {
    let found = workflow.transitions.iter().position(|transition| transition.uuid == uuid);
    let shown = || uuid.chars().take(64).collect::<String>();
    found.ok_or_else(|| Rejection::not_found(Thing::Transition, shown()))
}

/// Publishes what `change` makes of a workflow, and puts a refusal into the words of who sent the change. Beside the new
/// workflow it says which of the transitions the change is about. `base` is the one that there is already.
fn change(
    cx: &mut Cx<'_, '_>,
    place: &Place,
    sent: &Map<String, Json>,
    base: Option<&str>,
    change: impl Fn(&Current, &wire::Around<'_>) -> Result<(Workflow, Option<usize>), Rejection>,
) -> Result<(), Error> {
    let mut about = None;
    let done = at_once(cx, &place.project, &place.kind, |cx, current| {
        let mut ids = Vec::new();
        every_text(&Json::Object(sent.clone()), &mut ids);
        let people = People::with_ids(cx, ids.iter().map(String::as_str))?;
        let around = Around::of(cx, [place.project.as_str()])?;
        let plan = around.plan(&place.project).ok_or(Error::Broken("a project is gone"))?;
        let mut workflow = current.workflow.clone();
        take_in(cx, &mut workflow, sent)?;
        let named = match base.and_then(|uuid| workflow.transition(uuid)) {
            None => BTreeSet::new(),
            Some(base) => {
                let nobody = People::default();
                told(base, plan, &place.kind_uuid, &around.values(plan, &workflow, &nobody), Lang::En);
                nobody.missed()
            }
        };
        let sent: Vec<&str> = ids.iter().map(String::as_str).collect();
        let strangers = strangers(cx, &sent, &named.iter().map(String::as_str).collect())?;
        let values = Words { strangers, ..around.values(plan, &workflow, &people) };
        let words = wire::Around { workflow: &workflow, custom: &plan.fields, values: &values };
        let (next, at) = change(current, &words)?;
        about = at;
        Ok(next)
    });
    done.map(drop).map_err(|error| match error {
        Error::Rejected(why) => Error::Rejected(rename(why, |field| Some(called(field, about)))),
        other => other,
    })
}

/// What a fault is called by who sent one transition of a workflow: by its path in what was sent, where it is one of that;
/// what is wrong with the workflow elsewhere keeps its name.
fn called(field: &str, about: Option<usize>) -> String {
    let own = about.and_then(|place| field.strip_prefix(&format!("transitions[{place}].")));
    let is_elsewhere = ["transitions[", "statuses[", "mapping."].iter().any(|start| field.starts_with(start));
    let rest = match own {
        Some(rest) => rest,
        None if is_elsewhere => return field.to_owned(),
        None => field,
    };
    let (key, below) = rest.find(['.', '[']).map_or((rest, ""), |at| rest.split_at(at));
    let key = match key {
        "from" => "start_status_uuid",
        "to" => "end_status_uuid",
        "post_functions" => "post_function",
        other => other,
    };
    format!("transition.{key}{below}")
}

/// Every text in what was sent, however deep.
fn every_text(json: &Json, found: &mut Vec<String>) {
    match json {
        Json::String(text) => found.push(text.clone()),
        Json::Array(list) => list.iter().for_each(|part| every_text(part, found)),
        Json::Object(map) => map.values().for_each(|part| every_text(part, found)),
        _ => {}
    }
}

/// Takes the statuses that `sent` names as its ends into the workflow, where the team has them and the workflow has not.
fn take_in(cx: &mut Cx<'_, '_>, workflow: &mut Workflow, sent: &Map<String, Json>) -> Result<(), Error> {
    let ends = ["start_status_uuid", "end_status_uuid"].into_iter().filter_map(|key| sent.get(key)?.as_str());
    let missing: BTreeSet<&str> = ends
        .filter(|id| *id != ANY_STATUS && workflow.statuses.iter().all(|status| status.uuid != *id))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    for mut status in known_statuses(cx)? {
        if !missing.contains(status.uuid.as_str()) {
            continue;
        }
        let wished = if status.key.is_empty() { key_of(&status.name.en) } else { status.key.clone() };
        let mut key = wished.clone();
        for number in 2..=Workflow::MOST_STATUSES {
            if !key.is_empty() && workflow.status(&key).is_none() {
                break;
            }
            key = format!("{}_{number}", if wished.is_empty() { "status" } else { &wished });
        }
        status.key = key;
        workflow.statuses.push(status);
    }
    Ok(())
}

/// A key made of a name; empty where the name has nothing of which keys are made.
fn key_of(name: &str) -> String {
    let mut key = String::new();
    for c in name.chars().take(40) {
        if c.is_ascii_alphanumeric() {
            key.push(c.to_ascii_lowercase());
        } else if !key.is_empty() && !key.ends_with('_') {
            key.push('_');
        }
    }
    key.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_the_transition_that_was_sent_is_called_as_it_was_sent() {
        for (field, about, called) in [
            ("transitions[3].from", Some(3), "transition.start_status_uuid"),
            ("transitions[3].post_functions[0]", Some(3), "transition.post_function[0]"),
            ("transitions[3].condition.must[0]", Some(3), "transition.condition.must[0]"),
            ("condition.must[0]", None, "transition.condition.must[0]"),
            ("transitions[4].from", Some(3), "transitions[4].from"),
            ("statuses[0].key", Some(3), "statuses[0].key"),
            ("transitions[3].from", None, "transitions[3].from"),
        ] {
            assert_eq!(super::called(field, about), called, "{field}");
        }
    }

    #[test]
    fn a_status_without_a_key_gets_one_of_its_name() {
        for (name, key) in
            [("In Progress", "in_progress"), ("  QA / review! ", "qa_review"), ("待测试", ""), ("", "")]
        {
            assert_eq!(key_of(name), key);
        }
    }
}
