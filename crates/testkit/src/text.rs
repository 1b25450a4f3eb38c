//! Small things about text: names that nobody else has, times, percent signs, forms.

use std::sync::atomic::{AtomicU64, Ordering};
use time::{OffsetDateTime, format_description::well_known::Rfc3339};

static COUNTER: AtomicU64 = AtomicU64::new(0);

/// A word nobody else in this run has: `stem` with a number behind it.
pub fn unique(stem: &str) -> String {
    format!("{stem}{}x{}", std::process::id(), COUNTER.fetch_add(1, Ordering::Relaxed))
}

/// Every byte that is not plain in a URL, with a percent sign.
pub fn encode(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~');
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Fails unless `text` is RFC 3339 in UTC, and gives it back as microseconds since 1970.
#[track_caller]
pub fn moment(text: &str) -> i128 {
    let time =
        OffsetDateTime::parse(text, &Rfc3339).unwrap_or_else(|e| panic!("{text:?} is not RFC 3339: {e}"));
    assert!(time.offset().is_utc(), "{text:?} is not in UTC");
    time.unix_timestamp_nanos() / 1_000
}

/// Microseconds since 1970 as RFC 3339 in UTC.
pub fn time_text(micros: i128) -> String {
    let time = OffsetDateTime::from_unix_timestamp_nanos(micros * 1_000).expect("a time of this era");
    time.format(&Rfc3339).expect("a time that can be written")
}

/// Fails unless `value` is a text that is RFC 3339 in UTC.
#[track_caller]
pub fn assert_time(value: &serde_json::Value) {
    moment(value.as_str().unwrap_or_else(|| panic!("{value} is not a time")));
}

/// Fails unless `value` is a short id of `length` characters out of `0-9A-Za-z`.
#[track_caller]
pub fn assert_short_id(value: &serde_json::Value, length: usize) {
    let text = value.as_str().unwrap_or_else(|| panic!("{value} is not an id"));
    let good = text.len() == length && text.bytes().all(|b| b.is_ascii_alphanumeric());
    assert!(good, "{text:?} is not a short id of {length} characters");
}

/// A form with one file in the field `field`: the content type and the bytes.
pub fn multipart(field: &str, name: &str, kind: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    let boundary = unique("boundary");
    let mut body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n"
    )
    .into_bytes();
    body.extend_from_slice(bytes);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}

/// Fails unless `text` is JSON.
#[track_caller]
pub fn parse_json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|e| panic!("not JSON: {e}: {text}"))
}
