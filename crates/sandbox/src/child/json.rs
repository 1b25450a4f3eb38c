//! JSON as the engine writes it, made fit for the other side.

use serde_json::Value;

use crate::frame::DEPTH;

/// Reads JSON text that the engine wrote, or says why it cannot travel.
///
/// JavaScript's strings may hold halves of characters, which the engine writes as `\ud800` and nobody else reads: they
/// become U+FFFD.
pub(super) fn read(text: &str) -> Result<Value, String> {
    let mended = mend(text)?;
    serde_json::from_str(&mended).map_err(|error| error.to_string())
}

fn mend(text: &str) -> Result<String, String> {
    let mut mended = String::with_capacity(text.len());
    let (mut depth, mut quoted, mut rest) = (0_usize, false, text);
    while let Some(next) = rest.chars().next() {
        let mut taken = next.len_utf8();
        let mut put = None;
        match next {
            '"' => quoted = !quoted,
            '\\' if quoted => {
                (taken, put) = escape(rest);
            }
            '[' | '{' if !quoted => depth += 1,
            ']' | '}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            return Err(format!("it is nested more than {DEPTH} deep"));
        }
        let (one, after) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        mended.push_str(put.unwrap_or(one));
        rest = after;
    }
    Ok(mended)
}

/// How long the escape at the start of `rest` is, and what to write in its place if not itself.
fn escape(rest: &str) -> (usize, Option<&'static str>) {
    const UNIT: usize = r"\u0000".len();
    let unit = |at: usize| {
        let hex = rest.get(at..at + UNIT)?.strip_prefix(r"\u")?;
        u16::from_str_radix(hex, 16).ok()
    };
    match unit(0) {
        Some(0xd800..=0xdbff) if matches!(unit(UNIT), Some(0xdc00..=0xdfff)) => (2 * UNIT, None),
        Some(0xd800..=0xdfff) => (UNIT, Some("\u{fffd}")),
        Some(_) => (UNIT, None),
        None => (2, None),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::read;

    #[test]
    fn half_characters_become_replacement_characters() {
        assert_eq!(read(r#""a\ud800b""#).unwrap(), json!("a\u{fffd}b"));
        assert_eq!(read(r#""\ude00\ud83d\ude00\ud83d""#).unwrap(), json!("\u{fffd}😀\u{fffd}"));
        assert_eq!(read(r#""\\ud800""#).unwrap(), json!(r"\ud800"));
        assert_eq!(read(r#"{"\ud800":"\"[["}"#).unwrap(), json!({"\u{fffd}": "\"[["}));
    }

    #[test]
    fn what_is_nested_too_deeply_is_refused() {
        assert!(read(&format!("{}{}", "[".repeat(100), "]".repeat(100))).is_ok());
        assert!(read(&format!("{}{}", "[".repeat(101), "]".repeat(101))).unwrap_err().contains("100"));
    }
}
