//! Lists that filters narrow: pages, orders and totals on both engines, held against memory while tickets change.

use super::draw::{CREW, Crew, Dice, STATUSES, any_filter, definitions, now, tickets_of};
use crate::{support::Opened, tickets::TEAM, totals::step};
use domain::{
    At,
    filter::{Clock, Filter as Tree, Scope, Subject, text},
    identity::{ProjectScope, Visibility},
    ticket::Ticket,
};
use sql::{Db, Error};
use std::sync::Arc;
use store::{
    filter::Written,
    ticket::{self, Filter, Order, Slice, Sort, Totals},
};

/// A list that is asked for again and again.
#[derive(Debug, Clone)]
struct Asked {
    written: String,
    tree: Arc<Tree>,
    see: Visibility,
    statuses: Vec<String>,
    sort: Sort,
    order: Order,
}

const CLOCK: fn() -> Clock = || Clock { now: now(), zone: 0 };

fn any_list(dice: &mut Dice, subject: &Subject) -> Option<Asked> {
    let written = any_filter(dice, subject, 2);
    let tree = Arc::new(text::read(&written, subject).ok()??);
    let see = if *dice.pick(&[true, true, false]) {
        Visibility { projects: ProjectScope::All, own: "ann".to_owned() }
    } else {
        Visibility { projects: ProjectScope::Only(vec!["SUP".to_owned()]), own: "ann".to_owned() }
    };
    let statuses = if *dice.pick(&[true, false, false]) { vec!["open".to_owned()] } else { Vec::new() };
    let sort = *dice.pick(&[Sort::UpdatedAt, Sort::CreatedAt, Sort::Priority, Sort::Id, Sort::DueAt]);
    let order = *dice.pick(&[Order::Ascending, Order::Descending]);
    Some(Asked { written, tree, see, statuses, sort, order })
}

impl Asked {
    /// What memory says.
    fn naive(&self, all: &[Ticket]) -> Vec<i64> {
        let scope = Scope { clock: CLOCK(), me: "ann", groups: &Crew };
        let sees = |t: &Ticket| {
            let own = |name: &str| name == self.see.own;
            self.see.projects == ProjectScope::All
                || t.project == "SUP"
                || own(&t.creator)
                || own(&t.assignee)
                || t.watchers.contains(&self.see.own)
        };
        let slice = self.slice();
        let mut found: Vec<(i64, i64)> = all
            .iter()
            .filter(|t| sees(t) && (self.statuses.is_empty() || self.statuses.contains(&t.status)))
            .filter(|t| self.tree.holds(*t, &scope))
            .map(|t| (slice.position(t).value, t.id.0))
            .collect();
        found.sort_unstable();
        if self.order == Order::Descending {
            found.reverse();
        }
        found.into_iter().map(|(_, id)| id).collect()
    }

    fn slice(&self) -> Slice {
        Slice { sort: self.sort, order: self.order, after: None, offset: 0, limit: 11 }
    }

    /// What an engine says, paged through, and its total.
    fn walked(&self, db: &Db, totals: &Arc<Totals>) -> (Vec<i64>, i64) {
        let (asked, totals) = (self.clone(), Arc::clone(totals));
        let walk = move |tx: &mut sql::Tx<'_>| {
            let written = Written { filter: Arc::clone(&asked.tree), clock: CLOCK(), me: "ann".to_owned() };
            let filter =
                Filter { statuses: asked.statuses.clone(), ..Filter::default() }.and_written(written);
            let (mut walked, mut slice, mut told) = (Vec::new(), asked.slice(), None);
            loop {
                let (page, total) = ticket::list(tx, &totals, TEAM, &asked.see, &filter, &slice)?;
                assert_eq!(*told.get_or_insert(total), total, "{}", asked.written);
                let Some(last) = page.last() else { return Ok::<_, Error>((walked, total)) };
                slice.after = Some(slice.position(last));
                walked.extend(page.iter().map(|t| t.id.0));
            }
        };
        db.read_blocking(walk).unwrap_or_else(|error| panic!("{}: {error}", self.written))
    }
}

fn lists_agree_with_memory(db: &Db) {
    let mut dice = Dice::thrown();
    let (seed, definitions) = (dice.seed, definitions());
    let mut all: Vec<Ticket> =
        tickets_of(&mut dice, &definitions).into_iter().map(|(_, t)| Ticket { version: 1, ..t }).collect();
    let made = all.clone();
    db.write_blocking(move |tx| {
        tx.batch(CREW)?;
        made.iter().try_for_each(|t| step(tx, None, t))
    })
    .unwrap();
    let subject = Subject::tickets(&definitions, &[]);
    let lists: Vec<Asked> = (0..120).filter_map(|_| any_list(&mut dice, &subject)).collect();
    let totals = Arc::new(Totals::default());
    let mut told = 0;
    // Counted, remembered, followed.
    for round in 0..4 {
        for list in &lists {
            let expected = list.naive(&all);
            let (walked, total) = list.walked(db, &totals);
            assert_eq!(walked, expected, "seed {seed}, round {round}: {list:?}");
            assert_eq!(
                usize::try_from(total).unwrap(),
                expected.len(),
                "seed {seed}, round {round}: {list:?}"
            );
            told += expected.len();
        }
        for place in [3, 30, 60, 90] {
            let old = all[place + round].clone();
            let new = Ticket {
                version: old.version + 1,
                status: (*dice.pick(&STATUSES)).to_owned(),
                assignee: "bob".to_owned(),
                updated: At::from_micros(old.updated.micros() + 7),
                ..old.clone()
            };
            all[place + round] = new.clone();
            db.write_blocking(move |tx| step(tx, Some(&old), &new)).unwrap();
        }
    }
    assert!(told > lists.len(), "seed {seed}: too few tickets tell something");
}

#[test]
fn lists_agree_with_memory_on_sqlite() {
    lists_agree_with_memory(&Opened::sqlite().db);
}

#[test]
fn lists_agree_with_memory_on_postgres() {
    lists_agree_with_memory(&Opened::postgres().db);
}

/// What a filter says that a parameter can say too is the same question, with the same indexes and totals.
#[test]
fn what_parameters_can_say_is_said_by_them() {
    let subject = Subject::tickets(&definitions(), &[]);
    let narrowed = |written: &str| {
        let filter = Arc::new(text::read(written, &subject).unwrap().unwrap());
        Filter::default().and_written(Written { filter, clock: CLOCK(), me: "ann".to_owned() })
    };
    for (written, is_all) in [
        ("status in (open, closed) and priority >= high and project = sup", true),
        ("assignee = me and creator = bob and category = a and type = bug", true),
        ("assignee is empty", true),
        ("created > -3d and updated = today", true),
        ("priority != low", false),
        ("status = open or project = SUP", false),
        ("status = open and status = closed", false),
        ("assignee in group(\"Net Crew\")", false),
        ("status = open and title ~ vpn", false),
    ] {
        assert_eq!(narrowed(written).written.is_none(), is_all, "{written}");
    }
    let filter = narrowed(
        "priority > medium and assignee in (me, empty) and created >= 2026-11-21 and created < 2026-11-22",
    );
    assert_eq!(filter.priorities, [domain::ticket::Priority::High, domain::ticket::Priority::Critical]);
    assert_eq!(filter.assignees, ["ann", ""]);
    assert_eq!(filter.created_from, At::parse("2026-11-21T00:00:00Z"));
    assert_eq!(filter.created_to, At::parse("2026-11-22T00:00:00Z"));
}
