//! Making an incident.

use super::{
    Incident, SURFACE, cut, field, own_project,
    params::{joined, moment, place},
    person, phrase,
};
use crate::{
    Cx, Error,
    tickets::create::{self, Start},
    vocabulary::Glossary,
};
use domain::{
    Fault, Rejection, Value,
    field::Definition,
    identity::{Access, Permission},
    msg,
    text::{self, Lines},
    ticket::{Field, Patch, TITLED},
    vocabulary::Kind,
};

/// Where an incident can come from.
pub const SOURCES: [&str; 3] =
    ["incident_source_manual", "incident_source_forwarding", "incident_source_alarm"];
const TITLE: usize = 200;
const DESCRIPTION: usize = 600;
/// The most people who work on one.
const MOST_ASSIGNEES: usize = 20;

/// What is wished.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is the parameter of the published name that `NAMES` gives it")]
pub struct Command {
    pub level: String,
    pub interrupt: Option<bool>,
    pub kind: String,
    pub title: String,
    pub source: String,
    /// A short id or a user name; another's than the actor's for administrators.
    pub creator: String,
    pub regions: Vec<String>,
    pub enterprise_projects: Vec<String>,
    pub services: Vec<String>,
    pub description: String,
    pub assignees: Vec<String>,
    pub scene: String,
    pub role: String,
    pub ownership: String,
    /// In milliseconds since 1970.
    pub started: Option<i64>,
}

/// Makes an incident. Faults are named by the published parameters.
pub fn run(cx: &mut Cx<'_, '_>, command: &Command) -> Result<Incident, Error> {
    cx.actor.require(Access::User, Permission::CreateTickets)?;
    required(command)?;
    let creator = person(cx, "creator", &command.creator)?;
    if creator.name != cx.actor.username && cx.actor.access < Access::Admin {
        let why = msg!("rights.field", field = "creator", level = Access::Admin.word());
        return Err(Rejection::Forbidden(why).into());
    }
    let project = own_project(cx);
    let plan = cx
        .plan(&project)?
        .ok_or_else(|| Rejection::Conflict(msg!("incident.no_project", project = project)))?;
    let glossary = Glossary::of(cx, SURFACE, &project)?;
    let mut fields = fields(command, &glossary, &plan.fields)?;
    assign(cx, command, &plan.fields, &mut fields)?;
    let start =
        Start { creator: Some((creator.name, creator.uuid)), needed: Some(TITLED), ..Start::default() };
    let wish = create::Command { project: Some(project), kind: None, fields };
    let ticket = create::begin(cx, &wish, start).map_err(|error| match error {
        Error::Rejected(rejection) => named(rejection).into(),
        other => other,
    })?;
    phrase::one(cx, ticket)
}

fn required(command: &Command) -> Result<(), Rejection> {
    let mut faults = Vec::new();
    for (name, said) in [
        ("incident_level", &command.level),
        ("incident_type", &command.kind),
        ("incident_title", &command.title),
        ("incident_source", &command.source),
        ("creator", &command.creator),
    ] {
        if said.trim().is_empty() {
            faults.push(Fault::new(name, msg!("text.blank")));
        }
    }
    if command.interrupt.is_none() {
        faults.push(Fault::new("is_service_interrupt", msg!("text.blank")));
    }
    if let Err(why) = text::check(&command.title, TITLE, Lines::One) {
        faults.push(Fault::new("incident_title", why));
    }
    if let Err(why) = text::check(&command.description, DESCRIPTION, Lines::Many) {
        faults.push(Fault::new("incident_description", why));
    }
    if !command.source.trim().is_empty() && !SOURCES.contains(&command.source.trim()) {
        faults.push(Fault::new("incident_source", msg!("value.one_of", allowed = SOURCES.join(", "))));
    }
    if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults)) }
}

fn fields(command: &Command, glossary: &Glossary, custom: &[Definition]) -> Result<Patch, Rejection> {
    let words = &glossary.words;
    let kind = words
        .require(Kind::Category, command.kind.trim())
        .map_err(|why| Rejection::invalid("incident_type", why))?;
    let (priority, shade) =
        words.read_shade(&command.level).map_err(|why| Rejection::invalid("incident_level", why))?;
    let mut fields: Patch = [
        (Field::Title, command.title.clone().into()),
        (Field::Category, kind.into()),
        (Field::Priority, priority.word().into()),
    ]
    .into();
    if !command.description.trim().is_empty() {
        fields.insert(Field::Content, command.description.clone().into());
    }
    let text = |text: &str| Some(text.trim()).filter(|text| !text.is_empty()).map(Value::from);
    let mut kept = vec![
        (field::SHADE, shade.map(Value::from)),
        (field::INTERRUPT, command.interrupt.map(Value::Bool)),
        (field::SOURCE, text(&command.source)),
        (field::SCENE, text(&command.scene)),
        (field::ROLE, text(&command.role)),
        (field::OWNERSHIP, text(&command.ownership)),
    ];
    for (name, key, list) in [
        ("region", field::REGION, &command.regions),
        ("enterprise_project", field::ENTERPRISE, &command.enterprise_projects),
        ("current_cloud_service", field::SERVICE, &command.services),
    ] {
        let all = joined(list).map_err(|(i, why)| Rejection::invalid(format!("{name}[{i}]"), why))?;
        kept.push((key, text(&all)));
    }
    if let Some(millis) = command.started {
        let at = moment(millis).ok_or_else(|| Rejection::invalid("start_time", msg!("filter.millis")))?;
        kept.push((field::STARTED, Some(Value::Text(at.to_string()))));
    }
    for (key, value) in kept {
        if let Some(value) = value {
            place(&mut fields, custom, key, value).map_err(|fault| Rejection::Invalid(vec![fault]))?;
        }
    }
    Ok(fields)
}

/// Who works on it: the first is its assignee.
fn assign(
    cx: &mut Cx<'_, '_>,
    command: &Command,
    custom: &[Definition],
    fields: &mut Patch,
) -> Result<(), Error> {
    if command.assignees.len() > MOST_ASSIGNEES {
        return Err(
            Rejection::invalid("incident_assignee", msg!("value.too_many", max = MOST_ASSIGNEES)).into()
        );
    }
    let mut names: Vec<String> = Vec::new();
    for (i, named) in command.assignees.iter().enumerate() {
        let name = person(cx, &format!("incident_assignee[{i}]"), named)?.name;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if let Some(first) = names.first() {
        fields.insert(Field::Assignee, first.clone().into());
    }
    if names.len() > 1 {
        place(fields, custom, field::ASSIGNEES, Value::List(names))
            .map_err(|fault| Rejection::Invalid(vec![fault]))?;
    }
    Ok(())
}

/// Faults by the published parameters.
fn named(rejection: Rejection) -> Rejection {
    let Rejection::Invalid(mut faults) = rejection else { return rejection };
    for fault in &mut faults {
        let name = match fault.field.as_str() {
            "title" => "incident_title",
            "content" => "incident_description",
            "category" => "incident_type",
            "priority" => "incident_level",
            "assignee" => "incident_assignee",
            other => other.strip_prefix("fields.").unwrap_or(other),
        };
        fault.field = cut(name);
    }
    Rejection::Invalid(faults)
}
