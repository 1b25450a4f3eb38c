//! Randomness, passed in wherever it is needed.

use rand::TryRng as _;

/// A source of bytes that nobody can foresee.
pub trait Random: Send + Sync {
    /// Fills the buffer.
    fn fill(&self, bytes: &mut [u8]);
}

/// The operating system's source.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsRandom;

impl Random for OsRandom {
    fn fill(&self, bytes: &mut [u8]) {
        // A machine without randomness must not go on with zeros: secrets would be guessable.
        if rand::rngs::SysRng.try_fill_bytes(bytes).is_err() {
            std::process::abort();
        }
    }
}

/// A short id of `len` letters and digits.
pub(crate) fn short_id(random: &dyn Random, len: usize) -> String {
    let mut id = String::with_capacity(len);
    let mut bytes = [0_u8; 32];
    while id.len() < len {
        random.fill(&mut bytes);
        // 248 = 4 × 62: bytes past it would make the first letters likelier.
        for byte in bytes.iter().filter(|b| **b < 248).take(len - id.len()) {
            id.extend(domain::id::ALPHABET.get(usize::from(byte % 62)).map(|b| char::from(*b)));
        }
    }
    id
}
