//! What people are told of: a notice is for one person, of one thing that somebody else did.
//!
//! Whom a text names is read here too. Writing notices down, and who may see what they are about, is the use case's work.

use crate::{Message, identity::check_username, msg};

/// The most people who are told of one thing.
pub const MOST_TOLD: usize = 100;
/// The most people whom one text names; later ones are not read.
const MOST_NAMED: usize = 20;
/// The most characters of a longer text that a notice has.
const EXCERPT: usize = 200;

/// What somebody is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A ticket is theirs to work on now.
    Assigned,
    /// A comment names them.
    Mentioned,
    /// They hold a role in an incident now.
    RoleGiven,
    /// A post function of a workflow tells them of a step.
    Notified,
    /// Their consent is waited for.
    ApprovalAsked,
    /// Somebody has handed their place to them: their consent is waited for.
    ApprovalHandedOver,
    /// They were added to those who are asked, and their consent is waited for.
    ApprovalAdded,
    /// They are reminded that their consent is waited for.
    ApprovalReminded,
    /// The step that they asked for was consented to, and taken.
    ApprovalGranted,
    /// The step that they asked for was refused.
    ApprovalRefused,
    /// The step that they asked for was consented to, and could not be taken.
    ApprovalFailed,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Assigned,
        Self::Mentioned,
        Self::RoleGiven,
        Self::Notified,
        Self::ApprovalAsked,
        Self::ApprovalHandedOver,
        Self::ApprovalAdded,
        Self::ApprovalReminded,
        Self::ApprovalGranted,
        Self::ApprovalRefused,
        Self::ApprovalFailed,
    ];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Mentioned => "mentioned",
            Self::RoleGiven => "role_given",
            Self::Notified => "notified",
            Self::ApprovalAsked => "approval_asked",
            Self::ApprovalHandedOver => "approval_handed_over",
            Self::ApprovalAdded => "approval_added",
            Self::ApprovalReminded => "approval_reminded",
            Self::ApprovalGranted => "approval_granted",
            Self::ApprovalRefused => "approval_refused",
            Self::ApprovalFailed => "approval_failed",
        }
    }

    /// Reads a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// It in words: `who` did it, on the ticket of the `key`.
    pub fn said(self, who: &str, key: &str) -> Message {
        match self {
            Self::Assigned => msg!("notice.assigned", who = who, key = key),
            Self::Mentioned => msg!("notice.mentioned", who = who, key = key),
            Self::RoleGiven => msg!("notice.role_given", who = who, key = key),
            Self::Notified => msg!("notice.notified", who = who, key = key),
            Self::ApprovalAsked => msg!("notice.approval_asked", who = who, key = key),
            Self::ApprovalHandedOver => msg!("notice.approval_handed_over", who = who, key = key),
            Self::ApprovalAdded => msg!("notice.approval_added", who = who, key = key),
            Self::ApprovalReminded => msg!("notice.approval_reminded", who = who, key = key),
            Self::ApprovalGranted => msg!("notice.approval_granted", key = key),
            Self::ApprovalRefused => msg!("notice.approval_refused", key = key),
            Self::ApprovalFailed => msg!("notice.approval_failed", key = key),
        }
    }
}

/// The beginning of a text, as much as a notice has of it.
pub fn excerpt(text: &str) -> String {
    let mut chars = text.trim().char_indices();
    match chars.nth(EXCERPT) {
        Some((end, _)) => format!("{}…", text.trim().get(..end).unwrap_or_default().trim_end()),
        None => text.trim().to_owned(),
    }
}

/// The user names that a text names with an `@`, in order, each once: `@li.wei`. A dot or dash at the end of one may end the
/// sentence instead, so it is given both with it and without. An `@` within a word (`ann@example.com`) names nobody.
pub fn named(text: &str) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    let mut before = None;
    for (at, c) in text.char_indices() {
        let begins = c == '@' && !before.is_some_and(is_of_name);
        before = Some(c);
        if !begins {
            continue;
        }
        let rest = text.get(at + 1..).unwrap_or_default();
        let whole = rest.split(|c: char| !is_of_name(c)).next().unwrap_or_default();
        for name in [whole, whole.trim_end_matches(['.', '-', '_'])] {
            if check_username(name).is_ok() && !found.contains(&name) {
                found.push(name);
            }
        }
        if found.len() >= MOST_NAMED {
            found.truncate(MOST_NAMED);
            break;
        }
    }
    found
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;
    use proptest::prelude::*;

    #[test]
    fn a_text_names_people_by_an_at_sign() {
        assert_eq!(
            named("@ann, could you? cc:@li.wei\n请@bob看看（@Cem_1）"),
            ["ann", "li.wei", "bob", "Cem_1"]
        );
        assert_eq!(named("ask @li.wei. or @dan-"), ["li.wei.", "li.wei", "dan-", "dan"]);
        assert_eq!(named("@ann @ann and ann@example.com, @ , @@ @张三"), ["ann"]);
        assert_eq!(named("@@eve"), ["eve"]);
        assert_eq!(named(&format!("@{}", "x".repeat(65))), Vec::<&str>::new());
        let many = (0..50).map(|n| format!("@p{n} ")).collect::<Vec<_>>().concat();
        assert_eq!(named(&many).len(), MOST_NAMED);
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(excerpt("  short  "), "short");
        let long = excerpt(&"长".repeat(201));
        assert_eq!((long.chars().count(), long.ends_with('…')), (201, true));
        assert_eq!(excerpt(&"长".repeat(200)).chars().count(), 200);
    }

    #[test]
    fn every_kind_has_a_word_and_a_sentence_in_both_languages() {
        for kind in Kind::ALL {
            assert_eq!(Kind::parse(kind.word()), Some(kind));
            let said = kind.said("ann", "SUP-1");
            assert!(said.text(Lang::En).contains("SUP-1") && said.text(Lang::Zh).contains("SUP-1"));
        }
        assert_eq!(Kind::parse("other"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[a@. \\-张_]{0,60}") {
            for name in named(&text) {
                prop_assert!(check_username(name).is_ok());
                let marked = format!("@{name}");
                prop_assert!(text.contains(&marked));
            }
        }
    }
}
