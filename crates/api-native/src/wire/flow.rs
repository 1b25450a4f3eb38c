//! What moves tickets: the steps that are offered, hours, post functions, requests for consent.

use app::tickets::{approval, effect, offer, worklog};
use domain::{
    At, Lang, Message, Rejection, Value, msg,
    workflow::{ScreenField, expression::Told, post_function::Foreseen},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What became of a condition, part by part.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"what": "must", "holds": false, "why": "only 0 of these 1 hold; all must", "parts": [
    {"what": "in_user_domains", "holds": false, "why": "ann is none of: the group “Bosses”"}]}))]
pub(crate) struct Explanation {
    /// `must`, `should`, `must_not`, or what is looked at.
    what: &'static str,
    /// Whether it is so.
    holds: bool,
    /// Why, in the language of the request.
    why: String,
    /// The parts of `must`, `should` and `must_not`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false, no_recursion)]
    parts: Vec<Self>,
}

impl From<Told> for Explanation {
    fn from(told: Told) -> Self {
        let parts = told.parts.into_iter().map(Self::from).collect();
        Self { what: told.what, holds: told.holds, why: told.why, parts }
    }
}

/// A transition that starts at the ticket's status.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"id": "Tr4nsit1", "name": "In progress", "to": "in_progress", "fields": [], "allowed": true}))]
pub(crate) struct Offer {
    id: String,
    /// In the language of the request.
    name: String,
    /// The status it leads to.
    to: String,
    /// What it asks for.
    fields: Vec<AskedField>,
    /// Whether the caller may take it.
    allowed: bool,
    /// Why not, if not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
    /// What became of its condition; left out where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    explanation: Option<Explanation>,
    /// Whose consent it takes; left out where it takes none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    approval: Option<String>,
}

/// Something that a transition asks for: a field, or `tf-comment`, `tf-manhour`, `tf-resource`.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"field": "assignee", "label": "assignee", "required": true, "default": null}))]
pub(crate) struct AskedField {
    field: String,
    /// What people call it.
    label: String,
    required: bool,
    /// What it is when the answer does not name it.
    #[schema(value_type = Option<serde_json::Value>)]
    default: Value,
}

impl AskedField {
    /// The entries of a screen with what people call them.
    pub(crate) fn all(entries: Vec<ScreenField>, labels: Vec<Message>, lang: Lang) -> Vec<Self> {
        let asked = entries.into_iter().zip(labels).map(|(entry, label)| Self {
            field: entry.field.name(),
            label: label.text(lang),
            required: entry.required,
            default: entry.default,
        });
        asked.collect()
    }
}

impl Offer {
    pub(crate) fn new(offer: offer::Offer, lang: Lang) -> Self {
        Self {
            name: offer.transition.name.text(lang).to_owned(),
            fields: AskedField::all(offer.transition.fields, offer.labels, lang),
            id: offer.transition.uuid,
            to: offer.transition.to,
            allowed: offer.refusal.is_none(),
            reason: offer.refusal.map(|refusal| refusal.text(lang)),
            explanation: offer.explanation.map(|explanation| explanation.told(lang).into()),
            approval: offer.consent.map(|consent| consent.text(lang)),
        }
    }
}

/// What would come of a step: nothing of it has happened.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"transition": "Tr4nsit1", "to": "in_progress", "allowed": true,
    "changes": [{"field": "status", "from": "open", "to": "in_progress"}], "approvers": [], "effects": []}))]
pub(crate) struct Preview {
    /// The transition that would be taken, by id; left out where the ticket is there already.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    transition: Option<String>,
    /// The status it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    to: Option<String>,
    /// Whether it would be taken, or its consent asked for.
    allowed: bool,
    /// Why not, if not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
    /// What became of its condition; left out where it has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    explanation: Option<Explanation>,
    /// What would change at once.
    changes: Vec<super::history::Change>,
    /// Whose consent it takes first; left out where it takes none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    approval: Option<String>,
    /// The user names of who would be asked, in order.
    approvers: Vec<String>,
    /// What its post functions would do after it, in order.
    effects: Vec<ForeseenEffect>,
}

/// What a post function would do.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"function": "update_field_value", "does": "changes the field: assignee",
    "changes": [{"field": "assignee", "from": "", "to": "ann"}]}))]
pub(crate) struct ForeseenEffect {
    function: &'static str,
    /// In the language of the request.
    does: String,
    /// What it would change of the ticket itself, as far as that is known before.
    changes: Vec<super::history::Change>,
    /// Why it would fail, if it would.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    error: Option<String>,
}

impl Preview {
    pub(crate) fn new(preview: offer::Preview, lang: Lang) -> Self {
        let changes = |list: Vec<domain::history::Change>| list.into_iter().map(Into::into).collect();
        let effect = |foreseen: Foreseen| {
            let (list, error) = match foreseen.changes {
                Ok(list) => (list, None),
                Err(why) => (Vec::new(), Some(why.text(lang))),
            };
            let does = foreseen.said.text(lang);
            ForeseenEffect { function: foreseen.word, does, changes: changes(list), error }
        };
        let (transition, to) = preview.transition.map(|t| (t.uuid, t.to)).unzip();
        Self {
            transition,
            to,
            allowed: preview.refusal.is_none(),
            reason: preview.refusal.map(|refusal| refusal.text(lang)),
            explanation: preview.explanation.map(|explanation| explanation.told(lang).into()),
            changes: changes(preview.changes),
            approval: preview.consent.map(|consent| consent.text(lang)),
            approvers: preview.approvers,
            effects: preview.effects.into_iter().map(effect).collect(),
        }
    }
}

/// Hours worked, as they are sent.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"hours": 1.5, "note": "换了电源"}))]
pub(crate) struct NewWorklog {
    /// More than 0, at most 100,000, with at most five decimals.
    hours: f64,
    /// The user name of whose work it was; the caller's own where it is left out.
    #[serde(default)]
    username: Option<String>,
    /// RFC 3339; now where it is left out.
    #[serde(default)]
    started_at: Option<String>,
    /// What was done.
    #[serde(default)]
    note: Option<String>,
}

impl NewWorklog {
    pub(crate) fn wish(self) -> Result<worklog::Wish, Rejection> {
        let began = match self.started_at.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
            None => None,
            Some(text) => {
                let unread = || Rejection::invalid("worklog.startedAt", msg!("value.time"));
                Some(At::parse(text).ok_or_else(unread)?)
            }
        };
        Ok(worklog::Wish {
            hours: exact(self.hours)?,
            username: self.username.unwrap_or_default(),
            began,
            note: self.note.unwrap_or_default(),
        })
    }
}

/// Hours times 100,000, where nothing is lost by it.
fn exact(hours: f64) -> Result<i64, Rejection> {
    let scaled = hours * 100_000.0;
    let whole = scaled.round();
    if !whole.is_finite() || whole.abs() > 1e15 || (scaled - whole).abs() > 1e-3 {
        return Err(Rejection::invalid("worklog.hours", msg!("worklog.decimals")));
    }
    #[allow(clippy::cast_possible_truncation, reason = "a whole number below 2^53")]
    Ok(whole as i64)
}

#[allow(clippy::cast_precision_loss, reason = "at most 100,000 hours times 100,000, or a sum of them")]
pub(super) fn hours(exact: i64) -> f64 {
    exact as f64 / 100_000.0
}

/// Hours worked.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"id": 3, "username": "ann", "author": "ann", "hours": 1.5, "startedAt": "2026-11-21T08:00:00.000000Z",
    "note": "换了电源", "createdAt": "2026-11-21T09:30:00.000000Z"}))]
pub(crate) struct Worklog {
    id: i64,
    /// The user name of whose work it was.
    username: String,
    /// The user name of who wrote it down.
    author: String,
    hours: f64,
    #[schema(value_type = String, format = DateTime)]
    started_at: At,
    note: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
}

impl From<worklog::Worklog> for Worklog {
    fn from(entry: worklog::Worklog) -> Self {
        Self {
            id: entry.id,
            username: entry.username,
            author: entry.author,
            hours: hours(entry.hours),
            started_at: entry.began,
            note: entry.note,
            created_at: entry.created,
        }
    }
}

/// The hours worked on a ticket, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"items": [{"id": 3, "username": "ann", "author": "ann", "hours": 1.5,
    "startedAt": "2026-11-21T08:00:00.000000Z", "note": "换了电源", "createdAt": "2026-11-21T09:30:00.000000Z"}], "hours": 1.5}))]
pub(crate) struct WorklogList {
    items: Vec<Worklog>,
    /// All of them together.
    hours: f64,
}

impl WorklogList {
    pub(crate) fn new(entries: Vec<worklog::Worklog>) -> Self {
        let total = entries.iter().map(|entry| entry.hours).fold(0, i64::saturating_add);
        Self { items: entries.into_iter().map(Worklog::from).collect(), hours: hours(total) }
    }
}

/// A post function that a step has brought about.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"version": 2, "place": 0, "function": "add_comment", "jobId": "4711", "does": "adds a comment", "state": "done",
    "actor": "ann", "attempts": 0, "createdAt": "2026-11-21T08:00:00.000000Z", "endedAt": "2026-11-21T08:00:00.050000Z"}))]
pub(crate) struct Effect {
    /// The ticket's version after the step.
    version: i64,
    /// Its place among the post functions of that step, from 0.
    place: i64,
    function: &'static str,
    /// In the language of the request.
    does: String,
    /// Its job; left out where it ended before post functions were jobs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    job_id: Option<String>,
    /// `waiting done skipped failed canceled`
    state: &'static str,
    /// Why it failed, was skipped, or is tried again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
    /// The first 500 characters of what its job came to, as JSON text, as long as the job is kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    result: Option<String>,
    /// The user name of who took the step.
    actor: String,
    /// How often it was tried in vain.
    attempts: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    /// When it is tried next; left out once it has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = DateTime, nullable = false, required = false)]
    due_at: Option<At>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = DateTime, nullable = false, required = false)]
    ended_at: Option<At>,
}

/// The post functions of a ticket, oldest first.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"items": [], "waiting": 0}))]
pub(crate) struct EffectList {
    items: Vec<Effect>,
    /// How many of them have not ended.
    waiting: usize,
}

impl EffectList {
    pub(crate) fn new(effects: Vec<effect::Told>, lang: Lang) -> Self {
        let waiting = effects.iter().filter(|told| told.effect.state == effect::State::Waiting).count();
        let items = effects.into_iter().map(|told| Effect {
            version: told.effect.version,
            place: told.effect.place,
            function: told.effect.function.word(),
            does: told.said.text(lang),
            job_id: told.effect.job.map(|job| job.to_string()),
            state: told.effect.state.word(),
            result: told.effect.result,
            reason: told.effect.why.map(|why| why.text(lang).to_owned()),
            actor: told.effect.actor,
            attempts: told.effect.attempts,
            created_at: told.effect.created,
            due_at: told.effect.due,
            ended_at: told.effect.ended,
        });
        Self { items: items.collect(), waiting }
    }
}

/// The place of somebody whose consent is asked for.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"username": "bob", "vote": "consent", "note": "可以", "by": "", "votedAt": "2026-11-21T08:00:00.000000Z"}))]
pub(crate) struct Seat {
    username: String,
    /// `consent` or `refuse`; null while they have not voted.
    #[schema(required)]
    vote: Option<&'static str>,
    note: String,
    /// Who handed the place to them, or added it; empty where the transition names them.
    by: String,
    #[schema(value_type = Option<String>, format = DateTime, required)]
    voted_at: Option<At>,
}

/// A request for consent to a step.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"id": 5, "ticketId": 42, "transition": "Tr4nsit1", "name": "Release", "from": "review", "to": "released",
    "requester": "ann", "rule": "all", "order": "at_once", "state": "open", "waitsFor": ["bob"], "note": "", "fields": {"priority": "high"},
    "approvers": [{"username": "bob", "vote": null, "note": "", "by": "", "votedAt": null}],
    "createdAt": "2026-11-21T08:00:00.000000Z", "endedAt": null, "remindedAt": null}))]
pub(crate) struct Approval {
    id: i64,
    ticket_id: i64,
    /// The transition's id.
    transition: String,
    /// What the transition is called, in the language of the request; empty once the workflow lacks it.
    name: String,
    /// The status the ticket was in.
    from: String,
    /// The status it leads to; empty once the workflow lacks it.
    to: String,
    /// The user name of who asked.
    requester: String,
    /// `all`, `any`, or an object with `at_least` or `percent`.
    #[schema(value_type = serde_json::Value)]
    rule: domain::workflow::approval::Rule,
    /// `at_once` or `in_turn`
    #[schema(value_type = String)]
    order: domain::workflow::approval::Order,
    /// `open granted refused withdrawn overtaken failed`
    state: &'static str,
    /// Why the step could not be taken though consent was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    reason: Option<String>,
    /// The user names of those whose vote is waited for now.
    waits_for: Vec<String>,
    /// What the requester says with the step.
    note: String,
    /// The fields that the step sets, by name; a custom one as `fields.key`.
    #[schema(value_type = std::collections::BTreeMap<String, serde_json::Value>)]
    fields: BTreeMap<String, Value>,
    /// Who is asked, in order.
    approvers: Vec<Seat>,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    #[schema(value_type = Option<String>, format = DateTime, required)]
    ended_at: Option<At>,
    #[schema(value_type = Option<String>, format = DateTime, required)]
    reminded_at: Option<At>,
}

impl Approval {
    pub(crate) fn new(told: approval::Told, lang: Lang) -> Self {
        let approval::Told { approval, transition, note, fields, .. } = told;
        let round = approval.round();
        let waits_for = match approval.state {
            approval::State::Open => round.waits_for().into_iter().map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        let seat = |seat: approval::Seat| Seat {
            username: seat.place.approver,
            vote: seat.place.vote.map(|vote| match vote {
                domain::workflow::approval::Vote::Consent => "consent",
                domain::workflow::approval::Vote::Refuse => "refuse",
            }),
            note: seat.note,
            by: seat.place.by,
            voted_at: seat.voted,
        };
        Self {
            id: approval.id,
            ticket_id: approval.ticket.0,
            name: transition.as_ref().map(|t| t.name.text(lang).to_owned()).unwrap_or_default(),
            to: transition.map(|t| t.to).unwrap_or_default(),
            transition: approval.transition,
            from: approval.status,
            requester: approval.requester,
            rule: approval.rule,
            order: approval.order,
            state: approval.state.word(),
            reason: approval.why.map(|why| why.text(lang).to_owned()),
            waits_for,
            note,
            fields,
            approvers: approval.seats.into_iter().map(seat).collect(),
            created_at: approval.created,
            ended_at: approval.ended,
            reminded_at: approval.reminded,
        }
    }
}

/// Requests for consent.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"items": []}))]
pub(crate) struct ApprovalList {
    pub(crate) items: Vec<Approval>,
}

impl ApprovalList {
    pub(crate) fn new(told: Vec<approval::Told>, lang: Lang) -> Self {
        Self { items: told.into_iter().map(|told| Approval::new(told, lang)).collect() }
    }
}

/// A vote.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({"vote": "consent", "note": "可以"}))]
pub(crate) struct NewVote {
    /// `consent` or `refuse`
    pub(crate) vote: String,
    #[serde(default)]
    pub(crate) note: Option<String>,
}

/// To whom a place is given.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({"to": "cem"}))]
pub(crate) struct HandOver {
    /// A user name.
    pub(crate) to: String,
    /// Whose place it is, where it is not one's own: for who manages the project, of somebody who cannot act.
    #[serde(default)]
    pub(crate) of: Option<String>,
    #[serde(default)]
    pub(crate) note: Option<String>,
}

/// Who is asked besides.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[schema(example = json!({"who": "cem"}))]
pub(crate) struct NewApprover {
    /// A user name.
    pub(crate) who: String,
    #[serde(default)]
    pub(crate) note: Option<String>,
}

/// A sentence that the request's key refers to, in words for a vote.
pub(crate) fn read_vote(word: &str) -> Result<domain::workflow::approval::Vote, Rejection> {
    match domain::text::fold(word).as_str() {
        "consent" => Ok(domain::workflow::approval::Vote::Consent),
        "refuse" => Ok(domain::workflow::approval::Vote::Refuse),
        _ => Err(Rejection::invalid("vote", one_of("consent, refuse"))),
    }
}

fn one_of(allowed: &str) -> Message {
    msg!("value.one_of", allowed = allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_kept_exactly_or_refused() {
        for (given, kept) in [(1.5, 150_000), (0.1, 10_000), (0.00001, 1), (33.33333, 3_333_333)] {
            assert_eq!(exact(given), Ok(kept), "{given}");
            assert!((hours(kept) - given).abs() < f64::EPSILON * 64.0, "{given}");
        }
        for refused in [0.000_001, f64::NAN, f64::INFINITY, 1e300, 1.234_567] {
            assert!(exact(refused).is_err(), "{refused}");
        }
    }
}
