//! What text is taken from outside, and its case folding.

use crate::{Message, msg};

/// Text that may hold line breaks and tabs, or a single line of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lines {
    /// Line breaks and tabs are part of it.
    Many,
    /// Control characters are refused.
    One,
}

/// Checks that `text` has at most `max` characters and no character that cannot be stored or shown.
pub fn check(text: &str, max: usize, lines: Lines) -> Result<(), Message> {
    if text.len() > max && text.chars().count() > max {
        return Err(msg!("text.too_long", max = max));
    }
    let bad = |c: char| c == '\0' || (lines == Lines::One && c.is_control());
    if text.chars().any(bad) {
        return Err(msg!("text.control"));
    }
    Ok(())
}

/// Checks as [`check`] does, after trimming, and that something is left.
pub fn require(text: &str, max: usize, lines: Lines) -> Result<&str, Message> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(msg!("text.blank"));
    }
    check(trimmed, max, lines)?;
    Ok(trimmed)
}

/// The form in which two spellings of one name are equal: lower case in every script.
///
/// Databases disagree on case outside ASCII, so what is compared without regard to case is folded here and stored folded.
pub fn fold(text: &str) -> String {
    text.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_characters_not_bytes() {
        assert!(check(&"单".repeat(255), 255, Lines::One).is_ok());
        assert!(check(&"单".repeat(256), 255, Lines::One).is_err());
    }

    #[test]
    fn a_nul_is_refused_everywhere_and_a_line_break_in_one_line() {
        assert!(check("a\0b", 9, Lines::Many).is_err());
        assert!(check("a\nb", 9, Lines::Many).is_ok());
        assert!(check("a\nb", 9, Lines::One).is_err());
    }

    #[test]
    fn blank_is_not_something() {
        assert!(require(" \t\u{3000} ", 9, Lines::Many).is_err());
        assert_eq!(require("  a ", 9, Lines::One).unwrap(), "a");
    }
}
