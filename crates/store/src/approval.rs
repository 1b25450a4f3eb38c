//! Requests for consent to a step, and the places of those who are asked: at most one vote each.

use domain::{
    At,
    field::Names,
    id::{TeamId, TicketId},
    workflow::approval::{Order, Place, Round, Rule, Vote},
};
use sql::{Error, Row, Tx, params};

/// How far a request is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Votes are waited for.
    Open,
    /// Consent was given, and the step taken.
    Granted,
    /// Consent can no longer be reached.
    Refused,
    /// Whoever asked no longer wants it.
    Withdrawn,
    /// The ticket went another way meanwhile.
    Overtaken,
    /// Consent was given, and the step could not be taken: why not is said.
    Failed,
}

impl State {
    const ALL: [Self; 6] =
        [Self::Open, Self::Granted, Self::Refused, Self::Withdrawn, Self::Overtaken, Self::Failed];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Overtaken => "overtaken",
            Self::Failed => "failed",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word)
    }
}

/// A request for consent.
#[derive(Debug, Clone, PartialEq)]
pub struct Approval {
    /// Its number.
    pub id: i64,
    /// The ticket.
    pub ticket: TicketId,
    /// The transition that is asked for, by its id.
    pub transition: String,
    /// The key of the status that the ticket was in.
    pub status: String,
    /// The user name of who asked.
    pub requester: String,
    /// How many must consent.
    pub rule: Rule,
    /// Whether they are asked together.
    pub order: Order,
    /// What was answered to the transition's screen, as the use case writes it.
    pub answer: String,
    /// How far it is.
    pub state: State,
    /// Why the step could not be taken.
    pub why: Option<Names>,
    /// When those who are waited for were last reminded.
    pub reminded: Option<At>,
    /// When it was asked for.
    pub created: At,
    /// When it ended.
    pub ended: Option<At>,
    /// Who is asked, in the order of asking.
    pub seats: Vec<Seat>,
}

/// The place of somebody who is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Who, by whose leave, and their vote.
    pub place: Place,
    /// What they said with it.
    pub note: String,
    /// When they voted.
    pub voted: Option<At>,
}

impl Approval {
    /// The request as the rules know it.
    pub fn round(&self) -> Round {
        Round {
            requester: self.requester.clone(),
            rule: self.rule,
            order: self.order,
            places: self.seats.iter().map(|seat| seat.place.clone()).collect(),
            withdrawn: self.state == State::Withdrawn,
            reminded: self.reminded,
        }
    }
}

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT a.id, a.ticket_id, a.transition, a.status, a.requester, a.rule, a.turns, a.answer, a.state, a.why,
                    a.reminded_at, a.created_at, a.ended_at FROM ",
            $rest
        )
    };
}

pub(crate) use select;

sql::statements! {
    INSERT = "INSERT INTO approval (team_id, id, ticket_id, transition, status, requester, rule, turns, answer, state, created_at)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    UPDATE = "UPDATE approval SET state = $3, why = $4, reminded_at = $5, ended_at = $6 WHERE team_id = $1 AND id = $2";
    OVERTAKE = "UPDATE approval SET state = 'overtaken', ended_at = $3
                WHERE team_id = $1 AND ticket_id = $2 AND state = 'open' RETURNING id";
    PUT_SEAT = "INSERT INTO vote (team_id, approval_id, approver, place, given_by, vote, note, voted_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (team_id, approval_id, approver) DO UPDATE SET place = excluded.place, vote = excluded.vote,
                  note = excluded.note, voted_at = excluded.voted_at";
    DROP_SEAT = "DELETE FROM vote WHERE team_id = $1 AND approval_id = $2 AND approver = $3 AND vote = ''";
    SEATS = "SELECT approver, vote, given_by, note, voted_at FROM vote
             WHERE team_id = $1 AND approval_id = $2 ORDER BY place";
    GET = select!("approval a WHERE a.team_id = $1 AND a.ticket_id = $2 AND a.id = $3");
    LIST = select!("approval a WHERE a.team_id = $1 AND a.ticket_id = $2 ORDER BY a.id DESC LIMIT 200");
    OPEN = select!("approval a WHERE a.team_id = $1 AND a.ticket_id = $2 AND a.state = 'open'");
    /// What waits for somebody's vote, in turn or not.
    OF_APPROVER = select!("vote v JOIN approval a ON a.team_id = v.team_id AND a.id = v.approval_id
                           WHERE v.team_id = $1 AND v.approver = $2 AND v.vote = '' AND a.ended_at IS NULL
                           ORDER BY a.id LIMIT 500");
    IS_ASKED = "SELECT 1 FROM vote v JOIN approval a ON a.team_id = v.team_id AND a.id = v.approval_id
                WHERE v.team_id = $1 AND v.approver = $2 AND v.vote = '' AND a.ended_at IS NULL AND a.ticket_id = $3 LIMIT 1";
}

const fn vote_word(vote: Option<Vote>) -> &'static str {
    match vote {
        None => "",
        Some(Vote::Consent) => "consent",
        Some(Vote::Refuse) => "refuse",
    }
}

fn read_vote(word: &str) -> Result<Option<Vote>, Error> {
    match word {
        "" => Ok(None),
        "consent" => Ok(Some(Vote::Consent)),
        "refuse" => Ok(Some(Vote::Refuse)),
        word => crate::word(None, "vote.vote", word),
    }
}

pub(crate) fn map(row: &Row<'_>) -> Result<Approval, Error> {
    let (turns, state) = (row.text(6)?, row.text(8)?);
    let order = match turns {
        "at_once" => Some(Order::AtOnce),
        "in_turn" => Some(Order::InTurn),
        _ => None,
    };
    Ok(Approval {
        id: row.get(0)?,
        ticket: TicketId(row.get(1)?),
        transition: row.get(2)?,
        status: row.get(3)?,
        requester: row.get(4)?,
        rule: crate::json(row.text(5)?)?,
        order: crate::word(order, "approval.turns", turns)?,
        answer: row.get(7)?,
        state: crate::word(State::parse(state), "approval.state", state)?,
        why: row.get::<Option<String>>(9)?.map(|text| crate::json(&text)).transpose()?,
        reminded: row.get::<Option<i64>>(10)?.map(At::from_micros),
        created: At::from_micros(row.get(11)?),
        ended: row.get::<Option<i64>>(12)?.map(At::from_micros),
        seats: Vec::new(),
    })
}

/// Adds one with its places.
pub fn insert(tx: &mut Tx<'_>, team: TeamId, a: &Approval) -> Result<(), Error> {
    let turns = match a.order {
        Order::AtOnce => "at_once",
        Order::InTurn => "in_turn",
    };
    let values = params![
        team.0,
        a.id,
        a.ticket.0,
        &a.transition,
        &a.status,
        &a.requester,
        crate::to_json(&a.rule)?,
        turns,
        &a.answer,
        a.state.word(),
        a.created.micros()
    ];
    tx.put(&INSERT, values)?;
    put_seats(tx, team, a)
}

fn put_seats(tx: &mut Tx<'_>, team: TeamId, a: &Approval) -> Result<(), Error> {
    for (place, seat) in (0_i64..).zip(&a.seats) {
        let Place { approver, vote, by } = &seat.place;
        let values = params![
            team.0,
            a.id,
            approver,
            place,
            by,
            vote_word(*vote),
            &seat.note,
            seat.voted.map(At::micros)
        ];
        tx.put(&PUT_SEAT, values)?;
    }
    Ok(())
}

/// Writes how far it is, and its places: `gone` have given theirs away. The ticket's row must be locked.
pub fn update(tx: &mut Tx<'_>, team: TeamId, a: &Approval, gone: &[String]) -> Result<(), Error> {
    let why = a.why.as_ref().map(crate::to_json).transpose()?;
    let (reminded, ended) = (a.reminded.map(At::micros), a.ended.map(At::micros));
    tx.put(&UPDATE, params![team.0, a.id, a.state.word(), why, reminded, ended])?;
    for approver in gone {
        tx.put(&DROP_SEAT, params![team.0, a.id, approver])?;
    }
    put_seats(tx, team, a)
}

/// Ends what is open about a ticket that goes another way; its number, if something was.
pub fn overtake(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, at: At) -> Result<Option<i64>, Error> {
    tx.row(&OVERTAKE, params![team.0, ticket.0, at.micros()], |row| row.get(0))
}

fn with_seats(tx: &mut Tx<'_>, team: TeamId, mut found: Vec<Approval>) -> Result<Vec<Approval>, Error> {
    for approval in &mut found {
        approval.seats = tx.rows(&SEATS, params![team.0, approval.id], seat)?;
    }
    Ok(found)
}

/// A place: approver, vote, by whom it was given, note and time.
pub(crate) fn seat(row: &Row<'_>) -> Result<Seat, Error> {
    let place = Place { approver: row.get(0)?, vote: read_vote(row.text(1)?)?, by: row.get(2)? };
    let voted = row.get::<Option<i64>>(4)?.map(At::from_micros);
    Ok(Seat { place, note: row.get(3)?, voted })
}

/// One of a ticket, by number.
pub fn get(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, id: i64) -> Result<Option<Approval>, Error> {
    let found = tx.row(&GET, params![team.0, ticket.0, id], map)?;
    Ok(with_seats(tx, team, found.into_iter().collect())?.pop())
}

/// The newest 200 of a ticket, newest first.
pub fn list(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Vec<Approval>, Error> {
    let found = tx.rows(&LIST, params![team.0, ticket.0], map)?;
    with_seats(tx, team, found)
}

/// The one of a ticket that is open.
pub fn open(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<Option<Approval>, Error> {
    let found = tx.row(&OPEN, params![team.0, ticket.0], map)?;
    Ok(with_seats(tx, team, found.into_iter().collect())?.pop())
}

/// The oldest 500 that are open and lack the vote of that user name, oldest first.
pub fn of_approver(tx: &mut Tx<'_>, team: TeamId, username: &str) -> Result<Vec<Approval>, Error> {
    let found = tx.rows(&OF_APPROVER, params![team.0, username], map)?;
    with_seats(tx, team, found)
}

/// Whether that user name's vote is asked for on the ticket now.
pub fn is_asked(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId, username: &str) -> Result<bool, Error> {
    Ok(tx.row(&IS_ASKED, params![team.0, username, ticket.0], |_| Ok(()))?.is_some())
}
