//! Importing history: nothing is lost, and doing it again does nothing again.

use crate::support::*;
use app::{
    import::{self, Kind as Outcome, Mapping},
    tickets::{self, Address, comment},
};
use domain::{
    At, Lang, Value,
    history::{Audience, Event, Kind},
    id::TicketId,
    ticket::{Source, Ticket},
};
use std::collections::BTreeMap;

/// The columns that are custom fields, by the shipped mapping.
const FIELDS: [(&str, &str); 12] = [
    ("Case ID", "case_id"),
    ("Variant", "variant"),
    ("Variant index", "variant_index"),
    ("org:group", "org_group"),
    ("resource country", "resource_country"),
    ("organization country", "organization_country"),
    ("organization involved", "organization_involved"),
    ("org:role", "org_role"),
    ("concept:name", "state"),
    ("lifecycle:transition", "substate"),
    ("impact", "impact"),
    ("product", "product"),
];

fn status(activity: &str) -> &'static str {
    match activity {
        "Queued-Awaiting Assignment" => "queued",
        "Accepted-Assigned" => "assigned",
        "Accepted-In Progress" => "in_progress",
        "Accepted-Wait" => "wait",
        "Unmatched-Unmatched" => "unmatched",
        "Completed-Closed" => "closed",
        "Completed-Cancelled" => "cancelled",
        other => panic!("{other}"),
    }
}

type Row = BTreeMap<String, String>;

/// The rows of a file by case, read by another reader than the importer's.
fn cases(file: &str) -> BTreeMap<String, Vec<Row>> {
    let mut cases: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in csv::Reader::from_reader(file.as_bytes()).deserialize::<Row>() {
        let row = row.unwrap();
        cases.entry(row["Case ID"].clone()).or_default().push(row);
    }
    cases
}

/// Holds every step of a case against its row, every column of it.
fn compare(ticket: &Ticket, events: &[Event], rows: &[Row]) {
    assert_eq!(events.len(), rows.len(), "{}", ticket.title);
    let mut state: BTreeMap<String, Value> = BTreeMap::new();
    for (i, (event, row)) in events.iter().zip(rows).enumerate() {
        for change in &event.body.changes {
            let before = state.insert(change.field.clone(), change.to.clone()).unwrap_or_default();
            assert!(
                i == 0 || before == change.from || before.is_empty() && change.from.is_empty(),
                "{change:?}"
            );
        }
        let says = |field: &str| state.get(field).and_then(Value::as_text).unwrap_or_default();
        let at = At::parse(&format!("{}Z", row["Complete Timestamp"].replace(' ', "T")));
        assert_eq!(Some(event.at), at);
        assert_eq!((&event.actor, event.via.as_str()), (&row["Resource"], "import"));
        assert_eq!(event.kind, kind_of(events, i));
        assert_eq!(says("status"), status(&row["Activity"]));
        assert_eq!(says("assignee"), row["Resource"]);
        for (column, key) in FIELDS {
            assert_eq!(says(&format!("fields.{key}")), row[column], "{column} of {row:?}");
        }
    }
    let (first, last) = (&events[0], &events[events.len() - 1]);
    assert_eq!((&ticket.creator, ticket.created, ticket.updated), (&first.actor, first.at, last.at));
    assert_eq!((ticket.source, ticket.version), (Source::Import, i64::try_from(rows.len()).unwrap()));
    assert_eq!(Value::from(ticket.status.clone()), state["status"]);
}

fn comment_on(fixture: &Fixture, ticket: TicketId) {
    let written = fixture.app.write_blocking(&fixture.app.system(), Source::Api, move |cx| {
        let said = comment::Command { content: "looked at".to_owned(), audience: Audience::Everyone };
        comment::run(cx, &Address::parse(&ticket.to_string()), &said, &|_| Ok(()))
    });
    written.unwrap();
}

on_both_engines! {
    fn every_row_of_the_file_is_a_step_of_history(fixture: &Fixture) {
        let summary = fixture.import(PROBLEMS);
        assert_eq!(summary.problems, []);
        assert_eq!((summary.rows, summary.taken.cases, summary.taken.rows), (319, 60, 319));
        for (id, rows) in cases(PROBLEMS) {
            let (ticket, events) = fixture.case(&id).unwrap();
            compare(&ticket, &events, &rows);
        }
        assert_eq!(fixture.counts(), (60, 319));
    }

    fn time_in_a_status_begins_with_the_import(fixture: &Fixture) {
        fixture.import(PROBLEMS.lines().next().unwrap());
        let app = &fixture.app;
        let published = app.write_blocking(&app.system(), Source::Cli, |cx| {
            let mut kind = store::project::issue_type(cx.tx, app::TEAM, "PRB", "problem")?.unwrap();
            let old = store::project::workflow(cx.tx, app::TEAM, "PRB", "problem")?.unwrap();
            let mut json = serde_json::to_value(&old).unwrap();
            json["transitions"].as_array_mut().unwrap().push(serde_json::json!({"uuid": "again000", "from": "closed", "to": "queued",
                "name": "Again", "trigger": {"must": [{"after": {"seconds": 3_600}}]}}));
            let new = domain::workflow::Workflow::parse(&json).unwrap();
            kind.workflow_version = 2;
            store::project::insert_workflow(cx.tx, app::TEAM, &kind, &new, "admin", cx.now)?;
            let place = store::workflow::Place { team: app::TEAM, project: "PRB", kind: "problem" };
            store::workflow::raise(cx.tx, place, 2)?;
            Ok(())
        });
        published.unwrap();
        fixture.import(PROBLEMS);
        let steps = || {
            while block_on(app.run_due()).unwrap() > 0 {}
            fixture.counts().1
        };
        assert_eq!(steps(), 319);
        fixture.clock.move_on(3_599);
        assert_eq!(steps(), 319, "nothing is due that has only just come");
        fixture.clock.move_on(1);
        assert!(steps() > 319);
    }

    fn importing_again_changes_nothing(fixture: &Fixture) {
        fixture.import(PROBLEMS);
        let before = fixture.everything(PROBLEMS);
        let summary = fixture.import(PROBLEMS);
        assert_eq!((summary.unchanged, summary.known_rows, summary.rows), (60, 319, 319));
        assert_eq!((summary.taken.cases, summary.grown.cases, summary.problems.len()), (0, 0, 0));
        assert_eq!(fixture.everything(PROBLEMS), before);
        assert_eq!(fixture.counts(), (60, 319));
    }

    fn an_import_that_was_cut_off_anywhere_is_finished_by_the_next(fixture: &Fixture) {
        let whole = Fixture::sqlite();
        whole.import(PROBLEMS);
        let lines: Vec<&str> = PROBLEMS.lines().collect();
        for cut in [1, 2, 7, 100, 101, 200, lines.len()] {
            let part = lines[..cut].join("\n");
            let summary = fixture.import(&part);
            assert_eq!((summary.problems.len(), summary.rows), (0, cut - 1));
            assert_eq!(summary.taken.rows + summary.grown.rows + summary.known_rows, cut - 1);
        }
        assert_eq!(fixture.everything(PROBLEMS), whole.everything(PROBLEMS));
        assert_eq!(fixture.counts(), (60, 319));
    }

    fn two_imports_at_once_bring_in_every_case_once(fixture: &Fixture) {
        let mapping = Mapping::parse(MAPPING).unwrap();
        let one = || import::history(&fixture.app, &mapping, PROBLEMS.as_bytes(), |_| {});
        let (first, second) = block_on(async { tokio::join!(one(), one()) });
        let (first, second) = (first.unwrap(), second.unwrap());
        assert_eq!(first.taken.cases + second.taken.cases, 60);
        assert_eq!(first.unchanged + second.unchanged, 60);
        assert_eq!(fixture.counts(), (60, 319));
    }

    fn a_case_that_differs_from_what_was_imported_is_left_as_it_is(fixture: &Fixture) {
        fixture.import(PROBLEMS);
        let before = fixture.everything(PROBLEMS);
        let ids = case_ids(PROBLEMS);
        let rows = rows_of(PROBLEMS, &ids[3]);
        // Another person in the first row of one case, and the last row of another gone.
        let other = PROBLEMS.replacen(rows[0], &rows[0].replacen("PROD", "PRODX", 1), 1);
        let shorter = rows_of(PROBLEMS, &ids[5]);
        let other = other.replacen(&format!("{}\n", shorter[shorter.len() - 1]), "", 1);
        let summary = fixture.import(&other);
        assert_eq!((summary.conflicts.cases, summary.unchanged), (2, 58));
        assert_eq!(summary.conflicts.rows, rows.len() + shorter.len() - 1);
        assert_eq!(summary.problems.len(), summary.conflicts.rows);
        assert!(summary.problems.iter().all(|p| p.kind == Outcome::Conflict && (p.case == ids[3] || p.case == ids[5])));
        assert_eq!(summary.known_rows + summary.conflicts.rows, summary.rows);
        assert_eq!(fixture.everything(PROBLEMS), before);
    }

    fn what_people_did_here_stays_when_a_case_grows(fixture: &Fixture) {
        let (ids, lines) = (case_ids(PROBLEMS), PROBLEMS.lines().collect::<Vec<_>>());
        let rows = rows_of(PROBLEMS, &ids[0]);
        let part = lines[..rows.len()].join("\n");
        fixture.import(&part);
        let (ticket, _) = fixture.case(&ids[0]).unwrap();
        comment_on(fixture, ticket.id);
        // The comment is newer than the row that follows: history is not rewritten.
        let summary = fixture.import(&lines[..=rows.len()].join("\n"));
        assert_eq!((summary.conflicts.cases, summary.conflicts.rows), (1, rows.len()));
        assert!(summary.problems[0].why.text(Lang::En).contains("2026-11-21T12:00:00"), "{:?}", summary.problems[0]);

        // A row that is newer still goes on top.
        let later = rows[rows.len() - 1].replacen("201", "209", 1);
        let summary = fixture.import(&format!("{part}\n{later}\n"));
        assert_eq!((summary.grown.cases, summary.grown.rows, summary.known_rows), (1, 1, rows.len() - 1));
        let history = fixture.app.read_blocking(&fixture.app.system(), move |cx| {
            assert_eq!(store::event::verify(cx.tx, app::TEAM, ticket.id)?, None);
            tickets::read::history(cx, &Address::parse(&ticket.id.to_string()), 0, 100)
        });
        let kinds: Vec<Kind> = history.unwrap().iter().rev().take(2).map(|event| event.kind).collect();
        assert_eq!(kinds, [Kind::Transitioned, Kind::Commented]);
    }

    fn a_row_with_a_note_is_also_a_comment(fixture: &Fixture) {
        let mapping = MAPPING.replace("[ticket]\n", "[ticket]\nnote = \"{Activity} by {Resource}\"\n");
        let file = PROBLEMS.lines().take(4).collect::<Vec<_>>().join("\n");
        let summary = fixture.try_import(&mapping, file.as_bytes()).unwrap();
        assert_eq!(summary.problems, []);
        let (ticket, events) = fixture.case(&case_ids(&file)[0]).unwrap();
        let read = fixture.app.read_blocking(&fixture.app.system(), move |cx| {
            tickets::read::get(cx, &Address::parse(&ticket.id.to_string()))
        });
        let comments = read.unwrap().comments;
        assert_eq!(comments.len(), 3);
        for (comment, event) in comments.iter().zip(&events) {
            assert_eq!((&comment.content, &comment.author, comment.created), (&event.note, &event.actor, event.at));
            assert_eq!(event.body.about.comment, Some(comment.id.0));
        }
    }
}

#[test]
fn a_case_that_repeats_a_row_has_a_step_for_it_without_changes() {
    let fixture = Fixture::sqlite();
    let row = PROBLEMS.lines().nth(1).unwrap();
    let summary = fixture.import(&format!("{}\n{row}\n{row}\n", PROBLEMS.lines().next().unwrap()));
    assert_eq!(summary.taken.rows, 2);
    let (_, events) = fixture.case(&case_ids(PROBLEMS)[0]).unwrap();
    assert_eq!((events[1].kind, events[1].body.changes.len()), (Kind::Edited, 0));
}

#[test]
fn progress_reaches_the_last_row() {
    let fixture = Fixture::sqlite();
    let mut last = None;
    let mapping = Mapping::parse(MAPPING).unwrap();
    let summary = block_on(import::history(&fixture.app, &mapping, PROBLEMS.as_bytes(), |p| last = Some(p)));
    assert_eq!(summary.unwrap().rows, 319);
    assert_eq!(last, Some(import::Progress { done: 319, rows: 319 }));
}
