//! What each command does, one module a command; [`run`] is the whole list.

mod backup;
mod demo;
pub(crate) mod doctor;
mod export;
mod health;
mod import;
mod instance;
pub(crate) mod meter;
mod status;
pub(crate) mod table;
mod token;
mod user;
pub(crate) mod verify;
mod workflow;

use std::{collections::BTreeMap, ffi::OsString, io::Read as _, sync::Arc};

use app::{
    App, Clock as _, Error, OsRandom, Settings, SigningKey, SystemClock, instance::State,
    workflows::file::Fields,
};

use crate::{
    cli::{Cli, Command, Import, ImportFrom, Workflow},
    config::{self, Config, Sources},
    console::{Console, Failure},
    data_dir::DataDir,
    database,
    notify::Notify,
    routes,
    serve::{self, Content},
    telemetry,
    words::{Text, say},
};

/// What is logged where nothing else is said: by a server, and by a command that is soon over.
const SERVING: &str = "info";
const PASSING: &str = "warn";

/// Runs the command of the line.
pub(crate) fn run(cli: &Cli, env: &BTreeMap<OsString, OsString>, console: Console) -> Result<(), Failure> {
    let begin = |log: &str| begin(cli, env, log);
    match &cli.command {
        Command::Version => {
            version(console);
            Ok(())
        }
        Command::Openapi => openapi(console),
        Command::Sandbox => {
            sandbox::child::main();
            Ok(())
        }
        Command::Serve => serve::run(&begin(SERVING)?, console, Content::Own, &Notify::of(env)),
        Command::Health { address } => health::run(&begin(PASSING)?, console, address.as_deref()),
        Command::Demo => demo::run(cli, begin(SERVING)?, console),
        Command::Migrate => migrate(&begin(PASSING)?, console),
        Command::Status { json } => status::run(&begin(PASSING)?, console, Form::of(*json)),
        Command::Doctor { json } => doctor::run(&begin(PASSING)?, console, Form::of(*json)),
        Command::Backup { file, force } => backup::write(&begin(PASSING)?, console, file, *force),
        Command::Restore { file } => backup::restore(&begin(PASSING)?, console, file),
        Command::Verify { json } => verify::run(&begin(PASSING)?, console, Form::of(*json)),
        Command::User(user) => user::run(&begin(PASSING)?, console, user),
        Command::Token(token) => token::run(&begin(PASSING)?, console, token),
        Command::Workflow(Workflow::Lint { file, strict, json }) => {
            workflow::lint(console, file, workflow::Measure::of(*strict), Form::of(*json))
        }
        Command::Workflow(Workflow::Export { project, kind, file, version }) => {
            let which = version.as_deref();
            workflow::export(&begin(PASSING)?, console, (project, kind), file.as_deref(), which)
        }
        Command::Workflow(Workflow::Import { project, kind, file, add_fields }) => {
            let fields = if *add_fields { Fields::Add } else { Fields::Leave };
            workflow::import(&begin(PASSING)?, console, (project, kind), file, fields)
        }
        Command::Import(Import { what: Some(ImportFrom::History(history)), .. }) => {
            import::run(&begin(PASSING)?, console, history)
        }
        Command::Import(Import { file, what: None }) => {
            instance::run(&begin(PASSING)?, console, file.as_deref().unwrap_or("-".as_ref()))
        }
        Command::Export { file, force } => export::run(&begin(PASSING)?, console, file, *force),
    }
}

/// Reads the configuration and starts the log, which lets `log` through unless the configuration says otherwise.
fn begin(cli: &Cli, env: &BTreeMap<OsString, OsString>, log: &str) -> Result<Config, Failure> {
    let read = |path: &std::path::Path| std::fs::read_to_string(path);
    let sources = Sources { flags: &cli.settings, config: cli.config.as_deref(), env, read: &read };
    let config = config::resolve(&sources).map_err(Failure::Usage)?;
    telemetry::start(config.log.as_deref().unwrap_or(log), config.log_format)?;
    Ok(config)
}

/// In which form a command answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A table for people.
    Text,
    /// For programs.
    Json,
}

impl Form {
    const fn of(json: bool) -> Self {
        if json { Self::Json } else { Self::Text }
    }
}

fn version(console: Console) {
    console.print(&format!("gongdan {}", env!("CARGO_PKG_VERSION")));
}

fn openapi(console: Console) -> Result<(), Failure> {
    let json = routes::document().to_pretty_json();
    console.print(&json.map_err(|error| say!("failure.rejected", why = error.to_string()))?);
    Ok(())
}

fn migrate(config: &Config, console: Console) -> Result<(), Failure> {
    DataDir::new(&config.data_dir).create()?;
    let _lock = database::lock(config)?;
    let db = database::open(config)?;
    let migrated = sql::migrate(&db, store::migrations::ALL, SystemClock.now().micros());
    let report = migrated.map_err(|error| database::failed(&error))?;
    database::index(&db).map_err(|error| database::failed(&error))?;
    db.close_blocking();
    if report.applied.is_empty() {
        console.say(&say!("migrate.nothing", current = report.current));
    } else {
        let applied = report.applied.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        console.say(&say!("migrate.done", applied = applied, current = report.current));
    }
    Ok(())
}

/// The use cases over an existing, current database, for a command.
fn open_app(config: &Config) -> Result<App, Failure> {
    let db = database::open_current(config)?;
    match db.read_blocking(app::instance::state).map_err(|error| database::failed(&error))? {
        State::Whole => Ok(app_over(db, config)),
        // Whatever was made now would stand in the way of the first start.
        State::Empty => Err(Failure::Failed(say!("database.new"))),
        State::Half => Err(Failure::Failed(say!("instance.half"))),
    }
}

/// The use cases over a database. They sign nothing, so they need no key.
fn app_over(db: sql::Db, config: &Config) -> App {
    let settings = Settings {
        data_dir: config.data_dir.clone(),
        signing_key: SigningKey::new(Vec::new()),
        default_project: config.default_project.clone(),
        repair_project: config.repair_project.clone(),
        incident_project: config.incident_project.clone(),
        max_attachment: config.max_attachment,
        job_retention_days: i64::try_from(config.job_retention).unwrap_or(30),
    };
    App::new(db, settings, Arc::new(SystemClock), Arc::new(OsRandom))
}

/// What a use case answered, or its refusal in words.
fn done<T>(result: Result<T, Error>) -> Result<T, Failure> {
    result.map_err(|error| Failure::Failed(refusal(error)))
}

/// Why a use case did not do what it was asked, in words for the operator of the machine.
pub(crate) fn refusal(error: Error) -> Text {
    match error {
        Error::Rejected(rejection) => say!("failure.rejected", why = rejection),
        Error::Store(error) => database::failed(&error),
        Error::Broken(what) => say!("failure.broken", what = what),
        Error::Outdated | Error::Behind | Error::Fenced => {
            say!("failure.rejected", why = error.into_rejection())
        }
        Error::File(path, error) => say!("data.failed", path = path.display(), why = error.to_string()),
    }
}

/// The whole of standard input, as one secret without its last line end.
fn secret_from_stdin() -> Result<String, Failure> {
    let mut text = String::new();
    let read = std::io::stdin().lock().take(1 << 16).read_to_string(&mut text);
    read.map_err(|error| say!("failure.stdin", why = error.to_string()))?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    Ok(text.strip_suffix('\r').unwrap_or(text).to_owned())
}

/// Twenty letters and digits that nobody can guess, in groups that can be read out.
pub(crate) fn new_password() -> Result<String, Text> {
    let mut groups = Vec::new();
    while groups.len() < 4 {
        let mut bytes = [0_u8; 32];
        getrandom::fill(&mut bytes).map_err(|error| say!("failure.randomness", why = error.to_string()))?;
        // 256 = 8 × 32: every letter is as likely as any other. Those that look alike are left out.
        let letters = b"abcdefghijkmnpqrstuvwxyz23456789";
        let group = bytes.iter().take(5).filter_map(|byte| letters.get(usize::from(byte % 32)));
        groups.push(group.map(|letter| char::from(*letter)).collect::<String>());
    }
    Ok(groups.join("-"))
}

#[cfg(test)]
mod tests {
    use super::new_password;

    #[test]
    fn a_new_password_is_taken_by_the_rules_and_never_the_same() {
        let (one, two) = (new_password().unwrap(), new_password().unwrap());
        assert_ne!(one, two);
        assert_eq!(one.len(), 23, "{one}");
        assert!(domain::identity::check_password(&one, "admin").is_ok(), "{one}");
    }
}
