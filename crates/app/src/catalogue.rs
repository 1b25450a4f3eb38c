//! What there is for tickets to be: the projects, their types, and every status that a ticket can have.
//!
//! A filter by a word that is not here is a mistake of whoever asks, not an empty list. Statuses and types are those of all
//! versions of workflows that ever were in force, not of the newest alone: old tickets keep what they were given.

use crate::{Cx, Error};
use domain::{Rejection, field::Definition, filter::Subject, msg, workflow::Status};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use store::{circle, project::TypeWorkflow, ticket::Filter};

/// The words of all projects; everybody may know them.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    projects: BTreeSet<String>,
    types: BTreeSet<String>,
    statuses: BTreeSet<String>,
    /// What each status of a project and type is, in one of the versions of the workflow.
    meanings: BTreeMap<(String, String), Vec<Status>>,
    /// The custom fields, each with its project.
    fields: Vec<(String, Definition)>,
    /// The names of the groups.
    groups: Vec<String>,
}

impl Catalogue {
    fn new(workflows: Vec<TypeWorkflow>) -> Self {
        let mut all = Self::default();
        // Every project has a type, and every type a workflow.
        for TypeWorkflow { project, kind, workflow } in workflows {
            all.statuses.extend(workflow.statuses.iter().map(|status| status.key.clone()));
            all.projects.insert(project.clone());
            all.types.insert(kind.clone());
            let known = all.meanings.entry((project, kind)).or_default();
            for status in workflow.statuses {
                if known.iter().all(|other| other.key != status.key) {
                    known.push(status);
                }
            }
        }
        all
    }

    /// What can be asked of the tickets of some projects; of none: of all.
    pub(crate) fn tickets(&self, projects: &[String]) -> Subject {
        let own = self.fields.iter().filter(|(project, _)| projects.is_empty() || projects.contains(project));
        let fields: Vec<Definition> = own.map(|(_, field)| field.clone()).collect();
        let statuses: Vec<&str> = self.statuses.iter().map(String::as_str).collect();
        let subject = Subject::tickets(&fields, &statuses)
            .knowing("project", self.projects.iter().map(String::as_str))
            .knowing("type", self.types.iter().map(String::as_str));
        self.among_groups(subject)
    }

    /// Every status that a ticket of a project and type can have, with what it is in one of the versions of the workflow.
    pub(crate) fn meanings(&self) -> impl Iterator<Item = (&(String, String), &Status)> {
        self.meanings.iter().flat_map(|(of, statuses)| statuses.iter().map(move |status| (of, status)))
    }

    /// A subject that knows which groups there are.
    pub(crate) fn among_groups(&self, subject: Subject) -> Subject {
        subject.with_groups(self.groups.iter().map(String::as_str))
    }

    fn check(&self, filter: &Filter) -> Result<(), Rejection> {
        let lists = [
            ("status", &self.statuses, &filter.statuses),
            ("project", &self.projects, &filter.projects),
            ("type", &self.types, &filter.types),
        ];
        for (name, known, asked) in lists {
            if let Some(value) = asked.iter().find(|value| !known.contains(*value)) {
                return Err(Rejection::malformed(name, msg!("value.unknown", value = value)));
            }
        }
        Ok(())
    }
}

/// Refuses a filter by a status, project or type that there is not.
pub(crate) fn check(cx: &mut Cx<'_, '_>, filter: &Filter) -> Result<(), Error> {
    if filter.statuses.is_empty() && filter.projects.is_empty() && filter.types.is_empty() {
        return Ok(());
    }
    Ok(known(cx)?.check(filter)?)
}

/// The words of all projects, asked for only where this node has not asked since the instance was last changed.
pub(crate) fn known(cx: &mut Cx<'_, '_>) -> Result<Arc<Catalogue>, Error> {
    let edition = cx.edition.get().remembered();
    if let Some(known) = edition.and_then(|edition| cx.known.catalogue(edition)) {
        return Ok(known);
    }
    let team = cx.actor.team;
    let groups = circle::list(cx.tx, team, circle::Kind::Group, i64::MAX, 0)?.0;
    let found = Arc::new(Catalogue {
        fields: store::project::all_fields(cx.tx, team)?,
        groups: groups.into_iter().map(|group| group.name).collect(),
        ..Catalogue::new(store::project::workflow_versions(cx.tx, team)?)
    });
    if let Some(edition) = edition {
        cx.known.keep_catalogue(edition, &found);
    }
    Ok(found)
}
