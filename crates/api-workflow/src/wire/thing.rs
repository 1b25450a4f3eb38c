//! What tasks and transitions refer to.

use app::tasks::things::{
    CircleTold, FieldTold, NewProject, NewRule, NewStatus, ProjectTold, RuleTold, StatusTold, TypeTold,
};
use domain::{Lang, Rejection, msg};
use http_kit::int_param;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

/// A list under its own name, with the stamp of its kind.
macro_rules! lists {
    ($($(#[$doc:meta])* $list:ident { $key:ident: $item:ident })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Serialize, ToSchema)]
        pub(crate) struct $list {
            $key: Vec<$item>,
            /// Microseconds: grows with every change to a thing of this kind.
            server_update_stamp: i64,
        }

        impl $list {
            pub(crate) fn new($key: Vec<$item>, stamp: i64) -> Self {
                Self { $key, server_update_stamp: stamp }
            }
        }
    )*};
}

lists! {
    /// All projects, oldest first.
    TaskProjects { projects: TaskProject }
    /// Issue types, in order.
    TaskIssueTypes { issue_types: TaskIssueType }
    /// Statuses, each once.
    TaskStatuses { task_statuses: TaskStatus }
    /// Fields.
    TaskFields { fields: TaskField }
    /// Permission rules, oldest first.
    TaskRules { permission_rules: TaskRule }
}

/// A thing that was made, with the stamp of its kind.
macro_rules! answers {
    ($($answer:ident { $key:ident: $item:ident })*) => {$(
        /// What was made.
        #[derive(Debug, Serialize, ToSchema)]
        pub(crate) struct $answer {
            $key: $item,
            /// Microseconds.
            server_update_stamp: i64,
        }

        impl $answer {
            pub(crate) fn new($key: $item, stamp: i64) -> Self {
                Self { $key, server_update_stamp: stamp }
            }
        }
    )*};
}

answers! {
    TaskProjectAnswer { project: TaskProject }
    TaskStatusAnswer { task_status: TaskStatus }
    TaskRuleAnswer { permission_rule: TaskRule }
}

/// A project.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "DU6krHBNJEEeoG8M", "name": "Support", "identifier": "SUP", "desc": "", "owner": "DU6krHBN",
    "administrators": ["DU6krHBN"], "is_archive": false, "create_time": 1_566_187_581_207_696_i64}))]
pub(crate) struct TaskProject {
    uuid: String,
    name: String,
    /// Its key, as in `SUP-42`.
    identifier: String,
    desc: String,
    /// Who leads it; empty for nobody.
    owner: String,
    administrators: Vec<String>,
    /// Whether new tasks are no longer taken.
    is_archive: bool,
    /// Microseconds.
    create_time: i64,
}

impl From<ProjectTold> for TaskProject {
    fn from(told: ProjectTold) -> Self {
        let project = told.project;
        Self {
            uuid: project.uuid,
            name: project.name,
            identifier: project.key,
            desc: project.description,
            owner: told.owner,
            administrators: told.administrators,
            is_archive: project.archived,
            create_time: project.created.micros(),
        }
    }
}

/// A project as it is wished.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"name": "Support", "identifier": "SUP", "owner": "DU6krHBN"}))]
pub(crate) struct TaskProjectWish {
    /// 16 letters or digits that no project has, the first 8 the caller's own id.
    uuid: Option<String>,
    /// 1 to 64 characters.
    #[schema(required = true)]
    name: Option<String>,
    /// Its key: 2 to 10 capital letters or digits, a letter first; one made of the name where none is sent.
    identifier: Option<String>,
    desc: Option<String>,
    /// Who leads it.
    owner: Option<String>,
}

/// A new project.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct TaskNewProject {
    #[schema(required = true)]
    project: Option<TaskProjectWish>,
}

impl TaskNewProject {
    pub(crate) fn read(self) -> Result<NewProject, Rejection> {
        let wish = self.project.ok_or_else(|| Rejection::malformed("project", msg!("request.missing")))?;
        Ok(NewProject {
            uuid: wish.uuid,
            key: wish.identifier.filter(|key| !key.trim().is_empty()),
            name: wish.name.unwrap_or_default(),
            desc: wish.desc,
            owner: wish.owner,
        })
    }
}

/// An issue type of a project.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "BivBjw7n", "name": "Question", "key": "question", "project_uuid": "DU6krHBNJEEeoG8M"}))]
pub(crate) struct TaskIssueType {
    uuid: String,
    name: String,
    key: String,
    project_uuid: String,
}

impl TaskIssueType {
    /// A type, its name in `lang`.
    pub(crate) fn of((project_uuid, kind): TypeTold, lang: Lang) -> Self {
        Self { uuid: kind.uuid, name: kind.name.text(lang).to_owned(), key: kind.key, project_uuid }
    }
}

/// A status.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "51ufBBFm", "name": "Open", "category": "to_do", "status_category": "new"}))]
pub(crate) struct TaskStatus {
    uuid: String,
    name: String,
    /// `to_do in_progress done`, unless an administrator has given it another word.
    category: String,
    /// `new active paused resolved closed rejected`
    status_category: &'static str,
}

impl TaskStatus {
    /// A status, its name in `lang`.
    pub(crate) fn of(told: StatusTold, lang: Lang) -> Self {
        Self {
            name: told.name.text(lang).to_owned(),
            uuid: told.uuid,
            category: told.word,
            status_category: told.category.word(),
        }
    }
}

/// A status as it is wished.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"name": "In review", "category": "in_progress"}))]
pub(crate) struct TaskStatusWish {
    /// 8 letters or digits that no status has.
    uuid: Option<String>,
    /// 1 to 64 characters.
    #[schema(required = true)]
    name: Option<String>,
    /// `to_do in_progress done`, or one of what they stand for.
    #[schema(required = true)]
    category: Option<String>,
}

/// A new status.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct TaskNewStatus {
    #[schema(required = true)]
    task_status: Option<TaskStatusWish>,
}

impl TaskNewStatus {
    pub(crate) fn read(self) -> Result<NewStatus, Rejection> {
        let missing = || Rejection::malformed("task_status", msg!("request.missing"));
        let wish = self.task_status.ok_or_else(missing)?;
        Ok(NewStatus {
            uuid: wish.uuid,
            name: wish.name.unwrap_or_default(),
            category: wish.category.unwrap_or_default(),
        })
    }
}

/// A word that a field takes.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "high", "value": "high"}))]
pub(crate) struct TaskOption {
    /// What travels as the field's value.
    uuid: String,
    value: String,
}

/// A field.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "field012", "name": "priority", "type": 1, "built_in": true, "required": false,
    "options": [{"uuid": "high", "value": "high"}], "project_uuid": null}))]
pub(crate) struct TaskField {
    uuid: String,
    name: String,
    /// 1 option, 2 text, 3 integer, 4 float, 5 date, 6 time, 7 milestone, 8 user, 9 project, 10 task, 11 issue type, 12 status,
    /// 13 user list, 15 text area, 16 option list, 20 rich text.
    #[serde(rename = "type")]
    kind: i64,
    /// Whether every task has it.
    built_in: bool,
    required: bool,
    options: Vec<TaskOption>,
    /// Whose field it is, where not every task has it.
    project_uuid: Option<String>,
}

impl TaskField {
    /// A field, its name in `lang`.
    pub(crate) fn of(told: FieldTold, lang: Lang) -> Self {
        Self {
            name: told.name.text(lang),
            uuid: told.uuid,
            kind: told.kind,
            built_in: told.project_uuid.is_none(),
            required: told.required,
            options: told
                .options
                .into_iter()
                .map(|word| TaskOption { uuid: word.clone(), value: word })
                .collect(),
            project_uuid: told.project_uuid,
        }
    }
}

/// A group or a role.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "876gdkut", "name": "Network crew", "desc": "", "members": ["DU6krHBN"]}))]
pub(crate) struct TaskCircle {
    uuid: String,
    name: String,
    desc: String,
    /// The ids of its members.
    members: Vec<String>,
}

impl From<CircleTold> for TaskCircle {
    fn from(told: CircleTold) -> Self {
        Self { uuid: told.uuid, name: told.name, desc: told.desc, members: told.members }
    }
}

/// A page of a list under its own name.
macro_rules! pages {
    ($($(#[$doc:meta])* $page:ident { $key:ident })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Serialize, ToSchema)]
        pub(crate) struct $page {
            $key: Vec<TaskCircle>,
            /// Whether there is another page.
            has_next: bool,
            /// Microseconds.
            server_update_stamp: i64,
        }

        impl $page {
            pub(crate) fn new((told, has_next, stamp): (Vec<CircleTold>, bool, i64)) -> Self {
                let $key = told.into_iter().map(TaskCircle::from).collect();
                Self { $key, has_next, server_update_stamp: stamp }
            }
        }
    )*};
}

pages! {
    /// A page of groups.
    TaskUserGroups { usergroups }
    /// A page of roles.
    TaskRoles { roles }
}

/// Which page of a list is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TaskPageQuery {
    /// From 1; a page has at most 100.
    #[param(value_type = Option<i64>)]
    page: Option<String>,
}

impl TaskPageQuery {
    pub(crate) fn read(&self) -> Result<i64, Rejection> {
        match int_param("page", self.page.as_deref())?.unwrap_or(1) {
            ..1 => Err(Rejection::malformed("page", msg!("value.at_least", min = 1))),
            page => Ok(page.min(1_000_000_000)),
        }
    }
}

/// What a rule is for.
#[derive(Debug, Default, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"project_uuid": "DU6krHBNJEEeoG8M"}))]
pub(crate) struct TaskRuleContext {
    /// The project, where it is for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    project_uuid: Option<String>,
}

/// A permission rule.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "kQm3Tz9a", "permission": "manage_project", "user_domain_type": "group",
    "user_domain_param": "876gdkut", "context_type": "project", "context_param": {"project_uuid": "DU6krHBNJEEeoG8M"}}))]
pub(crate) struct TaskRule {
    uuid: String,
    permission: &'static str,
    user_domain_type: &'static str,
    user_domain_param: String,
    /// `team` or `project`
    context_type: &'static str,
    context_param: TaskRuleContext,
}

impl From<RuleTold> for TaskRule {
    fn from((rule, project_uuid): RuleTold) -> Self {
        let (kind, param) = rule.domain.words();
        Self {
            user_domain_type: kind,
            user_domain_param: param.to_owned(),
            uuid: rule.uuid,
            permission: rule.permission.word(),
            context_type: if project_uuid.is_some() { "project" } else { "team" },
            context_param: TaskRuleContext { project_uuid },
        }
    }
}

/// A permission rule as it is wished.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"permission": "manage_project", "user_domain_type": "group", "user_domain_param": "876gdkut",
    "context_type": "project", "context_param": {"project_uuid": "DU6krHBNJEEeoG8M"}}))]
pub(crate) struct TaskRuleWish {
    #[schema(required = true)]
    permission: Option<String>,
    #[schema(required = true)]
    user_domain_type: Option<String>,
    user_domain_param: Option<String>,
    /// `team` or `project`; what `context_param` says where it is left out.
    context_type: Option<String>,
    context_param: Option<TaskRuleContext>,
}

impl TaskRuleWish {
    /// The project that it is for.
    fn project(&self) -> Result<Option<String>, Rejection> {
        const TYPE: &str = "permission_rule.context_type";
        const PROJECT: &str = "permission_rule.context_param.project_uuid";
        let named = self.context_param.as_ref().and_then(|context| context.project_uuid.clone());
        let named = named.filter(|uuid| !uuid.is_empty());
        match self.context_type.as_deref().filter(|word| !word.is_empty()) {
            Some("project") if named.is_none() => Err(Rejection::invalid(PROJECT, msg!("text.blank"))),
            None | Some("project") => Ok(named),
            Some("team") if named.is_some() => Err(Rejection::invalid(TYPE, msg!("task.context_of_team"))),
            Some("team") => Ok(None),
            Some(_) => Err(Rejection::invalid(TYPE, msg!("value.one_of", allowed = "team, project"))),
        }
    }
}

/// A new permission rule.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct TaskNewRule {
    #[schema(required = true)]
    permission_rule: Option<TaskRuleWish>,
}

impl TaskNewRule {
    pub(crate) fn read(self) -> Result<NewRule, Rejection> {
        let missing = || Rejection::malformed("permission_rule", msg!("request.missing"));
        let wish = self.permission_rule.ok_or_else(missing)?;
        let project_uuid = wish.project()?;
        Ok(NewRule {
            project_uuid,
            permission: wish.permission.unwrap_or_default(),
            user_domain_type: wish.user_domain_type.unwrap_or_default(),
            user_domain_param: wish.user_domain_param.unwrap_or_default(),
        })
    }
}
