//! Hooks: their administration, and the doors that git servers and others knock at.

use super::tokens::show;
use crate::wire::{
    hook::{GitPayload, Heard, Hook, HookChange, HookQuery, NewHook, Ring, ShownHook},
    page::{Listing, PageQuery},
    ticket::Done,
};
use app::{
    App,
    hooks::{
        self,
        deliver::{Delivery, Proof},
    },
};
use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use domain::{Rejection, Thing, hook::Provider, msg, ticket::Source};
use http_kit::{Body, Change, Fail, Path, Query, Reply, RequestInfo, Who, bearer, json, openapi::ErrorBody};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The largest delivery, in bytes: a push of more commits than are looked at stays below it.
const LARGEST: usize = 8 * 1024 * 1024;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(git))
        .routes(routes!(ring))
        .layer(DefaultBodyLimit::max(LARGEST))
        .merge(
            OpenApiRouter::new()
                .routes(routes!(list, create))
                .routes(routes!(get, update, delete))
                .routes(routes!(rotate)),
        )
}

/// A page of the hooks, oldest first, for administrators.
#[utoipa::path(get, path = "/hooks", tag = "hooks", operation_id = "listHooks", params(PageQuery),
    responses((status = 200, body = Listing<Hook>)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let page = page.read()?;
    let found = app
        .read(&who, |cx| {
            let found = hooks::list(cx)?;
            Ok(found.into_iter().map(|hook| Hook::of(cx, hook)).collect::<Vec<_>>())
        })
        .await?;
    Ok(json(StatusCode::OK, &Listing::cut(found.into_iter(), page)))
}

/// Makes a hook. Its secret is shown in this answer only.
#[utoipa::path(post, path = "/hooks", tag = "hooks", operation_id = "createHook", request_body = NewHook,
    responses((status = 201, body = ShownHook)))]
async fn create(State(app): State<App>, change: Change, body: Body<NewHook>) -> Result<Response, Fail> {
    let (provider, wish) = body.value.read();
    let drawn = app.draw_hook_secret();
    let secret = drawn.secret.clone();
    let made = change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let hook = hooks::create(cx, &provider, &wish, &drawn)?;
            Reply::json(StatusCode::CREATED, &Hook::of(cx, hook))
        })
        .await?;
    show(made, "secret", &secret).await
}

/// A hook, for administrators.
#[utoipa::path(get, path = "/hooks/{uuid}", tag = "hooks", operation_id = "getHook",
    params(("uuid" = String, Path, description = "the hook's short id")), responses((status = 200, body = Hook)))]
async fn get(State(app): State<App>, Who(who): Who, Path(uuid): Path<String>) -> Result<Response, Fail> {
    let found = app
        .read(&who, move |cx| {
            let hook = hooks::get(cx, &uuid)?;
            Ok(Hook::of(cx, hook))
        })
        .await?;
    Ok(json(StatusCode::OK, &found))
}

/// Changes a hook; what is left out stays.
#[utoipa::path(put, path = "/hooks/{uuid}", tag = "hooks", operation_id = "updateHook",
    params(("uuid" = String, Path, description = "the hook's short id")), request_body = HookChange,
    responses((status = 200, body = Hook)))]
async fn update(
    State(app): State<App>,
    change: Change,
    Path(uuid): Path<String>,
    body: Body<HookChange>,
) -> Result<Response, Fail> {
    let wish = hooks::Wish::from(body.value);
    change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            let hook = hooks::update(cx, &uuid, &wish)?;
            Reply::json(StatusCode::OK, &Hook::of(cx, hook))
        })
        .await
}

/// Gives a hook a new secret, shown in this answer only; the one before is worth nothing from then on.
#[utoipa::path(post, path = "/hooks/{uuid}/rotate", tag = "hooks", operation_id = "rotateHook",
    params(("uuid" = String, Path, description = "the hook's short id")), responses((status = 200, body = ShownHook)))]
async fn rotate(State(app): State<App>, change: Change, Path(uuid): Path<String>) -> Result<Response, Fail> {
    let bare = change.bare;
    let drawn = app.draw_hook_secret();
    let secret = drawn.secret.clone();
    let made = change
        .run(&app, Source::Api, bare, move |cx, _| {
            let hook = hooks::rotate(cx, &uuid, &drawn)?;
            Reply::json(StatusCode::OK, &Hook::of(cx, hook))
        })
        .await?;
    show(made, "secret", &secret).await
}

/// Removes a hook.
#[utoipa::path(delete, path = "/hooks/{uuid}", tag = "hooks", operation_id = "deleteHook",
    params(("uuid" = String, Path, description = "the hook's short id")), responses((status = 200, body = Done)))]
async fn delete(State(app): State<App>, change: Change, Path(uuid): Path<String>) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, _| {
            hooks::delete(cx, &uuid)?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await
}

/// Hears of pushes, new branches and merged requests from a git server, in its own words and signed in its own way.
///
/// The tickets that a commit's message, a branch's name or a request's title names (`NET-42`, `#42`) have it written into
/// their history, once, and the transitions are taken whose triggers come true. GitHub signs in `X-Hub-Signature-256`,
/// Gitea there or in `X-Gitea-Signature`; GitLab sends the secret itself as `X-Gitlab-Token`. What concerns no
/// ticket is answered with 200 and `ignored`.
#[utoipa::path(post, path = "/hooks/git/{provider}", tag = "hooks", operation_id = "hearGit", security(()),
    params(("provider" = String, Path, description = "`github`, `gitlab` or `gitea`"), HookQuery),
    request_body(content = GitPayload, description = "at most 8 MiB; also as the field `payload` of a form"),
    responses((status = 200, body = Heard),
        (status = 401, description = "Not signed with the secret of a hook", body = ErrorBody)))]
#[allow(unused_qualifications, reason = "`utoipa::path` writes a path that trips it")]
async fn git(
    State(app): State<App>,
    Path(provider): Path<String>,
    Query(query): Query<HookQuery>,
    info: RequestInfo,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Fail> {
    let missing = || Rejection::not_found(Thing::Hook, &provider);
    let known = Provider::parse(&provider).ok_or_else(missing)?;
    let (event, proof) = match known {
        Provider::Github => ("X-GitHub-Event", signature(&headers, "X-Hub-Signature-256")),
        Provider::Gitea => {
            let own = signature(&headers, "X-Gitea-Signature");
            ("X-Gitea-Event", own.or_else(|| signature(&headers, "X-Hub-Signature-256")))
        }
        Provider::Gitlab => {
            ("X-Gitlab-Event", text(&headers, "X-Gitlab-Token").map(|token| Proof::Token(token.to_owned())))
        }
        Provider::Webhook => return Err(missing().into()),
    };
    let event = text(&headers, event)
        .map(str::to_owned)
        .ok_or_else(|| Rejection::malformed(event, msg!("hook.no_event")));
    let hook = query.hook.filter(|hook| !hook.is_empty());
    deliver(app, &info, &headers, body, Told { provider: known, hook, proof, event }).await
}

/// Hears from anything else that something has happened to tickets: the occasion of triggers that wait for the webhook of
/// this name.
///
/// The secret comes as `Authorization: Bearer …`, or signs the body in `X-Hub-Signature-256` (`sha256=` and the
/// HMAC-SHA256 of the body in hexadecimal).
#[utoipa::path(post, path = "/hooks/webhook/{name}", tag = "hooks", operation_id = "hearWebhook", security(()),
    params(("name" = String, Path, description = "the webhook's name or short id")), request_body = Ring,
    responses((status = 200, body = Heard),
        (status = 401, description = "Not shown or signed with the webhook's secret", body = ErrorBody)))]
async fn ring(
    State(app): State<App>,
    Path(name): Path<String>,
    info: RequestInfo,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Fail> {
    let signed = signature(&headers, "X-Hub-Signature-256");
    let proof = signed.or_else(|| bearer(&headers).ok().map(|token| Proof::Token(token.to_owned())));
    let told = Told { provider: Provider::Webhook, hook: Some(name), proof, event: Ok(String::new()) };
    deliver(app, &info, &headers, body, told).await
}

/// What a delivery says outside its body.
struct Told {
    provider: Provider,
    hook: Option<String>,
    proof: Option<Proof>,
    event: Result<String, Rejection>,
}

async fn deliver(
    app: App,
    info: &RequestInfo,
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
    told: Told,
) -> Result<Response, Fail> {
    let body = body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Rejection::TooLarge { limit: LARGEST as u64 },
        _ => Rejection::Malformed { field: None, why: msg!("request.body_broken") },
    })?;
    let payload = payload(headers, &body);
    let Told { provider, hook, proof, event } = told;
    let address = info.client.to_string();
    let delivery = Delivery { provider, hook, address, proof, event, body: body.to_vec(), payload };
    // Not given up where the sender does not wait to the end: what it tells would be half told.
    let done = tokio::task::spawn_blocking(move || app.deliver(delivery)).await;
    let outcome = done.map_err(|_ended| app::Error::Broken("a delivery did not come to its end"))??;
    Ok(json(StatusCode::OK, &Heard::of(outcome, info.lang)))
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    let text = headers.get(name)?.to_str().ok()?.trim();
    Some(text).filter(|text| !text.is_empty())
}

/// A signature in hexadecimal, with or without the name of its kind before it.
fn signature(headers: &HeaderMap, name: &str) -> Option<Proof> {
    let text = text(headers, name)?;
    let digits = text.strip_prefix("sha256=").unwrap_or(text).as_bytes();
    let digit = |b: &u8| char::from(*b).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let bytes = digits.chunks(2).map(|pair| match pair {
        [high, low] => Some(digit(high)? * 16 + digit(low)?),
        _ => None,
    });
    // One that is none proves nothing, as a wrong one does.
    Some(Proof::Signature(bytes.collect::<Option<Vec<u8>>>().unwrap_or_default()))
}

/// The JSON of a delivery: the body itself, or a form's field.
fn payload(headers: &HeaderMap, body: &[u8]) -> Result<String, Rejection> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if kind == "application/x-www-form-urlencoded" {
        let mut fields = form_urlencoded::parse(body);
        let found = fields.find(|(name, _)| name == "payload").map(|(_, value)| value.into_owned());
        return found.ok_or_else(|| Rejection::malformed("payload", msg!("request.missing")));
    }
    if !kind.is_empty() && kind != "application/json" {
        return Err(Rejection::UnsupportedMedia { expected: "application/json" });
    }
    let Ok(text) = str::from_utf8(body) else {
        return Err(Rejection::Malformed { field: None, why: msg!("request.not_unicode") });
    };
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text).to_owned())
}
