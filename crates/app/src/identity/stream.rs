//! Tokens that open one stream: for clients that can send no header, as a browser's event source.
//!
//! Such a token stands in an address, so it is worth little: it is good for a minute, for the stream of one job, and for
//! whoever asked for it, by the credential that they asked with; where that ends, the stream ends. Nothing of it is kept.

use crate::{App, Error};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    At, AuthFault, Rejection,
    id::{JobId, SessionId, TeamId, TokenId},
    identity::{Credential, Principal},
};
use std::sync::Arc;

/// What such a token begins with.
pub const PREFIX: &str = "gds_";
/// What it is vouched for as.
const PURPOSE: &str = "stream";
/// For how many seconds it opens its stream; one that is open stays so.
pub const SECONDS: i64 = 60;

/// A token and its end.
#[derive(Clone)]
pub struct Token {
    /// Goes into `?token=`.
    pub token: String,
    /// Until when a stream can be opened with it.
    pub expires: At,
}

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Token").field("expires", &self.expires).finish_non_exhaustive()
    }
}

/// What a token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Claims {
    team: TeamId,
    job: JobId,
    credential: Credential,
    expires: At,
}

impl Claims {
    fn write(&self) -> Option<String> {
        let who = match self.credential {
            Credential::Session(id) => format!("s{id}"),
            Credential::Token(id) => format!("t{id}"),
            Credential::Key(_) | Credential::Local => return None,
        };
        Some(format!("{} {} {who} {}", self.team, self.job, self.expires.micros()))
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let number = |text: Option<&str>| text.and_then(|text| text.parse::<i64>().ok());
        let (team, job) = (TeamId(number(parts.next())?), JobId(number(parts.next())?));
        let who = parts.next()?;
        let id = number(who.get(1..))?;
        let credential = match who.chars().next()? {
            's' => Credential::Session(SessionId(id)),
            't' => Credential::Token(TokenId(id)),
            _ => return None,
        };
        let expires = At::from_micros(number(parts.next())?);
        Some(Self { team, job, credential, expires })
    }
}

impl App {
    /// A token for the stream of a job, in the name of who asks. Whether they may see the job, opening it looks at.
    pub fn stream_token(&self, who: &Principal, job: JobId) -> Result<Token, Error> {
        let expires = self.now().plus_seconds(SECONDS);
        let claims = Claims { team: who.team, job, credential: who.credential, expires };
        let text = claims.write().ok_or(Error::Broken("nobody on the machine itself needs such a token"))?;
        let seal = self.settings().signing_key.vouch(PURPOSE, &text);
        let token = format!("{PREFIX}{}.{seal}", URL_SAFE_NO_PAD.encode(text));
        Ok(Token { token, expires })
    }

    /// Whom the parameter `token` of a job's stream stands for: a token made for it, or a log-in's access token.
    pub async fn authenticate_stream(&self, token: &str, job: JobId) -> Result<Arc<Principal>, Error> {
        let refused = |fault| Error::from(Rejection::Unauthenticated(fault));
        let Some(made) = token.strip_prefix(PREFIX) else {
            // An API token is good for long: it must not stand in an address.
            if token.starts_with(super::tokens::PREFIX) {
                return Err(refused(AuthFault::Invalid));
            }
            return self.authenticate(token).await;
        };
        let claims = self.opened(made).filter(|claims| claims.job == job);
        let claims = claims.ok_or_else(|| refused(AuthFault::Invalid))?;
        if claims.expires <= self.now() {
            return Err(refused(AuthFault::Expired));
        }
        self.person(claims.team, claims.credential).await
    }

    fn opened(&self, made: &str) -> Option<Claims> {
        let (text, seal) = made.split_once('.')?;
        let text = String::from_utf8(URL_SAFE_NO_PAD.decode(text).ok()?).ok()?;
        if self.settings().signing_key.vouched(PURPOSE, &text, seal) { Claims::read(&text) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claims_are_read_as_they_were_written_and_nobody_local_has_any() {
        for credential in [Credential::Session(SessionId(7)), Credential::Token(TokenId(9))] {
            let claims = Claims { team: TeamId(1), job: JobId(42), credential, expires: At::from_micros(5) };
            assert_eq!(Claims::read(&claims.write().unwrap()), Some(claims));
            assert_eq!(Claims { credential: Credential::Local, ..claims }.write(), None);
        }
        for bad in ["", "1", "1 2", "1 2 x3 4", "1 2 s 4", "1 2 s3", "1 2 é3 4", "a b s3 4"] {
            assert_eq!(Claims::read(bad), None, "{bad}");
        }
    }
}
