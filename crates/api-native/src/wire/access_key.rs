//! Access keys.

use super::token::scope_words;
use app::identity::{access_keys, tokens};
use domain::At;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An access key, without its secret.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "ak": "Q7ZC0V3N5T1M8J2X4K6P", "name": "on-call robot", "user": "zhang.san", "scopes": ["all"], "enabled": true,
    "createdAt": "2026-11-21T08:00:00.000000Z", "expiresAt": null, "lastUsedAt": null}))]
pub(crate) struct AccessKey {
    /// What a signed request names it by.
    ak: String,
    name: String,
    /// Whose rights it carries.
    user: String,
    #[schema(schema_with = scope_words)]
    scopes: Vec<&'static str>,
    /// Whether it is let in.
    enabled: bool,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    /// Null for never.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    expires_at: Option<At>,
    /// To the minute; null for never.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    last_used_at: Option<At>,
}

impl From<access_keys::AccessKey> for AccessKey {
    fn from(key: access_keys::AccessKey) -> Self {
        Self {
            ak: key.access,
            name: key.name,
            user: key.username,
            scopes: key.scopes.0.iter().map(|scope| scope.word()).collect(),
            enabled: key.enabled,
            created_at: key.created,
            expires_at: key.expires,
            last_used_at: key.last_used,
        }
    }
}

/// An access key that has just been made, with its secret: it is not shown again, not even to the same request repeated.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the answer; the secret is put into it outside the unit of work")]
#[schema(example = json!({
    "ak": "Q7ZC0V3N5T1M8J2X4K6P", "name": "on-call robot", "user": "zhang.san", "scopes": ["all"], "enabled": true,
    "createdAt": "2026-11-21T08:00:00.000000Z", "expiresAt": null, "lastUsedAt": null,
    "sk": "6b1f0e2d9c8a7b6f5e4d3c2b1a0f9e8d7c6b5a4f3e2d1c0b9a8f7e6d5c4b3a2f"}))]
pub(crate) struct ShownAccessKey {
    #[serde(flatten)]
    about: AccessKey,
    /// What requests are signed with.
    sk: String,
}

/// A new access key.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"name": "on-call robot", "expiresAt": "2027-11-21T08:00:00Z"}))]
pub(crate) struct NewAccessKey {
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

impl From<NewAccessKey> for tokens::Wish {
    fn from(new: NewAccessKey) -> Self {
        Self { name: new.name, user: new.user, scopes: new.scopes, expires: new.expires_at }
    }
}

/// What is changed of an access key.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"enabled": false}))]
pub(crate) struct KeyChange {
    /// Whether it is let in.
    enabled: bool,
}

impl KeyChange {
    pub(crate) const fn enabled(&self) -> access_keys::Enabled {
        if self.enabled { access_keys::Enabled::Yes } else { access_keys::Enabled::No }
    }
}
