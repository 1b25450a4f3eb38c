//! Slow hashes of passwords (Argon2id).

use crate::{App, Error, random::Random};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};

/// The parameters that OWASP recommends as a minimum for Argon2id: 19 MiB, 2 passes, 1 lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;

/// Hashes a password into `argon2id$<KiB>$<passes>$<salt>$<hash>`.
pub(crate) fn hash(random: &dyn Random, password: &str) -> Result<String, Error> {
    let mut salt = [0_u8; 16];
    random.fill(&mut salt);
    let hash = derive(password, &salt, MEMORY_KIB, PASSES)
        .ok_or(Error::Broken("the password hash has bad parameters"))?;
    Ok(format!(
        "argon2id${MEMORY_KIB}${PASSES}${}${}",
        STANDARD_NO_PAD.encode(salt),
        STANDARD_NO_PAD.encode(hash)
    ))
}

fn derive(password: &str, salt: &[u8], memory: u32, passes: u32) -> Option<[u8; 32]> {
    let params = Params::new(memory, passes, 1, Some(32)).ok()?;
    let mut out = [0_u8; 32];
    let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon.hash_password_into(password.as_bytes(), salt, &mut out).ok()?;
    Some(out)
}

fn verify(password: &str, stored: &str) -> bool {
    let mut parts = stored.split('$');
    let mut next = || parts.next().unwrap_or_default();
    let (name, memory, passes, salt, hash) = (next(), next(), next(), next(), next());
    let (Ok(memory), Ok(passes)) = (memory.parse(), passes.parse()) else { return false };
    let (Ok(salt), Ok(hash)) = (STANDARD_NO_PAD.decode(salt), STANDARD_NO_PAD.decode(hash)) else {
        return false;
    };
    let Some(derived) = derive(password, &salt, memory, passes) else { return false };
    // Every byte is looked at, so that the time says nothing of where they differ.
    let differ = derived.iter().zip(&hash).fold(0_u8, |sum, (a, b)| sum | (a ^ b));
    name == "argon2id" && hash.len() == derived.len() && differ == 0
}

impl App {
    /// Hashes a password on a thread of its own, few at a time.
    pub(crate) async fn hash_password(&self, password: String) -> Result<String, Error> {
        let app = self.clone();
        self.slowly(move || hash(app.inner.random.as_ref(), &password)).await?
    }

    /// Whether a password belongs to a stored hash. With no hash, the time is spent all the same, so that an unknown
    /// user name answers no faster than a wrong password.
    pub(crate) async fn verify_password(
        &self,
        password: String,
        stored: Option<String>,
    ) -> Result<bool, Error> {
        self.slowly(move || {
            let Some(stored) = stored.filter(|s| !s.is_empty()) else {
                let _ = derive(&password, b"nobody has this ", MEMORY_KIB, PASSES);
                return false;
            };
            verify(&password, &stored)
        })
        .await
    }

    async fn slowly<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let _turn = self
            .inner
            .hashing
            .acquire()
            .await
            .map_err(|_closed| Error::Broken("nothing hashes passwords any more"))?;
        tokio::task::spawn_blocking(work).await.map_err(|error| {
            tracing::error!(error = %error, "a password could not be hashed");
            Error::Broken("hashing a password panicked")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::OsRandom;

    #[test]
    fn only_the_password_itself_is_verified_and_two_hashes_differ() {
        let (one, two) = (hash(&OsRandom, "一个好密码 1").unwrap(), hash(&OsRandom, "一个好密码 1").unwrap());
        assert_ne!(one, two);
        assert!(verify("一个好密码 1", &one) && verify("一个好密码 1", &two));
        for wrong in ["", "一个好密码 2", "一个好密码 1 "] {
            assert!(!verify(wrong, &one), "{wrong}");
        }
        for broken in ["", "argon2id$1", "bcrypt$19456$2$AAAA$AAAA", "argon2id$19456$2$$"] {
            assert!(!verify("一个好密码 1", broken), "{broken}");
        }
    }
}
