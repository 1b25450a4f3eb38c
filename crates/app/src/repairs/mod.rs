//! A repair desk: people report what is broken, a crew works on it, both read what was done.
//!
//! These use cases are the rules of that desk (`contracts/traces.md`), over the same tickets, steps and rights as
//! everything else. They take and give the desk's words for statuses, priorities, categories and providers, which are
//! data of each project (`domain::vocabulary`); they must know nothing of how a request or an answer looks.

pub mod list;
pub mod people;
pub mod read;
pub mod report;
pub mod work;

use crate::{
    Cx, Error,
    tickets::{self, Address, Deleted},
    vocabulary::{Glossary, of_project},
};
use domain::{
    Rejection, Value,
    field::Definition,
    identity::{Access, Permission},
    msg, text,
    ticket::{Field, Patch, Ticket},
    vocabulary::{Kind, Surface, Words},
};

/// Whose words the desk speaks.
const SURFACE: Surface = Surface::Traces;
/// The custom fields that the desk fills in and reads.
const BLOCK: &str = "block";
const ROOM: &str = "room";
const ISP: &str = "isp";
const OCCURRED: &str = "occurred_at";
/// The word that a ticket was given its priority by, where the rank has several.
const SHADE: &str = "repair_priority";

/// A ticket in the desk's words.
#[derive(Debug, Clone)]
pub struct Repair {
    /// The ticket.
    pub ticket: Ticket,
    /// The word for its status.
    pub status: String,
    /// The word for its priority.
    pub priority: String,
    /// The word for its category.
    pub category: String,
    /// What is said of where it is; empty for what nobody said.
    pub place: Place,
    /// The name shown of whose ticket it is.
    pub issuer_name: String,
    /// Their account with the provider now; empty for those who may not know it.
    pub isp_account: String,
    /// What was said when it was made.
    pub notes: String,
}

/// What a ticket says of where it is and when it began.
#[derive(Debug, Clone, Default)]
pub struct Place {
    /// The building.
    pub block: String,
    /// The room.
    pub room: String,
    /// The word for the provider.
    pub isp: String,
    /// When it began, RFC 3339.
    pub occurred: String,
}

/// The words of some projects, and those of the desk's own.
struct Dictionary {
    projects: Vec<Glossary>,
    /// Providers and access levels are people's, not a project's: the desk's words for them hold everywhere.
    desk: Words,
}

impl Dictionary {
    fn of(cx: &mut Cx<'_, '_>, project: &str) -> Result<Self, Error> {
        let glossary = Glossary::of(cx, SURFACE, project)?;
        let desk = if project == desk_project(cx) { glossary.words.clone() } else { desk_words(cx)? };
        Ok(Self { projects: vec![glossary], desk })
    }

    fn all(cx: &mut Cx<'_, '_>) -> Result<Self, Error> {
        Ok(Self { projects: Glossary::all(cx, SURFACE)?, desk: desk_words(cx)? })
    }

    fn glossary(&self, project: &str) -> Option<&Glossary> {
        self.projects.iter().find(|g| g.project == project)
    }
}

/// The project that reports land in.
fn desk_project(cx: &Cx<'_, '_>) -> String {
    cx.settings().repair_project.to_ascii_uppercase()
}

fn desk_words(cx: &mut Cx<'_, '_>) -> Result<Words, Error> {
    let project = desk_project(cx);
    of_project(cx, SURFACE, &project)
}

/// A ticket that the actor may see: one that was deleted is seen by nobody here. Somebody else's is forbidden, and said to be so, to those who only have their own.
fn find(cx: &mut Cx<'_, '_>, address: &Address) -> Result<Ticket, Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    let found = tickets::find(cx, address, Permission::ViewTickets, Deleted::Hidden);
    found.or_else(|error| others(cx, address, error))
}

/// The refusal in the desk's way: what somebody else reported is forbidden rather than missing.
fn others<T>(cx: &mut Cx<'_, '_>, address: &Address, error: Error) -> Result<T, Error> {
    let hidden = matches!(error, Error::Rejected(Rejection::NotFound(..))) && cx.actor.access == Access::User;
    let Some(id) = address.id().ok().filter(|_| hidden) else { return Err(error) };
    let there = store::ticket::get(cx.tx, cx.actor.team, id)?.is_some_and(|t| t.deleted.is_none());
    Err(if there { Rejection::Forbidden(msg!("repair.others")).into() } else { error })
}

/// Tickets in the desk's words: three statements, however many they are.
fn phrase(cx: &mut Cx<'_, '_>, tickets: Vec<Ticket>, dictionary: &Dictionary) -> Result<Vec<Repair>, Error> {
    let team = cx.actor.team;
    let names: Vec<&str> = tickets.iter().map(|t| t.creator.as_str()).collect();
    let people = store::account::named(cx.tx, team, &names)?;
    let ids: Vec<_> = tickets.iter().map(|t| t.id).collect();
    let mut notes = store::event::first_notes(cx.tx, team, &ids)?;
    let repairs = tickets.into_iter().map(|ticket| {
        let glossary = dictionary.glossary(&ticket.project);
        let issuer = people.get(&text::fold(&ticket.creator));
        let is_told = cx.actor.access >= Access::Operator || ticket.creator == cx.actor.username;
        let field = |key: &str| ticket.fields.get(key).and_then(|v| v.as_text()).unwrap_or_default();
        let said = |word: Option<&str>, key: &str| word.unwrap_or(key).to_owned();
        Repair {
            status: said(glossary.map(|g| g.status_of(&ticket)), &ticket.status),
            priority: said(
                glossary.map(|g| g.words.shaded(ticket.priority, field(SHADE))),
                SURFACE.priority(ticket.priority),
            ),
            category: said(
                glossary.map(|g| g.words.word(Kind::Category, &ticket.category)),
                &ticket.category,
            ),
            place: Place {
                block: field(BLOCK).to_owned(),
                room: field(ROOM).to_owned(),
                isp: dictionary.desk.word(Kind::Isp, field(ISP)).to_owned(),
                occurred: field(OCCURRED).to_owned(),
            },
            issuer_name: issuer.map_or_else(|| ticket.creator.clone(), |a| a.nickname.clone()),
            isp_account: issuer.filter(|_| is_told).map(|a| a.isp_account.clone()).unwrap_or_default(),
            notes: notes.remove(&ticket.id).unwrap_or_default(),
            ticket,
        }
    });
    Ok(repairs.collect())
}

/// Keeps the word beside a priority, or takes away the one of before, where the project has a place for it.
fn shade(fields: &mut Patch, custom: &[Definition], shade: Option<&str>) {
    let field = Field::Custom(SHADE.to_owned());
    let value = shade.map_or(Value::Null, Value::from);
    if field.accept(value.clone(), custom).is_ok() {
        fields.insert(field, value);
    }
}

/// One ticket in the desk's words.
fn phrase_one(cx: &mut Cx<'_, '_>, ticket: Ticket, dictionary: &Dictionary) -> Result<Repair, Error> {
    let one = phrase(cx, vec![ticket], dictionary)?.pop();
    one.ok_or(Error::Broken("one ticket was phrased as none"))
}
