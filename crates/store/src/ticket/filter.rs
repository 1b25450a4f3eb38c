//! The one place where a filter of tickets becomes SQL.

use crate::{
    comment::Reader,
    filter::{Reach, Written, tickets},
};
use domain::{
    At,
    filter::{Condition, Operand, Test},
    id::TeamId,
    identity::{ProjectScope, Visibility},
    ticket::{Priority, Ticket},
};
use serde::{Deserialize, Serialize};
use sql::{EngineKind, Error, Param};

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
    /// Of some projects' tickets of some ranks only these, by the custom field `repair_priority`.
    pub shades: Vec<Shades>,
    /// What is left of a filter of the language by [`Filter::and_written`].
    pub written: Option<Written>,
}

impl Filter {
    /// The same, narrowed by a filter of the language too. What of that is a list of this one's is said by the list.
    #[must_use]
    pub fn and_written(mut self, written: Written) -> Self {
        let before = self.written.take();
        let left = written.without(|condition, written| self.takes(condition, written));
        self.written = match (before, left) {
            (Some(before), Some(left)) => Some(before.and(&left)),
            (before, left) => before.or(left),
        };
        self
    }

    /// Takes a condition into one of the lists, if it can be said there and nothing is yet.
    fn takes(&mut self, condition: &Condition, written: &Written) -> bool {
        let list = match condition.field.key.as_str() {
            "priority" if self.priorities.is_empty() => {
                self.priorities = priorities(&condition.test).unwrap_or_default();
                return !self.priorities.is_empty();
            }
            "created" => {
                return take((&mut self.created_from, &mut self.created_to), written.stretch(condition));
            }
            "updated" => {
                return take((&mut self.updated_from, &mut self.updated_to), written.stretch(condition));
            }
            "status" => &mut self.statuses,
            "category" => &mut self.categories,
            "project" => &mut self.projects,
            "type" => &mut self.types,
            "assignee" => &mut self.assignees,
            "creator" => &mut self.creators,
            _ => return false,
        };
        // A status, project or type that there is not is refused, and nothing is none of them.
        let is_always = ["status", "project", "type"].contains(&condition.field.key.as_str());
        match written.words(condition) {
            Some(words) if is_always && words.iter().any(String::is_empty) => return false,
            Some(words) if list.is_empty() && words.len() <= MOST_LISTED => *list = words,
            _ => return false,
        }
        true
    }

    /// How many fields it narrows by.
    pub(super) fn narrowing(&self) -> Narrowing {
        let Self {
            statuses,
            categories,
            priorities,
            assignees,
            creators,
            projects,
            types,
            games,
            envs,
            players,
            tags,
            created_from,
            created_to,
            updated_from,
            updated_to,
            text,
            reader: _,
            deleted,
            blocks,
            isps,
            statuses_by_project,
            categories_by_project,
            priorities_by_project,
            shades,
            written,
        } = self;
        let full = |lists: &[&Vec<String>]| lists.iter().filter(|values| !values.is_empty()).count();
        let so = |facts: &[bool]| facts.iter().filter(|fact| **fact).count();
        Narrowing {
            tallied: full(&[statuses, categories, projects, types])
                + so(&[
                    !priorities.is_empty(),
                    statuses_by_project.is_some(),
                    categories_by_project.is_some(),
                    priorities_by_project.is_some(),
                ]),
            beside: full(&[assignees, creators, games, envs, players, tags, blocks, isps])
                + so(&[created_from, created_to, updated_from, updated_to].map(Option::is_some))
                + so(&[text.is_some(), *deleted, !shades.is_empty(), written.is_some()]),
        }
    }
}

/// Sets those bounds that a stretch has, if none of them is set yet.
fn take(
    (own_from, own_to): (&mut Option<At>, &mut Option<At>),
    stretch: Option<(Option<At>, Option<At>)>,
) -> bool {
    let Some((from, to)) = stretch else { return false };
    if (own_from.is_some() && from.is_some()) || (own_to.is_some() && to.is_some()) {
        return false;
    }
    *own_from = own_from.or(from);
    *own_to = own_to.or(to);
    true
}

/// So many words of a filter become a list: each is a parameter of a statement, and of every stretch that is merged.
const MOST_LISTED: usize = 20;

/// The priorities that meet a test; `None` where none does, or not only priorities.
fn priorities(test: &Test) -> Option<Vec<Priority>> {
    let is_met = |priority: &Priority| match test {
        Test::OneOf(operands) => operands.contains(&Operand::Text(priority.word().to_owned())),
        Test::Ordered(order, Operand::Text(word)) => {
            Priority::parse(word).is_some_and(|bound| order.admits(priority.rank().cmp(&bound.rank())))
        }
        Test::Ordered(..) | Test::Like(..) => false,
    };
    let met: Vec<Priority> = Priority::ALL.into_iter().filter(is_met).collect();
    if met.is_empty() { None } else { Some(met) }
}

/// How many fields a filter narrows by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Narrowing {
    /// Those that the tally tells apart.
    pub(super) tallied: usize,
    /// The others.
    pub(super) beside: usize,
}

/// Values that differ from project to project.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByProject<T> {
    /// The projects with values of their own; none of them: none of the project's tickets.
    pub own: Vec<(String, Vec<T>)>,
    /// The values in every other project.
    pub elsewhere: Vec<T>,
}

/// What the tickets of one project and one rank must have beside their priority.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shades {
    /// The project's key.
    pub project: String,
    /// The rank.
    pub rank: i64,
    /// The words.
    pub which: Which,
}

/// Which words are let through.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Which {
    /// These.
    AnyOf(Vec<String>),
    /// All but these; nothing too.
    NoneOf(Vec<String>),
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
    pub(super) const fn expression(self) -> &'static str {
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

impl Order {
    pub(super) const fn reversed(self) -> Self {
        match self {
            Self::Ascending => Self::Descending,
            Self::Descending => Self::Ascending,
        }
    }
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
    /// Whether it is paged to by number, and begins in the second half of a list of `total` tickets.
    pub(super) fn is_past_half_of(&self, total: i64) -> bool {
        self.after.is_none() && self.offset > total / 2
    }

    /// The place of a ticket in this list.
    pub fn position(&self, ticket: &Ticket) -> Position {
        Position { value: self.sort.of(ticket), id: ticket.id.0 }
    }
}

const TEAM: &str = "team_id = $1";
pub(super) const LIVE: &str = " AND deleted_at IS NULL";
const DELETED: &str = " AND deleted_at IS NOT NULL";

/// A `WHERE` clause being built, with its parameters.
#[derive(Debug, Clone)]
pub(crate) struct Where {
    pub(crate) text: String,
    pub(crate) values: Vec<Param<'static>>,
    team: TeamId,
    /// Stands before the columns a ticket is narrowed by, where no index of theirs is to be used.
    guard: &'static str,
    /// The expression whose index is walked along: a bound on it shortens the walk.
    walked: &'static str,
}

impl Where {
    /// All of a team.
    pub(super) fn of(team: TeamId) -> Self {
        Self { text: TEAM.to_owned(), values: vec![team.0.into()], team, guard: "", walked: "" }
    }

    /// All of a team, to be walked in an order; no other index is used for what narrows it from now on.
    pub(super) fn guarded(team: TeamId, order: Sort) -> Self {
        Self { guard: "+", walked: order.expression(), ..Self::of(team) }
    }

    /// What stands before a column that it is narrowed by.
    pub(crate) const fn guard(&self) -> &'static str {
        self.guard
    }

    pub(crate) const fn team(&self) -> TeamId {
        self.team
    }

    /// Whether nothing narrows it: it is every ticket of the team that is (or every one that is not) deleted.
    pub(crate) fn is_whole(&self) -> bool {
        [LIVE, DELETED].iter().any(|state| self.text.strip_prefix(TEAM) == Some(state))
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
            let guard = if column == self.walked { "" } else { self.guard };
            self.and(&format!("{guard}{column} {operator} {place}"));
        }
    }
}

/// The clause of everything but the text, into a new one of the team.
pub(super) fn narrow(
    engine: EngineKind,
    mut clause: Where,
    visibility: &Visibility,
    filter: &Filter,
) -> Result<Where, Error> {
    clause.text.push_str(if filter.deleted { DELETED } else { LIVE });
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
    for Shades { project, rank, which } in &filter.shades {
        let column = match engine {
            EngineKind::Sqlite => "fields ->> 'repair_priority'",
            EngineKind::Postgres => "fields::jsonb ->> 'repair_priority'",
        };
        let (project, rank) = (clause.value(project.clone()), clause.value(*rank));
        let (operator, words) = match which {
            Which::AnyOf(words) => ("IN", words),
            Which::NoneOf(words) => ("NOT IN", words),
        };
        let words = clause.values(words.iter().cloned());
        clause.and(&format!(
            "(project <> {project} OR priority <> {rank} OR COALESCE({column}, '') {operator} ({words}))"
        ));
    }
    if !filter.tags.is_empty() {
        let places = clause.values(filter.tags.iter().map(|tag| domain::text::fold(tag)));
        // Walking, each ticket is asked for its tags; otherwise the tags lead to the tickets.
        clause.and(&if clause.guard.is_empty() {
            format!(
                "id IN (SELECT ticket_id FROM ticket_tag WHERE team_id = $1 AND tag_folded IN ({places}))"
            )
        } else {
            format!(
                "EXISTS (SELECT 1 FROM ticket_tag g \
                 WHERE g.team_id = $1 AND g.tag_folded IN ({places}) AND g.ticket_id = ticket.id)"
            )
        });
    }
    clause.bound("created_at", ">=", filter.created_from);
    clause.bound("created_at", "<", filter.created_to);
    clause.bound("updated_at", ">=", filter.updated_from);
    clause.bound("updated_at", "<", filter.updated_to);
    if let Some(written) = &filter.written {
        let reach = if clause.guard.is_empty() { Reach::Find } else { Reach::Check };
        let condition = written.compile(tickets, (engine, reach), &mut clause.values)?;
        clause.and(&condition);
    }
    Ok(clause)
}

pub(super) fn see(clause: &mut Where, visibility: &Visibility) {
    let projects = match &visibility.projects {
        ProjectScope::All => return,
        ProjectScope::Only(keys) if keys.is_empty() => String::new(),
        ProjectScope::Except(keys) => format!("project NOT IN ({}) OR ", clause.values(keys.iter().cloned())),
        ProjectScope::Only(keys) => format!("project IN ({}) OR ", clause.values(keys.iter().cloned())),
    };
    let me = clause.value(visibility.own.clone());
    // Not three conditions with OR: no index answers those together.
    clause.and(&format!(
        "({projects}id IN (SELECT id FROM ticket WHERE team_id = $1 AND creator = {me} \
         UNION ALL SELECT id FROM ticket WHERE team_id = $1 AND assignee = {me} \
         UNION ALL SELECT ticket_id FROM watcher WHERE team_id = $1 AND username = {me}))"
    ));
}
