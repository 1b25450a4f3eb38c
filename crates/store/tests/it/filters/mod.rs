//! Filters: what the engines say of thousands of them held against the evaluator in memory, row by row.

mod draw;
mod jobs;
mod lists;

use crate::{
    plans::{fill, plan},
    support::Opened,
    tickets::{TEAM, ticket},
};
use domain::{
    At,
    filter::{Cell, Clock, Filter, Form, Row, Scope, Subject, text},
    history::Event,
    incident::{Severity, Times},
    ticket::{Source, Ticket},
};
pub(crate) use draw::definitions;
use draw::{CREW, Crew, Dice, PEOPLE, TEXTS, any_filter, any_step, now, tickets_of, time};
use sql::{Db, EngineKind, Error, Param, Tx};
use std::sync::Arc;
use store::{
    filter::{Columns, How, Reach, compile},
    incident_time::Kept,
};

/// The numbers of the rows of a table that an engine says meet a filter.
fn asked(
    db: &Db,
    table: &'static str,
    columns: Columns,
    filter: &Filter,
    reach: Reach,
    zone: i32,
) -> Vec<i64> {
    let filter = filter.clone();
    db.read_blocking(move |tx| {
        let how = How { engine: tx.engine(), reach, clock: Clock { now: now(), zone }, me: "ann" };
        let mut values: Vec<Param<'static>> = vec![TEAM.0.into()];
        let condition = compile(&filter, columns, how, &mut values)?;
        let number = if table == "ticket" { "id" } else { "seq" };
        let sql =
            format!("SELECT {number} FROM {table} WHERE team_id = $1 AND {condition} ORDER BY {number}");
        tx.dynamic_rows(&sql, &values, |row| row.get(0))
    })
    .unwrap_or_else(|error| panic!("{error}"))
}

/// Filters drawn from a seed, asked of memory and of both engines.
fn agree<R: Row>(
    dice: &mut Dice,
    (sqlite, postgres): (&Db, &Db),
    (table, columns): (&'static str, Columns),
    subject: &Subject,
    rows: &[(i64, R)],
    count: usize,
) {
    let seed = dice.seed;
    let (mut met, mut unmet) = (0, 0);
    for _ in 0..count {
        let written = any_filter(dice, subject, 3);
        let zone = *dice.pick(&[0, 28_800, -18_000]);
        let filter = match text::read(&written, subject) {
            Ok(Some(filter)) => filter,
            // A filter that is drawn too long.
            Err(error) if error.why.key() == "filter.too_long" => continue,
            other => panic!("seed {seed}: {written}: {other:?}"),
        };
        let scope = Scope { clock: Clock { now: now(), zone }, me: "ann", groups: &Crew };
        let expected: Vec<i64> =
            rows.iter().filter(|(_, row)| filter.holds(row, &scope)).map(|(number, _)| *number).collect();
        for (db, reach) in
            [(sqlite, Reach::Find), (sqlite, Reach::Check), (postgres, Reach::Find), (postgres, Reach::Check)]
        {
            let found = asked(db, table, columns, &filter, reach, zone);
            assert_eq!(found, expected, "seed {seed}, zone {zone}, {reach:?}: {written}");
        }
        met += expected.len();
        unmet += rows.len() - expected.len();
    }
    assert!(met > count && unmet > count, "seed {seed}: too few rows tell something: {met} met, {unmet} not");
}

/// A ticket with the times that are kept beside it, where any are.
struct Timed(Ticket, Option<[Option<At>; 2]>);

impl Row for Timed {
    fn cell(&self, key: &str) -> Cell<'_> {
        let [acknowledged, resolved] = self.1.unwrap_or_default();
        match key {
            "acknowledged" => Cell::time(acknowledged),
            "resolved" => Cell::time(resolved),
            own => self.0.cell(own),
        }
    }
}

impl Timed {
    fn drawn(dice: &mut Dice, ticket: Ticket) -> Self {
        let maybe = |dice: &mut Dice| if dice.once_in(3) { None } else { Some(time(dice)) };
        let times = [maybe(dice), maybe(dice)];
        let has_row = !dice.once_in(5);
        Self(ticket, has_row.then_some(times))
    }

    fn write(&self, tx: &mut Tx<'_>) -> Result<(), Error> {
        store::ticket::insert(tx, &self.0, "")?;
        let Some([acknowledged, resolved_first]) = self.1 else { return Ok(()) };
        let kept = Kept {
            project: self.0.project.clone(),
            severity: Severity::of_ticket(&self.0),
            times: Times { acknowledged, resolved_first, ..Times::new(self.0.created) },
            deleted: None,
            counted: 0,
        };
        store::incident_time::put(tx, self.0.team, self.0.id, &kept)
    }
}

#[test]
fn both_engines_say_of_tickets_what_memory_says() {
    let definitions = definitions();
    let subject = Subject::tickets(&definitions, &[]).with_times();
    let mut dice = Dice::thrown();
    let seed = dice.seed;
    let rows = tickets_of(&mut dice, &definitions);
    let rows: Vec<(i64, Timed)> =
        rows.into_iter().map(|(id, ticket)| (id, Timed::drawn(&mut dice, ticket))).collect();
    let rows = Arc::new(rows);
    let (sqlite, postgres) = (Opened::sqlite(), Opened::postgres());
    for opened in [&sqlite, &postgres] {
        let written = Arc::clone(&rows);
        opened
            .db
            .write_blocking(move |tx| {
                tx.batch(CREW)?;
                written.iter().try_for_each(|(_, ticket)| ticket.write(tx))?;
                // Another team's are never found.
                let other = Ticket { team: domain::id::TeamId(2), uuid: "other".into(), ..ticket(999) };
                store::ticket::insert(tx, &other, "")
            })
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
    }
    agree(&mut dice, (&sqlite.db, &postgres.db), ("ticket", store::filter::tickets), &subject, &rows, 2_500);
}

/// A step as those read it who may not read what staff say among themselves.
struct Public(Event);

impl Row for Public {
    fn cell(&self, key: &str) -> Cell<'_> {
        let is_staffs = self.0.body.about.audience == domain::history::Audience::Staff;
        if key == "note" && is_staffs { Cell::Nothing } else { self.0.cell(key) }
    }
}

#[test]
fn both_engines_say_of_histories_what_memory_says() {
    let mut dice = Dice::thrown();
    let rows: Vec<(i64, Event)> = (1..100).map(|seq| (seq, any_step(&mut dice, seq))).collect();
    let (sqlite, postgres) = (Opened::sqlite(), Opened::postgres());
    for opened in [&sqlite, &postgres] {
        let written: Vec<Event> = rows.iter().map(|(_, e)| e.clone()).collect();
        opened
            .db
            .write_blocking(move |tx| {
                tx.batch(CREW)?;
                written.iter().try_for_each(|e| store::event::append(tx, e, "").map(drop))
            })
            .unwrap();
    }
    let subject = Subject::histories();
    let public: Vec<(i64, Public)> = rows.iter().map(|(seq, e)| (*seq, Public(e.clone()))).collect();
    let columns = ("event", store::filter::public_histories as Columns);
    agree(&mut dice, (&sqlite.db, &postgres.db), columns, &subject, &public, 300);
    agree(&mut dice, (&sqlite.db, &postgres.db), ("event", store::filter::histories), &subject, &rows, 800);
}

/// An entry of the audit as a row.
struct Entry(store::audit::Entry);

impl Row for Entry {
    fn cell(&self, key: &str) -> Cell<'_> {
        match key {
            "seq" => Cell::Integer(self.0.seq),
            "actor" => Cell::text(&self.0.actor),
            "via" => Cell::text(&self.0.via),
            "action" => Cell::text(&self.0.action),
            "object" => Cell::text(&self.0.object),
            "at" => Cell::At(self.0.at),
            other => panic!("no field {other}"),
        }
    }
}

#[test]
fn both_engines_say_of_the_audit_what_memory_says() {
    let mut dice = Dice::thrown();
    let entries: Vec<store::audit::Entry> = (1..40)
        .map(|seq| store::audit::Entry {
            seq,
            actor: (*dice.pick(&PEOPLE)).to_owned(),
            via: dice.pick(&Source::ALL).word().to_owned(),
            action: (*dice.pick(&TEXTS)).to_owned(),
            object: (*dice.pick(&TEXTS)).to_owned(),
            at: time(&mut dice),
            body: "{}".to_owned(),
        })
        .collect();
    let (sqlite, postgres) = (Opened::sqlite(), Opened::postgres());
    for opened in [&sqlite, &postgres] {
        let written = entries.clone();
        opened
            .db
            .write_blocking(move |tx| {
                tx.batch(CREW)?;
                written.iter().try_for_each(|e| store::audit::append(tx, TEAM, e).map(drop))
            })
            .unwrap();
    }
    let rows: Vec<(i64, Entry)> = entries.into_iter().map(|e| (e.seq, Entry(e))).collect();
    agree(
        &mut dice,
        (&sqlite.db, &postgres.db),
        ("audit", store::filter::audit),
        &Subject::audit(),
        &rows,
        300,
    );
}

/// The most that both spellings can ask for.
fn largest() -> Vec<(&'static str, Filter)> {
    let subject = Subject::tickets(&definitions(), &[]);
    let read = |written: &str| text::read(written, &subject).unwrap().unwrap();
    let deep = format!("{}id = 1{}", "(not (id = 2 or ".repeat(32), "))".repeat(32));
    let wide: Vec<String> = (0..800).map(|n| format!("id={n}")).collect();
    let form = |operator: &str, field: &str, values: Vec<String>| {
        let named = |list: &str| -> Vec<serde_json::Value> {
            let name = |n: usize| format!("{list}{n}");
            let of = |n| serde_json::json!({"name": name(n), "field": field, "operator": operator, "values": values[n..]});
            (0..20).map(of).collect()
        };
        let pairs: Vec<String> = (0..19).map(|n| format!("(s{n} | i{})", n + 1)).collect();
        let condition = if operator == "!=" { String::new() } else { pairs.join("&") };
        let form = serde_json::json!({"string_filters": named("s"), "int_filters": named("i"), "condition": condition});
        serde_json::from_value::<Form>(form).unwrap().read(&subject).unwrap().unwrap()
    };
    let texts: Vec<String> = (0..1_024).map(|n| format!("{n:0>30}")).collect();
    let times: Vec<String> = (0..1_024).map(|n| (n * 1_000).to_string()).collect();
    vec![
        ("deep", read(&deep)),
        ("wide, any", read(&wide.join(" or "))),
        ("wide, all", read(&wide.join(" and "))),
        ("many texts", form("in", "title", texts.clone())),
        ("many parts", form("like", "title", texts)),
        ("many times", form("in", "due", times.clone())),
        ("many times as texts", form("in", "fields.moment", times)),
        ("many labels, none of them", form("!=", "tags", (0..100).map(|n| n.to_string()).collect())),
    ]
}

#[test]
fn the_largest_filters_are_taken_by_both_engines() {
    let (sqlite, postgres) = (Opened::sqlite(), Opened::postgres());
    for opened in [&sqlite, &postgres] {
        opened
            .db
            .write_blocking(|tx| (1..4).try_for_each(|id| store::ticket::insert(tx, &ticket(id), "")))
            .unwrap();
        for (name, filter) in largest() {
            let scope = Scope { clock: Clock { now: now(), zone: 0 }, me: "ann", groups: &Crew };
            let expected: Vec<i64> = (1..4).filter(|id| filter.holds(&ticket(*id), &scope)).collect();
            let found = asked(&opened.db, "ticket", store::filter::tickets, &filter, Reach::Find, 0);
            assert_eq!(found, expected, "{name}");
        }
    }
}

/// What leads to tickets by an index.
const FOUND: [&str; 23] = [
    "id = 4",
    "key = SUP-4",
    "uuid = uuid000000000001",
    "project = SUP",
    "status = open",
    "status in (open, closed) and title ~ vpn",
    "priority >= high",
    "category = account",
    "assignee = me",
    "assignee in group(net-crew)",
    "creator in (me, bob)",
    "watchers = me",
    "tags = vip",
    "playerId = 7",
    "gameId in (a, b)",
    "env = prod",
    "due < today",
    "updated > -3d",
    "fields.block = 12",
    "assignee = me or creator = me",
    "tags in (vip, x) and not title ~ a",
    "resolved >= today-7d and resolved < today",
    "acknowledged = today",
];

#[test]
fn what_an_index_serves_is_found_by_it() {
    let subject = Subject::tickets(&definitions(), &[]).with_times();
    let (sqlite, postgres) = (Opened::sqlite(), Opened::postgres());
    let mut faults = Vec::new();
    for opened in [&sqlite, &postgres] {
        let subject = subject.clone();
        let found = opened
            .db
            .write_blocking(move |tx| {
                fill(tx)?;
                let mut faults = Vec::new();
                for written in FOUND {
                    let filter = text::read(written, &subject).unwrap().unwrap();
                    let clock = Clock { now: now(), zone: 0 };
                    let how = How { engine: tx.engine(), reach: Reach::Find, clock, me: "ann" };
                    let mut values: Vec<Param<'static>> = vec![TEAM.0.into()];
                    let condition = compile(&filter, store::filter::tickets, how, &mut values)?;
                    let sql = format!("SELECT id FROM ticket WHERE team_id = $1 AND {condition}");
                    let plan = plan(tx, &sql);
                    if !plan.walks(&sql).is_empty() {
                        faults.push(format!("{:?}: {written}\n{sql}\n{}", tx.engine(), plan.text));
                    }
                }
                Ok::<_, Error>(faults)
            })
            .unwrap();
        faults.extend(found);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn a_walk_along_an_order_is_not_left_for_an_index() {
    let opened = Opened::sqlite();
    let text = opened
        .db
        .write_blocking(|tx| {
            fill(tx)?;
            let filter = text::read("status = open and tags = vip and assignee = me", &Subject::tickets(&[], &[]));
            let how = How {
                engine: EngineKind::Sqlite,
                reach: Reach::Check,
                clock: Clock { now: now(), zone: 0 },
                me: "ann",
            };
            let mut values: Vec<Param<'static>> = vec![TEAM.0.into()];
            let condition = compile(&filter.unwrap().unwrap(), store::filter::tickets, how, &mut values)?;
            let sql = format!(
                "SELECT id FROM ticket WHERE team_id = $1 AND {condition} ORDER BY updated_at DESC, id DESC LIMIT 20"
            );
            Ok::<_, Error>(plan(tx, &sql).text)
        })
        .unwrap();
    assert!(text.contains("ticket_by_update") && !text.contains("TEMP B-TREE"), "{text}");
}
