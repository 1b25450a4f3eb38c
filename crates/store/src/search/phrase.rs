//! Phrases: the index only knows which words a ticket has, so the texts themselves are looked into, a few at a time.

use super::{
    cut::{canonical, holds},
    hits::list,
    query::Scope,
};
use crate::comment::Reader;
use domain::id::{TeamId, TicketId, TicketKey};
use sql::{Error, Tx, params};
use std::collections::BTreeMap;

sql::statements! {
    TEXTS = {
        sqlite: "SELECT id, project, title, content, category, creator, assignee, tags FROM ticket
                 WHERE team_id = $1 AND id IN (SELECT value FROM json_each('[' || $2 || ']'))",
        postgres: "SELECT id, project, title, content, category, creator, assignee, tags FROM ticket
                   WHERE team_id = $1 AND id = ANY (CAST(string_to_array($2, ',') AS BIGINT[]))",
    };
    COMMENTS = {
        sqlite: "SELECT ticket_id, content FROM comment
                 WHERE team_id = $1 AND ticket_id IN (SELECT value FROM json_each('[' || $2 || ']'))
                   AND (internal = FALSE OR $3 = TRUE)",
        postgres: "SELECT ticket_id, content FROM comment
                   WHERE team_id = $1 AND ticket_id = ANY (CAST(string_to_array($2, ',') AS BIGINT[]))
                     AND (internal = FALSE OR $3 = TRUE)",
    };
}

/// How many tickets' texts are held in memory at once.
const BATCH: usize = 200;

/// Those of the tickets that hold every phrase, each in one of their fields or comments; in the same order.
pub(super) fn holding(
    tx: &mut Tx<'_>,
    team: TeamId,
    scope: Scope,
    phrases: &[String],
    tickets: &[i64],
) -> Result<Vec<i64>, Error> {
    let mut held = Vec::new();
    for batch in tickets.chunks(BATCH) {
        let mut missing: BTreeMap<i64, Vec<&String>> =
            batch.iter().map(|id| (*id, phrases.iter().collect())).collect();
        let mut look = |ticket: i64, text: &str| {
            if let Some(phrases) = missing.get_mut(&ticket).filter(|phrases| !phrases.is_empty()) {
                let text = canonical(text);
                phrases.retain(|phrase| !holds(&text, phrase));
            }
        };
        let ids = list(batch);
        tx.rows(&TEXTS, params![team.0, &ids], |row| {
            let id: i64 = row.get(0)?;
            let key = TicketKey { project: row.get(1)?, id: TicketId(id) }.to_string();
            look(id, &key);
            for column in 2..=6 {
                look(id, row.text(column)?);
            }
            let tags: Vec<String> = crate::json(row.text(7)?)?;
            for tag in &tags {
                look(id, tag);
            }
            Ok(())
        })?;
        let internal = match scope {
            Scope::Live(reader) => reader == Reader::Staff,
            Scope::Deleted => true,
        };
        tx.rows(&COMMENTS, params![team.0, &ids, internal], |row| {
            look(row.get(0)?, row.text(1)?);
            Ok(())
        })?;
        held.extend(batch.iter().filter(|id| missing.get(id).is_some_and(Vec::is_empty)));
    }
    Ok(held)
}
