//! Jobs, with a clock that is moved by hand: every run ends once, under its fence, and what waits is begun in its turn.

use crate::support::{Fixture, block_on, on_both_engines};
use app::{
    Error, TEAM,
    jobs::{
        Begun, Depth, Fence, Filter, Job, Mark, cancel,
        enqueue::{self, Command},
        read,
        turn::{Finished, Node, Room},
        unit::Change,
    },
    tickets::{self, create},
};
use domain::{
    Rejection,
    function::{Definition, Kind, Risk},
    id::JobId,
    job::{Again, EventType, Outcome, State, Told},
    ticket::{Field, Patch, Source},
};
use std::sync::Arc;
use store::function::{Function, Version};

const LEASE: i64 = 30;
const ROOM: Room = Room { own: 100, noop: 100 };

pub(crate) fn draw(fixture: &Fixture, id: &'static str, kind: Kind, (max_attempts, concurrency): (i64, i64)) {
    block_on(fixture.app.first_start(Some("a password of a test".into()))).unwrap();
    let unit = move |cx: &mut app::Cx<'_, '_>| {
        let definition = Definition { max_attempts, ..Definition::of(kind) };
        let (created, actor) = (cx.now, "admin".to_owned());
        let version = Version { version: 1, definition: definition.clone(), actor, created };
        store::function::add_version(cx.tx, TEAM, id, &version)?;
        let function = Function {
            id: id.to_owned(),
            name: id.to_owned(),
            description: String::new(),
            category: String::new(),
            risk: Risk::Low,
            version: 1,
            enabled: true,
            concurrency,
            created,
            updated: created,
            definition,
        };
        Ok(store::function::put(cx.tx, TEAM, &function)?)
    };
    fixture.app.write_blocking(&fixture.app.system(), Source::Api, unit).unwrap();
}

pub(crate) fn node(name: &str) -> Arc<Node> {
    Arc::new(Node { owner: format!("n:{name}"), name: name.to_owned(), lease: LEASE * 1_000_000 })
}

pub(crate) fn ask(fixture: &Fixture, command: Command) -> JobId {
    try_ask(fixture, command).unwrap()
}

fn try_ask(fixture: &Fixture, command: Command) -> Result<JobId, Error> {
    let who = fixture.app.system();
    let unit = move |cx: &mut app::Cx<'_, '_>| Ok(enqueue::enqueue(cx, &command)?.id);
    fixture.app.write_blocking(&who, Source::Api, unit)
}

pub(crate) fn of(function: &str) -> Command {
    Command { function: function.to_owned(), params: r#"{"n":1}"#.to_owned(), ..Command::default() }
}

pub(crate) fn turn(fixture: &Fixture, node: &Arc<Node>, finished: Vec<Finished>) -> Vec<Arc<Begun>> {
    let mut begun = block_on(fixture.app.turn(node, finished, ROOM)).unwrap().begun;
    // What has ended is told to its ticket before the ticket's next job may begin.
    while block_on(fixture.app.work_on_tickets(node)).unwrap() > 0 {
        begun.extend(block_on(fixture.app.turn(node, Vec::new(), ROOM)).unwrap().begun);
    }
    begun.into_iter().map(Arc::new).collect()
}

pub(crate) fn finished(run: &Arc<Begun>, outcome: Outcome) -> Finished {
    Finished { run: Arc::clone(run), mark: mark(run), events: Vec::new(), outcome }
}

fn mark(run: &Begun) -> Mark {
    Mark { seq: run.last_seq, bytes: run.event_bytes, progress: run.progress }
}

pub(crate) fn fence(run: &Begun, node: &Node) -> Fence {
    Fence { id: run.id, attempt: run.attempt, owner: node.owner.clone() }
}

pub(crate) fn done(text: &str) -> Outcome {
    Outcome::Succeeded(Some(text.to_owned()))
}

pub(crate) fn failed() -> Outcome {
    Outcome::Failed { error: "no".to_owned(), again: Again::Maybe }
}

pub(crate) fn job(fixture: &Fixture, id: JobId) -> Job {
    fixture.app.read_blocking(&fixture.app.system(), move |cx| read::get(cx, id)).unwrap()
}

fn story(fixture: &Fixture, id: JobId) -> read::Story {
    fixture.app.read_blocking(&fixture.app.system(), move |cx| read::story(cx, id, 0, 1_000)).unwrap()
}

pub(crate) fn stop(fixture: &Fixture, id: JobId) -> Result<cancel::Stopped, Error> {
    fixture.app.write_blocking(&fixture.app.system(), Source::Api, move |cx| cancel::cancel(cx, id))
}

pub(crate) fn ready(fixture: &Fixture) -> bool {
    block_on(fixture.app.ready_jobs()).unwrap()
}

pub(crate) fn reap(fixture: &Fixture) -> u64 {
    block_on(fixture.app.reap_jobs()).unwrap()
}

fn ids(runs: &[Arc<Begun>]) -> Vec<JobId> {
    runs.iter().map(|run| run.id).collect()
}

fn ticket(fixture: &Fixture) -> String {
    let fields: Patch =
        [(Field::Title, "t".into()), (Field::Content, "c".into()), (Field::Category, "k".into())].into();
    let command = create::Command { project: Some("NET".into()), kind: None, fields };
    let unit = move |cx: &mut app::Cx<'_, '_>| create::run(cx, &command);
    fixture.app.write_blocking(&fixture.app.system(), Source::Api, unit).unwrap().ticket.id.to_string()
}

on_both_engines! {
    fn a_job_is_begun_told_of_and_ended_once(fixture: &Fixture) {
        draw(fixture, "f", Kind::Command, (1, 0));
        let (here, id) = (node("a"), ask(fixture, of("f")));
        assert_eq!(job(fixture, id).state, State::Pending);
        let runs = turn(fixture, &here, Vec::new());
        let run = &runs[0];
        assert_eq!((run.id, run.attempt, run.params.as_str()), (id, 1, r#"{"n":1}"#));
        let tells = vec![Told::log("one"), Told::progress(50, "half")];
        let to = block_on(fixture.app.tell_job(fence(run, &here), mark(run), tells)).unwrap();
        assert_eq!((to.seq, to.progress), (2, Some(50)));
        assert!(!story(fixture, id).complete);
        let last = Finished { mark: to, events: vec![Told::log("last")], ..finished(run, done("7")) };
        turn(fixture, &here, vec![last.clone()]);
        // Said twice, and otherwise: the first counts.
        turn(fixture, &here, vec![last, finished(run, failed())]);
        let over = job(fixture, id);
        assert_eq!((over.state, over.result.as_deref(), over.worker.as_str()), (State::Succeeded, Some("7"), "a"));
        let told = story(fixture, id);
        assert!(told.complete);
        let kinds: Vec<_> = told.events.iter().map(|event| (event.seq, event.kind)).collect();
        assert_eq!(kinds, [(1, EventType::Log), (2, EventType::Progress), (3, EventType::Log), (4, EventType::Done)]);
        assert!(matches!(stop(fixture, id), Err(Error::Rejected(Rejection::Conflict(_)))));
        assert_eq!(fixture.app.job_figures().fenced, 2);
    }

    fn who_slept_past_the_lease_is_fenced_off(fixture: &Fixture) {
        draw(fixture, "f", Kind::Command, (1, 0));
        let (slow, quick) = (node("slow"), node("quick"));
        let id = ask(fixture, of("f"));
        let first = turn(fixture, &slow, Vec::new());
        fixture.clock.move_on(LEASE - 1);
        assert_eq!(reap(fixture), 0);
        let kept = block_on(fixture.app.renew_jobs(&slow, vec![id])).unwrap();
        assert_eq!((kept.len(), kept[0].attempt, kept[0].cancel), (1, 1, false));
        fixture.clock.move_on(LEASE - 1);
        assert_eq!(reap(fixture), 0);
        fixture.clock.move_on(2);
        assert_eq!((reap(fixture), reap(fixture)), (1, 0));
        assert_eq!(job(fixture, id).crashes, 1);
        fixture.clock.move_on(5);
        assert!(ready(fixture));
        let second = turn(fixture, &quick, Vec::new());
        assert_eq!((second[0].id, second[0].attempt), (id, 2));
        // It wakes: nothing that it tells, renews, changes or ends is heard.
        let late = fence(&first[0], &slow);
        assert!(block_on(fixture.app.renew_jobs(&slow, vec![id])).unwrap().is_empty());
        let told = block_on(fixture.app.tell_job(late.clone(), mark(&first[0]), vec![Told::log("late")]));
        assert!(matches!(told, Err(Error::Fenced)), "{told:?}");
        let change = Change { fence: late, place: 0, asked: "x".to_owned() };
        let who = fixture.app.system();
        let changed = block_on(fixture.app.change_as_job(&who, change, |_| Ok(String::new())));
        assert!(matches!(changed, Err(Error::Fenced)), "{changed:?}");
        turn(fixture, &slow, vec![finished(&first[0], done("1"))]);
        assert_eq!(job(fixture, id).state, State::Running);
        turn(fixture, &quick, vec![finished(&second[0], done("2"))]);
        assert_eq!(job(fixture, id).result.as_deref(), Some("2"));
    }

    fn what_takes_its_node_with_it_three_times_is_poison(fixture: &Fixture) {
        draw(fixture, "f", Kind::Command, (9, 0));
        let id = ask(fixture, of("f"));
        for crash in 1..=3 {
            ready(fixture);
            assert_eq!(turn(fixture, &node("a"), Vec::new()).len(), 1, "{crash}");
            fixture.clock.move_on(LEASE + 1);
            assert_eq!(reap(fixture), 1);
            fixture.clock.move_on(60);
        }
        let over = job(fixture, id);
        assert_eq!((over.state, over.attempt, over.crashes), (State::Failed, 3, 2));
        assert!(over.error.unwrap().contains("poison"));
    }

    fn a_failure_is_tried_again_with_growing_pauses(fixture: &Fixture) {
        draw(fixture, "f", Kind::Command, (3, 0));
        let (here, id) = (node("a"), ask(fixture, of("f")));
        let mut pauses = Vec::new();
        for _ in 0..2 {
            let runs = turn(fixture, &here, Vec::new());
            turn(fixture, &here, vec![finished(&runs[0], failed())]);
            let waiting = job(fixture, id);
            assert_eq!((waiting.state, waiting.error.as_deref()), (State::Pending, Some("no")));
            pauses.push(waiting.due.unwrap().micros() - fixture.app.now().micros());
            assert!(!ready(fixture) && turn(fixture, &here, Vec::new()).is_empty());
            fixture.clock.move_on(4);
            assert!(ready(fixture));
        }
        assert!((1_000_000..=1_250_000).contains(&pauses[0]) && (2_000_000..=2_500_000).contains(&pauses[1]));
        let runs = turn(fixture, &here, Vec::new());
        turn(fixture, &here, vec![finished(&runs[0], Outcome::TimedOut)]);
        let over = job(fixture, id);
        assert_eq!((over.state, over.attempt), (State::Timeout, 3));
    }

    fn what_is_given_back_is_begun_again_at_once(fixture: &Fixture) {
        draw(fixture, "f", Kind::Command, (1, 0));
        let (here, id) = (node("a"), ask(fixture, of("f")));
        let runs = turn(fixture, &here, Vec::new());
        let again = turn(fixture, &node("b"), Vec::new());
        assert!(again.is_empty());
        let next = turn(fixture, &here, vec![finished(&runs[0], Outcome::GivenBack)]);
        assert_eq!((ids(&next), next[0].attempt, next[0].failures, next[0].crashes), (vec![id], 2, 0, 0));
    }

    fn a_job_is_stopped_before_and_while_it_runs(fixture: &Fixture) {
        draw(fixture, "f", Kind::Command, (5, 0));
        let here = node("a");
        let waiting = ask(fixture, Command { run_at: domain::At::parse("2999-01-01"), ..of("f") });
        assert_eq!(stop(fixture, waiting).unwrap(), cancel::Stopped::AtOnce);
        assert_eq!(job(fixture, waiting).state, State::Canceled);
        let (failing, ending) = (ask(fixture, of("f")), ask(fixture, of("f")));
        let runs = turn(fixture, &here, Vec::new());
        for id in [failing, ending] {
            assert_eq!(stop(fixture, id).unwrap(), cancel::Stopped::Asked);
            assert_eq!(stop(fixture, id).unwrap(), cancel::Stopped::Asked);
        }
        assert_eq!(fixture.app.take_job_stops().len(), 2);
        let mut asked = block_on(fixture.app.jobs_to_stop(ids(&runs))).unwrap();
        asked.sort_unstable();
        assert_eq!(asked, [failing, ending]);
        // What fails after that is not tried again; what was done in time is done.
        turn(fixture, &here, vec![finished(&runs[0], failed()), finished(&runs[1], done("1"))]);
        assert_eq!((job(fixture, failing).state, job(fixture, ending).state), (State::Canceled, State::Succeeded));
    }

    fn jobs_of_a_ticket_wait_for_each_other(fixture: &Fixture) {
        draw(fixture, "f", Kind::Command, (2, 0));
        let (here, ticket) = (node("a"), ticket(fixture));
        let about = || Command { ticket: Some(ticket.clone()), ..of("f") };
        let all: Vec<JobId> = (0..4).map(|_| ask(fixture, about())).collect();
        let free = ask(fixture, of("f"));
        let runs = turn(fixture, &here, Vec::new());
        assert_eq!(ids(&runs), [all[0], free]);
        // One that failed and waits still holds up the others.
        assert!(turn(fixture, &here, vec![finished(&runs[0], failed())]).is_empty());
        stop(fixture, all[1]).unwrap();
        fixture.clock.move_on(5);
        assert!(ready(fixture));
        let runs = turn(fixture, &here, Vec::new());
        assert_eq!(ids(&runs), [all[0]]);
        let runs = turn(fixture, &here, vec![finished(&runs[0], done("1"))]);
        assert_eq!(ids(&runs), [all[2]]);
        let runs = turn(fixture, &here, vec![finished(&runs[0], Outcome::Canceled)]);
        assert_eq!(ids(&runs), [all[3]]);
        turn(fixture, &here, vec![finished(&runs[0], done("1"))]);
        let last = ask(fixture, about());
        assert_eq!(ids(&turn(fixture, &here, Vec::new())), [last]);
    }

    fn a_limit_holds_over_all_nodes(fixture: &Fixture) {
        draw(fixture, "f", Kind::Noop, (1, 2));
        for _ in 0..5 {
            ask(fixture, of("f"));
        }
        let (here, there) = (node("a"), node("b"));
        let first = turn(fixture, &here, Vec::new());
        assert_eq!((first.len(), turn(fixture, &there, Vec::new()).len()), (2, 0));
        assert_eq!(turn(fixture, &here, vec![finished(&first[0], done("1"))]).len(), 1);
        assert!(ready(fixture));
        assert_eq!(turn(fixture, &there, Vec::new()).len(), 0);
    }

    fn the_higher_priority_is_first_and_a_key_is_one_job(fixture: &Fixture) {
        draw(fixture, "f", Kind::Command, (1, 0));
        let [low, high, usual] =
            [-1, 5, 0].map(|priority| ask(fixture, Command { priority, ..of("f") }));
        let here = node("a");
        let one = |room| {
            let turned = block_on(fixture.app.turn(&here, Vec::new(), room)).unwrap();
            turned.begun.first().map(|run| run.id)
        };
        let room = Room { own: 1, noop: 0 };
        assert_eq!([one(room), one(room), one(room), one(room)], [Some(high), Some(usual), Some(low), None]);
        let keyed = || Command { key: Some("k".to_owned()), ..of("f") };
        assert_eq!(ask(fixture, keyed()), ask(fixture, keyed()));
        let other = try_ask(fixture, Command { params: "2".to_owned(), ..keyed() });
        assert!(matches!(other, Err(Error::Rejected(Rejection::KeyReused))));
        let unknown = try_ask(fixture, of("nothing"));
        assert!(matches!(unknown, Err(Error::Rejected(Rejection::NotFound(..)))));
    }

    fn a_change_of_a_job_is_made_once_however_often_it_is_begun(fixture: &Fixture) {
        draw(fixture, "f", Kind::Command, (3, 0));
        let (here, number) = (node("a"), ticket(fixture));
        ask(fixture, of("f"));
        let who = block_on(fixture.app.job_actor("system")).unwrap();
        let comment = |run: &Arc<Begun>, place, text: &'static str| {
            let change = Change { fence: fence(run, &here), place, asked: text.to_owned() };
            let number = number.clone();
            block_on(fixture.app.change_as_job(&who, change, move |cx| {
                let address = tickets::Address::parse(&number);
                let before = tickets::read::get(cx, &address)?.ticket.version;
                let patch: Patch = [(Field::Title, text.into())].into();
                tickets::edit::run(cx, &address, &patch, &|_| Ok(()))?;
                Ok(format!("after {before}"))
            }))
            .unwrap()
        };
        let runs = turn(fixture, &here, Vec::new());
        assert_eq!([comment(&runs[0], 0, "one"), comment(&runs[0], 1, "two")], ["after 1", "after 2"]);
        turn(fixture, &here, vec![finished(&runs[0], failed())]);
        fixture.clock.move_on(5);
        ready(fixture);
        let runs = turn(fixture, &here, Vec::new());
        let again = [comment(&runs[0], 0, "one"), comment(&runs[0], 1, "two"), comment(&runs[0], 2, "three")];
        assert_eq!(again, ["after 1", "after 2", "after 3"]);
    }

    fn lists_have_exact_totals_over_what_is_over_and_what_is_not(fixture: &Fixture) {
        draw(fixture, "f", Kind::Noop, (1, 0));
        draw_more(fixture);
        let all: Vec<JobId> = (0..7).map(|n| ask(fixture, of(if n % 2 == 0 { "f" } else { "g" }))).collect();
        let here = node("a");
        let turned = block_on(fixture.app.turn(&here, Vec::new(), Room { own: 0, noop: 4 })).unwrap();
        let runs: Vec<_> = turned.begun.into_iter().map(Arc::new).collect();
        let over = runs.iter().take(3).map(|run| finished(run, done("1"))).collect();
        block_on(fixture.app.turn(&here, over, Room::default())).unwrap();
        let list = |filter: Filter, slice| {
            let unit = move |cx: &mut app::Cx<'_, '_>| read::list(cx, &filter, Depth::Brief, slice);
            let (jobs, total) = fixture.app.read_blocking(&fixture.app.system(), unit).unwrap();
            (jobs.iter().map(|job| job.id).collect::<Vec<_>>(), total)
        };
        let newest: Vec<JobId> = all.iter().rev().copied().collect();
        assert_eq!(list(Filter::default(), (0, 50)), (newest.clone(), 7));
        assert_eq!(list(Filter::default(), (3, 2)), (newest[3..5].to_vec(), 7));
        let state = |state| Filter { state: Some(state), ..Filter::default() };
        let counts = [State::Pending, State::Running, State::Succeeded, State::Failed].map(|s| list(state(s), (0, 9)).1);
        assert_eq!(counts, [3, 1, 3, 0]);
        assert_eq!(list(Filter { function: Some("g".to_owned()), ..Filter::default() }, (0, 9)).1, 3);
        assert_eq!(list(Filter { actor: Some("nobody".to_owned()), ..Filter::default() }, (0, 9)).1, 0);
        let sums = fixture.app.read_blocking(&fixture.app.system(), |cx| read::stats(cx, &Filter::default())).unwrap();
        assert_eq!((sums.total(), sums.pending, sums.running, sums.succeeded, sums.timed), (7, 3, 1, 3, 3));
    }
}

fn draw_more(fixture: &Fixture) {
    draw(fixture, "g", Kind::Noop, (1, 0));
}
