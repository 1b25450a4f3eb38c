//! `gongdan demo`: a server on a directory of its own that goes when it stops.

use std::path::PathBuf;

use crate::{
    cli::Cli,
    config::{Config, Database, Secret},
    console::{Console, Failure},
    demo::PASSWORD,
    notify::Notify,
    serve::{self, Content},
    words::{Text, say},
};

/// Serves believable tickets until it is asked to stop.
pub(super) fn run(cli: &Cli, config: Config, console: Console) -> Result<(), Failure> {
    if ["data_dir", "database_url"].iter().any(|key| cli.settings.contains_key(key)) {
        return Err(Failure::Usage(vec![say!("demo.data")]));
    }
    let directory = Throwaway::make()?;
    // Whatever database the environment names, a demo must not write to it.
    let password = config.admin_password.clone().unwrap_or_else(|| Secret::new(PASSWORD.to_owned()));
    let config = Config {
        data_dir: directory.0.clone(),
        database: Database::Sqlite,
        admin_password: Some(password),
        ..config
    };
    serve::run(&config, console, Content::Demo, &Notify::default())
}

/// A directory that is removed at the end.
struct Throwaway(PathBuf);

impl Throwaway {
    fn make() -> Result<Self, Text> {
        use std::os::unix::fs::DirBuilderExt as _;

        let name = super::new_password()?;
        let path = std::env::temp_dir().join(format!("gongdan-demo-{name}"));
        let made = std::fs::DirBuilder::new().mode(0o700).create(&path);
        made.map_err(|error| say!("demo.directory", why = error.to_string()))?;
        Ok(Self(path))
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(file.path = %self.0.display(), error = %error, "the demo's directory could not be removed");
        }
    }
}
