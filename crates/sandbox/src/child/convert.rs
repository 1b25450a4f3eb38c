//! Values of the script as ours.

use rquickjs::{Ctx, Exception, Object, Value};
use serde::de::DeserializeOwned;

use super::json;

/// The text of a string; halves of characters become U+FFFD.
pub(super) fn text(value: &Value<'_>) -> Option<String> {
    if !value.is_string() {
        return None;
    }
    // Not through UTF-8, which the engine's strings need not be. No function of the script runs for a string.
    let quoted = value.ctx().json_stringify(value.clone()).ok()??.to_string().ok()?;
    match json::read(&quoted) {
        Ok(serde_json::Value::String(text)) => Some(text),
        _ => None,
    }
}

/// A value as JSON text, by the script's own `toJSON`s and getters; nothing where it is no JSON, as a function.
pub(super) fn stringify<'js>(ctx: &Ctx<'js>, value: &Value<'js>) -> rquickjs::Result<Option<String>> {
    match ctx.json_stringify(value.clone())? {
        Some(string) => string.to_string().map(Some),
        None => Ok(None),
    }
}

/// A value as one of ours. `what` begins the error that is thrown where it is none, or longer than `longest`.
pub(super) fn read<'js, T: DeserializeOwned>(
    ctx: &Ctx<'js>,
    value: &Value<'js>,
    what: &str,
    longest: usize,
) -> rquickjs::Result<T> {
    let Some(text) = stringify(ctx, value)? else {
        return Err(Exception::throw_type(ctx, &format!("{what} is no JSON")));
    };
    if text.len() > longest {
        return Err(Exception::throw_range(ctx, &format!("{what} is longer than {longest} bytes")));
    }
    let read =
        json::read(&text).and_then(|value| serde_json::from_value(value).map_err(|error| error.to_string()));
    read.map_err(|why| Exception::throw_type(ctx, &format!("{what}: {why}")))
}

/// A property as text. What a getter of the script throws counts as absent.
pub(super) fn property(object: &Object<'_>, name: &str) -> Option<String> {
    match object.get::<_, Value<'_>>(name) {
        Ok(value) => text(&value),
        Err(_thrown) => {
            object.ctx().catch();
            None
        }
    }
}
