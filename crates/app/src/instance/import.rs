//! Making an instance of a file, in a database that holds none.
//!
//! The database is marked first, the rows come in batches, and the mark goes with the last commit: whoever finds the mark
//! has found half an instance. A run that fails takes away what it has brought; one that was killed is done away with by
//! the next.

use super::{
    FORMAT, Failed, LAYOUT, MANIFEST, Manifest, Progress, ROWS, SUMS, Summary,
    archive::{End, Hashed, Source as Origin},
    batch::{Batch, hold},
    checks::{Audit, Histories, Order, Values},
    export::NUMBER,
    line::{Line, wrong},
    member_of, schema,
};
use crate::{App, Error, TEAM, random};
use domain::{id::TicketId, msg};
use std::{
    collections::{BTreeMap, VecDeque},
    fs::File,
    io::{self, BufRead as _, BufReader, Read, Write as _},
    path::{Path, PathBuf},
};
use store::{
    instance::{self, State, TABLES},
    number::{self, Source},
};
use tar::{Archive, Entries, Entry};

/// A manifest is small; one that is not is none of ours.
const LONGEST_MANIFEST: u64 = 64 << 10;
/// No line of ours is longer: a ticket's content has 64 KiB.
const LONGEST_LINE: u64 = 64 << 20;
/// Tickets whose words, tags and watchers are written in one commit.
const DERIVED: i64 = 1_000;
/// Attachments whose rows are read at once.
const FILES: i64 = 500;

/// One run of an import.
struct Run<'a, P> {
    app: &'a App,
    /// Its own name, by which the database is in its hands.
    id: String,
    manifest: Manifest,
    progress: P,
    done: u64,
}

impl App {
    /// Makes the instance that `source` holds. Refused, with nothing changed, where there is one already. Blocks its
    /// thread, for as long as it takes.
    pub fn import_instance(
        &self,
        source: impl Read,
        progress: impl FnMut(Progress),
    ) -> Result<Summary, Failed> {
        let origin = Origin::new(source);
        let mut archive = Archive::new(&origin);
        let mut members = archive.entries().map_err(|error| Failed::unreadable(&error))?;
        let (manifest, sum) = manifest(&mut members)?;
        let id = random::short_id(self.inner.random.as_ref(), 16);
        self.take_hold(&id)?;
        let mut run = Run { app: self, id, manifest, progress, done: 0 };
        match run.fill(&mut members, &sum, &origin) {
            Ok(()) => Ok(Summary::of(&run.manifest)),
            Err(failed) => {
                // What cannot be taken away now is taken away by the next run: the mark stays with it.
                if let Err(error) = run.undo() {
                    tracing::error!(error = %error, "half an instance was left behind");
                }
                Err(failed)
            }
        }
    }

    /// Marks the database, after taking away what an import that was killed has left.
    fn take_hold(&self, id: &str) -> Result<(), Failed> {
        if self.sql().read_blocking(instance::state)? == State::Half {
            self.remove_files()?;
        }
        let id = id.to_owned();
        self.sql().write_blocking(move |tx| {
            match instance::claim(tx)? {
                State::Whole => return Err(Failed::Occupied),
                State::Half => instance::clear(tx)?,
                State::Empty => {}
            }
            Ok(instance::mark(tx, TEAM, &id)?)
        })
    }

    /// Removes the files of every attachment that is in the database.
    fn remove_files(&self) -> Result<(), Failed> {
        let mut after = 0;
        loop {
            let page = self.sql().read_blocking(move |tx| instance::files(tx, TEAM, after, FILES))?;
            let Some(last) = page.last() else { return Ok(()) };
            after = last.id;
            for path in page.iter().filter_map(|file| self.attachment_path(&file.file)) {
                match std::fs::remove_file(&path) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => {
                        return Err(Error::File(path, error).into());
                    }
                    _ => {}
                }
            }
        }
    }
}

/// The first member, and its SHA-256.
fn manifest<R: Read>(members: &mut Entries<'_, R>) -> Result<(Manifest, String), Failed> {
    let mut first = next(members)?.ok_or_else(|| Failed::File(msg!("instance.not_ours")))?;
    if name_of(&first)? != MANIFEST {
        return Err(Failed::File(msg!("instance.not_ours")));
    }
    let mut text = Vec::new();
    let mut reader = Hashed::new(&mut first);
    (&mut reader)
        .take(LONGEST_MANIFEST)
        .read_to_end(&mut text)
        .map_err(|error| Failed::unreadable(&error))?;
    let sum = reader.sum();
    let read: Manifest = serde_json::from_slice(&text)
        .map_err(|error| Failed::member(MANIFEST, msg!("instance.json", detail = error)))?;
    if read.format != FORMAT {
        return Err(Failed::File(msg!("instance.not_ours")));
    }
    if read.layout != LAYOUT || read.schema != schema() {
        return Err(Failed::File(msg!(
            "instance.schema",
            program = read.program,
            file = read.schema,
            known = schema()
        )));
    }
    Ok((read, sum))
}

fn next<'a, R: Read>(members: &mut Entries<'a, R>) -> Result<Option<Entry<'a, R>>, Failed> {
    members.next().transpose().map_err(|error| Failed::unreadable(&error))
}

fn name_of<R: Read>(member: &Entry<'_, R>) -> Result<String, Failed> {
    let path = member.path().map_err(|error| Failed::unreadable(&error))?;
    Ok(path.to_string_lossy().into_owned())
}

impl<P: FnMut(Progress)> Run<'_, P> {
    fn step(&mut self, count: u64) {
        let records = &self.manifest.records;
        // Each ticket comes by twice: as a row, and when it is made to be found.
        let tickets = records.get("ticket").copied().unwrap_or_default();
        let all = records.values().sum::<u64>() + tickets + self.manifest.files;
        let before = self.done;
        self.done += count;
        if before / 2_000 != self.done / 2_000 || self.done >= all {
            (self.progress)(Progress { done: self.done.min(all), all });
        }
    }

    fn fill<R: Read>(
        &mut self,
        members: &mut Entries<'_, &Origin<R>>,
        manifest_sum: &str,
        origin: &Origin<R>,
    ) -> Result<(), Failed> {
        let member = next(members)?.ok_or_else(|| Failed::File(msg!("instance.cut_off")))?;
        if name_of(&member)? != ROWS {
            return Err(Failed::member(&name_of(&member)?, msg!("instance.member", expected = ROWS)));
        }
        let mut reader = Hashed::new(member);
        let numbers = self.rows(BufReader::with_capacity(1 << 20, &mut reader))?;
        let sums = format!("{manifest_sum}  {MANIFEST}\n{}  {ROWS}\n", reader.sum());
        self.files(members, &sums)?;
        match origin.end(sums.len()).map_err(|error| Failed::unreadable(&error))? {
            End::Whole => {}
            End::Short => return Err(Failed::File(msg!("instance.cut_off"))),
            End::Other => return Err(Failed::File(msg!("instance.surplus"))),
        }
        self.derive()?;
        let id = self.id.clone();
        self.app.sql().write_blocking(move |tx| {
            hold(tx, &id)?;
            for (source, next) in &numbers {
                number::resume(tx, *source, *next)?;
            }
            Ok::<_, Failed>(instance::unmark(tx)?)
        })?;
        self.step(0);
        Ok(())
    }

    /// Takes away what this run has brought, unless another has the database in its hands by now.
    fn undo(&self) -> Result<(), Failed> {
        if self.app.sql().read_blocking(|tx| instance::holder(tx, TEAM))?.as_ref() != Some(&self.id) {
            return Err(Failed::Overtaken);
        }
        self.app.remove_files()?;
        let id = self.id.clone();
        self.app.sql().write_blocking(move |tx| {
            hold(tx, &id)?;
            Ok(instance::clear(tx)?)
        })
    }

    /// Every line; where the number sources go on.
    fn rows(&mut self, mut from: impl io::BufRead) -> Result<Vec<(Source, i64)>, Failed> {
        let mut rows = Rows::default();
        let mut text = Vec::new();
        loop {
            text.clear();
            let number = rows.line + 1;
            let read = (&mut from).take(LONGEST_LINE).read_until(b'\n', &mut text);
            if read.map_err(|error| Failed::unreadable(&error))? == 0 {
                break;
            }
            if text.pop() != Some(b'\n') {
                return Err(wrong(number, "", msg!("instance.unended")));
            }
            rows.line = number;
            let mut line = Line::parse(number, &text)?;
            let record = line.text("record")?;
            if record == NUMBER {
                rows.number(self, line)?;
            } else {
                rows.row(self, &record, line)?;
            }
            self.step(1);
        }
        rows.end(self)?;
        Ok(rows.numbers)
    }

    /// The attached files, in the order of their rows, and the sums behind them.
    fn files<R: Read>(&mut self, members: &mut Entries<'_, R>, sums: &str) -> Result<(), Failed> {
        let mut page: VecDeque<instance::File> = VecDeque::new();
        let mut after = 0;
        loop {
            if page.is_empty() {
                page =
                    self.app.sql().read_blocking(move |tx| instance::files(tx, TEAM, after, FILES))?.into();
            }
            let expected = page.pop_front();
            let member = next(members)?.ok_or_else(|| Failed::File(msg!("instance.cut_off")))?;
            let name = name_of(&member)?;
            let Some(file) = expected else { return last(member, &name, sums) };
            let path = member_of(&file.file);
            let path = path.ok_or_else(|| Failed::member(&file.file, msg!("instance.file_name")))?;
            if Path::new(&name) != path {
                return Err(Failed::member(&name, msg!("instance.member", expected = path.display())));
            }
            after = file.id;
            self.file(member, &name, &file)?;
            self.step(1);
        }
    }

    fn file<R: Read>(&self, member: Entry<'_, R>, name: &str, file: &instance::File) -> Result<(), Failed> {
        let broken = || Error::Broken("an attachment has a name that is none of ours");
        let path = self.app.attachment_path(&file.file).ok_or_else(broken)?;
        let folder: PathBuf = path.parent().map_or_else(PathBuf::new, Path::to_owned);
        let failed = |error| Failed::from(Error::File(path.clone(), error));
        std::fs::create_dir_all(&folder).map_err(failed)?;
        let mut out = File::create(&path).map_err(failed)?;
        let size = member.size();
        let mut reader = Hashed::new(member);
        let mut buffer = vec![0; 64 << 10];
        loop {
            let read = reader.read(&mut buffer).map_err(|error| Failed::unreadable(&error))?;
            let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else { break };
            out.write_all(part).map_err(failed)?;
        }
        if i64::try_from(size) != Ok(file.size) || reader.sum() != file.sha256 {
            return Err(Failed::member(name, msg!("instance.damaged")));
        }
        let durable = out.sync_all().and_then(|()| File::open(&folder)?.sync_all());
        durable.map_err(failed)
    }

    /// Makes what tickets are found by.
    fn derive(&mut self) -> Result<(), Failed> {
        let mut after = TicketId(0);
        loop {
            let id = self.id.clone();
            let last = self.app.sql().write_blocking(move |tx| {
                hold(tx, &id)?;
                Ok::<_, Failed>(instance::derive(tx, TEAM, after, DERIVED)?)
            })?;
            let Some(last) = last else { return Ok(()) };
            after = last;
            self.step(DERIVED.unsigned_abs());
        }
    }
}

/// The last member: the sums of the first two. Without it the file was cut off.
fn last<R: Read>(mut member: Entry<'_, R>, name: &str, sums: &str) -> Result<(), Failed> {
    if name != SUMS {
        return Err(Failed::member(name, msg!("instance.member", expected = SUMS)));
    }
    let mut text = String::new();
    (&mut member)
        .take(LONGEST_MANIFEST)
        .read_to_string(&mut text)
        .map_err(|error| Failed::unreadable(&error))?;
    if text == sums { Ok(()) } else { Err(Failed::member(SUMS, msg!("instance.sums"))) }
}

/// The lines that have been read.
#[derive(Default)]
struct Rows {
    line: u64,
    table: usize,
    counts: BTreeMap<String, u64>,
    order: Order,
    histories: Histories,
    audit: Audit,
    batch: Batch,
    /// The largest number of each source's rows, by table.
    largest: BTreeMap<&'static str, i64>,
    numbers: Vec<(Source, i64)>,
}

impl Rows {
    fn row<P: FnMut(Progress)>(&mut self, run: &Run<'_, P>, record: &str, line: Line) -> Result<(), Failed> {
        let Some((index, table)) = instance::table_of(record) else {
            return Err(line.wrong("record", msg!("instance.record", record = record)));
        };
        if !self.numbers.is_empty() {
            return Err(line.wrong("record", msg!("instance.order")));
        }
        let values = line.row(table)?;
        self.order.next(self.line, index, table, &values)?;
        if index != self.table {
            self.leave(run)?;
            self.table = index;
        }
        let row = Values::new(table, &values);
        match table.name {
            "setting" => self.audit.setting(&row),
            "event" => self.histories.step(run.app, self.line, &row)?,
            "audit" => self.audit.entry(self.line, &row)?,
            _ => {}
        }
        for (name, column) in Source::ALL.iter().map(|source| source.column()) {
            if name == table.name {
                let largest = self.largest.entry(name).or_default();
                *largest = row.int(column).max(*largest);
            }
        }
        match self.counts.get_mut(record) {
            Some(count) => *count += 1,
            None => drop(self.counts.insert(record.to_owned(), 1)),
        }
        if self.batch.add(self.line, index, values) {
            self.batch.write(run.app, &run.id)?;
        }
        Ok(())
    }

    /// A table's rows are over: what comes next may rest on them.
    fn leave<P: FnMut(Progress)>(&mut self, run: &Run<'_, P>) -> Result<(), Failed> {
        self.batch.write(run.app, &run.id)
    }

    fn number<P: FnMut(Progress)>(&mut self, run: &Run<'_, P>, mut line: Line) -> Result<(), Failed> {
        let (name, next) = (line.text("source")?, line.int("next")?);
        let given = |known: &Source| self.numbers.iter().any(|(source, _)| source == known);
        let source = Source::ALL.iter().find(|source| source.name() == name && !given(source));
        let source = source.ok_or_else(|| line.wrong("source", msg!("instance.source", name = name)))?;
        let largest = self.largest.get(source.column().0).copied().unwrap_or(0);
        if next <= largest {
            return Err(line.wrong("next", msg!("instance.next", largest = largest)));
        }
        line.end()?;
        if self.numbers.is_empty() {
            self.leave(run)?;
        }
        self.numbers.push((*source, next));
        *self.counts.entry(NUMBER.to_owned()).or_default() += 1;
        Ok(())
    }

    /// Nothing comes any more: everything that was announced must have come.
    fn end<P: FnMut(Progress)>(&mut self, run: &Run<'_, P>) -> Result<(), Failed> {
        self.leave(run)?;
        self.histories.end(run.app, self.line + 1)?;
        self.audit.end(self.line + 1)?;
        let announced = TABLES.iter().map(|table| table.name).chain([NUMBER]);
        for name in announced {
            let expected = run.manifest.records.get(name).copied().unwrap_or_default();
            let found = self.counts.get(name).copied().unwrap_or_default();
            if found != expected {
                let why = msg!("instance.count", record = name, expected = expected, found = found);
                return Err(Failed::member(ROWS, why));
            }
        }
        if self.numbers.len() != Source::ALL.len() || !self.counts.contains_key("team") {
            return Err(Failed::member(ROWS, msg!("instance.cut_off")));
        }
        Ok(())
    }
}
