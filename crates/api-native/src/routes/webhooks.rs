//! Webhooks: their administration, their log, and sending anew.

use super::tokens::show;
use crate::wire::{
    page::{Listing, PageQuery},
    ticket::Done,
    webhook::{
        LogQuery, Message, MessageDetail, MessageList, NewWebhook, Replay, Replayed, ShownWebhook, Webhook,
        WebhookChange,
    },
};
use app::{
    App, Cx,
    webhooks::{
        self,
        log::{self, Anew, Before, State as Progress},
    },
};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{At, Lang, Rejection, msg, ticket::Source};
use http_kit::{
    Body, Change, Fail, Page, Path, Query, Reply, RequestInfo, Who, decode_cursor, encode_cursor, json,
};
use utoipa_axum::{router::OpenApiRouter, routes};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list, create))
        .routes(routes!(get, update, delete))
        .routes(routes!(rotate))
        .routes(routes!(resume))
        .routes(routes!(test))
        .routes(routes!(replay_since))
        .routes(routes!(log))
        .routes(routes!(one))
        .routes(routes!(replay))
}

/// A webhook as the answer to a change of it.
fn reply(
    cx: &mut Cx<'_, '_>,
    (status, lang): (StatusCode, Lang),
    webhook: webhooks::Webhook,
) -> Result<Reply, app::Error> {
    let version = webhook.version;
    Ok(Reply::json(status, &Webhook::of(cx, webhook, lang)?)?.etag(version))
}

/// Has those who send look at once, and hands the answer on.
fn rung(app: &App, answer: Result<Response, Fail>) -> Result<Response, Fail> {
    app.ring_for_webhooks();
    answer
}

/// A page of the webhooks, oldest first, for administrators.
#[utoipa::path(get, path = "/webhooks", tag = "webhooks", operation_id = "listWebhooks", params(PageQuery),
    responses((status = 200, body = Listing<Webhook>)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let (page, lang) = (page.read()?, info.lang);
    let found = app
        .read(&who, move |cx| {
            let found = webhooks::list(cx)?;
            found.into_iter().map(|webhook| Webhook::of(cx, webhook, lang)).collect::<Result<Vec<_>, _>>()
        })
        .await?;
    Ok(json(StatusCode::OK, &Listing::cut(found.into_iter(), page)))
}

/// Makes a webhook, which is told of what happens from now on. Its secret is shown in this answer only.
#[utoipa::path(post, path = "/webhooks", tag = "webhooks", operation_id = "createWebhook", request_body = NewWebhook,
    responses((status = 201, body = ShownWebhook)))]
async fn create(State(app): State<App>, change: Change, body: Body<NewWebhook>) -> Result<Response, Fail> {
    let wish = webhooks::Wish::from(WebhookChange::from(body.value));
    let drawn = app.draw_webhook_secret();
    let (secret, lang) = (drawn.secret.clone(), change.info.lang);
    let made = change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let webhook = webhooks::create(cx, &wish, &drawn)?;
            reply(cx, (StatusCode::CREATED, lang), webhook)
        })
        .await?;
    rung(&app, show(made, "secret", &secret).await)
}

/// A webhook, for administrators.
#[utoipa::path(get, path = "/webhooks/{uuid}", tag = "webhooks", operation_id = "getWebhook",
    params(("uuid" = String, Path, description = "the webhook's short id")), responses((status = 200, body = Webhook)))]
async fn get(
    State(app): State<App>,
    Who(who): Who,
    info: RequestInfo,
    Path(uuid): Path<String>,
) -> Result<Response, Fail> {
    let found = app
        .read(&who, move |cx| {
            let webhook = webhooks::get(cx, &uuid)?;
            Webhook::of(cx, webhook, info.lang)
        })
        .await?;
    Ok(json(StatusCode::OK, &found))
}

/// Changes a webhook; what is left out stays. One that was off is told of what happens from now on.
#[utoipa::path(put, path = "/webhooks/{uuid}", tag = "webhooks", operation_id = "updateWebhook",
    params(("uuid" = String, Path, description = "the webhook's short id")), request_body = WebhookChange,
    responses((status = 200, body = Webhook)))]
async fn update(
    State(app): State<App>,
    change: Change,
    Path(uuid): Path<String>,
    body: Body<WebhookChange>,
) -> Result<Response, Fail> {
    let (wish, lang) = (webhooks::Wish::from(body.value), change.info.lang);
    let changed = change
        .run(&app, Source::Api, body.fingerprint, move |cx, if_match| {
            let webhook = webhooks::update(cx, &uuid, &wish, |version| if_match.check(version))?;
            reply(cx, (StatusCode::OK, lang), webhook)
        })
        .await;
    rung(&app, changed)
}

/// Removes a webhook and the log of its messages; what still waits is not sent.
#[utoipa::path(delete, path = "/webhooks/{uuid}", tag = "webhooks", operation_id = "deleteWebhook",
    params(("uuid" = String, Path, description = "the webhook's short id")), responses((status = 200, body = Done)))]
async fn delete(State(app): State<App>, change: Change, Path(uuid): Path<String>) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, if_match| {
            webhooks::delete(cx, &uuid, |version| if_match.check(version))?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await
}

/// Gives a webhook a new secret, shown in this answer only. For a day messages are signed with the one before too.
#[utoipa::path(post, path = "/webhooks/{uuid}/rotate", tag = "webhooks", operation_id = "rotateWebhook",
    params(("uuid" = String, Path, description = "the webhook's short id")), responses((status = 200, body = ShownWebhook)))]
async fn rotate(State(app): State<App>, change: Change, Path(uuid): Path<String>) -> Result<Response, Fail> {
    let bare = change.bare;
    let drawn = app.draw_webhook_secret();
    let (secret, lang) = (drawn.secret.clone(), change.info.lang);
    let made = change
        .run(&app, Source::Api, bare, move |cx, _| {
            let webhook = webhooks::rotate(cx, &uuid, &drawn)?;
            reply(cx, (StatusCode::OK, lang), webhook)
        })
        .await?;
    show(made, "secret", &secret).await
}

/// Has a webhook that is let alone because it fails tried again at once, with everything that waits for it.
#[utoipa::path(post, path = "/webhooks/{uuid}/resume", tag = "webhooks", operation_id = "resumeWebhook",
    params(("uuid" = String, Path, description = "the webhook's short id")), responses((status = 200, body = Webhook)))]
async fn resume(State(app): State<App>, change: Change, Path(uuid): Path<String>) -> Result<Response, Fail> {
    let (bare, lang) = (change.bare, change.info.lang);
    let resumed = change
        .run(&app, Source::Api, bare, move |cx, _| {
            let webhook = webhooks::resume(cx, &uuid)?;
            reply(cx, (StatusCode::OK, lang), webhook)
        })
        .await;
    rung(&app, resumed)
}

/// Sends a message of the type `webhook.test`; what becomes of it stands in the log.
#[utoipa::path(post, path = "/webhooks/{uuid}/test", tag = "webhooks", operation_id = "testWebhook",
    params(("uuid" = String, Path, description = "the webhook's short id")), responses((status = 202, body = MessageDetail)))]
async fn test(State(app): State<App>, change: Change, Path(uuid): Path<String>) -> Result<Response, Fail> {
    let bare = change.bare;
    let sent = change
        .run(&app, Source::Api, bare, move |cx, _| {
            Reply::json(StatusCode::ACCEPTED, &MessageDetail::from(log::test(cx, &uuid)?))
        })
        .await;
    rung(&app, sent)
}

/// Sends messages anew that were given up, or all, that were made since a time; each under its id.
#[utoipa::path(post, path = "/webhooks/{uuid}/replay", tag = "webhooks", operation_id = "replayWebhook",
    params(("uuid" = String, Path, description = "the webhook's short id")), request_body = Replay,
    responses((status = 202, body = Replayed)))]
async fn replay_since(
    State(app): State<App>,
    change: Change,
    Path(uuid): Path<String>,
    body: Body<Replay>,
) -> Result<Response, Fail> {
    let since =
        At::parse(&body.value.since).ok_or_else(|| Rejection::invalid("since", msg!("value.time")))?;
    let which = if body.value.delivered == Some(true) { Anew::All } else { Anew::Failed };
    let replayed = change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let count = log::replay_since(cx, &uuid, since, which)?;
            Reply::json(StatusCode::ACCEPTED, &Replayed { count })
        })
        .await;
    rung(&app, replayed)
}

/// A webhook's messages, newest first; those that have ended are kept for 30 days.
#[utoipa::path(get, path = "/webhooks/{uuid}/deliveries", tag = "webhooks", operation_id = "listDeliveries",
    params(("uuid" = String, Path, description = "the webhook's short id"), LogQuery),
    responses((status = 200, body = MessageList)))]
async fn log(
    State(app): State<App>,
    Who(who): Who,
    Path(uuid): Path<String>,
    Query(query): Query<LogQuery>,
) -> Result<Response, Fail> {
    let size = Page::parse(None, query.page_size.as_deref())?.size;
    let state = match query.state.as_deref().map(str::trim).filter(|state| !state.is_empty()) {
        None => None,
        Some(word) => Some(Progress::parse(word).ok_or_else(|| {
            let allowed = Progress::ALL.map(Progress::word).join(", ");
            Rejection::malformed("state", msg!("value.one_of", allowed = allowed))
        })?),
    };
    let before = match query.cursor.as_deref().filter(|cursor| !cursor.is_empty()) {
        None => None,
        Some(cursor) => {
            let (at, id): (i64, String) = decode_cursor("cursor", cursor)?;
            Some(Before { at: At::from_micros(at), id })
        }
    };
    // One more than asked for tells whether there is a next page.
    let mut found = app.read(&who, move |cx| log::list(cx, &uuid, before.as_ref(), state, size + 1)).await?;
    let kept = usize::try_from(size).unwrap_or_default();
    let more = found.len() > kept;
    found.truncate(kept);
    let next_cursor = match found.last().filter(|_| more) {
        Some(last) => Some(encode_cursor(&(last.created.micros(), &last.id))?),
        None => None,
    };
    let items = found.into_iter().map(Message::from).collect();
    Ok(json(StatusCode::OK, &MessageList { items, next_cursor }))
}

/// A message with what it says and every attempt at it.
#[utoipa::path(get, path = "/webhooks/{uuid}/deliveries/{id}", tag = "webhooks", operation_id = "getDelivery",
    params(("uuid" = String, Path, description = "the webhook's short id"), ("id" = String, Path, description = "the message's id")),
    responses((status = 200, body = MessageDetail)))]
async fn one(
    State(app): State<App>,
    Who(who): Who,
    Path((uuid, id)): Path<(String, String)>,
) -> Result<Response, Fail> {
    let found = app.read(&who, move |cx| log::one(cx, &uuid, &id)).await?;
    Ok(json(StatusCode::OK, &MessageDetail::from(found)))
}

/// Sends a message anew that was delivered or given up, under the same id.
#[utoipa::path(post, path = "/webhooks/{uuid}/deliveries/{id}/replay", tag = "webhooks", operation_id = "replayDelivery",
    params(("uuid" = String, Path, description = "the webhook's short id"), ("id" = String, Path, description = "the message's id")),
    responses((status = 202, body = MessageDetail)))]
async fn replay(
    State(app): State<App>,
    change: Change,
    Path((uuid, id)): Path<(String, String)>,
) -> Result<Response, Fail> {
    let bare = change.bare;
    let replayed = change
        .run(&app, Source::Api, bare, move |cx, _| {
            Reply::json(StatusCode::ACCEPTED, &MessageDetail::from(log::replay(cx, &uuid, &id)?))
        })
        .await;
    rung(&app, replayed)
}
