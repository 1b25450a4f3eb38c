//! People: who is calling, log-in, accounts, what they belong to, tokens.

pub mod access_keys;
pub(crate) mod called;
pub mod circles;
mod password;
pub mod people;
pub mod profile;
pub mod rules;
pub mod session;
pub mod stream;
pub(crate) mod throttle;
pub mod tokens;
pub mod users;

pub use store::{account::Filter as UserFilter, circle::Kind as CircleKind};

use crate::{App, Error, known::Token};
use domain::{
    At, AuthFault, Rejection,
    id::{TeamId, UserId},
    identity::{Access, Credential, Offices, Permission, Principal, Scopes},
};
use sql::Tx;
use std::{collections::BTreeMap, sync::Arc};

impl App {
    /// The one place where a bearer credential becomes a [`Principal`]: an access token of a log-in, or an API token.
    ///
    /// What is remembered here may be a moment older than the database; every unit of work looks again.
    pub async fn authenticate(&self, bearer: &str) -> Result<Arc<Principal>, Error> {
        if bearer.starts_with(tokens::PREFIX) {
            return self.by_token(bearer).await;
        }
        let (team, session) = self
            .settings()
            .signing_key
            .open(bearer, self.now())
            .map_err(|fault| Error::from(Rejection::Unauthenticated(fault)))?;
        self.person(team, Credential::Session(session)).await
    }

    async fn by_token(&self, bearer: &str) -> Result<Arc<Principal>, Error> {
        let (now, known) = (self.now(), &self.inner.known);
        let hash = crate::secret::hash(bearer);
        let refused = |fault| Error::from(Rejection::Unauthenticated(fault));
        let token = match known.token(known.edition(), &hash) {
            Some(token) => token,
            None => self.find_token(&hash).await?.ok_or_else(|| refused(AuthFault::Invalid))?,
        };
        if token.expires.is_some_and(|end| end <= now) {
            return Err(refused(AuthFault::Expired));
        }
        let (team, id) = (token.team, token.id);
        if token.used.is_none_or(|used| used.plus_seconds(60) < now) {
            if let Err(error) = self.sql().write(move |tx| store::token::used(tx, team, id, now)).await {
                // Whoever may read goes on reading, also where nothing can be written.
                tracing::warn!(error = %error, token.id = id.0, "that a token was used could not be written down");
            }
            known.keep_token(known.edition(), &hash, Token { used: Some(now), ..token });
        }
        self.person(team, Credential::Token(id)).await
    }

    async fn find_token(&self, hash: &str) -> Result<Option<Token>, Error> {
        let wanted = hash.to_owned();
        let (edition, found) = self
            .sql()
            .read(move |tx| {
                let edition = store::audit::ask_edition(tx, crate::TEAM)?;
                let found = store::token::by_hash(tx, &wanted)?;
                Ok::<_, Error>((store::audit::edition(tx, edition)?, found))
            })
            .await?;
        let token = found.map(|t| Token { team: t.team, id: t.id, expires: t.expires, used: t.last_used });
        self.inner.known.see(edition);
        if let Some(token) = token {
            self.inner.known.keep_token(edition, hash, token);
        }
        Ok(token)
    }

    pub(crate) async fn person(&self, team: TeamId, credential: Credential) -> Result<Arc<Principal>, Error> {
        let known = &self.inner.known;
        if let Some(person) = known.person(known.edition(), credential) {
            return Ok(person);
        }
        let now = self.now();
        let (edition, person) = self
            .sql()
            .read(move |tx| {
                let edition = store::audit::ask_edition(tx, team)?;
                let person = shown(tx, team, credential, now)?;
                Ok::<_, Error>((store::audit::edition(tx, edition)?, person))
            })
            .await?;
        let person = Arc::new(person);
        known.see(edition);
        known.keep_person(edition, &person);
        Ok(person)
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

/// Whom a credential stands for now.
pub(crate) fn shown(
    tx: &mut Tx<'_>,
    team: TeamId,
    credential: Credential,
    now: At,
) -> Result<Principal, Error> {
    let refused = |fault| Error::from(Rejection::Unauthenticated(fault));
    let (user, scopes) = match credential {
        Credential::Session(id) => {
            let session = store::session::by_id(tx, team, id)?.ok_or_else(|| refused(AuthFault::Invalid))?;
            (session.user, Scopes::all())
        }
        Credential::Token(id) => {
            let token = store::token::by_id(tx, team, id)?.ok_or_else(|| refused(AuthFault::Invalid))?;
            if token.expires.is_some_and(|end| end <= now) {
                return Err(refused(AuthFault::Expired));
            }
            (token.user, token.scopes)
        }
        Credential::Key(id) => {
            let key = store::access_key::by_id(tx, team, id)?.filter(|key| key.enabled);
            let key = key.ok_or_else(|| refused(AuthFault::Invalid))?;
            if key.expires.is_some_and(|end| end <= now) {
                return Err(refused(AuthFault::Expired));
            }
            (key.user, key.scopes)
        }
        Credential::Local => return Err(Error::Broken("nobody is known by being local")),
    };
    principal(tx, team, user, scopes, credential)
}

/// Somebody by their user name, as they are now: for what is done in their name and not by them.
pub(crate) fn named(tx: &mut Tx<'_>, team: TeamId, name: &str) -> Result<Principal, Error> {
    let account = store::account::by_name(tx, team, name)?
        .ok_or_else(|| Error::from(Rejection::Unauthenticated(AuthFault::Invalid)))?;
    principal(tx, team, account.id, Scopes::all(), Credential::Local)
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
    let (leads, administers) = store::project::offices(tx, team, &account.name)?;
    let owns_team = store::setting::team(tx, team)?.is_some_and(|t| t.owner == account.name);
    let roles: Vec<String> = of(CircleKind::Role).collect();
    let mut roles_in: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in store::project_role::of_user(tx, team, user)? {
        roles_in.entry(part.project).or_insert_with(|| roles.clone()).push(part.role);
    }
    Ok(Principal {
        team,
        user,
        uuid: account.uuid,
        username: account.name,
        access: account.access,
        groups: of(CircleKind::Group).collect(),
        roles,
        department: of(CircleKind::Department).next().unwrap_or_default(),
        offices: Offices { administers, leads, owns_team, roles_in },
        scopes,
        rules: store::rule::all_of(tx, team)?,
        credential,
    })
}
