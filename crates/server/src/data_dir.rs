//! The data directory: what lies in it, and who may read it.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, ErrorKind, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use crate::words::{Text, say};

/// The length of the signing key in bytes.
const KEY_BYTES: usize = 32;

/// The directory where everything is kept that is not in a database server.
#[derive(Debug, Clone)]
pub(crate) struct DataDir(PathBuf);

impl DataDir {
    /// The directory at `path`, which need not be there.
    pub(crate) fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Makes the directory, for the owner alone, unless it is there.
    pub(crate) fn create(&self) -> Result<(), Text> {
        DirBuilder::new().recursive(true).mode(0o700).create(&self.0).map_err(|error| failed(&self.0, &error))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// The `SQLite` database.
    pub(crate) fn database(&self) -> PathBuf {
        self.0.join("gongdan.db")
    }

    /// The file that a serving process locks.
    pub(crate) fn lock(&self) -> PathBuf {
        self.0.join("gongdan.lock")
    }

    /// The signing key.
    pub(crate) fn key_file(&self) -> PathBuf {
        self.0.join("secret.key")
    }

    /// The signing key of this directory, made now if there is none.
    pub(crate) fn secret_key(&self) -> Result<Vec<u8>, Text> {
        let path = self.key_file();
        match fs::read_to_string(&path) {
            Ok(text) => key_of(&text).ok_or_else(|| say!("data.key_damaged", path = path.display())),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.make_key().map_err(|error| failed(&path, &error))?;
                let text = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
                key_of(&text).ok_or_else(|| say!("data.key_damaged", path = path.display()))
            }
            Err(error) => Err(failed(&path, &error)),
        }
    }

    /// Writes a new key beside its place and then puts it there whole; one that another process has just put there
    /// is kept.
    fn make_key(&self) -> io::Result<()> {
        let mut key = [0_u8; KEY_BYTES];
        getrandom::fill(&mut key).map_err(io::Error::other)?;
        let beside = self.0.join(format!("secret.key.{}", std::process::id()));
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        let written = file.write_all(store::hex(&key).as_bytes()).and_then(|()| file.sync_all());
        let placed = written.and_then(|()| match fs::hard_link(&beside, self.key_file()) {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => fs::rename(&beside, self.key_file()),
            _ => Ok(()),
        });
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        placed?;
        File::open(&self.0)?.sync_all()
    }
}

/// Whether others than the owner may read `path`.
pub(crate) fn is_open_to_others(path: &Path) -> io::Result<bool> {
    Ok(fs::metadata(path)?.permissions().mode() & 0o077 != 0)
}

fn failed(path: &Path, error: &io::Error) -> Text {
    say!("data.failed", path = path.display(), why = error.to_string())
}

/// The key that the text of a key file stands for: 64 hexadecimal digits.
pub(crate) fn key_of(text: &str) -> Option<Vec<u8>> {
    let text = text.trim();
    if text.len() != KEY_BYTES * 2 || !text.is_ascii() {
        return None;
    }
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A directory of its own, removed at the end.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("gongdan-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            Self(path)
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn a_key_is_made_once_for_the_owner_alone() {
        let scratch = Scratch::new("key");
        let dir = DataDir::new(&scratch.0.join("a/b"));
        dir.create().unwrap();
        dir.create().unwrap();
        let key = dir.secret_key().unwrap();
        assert_eq!((key.len(), &dir.secret_key().unwrap()), (32, &key));
        assert_eq!((mode(dir.path()), mode(&dir.key_file())), (0o700, 0o600));
        assert!(!is_open_to_others(&dir.key_file()).unwrap());
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left beside the key");
        fs::set_permissions(dir.key_file(), fs::Permissions::from_mode(0o640)).unwrap();
        assert!(is_open_to_others(&dir.key_file()).unwrap());
    }

    #[test]
    fn a_damaged_key_is_not_replaced() {
        let scratch = Scratch::new("damaged");
        let dir = DataDir::new(&scratch.0);
        dir.create().unwrap();
        for bad in ["", "abc", &"g".repeat(64), &"a".repeat(62), &"é".repeat(32)] {
            fs::write(dir.key_file(), bad).unwrap();
            assert!(dir.secret_key().is_err(), "{bad}");
            assert_eq!(fs::read_to_string(dir.key_file()).unwrap(), bad);
        }
    }
}
