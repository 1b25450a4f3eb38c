//! Where an incident is, and what may be done there.
//!
//! What may be done is not fixed: it follows from what the ways out of a status mean (`StatusCategory`), so it is right for every
//! workflow. A task has an id that changes with the node: with the step that led into it, and with the request for consent that is
//! open in it. Whoever acts on what they saw before is told that it is so no longer.

use super::field;
use crate::{Cx, Error, tickets::transition::choose};
use domain::{
    Rejection,
    field::Names,
    identity::{Context, Permission},
    ticket::{Field, Ticket},
    workflow::{StatusCategory, Transition, Workflow},
};
use sha2::{Digest as _, Sha256};
use store::approval::Approval;

/// The characters of a task's id.
const ID: usize = 32;

/// What is done to an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Action {
    Accept,
    Remark,
    /// Of an incident that somebody has accepted.
    Forward,
    /// Of one that nobody has.
    ForwardUnaccepted,
    Solve,
    Confirm,
    Pause,
    Recover,
    ChangeLevel,
    Agree,
    Reject,
    Reopen,
}

impl Action {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::Accept,
        Self::Remark,
        Self::Forward,
        Self::ForwardUnaccepted,
        Self::Solve,
        Self::Confirm,
        Self::Pause,
        Self::Recover,
        Self::ChangeLevel,
        Self::Agree,
        Self::Reject,
        Self::Reopen,
    ];

    /// The published word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Accept => "accepted",
            Self::Remark => "addRemark",
            Self::Forward => "acceptedForward",
            Self::ForwardUnaccepted => "unAcceptedForward",
            Self::Solve => "commitSolution",
            Self::Confirm => "confirm",
            Self::Pause => "incidentPause",
            Self::Recover => "recovery",
            Self::ChangeLevel => "changeLevel",
            Self::Agree => "agreed",
            Self::Reject => "rejected",
            Self::Reopen => "ReOpen",
        }
    }

    /// Reads a published word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.word() == word)
    }

    /// The transitions that it takes from a ticket's status, in order.
    pub(super) fn ways<'w>(self, workflow: &'w Workflow, ticket: &'w Ticket) -> Vec<&'w Transition> {
        use StatusCategory as C;
        let category = |key: &str| workflow.status(key).map(|status| status.category);
        let now = category(&ticket.status);
        let leads = |transition: &&Transition| {
            let to = category(&transition.to);
            let stays = transition.to == ticket.status;
            match self {
                Self::Accept => now == Some(C::New) && to == Some(C::Active),
                Self::Solve => now != Some(C::Resolved) && to == Some(C::Resolved),
                Self::Confirm => now == Some(C::Resolved) && to == Some(C::Closed),
                Self::Pause => now != Some(C::Paused) && to == Some(C::Paused),
                Self::Recover => now == Some(C::Paused) && to == Some(C::Active),
                Self::Reject => now != Some(C::Rejected) && to == Some(C::Rejected),
                Self::Reopen => {
                    matches!(now, Some(C::Closed | C::Rejected)) && matches!(to, Some(C::New | C::Active))
                }
                Self::ChangeLevel => stays && transition.asks_for(&Field::Priority.name()),
                Self::Remark | Self::Forward | Self::ForwardUnaccepted | Self::Agree => false,
            }
        };
        workflow.from(&ticket.status).filter(leads).collect()
    }

    /// What it needs to be allowed.
    pub(super) const fn permission(self) -> Permission {
        match self {
            Self::Remark => Permission::Comment,
            Self::Forward | Self::ForwardUnaccepted => Permission::EditTickets,
            Self::Accept
            | Self::Solve
            | Self::Confirm
            | Self::Pause
            | Self::Recover
            | Self::ChangeLevel
            | Self::Agree
            | Self::Reject
            | Self::Reopen => Permission::TransitTasks,
        }
    }
}

/// What may be done at a node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// What.
    pub action: Action,
    /// The id of doing it here.
    pub task: String,
}

/// Where an incident is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The key of its status.
    pub key: String,
    /// What the status is called.
    pub name: Names,
    /// What the status means.
    pub category: Option<StatusCategory>,
    /// What the actor may do there.
    pub operations: Vec<Operation>,
}

/// A ticket's place, as its tasks' ids know it.
pub(super) struct Place {
    entered: i64,
    pub(super) approval: Option<Approval>,
}

impl Place {
    pub(super) fn of(cx: &mut Cx<'_, '_>, ticket: &Ticket) -> Result<Self, Error> {
        let entered = store::event::entered(cx.tx, ticket.team, ticket.id)?;
        let approval = store::approval::open(cx.tx, ticket.team, ticket.id)?;
        let approval = approval.filter(|approval| approval.status == ticket.status);
        Ok(Self { entered: entered.map_or(0, |(version, _)| version), approval })
    }

    /// The id of doing something here.
    pub(super) fn task(&self, ticket: &Ticket, action: Action) -> String {
        let asked = self.approval.as_ref().map_or(0, |approval| approval.id);
        let text =
            format!("incident task {} {} {} {asked} {}", ticket.team, ticket.id, self.entered, action.word());
        store::hex(&Sha256::digest(text)).chars().take(ID).collect()
    }

    /// The open request whose answer is waited for from that user name.
    pub(super) fn asked(&self, username: &str) -> Option<&Approval> {
        self.approval.as_ref().filter(|approval| approval.round().waits_for().contains(&username))
    }
}

/// Where a ticket is, and what the actor may do there.
pub(super) fn present(cx: &mut Cx<'_, '_>, ticket: &Ticket) -> Result<Node, Error> {
    let place = Place::of(cx, ticket)?;
    let plan = cx.plan_of(ticket)?;
    let workflow = plan.workflow(&ticket.kind)?;
    let status = workflow.status(&ticket.status);
    let mut operations = Vec::new();
    for action in Action::ALL {
        if is_offered(cx, ticket, workflow, &place, action)? {
            operations.push(Operation { action, task: place.task(ticket, action) });
        }
    }
    Ok(Node {
        key: ticket.status.clone(),
        name: status.map_or_else(|| Names::same(&ticket.status), |status| status.name.clone()),
        category: status.map(|status| status.category),
        operations,
    })
}

fn is_offered(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    workflow: &Workflow,
    place: &Place,
    action: Action,
) -> Result<bool, Error> {
    let is_asked = place.asked(&cx.actor.username).is_some();
    let context = Context { project: Some(&ticket.project), relation: ticket.relation(&cx.actor.username) };
    let may = |cx: &Cx<'_, '_>, permission| cx.actor.may(permission, context);
    let is_new = workflow.status(&ticket.status).is_some_and(|s| s.category == StatusCategory::New);
    match action {
        Action::Agree => return Ok(is_asked),
        Action::Reject if is_asked => return Ok(true),
        Action::ForwardUnaccepted => return Ok(is_new && may(cx, action.permission())),
        Action::Forward => return Ok(!is_new && !is_over(workflow, ticket) && may(cx, action.permission())),
        Action::Remark => return Ok(may(cx, action.permission())),
        _ => {}
    }
    let ways = action.ways(workflow, ticket);
    if ways.is_empty() {
        let plainly = action == Action::ChangeLevel && !is_over(workflow, ticket) && !has_level_way(workflow);
        return Ok(plainly && may(cx, Permission::EditTickets));
    }
    if !may(cx, action.permission())
        || place.approval.is_some() && ways.iter().all(|way| way.approval.is_some())
    {
        return Ok(false);
    }
    match choose(cx, ticket, &ways) {
        Ok(_) => Ok(true),
        Err(Error::Rejected(Rejection::Unmet(_))) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether nothing is left to be done.
pub(super) fn is_over(workflow: &Workflow, ticket: &Ticket) -> bool {
    workflow.status(&ticket.status).is_some_and(|status| status.category.is_end())
}

/// Whether a workflow says where a level may be changed; where it does not, it is a field like others.
pub(super) fn has_level_way(workflow: &Workflow) -> bool {
    let shade = Field::Custom(field::SHADE.to_owned()).name();
    workflow
        .transitions
        .iter()
        .any(|t| t.starts_at(&t.to) && (t.asks_for(&Field::Priority.name()) || t.asks_for(&shade)))
}
