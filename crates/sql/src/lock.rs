//! The lock file that keeps a second server off one database.
//!
//! Must never delete the file: a file removed and made anew could be locked twice.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;

use crate::Error;

/// An exclusive lock on a file, held until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct ProcessLock {
    _file: File,
}

impl ProcessLock {
    /// Takes the lock, creating the file if need be; [`Error::Locked`] at once if another process holds it.
    pub fn acquire(path: &Path) -> Result<Self, Error> {
        let failed =
            |error: &std::io::Error| Error::File { path: path.to_owned(), detail: error.to_string() };
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).open(path);
        let file = file.map_err(|error| failed(&error))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::Locked(path.to_owned())),
            Err(TryLockError::Error(error)) => Err(failed(&error)),
        }
    }
}
