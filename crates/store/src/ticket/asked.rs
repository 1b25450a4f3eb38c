//! Tickets by a filter of the language, in an order of several columns.

use super::filter::{Filter, Order, Sort, Where, narrow};
use crate::filter::{How, Reach, compile, tickets};
use domain::{filter, id::TeamId, identity::Visibility, ticket::Ticket};
use sql::{EngineKind, Error, Tx};

/// What is asked for, and what it is read with.
#[derive(Debug, Clone, Copy)]
pub struct Inquiry<'a> {
    /// The filter; `None` for all.
    pub filter: Option<&'a filter::Filter>,
    /// In which order; of tickets that are alike the number decides, in the direction of the first. At least one.
    pub order: &'a [(Column, Order)],
    /// What relative times are counted from.
    pub clock: filter::Clock,
    /// The user name of whoever asks.
    pub me: &'a str,
    /// How many to pass over.
    pub offset: i64,
    /// How many at most.
    pub limit: i64,
}

/// What tickets are put in order by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// As lists are.
    Sort(Sort),
    /// Their title, by its characters' numbers.
    Title,
}

impl Column {
    const fn expression(self, engine: EngineKind) -> &'static str {
        match (self, engine) {
            (Self::Sort(sort), _) => sort.expression(),
            (Self::Title, EngineKind::Sqlite) => "title",
            (Self::Title, EngineKind::Postgres) => "title COLLATE \"C\"",
        }
    }
}

/// A slice of the tickets that `visibility` lets one see and a filter asks for, and how many of them there are in all.
pub fn asked(
    tx: &mut Tx<'_>,
    team: TeamId,
    visibility: &Visibility,
    asked: &Inquiry<'_>,
) -> Result<(Vec<Ticket>, i64), Error> {
    let engine = tx.engine();
    let mut clause = narrow(engine, Where::of(team), visibility, &Filter::default())?;
    if let Some(filter) = asked.filter {
        let how = How { engine, reach: Reach::Find, clock: asked.clock, me: asked.me };
        let condition = compile(filter, tickets, how, &mut clause.values)?;
        clause.and(&condition);
    }
    let total = format!("SELECT COUNT(*) FROM ticket WHERE {}", clause.text);
    let total = tx.ask_dynamic(&total, &clause.values, |row| row.get(0))?;
    let (limit, offset) = (clause.value(asked.limit), clause.value(asked.offset));
    let page = format!(
        "SELECT {} FROM ticket WHERE {} ORDER BY {} LIMIT {limit} OFFSET {offset}",
        super::COLUMNS,
        clause.text,
        in_order(engine, asked.order)
    );
    let page = tx.ask_dynamic(&page, &clause.values, super::map)?;
    let total = tx.answer_one(total)?.unwrap_or(0);
    Ok((tx.answer(page)?, total))
}

/// The columns with their directions. The number comes last, in the direction of the first: one index may have both.
fn in_order(engine: EngineKind, order: &[(Column, Order)]) -> String {
    let last = order.first().map(|(_, first)| (Column::Sort(Sort::Id), *first));
    let each = order.iter().copied().chain(last).map(|(column, order)| {
        let direction = match order {
            Order::Ascending => "ASC",
            Order::Descending => "DESC",
        };
        format!("{} {direction}", column.expression(engine))
    });
    each.collect::<Vec<_>>().join(", ")
}
