//! Messages to webhooks, each until it is delivered or given up, and every attempt at it.
//!
//! Who sends one holds it until a time: by its owner and the number of the attempt they say that it is still theirs.

use domain::{
    At,
    id::{TeamId, TicketId},
};
use sql::{Error, Row, Tx, params};

/// A message to a webhook.
#[derive(Debug, Clone)]
pub struct Delivery {
    /// The message's id, the same with every attempt.
    pub id: String,
    /// To which webhook.
    pub webhook: String,
    /// The place of the step it tells of; 0 for none.
    pub place: i64,
    /// The ticket it tells of; 0 for none.
    pub ticket: TicketId,
    /// What it is called on the wire.
    pub kind: String,
    /// How far it is.
    pub state: State,
    /// Attempts that were begun.
    pub attempts: i64,
    /// Of these, since it was last to be sent anew.
    pub tries: i64,
    /// While it waits, when it is sent; while it is sent, until when it is its sender's.
    pub due: At,
    /// When it was made.
    pub created: At,
    /// When it was delivered or given up.
    pub ended: Option<At>,
}

/// How far a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum State {
    Waiting,
    Sending,
    Delivered,
    Failed,
}

impl State {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Sending, Self::Delivered, Self::Failed];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Sending => "sending",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
        }
    }

    /// Reads a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

/// A message to be made.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its id.
    pub id: String,
    /// To which webhook.
    pub webhook: String,
    /// The place of the step it tells of; 0 for none.
    pub place: i64,
    /// The ticket it tells of; 0 for none.
    pub ticket: TicketId,
    /// What it is called on the wire.
    pub kind: String,
    /// What is sent.
    pub body: String,
}

/// A message that is one's own to send.
#[derive(Debug, Clone)]
pub struct Held {
    /// Its id.
    pub id: String,
    /// To which webhook.
    pub webhook: String,
    /// What is sent.
    pub body: String,
    /// The number of this attempt.
    pub attempt: i64,
    /// Its number since the message was last to be sent anew.
    pub tries: i64,
}

/// What became of an attempt.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// Its number.
    pub number: i64,
    /// When it ended.
    pub at: At,
    /// How long it took, in microseconds.
    pub took: i64,
    /// The status of the answer, if there was one.
    pub status: Option<i64>,
    /// Why there was none, or why it does not count; empty for success.
    pub failure: String,
    /// The first bytes of the answer.
    pub answer: String,
}

macro_rules! columns {
    () => {
        "id, webhook, place, ticket_id, kind, state, attempts, tries, due_at, created_at, ended_at"
    };
}

macro_rules! pick {
    ($more:literal, $lock:literal) => {
        concat!(
            "SELECT d.id, d.webhook, d.body, d.attempts, d.tries FROM delivery d
             WHERE d.team_id = $1 AND d.webhook = $2 AND d.state = 'waiting' AND d.due_at <= $3 ",
            $more,
            " ORDER BY d.due_at, d.place LIMIT $4",
            $lock
        )
    };
}

/// None of the same ticket is still under way before it.
macro_rules! first_of_ticket {
    ($lock:literal) => {
        pick!(
            "AND NOT EXISTS (SELECT 1 FROM delivery e
                             WHERE e.team_id = d.team_id AND e.webhook = d.webhook AND e.ticket_id = d.ticket_id
                               AND e.place < d.place AND e.state IN ('waiting', 'sending'))",
            $lock
        )
    };
}

sql::statements! {
    INSERT = "INSERT INTO delivery (team_id, id, webhook, place, ticket_id, kind, body, state, attempts, tries, due_at, owner,
                                    created_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting', 0, 0, $8, '', $8) ON CONFLICT DO NOTHING";
    /// What is being taken by another node is passed over.
    PICK = { sqlite: pick!("", ""), postgres: pick!("", " FOR UPDATE SKIP LOCKED") };
    PICK_FIRST = { sqlite: first_of_ticket!(""), postgres: first_of_ticket!(" FOR UPDATE OF d SKIP LOCKED") };
    /// The state is asked for so that no index of all that wait is taken instead of the number's.
    HOLD = "UPDATE delivery SET state = 'sending', owner = $3, due_at = $4, attempts = attempts + 1, tries = tries + 1
            WHERE team_id = $1 AND id = $2 AND state || '' = 'waiting'";
    IS_DUE = "SELECT 1 FROM delivery WHERE team_id = $1 AND webhook = $2 AND state = 'waiting' AND due_at <= $3 LIMIT 1";
    /// As in [`HOLD`].
    END = "UPDATE delivery SET state = $5, due_at = $6, ended_at = $7, owner = ''
           WHERE team_id = $1 AND id = $2 AND attempts = $3 AND owner = $4 AND state || '' = 'sending'";
    ATTEMPT = "INSERT INTO delivery_attempt (team_id, delivery, number, at, took, status, failure, answer)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    ATTEMPTS = "SELECT number, at, took, status, failure, answer FROM delivery_attempt
                WHERE team_id = $1 AND delivery = $2 ORDER BY number DESC LIMIT 100";
    /// Of senders that are gone.
    LAPSED = "UPDATE delivery SET state = 'waiting', due_at = $2, owner = ''
              WHERE team_id = $1 AND state = 'sending' AND due_at <= $2";
    /// Where there is only one sender, all that is another's is a dead one's.
    LEFT_BEHIND = "UPDATE delivery SET state = 'waiting', due_at = $2, owner = ''
                   WHERE team_id = $1 AND state = 'sending' AND owner <> $3";
    GIVE_BACK = "UPDATE delivery SET state = 'waiting', due_at = $2, owner = ''
                 WHERE team_id = $1 AND state = 'sending' AND owner = $3";
    /// Whatever waits is tried again at once.
    HURRY = "UPDATE delivery SET due_at = $3 WHERE team_id = $1 AND webhook = $2 AND state = 'waiting' AND due_at > $3";
    GET = concat!("SELECT ", columns!(), " FROM delivery WHERE team_id = $1 AND id = $2");
    BODY = "SELECT body FROM delivery WHERE team_id = $1 AND id = $2";
    PAGE = concat!("SELECT ", columns!(), " FROM delivery
                    WHERE team_id = $1 AND webhook = $2 AND (created_at < $3 OR created_at = $3 AND id < $4)
                    ORDER BY created_at DESC, id DESC LIMIT $5");
    PAGE_IN = concat!("SELECT ", columns!(), " FROM delivery
                       WHERE team_id = $1 AND webhook = $2 AND (created_at < $3 OR created_at = $3 AND id < $4)
                         AND state = $6
                       ORDER BY created_at DESC, id DESC LIMIT $5");
    AGAIN = "UPDATE delivery SET state = 'waiting', due_at = $3, tries = 0, ended_at = NULL
             WHERE team_id = $1 AND id = $2 AND state IN ('delivered', 'failed')";
    AGAIN_SINCE = "UPDATE delivery SET state = 'waiting', due_at = $4, tries = 0, ended_at = NULL
                   WHERE team_id = $1 AND webhook = $2 AND created_at >= $3 AND state = 'failed'";
    AGAIN_ALL_SINCE = "UPDATE delivery SET state = 'waiting', due_at = $4, tries = 0, ended_at = NULL
                       WHERE team_id = $1 AND webhook = $2 AND created_at >= $3 AND state IN ('failed', 'delivered')";
    OLD = "SELECT id FROM delivery WHERE team_id = $1 AND ended_at < $2 ORDER BY ended_at LIMIT $3";
    DELETE_ATTEMPTS_OF = "DELETE FROM delivery_attempt WHERE team_id = $1 AND delivery IN
                            (SELECT id FROM delivery WHERE team_id = $1 AND webhook = $2)";
    DELETE_OF = "DELETE FROM delivery WHERE team_id = $1 AND webhook = $2";
    /// Nobody wants it any more.
    GIVE_UP = "UPDATE delivery SET state = 'failed', ended_at = $4
               WHERE team_id = $1 AND webhook = $2 AND created_at < $3 AND state = 'waiting'";
    FORGET = "DELETE FROM delivery WHERE team_id = $1 AND id = $2";
    FORGET_ATTEMPTS = "DELETE FROM delivery_attempt WHERE team_id = $1 AND delivery = $2";
}

fn map(row: &Row<'_>) -> Result<Delivery, Error> {
    let state = row.text(5)?;
    Ok(Delivery {
        id: row.get(0)?,
        webhook: row.get(1)?,
        place: row.get(2)?,
        ticket: TicketId(row.get(3)?),
        kind: row.get(4)?,
        state: crate::word(State::parse(state), "delivery.state", state)?,
        attempts: row.get(6)?,
        tries: row.get(7)?,
        due: At::from_micros(row.get(8)?),
        created: At::from_micros(row.get(9)?),
        ended: row.get::<Option<i64>>(10)?.map(At::from_micros),
    })
}

/// Adds a message, to be sent at once. One of the same id is there already, and stays.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, draft: &Draft, at: At) -> Result<(), Error> {
    let values = params![
        team.0,
        &draft.id,
        &draft.webhook,
        draft.place,
        draft.ticket.0,
        &draft.kind,
        &draft.body,
        at.micros()
    ];
    tx.put(&INSERT, values)
}

/// Whether any of a webhook's messages is to be sent by now.
pub fn is_due(tx: &mut Tx<'_>, team: TeamId, webhook: &str, now: At) -> Result<bool, Error> {
    Ok(tx.row(&IS_DUE, params![team.0, webhook, now.micros()], |_| Ok(()))?.is_some())
}

/// Who takes messages, and until when they are theirs.
#[derive(Debug, Clone, Copy)]
pub struct Lease<'a> {
    /// The sender.
    pub owner: &'a str,
    /// Now.
    pub now: At,
    /// The end of it.
    pub until: At,
}

/// Takes at most `limit` of a webhook's messages that are due.
pub fn take(
    tx: &mut Tx<'_>,
    team: TeamId,
    (webhook, order): (&str, crate::webhook::Order),
    lease: Lease<'_>,
    limit: i64,
) -> Result<Vec<Held>, Error> {
    let pick = match order {
        crate::webhook::Order::Free => &PICK,
        crate::webhook::Order::ByTicket => &PICK_FIRST,
    };
    let held = tx.rows(pick, params![team.0, webhook, lease.now.micros(), limit], |row| {
        Ok(Held {
            id: row.get(0)?,
            webhook: row.get(1)?,
            body: row.get(2)?,
            attempt: row.get::<i64>(3)? + 1,
            tries: row.get::<i64>(4)? + 1,
        })
    })?;
    for one in &held {
        tx.put(&HOLD, params![team.0, &one.id, lease.owner, lease.until.micros()])?;
    }
    Ok(held)
}

/// What becomes of a message after an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// It has come.
    Delivered,
    /// It is tried again then.
    Again(At),
    /// It is given up.
    Failed,
}

/// Writes down what became of an attempt; `false` when the message is not that attempt's any more, and nothing was written.
pub fn end(
    tx: &mut Tx<'_>,
    team: TeamId,
    (held, owner): (&Held, &str),
    end: End,
    attempt: &Attempt,
) -> Result<bool, Error> {
    let now = attempt.at.micros();
    let (state, due, ended) = match end {
        End::Delivered => (State::Delivered, now, Some(now)),
        End::Again(due) => (State::Waiting, due.micros(), None),
        End::Failed => (State::Failed, now, Some(now)),
    };
    let fence = params![team.0, &held.id, held.attempt, owner, state.word(), due, ended];
    if tx.execute(&END, fence)? == 0 {
        return Ok(false);
    }
    let values = params![
        team.0,
        &held.id,
        attempt.number,
        now,
        attempt.took,
        attempt.status,
        &attempt.failure,
        &attempt.answer
    ];
    tx.put(&ATTEMPT, values)?;
    Ok(true)
}

/// Has messages sent again whose senders have not come back in time; how many.
pub fn lapsed(tx: &mut Tx<'_>, team: TeamId, now: At) -> Result<u64, Error> {
    tx.execute(&LAPSED, params![team.0, now.micros()])
}

/// Has messages sent again that are held by anybody else: where there is only one sender.
pub fn left_behind(tx: &mut Tx<'_>, team: TeamId, now: At, owner: &str) -> Result<u64, Error> {
    tx.execute(&LEFT_BEHIND, params![team.0, now.micros(), owner])
}

/// Has messages sent by others that one has not come to.
pub fn give_back(tx: &mut Tx<'_>, team: TeamId, now: At, owner: &str) -> Result<u64, Error> {
    tx.execute(&GIVE_BACK, params![team.0, now.micros(), owner])
}

/// Has everything that waits for a webhook tried now.
pub fn hurry(tx: &mut Tx<'_>, team: TeamId, webhook: &str, now: At) -> Result<(), Error> {
    tx.put(&HURRY, params![team.0, webhook, now.micros()])
}

/// A message.
pub fn get(tx: &mut Tx<'_>, team: TeamId, id: &str) -> Result<Option<Delivery>, Error> {
    tx.row(&GET, params![team.0, id], map)
}

/// What a message says.
pub fn body(tx: &mut Tx<'_>, team: TeamId, id: &str) -> Result<Option<String>, Error> {
    tx.row(&BODY, params![team.0, id], |row| row.get(0))
}

/// The attempts at a message, newest first; at most the last 100.
pub fn attempts(tx: &mut Tx<'_>, team: TeamId, id: &str) -> Result<Vec<Attempt>, Error> {
    tx.rows(&ATTEMPTS, params![team.0, id], |row| {
        Ok(Attempt {
            number: row.get(0)?,
            at: At::from_micros(row.get(1)?),
            took: row.get(2)?,
            status: row.get(3)?,
            failure: row.get(4)?,
            answer: row.get(5)?,
        })
    })
}

/// At most `limit` messages to a webhook that were made before another (its time and id), newest first; of one state, where
/// that is given.
pub fn page(
    tx: &mut Tx<'_>,
    team: TeamId,
    webhook: &str,
    before: (At, &str),
    state: Option<State>,
    limit: i64,
) -> Result<Vec<Delivery>, Error> {
    let (at, id) = (before.0.micros(), before.1);
    match state {
        None => tx.rows(&PAGE, params![team.0, webhook, at, id, limit], map),
        Some(state) => tx.rows(&PAGE_IN, params![team.0, webhook, at, id, limit, state.word()], map),
    }
}

/// Has a message sent anew that has ended; `false` when it has not, or is none.
pub fn again(tx: &mut Tx<'_>, team: TeamId, id: &str, now: At) -> Result<bool, Error> {
    Ok(tx.execute(&AGAIN, params![team.0, id, now.micros()])? == 1)
}

/// Which of a webhook's messages are sent anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anew {
    /// Those that were given up.
    Failed,
    /// Those that were delivered too.
    All,
}

/// Has messages sent anew that were made at a time or later; how many.
pub fn again_since(
    tx: &mut Tx<'_>,
    team: TeamId,
    webhook: &str,
    which: Anew,
    (since, now): (At, At),
) -> Result<u64, Error> {
    let statement = match which {
        Anew::Failed => &AGAIN_SINCE,
        Anew::All => &AGAIN_ALL_SINCE,
    };
    tx.execute(statement, params![team.0, webhook, since.micros(), now.micros()])
}

/// Forgets at most `limit` messages that ended before a time; how many.
pub fn forget_old(tx: &mut Tx<'_>, team: TeamId, before: At, limit: i64) -> Result<usize, Error> {
    let old: Vec<String> = tx.rows(&OLD, params![team.0, before.micros(), limit], |row| row.get(0))?;
    forget(tx, team, &old)
}

/// Removes all messages to a webhook that goes.
pub fn delete_of(tx: &mut Tx<'_>, team: TeamId, webhook: &str) -> Result<(), Error> {
    tx.put(&DELETE_ATTEMPTS_OF, params![team.0, webhook])?;
    tx.put(&DELETE_OF, params![team.0, webhook])
}

/// Gives up what was made before a time and still waits.
pub fn give_up(tx: &mut Tx<'_>, team: TeamId, webhook: &str, (before, now): (At, At)) -> Result<(), Error> {
    tx.put(&GIVE_UP, params![team.0, webhook, before.micros(), now.micros()])
}

fn forget(tx: &mut Tx<'_>, team: TeamId, ids: &[String]) -> Result<usize, Error> {
    for id in ids {
        tx.put(&FORGET_ATTEMPTS, params![team.0, id])?;
        tx.put(&FORGET, params![team.0, id])?;
    }
    Ok(ids.len())
}
