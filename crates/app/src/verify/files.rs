//! The attachments' files against the sums that were taken when they were received.

use super::{Fault, Finding, Place, Walk, add};
use crate::vault;
use domain::id::TeamId;
use sha2::{Digest as _, Sha256};
use sql::Error;
use std::{
    fs::File,
    io::{self, Read as _},
    sync::atomic::Ordering,
};

/// A file that should be there.
#[derive(Debug)]
pub(super) struct Expected {
    pub(super) ticket: i64,
    pub(super) id: i64,
    pub(super) file: String,
    pub(super) size: i64,
    pub(super) sha256: String,
}

/// Reads the file of an attachment and compares it.
pub(super) fn check(walk: &Walk<'_>, team: TeamId, expected: &Expected) -> Result<(), Error> {
    add(&walk.tally.attachments, 1);
    let path = vault::path(walk.data_dir, &expected.file);
    let read =
        path.map_or_else(|| Err(io::ErrorKind::NotFound.into()), |path| File::open(path).and_then(sum));
    let fault = match read {
        Ok((size, sha256)) => {
            walk.tally.bytes.fetch_add(size, Ordering::Relaxed);
            if i64::try_from(size) == Ok(expected.size) && sha256 == expected.sha256 {
                return Ok(());
            }
            Fault::FileDiffers(expected.file.clone())
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            // A file goes after its row: it may have gone since the row was read.
            let id = expected.id;
            if !walk.db.read_blocking(move |tx| store::verify::is_attached(tx, team, id))? {
                return Ok(());
            }
            Fault::NoFile(expected.file.clone())
        }
        Err(error) => Fault::FileUnreadable(expected.file.clone(), error.to_string()),
    };
    let place = Place::Attachment(expected.ticket, expected.id);
    walk.found(vec![Finding { team, place, fault }]);
    Ok(())
}

fn sum(mut file: File) -> io::Result<(u64, String)> {
    let (mut digest, mut size, mut buffer) = (Sha256::new(), 0, vec![0; 1 << 16]);
    loop {
        let count = file.read(&mut buffer)?;
        let Some(bytes) = buffer.get(..count).filter(|bytes| !bytes.is_empty()) else {
            return Ok((size, store::hex(&digest.finalize())));
        };
        digest.update(bytes);
        size += count as u64;
    }
}
