//! The audit.

use app::audit::Entry;
use domain::At;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::{IntoParams, ToSchema};

/// Something that was done to the instance itself.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "seq": 108, "at": "2026-11-21T08:00:00.000000Z", "actor": "admin", "via": "api", "action": "user.create",
    "object": "zhang.san", "details": {"access": "operator"}}))]
pub(crate) struct AuditEntry {
    /// Its place in the chain, growing.
    seq: i64,
    #[schema(value_type = String, format = DateTime)]
    at: At,
    /// A user name; empty for a refused log-in.
    actor: String,
    /// Through which door.
    via: String,
    action: String,
    /// To what: a user name, a short id, a key.
    object: String,
    /// What more there is to say of it.
    #[schema(value_type = Object)]
    details: Map<String, Value>,
}

impl From<Entry> for AuditEntry {
    fn from(entry: Entry) -> Self {
        // What cannot be read is shown as nothing rather than hiding the entry.
        let details = serde_json::from_str(&entry.body).unwrap_or_else(|error| {
            tracing::error!(audit.seq = entry.seq, %error, "the details of an audit entry are not a JSON object");
            Map::new()
        });
        Self {
            seq: entry.seq,
            at: entry.at,
            actor: entry.actor,
            via: entry.via,
            action: entry.action,
            object: entry.object,
            details,
        }
    }
}

/// Part of the audit, newest first.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct AuditList {
    pub(crate) items: Vec<AuditEntry>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) next_cursor: Option<String>,
}

/// What of the audit is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(crate) struct AuditQuery {
    /// A user name.
    pub(crate) actor: Option<String>,
    /// `user.create`, `session.login` …
    pub(crate) action: Option<String>,
    /// A filter of the filter language, such as `action ^= user. and at >= yesterday`.
    pub(crate) filter: Option<String>,
    /// What `nextCursor` of the last answer said; empty or left out for the newest.
    pub(crate) cursor: Option<String>,
    /// 20 when left out; past 100 taken as 100.
    #[param(value_type = Option<i64>, minimum = 1)]
    pub(crate) page_size: Option<String>,
}
