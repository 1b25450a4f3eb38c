//! The one place where a filter of tickets becomes SQL.

use crate::{comment::Reader, search::Asked};
use domain::{
    At,
    id::TeamId,
    identity::{ProjectScope, Visibility},
    ticket::{Priority, Ticket},
};
use serde::{Deserialize, Serialize};
use sql::{Error, Param, Tx};

/// What a list of tickets is narrowed to. Empty lists and `None` do not narrow; values of one list are alternatives,
/// different fields must all hold.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each narrows by the ticket's field of that name")]
pub struct Filter {
    pub statuses: Vec<String>,
    pub categories: Vec<String>,
    pub priorities: Vec<Priority>,
    pub assignees: Vec<String>,
    pub creators: Vec<String>,
    pub projects: Vec<String>,
    pub types: Vec<String>,
    pub games: Vec<String>,
    pub envs: Vec<String>,
    pub players: Vec<String>,
    /// Any of these, in any case.
    pub tags: Vec<String>,
    pub created_from: Option<At>,
    pub created_to: Option<At>,
    pub updated_from: Option<At>,
    pub updated_to: Option<At>,
    /// Full text, as typed; the comments that `reader` may read are found too.
    pub text: Option<String>,
    /// For whom the text is looked for.
    pub reader: Reader,
    /// The deleted ones, instead of those that are not.
    pub deleted: bool,
}

/// What a list is sorted by; ties are broken by the number in the same direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Sort {
    UpdatedAt,
    CreatedAt,
    Priority,
    Id,
    /// Those without one come last in ascending order.
    DueAt,
}

impl Sort {
    /// The SQL expression, the same in `ORDER BY` and in the keyset condition.
    const fn expression(self) -> &'static str {
        match self {
            Self::UpdatedAt => "updated_at",
            Self::CreatedAt => "created_at",
            Self::Priority => "priority",
            Self::Id => "id",
            Self::DueAt => "COALESCE(due_at, 9223372036854775807)",
        }
    }

    fn of(self, ticket: &Ticket) -> i64 {
        match self {
            Self::UpdatedAt => ticket.updated.micros(),
            Self::CreatedAt => ticket.created.micros(),
            Self::Priority => ticket.priority.rank(),
            Self::Id => ticket.id.0,
            Self::DueAt => ticket.due.map_or(i64::MAX, At::micros),
        }
    }
}

/// A direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// Smallest first.
    Ascending,
    /// Largest first.
    Descending,
}

/// The place of a ticket in a sorted list: where the next page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The value that the list is sorted by.
    pub value: i64,
    /// The number.
    pub id: i64,
}

/// Which part of the list.
#[derive(Debug, Clone, Copy)]
pub struct Slice {
    /// What it is sorted by.
    pub sort: Sort,
    /// In which direction.
    pub order: Order,
    /// After this place, where paging by keyset.
    pub after: Option<Position>,
    /// How many to pass over, where paging by number.
    pub offset: i64,
    /// How many at most.
    pub limit: i64,
}

impl Slice {
    /// The place of a ticket in this list.
    pub fn position(&self, ticket: &Ticket) -> Position {
        Position { value: self.sort.of(ticket), id: ticket.id.0 }
    }
}

/// A `WHERE` clause being built, with its parameters.
#[derive(Debug, Clone)]
pub(crate) struct Where {
    pub(crate) text: String,
    pub(crate) values: Vec<Param<'static>>,
    team: TeamId,
}

impl Where {
    pub(crate) const fn team(&self) -> TeamId {
        self.team
    }

    /// Whether nothing narrows it: it is every ticket of the team that is (or every one that is not) deleted.
    pub(crate) fn is_whole(&self) -> bool {
        self.values.len() == 1
    }

    pub(crate) fn value(&mut self, value: impl Into<Param<'static>>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    pub(crate) fn and(&mut self, condition: &str) {
        self.text.push_str(" AND ");
        self.text.push_str(condition);
    }

    fn values(&mut self, values: impl Iterator<Item = String>) -> String {
        let places: Vec<String> = values.map(|value| self.value(value)).collect();
        places.join(", ")
    }

    fn any_of(&mut self, column: &str, values: &[String]) {
        if !values.is_empty() {
            let places = self.values(values.iter().cloned());
            self.and(&format!("{column} IN ({places})"));
        }
    }

    fn bound(&mut self, column: &str, operator: &str, at: Option<At>) {
        if let Some(at) = at {
            let place = self.value(at.micros());
            self.and(&format!("{column} {operator} {place}"));
        }
    }
}

/// A slice of the tickets that `visibility` lets one see and `filter` leaves, and how many of them there are in all.
pub fn list(
    tx: &mut Tx<'_>,
    team: TeamId,
    visibility: &Visibility,
    filter: &Filter,
    slice: &Slice,
) -> Result<(Vec<Ticket>, i64), Error> {
    let mut clause = narrow(team, visibility, filter);
    let total = match &filter.text {
        None => total(tx, &clause)?,
        Some(typed) => {
            let Some(mut asked) = Asked::new(tx, &clause, filter, typed)? else { return Ok((Vec::new(), 0)) };
            let total = asked.count(tx, &clause)?;
            asked.narrow(tx.engine(), &mut clause);
            total
        }
    };

    let expression = slice.sort.expression();
    let (operator, direction) = match slice.order {
        Order::Ascending => (">", "ASC"),
        Order::Descending => ("<", "DESC"),
    };
    if let Some(after) = slice.after {
        let (value, id) = (clause.value(after.value), clause.value(after.id));
        clause.and(&format!("({expression}, id) {operator} ({value}, {id})"));
    }
    let (limit, offset) = (clause.value(slice.limit), clause.value(slice.offset));
    let page = format!(
        "SELECT {} FROM ticket WHERE {} ORDER BY {expression} {direction}, id {direction} LIMIT {limit} OFFSET {offset}",
        super::COLUMNS,
        clause.text
    );
    Ok((tx.dynamic_rows(&page, &clause.values, super::map)?, total))
}

fn total(tx: &mut Tx<'_>, clause: &Where) -> Result<i64, Error> {
    let count = format!("SELECT COUNT(*) FROM ticket WHERE {}", clause.text);
    Ok(tx.dynamic_rows(&count, &clause.values, |row| row.get::<i64>(0))?.pop().unwrap_or(0))
}

/// The clause of everything but the text.
pub(super) fn narrow(team: TeamId, visibility: &Visibility, filter: &Filter) -> Where {
    let mut clause = Where { text: String::from("team_id = $1"), values: vec![team.0.into()], team };
    clause.and(if filter.deleted { "deleted_at IS NOT NULL" } else { "deleted_at IS NULL" });
    see(&mut clause, visibility);
    for (column, values) in [
        ("status", &filter.statuses),
        ("category", &filter.categories),
        ("assignee", &filter.assignees),
        ("creator", &filter.creators),
        ("project", &filter.projects),
        ("type", &filter.types),
        ("game_id", &filter.games),
        ("env", &filter.envs),
        ("player_id", &filter.players),
    ] {
        clause.any_of(column, values);
    }
    if !filter.priorities.is_empty() {
        let places: Vec<String> = filter.priorities.iter().map(|p| clause.value(p.rank())).collect();
        clause.and(&format!("priority IN ({})", places.join(", ")));
    }
    if !filter.tags.is_empty() {
        let places = clause.values(filter.tags.iter().map(|tag| domain::text::fold(tag)));
        clause.and(&format!(
            "id IN (SELECT ticket_id FROM ticket_tag WHERE team_id = $1 AND tag_folded IN ({places}))"
        ));
    }
    clause.bound("created_at", ">=", filter.created_from);
    clause.bound("created_at", "<", filter.created_to);
    clause.bound("updated_at", ">=", filter.updated_from);
    clause.bound("updated_at", "<", filter.updated_to);
    clause
}

fn see(clause: &mut Where, visibility: &Visibility) {
    let projects = match &visibility.projects {
        ProjectScope::All => return,
        ProjectScope::Only(keys) if keys.is_empty() => String::new(),
        ProjectScope::Except(keys) => format!("project NOT IN ({}) OR ", clause.values(keys.iter().cloned())),
        ProjectScope::Only(keys) => format!("project IN ({}) OR ", clause.values(keys.iter().cloned())),
    };
    let me = clause.value(visibility.own.clone());
    clause.and(&format!(
        "({projects}creator = {me} OR assignee = {me} OR \
         id IN (SELECT ticket_id FROM watcher WHERE team_id = $1 AND username = {me}))"
    ));
}
