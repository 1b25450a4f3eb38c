//! What there is for tickets to be: the projects, their types, and every status that a ticket can have.
//!
//! A filter by a word that is not here is a mistake of whoever asks, not an empty list. Statuses and types are those of all
//! versions of workflows that ever were in force, not of the newest alone: old tickets keep what they were given.

use crate::{Cx, Error};
use domain::{Rejection, msg};
use std::{collections::BTreeSet, sync::Arc};
use store::{project::TypeWorkflow, ticket::Filter};

/// The words of all projects; everybody may know them.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    projects: BTreeSet<String>,
    types: BTreeSet<String>,
    statuses: BTreeSet<String>,
}

impl Catalogue {
    fn new(workflows: Vec<TypeWorkflow>) -> Self {
        let mut all = Self::default();
        // Every project has a type, and every type a workflow.
        for TypeWorkflow { project, kind, workflow } in workflows {
            all.projects.insert(project);
            all.types.insert(kind);
            all.statuses.extend(workflow.statuses.into_iter().map(|status| status.key));
        }
        all
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

/// Refuses a filter by a status, project or type that there is not. Asks the database only where this node has not asked
/// since the instance was last changed.
pub(crate) fn check(cx: &mut Cx<'_, '_>, filter: &Filter) -> Result<(), Error> {
    if filter.statuses.is_empty() && filter.projects.is_empty() && filter.types.is_empty() {
        return Ok(());
    }
    let edition = cx.edition.get().remembered();
    if let Some(known) = edition.and_then(|edition| cx.known.catalogue(edition)) {
        return Ok(known.check(filter)?);
    }
    let found = Arc::new(Catalogue::new(store::project::workflow_versions(cx.tx, cx.actor.team)?));
    if let Some(edition) = edition {
        cx.known.keep_catalogue(edition, &found);
    }
    Ok(found.check(filter)?)
}
