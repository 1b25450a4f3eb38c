//! The order of the feed, where places are taken by more than one writer at once.

use crate::{
    support::Opened,
    tickets::{TEAM, event, ticket},
};
use sql::{Db, Error};
use std::{
    sync::mpsc,
    time::{Duration, Instant},
};
use store::{feed::Settling, number};

/// What a reader is told next.
fn look(db: &Db, feed: &mut Settling) -> Vec<i64> {
    let after = feed.place();
    let (places, horizon) = db
        .read_blocking(move |tx| {
            let page = store::feed::page(tx, TEAM, (after, i64::MAX), 100)?;
            let places: Vec<i64> = page.iter().map(|told| told.event.seq.0).collect();
            Ok::<_, Error>((places, store::feed::horizon(tx)?))
        })
        .unwrap();
    let settled = feed.settle(&places, horizon);
    places[..settled].to_vec()
}

/// Writes a ticket with a step; `wait` is called after its place is taken.
fn write(db: &Db, id: i64, wait: impl Fn() + Send + 'static) -> Result<i64, Error> {
    db.write_blocking(move |tx| {
        let place = number::take(tx, number::Source::Event)?;
        wait();
        let new = ticket(id);
        let head = store::event::append(tx, &event(&new, place), "")?;
        store::ticket::insert(tx, &new, &head)?;
        Ok::<_, Error>(place)
    })
}

#[test]
fn a_step_that_is_committed_late_is_told_before_those_with_later_places() {
    let opened = Opened::postgres();
    let db = &opened.db;
    let mut feed = Settling::after(0);
    let (taken, is_taken) = mpsc::channel();
    let (go, may_go) = mpsc::channel::<()>();
    let may_go = std::sync::Mutex::new(may_go);
    std::thread::scope(|scope| {
        let late = scope.spawn(|| {
            write(db, 1, move || {
                taken.send(()).unwrap();
                may_go.lock().unwrap().recv().unwrap();
            })
        });
        is_taken.recv().unwrap();
        let second = write(db, 2, || {}).unwrap();
        assert_eq!(look(db, &mut feed), Vec::<i64>::new(), "the first place may still be filled");
        assert!(feed.is_waiting());
        go.send(()).unwrap();
        let first = late.join().unwrap().unwrap();
        assert!(first < second);
        assert_eq!(look(db, &mut feed), [first, second]);
    });
}

#[test]
fn a_place_that_was_given_up_holds_nobody_up() {
    for opened in [Opened::sqlite(), Opened::postgres()] {
        let db = &opened.db;
        let mut feed = Settling::after(0);
        let refused: Result<i64, Error> = db.write_blocking(|tx| {
            number::take(tx, number::Source::Event)?;
            Err(Error::Unsupported("a refusal".to_owned()))
        });
        assert!(refused.is_err());
        let place = write(db, 1, || {}).unwrap();
        // Other tests write on the same cluster, and each may be waited for.
        let end = Instant::now() + Duration::from_secs(30);
        let mut told = Vec::new();
        while told.is_empty() && Instant::now() < end {
            told = look(db, &mut feed);
        }
        assert_eq!(told, [place]);
    }
}
