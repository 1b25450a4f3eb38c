//! People, what they belong to, and what they may do.
//!
//! Every decision about rights is made here, from a [`Principal`] and nothing else, so that it stands in one place
//! for every surface: [`Principal::may`] for one ticket or project, [`Principal::visibility`] for lists.

mod password;
mod rights;
mod user_domain;

pub use password::check as check_password;
pub use rights::{Context, Offices, Permission, ProjectScope, Relation, Rule, Scope, Scopes, Visibility};
pub use user_domain::{Called, Person, Posts, Standing, UserDomain, resolve};

use crate::{
    Message, Rejection,
    id::{KeyId, SessionId, TeamId, TokenId, UserId},
    msg,
};
use serde::{Deserialize, Serialize};

/// How far a person is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Default, Hash)]
#[serde(rename_all = "snake_case")]
pub enum Access {
    /// Knows a password, but has not been let in yet: only their own profile.
    Unregistered,
    /// Makes tickets and follows those they made, watch or are assigned.
    #[default]
    User,
    /// Works on the tickets of their projects.
    Operator,
    /// Everything in the team.
    Admin,
}

impl Access {
    /// All, from the least to the most.
    pub const ALL: [Self; 4] = [Self::Unregistered, Self::User, Self::Operator, Self::Admin];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Unregistered => "unregistered",
            Self::User => "user",
            Self::Operator => "operator",
            Self::Admin => "admin",
        }
    }

    /// Reads a word, trimmed and in any case.
    pub fn parse(word: &str) -> Option<Self> {
        let word = crate::text::fold(word);
        Self::ALL.into_iter().find(|a| a.word() == word)
    }
}

/// What the caller showed to be let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Credential {
    /// A log-in.
    Session(SessionId),
    /// An API token.
    Token(TokenId),
    /// An access key that the request is signed with.
    Key(KeyId),
    /// The command line on the machine itself, or the system's own work.
    Local,
}

/// Who acts: a person (or service account) with all that decides what they may do. Loaded once per request.
#[derive(Debug, Clone)]
pub struct Principal {
    /// The team.
    pub team: TeamId,
    /// The account.
    pub user: UserId,
    /// The account's short id.
    pub uuid: String,
    /// The user name: what tickets and history name people by.
    pub username: String,
    /// How far they are let in.
    pub access: Access,
    /// Short ids of their groups.
    pub groups: Vec<String>,
    /// Short ids of the roles that they have everywhere.
    pub roles: Vec<String>,
    /// Short id of their department; empty for none.
    pub department: String,
    /// What they lead, manage and own.
    pub offices: Offices,
    /// What this credential is for.
    pub scopes: Scopes,
    /// The permission rules of the team.
    pub rules: Vec<Rule>,
    /// What they showed.
    pub credential: Credential,
}

/// Checks a user name: 1–64 of letters, digits, `.`, `_`, `-`.
pub fn check_username(name: &str) -> Result<&str, Message> {
    let name = name.trim();
    let good = (1..=64).contains(&name.len())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
        // In a path these two mean something else: nobody could name such an account.
        && name != "."
        && name != "..";
    if good { Ok(name) } else { Err(msg!("user.username")) }
}

/// Checks an e-mail address as far as one can without sending to it; empty is none.
pub fn check_email(email: &str) -> Result<&str, Message> {
    let email = email.trim();
    if email.is_empty() {
        return Ok(email);
    }
    crate::text::check(email, 254, crate::text::Lines::One)?;
    let shape = email.rsplit_once('@').is_some_and(|(name, host)| {
        !name.is_empty()
            && host.len() > 2
            && host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
    });
    if shape && !email.contains(char::is_whitespace) { Ok(email) } else { Err(msg!("user.email")) }
}

impl Principal {
    /// The system itself, for its own work in `team` (first start, import by the operator of the machine).
    pub fn system(team: TeamId, username: &str) -> Self {
        Self {
            team,
            user: UserId(0),
            uuid: "00000000".to_owned(),
            username: username.to_owned(),
            access: Access::Admin,
            groups: Vec::new(),
            roles: Vec::new(),
            department: String::new(),
            offices: Offices::default(),
            scopes: Scopes::all(),
            rules: Vec::new(),
            credential: Credential::Local,
        }
    }

    /// What user domains look at where no project is in question.
    pub fn person(&self) -> Person<'_> {
        self.person_in(None)
    }

    /// What user domains look at in a project, by its key: there they may have more roles than everywhere.
    pub fn person_in(&self, project: Option<&str>) -> Person<'_> {
        let roles = project.and_then(|key| self.offices.roles_in.get(key));
        Person {
            uuid: &self.uuid,
            username: &self.username,
            access: self.access,
            groups: &self.groups,
            department: &self.department,
            roles: roles.unwrap_or(&self.roles),
        }
    }

    /// Refuses anyone below `least`, or with a credential whose scopes leave out `permission`.
    pub fn require(&self, least: Access, permission: Permission) -> Result<(), Rejection> {
        if !self.scopes.allow(permission) {
            return Err(Rejection::Forbidden(msg!("rights.scope", permission = permission.word())));
        }
        if self.access < least {
            return Err(Rejection::Forbidden(msg!("rights.level", level = least.word())));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn user_names_are_plain() {
        for good in ["admin", "A.b_c-9", "x"] {
            assert!(check_username(good).is_ok(), "{good}");
        }
        for bad in ["", " ", "a b", "工", "a/b", "a@b", ".", ".."] {
            assert!(check_username(bad).is_err(), "{bad}");
        }
        assert!(check_username(&"x".repeat(65)).is_err());
    }

    #[test]
    fn levels_are_ordered() {
        assert!(
            Access::Unregistered < Access::User
                && Access::User < Access::Operator
                && Access::Operator < Access::Admin
        );
    }

    #[test]
    fn addresses_have_a_name_and_a_host() {
        for good in ["", "a@b.cn", "first.last@mail.example.org"] {
            assert!(check_email(good).is_ok(), "{good}");
        }
        for bad in ["a", "@b.cn", "a@b", "a@.cn", "a b@c.cn"] {
            assert!(check_email(bad).is_err(), "{bad}");
        }
    }
}
