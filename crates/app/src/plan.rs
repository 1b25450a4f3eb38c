//! How the tickets of a project look and move: its issue types, their workflows in force, its custom fields.

use crate::{Cx, Error};
use domain::{attribute::Attributes, field::Definition, identity::Posts, ticket::Ticket, workflow::Workflow};
use sql::Asked;
use std::{collections::HashMap, sync::Arc};
use store::project::{IssueType, Project};

/// All that a ticket of a project is measured by, read together.
#[derive(Debug)]
pub(crate) struct Plan {
    pub(crate) project: Project,
    /// In order; the first is what a ticket is unless it says otherwise.
    pub(crate) types: Vec<IssueType>,
    pub(crate) fields: Vec<Definition>,
    /// The user name of who owns the team; empty for nobody.
    team_owner: String,
    workflows: HashMap<String, Workflow>,
}

impl Plan {
    /// The workflow in force for a type.
    pub(crate) fn workflow(&self, kind: &str) -> Result<&Workflow, Error> {
        self.workflows.get(kind).ok_or(Error::Broken("an issue type has no workflow"))
    }

    /// What an issue type says of itself.
    pub(crate) fn attributes(&self, kind: &str) -> &Attributes {
        static NONE: Attributes = Attributes::new();
        self.types.iter().find(|known| known.key == kind).map_or(&NONE, |known| &known.attributes)
    }

    /// Who stands where around a ticket of the project.
    pub(crate) fn posts(&self, ticket: &Ticket) -> Posts {
        Posts {
            project_administrators: self.project.administrators.clone(),
            project_lead: self.project.lead.clone(),
            team_owner: self.team_owner.clone(),
            ..Posts::of(ticket)
        }
    }

    fn load(cx: &mut Cx<'_, '_>, key: &str) -> Result<Option<Self>, Error> {
        let team = cx.actor.team;
        let Some(project) = store::project::get(cx.tx, team, key)? else { return Ok(None) };
        Ok(Some(Self {
            types: store::project::types(cx.tx, team, key)?,
            fields: store::project::fields(cx.tx, team, key)?,
            team_owner: store::setting::team(cx.tx, team)?.map(|t| t.owner).unwrap_or_default(),
            workflows: store::project::workflows(cx.tx, team, key)?
                .into_iter()
                .map(|found| (found.kind, found.workflow))
                .collect(),
            project,
        }))
    }
}

/// Projects that are kept as they are, and the edition found when they were.
pub(crate) struct Held(Asked<i64>);

impl Held {
    /// Refuses to go on when somebody changed the instance between the unit's beginning and the lock.
    pub(crate) fn confirm(self, cx: &mut Cx<'_, '_>) -> Result<(), Error> {
        let held = store::audit::edition(cx.tx, self.0)?;
        match cx.edition.get().remembered() {
            Some(edition) if edition != held => Err(Error::Outdated),
            _ => Ok(()),
        }
    }
}

impl Cx<'_, '_> {
    /// The plan of a project, by its key in capitals; `None` when there is no such project.
    pub(crate) fn plan(&mut self, key: &str) -> Result<Option<Arc<Plan>>, Error> {
        let edition = self.edition.get().remembered();
        if let Some(plan) = edition.and_then(|edition| self.known.plan(edition, key)) {
            return Ok(Some(plan));
        }
        let Some(plan) = Plan::load(self, key)?.map(Arc::new) else { return Ok(None) };
        if let Some(edition) = edition {
            self.known.keep_plan(edition, &plan);
        }
        Ok(Some(plan))
    }

    /// The plans of all projects, oldest first: in one statement where all of them are remembered, else in five.
    pub(crate) fn all_plans(&mut self) -> Result<Vec<Arc<Plan>>, Error> {
        let (team, edition) = (self.actor.team, self.edition.get().remembered());
        let projects = store::project::list(self.tx, team)?;
        let known: Option<Vec<Arc<Plan>>> =
            edition.and_then(|edition| projects.iter().map(|p| self.known.plan(edition, &p.key)).collect());
        if let Some(known) = known {
            return Ok(known);
        }
        let mut types: HashMap<String, Vec<IssueType>> = HashMap::new();
        for kind in store::project::all_types(self.tx, team)? {
            types.entry(kind.project.clone()).or_default().push(kind);
        }
        let mut fields: HashMap<String, Vec<Definition>> = HashMap::new();
        for (project, field) in store::project::all_fields(self.tx, team)? {
            fields.entry(project).or_default().push(field);
        }
        let mut workflows: HashMap<String, HashMap<String, Workflow>> = HashMap::new();
        for found in store::project::all_workflows(self.tx, team)? {
            workflows.entry(found.project).or_default().insert(found.kind, found.workflow);
        }
        let owner = store::setting::team(self.tx, team)?.map(|t| t.owner).unwrap_or_default();
        let plans = projects.into_iter().map(|project| {
            Arc::new(Plan {
                types: types.remove(&project.key).unwrap_or_default(),
                fields: fields.remove(&project.key).unwrap_or_default(),
                team_owner: owner.clone(),
                workflows: workflows.remove(&project.key).unwrap_or_default(),
                project,
            })
        });
        let plans: Vec<Arc<Plan>> = plans.collect();
        if let Some(edition) = edition {
            for plan in &plans {
                self.known.keep_plan(edition, plan);
            }
        }
        Ok(plans)
    }

    /// Keeps projects as they are until the commit, for something that is added to one. The plans that are used before the
    /// lock has come are confirmed with [`Held::confirm`].
    pub(crate) fn hold_plans(&mut self) -> Result<Held, Error> {
        let team = self.actor.team;
        store::project::hold(self.tx, team)?;
        Ok(Held(store::audit::ask_edition(self.tx, team)?))
    }

    /// The plan of the project that a ticket is in.
    pub(crate) fn plan_of(&mut self, ticket: &Ticket) -> Result<Arc<Plan>, Error> {
        self.plan(&ticket.project)?.ok_or(Error::Broken("the project of a ticket is gone"))
    }
}
