//! The words that other published APIs have for what a project has: edited here, and looked up for them.

use crate::{Cx, Error, projects};
use domain::{
    Rejection,
    ticket::Ticket,
    vocabulary::{Entry, Surface, Words, check},
    workflow::Workflow,
};
use serde_json::json;
use std::collections::HashMap;
use store::project::{Project, TypeWorkflow};

/// A project's words. For those who may manage it.
pub fn get(cx: &mut Cx<'_, '_>, key: &str) -> Result<(Project, Vec<Entry>), Error> {
    let project = projects::find(cx, key)?;
    projects::manage(cx, &project.key)?;
    let entries = store::vocabulary::list(cx.tx, cx.actor.team, &project.key)?;
    Ok((project, entries))
}

/// Makes these a project's words, and no other. Two meanings of one word are refused, in both directions.
pub fn set(
    cx: &mut Cx<'_, '_>,
    key: &str,
    wished: &[Entry],
    if_match: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<(Project, Vec<Entry>), Error> {
    let project = projects::lock_to_manage(cx, key, if_match)?;
    let in_force = store::project::workflows(cx.tx, cx.actor.team, &project.key)?;
    let workflows: Vec<Workflow> = in_force.into_iter().map(|found| found.workflow).collect();
    let trim = |text: &String| text.trim().to_owned();
    let entries: Vec<Entry> = wished
        .iter()
        .map(|e| Entry {
            key: trim(&e.key),
            word: trim(&e.word),
            aliases: e.aliases.iter().map(trim).collect(),
            ..e.clone()
        })
        .collect();
    check(&entries, &workflows)?;
    store::vocabulary::set(cx.tx, cx.actor.team, &project.key, &entries)?;
    let said: Vec<&str> = entries.iter().map(|e| e.word.as_str()).collect();
    let (project, _) = projects::save(cx, project, "project.vocabulary", &json!({"words": said}))?;
    Ok((project, entries))
}

/// The words of a project on a surface.
pub(crate) fn of_project(cx: &mut Cx<'_, '_>, surface: Surface, project: &str) -> Result<Words, Error> {
    Ok(Words::new(surface, store::vocabulary::list(cx.tx, cx.actor.team, project)?))
}

/// One project's words and the workflows that they word.
#[derive(Debug, Clone)]
pub(crate) struct Glossary {
    pub(crate) project: String,
    pub(crate) words: Words,
    workflows: Vec<TypeWorkflow>,
}

impl Glossary {
    /// Of a ticket's project.
    pub(crate) fn of(cx: &mut Cx<'_, '_>, surface: Surface, project: &str) -> Result<Self, Error> {
        Ok(Self {
            project: project.to_owned(),
            words: of_project(cx, surface, project)?,
            workflows: store::project::workflows(cx.tx, cx.actor.team, project)?,
        })
    }

    /// Of every project, in two statements.
    pub(crate) fn all(cx: &mut Cx<'_, '_>, surface: Surface) -> Result<Vec<Self>, Error> {
        let team = cx.actor.team;
        let mut entries: HashMap<String, Vec<Entry>> = HashMap::new();
        for (project, entry) in store::vocabulary::all_of(cx.tx, team, surface)? {
            entries.entry(project).or_default().push(entry);
        }
        let mut all: Vec<Self> = Vec::new();
        for found in store::project::all_workflows(cx.tx, team)? {
            match all.last_mut().filter(|last| last.project == found.project) {
                Some(last) => last.workflows.push(found),
                None => all.push(Self {
                    project: found.project.clone(),
                    words: Words::new(surface, entries.remove(&found.project).unwrap_or_default()),
                    workflows: vec![found],
                }),
            }
        }
        Ok(all)
    }

    /// The word for a status of one of the project's types.
    pub(crate) fn status<'g>(&'g self, kind: &str, key: &'g str) -> &'g str {
        let workflow = self.workflows.iter().find(|w| w.kind == kind);
        workflow.map_or(key, |found| self.words.status(&found.workflow, key))
    }

    /// The word for a ticket's status.
    pub(crate) fn status_of<'g>(&'g self, ticket: &'g Ticket) -> &'g str {
        self.status(&ticket.kind, &ticket.status)
    }

    /// The workflows of the project's types.
    pub(crate) fn workflows(&self) -> impl Iterator<Item = &Workflow> {
        self.workflows.iter().map(|found| &found.workflow)
    }
}
