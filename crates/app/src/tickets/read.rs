//! Reading tickets: one with all that belongs to it, lists, history, the past.

use super::{Address, Deleted, approval};
use crate::{
    Cx, Error, catalogue,
    filters::{self, Of},
    search::Index,
};
use domain::{
    At, Rejection,
    history::{Audience, Event},
    id::TicketId,
    identity::{Access, Context, Permission, Visibility},
    msg,
    ticket::Ticket,
};
use sql::Asked;
use store::{
    attachment::Attachment,
    comment::{Comment, Reader},
    link::Link,
    search::MAX_QUERY,
    ticket::{Filter, Ranked, Slice, Start},
};

/// A ticket with all that belongs to it.
#[derive(Debug, Clone)]
pub struct Detail {
    /// The ticket.
    pub ticket: Ticket,
    /// Its comments, oldest first.
    pub comments: Vec<Comment>,
    /// Its attachments, oldest first; those of comments too.
    pub attachments: Vec<Attachment>,
    /// Its links, oldest first.
    pub links: Vec<Link>,
    /// The request for consent that was opened instead of the step that was asked for.
    pub approval: Option<approval::Told>,
}

impl Detail {
    /// A ticket that was just made: nothing belongs to it yet.
    pub(crate) fn new(ticket: Ticket) -> Self {
        Self { ticket, comments: Vec::new(), attachments: Vec::new(), links: Vec::new(), approval: None }
    }
}

pub(crate) fn reader(cx: &Cx<'_, '_>) -> Reader {
    if cx.actor.access >= Access::Operator { Reader::Staff } else { Reader::Customer }
}

/// The far end of time, for reading what is there now.
fn now_and_ever() -> At {
    At::from_micros(i64::MAX)
}

/// A ticket with all that belongs to it.
pub fn get(cx: &mut Cx<'_, '_>, address: &Address) -> Result<Detail, Error> {
    let id = address.id()?;
    let found = store::ticket::ask(cx.tx, cx.actor.team, id)?;
    let rest = Rest::ask(cx, id)?;
    let found = cx.tx.answer_one(found)?;
    let ticket = super::shown(cx, address, found, Permission::ViewTickets, Deleted::Hidden)?;
    rest.detail(cx, ticket)
}

/// What belongs to a ticket that the actor was let at already.
pub(crate) fn detail(cx: &mut Cx<'_, '_>, ticket: Ticket) -> Result<Detail, Error> {
    Rest::ask(cx, ticket.id)?.detail(cx, ticket)
}

/// What belongs to a ticket, asked for together with it: nothing of it is shown before the ticket was.
pub(crate) struct Rest {
    belongings: Belongings,
    links: Asked<Link>,
}

impl Rest {
    pub(crate) fn ask(cx: &mut Cx<'_, '_>, ticket: TicketId) -> Result<Self, Error> {
        let belongings = Belongings::ask(cx, ticket, now_and_ever())?;
        Ok(Self { belongings, links: store::link::ask(cx.tx, cx.actor.team, ticket)? })
    }

    pub(crate) fn detail(self, cx: &mut Cx<'_, '_>, ticket: Ticket) -> Result<Detail, Error> {
        let (comments, attachments) = self.belongings.read(cx)?;
        let links = cx.tx.answer(self.links)?;
        let links = shown_links(cx, links);
        Ok(Detail { ticket, comments, attachments, links, approval: None })
    }
}

/// Comments and attachments, asked for.
struct Belongings {
    comments: Asked<Comment>,
    attachments: Asked<Attachment>,
}

impl Belongings {
    fn ask(cx: &mut Cx<'_, '_>, ticket: TicketId, at: At) -> Result<Self, Error> {
        let (team, reader) = (cx.actor.team, reader(cx));
        let comments = store::comment::ask(cx.tx, team, ticket, at, reader)?;
        Ok(Self { comments, attachments: store::attachment::ask(cx.tx, team, ticket, at)? })
    }

    fn read(self, cx: &mut Cx<'_, '_>) -> Result<(Vec<Comment>, Vec<Attachment>), Error> {
        let comments = cx.tx.answer(self.comments)?;
        let mut attachments = cx.tx.answer(self.attachments)?;
        // A file that came with a comment that is not shown is not shown either.
        attachments.retain(|a| a.comment.is_none_or(|id| comments.iter().any(|c| c.id == id)));
        Ok((comments, attachments))
    }
}

/// The links to tickets that the actor may see.
fn shown_links(cx: &Cx<'_, '_>, mut links: Vec<Link>) -> Vec<Link> {
    links.retain(|link| {
        let (creator, assignee, watchers) = &link.people;
        let me = &cx.actor.username;
        let relation = domain::identity::Relation {
            owner: creator == me,
            assignee: assignee == me,
            watcher: watchers.contains(me),
        };
        cx.actor.may(Permission::ViewTickets, Context { project: Some(&link.project), relation })
    });
    links
}

/// A slice of the tickets that the actor sees, and how many there are in all.
pub fn list(cx: &mut Cx<'_, '_>, filter: &Filter, slice: &Slice) -> Result<(Vec<Ticket>, i64), Error> {
    let (visibility, filter) = asked(cx, filter)?;
    Ok(store::ticket::list(cx.tx, cx.totals, cx.actor.team, &visibility, &filter, slice)?)
}

/// At most `limit` of the tickets that the actor sees and the filter's text finds, best first.
pub fn ranked(cx: &mut Cx<'_, '_>, filter: &Filter, start: Start, limit: usize) -> Result<Ranked, Error> {
    let (visibility, filter) = asked(cx, filter)?;
    Ok(store::ticket::ranked(cx.tx, cx.totals, cx.actor.team, &visibility, &filter, start, limit)?)
}

/// What the actor may list, and the filter as they may ask it.
pub(crate) fn asked(cx: &mut Cx<'_, '_>, filter: &Filter) -> Result<(Visibility, Filter), Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    if filter.deleted {
        cx.actor.require(Access::Admin, Permission::ViewTickets)?;
    }
    let visibility = cx.actor.visibility().ok_or_else(|| {
        Rejection::Forbidden(msg!("rights.permission", permission = Permission::ViewTickets.word()))
    })?;
    if let Some(text) = &filter.text {
        if text.chars().count() > MAX_QUERY {
            return Err(Rejection::malformed("q", msg!("text.too_long", max = MAX_QUERY)).into());
        }
        if cx.index == Index::Complete && store::search::is_behind(cx.tx, cx.actor.team)? {
            return Err(Error::Behind);
        }
    }
    catalogue::check(cx, filter)?;
    if filter.written.is_some() {
        cx.tx.limit(filters::LONGEST)?;
    }
    Ok((visibility, Filter { reader: reader(cx), ..filter.clone() }))
}

/// A ticket's comments, oldest first.
pub fn comments(
    cx: &mut Cx<'_, '_>,
    address: &Address,
) -> Result<(Ticket, Vec<Comment>, Vec<Attachment>), Error> {
    let ticket = super::find(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    let (comments, attachments) = Belongings::ask(cx, ticket.id, now_and_ever())?.read(cx)?;
    Ok((ticket, comments, attachments))
}

/// At most `limit` steps of a ticket's history after version `after`, oldest first. What only operators may read is left out
/// for others: of a step that changed something its words, else the step. Administrators read that of deleted tickets too.
pub fn history(cx: &mut Cx<'_, '_>, address: &Address, after: i64, limit: i64) -> Result<Vec<Event>, Error> {
    filtered_history(cx, address, "", after, limit)
}

/// As [`history`], only the steps that meet a filter; what is left out for somebody is not found for them either.
pub fn filtered_history(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    filter: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<Event>, Error> {
    let deleted = if cx.actor.access == Access::Admin { Deleted::Shown } else { Deleted::Hidden };
    let ticket = super::find(cx, address, Permission::ViewTickets, deleted)?;
    let (team, written) = (cx.actor.team, filters::of(cx, Of::Histories, filter)?);
    let mut events = match written {
        None => store::event::page_for(cx.tx, reader(cx), (team, ticket.id), after, limit)?,
        Some(written) => {
            cx.tx.limit(filters::LONGEST)?;
            store::event::filtered_page(cx.tx, reader(cx), (team, ticket.id), &written, after, limit)?
        }
    };
    leave_out(cx, &mut events);
    Ok(events)
}

/// Leaves out of steps what the actor may not read.
pub(crate) fn leave_out(cx: &Cx<'_, '_>, events: &mut [Event]) {
    if reader(cx) == Reader::Customer {
        for event in events.iter_mut().filter(|e| e.body.about.audience == Audience::Staff) {
            event.note.clear();
            event.body.about.attachment = None;
        }
    }
}

/// A ticket as it was at a moment, with its comments and attachments of then. Links are of now and left out.
pub fn as_of(cx: &mut Cx<'_, '_>, address: &Address, then: At) -> Result<Detail, Error> {
    let now = super::find(cx, address, Permission::ViewTickets, Deleted::Shown)?;
    if now.deleted.is_some() && cx.actor.access < Access::Admin {
        return Err(address.missing().into());
    }
    let id = now.id;
    let (newer, last) = store::event::around(cx.tx, cx.actor.team, id, then)?;
    let was = domain::history::rewind(now, &newer, last.as_ref()).filter(|t| t.deleted.is_none());
    let ticket = was.ok_or_else(|| address.missing())?;
    let (comments, attachments) = Belongings::ask(cx, id, then)?.read(cx)?;
    Ok(Detail { ticket, comments, attachments, links: Vec::new(), approval: None })
}
