//! What a project is made from: the ready ones, and those that people and importers draw.

use crate::{Cx, Error, workflows::shipped};
use domain::{
    Rejection,
    field::{self, Definition, Names},
    id::is_project_key,
    msg, vocabulary,
    workflow::{Status, StatusCategory, Transition, Workflow},
};
use serde::Deserialize;
use store::project::{IssueType, Project};

/// A status of a drawing, and what may follow it.
#[derive(Debug, Clone)]
pub(crate) struct DrawnStatus {
    pub(crate) key: String,
    pub(crate) name: Names,
    pub(crate) category: StatusCategory,
    /// The keys that may follow; none = every other.
    pub(crate) next: Vec<String>,
}

/// A type of the drawing.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct DrawnType {
    pub(crate) key: String,
    pub(crate) name: Names,
}

/// A project that is to be made.
#[derive(Debug, Clone)]
pub struct Drawing {
    pub(crate) key: String,
    /// The 16-character id that it is to have; `None` = one that nobody can guess.
    pub(crate) uuid: Option<String>,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) types: Vec<DrawnType>,
    /// The workflow of every type; ids are given when it is made.
    pub(crate) workflow: Workflow,
    /// The custom fields; ids are given when it is made.
    pub(crate) fields: Vec<Definition>,
    /// What it has on other published APIs.
    pub(crate) words: Vec<vocabulary::Entry>,
    pub(crate) lead: String,
    pub(crate) administrators: Vec<String>,
}

/// A ready project, as `defaults/projects.json` has it.
#[derive(Debug, Deserialize)]
struct Ready {
    key: String,
    name: String,
    description: String,
    types: Vec<DrawnType>,
    /// The shipped workflow that its types have, and whose fields it has.
    workflow: String,
    #[serde(default)]
    words: Vec<vocabulary::Entry>,
}

/// The four ready projects.
pub(crate) fn ready() -> Result<Vec<Drawing>, Error> {
    let ready: Vec<Ready> =
        serde_json::from_str(include_str!("../../defaults/projects.json")).map_err(|error| {
            tracing::error!(error = %error, "the ready projects do not read");
            Error::Broken("the ready projects do not read")
        })?;
    ready
        .into_iter()
        .map(|project| {
            let file = shipped::file(&project.workflow)?;
            Ok(Drawing {
                key: project.key,
                uuid: None,
                name: project.name,
                description: project.description,
                types: project.types,
                workflow: file.workflow,
                fields: file.fields.unwrap_or_default(),
                words: project.words,
                lead: String::new(),
                administrators: Vec::new(),
            })
        })
        .collect()
}

/// The workflow of a drawing's statuses: a step to each that may follow, called as the status it leads to.
pub(crate) fn connected(drawn: &[DrawnStatus]) -> Workflow {
    let statuses = drawn.iter().map(|s| Status {
        key: s.key.clone(),
        uuid: String::new(),
        name: s.name.clone(),
        category: s.category,
    });
    let mut transitions = Vec::new();
    for from in drawn {
        for to in drawn.iter().filter(|to| to.key != from.key) {
            if from.next.is_empty() || from.next.contains(&to.key) {
                transitions.push(Transition::new(String::new(), to.name.clone(), &from.key, &to.key));
            }
        }
    }
    Workflow { statuses: statuses.collect(), transitions }
}

impl Drawing {
    /// The project's key.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// Makes a project from a drawing; `false` when its key is taken.
pub(crate) fn draw(cx: &mut Cx<'_, '_>, drawing: &Drawing) -> Result<bool, Error> {
    let project = Project {
        key: drawing.key.clone(),
        uuid: drawing.uuid.clone().unwrap_or_else(|| project_uuid(cx)),
        name: drawing.name.clone(),
        description: drawing.description.clone(),
        archived: false,
        version: 1,
        created: cx.now,
        lead: drawing.lead.clone(),
        administrators: drawing.administrators.clone(),
    };
    if !is_project_key(&drawing.key) {
        return Err(Rejection::invalid("key", msg!("project.key")).into());
    }
    drawing.workflow.check()?;
    let workflow = drawing.workflow.clone().with_ids(None, || cx.short_id(8));
    if !store::project::insert(cx.tx, cx.actor.team, &project)? {
        return Ok(false);
    }
    for (position, drawn) in (0_i64..).zip(&drawing.types) {
        let kind = IssueType {
            project: project.key.clone(),
            key: drawn.key.clone(),
            uuid: cx.short_id(8),
            name: drawn.name.clone(),
            workflow_version: 1,
        };
        store::project::put_type(cx.tx, cx.actor.team, &kind, position)?;
        let workflow = apart(cx, &workflow);
        store::project::insert_workflow(cx.tx, cx.actor.team, &kind, &workflow, &cx.actor.username, cx.now)?;
    }
    let fields: Vec<Definition> =
        drawing.fields.iter().map(|f| Definition { uuid: cx.short_id(8), ..f.clone() }).collect();
    field::check_all(&[], &fields)?;
    store::project::set_fields(cx.tx, cx.actor.team, &project.key, &fields)?;
    vocabulary::check(&drawing.words, std::slice::from_ref(&workflow))?;
    store::vocabulary::set(cx.tx, cx.actor.team, &project.key, &drawing.words)?;
    Ok(true)
}

/// A workflow for one more type: its statuses are the same ones, its transitions are steps of their own.
pub(super) fn apart(cx: &Cx<'_, '_>, workflow: &Workflow) -> Workflow {
    let mut own = workflow.clone();
    own.transitions.iter_mut().for_each(|transition| transition.uuid = cx.short_id(8));
    own
}

fn project_uuid(cx: &Cx<'_, '_>) -> String {
    format!("{}{}", cx.actor.uuid, cx.short_id(8))
}
