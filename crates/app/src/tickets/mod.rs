//! Tickets: one file a use case. Every change goes through [`step`], so each has its row of history.

pub mod approval;
pub mod attach;
pub mod bulk;
pub mod comment;
pub mod create;
pub mod delete;
pub mod edit;
pub mod effect;
pub(crate) mod estimate;
pub(crate) mod facts;
pub(crate) mod family;
pub(crate) mod finished;
pub mod link;
pub mod offer;
pub mod read;
pub(crate) mod step;
pub mod transition;
pub mod trigger;
pub(crate) mod vacancy;
pub mod worklog;

use crate::{Cx, Error};
use domain::{
    Rejection, Thing,
    id::{TicketId, TicketKey},
    identity::Permission,
    ticket::Ticket,
};
use sql::Asked;
use store::number;

/// A ticket as it is addressed: by number, or by a key such as `SUP-42`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
    id: Option<TicketId>,
}

impl Address {
    /// Reads an address. One that is neither a number nor a key simply finds nothing.
    pub fn parse(text: &str) -> Self {
        let id = match text.parse() {
            Ok(number) => Some(TicketId(number)),
            Err(_) => TicketKey::parse(text).map(|key| key.id),
        };
        Self { text: text.to_owned(), id }
    }

    /// The address of what somebody calls `text`, and of which it is known whether there is such a ticket.
    pub(crate) fn called(text: &str, id: Option<TicketId>) -> Self {
        Self { text: text.to_owned(), id }
    }

    pub(crate) fn missing(&self) -> Rejection {
        Rejection::not_found(Thing::Ticket, &self.text)
    }

    /// The number it comes to.
    pub(crate) fn id(&self) -> Result<TicketId, Rejection> {
        self.id.ok_or_else(|| self.missing())
    }

    /// Whether `ticket` is what is addressed: a key must name its project too.
    fn is(&self, ticket: &Ticket) -> bool {
        TicketKey::parse(&self.text).is_none_or(|key| key.project == ticket.project)
    }
}

/// What a write asks of the version it finds: `If-Match`, in the surface's words.
pub type Check<'c> = &'c dyn Fn(i64) -> Result<(), Rejection>;

/// Whether a ticket that was deleted is wanted too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deleted {
    Hidden,
    Shown,
}

/// A ticket that the actor may use `permission` on, kept from others until the commit.
pub(crate) fn lock(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    permission: Permission,
    deleted: Deleted,
) -> Result<step::Locked, Error> {
    let asked = ask_lock(cx, address)?;
    asked.locked(cx, address, permission, deleted)
}

/// A ticket whose lock has been asked for.
pub(crate) struct AskedLock {
    found: Asked<(Ticket, String)>,
    place: number::Wanted,
}

/// Asks for a ticket, kept from others until the commit: what is asked next travels with it and is read under its lock.
pub(crate) fn ask_lock(cx: &mut Cx<'_, '_>, address: &Address) -> Result<AskedLock, Error> {
    let id = address.id()?;
    let found = store::ticket::ask_lock(cx.tx, cx.actor.team, id)?;
    Ok(AskedLock { found, place: number::ask(cx.tx, number::Source::Event)? })
}

impl AskedLock {
    /// The ticket, if the actor may use `permission` on it.
    pub(crate) fn locked(
        self,
        cx: &mut Cx<'_, '_>,
        address: &Address,
        permission: Permission,
        deleted: Deleted,
    ) -> Result<step::Locked, Error> {
        let found = cx.tx.answer_one(self.found)?;
        let (ticket, head) = found.filter(|(t, _)| address.is(t)).ok_or_else(|| address.missing())?;
        visible(cx, address, &ticket, permission, deleted)?;
        Ok(step::Locked { ticket, head, place: Some(self.place) })
    }
}

/// A ticket that the actor may use `permission` on.
pub(crate) fn find(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    permission: Permission,
    deleted: Deleted,
) -> Result<Ticket, Error> {
    let id = address.id()?;
    let found = store::ticket::get(cx.tx, cx.actor.team, id)?;
    shown(cx, address, found, permission, deleted)
}

/// What was found under an address, if the actor may use `permission` on it.
pub(crate) fn shown(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    found: Option<Ticket>,
    permission: Permission,
    deleted: Deleted,
) -> Result<Ticket, Error> {
    let ticket = found.filter(|t| address.is(t)).ok_or_else(|| address.missing())?;
    visible(cx, address, &ticket, permission, deleted)?;
    Ok(ticket)
}

fn visible(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    ticket: &Ticket,
    permission: Permission,
    deleted: Deleted,
) -> Result<(), Error> {
    if ticket.deleted.is_some() && deleted == Deleted::Hidden {
        return Err(address.missing().into());
    }
    match cx.actor.check(permission, ticket) {
        // Whoever is asked for their consent may look at what they are asked about.
        Err(Rejection::NotFound(..))
            if permission == Permission::ViewTickets
                && store::approval::is_asked(cx.tx, ticket.team, ticket.id, &cx.actor.username)? =>
        {
            Ok(())
        }
        // What may not be seen is missing in the very words of what is not there.
        Err(Rejection::NotFound(..)) => Err(address.missing().into()),
        checked => Ok(checked?),
    }
}

/// The values of a patch that name people, in the spelling of the accounts they name.
pub(crate) fn spell_people(
    cx: &mut Cx<'_, '_>,
    mut patch: domain::ticket::Patch,
) -> Result<domain::ticket::Patch, Error> {
    use domain::{Value, ticket::Field};
    if let Some(Value::Text(name)) = patch.get_mut(&Field::Assignee) {
        *name = spelling(cx, name)?;
    }
    if let Some(Value::List(names)) = patch.get_mut(&Field::Watchers) {
        for name in names.iter_mut().take(51) {
            *name = spelling(cx, name)?;
        }
    }
    Ok(patch)
}

pub(crate) fn spelling(cx: &mut Cx<'_, '_>, name: &str) -> Result<String, Error> {
    let name = name.trim();
    // What is no user name is not looked for: it is kept as it is, or refused by the field's own rules.
    if domain::identity::check_username(name).is_err() {
        return Ok(name.to_owned());
    }
    Ok(store::account::spelling(cx.tx, cx.actor.team, name)?)
}
