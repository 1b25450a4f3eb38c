//! People: who is calling, log-in, accounts, what they belong to, tokens.

pub mod circles;
mod password;
pub mod profile;
pub mod rules;
pub mod session;
mod throttle;
pub mod tokens;
pub mod users;

pub use store::{account::Filter as UserFilter, circle::Kind as CircleKind};

use crate::{App, Error};
use domain::{
    AuthFault, Rejection,
    id::{TeamId, UserId},
    identity::{Access, Credential, Permission, Principal, Scopes},
};
use sql::Tx;

impl App {
    /// The one place where a bearer credential becomes a [`Principal`]: an access token of a log-in, or an API token.
    pub async fn authenticate(&self, bearer: &str) -> Result<Principal, Error> {
        let now = self.now();
        let is_api_token = bearer.starts_with(tokens::PREFIX);
        if is_api_token {
            let hash = crate::secret::hash(bearer);
            let found = self.sql().read(move |tx| by_token(tx, &hash, now)).await?;
            let (principal, stale) = found;
            if stale && let Credential::Token(id) = principal.credential {
                let team = principal.team;
                let used = self.sql().write(move |tx| store::token::used(tx, team, id, now)).await;
                if let Err(error) = used {
                    // Whoever may read goes on reading, also where nothing can be written.
                    tracing::warn!(error = %error, token.id = id.0, "that a token was used could not be written down");
                }
            }
            return Ok(principal);
        }
        let (team, session) = self
            .settings()
            .signing_key
            .open(bearer, now)
            .map_err(|fault| Error::from(Rejection::Unauthenticated(fault)))?;
        self.sql()
            .read(move |tx| {
                let refused = || Error::from(Rejection::Unauthenticated(AuthFault::Invalid));
                let found = store::session::by_id(tx, team, session)?.ok_or_else(refused)?;
                principal(tx, team, found.user, Scopes::all(), Credential::Session(session))
            })
            .await
    }

    /// The principal of a user name, for commands on the machine itself.
    pub fn local_principal(&self, username: &str) -> Result<Option<Principal>, Error> {
        let username = username.to_owned();
        self.sql().read_blocking(move |tx| local(tx, &username))
    }
}

/// The principal of a user name, on the machine itself.
pub(crate) fn local(tx: &mut Tx<'_>, username: &str) -> Result<Option<Principal>, Error> {
    let Some(account) = store::account::by_name(tx, crate::TEAM, username)? else { return Ok(None) };
    principal(tx, crate::TEAM, account.id, Scopes::all(), Credential::Local).map(Some)
}

/// Refuses a token that is not for everything its owner may do: what it is for does not include the owner's own account.
pub(crate) fn own_account(who: &Principal) -> Result<(), Rejection> {
    who.require(Access::Unregistered, Permission::ManageTeam)
}

fn by_token(tx: &mut Tx<'_>, hash: &str, now: domain::At) -> Result<(Principal, bool), Error> {
    let refused = |fault| Error::from(Rejection::Unauthenticated(fault));
    let token = store::token::by_hash(tx, hash)?.ok_or_else(|| refused(AuthFault::Invalid))?;
    if token.expires.is_some_and(|end| end <= now) {
        return Err(refused(AuthFault::Expired));
    }
    let stale = token.last_used.is_none_or(|used| used.plus_seconds(60) < now);
    Ok((principal(tx, token.team, token.user, token.scopes, Credential::Token(token.id))?, stale))
}

fn principal(
    tx: &mut Tx<'_>,
    team: TeamId,
    user: UserId,
    scopes: Scopes,
    credential: Credential,
) -> Result<Principal, Error> {
    let account = store::account::by_id(tx, team, user)?
        .filter(|a| !a.disabled)
        .ok_or_else(|| Error::from(Rejection::Unauthenticated(AuthFault::Invalid)))?;
    let places = store::circle::places_of(tx, team, user)?;
    let of = |kind: CircleKind| places.iter().filter(move |p| p.kind == kind.word()).map(|p| p.uuid.clone());
    Ok(Principal {
        team,
        user,
        uuid: account.uuid,
        username: account.name,
        access: account.access,
        groups: of(CircleKind::Group).collect(),
        roles: of(CircleKind::Role).collect(),
        department: of(CircleKind::Department).next().unwrap_or_default(),
        scopes,
        rules: store::rule::all_of(tx, team)?,
        credential,
    })
}
