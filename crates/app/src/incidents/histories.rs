//! The history of an incident: filtered, sorted, counted.
//!
//! A row tells what its neighbours know (the status after it, when the next step took over), so the steps of the one ticket are
//! walked in their order and each row is looked at; what is kept of them is bounded. Where nothing is asked for but an end of the history,
//! only that end is read.

use super::{
    address, find,
    story::{Row, Teller, for_customers, millis, status_before},
};
use crate::{Cx, Error, tickets::read::reader, vocabulary::Glossary};
use domain::{
    Lang,
    filter::{Clock, Filter, Groups, Scope},
    history::Event,
    identity::Permission,
    text::fold,
    ticket::Ticket,
};
use std::{
    cmp::Ordering,
    collections::{BTreeMap, HashMap},
};
use store::{account::Account, comment::Reader};

/// The most rows of an answer.
pub const MOST: usize = 1_024;
/// How many steps are read at once.
const STRIDE: i64 = 2_000;
/// More steps than ever happened to one ticket within one millisecond.
const SAME_MOMENT: i64 = 256;
/// The most groups that are told.
const MOST_GROUPS: usize = 1_024;

/// A column that rows are sorted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// Its name.
    pub column: String,
    /// In which direction.
    pub order: Order,
}

/// A direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Order {
    Ascending,
    Descending,
}

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Which rows; `None` for all.
    pub filter: Option<Filter>,
    /// In which order; of rows that are alike the one that happened first comes first.
    pub sort: Vec<Sort>,
    /// How many rows there are of each value of this column of text.
    pub group: Option<String>,
    /// How many rows of the incident meet each of these, the filter aside.
    pub counts: Vec<(String, Option<Filter>)>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// How many rows the filter leaves.
    pub total: i64,
    /// The first of them.
    pub rows: Vec<Row>,
    /// Values of the column asked for with their counts, the most frequent first.
    pub groups: Vec<(String, i64)>,
    /// The counts asked for.
    pub counts: Vec<(String, i64)>,
}

/// Nobody belongs to groups here: the form of the API has no word for them.
struct Nobody;

impl Groups for Nobody {
    fn has(&self, _: &str, _: &str) -> bool {
        false
    }
}

/// Rows of an incident's history.
pub fn run(cx: &mut Cx<'_, '_>, incident: &str, wish: &Wish, lang: Lang) -> Result<Found, Error> {
    let ticket = find(cx, &address("incident_id", incident)?, Permission::ViewTickets)?;
    let mut found = Collected::new(wish);
    if let Some(order) = end(wish) {
        let after = match order {
            Order::Ascending => 0,
            Order::Descending => ticket.version.saturating_sub(most() + SAME_MOMENT).max(0),
        };
        found.total = ticket.version;
        walk(cx, &ticket, lang, (after, most() + SAME_MOMENT), &mut |row| found.keep(row))?;
    } else {
        let (now, me) = (cx.now, cx.actor.username.clone());
        let scope = Scope { clock: Clock { now, zone: 0 }, me: &me, groups: &Nobody };
        walk(cx, &ticket, lang, (0, i64::MAX), &mut |row| found.look(row, &scope))?;
    }
    Ok(found.done())
}

fn most() -> i64 {
    i64::try_from(MOST).unwrap_or(i64::MAX)
}

/// The end of the history that is all that is asked for.
fn end(wish: &Wish) -> Option<Order> {
    if wish.filter.is_some() || wish.group.is_some() || !wish.counts.is_empty() {
        return None;
    }
    match wish.sort.as_slice() {
        [] => Some(Order::Ascending),
        [Sort { column, order }] if column == "start_time" => Some(*order),
        _ => None,
    }
}

/// Tells the rows of a ticket after a version, at most so many.
fn walk(
    cx: &mut Cx<'_, '_>,
    ticket: &Ticket,
    lang: Lang,
    (mut after, most): (i64, i64),
    told: &mut dyn FnMut(Row),
) -> Result<(), Error> {
    let glossary = Glossary::of(cx, super::SURFACE, &ticket.project)?;
    let plan = cx.plan_of(ticket)?;
    let workflow = plan.workflow(&ticket.kind)?;
    let customer = reader(cx) == Reader::Customer;
    let mut people: HashMap<String, Account> = HashMap::new();
    let mut unknown: Vec<String> = Vec::new();
    let mut teller: Option<Teller<'_>> = None;
    let (mut last, mut left): (Option<Row>, i64) = (None, most);
    while left > 0 {
        let mut events = store::event::page(cx.tx, ticket.team, ticket.id, after, STRIDE)?;
        let Some(newest) = events.last().map(|event| event.version) else { break };
        if customer {
            events.iter_mut().for_each(for_customers);
        }
        meet(cx, &events, &mut people, &mut unknown)?;
        let status = || if after == 0 { String::new() } else { status_before(&events, ticket) };
        let teller = teller.get_or_insert_with(|| Teller {
            ticket,
            glossary: &glossary,
            workflow,
            lang,
            status: status(),
        });
        for event in &events {
            let row = teller.tell(event, &people);
            if let Some(mut before) = last.replace(row) {
                before.stop = Some(event.at);
                told(before);
                left -= 1;
                if left == 0 {
                    return Ok(());
                }
            }
        }
        if i64::try_from(events.len()).is_ok_and(|count| count < STRIDE) {
            break;
        }
        after = newest;
    }
    last.into_iter().for_each(told);
    Ok(())
}

/// Learns who has acted in some steps.
fn meet(
    cx: &mut Cx<'_, '_>,
    events: &[Event],
    people: &mut HashMap<String, Account>,
    unknown: &mut Vec<String>,
) -> Result<(), Error> {
    let mut names: Vec<&str> = Vec::new();
    for event in events {
        let actor = event.actor.as_str();
        if !names.contains(&actor)
            && !people.contains_key(&fold(actor))
            && !unknown.iter().any(|u| u == actor)
        {
            names.push(actor);
        }
    }
    if names.is_empty() {
        return Ok(());
    }
    people.extend(store::account::named(cx.tx, cx.actor.team, &names)?);
    unknown
        .extend(names.iter().filter(|name| !people.contains_key(&fold(name))).map(|name| (*name).to_owned()));
    Ok(())
}

/// What is kept of the rows that were looked at.
struct Collected<'w> {
    wish: &'w Wish,
    total: i64,
    rows: Vec<Row>,
    groups: BTreeMap<String, i64>,
    counts: Vec<i64>,
}

impl<'w> Collected<'w> {
    fn new(wish: &'w Wish) -> Self {
        Self { wish, total: 0, rows: Vec::new(), groups: BTreeMap::new(), counts: vec![0; wish.counts.len()] }
    }

    fn look(&mut self, row: Row, scope: &Scope<'_>) {
        let meets = |filter: &Option<Filter>| filter.as_ref().is_none_or(|filter| filter.holds(&row, scope));
        for (count, (_, filter)) in self.counts.iter_mut().zip(&self.wish.counts) {
            *count += i64::from(meets(filter));
        }
        if !meets(&self.wish.filter) {
            return;
        }
        self.total += 1;
        if let Some(column) = &self.wish.group {
            *self.groups.entry(row.text(column).into_owned()).or_default() += 1;
        }
        self.keep(row);
    }

    /// Keeps a row, so long as it may be among the first.
    fn keep(&mut self, row: Row) {
        if self.wish.sort.is_empty() && self.rows.len() >= MOST {
            return;
        }
        self.rows.push(row);
        if self.rows.len() >= MOST.saturating_mul(4) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        let sort = &self.wish.sort;
        self.rows.sort_by(|a, b| compare(sort, a, b));
        self.rows.truncate(MOST);
    }

    fn done(mut self) -> Found {
        self.cut();
        let mut groups: Vec<(String, i64)> = self.groups.into_iter().collect();
        groups.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
        groups.truncate(MOST_GROUPS);
        let names = self.wish.counts.iter().map(|(name, _)| name.clone());
        let counts = names.zip(self.counts).collect();
        Found { total: self.total, rows: self.rows, groups, counts }
    }
}

fn compare(sort: &[Sort], a: &Row, b: &Row) -> Ordering {
    let by = sort.iter().map(|Sort { column, order }| {
        let compared = match column.as_str() {
            "start_time" => millis(a.start).cmp(&millis(b.start)),
            // What has not ended yet ends last.
            "stop_time" => {
                let end = |row: &Row| row.millis(column).unwrap_or(i64::MAX);
                end(a).cmp(&end(b))
            }
            _ => a.text(column).cmp(&b.text(column)),
        };
        if *order == Order::Descending { compared.reverse() } else { compared }
    });
    by.fold(Ordering::Equal, Ordering::then).then(a.version.cmp(&b.version))
}
