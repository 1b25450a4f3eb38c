//! What pages of administration and boards cost, and a verification that is told to stop.

use crate::support::{Fixture, PROBLEMS, block_on, on_both_engines};
use app::{
    board,
    reviews::briefs,
    system::verification::Watch,
    ticket::{Filter, Order, Slice, Sort},
    tickets::read,
    verify::{self, Listener},
};
use std::path::Path;

/// How many statements the briefs of so many tickets take, and how many tickets there were.
fn briefed(fixture: &Fixture, limit: i64) -> (usize, usize) {
    let read = fixture.app.read_blocking(&fixture.app.system(), move |cx| {
        let slice = Slice { sort: Sort::Id, order: Order::Ascending, after: None, offset: 0, limit };
        let (tickets, _) = read::list(cx, &Filter::default(), &slice)?;
        cx.tx.listen();
        let told = briefs::of(cx, &tickets)?;
        Ok((cx.tx.heard().len(), told.len()))
    });
    read.unwrap()
}

fn boarded(fixture: &Fixture) -> (usize, board::Board) {
    let read = fixture.app.read_blocking(&fixture.app.system(), move |cx| {
        cx.tx.listen();
        let ask = board::Ask { project: "sup".to_owned(), ..board::Ask::default() };
        let found = board::get(cx, &ask)?;
        Ok((cx.tx.heard().len(), found))
    });
    read.unwrap()
}

on_both_engines! {
    fn what_a_board_of_incidents_shows_takes_two_statements_however_many_there_are(fixture: &Fixture) {
        block_on(fixture.app.first_start(Some("a password of a test".into()))).unwrap();
        fixture.import(PROBLEMS);
        assert_eq!(briefed(fixture, 1), (2, 1));
        let (statements, tickets) = briefed(fixture, 100);
        assert_eq!(statements, 2);
        assert!(tickets > 2, "{tickets}");
    }

    fn a_board_takes_the_same_few_statements_however_many_transitions_there_are(fixture: &Fixture) {
        block_on(fixture.app.first_start(Some("a password of a test".into()))).unwrap();
        fixture.import(PROBLEMS);
        boarded(fixture);
        let (statements, found) = boarded(fixture);
        assert!(statements <= 6, "{statements}");
        assert!(found.moves.len() > statements, "{found:?}");
        let counted: i64 = found.columns.iter().map(|column| column.tickets.count).sum();
        assert_eq!(counted, found.all.count);
    }

    fn a_verification_that_is_told_to_stop_stops_where_it_is(fixture: &Fixture) {
        block_on(fixture.app.first_start(Some("a password of a test".into()))).unwrap();
        fixture.import(PROBLEMS);
        let watch = Watch::default();
        let whole = verify::run(fixture.app.sql(), Path::new(""), 1, &watch).unwrap();
        assert!(whole.tickets > 0 && whole.findings == 0 && watch.percent() == 99, "{whole:?}");
        watch.stop();
        assert!(!watch.goes_on());
        let stopped = verify::run(fixture.app.sql(), Path::new(""), 1, &watch).unwrap();
        assert_eq!(stopped.tickets, 0, "{stopped:?}");
    }
}
