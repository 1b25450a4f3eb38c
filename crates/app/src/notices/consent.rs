//! What people are told of requests for consent: that theirs is waited for, and, who asked, what has come of it.

use super::{News, tell};
use crate::{Cx, Error};
use domain::{
    history::{Act, Audience},
    notice::{Kind, excerpt},
    ticket::Ticket,
};
use store::approval::{Approval, State};

/// Tells those whose consent is waited for now and was not `before`; or, where that was asked for, all of them once more.
/// `said` is what who asked says with the step, `note` what was said with the act. The request must be written already.
pub(crate) fn waited_for(
    cx: &mut Cx<'_, '_>,
    (ticket, approval): (&Ticket, &Approval),
    before: &[String],
    (act, who): (Act, Option<&str>),
    (said, note): (&str, &str),
) -> Result<(), Error> {
    if approval.state != State::Open {
        return Ok(());
    }
    let by = cx.actor.username.clone();
    let round = approval.round();
    let (said, note) = (excerpt(said), excerpt(note));
    let (mut asked, mut named) = (Vec::new(), Vec::new());
    for name in round.waits_for() {
        let is_new = !before.iter().any(|old| old == name);
        if act == Act::Reminded || is_new && who == Some(name) {
            named.push(name);
        } else if is_new {
            asked.push(name);
        }
    }
    let news = News {
        kind: Kind::ApprovalAsked,
        ticket,
        version: ticket.version,
        approval: Some(approval.id),
        audience: Audience::Everyone,
        // Whoever made it their turn, it is the requester who asks.
        by: &approval.requester,
        text: &said,
    };
    tell(cx, &news, &asked)?;
    let kind = match act {
        Act::Reminded => Kind::ApprovalReminded,
        Act::HandedOver => Kind::ApprovalHandedOver,
        _ => Kind::ApprovalAdded,
    };
    tell(cx, &News { kind, by: &by, text: &note, ..news }, &named)?;
    Ok(())
}

/// Tells who asked what has come of it, where others decided that. The request must be written already.
pub(crate) fn decided(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    approval: &Approval,
    note: &str,
) -> Result<(), Error> {
    let kind = match approval.state {
        State::Granted => Kind::ApprovalGranted,
        State::Refused => Kind::ApprovalRefused,
        State::Failed => Kind::ApprovalFailed,
        State::Open | State::Withdrawn | State::Overtaken => return Ok(()),
    };
    let (by, note) = (cx.actor.username.clone(), excerpt(note));
    let news = News {
        kind,
        ticket,
        version: ticket.version,
        approval: Some(approval.id),
        audience: Audience::Everyone,
        by: &by,
        text: &note,
    };
    tell(cx, &news, &[approval.requester.as_str()]).map(drop)
}
