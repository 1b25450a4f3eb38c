//! The one place where a filter of tickets becomes SQL.

use domain::{
    At,
    id::TeamId,
    identity::{ProjectScope, Visibility},
    ticket::{Priority, Ticket},
};
use serde::{Deserialize, Serialize};
use sql::{Asked, EngineKind, Error, Param, Tx, params};

use super::total::{self, Totals};

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
    /// Full text, as typed.
    pub text: Option<String>,
    /// The deleted ones, instead of those that are not.
    pub deleted: bool,
    /// By the custom field `block`.
    pub blocks: Vec<String>,
    /// By the custom field `isp`.
    pub isps: Vec<String>,
    /// As `statuses`, where a word means other statuses in other projects.
    pub statuses_by_project: Option<ByProject<String>>,
    /// As `categories`, likewise.
    pub categories_by_project: Option<ByProject<String>>,
    /// As `priorities`, likewise; ranks.
    pub priorities_by_project: Option<ByProject<i64>>,
}

/// Values that differ from project to project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByProject<T> {
    /// The projects with values of their own; none of them: none of the project's tickets.
    pub own: Vec<(String, Vec<T>)>,
    /// The values in every other project.
    pub elsewhere: Vec<T>,
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
pub(super) struct Where {
    pub(super) text: String,
    pub(super) values: Vec<Param<'static>>,
    /// Stands before the columns a ticket is narrowed by: see [`Way`].
    guard: &'static str,
}

impl Where {
    /// All of a team.
    pub(super) fn of(team: TeamId) -> Self {
        Self { text: String::from("team_id = $1"), values: vec![team.0.into()], guard: "" }
    }

    fn value(&mut self, value: impl Into<Param<'static>>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    pub(super) fn and(&mut self, condition: &str) {
        self.text.push_str(" AND ");
        self.text.push_str(condition);
    }

    fn values(&mut self, values: impl Iterator<Item = String>) -> String {
        let places: Vec<String> = values.map(|value| self.value(value)).collect();
        places.join(", ")
    }

    pub(super) fn any_of(&mut self, column: &str, values: &[String]) {
        if !values.is_empty() {
            let places = self.values(values.iter().cloned());
            self.and(&format!("{}{column} IN ({places})", self.guard));
        }
    }

    pub(super) fn none_of(&mut self, column: &str, values: &[String]) {
        if !values.is_empty() {
            let places = self.values(values.iter().cloned());
            self.and(&format!("{column} NOT IN ({places})"));
        }
    }

    /// As [`Where::any_of`], for a column whose index leaves out the tickets that have nothing there.
    fn any_filled(&mut self, column: &str, values: &[String]) {
        self.any_of(column, values);
        if !values.is_empty() && values.iter().all(|value| !value.is_empty()) {
            self.and(&format!("{}{column} <> ''", self.guard));
        }
    }

    /// What the tally tells apart.
    pub(super) fn facets(&mut self, filter: &Filter) {
        for (column, values) in [
            ("status", &filter.statuses),
            ("category", &filter.categories),
            ("project", &filter.projects),
            ("type", &filter.types),
        ] {
            self.any_of(column, values);
        }
        if !filter.priorities.is_empty() {
            let places: Vec<String> = filter.priorities.iter().map(|p| self.value(p.rank())).collect();
            self.and(&format!("{}priority IN ({})", self.guard, places.join(", ")));
        }
        self.by_project("status", filter.statuses_by_project.as_ref());
        self.by_project("category", filter.categories_by_project.as_ref());
        self.by_project("priority", filter.priorities_by_project.as_ref());
    }

    fn by_project<T>(&mut self, column: &str, values: Option<&ByProject<T>>)
    where
        T: Clone + Into<Param<'static>>,
    {
        let Some(values) = values else { return };
        let mut ways = Vec::new();
        for (project, own) in values.own.iter().filter(|(_, own)| !own.is_empty()) {
            let project = self.value(project.clone());
            let own: Vec<String> = own.iter().map(|v| self.value(v.clone())).collect();
            ways.push(format!("(project = {project} AND {}{column} IN ({}))", self.guard, own.join(", ")));
        }
        if !values.elsewhere.is_empty() {
            let known: Vec<String> = values.own.iter().map(|(p, _)| self.value(p.clone())).collect();
            let usual: Vec<String> = values.elsewhere.iter().map(|v| self.value(v.clone())).collect();
            let others = if known.is_empty() {
                String::new()
            } else {
                format!("project NOT IN ({}) AND ", known.join(", "))
            };
            ways.push(format!("({others}{}{column} IN ({}))", self.guard, usual.join(", ")));
        }
        if ways.is_empty() {
            self.and("1 = 0");
        } else {
            self.and(&format!("({})", ways.join(" OR ")));
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
    totals: &Totals,
    team: TeamId,
    visibility: &Visibility,
    filter: &Filter,
    slice: &Slice,
) -> Result<(Vec<Ticket>, i64), Error> {
    let engine = tx.engine();
    let Some(counted) = compile(engine, team, visibility, filter, Way::Planned) else {
        return Ok((Vec::new(), 0));
    };
    let total = total::ask(tx, total::questions(team, visibility, filter, &counted))?;
    if engine == EngineKind::Postgres {
        // Its planner knows the sizes: the page travels with the question for the total.
        let page = ask_page(tx, &page(counted, Way::Planned, slice))?;
        let total = total.read(tx, totals)?;
        return Ok((tx.answer(page)?, total));
    }
    let total = total.read(tx, totals)?;
    let way = Way::of(tx, filter, slice, total)?;
    let Some(clause) = compile(engine, team, visibility, filter, way) else { return Ok((Vec::new(), 0)) };
    let page = ask_page(tx, &page(clause, way, slice))?;
    Ok((tx.answer(page)?, total))
}

/// A statement as it is sent: its text and its parameters.
pub type Question = (String, Vec<Param<'static>>);

/// What the database is asked for a list.
#[derive(Debug, Clone)]
pub struct Questions {
    /// How many there are in all: the sum of the answers.
    pub totals: Vec<Question>,
    /// The slice itself.
    pub page: Question,
}

/// What [`list`] asks when it is led some way; `None` when nothing can match. Apart from it, so that the planner and the
/// benchmarks can be given the very statements.
pub fn questions(
    engine: EngineKind,
    team: TeamId,
    visibility: &Visibility,
    filter: &Filter,
    slice: &Slice,
    way: Way,
) -> Option<Questions> {
    let counted = compile(engine, team, visibility, filter, Way::Planned)?;
    let totals = total::questions(team, visibility, filter, &counted);
    let clause = compile(engine, team, visibility, filter, way)?;
    Some(Questions { totals: totals.into_statements(), page: page(clause, way, slice) })
}

fn ask_page(tx: &mut Tx<'_>, (text, values): &Question) -> Result<Asked<Ticket>, Error> {
    tx.ask_dynamic(text, values, super::map)
}

/// By which index `SQLite` is led to a page: it plans without knowing how many tickets a filter leaves, and we do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// As the planner thinks best: an index has both the filter and the order.
    Planned,
    /// Along the order, passing over what the filter leaves out: it leaves many.
    Walk,
    /// Everything that the filter leaves, then sorted: it leaves few.
    Gather,
}

impl Way {
    fn of(tx: &mut Tx<'_>, filter: &Filter, slice: &Slice, total: i64) -> Result<Self, Error> {
        if filter.text.is_some() || filter.deleted {
            return Ok(Self::Planned);
        }
        let all = tx.row(&LAST_ID, params![], |row| row.get::<i64>(0))?.unwrap_or(0);
        // Walking passes `all / total` tickets for each it takes; gathering takes every one.
        let wanted = slice.offset.saturating_add(slice.limit);
        if total.saturating_mul(total) < wanted.saturating_mul(all) {
            return Ok(Self::Gather);
        }
        let ordered = slice.sort == Sort::UpdatedAt
            && [&filter.statuses, &filter.projects, &filter.assignees, &filter.creators, &filter.categories]
                .iter()
                .any(|values| values.len() == 1);
        Ok(if ordered { Self::Planned } else { Self::Walk })
    }

    /// What stands before a filter's column, so that no index of it is used.
    const fn guard(self) -> &'static str {
        match self {
            Self::Planned | Self::Gather => "",
            Self::Walk => "+",
        }
    }
}

sql::statements! {
    LAST_ID = { sqlite: "SELECT next FROM sequence WHERE name = 'ticket'", postgres: "SELECT last_value FROM seq_ticket" };
}

/// A slice of what a clause leaves.
fn page(mut clause: Where, way: Way, slice: &Slice) -> Question {
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
    let order = if way == Way::Gather { format!("+{expression}") } else { expression.to_owned() };
    let page = format!(
        "SELECT {} FROM ticket WHERE {} ORDER BY {order} {direction}, id {direction} LIMIT {limit} OFFSET {offset}",
        super::COLUMNS,
        clause.text
    );
    (page, clause.values)
}

/// The clause; `None` when nothing can match.
fn compile(
    engine: EngineKind,
    team: TeamId,
    visibility: &Visibility,
    filter: &Filter,
    way: Way,
) -> Option<Where> {
    let mut clause = Where { guard: way.guard(), ..Where::of(team) };
    clause.and(if filter.deleted { "deleted_at IS NOT NULL" } else { "deleted_at IS NULL" });
    see(&mut clause, visibility);
    clause.facets(filter);
    clause.any_of("assignee", &filter.assignees);
    clause.any_of("creator", &filter.creators);
    clause.any_filled("game_id", &filter.games);
    clause.any_filled("env", &filter.envs);
    clause.any_filled("player_id", &filter.players);
    // The expressions of their indexes, to the letter.
    for (key, values) in [("block", &filter.blocks), ("isp", &filter.isps)] {
        let column = match engine {
            EngineKind::Sqlite => format!("(fields ->> '{key}')"),
            EngineKind::Postgres => format!("(fields::jsonb ->> '{key}')"),
        };
        if !values.is_empty() {
            clause.and(&format!("{column} IS NOT NULL"));
        }
        clause.any_of(&column, values);
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
    if let Some(text) = &filter.text {
        let place = clause.value(crate::search::query(engine, text)?);
        clause.and(crate::search::condition(engine).replace("{}", &place).as_str());
    }
    Some(clause)
}

pub(super) fn see(clause: &mut Where, visibility: &Visibility) {
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
