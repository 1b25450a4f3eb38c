//! The list of settings. From a key fall its flag, its environment variable and its line in the file.
//!
//! To add a setting: its key here, its field and parser in `config.rs`, its help in the message files.

/// A setting that flag, environment and file can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Setting {
    /// Its name in the file: `data_dir`.
    pub(crate) key: &'static str,
    /// What stands after the flag in the help text.
    pub(crate) value: &'static str,
    /// What holds without it, for the help text.
    pub(crate) default: &'static str,
    /// Which commands take the flag.
    pub(crate) of: Of,
}

/// Which commands take a setting's flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    /// All of them.
    Every,
    /// Those that serve.
    Serve,
}

/// Every setting, in the order of the help text.
pub(crate) const SETTINGS: &[Setting] = &[
    Setting { key: "data_dir", value: "DIR", default: "./data", of: Of::Every },
    Setting { key: "database_url", value: "URL", default: "SQLite", of: Of::Every },
    Setting { key: "log", value: "FILTER", default: "info", of: Of::Every },
    Setting { key: "log_format", value: "text|json", default: "text (tty) / json", of: Of::Every },
    Setting { key: "listen", value: "HOST:PORT", default: "127.0.0.1:8080", of: Of::Serve },
    Setting { key: "base_url", value: "URL", default: "--listen", of: Of::Serve },
    Setting { key: "default_project", value: "KEY", default: "SUP", of: Of::Serve },
    Setting { key: "repair_project", value: "KEY", default: "NET", of: Of::Serve },
    Setting { key: "incident_project", value: "KEY", default: "INC", of: Of::Serve },
    Setting { key: "max_attachment", value: "SIZE", default: "50MiB", of: Of::Serve },
    Setting { key: "readers", value: "N", default: "4", of: Of::Serve },
    Setting { key: "connections", value: "N", default: "10", of: Of::Serve },
    Setting { key: "job_concurrency", value: "N", default: "16", of: Of::Serve },
    Setting { key: "job_retention", value: "DAYS", default: "30", of: Of::Serve },
    Setting { key: "outgoing_allow", value: "NETWORKS", default: "-", of: Of::Serve },
    Setting { key: "script_hosts", value: "HOSTS", default: "-", of: Of::Serve },
    Setting { key: "trusted_proxies", value: "ADDRESSES", default: "-", of: Of::Serve },
];

/// Settings that only the environment gives, because the others can be seen by strangers.
pub(crate) const SECRETS: &[&str] = &["admin_password", "secret_key"];

impl Setting {
    /// The long flag without its dashes: `data-dir`.
    pub(crate) fn flag(&self) -> String {
        self.key.replace('_', "-")
    }

    /// Its environment variable: `GONGDAN_DATA_DIR`.
    pub(crate) fn variable(&self) -> String {
        variable(self.key)
    }
}

/// The environment variable of a key.
pub(crate) fn variable(key: &str) -> String {
    format!("GONGDAN_{}", key.to_ascii_uppercase())
}
