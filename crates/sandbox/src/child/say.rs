//! Values in words, for lines of output.

use rquickjs::{Coerced, Ctx, Value};

use super::convert;

/// The arguments of `log` as one line.
pub(super) fn line<'js>(ctx: &Ctx<'js>, values: &[Value<'js>], longest: usize) -> String {
    let mut line = String::new();
    for (n, value) in values.iter().enumerate() {
        if line.len() > longest {
            break;
        }
        if n > 0 {
            line.push(' ');
        }
        line.push_str(&display(ctx, value));
    }
    cut(line, longest)
}

/// One value: a string as it is, an error by name and message, anything else as JSON where it is JSON.
pub(super) fn display<'js>(ctx: &Ctx<'js>, value: &Value<'js>) -> String {
    if let Some(text) = convert::text(value) {
        return text;
    }
    if let Some(error) = value.as_object().filter(|_| value.is_error()) {
        let name = convert::property(error, "name").unwrap_or_else(|| "Error".to_owned());
        return match convert::property(error, "message").filter(|message| !message.is_empty()) {
            Some(message) => format!("{name}: {message}"),
            None => name,
        };
    }
    if value.is_function() {
        return "[function]".to_owned();
    }
    if value.is_object() || value.is_null() || value.is_number() || value.is_bool() {
        let text = convert::stringify(ctx, value);
        return text.ok().flatten().unwrap_or_else(|| forget(ctx, "[object]"));
    }
    match value.get::<Coerced<String>>() {
        Ok(text) => text.0,
        Err(_thrown) => forget(ctx, "[value]"),
    }
}

/// `text`, after an exception that nobody shall see: circular objects, getters that throw, symbols.
fn forget(ctx: &Ctx<'_>, text: &str) -> String {
    ctx.catch();
    text.to_owned()
}

/// At most `longest` bytes of `text`, with a mark where it was longer.
pub(super) fn cut(mut text: String, longest: usize) -> String {
    const MARK: &str = "…";
    if text.len() > longest {
        text.truncate(text.floor_char_boundary(longest.saturating_sub(MARK.len())));
        text.push_str(MARK);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn what_is_cut_stays_within_its_length_and_is_marked() {
        assert_eq!(cut("工单工单".to_owned(), 12), "工单工单");
        assert_eq!(cut("工单工单工".to_owned(), 12), "工单工…");
        assert_eq!(cut("工单工单工".to_owned(), 11), "工单…");
    }
}
