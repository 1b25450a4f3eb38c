//! Permission rules.

use super::page::one_of;
use app::identity::rules;
use domain::identity::{self, Permission};
use serde::{Deserialize, Serialize};
use utoipa::{ToSchema, openapi::schema::Object};

fn permission_words() -> Object {
    one_of(Permission::ALL.map(Permission::word))
}

fn domain_words() -> Object {
    one_of([
        "single_user",
        "group",
        "department",
        "role",
        "everyone",
        "task_owner",
        "task_assign",
        "task_watchers",
        "project_administrators",
        "project_assign",
        "team_owner",
    ])
}

/// Who has a permission, in one project or in all.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "uuid": "Lk20xPzQ", "permission": "view_tickets", "userDomainType": "group", "userDomainParam": "8sYxW4cR",
    "userDomainName": "Night crew", "project": "NET"}))]
pub(crate) struct PermissionRule {
    uuid: String,
    #[schema(schema_with = permission_words)]
    permission: &'static str,
    #[schema(schema_with = domain_words)]
    user_domain_type: &'static str,
    /// A short id; empty where the type needs none.
    user_domain_param: String,
    /// What the person, group, department or role of that id is called; empty where there is none, or no longer.
    user_domain_name: String,
    /// A project's key; null for all projects.
    #[schema(required = true)]
    project: Option<String>,
}

impl PermissionRule {
    /// `called` says what those are called whom rules name.
    pub(crate) fn new(rule: identity::Rule, called: &identity::Called) -> Self {
        let (kind, param) = rule.domain.words();
        Self {
            user_domain_name: called.get(param).cloned().unwrap_or_default(),
            permission: rule.permission.word(),
            user_domain_type: kind,
            user_domain_param: param.to_owned(),
            uuid: rule.uuid,
            project: rule.project,
        }
    }
}

/// A new rule.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "permission": "view_tickets", "userDomainType": "group", "userDomainParam": "Network crew", "project": "NET"}))]
pub(crate) struct NewPermissionRule {
    #[serde(default)]
    #[schema(required = true, schema_with = permission_words)]
    permission: String,
    #[serde(default)]
    #[schema(required = true, schema_with = domain_words)]
    user_domain_type: String,
    /// A person, group, department or role, by short id or name; nothing for the other types.
    user_domain_param: Option<String>,
    /// A project's key; nothing for all projects.
    project: Option<String>,
}

impl From<NewPermissionRule> for rules::Wish {
    fn from(new: NewPermissionRule) -> Self {
        Self {
            permission: new.permission,
            domain_type: new.user_domain_type,
            domain_param: new.user_domain_param.unwrap_or_default(),
            project: new.project,
        }
    }
}
