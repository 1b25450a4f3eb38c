//! Lists of jobs, over and not, newest first, with exact totals.

use super::{Job, hot, map, over};
use crate::filter::{Reach, Written, jobs, jobs_over};
use domain::{
    At,
    filter::Condition,
    id::{TeamId, TicketId},
    job::State,
};
use sql::{EngineKind, Error, Param, Tx};
use std::fmt::Write as _;

/// Which jobs are wanted; every condition that is given must hold.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Of this function.
    pub function: Option<String>,
    /// Asked for by this user.
    pub actor: Option<String>,
    /// Asked for by this user too: what a person may see at all.
    pub visible_to: Option<String>,
    /// For this game.
    pub game_id: Option<String>,
    /// For this environment.
    pub env: Option<String>,
    /// That stand so.
    pub state: Option<State>,
    /// About this ticket.
    pub ticket: Option<TicketId>,
    /// Asked for at this time or later.
    pub from: Option<At>,
    /// Asked for at this time or earlier.
    pub to: Option<At>,
    /// What is left of a filter of the language by [`Filter::and_written`].
    pub written: Option<Written>,
}

impl Filter {
    /// The same, narrowed by a filter of the language too. What of that is a field of this one is said by the field.
    #[must_use]
    pub fn and_written(mut self, written: Written) -> Self {
        self.written = written.without(|condition, written| self.takes(condition, written));
        self
    }

    /// Takes a condition into one of the fields, if it can be said there and nothing is yet.
    fn takes(&mut self, condition: &Condition, written: &Written) -> bool {
        let Some(word) = written.word(condition) else { return false };
        let field = match condition.field.key.as_str() {
            "function" => &mut self.function,
            "actor" => &mut self.actor,
            "gameId" => &mut self.game_id,
            "env" => &mut self.env,
            "state" if self.state.is_none() => {
                self.state = State::parse(&word);
                return self.state.is_some();
            }
            _ => return false,
        };
        if field.is_some() {
            return false;
        }
        *field = Some(word);
        true
    }
}

/// How much of each job is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// All but parameters and result.
    Brief,
    /// All.
    Whole,
}

/// How many jobs stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is the number of jobs in that state")]
pub struct Stats {
    pub pending: i64,
    pub running: i64,
    pub succeeded: i64,
    pub failed: i64,
    pub canceled: i64,
    pub timeout: i64,
    /// How long those that are over and have begun took together, in microseconds, from their last beginning.
    pub micros: i64,
    /// How many those are.
    pub timed: i64,
}

impl Stats {
    /// All of them.
    pub const fn total(&self) -> i64 {
        self.pending + self.running + self.succeeded + self.failed + self.canceled + self.timeout
    }
}

/// Conditions as SQL for each of the two tables, and their values.
struct Conditions {
    /// For what is not over; `None` where none of it can be meant.
    hot: Option<String>,
    /// For what is over; `None` where none of it can be meant.
    over: Option<String>,
    values: Vec<Param<'static>>,
}

impl Conditions {
    fn of(engine: EngineKind, team: TeamId, filter: &Filter) -> Result<Self, Error> {
        let mut text = "team_id = $1".to_owned();
        let mut values = vec![Param::from(team.0)];
        let mut add = |column: &str, how: &str, value: Option<Param<'static>>| {
            if let Some(value) = value {
                values.push(value);
                // Writing to a string does not fail.
                let _ = write!(text, " AND {column} {how} ${}", values.len());
            }
        };
        let word = |value: &Option<String>| value.clone().map(Param::from);
        let moment = |at: Option<At>| at.map(|at| Param::from(at.micros()));
        add("function_id", "=", word(&filter.function));
        add("actor", "=", word(&filter.actor));
        add("actor", "=", word(&filter.visible_to));
        add("game_id", "=", word(&filter.game_id));
        add("env", "=", word(&filter.env));
        add("ticket_id", "=", filter.ticket.map(|ticket| Param::from(ticket.0)));
        add("created_at", ">=", moment(filter.from));
        add("created_at", "<=", moment(filter.to));
        // The words stand in the text, so that a partial index is of use.
        let (hot, over) = match filter.state {
            None => (Some(text.clone()), Some(text)),
            Some(State::Pending) => (Some(format!("{text} AND stage <> 'running'")), None),
            Some(State::Running) => (Some(format!("{text} AND stage = 'running'")), None),
            Some(State::Succeeded) => (None, Some(format!("{text} AND state = 'succeeded'"))),
            Some(state) => {
                (None, Some(format!("{text} AND state <> 'succeeded' AND state = '{}'", state.word())))
            }
        };
        let mut made = Self { hot, over, values };
        if let Some(written) = &filter.written {
            for (part, columns) in
                [(&mut made.hot, jobs as crate::filter::Columns), (&mut made.over, jobs_over)]
            {
                if let Some(part) = part {
                    let condition = written.compile(columns, (engine, Reach::Find), &mut made.values)?;
                    part.push_str(" AND ");
                    part.push_str(&condition);
                }
            }
        }
        Ok(made)
    }

    /// A question to either table, or to both.
    fn union(&self, hot: &str, over: &str) -> String {
        let part = |columns: &str, table: &str, conditions: &Option<String>| {
            conditions.as_ref().map(|conditions| format!("SELECT {columns} FROM {table} WHERE {conditions}"))
        };
        let parts = [part(hot, "job", &self.hot), part(over, "job_done", &self.over)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" UNION ALL ")
    }
}

/// A page of jobs, newest first.
pub fn page(
    tx: &mut Tx<'_>,
    team: TeamId,
    filter: &Filter,
    depth: Depth,
    (offset, limit): (i64, i64),
) -> Result<Vec<Job>, Error> {
    let mut conditions = Conditions::of(tx.engine(), team, filter)?;
    let union = match depth {
        Depth::Brief => conditions.union(hot!("''"), over!("''", "CAST(NULL AS TEXT)")),
        Depth::Whole => conditions.union(hot!("params"), over!("params", "result")),
    };
    let places = conditions.values.len();
    conditions.values.extend([Param::from(limit), Param::from(offset)]);
    let sql = format!(
        "SELECT * FROM ({union}) AS jobs ORDER BY id DESC LIMIT ${} OFFSET ${}",
        places + 1,
        places + 2
    );
    tx.dynamic_rows(&sql, &conditions.values, map)
}

/// How many jobs there are.
pub fn total(tx: &mut Tx<'_>, team: TeamId, filter: &Filter) -> Result<i64, Error> {
    let conditions = Conditions::of(tx.engine(), team, filter)?;
    let union = conditions.union("COUNT(*) AS n", "COUNT(*) AS n");
    let counts: Vec<i64> = tx.dynamic_rows(&union, &conditions.values, |row| row.get(0))?;
    Ok(counts.into_iter().sum())
}

/// How many jobs stand how, and how long they took.
pub fn stats(tx: &mut Tx<'_>, team: TeamId, filter: &Filter) -> Result<Stats, Error> {
    let conditions = Conditions::of(tx.engine(), team, filter)?;
    let mut parts = Vec::new();
    if let Some(hot) = &conditions.hot {
        parts.push(format!(
            "SELECT CASE WHEN stage = 'running' THEN 'running' ELSE 'pending' END, COUNT(*), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
             FROM job WHERE {hot} GROUP BY 1"
        ));
    }
    if let Some(over) = &conditions.over {
        parts.push(format!(
            "SELECT state, COUNT(*), CAST(COALESCE(SUM(ended_at - started_at), 0) AS BIGINT), COUNT(started_at)
             FROM job_done WHERE {over} GROUP BY state"
        ));
    }
    let rows = tx.dynamic_rows(&parts.join(" UNION ALL "), &conditions.values, |row| {
        Ok((row.get::<String>(0)?, row.get::<i64>(1)?, row.get::<i64>(2)?, row.get::<i64>(3)?))
    })?;
    let mut stats = Stats::default();
    for (word, count, micros, timed) in rows {
        let told = crate::word(State::parse(&word), "job_done.state", &word)?;
        *match told {
            State::Pending => &mut stats.pending,
            State::Running => &mut stats.running,
            State::Succeeded => &mut stats.succeeded,
            State::Failed => &mut stats.failed,
            State::Canceled => &mut stats.canceled,
            State::Timeout => &mut stats.timeout,
        } += count;
        stats.micros += micros;
        stats.timed += timed;
    }
    Ok(stats)
}
