//! Accounts, for administrators.

use super::{CircleKind, UserFilter};
use crate::{App, Cx, Error, audit, tickets::vacancy};
use domain::{
    Fault, Lang, Rejection, Thing,
    id::{SessionId, UserId},
    identity::{Access, Context, Permission, check_email, check_password, check_username},
    msg, text,
};
use serde_json::json;
use store::{account::Account, circle::Place, number};

/// An account with what it belongs to.
#[derive(Debug, Clone)]
pub struct User {
    /// The account.
    pub account: Account,
    /// Names of its groups.
    pub groups: Vec<String>,
    /// Names of its roles.
    pub roles: Vec<String>,
    /// Name of its department; empty for none.
    pub department: String,
}

/// What is wished of an account. `None` = unchanged (or, for a new one, the default).
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is the account's property of that name")]
pub struct Wish {
    pub nickname: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    pub access: Option<String>,
    pub locale: Option<String>,
    pub block: Option<String>,
    pub room: Option<String>,
    /// By its key in the vocabulary.
    pub isp: Option<String>,
    pub isp_account: Option<String>,
    /// By short id or name.
    pub groups: Option<Vec<String>>,
    /// By short id or name.
    pub roles: Option<Vec<String>>,
    /// By short id or name; empty for none.
    pub department: Option<String>,
}

impl Wish {
    /// Whether it names nothing that is one's own to change.
    pub(crate) fn is_empty_for_oneself(&self) -> bool {
        let own = [
            &self.nickname,
            &self.email,
            &self.phone,
            &self.locale,
            &self.block,
            &self.room,
            &self.isp,
            &self.isp_account,
        ];
        own.iter().all(|wished| wished.is_none())
    }

    fn is_empty(&self) -> bool {
        self.is_empty_for_oneself()
            && self.access.is_none()
            && self.groups.is_none()
            && self.roles.is_none()
            && self.department.is_none()
    }
}

/// A password that has passed the rules, as its slow hash. Made outside the transaction by [`App::new_password`].
#[derive(Debug, Clone)]
pub struct NewPassword(pub(crate) String);

impl App {
    /// Checks a new password for `username` and hashes it.
    pub async fn new_password(&self, username: &str, password: &str) -> Result<NewPassword, Error> {
        check_password(password, username.trim()).map_err(|why| Rejection::invalid("password", why))?;
        Ok(NewPassword(self.hash_password(password.to_owned()).await?))
    }
}

pub(crate) fn manage(cx: &Cx<'_, '_>) -> Result<(), Error> {
    Ok(cx.actor.allow(Permission::ManageTeam, Context::TEAM)?)
}

/// Refuses whoever may not manage people, and makes administrative changes of the team wait for each other.
pub(crate) fn administer(cx: &mut Cx<'_, '_>) -> Result<(), Error> {
    manage(cx)?;
    store::audit::lock(cx.tx, cx.actor.team)?;
    Ok(())
}

/// Refuses whoever may not see people: below operator.
pub(crate) fn look(cx: &Cx<'_, '_>) -> Result<(), Error> {
    Ok(cx.actor.require(Access::Operator, Permission::ViewTickets)?)
}

/// A page of accounts, and how many there are.
pub fn list(
    cx: &mut Cx<'_, '_>,
    filter: &UserFilter,
    limit: i64,
    offset: i64,
) -> Result<(Vec<User>, i64), Error> {
    look(cx)?;
    let team = cx.actor.team;
    let (accounts, total) = store::account::list(cx.tx, team, filter, limit, offset)?;
    let ids: Vec<UserId> = accounts.iter().map(|a| a.id).collect();
    let places = store::circle::places_of_all(cx.tx, team, &ids)?;
    let users = accounts
        .into_iter()
        .map(|account| {
            let own: Vec<&Place> = places.iter().filter(|p| p.user == account.id).collect();
            assemble(account, &own)
        })
        .collect();
    Ok((users, total))
}

/// What the people of these user names are called, by user name; those who are not there are left out. User names stand on tickets
/// that customers see, so they are told the names of those who work on them, but not of each other.
pub fn names(cx: &mut Cx<'_, '_>, asked: &[String]) -> Result<Vec<(String, String)>, Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    let least = if look(cx).is_ok() { Access::Unregistered } else { Access::Operator };
    let asked: Vec<&str> = asked.iter().map(String::as_str).collect();
    let found = store::account::named(cx.tx, cx.actor.team, &asked)?;
    let mut names: Vec<(String, String)> = found
        .into_values()
        .filter(|account| account.access >= least || account.name == cx.actor.username)
        .map(|account| (account.name, account.nickname))
        .collect();
    names.sort_unstable();
    Ok(names)
}

/// One account.
pub fn get(cx: &mut Cx<'_, '_>, username: &str) -> Result<User, Error> {
    if text::fold(username) != text::fold(&cx.actor.username) {
        look(cx)?;
    }
    let account = store::account::by_name(cx.tx, cx.actor.team, username)?;
    with_places(cx, account.ok_or_else(|| Rejection::not_found(Thing::User, username))?)
}

pub(crate) fn with_places(cx: &mut Cx<'_, '_>, account: Account) -> Result<User, Error> {
    let places = store::circle::places_of(cx.tx, account.team, account.id)?;
    Ok(assemble(account, &places.iter().collect::<Vec<_>>()))
}

fn assemble(account: Account, places: &[&Place]) -> User {
    let of = |kind: CircleKind| places.iter().filter(move |p| p.kind == kind.word()).map(|p| p.name.clone());
    User {
        groups: of(CircleKind::Group).collect(),
        roles: of(CircleKind::Role).collect(),
        department: of(CircleKind::Department).next().unwrap_or_default(),
        account,
    }
}

/// Makes an account. Without a password it can be used by tokens only.
pub fn create(
    cx: &mut Cx<'_, '_>,
    username: &str,
    wish: &Wish,
    password: Option<&NewPassword>,
) -> Result<User, Error> {
    administer(cx)?;
    let name = check_username(username).map_err(|why| Rejection::invalid("username", why))?;
    let mut account = Account {
        team: cx.actor.team,
        id: UserId(number::take(cx.tx, number::Source::Account)?),
        uuid: cx.short_id(8),
        name: name.to_owned(),
        nickname: name.to_owned(),
        email: String::new(),
        phone: String::new(),
        access: Access::User,
        locale: String::new(),
        password_hash: password.map(|p| p.0.clone()).unwrap_or_default(),
        disabled: false,
        version: 1,
        created: cx.now,
        updated: cx.now,
        last_seen: None,
        block: String::new(),
        room: String::new(),
        isp: String::new(),
        isp_account: String::new(),
    };
    apply(&mut account, wish)?;
    own_email(cx, &account)?;
    if !store::account::insert(cx.tx, &account)? {
        return Err(Rejection::Taken { field: "username", why: msg!("user.taken", name = name) }.into());
    }
    place(cx, account.id, wish)?;
    audit::record(cx, "user.create", name, &json!({"access": account.access.word()}))?;
    with_places(cx, account)
}

/// Changes an account.
pub fn update(
    cx: &mut Cx<'_, '_>,
    username: &str,
    wish: &Wish,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<User, Error> {
    administer(cx)?;
    if wish.is_empty() {
        return Err(Rejection::NothingToChange.into());
    }
    let old = lock(cx, username)?;
    check(old.version)?;
    let mut account = old.clone();
    apply(&mut account, wish)?;
    own_email(cx, &account)?;
    if old.access == Access::Admin && account.access != Access::Admin {
        keep_one_admin(cx, &old)?;
    }
    if account.access == Access::Unregistered && old.access != account.access {
        vacancy::leave(cx, &old.name)?;
    }
    place(cx, account.id, wish)?;
    let details =
        json!({"access": [old.access.word(), account.access.word()], "email": account.email != old.email});
    save(cx, account, "user.update", &details)
}

/// Whether an account is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// It is.
    Open,
    /// It is shut out at once: log-ins end, tokens stop.
    Shut,
}

/// Shuts an account out, or lets it in again.
pub fn set_door(cx: &mut Cx<'_, '_>, username: &str, door: Door) -> Result<User, Error> {
    administer(cx)?;
    let old = lock(cx, username)?;
    let disabled = door == Door::Shut;
    if old.disabled == disabled {
        return with_places(cx, old);
    }
    if disabled {
        if old.access == Access::Admin {
            keep_one_admin(cx, &old)?;
        }
        store::session::delete_of_user(cx.tx, old.team, old.id, None)?;
        vacancy::leave(cx, &old.name)?;
    }
    let action = if disabled { "user.disable" } else { "user.enable" };
    save(cx, Account { disabled, ..old }, action, &json!({}))
}

/// Sets another's password and ends their log-ins.
pub fn set_password(cx: &mut Cx<'_, '_>, username: &str, password: &NewPassword) -> Result<User, Error> {
    administer(cx)?;
    let old = lock(cx, username)?;
    replace_password(cx, old, password, None)
}

pub(crate) fn replace_password(
    cx: &mut Cx<'_, '_>,
    account: Account,
    password: &NewPassword,
    keep: Option<SessionId>,
) -> Result<User, Error> {
    store::session::delete_of_user(cx.tx, account.team, account.id, keep)?;
    save(cx, Account { password_hash: password.0.clone(), ..account }, "user.password", &json!({}))
}

pub(crate) fn lock(cx: &mut Cx<'_, '_>, username: &str) -> Result<Account, Error> {
    let found = store::account::lock(cx.tx, cx.actor.team, username)?;
    Ok(found.ok_or_else(|| Rejection::not_found(Thing::User, username))?)
}

pub(crate) fn save(
    cx: &mut Cx<'_, '_>,
    account: Account,
    action: &str,
    details: &serde_json::Value,
) -> Result<User, Error> {
    let account = Account { version: account.version + 1, updated: cx.now, ..account };
    if !store::account::update(cx.tx, &account)? {
        return Err(Rejection::Stale { version: account.version }.into());
    }
    audit::record(cx, action, &account.name, details)?;
    with_places(cx, account)
}

/// Refuses an e-mail address that another account has: one may log in with it.
pub(crate) fn own_email(cx: &mut Cx<'_, '_>, account: &Account) -> Result<(), Error> {
    let taken = !account.email.is_empty()
        && store::account::email_taken(cx.tx, account.team, &account.email, account.id)?;
    if taken {
        return Err(Rejection::Taken { field: "email", why: msg!("user.email_taken") }.into());
    }
    Ok(())
}

fn keep_one_admin(cx: &mut Cx<'_, '_>, account: &Account) -> Result<(), Error> {
    if !account.disabled && store::account::other_admins(cx.tx, account.team, account.id)? == 0 {
        return Err(Rejection::Conflict(msg!("user.last_admin")).into());
    }
    Ok(())
}

/// Puts the wished properties on an account, or names every one that is not taken.
pub(crate) fn apply(account: &mut Account, wish: &Wish) -> Result<(), Rejection> {
    let mut faults = Vec::new();
    let mut line = |field: &str, wished: &Option<String>, max: usize, target: &mut String| {
        if let Some(wished) = wished {
            match text::check(wished.trim(), max, text::Lines::One) {
                Ok(()) => wished.trim().clone_into(target),
                Err(why) => faults.push(Fault::new(field, why)),
            }
        }
    };
    line("nickname", &wish.nickname, 64, &mut account.nickname);
    line("phone", &wish.phone, 32, &mut account.phone);
    line("block", &wish.block, 64, &mut account.block);
    line("room", &wish.room, 64, &mut account.room);
    line("isp", &wish.isp, 64, &mut account.isp);
    line("ispAccount", &wish.isp_account, 64, &mut account.isp_account);
    if let Some(email) = &wish.email {
        match check_email(email) {
            Ok(email) => account.email = email.to_lowercase(),
            Err(why) => faults.push(Fault::new("email", why)),
        }
    }
    if let Some(access) = &wish.access {
        match Access::parse(access) {
            Some(access) => account.access = access,
            None => faults.push(Fault::new(
                "access",
                msg!("value.one_of", allowed = "unregistered, user, operator, admin"),
            )),
        }
    }
    if let Some(locale) = &wish.locale {
        match (locale.trim(), Lang::parse(locale)) {
            ("", _) => account.locale.clear(),
            (_, Some(lang)) => lang.tag().clone_into(&mut account.locale),
            (_, None) => faults.push(Fault::new("locale", msg!("value.one_of", allowed = "zh, en"))),
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults)) }
}

fn place(cx: &mut Cx<'_, '_>, user: UserId, wish: &Wish) -> Result<(), Error> {
    let department =
        wish.department.as_ref().map(|d| if d.trim().is_empty() { vec![] } else { vec![d.clone()] });
    for (kind, field, wished) in [
        (CircleKind::Group, "groups", &wish.groups),
        (CircleKind::Role, "roles", &wish.roles),
        (CircleKind::Department, "department", &department),
    ] {
        let Some(names) = wished else { continue };
        if names.len() > 100 {
            return Err(Rejection::invalid(field, msg!("value.too_many", max = 100)).into());
        }
        let mut circles = Vec::with_capacity(names.len());
        for (i, name) in names.iter().enumerate() {
            let field =
                if kind == CircleKind::Department { field.to_owned() } else { format!("{field}[{i}]") };
            let found = store::circle::find(cx.tx, cx.actor.team, kind, name)?;
            circles
                .push(found.ok_or_else(|| Rejection::invalid(field, msg!("value.unknown", value = name)))?);
        }
        let before = store::circle::places_of(cx.tx, cx.actor.team, user)?;
        let before: Vec<String> =
            before.into_iter().filter(|p| p.kind == kind.word()).map(|p| p.uuid).collect();
        for changed in before
            .iter()
            .filter(|c| !circles.contains(c))
            .chain(circles.iter().filter(|c| !before.contains(c)))
        {
            store::circle::touch(cx.tx, cx.actor.team, changed)?;
        }
        store::circle::set_places(cx.tx, cx.actor.team, user, kind, &circles)?;
    }
    Ok(())
}
