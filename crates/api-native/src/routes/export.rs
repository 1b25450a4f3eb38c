//! A list of tickets as a file, however long it is: read and sent a piece at a time.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use super::tickets::{Asked, ListQuery, Sorted, asked};
use crate::wire::{page::flag, sheet, ticket::Ticket};
use app::{
    App, Pace,
    ticket::{Order, Slice, Sort},
    tickets::read,
};
use axum::{
    body::Body,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use domain::{Rejection, id::TicketId, identity::Principal, msg};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use http_kit::{Fail, Query, Who};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::{collections::HashSet, sync::Arc};
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

/// How many tickets are read at once: what is held of the file is what its reader has not taken.
const AT_ONCE: i64 = 200;
/// What tells spreadsheets that a file is UTF-8.
const MARK: &str = "\u{feff}";

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(export))
}

/// How a list is exported.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ExportQuery {
    /// `csv` or `jsonl`; `csv` when left out.
    format: Option<String>,
    /// Keys of a ticket, and `fields.` with the key of a custom field, with commas between; all but `content` and `fields` when left out.
    columns: Option<String>,
    /// With `csv`: `true` begins the file with a byte order mark, as Excel wants it.
    bom: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Csv,
    Lines,
}

impl ExportQuery {
    fn format(&self) -> Result<Format, Rejection> {
        match self.format.as_deref().map(str::trim) {
            None | Some("" | "csv") => Ok(Format::Csv),
            Some("jsonl") => Ok(Format::Lines),
            Some(_) => Err(Rejection::malformed("format", msg!("value.one_of", allowed = "csv, jsonl"))),
        }
    }
}

/// What is left of an export.
struct Rest {
    app: App,
    who: Arc<Principal>,
    asked: Arc<Asked>,
    format: Format,
    columns: Vec<String>,
    slice: Option<Slice>,
    /// What was written, where a ticket that changes meanwhile may come by once more: in any order but that of numbers.
    written: Option<HashSet<TicketId>>,
}

/// Exports a list of tickets.
///
/// The parameters of the list narrow it, and its `sort` (or that of its `view`) orders it: by number without one, and where it is
/// `relevance`. Pages do not matter. A ticket that is made, deleted or moved within the order meanwhile may be in it or not; none is in it twice. Texts that a spreadsheet would take for formulas have an apostrophe before them.
#[utoipa::path(get, path = "/tickets/export", tag = "tickets", operation_id = "exportTickets", params(ListQuery, ExportQuery),
    responses((status = 200, description = "The file", content(
        (String = "text/csv"), (String = "application/jsonl")))))]
async fn export(
    State(app): State<App>,
    Who(who): Who,
    Query(mut list): Query<ListQuery>,
    Query(query): Query<ExportQuery>,
) -> Result<Response, Fail> {
    let (format, columns) = (query.format()?, sheet::columns(query.columns.as_deref())?);
    let bom = flag("bom", query.bom.as_deref())?.unwrap_or(false);
    let asked = Arc::new(asked(&app, &who, &mut list).await?);
    let head = match format {
        Format::Csv => format!("{}{}", if bom { MARK } else { "" }, sheet::row(columns.iter().cloned())),
        Format::Lines => String::new(),
    };
    let (sort, order) = match list.wished_order()? {
        Some(Sorted::By(sort, order)) => (sort, order),
        Some(Sorted::Relevance) | None => (Sort::Id, Order::Ascending),
    };
    let slice = Slice { sort, order, after: None, offset: 0, limit: AT_ONCE };
    let written = (sort != Sort::Id).then(HashSet::new);
    let mut rest = Rest { app, who, asked, format, columns, slice: Some(slice), written };
    // The first piece before anything is answered: what is refused is refused in words.
    let first = rest.next().await?.unwrap_or_default();
    let later = stream::try_unfold(rest, async |mut rest| {
        // Once the file has begun, its end without its end is all that can be told; the log has the rest.
        let piece = rest.next().await.map_err(|failed| {
            tracing::warn!(why = %failed.0.text(domain::Lang::En), "an export of tickets was broken off");
            std::io::Error::other("broken off")
        })?;
        Ok::<_, std::io::Error>(piece.map(|piece| (piece, rest)))
    });
    let pieces = stream::iter([Ok(head + &first)]).chain(later).map_ok(String::into_bytes);
    let (kind, name) = match format {
        Format::Csv => ("text/csv; charset=utf-8", "attachment; filename=\"tickets.csv\""),
        Format::Lines => ("application/jsonl", "attachment; filename=\"tickets.jsonl\""),
    };
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    Ok((StatusCode::OK, headers, Body::from_stream(pieces)).into_response())
}

impl Rest {
    /// The next piece; nothing after the last.
    async fn next(&mut self) -> Result<Option<String>, Fail> {
        let Some(slice) = self.slice.take() else { return Ok(None) };
        let asked = Arc::clone(&self.asked);
        let (mut found, _) = self
            .app
            .read_at(&self.who, Pace::AtLength, move |cx| {
                let filter = asked.read(cx)?;
                read::list(cx, &filter, &slice)
            })
            .await?;
        if i64::try_from(found.len()).is_ok_and(|count| count == slice.limit) {
            self.slice = found.last().map(|last| Slice { after: Some(slice.position(last)), ..slice });
        }
        if let Some(written) = &mut self.written {
            found.retain(|ticket| written.insert(ticket.id));
        }
        Ok(Some(found.into_iter().map(|ticket| self.line(&Ticket::from(ticket))).collect()))
    }

    fn line(&self, ticket: &Ticket) -> String {
        let values = sheet::values(ticket, &self.columns);
        match self.format {
            Format::Csv => sheet::row(values.iter().map(sheet::cell)),
            Format::Lines => {
                let object: Map<String, Value> = self.columns.iter().cloned().zip(values).collect();
                Value::Object(object).to_string() + "\n"
            }
        }
    }
}
