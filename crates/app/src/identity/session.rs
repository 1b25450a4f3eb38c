//! Log-in, refresh, log-out.
//!
//! A refresh token is good once; one that comes a second time has been copied, and ends its log-in. In a browser it comes a second
//! time without anybody's doing wrong: its pages share one jar of cookies, and two of them may refresh at the same moment, with
//! the same token. So the token that follows one in a cookie is made of it and of our key: whoever shows the spent one within
//! [`GRACE_SECONDS`] is answered as the first was, with the same next one, and nothing is changed. A thief gains nothing by it: of
//! two who hold that next one, the second to spend it is found out as before.

use super::throttle;
use crate::{App, Cx, Error, audit, secret};
use domain::{
    At, AuthFault, Rejection,
    id::SessionId,
    identity::{Access, Credential, Principal},
    text,
    ticket::Source,
};
use serde_json::json;
use store::{account::Account, number, session::Session};

/// How long an access token is good for.
const ACCESS_SECONDS: i64 = 12 * 60 * 60;
/// Longer than any user name or e-mail address.
const LONGEST_NAME: usize = 254;
/// How long a log-in lasts without a refresh.
const SESSION_SECONDS: i64 = 30 * 24 * 60 * 60;

/// For how long a spent refresh token of a browser is answered as it was: longer than an answer is on its way.
const GRACE_SECONDS: i64 = 30;
/// What a refresh token begins with.
const REFRESH_PREFIX: &str = "gr_";

/// How the tokens of a log-in travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// In bodies and headers.
    Body,
    /// In a browser's cookies.
    Cookie,
}

/// What somebody who logged in is given. The tokens are shown once and not kept.
#[derive(Clone)]
pub struct LoggedIn {
    /// The access token.
    pub token: String,
    /// When the access token ends.
    pub expires: At,
    /// Good once, for the next pair.
    pub refresh_token: String,
    /// Until when the log-in lasts unless it is refreshed.
    pub refresh_expires: At,
    /// The person.
    pub user: super::users::User,
}

impl App {
    /// Logs in with a user name (or the one account's e-mail address or telephone number) and a password, from an address.
    ///
    /// Unknown names, wrong passwords and disabled accounts are refused alike, in the same time.
    pub async fn login(
        &self,
        (carrier, via): (Carrier, Source),
        username: &str,
        password: &str,
        address: &str,
    ) -> Result<LoggedIn, Error> {
        let outcome = self.try_login((carrier, via), username, password, address).await;
        self.figures().login(&outcome);
        outcome
    }

    async fn try_login(
        &self,
        (carrier, via): (Carrier, Source),
        username: &str,
        password: &str,
        address: &str,
    ) -> Result<LoggedIn, Error> {
        let typed = username.trim().to_owned();
        text::check(&typed, LONGEST_NAME, text::Lines::One)
            .map_err(|why| Rejection::invalid("username", why))?;
        let (from, now) = (address.to_owned(), self.now());
        let (account, name) = {
            let from = from.clone();
            self.sql()
                .write(move |tx| {
                    let account = match store::account::by_name(tx, crate::TEAM, &typed)? {
                        None if typed.contains('@') => {
                            store::account::by_email(tx, crate::TEAM, &typed.to_lowercase())?
                        }
                        None if is_number(&typed) => store::account::by_phone(tx, crate::TEAM, &typed)?,
                        found => found,
                    };
                    // Counted by the account, so that its name and its address are one allowance.
                    let name = account.as_ref().map_or_else(|| typed.clone(), |a| a.name.clone());
                    throttle::take(tx, &name, &from, now)?;
                    Ok::<_, Error>((account, name))
                })
                .await?
        };
        let stored = account.as_ref().filter(|a| !a.disabled).map(|a| a.password_hash.clone());
        let good = self.verify_password(password.to_owned(), stored).await?;
        let Some(account) = account.filter(|_| good) else {
            let who = Principal::system(crate::TEAM, "");
            self.write(&who, via, move |cx| {
                audit::record(cx, "session.refuse", &clip(&name), &json!({"address": from}))
            })
            .await?;
            return Err(Rejection::Unauthenticated(AuthFault::WrongPassword).into());
        };
        let who = Principal { access: Access::Unregistered, ..Principal::system(crate::TEAM, &account.name) };
        let refresh = secret::new(self.inner.random.as_ref(), REFRESH_PREFIX);
        let token = refresh.clone();
        let (session, user) = self
            .write(&who, via, move |cx| {
                throttle::give_back(cx.tx, &name, &from)?;
                start(cx, &account, &token, (carrier, &from))
            })
            .await?;
        Ok(self.logged_in(&session, user, refresh))
    }

    /// The next pair of tokens for a refresh token, which is then spent. A spent one ends the log-in: it has been copied; but for
    /// a browser's that was spent a moment ago.
    pub async fn refresh(&self, carrier: Carrier, refresh_token: &str) -> Result<LoggedIn, Error> {
        let hash = secret::hash(refresh_token);
        let next = match carrier {
            Carrier::Body => secret::new(self.inner.random.as_ref(), REFRESH_PREFIX),
            Carrier::Cookie => {
                format!("{REFRESH_PREFIX}{}", self.settings().signing_key.vouch("refresh", refresh_token))
            }
        };
        let next_hash = secret::hash(&next);
        let who = self.system();
        let rotated = self.write(&who, Source::Api, move |cx| rotate(cx, carrier, &hash, &next_hash)).await?;
        let (session, user) = rotated.ok_or(Rejection::Unauthenticated(AuthFault::Invalid))?;
        Ok(self.logged_in(&session, user, next))
    }

    /// Ends the log-in that a refresh token, good or spent, is of. One that is over already stays so.
    pub async fn end_log_in(&self, refresh_token: &str) -> Result<(), Error> {
        let hash = secret::hash(refresh_token);
        let unit = move |cx: &mut Cx<'_, '_>| {
            let Some(session) = store::session::by_refresh(cx.tx, &hash)? else { return Ok(()) };
            let account = store::account::by_id(cx.tx, session.team, session.user)?;
            let name = account.map(|account| account.name).unwrap_or_default();
            let (who, now) = (Principal::system(session.team, &name), cx.now);
            end(&mut cx.on_behalf(&who, now), session.id)
        };
        self.write(&self.system(), Source::Api, unit).await
    }

    fn logged_in(&self, session: &Session, user: super::users::User, refresh_token: String) -> LoggedIn {
        let now = self.now();
        let expires = now.plus_seconds(ACCESS_SECONDS);
        let id = crate::random::short_id(self.inner.random.as_ref(), 16);
        let token =
            self.settings().signing_key.sign(id, &user.account.name, session.team, session.id, now, expires);
        LoggedIn { token, expires, refresh_token, refresh_expires: session.expires, user }
    }
}

/// Whether what somebody typed can be a telephone number.
fn is_number(typed: &str) -> bool {
    typed.chars().any(|c| c.is_ascii_digit())
        && typed.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ' | '(' | ')'))
}

/// A name somebody typed, short enough for the audit.
fn clip(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(64).collect()
}

fn start(
    cx: &mut Cx<'_, '_>,
    account: &Account,
    refresh_token: &str,
    (carrier, address): (Carrier, &str),
) -> Result<(Session, super::users::User), Error> {
    // The password was checked outside this transaction: the account must still be what was checked.
    let now = store::account::by_id(cx.tx, account.team, account.id)?
        .filter(|a| !a.disabled && a.password_hash == account.password_hash)
        .ok_or(Rejection::Unauthenticated(AuthFault::WrongPassword))?;
    let session = Session {
        team: account.team,
        id: SessionId(number::take(cx.tx, number::Source::Session)?),
        user: account.id,
        refresh_hash: secret::hash(refresh_token),
        spent_hash: String::new(),
        expires: cx.now.plus_seconds(SESSION_SECONDS),
        by_cookie: carrier == Carrier::Cookie,
        spent_at: cx.now,
    };
    store::session::insert(cx.tx, &session, cx.now)?;
    // The audit first: its head is locked before any account, here as everywhere.
    audit::record(cx, "session.login", &account.name, &json!({"session": session.id.0, "address": address}))?;
    store::account::seen(cx.tx, account.team, account.id, cx.now)?;
    let user = super::users::with_places(cx, now)?;
    Ok((session, user))
}

/// `None` where the log-in has been ended (that must commit) or is not known.
fn rotate(
    cx: &mut Cx<'_, '_>,
    carrier: Carrier,
    hash: &str,
    next_hash: &str,
) -> Result<Option<(Session, super::users::User)>, Error> {
    let Some(session) = store::session::by_refresh(cx.tx, hash)? else { return Ok(None) };
    let account = store::account::by_id(cx.tx, session.team, session.user)?.filter(|a| !a.disabled);
    // Only the next token of this very one is as it was answered then.
    let just_spent = session.by_cookie
        && carrier == Carrier::Cookie
        && session.refresh_hash == next_hash
        && session.spent_at.plus_seconds(GRACE_SECONDS) >= cx.now;
    let good = session.expires > cx.now && (session.refresh_hash == hash || just_spent);
    let (Some(account), true) = (account, good) else {
        store::session::delete(cx.tx, session.team, session.id)?;
        audit::record(cx, "session.revoke", "", &json!({"session": session.id.0}))?;
        return Ok(None);
    };
    let mut session = session;
    if !just_spent {
        let expires = cx.now.plus_seconds(SESSION_SECONDS);
        if !store::session::rotate(cx.tx, &session, next_hash, (cx.now, expires))? {
            return Ok(None);
        }
        session.expires = expires;
    }
    let user = super::users::with_places(cx, account)?;
    Ok(Some((session, user)))
}

/// Ends the caller's log-in; an API token is not a log-in and stays.
pub fn logout(cx: &mut Cx<'_, '_>) -> Result<(), Error> {
    match cx.actor.credential {
        Credential::Session(id) => end(cx, id),
        _ => Ok(()),
    }
}

fn end(cx: &mut Cx<'_, '_>, id: SessionId) -> Result<(), Error> {
    store::session::delete(cx.tx, cx.actor.team, id)?;
    let name = cx.actor.username.clone();
    audit::record(cx, "session.logout", &name, &json!({"session": id.0}))
}
