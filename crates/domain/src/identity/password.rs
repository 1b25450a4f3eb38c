//! Which passwords are taken.

use crate::{Message, msg};

/// Words and runs that people take when ten characters are asked for; compared without case and without digits or
/// signs at either end, so that `Password123!` is caught by `password`.
const COMMON: &str = include_str!("common-passwords.txt");

/// Checks a new password for `username`: 10 to 256 characters, not a common one, without the user's own name in it (names of one to three characters apart).
pub fn check(password: &str, username: &str) -> Result<(), Message> {
    let length = password.chars().count();
    if length < 10 {
        return Err(msg!("password.short", min = 10));
    }
    if length > 256 {
        return Err(msg!("password.long", max = 256));
    }
    if password.contains('\0') {
        return Err(msg!("text.control"));
    }
    let folded = password.to_lowercase();
    let core = folded.trim_matches(|c: char| !c.is_alphabetic());
    let first = folded.chars().next();
    let common = COMMON.lines().any(|word| word == folded || (!core.is_empty() && word == core))
        || folded.chars().all(|c| Some(c) == first)
        || is_run(&folded)
        || (username.len() >= 4 && folded.contains(&username.to_lowercase()));
    if common { Err(msg!("password.common")) } else { Ok(()) }
}

/// Whether it only counts up or down (`1234567890`, `abcdefghij`), wrapping from 9 to 0.
fn is_run(text: &str) -> bool {
    let bytes = text.as_bytes();
    let follows = |step: u8| {
        bytes.windows(2).all(|pair| match pair {
            [a, b] => a.wrapping_add(step) == *b || (*a == b'9' && *b == b'0') || (*a == b'0' && *b == b'9'),
            _ => false,
        })
    };
    follows(1) || follows(255)
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn short_common_and_own_names_are_refused() {
        for bad in [
            "short",
            "123456789",
            "1234567890",
            "0987654321",
            "aaaaaaaaaaaa",
            "Password123!",
            "qwertyuiop",
            "alice12345",
        ] {
            assert!(check(bad, "alice").is_err(), "{bad}");
        }
        for good in ["correct horse battery", "工单系统的一个好密码呢", "x7Kp-mmQ2-zzR"] {
            assert!(check(good, "alice").is_ok(), "{good}");
        }
    }
}
