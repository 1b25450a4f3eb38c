//! Checks of the data directory: permissions, space, the key, the lock.

use std::{fs::OpenOptions, io, os::unix::fs::MetadataExt as _, path::Path};

use sql::{Error, ProcessLock};

use super::{Finding, From, files, table};
use crate::{
    config::{Config, Database},
    data_dir::{DataDir, is_open_to_others},
    words::say,
};

/// Less free space than this, or than a twentieth of the disk, is trouble.
const LEAST_FREE: u64 = 200 << 20;
/// A server with fewer open files and connections than this turns clients away.
const LEAST_FILES: u64 = 1_024;

/// Every check of the directory.
pub(super) fn examine(config: &Config, from: From) -> Vec<Finding> {
    let dir = DataDir::new(&config.data_dir);
    if !dir.path().is_dir() {
        let text = say!("doctor.no_directory", path = dir.path().display());
        return vec![Finding::trouble("data_dir", text, say!("doctor.no_directory_advice"))];
    }
    let mut findings = vec![writable(dir.path()), private(dir.path()), files::owners(&dir)];
    findings.extend(space("disk_space", dir.path()));
    findings.extend(temporary(dir.path()));
    findings.push(key(config, &dir));
    findings.push(open_files());
    if config.database == Database::Sqlite {
        if from == From::Outside {
            findings.push(lock(&dir));
            findings.extend(files::database_file(&dir));
        }
        findings.extend(files::log(&dir));
    }
    findings
}

fn writable(path: &Path) -> Finding {
    let probe = path.join(format!("doctor.{}", std::process::id()));
    let made = OpenOptions::new().write(true).create_new(true).open(&probe).map(drop);
    match made.and_then(|()| std::fs::remove_file(&probe)) {
        Ok(()) => Finding::fine("data_dir", say!("doctor.writable", path = path.display())),
        Err(error) => Finding::trouble(
            "data_dir",
            say!("doctor.not_writable", path = path.display(), why = error.to_string()),
            say!("doctor.not_writable_advice"),
        ),
    }
}

fn private(path: &Path) -> Finding {
    const CHECK: &str = "data_dir_mode";
    match is_open_to_others(path) {
        Ok(false) => Finding::fine(CHECK, say!("doctor.private")),
        Ok(true) => Finding::warning(
            CHECK,
            say!("doctor.not_private", path = path.display()),
            say!("doctor.chmod", mode = "700", path = path.display()),
        ),
        Err(error) => unreadable(CHECK, path, &error),
    }
}

fn space(check: &'static str, path: &Path) -> Option<Finding> {
    let disk = rustix::fs::statvfs(path).ok()?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let whole = disk.f_blocks.saturating_mul(disk.f_frsize);
    // Some file systems count no files.
    if disk.f_files > 0 && disk.f_favail == 0 {
        let text = say!("doctor.no_more_files", path = path.display());
        return Some(Finding::trouble(check, text, say!("doctor.space_advice")));
    }
    Some(judge_space(check, free, whole))
}

/// Where `SQLite` sorts what does not fit into memory, if that is another disk.
fn temporary(data_dir: &Path) -> Option<Finding> {
    let temporary = std::env::temp_dir();
    let device = |path: &Path| std::fs::metadata(path).map(|metadata| metadata.dev()).ok();
    if device(&temporary) == device(data_dir) {
        return None;
    }
    space("temporary_space", &temporary)
}

fn judge_space(check: &'static str, free: u64, whole: u64) -> Finding {
    let text = match check {
        "disk_space" => say!("doctor.space", free = table::size(free), whole = table::size(whole)),
        _ => say!("doctor.temporary_space", free = table::size(free), whole = table::size(whole)),
    };
    if free < LEAST_FREE || free < whole / 20 {
        Finding::trouble(check, text, say!("doctor.space_advice"))
    } else {
        Finding::fine(check, text)
    }
}

/// How many files and connections a process may have open.
fn open_files() -> Finding {
    const CHECK: &str = "open_files";
    let most = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
    match most {
        Some(most) if most < LEAST_FILES => {
            Finding::warning(CHECK, say!("doctor.open_files", most = most), say!("doctor.open_files_advice"))
        }
        most => {
            let most = most.map_or_else(|| "∞".to_owned(), |most| most.to_string());
            Finding::fine(CHECK, say!("doctor.open_files", most = most))
        }
    }
}

fn key(config: &Config, dir: &DataDir) -> Finding {
    const CHECK: &str = "secret_key";
    let path = dir.key_file();
    if config.secret_key.is_some() {
        return Finding::fine(CHECK, say!("doctor.key_given"));
    }
    if !path.exists() {
        return Finding::fine(CHECK, say!("doctor.key_later"));
    }
    match is_open_to_others(&path) {
        Err(error) => unreadable(CHECK, &path, &error),
        Ok(true) => Finding::trouble(
            CHECK,
            say!("doctor.key_open", path = path.display()),
            say!("doctor.chmod", mode = "600", path = path.display()),
        ),
        Ok(false) => match dir.secret_key() {
            Ok(_) => Finding::fine(CHECK, say!("doctor.key_fine", path = path.display())),
            Err(why) => Finding::trouble(CHECK, why, say!("doctor.key_damaged_advice")),
        },
    }
}

fn lock(dir: &DataDir) -> Finding {
    const CHECK: &str = "lock";
    if !dir.lock().exists() {
        return Finding::fine(CHECK, say!("doctor.not_serving"));
    }
    match ProcessLock::acquire(&dir.lock()) {
        Ok(_released) => Finding::fine(CHECK, say!("doctor.not_serving")),
        Err(Error::Locked(_)) => Finding::fine(CHECK, say!("doctor.serving")),
        Err(error) => unreadable(CHECK, &dir.lock(), &io::Error::other(error.to_string())),
    }
}

pub(super) fn unreadable(check: &'static str, path: &Path, error: &io::Error) -> Finding {
    Finding::trouble(
        check,
        say!("data.failed", path = path.display(), why = error.to_string()),
        say!("doctor.not_writable_advice"),
    )
}

#[cfg(test)]
mod tests {
    use super::{super::Level, *};

    #[test]
    fn a_nearly_full_disk_is_trouble_by_share_and_by_size() {
        const GIB: u64 = 1 << 30;
        for (free, whole, level) in [
            (50 * GIB, 100 * GIB, Level::Fine),
            (4 * GIB, 100 * GIB, Level::Trouble),
            (GIB / 10, GIB, Level::Trouble),
            (0, 0, Level::Trouble),
        ] {
            assert_eq!(judge_space("disk_space", free, whole).level, level, "{free} of {whole}");
        }
    }
}
