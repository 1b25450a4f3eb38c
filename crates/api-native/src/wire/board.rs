//! The board of a project.

use super::{flow::AskedField, project::Names};
use app::board;
use domain::{Lang, workflow::beforehand::Beforehand};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What a board shows.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct BoardQuery {
    /// The key of an issue type; all types when left out.
    #[serde(rename = "type")]
    kind: Option<String>,
    /// Which tickets are counted, in the filter language, at most 4,000 characters; all when left out.
    filter: Option<String>,
}

impl BoardQuery {
    pub(crate) fn of(self, project: String) -> board::Ask {
        board::Ask { project, kind: self.kind, filter: self.filter.unwrap_or_default() }
    }
}

/// The board of a project.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Board {
    project: String,
    /// The issue types it shows, in order.
    types: Vec<BoardType>,
    /// All tickets on it, and the filter that lists them.
    count: i64,
    filter: String,
    /// The statuses, in the order of the workflows, each key once.
    columns: Vec<BoardColumn>,
    /// Which transitions lead from where to where, by issue type and where they start.
    moves: Vec<BoardMove>,
}

/// An issue type on a board.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct BoardType {
    key: String,
    name: Names,
}

/// A status on a board.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"status": "open", "name": {"zh": "待处理", "en": "Open"}, "category": "new", "types": ["incident"],
    "count": 12, "filter": "project in (\"NET\") and status in (\"open\")"}))]
pub(crate) struct BoardColumn {
    status: String,
    /// As the first issue type that has it calls it.
    name: Names,
    /// `new active paused resolved closed rejected`.
    category: &'static str,
    /// The keys of the issue types that have it.
    types: Vec<String>,
    /// How many tickets in it the caller sees.
    count: i64,
    /// `GET /tickets?filter=` with it lists exactly these.
    filter: String,
}

/// A transition on a board.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"type": "incident", "from": "open", "to": "in_progress", "id": "Tr4nsit1", "name": "In progress",
    "fields": [], "may": "depends", "reasons": []}))]
pub(crate) struct BoardMove {
    /// The issue type whose workflow has it.
    #[serde(rename = "type")]
    kind: String,
    /// The status it starts at.
    from: String,
    /// The status it leads to.
    to: String,
    id: String,
    /// In the language of the request.
    name: String,
    /// What it asks for.
    fields: Vec<AskedField>,
    /// Whose consent it takes; left out where it takes none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    approval: Option<String>,
    /// Whether the caller may take it: `yes` and `no` hold for every ticket in the status; with `depends` it hangs on the ticket, and
    /// `GET /tickets/{id}/transitions` says it of one.
    #[schema(schema_with = mays)]
    may: &'static str,
    /// Why not, in the language of the request; empty unless `may` is `no`.
    reasons: Vec<String>,
}

fn mays() -> utoipa::openapi::schema::Object {
    utoipa::openapi::ObjectBuilder::new()
        .schema_type(utoipa::openapi::schema::Type::String)
        .enum_values(Some(["yes", "no", "depends"]))
        .build()
}

impl Board {
    pub(crate) fn new(board: board::Board, lang: Lang) -> Self {
        let column = |column: board::Column| BoardColumn {
            status: column.status.key,
            name: column.status.name.into(),
            category: column.status.category.word(),
            types: column.types,
            count: column.tickets.count,
            filter: column.tickets.filter,
        };
        Self {
            project: board.project,
            types: board.types.into_iter().map(|(key, name)| BoardType { key, name: name.into() }).collect(),
            count: board.all.count,
            filter: board.all.filter,
            columns: board.columns.into_iter().map(column).collect(),
            moves: board.moves.into_iter().map(|one| BoardMove::new(one, lang)).collect(),
        }
    }
}

impl BoardMove {
    fn new(one: board::Move, lang: Lang) -> Self {
        let may = one.may.word();
        let reasons = match one.may {
            Beforehand::No(why) => why.iter().map(|message| message.text(lang)).collect(),
            Beforehand::Yes | Beforehand::Depends => Vec::new(),
        };
        Self {
            kind: one.kind,
            from: one.from,
            name: one.transition.name.text(lang).to_owned(),
            fields: AskedField::all(one.transition.fields, one.labels, lang),
            id: one.transition.uuid,
            to: one.transition.to,
            approval: one.consent.map(|consent| consent.text(lang)),
            may,
            reasons,
        }
    }
}
