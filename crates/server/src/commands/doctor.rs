//! `gongdan doctor`: checks that find trouble and say what to do. Changes nothing and works beside a running server.
//!
//! To add a check: a function that gives [`Finding`]s, called in [`examine`], with its sentences in the message files. A server runs them
//! on itself too ([`beside`]): what would open the database's file again, or read all of it, is left out there.

mod data;
mod database;
mod files;
mod postgres;

use serde::Serialize;

use sql::Db;

use super::{Form, table};
use crate::{
    config::Config,
    console::{Console, Failure},
    words::{Text, say},
};

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Level {
    /// As it should be.
    Fine,
    /// Worth changing; the server runs all the same.
    Warning,
    /// The server does not run, or not for long, or not safely.
    Trouble,
}

/// What a check found.
#[derive(Debug, Clone)]
pub(crate) struct Finding {
    /// A stable name for programs.
    pub(crate) check: &'static str,
    pub(crate) level: Level,
    pub(crate) text: Text,
    /// What to do about it.
    pub(crate) advice: Option<Text>,
}

impl Level {
    /// The word in answers.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Warning => "warning",
            Self::Trouble => "trouble",
        }
    }
}

/// From where it is looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum From {
    /// From a process of its own.
    Outside,
    /// From the server itself. The system forgets the locks of a process on a file when that closes it anywhere, so the database's
    /// file is not opened beside the engine; and what reads all of it would be a burden.
    Server,
}

impl Finding {
    const fn fine(check: &'static str, text: Text) -> Self {
        Self { check, level: Level::Fine, text, advice: None }
    }

    const fn warning(check: &'static str, text: Text, advice: Text) -> Self {
        Self { check, level: Level::Warning, text, advice: Some(advice) }
    }

    const fn trouble(check: &'static str, text: Text, advice: Text) -> Self {
        Self { check, level: Level::Trouble, text, advice: Some(advice) }
    }
}

/// Runs every check, shows what was found, and fails if there is trouble.
pub(super) fn run(config: &Config, console: Console, form: Form) -> Result<(), Failure> {
    let findings = examine(config);
    match form {
        Form::Json => console.print(&json(&findings, console)?),
        Form::Text => {
            console
                .print(&table::lay_out(&findings.iter().flat_map(|f| rows(f, console)).collect::<Vec<_>>()));
        }
    }
    let troubles = findings.iter().filter(|finding| finding.level == Level::Trouble).count();
    if troubles == 0 {
        return Ok(());
    }
    if form == Form::Text {
        console.print_aside(&console.word(&say!("doctor.troubles", count = troubles)));
    }
    Err(Failure::Said)
}

fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = data::examine(config, From::Outside);
    findings.extend(database::examine(config));
    findings
}

/// Runs what checks a server can run on itself, over the database as it has it open. Blocks.
pub(crate) fn beside(db: &Db, config: &Config) -> Vec<Finding> {
    let mut findings = data::examine(config, From::Server);
    findings.extend(database::look(db, config, From::Server));
    findings
}

/// The version of the database's engine; empty where it does not answer.
pub(crate) fn engine_version(db: &Db) -> String {
    database::engine_version(db).unwrap_or_default()
}

fn rows(finding: &Finding, console: Console) -> Vec<Vec<String>> {
    let level = match finding.level {
        Level::Fine => say!("doctor.fine"),
        Level::Warning => say!("doctor.warning"),
        Level::Trouble => say!("doctor.trouble"),
    };
    let mut rows = vec![vec![console.word(&level), console.word(&finding.text)]];
    rows.extend(
        finding.advice.iter().map(|advice| vec![String::new(), format!("→ {}", console.word(advice))]),
    );
    rows
}

fn json(findings: &[Finding], console: Console) -> Result<String, Text> {
    let findings = findings.iter().map(|finding| {
        serde_json::json!({
            "check": finding.check,
            "level": finding.level,
            "finding": console.word(&finding.text),
            "advice": finding.advice.as_ref().map(|advice| console.word(advice)),
        })
    });
    let findings = findings.collect::<serde_json::Value>();
    serde_json::to_string_pretty(&findings).map_err(|error| say!("failure.rejected", why = error.to_string()))
}
