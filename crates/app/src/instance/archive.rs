//! Writing a tar archive whose bytes depend on nothing but its members: no times, no owners, one mode, one order; and
//! seeing, when one is read, that it ends where it was ended.
//!
//! Must never hold a member in memory. A member's size is put into its head when it has been written, so the archive
//! goes to a file, never straight into a pipe.

use sha2::{Digest as _, Sha256};
use std::{
    cell::RefCell,
    cmp::Ordering,
    fs::File,
    io::{self, BufWriter, Read, Seek as _, SeekFrom, Write},
};

const BLOCK: usize = 512;
const BUFFER: usize = 1 << 20;

/// An archive that is being written.
pub(super) struct Writer {
    out: BufWriter<File>,
}

/// A member that is being written: [`Member::end`] completes it.
pub(super) struct Member<'a> {
    out: &'a mut BufWriter<File>,
    name: String,
    start: u64,
    size: u64,
    digest: Sha256,
}

impl Writer {
    /// An archive in `file`, whatever was in it before.
    pub(super) fn new(mut file: File) -> io::Result<Self> {
        file.set_len(0)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(Self { out: BufWriter::with_capacity(BUFFER, file) })
    }

    /// Begins a member.
    pub(super) fn begin(&mut self, name: &str) -> io::Result<Member<'_>> {
        let start = self.out.stream_position()?;
        self.out.write_all(&[0; BLOCK])?;
        Ok(Member { out: &mut self.out, name: name.to_owned(), start, size: 0, digest: Sha256::new() })
    }

    /// A member that is in memory; its SHA-256.
    pub(super) fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<String> {
        let mut member = self.begin(name)?;
        member.write_all(bytes)?;
        member.end()
    }

    /// Ends the archive and makes it durable.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.out.write_all(&[0; 2 * BLOCK])?;
        self.out.flush()?;
        self.out.get_ref().sync_all()
    }
}

impl Write for Member<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.digest.update(bytes.get(..written).unwrap_or_default());
        self.size += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Member<'_> {
    /// How many bytes it has so far.
    pub(super) const fn size(&self) -> u64 {
        self.size
    }

    /// Fills up its last block and writes its head; its SHA-256 in hexadecimal.
    pub(super) fn end(self) -> io::Result<String> {
        let over = usize::try_from(self.size % BLOCK as u64).unwrap_or(0);
        let rest = (BLOCK - over) % BLOCK;
        self.out.write_all([0; BLOCK].get(..rest).unwrap_or_default())?;
        let after = self.out.stream_position()?;
        let mut head = tar::Header::new_ustar();
        head.set_path(&self.name)?;
        head.set_entry_type(tar::EntryType::Regular);
        head.set_mode(0o600);
        head.set_uid(0);
        head.set_gid(0);
        head.set_mtime(0);
        head.set_size(self.size);
        head.set_cksum();
        self.out.seek(SeekFrom::Start(self.start))?;
        self.out.write_all(head.as_bytes())?;
        self.out.seek(SeekFrom::Start(after))?;
        Ok(store::hex(&self.digest.finalize()))
    }
}

/// What an archive is read from. The reader of archives stops at the first empty block; what is behind its last member is
/// asked for here.
pub(super) struct Source<R>(RefCell<R>);

/// What is behind the last member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// What [`Writer::end`] puts there, and nothing else.
    Whole,
    /// Less than that.
    Short,
    /// More than that, or something else.
    Other,
}

impl<R: Read> Source<R> {
    pub(super) const fn new(from: R) -> Self {
        Self(RefCell::new(from))
    }

    /// What follows a last member of `size` bytes, all of which have been read.
    pub(super) fn end(&self, size: usize) -> io::Result<End> {
        let expected = (BLOCK - size % BLOCK) % BLOCK + 2 * BLOCK;
        let mut rest = Vec::with_capacity(expected + 1);
        // One byte more than there should be tells as much as all of them.
        let most = expected as u64 + 1;
        (&mut *self.0.borrow_mut()).take(most).read_to_end(&mut rest)?;
        let blank = rest.iter().all(|byte| *byte == 0);
        Ok(match rest.len().cmp(&expected) {
            Ordering::Equal if blank => End::Whole,
            Ordering::Less if blank => End::Short,
            _ => End::Other,
        })
    }
}

impl<R: Read> Read for &Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.0.borrow_mut().read(buffer)
    }
}

/// Reads and hashes what passes through it.
pub(super) struct Hashed<R> {
    from: R,
    digest: Sha256,
}

impl<R: Read> Hashed<R> {
    pub(super) fn new(from: R) -> Self {
        Self { from, digest: Sha256::new() }
    }

    /// The SHA-256 of all that has passed, in hexadecimal.
    pub(super) fn sum(self) -> String {
        store::hex(&self.digest.finalize())
    }
}

impl<R: Read> Read for Hashed<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.digest.update(buffer.get(..read).unwrap_or_default());
        Ok(read)
    }
}
