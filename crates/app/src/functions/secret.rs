//! What the requests of functions are signed with: drawn or given, and kept closed.

use crate::{App, Cx, Error, identity::tokens::Secret, secret::SigningKey};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::{Message, msg};
use store::function::Function;

/// What a secret that requests are signed with begins with.
const SECRET: &str = "whsec_";
/// How many bytes such a secret has, drawn here or given.
const SECRET_BYTES: std::ops::RangeInclusive<usize> = 24..=64;

impl App {
    /// Draws what the requests of a function are signed with. Drawn outside the unit of work, so that running it again gives
    /// the same one.
    pub fn draw_function_secret(&self) -> Secret {
        let mut bytes = [0_u8; 32];
        self.inner.random.fill(&mut bytes);
        Secret::new(format!("{SECRET}{}", STANDARD.encode(bytes)))
    }

    /// What the requests of a function are signed with, of what its definition keeps of it. Nothing where it was closed with
    /// another signing key.
    pub fn function_secret(&self, id: &str, kept: &str) -> Option<Secret> {
        open(&self.settings().signing_key, id, kept).map(Secret::new)
    }
}

/// The name that a function's secret is closed under.
fn sealed_as(id: &str) -> String {
    format!("function {id}")
}

fn open(key: &SigningKey, id: &str, kept: &str) -> Option<String> {
    // As versions of before were kept.
    if kept.starts_with(SECRET) { Some(kept.to_owned()) } else { key.unseal(&sealed_as(id), kept) }
}

/// The function with its secret closed, as it is kept. One that is what `before` keeps stays as it was closed.
pub(super) fn close(
    cx: &Cx<'_, '_>,
    mut function: Function,
    before: Option<&str>,
) -> Result<Function, Error> {
    let given = function.definition.secret.take().filter(|secret| secret.starts_with(SECRET));
    let Some(given) = given else {
        function.definition.secret = before.map(str::to_owned);
        return Ok(function);
    };
    let key = &cx.settings().signing_key;
    let same = before.filter(|before| open(key, &function.id, before).as_ref() == Some(&given));
    if let Some(same) = same {
        function.definition.secret = Some(same.to_owned());
        return Ok(function);
    }
    let mut nonce = [0; 12];
    cx.random.fill(&mut nonce);
    let sealed = key.seal(&sealed_as(&function.id), &given, nonce);
    function.definition.secret = Some(sealed.ok_or(Error::Broken("a secret could not be closed"))?);
    Ok(function)
}

/// Whether it is one, in the form in which it was given.
pub(super) fn check(secret: &str) -> Result<(), Message> {
    let bytes = secret.strip_prefix(SECRET).and_then(|text| STANDARD.decode(text).ok());
    if bytes.is_some_and(|bytes| SECRET_BYTES.contains(&bytes.len())) {
        Ok(())
    } else {
        Err(msg!("function.secret", min = SECRET_BYTES.start(), max = SECRET_BYTES.end()))
    }
}
