//! The same done to many tickets.

use super::page::one_of;
use app::tickets::bulk::{self, Action, Ending, Which};
use domain::{Lang, Rejection, Value, job::State, msg};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{IntoParams, ToSchema, openapi::schema::Object};

const ACTIONS: [&str; 7] = ["transition", "assign", "priority", "tags", "comment", "delete", "restore"];
const ENDINGS: [(&str, Ending); 4] = [
    ("done", Ending::Done),
    ("unchanged", Ending::Unchanged),
    ("waiting", Ending::Waiting),
    ("refused", Ending::Refused),
];

fn actions() -> Object {
    one_of(ACTIONS)
}

fn endings() -> Object {
    one_of(ENDINGS.map(|(word, _)| word))
}

fn states() -> Object {
    one_of(State::ALL.map(State::word))
}

fn ending_word(ending: Ending) -> &'static str {
    ENDINGS.iter().find(|(_, known)| *known == ending).map_or("", |(word, _)| word)
}

/// A ticket as it is named: its number, or text with its number or key.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(untagged, expecting = "a number or a key")]
pub(crate) enum Named {
    Number(i64),
    Text(String),
}

/// What is to be done to which tickets: `ids`, or those that `filter` leaves. What belongs to another action is ignored.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"filter": "status = open and assignee is empty", "action": "assign", "assignee": "ann"}))]
pub(crate) struct BulkWish {
    /// At most 10,000.
    ids: Option<Vec<Named>>,
    /// A filter of the filter language, of at most 10,000 tickets.
    filter: Option<String>,
    #[schema(schema_with = actions)]
    action: String,
    /// `transition`: the status wanted.
    status: Option<String>,
    /// `transition`: one transition, by id or name, where several lead there.
    transition: Option<String>,
    /// `transition`: becomes a comment.
    note: Option<String>,
    /// `transition`: fields changed with it, by name; custom ones by key.
    #[schema(value_type = Option<BTreeMap<String, serde_json::Value>>)]
    fields: Option<BTreeMap<String, Value>>,
    /// `assign`: a user name; empty for nobody.
    assignee: Option<String>,
    /// `priority`
    priority: Option<String>,
    /// `tags`: all that each ticket has then.
    tags: Option<Vec<String>>,
    /// `tags`: those that come, where `tags` is not there.
    add: Option<Vec<String>>,
    /// `tags`: those that go.
    remove: Option<Vec<String>>,
    /// `comment`
    content: Option<String>,
    /// `comment`: for operators only.
    internal: Option<bool>,
}

impl BulkWish {
    /// What is wished.
    pub(crate) fn read(self) -> Result<(Action, Which), Rejection> {
        let missing = |field: &str| Rejection::invalid(field, msg!("request.missing"));
        let which = match (self.ids, self.filter) {
            (Some(ids), None) => Which::These(ids.into_iter().map(Named::text).collect()),
            (None, Some(filter)) => Which::Meeting(filter),
            _ => return Err(Rejection::invalid("ids", msg!("bulk.ids_or_filter"))),
        };
        let action = match self.action.trim() {
            "transition" => Action::Transition {
                status: self.status.unwrap_or_default(),
                transition: self.transition.filter(|named| !named.trim().is_empty()),
                note: self.note.unwrap_or_default(),
                fields: self.fields.unwrap_or_default(),
            },
            "assign" => Action::Assign { assignee: self.assignee.ok_or_else(|| missing("assignee"))? },
            "priority" => Action::Priority { priority: self.priority.ok_or_else(|| missing("priority"))? },
            "tags" => Action::Tags {
                set: self.tags,
                add: self.add.unwrap_or_default(),
                remove: self.remove.unwrap_or_default(),
            },
            "comment" => Action::Comment {
                content: self.content.unwrap_or_default(),
                internal: self.internal.unwrap_or(false),
            },
            "delete" => Action::Delete,
            "restore" => Action::Restore,
            _ => {
                let allowed = ACTIONS.join(", ");
                return Err(Rejection::invalid("action", msg!("value.one_of", allowed = allowed)));
            }
        };
        Ok((action, which))
    }
}

impl Named {
    fn text(self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text,
        }
    }
}

/// A job that was asked for.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"jobId": "4711", "total": 120}))]
pub(crate) struct BulkStarted {
    /// Its progress is `GET /jobs/{id}/stream`, what came of each ticket `GET /tickets/bulk/{job}`.
    job_id: String,
    /// How many tickets it is about.
    total: usize,
}

impl From<bulk::Started> for BulkStarted {
    fn from(started: bulk::Started) -> Self {
        Self { job_id: started.job.to_string(), total: started.total }
    }
}

/// Which part of what came of the tickets.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct BulkQuery {
    /// Only those that came out so: `done unchanged waiting refused`.
    outcome: Option<String>,
    /// `nextCursor` of the answer before.
    cursor: Option<String>,
    /// 1 to 100, 20 by default; more is 100.
    page_size: Option<String>,
}

impl BulkQuery {
    /// How it came out, after which place, and how many.
    pub(crate) fn read(&self) -> Result<(Option<Ending>, i64, usize), Rejection> {
        let page = http_kit::Page::parse(None, self.page_size.as_deref())?;
        let ending = match self.outcome.as_deref().map(str::trim).filter(|word| !word.is_empty()) {
            None => None,
            Some(word) => {
                let found = ENDINGS.iter().find(|(known, _)| *known == word).map(|(_, ending)| *ending);
                let allowed = ENDINGS.map(|(word, _)| word).join(", ");
                let why = || Rejection::malformed("outcome", msg!("value.one_of", allowed = allowed));
                Some(found.ok_or_else(why)?)
            }
        };
        let after = match self.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
            None => -1,
            Some(text) => http_kit::decode_cursor("cursor", text)?,
        };
        Ok((ending, after, usize::try_from(page.size).unwrap_or(20)))
    }
}

/// How such a job stands, and what came of its tickets.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct BulkReport {
    job_id: String,
    /// Also `undo`.
    action: &'static str,
    #[schema(schema_with = states)]
    state: &'static str,
    /// How many tickets it is about.
    total: usize,
    /// How many of them have had their turn.
    processed: i64,
    /// How many came out how, once the job is over, whether or not it came to its end: `{action, total, done, unchanged, waiting, refused}`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    summary: Option<serde_json::Value>,
    /// In the order in which they were asked for; tickets that have had no turn are missing.
    items: Vec<BulkItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    next_cursor: Option<String>,
}

/// What came of a ticket.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"ticket": "42", "outcome": "done", "changes": [{"field": "assignee", "from": "", "to": "ann"}]}))]
pub(crate) struct BulkItem {
    /// As it was named.
    ticket: String,
    #[schema(schema_with = endings)]
    outcome: &'static str,
    /// What was changed, and what it was before.
    changes: Vec<BulkChange>,
    /// Why it was refused, as the error of a request for it alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error: Option<String>,
    /// The same for people.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    message: Option<String>,
}

/// One field's change; `deleted` is among them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BulkChange {
    field: String,
    #[schema(value_type = serde_json::Value)]
    from: Value,
    #[schema(value_type = serde_json::Value)]
    to: Value,
}

impl BulkReport {
    pub(crate) fn new(page: bulk::Page, lang: Lang) -> Result<Self, Rejection> {
        let bulk::Page { summary, outcomes, next } = page;
        Ok(Self {
            job_id: summary.job.to_string(),
            action: summary.action,
            state: summary.state.word(),
            total: summary.total,
            processed: summary.ended,
            summary: summary.result.and_then(|text| serde_json::from_str(&text).ok()),
            items: outcomes.into_iter().map(|(_, outcome)| BulkItem::new(outcome, lang)).collect(),
            next_cursor: next.map(|place| http_kit::encode_cursor(&place)).transpose()?,
        })
    }
}

impl BulkItem {
    fn new(outcome: bulk::Outcome, lang: Lang) -> Self {
        let changes = outcome.changes.into_iter().map(|change| BulkChange {
            field: change.field,
            from: change.from,
            to: change.to,
        });
        let (error, message) = match outcome.why {
            None => (None, None),
            Some(why) => (Some(why.error), Some(if lang == Lang::Zh { why.zh } else { why.en })),
        };
        let outcome_word = ending_word(outcome.ending);
        Self { ticket: outcome.ticket, outcome: outcome_word, changes: changes.collect(), error, message }
    }
}
