//! Definitions of workflows: reading them, working on the next version of one, publishing it.
//!
//! A workflow belongs to an issue type of a project. Its versions are never changed; what people work on is the one draft
//! that it may have. Who may look at projects may look at workflows; drafts are for those who may manage the project.
//! What a definition means, and what is wrong with one, `domain::workflow` knows: nothing here decides it.

mod called;
pub mod draft;
pub mod dry_run;
pub mod file;
mod moves;
mod outlook;
pub mod publish;
pub mod shipped;
mod timing;

pub use called::called;

use crate::{Cx, Error, catalogue, projects};
use domain::{
    Rejection, Thing,
    field::Definition,
    filter::Subject,
    identity::Called,
    msg,
    workflow::{
        Status, Workflow,
        compare::{self, Difference},
        lint::{self, Finding},
    },
};
use store::project::{IssueType, Project, TypeWorkflow};
use store::workflow::Place;
pub use store::workflow::{Draft, Version};

/// Which definition of a workflow is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The one in force.
    InForce,
    /// One that is or was in force, by its number.
    Version(i64),
    /// The draft.
    Draft,
}

impl Which {
    /// Reads `draft`, a number, or nothing; `field` is the caller's name for it.
    pub fn parse(field: &str, text: Option<&str>) -> Result<Option<Self>, Rejection> {
        match text.map(str::trim) {
            None | Some("") => Ok(None),
            Some("draft") => Ok(Some(Self::Draft)),
            Some(number) => match number.parse() {
                Ok(number) => Ok(Some(Self::Version(number))),
                Err(_) => Err(Rejection::malformed(field, msg!("workflow.which"))),
            },
        }
    }
}

/// An issue type, its project and its workflow in force.
#[derive(Debug, Clone)]
pub struct Current {
    /// The project.
    pub project: Project,
    /// The issue type.
    pub kind: IssueType,
    /// Who published the version in force, and when.
    pub version: Version,
    /// What it says.
    pub workflow: Workflow,
}

impl Current {
    fn place<'a>(&'a self, cx: &Cx<'_, '_>) -> Place<'a> {
        Place { team: cx.actor.team, project: &self.project.key, kind: &self.kind.key }
    }

    /// What an audit entry calls it.
    fn object(&self) -> String {
        format!("{}/{}", self.project.key, self.kind.key)
    }
}

/// A workflow as it is shown.
#[derive(Debug, Clone)]
pub struct Shown {
    /// What is in force.
    pub current: Current,
    /// The row of its draft, where there is a draft.
    pub draft: Option<Draft>,
    /// What the people and circles that it names are called, by their short ids.
    pub called: Called,
}

/// The workflow of an issue type, as it is in force.
pub fn get(cx: &mut Cx<'_, '_>, project: &str, kind: &str) -> Result<Shown, Error> {
    projects::may_look(cx)?;
    let current = find(cx, project, kind)?;
    let draft = store::workflow::draft(cx.tx, current.place(cx))?.filter(|row| row.workflow.is_some());
    let called = called(cx, [&current.workflow])?;
    Ok(Shown { current, draft, called })
}

/// A status of the workflow in force of an issue type.
#[derive(Debug, Clone)]
pub struct TypeStatus {
    /// The project's key.
    pub project: String,
    /// The issue type's key.
    pub kind: String,
    /// The status.
    pub status: Status,
}

fn find(cx: &mut Cx<'_, '_>, project: &str, kind: &str) -> Result<Current, Error> {
    let project = projects::find(cx, project)?;
    of_project(cx, project, kind)
}

fn of_project(cx: &mut Cx<'_, '_>, project: Project, kind: &str) -> Result<Current, Error> {
    let team = cx.actor.team;
    let found = store::project::issue_type(cx.tx, team, &project.key, &domain::text::fold(kind))?;
    let kind = found.ok_or_else(|| Rejection::not_found(Thing::IssueType, kind))?;
    let at = Place { team, project: &project.key, kind: &kind.key };
    let in_force = store::workflow::version(cx.tx, at, kind.workflow_version)?;
    let (version, workflow) = in_force.ok_or(Error::Broken("an issue type has no workflow"))?;
    Ok(Current { project, kind, version, workflow })
}

/// The workflow of an issue type, for who may manage the project; nobody changes the project until the commit.
fn lock(cx: &mut Cx<'_, '_>, project: &str, kind: &str) -> Result<Current, Error> {
    let project = projects::lock_to_manage(cx, project, |_| Ok(()))?;
    of_project(cx, project, kind)
}

/// As [`lock`], for reading only.
fn find_to_manage(cx: &mut Cx<'_, '_>, project: &str, kind: &str) -> Result<Current, Error> {
    projects::may_look(cx)?;
    let current = find(cx, project, kind)?;
    projects::manage(cx, &current.project.key)?;
    Ok(current)
}

/// A page of the versions of a workflow, newest first, and how many there are.
pub fn versions(
    cx: &mut Cx<'_, '_>,
    project: &str,
    kind: &str,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Version>, i64), Error> {
    projects::may_look(cx)?;
    let current = find(cx, project, kind)?;
    Ok(store::workflow::versions(cx.tx, current.place(cx), limit, offset)?)
}

/// One version of a workflow.
pub fn version(
    cx: &mut Cx<'_, '_>,
    project: &str,
    kind: &str,
    number: i64,
) -> Result<(Version, Workflow, Called), Error> {
    projects::may_look(cx)?;
    let current = find(cx, project, kind)?;
    let (version, workflow) = numbered(cx, &current, number)?;
    let called = called(cx, [&workflow])?;
    Ok((version, workflow, called))
}

fn numbered(cx: &mut Cx<'_, '_>, current: &Current, number: i64) -> Result<(Version, Workflow), Error> {
    let found = store::workflow::version(cx.tx, current.place(cx), number)?;
    Ok(found.ok_or_else(|| Rejection::not_found(Thing::WorkflowVersion, number))?)
}

/// A definition of a workflow. The draft is for those who may manage the project.
fn definition(cx: &mut Cx<'_, '_>, current: &Current, which: Which) -> Result<Workflow, Error> {
    match which {
        Which::InForce => Ok(current.workflow.clone()),
        Which::Version(number) => Ok(numbered(cx, current, number)?.1),
        Which::Draft => {
            projects::manage(cx, &current.project.key)?;
            Ok(draft::there(cx, current)?.1)
        }
    }
}

/// The statuses of the workflows in force: of one project's, or of all; in the order of projects, types and statuses.
pub fn statuses(cx: &mut Cx<'_, '_>, project: Option<&str>) -> Result<Vec<TypeStatus>, Error> {
    projects::may_look(cx)?;
    let team = cx.actor.team;
    let workflows = match project {
        Some(key) => {
            let project = projects::find(cx, key)?;
            store::project::workflows(cx.tx, team, &project.key)?
        }
        None => store::project::all_workflows(cx.tx, team)?,
    };
    let of = |found: TypeWorkflow| {
        let TypeWorkflow { project, kind, workflow } = found;
        let one = move |status| TypeStatus { project: project.clone(), kind: kind.clone(), status };
        workflow.statuses.into_iter().map(one)
    };
    Ok(workflows.into_iter().flat_map(of).collect())
}

/// What differs between two definitions of a workflow.
pub fn compare(
    cx: &mut Cx<'_, '_>,
    project: &str,
    kind: &str,
    from: Which,
    to: Which,
) -> Result<Vec<Difference>, Error> {
    projects::may_look(cx)?;
    let current = find(cx, project, kind)?;
    let (old, new) = (definition(cx, &current, from)?, definition(cx, &current, to)?);
    Ok(compare::compare(&old, &new))
}

/// What is strange in a definition of a workflow, worst first.
pub fn lint(cx: &mut Cx<'_, '_>, project: &str, kind: &str, which: Which) -> Result<Vec<Finding>, Error> {
    projects::may_look(cx)?;
    let current = find(cx, project, kind)?;
    let workflow = definition(cx, &current, which)?;
    findings(cx, &current, &workflow)
}

/// What is strange in a definition that is only asked about.
pub fn lint_given(
    cx: &mut Cx<'_, '_>,
    project: &str,
    kind: &str,
    workflow: &Workflow,
) -> Result<Vec<Finding>, Error> {
    let current = find_to_manage(cx, project, kind)?;
    let workflow = draft::prepared(cx, &current, None, workflow.clone())?;
    findings(cx, &current, &workflow)
}

/// What is strange in a definition, where it is the workflow of the issue type that it is for.
fn findings(cx: &mut Cx<'_, '_>, current: &Current, workflow: &Workflow) -> Result<Vec<Finding>, Error> {
    let custom = fields(cx, current)?;
    let plan = cx.plan(&current.project.key)?;
    let first = plan.as_deref().and_then(|plan| plan.types.first());
    let home = lint::Home {
        project: &current.project.key,
        kind: &current.kind.key,
        is_first: first.is_some_and(|first| first.key == current.kind.key),
        attributes: &current.kind.attributes,
    };
    let mut found = lint::lint(workflow, Some(&custom), Some(home));
    found.extend(outlook::failing(cx, current, workflow)?);
    found.sort_by_key(|finding| std::cmp::Reverse(finding.code.severity()));
    Ok(found)
}

/// What filters of a definition may ask of tickets: its own statuses, the project's fields, the groups that there are.
fn tickets(cx: &mut Cx<'_, '_>, workflow: &Workflow, custom: &[Definition]) -> Result<Subject, Error> {
    let statuses: Vec<&str> = workflow.statuses.iter().map(|status| status.key.as_str()).collect();
    Ok(catalogue::known(cx)?.among_groups(Subject::tickets(custom, &statuses)))
}

fn fields(cx: &mut Cx<'_, '_>, current: &Current) -> Result<Vec<Definition>, Error> {
    Ok(store::project::fields(cx.tx, cx.actor.team, &current.project.key)?)
}
