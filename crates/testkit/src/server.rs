//! The real program on a throw-away data directory, on either engine.

use crate::{Answer, Client, Database, Engine, Gongdan, Process, unique};
use serde_json::{Value, json};
use std::{
    path::{Path, PathBuf},
    process::ExitStatus,
    sync::{Arc, OnceLock},
};
use tempfile::TempDir;

/// The password of `admin` on every test server.
pub const ADMIN_PASSWORD: &str = "Kx7-plum-orchard-41";
/// The password of everyone whom [`Server::person`] makes.
const PASSWORD: &str = "vT3-quiet-harbour-88";
/// The signing key of every test server, the same on all nodes of a database.
pub const SECRET_KEY: &str = "3f1d7a9c5be2480f96a4c1d8e07b2356f8a9d0c4b7e61235a8f09c4d2b71e6a5";

/// A server, its data, and who may talk to it.
#[derive(Debug)]
pub struct Server {
    program: PathBuf,
    engine: Engine,
    directory: Arc<TempDir>,
    database: Option<Arc<Database>>,
    environment: Vec<(String, String)>,
    process: Option<Process>,
    admin: OnceLock<Client>,
}

/// Somebody with an account, logged in.
#[derive(Debug, Clone)]
pub struct Person {
    /// The user name.
    pub username: String,
    /// The password.
    pub password: String,
    /// The account as it was answered when it was made.
    pub account: Value,
    /// A client with their log-in.
    pub client: Client,
}

impl Server {
    /// Starts `program` on fresh data and waits until it is ready.
    pub fn start(program: impl AsRef<Path>, engine: Engine) -> Self {
        Self::start_with(program, engine, &[])
    }

    /// As [`Server::start`], with these variables in its environment; nodes that join it have them too.
    pub fn start_with(program: impl AsRef<Path>, engine: Engine, environment: &[(&str, &str)]) -> Self {
        let database = (engine == Engine::Postgres).then(|| Arc::new(Database::new()));
        let environment =
            environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self::on(program.as_ref(), engine, database, environment)
    }

    /// A second node on the PostgreSQL database of `other`, with a data directory of its own.
    pub fn join(other: &Self) -> Self {
        let database = other.database.clone().expect("only servers on PostgreSQL have second nodes");
        Self::on(&other.program, other.engine, Some(database), other.environment.clone())
    }

    fn on(
        program: &Path,
        engine: Engine,
        database: Option<Arc<Database>>,
        environment: Vec<(String, String)>,
    ) -> Self {
        let directory =
            tempfile::Builder::new().prefix("gongdan-test-").tempdir().expect("a temporary directory");
        let mut server = Self {
            program: program.to_owned(),
            engine,
            directory: Arc::new(directory),
            database,
            environment,
            process: None,
            admin: OnceLock::new(),
        };
        server.restart();
        server
    }

    /// Starts it again on the same data; a server that still runs is killed first.
    pub fn restart(&mut self) {
        if self.process.is_some() {
            self.kill9();
        }
        let mut cleanup = format!("rm -rf '{}'", self.directory.path().display());
        if let Some(database) = &self.database {
            cleanup = format!("{cleanup}; {}", database.cleanup());
        }
        self.process = Some(Process::start(
            self.gongdan().args(["serve", "--listen", "127.0.0.1:0"]).into_command(),
            &cleanup,
        ));
        self.admin = OnceLock::new();
    }

    /// The program `gongdan` with this server's data directory, database and environment; the subcommand is still to be added.
    pub fn gongdan(&self) -> Gongdan {
        let mut gongdan = Gongdan::new(&self.program, self.directory.path()).data_dir(&self.data_dir());
        for (name, value) in &self.environment {
            gongdan = gongdan.env(name, value);
        }
        if let Some(database) = &self.database {
            gongdan = gongdan.env("GONGDAN_DATABASE_URL", database.url());
        }
        gongdan
    }

    fn process(&self) -> &Process {
        self.process.as_ref().expect("the server is running")
    }

    /// The engine.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// `http://127.0.0.1:<port>`.
    pub fn url(&self) -> &str {
        self.process().url()
    }

    /// `127.0.0.1:<port>`, for raw exchanges.
    pub fn address(&self) -> &str {
        self.url().trim_start_matches("http://")
    }

    /// The process id.
    pub fn pid(&self) -> u32 {
        self.process().pid()
    }

    /// The data directory.
    pub fn data_dir(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    /// The database, on PostgreSQL.
    pub fn database(&self) -> Option<&Database> {
        self.database.as_deref()
    }

    /// All that this run has printed.
    pub fn logs(&self) -> String {
        self.process().logs()
    }

    /// `SIGKILL`.
    pub fn kill9(&mut self) {
        let mut process = self.process.take().expect("the server is running");
        process.kill9();
        process.assert_calm();
    }

    /// `SIGTERM`; how it ended.
    pub fn terminate(&mut self) -> ExitStatus {
        let mut process = self.process.take().expect("the server is running");
        let status = process.terminate();
        process.assert_calm();
        status
    }

    /// Fails if anything in it panicked so far.
    #[track_caller]
    pub fn assert_calm(&self) {
        self.process().assert_calm();
    }

    /// A client that nobody knows.
    pub fn stranger(&self) -> Client {
        Client::new(self.url())
    }

    /// A log-in's answer.
    pub fn log_in(&self, username: &str, password: &str) -> Answer {
        self.stranger().post("auth/login", json!({"username": username, "password": password}))
    }

    /// The administrator's client.
    pub fn admin(&self) -> Client {
        self.admin.get_or_init(|| self.client_of("admin", ADMIN_PASSWORD)).clone()
    }

    /// The client of whoever has this name and password.
    #[track_caller]
    pub fn client_of(&self, username: &str, password: &str) -> Client {
        let answer = self.log_in(username, password).expect(200);
        self.stranger()
            .bearer(answer["token"].as_str().unwrap_or_else(|| panic!("no token in {}", answer.text)))
    }

    /// Makes an account with the access level `access` and logs it in.
    #[track_caller]
    pub fn person(&self, access: &str) -> Person {
        let username = unique(access);
        let account = json!({
            "username": username, "password": PASSWORD, "access": access,
            "nickname": format!("{access} of a test"), "email": format!("{username}@example.com"),
        });
        let account = self.admin().post("users", account).expect(201).json;
        let client = self.client_of(&username, PASSWORD);
        Person { username, password: PASSWORD.to_owned(), account, client }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let Some(mut process) = self.process.take() else { return };
        if std::thread::panicking() {
            return;
        }
        process.kill9();
        process.assert_calm();
    }
}
