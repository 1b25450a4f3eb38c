//! Closed lists of words: priorities and sources.

use crate::{Message, msg};
use serde::{Deserialize, Serialize};

/// How urgent a ticket is. The order is the order of urgency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, Hash)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Priority {
    Low,
    #[default]
    Medium,
    High,
    Critical,
}

impl Priority {
    /// All, from the least to the most urgent.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Critical];

    /// The word on the native surface.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// It in words.
    pub fn said(self) -> Message {
        match self {
            Self::Low => msg!("priority.low"),
            Self::Medium => msg!("priority.medium"),
            Self::High => msg!("priority.high"),
            Self::Critical => msg!("priority.critical"),
        }
    }

    /// Its place in the order of urgency, 1 to 4: what the database sorts by.
    pub const fn rank(self) -> i64 {
        match self {
            Self::Low => 1,
            Self::Medium => 2,
            Self::High => 3,
            Self::Critical => 4,
        }
    }

    /// The priority of a rank; anything past the ends is the nearest end.
    pub const fn from_rank(rank: i64) -> Self {
        match rank {
            i64::MIN..=1 => Self::Low,
            2 => Self::Medium,
            3 => Self::High,
            4.. => Self::Critical,
        }
    }

    /// Reads a word, trimmed and in any case; `normal` is medium, `urgent` is critical.
    pub fn parse(text: &str) -> Option<Self> {
        match crate::text::fold(text).as_str() {
            "low" => Some(Self::Low),
            "medium" | "normal" => Some(Self::Medium),
            "high" => Some(Self::High),
            "critical" | "urgent" => Some(Self::Critical),
            _ => None,
        }
    }
}

/// Which door a ticket or a step came through. Never taken from a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each names the door")]
pub enum Source {
    Api,
    Web,
    Email,
    Import,
    Hook,
    Traces,
    Incidents,
    Workflow,
    Cli,
}

impl Source {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Api,
        Self::Web,
        Self::Email,
        Self::Import,
        Self::Hook,
        Self::Traces,
        Self::Incidents,
        Self::Workflow,
        Self::Cli,
    ];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Web => "web",
            Self::Email => "email",
            Self::Import => "import",
            Self::Hook => "hook",
            Self::Traces => "traces",
            Self::Incidents => "incidents",
            Self::Workflow => "workflow",
            Self::Cli => "cli",
        }
    }

    /// Reads the word that [`Source::word`] wrote.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word)
    }
}
