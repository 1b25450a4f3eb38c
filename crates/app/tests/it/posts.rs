//! Post functions as jobs, with a clock that is moved by hand: what runs a function, how it comes out on the ticket, what its end
//! sets off, and how far.

use crate::{
    flow::{address, drawn, effects, make, now, transit, work},
    jobs::{ask, done, draw, failed, fence, finished, job, node, stop, turn},
    support::{Fixture, block_on, on_both_engines},
};
use app::{
    Error, TEAM, functions,
    jobs::{Begun, Depth, Filter, Job, enqueue, enqueue::Command, read, unit::Change},
    tickets::{self, effect, transition},
    workflows,
};
use domain::{
    Lang, Rejection,
    function::Kind,
    history::Kind as Step,
    id::JobId,
    job::{Outcome, State as Out},
    ticket::{Source, Ticket},
    workflow::cause::Cause,
};
use serde_json::{Value, json};
use std::sync::Arc;
use store::effect::State;

static JOBLESS: sql::Statement = sql::Statement::both(
    "a test",
    "UPDATE effect SET job_id = NULL, due_at = $3 WHERE team_id = $1 AND ticket_id = $2",
);

/// The jobs of a ticket, oldest first.
fn jobs(fixture: &Fixture, ticket: &Ticket) -> Vec<Job> {
    let filter = Filter { ticket: Some(ticket.id), ..Filter::default() };
    let unit = move |cx: &mut app::Cx<'_, '_>| read::list(cx, &filter, Depth::Whole, (0, 200));
    let (mut jobs, _) = fixture.app.read_blocking(&fixture.app.system(), unit).unwrap();
    jobs.reverse();
    jobs
}

fn told(fixture: &Fixture, ticket: &Ticket) -> Vec<store::effect::Effect> {
    let at = address(ticket);
    let found = fixture.app.read_blocking(&fixture.app.system(), move |cx| effect::list(cx, &at));
    found.unwrap().1.into_iter().map(|told| told.effect).collect()
}

/// Does what the function of a run is to do, by a transition of a ticket in the name of the system.
fn change(fixture: &Fixture, run: &Arc<Begun>, place: i64, (ticket, status): (&Ticket, &'static str)) {
    let (at, here) = (address(ticket), node("here"));
    let change = Change { fence: fence(run, &here), place, asked: format!("{at:?} {status}") };
    let command = transition::Command { status: status.to_owned(), ..transition::Command::default() };
    let who = fixture.app.system();
    let changed = fixture.app.change_as_job(&who, change, move |cx| {
        transition::run(cx, &at, &command, &|_| Ok(())).map(|_| String::new())
    });
    block_on(changed).unwrap();
}

fn enable(fixture: &Fixture, id: &'static str, enabled: bool) {
    let switch = if enabled { functions::enable } else { functions::disable };
    let unit = move |cx: &mut app::Cx<'_, '_>| switch(cx, id);
    fixture.app.write_blocking(&fixture.app.system(), Source::Api, unit).unwrap();
}

fn rerun(fixture: &Fixture, id: JobId) -> Result<JobId, Error> {
    let unit = move |cx: &mut app::Cx<'_, '_>| Ok(enqueue::rerun(cx, id, None)?.id);
    fixture.app.write_blocking(&fixture.app.system(), Source::Api, unit)
}

fn runs(function: &str) -> Value {
    json!({"run_script": {"uuid": function, "params": [{"uuid": "n", "value": 1}]}})
}

on_both_engines! {
    fn each_is_a_job_of_the_ticket_and_the_next_waits_for_it(fixture: &Fixture) {
        draw(fixture, "f", Kind::Noop, (1, 0));
        drawn(fixture, json!([{"from": "fresh", "to": "solved", "post_functions": [
            {"add_comment": {"text": "Before"}}, runs("f"), {"add_comment": {"text": "After"}},
        ]}]));
        let ticket = make(fixture);
        transit(fixture, &ticket, "solved").unwrap();
        let asked = jobs(fixture, &ticket);
        let names: Vec<_> = asked.iter().map(|job| (job.function.as_str(), job.kind, job.state)).collect();
        let kind = Kind::PostFunction;
        assert_eq!(names, [("post:add_comment", kind, Out::Pending), ("f", kind, Out::Pending), ("post:add_comment", kind, Out::Pending)]);
        assert!(asked.iter().all(|job| !job.params.contains("After")), "what it says stands with the ticket");
        // The function's own limit is none of the post function's before its turn has come.
        let wish = functions::Wish { concurrency: Some(1), ..functions::Wish::default() };
        let unit = move |cx: &mut app::Cx<'_, '_>| functions::update(cx, "f", &wish, &|_| Ok(()));
        fixture.app.write_blocking(&fixture.app.system(), Source::Api, unit).unwrap();
        work(fixture);
        let here = node("here");
        let begun = turn(fixture, &here, Vec::new());
        let run = &begun[0];
        assert_eq!((begun.len(), run.id, run.attempt, run.version), (1, asked[1].id, 1, 1));
        assert_eq!((run.function.as_str(), run.kind, run.params.as_str()), ("f", Kind::Noop, r#"{"n":1}"#));
        work(fixture);
        assert_eq!(effects(fixture, &ticket).iter().map(|e| e.0).collect::<Vec<_>>(), [State::Done, State::Waiting, State::Waiting]);
        turn(fixture, &here, vec![finished(run, done(r#"{"sent":3}"#))]);
        work(fixture);
        let ended = told(fixture, &ticket);
        assert!(ended.iter().all(|effect| effect.state == State::Done), "{ended:?}");
        assert_eq!((ended[1].result.as_deref(), ended[1].job), (Some(r#"{"sent":3}"#), Some(asked[1].id)));
        let (_, events) = now(fixture, &ticket);
        let steps: Vec<_> = events.iter().filter_map(|e| e.body.about.effect.as_ref()).collect();
        assert_eq!(steps.iter().map(|e| (e.place, e.last)).collect::<Vec<_>>(), [(0, false), (1, false), (2, true)]);
        assert_eq!(steps.iter().map(|e| e.job).collect::<Vec<_>>(), asked.iter().map(|job| Some(job.id.0)).collect::<Vec<_>>());
        assert!(jobs(fixture, &ticket).iter().all(|job| job.state == Out::Succeeded && job.attempt == 1));
    }

    fn a_function_that_is_not_there_or_disabled_or_refuses_fails_and_says_so_in_both_languages(fixture: &Fixture) {
        draw(fixture, "f", Kind::Noop, (3, 0));
        drawn(fixture, json!([
            {"from": "fresh", "to": "solved", "post_functions": [runs("nowhere"), runs("f"), {"add_comment": {"text": "After"}}]},
        ]));
        enable(fixture, "f", false);
        let ticket = make(fixture);
        transit(fixture, &ticket, "solved").unwrap();
        work(fixture);
        let ended = told(fixture, &ticket);
        let states: Vec<_> = ended.iter().map(|effect| (effect.state, effect.attempts)).collect();
        assert_eq!(states, [(State::Failed, 1), (State::Failed, 1), (State::Done, 0)]);
        let why = |at: usize| ended[at].why.clone().unwrap();
        assert!(why(0).zh.contains("没有函数 nowhere") && why(0).en.contains("no function nowhere"), "{:?}", why(0));
        assert!(why(1).zh.contains("停用") && why(1).en.contains("disabled"), "{:?}", why(1));
        assert_eq!(jobs(fixture, &ticket).iter().filter(|job| job.state == Out::Failed).count(), 2);
        // Once it is enabled it is done again in its place, and so only what has failed.
        enable(fixture, "f", true);
        let again = rerun(fixture, ended[1].job.unwrap()).unwrap();
        let refused = rerun(fixture, ended[2].job.unwrap()).unwrap_err().into_rejection();
        assert!(matches!(refused, Rejection::Conflict(_)), "{refused:?}");
        work(fixture);
        let here = node("here");
        let begun = turn(fixture, &here, Vec::new());
        assert_eq!((begun[0].id, begun[0].max_attempts), (again, 3));
        turn(fixture, &here, vec![finished(&begun[0], done("1"))]);
        work(fixture);
        assert_eq!(effects(fixture, &ticket)[1].0, State::Done);
        assert!(matches!(now(fixture, &ticket).0.status.as_str(), "solved"));
    }

    fn a_function_is_tried_as_often_as_it_says_and_its_error_stands_on_the_ticket(fixture: &Fixture) {
        draw(fixture, "f", Kind::Command, (2, 0));
        drawn(fixture, json!([{"from": "fresh", "to": "solved", "post_functions": [runs("f"), {"add_comment": {"text": "After"}}]}]));
        let ticket = make(fixture);
        transit(fixture, &ticket, "solved").unwrap();
        let here = node("here");
        work(fixture);
        let first = turn(fixture, &here, Vec::new());
        turn(fixture, &here, vec![finished(&first[0], failed())]);
        work(fixture);
        assert_eq!(effects(fixture, &ticket), [(State::Waiting, 1), (State::Waiting, 0)]);
        fixture.clock.move_on(2);
        work(fixture);
        let second = turn(fixture, &here, Vec::new());
        assert_eq!((second[0].id, second[0].attempt), (first[0].id, 2));
        turn(fixture, &here, vec![finished(&second[0], failed())]);
        work(fixture);
        assert_eq!(effects(fixture, &ticket), [(State::Failed, 2), (State::Done, 0)]);
        let why = told(fixture, &ticket)[0].why.clone().unwrap();
        assert!(why.zh.contains("no") && why.zh.contains("失败") && why.en.contains("failed: no"), "{why:?}");
    }

    fn one_that_is_stopped_says_so_and_the_next_goes_on(fixture: &Fixture) {
        draw(fixture, "f", Kind::Command, (1, 0));
        drawn(fixture, json!([{"from": "fresh", "to": "solved", "post_functions": [
            runs("f"), {"add_comment": {"text": "Not wanted"}}, runs("f"), {"add_comment": {"text": "After"}},
        ]}]));
        let ticket = make(fixture);
        transit(fixture, &ticket, "solved").unwrap();
        let (here, all) = (node("here"), jobs(fixture, &ticket));
        work(fixture);
        let begun = turn(fixture, &here, Vec::new());
        stop(fixture, all[1].id).unwrap();
        stop(fixture, all[0].id).unwrap();
        // The next function's has begun by now, and is asked to stop.
        let begun = turn(fixture, &here, vec![finished(&begun[0], Outcome::Canceled)]);
        assert_eq!(begun[0].id, all[2].id);
        stop(fixture, all[2].id).unwrap();
        turn(fixture, &here, vec![finished(&begun[0], failed())]);
        work(fixture);
        let states: Vec<_> = effects(fixture, &ticket).iter().map(|e| e.0).collect();
        assert_eq!(states, [State::Canceled, State::Canceled, State::Canceled, State::Done]);
        let (ticket, events) = now(fixture, &ticket);
        assert_eq!(events.iter().filter(|e| e.kind == Step::Ran && e.body.about.failed.is_some()).count(), 3);
        assert!(matches!(stop(fixture, all[1].id), Err(Error::Rejected(Rejection::Conflict(_)))));
        let comments = fixture.app.read_blocking(&fixture.app.system(), move |cx| {
            Ok(tickets::read::get(cx, &address(&ticket))?.comments.len())
        });
        assert_eq!(comments.unwrap(), 1);
    }

    fn the_end_of_a_job_takes_the_step_that_waits_for_it_once(fixture: &Fixture) {
        draw(fixture, "f", Kind::Command, (1, 0));
        draw(fixture, "g", Kind::Command, (1, 0));
        drawn(fixture, json!([
            {"from": "fresh", "to": "accepted", "trigger": {"must": [{"job_finished": {"function_id": "f", "state": "failed"}}]}},
            {"from": "accepted", "to": "solved", "trigger": {"must": [
                {"job_finished": {"function_id": "f", "state": "succeeded"}}, {"job_finished": {"function_id": "g", "state": "succeeded"}}]}},
        ]));
        let (ticket, here) = (make(fixture), node("here"));
        let of = |function: &str| Command { function: function.to_owned(), ticket: Some(ticket.id.to_string()), ..Command::default() };
        let run = |function: &str, outcome| {
            let id = ask(fixture, of(function));
            let begun = turn(fixture, &here, Vec::new());
            assert_eq!(begun[0].id, id);
            turn(fixture, &here, vec![finished(&begun[0], outcome)]);
            work(fixture);
            now(fixture, &ticket).0.status
        };
        assert_eq!(run("f", done("1")), "fresh", "another state is waited for");
        assert_eq!(run("g", failed()), "fresh", "nor is that function");
        assert_eq!(run("f", failed()), "accepted");
        assert_eq!(run("f", done("1")), "accepted", "both are waited for, and what ended before does not count");
        assert_eq!(run("g", done("1")), "solved");
        let (_, events) = now(fixture, &ticket);
        let kinds: Vec<_> = events.iter().map(|e| e.kind).collect();
        // What nobody waits for leaves no step.
        let (referenced, taken) = (Step::Referenced, Step::Transitioned);
        assert_eq!(kinds, [Step::Created, referenced, referenced, taken, referenced, referenced, taken]);
        assert!(events.iter().filter(|e| e.kind == taken).all(|e| e.actor == "system" && e.body.about.chain == 1));
    }

    fn steps_that_jobs_set_off_come_to_an_end(fixture: &Fixture) {
        draw(fixture, "f", Kind::Noop, (1, 0));
        let finished_f = json!({"must": [{"job_finished": {"function_id": "f", "state": "succeeded"}}]});
        drawn(fixture, json!([
            {"from": "fresh", "to": "accepted", "post_functions": [runs("f")], "trigger": finished_f},
            {"from": "accepted", "to": "fresh", "post_functions": [runs("f")], "trigger": finished_f},
        ]));
        let (ticket, here) = (make(fixture), node("here"));
        transit(fixture, &ticket, "accepted").unwrap();
        let mut begun = Vec::new();
        for _ in 0..60 {
            work(fixture);
            begun = turn(fixture, &here, begun.iter().map(|run| finished(run, done("1"))).collect());
        }
        let (_, events) = now(fixture, &ticket);
        let taken = events.iter().filter(|e| e.kind == Step::Transitioned).count();
        assert!(taken > 5 && i64::try_from(taken).unwrap() <= Cause::LONGEST + 1, "{taken}");
        let why = events.iter().filter_map(|e| e.body.about.failed.as_ref()).next_back().unwrap();
        assert!(why.en.contains("20") && why.zh.contains("20"), "{why:?}");
        assert!(jobs(fixture, &ticket).iter().all(|job| job.state.is_over()));
    }

    fn what_the_job_of_a_step_changes_is_paid_for_by_the_step(fixture: &Fixture) {
        draw(fixture, "f", Kind::Command, (1, 0));
        drawn(fixture, json!([
            {"from": "fresh", "to": "accepted", "post_functions": [runs("f")]},
            {"from": "accepted", "to": "fresh"},
        ]));
        let here = node("here");
        let ticket = make(fixture);
        transit(fixture, &ticket, "accepted").unwrap();
        // Each run moves three others, of which each brings about a run, for as long as that goes on.
        let (mut ran, mut moved, mut next) = (0, 0, Vec::new());
        loop {
            work(fixture);
            next.extend(turn(fixture, &here, Vec::new()));
            if next.is_empty() {
                break;
            }
            for run in std::mem::take(&mut next) {
                ran += 1;
                for place in 0..3 {
                    let other = make(fixture);
                    change(fixture, &run, place, (&other, "accepted"));
                    moved += 1;
                }
                next.extend(turn(fixture, &here, vec![finished(&run, done("1"))]));
            }
            assert!(ran <= Cause::MOST, "{ran} runs");
        }
        assert!(ran > 3 && moved == 3 * ran, "{ran} runs, {moved} tickets");
        let unit = |cx: &mut app::Cx<'_, '_>| read::list(cx, &Filter::default(), Depth::Brief, (0, 200));
        let (all, _) = fixture.app.read_blocking(&fixture.app.system(), unit).unwrap();
        assert!(all.iter().all(|job| job.state == Out::Succeeded), "what is too much is skipped, and not failed");
        // Moving without setting off anything costs nothing.
        let ticket = make(fixture);
        transit(fixture, &ticket, "accepted").unwrap();
        work(fixture);
        let begun = turn(fixture, &here, Vec::new());
        let before = told(fixture, &ticket)[0].cause.budget;
        change(fixture, &begun[0], 0, (&ticket, "fresh"));
        assert_eq!(told(fixture, &ticket)[0].cause.budget, before);
        let (_, events) = now(fixture, &ticket);
        assert_eq!(events.last().unwrap().body.about.chain, 1, "by the system, as a consequence");
    }

    fn what_an_earlier_version_has_left_open_is_given_jobs(fixture: &Fixture) {
        drawn(fixture, json!([{"from": "fresh", "to": "solved", "post_functions": [
            {"add_comment": {"text": "One"}}, {"add_comment": {"text": "Two"}},
        ]}]));
        let ticket = make(fixture);
        transit(fixture, &ticket, "solved").unwrap();
        let id = ticket.id;
        let unit = move |cx: &mut app::Cx<'_, '_>| {
            for job in [1, 2] {
                assert!(store::job::turn::cancel_waiting(cx.tx, TEAM, JobId(job), cx.now)?);
                store::job::end::delete(cx.tx, TEAM, JobId(job))?;
            }
            // As it stood before post functions were jobs.
            Ok(cx.tx.put(&JOBLESS, sql::params![TEAM.0, id.0, cx.now.micros()])?)
        };
        fixture.app.write_blocking(&fixture.app.system(), Source::Api, unit).unwrap();
        work(fixture);
        assert_eq!(effects(fixture, &ticket), [(State::Waiting, 0), (State::Waiting, 0)], "nobody knows of them");
        assert_eq!(block_on(fixture.app.adopt_effects()).unwrap(), 1);
        assert_eq!(block_on(fixture.app.adopt_effects()).unwrap(), 0);
        work(fixture);
        assert_eq!(effects(fixture, &ticket), [(State::Done, 0), (State::Done, 0)]);
        let (_, events) = now(fixture, &ticket);
        let said: Vec<_> = events.iter().map(|e| e.note.as_str()).filter(|note| !note.is_empty()).collect();
        assert_eq!(said, ["One", "Two"]);
    }

    fn lint_tells_of_functions_that_cannot_be_run(fixture: &Fixture) {
        draw(fixture, "f", Kind::Noop, (1, 0));
        draw(fixture, "picky", Kind::Noop, (1, 0));
        let unit = |cx: &mut app::Cx<'_, '_>| {
            let mut function = store::function::get(cx.tx, TEAM, "picky")?.unwrap();
            function.definition.input = Some(json!({"type": "object", "properties": {"n": {"type": "string"}}}));
            function.version = 2;
            let (definition, actor, created) = (function.definition.clone(), "admin".to_owned(), cx.now);
            store::function::add_version(cx.tx, TEAM, "picky", &store::function::Version { version: 2, definition, actor, created })?;
            Ok(store::function::put(cx.tx, TEAM, &function)?)
        };
        fixture.app.write_blocking(&fixture.app.system(), Source::Api, unit).unwrap();
        drawn(fixture, json!([
            {"from": "fresh", "to": "solved", "post_functions": [runs("f"), runs("nowhere"), runs("picky")]},
        ]));
        let found = fixture.app.read_blocking(&fixture.app.system(), |cx| workflows::lint(cx, "NET", "repair", workflows::Which::InForce));
        let found: Vec<_> = found.unwrap().iter().filter(|f| f.path.contains("post_functions")).map(|f| (f.told(Lang::En), f.told(Lang::Zh))).collect();
        let words: Vec<_> = found.iter().map(|(en, _)| (json!(en.code), en.path.clone())).collect();
        assert_eq!(words, [
            (json!("post_function_fails"), "transitions[0].post_functions[1]".to_owned()),
            (json!("params_refused"), "transitions[0].post_functions[2].run_script.params".to_owned()),
        ]);
        assert!(found[1].0.why.contains("params.n") && found[1].1.why.contains("picky"), "{found:?}");
        // And so it comes out.
        let ticket = make(fixture);
        transit(fixture, &ticket, "solved").unwrap();
        work(fixture);
        let here = node("here");
        let begun = turn(fixture, &here, Vec::new());
        turn(fixture, &here, begun.iter().map(|run| finished(run, done("1"))).collect());
        work(fixture);
        let ended = told(fixture, &ticket);
        assert_eq!(ended.iter().map(|e| e.state).collect::<Vec<_>>(), [State::Done, State::Failed, State::Failed]);
        assert!(ended[2].why.as_ref().unwrap().en.contains("params.n"), "{ended:?}");
        assert_eq!(job(fixture, ended[2].job.unwrap()).state, Out::Failed);
    }
}
