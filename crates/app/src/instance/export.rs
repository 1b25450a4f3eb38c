//! Writing an instance to a file, from one snapshot of the database, while others go on working with it.

use super::{
    FORMAT, Failed, LAYOUT, MANIFEST, Manifest, Progress, ROWS, SUMS, Summary, archive, line, member_of,
    schema,
};
use crate::{App, Error, TEAM};
use domain::msg;
use sql::Tx;
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};
use store::{
    instance::{self, TABLES},
    number::{self, Source},
};

/// The record of where a number source is.
pub(super) const NUMBER: &str = "number";
/// So often, in rows, it is told how far the export has come.
const STRIDE: u64 = 2_000;
/// Attachments whose rows are read at once.
const FILES: i64 = 500;
/// How often an export begins anew because an attachment was deleted under its hands.
const ATTEMPTS: u32 = 3;

/// Where the archive is written, and how far it is told to have come.
struct Sink<P> {
    path: PathBuf,
    progress: P,
    done: u64,
    all: u64,
}

impl<P: Fn(Progress)> Sink<P> {
    fn failed(&self, error: io::Error) -> Failed {
        Error::File(self.path.clone(), error).into()
    }

    fn step(&mut self) {
        self.done += 1;
        if self.done.is_multiple_of(STRIDE) || self.done == self.all {
            (self.progress)(Progress { done: self.done, all: self.all });
        }
    }
}

impl App {
    /// Writes the whole instance into `file`, which is emptied first and durable at the end; `path` is its name in errors.
    /// Blocks its thread, for as long as it takes.
    pub fn export_instance(
        &self,
        file: &File,
        path: &Path,
        progress: impl Fn(Progress) + Clone + Send + 'static,
    ) -> Result<Summary, Failed> {
        for _ in 1..ATTEMPTS {
            match self.export_once(file, path, progress.clone()) {
                Err(Failed::Outdated) => {}
                ended => return ended,
            }
        }
        self.export_once(file, path, progress)
    }

    fn export_once(
        &self,
        file: &File,
        path: &Path,
        progress: impl Fn(Progress) + Clone + Send + 'static,
    ) -> Result<Summary, Failed> {
        let (app, path) = (self.clone(), path.to_owned());
        let file = file.try_clone().map_err(|error| Failed::from(Error::File(path.clone(), error)))?;
        // The unit writes to a file, which units otherwise never do: a second run of it begins by emptying the file.
        let ended = self.sql().read_blocking(move |tx| {
            let mut sink = Sink { path: path.clone(), progress: progress.clone(), done: 0, all: 0 };
            let file = file.try_clone().map_err(|error| sink.failed(error))?;
            write(tx, &app, file, &mut sink)
        });
        match ended {
            // The snapshot is older than the file system: the row may be gone by now, and its bytes with it.
            Err(Failed::Other(Error::File(path, error)))
                if error.kind() == io::ErrorKind::NotFound && self.was_deleted(&path)? =>
            {
                Err(Failed::Outdated)
            }
            ended => ended,
        }
    }

    /// Whether no attachment that is there now has its bytes in this file.
    fn was_deleted(&self, path: &Path) -> Result<bool, Failed> {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let kept = self.sql().read_blocking(move |tx| store::attachment::is_kept(tx, TEAM, &name))?;
        Ok(!kept)
    }
}

fn write<P: Fn(Progress)>(
    tx: &mut Tx<'_>,
    app: &App,
    file: File,
    sink: &mut Sink<P>,
) -> Result<Summary, Failed> {
    if instance::state(tx)? == instance::State::Half {
        return Err(Failed::File(msg!("instance.half")));
    }
    let manifest = manifest(tx)?;
    sink.all = manifest.records.values().sum::<u64>() + manifest.files;
    (sink.progress)(Progress { done: 0, all: sink.all });
    let mut out = archive::Writer::new(file).map_err(|error| sink.failed(error))?;
    let text = serde_json::to_string_pretty(&manifest).unwrap_or_default() + "\n";
    let first = out.put(MANIFEST, text.as_bytes()).map_err(|error| sink.failed(error))?;
    let second = rows(tx, &mut out, sink)?;
    files(tx, app, &mut out, sink)?;
    let sums = format!("{first}  {MANIFEST}\n{second}  {ROWS}\n");
    out.put(SUMS, sums.as_bytes()).map_err(|error| sink.failed(error))?;
    out.end().map_err(|error| sink.failed(error))?;
    Ok(Summary::of(&manifest))
}

fn manifest(tx: &mut Tx<'_>) -> Result<Manifest, Failed> {
    let mut records = BTreeMap::new();
    for (index, table) in TABLES.iter().enumerate() {
        records.insert(table.name.to_owned(), positive(instance::count(tx, index)?));
    }
    records.insert(NUMBER.to_owned(), Source::ALL.len() as u64);
    let (files, bytes) = store::attachment::kept(tx)?;
    Ok(Manifest {
        format: FORMAT.to_owned(),
        layout: LAYOUT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: schema(),
        records,
        files: positive(files),
        file_bytes: positive(bytes),
    })
}

/// A count of the database.
fn positive(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

/// Every row as a line; the member's SHA-256.
fn rows<P: Fn(Progress)>(
    tx: &mut Tx<'_>,
    out: &mut archive::Writer,
    sink: &mut Sink<P>,
) -> Result<String, Failed> {
    let mut member = out.begin(ROWS).map_err(|error| sink.failed(error))?;
    let mut text = Vec::new();
    for (index, table) in TABLES.iter().enumerate() {
        let mut broken = None;
        let read = instance::each(tx, index, |row| {
            text.clear();
            line::write(&mut text, table, row)?;
            sink.step();
            member.write_all(&text).map_err(|error| {
                broken = Some(error);
                sql::Error::Closed
            })
        });
        if let Some(error) = broken {
            return Err(sink.failed(error));
        }
        read?;
    }
    for source in Source::ALL {
        let next = number::next(tx, *source)?;
        let text = format!("{{\"record\":\"{NUMBER}\",\"source\":\"{}\",\"next\":{next}}}\n", source.name());
        member.write_all(text.as_bytes()).map_err(|error| sink.failed(error))?;
        sink.step();
    }
    member.end().map_err(|error| sink.failed(error))
}

/// Every attached file, in the order of their rows.
fn files<P: Fn(Progress)>(
    tx: &mut Tx<'_>,
    app: &App,
    out: &mut archive::Writer,
    sink: &mut Sink<P>,
) -> Result<(), Failed> {
    let mut after = 0;
    loop {
        let page = instance::files(tx, TEAM, after, FILES)?;
        let Some(last) = page.last() else { return Ok(()) };
        after = last.id;
        for file in &page {
            copy(app, file, out, sink)?;
            sink.step();
        }
    }
}

fn copy<P: Fn(Progress)>(
    app: &App,
    file: &instance::File,
    out: &mut archive::Writer,
    sink: &Sink<P>,
) -> Result<(), Failed> {
    let broken = || Error::Broken("an attachment has a name that is none of ours");
    let name = member_of(&file.file).ok_or_else(broken)?;
    let path = app.attachment_path(&file.file).ok_or_else(broken)?;
    let unreadable = |error| Failed::from(Error::File(path.clone(), error));
    let mut bytes = File::open(&path).map_err(unreadable)?;
    let mut member = out.begin(&name.to_string_lossy()).map_err(|error| sink.failed(error))?;
    let mut buffer = vec![0; 64 << 10];
    loop {
        let read = bytes.read(&mut buffer).map_err(unreadable)?;
        let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else { break };
        member.write_all(part).map_err(|error| sink.failed(error))?;
    }
    let size = member.size();
    let sum = member.end().map_err(|error| sink.failed(error))?;
    if size != positive(file.size) || sum != file.sha256 {
        return Err(Failed::member(&path.to_string_lossy(), msg!("instance.damaged")));
    }
    Ok(())
}
