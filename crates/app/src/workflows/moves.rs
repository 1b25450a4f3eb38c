//! Moving tickets out of statuses that a new version has taken away: a bounded number in each unit of work, each ticket by
//! a step of its own history. What is to be moved stands in the database, so that it goes on wherever it was left.

use crate::{App, Cx, Error, TEAM, tickets::step};
use domain::{
    history::{Change, Kind},
    identity::Principal,
    ticket::{Field, Source},
};
use store::{
    number,
    workflow::{Move, Place},
};

/// The most tickets that are moved in one unit of work.
const BATCH: i64 = 200;
/// So long a status that is gone is looked into, in seconds: whoever began a step before the version was published may have
/// brought a ticket there after it was.
const KEPT_SECONDS: i64 = 60;

/// What became of one unit of work.
enum Done {
    /// Nothing is left after this one.
    All,
    /// This many were moved; go on after that one.
    Some { tickets: usize, after: Option<Move> },
}

impl App {
    /// Moves tickets on out of statuses that are gone, at most about `most` of them; how many were moved. Safe to run on any
    /// node at any moment, any number of times.
    pub async fn move_on(&self, most: usize) -> Result<usize, Error> {
        // Nearly always there is nothing, and then nothing should be written.
        if !self.sql().read(|tx| Ok::<_, Error>(store::workflow::any_move(tx, TEAM)?)).await? {
            return Ok(0);
        }
        let (mut moved, mut after) = (0, None);
        while moved < most {
            let at: Option<Move> = after.take();
            let unit = move |cx: &mut Cx<'_, '_>| batch(cx, at.as_ref());
            match self.write(&self.system(), Source::Api, unit).await? {
                Done::All => break,
                Done::Some { tickets, after: next } => (moved, after) = (moved + tickets, next),
            }
        }
        Ok(moved)
    }
}

fn batch(cx: &mut Cx<'_, '_>, after: Option<&Move>) -> Result<Done, Error> {
    let Some(wanted) = store::workflow::take_move(cx.tx, TEAM, after)? else { return Ok(Done::All) };
    let place = Place { team: TEAM, project: &wanted.project, kind: &wanted.kind };
    let tickets = store::workflow::tickets(cx.tx, place, &wanted.from, BATCH)?;
    if tickets.is_empty() {
        if wanted.created.plus_seconds(KEPT_SECONDS) < cx.now {
            store::workflow::delete_move(cx.tx, place, &wanted.from)?;
        }
        return Ok(Done::Some { tickets: 0, after: Some(wanted) });
    }
    let publisher = Principal::system(TEAM, &wanted.actor);
    let now = cx.now;
    let mut own = cx.on_behalf(&publisher, now);
    own.via = Source::parse(&wanted.via).unwrap_or(own.via);
    let count = tickets.len();
    for id in tickets {
        let asked = store::ticket::ask_lock(own.tx, TEAM, id)?;
        let place = number::ask(own.tx, number::Source::Event)?;
        let Some((ticket, head)) = own.tx.answer_one(asked)? else { continue };
        // Somebody may have moved it meanwhile.
        if ticket.status != wanted.from {
            continue;
        }
        let mut new = ticket.clone();
        new.status.clone_from(&wanted.to);
        let change = Change::new(&Field::Status, ticket.status.clone().into(), wanted.to.clone().into());
        let mut told = step::Step::of(Kind::Transitioned, vec![change]);
        told.about.workflow = Some(wanted.version);
        step::take(&mut own, step::Locked { ticket, head, place: Some(place) }, new, told)?;
    }
    Ok(Done::Some { tickets: count, after: None })
}
