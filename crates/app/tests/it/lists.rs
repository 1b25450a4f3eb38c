//! What a list may be narrowed by.

use crate::support::{Fixture, block_on, on_both_engines};
use app::{
    Cx, Error, TEAM,
    ticket::{Filter, Order, Slice, Sort},
    tickets::read,
};
use domain::{
    Rejection,
    ticket::Source,
    workflow::{Status, Workflow},
};

fn list(cx: &mut Cx<'_, '_>, filter: &Filter) -> Result<i64, Error> {
    let slice = Slice { sort: Sort::Id, order: Order::Ascending, after: None, offset: 0, limit: 10 };
    read::list(cx, filter, &slice).map(|(_, total)| total)
}

/// How many statements of a list ask for workflows.
fn asked(fixture: &Fixture, filter: &Filter) -> usize {
    let filter = filter.clone();
    let read = fixture.app.read_blocking(&fixture.app.system(), move |cx| {
        cx.tx.listen();
        list(cx, &filter)?;
        Ok(cx.tx.heard().into_iter().filter(|(sql, _)| sql.contains("workflow_version")).count())
    });
    read.unwrap()
}

/// Draws the first type's workflow anew, with a status in the place of `open`.
fn redraw(fixture: &Fixture) {
    let who = fixture.app.system();
    let redrawn = fixture.app.write_blocking(&who, Source::Cli, |cx| {
        let mut kind = store::project::types(cx.tx, TEAM, "SUP")?.remove(0);
        let old: Workflow = store::project::workflow(cx.tx, TEAM, "SUP", &kind.key)?.unwrap();
        let anew = |status: Status| match status.key.as_str() {
            "open" => Status { key: "waiting".to_owned(), ..status },
            _ => status,
        };
        let workflow =
            Workflow { statuses: old.statuses.into_iter().map(anew).collect(), transitions: Vec::new() };
        kind.workflow_version = 2;
        store::project::insert_workflow(cx.tx, TEAM, &kind, &workflow, "ann", cx.now)?;
        Ok(())
    });
    redrawn.unwrap();
}

on_both_engines! {
    fn statuses_of_every_version_of_a_workflow_are_known_and_others_are_refused(fixture: &Fixture) {
        block_on(fixture.app.first_start(Some("a password of a test".into()))).unwrap();
        redraw(fixture);
        let ask = |status: &str| {
            let filter = Filter { statuses: vec![status.to_owned()], ..Filter::default() };
            fixture.app.read_blocking(&fixture.app.system(), move |cx| list(cx, &filter))
        };
        for known in ["open", "waiting", "closed", "fresh"] {
            assert_eq!(ask(known).unwrap(), 0, "{known}");
        }
        for _ in 0..2 {
            let refused = ask("nonsense").unwrap_err();
            let named = |r: &Rejection| matches!(r, Rejection::Malformed { field: Some(field), .. } if field == "status");
            assert!(matches!(&refused, Error::Rejected(r) if named(r)), "{refused}");
        }
    }

    fn what_there_is_is_asked_once_and_not_with_every_list(fixture: &Fixture) {
        block_on(fixture.app.first_start(Some("a password of a test".into()))).unwrap();
        let by_category = Filter { categories: vec!["account".to_owned()], ..Filter::default() };
        let by_project = Filter { projects: vec!["SUP".to_owned()], ..Filter::default() };
        assert_eq!([&by_category, &by_project, &by_project].map(|filter| asked(fixture, filter)), [0, 1, 0]);
    }
}
