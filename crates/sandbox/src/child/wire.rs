//! Frames on standard input and output.

use std::io::{ErrorKind, Read as _};

use crate::frame::{FromChild, HEADER, ToChild, encode};

/// The parent is gone, or speaks nonsense: there is nothing left to do.
#[derive(Debug)]
pub(super) struct Gone;

/// Waits for the next frame.
pub(super) fn read() -> Result<ToChild, Gone> {
    let mut stdin = std::io::stdin().lock();
    let mut header = [0; HEADER];
    stdin.read_exact(&mut header).map_err(|_closed| Gone)?;
    let length = usize::try_from(u32::from_le_bytes(header)).map_err(|_too_long| Gone)?;
    let mut bytes = vec![0; length];
    stdin.read_exact(&mut bytes).map_err(|_closed| Gone)?;
    serde_json::from_slice(&bytes).map_err(|_nonsense| Gone)
}

/// Sends a frame, waiting while the pipe is full.
pub(super) fn write(message: &FromChild) -> Result<(), Gone> {
    let bytes = encode(message).map_err(|_too_long| Gone)?;
    let stdout = std::io::stdout();
    let mut rest = bytes.as_slice();
    while !rest.is_empty() {
        // Not through `Stdout`, which would cut frames at line ends.
        match nix::unistd::write(&stdout, rest).map_err(std::io::Error::from) {
            Ok(written) => rest = rest.get(written..).unwrap_or_default(),
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_closed) => return Err(Gone),
        }
    }
    Ok(())
}
