//! The road of a changed ticket's words into the index: marked as due in the transaction that changes the ticket, cut in
//! a reading one, written many at a time.
//!
//! An engine's inverted index is dear to change by a little and cheap to change by much: a few words of one ticket cost it
//! as much as all else that a change writes. So a change leaves a mark, and whoever searches sees to it that no mark is
//! left from before. A mark is never the same twice: words that were cut before a ticket was marked again are not written.

use super::index::{CommentWords, terms};
use domain::{
    id::{TeamId, TicketId},
    ticket::Ticket,
};
use sql::{Error, Tx, params};
use std::collections::{HashMap, HashSet};

sql::statements! {
    MARK = {
        sqlite: "INSERT INTO search_due (team_id, ticket_id, mark) VALUES ($1, $2, random())
                 ON CONFLICT (team_id, ticket_id) DO UPDATE SET mark = excluded.mark",
        postgres: "INSERT INTO search_due (team_id, ticket_id, mark)
                   VALUES ($1, $2, CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT))
                   ON CONFLICT (team_id, ticket_id) DO UPDATE SET mark = excluded.mark",
    };
    MARK_ALL = {
        sqlite: "INSERT INTO search_due (team_id, ticket_id, mark) SELECT team_id, id, random() FROM ticket WHERE team_id = $1
                 ON CONFLICT (team_id, ticket_id) DO UPDATE SET mark = excluded.mark",
        postgres: "INSERT INTO search_due (team_id, ticket_id, mark)
                   SELECT team_id, id, CAST(CAST(pg_current_xact_id() AS TEXT) AS BIGINT) FROM ticket WHERE team_id = $1
                   ON CONFLICT (team_id, ticket_id) DO UPDATE SET mark = excluded.mark",
    };
    ANY = "SELECT ticket_id FROM search_due WHERE team_id = $1 ORDER BY ticket_id DESC LIMIT 1";
    /// The newest first: what has just been written is looked for most.
    SOME = "SELECT ticket_id, mark FROM search_due WHERE team_id = $1 ORDER BY ticket_id DESC LIMIT $2";
    COMMENTS = {
        sqlite: "SELECT ticket_id, content, internal FROM comment
                 WHERE team_id = $1 AND ticket_id IN (SELECT value FROM json_each('[' || $2 || ']')) ORDER BY ticket_id, id",
        postgres: "SELECT ticket_id, content, internal FROM comment
                   WHERE team_id = $1 AND ticket_id = ANY (CAST(string_to_array($2, ',') AS BIGINT[])) ORDER BY ticket_id, id",
    };
    /// Takes the marks that are still as they were read.
    TAKE = {
        sqlite: "DELETE FROM search_due WHERE team_id = $1 AND (ticket_id, mark) IN
                     (SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each($2))
                 RETURNING ticket_id",
        // The list of numbers beside the join has it go to the rows by their key, whatever it thinks that there are.
        postgres: "WITH read AS MATERIALIZED (
                     SELECT CAST(value ->> 0 AS BIGINT) AS id, CAST(value ->> 1 AS BIGINT) AS mark
                     FROM json_array_elements(CAST(CAST($2 AS TEXT) AS JSON)))
                   DELETE FROM search_due USING read
                   WHERE team_id = $1 AND ticket_id = ANY (ARRAY(SELECT id FROM read))
                     AND ticket_id = read.id AND search_due.mark = read.mark
                   RETURNING ticket_id",
    };
    /// `VALUES`, not `SELECT`: of what may give many rows SQLite makes a savepoint, at which the index writes out what it
    /// holds.
    PUT = {
        sqlite: "INSERT OR REPLACE INTO ticket_search (rowid, terms) VALUES ($2, $3)",
        postgres: "INSERT INTO ticket_search (team_id, ticket_id, terms)
                   VALUES ($1, $2, array_to_tsvector(string_to_array($3, ' ')))
                   ON CONFLICT (team_id, ticket_id) DO UPDATE SET terms = excluded.terms",
    };
}

/// The words of a few tickets, ready to be written.
#[derive(Debug, Clone, Default)]
pub struct Words {
    tickets: Vec<Cut>,
}

#[derive(Debug, Clone)]
struct Cut {
    ticket: i64,
    mark: i64,
    /// `None` when there is no such ticket any more.
    terms: Option<String>,
}

impl Words {
    /// Of how many tickets they are.
    pub fn tickets(&self) -> usize {
        self.tickets.len()
    }

    /// The same, each ticket's for itself.
    pub fn one_by_one(self) -> impl Iterator<Item = Self> {
        self.tickets.into_iter().map(|cut| Self { tickets: vec![cut] })
    }
}

/// Marks the words of a ticket, or of its comments, as due.
pub(crate) fn mark(tx: &mut Tx<'_>, team: TeamId, ticket: TicketId) -> Result<(), Error> {
    tx.put(&MARK, params![team.0, ticket.0])
}

/// Marks every ticket there is.
pub(super) fn mark_all(tx: &mut Tx<'_>, team: TeamId) -> Result<(), Error> {
    tx.put(&MARK_ALL, params![team.0])
}

/// Whether there are tickets whose words are not in the index yet.
pub fn is_behind(tx: &mut Tx<'_>, team: TeamId) -> Result<bool, Error> {
    Ok(tx.row(&ANY, params![team.0], |row| row.get::<i64>(0))?.is_some())
}

/// The tickets whose words are not in the index yet; `None` where they are more than `most`.
pub(super) fn unsettled(tx: &mut Tx<'_>, team: TeamId, most: usize) -> Result<Option<Vec<i64>>, Error> {
    let limit = i64::try_from(most).unwrap_or(i64::MAX).saturating_add(1);
    let due: Vec<i64> = tx.rows(&SOME, params![team.0, limit], |row| row.get(0))?;
    Ok(Some(due).filter(|due| due.len() <= most))
}

/// Cuts the words of at most `most` tickets that are due. Writes nothing. A ticket that stands in a damaged part of the file
/// stays due, and keeps no other from being found.
pub fn cut(tx: &mut Tx<'_>, team: TeamId, most: i64) -> Result<Words, Error> {
    let mut due: Vec<(i64, i64)> =
        tx.rows(&SOME, params![team.0, most], |row| Ok((row.get(0)?, row.get(1)?)))?;
    // SQLite's index writes out what it holds whenever a number is less than the one before.
    due.sort_unstable();
    let tickets = match cut_all(tx, team, &due) {
        Err(Error::Corrupt(_)) => one_by_one(tx, team, &due)?,
        cut => cut?,
    };
    Ok(Words { tickets })
}

fn one_by_one(tx: &mut Tx<'_>, team: TeamId, due: &[(i64, i64)]) -> Result<Vec<Cut>, Error> {
    let mut cut = Vec::with_capacity(due.len());
    for one in due.chunks(1) {
        match cut_all(tx, team, one) {
            Err(Error::Corrupt(_)) => {}
            whole => cut.append(&mut whole?),
        }
    }
    Ok(cut)
}

fn cut_all(tx: &mut Tx<'_>, team: TeamId, due: &[(i64, i64)]) -> Result<Vec<Cut>, Error> {
    if due.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = due.iter().map(|(ticket, _)| *ticket).collect();
    let tickets = crate::ticket::of_numbers(tx, team, &ids)?;
    let tickets: HashMap<i64, &Ticket> = tickets.iter().map(|t| (t.id.0, t)).collect();
    let comments = comments(tx, team, &ids)?;
    let none = CommentWords::default();
    let cut = due.iter().map(|&(ticket, mark)| {
        let said = comments.get(&ticket).unwrap_or(&none);
        Cut { ticket, mark, terms: tickets.get(&ticket).map(|t| terms(t, said)) }
    });
    Ok(cut.collect())
}

fn comments(tx: &mut Tx<'_>, team: TeamId, ids: &[i64]) -> Result<HashMap<i64, CommentWords>, Error> {
    let mut words: HashMap<i64, CommentWords> = HashMap::new();
    tx.each(&COMMENTS, params![team.0, super::list(ids)], |row| {
        words.entry(row.get(0)?).or_default().add(row.text(1)?, row.get(2)?);
        Ok(())
    })?;
    Ok(words)
}

/// Writes words into the index, except of tickets that were marked again, or written by another node, since they were cut.
pub fn write(tx: &mut Tx<'_>, team: TeamId, words: &Words) -> Result<(), Error> {
    let read: Vec<(i64, i64)> = words.tickets.iter().map(|cut| (cut.ticket, cut.mark)).collect();
    let taken: Vec<i64> = tx.rows(&TAKE, params![team.0, crate::to_json(&read)?], |row| row.get(0))?;
    let taken: HashSet<i64> = taken.into_iter().collect();
    for cut in words.tickets.iter().filter(|cut| taken.contains(&cut.ticket)) {
        if let Some(terms) = &cut.terms {
            tx.put(&PUT, params![team.0, cut.ticket, terms])?;
        }
    }
    Ok(())
}

/// What the index is to hold of those of some tickets that are there.
pub(super) fn terms_of_some(tx: &mut Tx<'_>, team: TeamId, ids: &[i64]) -> Result<Vec<(i64, String)>, Error> {
    let tickets = crate::ticket::of_numbers(tx, team, ids)?;
    let comments = comments(tx, team, ids)?;
    let none = CommentWords::default();
    let terms = |t: &Ticket| (t.id.0, terms(t, comments.get(&t.id.0).unwrap_or(&none)));
    Ok(tickets.iter().map(terms).collect())
}

/// What the index is to hold of a ticket: its terms and those of its comments, with spaces between.
pub fn terms_of(tx: &mut Tx<'_>, t: &Ticket) -> Result<String, Error> {
    let said = comments(tx, t.team, &[t.id.0])?.remove(&t.id.0).unwrap_or_default();
    Ok(terms(t, &said))
}
