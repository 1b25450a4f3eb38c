//! Tickets by a filter of the language.

use super::filter::{Filter, Order, Slice, Where, narrow};
use crate::filter::{How, Reach, compile, tickets};
use domain::{filter, id::TeamId, identity::Visibility, ticket::Ticket};
use sql::{Error, Tx};

/// What is asked for, and what it is read with.
#[derive(Debug, Clone, Copy)]
pub struct Inquiry<'a> {
    /// The filter.
    pub filter: &'a filter::Filter,
    /// What relative times are counted from.
    pub clock: filter::Clock,
    /// The user name of whoever asks.
    pub me: &'a str,
}

/// A slice of the tickets that `visibility` lets one see and a filter asks for, and how many of them there are in all.
pub fn asked(
    tx: &mut Tx<'_>,
    team: TeamId,
    visibility: &Visibility,
    asked: &Inquiry<'_>,
    slice: &Slice,
) -> Result<(Vec<Ticket>, i64), Error> {
    let engine = tx.engine();
    let mut clause = narrow(engine, Where::of(team), visibility, &Filter::default())?;
    let how = How { engine, reach: Reach::Find, clock: asked.clock, me: asked.me };
    let condition = compile(asked.filter, tickets, how, &mut clause.values)?;
    clause.and(&condition);
    let total = format!("SELECT COUNT(*) FROM ticket WHERE {}", clause.text);
    let total = tx.ask_dynamic(&total, &clause.values, |row| row.get(0))?;
    let direction = match slice.order {
        Order::Ascending => "ASC",
        Order::Descending => "DESC",
    };
    let (limit, offset) = (clause.value(slice.limit), clause.value(slice.offset));
    let page = format!(
        "SELECT {} FROM ticket WHERE {} ORDER BY {} {direction}, id {direction} LIMIT {limit} OFFSET {offset}",
        super::COLUMNS,
        clause.text,
        slice.sort.expression()
    );
    let page = tx.ask_dynamic(&page, &clause.values, super::map)?;
    let total = tx.answer_one(total)?.unwrap_or(0);
    Ok((tx.answer(page)?, total))
}
