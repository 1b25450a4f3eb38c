//! The whole benchmark: data, the real program on it, the load, and the same statements bare.

use crate::{
    Failure,
    bare::{self, Place, Samples},
    data::{self, Workshop},
    fill,
    histogram::Histogram,
    http, life,
    load::{self, Length, Target},
    machine,
    report::{self, Line, megabytes},
    say,
    scenario::{Scenario, Supplies},
};
use sql::{Db, EngineKind, PostgresOptions, SqliteOptions};
use std::{
    collections::HashMap,
    fmt::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

/// What is measured, and how.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) tickets: i64,
    pub(crate) scenarios: Vec<Scenario>,
    pub(crate) connections: Vec<usize>,
    pub(crate) length: Length,
    /// Whether the bare statements are run too.
    pub(crate) bare: bool,
}

/// An engine's figures.
#[derive(Debug)]
struct Measured {
    lines: Vec<Line>,
    about: String,
}

/// Measures the engines one after another, prints the tables, and writes them into `document` where one is given.
pub(crate) fn run(plan: &Plan, engines: &[EngineKind], document: Option<&Path>) -> Result<(), Failure> {
    let workshop = Workshop::beside_this_program()?;
    let filled = workshop.filled(plan.tickets)?;
    let mut faults = 0;
    for engine in engines {
        let measured = match engine {
            EngineKind::Sqlite => on_sqlite(&workshop, &filled, plan)?,
            EngineKind::Postgres => on_postgres(&workshop, &filled, plan)?,
        };
        let text = format!("{}\n{}", measured.about, report::table(*engine, &measured.lines));
        say(&format!("\n{engine}\n{text}"));
        if let Some(document) = document {
            report::write(document, &format!("{}:{engine}", plan.tickets), &text)?;
        }
        for line in &measured.lines {
            for (status, count) in &line.figures.faults {
                faults += count;
                let what = if *status == 0 {
                    "broke what they promise".to_owned()
                } else {
                    format!("were {status}")
                };
                say(&format!("{} answers to {} {what}", count, line.scenario.name()));
            }
            if let Some(example) = &line.figures.example {
                say(&format!("for example:\n{example}"));
            }
        }
    }
    if faults == 0 { Ok(()) } else { Err(Failure::new(format!("{faults} answers were wrong"))) }
}

/// Where the program's data is, and how it is reached with nothing between.
struct Stand<'s> {
    data: &'s Path,
    url: Option<&'s str>,
}

impl Stand<'_> {
    fn file(&self) -> PathBuf {
        self.data.join("gongdan.db")
    }

    fn open(&self) -> Result<Db, Failure> {
        Ok(match self.url {
            None => Db::open_sqlite(&self.file(), SqliteOptions { readers: 1, ..SqliteOptions::default() })?,
            Some(url) => {
                Db::open_postgres(url, PostgresOptions { connections: 1, ..PostgresOptions::default() })?
            }
        })
    }
}

fn on_sqlite(workshop: &Workshop, filled: &Path, plan: &Plan) -> Result<Measured, Failure> {
    let data = workshop.copy_of(filled)?;
    let size = data::size(&data)?;
    let mut measured = measure(workshop, &Stand { data: &data, url: None }, plan)?;
    let _ = writeln!(measured.about, " {} on disk. `synchronous=FULL`, WAL.", megabytes(size));
    std::fs::remove_dir_all(&data)?;
    Ok(measured)
}

fn on_postgres(workshop: &Workshop, filled: &Path, plan: &Plan) -> Result<Measured, Failure> {
    let (database, data) = workshop.on_postgres(filled)?;
    let url = database.url();
    let mut client = postgres::Client::connect(&url, postgres::NoTls)?;
    let size: i64 = client.query_one("SELECT pg_database_size(current_database())", &[])?.get(0);
    let mut settings = Vec::new();
    for name in [
        "server_version",
        "fsync",
        "synchronous_commit",
        "full_page_writes",
        "shared_buffers",
        "max_connections",
    ] {
        let value: String = client.query_one(&format!("SHOW {name}"), &[])?.get(0);
        settings.push(format!("`{name}={value}`"));
    }
    drop(client);
    let mut measured = measure(workshop, &Stand { data: &data, url: Some(&url) }, plan)?;
    let size = megabytes(size.unsigned_abs());
    let _ = writeln!(measured.about, " {size} on disk. {}.", settings.join(", "));
    std::fs::remove_dir_all(&data)?;
    Ok(measured)
}

fn measure(workshop: &Workshop, stand: &Stand<'_>, plan: &Plan) -> Result<Measured, Failure> {
    let db = stand.open()?;
    let (totals, world) = (Samples::totals(&db)?, fill::world(&db, plan.tickets)?);
    db.close_blocking();

    // Reads before the program has written, writes after: both read the same rows, and the program never sees rows that are
    // not its own.
    let mut bare = Bare::new();
    add_bare(stand, plan, Kind::Reads, &mut bare)?;

    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let started = Instant::now();
    let mut server = workshop.serve(stand.data, stand.url);
    let address = server.url().trim_start_matches("http://").to_owned();
    runtime.block_on(first_answer(&address))?;
    let start = started.elapsed();
    let target = Target { address: &address, pid: Some(server.pid()) };
    let (mut lines, idle, first) = runtime.block_on(async {
        // Until the word list of the search is loaded, which nobody waits for.
        tokio::time::sleep(Duration::from_secs(2)).await;
        let idle = machine::memory(server.pid());
        let tokens = (0..life::OPERATORS).map(fill::secret).collect();
        let supplies = Supplies::gather(&address, tokens, &world).await?;
        supplies.expect(&totals);
        let first = first_totals(&address, &supplies).await?;
        Ok::<_, Failure>((lay_on(target, &supplies, plan).await?, idle, first))
    })?;
    server.terminate();
    server.assert_calm();

    add_bare(stand, plan, Kind::Writes, &mut bare)?;
    for line in &mut lines {
        line.bare = bare.get(&(line.scenario.name(), line.connections)).copied();
    }
    let most = lines.iter().map(|line| line.figures.memory).max().unwrap_or_default();
    let about = format!(
        "{} tickets, {}, {}. Start to first answer {:.2} s. Memory of the program: {} idle, {} at most under load, \
         {} of it pages of files (the program, the database) mapped from the system's cache. {first}",
        report::thousands(plan.tickets as f64),
        machine::describe(),
        machine::today(),
        start.as_secs_f64(),
        megabytes(idle.all),
        megabytes(most.all),
        megabytes(most.mapped),
    );
    Ok(Measured { lines, about })
}

/// Every scenario with every number of connections.
pub(crate) async fn lay_on(
    target: Target<'_>,
    supplies: &Supplies,
    plan: &Plan,
) -> Result<Vec<Line>, Failure> {
    let mut lines = Vec::new();
    for scenario in &plan.scenarios {
        for connections in &plan.connections {
            let figures = load::run(target, supplies, *scenario, *connections, plan.length).await?;
            say(&format!(
                "  {:<18} {connections:>3} connections {:>9} a second, p99 {}; the load took {:.1} µs a request",
                scenario.name(),
                report::thousands(figures.per_second),
                report::millis(figures.times.permille(990)),
                figures.own_micros,
            ));
            lines.push(Line { scenario: *scenario, connections: *connections, figures, bare: None });
        }
    }
    Ok(lines)
}

/// Requests a second of the bare statements, by scenario and clients.
type Bare = HashMap<(&'static str, usize), f64>;

/// Whether scenarios write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Reads,
    Writes,
}

fn add_bare(stand: &Stand<'_>, plan: &Plan, kind: Kind, rates: &mut Bare) -> Result<(), Failure> {
    let file = stand.file();
    let place = stand.url.map_or(Place::File(&file), Place::Url);
    let wanted = |scenario: &&Scenario| {
        plan.bare && bare::has(**scenario) && bare::writes(**scenario) == (kind == Kind::Writes)
    };
    for scenario in plan.scenarios.iter().filter(wanted) {
        for connections in &plan.connections {
            // Gathered anew: what was written before has moved the tickets on.
            let db = stand.open()?;
            let samples = Arc::new(Samples::gather(&db, plan.tickets)?);
            db.close_blocking();
            let wish = bare::Wish {
                scenario: *scenario,
                clients: *connections,
                length: plan.length.measured,
                run: rates.len(),
            };
            let rate = bare::run(place, &samples, wish)?;
            say(&format!(
                "  bare {:<13} {connections:>3} clients     {:>9} a second",
                scenario.name(),
                report::thousands(rate)
            ));
            rates.insert((scenario.name(), *connections), rate);
        }
    }
    Ok(())
}

/// How long lists take whose totals nobody has asked for since the start: one after another, before any load.
async fn first_totals(address: &str, supplies: &Supplies) -> Result<String, Failure> {
    let said = |[pages, searches]: [Histogram; 2]| {
        let [pages, searches] = [pages, searches].map(|times| {
            format!("{} (longest {})", report::millis(times.permille(500)), report::millis(times.max()))
        });
        format!("pages {pages}, searches {searches}")
    };
    let [first, second] = [supplies.ask_each(address).await?, supplies.ask_each(address).await?].map(said);
    Ok(format!("One after another, asked for the first time: {first}; once more: {second}."))
}

/// Waits for the first good answer that needs the database.
async fn first_answer(address: &str) -> Result<(), Failure> {
    let mut request = Vec::new();
    http::request(&mut request, "GET", "tickets/1", &fill::secret(0), b"");
    let mut connection = http::Connection::open(address).await?;
    let answer = connection.exchange(&request).await?;
    if answer.status == 200 {
        Ok(())
    } else {
        let body = String::from_utf8_lossy(answer.body);
        Err(Failure::new(format!("the first answer is {}: {body}", answer.status)))
    }
}
