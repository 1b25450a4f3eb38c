//! People: log-in, registering, profiles.

use super::DONE;
use app::{
    identity::users,
    repairs::people::{self, Registration},
};
use domain::{Fault, Rejection, msg};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Who logs in.
#[derive(Deserialize, ToSchema)]
#[schema(example = json!({"sid": "20250101", "password": "zQ4-copper-meadow-23"}))]
pub(crate) struct Login {
    /// The user name.
    sid: Option<String>,
    /// Another word for `sid`, taken where that is absent.
    username: Option<String>,
    #[schema(required = true, format = Password)]
    password: Option<String>,
}

impl Login {
    /// User name and password, or what of them is missing.
    pub(crate) fn read(self) -> Result<(String, String), Rejection> {
        let name = self.sid.or(self.username).unwrap_or_default();
        let password = self.password.unwrap_or_default();
        let given = [("sid", name.trim()), ("password", password.as_str())];
        let missing = given.iter().filter(|(_, text)| text.is_empty());
        let faults: Vec<Fault> = missing.map(|(name, _)| Fault::new(*name, msg!("text.blank"))).collect();
        if faults.is_empty() { Ok((name, password)) } else { Err(Rejection::Invalid(faults)) }
    }
}

/// Who has logged in.
#[derive(Serialize, ToSchema)]
#[schema(example = json!({"success": true, "msg": "success", "token": "eyJ0Ijox.c2Vzc2lvbg.5Hn2kq0VbT8s", "access": "user"}))]
pub(crate) struct LoggedIn {
    success: bool,
    msg: &'static str,
    /// Goes into `Authorization: Bearer`, here and on `/api/v1`; good for 12 hours.
    token: String,
    /// `unregistered user operator admin`, unless the project has other words.
    access: String,
}

impl LoggedIn {
    /// The answer.
    pub(crate) fn new(token: String, access: String) -> Self {
        Self { success: true, msg: DONE, token, access }
    }
}

/// What somebody says of themselves. All of it is needed.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"sid": "20250101", "name": "李娜", "block": "紫荆 3 号楼", "room": "412", "phone": "13800138000",
    "isp": "telecom", "account": "gz0123456789"}))]
pub(crate) struct NewPerson {
    /// One's own user name.
    #[schema(required = true)]
    sid: Option<String>,
    #[schema(required = true)]
    name: Option<String>,
    #[schema(required = true)]
    block: Option<String>,
    #[schema(required = true)]
    room: Option<String>,
    #[schema(required = true, pattern = "^[0-9]{11}$")]
    phone: Option<String>,
    /// `telecom unicom mobile others`, unless the project has others.
    #[schema(required = true)]
    isp: Option<String>,
    /// One's account with the provider.
    #[schema(required = true)]
    account: Option<String>,
}

impl From<NewPerson> for Registration {
    fn from(new: NewPerson) -> Self {
        let profile = users::Wish {
            nickname: new.name,
            block: new.block,
            room: new.room,
            phone: new.phone,
            isp: new.isp,
            isp_account: new.account,
            ..users::Wish::default()
        };
        Self { sid: new.sid.unwrap_or_default(), profile }
    }
}

/// What is to change of a profile; what is left out stays.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"block": "紫荆 7 号楼", "room": "205"}))]
pub(crate) struct ProfileChange {
    /// Whose profile: one's own when left out, for administrators anybody's.
    who: Option<String>,
    block: Option<String>,
    room: Option<String>,
    #[schema(pattern = "^[0-9]{11}$")]
    phone: Option<String>,
    isp: Option<String>,
    account: Option<String>,
}

impl ProfileChange {
    /// Whose, and what.
    pub(crate) fn read(self) -> (Option<String>, users::Wish) {
        let wish = users::Wish {
            block: self.block,
            room: self.room,
            phone: self.phone,
            isp: self.isp,
            isp_account: self.account,
            ..users::Wish::default()
        };
        (self.who.filter(|who| !who.trim().is_empty()), wish)
    }
}

/// What the use cases call otherwise than these bodies.
pub(crate) const PERSON_NAMES: [(&str, &str); 3] =
    [("nickname", "name"), ("ispAccount", "account"), ("username", "sid")];

/// What somebody has said of themselves.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"sid": "20250101", "name": "李娜", "block": "紫荆 3 号楼", "room": "412", "phone": "13800138000",
    "isp": "telecom", "account": "gz0123456789", "access": "user"}))]
pub(crate) struct Profile {
    sid: String,
    name: String,
    block: String,
    room: String,
    phone: String,
    isp: String,
    account: String,
    access: String,
}

/// A profile as it is now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ProfileAnswer {
    success: bool,
    msg: &'static str,
    profile: Profile,
}

impl From<people::Profile> for ProfileAnswer {
    fn from(found: people::Profile) -> Self {
        let account = found.user.account;
        let profile = Profile {
            sid: account.name,
            name: account.nickname,
            block: account.block,
            room: account.room,
            phone: account.phone,
            isp: found.isp,
            account: account.isp_account,
            access: found.access,
        };
        Self { success: true, msg: DONE, profile }
    }
}
