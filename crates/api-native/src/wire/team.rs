//! The team.

use app::team;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The team.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "0VbT8sYx", "name": "Campus IT", "owner": "zhao.min", "version": 2}))]
pub(crate) struct Team {
    uuid: String,
    name: String,
    /// The user name of who owns it; empty for nobody.
    owner: String,
    /// Grows with every change.
    version: i64,
}

impl From<team::Team> for Team {
    fn from(team: team::Team) -> Self {
        Self { uuid: team.uuid, name: team.name, owner: team.owner, version: team.version }
    }
}

/// What is to change of the team; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"owner": "zhao.min"}))]
pub(crate) struct TeamWish {
    /// At most 64 characters.
    name: Option<String>,
    /// A user name; empty for nobody.
    owner: Option<String>,
}

impl From<TeamWish> for team::Wish {
    fn from(wish: TeamWish) -> Self {
        Self { name: wish.name, owner: wish.owner }
    }
}
