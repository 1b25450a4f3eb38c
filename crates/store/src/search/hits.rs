//! What a query finds: counted, or newest first from one tier, each among the tickets that a clause leaves.

use super::{
    query::{Query, Scope, Tier},
    terms::Terms,
};
use crate::ticket::{Filter, Found, Gathered, MOST_UNSETTLED, Question, Tiered, Totals, Where, ask_mark};
use domain::id::TicketId;
use sql::{EngineKind, Error, Row, Tx, params};
use std::{fmt::Write as _, sync::Arc};

/// How many rows have each of some terms, all in all: `SQLite` goes through the terms' lists, not through the rows.
const COUNT_TERMS: &str =
    "SELECT COALESCE(SUM(doc), 0) FROM ticket_search_term WHERE term IN (SELECT value FROM json_each($1))";

/// A query, ready to be asked.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) query: Query,
    scope: Scope,
    /// The only tickets that come into question, as numbers with commas between: those that hold the phrases.
    only: Option<String>,
    /// Which, tier by tier, where that is remembered.
    found: Option<Arc<Found>>,
}

/// A ticket that was found.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) project: String,
}

/// A stretch of the hits, newest first.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Range {
    /// The least number.
    pub(crate) from: i64,
    /// The greatest number.
    pub(crate) to: i64,
    /// A number that is left out; 0 for none.
    pub(crate) without: i64,
    pub(crate) limit: i64,
    pub(crate) offset: i64,
}

impl Range {
    pub(crate) const ALL: Self =
        Self { from: i64::MIN, to: i64::MAX, without: 0, limit: i64::MAX, offset: 0 };
}

impl Asked {
    /// Reads the text of a filter and looks its phrases up among what `clause` leaves; `None` when it has no word in it.
    pub(crate) fn new(
        tx: &mut Tx<'_>,
        clause: &Where,
        filter: &Filter,
        typed: &str,
    ) -> Result<Option<Self>, Error> {
        let Some(query) = Query::parse(typed) else { return Ok(None) };
        let scope = if filter.deleted { Scope::Deleted } else { Scope::Live(filter.reader) };
        let mut asked = Self { query, scope, only: None, found: None };
        if !asked.query.phrases.is_empty() {
            let text = asked.query.everywhere(tx.engine(), scope);
            let candidates = asked.ids(tx, clause, text)?;
            let held = super::phrase::holding(tx, clause.team(), scope, &asked.query.phrases, &candidates)?;
            asked.only = Some(list(&held));
        }
        Ok(Some(asked))
    }

    /// Whether it looks among the deleted tickets.
    pub(crate) fn is_of_deleted(&self) -> bool {
        self.scope == Scope::Deleted
    }

    /// Narrows a clause on `ticket` to what matches.
    pub(crate) fn narrow(&self, engine: EngineKind, clause: &mut Where) {
        if let Some(only) = &self.only {
            let place = clause.value(only.clone());
            clause.and(&among(engine, &format!("{}id", clause.guard()), &place));
            return;
        }
        let (place, guard) = (clause.value(self.query.everywhere(engine, self.scope)), clause.guard());
        clause.and(&match engine {
            EngineKind::Sqlite => {
                format!("{guard}id IN (SELECT rowid FROM ticket_search WHERE ticket_search MATCH {place})")
            }
            EngineKind::Postgres => {
                format!(
                    "id IN (SELECT ticket_id FROM ticket_search WHERE team_id = $1 AND {})",
                    matches(&place)
                )
            }
        });
    }

    /// How many match among what `clause` leaves; remembered.
    pub(crate) fn total(&mut self, tx: &mut Tx<'_>, totals: &Totals, clause: &Where) -> Result<i64, Error> {
        let engine = tx.engine();
        let question = Searched { asked: self, engine, clause, terms: totals.terms() };
        if self.only.is_some() {
            return question.count(tx);
        }
        // There the index catches up without a new mark, which is the newest step of all.
        if engine == EngineKind::Sqlite && super::is_behind(tx, clause.team())? {
            return question.count(tx);
        }
        let mark = ask_mark(tx)?;
        let answer = totals.of(tx, clause.team(), mark, &question)?;
        self.found = answer.found;
        Ok(answer.total)
    }

    /// The terms whose numbers of rows, as the index knows them, add up to how many match among what `clause` leaves.
    fn summed(&self, engine: EngineKind, clause: &Where) -> Option<Vec<String>> {
        let alone = clause.is_whole() && self.only.is_none() && engine == EngineKind::Sqlite;
        self.query.terms_of_one_word(self.scope).filter(|_| alone)
    }

    /// How many of a tier are in a range.
    pub(crate) fn count_tier(
        &self,
        tx: &mut Tx<'_>,
        clause: &Where,
        tier: Tier,
        range: Range,
    ) -> Result<i64, Error> {
        let text = self.text(tx.engine(), tier);
        self.count_of(tx, clause, text, range)
    }

    fn count_of(&self, tx: &mut Tx<'_>, clause: &Where, text: String, range: Range) -> Result<i64, Error> {
        let engine = tx.engine();
        let mut clause = clause.clone();
        // Tickets that are deleted have left the index of those that are not: where nothing else narrows, it knows alone.
        let sql = if clause.is_whole() && self.only.is_none() {
            let query = clause.value(text);
            let bounds = bounds(&mut clause, number(engine), range);
            match engine {
                // Every parameter is named, though the index alone needs no team.
                EngineKind::Sqlite => {
                    format!(
                        "SELECT COUNT(*), $1 FROM ticket_search WHERE ticket_search MATCH {query}{bounds}"
                    )
                }
                EngineKind::Postgres => format!(
                    "SELECT COUNT(*) FROM ticket_search WHERE team_id = $1 AND {}{bounds}",
                    matches(&query)
                ),
            }
        } else {
            let source = self.source(engine, &mut clause, text, range);
            format!("SELECT COUNT(*) FROM {source}")
        };
        Ok(tx.dynamic_rows(&sql, &clause.values, |row| row.get::<i64>(0))?.pop().unwrap_or(0))
    }

    /// The hits of a tier in a range, newest first.
    pub(crate) fn hits(
        &self,
        tx: &mut Tx<'_>,
        clause: &Where,
        tier: Tier,
        range: Range,
    ) -> Result<Vec<Hit>, Error> {
        let Some(found) = &self.found else { return self.select(tx, clause, tier, range) };
        let whole = |number: i64| usize::try_from(number).unwrap_or(0);
        let tier = found.get(tier.place()).map(|tier| tier.newest(range.from..=range.to));
        let ids = tier.into_iter().flatten().filter(|id| *id != range.without);
        let ids: Vec<i64> = ids.skip(whole(range.offset)).take(whole(range.limit)).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT id, title, project FROM ticket WHERE team_id = $1 AND {} ORDER BY id DESC",
            among(tx.engine(), "id", "$2")
        );
        tx.dynamic_rows(&sql, params![clause.team().0, list(&ids)], hit)
    }

    /// The ticket that is asked for by its number, if it matches.
    pub(crate) fn numbered(&self, tx: &mut Tx<'_>, clause: &Where) -> Result<Option<Hit>, Error> {
        let Some((project, TicketId(id))) = self.query.numbered() else { return Ok(None) };
        let range = Range { from: id, to: id, limit: 1, ..Range::ALL };
        let tier = if self.scope == Scope::Deleted { Tier::Comments } else { Tier::Head };
        let hit = self.hits(tx, clause, tier, range)?.pop();
        Ok(hit.filter(|hit| project.is_none_or(|project| project == hit.project)))
    }

    fn select(&self, tx: &mut Tx<'_>, clause: &Where, tier: Tier, range: Range) -> Result<Vec<Hit>, Error> {
        let engine = tx.engine();
        let mut clause = clause.clone();
        let text = self.text(engine, tier);
        let source = self.source(engine, &mut clause, text, range);
        let (limit, offset) = (rounded(range.limit), offset(&mut clause, range));
        let sql = format!(
            "SELECT id, title, project FROM {source} ORDER BY {} DESC LIMIT {limit}{offset}",
            found(engine)
        );
        let mut hits = tx.dynamic_rows(&sql, &clause.values, hit)?;
        hits.truncate(usize::try_from(range.limit).unwrap_or(usize::MAX));
        Ok(hits)
    }

    /// Everything that matches, tier by tier.
    fn places(&self, tx: &mut Tx<'_>, clause: &Where) -> Result<Vec<Tiered>, Error> {
        let mut places = Vec::new();
        for tier in self.scope.tiers() {
            let text = self.text(tx.engine(), *tier);
            places.extend(self.ids(tx, clause, text)?.into_iter().map(|id| (id, tier.place())));
        }
        Ok(places)
    }

    /// The numbers of what a text of the engine's own finds, newest first.
    fn ids(&self, tx: &mut Tx<'_>, clause: &Where, text: String) -> Result<Vec<i64>, Error> {
        let engine = tx.engine();
        let mut clause = clause.clone();
        let source = self.source(engine, &mut clause, text, Range::ALL);
        let sql = format!("SELECT id FROM {source} ORDER BY {} DESC", found(engine));
        tx.dynamic_rows(&sql, &clause.values, |row| row.get(0))
    }

    fn text(&self, engine: EngineKind, tier: Tier) -> String {
        match self.scope {
            Scope::Live(_) => self.query.of_tier(engine, self.scope, tier),
            Scope::Deleted => self.query.everywhere(engine, self.scope),
        }
    }

    /// What stands after `FROM`: the index joined with the tickets that the clause leaves.
    fn source(&self, engine: EngineKind, clause: &mut Where, text: String, range: Range) -> String {
        let whole = clause.is_whole() && self.only.is_none();
        let query = clause.value(text);
        let bounds = bounds(clause, number(engine), range);
        let only = match &self.only {
            Some(only) => {
                let place = clause.value(only.clone());
                format!(" AND {}", among(engine, "ticket.id", &place))
            }
            None => String::new(),
        };
        match engine {
            EngineKind::Sqlite => format!(
                "ticket_search CROSS JOIN ticket ON ticket.team_id = $1 AND ticket.id = ticket_search.rowid
                 WHERE ticket_search MATCH {query}{bounds}{only} AND {}",
                clause.text
            ),
            EngineKind::Postgres => {
                let hits = format!(
                    "SELECT ticket_id AS found FROM ticket_search WHERE team_id = $1 AND {}{bounds}",
                    matches(&query)
                );
                // Sorted here where nothing else narrows, so that only the tickets of the page are read.
                let cut = if whole {
                    let most = match range.offset {
                        0 => rounded(range.limit).to_string(),
                        offset => clause.value(offset.saturating_add(rounded(range.limit))),
                    };
                    format!(" ORDER BY ticket_id + 0 DESC LIMIT {most}")
                } else {
                    String::new()
                };
                format!(
                    "({hits}{cut}) AS hit JOIN ticket ON ticket.team_id = $1 AND ticket.id = hit.found WHERE {}{only}",
                    clause.text
                )
            }
        }
    }
}

/// What a text finds among what a clause leaves, as a question.
struct Searched<'a> {
    asked: &'a Asked,
    engine: EngineKind,
    clause: &'a Where,
    terms: &'a Terms,
}

impl Searched<'_> {
    /// What is found on `PostgreSQL`, among some tickets or all. With its tier: reading all of one later would cost as much.
    fn tiered(&self, tx: &mut Tx<'_>, of: Option<&str>) -> Result<Vec<Tiered>, Error> {
        let Self { asked, engine, clause, .. } = self;
        let mut clause = (*clause).clone();
        let [head, body, all] = Tier::ALL.map(|tier| {
            let text = asked.query.expression(*engine, asked.scope, tier);
            matches(&clause.value(text))
        });
        let of = of.map(|of| {
            let place = clause.value(of.to_owned());
            format!(" AND {}", among(*engine, "ticket_id", &place))
        });
        let narrowed = if clause.is_whole() {
            String::new()
        } else {
            format!(" JOIN ticket ON ticket.team_id = $1 AND ticket.id = hit.found WHERE {}", clause.text)
        };
        let sql = format!(
            "SELECT found, tier FROM (
                 SELECT ticket_id AS found,
                        CAST(CASE WHEN {head} THEN 0 WHEN {body} THEN 1 ELSE 2 END AS BIGINT) AS tier
                 FROM ticket_search WHERE team_id = $1 AND {all}{}) AS hit{narrowed}",
            of.unwrap_or_default()
        );
        tx.dynamic_rows(&sql, &clause.values, |row| {
            Ok((row.get(0)?, usize::try_from(row.get::<i64>(1)?).unwrap_or(0)))
        })
    }
}

impl Searched<'_> {
    /// What is found among some tickets on `SQLite`, by their terms: its index looks one of them up no faster than hundreds.
    fn looked_into(&self, tx: &mut Tx<'_>, tickets: &str) -> Result<Vec<Tiered>, Error> {
        let mut clause = self.clause.clone();
        let place = clause.value(tickets.to_owned());
        // From the numbers to the tickets, never along an index of the clause's own.
        let sql = format!(
            "SELECT id, version FROM (SELECT value AS changed FROM json_each('[' || {place} || ']'))
             CROSS JOIN ticket ON ticket.team_id = $1 AND ticket.id = changed WHERE {}",
            clause.text
        );
        let left = tx.dynamic_rows(&sql, &clause.values, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let found = self.terms.of(tx, clause.team(), &left)?.into_iter().filter_map(|(id, terms)| {
            let tier = self.asked.query.tier_of(self.asked.scope, &terms)?;
            Some((id, tier.place()))
        });
        Ok(found.collect())
    }
}

impl Question for Searched<'_> {
    fn name(&self) -> String {
        let Self { asked, engine, clause, .. } = self;
        let text = asked.query.everywhere(*engine, asked.scope);
        format!("{text} {:?} {} {:?}", asked.scope, clause.text, clause.values)
    }

    fn count(&self, tx: &mut Tx<'_>) -> Result<i64, Error> {
        if let Some(terms) = self.asked.summed(self.engine, self.clause) {
            // A ticket has only one of the terms of a word, so what the index knows of each adds up.
            let terms = params![crate::to_json(&terms)?];
            return Ok(tx.dynamic_rows(COUNT_TERMS, terms, |row| row.get(0))?.pop().unwrap_or(0));
        }
        let text = self.asked.query.everywhere(self.engine, self.asked.scope);
        self.asked.count_of(tx, self.clause, text, Range::ALL)
    }

    /// `PostgreSQL` has no figures in its index: it reads the rows of all that is found. `SQLite` reads the whole lists of
    /// two common words to find the few tickets that have both; that of a single one it only counts, which is far less.
    fn is_dear(&self) -> bool {
        self.asked.summed(self.engine, self.clause).is_none()
    }

    fn gather(&self, tx: &mut Tx<'_>) -> Result<Gathered, Error> {
        let places = match self.engine {
            EngineKind::Sqlite => self.asked.places(tx, self.clause)?,
            EngineKind::Postgres => self.tiered(tx, None)?,
        };
        Ok(Gathered::Places(places))
    }

    fn among(&self, tx: &mut Tx<'_>, tickets: &str) -> Result<Vec<Tiered>, Error> {
        match self.engine {
            EngineKind::Sqlite => self.looked_into(tx, tickets),
            EngineKind::Postgres => self.tiered(tx, Some(tickets)),
        }
    }

    /// Those whose words are not written yet. On `SQLite` nothing is remembered while there are any.
    fn unsettled(&self, tx: &mut Tx<'_>) -> Result<Option<Vec<i64>>, Error> {
        match self.engine {
            EngineKind::Sqlite => Ok(Some(Vec::new())),
            EngineKind::Postgres => super::due::unsettled(tx, self.clause.team(), MOST_UNSETTLED),
        }
    }
}

fn hit(row: &Row<'_>) -> Result<Hit, Error> {
    Ok(Hit { id: row.get(0)?, title: row.get(1)?, project: row.get(2)? })
}

/// The index's column with the ticket's number.
const fn number(engine: EngineKind) -> &'static str {
    match engine {
        EngineKind::Sqlite => "ticket_search.rowid",
        EngineKind::Postgres => "ticket_id",
    }
}

/// The same, seen from outside of what [`Asked::source`] gives.
const fn found(engine: EngineKind) -> &'static str {
    match engine {
        EngineKind::Sqlite => "ticket_search.rowid",
        EngineKind::Postgres => "hit.found",
    }
}

/// `PostgreSQL`'s condition on the terms. The query is hidden from its planner, which would take a common word for a
/// reason to read the whole table, and plan every time anew.
fn matches(place: &str) -> String {
    format!("terms @@ (SELECT CAST(CAST({place} AS TEXT) AS TSQUERY))")
}

/// The condition that a column is among a list of numbers with commas between.
pub(crate) fn among(engine: EngineKind, column: &str, place: &str) -> String {
    match engine {
        EngineKind::Sqlite => format!("{column} IN (SELECT value FROM json_each('[' || {place} || ']'))"),
        EngineKind::Postgres => format!("{column} = ANY (CAST(string_to_array({place}, ',') AS BIGINT[]))"),
    }
}

/// A limit as it stands in the text: one of a few, so that the statements are few.
fn rounded(limit: i64) -> i64 {
    [10, 40, 120].into_iter().find(|most| limit <= *most).unwrap_or(1_000)
}

fn offset(clause: &mut Where, range: Range) -> String {
    if range.offset == 0 { String::new() } else { format!(" OFFSET {}", clause.value(range.offset)) }
}

fn bounds(clause: &mut Where, column: &str, range: Range) -> String {
    let mut text = String::new();
    for (operator, bound, none) in
        [(">=", range.from, i64::MIN), ("<=", range.to, i64::MAX), ("<>", range.without, 0)]
    {
        if bound != none {
            let place = clause.value(bound);
            let _ = write!(text, " AND {column} {operator} {place}");
        }
    }
    text
}

/// Numbers with commas between.
pub(crate) fn list(ids: &[i64]) -> String {
    ids.iter().map(i64::to_string).collect::<Vec<_>>().join(",")
}
