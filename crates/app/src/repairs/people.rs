//! People of the desk: registering, and what they say of themselves.

use super::desk_words;
use crate::{
    Cx, Error,
    identity::{
        own_account, profile,
        users::{self, User, Wish},
    },
};
use domain::{Fault, Rejection, identity::Access, msg, text, vocabulary::Kind};
use serde_json::json;

/// Digits of a telephone number.
const DIGITS: usize = 11;

/// An account, with the desk's words for its level and provider.
#[derive(Debug, Clone)]
pub struct Profile {
    /// The account.
    pub user: User,
    /// The word for the level.
    pub access: String,
    /// The word for the provider; empty for none.
    pub isp: String,
}

/// What somebody says of themselves when they register. All of it is needed.
#[derive(Debug, Clone, Default)]
pub struct Registration {
    /// Their own user name.
    pub sid: String,
    /// The rest; `nickname block room phone isp isp_account` are looked at, `isp` in the desk's words.
    pub profile: Wish,
}

/// Lets the caller in as a user. Only an account of level `unregistered` can, once.
pub fn register(
    cx: &mut Cx<'_, '_>,
    registration: &Registration,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<Profile, Error> {
    own_account(cx.actor)?;
    let refused = || Error::from(Rejection::Forbidden(msg!("repair.registered")));
    if cx.actor.access != Access::Unregistered {
        return Err(refused());
    }
    let wish = complete(cx, registration)?;
    store::audit::lock(cx.tx, cx.actor.team)?;
    let name = cx.actor.username.clone();
    let mut account = users::lock(cx, &name)?;
    // The caller's level was read before this transaction: what counts is the one that is locked now.
    if account.access != Access::Unregistered {
        return Err(refused());
    }
    check(account.version)?;
    users::apply(&mut account, &wish)?;
    account.access = Access::User;
    let user = users::save(cx, account, "profile.register", &json!({"access": Access::User.word()}))?;
    phrase(cx, user)
}

/// Changes a profile: one's own, or (for administrators) that of the user name `who`. Who is not registered yet has none.
pub fn change(
    cx: &mut Cx<'_, '_>,
    who: Option<&str>,
    wish: &Wish,
    check: impl Fn(i64) -> Result<(), Rejection>,
) -> Result<Profile, Error> {
    if cx.actor.access < Access::User {
        return Err(Rejection::Forbidden(msg!("rights.level", level = Access::User.word())).into());
    }
    let wish = spelt(cx, wish)?;
    let own = who.is_none_or(|name| text::fold(name) == text::fold(&cx.actor.username));
    let user = match who.filter(|_| !own) {
        None => profile::update(cx, &wish, check)?,
        Some(name) => {
            // Before it is looked for: whether there is such an account is not everybody's to know.
            users::manage(cx)?;
            if store::account::by_name(cx.tx, cx.actor.team, name)?.is_none() {
                return Err(Rejection::invalid("who", msg!("value.unknown", value = name)).into());
            }
            users::update(cx, name, &wish, check)?
        }
    };
    phrase(cx, user)
}

/// The desk's word for an access level.
pub fn access_word(cx: &mut Cx<'_, '_>, access: Access) -> Result<String, Error> {
    Ok(desk_words(cx)?.word(Kind::Access, access.word()).to_owned())
}

fn phrase(cx: &mut Cx<'_, '_>, user: User) -> Result<Profile, Error> {
    let words = desk_words(cx)?;
    let isp = words.word(Kind::Isp, &user.account.isp).to_owned();
    let access = words.word(Kind::Access, user.account.access.word()).to_owned();
    Ok(Profile { user, access, isp })
}

/// The registration as a wish, or everything that it lacks.
fn complete(cx: &mut Cx<'_, '_>, registration: &Registration) -> Result<Wish, Error> {
    let own = cx.actor.username.clone();
    let profile = &registration.profile;
    let mut faults: Vec<Fault> = [
        ("sid", Some(&registration.sid)),
        ("nickname", profile.nickname.as_ref()),
        ("block", profile.block.as_ref()),
        ("room", profile.room.as_ref()),
        ("phone", profile.phone.as_ref()),
        ("isp", profile.isp.as_ref()),
        ("ispAccount", profile.isp_account.as_ref()),
    ]
    .into_iter()
    .filter(|(_, said)| said.is_none_or(|text| text.trim().is_empty()))
    .map(|(field, _)| Fault::new(field, msg!("text.blank")))
    .collect();
    let sid = registration.sid.trim();
    if !sid.is_empty() && text::fold(sid) != text::fold(&own) {
        faults.push(Fault::new("sid", msg!("repair.sid", name = own)));
    }
    match spelt(cx, profile) {
        Err(Error::Rejected(Rejection::Invalid(more))) => {
            // What is missing is named once.
            faults.extend(more.into_iter().filter(|new| new.why.key() != "text.blank"));
            Err(Rejection::Invalid(faults).into())
        }
        Ok(_) if !faults.is_empty() => Err(Rejection::Invalid(faults).into()),
        other => other,
    }
}

/// The wish with the provider's key for its word, if telephone number and provider are fit.
fn spelt(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<Wish, Error> {
    let mut wish = wish.clone();
    let mut faults = Vec::new();
    if let Some(phone) = &wish.phone {
        let phone = phone.trim();
        if phone.is_empty() {
            faults.push(Fault::new("phone", msg!("text.blank")));
        } else if phone.len() != DIGITS || !phone.bytes().all(|b| b.is_ascii_digit()) {
            faults.push(Fault::new("phone", msg!("repair.phone")));
        }
    }
    if let Some(word) = wish.isp.as_mut().filter(|word| !word.trim().is_empty()) {
        match desk_words(cx)?.require(Kind::Isp, word) {
            Ok(key) => *word = key,
            Err(why) => faults.push(Fault::new("isp", why)),
        }
    }
    if faults.is_empty() { Ok(wish) } else { Err(Rejection::Invalid(faults).into()) }
}
