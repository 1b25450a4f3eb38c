//! Secrets: the signing key, access tokens, and what stands in the database instead of a secret.

use crate::random::{Random, short_id};
use base64::{
    Engine as _,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use domain::{At, AuthFault, id::SessionId, id::TeamId};
use hmac::{Hmac, KeyInit as _, Mac as _};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, Nonce, UnboundKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// The key that access tokens are signed with. Never shown.
#[derive(Clone)]
pub struct SigningKey(Vec<u8>);

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SigningKey(…)")
    }
}

/// The fixed head of our access tokens, `{"alg":"HS256","typ":"JWT"}`. No other is accepted, so no algorithm can be chosen
/// by whoever brings a token; that is also why no general token library is used.
const HEAD: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";

/// What an access token says.
#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    /// Makes two tokens of one session differ, however soon the second follows.
    jti: String,
    sub: String,
    tid: i64,
    sid: i64,
    iat: i64,
    exp: i64,
}

impl SigningKey {
    /// A key from secret bytes of any length.
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self(bytes.into())
    }

    fn mac(&self, text: &str) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(text.as_bytes());
        Some(mac)
    }

    /// A text that stands for `bytes` and that nobody without the key can make.
    pub(crate) fn tag(&self, bytes: &[u8; 32]) -> String {
        self.mac(&store::hex(bytes)).map(|m| store::hex(&m.finalize().into_bytes())).unwrap_or_default()
    }

    /// A short text that tells two keys apart and says nothing about either.
    pub fn fingerprint(&self) -> String {
        let digest = self.mac("gongdan signing key").map(|m| m.finalize().into_bytes()).unwrap_or_default();
        store::hex(digest.get(..8).unwrap_or_default())
    }

    /// The secret of a hook, made of its `salt`: what stands in the database is no secret without the key.
    pub(crate) fn hook_secret(&self, salt: &str) -> String {
        let made = self.mac(&format!("hook {salt}")).map(|m| store::hex(&m.finalize().into_bytes()));
        format!("gdh_{}", made.unwrap_or_default())
    }

    /// The secret of an access key, made of its `salt`: what stands in the database is no secret without the key.
    pub(crate) fn access_secret(&self, salt: &str) -> String {
        self.mac(&format!("access key {salt}"))
            .map(|m| store::hex(&m.finalize().into_bytes()))
            .unwrap_or_default()
    }

    /// What proves that a text of this purpose, as a stream's token is, was made by us.
    pub(crate) fn vouch(&self, purpose: &'static str, text: &str) -> String {
        let made = self.mac(&format!("{purpose} {text}")).map(|m| m.finalize().into_bytes());
        URL_SAFE_NO_PAD.encode(made.unwrap_or_default())
    }

    /// Whether [`SigningKey::vouch`] made `seal` for this text.
    pub(crate) fn vouched(&self, purpose: &'static str, text: &str, seal: &str) -> bool {
        let seal = URL_SAFE_NO_PAD.decode(seal).unwrap_or_default();
        self.mac(&format!("{purpose} {text}")).is_some_and(|mac| mac.verify_slice(&seal).is_ok())
    }

    /// The secret of a webhook that we sign messages with, made of its `salt`, in the form of Standard Webhooks.
    pub(crate) fn webhook_secret(&self, salt: &str) -> String {
        let made = self.mac(&format!("webhook {salt}")).map(|m| m.finalize().into_bytes());
        format!("whsec_{}", STANDARD.encode(made.unwrap_or_default()))
    }

    /// The key that secrets are closed with.
    fn closing(&self) -> Option<LessSafeKey> {
        let bytes = self.mac("secrets of scripts")?.finalize().into_bytes();
        UnboundKey::new(&CHACHA20_POLY1305, &bytes).ok().map(LessSafeKey::new)
    }

    /// Closes a secret, so that it opens under its own name only. `nonce` is drawn anew each time.
    pub(crate) fn seal(&self, name: &str, value: &str, nonce: [u8; 12]) -> Option<String> {
        let mut bytes = value.as_bytes().to_vec();
        let (once, name) = (Nonce::assume_unique_for_key(nonce), Aad::from(name.as_bytes()));
        self.closing()?.seal_in_place_append_tag(once, name, &mut bytes).ok()?;
        Some(STANDARD.encode([&nonce[..], &bytes].concat()))
    }

    /// What [`SigningKey::seal`] closed under this name with this very key.
    pub(crate) fn unseal(&self, name: &str, sealed: &str) -> Option<String> {
        let mut bytes = STANDARD.decode(sealed).ok()?;
        let (nonce, rest) = bytes.split_first_chunk_mut::<12>()?;
        let (once, name) = (Nonce::assume_unique_for_key(*nonce), Aad::from(name.as_bytes()));
        let opened = self.closing()?.open_in_place(once, name, rest).ok()?;
        String::from_utf8(opened.to_vec()).ok()
    }

    /// An access token for a session, as a JSON Web Token (RFC 7519, HS256).
    pub(crate) fn sign(
        &self,
        id: String,
        username: &str,
        team: TeamId,
        session: SessionId,
        now: At,
        expires: At,
    ) -> String {
        let seconds = |at: At| at.micros().div_euclid(1_000_000);
        let claims = Claims {
            jti: id,
            sub: username.to_owned(),
            tid: team.0,
            sid: session.0,
            iat: seconds(now),
            exp: seconds(expires),
        };
        let payload = URL_SAFE_NO_PAD.encode(serde_json::to_vec(&claims).unwrap_or_default());
        let text = format!("{HEAD}.{payload}");
        let signature = self.mac(&text).map(|m| m.finalize().into_bytes()).unwrap_or_default();
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    /// The team and session that an access token names, if we signed it and it has not expired.
    pub(crate) fn open(&self, token: &str, now: At) -> Result<(TeamId, SessionId), AuthFault> {
        let (text, signature) = token.rsplit_once('.').ok_or(AuthFault::Invalid)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_bad| AuthFault::Invalid)?;
        let mac = self.mac(text).ok_or(AuthFault::Invalid)?;
        mac.verify_slice(&signature).map_err(|_forged| AuthFault::Invalid)?;
        let payload =
            text.strip_prefix(HEAD).and_then(|rest| rest.strip_prefix('.')).ok_or(AuthFault::Invalid)?;
        let claims: Claims = URL_SAFE_NO_PAD
            .decode(payload)
            .ok()
            .and_then(|json| serde_json::from_slice(&json).ok())
            .ok_or(AuthFault::Invalid)?;
        if claims.exp.saturating_mul(1_000_000) <= now.micros() {
            return Err(AuthFault::Expired);
        }
        Ok((TeamId(claims.tid), SessionId(claims.sid)))
    }
}

/// Whether `signature` is the HMAC-SHA256 of `body` under `secret`, in a time that does not depend on where it differs.
pub(crate) fn signs(secret: &str, body: &[u8], signature: &[u8]) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return false };
    mac.update(body);
    mac.verify_slice(signature).is_ok()
}

/// Whether two secrets are the same, in a time that does not depend on where they differ.
pub(crate) fn same(one: &str, other: &str) -> bool {
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(one.as_bytes()) else { return false };
    mac.update(b"same");
    signs(other, b"same", &mac.finalize().into_bytes())
}

/// SHA-256 of a secret of 256 random bits, in hexadecimal: such a secret needs no slow hash.
pub(crate) fn hash(secret: &str) -> String {
    store::hex(&Sha256::digest(secret.as_bytes()))
}

/// A new secret with a prefix: 43 letters and digits, 256 bits.
pub(crate) fn new(random: &dyn Random, prefix: &str) -> String {
    format!("{prefix}{}", short_id(random, 43))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_is_of_one_text_and_one_key() {
        let (key, other) = (SigningKey::new(*b"one"), SigningKey::new(*b"two"));
        let seal = key.vouch("stream", "1 2 s3 4");
        assert!(key.vouched("stream", "1 2 s3 4", &seal));
        assert!(!key.vouched("stream", "1 3 s3 4", &seal) && !other.vouched("stream", "1 2 s3 4", &seal));
        for bad in ["", "!", &seal[..20]] {
            assert!(!key.vouched("stream", "1 2 s3 4", bad), "{bad}");
        }
    }

    #[test]
    fn a_secret_opens_with_its_key_and_under_its_name_only() {
        let (key, other) = (SigningKey::new(*b"one"), SigningKey::new(*b"two"));
        let sealed = key.seal("crm", "s3cret 机密", [7; 12]).unwrap();
        assert_eq!(key.unseal("crm", &sealed).as_deref(), Some("s3cret 机密"));
        assert!(key.unseal("erp", &sealed).is_none() && other.unseal("crm", &sealed).is_none());
        assert_ne!(key.seal("crm", "s3cret 机密", [8; 12]), Some(sealed.clone()));
        for bad in ["", "!", &sealed[..8], &sealed[..sealed.len() - 4]] {
            assert!(key.unseal("crm", bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn a_token_opens_only_with_its_key_unchanged_and_in_time() {
        let (key, other) = (SigningKey::new(*b"one"), SigningKey::new(*b"two"));
        let (now, later) = (At::from_micros(1_000_000), At::from_micros(9_000_000));
        let token = key.sign("one".into(), "ann", TeamId(1), SessionId(7), now, later);
        assert_eq!(key.open(&token, now), Ok((TeamId(1), SessionId(7))));
        assert_eq!(key.open(&token, later), Err(AuthFault::Expired));
        assert_eq!(other.open(&token, now), Err(AuthFault::Invalid));
        for i in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[i] = if bytes[i] == b'A' { b'B' } else { b'A' };
            let forged = String::from_utf8(bytes).unwrap();
            assert!(forged == token || key.open(&forged, now).is_err(), "{forged}");
        }
        let none =
            format!("{}.{}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#), token.split('.').nth(1).unwrap());
        assert_eq!(key.open(&none, now), Err(AuthFault::Invalid));
    }
}
