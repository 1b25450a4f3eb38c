//! What people look back on when an incident is over. Every ticket is an incident.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::{
    page::flag,
    review::{
        IncidentFigures, IncidentRoles, IncidentTimes, MitigatedWish, NewTimelineEntry, RolesWish,
        SeverityTold, Timeline, TimelineEntryWish, TimelineItem,
    },
    ticket::Done,
};
use app::{
    App,
    reviews::{
        Told, figures, postmortem, roles as roles_of, severity as severity_of,
        timeline::{self, Cursor, Pinned, Which},
        times as times_of,
        write::{self, Place},
    },
    tickets::Address,
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::{Rejection, incident::Severity, msg, ticket::Source};
use http_kit::{
    Body, Change, Fail, Page, Path, Query, Reply, RequestInfo, Who, decode_cursor, encode_cursor, fresh,
    fresh_whole, json, time_param,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(update, delete))
        .routes(routes!(pin, unpin))
        .routes(routes!(roles, set_roles))
        .routes(routes!(severity))
        .routes(routes!(times))
        .routes(routes!(set_mitigated))
        .routes(routes!(document))
        .routes(routes!(incident_figures))
}

/// Below a ticket.
#[derive(IntoParams)]
#[into_params(names("id"), parameter_in = Path)]
#[allow(dead_code, reason = "describes the path for the OpenAPI document")]
struct OfTicket(
    /// the ticket's number or key
    String,
);

/// Below a ticket's timeline.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
struct OfItem {
    /// the ticket's number or key
    id: String,
    /// `s` and the version of a step, `e` and the number of an entry
    entry: String,
}

impl OfItem {
    fn read(&self) -> Result<(Address, Place), Rejection> {
        Ok((Address::parse(&self.id), Place::parse(&self.entry)?))
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct TimelineQuery {
    /// `nextCursor` of the last answer.
    cursor: Option<String>,
    /// Only what tells one of these, separated by commas: `created status level assignee roles mitigated comment entry`.
    kind: Option<String>,
    /// 1 to 100, 100 by default.
    #[serde(alias = "size")]
    page_size: Option<String>,
    /// `true` for what is pinned only.
    pinned: Option<String>,
}

impl TimelineQuery {
    fn read(&self) -> Result<timeline::Query, Rejection> {
        let size = Page::parse(None, Some(self.page_size.as_deref().unwrap_or("100")))?.size;
        let cursor = match self.cursor.as_deref().filter(|text| !text.is_empty()) {
            None => Cursor::START,
            Some(text) => {
                let (step, at, entry) = decode_cursor("cursor", text)?;
                Cursor { step, at, entry }
            }
        };
        let words = self.kind.as_deref().unwrap_or_default().split(',').map(str::trim);
        let allowed = || msg!("value.one_of", allowed = Told::ALL.map(Told::word).join(", "));
        let kind = |word: &str| Told::parse(word).ok_or_else(|| Rejection::malformed("kind", allowed()));
        Ok(timeline::Query {
            cursor,
            limit: usize::try_from(size).unwrap_or(1),
            which: if flag("pinned", self.pinned.as_deref())? == Some(true) {
                Which::Pinned
            } else {
                Which::All
            },
            kinds: words.filter(|word| !word.is_empty()).map(kind).collect::<Result<_, _>>()?,
        })
    }
}

/// Tells what happened around a ticket, in the order in which it happened: its history and what people have written at a time of their own.
#[utoipa::path(get, path = "/tickets/{id}/timeline", tag = "reviews", operation_id = "getTimeline",
    params(OfTicket, TimelineQuery),
    responses((status = 200, body = Timeline)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Path(id): Path<String>,
    Query(query): Query<TimelineQuery>,
) -> Result<Response, Fail> {
    let (address, query) = (Address::parse(&id), query.read()?);
    let (_, items, next) = app.read(&who, move |cx| timeline::page(cx, &address, &query)).await?;
    let next_cursor = next.map(|at| encode_cursor(&(at.step, at.at, at.entry))).transpose()?;
    let items = items.into_iter().map(TimelineItem::from).collect();
    Ok(json(StatusCode::OK, &Timeline { items, next_cursor }))
}

/// Writes an entry into a ticket's timeline, at the time when it happened. For who may edit the ticket.
#[utoipa::path(post, path = "/tickets/{id}/timeline", tag = "reviews", operation_id = "createTimelineEntry",
    request_body = NewTimelineEntry, params(OfTicket),
    responses((status = 201, body = TimelineItem)))]
async fn create(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: Body<NewTimelineEntry>,
) -> Result<Response, Fail> {
    let (address, new) = (Address::parse(&id), body.value.read()?);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            let entry = write::create(cx, &address, &new, &|v| if_match.check(v))?;
            let version = entry.version;
            Ok(Reply::json(StatusCode::CREATED, &TimelineItem::from(entry))?.etag(version))
        })
        .await
}

/// Changes an entry of a timeline: its author, and who manages the project. `If-Match` is of the entry's own version.
#[utoipa::path(put, path = "/tickets/{id}/timeline/{entry}", tag = "reviews", operation_id = "updateTimelineEntry",
    request_body = TimelineEntryWish, params(OfItem),
    responses((status = 200, body = TimelineItem)))]
async fn update(
    State(app): State<App>,
    change: Change,
    Path(of): Path<OfItem>,
    body: Body<TimelineEntryWish>,
) -> Result<Response, Fail> {
    let ((address, place), wish) = (of.read()?, body.value.read()?);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            let entry = write::change(cx, (&address, place), &wish, &|v| if_match.check(v))?;
            let version = entry.version;
            Ok(Reply::json(StatusCode::OK, &TimelineItem::from(entry))?.etag(version))
        })
        .await
}

/// Takes an entry out of a timeline: its author, and who manages the project. The history keeps what it said.
#[utoipa::path(delete, path = "/tickets/{id}/timeline/{entry}", tag = "reviews", operation_id = "deleteTimelineEntry",
    params(OfItem),
    responses((status = 200, body = Done)))]
async fn delete(State(app): State<App>, change: Change, Path(of): Path<OfItem>) -> Result<Response, Fail> {
    let ((address, place), bare) = (of.read()?, change.bare);
    change
        .run(&app, Source::Api, bare, move |cx, if_match| {
            write::delete(cx, (&address, place), &|v| if_match.check(v))?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await
}

/// Pins an item of a timeline, a step or an entry. For who may edit the ticket.
#[utoipa::path(put, path = "/tickets/{id}/timeline/{entry}/pin", tag = "reviews", operation_id = "pinTimelineItem",
    params(OfItem),
    responses((status = 200, body = TimelineItem)))]
async fn pin(State(app): State<App>, change: Change, Path(of): Path<OfItem>) -> Result<Response, Fail> {
    pinned(&app, change, &of, Pinned::Yes).await
}

/// Pins an item of a timeline no longer.
#[utoipa::path(delete, path = "/tickets/{id}/timeline/{entry}/pin", tag = "reviews", operation_id = "unpinTimelineItem",
    params(OfItem),
    responses((status = 200, body = TimelineItem)))]
async fn unpin(State(app): State<App>, change: Change, Path(of): Path<OfItem>) -> Result<Response, Fail> {
    pinned(&app, change, &of, Pinned::No).await
}

async fn pinned(app: &App, change: Change, of: &OfItem, pinned: Pinned) -> Result<Response, Fail> {
    let ((address, place), bare) = (of.read()?, change.bare);
    change
        .run(app, Source::Api, bare, move |cx, if_match| {
            let item = write::pin(cx, (&address, place), pinned, &|v| if_match.check(v))?;
            Reply::json(StatusCode::OK, &TimelineItem::from(item))
        })
        .await
}

/// Tells the roles of an incident, and who holds them.
#[utoipa::path(get, path = "/tickets/{id}/roles", tag = "reviews", operation_id = "getIncidentRoles",
    params(OfTicket),
    responses((status = 200, body = IncidentRoles)))]
async fn roles(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let address = Address::parse(&id);
    let (ticket, roles) = app.read(&who, move |cx| roles_of::get(cx, &address)).await?;
    Ok(fresh_whole(&headers, ticket.version, &IncidentRoles::new(roles, info.lang)))
}

/// Gives roles to people who see the ticket, or to nobody. `If-Match` is of the ticket's version. For who may edit the ticket.
#[utoipa::path(put, path = "/tickets/{id}/roles", tag = "reviews", operation_id = "setIncidentRoles",
    request_body = RolesWish, params(OfTicket),
    responses((status = 200, body = IncidentRoles)))]
async fn set_roles(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: Body<RolesWish>,
) -> Result<Response, Fail> {
    let (address, wishes, lang) = (Address::parse(&id), body.value.read()?, change.info.lang);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            let (ticket, roles) = roles_of::set(cx, &address, &wishes, &|v| if_match.check(v))?;
            Ok(Reply::json(StatusCode::OK, &IncidentRoles::new(roles, lang))?.etag(ticket.version))
        })
        .await
}

/// Tells how severe an incident is, and each time that it became another.
#[utoipa::path(get, path = "/tickets/{id}/severity", tag = "reviews", operation_id = "getSeverity",
    params(OfTicket),
    responses((status = 200, body = SeverityTold)))]
async fn severity(
    State(app): State<App>,
    Who(who): Who,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let address = Address::parse(&id);
    let (ticket, now, changes) = app.read(&who, move |cx| severity_of::get(cx, &address)).await?;
    Ok(fresh(&headers, ticket.version, &SeverityTold::new(now, changes)))
}

/// Tells how long an incident took to be acknowledged, mitigated and resolved.
#[utoipa::path(get, path = "/tickets/{id}/times", tag = "reviews", operation_id = "getIncidentTimes",
    params(OfTicket),
    responses((status = 200, body = IncidentTimes)))]
async fn times(
    State(app): State<App>,
    Who(who): Who,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let address = Address::parse(&id);
    let found = app.read(&who, move |cx| times_of::get(cx, &address)).await?;
    let version = found.ticket.version;
    Ok(fresh_whole(&headers, version, &IncidentTimes::from(found)))
}

/// Says when the harm of an incident was over, or takes that back. `If-Match` is of the ticket's version. For who may edit the ticket.
#[utoipa::path(put, path = "/tickets/{id}/mitigated", tag = "reviews", operation_id = "setMitigated",
    request_body = MitigatedWish, params(OfTicket),
    responses((status = 200, body = IncidentTimes)))]
async fn set_mitigated(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: Body<MitigatedWish>,
) -> Result<Response, Fail> {
    let (address, at) = (Address::parse(&id), body.value.read()?);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            let found = times_of::mitigate(cx, &address, at, &|v| if_match.check(v))?;
            let version = found.ticket.version;
            Ok(Reply::json(StatusCode::OK, &IncidentTimes::from(found))?.etag(version))
        })
        .await
}

/// Gives the document with which people look back on an incident, in the language of the request.
#[utoipa::path(get, path = "/tickets/{id}/postmortem", tag = "reviews", operation_id = "getPostmortem",
    params(OfTicket),
    responses((status = 200, body = String, content_type = "text/markdown")))]
async fn document(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path(id): Path<String>,
) -> Result<Response, Fail> {
    let (address, lang) = (Address::parse(&id), info.lang);
    let (_, text) = app.read(&who, move |cx| postmortem::get(cx, &address, lang)).await?;
    let kind =
        [(header::CONTENT_TYPE, "text/markdown; charset=utf-8"), (header::CONTENT_LANGUAGE, lang.tag())];
    Ok((kind, text).into_response())
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct FiguresQuery {
    /// The project's key; all whose tickets the caller sees when left out.
    project: Option<String>,
    /// Made at this time or later: RFC 3339; 90 days before `to` when left out.
    from: Option<String>,
    /// Made before this time: RFC 3339; now when left out.
    to: Option<String>,
    /// `P1 P2 P3 P4 P5`; all when left out.
    severity: Option<String>,
}

/// Tells how long incidents took, by severity: how many, mean, median, and the ninth of ten. For operators.
#[utoipa::path(get, path = "/incidents/figures", tag = "reviews", operation_id = "getIncidentFigures",
    params(FiguresQuery),
    responses((status = 200, body = IncidentFigures)))]
async fn incident_figures(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<FiguresQuery>,
) -> Result<Response, Fail> {
    let allowed = || msg!("value.one_of", allowed = Severity::ALL.map(Severity::word).join(", "));
    let severity = match query.severity.as_deref().map(str::trim).filter(|word| !word.is_empty()) {
        None => None,
        Some(word) => Some(Severity::parse(word).ok_or_else(|| Rejection::malformed("severity", allowed()))?),
    };
    let query = figures::Query {
        project: query.project,
        from: time_param("from", query.from.as_deref())?,
        to: time_param("to", query.to.as_deref())?,
        severity,
    };
    let found = app.read(&who, move |cx| figures::get(cx, &query)).await?;
    Ok(json(StatusCode::OK, &IncidentFigures::from(found)))
}
