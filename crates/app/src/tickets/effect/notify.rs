//! `notify`: telling people of a step.

use super::run::Done;
use crate::{
    Cx, Error,
    tickets::{facts, step},
};
use domain::{Rejection, history::About, identity::UserDomain, msg};
use store::effect::Effect;

/// Tells everybody in the domains.
pub(super) fn run(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    effect: &Effect,
    (domains, text): (&[UserDomain], &str),
    about: About,
) -> Result<Done, Error> {
    let plan = cx.plan_of(&old.ticket)?;
    let posts = plan.posts(&old.ticket);
    let people = facts::people(cx, &old.ticket.project, domains, &posts)?;
    let people = people.iter().map(|known| known.person().username.to_owned()).collect();
    tell(cx, &Notice { version: effect.version, by: &effect.actor, people, text })?;
    super::deeds::skip(cx, old, about, None)
}

/// What people are to be told.
struct Notice<'a> {
    /// The ticket's version after the step.
    version: i64,
    /// The user name of who took it.
    by: &'a str,
    /// Their user names.
    people: Vec<String>,
    /// What is said beside the step; may be empty.
    text: &'a str,
}

/// Writes the notice down for each of them. There is nowhere to write it yet, which is said.
fn tell(_cx: &mut Cx<'_, '_>, notice: &Notice<'_>) -> Result<(), Rejection> {
    let Notice { people, text } = notice;
    tracing::debug!(
        notice.people = people.len(),
        notice.characters = text.len(),
        "nobody can be notified yet"
    );
    Err(Rejection::Conflict(msg!("effect.not_here", function = "notify")))
}
