//! What the repair desk's lists are narrowed by, and the words it has.

use crate::support::{Opened, on_both_engines};
use domain::{
    At, Value,
    id::{TeamId, TicketId},
    identity::{ProjectScope, Visibility},
    ticket::{Priority, Source, Ticket},
    vocabulary::{Entry, Kind, Surface},
};
use sql::{Db, Error, Tx};
use store::ticket::{self, ByProject, Filter, Order, Slice, Sort};

const TEAM: TeamId = TeamId(1);

fn ticket(id: i64, project: &str, status: &str, block: &str, isp: &str) -> Ticket {
    let fields = [("block", block), ("isp", isp)];
    let fields = fields.into_iter().filter(|(_, text)| !text.is_empty());
    Ticket {
        team: TEAM,
        id: TicketId(id),
        uuid: format!("uuid{id:012}"),
        project: project.into(),
        kind: "repair".into(),
        status: status.into(),
        title: "网速慢".into(),
        content: "Slow since noon".into(),
        category: "low-speed".into(),
        priority: Priority::Medium,
        assignee: String::new(),
        creator: "ann".into(),
        tags: vec![],
        watchers: vec![],
        player_id: String::new(),
        contact: String::new(),
        game_id: String::new(),
        env: String::new(),
        source: Source::Traces,
        due: None,
        appointment: None,
        fields: fields.map(|(key, text)| (key.to_owned(), Value::Text(text.to_owned()))).collect(),
        version: 1,
        created: At::from_micros(id),
        updated: At::from_micros(id),
        deleted: None,
    }
}

fn found(tx: &mut Tx<'_>, filter: &Filter) -> Result<Vec<i64>, Error> {
    let everything = Visibility { projects: ProjectScope::All, own: "nobody".into() };
    let slice = Slice { sort: Sort::Id, order: Order::Ascending, after: None, offset: 0, limit: 100 };
    let (tickets, total) = ticket::list(tx, &ticket::Totals::default(), TEAM, &everything, filter, &slice)?;
    assert_eq!(i64::try_from(tickets.len()).unwrap(), total);
    Ok(tickets.iter().map(|t| t.id.0).collect())
}

fn entry(kind: Kind, key: &str, word: &str) -> Entry {
    let (key, word) = (key.to_owned(), word.to_owned());
    Entry { surface: Surface::Traces, kind, key, word, aliases: vec!["也".to_owned()] }
}

on_both_engines! {
    fn lists_are_narrowed_by_block_provider_and_what_a_word_means_in_each_project(db: &Db) {
        db.write_blocking(|tx| {
            for t in [
                ticket(1, "NET", "fresh", "紫荆 3 号楼", "telecom"),
                ticket(2, "NET", "accepted", "紫荆 3 号楼", "unicom"),
                ticket(3, "NET", "accepted", "", "telecom"),
                ticket(4, "SUP", "accepted", "紫荆 3 号楼", ""),
                ticket(5, "SUP", "in_progress", "", ""),
            ] {
                ticket::insert(tx, &t, "")?;
            }
            let blocks = vec!["紫荆 3 号楼".to_owned()];
            assert_eq!(found(tx, &Filter { blocks: blocks.clone(), ..Filter::default() })?, [1, 2, 4]);
            let isps = vec!["telecom".to_owned()];
            assert_eq!(found(tx, &Filter { isps: isps.clone(), ..Filter::default() })?, [1, 3]);
            assert_eq!(found(tx, &Filter { blocks, isps, ..Filter::default() })?, [1]);

            let words = |own: &[(&str, &[&str])], elsewhere: &[&str]| {
                let texts = |list: &[&str]| list.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
                let own = own.iter().map(|(p, list)| ((*p).to_owned(), texts(list))).collect();
                let by = ByProject { own, elsewhere: texts(elsewhere) };
                Filter { statuses_by_project: Some(by), ..Filter::default() }
            };
            assert_eq!(found(tx, &words(&[], &["accepted", "in_progress"]))?, [2, 3, 4, 5]);
            assert_eq!(found(tx, &words(&[("SUP", &["in_progress"])], &["accepted"]))?, [2, 3, 5]);
            assert_eq!(found(tx, &words(&[("SUP", &[])], &["accepted"]))?, [2, 3]);
            assert_eq!(found(tx, &words(&[("SUP", &["accepted"])], &[]))?, [4]);
            assert_eq!(found(tx, &words(&[("SUP", &[])], &[]))?, Vec::<i64>::new());
            let ranks = ByProject { own: vec![("NET".to_owned(), vec![2_i64])], elsewhere: vec![3] };
            let urgent = Filter { priorities_by_project: Some(ranks), ..Filter::default() };
            assert_eq!(found(tx, &urgent)?, [1, 2, 3]);
            Ok::<_, Error>(())
        })
        .unwrap();
    }

    fn words_are_kept_in_order_and_replaced_as_a_whole(db: &Db) {
        db.write_blocking(|tx| {
            let (a, b) = (entry(Kind::Status, "open", "fresh"), entry(Kind::Isp, "x", "y"));
            store::vocabulary::set(tx, TEAM, "SUP", &[b.clone(), a.clone()])?;
            store::vocabulary::set(tx, TEAM, "DEV", std::slice::from_ref(&a))?;
            assert_eq!(store::vocabulary::list(tx, TEAM, "SUP")?, [b, a.clone()]);
            store::vocabulary::set(tx, TEAM, "SUP", std::slice::from_ref(&a))?;
            let all = store::vocabulary::all_of(tx, TEAM, Surface::Traces)?;
            assert_eq!(all, [("DEV".to_owned(), a.clone()), ("SUP".to_owned(), a)]);
            assert_eq!(store::vocabulary::all_of(tx, TeamId(2), Surface::Traces)?, []);
            Ok::<_, Error>(())
        })
        .unwrap();
    }
}

/// How a list of one block's tickets is found, as the engine tells it.
fn plan(db: &Db, explain: &'static str) -> String {
    let lines: Vec<String> = db
        .write_blocking(move |tx| {
            for id in 0..3_000 {
                let block = format!("{} 号楼", id % 300);
                ticket::insert(tx, &ticket(id + 1, "NET", "fresh", &block, "telecom"), "")?;
            }
            tx.batch("ANALYZE")?;
            let column = usize::from(explain.contains("QUERY PLAN")) * 3;
            tx.dynamic_rows(explain, &[], |row| row.get(column))
        })
        .unwrap();
    lines.join("\n")
}

#[test]
fn the_tickets_of_a_block_are_found_by_their_index_on_both_engines() {
    let sqlite = plan(
        &Opened::sqlite().db,
        "EXPLAIN QUERY PLAN SELECT id FROM ticket WHERE team_id = 1 AND deleted_at IS NULL \
         AND (fields ->> 'block') IS NOT NULL AND (fields ->> 'block') IN ('7 号楼') ORDER BY updated_at DESC LIMIT 20",
    );
    assert!(sqlite.contains("ticket_by_block"), "{sqlite}");
    let postgres = plan(
        &Opened::postgres().db,
        "EXPLAIN SELECT id FROM ticket WHERE team_id = 1 AND deleted_at IS NULL \
         AND (fields::jsonb ->> 'block') IS NOT NULL AND (fields::jsonb ->> 'block') IN ('7 号楼') \
         ORDER BY updated_at DESC LIMIT 20",
    );
    assert!(postgres.contains("ticket_by_block"), "{postgres}");
}
