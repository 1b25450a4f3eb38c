//! Jobs: how many no-ops an engine takes in and ends over HTTP, how quickly it ends what waits, and how soon an idle server begins.

use crate::{
    Failure,
    data::Workshop,
    histogram::Histogram,
    http::{self, Connection},
    machine,
    report::{self, millis, thousands},
    say,
};
use domain::{
    At,
    function::Kind,
    id::{JobId, TeamId},
    job::Stage,
};
use sql::{Db, EngineKind, PostgresOptions, SqliteOptions, params};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use store::{job, number};
use testkit::{Client, Database, json};

const TEAM: TeamId = TeamId(1);
const FUNCTION: &str = "bench.noop";

sql::statements! {
    /// From the first beginning to the last end of the jobs after a number.
    SPAN = "SELECT COUNT(*), COALESCE(MIN(started_at), 0), COALESCE(MAX(ended_at), 0) FROM job_done
            WHERE team_id = $1 AND id > $2";
    LEFT = "SELECT COUNT(*) FROM job WHERE team_id = $1";
    /// How long each of the newest jobs waited, in microseconds.
    WAITS = "SELECT started_at - created_at FROM job_done WHERE team_id = $1 ORDER BY id DESC LIMIT $2";
    NEWEST = "SELECT COALESCE(MAX(id), 0) FROM job_done WHERE team_id = $1";
}

/// What is measured.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// Jobs that wait when the server starts.
    pub(crate) waiting: i64,
    /// Connections that ask for jobs.
    pub(crate) connections: usize,
    /// For how long.
    pub(crate) length: Duration,
    /// Jobs asked for one by one on an idle server.
    pub(crate) single: i64,
}

/// A fresh place on an engine.
struct Place {
    data: PathBuf,
    database: Option<Database>,
}

impl Place {
    fn new(workshop: &Workshop, engine: EngineKind) -> Result<Self, Failure> {
        let data = workshop.directory.join("work-jobs");
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        fs::create_dir_all(&data)?;
        Ok(Self { data, database: (engine == EngineKind::Postgres).then(Database::new) })
    }

    fn url(&self) -> Option<String> {
        self.database.as_ref().map(Database::url)
    }

    fn open(&self) -> Result<Db, Failure> {
        Ok(match self.url() {
            Some(url) => Db::open_postgres(&url, PostgresOptions { connections: 2, ..Default::default() })?,
            None => Db::open_sqlite(&self.data.join("gongdan.db"), SqliteOptions::default())?,
        })
    }
}

/// Measures both engines and prints the table.
pub(crate) fn run(plan: Plan, engines: &[EngineKind], document: Option<&Path>) -> Result<(), Failure> {
    let workshop = Workshop::beside_this_program()?;
    let mut text = format!(
        "{}, {}; the server, its database and the load share these cores.\n\n\
         | | end to end, a second | drain, a second | enqueue to start p50 | p99 | longest |\n|---|--:|--:|--:|--:|--:|\n",
        machine::describe(),
        machine::today()
    );
    for engine in engines {
        let place = Place::new(&workshop, *engine)?;
        let (served, waits) = serve(&workshop, &place, plan)?;
        let drained = drain(&workshop, &place, plan.waiting)?;
        let _ = writeln!(
            text,
            "| {engine} | {} | {} | {} | {} | {} |",
            thousands(served),
            thousands(drained),
            millis(waits.permille(500)),
            millis(waits.permille(990)),
            millis(waits.max()),
        );
        say(&text);
    }
    if let Some(document) = document {
        report::write(document, "jobs", &text)?;
    }
    Ok(())
}

/// End to end over HTTP, and one by one on the idle server.
fn serve(workshop: &Workshop, place: &Place, plan: Plan) -> Result<(f64, Histogram), Failure> {
    let mut server = workshop.serve(&place.data, place.url().as_deref());
    let client = Client::new(server.url());
    let login = json!({"username": "admin", "password": testkit::ADMIN_PASSWORD});
    let token = client.post("auth/login", login).expect(200)["token"].as_str().unwrap_or_default().to_owned();
    let admin = client.bearer(&token);
    admin.post("functions", json!({"id": FUNCTION, "name": "Bench", "kind": "noop"})).expect(201);
    let address = server.url().trim_start_matches("http://").to_owned();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let db = place.open()?;
    runtime.block_on(single(&address, &token, plan.single))?;
    until_empty(&db)?;
    let count = plan.single;
    let micros =
        db.read_blocking(move |tx| tx.rows(&WAITS, params![TEAM.0, count], |row| row.get::<i64>(0)))?;
    let mut waits = Histogram::default();
    for wait in micros {
        waits.add(Duration::from_micros(u64::try_from(wait).unwrap_or(0)));
    }
    let newest = db.read_blocking(|tx| tx.row(&NEWEST, params![TEAM.0], |row| row.get::<i64>(0)))?;
    let begun = Instant::now();
    let asked = runtime.block_on(asked_at_once(&address, &token, plan))?;
    until_empty(&db)?;
    let seconds = begun.elapsed().as_secs_f64();
    let (ended, ..) = span(&db, newest.unwrap_or(0))?;
    if ended != asked {
        return Err(Failure::new(format!("{asked} jobs were asked for, {ended} are over")));
    }
    db.close_blocking();
    server.terminate();
    Ok((asked as f64 / seconds, waits))
}

async fn ask(connection: &mut Connection, request: &mut Vec<u8>, token: &str, n: i64) -> Result<(), Failure> {
    let body = format!(r#"{{"functionId":"{FUNCTION}","params":{{"n":{n}}}}}"#);
    http::request(request, "POST", "jobs", token, body.as_bytes());
    let answer = connection.exchange(request).await?;
    if answer.status == 200 {
        return Ok(());
    }
    Err(Failure::new(format!("{}: {}", answer.status, String::from_utf8_lossy(answer.body))))
}

async fn single(address: &str, token: &str, count: i64) -> Result<(), Failure> {
    let (mut connection, mut request) = (Connection::open(address).await?, Vec::new());
    for n in 0..count {
        ask(&mut connection, &mut request, token, n).await?;
        tokio::time::sleep(Duration::from_millis(15)).await;
    }
    Ok(())
}

/// How many were asked for and answered.
async fn asked_at_once(address: &str, token: &str, plan: Plan) -> Result<i64, Failure> {
    let end = Instant::now() + plan.length;
    let all = (0..plan.connections).map(|_| async {
        let (mut connection, mut request) = (Connection::open(address).await?, Vec::new());
        let mut count = 0;
        while Instant::now() < end {
            ask(&mut connection, &mut request, token, count).await?;
            count += 1;
        }
        Ok::<i64, Failure>(count)
    });
    let counts = futures_util::future::try_join_all(all).await?;
    Ok(counts.into_iter().sum())
}

#[allow(
    clippy::disallowed_methods,
    reason = "another process is waited for, which only looking again tells of"
)]
fn until_empty(db: &Db) -> Result<(), Failure> {
    loop {
        let left = db.read_blocking(|tx| tx.row(&LEFT, params![TEAM.0], |row| row.get::<i64>(0)))?;
        if left == Some(0) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

fn span(db: &Db, after: i64) -> Result<(i64, i64, i64), Failure> {
    let row = db.read_blocking(move |tx| {
        tx.row(&SPAN, params![TEAM.0, after], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
    })?;
    row.ok_or_else(|| Failure::new("no jobs"))
}

/// How many of those that wait when a server starts it ends a second.
fn drain(workshop: &Workshop, place: &Place, count: i64) -> Result<f64, Failure> {
    let db = place.open()?;
    let newest = db.read_blocking(|tx| tx.row(&NEWEST, params![TEAM.0], |row| row.get::<i64>(0)))?;
    for _ in 0..count / 1_000 {
        db.write_blocking(|tx| (0..1_000).try_for_each(|_| waiting(tx)))?;
    }
    db.close_blocking();
    let mut server = workshop.serve(&place.data, place.url().as_deref());
    let db = place.open()?;
    until_empty(&db)?;
    let (ended, first, last) = span(&db, newest.unwrap_or(0))?;
    db.close_blocking();
    server.terminate();
    Ok(ended as f64 / ((last - first).max(1) as f64 / 1e6))
}

fn waiting(tx: &mut sql::Tx<'_>) -> Result<(), sql::Error> {
    let at = At::from_micros(1_700_000_000_000_000);
    let new = job::New {
        id: JobId(number::take(tx, number::Source::Job)?),
        function: FUNCTION,
        version: 1,
        kind: Kind::Noop,
        actor: "admin",
        ticket: None,
        order: None,
        game_id: "",
        env: "",
        params: r#"{"n":1}"#,
        priority: 0,
        stage: Stage::Ready,
        due: at,
        timeout_ms: 60_000,
        max_attempts: 1,
        lane: job::LANE_NOOP,
        trace_id: "",
        created: at,
    };
    job::insert(tx, TEAM, &new)
}
