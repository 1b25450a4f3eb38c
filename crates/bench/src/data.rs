//! The data that is measured on: made once, kept in `target/bench`, copied for each run.

use crate::{Failure, copy, fill, life, say};
use sha2::{Digest as _, Sha256};
use sql::{Db, SqliteOptions};
use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};
use testkit::{Database, Gongdan, Process};

/// The program that is measured, and where the data is kept.
#[derive(Debug, Clone)]
pub(crate) struct Workshop {
    pub(crate) program: PathBuf,
    pub(crate) directory: PathBuf,
}

impl Workshop {
    /// The `gongdan` beside this program, and `target/bench`.
    pub(crate) fn beside_this_program() -> Result<Self, Failure> {
        let own = std::env::current_exe()?;
        let profile = own.parent().ok_or_else(|| Failure::new("this program lies nowhere"))?;
        let program = profile.join("gongdan");
        if !program.is_file() {
            let path = program.display();
            return Err(Failure::new(format!("{path} is not there: cargo build --release -p server")));
        }
        let directory = profile.parent().unwrap_or(profile).join("bench");
        fs::create_dir_all(&directory)?;
        Ok(Self { program, directory })
    }

    /// The program with its data in `data`, and on PostgreSQL where a URL is given.
    pub(crate) fn serve(&self, data: &Path, url: Option<&str>) -> Process {
        let mut gongdan = Gongdan::new(&self.program, &self.directory).data_dir(data);
        if let Some(url) = url {
            gongdan = gongdan.env("GONGDAN_DATABASE_URL", url);
        }
        Process::start(gongdan.args(["serve", "--listen", "127.0.0.1:0"]).into_command(), "true")
    }

    /// A data directory with so many tickets; made if it is not there yet.
    pub(crate) fn filled(&self, tickets: i64) -> Result<PathBuf, Failure> {
        let directory = self.directory.join(format!("{tickets}-{}", key()));
        let (data, complete) = (directory.join("data"), directory.join("complete"));
        if complete.is_file() {
            return Ok(data);
        }
        if directory.exists() {
            fs::remove_dir_all(&directory)?;
        }
        fs::create_dir_all(&directory)?;
        say(&format!("writing {tickets} tickets into {}", data.display()));
        let started = Instant::now();
        fill_sqlite(self, &data, tickets)?;
        let taken = format!("{:.0}", started.elapsed().as_secs_f64());
        say(&format!("  done after {taken} s"));
        fs::write(complete, taken)?;
        Ok(data)
    }

    /// A copy of a data directory that may be written to.
    pub(crate) fn copy_of(&self, data: &Path) -> Result<PathBuf, Failure> {
        let work = self.directory.join("work");
        if work.exists() {
            fs::remove_dir_all(&work)?;
        }
        fs::create_dir_all(&work)?;
        for entry in fs::read_dir(data)? {
            let entry = entry?;
            if entry.file_type()?.is_file() {
                fs::copy(entry.path(), work.join(entry.file_name()))?;
            }
        }
        Ok(work)
    }

    /// The same data in a PostgreSQL database of its own, and a data directory beside it.
    pub(crate) fn on_postgres(&self, data: &Path) -> Result<(Database, PathBuf), Failure> {
        let database = Database::new();
        let url = database.url();
        let work = self.directory.join("work-postgres");
        fs::create_dir_all(&work)?;
        self.serve(&work, Some(&url)).terminate();
        say("copying the data to PostgreSQL");
        let started = Instant::now();
        copy::copy(&data.join("gongdan.db"), &url)?;
        say(&format!("  done after {:.0} s", started.elapsed().as_secs_f64()));
        Ok((database, work))
    }
}

/// Changes with whatever decides what the data is: the schema, the generator, the cutter of words.
fn key() -> String {
    let mut digest = Sha256::new();
    for migration in store::migrations::ALL {
        digest.update(migration.sqlite);
    }
    digest.update(life::GENERATOR.to_be_bytes());
    digest.update(store::search::REVISION);
    store::hex(&digest.finalize()).chars().take(12).collect()
}

/// Fills a new data directory: the program itself makes the database and what a first start makes.
pub(crate) fn fill_sqlite(workshop: &Workshop, data: &Path, tickets: i64) -> Result<(), Failure> {
    workshop.serve(data, None).terminate();
    let file = data.join("gongdan.db");
    let db = Db::open_sqlite(&file, SqliteOptions::default())?;
    let filled = fill::fill(&db, tickets);
    db.close_blocking();
    filled?;
    let connection = rusqlite::Connection::open(&file)?;
    connection.execute_batch("ANALYZE")?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}

/// The bytes of all files of a directory.
pub(crate) fn size(directory: &Path) -> Result<u64, Failure> {
    let sizes = fs::read_dir(directory)?.map(|entry| Ok(entry?.metadata()?.len()));
    sizes.sum()
}
