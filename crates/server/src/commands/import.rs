//! `gongdan import history`: the work of another system, with a progress bar and a report of what was not taken.

use std::{fs::File, io, path::Path};

use app::import::{
    self, Mapping, Problem, Summary,
    report::{self, Form},
};

use super::{
    done,
    meter::{Meter, Unit},
    open_app,
};
use crate::{
    cli::History,
    config::Config,
    console::{Console, Failure},
    serve,
    words::{Text, say},
};

/// So many rows that were not taken are told on the terminal; the report has them all.
const TOLD: usize = 200;

/// Does what `command` says; fails if a row was not taken.
pub(super) fn run(config: &Config, console: Console, command: &History) -> Result<(), Failure> {
    let History { file, mapping, source, report } = command;
    let text = read(mapping, |path| std::fs::read_to_string(path))?;
    let mut mapping = done(Mapping::parse(&text).map_err(Into::into))?;
    if let Some(source) = source {
        mapping = done(mapping.with_source(source).map_err(Into::into))?;
    }
    let rows = read(file, |path| std::fs::read(path))?;
    let app = open_app(config)?;
    // Before anything is imported: a report that could not be kept afterwards would be lost.
    let out = report.as_deref().map(|path| read(path, |path| File::create(path))).transpose()?;
    let meter = Meter::new(console, Unit::Rows);
    let imported = serve::runtime()?.block_on(import::history(&app, &mapping, &rows, |progress| {
        meter.show(progress.done as u64, progress.rows as u64);
    }));
    meter.finish();
    app.sql().close_blocking();
    let summary = done(imported)?;
    tell(&summary.problems, console);
    for line in lines(&summary) {
        console.say(&line);
    }
    if let (Some(path), Some(out)) = (report, out) {
        report::write(&summary.problems, form(path), console.lang, out)
            .map_err(|error| failed(path, &error))?;
        console.say(&say!("import.report", path = path.display()));
    }
    if summary.problems.is_empty() { Ok(()) } else { Err(Failure::Said) }
}

fn read<T>(path: &Path, read: impl Fn(&Path) -> io::Result<T>) -> Result<T, Text> {
    read(path).map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &io::Error) -> Text {
    say!("data.failed", path = path.display(), why = error.to_string())
}

fn form(path: &Path) -> Form {
    if path.extension().is_some_and(|end| end == "jsonl") { Form::JsonLines } else { Form::Csv }
}

/// What the import came to.
fn lines(summary: &Summary) -> [Text; 7] {
    let Summary { taken, grown, held, conflicts, .. } = summary;
    [
        say!("import.rows", rows = summary.rows),
        say!("import.taken", cases = taken.cases, rows = taken.rows),
        say!("import.grown", cases = grown.cases, rows = grown.rows),
        say!("import.known", cases = summary.unchanged, rows = summary.known_rows),
        say!("import.refused", rows = summary.refused),
        say!("import.held", cases = held.cases, rows = held.rows),
        say!("import.conflicts", cases = conflicts.cases, rows = conflicts.rows),
    ]
}

fn tell(problems: &[Problem], console: Console) {
    for problem in problems.iter().take(TOLD) {
        let (line, case, why) = (problem.line, problem.case.as_str(), problem.why.clone());
        let text = if case.is_empty() {
            say!("import.problem_caseless", line = line, why = why)
        } else {
            say!("import.problem", line = line, case = case, why = why)
        };
        console.print_aside(&console.word(&text));
    }
    if let Some(more) = problems.len().checked_sub(TOLD).filter(|more| *more > 0) {
        console.print_aside(&console.word(&say!("import.more", count = more)));
    }
}
