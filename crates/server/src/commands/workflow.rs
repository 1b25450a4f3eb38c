//! `gongdan workflow`: a workflow's file looked through, written, and taken in as a draft.

use std::{
    fs,
    io::{self, Read as _},
    path::Path,
};

use app::{
    Error,
    workflows::{
        Which,
        file::{self, Fields},
    },
};
use domain::{
    Rejection,
    json::Once,
    ticket::Source,
    workflow::{
        file::File,
        lint::{self, Finding, Severity, Told},
    },
};
use serde::Serialize;

use super::{Form, done, open_app};
use crate::{
    config::Config,
    console::{Console, Failure},
    words::{Text, say},
};

/// The largest file that is read, in bytes: what a request may bring, and room for spaces.
const LARGEST: u64 = 16 << 20;

/// What a file must be free of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Measure {
    /// Of what cannot work.
    Errors,
    /// Of what is probably not meant, too.
    Warnings,
}

impl Measure {
    pub(super) const fn of(strict: bool) -> Self {
        if strict { Self::Warnings } else { Self::Errors }
    }

    const fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Errors => matches!(severity, Severity::Error),
            Self::Warnings => matches!(severity, Severity::Error | Severity::Warning),
        }
    }
}

/// What `--json` prints.
#[derive(Debug, Serialize)]
struct Report {
    /// Where the file is not what it must be; then nothing else is looked for.
    faults: Vec<Fault>,
    findings: Vec<Told>,
}

#[derive(Debug, Serialize)]
struct Fault {
    path: String,
    why: String,
}

/// Looks through a file, which needs no database. Fails where it is no workflow, or has what `measure` does not let pass.
pub(super) fn lint(console: Console, file: &Path, measure: Measure, form: Form) -> Result<(), Failure> {
    let (faults, findings) = match parse(&read(file)?)? {
        Ok(file) => (Vec::new(), lint::lint(&file.workflow, file.fields.as_deref(), None)),
        Err(rejection) => (faults(&rejection, console), Vec::new()),
    };
    let failed = !faults.is_empty() || findings.iter().any(|f| measure.fails(f.code.severity()));
    let report = Report { faults, findings: findings.iter().map(|f| f.told(console.lang)).collect() };
    match form {
        Form::Json => {
            let text = serde_json::to_string_pretty(&report);
            console.print(&text.map_err(|error| say!("failure.rejected", why = error.to_string()))?);
        }
        Form::Text => show(console, &report, &findings),
    }
    if failed { Err(Failure::Said) } else { Ok(()) }
}

fn show(console: Console, report: &Report, findings: &[Finding]) {
    for fault in &report.faults {
        console.say(&say!("workflow.fault", path = &fault.path, why = &fault.why));
    }
    for (finding, told) in findings.iter().zip(&report.findings) {
        let severity = match finding.code.severity() {
            Severity::Error => say!("workflow.error"),
            Severity::Warning => say!("workflow.warning"),
            Severity::Hint => say!("workflow.hint"),
        };
        // The code as the API says it, without the quotes of JSON.
        let code = serde_json::to_string(&told.code).unwrap_or_default();
        console.say(&say!(
            "workflow.finding",
            severity = severity,
            code = code.trim_matches('"'),
            path = &told.path,
            why = &told.why,
            fix = &told.fix
        ));
    }
    if report.faults.is_empty() && findings.is_empty() {
        console.say(&say!("workflow.clean"));
    }
}

fn faults(rejection: &Rejection, console: Console) -> Vec<Fault> {
    match rejection {
        Rejection::Invalid(faults) => {
            let told = faults.iter().map(|f| Fault { path: f.field.clone(), why: f.why.text(console.lang) });
            told.collect()
        }
        other => vec![Fault { path: String::new(), why: other.text(console.lang) }],
    }
}

/// Writes the workflow of an issue type as a file; to standard output where none is named.
pub(super) fn export(
    config: &Config,
    console: Console,
    (project, kind): (&String, &String),
    file: Option<&Path>,
    version: Option<&str>,
) -> Result<(), Failure> {
    let which = done(Which::parse("--version", version).map_err(Into::into))?.unwrap_or(Which::InForce);
    let app = open_app(config)?;
    let (project, kind) = (project.clone(), kind.clone());
    let exported = app.read_blocking(&app.system(), move |cx| file::export(cx, &project, &kind, which));
    app.sql().close_blocking();
    let text = done(exported)?.text().map_err(|error| say!("failure.rejected", why = error.to_string()))?;
    match file {
        None => console.print(text.trim_end()),
        Some(path) => {
            // What somebody has worked on is not written over.
            let written = fs::File::create_new(path)
                .and_then(|mut out| io::Write::write_all(&mut out, text.as_bytes()));
            written.map_err(|error| failed(path, &error))?;
            console.say(&say!("workflow.exported", path = path.display()));
        }
    }
    Ok(())
}

/// Makes what a file says the draft of an issue type's workflow.
pub(super) fn import(
    config: &Config,
    console: Console,
    (project, kind): (&String, &String),
    path: &Path,
    fields: Fields,
) -> Result<(), Failure> {
    let parsed = done(parse(&read(path)?)?.map_err(Error::from))?;
    let app = open_app(config)?;
    let (project, kind) = (project.clone(), kind.clone());
    let imported = app.write_blocking(&app.system(), Source::Cli, move |cx| {
        file::import(cx, &project, &kind, &parsed, fields, None)
    });
    app.sql().close_blocking();
    let imported = done(imported)?;
    if fields == Fields::Leave && !imported.missing.is_empty() {
        let keys: Vec<&str> = imported.missing.iter().map(|f| f.key.as_str()).collect();
        console.say(&say!("workflow.missing", fields = keys.join(", ")));
    }
    console.say(&say!("workflow.imported", version = imported.draft.row.version));
    Ok(())
}

/// The workflow that a text is, or what is wrong with it as one.
fn parse(text: &str) -> Result<Result<File, Rejection>, Text> {
    let Once(json) =
        serde_json::from_str(text).map_err(|error| say!("workflow.not_json", why = error.to_string()))?;
    Ok(File::parse(&json))
}

/// A file, or standard input where it is `-`.
fn read(path: &Path) -> Result<String, Text> {
    let mut text = String::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().take(LARGEST).read_to_string(&mut text)
    } else {
        fs::File::open(path).and_then(|file| file.take(LARGEST).read_to_string(&mut text))
    };
    read.map(|_| text).map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &io::Error) -> Text {
    say!("data.failed", path = path.display(), why = error.to_string())
}
