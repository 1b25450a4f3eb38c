use domain::Lang;

use super::*;

/// Flags, environment and files of one case.
#[derive(Default)]
struct Case {
    flags: BTreeMap<&'static str, String>,
    config: Option<PathBuf>,
    env: BTreeMap<OsString, OsString>,
    files: BTreeMap<PathBuf, String>,
}

impl Case {
    fn flag(mut self, key: &'static str, value: &str) -> Self {
        self.flags.insert(key, value.to_owned());
        self
    }

    fn env(mut self, name: &str, value: &str) -> Self {
        self.env.insert(name.into(), value.into());
        self
    }

    fn file(mut self, path: &str, text: &str) -> Self {
        self.files.insert(path.into(), text.to_owned());
        self
    }

    fn resolve(&self) -> Result<Config, Vec<String>> {
        let read = |path: &Path| {
            self.files.get(path).cloned().ok_or_else(|| std::io::Error::from(std::io::ErrorKind::NotFound))
        };
        let sources =
            Sources { flags: &self.flags, config: self.config.as_deref(), env: &self.env, read: &read };
        resolve(&sources).map_err(|wrong| wrong.iter().map(|fault| fault.text(Lang::En)).collect())
    }

    fn errors(&self) -> Vec<String> {
        self.resolve().unwrap_err()
    }
}

#[test]
fn without_anything_the_defaults_hold() {
    let config = Case::default().env("PATH", "/bin").env("DATABASE_URL", "").resolve().unwrap();
    assert_eq!(config.data_dir, PathBuf::from("data"));
    assert_eq!(config.database, Database::Sqlite);
    assert_eq!(config.listen, Listen { host: "127.0.0.1".to_owned(), port: 8080 });
    assert_eq!((&config.log, config.log_format), (&None, None));
    assert_eq!((config.max_attachment, config.default_project.as_str()), (50 << 20, "SUP"));
    assert_eq!(config.repair_project, "NET");
    assert_eq!(config.incident_project, "INC");
    assert_eq!((config.readers, config.connections, config.trusted_proxies), (4, 10, Vec::new()));
    assert_eq!((config.base_url, config.admin_password, config.secret_key), (None, None, None));
}

#[test]
fn a_flag_beats_the_environment_which_beats_the_file() {
    let file = "listen = \"file:1\"\nlog = \"warn\"\nreaders = 3\n";
    let case =
        Case::default().file("gongdan.toml", file).env("GONGDAN_LISTEN", "env:1").env("GONGDAN_LOG", "debug");
    let config = case.flag("listen", "flag:1").resolve().unwrap();
    assert_eq!(
        (config.listen.host.as_str(), config.log.as_deref(), config.readers),
        ("flag", Some("debug"), 3)
    );
}

#[test]
fn the_borrowed_database_variable_stands_behind_our_own() {
    let ours =
        Case::default().env("GONGDAN_DATABASE_URL", "postgres://a/x").env("DATABASE_URL", "mysql://b/y");
    assert!(
        matches!(ours.resolve().unwrap().database, Database::Postgres(url) if url.reveal() == "postgres://a/x")
    );
    let borrowed = Case::default().env("DATABASE_URL", "postgresql://b/y");
    assert!(matches!(borrowed.resolve().unwrap().database, Database::Postgres(_)));
    let foreign = Case::default().env("DATABASE_URL", "mysql://b/y").errors();
    assert!(foreign[0].contains("DATABASE_URL") && foreign[0].contains("postgres://"), "{foreign:?}");
}

#[test]
fn a_secret_comes_from_a_file_without_its_last_newline() {
    let key = "k".repeat(32);
    let case = Case::default()
        .env("GONGDAN_SECRET_KEY_FILE", "/run/key")
        .file("/run/key", &format!("{key}\n"))
        .env("GONGDAN_ADMIN_PASSWORD_FILE", "/run/password")
        .file("/run/password", "correct horse battery\r\n");
    let config = case.resolve().unwrap();
    assert_eq!(config.secret_key.as_ref().unwrap().reveal(), key);
    assert_eq!(config.admin_password.as_ref().unwrap().reveal(), "correct horse battery");
    let shown = format!("{config:?}");
    assert!(!shown.contains(&key) && !shown.contains("horse"), "{shown}");
}

#[test]
fn a_variable_and_its_file_exclude_each_other_and_the_file_must_be_there() {
    let both = Case::default().env("GONGDAN_LISTEN", "a:1").env("GONGDAN_LISTEN_FILE", "/f").errors();
    assert!(both[0].contains("GONGDAN_LISTEN and GONGDAN_LISTEN_FILE"), "{both:?}");
    let missing = Case::default().env("GONGDAN_SECRET_KEY_FILE", "/none").errors();
    assert!(missing[0].contains("GONGDAN_SECRET_KEY_FILE") && missing[0].contains("/none"), "{missing:?}");
}

#[test]
fn an_unknown_variable_of_ours_is_named_but_the_test_suites_are_left_alone() {
    let wrong = Case::default().env("GONGDAN_LISTN", "a:1").env("GONGDAN_TEST_POSTGRES_URL", "x").errors();
    assert_eq!(wrong.len(), 1);
    assert!(wrong[0].contains("GONGDAN_LISTN") && wrong[0].contains("GONGDAN_LISTEN"), "{wrong:?}");
}

#[test]
fn a_bad_value_is_named_with_its_place() {
    let case = Case::default()
        .flag("listen", "8080")
        .env("GONGDAN_READERS", "many")
        .env("GONGDAN_LOG", "")
        .env("GONGDAN_SECRET_KEY", "hunter2")
        .file("gongdan.toml", "# c\nmax_attachment = \"huge\"\ntrusted_proxies = 3\n");
    let wrong = case.errors().join("\n");
    for part in [
        "--listen: \"8080\"",
        "GONGDAN_READERS: \"many\"",
        "gongdan.toml line 2 (max_attachment): \"huge\"",
        "gongdan.toml line 3 (trusted_proxies): \"3\"",
        "GONGDAN_SECRET_KEY: ",
    ] {
        assert!(wrong.contains(part), "{part} in\n{wrong}");
    }
    assert!(!wrong.contains("hunter2"), "{wrong}");
}

#[test]
fn a_named_file_must_be_there_and_the_flag_beats_the_variable() {
    let missing = Case::default().env("GONGDAN_CONFIG", "/etc/none.toml").errors();
    assert!(missing[0].contains("/etc/none.toml"), "{missing:?}");
    let mut case = Case::default()
        .env("GONGDAN_CONFIG", "/env.toml")
        .file("/env.toml", "readers = 1")
        .file("/flag.toml", "readers = 2")
        .file("gongdan.toml", "readers = 3");
    assert_eq!(case.resolve().unwrap().readers, 1);
    case.config = Some(PathBuf::from("/flag.toml"));
    assert_eq!(case.resolve().unwrap().readers, 2);
}

#[test]
fn everything_wrong_is_said_at_once() {
    let case =
        Case::default().env("GONGDAN_PORT", "1").flag("listen", "x").file("gongdan.toml", "port = 1\n");
    assert_eq!(case.errors().len(), 3);
}

#[test]
fn a_value_that_is_not_unicode_is_refused() {
    use std::os::unix::ffi::OsStringExt as _;

    let mut case = Case::default();
    case.env.insert("GONGDAN_DATA_DIR".into(), OsString::from_vec(vec![b'a', 0xff]));
    assert!(case.errors()[0].contains("GONGDAN_DATA_DIR"));
}
