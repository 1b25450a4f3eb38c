//! The live feed.

#![allow(
    unused_qualifications,
    reason = "the description macro of utoipa repeats the paths that a handler names"
)]

use crate::wire::event::{FeedEvent, FeedPage, name};
use app::{
    App,
    feed::follow::{Following, Seen, Wish},
};
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::Response,
};
use domain::{Lang, Rejection, msg};
use futures_util::stream;
use http_kit::{
    Event, Fail, LastEventId, Page, Query, RequestInfo, Streams, Who, int_param, json, wants_stream,
};
use serde::Deserialize;
use std::time::Duration;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};

/// How long a request may wait for something to happen, in seconds.
const LONGEST_WAIT: i64 = 60;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(follow))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
struct FeedQuery {
    /// Only of this ticket, by its number or key.
    ticket: Option<String>,
    /// Only of the tickets of this project, by its key.
    project: Option<String>,
    /// The `seq` after which to go on; left out, only what happens from now on is told.
    after: Option<String>,
    /// Without a stream: seconds to wait for something to happen, 0 to 60. 0 by default.
    wait: Option<String>,
    /// Without a stream: how many at most, 1 to 100. 100 by default.
    page_size: Option<String>,
    /// What a browser's event source cannot send as a header: as `after`.
    #[serde(rename = "lastEventId")]
    #[param(rename = "lastEventId")]
    _last_event_id: Option<String>,
}

/// What a stream is opened with.
type Opening = (Streams, LastEventId, HeaderMap);

/// Follows what happens to tickets, live: every step that the caller may see, in one order, none skipped and none twice.
///
/// With `Accept: text/event-stream` it is a stream of events called `step` and `refresh`, each with the step's `seq` as its id:
/// a client that is cut off sends the last one as `Last-Event-ID` and misses nothing. Otherwise it is a page of what has
/// happened after `after`, waited for up to `wait` seconds when there is nothing yet.
#[utoipa::path(get, path = "/events", tag = "tickets", operation_id = "followEvents",
    params(FeedQuery, ("Last-Event-ID" = Option<i64>, Header, description = "The id of the last event seen: as `after`")),
    responses((status = 200, content((FeedPage = "application/json"), (String = "text/event-stream")))))]
async fn follow(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    opening: Opening,
    Query(query): Query<FeedQuery>,
) -> Result<Response, Fail> {
    let (streams, LastEventId(last), headers) = opening;
    let wish = wish(query.ticket, query.project)?;
    let after = match last {
        Some(last) => Some((last, "Last-Event-ID")),
        None => seconds("after", query.after.as_deref(), i64::MAX)?.map(|after| (after, "after")),
    };
    let wait = seconds("wait", query.wait.as_deref(), LONGEST_WAIT)?.unwrap_or(0);
    let size = Page::parse(None, Some(query.page_size.as_deref().unwrap_or("100")))?.size;
    let place = streams.open(&who)?;
    let following = app.follow(&who, wish, after).await?;
    let lang = info.lang;
    if wants_stream(&headers) {
        return Ok(place.answer(stream::unfold(following, move |following| next(following, lang))));
    }
    let patience = async {
        tokio::select! {
            () = tokio::time::sleep(Duration::from_secs(wait.unsigned_abs())) => {}
            () = streams.stopped() => {}
        }
    };
    let page = page(following, usize::try_from(size).unwrap_or_default(), patience, lang).await?;
    Ok(json(StatusCode::OK, &page))
}

fn wish(ticket: Option<String>, project: Option<String>) -> Result<Wish, Rejection> {
    let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    match (given(ticket), given(project)) {
        (None, None) => Ok(Wish::Everything),
        (Some(ticket), None) => Ok(Wish::Ticket(ticket)),
        (None, Some(project)) => Ok(Wish::Project(project)),
        (Some(_), Some(_)) => Err(Rejection::malformed("project", msg!("feed.one_of"))),
    }
}

/// A whole number from 0 to `most`.
fn seconds(name: &str, text: Option<&str>, most: i64) -> Result<Option<i64>, Rejection> {
    match int_param(name, text)? {
        Some(number) if !(0..=most).contains(&number) => {
            Err(Rejection::malformed(name, msg!("value.between", min = 0, max = most)))
        }
        number => Ok(number),
    }
}

fn words(seen: &Seen, lang: Lang) -> String {
    serde_json::to_string(&FeedEvent::new(seen, lang)).unwrap_or_else(|error| {
        tracing::error!(%error, "an event cannot be written as json");
        "{}".to_owned()
    })
}

/// The next event of a stream. Whoever may not follow any more, or cannot be told, is cut off, and is told why when they
/// come again.
async fn next(mut following: Following, lang: Lang) -> Option<(Event, Following)> {
    match following.next().await {
        Ok(seen) => {
            let data = seen.words(lang, |seen| words(seen, lang));
            Some((Event::worded(name(&seen), data).numbered(seen.place()), following))
        }
        Err(error) => {
            tracing::debug!(error = %error, "a stream of events ends");
            None
        }
    }
}

/// What there is, up to a page; where there is nothing, it is waited for as long as there is patience.
async fn page(
    mut following: Following,
    size: usize,
    patience: impl Future<Output = ()>,
    lang: Lang,
) -> Result<FeedPage, app::Error> {
    let mut items = Vec::new();
    if let Some(seen) = following.take().await? {
        items.push(FeedEvent::new(&seen, lang));
    } else {
        let first = tokio::select! {
            seen = following.next() => Some(seen?),
            () = patience => None,
        };
        items.extend(first.map(|seen| FeedEvent::new(&seen, lang)));
    }
    while items.len() < size {
        let Some(seen) = following.take().await? else { break };
        items.push(FeedEvent::new(&seen, lang));
    }
    Ok(FeedPage { items, last: following.place() })
}
