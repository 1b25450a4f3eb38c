//! Links between tickets.

use serde::{Deserialize, Serialize};

/// How one ticket is linked to another, read from the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum LinkKind {
    Relates,
    Blocks,
    BlockedBy,
    Duplicates,
    DuplicatedBy,
    ParentOf,
    ChildOf,
}

impl LinkKind {
    /// All kinds.
    pub const ALL: [Self; 7] = [
        Self::Relates,
        Self::Blocks,
        Self::BlockedBy,
        Self::Duplicates,
        Self::DuplicatedBy,
        Self::ParentOf,
        Self::ChildOf,
    ];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Relates => "relates",
            Self::Blocks => "blocks",
            Self::BlockedBy => "blocked_by",
            Self::Duplicates => "duplicates",
            Self::DuplicatedBy => "duplicated_by",
            Self::ParentOf => "parent_of",
            Self::ChildOf => "child_of",
        }
    }

    /// Reads a word, trimmed and in any case.
    pub fn parse(word: &str) -> Option<Self> {
        let word = crate::text::fold(word);
        Self::ALL.into_iter().find(|k| k.word() == word)
    }

    /// The same link, read from the other ticket.
    #[must_use]
    pub const fn inverse(self) -> Self {
        match self {
            Self::Relates => Self::Relates,
            Self::Blocks => Self::BlockedBy,
            Self::BlockedBy => Self::Blocks,
            Self::Duplicates => Self::DuplicatedBy,
            Self::DuplicatedBy => Self::Duplicates,
            Self::ParentOf => Self::ChildOf,
            Self::ChildOf => Self::ParentOf,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LinkKind;

    #[test]
    fn the_inverse_of_the_inverse_is_the_link_itself() {
        for kind in LinkKind::ALL {
            assert_eq!(kind.inverse().inverse(), kind);
            assert_eq!(LinkKind::parse(kind.word()), Some(kind));
        }
    }
}
