//! Who outside tells the tickets what has happened.

/// The kind of system that a hook listens to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each names the system")]
pub enum Provider {
    Github,
    Gitlab,
    Gitea,
    /// Anything that can send a request of our own form.
    Webhook,
}

impl Provider {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Github, Self::Gitlab, Self::Gitea, Self::Webhook];

    /// The word in answers, addresses and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Github => "github",
            Self::Gitlab => "gitlab",
            Self::Gitea => "gitea",
            Self::Webhook => "webhook",
        }
    }

    /// Reads the word that [`Provider::word`] wrote.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|provider| provider.word() == word)
    }
}
