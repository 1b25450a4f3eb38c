//! API tokens.

use crate::wire::{
    page::{Listing, PageQuery},
    ticket::Done,
    token::{NewToken, ShownToken, Token, TokenQuery},
};
use app::{App, identity::tokens};
use axum::{extract::State, http::StatusCode, response::Response};
use domain::{id::TokenId, ticket::Source};
use http_kit::{Body, Change, Fail, Path, Query, Reply, Who, json};
use utoipa_axum::{router::OpenApiRouter, routes};

/// More bytes than a token's description ever has.
const LARGEST_TOKEN: usize = 65_536;

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list, create)).routes(routes!(revoke))
}

/// The caller's API tokens, without their secrets; everybody's for administrators.
#[utoipa::path(get, path = "/tokens", tag = "tokens", operation_id = "listTokens", params(TokenQuery, PageQuery),
    responses((status = 200, body = Listing<Token>)))]
async fn list(
    State(app): State<App>,
    Who(who): Who,
    Query(query): Query<TokenQuery>,
    Query(page): Query<PageQuery>,
) -> Result<Response, Fail> {
    let (whose, page) = (query.whose()?, page.read()?);
    let (found, total) = app.read(&who, move |cx| tokens::list(cx, whose, page.size, page.offset())).await?;
    Ok(json(StatusCode::OK, &Listing::part(found.into_iter().map(Token::from), total, page)))
}

/// Makes an API token. Its secret is shown in this answer only.
#[utoipa::path(post, path = "/tokens", tag = "tokens", operation_id = "createToken", request_body = NewToken,
    responses((status = 201, body = ShownToken)))]
async fn create(State(app): State<App>, change: Change, body: Body<NewToken>) -> Result<Response, Fail> {
    let wish = tokens::Wish::from(body.value);
    let secret = app.new_token_secret();
    let drawn = secret.clone();
    let made = change
        .run(&app, Source::Api, body.fingerprint, move |cx, _| {
            Reply::json(StatusCode::CREATED, &Token::from(tokens::create(cx, &wish, &drawn)?))
        })
        .await?;
    show(made, "token", &secret).await
}

/// Puts the secret into the answer, the first time only: what is kept for a repetition must not hold it.
pub(super) async fn show(made: Response, key: &str, secret: &tokens::Secret) -> Result<Response, Fail> {
    if made.headers().contains_key("idempotent-replay") {
        return Ok(made);
    }
    let status = made.status();
    let read = axum::body::to_bytes(made.into_body(), LARGEST_TOKEN).await;
    let parsed = read.ok().and_then(|bytes| serde_json::from_slice::<serde_json::Map<_, _>>(&bytes).ok());
    let mut token = parsed.ok_or(app::Error::Broken("an answer with a secret does not read"))?;
    token.insert(key.to_owned(), secret.reveal().into());
    Ok(json(status, &token))
}

/// Revokes one of the caller's API tokens; any, for administrators.
#[utoipa::path(delete, path = "/tokens/{id}", tag = "tokens", operation_id = "revokeToken",
    params(("id" = i64, Path, description = "the token's number")), responses((status = 200, body = Done)))]
async fn revoke(State(app): State<App>, change: Change, Path(id): Path<i64>) -> Result<Response, Fail> {
    let bare = change.bare;
    change
        .run(&app, Source::Api, bare, move |cx, _| {
            tokens::revoke(cx, TokenId(id))?;
            Reply::json(StatusCode::OK, &Done::OK)
        })
        .await
}
