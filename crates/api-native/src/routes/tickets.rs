//! Tickets: list, create, read, change, delete, restore.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::ticket::{Done, ListedTicket, TicketBody, TicketDetail, TicketList};
use app::{
    App, Cx, Pace, filters,
    reviews::briefs::{self, Brief},
    ticket::{Filter, Order, Place, Position, Slice, Sort, Start},
    tickets::{self, Address, create, read},
    views,
};
use axum::{
    extract::{OriginalUri, State},
    http::{HeaderMap, Method, StatusCode},
    response::Response,
};
use domain::{
    Rejection, Value,
    identity::Principal,
    msg,
    ticket::{Field, Patch, Priority, Source, Ticket},
};
use http_kit::{
    Body, Change, Fail, Page, Path, Query, Reply, Who, decode_cursor, encode_cursor, fingerprint, fresh,
    json, time_param,
};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create_ticket))
        .routes(routes!(get, update, delete))
        .routes(routes!(restore))
}

/// What a list is narrowed to, sorted by and cut into. Several values of one parameter are separated by commas.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// Statuses that some workflow has or had.
    status: Option<String>,
    category: Option<String>,
    /// `low medium high critical`
    priority: Option<String>,
    assignee: Option<String>,
    /// Full text, Chinese and English, at most 300 characters: every word must be found, in whatever field or comment;
    /// `"in quotes"` as it stands there; the last word may be the beginning of one. Also a key or number.
    q: Option<String>,
    #[serde(alias = "game_id")]
    game_id: Option<String>,
    env: Option<String>,
    /// A filter of the filter language, at most 10,000 characters, such as
    /// `status in (open, in_progress) and priority >= high and assignee = me and updated < -3d`; holds beside the others.
    filter: Option<String>,
    /// The short id of a view, whose filter holds beside the others; sorted as the view is, unless `sort` says otherwise.
    view: Option<String>,
    /// In any case.
    tag: Option<String>,
    /// Keys of projects.
    project: Option<String>,
    /// Keys of issue types.
    r#type: Option<String>,
    #[serde(alias = "player_id")]
    player_id: Option<String>,
    creator: Option<String>,
    /// RFC 3339, included.
    created_from: Option<String>,
    /// RFC 3339, not included.
    created_to: Option<String>,
    /// RFC 3339, included.
    updated_from: Option<String>,
    /// RFC 3339, not included.
    updated_to: Option<String>,
    /// `updatedAt createdAt priority id dueAt`, with `-` in front for the largest first; or `relevance`, the best answer to
    /// `q` first. By default `relevance` with `q`, `-updatedAt` without.
    sort: Option<String>,
    /// Empty to begin paging by keyset, then `nextCursor` of the last answer.
    cursor: Option<String>,
    /// From 1.
    page: Option<String>,
    /// 1 to 100, 20 by default; more is 100.
    #[serde(alias = "size")]
    page_size: Option<String>,
    /// `true` lists the deleted ones instead; for administrators.
    deleted: Option<String>,
    /// `incident`: with each ticket, how severe it is, how long it took, and who holds which role in it.
    include: Option<String>,
}

/// What is told with each ticket of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Include {
    Nothing,
    Incident,
}

/// What a cursor says.
#[derive(Serialize, Deserialize)]
struct Cursor {
    sort: Sort,
    order: Order,
    at: Position,
}

/// What a cursor of a list by relevance says.
#[derive(Serialize, Deserialize)]
struct RankedCursor {
    place: Place,
}

/// The order of a list.
pub(crate) enum Sorted {
    By(Sort, Order),
    Relevance,
}

/// What a list of tickets can be sorted by.
pub(crate) const SORTS: [&str; 5] = ["updatedAt", "createdAt", "priority", "id", "dueAt"];

/// The order that a word means, with `-` in front for the largest first.
pub(crate) fn ordered(word: &str) -> Option<(Sort, Order)> {
    let (name, order) =
        word.strip_prefix('-').map_or((word, Order::Ascending), |name| (name, Order::Descending));
    let sort = match name {
        "updatedAt" => Sort::UpdatedAt,
        "createdAt" => Sort::CreatedAt,
        "priority" => Sort::Priority,
        "id" => Sort::Id,
        "dueAt" => Sort::DueAt,
        _ => return None,
    };
    Some((sort, order))
}

impl ListQuery {
    pub(crate) fn page(&self) -> Result<Page, Rejection> {
        Page::parse(self.page.as_deref(), self.page_size.as_deref())
    }

    pub(crate) fn filter(&self) -> Result<Filter, Rejection> {
        let many = |text: &Option<String>| -> Vec<String> {
            let text = text.as_deref().unwrap_or_default();
            text.split(',').map(str::trim).filter(|v| !v.is_empty()).map(str::to_owned).collect()
        };
        let priorities = many(&self.priority)
            .iter()
            .map(|word| {
                Priority::parse(word).ok_or_else(|| Rejection::malformed("priority", msg!("ticket.priority")))
            })
            .collect::<Result<_, _>>()?;
        let deleted = match self.deleted.as_deref() {
            None | Some("" | "false") => false,
            Some("true") => true,
            Some(_) => return Err(Rejection::malformed("deleted", msg!("value.boolean"))),
        };
        Ok(Filter {
            statuses: many(&self.status).iter().map(|s| domain::text::fold(s)).collect(),
            categories: many(&self.category),
            priorities,
            assignees: many(&self.assignee),
            creators: many(&self.creator),
            projects: many(&self.project).iter().map(|p| p.to_ascii_uppercase()).collect(),
            types: many(&self.r#type),
            games: many(&self.game_id),
            envs: many(&self.env),
            players: many(&self.player_id),
            tags: many(&self.tag),
            created_from: time_param("createdFrom", self.created_from.as_deref())?,
            created_to: time_param("createdTo", self.created_to.as_deref())?,
            updated_from: time_param("updatedFrom", self.updated_from.as_deref())?,
            updated_to: time_param("updatedTo", self.updated_to.as_deref())?,
            text: self.q.clone().filter(|q| !q.trim().is_empty()),
            deleted,
            ..Filter::default()
        })
    }

    fn include(&self) -> Result<Include, Rejection> {
        match self.include.as_deref().map(str::trim) {
            None | Some("") => Ok(Include::Nothing),
            Some("incident") => Ok(Include::Incident),
            Some(_) => Err(Rejection::malformed("include", msg!("value.one_of", allowed = "incident"))),
        }
    }

    fn named_order(&self) -> Option<&str> {
        self.sort.as_deref().map(str::trim).filter(|sort| !sort.is_empty())
    }

    /// The order, where one is asked for.
    pub(super) fn wished_order(&self) -> Result<Option<Sorted>, Rejection> {
        self.named_order().map(|_| self.sorted()).transpose()
    }

    pub(crate) fn sorted(&self) -> Result<Sorted, Rejection> {
        let asks = self.q.as_deref().is_some_and(|q| !q.trim().is_empty());
        let text = match self.named_order() {
            None | Some("relevance") if asks => return Ok(Sorted::Relevance),
            Some("relevance") => return Err(Rejection::malformed("sort", msg!("request.sort_relevance"))),
            text => text.unwrap_or("-updatedAt"),
        };
        let (sort, order) = ordered(text).ok_or_else(|| {
            let allowed = format!("relevance, {}", SORTS.join(", "));
            Rejection::malformed("sort", msg!("value.one_of", allowed = allowed))
        })?;
        Ok(Sorted::By(sort, order))
    }

    pub(crate) fn start(&self, page: Page) -> Result<Start, Rejection> {
        match self.cursor.as_deref() {
            None => Ok(Start::Offset(page.offset())),
            Some("") => Ok(Start::Offset(0)),
            Some(text) => {
                // One of another order is refused in the words that say so.
                if decode_cursor::<Cursor>("cursor", text).is_ok() {
                    return Err(Rejection::malformed("cursor", msg!("request.cursor_sort")));
                }
                Ok(Start::After(decode_cursor::<RankedCursor>("cursor", text)?.place))
            }
        }
    }

    pub(crate) fn slice(&self, sort: Sort, order: Order, page: Page) -> Result<Slice, Rejection> {
        let after = match self.cursor.as_deref().filter(|c| !c.is_empty()) {
            None => None,
            Some(text) => {
                if decode_cursor::<RankedCursor>("cursor", text).is_ok() {
                    return Err(Rejection::malformed("cursor", msg!("request.cursor_sort")));
                }
                let cursor: Cursor = decode_cursor("cursor", text)?;
                if (cursor.sort, cursor.order) != (sort, order) {
                    return Err(Rejection::malformed("cursor", msg!("request.cursor_sort")));
                }
                Some(cursor.at)
            }
        };
        let offset = if self.cursor.is_some() { 0 } else { page.offset() };
        // One more than asked for tells whether there is a next page.
        Ok(Slice { sort, order, after, offset, limit: page.size + 1 })
    }
}

/// Lists tickets.
///
/// Filters are exact and must all hold; a status, project, type or priority that there is not is refused (400). Pages by
/// number, or (with `cursor`) by keyset.
#[utoipa::path(get, path = "/tickets", tag = "tickets", operation_id = "listTickets", params(ListQuery),
    responses((status = 200, body = TicketList)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Query(mut query): Query<ListQuery>,
) -> Result<Response, Fail> {
    let mut page = query.page()?;
    if query.cursor.is_some() {
        page.page = 1;
    }
    let include = query.include()?;
    let asked = asked(&app, &who, &mut query).await?.with(include);
    let (Found { tickets, briefs }, total, next_cursor) = match query.sorted()? {
        Sorted::Relevance => by_relevance(&app, &who, asked, query.start(page)?, page).await?,
        Sorted::By(sort, order) => by_field(&app, &who, asked, query.slice(sort, order, page)?, page).await?,
    };
    let items = tickets.into_iter().map(ListedTicket::from);
    let items = match briefs {
        None => items.collect(),
        Some(briefs) => items.zip(briefs).map(|(item, brief)| item.with(brief)).collect(),
    };
    let body = TicketList { items, total, page: page.page, page_size: page.size, next_cursor };
    Ok(json(StatusCode::OK, &body))
}

/// What a query asks for. Of a view it takes the filter, and the order where the query has none.
pub(super) async fn asked(app: &App, who: &Principal, query: &mut ListQuery) -> Result<Asked, Fail> {
    let filter = query.filter()?;
    if filter.text.is_some() {
        app.figures().searched();
    }
    let mut written = vec![(filters::PARAMETER, query.filter.clone().unwrap_or_default())];
    if let Some(uuid) = query.view.clone().filter(|uuid| !uuid.is_empty()) {
        let view = app.read(who, move |cx| views::opened(cx, &uuid)).await?;
        if query.named_order().is_none() {
            query.sort = Some(view.sort);
        }
        written.push((views::PARAMETER, view.filter));
    }
    Ok(Asked { filter, written, include: Include::Nothing })
}

/// What is asked for, as far as it can be read without the instance's own words.
pub(super) struct Asked {
    filter: Filter,
    /// Filters of the language, each with the parameter it comes from.
    written: Vec<(&'static str, String)>,
    include: Include,
}

impl Asked {
    /// The same, with what is told with each ticket.
    fn with(self, include: Include) -> Self {
        Self { include, ..self }
    }

    /// Tickets with what is told with each, of a page of `size`.
    fn told(&self, cx: &mut Cx<'_, '_>, tickets: Vec<Ticket>, size: usize) -> Result<Found, app::Error> {
        let shown = tickets.get(..size).unwrap_or(&tickets);
        let briefs = match self.include {
            Include::Nothing => None,
            Include::Incident => Some(briefs::of(cx, shown)?),
        };
        Ok(Found { tickets, briefs })
    }

    fn pace(&self) -> Pace {
        let slow = self.written.iter().map(|(_, written)| Pace::of(written));
        slow.fold(Pace::Quick, |all, one| if one == Pace::AtLength { one } else { all })
    }

    /// All of it.
    pub(super) fn read(&self, cx: &mut Cx<'_, '_>) -> Result<Filter, app::Error> {
        let mut filter = self.filter.clone();
        for (parameter, written) in &self.written {
            filter = filters::narrow(cx, filter, written, parameter)?;
        }
        Ok(filter)
    }
}

/// Tickets, and what is told with each.
struct Found {
    tickets: Vec<Ticket>,
    briefs: Option<Vec<Brief>>,
}

/// Tickets, how many there are in all, and the cursor of the next page.
type Listed = (Found, i64, Option<String>);

async fn by_field(
    app: &App,
    who: &Principal,
    asked: Asked,
    slice: Slice,
    page: Page,
) -> Result<Listed, Fail> {
    let size = usize::try_from(page.size).unwrap_or_default();
    let (mut found, total) = app
        .read_at(who, asked.pace(), move |cx| {
            let filter = asked.read(cx)?;
            let (tickets, total) = read::list(cx, &filter, &slice)?;
            Ok((asked.told(cx, tickets, size)?, total))
        })
        .await?;
    let more = found.tickets.len() > size;
    found.tickets.truncate(size);
    let next = match found.tickets.last().filter(|_| more) {
        Some(last) => {
            Some(encode_cursor(&Cursor { sort: slice.sort, order: slice.order, at: slice.position(last) })?)
        }
        None => None,
    };
    Ok((found, total, next))
}

async fn by_relevance(
    app: &App,
    who: &Principal,
    asked: Asked,
    start: Start,
    page: Page,
) -> Result<Listed, Fail> {
    let size = usize::try_from(page.size).unwrap_or_default();
    let found = app
        .read_at(who, asked.pace(), move |cx| {
            let filter = asked.read(cx)?;
            let mut found = read::ranked(cx, &filter, start, size)?;
            let tickets = std::mem::take(&mut found.tickets);
            Ok((asked.told(cx, tickets, size)?, found))
        })
        .await?;
    let (told, found) = found;
    let next = found.next.map(|place| encode_cursor(&RankedCursor { place })).transpose()?;
    Ok((told, found.total, next))
}

/// Creates a ticket.
///
/// It starts in the first status of its workflow. `X-Game-ID` and `X-Env` fill `gameId` and `env` where the body has none.
#[utoipa::path(post, path = "/tickets", tag = "tickets", operation_id = "createTicket", request_body = TicketBody,
    params(("X-Game-ID" = Option<String>, Header, description = "fills gameId"),
           ("X-Env" = Option<String>, Header, description = "fills env")),
    responses((status = 200, body = TicketDetail)))]
async fn create_ticket(
    State(app): State<App>,
    change: Change,
    headers: HeaderMap,
    method: Method,
    OriginalUri(uri): OriginalUri,
    body: Body<TicketBody>,
) -> Result<Response, Fail> {
    let (project, kind) = (body.value.project.clone(), body.value.kind.clone());
    let mut fields = body.value.patch();
    fill(&mut fields, Field::GameId, &headers, "x-game-id")?;
    fill(&mut fields, Field::Env, &headers, "x-env")?;
    // The two headers are part of what is asked for, so of what makes two requests the same.
    let said = format!("{:?} {:?} {:?}", body.fingerprint, headers.get("x-game-id"), headers.get("x-env"));
    let print = fingerprint(&method, &uri, said.as_bytes());
    let command = create::Command { project, kind, fields };
    change
        .run(&app, Source::Api, print, move |cx, _| {
            let made = create::run(cx, &command)?;
            detail(made)
        })
        .await
}

/// Puts a header's value into a field that the body left empty.
fn fill(fields: &mut Patch, field: Field, headers: &HeaderMap, name: &str) -> Result<(), Rejection> {
    let Some(value) = headers.get(name) else { return Ok(()) };
    if fields.get(&field).is_some_and(|v| !v.is_empty()) {
        return Ok(());
    }
    let Ok(text) = std::str::from_utf8(value.as_bytes()) else {
        return Err(Rejection::malformed(name, msg!("value.text")));
    };
    fields.insert(field, Value::Text(text.to_owned()));
    Ok(())
}

/// The reply that tells a ticket in full, with its version.
pub(super) fn detail(detail: read::Detail) -> Result<Reply, app::Error> {
    let version = detail.ticket.version;
    Ok(Reply::json(StatusCode::OK, &TicketDetail::from(detail))?.etag(version))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct GetQuery {
    /// RFC 3339: the ticket as it was at that moment.
    as_of: Option<String>,
}

/// Reads a ticket.
///
/// With `asOf`, as it was at that moment; before it was made, 404.
#[utoipa::path(get, path = "/tickets/{id}", tag = "tickets", operation_id = "getTicket",
    params(("id" = String, Path, description = "its number, or its key such as SUP-42"), GetQuery),
    responses((status = 200, body = TicketDetail), (status = 304, description = "unchanged since the version of If-None-Match")))]
async fn get(
    State(app): State<App>,
    Who(who): Who,
    Path(id): Path<String>,
    Query(query): Query<GetQuery>,
    headers: HeaderMap,
) -> Result<Response, Fail> {
    let address = Address::parse(&id);
    if let Some(then) = time_param("asOf", query.as_of.as_deref())? {
        let was = app.read(&who, move |cx| read::as_of(cx, &address, then)).await?;
        return Ok(json(StatusCode::OK, &TicketDetail::from(was)));
    }
    let found = app.read(&who, move |cx| read::get(cx, &address)).await?;
    // What is shown of linked tickets changes without this one's version: such an answer is never "unchanged".
    let headers = if found.links.is_empty() { headers } else { HeaderMap::new() };
    let version = found.ticket.version;
    Ok(fresh(&headers, version, &TicketDetail::from(found)))
}

/// Changes a ticket's fields.
///
/// Absent or null keys stay as they are; `tags: []` and `assignee: ""` clear. A status changes through a transition.
#[utoipa::path(put, path = "/tickets/{id}", tag = "tickets", operation_id = "updateTicket", request_body = TicketBody,
    params(("id" = String, Path, description = "its number, or its key such as SUP-42")),
    responses((status = 200, body = TicketDetail)))]
async fn update(
    State(app): State<App>,
    change: Change,
    Path(id): Path<String>,
    body: Body<TicketBody>,
) -> Result<Response, Fail> {
    let (address, patch) = (Address::parse(&id), body.value.without_status()?.patch());
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            detail(tickets::edit::run(cx, &address, &patch, &|v| if_match.check(v))?)
        })
        .await
}

/// Deletes a ticket.
///
/// It is hidden; its history stays, and an administrator can restore it.
#[utoipa::path(delete, path = "/tickets/{id}", tag = "tickets", operation_id = "deleteTicket",
    params(("id" = String, Path, description = "its number, or its key such as SUP-42")),
    responses((status = 200, body = Done)))]
async fn delete(State(app): State<App>, change: Change, Path(id): Path<String>) -> Result<Response, Fail> {
    let (address, fingerprint) = (Address::parse(&id), change.bare);
    change
        .run(&app, Source::Api, fingerprint, move |cx, if_match| {
            tickets::delete::run(cx, &address, &|v| if_match.check(v))?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await
}

/// Restores a deleted ticket. For administrators.
#[utoipa::path(post, path = "/tickets/{id}/restore", tag = "tickets", operation_id = "restoreTicket",
    params(("id" = String, Path, description = "its number, or its key such as SUP-42")),
    responses((status = 200, body = TicketDetail)))]
async fn restore(State(app): State<App>, change: Change, Path(id): Path<String>) -> Result<Response, Fail> {
    let (address, fingerprint) = (Address::parse(&id), change.bare);
    change
        .run(&app, Source::Api, fingerprint, move |cx, if_match| {
            detail(tickets::delete::restore(cx, &address, &|v| if_match.check(v))?)
        })
        .await
}
