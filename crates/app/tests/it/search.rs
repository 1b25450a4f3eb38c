//! Searching what has just been written.

use crate::support::{Fixture, block_on};
use app::{search, tickets::create};
use domain::ticket::{Field, Patch, Source};

/// Makes a ticket; its number.
fn make(fixture: &Fixture, title: &str) -> i64 {
    let command = create::Command {
        fields: Patch::from([
            (Field::Title, title.into()),
            (Field::Content, "x".into()),
            (Field::Category, "IT".into()),
        ]),
        ..create::Command::default()
    };
    let who = fixture.app.system();
    fixture.app.write_blocking(&who, Source::Api, move |cx| create::run(cx, &command)).unwrap().ticket.id.0
}

fn found(fixture: &Fixture, typed: &str) -> Vec<i64> {
    let typed = typed.to_owned();
    let found =
        block_on(fixture.app.read(&fixture.app.system(), move |cx| search::find(cx, &typed))).unwrap();
    found.tickets.iter().map(|t| t.id.0).collect()
}

#[test]
fn words_that_the_engine_refuses_keep_no_other_ticket_from_being_found() {
    let fixture = Fixture::postgres();
    block_on(fixture.app.first_start(Some("a password of a test".into()))).unwrap();
    let [first, refused] = ["printer", "printer"].map(|title| make(&fixture, title));
    let wall = format!(
        "ALTER TABLE ticket_search ADD wall BIGINT GENERATED ALWAYS AS (1 / (ticket_id - {refused})) STORED"
    );
    fixture.app.sql().write_blocking(move |tx| tx.batch(&wall)).unwrap();
    let last = make(&fixture, "printer");
    assert_eq!(found(&fixture, "printer"), [last, first]);
    fixture.app.sql().write_blocking(|tx| tx.batch("ALTER TABLE ticket_search DROP wall")).unwrap();
    assert_eq!(found(&fixture, "printer"), [last, refused, first]);
}
