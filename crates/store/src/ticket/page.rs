//! A slice of a list of tickets, sorted by one of their own fields.
//!
//! Which index leads to it is decided here where a planner cannot know enough: `SQLite` plans without knowing how many tickets
//! a filter leaves (we do), and neither engine merges several stretches of one index in their order.

use super::{
    filter::{Filter, Order, Slice, Sort, Where, narrow},
    total::{Filtered, Totals, ask_mark},
};
use crate::search;
use domain::{
    id::TeamId,
    identity::{ProjectScope, Visibility},
    ticket::Ticket,
};
use sql::{Asked, EngineKind, Error, Sent, Tx, params};
use std::ops::RangeInclusive;

sql::statements! {
    /// The number after the last ticket's: about how many there are.
    NEXT_NUMBER = { sqlite: "SELECT next FROM sequence WHERE name = 'ticket'", postgres: "SELECT last_value FROM seq_ticket" };
}

/// The most stretches of an index that are merged.
const MERGED: usize = 10;

/// The limits that may stand in a statement's text: those of the usual page sizes, so that the statements are few.
const USUAL: [i64; 5] = [11, 21, 31, 51, 101];

/// How a page's limit stands in its statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Limit {
    /// As a parameter. `PostgreSQL` then plans every time anew, for some 200 µs: without the limit it would not walk.
    Given,
    /// In the text, where one plan serves all values: `PostgreSQL` keeps it.
    Written,
}

/// By which index a page is come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// As the planner thinks best.
    Planned,
    /// Along the order, passing over what the filter leaves out: it leaves many.
    Walk,
    /// Everything that the filter leaves, then sorted: it leaves few.
    Gather,
    /// A stretch for each status, merged in their order.
    Merge,
}

/// A slice of the tickets that `visibility` lets one see and `filter` leaves, and how many of them there are in all.
pub fn list(
    tx: &mut Tx<'_>,
    totals: &Totals,
    team: TeamId,
    visibility: &Visibility,
    filter: &Filter,
    slice: &Slice,
) -> Result<(Vec<Ticket>, i64), Error> {
    let engine = tx.engine();
    let mut clause = narrow(engine, Where::of(team), visibility, filter)?;
    if let Some(typed) = &filter.text {
        let Some(mut asked) = search::Asked::new(tx, &clause, filter, typed)? else {
            return Ok((Vec::new(), 0));
        };
        let total = asked.total(tx, totals, &clause)?;
        let near = Nearer::of(slice, total);
        let way = match engine {
            EngineKind::Sqlite => Way::by_total(tx, visibility, filter, &near.slice, total)?,
            EngineKind::Postgres => Way::Planned,
        };
        if way == Way::Walk {
            clause = narrow(engine, Where::guarded(team, slice.sort), visibility, filter)?;
        }
        asked.narrow(engine, &mut clause);
        let page = ask(tx, &plain(clause, way, &near.slice, Limit::Given))?;
        return Ok((near.in_order(tx.answer(page)?), total));
    }
    let question = Filtered { engine, team, visibility, filter, clause: &clause };
    let mark = ask_mark(tx)?;
    let last = totals.last(&question);
    if engine == EngineKind::Postgres && !slice.is_past_half_of(last.unwrap_or(0)) {
        // The page travels with the question for the total, so what the filter leaves is known from an earlier time if at all.
        let newest = match last {
            Some(_) => None,
            None => Some(tx.ask(&NEXT_NUMBER, params![], |row| row.get(0))?),
        };
        let limit = Limit::by_last(visibility, filter, slice, last, totals.newest());
        let way = Way::with_statistics(filter, slice);
        let page = ask(tx, &page(engine, team, visibility, filter, slice, (way, limit))?)?;
        let total = totals.of(tx, team, mark, &question)?.total;
        if let Some(newest) = newest {
            totals.see_newest(tx.answer_one(newest)?.unwrap_or(0));
        }
        return Ok((tx.answer(page)?, total));
    }
    let total = totals.of(tx, team, mark, &question)?.total;
    let near = Nearer::of(slice, total);
    let way = match engine {
        EngineKind::Sqlite => Way::by_total(tx, visibility, filter, &near.slice, total)?,
        EngineKind::Postgres => Way::with_statistics(filter, slice),
    };
    let page = ask(tx, &page(engine, team, visibility, filter, &near.slice, (way, Limit::Given))?)?;
    Ok((near.in_order(tx.answer(page)?), total))
}

/// A slice of a list by the shorter way: one that lies in the second half is read backwards from the end, since a database
/// goes over all that a page passes over.
#[derive(Debug, Clone, Copy)]
struct Nearer {
    slice: Slice,
    backwards: bool,
}

impl Nearer {
    fn of(slice: &Slice, total: i64) -> Self {
        if !slice.is_past_half_of(total) {
            return Self { slice: *slice, backwards: false };
        }
        let end = slice.offset.saturating_add(slice.limit).min(total);
        let from_end = Slice {
            order: slice.order.reversed(),
            offset: total - end,
            limit: (end - slice.offset).max(0),
            ..*slice
        };
        Self { slice: from_end, backwards: true }
    }

    /// What was read, in the order of the list.
    fn in_order(self, mut read: Vec<Ticket>) -> Vec<Ticket> {
        if self.backwards {
            read.reverse();
        }
        read
    }
}

/// Whether a filter narrows by one field alone and its index has the order of the slice, so that nothing is passed over.
fn is_ordered(visibility: &Visibility, filter: &Filter, slice: &Slice) -> bool {
    let narrowing = filter.narrowing();
    narrowing.tallied + narrowing.beside == 1
        && visibility.projects == ProjectScope::All
        && by_status(filter, slice, 1..=1)
}

impl Limit {
    /// How it stands on `PostgreSQL`, where the filter last left `last` of about `all` tickets. A plan is kept only where
    /// walking along the order is right whatever the values are: nothing is passed over, or not much.
    fn by_last(visibility: &Visibility, filter: &Filter, slice: &Slice, last: Option<i64>, all: i64) -> Self {
        let is_many =
            last.is_some_and(|last| all > 0 && last.saturating_mul(last) >= slice.limit.saturating_mul(all));
        let is_usual = slice.offset == 0 && USUAL.contains(&slice.limit);
        if is_usual && (is_many || is_ordered(visibility, filter, slice)) {
            Self::Written
        } else {
            Self::Given
        }
    }

    /// Its text.
    fn write(self, clause: &mut Where, limit: i64) -> String {
        match self {
            Self::Given => clause.value(limit),
            Self::Written => limit.to_string(),
        }
    }

    /// The end of a statement: the slice's part of the order.
    fn end(self, clause: &mut Where, slice: &Slice) -> String {
        let limit = self.write(clause, slice.limit);
        match self {
            Self::Given => format!("LIMIT {limit} OFFSET {}", clause.value(slice.offset)),
            Self::Written => format!("LIMIT {limit}"),
        }
    }
}

impl Way {
    /// The way on `PostgreSQL`, whose planner has its statistics.
    fn with_statistics(filter: &Filter, slice: &Slice) -> Self {
        if is_merged(filter, slice) { Self::Merge } else { Self::Planned }
    }

    /// The way to a page of so many tickets, on `SQLite`.
    fn by_total(
        tx: &mut Tx<'_>,
        visibility: &Visibility,
        filter: &Filter,
        slice: &Slice,
        total: i64,
    ) -> Result<Self, Error> {
        // Statuses have the order in their index, where there is nothing beside them to pass over.
        let narrowing = filter.narrowing();
        let alone = narrowing.tallied + narrowing.beside == 1 && visibility.projects == ProjectScope::All;
        if is_ordered(visibility, filter, slice) {
            return Ok(Self::Planned);
        }
        if alone && is_merged(filter, slice) {
            return Ok(Self::Merge);
        }
        let all = tx.row(&NEXT_NUMBER, params![], |row| row.get::<i64>(0))?.unwrap_or(0);
        // Walking passes `all / total` tickets for each that it takes; gathering takes every one.
        let wanted = slice.offset.saturating_add(slice.limit);
        if total.saturating_mul(total) < wanted.saturating_mul(all) {
            return Ok(Self::Gather);
        }
        Ok(if filter.deleted { Self::Planned } else { Self::Walk })
    }
}

/// Whether a list by the time of the last change is narrowed to so many statuses, whose index has that order in it.
fn by_status(filter: &Filter, slice: &Slice, many: RangeInclusive<usize>) -> bool {
    slice.sort == Sort::UpdatedAt && !filter.deleted && many.contains(&filter.statuses.len())
}

/// Whether the stretches of several statuses are merged.
fn is_merged(filter: &Filter, slice: &Slice) -> bool {
    by_status(filter, slice, 2..=MERGED)
}

fn ask(tx: &mut Tx<'_>, (text, values): &Sent) -> Result<Asked<Ticket>, Error> {
    tx.ask_dynamic(text, values, super::map)
}

fn page(
    engine: EngineKind,
    team: TeamId,
    visibility: &Visibility,
    filter: &Filter,
    slice: &Slice,
    (way, limit): (Way, Limit),
) -> Result<Sent, Error> {
    if way == Way::Merge {
        let others = Filter { statuses: Vec::new(), ..filter.clone() };
        let clause = narrow(engine, Where::of(team), visibility, &others)?;
        return Ok(stretches(clause, &filter.statuses, slice, limit));
    }
    let start = if way == Way::Walk { Where::guarded(team, slice.sort) } else { Where::of(team) };
    Ok(plain(narrow(engine, start, visibility, filter)?, way, slice, limit))
}

/// How a slice's order is written.
struct Ordering {
    expression: &'static str,
    operator: &'static str,
    direction: &'static str,
}

impl Ordering {
    const fn of(slice: &Slice) -> Self {
        let (operator, direction) = match slice.order {
            Order::Ascending => (">", "ASC"),
            Order::Descending => ("<", "DESC"),
        };
        Self { expression: slice.sort.expression(), operator, direction }
    }

    /// Leaves what comes after the slice's beginning, where it has one.
    fn begin(&self, clause: &mut Where, slice: &Slice, way: Way) {
        if let Some(after) = slice.after {
            let (value, id) = (clause.value(after.value), clause.value(after.id));
            // What is gathered is few; what comes after a place in the order may be nearly all there is.
            let guard = if way == Way::Gather { "+" } else { "" };
            clause.and(&format!("({guard}{}, id) {} ({value}, {id})", self.expression, self.operator));
        }
    }
}

fn plain(mut clause: Where, way: Way, slice: &Slice, limit: Limit) -> Sent {
    let order = Ordering::of(slice);
    order.begin(&mut clause, slice, way);
    let end = limit.end(&mut clause, slice);
    let Ordering { expression, direction, .. } = order;
    let columns = super::COLUMNS;
    let page = match way {
        // An expression that no index knows: what the filter's own index gives is sorted, by its numbers alone.
        Way::Gather => format!(
            "SELECT {columns} FROM ticket WHERE team_id = $1 AND id IN (SELECT id FROM ticket WHERE {} \
             ORDER BY +{expression} {direction}, id {direction} {end}) \
             ORDER BY +{expression} {direction}, id {direction}",
            clause.text
        ),
        Way::Planned | Way::Walk | Way::Merge => format!(
            "SELECT {columns} FROM ticket WHERE {} \
             ORDER BY {expression} {direction}, id {direction} {end}",
            clause.text
        ),
    };
    (page, clause.values)
}

fn stretches(mut clause: Where, statuses: &[String], slice: &Slice, limit: Limit) -> Sent {
    let order = Ordering::of(slice);
    order.begin(&mut clause, slice, Way::Merge);
    let Ordering { expression, direction, .. } = order;
    let most = limit.write(&mut clause, slice.limit.saturating_add(slice.offset));
    let parts: Vec<String> = statuses
        .iter()
        .map(|status| {
            let place = clause.value(status.clone());
            format!(
                "SELECT id, place FROM (SELECT id, {expression} AS place FROM ticket \
                 WHERE {} AND status = {place} ORDER BY {expression} {direction}, id {direction} LIMIT {most}) AS part",
                clause.text
            )
        })
        .collect();
    let end = limit.end(&mut clause, slice);
    let page = format!(
        "SELECT {} FROM ticket WHERE team_id = $1 AND id IN (SELECT id FROM ({}) AS merged \
         ORDER BY place {direction}, id {direction} {end}) \
         ORDER BY +{expression} {direction}, id {direction}",
        super::COLUMNS,
        parts.join(" UNION ALL ")
    );
    (page, clause.values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plan_is_kept_only_where_it_is_right_for_all_values() {
        let slice =
            Slice { sort: Sort::UpdatedAt, order: Order::Descending, after: None, offset: 0, limit: 21 };
        let all = Visibility { projects: ProjectScope::All, own: String::new() };
        let own = Visibility { projects: ProjectScope::Only(Vec::new()), own: "ann".to_owned() };
        let one = |word: &str| vec![word.to_owned()];
        let closed = Filter { statuses: one("closed"), ..Filter::default() };
        let tagged = Filter { tags: one("vip"), ..Filter::default() };
        let limit = |see: &Visibility, filter: &Filter, slice: &Slice, last: Option<i64>, all: i64| {
            Limit::by_last(see, filter, slice, last, all)
        };
        assert_eq!(limit(&all, &closed, &slice, None, 0), Limit::Written, "its index has the order");
        assert_eq!(limit(&own, &closed, &slice, None, 0), Limit::Given);
        assert_eq!(
            limit(&all, &tagged, &slice, None, 100_000),
            Limit::Given,
            "nobody knows how many there are"
        );
        assert_eq!(limit(&all, &tagged, &slice, Some(3_000), 0), Limit::Given);
        assert_eq!(limit(&all, &tagged, &slice, Some(3_000), 100_000), Limit::Written, "700 are passed over");
        assert_eq!(
            limit(&all, &tagged, &slice, Some(30), 100_000),
            Limit::Given,
            "nearly all are passed over"
        );
        for odd in [Slice { limit: 23, ..slice }, Slice { offset: 21, ..slice }] {
            assert_eq!(limit(&all, &closed, &odd, None, 0), Limit::Given, "statements are to be few");
        }
    }
}
