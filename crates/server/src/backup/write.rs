//! Writing the file: beside its place, whole, and only then there.

use std::{
    collections::BTreeSet,
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, BufWriter, Read, Write},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};
use sql::{Db, Sequence};
use store::overview::Counts;

use super::{
    Existing, Header, Manifest, Written, failed,
    format::{self, Part},
};
use crate::{
    commands::{meter::Meter, table},
    config::Config,
    data_dir::DataDir,
    words::{Text, say},
};

/// A backup that is being written. Dropping it unfinished removes it.
pub(super) struct Draft {
    place: PathBuf,
    beside: PathBuf,
    existing: Existing,
    archive: Option<tar::Builder<Summing>>,
    manifest: Manifest,
    /// The attachments' files that are in it.
    held: BTreeSet<String>,
}

/// Passes bytes on and sums them.
pub(super) struct Summing {
    file: BufWriter<File>,
    digest: Sha256,
    bytes: u64,
}

impl Write for Summing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.file.write(bytes)?;
        self.digest.update(bytes.get(..count).unwrap_or_default());
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        if self.archive.is_some() {
            // Whatever went wrong has been told: this only tidies up after it.
            let _ = fs::remove_file(&self.beside);
            self.sweep();
        }
    }
}

impl Draft {
    /// Begins a backup that will be at `place`.
    pub(super) fn begin(place: &Path, existing: Existing) -> Result<Self, Text> {
        if place.is_dir() {
            return Err(say!("backup.directory", path = place.display()));
        }
        if existing == Existing::Keep && place.exists() {
            return Err(say!("backup.exists", path = place.display()));
        }
        let name = place.file_name().ok_or_else(|| say!("backup.directory", path = place.display()))?;
        let beside = place.with_file_name(format!(".{}.partial", name.to_string_lossy()));
        let mut options = OpenOptions::new();
        // Hashes of passwords and the signing key are in it.
        let file = options.write(true).create(true).truncate(false).mode(0o600).open(&beside);
        let file = file.map_err(|error| failed(&beside, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(say!("backup.twice", path = place.display())),
            Err(TryLockError::Error(error)) => return Err(failed(&beside, &error)),
        }
        file.set_len(0).map_err(|error| failed(&beside, &error))?;
        let summing =
            Summing { file: BufWriter::with_capacity(1 << 18, file), digest: Sha256::new(), bytes: 0 };
        let draft = Self {
            place: place.to_owned(),
            beside,
            existing,
            archive: Some(tar::Builder::new(summing)),
            manifest: Manifest::default(),
            held: BTreeSet::new(),
        };
        draft.sweep();
        Ok(draft)
    }

    /// Where a copy of the database may lie for a while.
    pub(super) fn scratch(&self) -> PathBuf {
        self.beside.with_extension("db")
    }

    /// Removes such a copy, also one that a backup has left that was killed: its log must never be taken for a new one's.
    fn sweep(&self) {
        for end in ["", "-wal", "-shm", "-journal"] {
            let mut path = self.scratch().into_os_string();
            path.push(end);
            let _ = fs::remove_file(path);
        }
    }

    /// Adds a part of exactly `size` bytes.
    pub(super) fn part(&mut self, name: &str, size: u64, bytes: impl Read, meter: &Meter) -> io::Result<()> {
        let Some(archive) = &mut self.archive else { return Err(io::ErrorKind::BrokenPipe.into()) };
        let mut header = tar::Header::new_gnu();
        header.set_size(size);
        header.set_mode(0o600);
        let mut bytes = Measured { bytes: bytes.take(size), digest: Sha256::new(), count: 0, meter };
        archive.append_data(&mut header, name, &mut bytes)?;
        if bytes.count != size {
            let why = format!("{name} is {} bytes long, but {size} were expected", bytes.count);
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, why));
        }
        let sha256 = store::hex(&bytes.digest.finalize());
        self.manifest.parts.push(Part { name: name.to_owned(), size, sha256 });
        Ok(())
    }

    fn json(&mut self, name: &str, value: &impl serde::Serialize) -> Result<(), Text> {
        let text = serde_json::to_vec_pretty(value);
        let text = text.map_err(|error| say!("failure.rejected", why = error.to_string()))?;
        self.part(name, text.len() as u64, text.as_slice(), &Meter::silent())
            .map_err(|error| self.failed(&error))
    }

    /// A failure to write, in words.
    pub(super) fn failed(&self, error: &io::Error) -> Text {
        failed(&self.beside, error)
    }

    pub(super) fn header(&mut self, header: &Header) -> Result<(), Text> {
        self.json(format::HEADER, header)
    }

    pub(super) fn tables(&mut self, tables: &[format::Table]) -> Result<(), Text> {
        self.json(format::TABLES, &tables)
    }

    pub(super) fn sequences(&mut self, sequences: Vec<Sequence>) {
        let given = sequences.into_iter().filter_map(|sequence| Some((sequence.name, sequence.last?)));
        self.manifest.sequences = given.collect();
    }

    /// The signing key of the directory, without which everybody would have to log in again.
    pub(super) fn key(&mut self, config: &Config) -> Result<(), Text> {
        let path = DataDir::new(&config.data_dir).key_file();
        match fs::read(&path) {
            Ok(key) => {
                let meter = &Meter::silent();
                self.part(format::KEY, key.len() as u64, key.as_slice(), meter)
                    .map_err(|error| self.failed(&error))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(failed(&path, &error)),
        }
    }

    /// The bytes to come, if there is room for them: on `SQLite` the database lies there twice for a while.
    pub(super) fn room(&self, db: &Db, files: &[(String, i64)]) -> Result<u64, Text> {
        let counts = db.read_blocking(super::count).map_err(|error| crate::database::failed(&error))?;
        let database = u64::try_from(counts.bytes).unwrap_or(0);
        let files: u64 = files.iter().map(|(_, size)| u64::try_from(*size).unwrap_or(0)).sum();
        let needed = match db.engine() {
            sql::EngineKind::Sqlite => database * 2 + files,
            sql::EngineKind::Postgres => files,
        };
        let directory = self.beside.parent().filter(|parent| !parent.as_os_str().is_empty());
        if let Ok(disk) = rustix::fs::statvfs(directory.unwrap_or(Path::new("."))) {
            let free = disk.f_bavail.saturating_mul(disk.f_frsize);
            if free < needed {
                let (needed, free) = (table::size(needed), table::size(free));
                return Err(say!("backup.room", path = self.place.display(), needed = needed, free = free));
            }
        }
        Ok(database + files)
    }

    /// Adds the files that are not in it yet.
    pub(super) fn attachments(
        &mut self,
        config: &Config,
        files: &[(String, i64)],
        meter: &Meter,
    ) -> Result<(), Text> {
        for (file, _) in files {
            if self.held.contains(file) {
                continue;
            }
            let Some(path) = app::vault::path(&config.data_dir, file) else { continue };
            let opened = File::open(&path).and_then(|opened| Ok((opened.metadata()?.len(), opened)));
            match opened {
                Ok((size, opened)) => {
                    let added = self.part(&format::attachment(file), size, opened, meter);
                    added.map_err(|error| self.failed(&error))?;
                    self.held.insert(file.clone());
                }
                // Removed meanwhile, or missing since long: told at the end.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(failed(&path, &error)),
            }
        }
        Ok(())
    }

    /// Puts the backup in its place. `files` are those that the database of the backup names.
    pub(super) fn finish(mut self, counts: &Counts, files: &[(String, i64)]) -> Result<Written, Text> {
        let named: BTreeSet<&str> = files.iter().map(|(file, _)| file.as_str()).collect();
        self.manifest.counts = format::counted(counts);
        self.manifest.missing =
            named.iter().filter(|file| !self.held.contains(**file)).map(|f| (*f).to_owned()).collect();
        self.manifest.superfluous =
            self.held.iter().filter(|file| !named.contains(file.as_str())).cloned().collect();
        let manifest = self.manifest.clone();
        self.json(format::MANIFEST, &manifest)?;
        let bytes = self.close().map_err(|error| self.failed(&error))?;
        self.settle()?;
        Ok(Written { bytes, manifest })
    }

    /// Ends the archive, seals it with the sum of all its bytes, and makes it durable. Gives its size.
    fn close(&mut self) -> io::Result<u64> {
        let Some(archive) = &mut self.archive else { return Err(io::ErrorKind::BrokenPipe.into()) };
        archive.finish()?;
        let summing = archive.get_mut();
        let seal = summing.digest.clone().finalize();
        summing.write_all(&seal)?;
        summing.file.flush()?;
        summing.file.get_ref().sync_all()?;
        Ok(summing.bytes)
    }

    fn settle(&mut self) -> Result<(), Text> {
        let placed = match self.existing {
            Existing::Replace => fs::rename(&self.beside, &self.place),
            // A link is refused where a file is, however it came there meanwhile.
            Existing::Keep => match fs::hard_link(&self.beside, &self.place) {
                Ok(()) => fs::remove_file(&self.beside),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    return Err(say!("backup.exists", path = self.place.display()));
                }
                // Not every file system has links.
                Err(_) => fs::rename(&self.beside, &self.place),
            },
        };
        placed.map_err(|error| failed(&self.place, &error))?;
        self.archive = None;
        let directory = self.place.parent().filter(|parent| !parent.as_os_str().is_empty());
        let directory = directory.unwrap_or(Path::new("."));
        File::open(directory)
            .and_then(|directory| directory.sync_all())
            .map_err(|error| failed(directory, &error))
    }
}

/// Sums and counts what is read, and shows it.
struct Measured<'m, R> {
    bytes: R,
    digest: Sha256,
    count: u64,
    meter: &'m Meter,
}

impl<R: Read> Read for Measured<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.bytes.read(buffer)?;
        self.digest.update(buffer.get(..count).unwrap_or_default());
        self.count += count as u64;
        self.meter.advance(count as u64);
        Ok(count)
    }
}
