//! People: log-in, one's own profile, accounts.

use super::page::{flag, one_of, present};
use app::identity::{UserFilter, session, users};
use domain::{At, Rejection, identity::Access, msg};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema, openapi::schema::Object};

/// The most names that are asked for at once.
const MOST_NAMES: usize = 200;
const LEVELS: [Access; 4] = [Access::Unregistered, Access::User, Access::Operator, Access::Admin];

pub(super) fn access_words() -> Object {
    one_of(LEVELS.map(Access::word))
}

/// The level's word, then the names of the roles: what clients of the log-in decide by.
fn roles(user: &users::User) -> Vec<String> {
    let level = user.account.access.word().to_owned();
    std::iter::once(level).chain(user.roles.iter().cloned()).collect()
}

/// Who logs in.
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"username": "zhang.san", "password": "zQ4-copper-meadow-23"}))]
pub(crate) struct Login {
    /// The user name, or the account's e-mail address.
    #[serde(default)]
    #[schema(required = true)]
    pub(crate) username: String,
    #[serde(default)]
    #[schema(required = true, format = Password)]
    pub(crate) password: String,
    /// For browsers: the tokens go into cookies that no script can read, and are not answered. Needs `X-Requested-With: gongdan`.
    #[serde(default)]
    pub(crate) cookie: bool,
}

impl Login {
    /// Refuses what was left out.
    pub(crate) fn check(&self) -> Result<(), Rejection> {
        present(&[("username", self.username.trim()), ("password", &self.password)])
    }
}

/// A refresh token to be spent.
#[derive(Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"refreshToken": "gr_5Hn2kq0VbT8sYxW4cRj7LdPzMf1AeUgQ"}))]
pub(crate) struct Refresh {
    /// When left out, the one in the cookie.
    refresh_token: Option<String>,
}

impl Refresh {
    /// The token; `None` where the one in the cookie is meant. Refuses a blank one.
    pub(crate) fn token(self) -> Result<Option<String>, Rejection> {
        if let Some(token) = &self.refresh_token {
            present(&[("refreshToken", token)])?;
        }
        Ok(self.refresh_token)
    }
}

/// What a refresh without any token is refused with.
pub(crate) fn no_refresh_token() -> Rejection {
    present(&[("refreshToken", "")]).err().unwrap_or(Rejection::NothingToChange)
}

/// Who has logged in, and with what they go on.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "token": "eyJ0Ijox.c2Vzc2lvbg.5Hn2kq0VbT8s", "expiresAt": "2026-11-21T20:00:00.000000Z",
    "refreshToken": "gr_5Hn2kq0VbT8sYxW4cRj7LdPzMf1AeUgQ",
    "user": {"username": "zhang.san", "nickname": "张三", "email": "zhang.san@example.com",
             "roles": ["operator", "On-call lead"]}}))]
pub(crate) struct LoggedIn {
    /// Goes into `Authorization: Bearer`. Not there, as the refresh token, where both are in cookies.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    /// When the access token ends.
    #[schema(value_type = String, format = DateTime)]
    expires_at: At,
    /// Good once, at `POST /auth/refresh`.
    #[serde(skip_serializing_if = "Option::is_none")]
    refresh_token: Option<String>,
    user: LoggedInUser,
}

/// The person who has logged in.
#[derive(Serialize, ToSchema)]
pub(crate) struct LoggedInUser {
    username: String,
    nickname: String,
    email: String,
    /// The access level, then the names of the roles.
    roles: Vec<String>,
}

impl From<session::LoggedIn> for LoggedIn {
    fn from(done: session::LoggedIn) -> Self {
        let roles = roles(&done.user);
        let users::User { account, .. } = done.user;
        Self {
            token: Some(done.token),
            expires_at: done.expires,
            refresh_token: Some(done.refresh_token),
            user: LoggedInUser {
                username: account.name,
                nickname: account.nickname,
                email: account.email,
                roles,
            },
        }
    }
}

impl LoggedIn {
    /// Without the tokens, which are in cookies.
    pub(crate) fn without_tokens(self) -> Self {
        Self { token: None, refresh_token: None, ..self }
    }
}

/// One's own account.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "username": "zhang.san", "nickname": "张三", "email": "zhang.san@example.com", "phone": "+86 10 1234",
    "access": "operator", "roles": ["operator", "On-call lead"], "groups": ["Network crew"],
    "department": "Operations", "locale": "zh",
    "block": "紫荆 3 号楼", "room": "412", "isp": "telecom", "ispAccount": "gz0123456789", "uuid": "3kTz9QaB", "createdAt": "2026-01-05T02:11:09.482133Z",
    "lastSeenAt": "2026-11-21T08:00:00.000000Z"}))]
pub(crate) struct Profile {
    username: String,
    nickname: String,
    email: String,
    phone: String,
    #[schema(schema_with = access_words)]
    access: &'static str,
    /// The access level, then the names of the roles.
    roles: Vec<String>,
    /// Names.
    groups: Vec<String>,
    /// Its name; empty for none.
    department: String,
    /// `zh`, `en`, or empty for the browser's.
    locale: String,
    /// The building they live or work in; empty for none, as with the next three.
    block: String,
    room: String,
    /// Their Internet provider, by its key in the vocabulary.
    isp: String,
    isp_account: String,
    uuid: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    /// The last log-in.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    last_seen_at: Option<At>,
}

impl From<users::User> for Profile {
    fn from(user: users::User) -> Self {
        let roles = roles(&user);
        let users::User { account, groups, department, .. } = user;
        Self {
            username: account.name,
            nickname: account.nickname,
            email: account.email,
            phone: account.phone,
            access: account.access.word(),
            roles,
            groups,
            department,
            locale: account.locale,
            block: account.block,
            room: account.room,
            isp: account.isp,
            isp_account: account.isp_account,
            uuid: account.uuid,
            created_at: account.created,
            last_seen_at: account.last_seen,
        }
    }
}

/// What is to change of one's own account; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"nickname": "小张", "locale": "zh"}))]
pub(crate) struct ProfileWish {
    /// At most 64 characters.
    nickname: Option<String>,
    /// Empty for none.
    email: Option<String>,
    /// At most 32 characters; empty for none.
    phone: Option<String>,
    /// `zh`, `en`, or empty for the browser's.
    locale: Option<String>,
    /// The building they live or work in, at most 64 characters as the next three; empty for none.
    block: Option<String>,
    room: Option<String>,
    /// The key of their Internet provider.
    isp: Option<String>,
    isp_account: Option<String>,
}

impl From<ProfileWish> for users::Wish {
    fn from(w: ProfileWish) -> Self {
        Self {
            nickname: w.nickname,
            email: w.email,
            phone: w.phone,
            locale: w.locale,
            block: w.block,
            room: w.room,
            isp: w.isp,
            isp_account: w.isp_account,
            ..Self::default()
        }
    }
}

/// A change of one's own password.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"oldPassword": "zQ4-copper-meadow-23", "newPassword": "pF9-winter-lantern-07"}))]
pub(crate) struct PasswordChange {
    #[serde(default)]
    #[schema(required = true, format = Password)]
    pub(crate) old_password: String,
    /// At least 10 characters, and not a common one.
    #[serde(default, alias = "password")]
    #[schema(required = true, format = Password)]
    pub(crate) new_password: String,
}

impl PasswordChange {
    /// Refuses what was left out.
    pub(crate) fn check(&self) -> Result<(), Rejection> {
        present(&[("oldPassword", &self.old_password), ("newPassword", &self.new_password)])
    }
}

/// An account.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "username": "zhang.san", "nickname": "张三", "email": "zhang.san@example.com", "phone": "+86 10 1234",
    "access": "operator", "roles": ["On-call lead"], "groups": ["Network crew"], "department": "Operations",
    "locale": "zh", "block": "紫荆 3 号楼", "room": "412", "isp": "telecom", "ispAccount": "gz0123456789", "uuid": "3kTz9QaB", "createdAt": "2026-01-05T02:11:09.482133Z",
    "lastSeenAt": "2026-11-21T08:00:00.000000Z", "disabled": false, "version": 3}))]
pub(crate) struct User {
    username: String,
    nickname: String,
    email: String,
    phone: String,
    #[schema(schema_with = access_words)]
    access: &'static str,
    /// Names.
    roles: Vec<String>,
    /// Names.
    groups: Vec<String>,
    /// Its name; empty for none.
    department: String,
    /// `zh`, `en`, or empty for the browser's.
    locale: String,
    /// The building they live or work in; empty for none, as with the next three.
    block: String,
    room: String,
    /// Their Internet provider, by its key in the vocabulary.
    isp: String,
    isp_account: String,
    uuid: String,
    #[schema(value_type = String, format = DateTime)]
    created_at: At,
    /// The last log-in; null for never.
    #[schema(required = true, value_type = Option<String>, format = DateTime)]
    last_seen_at: Option<At>,
    /// Shut out.
    disabled: bool,
    /// Grows with every change.
    version: i64,
}

impl From<users::User> for User {
    fn from(user: users::User) -> Self {
        let users::User { account, groups, roles, department } = user;
        Self {
            username: account.name,
            nickname: account.nickname,
            email: account.email,
            phone: account.phone,
            access: account.access.word(),
            roles,
            groups,
            department,
            locale: account.locale,
            block: account.block,
            room: account.room,
            isp: account.isp,
            isp_account: account.isp_account,
            uuid: account.uuid,
            created_at: account.created,
            last_seen_at: account.last_seen,
            disabled: account.disabled,
            version: account.version,
        }
    }
}

/// A new account.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({
    "username": "zhang.san", "password": "zQ4-copper-meadow-23", "nickname": "张三",
    "email": "zhang.san@example.com", "access": "operator", "roles": ["On-call lead"],
    "groups": ["Network crew"], "department": "Operations", "locale": "zh"}))]
pub(crate) struct NewUser {
    /// 1 to 64 of letters, digits, `.`, `_`, `-`; unique in any case.
    #[serde(default)]
    #[schema(required = true)]
    pub(crate) username: String,
    /// At least 10 characters, and not a common one. Without one, the account is used through tokens only.
    #[schema(format = Password)]
    pub(crate) password: Option<String>,
    /// At most 64 characters; the user name when left out.
    nickname: Option<String>,
    email: Option<String>,
    /// At most 32 characters.
    phone: Option<String>,
    /// `user` when left out.
    #[schema(required = false, schema_with = access_words)]
    access: Option<String>,
    /// By short id or name.
    roles: Option<Vec<String>>,
    /// By short id or name.
    groups: Option<Vec<String>>,
    /// By short id or name; empty for none.
    department: Option<String>,
    /// `zh`, `en`, or empty for the browser's.
    locale: Option<String>,
    /// The building they live or work in, at most 64 characters as the next three; empty for none.
    block: Option<String>,
    room: Option<String>,
    /// The key of their Internet provider.
    isp: Option<String>,
    isp_account: Option<String>,
}

impl From<NewUser> for users::Wish {
    fn from(new: NewUser) -> Self {
        Self {
            nickname: new.nickname,
            email: new.email,
            phone: new.phone,
            access: new.access,
            locale: new.locale,
            block: new.block,
            room: new.room,
            isp: new.isp,
            isp_account: new.isp_account,
            groups: new.groups,
            roles: new.roles,
            department: new.department,
        }
    }
}

/// What is to change of an account; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"access": "admin", "groups": ["Network crew", "Night shift"]}))]
pub(crate) struct UserWish {
    /// At most 64 characters.
    nickname: Option<String>,
    /// Empty for none.
    email: Option<String>,
    /// At most 32 characters; empty for none.
    phone: Option<String>,
    #[schema(required = false, schema_with = access_words)]
    access: Option<String>,
    /// By short id or name.
    roles: Option<Vec<String>>,
    /// By short id or name.
    groups: Option<Vec<String>>,
    /// By short id or name; empty for none.
    department: Option<String>,
    /// `zh`, `en`, or empty for the browser's.
    locale: Option<String>,
    /// The building they live or work in, at most 64 characters as the next three; empty for none.
    block: Option<String>,
    room: Option<String>,
    /// The key of their Internet provider.
    isp: Option<String>,
    isp_account: Option<String>,
}

impl From<UserWish> for users::Wish {
    fn from(wish: UserWish) -> Self {
        Self {
            nickname: wish.nickname,
            email: wish.email,
            phone: wish.phone,
            access: wish.access,
            locale: wish.locale,
            block: wish.block,
            room: wish.room,
            isp: wish.isp,
            isp_account: wish.isp_account,
            groups: wish.groups,
            roles: wish.roles,
            department: wish.department,
        }
    }
}

/// A password for somebody else.
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"password": "pF9-winter-lantern-07"}))]
pub(crate) struct NewPassword {
    /// At least 10 characters, and not a common one.
    #[serde(default)]
    #[schema(required = true, format = Password)]
    pub(crate) password: String,
}

/// Whose names are asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct NamesQuery {
    /// User names, with commas between; at most 200.
    of: String,
}

impl NamesQuery {
    /// The user names.
    pub(crate) fn read(&self) -> Result<Vec<String>, Rejection> {
        let names: Vec<String> =
            self.of.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
        if names.len() > MOST_NAMES {
            return Err(Rejection::malformed("of", msg!("value.too_many", max = MOST_NAMES)));
        }
        Ok(names)
    }
}

/// What people are called.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PeopleNames {
    /// By user name; who is not known, or not to be known, is missing.
    pub(crate) items: Vec<PersonName>,
}

/// What somebody is called.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"username": "li.wei", "nickname": "李伟"}))]
pub(crate) struct PersonName {
    pub(crate) username: String,
    /// Empty where there is none.
    pub(crate) nickname: String,
}

/// What a list of accounts is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct UserQuery {
    /// A part of the user name or nickname, whatever its case, width or kind of Chinese writing; also called `search`.
    #[serde(alias = "search")]
    q: Option<String>,
    /// One access level.
    #[param(schema_with = access_words)]
    access: Option<String>,
    /// Only those who are shut out, or only those who are not.
    #[param(value_type = Option<bool>)]
    disabled: Option<String>,
}

impl UserQuery {
    /// The filter.
    pub(crate) fn read(self) -> Result<UserFilter, Rejection> {
        let access = match self.access.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(word) => Some(Access::parse(word).ok_or_else(|| {
                let allowed = LEVELS.map(Access::word).join(", ");
                Rejection::malformed("access", msg!("value.one_of", allowed = allowed))
            })?),
        };
        Ok(UserFilter {
            name_part: self.q.filter(|q| !q.is_empty()),
            access,
            disabled: flag("disabled", self.disabled.as_deref())?,
        })
    }
}
