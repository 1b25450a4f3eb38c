//! What is wrong with a value, in words of ours: what serde says of it names types of this program, in one language.

use domain::{Message, Rejection, msg};
use serde::de::DeserializeOwned;

/// What a value of JSON says. A fault is named by its path below `at`, which is empty for a value that is the whole.
pub fn read_value<T: DeserializeOwned>(json: serde_json::Value, at: &str) -> Result<T, Rejection> {
    serde_path_to_error::deserialize(json).map_err(|error| {
        let path = match (error.path().to_string().as_str(), at) {
            (".", at) => at.to_owned(),
            (below, "") => below.to_owned(),
            (below, at) if below.starts_with('[') => format!("{at}{below}"),
            (below, at) => format!("{at}.{below}"),
        };
        wrong_value(&path, &error.into_inner().to_string())
    })
}

/// The refusal of a value whose place and fault serde tells.
pub(crate) fn wrong_value(path: &str, detail: &str) -> Rejection {
    let parent = if path == "." { "" } else { path };
    let named = |words: &str| detail.strip_prefix(words).and_then(|rest| rest.split('`').next());
    let below = |name: &str| if parent.is_empty() { name.to_owned() } else { format!("{parent}.{name}") };
    if let Some(name) = named("missing field `") {
        return Rejection::malformed(below(name), msg!("request.missing"));
    }
    if let Some(name) = named("duplicate field `") {
        return Rejection::malformed(below(name), msg!("request.repeated"));
    }
    let why = wanted(detail).unwrap_or_else(|| msg!("request.value", detail = without_value(detail)));
    let field = Some(parent.to_owned()).filter(|field| !field.is_empty());
    Rejection::Malformed { field, why }
}

/// What a value must be, where serde names it by one of its own words: those are of this program, and of one language.
fn wanted(detail: &str) -> Option<Message> {
    let detail = detail.rsplit_once(" at line ").map_or(detail, |(before, _)| before);
    let (found, expected) = detail.rsplit_once(", expected ")?;
    if found.starts_with("unknown variant") {
        let words: Vec<&str> = expected.split('`').skip(1).step_by(2).collect();
        return Some(msg!("value.one_of", allowed = words.join(", ")));
    }
    let within = |min: i64, max: i64| {
        // A whole number that is none of these.
        let is_whole = found.starts_with("invalid value: integer");
        if is_whole { msg!("value.between", min = min, max = max) } else { msg!("value.integer") }
    };
    match expected.split(' ').next()? {
        "i64" => Some(within(i64::MIN, i64::MAX)),
        "u64" | "usize" => Some(within(0, i64::MAX)),
        "i32" => Some(within(i32::MIN.into(), i32::MAX.into())),
        "u32" => Some(within(0, u32::MAX.into())),
        "f64" | "f32" => Some(msg!("value.number")),
        "struct" => Some(msg!("value.object")),
        "a" => match expected {
            "a string" | "a borrowed string" => Some(msg!("value.text")),
            "a boolean" => Some(msg!("value.boolean")),
            "a sequence" => Some(msg!("value.array")),
            "a map" => Some(msg!("value.object")),
            _ => None,
        },
        _ => None,
    }
}

/// What serde says, without the value at fault (which may be a secret, or very long) and without line and column.
fn without_value(detail: &str) -> String {
    let detail = detail.rsplit_once(" at line ").map_or(detail, |(before, _)| before);
    let Some((before, expected)) = detail.rsplit_once(", expected ") else { return short(detail) };
    let kind = before.split(['`', '"']).next().unwrap_or_default().trim_end();
    short(&format!("{kind}, expected {expected}"))
}

pub(crate) fn short(detail: &str) -> String {
    detail.chars().take(200).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Lang;
    use serde::Deserialize;
    use serde_json::json;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only what is refused is looked at")]
    struct Wish {
        title: String,
        #[serde(default)]
        tags: Vec<String>,
        #[serde(default)]
        player: Option<Player>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only what is refused is looked at")]
    struct Player {
        level: i64,
    }

    #[test]
    fn what_a_value_must_be_is_said_in_both_languages_and_not_in_serdes_words() {
        fn said<T: DeserializeOwned + std::fmt::Debug>(
            json: serde_json::Value,
            at: &str,
        ) -> (String, String) {
            match read_value::<T>(json, at).unwrap_err() {
                Rejection::Malformed { field, why } => (field.unwrap_or_default(), why.text(Lang::En)),
                other => panic!("{other:?}"),
            }
        }
        #[derive(Debug, Deserialize)]
        #[serde(rename_all = "snake_case")]
        #[allow(dead_code, reason = "only its name is read")]
        enum Colour {
            Red,
            Blue,
        }
        let wish = |json| said::<Wish>(json, "tasks[2]");
        for ((field, why), expected_field, expected_why) in [
            (wish(json!({"title": 7})), "tasks[2].title", "must be text"),
            (wish(json!(7)), "tasks[2]", "must be an object"),
            (wish(json!({"title": "a", "tags": 7})), "tasks[2].tags", "must be a list"),
            (wish(json!({"title": "a", "tags": [7]})), "tasks[2].tags[0]", "must be text"),
            (
                wish(json!({"title": "a", "player": {"level": 1.5}})),
                "tasks[2].player.level",
                "must be a whole number",
            ),
            (wish(json!({"title": "a", "player": {}})), "tasks[2].player.level", "must be there"),
            (said::<Colour>(json!("green"), "colour"), "colour", "must be one of: red, blue"),
            (said::<u32>(json!(-1), "n"), "n", "must be 0 to 4294967295"),
            (said::<Vec<String>>(json!([1]), "ids"), "ids[0]", "must be text"),
            (said::<bool>(json!("x"), ""), "", "must be true or false"),
        ] {
            assert_eq!((field.as_str(), why.as_str()), (expected_field, expected_why));
        }
        let Rejection::Malformed { field, why } = wrong_value(".", "duplicate field `a` at line 1 column 9")
        else {
            panic!("not refused as it is sent")
        };
        assert_eq!((field.as_deref(), why.text(Lang::Zh)), (Some("a"), "只能给出一次".to_owned()));
    }
}
