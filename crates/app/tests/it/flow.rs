//! What the system does of itself, with a clock that is moved by hand: triggers, timers, post functions that fail.

use crate::support::{Fixture, on_both_engines};
use app::{
    Error, TEAM,
    tickets::{Address, create, effect, offer, read, transition, trigger},
};
use domain::{
    history::{Event, Kind, Reference},
    ticket::{Field, Patch, Source, Ticket},
    workflow::{cause::Cause, mention::mentions, trigger::Event as Happened},
};
use serde_json::{Value, json};
use store::effect::State;

/// An instance whose NET repairs have these transitions, and nothing else.
fn drawn(fixture: &Fixture, transitions: Value) {
    crate::support::block_on(fixture.app.first_start(Some("a password of a test".into()))).unwrap();
    let unit = move |cx: &mut app::Cx<'_, '_>| {
        let mut kind = store::project::issue_type(cx.tx, TEAM, "NET", "repair")?.unwrap();
        let old = store::project::workflow(cx.tx, TEAM, "NET", "repair")?.unwrap();
        let mut json = serde_json::to_value(&old).unwrap();
        json["transitions"] = transitions.clone();
        let mut number = 0;
        let new = domain::workflow::Workflow::parse(&json).unwrap().with_ids(None, || {
            number += 1;
            format!("trans{number:03}")
        });
        kind.workflow_version = 2;
        store::project::insert_workflow(cx.tx, TEAM, &kind, &new, "admin", cx.now)?;
        let place = store::workflow::Place { team: TEAM, project: "NET", kind: "repair" };
        assert!(store::workflow::raise(cx.tx, place, 2)?);
        Ok(())
    };
    // Nothing has been remembered of the project yet.
    fixture.app.write_blocking(&fixture.app.system(), Source::Api, unit).unwrap();
}

fn make(fixture: &Fixture) -> Ticket {
    let fields: Patch =
        [(Field::Title, "t".into()), (Field::Content, "c".into()), (Field::Category, "k".into())].into();
    let command = create::Command { project: Some("NET".into()), kind: None, fields };
    let who = fixture.app.system();
    let made = fixture.app.write_blocking(&who, Source::Api, move |cx| create::run(cx, &command));
    made.unwrap().ticket
}

fn address(ticket: &Ticket) -> Address {
    Address::parse(&ticket.id.to_string())
}

fn now(fixture: &Fixture, ticket: &Ticket) -> (Ticket, Vec<Event>) {
    let at = address(ticket);
    let read = fixture.app.read_blocking(&fixture.app.system(), move |cx| {
        let ticket = read::get(cx, &at)?.ticket;
        let events = read::history(cx, &at, 0, 1_000)?;
        assert_eq!(store::event::verify(cx.tx, TEAM, ticket.id)?, None, "the chain holds");
        Ok((ticket, events))
    });
    read.unwrap()
}

fn transit(fixture: &Fixture, ticket: &Ticket, status: &str) -> Result<Ticket, Error> {
    let (at, status) = (address(ticket), status.to_owned());
    let command = transition::Command { status, ..transition::Command::default() };
    fixture
        .app
        .write_blocking(&fixture.app.system(), Source::Api, move |cx| {
            transition::run(cx, &at, &command, &|_| Ok(()))
        })
        .map(|detail| detail.ticket)
}

/// Two nodes look for what is due at once, until nothing is.
fn work(fixture: &Fixture) {
    crate::support::block_on(async {
        loop {
            let (one, other) = futures_util::future::join(fixture.app.run_due(), fixture.app.run_due()).await;
            if one.unwrap() + other.unwrap() == 0 {
                return;
            }
        }
    });
}

/// What has happened in a repository is told to the tickets that a text names.
fn tell(fixture: &Fixture, text: &str, project: Option<&str>, key: &str, event: Happened) -> Vec<Ticket> {
    let (named, project) = (mentions(text), project.map(str::to_owned));
    let reference = Reference {
        key: key.to_owned(),
        event,
        name: "9fceb02".to_owned(),
        author: "Ann Lee".to_owned(),
        url: String::new(),
    };
    let told = fixture.app.write_blocking(&fixture.app.system(), Source::Hook, move |cx| {
        trigger::happened(cx, &named, project.as_deref(), &reference)
    });
    told.unwrap()
}

fn commit() -> Happened {
    Happened::CommitCreated { repo: "https://git.example.com/net/tools.git".to_owned() }
}

fn effects(fixture: &Fixture, ticket: &Ticket) -> Vec<(State, i64)> {
    let at = address(ticket);
    let found = fixture.app.read_blocking(&fixture.app.system(), move |cx| effect::list(cx, &at));
    found.unwrap().1.into_iter().map(|told| (told.effect.state, told.effect.attempts)).collect()
}

on_both_engines! {
    fn a_commit_is_written_into_history_once_and_moves_the_ticket_conditions_aside(fixture: &Fixture) {
        drawn(fixture, json!([
            {"from": "fresh", "to": "accepted",
             "trigger": {"must": [{"commit_created": {"repo": "git@git.example.com:net/tools"}}]},
             "condition": {"must": [{"field_equals": {"field": "category", "value": "never"}}]}},
            {"from": "accepted", "to": "solved",
             "trigger": {"must": [{"commit_created": {"repo": "git.example.com/net/tools"}},
                                  {"webhook": {"name": "deployed"}}]}},
        ]));
        let (ticket, other) = (make(fixture), make(fixture));
        let refused = transit(fixture, &ticket, "accepted").unwrap_err().into_rejection();
        assert!(matches!(refused, domain::Rejection::Unmet(_)), "{refused:?}");
        let text = format!("Fixes NET-{}, NET-999999, SUP-{}", ticket.id, other.id);
        let told = tell(fixture, &text, None, "c1", commit());
        assert_eq!(told.iter().map(|t| (t.id, t.status.as_str())).collect::<Vec<_>>(), [(ticket.id, "accepted")]);
        assert_eq!(tell(fixture, &text, None, "c1", commit()).len(), 0, "told twice, it is written down once");
        let (_, events) = now(fixture, &ticket);
        let kinds: Vec<Kind> = events.iter().map(|e| e.kind).collect();
        assert_eq!(kinds, [Kind::Created, Kind::Referenced, Kind::Transitioned]);
        assert_eq!(events[1].body.about.reference.as_ref().unwrap().name, "9fceb02");
        assert_eq!((events[2].actor.as_str(), events[2].body.about.chain), ("system", 1));
        // Events of before the status do not count, nor do those of other projects.
        let hook = || Happened::Webhook { name: "deployed".to_owned() };
        let number = format!("#{}", ticket.id);
        assert_eq!(tell(fixture, &number, None, "h1", hook())[0].status, "accepted");
        assert_eq!(tell(fixture, &number, Some("SUP"), "c2", commit()).len(), 0);
        assert_eq!(tell(fixture, &number, Some("NET"), "c3", commit())[0].status, "solved");
        assert_eq!(now(fixture, &other).1.len(), 1);
    }

    fn what_a_screen_requires_and_nobody_has_said_is_told_of_and_the_ticket_stays(fixture: &Fixture) {
        drawn(fixture, json!([{"from": "fresh", "to": "accepted", "fields": [{"field": "assignee", "required": true}],
            "trigger": {"must": [{"commit_created": {"repo": "git.example.com/net/tools"}}]}}]));
        let ticket = make(fixture);
        tell(fixture, &format!("#{}", ticket.id), None, "c1", commit());
        let (ticket, events) = now(fixture, &ticket);
        assert_eq!((ticket.status.as_str(), events.len()), ("fresh", 3));
        let told = &events[2].body.about;
        assert_eq!(events[2].kind, Kind::Ran);
        assert!(told.failed.as_ref().unwrap().en.contains("assignee") && told.transition.is_some());
    }

    fn a_timer_fires_once_when_its_time_has_come_and_starts_anew_with_each_stay(fixture: &Fixture) {
        drawn(fixture, json!([
            {"from": "fresh", "to": "delayed", "trigger": {"must": [{"after": {"seconds": 60}}]}},
            {"from": "fresh", "to": "accepted"}, {"from": "accepted", "to": "fresh"},
        ]));
        let (ticket, left, deleted) = (make(fixture), make(fixture), make(fixture));
        fixture.clock.move_on(40);
        transit(fixture, &left, "accepted").unwrap();
        let at = address(&deleted);
        let gone = fixture.app.write_blocking(&fixture.app.system(), Source::Api, move |cx| {
            app::tickets::delete::run(cx, &at, &|_| Ok(()))
        });
        gone.unwrap();
        work(fixture);
        assert_eq!(now(fixture, &ticket).0.status, "fresh", "too early");
        fixture.clock.move_on(20);
        work(fixture);
        let (moved, events) = now(fixture, &ticket);
        assert_eq!((moved.status.as_str(), events.len()), ("delayed", 2), "two nodes, one step");
        transit(fixture, &left, "fresh").unwrap();
        fixture.clock.move_on(59);
        work(fixture);
        assert_eq!(now(fixture, &left).0.status, "fresh", "its stay began anew");
        fixture.clock.move_on(1);
        work(fixture);
        assert_eq!(now(fixture, &left).0.status, "delayed");
        // A deleted one stays, and is waited for again once it is restored.
        let at = address(&deleted);
        let back = fixture.app.write_blocking(&fixture.app.system(), Source::Api, move |cx| {
            app::tickets::delete::restore(cx, &at, &|_| Ok(()))
        });
        assert_eq!(back.unwrap().ticket.status, "fresh");
        fixture.clock.move_on(61);
        work(fixture);
        assert_eq!(now(fixture, &deleted).0.status, "delayed");
    }

    fn the_system_does_not_go_round_for_ever_and_says_so(fixture: &Fixture) {
        drawn(fixture, json!([
            {"from": "fresh", "to": "delayed", "trigger": {"must": [{"after": {"seconds": 1}}]}},
            {"from": "delayed", "to": "fresh", "trigger": {"must": [{"after": {"seconds": 1}}]}},
        ]));
        let ticket = make(fixture);
        for _ in 0..40 {
            fixture.clock.move_on(1);
            work(fixture);
        }
        let (_, events) = now(fixture, &ticket);
        let longest = usize::try_from(Cause::LONGEST).unwrap();
        assert_eq!(events.len(), 1 + longest + 1);
        let last = events.last().unwrap();
        assert_eq!(last.kind, Kind::Ran);
        assert!(last.body.about.failed.as_ref().unwrap().en.contains("20"));
        // A person's step begins another chain.
        transit(fixture, &ticket, "delayed").unwrap();
        fixture.clock.move_on(1);
        work(fixture);
        assert_eq!(now(fixture, &ticket).0.status, "fresh");
    }

    fn tickets_that_make_tickets_come_to_an_end_however_they_branch_and_say_so(fixture: &Fixture) {
        let task = json!({"create_task": {"title": "Again"}});
        drawn(fixture, json!([
            {"from": "fresh", "to": "delayed", "trigger": {"must": [{"after": {"seconds": 1}}]},
             "post_functions": [task, task, task]},
            // The ticket itself goes round as well, and brings about more each time.
            {"from": "delayed", "to": "fresh", "trigger": {"must": [{"after": {"seconds": 1}}]}},
        ]));
        let ticket = make(fixture);
        let before = fixture.counts().0;
        let mut seen = 0;
        for _ in 0..=Cause::LONGEST {
            fixture.clock.move_on(1);
            work(fixture);
            seen = fixture.counts().0 - before;
            assert!(seen <= Cause::MOST, "{seen} tickets");
        }
        assert!(seen > 30, "what is not too much is done: {seen}");
        let (_, events) = now(fixture, &ticket);
        let told = events.iter().filter_map(|e| e.body.about.failed.as_ref());
        assert!(told.clone().any(|why| why.en.contains("100") && why.zh.contains("100")), "{:?}", told.collect::<Vec<_>>());
        fixture.clock.move_on(1_000);
        work(fixture);
        assert_eq!(fixture.counts().0 - before, seen, "it has come to its end");
        // What a person does is another cause.
        transit(fixture, &ticket, "delayed").unwrap();
        work(fixture);
        assert!(fixture.counts().0 - before > seen);
    }

    fn a_post_function_that_fails_is_tried_again_holds_up_the_next_and_ends_as_failed(fixture: &Fixture) {
        drawn(fixture, json!([{"from": "fresh", "to": "solved", "post_functions": [
            {"update_field_value": {"field": "assignee", "value": "leader", "value_type": 1}},
            {"add_comment": {"text": "After it"}},
        ]}]));
        let ticket = make(fixture);
        transit(fixture, &ticket, "solved").unwrap();
        work(fixture);
        assert_eq!(effects(fixture, &ticket), [(State::Waiting, 1), (State::Waiting, 0)]);
        for seconds in [1, 2, 4] {
            work(fixture);
            fixture.clock.move_on(seconds);
        }
        work(fixture);
        assert_eq!(effects(fixture, &ticket), [(State::Waiting, 4), (State::Waiting, 0)]);
        fixture.clock.move_on(8);
        work(fixture);
        assert_eq!(effects(fixture, &ticket), [(State::Failed, 5), (State::Done, 0)]);
        let (ticket, events) = now(fixture, &ticket);
        assert_eq!(ticket.status, "solved", "the status change stands");
        let told: Vec<_> = events.iter().filter_map(|e| e.body.about.effect.as_ref().map(|f| (f.place, f.last))).collect();
        assert_eq!(told, [(0, false), (1, true)], "each ends in one step, however many nodes there are");
        assert!(events[2].body.about.failed.as_ref().unwrap().zh.contains("leader"));
    }

    fn a_post_function_that_has_ended_is_told_of_for_thirty_days_and_its_step_for_ever(fixture: &Fixture) {
        drawn(fixture, json!([
            {"from": "fresh", "to": "solved", "post_functions": [{"add_comment": {"text": "Done"}}]},
            {"from": "solved", "to": "fresh", "post_functions": [{"update_field_value": {"field": "assignee", "value": "leader", "value_type": 1}}]},
        ]));
        let ticket = make(fixture);
        let tidy = || crate::support::block_on(fixture.app.tidy()).unwrap();
        transit(fixture, &ticket, "solved").unwrap();
        work(fixture);
        fixture.clock.move_on(store::effect::KEPT_SECONDS - 1);
        transit(fixture, &ticket, "fresh").unwrap();
        tidy();
        assert_eq!(effects(fixture, &ticket), [(State::Done, 0), (State::Waiting, 0)]);
        fixture.clock.move_on(1);
        tidy();
        assert_eq!(effects(fixture, &ticket), [(State::Waiting, 0)]);
        // However long it has waited: what has not ended is not forgotten.
        fixture.clock.move_on(2 * store::effect::KEPT_SECONDS);
        tidy();
        assert_eq!(effects(fixture, &ticket), [(State::Waiting, 0)]);
        let told = now(fixture, &ticket).1.iter().filter(|e| e.body.about.effect.is_some()).count();
        assert_eq!(told, 1);
    }

    fn a_workflow_that_asks_for_nothing_costs_what_it_did(fixture: &Fixture) {
        drawn(fixture, json!([{"from": "fresh", "to": "accepted"}, {"from": "accepted", "to": "fresh"}]));
        let ticket = make(fixture);
        transit(fixture, &ticket, "accepted").unwrap();
        let at = address(&ticket);
        let command = transition::Command { status: "fresh".into(), ..transition::Command::default() };
        let sent = fixture.app.write_blocking(&fixture.app.system(), Source::Api, move |cx| {
            cx.tx.listen();
            transition::run(cx, &at, &command, &|_| Ok(()))?;
            Ok(cx.tx.heard())
        });
        let sent: Vec<String> = sent.unwrap().into_iter().map(|(text, _)| text).collect();
        for table in ["timer", "effect", "approval", "vote", "worklog", "reference", "FROM event"] {
            assert!(sent.iter().all(|text| !text.contains(table)), "{table} is asked for: {sent:#?}");
        }
        let at = address(&ticket);
        let offers = fixture.app.read_blocking(&fixture.app.system(), move |cx| offer::list(cx, &at));
        assert_eq!(offers.unwrap().1.len(), 1);
    }
}
