//! Tickets and steps of history as rows.

use super::{Cell, Row};
use crate::{Value, history::Event, ticket::Ticket};
use std::borrow::Cow;

impl Row for Ticket {
    fn cell(&self, key: &str) -> Cell<'_> {
        match key {
            "id" => Cell::Integer(self.id.0),
            "key" => Cell::Text(Cow::Owned(self.key().to_string())),
            "uuid" => Cell::text(&self.uuid),
            "project" => Cell::text(&self.project),
            "type" => Cell::text(&self.kind),
            "status" => Cell::text(&self.status),
            "priority" => Cell::text(self.priority.word()),
            "title" => Cell::text(&self.title),
            "content" => Cell::text(&self.content),
            "category" => Cell::text(&self.category),
            "assignee" => Cell::text(&self.assignee),
            "creator" => Cell::text(&self.creator),
            "watchers" => Cell::Many(Cow::Borrowed(&self.watchers)),
            "tags" => Cell::Many(Cow::Borrowed(&self.tags)),
            "playerId" => Cell::text(&self.player_id),
            "contact" => Cell::text(&self.contact),
            "gameId" => Cell::text(&self.game_id),
            "env" => Cell::text(&self.env),
            "source" => Cell::text(self.source.word()),
            "due" => Cell::time(self.due),
            "appointment" => Cell::time(self.appointment),
            "created" => Cell::At(self.created),
            "updated" => Cell::At(self.updated),
            "version" => Cell::Integer(self.version),
            custom => custom
                .strip_prefix("fields.")
                .and_then(|key| self.fields.get(key))
                .map_or(Cell::Nothing, of_value),
        }
    }
}

impl Row for Event {
    fn cell(&self, key: &str) -> Cell<'_> {
        match key {
            "action" => Cell::text(self.kind.word()),
            "actor" => Cell::text(&self.actor),
            "via" => Cell::text(&self.via),
            "at" => Cell::At(self.at),
            "note" => Cell::text(&self.note),
            "ticket" => Cell::Integer(self.ticket.0),
            "version" => Cell::Integer(self.version),
            "seq" => Cell::Integer(self.seq.0),
            _ => Cell::Nothing,
        }
    }
}

fn of_value(value: &Value) -> Cell<'_> {
    match value {
        Value::Null => Cell::Nothing,
        Value::Bool(truth) => Cell::Truth(*truth),
        Value::Int(number) => Cell::Integer(*number),
        Value::Real(number) => Cell::Number(*number),
        Value::Text(text) => Cell::text(text),
        Value::List(list) => Cell::Many(Cow::Borrowed(list)),
    }
}
