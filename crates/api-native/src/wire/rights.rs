//! What one may do.

use app::identity::profile;
use domain::identity::Permission;
use serde::Serialize;
use utoipa::{
    ToSchema,
    openapi::{
        ObjectBuilder,
        schema::{Array, ArrayBuilder, Type},
    },
};

/// What the caller may do.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"access": "operator", "admin": false, "permissions": ["view_tickets", "create_tickets", "run_functions"],
    "projects": [{"project": "NET", "permissions": ["view_tickets", "create_tickets", "edit_tickets", "transit_tasks", "comment"],
    "ofOwn": ["view_tickets", "create_tickets", "edit_tickets", "transit_tasks", "comment"]}]}))]
pub(crate) struct Rights {
    #[schema(schema_with = super::user::access_words)]
    access: &'static str,
    /// Whether they may administer the instance: people, tokens, settings, the state of the system.
    admin: bool,
    /// In the team as a whole: `manage_functions`, `run_functions`, `view_audit`, `manage_team` count here.
    #[schema(schema_with = permissions)]
    permissions: Vec<&'static str>,
    /// Every project that they may look at, oldest first.
    projects: Vec<ProjectRights>,
}

/// What the caller may do in a project.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ProjectRights {
    project: String,
    /// With every ticket, and with the project: `manage_project` lets them change its workflows and fields.
    #[schema(schema_with = permissions)]
    permissions: Vec<&'static str>,
    /// With the tickets that they made or work on.
    #[schema(schema_with = permissions)]
    of_own: Vec<&'static str>,
}

fn permissions() -> Array {
    let words = Permission::ALL.map(Permission::word);
    let word = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words));
    ArrayBuilder::new().items(word).build()
}

fn words(permissions: Vec<Permission>) -> Vec<&'static str> {
    permissions.into_iter().map(Permission::word).collect()
}

impl From<profile::Rights> for Rights {
    fn from(found: profile::Rights) -> Self {
        let project = |one: profile::ProjectRights| ProjectRights {
            project: one.project,
            permissions: words(one.all),
            of_own: words(one.own),
        };
        Self {
            access: found.access.word(),
            admin: found.admin,
            permissions: words(found.team),
            projects: found.projects.into_iter().map(project).collect(),
        }
    }
}
