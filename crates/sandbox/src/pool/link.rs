//! Frames over the pipes of a child.

use std::io::{Error, Result};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::{ChildStdin, ChildStdout},
};

use crate::frame::{FromChild, HEADER, ToChild, encode};

/// What comes from a child.
#[derive(Debug)]
pub(super) struct Reader {
    pipe: ChildStdout,
    /// Read, but not yet taken; `taken` bytes of it are.
    buffer: Vec<u8>,
    taken: usize,
    longest: usize,
}

impl Reader {
    pub(super) fn new(pipe: ChildStdout, longest: usize) -> Self {
        Self { pipe, buffer: Vec::new(), taken: 0, longest }
    }

    /// The next frame; none when the child has closed its end. May be dropped and called again.
    pub(super) async fn next(&mut self) -> Result<Option<FromChild>> {
        loop {
            if let Some(frame) = self.take()? {
                return Ok(Some(frame));
            }
            self.buffer.drain(..std::mem::take(&mut self.taken));
            if self.pipe.read_buf(&mut self.buffer).await? == 0 {
                return Ok(None);
            }
        }
    }

    fn take(&mut self) -> Result<Option<FromChild>> {
        let rest = self.buffer.get(self.taken..).unwrap_or_default();
        let Some((header, body)) = rest.split_first_chunk::<HEADER>() else { return Ok(None) };
        let length = usize::try_from(u32::from_le_bytes(*header)).map_err(Error::other)?;
        if length > self.longest {
            return Err(Error::other(format!("it sent a frame of {length} bytes")));
        }
        let Some(body) = body.get(..length) else { return Ok(None) };
        let frame = serde_json::from_slice(body);
        self.taken += HEADER + length;
        frame.map(Some).map_err(|error| Error::other(format!("it sent nonsense: {error}")))
    }
}

/// What goes to a child.
#[derive(Debug)]
pub(super) struct Writer {
    pipe: ChildStdin,
    buffer: Vec<u8>,
    written: usize,
}

impl Writer {
    pub(super) fn new(pipe: ChildStdin) -> Self {
        Self { pipe, buffer: Vec::new(), written: 0 }
    }

    /// Puts a frame behind what is to be written.
    pub(super) fn queue(&mut self, message: &ToChild) -> Result<()> {
        self.buffer.extend(encode(message).map_err(Error::other)?);
        Ok(())
    }

    /// Whether something is to be written.
    pub(super) fn is_pending(&self) -> bool {
        self.written < self.buffer.len()
    }

    /// Forgets what nobody will read.
    pub(super) fn give_up(&mut self) {
        self.buffer.clear();
        self.written = 0;
    }

    /// Writes what the pipe takes. May be dropped and called again.
    pub(super) async fn write(&mut self) -> Result<()> {
        let rest = self.buffer.get(self.written..).unwrap_or_default();
        self.written += self.pipe.write(rest).await?;
        if !self.is_pending() {
            self.give_up();
        }
        Ok(())
    }
}
