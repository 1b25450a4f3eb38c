//! Incidents of services in operation: what a cloud's operations centre has, over the same tickets, steps and rights as
//! everything else (`contracts/incidents.md`).
//!
//! These use cases speak that API's words for statuses, levels and types, which are data of each project
//! (`domain::vocabulary`); they must know nothing of how a request or an answer looks. A status changes through
//! [`crate::tickets::transition`] alone.

pub mod attach;
pub mod create;
pub mod histories;
pub mod list;
mod node;
mod number;
mod params;
mod phrase;
pub mod read;
mod story;
pub mod work;

pub use node::{Action, Node, Operation};
pub use number::number;
pub use params::Params;
pub use phrase::{Incident, Named, Part, Word};
pub use story::Row;

use crate::{Cx, Error, tickets::Deleted};
use domain::{Rejection, identity::Permission, msg, ticket::Ticket, vocabulary::Surface};
use number::Address;
use store::account::Account;

/// Whose words are spoken.
const SURFACE: Surface = Surface::Incidents;
/// The longest text that an incident is addressed by, in characters.
const LONGEST: usize = 50;

/// The custom fields that incidents are kept with.
mod field {
    pub(super) const REGION: &str = "region";
    pub(super) const ENTERPRISE: &str = "enterprise_project";
    pub(super) const SERVICE: &str = "current_cloud_service";
    pub(super) const INTERRUPT: &str = "is_service_interrupt";
    pub(super) const SOURCE: &str = "incident_source";
    pub(super) const OWNERSHIP: &str = "incident_ownership";
    pub(super) const ASSIGNEES: &str = "incident_assignee";
    pub(super) const SCENE: &str = "assignee_scene";
    pub(super) const ROLE: &str = "assignee_role";
    pub(super) const STARTED: &str = "start_time";
    pub(super) const RECOVERED: &str = "fault_recovery_time";
    pub(super) const DELINEATED: &str = "fault_delineation_time";
    pub(super) const WAR_ROOM: &str = "warroom_id";
    pub(super) const CAUSE: &str = "cause";
    pub(super) const SOLUTION: &str = "solution";
    pub(super) const PAUSED_UNTIL: &str = "pause_end_time";
    pub(super) const PAUSED_WHY: &str = "pause_reason";
    /// The word that an incident was given its level by, where the rank has several.
    pub(super) const SHADE: &str = "incident_level";
}

/// The project that incidents land in.
fn own_project(cx: &Cx<'_, '_>) -> String {
    cx.settings().incident_project.to_ascii_uppercase()
}

/// Reads what an incident is addressed by: its number, or the ticket's as text. `parameter` is what the request calls it.
fn address(parameter: &str, text: &str) -> Result<Address, Rejection> {
    let length = text.chars().count();
    if length == 0 {
        return Err(Rejection::malformed(parameter, msg!("text.blank")));
    }
    if length > LONGEST {
        return Err(Rejection::malformed(parameter, msg!("text.too_long", max = LONGEST)));
    }
    Ok(Address::parse(text))
}

/// An incident that the actor may use `permission` on.
fn find(cx: &mut Cx<'_, '_>, address: &Address, permission: Permission) -> Result<Ticket, Error> {
    let ticket = crate::tickets::find(cx, address.ticket(), permission, Deleted::Hidden)?;
    address.check(&ticket)?;
    Ok(ticket)
}

/// Somebody whom a request names by their short id or their user name.
fn person(cx: &mut Cx<'_, '_>, parameter: &str, named: &str) -> Result<Account, Error> {
    let named = named.trim();
    let team = cx.actor.team;
    let unknown = || Rejection::invalid(parameter, msg!("value.unknown", value = cut(named)));
    if named.is_empty() {
        return Err(Rejection::invalid(parameter, msg!("text.blank")).into());
    }
    let by_id = store::account::of_uuids(cx.tx, team, &[named])?.pop();
    let found = match by_id {
        Some(account) => Some(account),
        None => store::account::by_name(cx.tx, team, named)?,
    };
    Ok(found.filter(|account| !account.disabled).ok_or_else(unknown)?)
}

/// A word as it is said back: the beginning of a long one.
fn cut(word: &str) -> String {
    word.chars().take(64).collect()
}
