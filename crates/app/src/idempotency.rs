//! Requests that may be sent again: the first answer is kept for 24 hours, in the transaction of the change itself.

use crate::{Cx, Error};
use domain::Rejection;

/// An answer, already in the words of its surface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The entity tag, if it has one.
    pub etag: Option<String>,
    /// The body: text.
    pub body: Vec<u8>,
}

/// How long a key is remembered.
pub(crate) const KEPT_SECONDS: i64 = 24 * 60 * 60;

/// Runs `unit` unless `key` has been used by this actor in the last 24 hours; then gives what was answered.
///
/// A refusal is not kept: nothing was changed, so the same request is simply looked at again.
/// The same key with another `fingerprint` is [`Rejection::KeyReused`].
pub fn once(
    cx: &mut Cx<'_, '_>,
    key: &str,
    fingerprint: &[u8; 32],
    unit: impl Fn(&mut Cx<'_, '_>) -> Result<Answer, Error>,
) -> Result<Answer, Error> {
    let who = (cx.actor.team, cx.actor.user);
    // Keyed, because the request may hold a password, which a plain hash of it would let one guess.
    let fingerprint = cx.settings().signing_key.tag(fingerprint);
    let since = cx.now.plus_seconds(-KEPT_SECONDS);
    if let Some(kept) = store::idempotency::claim(cx.tx, who, key, &fingerprint, cx.now, since)? {
        if kept.fingerprint != fingerprint {
            return Err(Rejection::KeyReused.into());
        }
        let status = u16::try_from(kept.status).unwrap_or_default();
        return Ok(Answer { status, etag: kept.etag, body: kept.body.into_bytes() });
    }
    let answer = unit(cx)?;
    let body = String::from_utf8_lossy(&answer.body);
    store::idempotency::fill(cx.tx, who, key, answer.status, answer.etag.as_deref(), &body)?;
    Ok(answer)
}
