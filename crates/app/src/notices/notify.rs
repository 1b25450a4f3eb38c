//! The post function `notify`: the people whom user domains mean are told of the step that it belongs to.

use super::{News, tell};
use crate::{Cx, Error, tickets::facts};
use domain::{
    Rejection,
    history::Audience,
    identity::{UserDomain, resolve},
    msg,
    notice::{Kind, MOST_TOLD},
    ticket::Ticket,
};

/// Tells of the step that `actor` took and that led to the `version`; how many people were told. Refused as [`whom`] is.
pub(crate) fn notify(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    (version, actor): (i64, &str),
    (domains, text): (&[UserDomain], &str),
) -> Result<usize, Error> {
    let whom = whom(cx, ticket, domains, actor)?;
    let whom: Vec<&str> = whom.iter().map(String::as_str).collect();
    let news = News {
        kind: Kind::Notified,
        ticket,
        version,
        approval: None,
        audience: Audience::Everyone,
        by: actor,
        text,
    };
    tell(cx, &news, &whom)
}

/// The user names of those whom domains mean around a ticket, without `but`. Refused where they are too many to tell.
pub(crate) fn whom(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    domains: &[UserDomain],
    but: &str,
) -> Result<Vec<String>, Error> {
    let posts = cx.plan_of(ticket)?.posts(ticket);
    let people = facts::people(cx, &ticket.project, domains, &posts)?;
    let persons: Vec<_> = people.iter().map(facts::Known::person).collect();
    let found = resolve(domains, &persons, &posts).into_iter().map(|who| who.username.to_owned());
    let found: Vec<String> = found.filter(|name| name != but).collect();
    if found.len() > MOST_TOLD {
        return Err(Rejection::Conflict(msg!("notice.too_many", max = MOST_TOLD)).into());
    }
    Ok(found)
}
