//! The bytes of attachments, in the data directory.
//!
//! A file is written under a name of its own, never the sender's, and made durable before the database says that it is there.

use crate::{App, Error, random};
use domain::Rejection;
use sha2::{Digest as _, Sha256};
use std::path::{Path, PathBuf};
use tokio::io::AsyncWriteExt as _;

/// A file that has been received in full and is on disk.
#[derive(Debug, Clone)]
pub struct Received {
    /// Its name below the attachments directory.
    pub file: String,
    /// In bytes.
    pub size: i64,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
    /// Its first bytes, for telling what it is.
    pub head: Vec<u8>,
}

/// A file that is being received. Dropping it unfinished removes it.
pub struct Incoming {
    path: PathBuf,
    name: String,
    file: Option<tokio::fs::File>,
    digest: Sha256,
    size: u64,
    limit: u64,
    head: Vec<u8>,
}

/// How much of a file is looked at to tell what it is.
const HEAD: usize = 8_192;

impl Drop for Incoming {
    fn drop(&mut self) {
        if self.file.is_some() {
            // The error, if any, has been told already: this only tidies up after it.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

impl Incoming {
    /// Adds bytes; past the limit, [`Rejection::TooLarge`].
    pub async fn write(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.size += bytes.len() as u64;
        if self.size > self.limit {
            return Err(Rejection::TooLarge { limit: self.limit }.into());
        }
        self.digest.update(bytes);
        let room = HEAD.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(room));
        if let Some(file) = &mut self.file {
            file.write_all(bytes).await.map_err(|e| Error::File(self.path.clone(), e))?;
        }
        Ok(())
    }

    /// Makes it durable.
    pub async fn finish(mut self) -> Result<Received, Error> {
        if let Some(file) = &mut self.file {
            file.flush().await.map_err(|e| Error::File(self.path.clone(), e))?;
            file.sync_all().await.map_err(|e| Error::File(self.path.clone(), e))?;
        }
        if let Some(directory) = self.path.parent() {
            let opened = tokio::fs::File::open(directory).await;
            let synced = match opened {
                Ok(directory) => directory.sync_all().await,
                Err(error) => Err(error),
            };
            synced.map_err(|e| Error::File(directory.to_owned(), e))?;
        }
        self.file = None;
        Ok(Received {
            file: std::mem::take(&mut self.name),
            size: i64::try_from(self.size).unwrap_or(i64::MAX),
            sha256: store::hex(&std::mem::take(&mut self.digest).finalize()),
            head: std::mem::take(&mut self.head),
        })
    }
}

/// The directory of the attachments below the data directory.
pub const DIRECTORY: &str = "attachments";

/// Where a file of the vault of `data_dir` is. `None` for a name that is none of ours.
pub fn path(data_dir: &Path, file: &str) -> Option<PathBuf> {
    let folder = file.get(..2)?;
    domain::id::is_short_id(file, 24).then(|| data_dir.join(DIRECTORY).join(folder).join(file))
}

impl App {
    /// Where a file of the vault is. `None` for a name that is none of ours.
    pub fn attachment_path(&self, file: &str) -> Option<PathBuf> {
        path(&self.settings().data_dir, file)
    }

    /// Begins to receive a file of at most the configured size.
    pub async fn receive(&self) -> Result<Incoming, Error> {
        let name = random::short_id(self.inner.random.as_ref(), 24);
        let path = self.attachment_path(&name).ok_or(Error::Broken("an attachment was given no name"))?;
        if let Some(directory) = path.parent() {
            tokio::fs::create_dir_all(directory).await.map_err(|e| Error::File(directory.to_owned(), e))?;
        }
        let file = tokio::fs::OpenOptions::new().write(true).create_new(true).open(&path).await;
        let file = file.map_err(|e| Error::File(path.clone(), e))?;
        let limit = self.settings().max_attachment;
        Ok(Incoming { path, name, file: Some(file), digest: Sha256::new(), size: 0, limit, head: Vec::new() })
    }

    /// Removes a file's bytes, after the database has forgotten them. A file that is gone already is fine.
    pub async fn discard(&self, file: &str) {
        if let Some(path) = self.attachment_path(file)
            && let Err(error) = tokio::fs::remove_file(&path).await
            && error.kind() != std::io::ErrorKind::NotFound
        {
            tracing::warn!(file.path = %path.display(), error = %error, "an attachment's file could not be removed");
        }
    }
}
