//! What people are told of: written in the transaction of what causes it, read and marked as read by whose it is.
//!
//! [`tell`] is the one place where notices are written: nobody is told of what they did themselves, nor of a ticket that they may
//! not see. Rights change, so whoever reads is judged again ([`list`]): of a ticket that they cannot see any more a notice says
//! nothing. What a step tells by itself is in `step.rs`, what becomes of requests for consent in `consent.rs`, the post
//! function in `notify.rs`.

mod consent;
mod notify;
mod step;

pub(crate) use consent::{decided, waited_for};
pub(crate) use notify::{notify, whom};
pub(crate) use step::of_step;

use crate::{Cx, Error, identity};
use domain::{
    Rejection, Thing,
    history::Audience,
    identity::{Access, Context, Permission, Relation},
    msg,
    notice::{Kind, MOST_TOLD},
    ticket::Ticket,
};
pub use store::notice::{Notice, Which};
use store::{account::Account, notice, number};

/// How long a notice is kept, read or not, in seconds: 90 days.
pub const KEPT_SECONDS: i64 = 90 * 24 * 60 * 60;
/// The most notices that are named at once to be marked as read.
pub const MOST_NAMED: usize = 100;

/// Something that people are to be told of.
#[derive(Debug, Clone, Copy)]
pub(crate) struct News<'n> {
    pub(crate) kind: Kind,
    /// The ticket as it is now.
    pub(crate) ticket: &'n Ticket,
    /// Its version after the step that is told of.
    pub(crate) version: i64,
    /// The request for consent that it is about.
    pub(crate) approval: Option<i64>,
    /// Who may read the text.
    pub(crate) audience: Audience,
    /// The user name of who caused it, who is not told.
    pub(crate) by: &'n str,
    /// What was said with it.
    pub(crate) text: &'n str,
}

/// Tells those of these user names who are somebody, are somebody else, and may see the ticket; how many they were. It is for the
/// caller to see to it that they are not more than [`MOST_TOLD`].
pub(crate) fn tell(cx: &mut Cx<'_, '_>, news: &News<'_>, people: &[&str]) -> Result<usize, Error> {
    let people: Vec<&str> =
        people.iter().copied().filter(|name| !name.is_empty() && *name != news.by).take(MOST_TOLD).collect();
    if people.is_empty() {
        return Ok(0);
    }
    let mut known: Vec<Account> =
        store::account::named(cx.tx, cx.actor.team, &people)?.into_values().collect();
    // In one order, whatever order they were named in.
    known.sort_by_key(|account| account.id.0);
    let mut told = 0;
    let mut new = Vec::new();
    for account in known.iter().filter(|account| account.name != news.by) {
        if may_see(cx, account, news)? {
            told += 1;
            new.extend(prepare(cx, account, news)?);
        }
    }
    for (wanted, notice) in new {
        let id = number::taken(cx.tx, wanted)?;
        notice::insert(cx.tx, cx.actor.team, &Notice { id, ..notice })?;
    }
    Ok(told)
}

/// A notice that is to be added, with the number that was asked for it; nothing where one that is there says it once more.
fn prepare(
    cx: &mut Cx<'_, '_>,
    to: &Account,
    news: &News<'_>,
) -> Result<Option<(number::Wanted, Notice)>, Error> {
    let notice = Notice {
        id: 0,
        user: to.id,
        kind: news.kind,
        ticket: news.ticket.id,
        version: news.version,
        approval: news.approval,
        actor: news.by.to_owned(),
        audience: news.audience,
        text: news.text.to_owned(),
        created: cx.now,
        read: None,
    };
    // However often they are reminded: one unread notice says so.
    if news.kind == Kind::ApprovalReminded && notice::repeat(cx.tx, cx.actor.team, &notice)? {
        return Ok(None);
    }
    Ok(Some((number::ask(cx.tx, number::Source::Notice)?, notice)))
}

/// Whether somebody may see what the news are about.
fn may_see(cx: &mut Cx<'_, '_>, who: &Account, news: &News<'_>) -> Result<bool, Error> {
    if who.disabled || who.access < least(news.audience) {
        return Ok(false);
    }
    let (ticket, relation) = (news.ticket, news.ticket.relation(&who.name));
    // Nothing takes these away, so that rules and groups need not be read.
    if who.access == Access::Admin || relation.any() {
        return Ok(true);
    }
    // Whoever is asked for their consent may look at what they are asked about.
    if store::approval::is_asked(cx.tx, cx.actor.team, ticket.id, &who.name)? {
        return Ok(true);
    }
    let context = Context { project: Some(&ticket.project), relation };
    let person = identity::named(cx.tx, cx.actor.team, &who.name)?;
    Ok(person.may(Permission::ViewTickets, context))
}

const fn least(audience: Audience) -> Access {
    match audience {
        Audience::Everyone => Access::User,
        Audience::Staff => Access::Operator,
    }
}

/// A notice as whose it is sees it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The notice. Where its ticket cannot be seen any more, its actor, text, version and request are taken out.
    pub notice: Notice,
    /// The ticket; nothing where it cannot be seen any more.
    pub ticket: Option<About>,
}

/// The ticket of a notice, as it is now.
#[derive(Debug, Clone)]
pub struct About {
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// The key of its status.
    pub status: String,
}

/// A page of the actor's own notices, newest first, and how many there are of that kind in all.
pub fn list(
    cx: &mut Cx<'_, '_>,
    which: Which,
    (limit, offset): (i64, i64),
) -> Result<(Vec<Seen>, i64), Error> {
    may_read(cx)?;
    let (team, user) = (cx.actor.team, cx.actor.user);
    let found = notice::page(cx.tx, team, user, which, (limit, offset))?;
    let total = notice::count(cx.tx, team, user, which)?;
    let seen = found.into_iter().map(|told| seen(cx, told)).collect::<Result<_, _>>()?;
    Ok((seen, total))
}

/// How many notices the actor has not read.
pub fn unread(cx: &mut Cx<'_, '_>) -> Result<i64, Error> {
    may_read(cx)?;
    Ok(notice::count(cx.tx, cx.actor.team, cx.actor.user, Which::Unread)?)
}

/// Marks one of the actor's notices as read; one that was read stays as it is.
pub fn read(cx: &mut Cx<'_, '_>, id: i64) -> Result<Seen, Error> {
    may_mark(cx)?;
    let (team, user, now) = (cx.actor.team, cx.actor.user, cx.now);
    notice::read(cx.tx, team, user, id, now)?;
    let told = notice::get(cx.tx, team, user, id)?;
    seen(cx, told.ok_or_else(|| Rejection::not_found(Thing::Notice, id))?)
}

/// Which notices are marked as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Marked {
    /// These, at most [`MOST_NAMED`]; what is none of the actor's is passed over.
    These(Vec<i64>),
    /// All up to this number.
    UpTo(i64),
}

/// Marks the actor's notices as read; how many are unread then.
pub fn mark(cx: &mut Cx<'_, '_>, marked: &Marked) -> Result<i64, Error> {
    may_mark(cx)?;
    let (team, user, now) = (cx.actor.team, cx.actor.user, cx.now);
    match marked {
        Marked::These(ids) if ids.len() > MOST_NAMED => {
            return Err(Rejection::invalid("ids", msg!("value.too_many", max = MOST_NAMED)).into());
        }
        Marked::These(ids) => {
            let mut ids = ids.clone();
            // In one order, so that none who marks waits for another who waits for it.
            ids.sort_unstable();
            ids.dedup();
            for id in ids {
                notice::read(cx.tx, team, user, id, now)?;
            }
        }
        Marked::UpTo(last) => notice::read_up_to(cx.tx, team, user, *last, now)?,
    }
    unread(cx)
}

fn may_read(cx: &Cx<'_, '_>) -> Result<(), Rejection> {
    cx.actor.require(Access::User, Permission::ViewTickets)
}

/// As for reading, with a credential that is not only for that.
fn may_mark(cx: &Cx<'_, '_>) -> Result<(), Rejection> {
    may_read(cx)?;
    cx.actor.require(Access::User, Permission::Comment)
}

/// A notice as far as the actor may see what it is about.
fn seen(cx: &mut Cx<'_, '_>, told: notice::Told) -> Result<Seen, Error> {
    let notice::Told { notice, project, title, status, people: (creator, assignee, watchers), deleted } =
        told;
    let me = &cx.actor.username;
    let relation =
        Relation { owner: creator == *me, assignee: assignee == *me, watcher: watchers.contains(me) };
    let context = Context { project: Some(&project), relation };
    let shown = deleted.is_none()
        && cx.actor.access >= least(notice.audience)
        && (cx.actor.may(Permission::ViewTickets, context)
            || store::approval::is_asked(cx.tx, cx.actor.team, notice.ticket, me)?);
    if shown {
        let key = format!("{project}-{}", notice.ticket);
        return Ok(Seen { notice, ticket: Some(About { key, title, status }) });
    }
    let notice = Notice { approval: None, version: 0, actor: String::new(), text: String::new(), ..notice };
    Ok(Seen { notice, ticket: None })
}
