//! `gongdan import history`: the work of another system, with a progress bar and a report of what was not taken.

use std::{fs::File, path::Path};

use app::import::{
    self, Mapping, Summary,
    report::{self, Count, Form},
};
use indicatif::{ProgressBar, ProgressStyle};

use super::{open_app, refusal, table};
use crate::{
    config::Config,
    console::{Console, Failure},
    serve,
    words::{Text, say},
};

/// So many problems are told on the terminal; the report has them all.
const TOLD: usize = 20;

/// What is to be brought in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order<'a> {
    /// The rows.
    pub(super) file: &'a Path,
    /// What they mean.
    pub(super) mapping: &'a Path,
    /// Where those that were not taken are written.
    pub(super) report: Option<&'a Path>,
}

/// Imports, and fails if a row was not taken.
pub(super) fn run(config: &Config, console: Console, order: &Order<'_>) -> Result<(), Failure> {
    let mapping = read(order.mapping, |path| std::fs::read_to_string(path))?;
    let mapping = Mapping::parse(&mapping)
        .map_err(|why| say!("import.mapping", path = order.mapping.display(), why = why))?;
    let file = read(order.file, |path| std::fs::read(path))?;
    let app = open_app(config)?;
    let bar = progress_bar(console);
    let imported = serve::runtime()?.block_on(import::history(&app, &mapping, &file, |progress| {
        bar.set_length(progress.rows as u64);
        bar.set_position(progress.done as u64);
    }));
    bar.finish_and_clear();
    app.sql().close_blocking();
    let summary = imported.map_err(|error| {
        say!("import.refused", path = order.file.display(), why = refusal(error))
    })?;
    console.print(&table::lay_out(&rows(&summary, console)));
    if let Some(path) = order.report {
        write(path, &summary, console)
            .map_err(|error| say!("import.report", path = path.display(), why = error.to_string()))?;
    } else {
        tell(&summary, console);
    }
    if summary.problems.is_empty() { Ok(()) } else { Err(Failure::Said) }
}

fn read<T>(path: &Path, read: impl Fn(&Path) -> std::io::Result<T>) -> Result<T, Text> {
    read(path).map_err(|error| say!("import.file", path = path.display(), why = error.to_string()))
}

fn progress_bar(console: Console) -> ProgressBar {
    let template = format!("{{bar:40}} {{pos}}/{{len}} {} {{eta}}", console.word(&say!("import.progress")));
    let style = ProgressStyle::with_template(&template).unwrap_or_else(|_default| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}

fn rows(summary: &Summary, console: Console) -> Vec<Vec<String>> {
    let in_rows = |count: Count| say!("import.in_rows", cases = count.cases, rows = count.rows);
    let unchanged = Count { cases: summary.unchanged, rows: summary.known_rows };
    [
        (say!("import.rows"), summary.rows.to_string()),
        (say!("import.taken"), console.word(&in_rows(summary.taken))),
        (say!("import.grown"), console.word(&in_rows(summary.grown))),
        (say!("import.unchanged"), console.word(&in_rows(unchanged))),
        (say!("import.held"), console.word(&in_rows(summary.held))),
        (say!("import.conflicts"), console.word(&in_rows(summary.conflicts))),
        (say!("import.refused_rows"), summary.refused.to_string()),
    ]
    .map(|(label, value)| vec![console.word(&label), value])
    .to_vec()
}

fn write(path: &Path, summary: &Summary, console: Console) -> std::io::Result<()> {
    let lines = path.extension().is_some_and(|end| end == "jsonl" || end == "ndjson");
    let form = if lines { Form::JsonLines } else { Form::Csv };
    report::write(&summary.problems, form, console.lang, File::create(path)?)
}

fn tell(summary: &Summary, console: Console) {
    for problem in summary.problems.iter().take(TOLD) {
        let case = problem.case.as_str();
        let text = say!("import.problem", line = problem.line, case = case, why = problem.why.clone());
        console.print_aside(&console.word(&text));
    }
    if let Some(more) = summary.problems.len().checked_sub(TOLD).filter(|more| *more > 0) {
        console.print_aside(&console.word(&say!("import.more", count = more)));
    }
}
