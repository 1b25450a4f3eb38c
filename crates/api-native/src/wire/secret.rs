//! Secrets by name, never with what is secret.

use app::{Cx, secrets};
use domain::At;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A secret that scripts may ask for, without its value: nobody is shown that again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "name": "crm", "description": "The token of the CRM", "usable": true, "actor": "admin", "version": 1,
    "createdAt": "2026-11-21T08:00:00.000000Z", "updatedAt": "2026-11-21T08:00:00.000000Z"}))]
pub(crate) struct Secret {
    /// What scripts call it.
    name: String,
    description: String,
    /// False where it was closed with another signing key than the server has now: write it anew.
    usable: bool,
    /// The user name of who wrote it last.
    actor: String,
    /// Grows by one with every change.
    version: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    #[schema(value_type = String, format = DateTime)]
    updated_at: At,
}

impl Secret {
    /// The secret in words.
    pub(crate) fn of(cx: &Cx<'_, '_>, secret: secrets::Secret) -> Self {
        Self {
            usable: secrets::is_usable(cx, &secret),
            name: secret.name,
            description: secret.description,
            actor: secret.actor,
            version: secret.version,
            created_at: secret.created,
            updated_at: secret.updated,
        }
    }
}

/// A secret as it is written; what is left out of one that is there stays as it is.
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"value": "a text that nobody knows", "description": "The token of the CRM"}))]
pub(crate) struct SecretWish {
    /// 1 to 16,384 bytes; a new one must have it.
    value: Option<String>,
    /// At most 1,000 characters.
    description: Option<String>,
}

impl From<SecretWish> for secrets::Wish {
    fn from(wish: SecretWish) -> Self {
        Self { value: wish.value, description: wish.description }
    }
}
