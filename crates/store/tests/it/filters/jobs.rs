//! Filters of jobs and of calls of functions: both tables of both engines, held against memory.

use super::draw::{CREW, Crew, Dice, PEOPLE, any_filter, now};
use crate::{support::Opened, tickets::TEAM};
use domain::{
    filter::{Cell, Clock, Row, Scope, Subject, text},
    job::State,
};
use sql::{Db, Param};
use std::sync::Arc;
use store::{
    filter::Written,
    job::{
        Job,
        list::{Depth, Filter, page, stats, total},
    },
};

/// A job as a row, in the words of jobs and of calls.
struct AsRow(Job);

impl Row for AsRow {
    fn cell(&self, key: &str) -> Cell<'_> {
        let job = &self.0;
        let whole = |number: Option<i64>| number.map_or(Cell::Nothing, Cell::Integer);
        match key {
            "id" | "job" => Cell::Text(job.id.to_string().into()),
            "function" => Cell::text(&job.function),
            "state" => Cell::text(job.state.word()),
            "actor" => Cell::text(&job.actor),
            "gameId" => Cell::text(&job.game_id),
            "env" => Cell::text(&job.env),
            "ticket" => whole(job.ticket.map(|ticket| ticket.0)),
            "worker" => Cell::text(&job.worker),
            "error" => job.error.as_deref().map_or(Cell::Nothing, Cell::text),
            "attempt" => Cell::Integer(job.attempt),
            "retries" => Cell::Integer((job.attempt - 1).max(0)),
            "progress" => whole(job.progress),
            "duration" => whole(job.started.zip(job.ended).map(|(s, e)| (e.micros() - s.micros()) / 1_000)),
            "created" => Cell::At(job.created),
            "started" => Cell::time(job.started),
            "ended" | "finished" => Cell::time(job.ended),
            other => panic!("no field {other}"),
        }
    }
}

/// Jobs of any kind, written as they stand in the tables.
fn fill(dice: &mut Dice, db: &Db) {
    let mut rows: Vec<(String, Vec<Param<'static>>)> = Vec::new();
    for id in 1..80_i64 {
        let word = |dice: &mut Dice, from: &[&str]| Param::from((*dice.pick(from)).to_owned());
        let maybe = |dice: &mut Dice, from: &[i64]| {
            if *dice.pick(&[true, false]) { Param::Int(*dice.pick(from)) } else { Param::Null }
        };
        let created = now().micros() + dice.pick(&[0, -1, -86_400_000_000, -259_200_000_000, 3_600_000_000]);
        let started = if *dice.pick(&[true, true, false]) { Param::Int(created + 5) } else { Param::Null };
        let error =
            if *dice.pick(&[true, false]) { word(dice, &["vpn 12", "a%b", "1"]) } else { Param::Null };
        let is_over = *dice.pick(&[true, false]);
        let (stage, ended) = if is_over {
            let length = dice.pick(&[0, 4_999, 250_000, 300_000_000, 300_001_000]);
            (word(dice, &["succeeded", "failed", "canceled", "timeout"]), Param::Int(created + 5 + length))
        } else {
            (word(dice, &["running", "ready", "scheduled"]), Param::Null)
        };
        let mut values = vec![
            Param::Int(TEAM.0),
            Param::Int(id),
            word(dice, &["a.b", "open", "nothing"]),
            word(dice, &PEOPLE),
            maybe(dice, &[0, 1, 7, 12]),
            word(dice, &["", "vpn", "12"]),
            word(dice, &["", "$1", "a_b"]),
            word(dice, &["", "vpn 12"]),
            maybe(dice, &[0, 1, 7]),
            error,
            Param::Int(*dice.pick(&[0, 1, 2, 7])),
            stage,
            Param::Int(created),
            started,
        ];
        let same =
            "team_id, id, function_id, actor, ticket_id, game_id, env, worker, progress, error, attempt";
        let sql = if is_over {
            values.push(ended);
            format!(
                "INSERT INTO job_done ({same}, state, created_at, started_at, ended_at, function_version, kind, params,
                   priority, max_attempts, failures, crashes, last_seq, trace_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, 'noop', '', 0, 1, 0, 0, 0, '')"
            )
        } else {
            format!(
                "INSERT INTO job ({same}, stage, created_at, started_at, function_version, kind, lane, params, priority,
                   due_at, timeout_ms, max_attempts, failures, crashes, owner, last_seq, event_bytes, trace_id)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 1, 'noop', 'b', '', 0, 0, 0, 1, 0, 0, '', 0, 0, '')"
            )
        };
        rows.push((sql, values));
    }
    db.write_blocking(move |tx| {
        tx.batch(CREW)?;
        rows.iter().try_for_each(|(sql, values)| tx.dynamic_rows(sql, values, |_| Ok(())).map(drop))
    })
    .unwrap();
}

fn jobs_agree(db: &Db) {
    let mut dice = Dice::thrown();
    let seed = dice.seed;
    fill(&mut dice, db);
    let whole = (0, 1_000);
    let all = db.read_blocking(move |tx| page(tx, TEAM, &Filter::default(), Depth::Brief, whole)).unwrap();
    assert_eq!(all.len(), 79);
    let all: Vec<AsRow> = all.into_iter().map(AsRow).collect();
    let mut met = 0;
    for subject in [Subject::jobs(), Subject::calls()] {
        for _ in 0..400 {
            let written = any_filter(&mut dice, &subject, 2);
            let Ok(Some(tree)) = text::read(&written, &subject) else { continue };
            let clock = Clock { now: now(), zone: 0 };
            let scope = Scope { clock, me: "ann", groups: &Crew };
            let expected: Vec<i64> =
                all.iter().filter(|job| tree.holds(*job, &scope)).map(|job| job.0.id.0).collect();
            let asked = Written { filter: Arc::new(tree), clock, me: "ann".to_owned() };
            let state = *dice.pick(&[None, None, Some(State::Failed), Some(State::Running)]);
            let filter = Filter { state, ..Filter::default() }.and_written(asked);
            let (found, count, told) = db
                .read_blocking(move |tx| {
                    let found = page(tx, TEAM, &filter, Depth::Whole, whole)?;
                    Ok::<_, sql::Error>((found, total(tx, TEAM, &filter)?, stats(tx, TEAM, &filter)?))
                })
                .unwrap_or_else(|error| panic!("seed {seed}: {written}: {error}"));
            let stands = |id: &i64| {
                let job = all.iter().find(|job| job.0.id.0 == *id).expect("one of all");
                state.is_none_or(|state| job.0.state == state)
            };
            let expected: Vec<i64> = expected.into_iter().filter(stands).collect();
            let found: Vec<i64> = found.iter().map(|job| job.id.0).collect();
            assert_eq!(found, expected, "seed {seed}, {state:?}: {written}");
            assert_eq!(
                (count, told.total()),
                (i64::try_from(found.len()).unwrap(), count),
                "seed {seed}: {written}"
            );
            met += found.len();
        }
    }
    assert!(met > 1_000, "seed {seed}: too few jobs tell something");
}

#[test]
fn jobs_and_calls_agree_with_memory_on_sqlite() {
    jobs_agree(&Opened::sqlite().db);
}

#[test]
fn jobs_and_calls_agree_with_memory_on_postgres() {
    jobs_agree(&Opened::postgres().db);
}
