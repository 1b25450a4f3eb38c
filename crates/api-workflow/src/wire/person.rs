//! Log-in, and the caller.

use app::{identity::users::User, tasks::team::Team};
use domain::{Rejection, msg};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who logs in.
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"email": "zhang.san@example.com", "password": "zQ4-copper-meadow-23"}))]
pub(crate) struct TaskLogin {
    /// The account's e-mail address, or its user name.
    email: Option<String>,
    /// The account's telephone number, where there is no `email`.
    phone: Option<String>,
    #[schema(required = true, format = Password)]
    password: Option<String>,
}

impl TaskLogin {
    /// What was typed as a name, what that is called here, and the password.
    pub(crate) fn read(self) -> Result<(String, &'static str, String), Rejection> {
        let said = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let blank = |field: &str| Rejection::invalid(field, msg!("text.blank"));
        let (name, field) = match (said(self.email), said(self.phone)) {
            (Some(email), _) => (email, "email"),
            (None, Some(phone)) => (phone, "phone"),
            (None, None) => return Err(blank("email")),
        };
        let password = self.password.filter(|password| !password.is_empty());
        Ok((name, field, password.ok_or_else(|| blank("password"))?))
    }
}

/// A user.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"uuid": "DU6krHBN", "email": "zhang.san@example.com", "name": "张三", "username": "zhang.san",
    "phone": "13800138000", "access": "operator", "groups": ["Network crew"], "roles": ["On-call lead"],
    "department": "Operations", "create_time": 1_566_187_581_207_696_i64}))]
pub(crate) struct TaskUser {
    uuid: String,
    email: String,
    /// The name shown.
    name: String,
    username: String,
    phone: String,
    /// `unregistered user operator admin`
    access: &'static str,
    groups: Vec<String>,
    roles: Vec<String>,
    department: String,
    /// Microseconds.
    create_time: i64,
    /// Goes into `Ones-Auth-Token`, or `Authorization: Bearer`; only in the answer to a log-in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    token: Option<String>,
}

impl TaskUser {
    pub(crate) fn new(user: User, token: Option<String>) -> Self {
        let account = user.account;
        Self {
            uuid: account.uuid,
            email: account.email,
            name: account.nickname,
            username: account.name,
            phone: account.phone,
            access: account.access.word(),
            groups: user.groups,
            roles: user.roles,
            department: user.department,
            create_time: account.created.micros(),
            token,
        }
    }
}

/// A team, or the organization that it is of: here the two are one.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"uuid": "3pDzCwAe", "name": "Gongdan"}))]
pub(crate) struct TaskTeam {
    uuid: String,
    name: String,
}

impl From<Team> for TaskTeam {
    fn from(team: Team) -> Self {
        Self { uuid: team.uuid, name: team.name }
    }
}

/// Who somebody is, and where they belong.
#[derive(Serialize, ToSchema)]
pub(crate) struct TaskSelf {
    user: TaskUser,
    teams: Vec<TaskTeam>,
    org: TaskTeam,
}

impl TaskSelf {
    pub(crate) fn new(user: User, team: Team, token: Option<String>) -> Self {
        Self { user: TaskUser::new(user, token), org: team.clone().into(), teams: vec![team.into()] }
    }
}
