//! What people look back on when an incident is over.

use super::{history::Change, page::one_of};
use app::reviews::{
    Told,
    figures::{Figures, Row},
    roles, severity,
    timeline::{Entry, Item, Pinned},
    times::Found,
    write,
};
use domain::{
    At, Lang, Rejection,
    history::{Audience, Fact},
    incident::{Measure, Severity},
    msg,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::{ToSchema, openapi::schema::Object};

fn severities() -> Object {
    one_of(Severity::ALL.map(Severity::word))
}

/// Something that a timeline tells: a step of the history, or what somebody wrote.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"id": "e5", "kinds": ["entry"], "at": "2026-11-21T07:40:00.000000Z", "actor": "ann", "text": "The first alarm was taken for noise.",
    "pinned": true, "version": 1, "writtenAt": "2026-11-21T09:00:00.000000Z"}))]
pub(crate) struct TimelineItem {
    /// `s` and the version of a step, `e` and the number of an entry.
    id: String,
    /// What is told: `created status level assignee roles mitigated comment entry`, one or more of them.
    #[schema(value_type = Vec<String>)]
    kinds: Vec<&'static str>,
    /// When it happened.
    #[schema(value_type = String, format = DateTime)]
    at: At,
    /// The user name of who did or wrote it.
    actor: String,
    /// What was said; of an entry in Markdown.
    text: String,
    pinned: bool,
    /// What a step changed, as far as it is told.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    changes: Vec<Change>,
    /// Who holds the roles since then: user names by the roles' keys.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    roles: Option<BTreeMap<String, String>>,
    /// Whether what was said is for operators only; left out where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    internal: Option<bool>,
    /// The version of an entry, for `If-Match`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    version: Option<i64>,
    /// When an entry was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = String, format = DateTime, nullable = false, required = false)]
    written_at: Option<At>,
}

impl From<Entry> for TimelineItem {
    fn from(entry: Entry) -> Self {
        Self {
            id: write::Place::Entry(entry.id).to_string(),
            kinds: vec![Told::Entry.word()],
            at: entry.at,
            actor: entry.author,
            text: entry.text,
            pinned: entry.pinned,
            changes: Vec::new(),
            roles: None,
            internal: None,
            version: Some(entry.version),
            written_at: Some(entry.created),
        }
    }
}

impl From<Item> for TimelineItem {
    fn from(item: Item) -> Self {
        let (event, kinds, pinned) = match item {
            Item::Entry(entry) => return entry.into(),
            Item::Step(event, kinds, pinned) => (*event, kinds, pinned),
        };
        let roles = match event.body.about.incident {
            Some(Fact::Roles { to, .. }) => Some(to),
            _ => None,
        };
        let internal = event.body.about.audience == Audience::Staff && !event.note.is_empty();
        let told = event.body.changes.into_iter().filter(|change| Told::of_field(&change.field).is_some());
        Self {
            id: write::Place::Step(event.version).to_string(),
            kinds: kinds.into_iter().map(Told::word).collect(),
            at: event.at,
            actor: event.actor,
            text: event.note,
            pinned: pinned == Pinned::Yes,
            changes: told.map(Change::from).collect(),
            roles,
            internal: internal.then_some(true),
            version: None,
            written_at: None,
        }
    }
}

/// A page of a timeline, in the order in which things happened.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"items": [{"id": "s1", "kinds": ["created"], "at": "2026-11-21T08:00:00.000000Z", "actor": "ann", "text": "", "pinned": false}]}))]
pub(crate) struct Timeline {
    pub(crate) items: Vec<TimelineItem>,
    /// Where the next page begins; absent on the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) next_cursor: Option<String>,
}

/// What is written into a timeline.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"at": "2026-11-21T07:40:00Z", "text": "The first alarm was taken for noise.", "pinned": true}))]
pub(crate) struct NewTimelineEntry {
    /// When it happened: RFC 3339, not after now, at most a year before the ticket was made.
    #[serde(default)]
    #[schema(required = true)]
    at: String,
    /// What happened, in Markdown: 1 to 10,000 characters.
    #[serde(default)]
    #[schema(required = true)]
    text: String,
    /// `false` when left out.
    #[serde(default)]
    pinned: Option<bool>,
}

const fn pin(pinned: bool) -> Pinned {
    if pinned { Pinned::Yes } else { Pinned::No }
}

fn moment(name: &str, text: &str) -> Result<At, Rejection> {
    At::parse(text).ok_or_else(|| Rejection::invalid(name, msg!("value.time")))
}

impl NewTimelineEntry {
    pub(crate) fn read(self) -> Result<write::NewEntry, Rejection> {
        super::page::present(&[("at", &self.at), ("text", &self.text)])?;
        let at = moment("at", &self.at)?;
        Ok(write::NewEntry { at, text: self.text, pinned: pin(self.pinned.unwrap_or_default()) })
    }
}

/// What is to change of an entry; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"text": "The first alarm was taken for noise, as those before had been."}))]
pub(crate) struct TimelineEntryWish {
    /// When it happened: RFC 3339.
    #[serde(default)]
    at: Option<String>,
    /// What happened, in Markdown: 1 to 10,000 characters.
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    pinned: Option<bool>,
}

impl TimelineEntryWish {
    pub(crate) fn read(self) -> Result<write::Wish, Rejection> {
        if self.at.is_none() && self.text.is_none() && self.pinned.is_none() {
            return Err(Rejection::NothingToChange);
        }
        let at = self.at.as_deref().map(|text| moment("at", text)).transpose()?;
        Ok(write::Wish { at, text: self.text, pinned: self.pinned.map(pin) })
    }
}

/// A role in an incident.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"role": "commander", "name": "Incident commander", "username": "ann"}))]
pub(crate) struct IncidentRole {
    /// Its key.
    role: String,
    /// What it is called, in the language of the request.
    name: String,
    /// The user name of who holds it; null for nobody.
    #[schema(required)]
    username: Option<String>,
}

/// The roles of an incident, and who holds them.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"items": [{"role": "commander", "name": "Incident commander", "username": "ann"},
    {"role": "scribe", "name": "Scribe", "username": null}]}))]
pub(crate) struct IncidentRoles {
    items: Vec<IncidentRole>,
}

impl IncidentRoles {
    pub(crate) fn new(roles: Vec<roles::Role>, lang: Lang) -> Self {
        let role = |role: roles::Role| IncidentRole {
            name: role.name.text(lang).to_owned(),
            role: role.key,
            username: Some(role.username).filter(|name| !name.is_empty()),
        };
        Self { items: roles.into_iter().map(role).collect() }
    }
}

/// Who is to hold which role.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"roles": {"commander": "ann", "scribe": null}}))]
pub(crate) struct RolesWish {
    /// User names by the roles' keys; null or empty for nobody; roles that are left out stay. At most 50.
    #[serde(default)]
    #[schema(required = true)]
    roles: Option<BTreeMap<String, Option<String>>>,
}

/// The most roles that are given at once.
const MOST_ROLES: usize = 50;

impl RolesWish {
    pub(crate) fn read(self) -> Result<BTreeMap<String, String>, Rejection> {
        let roles = self.roles.unwrap_or_default();
        if roles.is_empty() {
            return Err(Rejection::NothingToChange);
        }
        if roles.len() > MOST_ROLES {
            return Err(Rejection::invalid("roles", msg!("value.too_many", max = MOST_ROLES)));
        }
        Ok(roles.into_iter().map(|(key, name)| (key, name.unwrap_or_default())).collect())
    }
}

/// Another severity.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"version": 3, "at": "2026-11-21T08:10:00.000000Z", "actor": "ann", "from": "P3", "to": "P1", "consented": true}))]
pub(crate) struct SeverityChange {
    /// The ticket's version after the step.
    version: i64,
    #[schema(value_type = String, format = DateTime)]
    at: At,
    /// The user name of who took the step.
    actor: String,
    #[schema(schema_with = severities)]
    from: &'static str,
    #[schema(schema_with = severities)]
    to: &'static str,
    /// Whether somebody had to consent to it.
    consented: bool,
}

/// How severe an incident is, and was.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"severity": "P1", "changes": [{"version": 3, "at": "2026-11-21T08:10:00.000000Z", "actor": "ann", "from": "P3",
    "to": "P1", "consented": true}]}))]
pub(crate) struct SeverityTold {
    /// Now.
    #[schema(schema_with = severities)]
    severity: &'static str,
    /// Each time that it became another, oldest first.
    changes: Vec<SeverityChange>,
}

impl SeverityTold {
    pub(crate) fn new(now: Severity, changes: Vec<severity::Change>) -> Self {
        let change = |one: severity::Change| SeverityChange {
            version: one.version,
            at: one.at,
            actor: one.who,
            from: one.from.word(),
            to: one.to.word(),
            consented: one.consented,
        };
        Self { severity: now.word(), changes: changes.into_iter().map(change).collect() }
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "microseconds of less than 10,000 years, to the millisecond at least"
)]
fn seconds(micros: i64) -> f64 {
    micros as f64 / 1_000_000.0
}

/// When an incident came to something, and how long that took.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"at": "2026-11-21T08:05:00.000000Z", "seconds": 300.0}))]
pub(crate) struct Took {
    #[schema(value_type = String, format = DateTime)]
    at: At,
    /// From when the ticket was made; 0 for what is said to have been before that.
    seconds: f64,
}

impl Took {
    fn new(at: Option<At>, took: Option<i64>) -> Option<Self> {
        Some(Self { at: at?, seconds: seconds(took?) })
    }
}

/// How long an incident took.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"severity": "P2", "phase": "resolved", "createdAt": "2026-11-21T08:00:00.000000Z",
    "acknowledge": {"at": "2026-11-21T08:05:00.000000Z", "seconds": 300.0}, "mitigate": null,
    "resolve": {"at": "2026-11-21T09:00:00.000000Z", "seconds": 3600.0},
    "resolveLast": {"at": "2026-11-21T09:00:00.000000Z", "seconds": 3600.0}, "reopened": 0, "pausedSeconds": 0.0, "pausedSince": null}))]
pub(crate) struct IncidentTimes {
    #[schema(schema_with = severities)]
    severity: &'static str,
    /// What its status means: `new active paused resolved closed rejected`; null where its workflow has no such status any more.
    #[schema(required)]
    phase: Option<&'static str>,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    /// When it was taken up: first from new to active.
    #[schema(required)]
    acknowledge: Option<Took>,
    /// When somebody says that the harm was over.
    #[schema(required)]
    mitigate: Option<Took>,
    /// When it was first resolved or closed.
    #[schema(required)]
    resolve: Option<Took>,
    /// When it was last resolved or closed; the same as `resolve` where it was not reopened.
    #[schema(required)]
    resolve_last: Option<Took>,
    /// How often it was opened again after it was over.
    reopened: i64,
    /// How long it was paused up to now.
    paused_seconds: f64,
    /// Since when it is paused.
    #[schema(value_type = Option<String>, format = DateTime, required)]
    paused_since: Option<At>,
}

impl From<Found> for IncidentTimes {
    fn from(found: Found) -> Self {
        let times = found.times;
        Self {
            severity: found.severity.word(),
            phase: times.category.map(domain::workflow::StatusCategory::word),
            created_at: times.created,
            acknowledge: Took::new(times.acknowledged, times.took(Measure::Acknowledge)),
            mitigate: Took::new(times.mitigated, times.took(Measure::Mitigate)),
            resolve: Took::new(times.resolved_first, times.took(Measure::Resolve)),
            resolve_last: Took::new(times.resolved_last, times.took_to_last()),
            reopened: times.reopened,
            paused_seconds: seconds(times.paused_until(found.now)),
            paused_since: times.paused_since,
        }
    }
}

/// When the harm was over.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"at": "2026-11-21T08:30:00Z"}))]
pub(crate) struct MitigatedWish {
    /// RFC 3339, not after now, at most a year before the ticket was made; null takes it back.
    #[serde(default)]
    #[schema(required = true)]
    at: Option<String>,
}

impl MitigatedWish {
    pub(crate) fn read(&self) -> Result<Option<At>, Rejection> {
        self.at.as_deref().map(|text| moment("at", text)).transpose()
    }
}

/// How long the incidents of a severity took to something, in seconds.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"count": 12, "mean": 310.5, "p50": 250.0, "p90": 900.0}))]
pub(crate) struct Spread {
    /// How many have come to it.
    count: i64,
    mean: f64,
    /// Half of them took at most so long.
    p50: f64,
    /// Nine in ten of them took at most so long.
    p90: f64,
}

/// The figures of a severity.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"severity": "P1", "count": 14, "resolved": 12, "acknowledge": {"count": 12, "mean": 310.5, "p50": 250.0, "p90": 900.0},
    "mitigate": null, "resolve": null}))]
pub(crate) struct SeverityFigures {
    #[schema(schema_with = severities)]
    severity: &'static str,
    /// How many incidents there are.
    count: i64,
    /// How many of them are resolved or closed now.
    resolved: i64,
    /// Null where none has come to it, here and below.
    #[schema(required)]
    acknowledge: Option<Spread>,
    #[schema(required)]
    mitigate: Option<Spread>,
    /// To the first time that they were resolved or closed.
    #[schema(required)]
    resolve: Option<Spread>,
}

/// How long incidents took, by severity.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"from": "2026-08-23T00:00:00.000000Z", "to": "2026-11-21T00:00:00.000000Z", "items": []}))]
pub(crate) struct IncidentFigures {
    #[schema(value_type = String, format = DateTime)]
    from: At,
    #[schema(value_type = String, format = DateTime)]
    to: At,
    items: Vec<SeverityFigures>,
}

impl From<Figures> for IncidentFigures {
    fn from(figures: Figures) -> Self {
        #[allow(clippy::cast_precision_loss, reason = "counts of rows and milliseconds below 2^53")]
        let spread = |spread: app::reviews::figures::Spread| Spread {
            count: spread.tickets,
            mean: spread.millis as f64 / 1_000.0 / spread.tickets.max(1) as f64,
            p50: seconds(spread.p50),
            p90: seconds(spread.p90),
        };
        let row = |row: Row| {
            let [acknowledge, mitigate, resolve] = row.spreads.map(|one| one.map(spread));
            SeverityFigures {
                severity: row.severity.word(),
                count: row.incidents,
                resolved: row.resolved,
                acknowledge,
                mitigate,
                resolve,
            }
        };
        Self { from: figures.from, to: figures.to, items: figures.rows.into_iter().map(row).collect() }
    }
}
