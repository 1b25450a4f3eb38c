//! One's own account.

use super::throttle;
use super::users::{self, NewPassword, User, Wish};
use crate::{App, Cx, Error, projects};
use domain::{
    AuthFault, Rejection,
    identity::{Access, Context, Credential, Permission, Principal, Relation},
    msg,
    ticket::Source,
};
use serde_json::json;

/// Where the attempts at one's own old password are counted, beside those of addresses.
const OWN: &str = "profile";

/// The caller's own account.
pub fn get(cx: &mut Cx<'_, '_>) -> Result<User, Error> {
    let account = store::account::by_id(cx.tx, cx.actor.team, cx.actor.user)?;
    users::with_places(cx, account.ok_or(Rejection::Unauthenticated(AuthFault::Invalid))?)
}

/// What one may do, with the credential that asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    /// How far one is let in.
    pub access: Access,
    /// They may administer the instance.
    pub admin: bool,
    /// In the team as a whole.
    pub team: Vec<Permission>,
    /// In the projects, oldest first.
    pub projects: Vec<ProjectRights>,
}

/// What one may do in a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectRights {
    /// The project's key.
    pub project: String,
    /// With every ticket of it, and with the project itself.
    pub all: Vec<Permission>,
    /// With the tickets of it that one made or works on: those above, and what one has for such a ticket.
    pub own: Vec<Permission>,
}

/// What the caller may do: in the team, and in every project that is shown to them. Nothing of it is told to who is not let in.
pub fn rights(cx: &mut Cx<'_, '_>) -> Result<Rights, Error> {
    let actor = cx.actor;
    let of = |project: Option<&str>, relation| {
        let context = Context { project, relation };
        Permission::ALL.into_iter().filter(|permission| actor.may(*permission, context)).collect()
    };
    let own = Relation { owner: true, assignee: true, watcher: false };
    let projects = match projects::may_look(cx) {
        Ok(()) => store::project::list(cx.tx, actor.team)?,
        Err(_) => Vec::new(),
    };
    let of_project = |key: String| ProjectRights {
        all: of(Some(&key), Relation::default()),
        own: of(Some(&key), own),
        project: key,
    };
    Ok(Rights {
        access: actor.access,
        admin: actor.require(Access::Admin, Permission::ManageTeam).is_ok(),
        team: of(None, Relation::default()),
        projects: projects.into_iter().map(|project| of_project(project.key)).collect(),
    })
}

/// Changes what is one's own to change: nickname, e-mail, phone, language, and where one is and is connected.
pub fn update(
    cx: &mut Cx<'_, '_>,
    wish: &Wish,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<User, Error> {
    let own = Wish { access: None, groups: None, roles: None, department: None, ..wish.clone() };
    if own.is_empty_for_oneself() {
        return Err(Rejection::NothingToChange.into());
    }
    super::own_account(cx.actor)?;
    store::audit::lock(cx.tx, cx.actor.team)?;
    let name = cx.actor.username.clone();
    let mut account = users::lock(cx, &name)?;
    check(account.version)?;
    users::apply(&mut account, &own)?;
    users::own_email(cx, &account)?;
    users::save(cx, account, "profile.update", &json!({}))
}

impl App {
    /// Changes one's own password, and ends one's other log-ins.
    pub async fn change_own_password(&self, who: &Principal, old: &str, new: &str) -> Result<User, Error> {
        super::own_account(who)?;
        let now = self.now();
        let stored = self
            .write(who, Source::Api, move |cx| {
                throttle::take(cx.tx, &cx.actor.username, OWN, now)?;
                Ok(store::account::by_id(cx.tx, cx.actor.team, cx.actor.user)?.map(|a| a.password_hash))
            })
            .await?;
        if !self.verify_password(old.to_owned(), stored.clone()).await? {
            return Err(Rejection::invalid("oldPassword", msg!("auth.wrong_own_password")).into());
        }
        let new: NewPassword = self.new_password(&who.username, new).await.map_err(|error| match error {
            Error::Rejected(Rejection::Invalid(faults)) => {
                let named =
                    faults.into_iter().map(|f| domain::Fault { field: "newPassword".to_owned(), ..f });
                Rejection::Invalid(named.collect()).into()
            }
            other => other,
        })?;
        self.write(who, Source::Api, move |cx| {
            throttle::give_back(cx.tx, &cx.actor.username, OWN)?;
            store::audit::lock(cx.tx, cx.actor.team)?;
            let name = cx.actor.username.clone();
            let account = users::lock(cx, &name)?;
            // The old password was checked outside this transaction: it must still be the one that was checked.
            if Some(&account.password_hash) != stored.as_ref() {
                return Err(Rejection::invalid("oldPassword", msg!("auth.wrong_own_password")).into());
            }
            let keep = match cx.actor.credential {
                Credential::Session(id) => Some(id),
                Credential::Token(_) | Credential::Key(_) | Credential::Local => None,
            };
            users::replace_password(cx, account, &new, keep)
        })
        .await
    }
}
