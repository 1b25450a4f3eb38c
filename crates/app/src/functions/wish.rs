//! A function as somebody words it, and what comes of it: each part is checked where it is named.

use super::{schema::Schema, secret};
use domain::{
    Message, Rejection,
    function::{Definition, Kind, Risk},
    msg,
    text::{self, Lines},
};
use serde_json::Value;
use store::function::Function;

/// The most bytes of a script.
pub const LARGEST_SOURCE: usize = 256 << 10;
/// The least milliseconds that one attempt is given.
const SHORTEST_MS: i64 = 100;
/// The most jobs of one function at once that can be asked for.
const MOST_AT_ONCE: i64 = 1_000;
/// The most characters of an address.
const LONGEST_URL: usize = 2_048;
/// A function as somebody words it. What is left out stays as it is.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// What people call it.
    pub name: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// What it is listed under.
    pub category: Option<String>,
    /// A word of [`Risk`].
    pub risk: Option<String>,
    /// A word of [`Kind`]; never another than before.
    pub kind: Option<String>,
    /// Whether jobs of it may be started.
    pub enabled: Option<bool>,
    /// The script.
    pub source: Option<String>,
    /// Where requests go.
    pub url: Option<String>,
    /// What requests are signed with.
    pub secret: Option<String>,
    /// The name of a configured command.
    pub command: Option<String>,
    /// The JSON Schema of parameters; an empty object for none.
    pub input: Option<Value>,
    /// The JSON Schema of results; an empty object for none.
    pub output: Option<Value>,
    /// How long one attempt may take, in milliseconds.
    pub timeout_ms: Option<i64>,
    /// How often a job may fail.
    pub max_attempts: Option<i64>,
    /// How many of its jobs may run at once; 0 for any number.
    pub concurrency: Option<i64>,
}

fn one_of(words: impl IntoIterator<Item = &'static str>) -> Message {
    msg!("value.one_of", allowed = words.into_iter().collect::<Vec<_>>().join(", "))
}

pub(super) fn kind_of(wish: &Wish) -> Result<Kind, Rejection> {
    let word = wish.kind.as_deref().unwrap_or_default().trim();
    let kind = Kind::parse(word).filter(|kind| Kind::ALL.contains(kind));
    kind.ok_or_else(|| Rejection::invalid("kind", one_of(Kind::ALL.map(Kind::word))))
}

/// The function with what is wished of it, its version as before.
pub(super) fn wished(mut function: Function, wish: &Wish) -> Result<Function, Rejection> {
    let text = |field: &str, given: &Option<String>, max: usize, lines: Lines, now: &mut String| {
        if let Some(given) = given {
            text::check(given.trim(), max, lines).map_err(|why| Rejection::invalid(field, why))?;
            given.trim().clone_into(now);
        }
        Ok::<_, Rejection>(())
    };
    if let Some(name) = &wish.name {
        let name = text::require(name, 100, Lines::One).map_err(|why| Rejection::invalid("name", why))?;
        name.clone_into(&mut function.name);
    }
    text("description", &wish.description, 4_000, Lines::Many, &mut function.description)?;
    text("category", &wish.category, 64, Lines::One, &mut function.category)?;
    if let Some(risk) = &wish.risk {
        function.risk = Risk::parse(risk.trim())
            .ok_or_else(|| Rejection::invalid("risk", one_of(Risk::ALL.map(Risk::word))))?;
    }
    function.enabled = wish.enabled.unwrap_or(function.enabled);
    if let Some(most) = wish.concurrency {
        function.concurrency = between("concurrency", most, 0, MOST_AT_ONCE)?;
    }
    if wish.kind.is_some() && kind_of(wish)? != function.definition.kind {
        let why = msg!("function.kind_stays", kind = function.definition.kind.word());
        return Err(Rejection::invalid("kind", why));
    }
    function.definition = defined(function.definition, wish)?;
    Ok(function)
}

fn between(field: &str, number: i64, min: i64, max: i64) -> Result<i64, Rejection> {
    if (min..=max).contains(&number) {
        return Ok(number);
    }
    Err(Rejection::invalid(field, msg!("value.between", min = min, max = max)))
}

/// A definition with what is wished of it.
fn defined(mut definition: Definition, wish: &Wish) -> Result<Definition, Rejection> {
    let kind = definition.kind;
    let part = |field: &str, of: Kind, given: &Option<String>, now: Option<String>| {
        let refuse = |why| Err(Rejection::invalid(field, why));
        match (kind == of, given) {
            (true, Some(given)) if !given.trim().is_empty() => Ok(Some(given.clone())),
            (true, None) if now.is_some() => Ok(now),
            (true, _) => refuse(msg!("text.blank")),
            (false, Some(_)) => refuse(msg!("function.part_of", kind = of.word())),
            (false, None) => Ok(None),
        }
    };
    let script = part("source", Kind::Script, &wish.source, definition.source)?;
    let url = part("url", Kind::Http, &wish.url, definition.url)?;
    let secret = part("secret", Kind::Http, &wish.secret, definition.secret)?;
    let command = part("command", Kind::Command, &wish.command, definition.command)?;
    let held = |field: &str, text: Option<String>, check: fn(&str) -> Result<(), Message>| {
        text.map(|text| match check(&text) {
            Ok(()) => Ok(text),
            Err(why) => Err(Rejection::invalid(field, why)),
        })
        .transpose()
    };
    definition.source = held("source", script, check_source)?;
    definition.url = held("url", url.map(|url| url.trim().to_owned()), check_url)?;
    definition.secret = match &wish.secret {
        Some(_) => held("secret", secret.map(|secret| secret.trim().to_owned()), secret::check)?,
        None => secret,
    };
    definition.command = held("command", command.map(|name| name.trim().to_owned()), check_command)?;
    let input = described("input", wish.input.as_ref(), definition.input)?;
    let output = described("output", wish.output.as_ref(), definition.output)?;
    if let Some(timeout) = wish.timeout_ms {
        definition.timeout_ms = between("timeoutMs", timeout, SHORTEST_MS, Definition::LONGEST_MS)?;
    }
    if let Some(attempts) = wish.max_attempts {
        definition.max_attempts = between("maxAttempts", attempts, 1, Definition::MOST_ATTEMPTS)?;
    }
    Ok(Definition { input, output, ..definition })
}

/// A schema that was given and can be used; the one before where none was.
fn described(field: &str, given: Option<&Value>, now: Option<Value>) -> Result<Option<Value>, Rejection> {
    match given {
        None | Some(Value::Null) => Ok(now),
        Some(Value::Object(keys)) if keys.is_empty() => Ok(None),
        Some(schema) => {
            Schema::read(field, schema)?;
            Ok(Some(schema.clone()))
        }
    }
}

fn check_source(source: &str) -> Result<(), Message> {
    if source.len() > LARGEST_SOURCE {
        return Err(msg!("function.too_large", max = LARGEST_SOURCE));
    }
    text::check(source, LARGEST_SOURCE, Lines::Many)
}

/// As far as one can without asking for it: where it leads is looked at when it is called.
fn check_url(url: &str) -> Result<(), Message> {
    let good = url.len() <= LONGEST_URL && domain::url::can_be_asked(url);
    if good { Ok(()) } else { Err(msg!("function.url", max = LONGEST_URL)) }
}

fn check_command(name: &str) -> Result<(), Message> {
    text::check(name, 100, Lines::One)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn of(kind: Kind) -> Definition {
        Definition::of(kind)
    }

    fn field(refused: Result<Definition, Rejection>) -> String {
        match refused.unwrap_err() {
            Rejection::Invalid(faults) => faults.into_iter().map(|fault| fault.field).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_kind_has_its_own_part_and_no_other() {
        let text = |text: &str| Some(text.to_owned());
        let secret = "whsec_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH".to_owned();
        let script =
            defined(of(Kind::Script), &Wish { source: text("return 1"), ..Wish::default() }).unwrap();
        assert_eq!(script.source.as_deref(), Some("return 1"));
        // What is left out stays.
        let later = defined(script, &Wish { timeout_ms: Some(500), ..Wish::default() }).unwrap();
        assert_eq!((later.source.as_deref(), later.timeout_ms), (Some("return 1"), 500));
        let http = Wish { url: text("https://a.example/x"), secret: Some(secret), ..Wish::default() };
        assert!(defined(of(Kind::Http), &http).is_ok());
        for (kind, wish, named) in [
            (Kind::Script, Wish::default(), "source"),
            (Kind::Script, Wish { source: text(" "), ..Wish::default() }, "source"),
            (Kind::Noop, Wish { source: text("return 1"), ..Wish::default() }, "source"),
            (Kind::Worker, Wish { url: text("http://a.example"), ..Wish::default() }, "url"),
            (Kind::Http, Wish { secret: text("x"), ..http.clone() }, "secret"),
            (Kind::Http, Wish { url: text("ftp://a.example"), ..http }, "url"),
            (Kind::Command, Wish::default(), "command"),
            (Kind::Noop, Wish { timeout_ms: Some(1), ..Wish::default() }, "timeoutMs"),
            (Kind::Noop, Wish { max_attempts: Some(0), ..Wish::default() }, "maxAttempts"),
            (Kind::Noop, Wish { input: Some(json!({"type": "x"})), ..Wish::default() }, "input.type"),
        ] {
            assert_eq!(field(defined(of(kind), &wish)), named, "{kind:?} {wish:?}");
        }
    }

    #[test]
    fn an_empty_schema_is_none() {
        let with =
            defined(of(Kind::Noop), &Wish { input: Some(json!({"type": "object"})), ..Wish::default() })
                .unwrap();
        assert!(with.input.is_some());
        let null = defined(with.clone(), &Wish { input: Some(Value::Null), ..Wish::default() }).unwrap();
        assert_eq!(null, with);
        assert_eq!(defined(with, &Wish { input: Some(json!({})), ..Wish::default() }).unwrap().input, None);
    }

    #[test]
    fn addresses_name_a_host_and_no_password() {
        for good in ["http://a.example", "https://a.example:8443/x?y=1#z", "http://[::1]/"] {
            assert!(check_url(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a.example",
            "http://:80/",
            "http://u:p@a.example/",
            "http://x:99999/",
            "http://127.1:9102/x",
        ] {
            assert!(check_url(bad).is_err(), "{bad}");
        }
    }
}
