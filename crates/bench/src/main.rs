//! `gongdan-bench`: writes data by the million, lays load on the real program, and runs the same statements bare beside it.
//!
//! For development only: nothing of the product depends on it. It reaches the program from outside (its command line and
//! HTTP), and the database only to fill it and to run bare what the program runs; rows are written by `store`'s functions and
//! statements are `store`'s declared ones, so that neither can drift from the product.
//!
//! To measure one more thing: a variant of [`scenario::Scenario`] and its statements in `bare/table.rs`.

#![allow(
    clippy::indexing_slicing,
    clippy::cast_possible_wrap,
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "numbers here are counts of tickets and users, and a wrong one ends the run"
)]

mod bare;
mod copy;
mod data;
mod dice;
mod fill;
mod growth;
mod histogram;
mod http;
mod jobs;
mod life;
mod load;
mod machine;
mod nodes;
mod questions;
mod report;
mod run;
mod scenario;
mod text;
#[cfg(test)]
mod truth;

use clap::{Args, Parser, Subcommand, ValueEnum};
use load::{Length, Target};
use run::Plan;
use scenario::{Scenario, Supplies};
use sql::EngineKind;
use std::{path::PathBuf, process::ExitCode, time::Duration};

/// Why a run ended early.
#[derive(Debug)]
pub(crate) struct Failure(String);

impl Failure {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

macro_rules! failures {
    ($($from:ty),*) => {$(
        impl From<$from> for Failure {
            fn from(error: $from) -> Self { Self(error.to_string()) }
        }
    )*};
}
failures!(std::io::Error, sql::Error, rusqlite::Error, serde_json::Error, toml::de::Error);

impl From<postgres::Error> for Failure {
    fn from(error: postgres::Error) -> Self {
        Self(error.as_db_error().map_or_else(|| error.to_string(), ToString::to_string))
    }
}

/// Tells whoever runs it.
#[allow(clippy::print_stderr, reason = "this is a program for the terminal")]
pub(crate) fn say(text: &str) {
    eprintln!("{text}");
}

#[derive(Debug, Parser)]
#[command(about = "Fills, loads and measures gongdan. Development only.")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Writes tickets into a new SQLite data directory, and the same into a new PostgreSQL database where a URL is given.
    Fill {
        #[arg(long, default_value_t = 100_000)]
        tickets: i64,
        /// Must not exist yet.
        #[arg(long)]
        data_dir: PathBuf,
        /// An empty database.
        #[arg(long)]
        database_url: Option<String>,
    },
    /// Measures both engines; PostgreSQL needs `GONGDAN_TEST_POSTGRES_URL` (scripts/with-postgres sets it).
    Run {
        #[command(flatten)]
        load: LoadArgs,
        #[arg(long, default_value_t = 100_000)]
        tickets: i64,
        #[arg(long, value_delimiter = ',', default_value = "sqlite,postgres")]
        engines: Vec<Engine>,
        /// Leaves out the bare statements.
        #[arg(long)]
        only_program: bool,
        /// Puts the tables into this document.
        #[arg(long)]
        write: Option<PathBuf>,
    },
    /// Lays load on a server that runs already.
    Load {
        #[command(flatten)]
        load: LoadArgs,
        /// HOST:PORT
        #[arg(long)]
        address: String,
        /// API tokens of users who see every ticket; connections share them.
        #[arg(long, value_delimiter = ',', required = true)]
        tokens: Vec<String>,
    },
    /// Measures jobs: no-ops end to end over HTTP, what waits when a server starts, and one by one on an idle server.
    Jobs {
        #[arg(long, value_delimiter = ',', default_value = "sqlite,postgres")]
        engines: Vec<Engine>,
        #[arg(long, default_value_t = 100_000)]
        waiting: i64,
        #[arg(long, default_value_t = 32)]
        connections: usize,
        #[arg(long, default_value_t = 5)]
        seconds: u64,
        /// Puts the table into this document.
        #[arg(long)]
        write: Option<PathBuf>,
    },
    /// Measures one node against two behind a balancer, on PostgreSQL.
    Nodes {
        #[command(flatten)]
        load: LoadArgs,
        #[arg(long, default_value_t = 100_000)]
        tickets: i64,
        /// Puts the table into this document.
        #[arg(long)]
        write: Option<PathBuf>,
    },
    /// Compares the tables of both sizes that stand in a document.
    Growth {
        #[arg(long)]
        write: PathBuf,
    },
}

#[derive(Debug, Args)]
struct LoadArgs {
    #[arg(long, value_delimiter = ',')]
    scenarios: Vec<Scenario>,
    #[arg(long, value_delimiter = ',')]
    connections: Vec<usize>,
    /// How long each is measured.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// How long each is laid on before.
    #[arg(long, default_value_t = 1)]
    warm_up: u64,
}

impl LoadArgs {
    fn plan(self, tickets: i64, scenarios: &[Scenario], connections: &[usize]) -> Plan {
        let or = |given: Vec<usize>| if given.is_empty() { connections.to_vec() } else { given };
        Plan {
            tickets,
            scenarios: if self.scenarios.is_empty() { scenarios.to_vec() } else { self.scenarios },
            connections: or(self.connections),
            length: Length {
                warm_up: Duration::from_secs(self.warm_up),
                measured: Duration::from_secs(self.seconds.max(1)),
            },
            bare: true,
        }
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Engine {
    Sqlite,
    Postgres,
}

fn main() -> ExitCode {
    match perform(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(why)) => {
            say(&format!("gongdan-bench: {why}"));
            ExitCode::FAILURE
        }
    }
}

fn perform(command: Command) -> Result<(), Failure> {
    match command {
        Command::Fill { tickets, data_dir, database_url } => {
            fill_new(tickets, &data_dir, database_url.as_deref())
        }
        Command::Run { load, tickets, engines, only_program, write } => {
            let plan = Plan { bare: !only_program, ..load.plan(tickets, &Scenario::ALL, &[1, 32]) };
            run::run(&plan, &kinds(engines), write.as_deref())
        }
        Command::Load { load, address, tokens } => {
            lay_on(&address, tokens, &load.plan(0, &Scenario::ALL, &[1, 32]))
        }
        Command::Jobs { engines, waiting, connections, seconds, write } => {
            let length = Duration::from_secs(seconds.max(1));
            let plan = jobs::Plan { waiting, connections, length, single: 300 };
            jobs::run(plan, &kinds(engines), write.as_deref())
        }
        Command::Growth { write } => growth::run(&write),
        Command::Nodes { load, tickets, write } => {
            nodes::run(&load.plan(tickets, &nodes::SCENARIOS, &[32]), write.as_deref())
        }
    }
}

fn kinds(engines: Vec<Engine>) -> Vec<EngineKind> {
    let kind = |engine| match engine {
        Engine::Sqlite => EngineKind::Sqlite,
        Engine::Postgres => EngineKind::Postgres,
    };
    engines.into_iter().map(kind).collect()
}

fn fill_new(tickets: i64, data_dir: &std::path::Path, url: Option<&str>) -> Result<(), Failure> {
    if data_dir.exists() {
        return Err(Failure::new(format!("{} is there already", data_dir.display())));
    }
    let workshop = data::Workshop::beside_this_program()?;
    let data_dir = std::path::absolute(data_dir)?;
    data::fill_sqlite(&workshop, &data_dir, tickets)?;
    if let Some(url) = url {
        workshop.serve(&data_dir, Some(url)).terminate();
        copy::copy(&data_dir.join("gongdan.db"), url)?;
    }
    say(&format!(
        "API tokens of operators: {} and so on",
        (0..3).map(fill::secret).collect::<Vec<_>>().join(" ")
    ));
    Ok(())
}

fn lay_on(address: &str, tokens: Vec<String>, plan: &Plan) -> Result<(), Failure> {
    let world = life::World { team: fill::TEAM, places: Vec::new(), words: text::Words::load()?, tickets: 0 };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let lines = runtime.block_on(async {
        let supplies = Supplies::gather(address, tokens, &world).await?;
        run::lay_on(Target { address, pid: None }, &supplies, plan).await
    })?;
    say(&report::table(EngineKind::Sqlite, &lines));
    let wrong: u64 = lines.iter().flat_map(|line| line.figures.faults.values()).sum();
    if wrong == 0 { Ok(()) } else { Err(Failure::new(format!("{wrong} answers were wrong"))) }
}
