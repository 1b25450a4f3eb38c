//! API tokens.

use super::page::{flag, one_of};
use app::identity::tokens;
use domain::{At, Rejection, identity::Scope};
use serde::{Deserialize, Serialize};
use utoipa::{
    IntoParams, ToSchema,
    openapi::schema::{Array, ArrayBuilder},
};

pub(super) fn scope_words() -> Array {
    ArrayBuilder::new().items(one_of(Scope::ALL.map(Scope::word))).build()
}

/// An API token, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "id": 12, "name": "nightly report", "user": "zhang.san", "scopes": ["read"],
    "createdAt": "2026-11-21T08:00:00.000000Z", "expiresAt": "2027-11-21T08:00:00.000000Z", "lastUsedAt": null}))]
pub(crate) struct Token {
    id: i64,
    name: String,
    /// Whose rights it carries.
    user: String,
    #[schema(schema_with = scope_words)]
    scopes: Vec<&'static str>,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    /// Null for never.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    expires_at: Option<At>,
    /// To the minute; null for never.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    last_used_at: Option<At>,
}

impl From<tokens::Token> for Token {
    fn from(token: tokens::Token) -> Self {
        Self {
            id: token.id.0,
            name: token.name,
            user: token.username,
            scopes: token.scopes.0.iter().map(|scope| scope.word()).collect(),
            created_at: token.created,
            expires_at: token.expires,
            last_used_at: token.last_used,
        }
    }
}

/// An API token that has just been made, with its secret: it is not shown again, not even to the same request repeated.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the answer; the secret is put into it outside the unit of work")]
#[schema(example = json!({
    "id": 12, "name": "nightly report", "user": "zhang.san", "scopes": ["read"],
    "createdAt": "2026-11-21T08:00:00.000000Z", "expiresAt": "2027-11-21T08:00:00.000000Z", "lastUsedAt": null,
    "token": "gd_7LdPzMf1AeUgQ5Hn2kq0VbT8sYxW4cRj"}))]
pub(crate) struct ShownToken {
    #[serde(flatten)]
    about: Token,
    /// Goes into `Authorization: Bearer`.
    token: String,
}

/// A new API token.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"name": "nightly report", "scopes": ["read"], "expiresAt": "2027-11-21T08:00:00Z"}))]
pub(crate) struct NewToken {
    /// What it is for; at most 64 characters.
    #[serde(default)]
    #[schema(required = true)]
    name: String,
    /// What it may be used for; everything its owner may do when left out.
    #[schema(required = false, schema_with = scope_words)]
    scopes: Option<Vec<String>>,
    /// Never when left out.
    #[schema(format = DateTime)]
    expires_at: Option<String>,
    /// Whose it is to be: another's for administrators, one's own when left out.
    user: Option<String>,
}

impl From<NewToken> for tokens::Wish {
    fn from(new: NewToken) -> Self {
        Self { name: new.name, user: new.user, scopes: new.scopes, expires: new.expires_at }
    }
}

/// Whose tokens are listed.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TokenQuery {
    /// `true` for everybody's, for administrators; one's own when left out.
    #[param(value_type = Option<bool>)]
    all: Option<String>,
}

impl TokenQuery {
    /// Whose.
    pub(crate) fn whose(&self) -> Result<tokens::Whose, Rejection> {
        Ok(match flag("all", self.all.as_deref())? {
            Some(true) => tokens::Whose::Everybody,
            Some(false) | None => tokens::Whose::Own,
        })
    }
}
