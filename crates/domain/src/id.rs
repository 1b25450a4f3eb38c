//! Identifiers, each its own type so that one cannot be given for another.

use serde::{Deserialize, Serialize};

macro_rules! numbers {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
    )*};
}

numbers! {
    /// A team: the wall between customers. Every table begins with it.
    TeamId;
    /// A ticket. The number in its key (`SUP-42`) is this id; see `docs/decisions/0002-ticket-numbers.md`.
    TicketId;
    /// A comment on a ticket.
    CommentId;
    /// A file attached to a ticket.
    AttachmentId;
    /// A link between two tickets.
    LinkId;
    /// A person or a service account.
    UserId;
    /// A log-in that has not ended.
    SessionId;
    /// A personal or service API token.
    TokenId;
    /// An access key, which requests are signed with.
    KeyId;
    /// A job: unique over the whole system.
    JobId;
    /// A step of history: unique over the whole system and growing.
    Seq;
}

/// The characters of the short ids that the published APIs use: 62, so 8 of them carry 47 bits, 16 carry 95.
pub const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// Whether `text` is a short id of `len` characters.
pub fn is_short_id(text: &str, len: usize) -> bool {
    text.len() == len && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// A number as a short id of 8 characters, which [`short_id_number`] reads back. A negative number, and one past the 47 bits that
/// 8 characters carry, has none: what stands for it is read back as another.
pub fn short_id_of(number: i64) -> String {
    let mut rest = number.max(0);
    let mut id = [b'0'; 8];
    for place in id.iter_mut().rev() {
        let digit = usize::try_from(rest % 62).unwrap_or_default();
        *place = ALPHABET.get(digit).copied().unwrap_or(b'0');
        rest /= 62;
    }
    id.iter().map(|byte| char::from(*byte)).collect()
}

/// The number that [`short_id_of`] wrote; `None` for what is no short id of 8 characters.
pub fn short_id_number(id: &str) -> Option<i64> {
    if !is_short_id(id, 8) {
        return None;
    }
    id.bytes().try_fold(0_i64, |number, byte| {
        let digit = ALPHABET.iter().position(|known| *known == byte)?;
        number.checked_mul(62)?.checked_add(i64::try_from(digit).ok()?)
    })
}

/// A human key such as `SUP-42`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicketKey {
    /// The project's key, in capitals.
    pub project: String,
    /// The ticket's number, which is its id.
    pub id: TicketId,
}

impl TicketKey {
    /// Reads `SUP-42` in any case; `None` when it is not a key.
    pub fn parse(text: &str) -> Option<Self> {
        let (project, number) = text.rsplit_once('-')?;
        let project = project.to_ascii_uppercase();
        let digits = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        (is_project_key(&project) && digits)
            .then(|| number.parse().ok())
            .flatten()
            .map(|n| Self { project, id: TicketId(n) })
    }
}

impl std::fmt::Display for TicketKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{}", self.project, self.id)
    }
}

/// Whether `text` can be a project's key: 2 to 10 capital letters or digits, a letter first.
pub fn is_project_key(text: &str) -> bool {
    (2..=10).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        && text.as_bytes().first().is_some_and(u8::is_ascii_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_back_from_its_short_id() {
        for number in [0, 1, 61, 62, 4_711, 218_340_105_584_895] {
            let id = short_id_of(number);
            assert!(is_short_id(&id, 8) && short_id_number(&id) == Some(number), "{number} {id}");
        }
        assert_eq!((short_id_of(61).as_str(), short_id_of(62).as_str()), ("0000000z", "00000010"));
        for bad in ["", "1234567", "123456789", "1234567é", "-0000001"] {
            assert_eq!(short_id_number(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_key_is_read_in_any_case_and_written_in_capitals() {
        assert_eq!(TicketKey::parse("sup-42").unwrap().to_string(), "SUP-42");
        for bad in ["SUP", "SUP-", "-42", "SUP-4x", "S-1", "SUP-99999999999999999999", "工单-1", "SUP-+1"] {
            assert_eq!(TicketKey::parse(bad), None, "{bad}");
        }
    }
}
