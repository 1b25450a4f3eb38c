//! Checks of the files in the data directory: whose they are, whether the database file is one, how its log has grown,
//! whether the newest attachments are there.

use std::{
    fs::{self, File},
    io::{self, Read as _},
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use sql::Db;

use super::{Finding, table};
use crate::{data_dir::DataDir, words::say};

/// A log that has grown past this is not folded back: the server itself cuts it at half of it.
const HUGE_LOG: u64 = 512 << 20;
/// So many attachments, the newest, are looked for.
const SAMPLE: i64 = 1_000;
/// The bytes at the beginning of a database file that describe it.
const DESCRIPTION: usize = 100;

/// Whether one user owns everything: a command that was run as another leaves files that the server cannot write.
pub(super) fn owners(dir: &DataDir) -> Finding {
    const CHECK: &str = "owner";
    let owner = |path: &Path| fs::metadata(path).map(|metadata| metadata.uid());
    let Ok(own) = owner(dir.path()) else {
        return super::data::unreadable(CHECK, dir.path(), &io::ErrorKind::NotFound.into());
    };
    let names =
        ["gongdan.db", "gongdan.db-wal", "gongdan.db-shm", "gongdan.lock", "secret.key", "attachments"];
    let strange =
        names.iter().map(|name| dir.path().join(name)).filter(|path| owner(path).is_ok_and(|uid| uid != own));
    let strange: Vec<String> = strange.map(|path| path.display().to_string()).collect();
    if strange.is_empty() {
        return Finding::fine(CHECK, say!("doctor.owner"));
    }
    let advice = say!("doctor.owner_advice", owner = u64::from(own), path = dir.path().display());
    Finding::trouble(CHECK, say!("doctor.owner_differs", files = strange.join(", ")), advice)
}

/// Whether the database file is one, and as long as it says.
pub(super) fn database_file(dir: &DataDir) -> Option<Finding> {
    const CHECK: &str = "database_file";
    let path = dir.database();
    let mut description = [0; DESCRIPTION];
    let read = File::open(&path).and_then(|mut file| {
        let length = file.metadata()?.len();
        file.read_exact(&mut description)?;
        Ok(length)
    });
    let length = match read {
        Ok(length) => length,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        // Made, but nothing is written yet; or cut to less than its description.
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => 0,
        Err(error) => return Some(super::data::unreadable(CHECK, &path, &error)),
    };
    let log = fs::metadata(with(&path, "-wal")).map_or(0, |log| log.len());
    judge_file(&path, length, &description, log)
}

fn judge_file(path: &Path, length: u64, description: &[u8; DESCRIPTION], log: u64) -> Option<Finding> {
    const CHECK: &str = "database_file";
    if length == 0 && log > 0 {
        return None;
    }
    let word = |at: usize| {
        let bytes = description.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        u64::from(u32::from_be_bytes(bytes.unwrap_or_default()))
    };
    if !description.starts_with(b"SQLite format 3\0") {
        let text = say!("doctor.not_a_database", path = path.display());
        return Some(Finding::trouble(CHECK, text, say!("doctor.damaged_advice")));
    }
    let page = match u64::from(u16::from_be_bytes([description[16], description[17]])) {
        1 => 65_536,
        page => page,
    };
    // The number of pages holds where it was written with the last change; what is in the log is not in the file yet.
    let told = word(28) * page;
    if word(24) == word(92) && log == 0 && told > length {
        let (told, length) = (table::size(told), table::size(length));
        let text = say!("doctor.cut_short", path = path.display(), told = told, length = length);
        return Some(Finding::trouble(CHECK, text, say!("doctor.damaged_advice")));
    }
    Some(Finding::fine(CHECK, say!("doctor.database_file")))
}

/// Whether the write-ahead log is folded back into the database.
pub(super) fn log(dir: &DataDir) -> Option<Finding> {
    const CHECK: &str = "write_ahead_log";
    let path = with(&dir.database(), "-wal");
    let length = fs::metadata(&path).ok()?.len();
    let text = say!("doctor.log", size = table::size(length));
    Some(if length > HUGE_LOG {
        Finding::warning(CHECK, text, say!("doctor.log_advice"))
    } else {
        Finding::fine(CHECK, text)
    })
}

/// Whether the newest attachments' files are there and as long as they were.
pub(super) fn attachments(db: &Db, dir: &DataDir) -> Finding {
    const CHECK: &str = "attachments";
    let files = match db.read_blocking(|tx| store::verify::newest_files(tx, SAMPLE)) {
        Ok(files) => files,
        Err(error) => return super::database::broken(CHECK, &error),
    };
    let count = files.len();
    let whole = |file: &str, size: i64| {
        let path = app::vault::path(dir.path(), file);
        let length = path.and_then(|path| fs::metadata(path).ok()).map(|metadata| metadata.len());
        length.is_some_and(|length| i64::try_from(length) == Ok(size))
    };
    let bad = files.into_iter().filter(|(_, _, file, size)| !whole(file, *size));
    let bad: Vec<String> = bad.map(|(ticket, id, ..)| format!("{id} (ticket {ticket})")).collect();
    if bad.is_empty() {
        return Finding::fine(CHECK, say!("doctor.attachments", count = count));
    }
    let named = bad.iter().take(20).map(String::as_str).collect::<Vec<_>>().join(", ");
    let text = say!("doctor.attachments_missing", count = bad.len(), attachments = named);
    Finding::trouble(CHECK, text, say!("doctor.attachments_advice"))
}

fn with(path: &Path, end: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(end);
    path.into()
}

#[cfg(test)]
mod tests {
    use super::{super::Level, *};

    #[test]
    fn a_file_that_is_no_database_or_shorter_than_it_says_is_trouble() {
        let mut description = [0; DESCRIPTION];
        description[..16].copy_from_slice(b"SQLite format 3\0");
        description[16..18].copy_from_slice(&4_096_u16.to_be_bytes());
        description[28..32].copy_from_slice(&10_u32.to_be_bytes());
        let judge = |length, description: &[u8; DESCRIPTION], log| {
            judge_file(Path::new("x"), length, description, log).map(|finding| finding.level)
        };
        assert_eq!(judge(40_960, &description, 0), Some(Level::Fine));
        assert_eq!(judge(36_864, &description, 0), Some(Level::Trouble));
        assert_eq!(judge(36_864, &description, 4_096), Some(Level::Fine));
        description[0] = b'x';
        assert_eq!(judge(40_960, &description, 0), Some(Level::Trouble));
        assert_eq!(judge(0, &[0; DESCRIPTION], 4_096), None);
    }
}
