//! Functions: what jobs run. A definition never changes; an edit makes another version.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Who does the work of a function.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// JavaScript in the built-in sandbox.
    Script,
    /// A request to another system.
    Http,
    /// A program that the operator of the machine has named.
    Command,
    /// A process elsewhere that asks for jobs.
    Worker,
    /// Nobody: it ends at once, and its parameters are its result. For trying out clients, and for measuring.
    Noop,
    /// The server itself: a post function of a workflow's step. Nobody draws up a function of this kind.
    PostFunction,
    /// The server itself: the same done to many tickets. Nobody draws up a function of this kind.
    Bulk,
    /// The server itself: everything that is kept is verified. Nobody draws up a function of this kind.
    Verify,
}

impl Kind {
    /// All that people draw functions up of.
    pub const ALL: [Self; 5] = [Self::Script, Self::Http, Self::Command, Self::Worker, Self::Noop];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::Http => "http",
            Self::Command => "command",
            Self::Worker => "worker",
            Self::Noop => "noop",
            Self::PostFunction => "post_function",
            Self::Bulk => "bulk",
            Self::Verify => "verify",
        }
    }

    /// Reads the word that [`Kind::word`] wrote.
    pub fn parse(word: &str) -> Option<Self> {
        let own = [Self::PostFunction, Self::Bulk, Self::Verify];
        Self::ALL.into_iter().chain(own).find(|kind| kind.word() == word)
    }
}

/// How much harm a function can do: for people who look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Risk {
    #[default]
    Low,
    Medium,
    High,
}

impl Risk {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// Reads the word that [`Risk::word`] wrote.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|risk| risk.word() == word)
    }
}

/// What a version of a function does and takes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Definition {
    /// Who does it.
    pub kind: Kind,
    /// The script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Where a request goes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// What requests are signed with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// The name of a configured command.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// The JSON Schema of its parameters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<Value>,
    /// The JSON Schema of its result.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<Value>,
    /// How long one attempt may take, in milliseconds.
    pub timeout_ms: i64,
    /// How often it is tried at most where it fails, 1 or more.
    pub max_attempts: i64,
}

impl Definition {
    /// How long one attempt may take where nobody says otherwise, in milliseconds.
    pub const TIMEOUT_MS: i64 = 60_000;
    /// The longest that one attempt may take, in milliseconds: a day.
    pub const LONGEST_MS: i64 = 86_400_000;
    /// The most attempts that can be asked for.
    pub const MOST_ATTEMPTS: i64 = 100;

    /// One of a kind, of which nothing else is said: a minute, one attempt.
    pub const fn of(kind: Kind) -> Self {
        Self {
            kind,
            source: None,
            url: None,
            secret: None,
            command: None,
            input: None,
            output: None,
            timeout_ms: Self::TIMEOUT_MS,
            max_attempts: 1,
        }
    }
}

/// Checks the id of a function: 1 to 100 of letters, digits, `.`, `_` and `-`, like `player.ban`.
pub fn is_id(id: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-');
    (1..=100).contains(&id.len()) && id.bytes().all(allowed) && id != "." && id != ".."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_definition_is_written_and_read_back() {
        let of = Definition { source: Some("return 1".into()), ..Definition::of(Kind::Script) };
        let text = serde_json::to_string(&of).unwrap();
        assert!(text.contains(r#""timeoutMs":60000"#) && !text.contains("url"), "{text}");
        assert_eq!(serde_json::from_str::<Definition>(&text).unwrap(), of);
    }

    #[test]
    fn ids_are_plain() {
        assert!(["player.ban", "a", "A_b-9"].into_iter().all(is_id));
        assert!(!["", "a b", "工", "a/b", ".", ".."].into_iter().any(is_id));
    }
}
