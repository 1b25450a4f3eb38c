//! Figures about tickets.

use super::project::Names;
use app::stats;
use domain::{At, Rejection};
use http_kit::{int_param, time_param};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What figures are asked of.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct StatsQuery {
    /// Keys of projects, with commas between; all that one sees when left out.
    project: Option<String>,
    /// A filter of the filter language, at most 4,000 characters. Its days are those of UTC, as in lists.
    filter: Option<String>,
    /// RFC 3339, included: only tickets made from then on; with `/stats/flow` and `/stats/times`, days from that one on.
    from: Option<String>,
    /// RFC 3339, not included.
    to: Option<String>,
    /// How many minutes days begin before those of UTC, -840 to 840: 480 in China. 0 when left out.
    #[param(value_type = Option<i64>, minimum = -840, maximum = 840)]
    zone: Option<String>,
}

impl StatsQuery {
    pub(crate) fn read(&self) -> Result<stats::Wish, Rejection> {
        let projects = self.project.as_deref().unwrap_or_default().split(',');
        Ok(stats::Wish {
            projects: projects
                .map(|key| key.trim().to_ascii_uppercase())
                .filter(|key| !key.is_empty())
                .collect(),
            filter: self.filter.clone().unwrap_or_default(),
            from: time_param("from", self.from.as_deref())?,
            to: time_param("to", self.to.as_deref())?,
            zone: int_param("zone", self.zone.as_deref())?.unwrap_or(0),
        })
    }
}

/// So many tickets, and what lists them.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"count": 12, "filter": "status in (\"open\")"}))]
pub(crate) struct Figure {
    count: i64,
    /// `GET /tickets?filter=` with it lists exactly these.
    filter: String,
}

impl From<stats::Figure> for Figure {
    fn from(figure: stats::Figure) -> Self {
        Self { count: figure.count, filter: figure.filter }
    }
}

/// Tickets by status.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct StatusStats {
    all: Figure,
    /// In the order of a ticket's life; without those that no ticket is in.
    statuses: Vec<StatusCount>,
    /// By what the statuses mean: each of `new active paused resolved closed rejected`.
    categories: Vec<CategoryCount>,
}

/// The tickets in a status.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"status": "open", "name": {"zh": "待处理", "en": "Open"}, "category": "new", "count": 12,
    "filter": "status in (\"open\")"}))]
pub(crate) struct StatusCount {
    status: String,
    name: Names,
    /// A status that means different things in different projects comes once for each.
    category: &'static str,
    count: i64,
    filter: String,
}

/// The tickets in statuses of one category.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct CategoryCount {
    category: &'static str,
    count: i64,
    filter: String,
}

impl From<stats::Statuses> for StatusStats {
    fn from(found: stats::Statuses) -> Self {
        let status = |by: stats::ByStatus| {
            let stats::Figure { count, filter } = by.tickets;
            StatusCount {
                status: by.status,
                name: by.name.into(),
                category: by.category.word(),
                count,
                filter,
            }
        };
        let category = |by: stats::Category| {
            let stats::Figure { count, filter } = by.tickets;
            CategoryCount { category: by.category.word(), count, filter }
        };
        Self {
            all: found.all.into(),
            statuses: found.statuses.into_iter().map(status).collect(),
            categories: found.categories.into_iter().map(category).collect(),
        }
    }
}

/// Tickets by priority.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PriorityStats {
    all: Figure,
    /// The highest first, each of the four.
    items: Vec<PriorityCount>,
}

/// The tickets of a priority.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PriorityCount {
    priority: &'static str,
    count: i64,
    filter: String,
}

impl From<(stats::Figure, Vec<stats::ByPriority>)> for PriorityStats {
    fn from((all, found): (stats::Figure, Vec<stats::ByPriority>)) -> Self {
        let item = |by: stats::ByPriority| {
            let stats::Figure { count, filter } = by.tickets;
            PriorityCount { priority: by.priority.word(), count, filter }
        };
        Self { all: all.into(), items: found.into_iter().map(item).collect() }
    }
}

/// The tickets still to be worked on, by age.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AgeStats {
    /// When they are so old.
    #[schema(value_type = String, format = DateTime)]
    at: At,
    all: Figure,
    /// The youngest first.
    items: Vec<AgeCount>,
}

/// The open tickets of an age.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"fromSeconds": 86_400, "toSeconds": 259_200, "count": 3,
    "filter": "status in (\"open\") and created >= 2026-11-18T08:00:00.000000Z and created < 2026-11-20T08:00:00.000000Z"}))]
pub(crate) struct AgeCount {
    /// Included.
    from_seconds: i64,
    /// Not included; null for the oldest.
    #[schema(required = true)]
    to_seconds: Option<i64>,
    count: i64,
    filter: String,
}

impl From<stats::Ages> for AgeStats {
    fn from(found: stats::Ages) -> Self {
        let item = |age: stats::Age| {
            let stats::Figure { count, filter } = age.tickets;
            AgeCount { from_seconds: age.from, to_seconds: age.to, count, filter }
        };
        Self { at: found.now, all: found.all.into(), items: found.ages.into_iter().map(item).collect() }
    }
}

/// The tickets still to be worked on, by who has them.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LoadStats {
    all: Figure,
    /// The 50 people who have most, with most first.
    items: Vec<LoadShare>,
    others: OtherLoad,
    /// What nobody has.
    nobody: Figure,
}

/// What one person has.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct LoadShare {
    assignee: String,
    count: i64,
    filter: String,
}

/// What everybody else has.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OtherLoad {
    /// How many have any.
    people: i64,
    count: i64,
    filter: String,
}

impl From<stats::Load> for LoadStats {
    fn from(found: stats::Load) -> Self {
        let item = |share: stats::Share| {
            let stats::Figure { count, filter } = share.tickets;
            LoadShare { assignee: share.assignee, count, filter }
        };
        let stats::Figure { count, filter } = found.others;
        Self {
            all: found.all.into(),
            items: found.people.into_iter().map(item).collect(),
            others: OtherLoad { people: found.other_people, count, filter },
            nobody: found.nobody.into(),
        }
    }
}

/// What came in and was done with, day by day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FlowStats {
    /// When the first day begins.
    #[schema(value_type = String, format = DateTime)]
    from: At,
    /// When the last has ended.
    #[schema(value_type = String, format = DateTime)]
    to: At,
    /// As it was asked for, in minutes.
    zone: i64,
    /// Made on all of the days.
    created: Figure,
    /// First resolved or closed on all of the days, whenever they were made, also where they were opened again since.
    resolved: Figure,
    /// Oldest first.
    days: Vec<FlowDay>,
}

/// A day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FlowDay {
    /// When it begins.
    #[schema(value_type = String, format = DateTime)]
    from: At,
    created: Figure,
    resolved: Figure,
}

impl FlowStats {
    pub(crate) fn new(found: stats::Flow, zone: i64) -> Self {
        let day = |day: stats::Day| FlowDay {
            from: day.from,
            created: day.created.into(),
            resolved: day.resolved.into(),
        };
        Self {
            from: found.from,
            to: found.to,
            zone,
            created: found.created.into(),
            resolved: found.resolved.into(),
            days: found.days.into_iter().map(day).collect(),
        }
    }
}

/// How long it took, by the day on which it was done.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TimesStats {
    /// When the first day begins.
    #[schema(value_type = String, format = DateTime)]
    from: At,
    /// When the last has ended.
    #[schema(value_type = String, format = DateTime)]
    to: At,
    /// As it was asked for, in minutes.
    zone: i64,
    /// From when they were made to when somebody first took them up: those taken up on all of the days.
    acknowledge: TookStats,
    /// From when they were made to when they were first resolved or closed: those that were on all of the days.
    resolve: TookStats,
    /// Oldest first.
    days: Vec<TimesDay>,
}

/// A day.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TimesDay {
    /// When it begins.
    #[schema(value_type = String, format = DateTime)]
    from: At,
    acknowledge: TookStats,
    resolve: TookStats,
}

/// How long so many tickets took, in seconds.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"count": 12, "filter": "resolved >= 2026-11-20T16:00:00.000000Z and resolved < 2026-11-21T16:00:00.000000Z",
    "mean": 310.5, "p50": 250.0, "p90": 900.0}))]
pub(crate) struct TookStats {
    count: i64,
    /// `GET /tickets?filter=` with it lists exactly these.
    filter: String,
    /// Null where there is none, here and below.
    #[schema(required)]
    mean: Option<f64>,
    /// Half of them took at most so long.
    #[schema(required)]
    p50: Option<f64>,
    /// Nine in ten of them took at most so long.
    #[schema(required)]
    p90: Option<f64>,
}

impl From<stats::Span> for TookStats {
    #[allow(
        clippy::cast_precision_loss,
        reason = "counts of rows, and milliseconds and microseconds below 2^53"
    )]
    fn from(span: stats::Span) -> Self {
        let stats::Figure { count, filter } = span.tickets;
        let seconds = |micros: i64| micros as f64 / 1_000_000.0;
        Self {
            count,
            filter,
            mean: span.took.map(|took| took.millis as f64 / 1_000.0 / took.tickets.max(1) as f64),
            p50: span.took.map(|took| seconds(took.p50)),
            p90: span.took.map(|took| seconds(took.p90)),
        }
    }
}

impl TimesStats {
    pub(crate) fn new(found: stats::Times, zone: i64) -> Self {
        let day = |day: stats::TimesDay| TimesDay {
            from: day.from,
            acknowledge: day.acknowledge.into(),
            resolve: day.resolve.into(),
        };
        Self {
            from: found.from,
            to: found.to,
            zone,
            acknowledge: found.acknowledge.into(),
            resolve: found.resolve.into(),
            days: found.days.into_iter().map(day).collect(),
        }
    }
}
