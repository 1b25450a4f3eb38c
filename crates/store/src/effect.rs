//! Post functions that steps have brought about: one row each, written with the step, worked off in order.

use domain::{
    At,
    field::Names,
    id::{TeamId, TicketId},
    workflow::{cause::Cause, post_function::PostFunction},
};
use sql::{Error, Row, Tx, params};

/// How long one that has ended is kept, in seconds: 30 days. Its outcome stands in the history.
pub const KEPT_SECONDS: i64 = 30 * 24 * 60 * 60;

/// How far a post function is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// It is still to be run, or to be run again.
    Waiting,
    /// It was run.
    Done,
    /// There was nothing for it to do: why not is said.
    Skipped,
    /// It was tried as often as it is, in vain.
    Failed,
}

impl State {
    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Waiting, Self::Done, Self::Skipped, Self::Failed].into_iter().find(|s| s.word() == word)
    }
}

/// A post function of a step.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The version of the ticket after the step that it follows.
    pub version: i64,
    /// Its place among the post functions of that step, from 0.
    pub place: i64,
    /// What is to be done.
    pub function: PostFunction,
    /// The user name of who took the step.
    pub actor: String,
    /// What may still come of it.
    pub cause: Cause,
    /// How far it is.
    pub state: State,
    /// How often it was tried in vain.
    pub attempts: i64,
    /// When it is tried next; nothing once it has ended.
    pub due: Option<At>,
    /// Why it was in vain, the last time.
    pub why: Option<Names>,
    /// When the step was.
    pub created: At,
    /// When it ended.
    pub ended: Option<At>,
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT ticket_version, place, definition, actor, chain, state, attempts, due_at, why, created_at, ended_at, budget
             FROM effect ",
            $rest
        )
    };
}

sql::statements! {
    INSERT = "INSERT INTO effect (team_id, ticket_id, ticket_version, place, definition, actor, chain, budget, state, attempts,
                due_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 0, $9, $9)";
    DUE = "SELECT ticket_id FROM effect
           WHERE team_id = $1 AND due_at <= $2 AND ended_at IS NULL ORDER BY due_at LIMIT $3";
    FIRST = select!("WHERE team_id = $1 AND ticket_id = $2 AND ended_at IS NULL ORDER BY ticket_version, place LIMIT 1");
    AFTER = "SELECT 1 FROM effect
             WHERE team_id = $1 AND ticket_id = $2 AND ticket_version = $3 AND place > $4 LIMIT 1";
    LIST = select!("WHERE team_id = $1 AND ticket_id = $2 ORDER BY ticket_version, place");
    PUT_OFF = "UPDATE effect SET due_at = $3 WHERE team_id = $1 AND ticket_id = $2 AND due_at < $3 AND ended_at IS NULL";
    TRIED = "UPDATE effect SET attempts = attempts + 1, why = $5
             WHERE team_id = $1 AND ticket_id = $2 AND ticket_version = $3 AND place = $4";
    /// What is next due of one that has ended is that it is forgotten.
    END = "UPDATE effect SET state = $5, why = $6, ended_at = $7, due_at = $8
           WHERE team_id = $1 AND ticket_id = $2 AND ticket_version = $3 AND place = $4 AND ended_at IS NULL";
    OLD = "SELECT ticket_id, ticket_version, place FROM effect
           WHERE team_id = $1 AND due_at <= $2 AND ended_at IS NOT NULL ORDER BY due_at LIMIT $3";
    FORGET = "DELETE FROM effect WHERE team_id = $1 AND ticket_id = $2 AND ticket_version = $3 AND place = $4
              AND ended_at IS NOT NULL";
}

fn map(row: &Row<'_>) -> Result<Effect, Error> {
    let state = row.text(5)?;
    let ended = row.get::<Option<i64>>(10)?.map(At::from_micros);
    Ok(Effect {
        version: row.get(0)?,
        place: row.get(1)?,
        function: crate::json(row.text(2)?)?,
        actor: row.get(3)?,
        cause: Cause { chain: row.get(4)?, budget: row.get(11)? },
        state: crate::word(State::parse(state), "effect.state", state)?,
        attempts: row.get(6)?,
        due: row.get::<Option<i64>>(7)?.filter(|_| ended.is_none()).map(At::from_micros),
        why: row.get::<Option<String>>(8)?.map(|text| crate::json(&text)).transpose()?,
        created: At::from_micros(row.get(9)?),
        ended,
    })
}

/// Adds one that is to be run from `at` on.
pub fn insert(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    (version, place): (i64, i64),
    function: &PostFunction,
    (actor, cause): (&str, Cause),
    at: At,
) -> Result<(), Error> {
    let definition = crate::to_json(function)?;
    let (chain, budget) = (cause.chain, cause.budget);
    let values = params![team.0, ticket.0, version, place, definition, actor, chain, budget, at.micros()];
    tx.put(&INSERT, values)
}

/// The tickets of at most `limit` post functions that are to be run by now, the longest due first.
pub fn due(tx: &mut Tx<'_>, team: TeamId, now: At, limit: i64) -> Result<Vec<TicketId>, Error> {
    tx.rows(&DUE, params![team.0, now.micros(), limit], |row| Ok(TicketId(row.get(0)?)))
}

/// The first post function of a ticket that has not ended. The ticket's row must be locked: that is the claim.
pub fn first(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Option<Effect>, Error> {
    tx.row(&FIRST, params![team.0, ticket.0], map)
}

/// Whether it has others after it of the same step.
pub fn has_more(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, effect: &Effect) -> Result<bool, Error> {
    let more = tx.row(&AFTER, params![team.0, ticket.0, effect.version, effect.place], |_| Ok(()))?;
    Ok(more.is_some())
}

/// A ticket's, oldest first.
pub fn list(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Vec<Effect>, Error> {
    tx.rows(&LIST, params![team.0, ticket.0], map)
}

/// Lets nothing of the ticket be run before `until`.
pub fn put_off(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, until: At) -> Result<(), Error> {
    tx.put(&PUT_OFF, params![team.0, ticket.0, until.micros()])
}

/// Counts an attempt in vain.
pub fn tried(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    effect: &Effect,
    why: &Names,
) -> Result<(), Error> {
    tx.put(&TRIED, params![team.0, ticket.0, effect.version, effect.place, crate::to_json(why)?])
}

/// Ends one; `false` when it had ended.
pub fn end(
    tx: &mut Tx<'_>,
    team: TeamId,
    ticket: TicketId,
    effect: &Effect,
    (state, why): (State, Option<&Names>),
    at: At,
) -> Result<bool, Error> {
    let why = why.map(crate::to_json).transpose()?;
    let forget = at.plus_seconds(KEPT_SECONDS);
    let values = params![
        team.0,
        ticket.0,
        effect.version,
        effect.place,
        state.word(),
        why,
        at.micros(),
        forget.micros()
    ];
    Ok(tx.execute(&END, values)? == 1)
}

/// Forgets at most `limit` of those that ended longer than [`KEPT_SECONDS`] ago; how many there were.
pub fn forget(tx: &mut Tx<'_>, team: TeamId, now: At, limit: i64) -> Result<usize, Error> {
    let key = |row: &Row<'_>| Ok([row.get::<i64>(0)?, row.get(1)?, row.get(2)?]);
    let mut old = tx.rows(&OLD, params![team.0, now.micros(), limit], key)?;
    // In one order on every node, so that none waits for another that waits for it.
    old.sort_unstable();
    for [ticket, version, place] in &old {
        tx.put(&FORGET, params![team.0, *ticket, *version, *place])?;
    }
    Ok(old.len())
}
