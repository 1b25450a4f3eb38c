//! Requests signed with an access key, as the SDKs of clouds sign them: `Authorization: SDK-HMAC-SHA256 Access=…,
//! SignedHeaders=…, Signature=…`.
//!
//! Here the canonical form of a request is made and its body is read, bounded, so that what is signed is what is served. Whose
//! the key is and whether the signature is right, `app::identity::access_keys` decides. Only a surface that calls
//! [`read_signature`] in a layer of its own takes signed requests.

use crate::{body::read_body, fail::Fail, info::RequestInfo, who::Who};
use app::{App, identity::access_keys::Signed};
use axum::{
    body::Body,
    extract::{OriginalUri, Request},
    http::{HeaderMap, HeaderName, Method, Uri, header, request::Parts},
};
use domain::{At, AuthFault, Rejection};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;

/// The algorithm, as the header names it.
const SCHEME: &str = "SDK-HMAC-SHA256";
const DATE: HeaderName = HeaderName::from_static("x-sdk-date");
const CONTENT: HeaderName = HeaderName::from_static("x-sdk-content-sha256");
/// What stands for the hash of a body that was not signed.
const UNSIGNED: &str = "UNSIGNED-PAYLOAD";
/// SHA-256 of nothing: what the SDKs sign of a form, whose body they make later.
const NOTHING: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/// The most headers that are signed.
const MOST_HEADERS: usize = 100;

/// What `Authorization` says of a signed request.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Claim {
    access: String,
    /// Names in small letters, in the order in which they are signed.
    headers: Vec<String>,
    signature: [u8; 32],
}

/// Lets a signed request in as whom it is from; one that is not signed is given back as it is. A body is read to its end, and put
/// back; that of a form which the client says it has not signed is left alone.
///
/// Refused: [`AuthFault::Invalid`] for a wrong signature, [`AuthFault::Expired`] for a clock too far from ours,
/// [`Rejection::Throttled`] after too many wrong ones, [`Rejection::TooLarge`].
pub async fn read_signature(app: &App, request: Request) -> Result<Request, Fail> {
    let Some(claim) = claim(request.headers())? else { return Ok(request) };
    let info = RequestInfo::of(request.extensions(), request.headers());
    let (mut parts, body) = request.into_parts();
    let date = date(&parts.headers, &claim)?;
    let at = moment(&date).ok_or(Fail(invalid()))?;
    let signed = Signed {
        access: claim.access.clone(),
        at,
        signature: claim.signature,
        address: info.client.to_string(),
    };
    let key = app.signing_key_of(&signed).await?;
    let (body, payloads) = payload(&parts, &claim, body).await?;
    let uri = parts.extensions.get::<OriginalUri>().map_or(&parts.uri, |u| &u.0);
    let texts = payloads.iter().map(|payload| {
        let canonical = canonical(&parts.method, uri, &parts.headers, &claim.headers, payload)?;
        Some(format!("{SCHEME}\n{date}\n{}", hex(&Sha256::digest(canonical))))
    });
    // A header that is said to be signed and is not there makes no text at all, and so no right signature.
    let texts: Vec<String> = texts.flatten().collect();
    let principal = app.authenticate_signed(&key, &signed, &texts).await?;
    info.note_user(&principal.username);
    parts.extensions.insert(Who(principal));
    Ok(Request::from_parts(parts, body))
}

const fn invalid() -> Rejection {
    Rejection::Unauthenticated(AuthFault::Invalid)
}

/// What the header says; nothing where it is of another scheme.
fn claim(headers: &HeaderMap) -> Result<Option<Claim>, Rejection> {
    let mut given = headers.get_all(header::AUTHORIZATION).iter();
    let Some(first) = given.next() else { return Ok(None) };
    let Ok(text) = first.to_str() else { return Ok(None) };
    let (scheme, rest) = text.trim().split_once([' ', '\t']).unwrap_or((text.trim(), ""));
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        return Ok(None);
    }
    let read = if given.next().is_none() { read_claim(rest) } else { None };
    read.map(Some).ok_or_else(invalid)
}

fn read_claim(text: &str) -> Option<Claim> {
    let (mut access, mut headers, mut signature) = (None, None, None);
    for part in text.split(',') {
        let (name, value) = part.trim().split_once('=')?;
        let place = match name {
            "Access" => &mut access,
            "SignedHeaders" => &mut headers,
            "Signature" => &mut signature,
            _ => return None,
        };
        if place.replace(value).is_some() {
            return None;
        }
    }
    let headers: Vec<String> = headers?.split(';').map(str::to_ascii_lowercase).collect();
    let twice = |(i, name): (usize, &String)| headers.iter().take(i).any(|earlier| earlier == name);
    if headers.len() > MOST_HEADERS || headers.iter().enumerate().any(twice) {
        return None;
    }
    Some(Claim { access: access?.to_owned(), headers, signature: unhex(signature?)? })
}

/// `X-Sdk-Date`, which has to be among what is signed.
fn date(headers: &HeaderMap, claim: &Claim) -> Result<String, Rejection> {
    let mut given = headers.get_all(DATE).iter();
    let first = given.next().and_then(|value| value.to_str().ok()).map(str::trim);
    let is_signed = claim.headers.iter().any(|name| *name == DATE.as_str());
    let date = first.filter(|_| is_signed && given.next().is_none()).ok_or_else(invalid)?;
    Ok(date.to_owned())
}

/// Reads `20261121T080000Z`.
fn moment(date: &str) -> Option<At> {
    let bytes: &[u8; 16] = date.as_bytes().try_into().ok()?;
    let fits = |(i, b): (usize, &u8)| match i {
        8 => *b == b'T',
        15 => *b == b'Z',
        _ => b.is_ascii_digit(),
    };
    if !bytes.iter().enumerate().all(fits) {
        return None;
    }
    let part = |from, to| date.get(from..to);
    At::parse(&format!(
        "{}-{}-{}T{}:{}:{}Z",
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(9, 11)?,
        part(11, 13)?,
        part(13, 15)?
    ))
}

/// The body, and what may stand for it in what was signed.
async fn payload(parts: &Parts, claim: &Claim, body: Body) -> Result<(Body, Vec<String>), Rejection> {
    let mut given = parts.headers.get_all(CONTENT).iter();
    let said = given.next().map(|value| value.to_str().unwrap_or_default().trim().to_owned());
    if given.next().is_some() {
        return Err(invalid());
    }
    if said.as_deref() == Some(UNSIGNED) {
        let is_signed = claim.headers.iter().any(|name| *name == CONTENT.as_str());
        let kind =
            parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let is_form = kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data");
        // Of a form alone: whatever else changes something is told in the body, and has to be signed.
        if !is_signed || !is_form {
            return Err(invalid());
        }
        return Ok((body, vec![UNSIGNED.to_owned(), NOTHING.to_owned()]));
    }
    let bytes = read_body(&parts.headers, body).await?;
    let hash = hex(&Sha256::digest(&bytes));
    if said.is_some_and(|said| said != hash) {
        return Err(invalid());
    }
    Ok((Body::from(bytes), vec![hash]))
}

/// The canonical form of a request; `None` where a header is missing that is said to be signed.
fn canonical(
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    signed: &[String],
    payload: &str,
) -> Option<Vec<u8>> {
    let mut text: Vec<u8> = Vec::new();
    let path = canonical_path(uri.path());
    let query = canonical_query(uri.query().unwrap_or_default());
    for line in [method.as_str(), &path, &query] {
        text.extend_from_slice(line.as_bytes());
        text.push(b'\n');
    }
    for name in signed {
        text.extend_from_slice(name.as_bytes());
        text.push(b':');
        let mut values = headers.get_all(name.as_str()).iter().peekable();
        values.peek()?;
        for (i, value) in values.enumerate() {
            if i > 0 {
                text.push(b',');
            }
            text.extend_from_slice(value.as_bytes().trim_ascii());
        }
        text.push(b'\n');
    }
    text.push(b'\n');
    text.extend_from_slice(signed.join(";").as_bytes());
    text.push(b'\n');
    text.extend_from_slice(payload.as_bytes());
    Some(text)
}

/// The path with each of its parts encoded in one way, and a slash at its end.
fn canonical_path(path: &str) -> String {
    let decoded = decode(path, Plus::IsItself);
    let parts: Vec<String> = decoded.split(|b| *b == b'/').map(encode).collect();
    let mut path = parts.join("/");
    if !path.ends_with('/') {
        path.push('/');
    }
    path
}

/// The parameters in the order of their names, those of one name in that of their values, each encoded in one way. One without
/// a value has an empty one.
fn canonical_query(query: &str) -> String {
    let mut pairs: Vec<(Vec<u8>, Vec<u8>)> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(name, Plus::IsABlank), decode(value, Plus::IsABlank))
        })
        .collect();
    pairs.sort();
    let pairs: Vec<String> =
        pairs.iter().map(|(name, value)| format!("{}={}", encode(name), encode(value))).collect();
    pairs.join("&")
}

/// What a plus sign means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plus {
    IsItself,
    IsABlank,
}

/// The bytes that a percent-encoded text stands for; a percent sign that begins no such byte is itself.
fn decode(text: &str, plus: Plus) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                if let (Some(high), Some(low)) = (digit(*high), digit(*low)) {
                    bytes.push(high << 4 | low);
                    rest = after;
                } else {
                    bytes.push(b'%');
                }
            }
            (b'+', _) if plus == Plus::IsABlank => bytes.push(b' '),
            _ => bytes.push(*first),
        }
    }
    bytes
}

fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            text.push(char::from(*byte));
        } else {
            // A `String` takes everything.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

fn digit(letter: u8) -> Option<u8> {
    char::from(letter).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(64), |mut text, byte| {
        // A `String` takes everything.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// 32 bytes in small hexadecimal letters.
fn unhex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || text.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks(2)) {
        let [high, low] = pair else { return None };
        *byte = digit(*high)? << 4 | digit(*low)?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests;
