//! The settings of a run: from flags, then environment, then `gongdan.toml`, then defaults.
//!
//! [`resolve`] is pure: flags, environment and a way to read files come in, a [`Config`] or everything that is wrong
//! comes out. Only `main` reads the real environment. Nothing unknown is ignored, and no secret is ever shown.

mod file;
pub(crate) mod setting;
mod value;

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    net::IpAddr,
    path::{Path, PathBuf},
    time::Duration,
};

use setting::{SECRETS, SETTINGS, variable};
pub(crate) use value::{Database, GOOD_KEY, Listen, LogFormat, Secret, listen};

use crate::words::{Text, say};

/// Everything that can be set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Config {
    /// Where everything that is not in the database is kept; with `SQLite`, the database too.
    pub(crate) data_dir: PathBuf,
    /// Where the tickets are.
    pub(crate) database: Database,
    /// What is logged; the default is `info` for the server, `warn` for other commands.
    pub(crate) log: Option<String>,
    /// How; without it, text on a terminal and JSON elsewhere.
    pub(crate) log_format: Option<LogFormat>,
    /// Where the server listens.
    pub(crate) listen: Listen,
    /// The address people use, without a slash at its end; without it, from `listen`.
    pub(crate) base_url: Option<String>,
    /// Where a ticket without a project lands.
    pub(crate) default_project: String,
    /// Where a ticket made through `/api/v3` lands.
    pub(crate) repair_project: String,
    pub(crate) incident_project: String,
    /// The largest attachment, in bytes.
    pub(crate) max_attachment: u64,
    /// Read threads of `SQLite`.
    pub(crate) readers: usize,
    /// Connections to `PostgreSQL`.
    pub(crate) connections: usize,
    /// Jobs that run at once.
    pub(crate) job_concurrency: usize,
    /// How long jobs that are over are kept, in days.
    pub(crate) job_retention: usize,
    /// How long a node's runs are its own without another word; the test suite makes it short.
    pub(crate) job_lease: Duration,
    /// The programs that jobs may run, by name, each with its arguments: only the file gives them.
    pub(crate) commands: BTreeMap<String, Vec<String>>,
    /// What may be reached besides the open internet.
    pub(crate) outgoing_allow: Vec<outgoing::Allowed>,
    /// What scripts may ask of others.
    pub(crate) script_hosts: Vec<outgoing::Host>,
    /// Whose `X-Forwarded-For` is believed.
    pub(crate) trusted_proxies: Vec<IpAddr>,
    /// The first administrator's password, if it was given.
    pub(crate) admin_password: Option<Secret>,
    /// The signing key, if it was given.
    pub(crate) secret_key: Option<Secret>,
}

/// What a configuration is made from.
pub(crate) struct Sources<'a> {
    /// Flags that were given, by setting.
    pub(crate) flags: &'a BTreeMap<&'static str, String>,
    /// `--config`, if given.
    pub(crate) config: Option<&'a Path>,
    /// The environment.
    pub(crate) env: &'a BTreeMap<OsString, OsString>,
    /// Reads a file.
    pub(crate) read: &'a dyn Fn(&Path) -> std::io::Result<String>,
}

const FILE_NAME: &str = "gongdan.toml";
const CONFIG_VARIABLE: &str = "GONGDAN_CONFIG";
/// Variables of this kind belong to the test suite.
const TEST_PREFIX: &str = "GONGDAN_TEST_";
/// A variable of other people's that is read too, for this setting.
const BORROWED: (&str, &str) = ("database_url", "DATABASE_URL");

/// The configuration, or everything that is wrong with its sources.
pub(crate) fn resolve(sources: &Sources<'_>) -> Result<Config, Vec<Text>> {
    let mut wrong = unknown_variables(sources.env);
    let (file, commands) = file_entries(sources, &mut wrong);
    let mut found = BTreeMap::new();
    for setting in SETTINGS {
        if let Some(text) = sources.flags.get(setting.key) {
            let place = say!("config.place_flag", name = format!("--{}", setting.flag()));
            found.insert(setting.key, Found { text: text.clone(), place });
        } else if let Some(value) = from_environment(setting.key, sources, &mut wrong) {
            found.insert(setting.key, value);
        } else if let Some(value) = file.get(setting.key) {
            found.insert(setting.key, value.clone());
        }
    }
    for key in SECRETS {
        if let Some(value) = from_environment(key, sources, &mut wrong) {
            found.insert(key, value);
        }
    }
    let config = Config { commands, job_lease: lease(sources.env), ..assemble(&found, &mut wrong) };
    if wrong.is_empty() { Ok(config) } else { Err(wrong) }
}

/// Programs by name, each with its arguments.
type Commands = BTreeMap<String, Vec<String>>;

/// A value and where it was found.
#[derive(Debug, Clone)]
struct Found {
    text: String,
    place: Text,
}

fn assemble(found: &BTreeMap<&'static str, Found>, wrong: &mut Vec<Text>) -> Config {
    let mut values = Values { found, wrong };
    Config {
        data_dir: values.get("data_dir", directory).unwrap_or_else(|| PathBuf::from("data")),
        database: values.get("database_url", value::database).unwrap_or(Database::Sqlite),
        log: values.get("log", value::log_filter),
        log_format: values.get("log_format", value::log_format),
        listen: values
            .get("listen", listen)
            .unwrap_or_else(|| Listen { host: "127.0.0.1".to_owned(), port: 8080 }),
        base_url: values.get("base_url", value::base_url),
        default_project: values.get("default_project", value::project).unwrap_or_else(|| "SUP".to_owned()),
        repair_project: values.get("repair_project", value::project).unwrap_or_else(|| "NET".to_owned()),
        incident_project: values.get("incident_project", value::project).unwrap_or_else(|| "INC".to_owned()),
        max_attachment: values.get("max_attachment", value::size).unwrap_or(50 << 20),
        readers: values.get("readers", |text| value::count(text, 64)).unwrap_or(4),
        connections: values.get("connections", |text| value::count(text, 500)).unwrap_or(10),
        job_concurrency: values.get("job_concurrency", |text| value::count(text, 1_000)).unwrap_or(16),
        job_retention: values.get("job_retention", |text| value::count(text, 3_650)).unwrap_or(30),
        job_lease: runners::Settings::LEASE,
        commands: BTreeMap::new(),
        outgoing_allow: values.get("outgoing_allow", value::allowed).unwrap_or_default(),
        script_hosts: values.get("script_hosts", value::hosts).unwrap_or_default(),
        trusted_proxies: values.get("trusted_proxies", value::addresses).unwrap_or_default(),
        admin_password: values.get("admin_password", value::admin_password),
        secret_key: values.get("secret_key", value::secret_key),
    }
}

/// Reads what was found, and gathers what cannot be read together with its place.
struct Values<'a> {
    found: &'a BTreeMap<&'static str, Found>,
    wrong: &'a mut Vec<Text>,
}

impl Values<'_> {
    fn get<T>(&mut self, key: &str, read: impl Fn(&str) -> Result<T, Text>) -> Option<T> {
        let found = self.found.get(key)?;
        match read(&found.text) {
            Ok(value) => Some(value),
            Err(why) => {
                self.wrong.push(say!("config.bad", place = found.place.clone(), why = why));
                None
            }
        }
    }
}

fn directory(text: &str) -> Result<PathBuf, Text> {
    if text.is_empty() { Err(say!("config.data_dir")) } else { Ok(PathBuf::from(text)) }
}

/// The lease of jobs: what it is, or what a test says, in milliseconds.
fn lease(env: &BTreeMap<OsString, OsString>) -> Duration {
    let said = env.get(OsStr::new("GONGDAN_TEST_JOB_LEASE_MS")).and_then(|text| text.to_str()?.parse().ok());
    said.map_or(runners::Settings::LEASE, Duration::from_millis)
}

/// Every variable that looks like ours and is not.
fn unknown_variables(env: &BTreeMap<OsString, OsString>) -> Vec<Text> {
    let mut known: Vec<String> = SETTINGS.iter().map(setting::Setting::variable).collect();
    known.extend(SECRETS.iter().map(|key| variable(key)));
    let is_known = |name: &str| {
        name == CONFIG_VARIABLE
            || known.iter().any(|known| name.strip_suffix("_FILE").unwrap_or(name) == known)
    };
    env.keys()
        .map(|name| name.to_string_lossy())
        .filter(|name| name.starts_with("GONGDAN_") && !name.starts_with(TEST_PREFIX) && !is_known(name))
        .map(|name| say!("config.variable", name = name.as_ref(), known = known.join(", ")))
        .collect()
}

/// The value of `key` in the environment: `NAME`, or the contents of the file that `NAME_FILE` names.
fn from_environment(key: &'static str, sources: &Sources<'_>, wrong: &mut Vec<Text>) -> Option<Found> {
    let names = [Some(variable(key)), (key == BORROWED.0).then(|| BORROWED.1.to_owned())];
    for name in names.into_iter().flatten() {
        let file_name = format!("{name}_FILE");
        let value = sources.env.get(OsStr::new(&name));
        // Somebody else's variable may well be empty; an empty one of ours is a mistake that its parser reports.
        let value = value.filter(|value| name != BORROWED.1 || !value.is_empty());
        let from_file = sources.env.get(OsStr::new(&file_name));
        let found = match (value, from_file) {
            (None, None) => continue,
            (Some(_), Some(_)) => Err(say!("config.both", name = &name, file = &file_name)),
            (Some(value), None) => unicode(value, &name)
                .map(|text| Found { text, place: say!("config.place_variable", name = &name) }),
            (None, Some(path)) => read_secret(Path::new(path), &file_name, sources),
        };
        return found.map_err(|fault| wrong.push(fault)).ok();
    }
    None
}

fn unicode(value: &OsStr, name: &str) -> Result<String, Text> {
    value.to_str().map(str::to_owned).ok_or_else(|| say!("config.unicode", name = name))
}

fn read_secret(path: &Path, name: &str, sources: &Sources<'_>) -> Result<Found, Text> {
    let text = (sources.read)(path).map_err(|error| {
        say!("config.variable_file", name = name, path = path.display(), why = error.to_string())
    })?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text).to_owned();
    Ok(Found { text, place: say!("config.place_variable_file", name = name, path = path.display()) })
}

/// The file's settings: the named one must be there, `gongdan.toml` in the working directory need not.
fn file_entries(sources: &Sources<'_>, wrong: &mut Vec<Text>) -> (BTreeMap<&'static str, Found>, Commands) {
    let variable = sources.env.get(OsStr::new(CONFIG_VARIABLE)).map(Path::new);
    let named = sources.config.or(variable);
    let path = named.unwrap_or(Path::new(FILE_NAME));
    let text = match (sources.read)(path) {
        Ok(text) => text,
        Err(error) if named.is_none() && error.kind() == std::io::ErrorKind::NotFound => {
            return Default::default();
        }
        Err(error) => {
            wrong.push(say!("config.file_unreadable", path = path.display(), why = error.to_string()));
            return Default::default();
        }
    };
    let file::Parsed { entries, commands, wrong: faults } = file::parse(path, &text);
    wrong.extend(faults);
    let place =
        |key: &str, line: usize| say!("config.place_file", path = path.display(), line = line, key = key);
    let found = entries
        .into_iter()
        .map(|(key, entry)| (key, Found { text: entry.text, place: place(key, entry.line) }));
    (found.collect(), commands)
}

#[cfg(test)]
mod tests;
