//! The data directory's side: the attachments that a database names, and the place where an instance is put together.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    io::{self, Read},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use sql::{Db, Error, ProcessLock};

use super::{Manifest, failed, format};
use crate::{
    config::Config,
    data_dir::DataDir,
    database,
    words::{Text, say},
};

/// Files asked for at once.
const PAGE: i64 = 10_000;

/// The files of all attachments that are not deleted, and their sizes.
pub(super) fn attachments(db: &Db) -> Result<super::Files, Text> {
    db.read_blocking(files).map_err(|error| database::failed(&error))
}

/// The same, in a transaction that is open already.
pub(super) fn files(tx: &mut sql::Tx<'_>) -> Result<super::Files, Error> {
    let mut files = Vec::new();
    let mut after = i64::MIN;
    loop {
        let page = store::attachment::files(tx, after, PAGE)?;
        let Some((last, _, _)) = page.last() else { return Ok(files) };
        after = *last;
        files.extend(page.into_iter().map(|(_, file, size)| (file, size)));
    }
}

/// A place inside the data directory where an instance is put together. Dropping it unfinished removes what is in it.
pub(super) struct Stage {
    data_dir: DataDir,
    directory: PathBuf,
    /// Keeps a server, and a second restore, off the directory.
    _lock: ProcessLock,
}

impl Drop for Stage {
    fn drop(&mut self) {
        // Empty or gone when all went well; otherwise what went wrong has been told.
        let _ = fs::remove_dir_all(&self.directory);
    }
}

impl Stage {
    /// Begins, in a data directory that holds nothing.
    pub(super) fn begin(config: &Config) -> Result<Self, Text> {
        let data_dir = DataDir::new(&config.data_dir);
        data_dir.create()?;
        let lock = ProcessLock::acquire(&data_dir.lock()).map_err(|error| match error {
            Error::Locked(path) => say!("database.locked", path = path.display()),
            error => database::failed(&error),
        })?;
        let directory = data_dir.path().join(".restore");
        let known = [data_dir.lock(), directory.clone(), data_dir.path().join("lost+found")];
        let entries = fs::read_dir(data_dir.path()).map_err(|error| failed(data_dir.path(), &error))?;
        for entry in entries.flatten() {
            if !known.contains(&entry.path()) {
                return Err(say!("restore.directory_holds", path = entry.path().display()));
            }
        }
        // Left by a restore that was killed.
        match fs::remove_dir_all(&directory) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(&directory, &error)),
            _ => {}
        }
        let stage = Self { data_dir, directory, _lock: lock };
        make_directory(&stage.directory)?;
        Ok(stage)
    }

    /// The database, while it is here.
    pub(super) fn database(&self) -> PathBuf {
        self.directory.join(format::DATABASE)
    }

    /// Writes a part that is a file of the data directory; `false` when it is none.
    pub(super) fn file(&self, part: &str, bytes: &mut dyn Read) -> Result<bool, Text> {
        if part != format::KEY && part != format::DATABASE && format::attachment_of(part).is_none() {
            return Ok(false);
        }
        let path = self.directory.join(part);
        if let Some(parent) = path.parent() {
            make_directory(parent)?;
        }
        let mut options = OpenOptions::new();
        let file = options.write(true).create_new(true).mode(0o600).open(&path);
        let copied = file.and_then(|mut file| io::copy(bytes, &mut file));
        copied.map(|_| true).map_err(|error| failed(&path, &error))
    }

    /// Puts all but the database in its place, after everything here is on the disk.
    pub(super) fn settle(&self, manifest: &Manifest) -> Result<(), Text> {
        for file in &manifest.superfluous {
            let path = self.directory.join(format::attachment(file));
            fs::remove_file(&path).map_err(|error| failed(&path, &error))?;
        }
        self.sync_all().map_err(|error| failed(&self.directory, &error))?;
        for name in [app::vault::DIRECTORY, format::KEY] {
            self.place(name)?;
        }
        self.sync()
    }

    /// Puts the database in its place: from now on there is an instance.
    pub(super) fn settle_database(&self) -> Result<(), Text> {
        // What is only in its log would be left behind.
        let log = self.directory.join(format!("{}-wal", format::DATABASE));
        if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            self.unsettle();
            return Err(say!("restore.log", path = log.display()));
        }
        self.place(format::DATABASE)?;
        self.sync()
    }

    /// Takes back what [`Stage::settle`] has placed, when the rest did not follow.
    pub(super) fn unsettle(&self) {
        let _ = fs::remove_dir_all(self.data_dir.path().join(app::vault::DIRECTORY));
        let _ = fs::remove_file(self.data_dir.key_file());
    }

    fn place(&self, name: &str) -> Result<(), Text> {
        let (from, to) = (self.directory.join(name), self.data_dir.path().join(name));
        match fs::rename(&from, &to) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(&to, &error)),
            _ => Ok(()),
        }
    }

    /// Everything here at once: one by one would take a flush of the disk for each attachment.
    #[cfg(target_os = "linux")]
    fn sync_all(&self) -> io::Result<()> {
        Ok(rustix::fs::syncfs(File::open(&self.directory)?)?)
    }

    #[cfg(not(target_os = "linux"))]
    fn sync_all(&self) -> io::Result<()> {
        rustix::fs::sync();
        File::open(&self.directory)?.sync_all()
    }

    fn sync(&self) -> Result<(), Text> {
        let path = self.data_dir.path();
        File::open(path).and_then(|directory| directory.sync_all()).map_err(|error| failed(path, &error))
    }
}

fn make_directory(path: &Path) -> Result<(), Text> {
    DirBuilder::new().recursive(true).mode(0o700).create(path).map_err(|error| failed(path, &error))
}
