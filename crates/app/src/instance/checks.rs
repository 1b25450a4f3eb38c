//! What must hold between the lines of a file: their order, and the chains of hashes.
//!
//! Must never hold more than a page of anything: heads of tickets are read back from the database in the same order in
//! which the file has the steps.

use super::{Failed, line::wrong};
use crate::{App, TEAM};
use domain::{
    At,
    history::{Body, Event, Kind},
    id::{Seq, TeamId, TicketId},
    msg,
};
use sql::Param;
use std::{cmp::Ordering, collections::VecDeque};
use store::{
    audit,
    instance::{self, Head, Table},
};

/// A row's values by column.
pub(super) struct Values<'a> {
    table: &'a Table,
    values: &'a [Param<'static>],
}

impl<'a> Values<'a> {
    pub(super) const fn new(table: &'a Table, values: &'a [Param<'static>]) -> Self {
        Self { table, values }
    }

    fn get(&self, column: &str) -> Option<&'a Param<'static>> {
        self.table.columns.iter().position(|c| c.name == column).and_then(|at| self.values.get(at))
    }

    pub(super) fn int(&self, column: &str) -> i64 {
        if let Some(Param::Int(number)) = self.get(column) { *number } else { 0 }
    }

    pub(super) fn text(&self, column: &str) -> &'a str {
        if let Some(Param::Text(text)) = self.get(column) { text } else { "" }
    }
}

/// The keys of rows must grow, so that none is there twice and the file is as an export has it.
#[derive(Default)]
pub(super) struct Order {
    last: Option<(usize, Vec<Param<'static>>)>,
}

impl Order {
    /// Takes the next row's table and key.
    pub(super) fn next(
        &mut self,
        line: u64,
        index: usize,
        table: &Table,
        values: &[Param<'static>],
    ) -> Result<(), Failed> {
        let key = values.get(..table.key).unwrap_or_default();
        let first = table.columns.first().map_or("", |column| column.name);
        if let Some((before, last)) = &self.last {
            if index < *before {
                return Err(wrong(line, "record", msg!("instance.order")));
            }
            if index == *before && !grows(last, key) {
                let columns = table.columns.iter().take(table.key).map(|c| c.name).collect::<Vec<_>>();
                return Err(wrong(line, &columns.join(", "), msg!("instance.order")));
            }
        }
        if values.first() != Some(&Param::Int(TEAM.0)) {
            return Err(wrong(line, first, msg!("instance.team", team = TEAM.0)));
        }
        self.last = Some((index, key.to_vec()));
        Ok(())
    }
}

fn grows(last: &[Param<'_>], next: &[Param<'_>]) -> bool {
    for pair in last.iter().zip(next) {
        let order = match pair {
            (Param::Int(a), Param::Int(b)) => a.cmp(b),
            (Param::Text(a), Param::Text(b)) => a.as_bytes().cmp(b.as_bytes()),
            _ => Ordering::Equal,
        };
        if order != Ordering::Equal {
            return order == Ordering::Less;
        }
    }
    false
}

/// The steps of every ticket, against the heads on the tickets' rows.
#[derive(Default)]
pub(super) struct Histories {
    heads: VecDeque<Head>,
    after: i64,
    now: Option<(Head, i64, String)>,
}

/// Heads that are read at once.
const HEADS: i64 = 1_000;

impl Histories {
    /// Takes the next step. The tickets must be in the database.
    pub(super) fn step(&mut self, app: &App, line: u64, row: &Values<'_>) -> Result<(), Failed> {
        let ticket = row.int("ticket_id");
        if self.now.as_ref().is_none_or(|(head, ..)| head.ticket != ticket) {
            self.end_ticket(line)?;
            let head = self.next_head(app)?;
            match head {
                Some(head) if head.ticket == ticket => self.now = Some((head, 0, String::new())),
                Some(head) if head.ticket < ticket => {
                    return Err(wrong(line, "ticket_id", msg!("instance.no_history", ticket = head.ticket)));
                }
                _ => return Err(wrong(line, "ticket_id", msg!("instance.no_ticket", ticket = ticket))),
            }
        }
        let Some((_, version, hash)) = &mut self.now else { return Ok(()) };
        if row.int("ticket_version") != *version + 1 {
            return Err(wrong(line, "ticket_version", msg!("instance.version", version = *version + 1)));
        }
        let event = event(row).ok_or_else(|| wrong(line, "kind", msg!("instance.kind")))?;
        let expected = store::event::hash(hash, &event, row.text("body"));
        if expected != row.text("hash") {
            return Err(wrong(line, "hash", msg!("instance.hash")));
        }
        *version += 1;
        *hash = expected;
        Ok(())
    }

    /// Nothing comes after the step before `line`.
    pub(super) fn end(&mut self, app: &App, line: u64) -> Result<(), Failed> {
        self.end_ticket(line)?;
        match self.next_head(app)? {
            None => Ok(()),
            Some(head) => Err(wrong(line, "ticket_id", msg!("instance.no_history", ticket = head.ticket))),
        }
    }

    fn end_ticket(&mut self, line: u64) -> Result<(), Failed> {
        match self.now.take() {
            Some((head, version, hash)) if head.version != version || head.hash != hash => {
                Err(wrong(line.saturating_sub(1), "hash", msg!("instance.head", ticket = head.ticket)))
            }
            _ => Ok(()),
        }
    }

    fn next_head(&mut self, app: &App) -> Result<Option<Head>, Failed> {
        if self.heads.is_empty() {
            let after = self.after;
            self.heads = app.sql().read_blocking(move |tx| instance::heads(tx, TEAM, after, HEADS))?.into();
        }
        let head = self.heads.pop_front();
        self.after = head.as_ref().map_or(self.after, |head| head.ticket);
        Ok(head)
    }
}

fn event(row: &Values<'_>) -> Option<Event> {
    Some(Event {
        seq: Seq(row.int("seq")),
        team: TeamId(row.int("team_id")),
        ticket: TicketId(row.int("ticket_id")),
        version: row.int("ticket_version"),
        kind: Kind::parse(row.text("kind"))?,
        actor: row.text("actor").to_owned(),
        via: row.text("via").to_owned(),
        at: At::from_micros(row.int("at")),
        // The hash covers the very text, which is passed beside.
        body: Body::default(),
        note: row.text("note").to_owned(),
    })
}

/// The audit, against the head that the settings keep.
#[derive(Default)]
pub(super) struct Audit {
    head: String,
    hash: String,
}

impl Audit {
    /// Takes note of a setting.
    pub(super) fn setting(&mut self, row: &Values<'_>) {
        if row.text("name") == "audit.head" {
            row.text("value").clone_into(&mut self.head);
        }
    }

    /// Takes the next entry.
    pub(super) fn entry(&mut self, line: u64, row: &Values<'_>) -> Result<(), Failed> {
        let text = |column| row.text(column).to_owned();
        let entry = audit::Entry {
            seq: row.int("seq"),
            actor: text("actor"),
            via: text("via"),
            action: text("action"),
            object: text("object"),
            at: At::from_micros(row.int("at")),
            body: text("body"),
        };
        let expected = audit::hash(TeamId(row.int("team_id")), &self.hash, &entry);
        if expected != row.text("hash") {
            return Err(wrong(line, "hash", msg!("instance.hash")));
        }
        self.hash = expected;
        Ok(())
    }

    /// Nothing comes after the entry before `line`.
    pub(super) fn end(&self, line: u64) -> Result<(), Failed> {
        if self.head == self.hash {
            Ok(())
        } else {
            Err(wrong(line.saturating_sub(1), "hash", msg!("instance.audit_head")))
        }
    }
}
