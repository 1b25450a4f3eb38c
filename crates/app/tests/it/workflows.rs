//! The shipped workflows, and what becomes of definitions between versions.

use crate::support::{Fixture, block_on, on_both_engines};
use app::{
    App, Error, TEAM,
    tickets::create,
    workflows::{
        self, Which, draft,
        file::{self, Fields},
        publish, shipped,
    },
};
use domain::{
    Lang, Rejection,
    id::TicketId,
    ticket::{Field, Patch, Source},
    workflow::{
        Workflow,
        file::File,
        lint::{self, Severity},
        version::Mapping,
    },
};
use std::sync::Arc;

fn file(text: &str) -> File {
    File::parse(&serde_json::from_str(text).unwrap()).unwrap()
}

fn started(fixture: &Fixture) -> &App {
    block_on(fixture.app.first_start(Some("zQ4-copper-meadow-23".to_owned()))).unwrap();
    &fixture.app
}

fn write<T: Send + 'static>(
    app: &App,
    unit: impl Fn(&mut app::Cx<'_, '_>) -> Result<T, Error> + Send + Sync + 'static,
) -> Result<T, Error> {
    app.write_blocking(&app.system(), Source::Cli, unit)
}

fn in_force(app: &App, project: &'static str, kind: &'static str) -> (i64, Workflow) {
    let shown = app.read_blocking(&app.system(), move |cx| workflows::get(cx, project, kind)).unwrap();
    (shown.current.version.version, shown.current.workflow)
}

#[test]
fn every_shipped_workflow_lints_clean_and_is_read_back_from_its_own_text() {
    assert_eq!(shipped::ALL.len(), 5);
    for (name, text) in shipped::ALL {
        let file = file(text);
        let found = lint::lint(&file.workflow, file.fields.as_deref(), None);
        let told: Vec<String> = found.iter().map(|f| format!("{:?}", f.told(Lang::En))).collect();
        assert_eq!(told, Vec::<String>::new(), "{name}");
        let again = self::file(&file.text().unwrap());
        assert_eq!(again, file, "{name}");
        assert!(!file.description.is_empty() && file.name.zh != file.name.en, "{name}");
        for (what, names) in file
            .workflow
            .statuses
            .iter()
            .map(|s| ("status", &s.name))
            .chain(file.workflow.transitions.iter().map(|t| ("transition", &t.name)))
        {
            assert!(
                !names.zh.is_empty() && !names.en.is_empty(),
                "a {what} of {name} lacks a name: {names:?}"
            );
        }
    }
}

#[test]
fn the_example_of_every_feature_has_every_feature() {
    let (_, text) = shipped::ALL.iter().find(|(name, _)| *name == "every-feature").unwrap();
    let words = [
        // Operators and leaves of conditions and triggers.
        "must",
        "should",
        "must_not",
        "in_user_domains",
        "field_equals",
        "field_in",
        "field_empty",
        "all_subtasks_closed",
        "has_comment_since_status",
        "matches",
        "commit_created",
        "branch_created",
        "pull_request_merged",
        "webhook",
        "after",
        "job_finished",
        // Post functions.
        "update_field_value",
        "run_script",
        "add_comment",
        "call_webhook",
        "notify",
        "create_task",
        "transit_parent",
        // What is no field, approvals, and "any status".
        "tf-comment",
        "tf-manhour",
        "tf-resource",
        "percent",
        "at_least",
        "at_once",
        "in_turn",
        "*",
    ];
    for word in words {
        assert!(text.contains(&format!("\"{word}\"")), "{word} is not in it");
    }
}

on_both_engines! {
    fn the_ready_projects_have_the_shipped_workflows(fixture: &Fixture) {
        let app = started(fixture);
        for (project, kind, name) in [
            ("SUP", "complaint", "support-desk"), ("NET", "repair", "campus-repair"),
            ("INC", "incident", "incident"), ("DEV", "bug", "development-task"),
        ] {
            let (_, text) = shipped::ALL.iter().find(|(known, _)| *known == name).unwrap();
            let mut drawn = in_force(app, project, kind).1;
            drawn.ids_mut().for_each(String::clear);
            assert_eq!(drawn, file(text).workflow, "{name}");
        }
    }

    fn every_shipped_workflow_is_imported_and_published(fixture: &Fixture) {
        let app = started(fixture);
        let mut version = 1;
        for (name, text) in shipped::ALL {
            let file = Arc::new(file(text));
            let taken = Arc::clone(&file);
            let published = write(app, move |cx| {
                file::import(cx, "DEV", "story", &taken, Fields::Add, None)?;
                publish::run(cx, "DEV", "story", &Mapping::new(), None)
            });
            match published {
                Ok(_) => version += 1,
                // It is what the project began with.
                Err(Error::Rejected(Rejection::NothingToChange)) if *name == "development-task" && version == 1 => {}
                Err(error) => panic!("{name}: {error}"),
            }
            let (in_force, mut workflow) = in_force(app, "DEV", "story");
            workflow.ids_mut().for_each(|id| assert_eq!(id.len(), 8, "{name}"));
            workflow.ids_mut().for_each(String::clear);
            assert_eq!((in_force, workflow), (version, file.workflow.clone()), "{name}");
            let exported = app
                .read_blocking(&app.system(), |cx| file::export(cx, "DEV", "story", Which::InForce))
                .unwrap();
            let again = self::file(&exported.text().unwrap());
            assert_eq!(again.workflow, exported.workflow, "{name}");
        }
        assert_eq!(version, 6);
    }

    fn what_lint_calls_an_error_is_published_by_nobody(fixture: &Fixture) {
        let app = started(fixture);
        let (_, mut workflow) = in_force(app, "SUP", "ticket");
        let broken = serde_json::json!({"must": [{"field_equals": {"field": "fields.none", "value": "x"}}]});
        workflow.transitions[0].condition = domain::workflow::expression::Tree::parse(&broken, "").ok();
        assert!(workflow.transitions[0].condition.is_some());
        let wish = draft::Wish { base: None, workflow };
        let findings = write(app, move |cx| {
            draft::put(cx, "SUP", "ticket", &wish, None)?;
            workflows::lint(cx, "SUP", "ticket", Which::Draft)
        })
        .unwrap();
        assert_eq!(findings[0].code.severity(), Severity::Error);
        let refused = write(app, |cx| publish::run(cx, "SUP", "ticket", &Mapping::new(), None));
        let Err(Error::Rejected(Rejection::Invalid(faults))) = refused else { panic!("published") };
        assert_eq!(faults[0].field, findings[0].path);
        assert_eq!(in_force(app, "SUP", "ticket").0, 1);
    }

    fn a_status_that_comes_back_before_its_tickets_have_gone_keeps_them(fixture: &Fixture) {
        let app = started(fixture);
        let (_, old) = in_force(app, "SUP", "ticket");
        let without = |keys: &[&str]| {
            let mut workflow = old.clone();
            workflow.statuses.retain(|s| !keys.contains(&s.key.as_str()));
            workflow.transitions.retain(|t| !keys.contains(&t.from.word()) && !keys.contains(&t.to.as_str()));
            workflow
        };
        let publish = |workflow: Workflow, mapping: &[(&str, &str)]| {
            let mapping: Mapping = mapping.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            write(app, move |cx| {
                draft::put(cx, "SUP", "ticket", &draft::Wish { base: None, workflow: workflow.clone() }, None)?;
                publish::run(cx, "SUP", "ticket", &mapping, None)
            })
            .unwrap()
        };
        let moves = || {
            let place = store::workflow::Place { team: TEAM, project: "SUP", kind: "ticket" };
            let read = app.read_blocking(&app.system(), move |cx| Ok(store::workflow::moves(cx.tx, place)?));
            read.unwrap().into_iter().map(|m| (m.from, m.to)).collect::<Vec<_>>()
        };
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        publish(without(&["resolved"]), &[("resolved", "closed")]);
        assert_eq!(moves(), [pair("resolved", "closed")]);
        // Where they were going is gone too: they go where that goes.
        publish(without(&["resolved", "closed"]), &[("closed", "open")]);
        assert_eq!(moves(), [pair("closed", "open"), pair("resolved", "open")]);
        publish(without(&["closed"]), &[]);
        assert_eq!(moves(), [pair("closed", "open")]);
        assert_eq!(block_on(app.move_on(100)).unwrap(), 0, "there is no ticket");
    }

    fn a_new_versions_timers_are_set_in_parts_by_whoever_comes_next(fixture: &Fixture) {
        let app = started(fixture);
        let fields: Patch =
            [(Field::Title, "t".into()), (Field::Content, "c".into()), (Field::Category, "k".into())].into();
        let command = create::Command { project: Some("DEV".into()), kind: None, fields };
        let ids: Vec<TicketId> = write(app, move |cx| {
            (0..210).map(|_| Ok(create::run(cx, &command)?.ticket.id)).collect::<Result<_, Error>>()
        })
        .unwrap();
        fixture.clock.move_on(30);
        let publish = |seconds: i64| {
            let (_, workflow) = in_force(app, "DEV", "task");
            let mut json = serde_json::to_value(&workflow).unwrap();
            let trigger = serde_json::json!({"must": [{"after": {"seconds": seconds}}]});
            let list = json["transitions"].as_array_mut().unwrap();
            list.iter_mut().find(|t| t["from"] == "to_do").unwrap()["trigger"] = trigger;
            let workflow = Workflow::parse(&json).unwrap();
            write(app, move |cx| {
                draft::put(cx, "DEV", "task", &draft::Wish { base: None, workflow: workflow.clone() }, None)?;
                publish::run(cx, "DEV", "task", &Mapping::new(), None)
            })
            .unwrap();
        };
        publish(3_600);
        let timer = |id: TicketId| app.read_blocking(&app.system(), move |cx| Ok(store::timer::get(cx.tx, TEAM, id)?)).unwrap();
        // Published, and no timer set: as if the server had been killed there. What is left, any node finishes.
        assert_eq!(timer(ids[0]), None);
        assert_eq!(block_on(app.set_timers(1)).unwrap(), 200, "one unit of work");
        assert!(timer(ids[0]).is_some() && timer(ids[209]).is_none());
        let both: usize = std::thread::scope(|scope| {
            let run = |_| scope.spawn(|| block_on(app.set_timers(10_000)).unwrap());
            let runs: Vec<_> = (0..2).map(run).collect();
            runs.into_iter().map(|run| run.join().unwrap()).sum()
        });
        assert_eq!(both, 10);
        let due = |id: TicketId| timer(id).unwrap().due;
        // From when each came into its status, not from now.
        let expected = domain::At::parse("2026-11-21T13:00:00Z").unwrap();
        assert!(ids.iter().all(|id| due(*id) == expected));
        // Once more a minute later, for tickets that were on their way; then there is nothing left to do.
        assert_eq!(block_on(app.set_timers(10_000)).unwrap(), 0);
        fixture.clock.move_on(60);
        assert_eq!(block_on(app.set_timers(10_000)).unwrap(), 210);
        fixture.clock.move_on(600);
        assert_eq!(block_on(app.set_timers(10_000)).unwrap(), 0);
        // Another time takes the place of the one before.
        publish(7_200);
        block_on(app.set_timers(10_000)).unwrap();
        assert_eq!(due(ids[209]), expected.plus_seconds(3_600));
    }

    fn what_is_to_be_moved_is_moved_by_whoever_comes_next_and_only_once(fixture: &Fixture) {
        let app = started(fixture);
        let fields: Patch =
            [(Field::Title, "t".into()), (Field::Content, "c".into()), (Field::Category, "k".into())].into();
        let command = create::Command { project: Some("DEV".into()), kind: None, fields };
        let ids: Vec<TicketId> = write(app, move |cx| {
            (0..210).map(|_| Ok(create::run(cx, &command)?.ticket.id)).collect::<Result<_, Error>>()
        })
        .unwrap();
        let (_, mut workflow) = in_force(app, "DEV", "task");
        workflow.statuses.retain(|s| s.key != "to_do");
        workflow.transitions.retain(|t| t.from.word() != "to_do" && t.to != "to_do");
        let published = write(app, move |cx| {
            draft::put(cx, "DEV", "task", &draft::Wish { base: None, workflow: workflow.clone() }, None)?;
            publish::run(cx, "DEV", "task", &[("to_do".to_owned(), "in_progress".to_owned())].into(), None)
        })
        .unwrap();
        assert_eq!(published.moved[0].tickets, 210);
        let find = |id: TicketId| {
            app.read_blocking(&app.system(), move |cx| {
                let ticket = store::ticket::get(cx.tx, TEAM, id)?.unwrap();
                assert_eq!(store::event::verify(cx.tx, TEAM, id)?, None, "the chain of {id}");
                Ok((ticket.status, ticket.version))
            })
            .unwrap()
        };
        // Published, and nothing moved: as if the server had been killed there. What is left, any node finishes.
        assert_eq!(find(ids[0]), ("to_do".to_owned(), 1));
        assert_eq!(block_on(app.move_on(1)).unwrap(), 200, "one unit of work");
        let both: usize = std::thread::scope(|scope| {
            let run = |_| scope.spawn(|| block_on(app.move_on(10_000)).unwrap());
            let runs: Vec<_> = (0..2).map(run).collect();
            runs.into_iter().map(|run| run.join().unwrap()).sum()
        });
        assert!((10..=20).contains(&both), "{both}");
        for id in ids {
            assert_eq!(find(id), ("in_progress".to_owned(), 2));
        }
    }
}
