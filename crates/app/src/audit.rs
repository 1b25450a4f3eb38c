//! The audit: what was done to the instance itself, by whom. Never a secret in it.

use crate::{
    Cx, Error,
    filters::{self, Of},
    known::Edition,
};
use domain::{
    Rejection,
    identity::{Access, Permission},
    msg,
};
use serde_json::Value;
pub use store::audit::Entry;

/// Adds an entry in the transaction of what it tells.
pub(crate) fn record(cx: &mut Cx<'_, '_>, action: &str, object: &str, details: &Value) -> Result<(), Error> {
    let entry = Entry {
        seq: 0,
        actor: cx.actor.username.clone(),
        via: cx.via.word().to_owned(),
        action: action.to_owned(),
        object: object.to_owned(),
        at: cx.now,
        body: if details.is_null() { "{}".to_owned() } else { details.to_string() },
    };
    cx.edition.set(Edition::Own(store::audit::append(cx.tx, cx.actor.team, &entry)?));
    crate::stamps::after(cx, action, object)
}

/// What the audit is read by.
#[derive(Debug, Clone, Default)]
pub struct Query {
    /// Entries before this place only; `None` = from the newest.
    pub before: Option<i64>,
    /// One actor; empty = any.
    pub actor: String,
    /// One action; empty = any.
    pub action: String,
    /// What else they are, in the filter language; empty = anything.
    pub filter: String,
    /// At most so many.
    pub limit: i64,
}

/// Entries, newest first.
pub fn list(cx: &mut Cx<'_, '_>, query: &Query) -> Result<Vec<Entry>, Error> {
    let allowed = cx.actor.may(Permission::ViewAudit, domain::identity::Context::TEAM);
    if !allowed {
        return Err(Rejection::Forbidden(msg!("rights.level", level = Access::Admin.word())).into());
    }
    let written = filters::of(cx, Of::Audit, &query.filter)?;
    if written.is_some() {
        cx.tx.limit(filters::LONGEST)?;
    }
    let wanted = store::audit::Query {
        before: query.before.unwrap_or(i64::MAX),
        actor: query.actor.clone(),
        action: query.action.clone(),
        written,
    };
    Ok(store::audit::list(cx.tx, cx.actor.team, &wanted, query.limit)?)
}
