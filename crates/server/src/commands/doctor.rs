//! `gongdan doctor`: checks that find trouble and say what to do. Changes nothing and works beside a running server.
//!
//! To add a check: a function that gives [`Finding`]s, called in [`examine`], with its sentences in the message files.

mod data;
mod database;
mod files;
mod postgres;

use serde::Serialize;

use super::{Form, table};
use crate::{
    config::Config,
    console::{Console, Failure},
    words::{Text, say},
};

/// How a check went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Level {
    /// As it should be.
    Fine,
    /// Worth changing; the server runs all the same.
    Warning,
    /// The server does not run, or not for long, or not safely.
    Trouble,
}

/// What a check found.
#[derive(Debug, Clone)]
struct Finding {
    /// A stable name for programs.
    check: &'static str,
    level: Level,
    text: Text,
    /// What to do about it.
    advice: Option<Text>,
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
    let mut findings = data::examine(config);
    findings.extend(database::examine(config));
    findings
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
