//! What the one box finds.

use super::ticket::Ticket;
use app::search::Found;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// What is looked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchQuery {
    /// At most 300 characters, read as `q` of `GET /tickets` is; people and projects are found by a part of their names.
    pub(crate) q: String,
}

/// Somebody.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FoundPerson {
    username: String,
    nickname: String,
    uuid: String,
}

/// A project.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FoundProject {
    key: String,
    name: String,
    uuid: String,
    archived: bool,
}

/// A few of each kind, the best first.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "tickets": [], "totalTickets": 0,
    "people": [{"username": "zhang.san", "nickname": "张三", "uuid": "3kTz9QaB"}],
    "projects": [{"key": "SUP", "name": "Support", "uuid": "Ab3dEf9h12345678", "archived": false}]}))]
#[serde(rename_all = "camelCase")]
pub(crate) struct SearchResult {
    /// At most 8.
    tickets: Vec<Ticket>,
    /// How many tickets there are in all; `GET /tickets?q=` lists them.
    total_tickets: i64,
    /// At most 8; none for who may not look at people.
    people: Vec<FoundPerson>,
    /// At most 8.
    projects: Vec<FoundProject>,
}

impl From<Found> for SearchResult {
    fn from(found: Found) -> Self {
        let person =
            |a: app::search::Person| FoundPerson { username: a.name, nickname: a.nickname, uuid: a.uuid };
        let project = |p: app::project::Project| FoundProject {
            key: p.key,
            name: p.name,
            uuid: p.uuid,
            archived: p.archived,
        };
        Self {
            tickets: found.tickets.into_iter().map(Into::into).collect(),
            total_tickets: found.total,
            people: found.people.into_iter().map(person).collect(),
            projects: found.projects.into_iter().map(project).collect(),
        }
    }
}
