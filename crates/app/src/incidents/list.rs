//! Lists of incidents, asked for in the form of the API.
//!
//! A filter of the API's own fields and words is read into one of tickets, so that the database answers it: a word for a status
//! or a level means other things in other projects, and becomes what it means in each of them.

use super::{Incident, SURFACE, field, number::Address, phrase};
use crate::{Cx, Error, filters, tickets::read, vocabulary::Glossary};
use domain::{
    Rejection,
    filter::{self, Clock, Error as Fault, Filter, Form, Join, Subject, form::ObjectFilter},
    identity::{Access, Permission},
    msg,
    ticket::Priority,
};
use store::{
    account::Account,
    ticket::{Column, Inquiry, Order, Slice, Sort},
};

/// What is wished.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Which incidents.
    pub form: Form,
    /// In which order; at least one column.
    pub order: Vec<(Column, Order)>,
    /// How many at most.
    pub limit: i64,
    /// How many to pass over.
    pub offset: i64,
}

/// The order where nothing else is asked for.
pub const NEWEST: (Column, Order) = (Column::Sort(Sort::CreatedAt), Order::Descending);

/// A page of the incidents that the actor may see, and how many there are.
pub fn run(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<(Vec<Incident>, i64), Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    let glossaries = Glossary::all(cx, SURFACE)?;
    let filter = filter(cx, &wish.form, &glossaries)?;
    let (tickets, total) = match wish.order.as_slice() {
        // What all lists of tickets are: their totals are followed.
        [(Column::Sort(sort), order)] => {
            let slice =
                Slice { sort: *sort, order: *order, after: None, offset: wish.offset, limit: wish.limit };
            let all = store::ticket::Filter::default();
            let asked = match filter {
                Some(filter) => all.and_written(filters::asked(cx, filter)),
                None => all,
            };
            read::list(cx, &asked, &slice)?
        }
        order => {
            let visibility = cx.actor.visibility().ok_or_else(|| {
                Rejection::Forbidden(msg!("rights.permission", permission = Permission::ViewTickets.word()))
            })?;
            let (team, now, me) = (cx.actor.team, cx.now, cx.actor.username.clone());
            let asked = Inquiry {
                filter: filter.as_ref(),
                order,
                clock: Clock { now, zone: 0 },
                me: &me,
                offset: wish.offset,
                limit: wish.limit,
            };
            cx.tx.limit(filters::LONGEST)?;
            store::ticket::asked(cx.tx, team, &visibility, &asked)?
        }
    };
    Ok((phrase::many(cx, tickets, &glossaries)?, total))
}

fn filter(cx: &mut Cx<'_, '_>, form: &Form, glossaries: &[Glossary]) -> Result<Option<Filter>, Error> {
    let custom: Vec<_> =
        store::project::all_fields(cx.tx, cx.actor.team)?.into_iter().map(|(_, f)| f).collect();
    let people = people(cx, form)?;
    let reading = Reading { subject: Subject::tickets(&custom, &[]), people, glossaries };
    let read = form.read_by(|object, path| reading.read(object, path));
    Ok(read.map_err(|fault| fault.into_rejection(""))?)
}

/// The accounts that a filter of people names by their ids.
fn people(cx: &mut Cx<'_, '_>, form: &Form) -> Result<Vec<Account>, Error> {
    const MOST: usize = 20_000;
    let objects = [&form.string_filters, &form.int_filters].into_iter().flatten().flatten();
    let about_people = objects.filter(|object| PEOPLE.iter().any(|(name, _)| *name == object.field));
    let ids: Vec<&str> =
        about_people.flat_map(|object| &object.values).map(String::as_str).take(MOST).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(store::account::of_uuids(cx.tx, cx.actor.team, &ids)?)
}

/// Fields of people, and the tickets' fields that they are.
const PEOPLE: [(&str, &str); 3] = [("assignee", "assignee"), ("creator", "creator"), ("operator", "creator")];
/// Fields that are a ticket's as they stand.
const PLAIN: [(&str, &str); 5] = [
    ("title", "title"),
    ("description", "content"),
    ("create_time", "created"),
    ("update_time", "updated"),
    ("mtm_type", "category"),
];
/// Fields that are custom ones.
const CUSTOM: [(&str, &str); 7] = [
    ("mtm_region", field::REGION),
    ("source_id", field::SOURCE),
    ("is_service_interrupt", field::INTERRUPT),
    ("start_time", field::STARTED),
    ("enterprise_project_id", field::ENTERPRISE),
    ("current_cloud_service_id", field::SERVICE),
    ("incident_ownership", field::OWNERSHIP),
];
/// Fields that are looked up in words.
const WORDS: [&str; 4] = ["ticket_id", "work_flow_status", "phase", "level_id"];

struct Reading<'g> {
    subject: Subject,
    people: Vec<Account>,
    glossaries: &'g [Glossary],
}

impl Reading<'_> {
    fn read(&self, object: &ObjectFilter, path: &str) -> Result<Filter, Fault> {
        let named = |list: &[(&'static str, &'static str)]| {
            list.iter().find(|(name, _)| *name == object.field).map(|(_, key)| *key)
        };
        if let Some(key) = named(&PLAIN) {
            return self.renamed(object, key, path);
        }
        if let Some(key) = named(&CUSTOM) {
            let key = format!("fields.{key}");
            return if self.subject.field(&key).is_some() {
                self.renamed(object, &key, path)
            } else {
                Err(unknown(object, path))
            };
        }
        if let Some(key) = named(&PEOPLE) {
            let values = object.values.iter().map(|value| {
                let found = self.people.iter().find(|account| account.uuid == *value);
                found.map_or_else(|| value.clone(), |account| account.name.clone())
            });
            return self.renamed(&ObjectFilter { values: values.collect(), ..object.clone() }, key, path);
        }
        if !WORDS.contains(&object.field.as_str()) {
            return Err(unknown(object, path));
        }
        let negated = match object.operator.as_str() {
            "=" | "in" => false,
            "!=" => true,
            _ => {
                return Err(Fault::of(format!("{path}.operator"), msg!("value.one_of", allowed = "in = !=")));
            }
        };
        if object.values.is_empty() || object.values.len() > filter::MAX_VALUES {
            let why = msg!("value.too_many", max = filter::MAX_VALUES);
            return Err(Fault::of(
                format!("{path}.values"),
                if object.values.is_empty() { msg!("text.blank") } else { why },
            ));
        }
        if !negated {
            return self.any_of(object, &object.values, path);
        }
        // Unlike any of them.
        let each = object
            .values
            .iter()
            .take(2)
            .map(|value| Ok(self.any_of(object, std::slice::from_ref(value), path)?.negated()));
        let each: Vec<Filter> = each.collect::<Result<_, Fault>>()?;
        Filter::join(Join::Any, each).ok_or_else(|| unknown(object, path))
    }

    fn renamed(&self, object: &ObjectFilter, key: &str, path: &str) -> Result<Filter, Fault> {
        ObjectFilter { field: key.to_owned(), ..object.clone() }.read(&self.subject, path)
    }

    /// Tickets that have one of these words.
    fn any_of(&self, object: &ObjectFilter, values: &[String], path: &str) -> Result<Filter, Fault> {
        match object.field.as_str() {
            "ticket_id" => self.numbers(values, path),
            "level_id" => self.levels(values, path),
            field => self.statuses(field, values, path),
        }
    }

    fn one_of(&self, key: &str, values: Vec<String>, path: &str) -> Result<Filter, Fault> {
        let object = ObjectFilter { name: None, field: key.to_owned(), operator: "in".to_owned(), values };
        object.read(&self.subject, path)
    }

    fn numbers(&self, values: &[String], path: &str) -> Result<Filter, Fault> {
        // A number says in which second its ticket was made: one of another second is none.
        let each = values.iter().map(|value| {
            let address = Address::parse(value);
            let id = address.id().map_or(0, |id| id.0);
            let ticket = self.one_of("id", vec![id.to_string()], path)?;
            if !address.is_numbered() {
                return Ok(ticket);
            }
            let made = second_of(&self.subject, value.get(2..16).unwrap_or_default(), path)?;
            Filter::join(Join::All, [ticket, made]).ok_or_else(|| Fault::of(path, msg!("text.blank")))
        });
        let each: Vec<Filter> = each.collect::<Result<_, Fault>>()?;
        Filter::join(Join::Any, each).ok_or_else(|| Fault::of(path, msg!("text.blank")))
    }

    fn levels(&self, values: &[String], path: &str) -> Result<Filter, Fault> {
        let shade_key = format!("fields.{}", field::SHADE);
        let mut ways = Vec::new();
        for glossary in self.glossaries {
            for value in values {
                let Ok((priority, shade)) = glossary.words.read_shade(value) else { continue };
                let project = self.one_of("project", vec![glossary.project.clone()], path)?;
                let rank = self.one_of("priority", vec![priority.word().to_owned()], path)?;
                let shaded = self.shade(&shade_key, glossary, priority, shade, path)?;
                ways.extend(Filter::join(
                    Join::All,
                    [Some(project), Some(rank), shaded].into_iter().flatten(),
                ));
            }
        }
        let known = || {
            let words = ["level_10", "level_20", "level_30", "level_40", "level_50"];
            Fault::of(format!("{path}.values"), msg!("value.one_of", allowed = words.join(", ")))
        };
        Filter::join(Join::Any, ways).ok_or_else(known)
    }

    /// What tells one word of a rank from its others; nothing where there is only one.
    fn shade(
        &self,
        key: &str,
        glossary: &Glossary,
        priority: Priority,
        shade: Option<&str>,
        path: &str,
    ) -> Result<Option<Filter>, Fault> {
        let others = glossary.words.shades(priority);
        if others.is_empty() || self.subject.field(key).is_none() {
            return Ok(None);
        }
        Ok(Some(match shade {
            Some(shade) => self.one_of(key, vec![shade.to_owned()], path)?,
            None => self.one_of(key, others.to_vec(), path)?.negated(),
        }))
    }

    fn statuses(&self, field: &str, values: &[String], path: &str) -> Result<Filter, Fault> {
        let mut ways = Vec::new();
        for glossary in self.glossaries {
            let mut keys: Vec<String> = Vec::new();
            for workflow in glossary.workflows() {
                for status in &workflow.statuses {
                    let said = if field == "phase" {
                        status.category.word()
                    } else {
                        glossary.words.status(workflow, &status.key)
                    };
                    if values.iter().any(|value| value == said) && !keys.contains(&status.key) {
                        keys.push(status.key.clone());
                    }
                }
            }
            if keys.is_empty() {
                continue;
            }
            let project = self.one_of("project", vec![glossary.project.clone()], path)?;
            let status = self.one_of("status", keys, path)?;
            ways.extend(Filter::join(Join::All, [project, status]));
        }
        let known = || Fault::of(format!("{path}.values"), msg!("incident.unknown_status"));
        Filter::join(Join::Any, ways).ok_or_else(known)
    }
}

/// Milliseconds of the beginning of a second such as `20261121080000`; 0 for none.
fn millis_of(second: &str) -> i64 {
    let part = |from: usize, to: usize| second.get(from..to).unwrap_or_default();
    let text = format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4),
        part(4, 6),
        part(6, 8),
        part(8, 10),
        part(10, 12),
        part(12, 14)
    );
    domain::At::parse(&text).map_or(0, super::story::millis)
}

/// Tickets that were made within a second.
fn second_of(subject: &Subject, second: &str, path: &str) -> Result<Filter, Fault> {
    let from = millis_of(second);
    let bound = |operator: &str, millis: i64| {
        let object = ObjectFilter {
            name: None,
            field: "created".to_owned(),
            operator: operator.to_owned(),
            values: vec![millis.to_string()],
        };
        object.read(subject, path)
    };
    let within = [bound(">", from.saturating_sub(1))?, bound("<", from.saturating_add(1_000))?];
    Filter::join(Join::All, within).ok_or_else(|| Fault::of(path, msg!("text.blank")))
}

fn unknown(object: &ObjectFilter, path: &str) -> Fault {
    let known: Vec<&str> =
        WORDS.into_iter().chain(PLAIN.iter().chain(&CUSTOM).chain(&PEOPLE).map(|(name, _)| *name)).collect();
    let why = msg!("filter.unknown_field", name = super::cut(&object.field), known = known.join(", "));
    Fault::of(format!("{path}.field"), why)
}
