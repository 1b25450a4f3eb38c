//! Figures as tables, in the terminal and between markers of a document.

use crate::{Failure, load::Figures, scenario::Scenario};
use sql::EngineKind;
use std::{fmt::Write as _, fs, path::Path, time::Duration};

/// One measured line.
#[derive(Debug)]
pub(crate) struct Line {
    pub(crate) scenario: Scenario,
    pub(crate) connections: usize,
    pub(crate) figures: Figures,
    /// The same statements bare, a second.
    pub(crate) bare: Option<f64>,
}

/// What is asked of a scenario at 32 connections over 100,000 tickets: requests a second, and the longest of 99 in 100.
const fn target(scenario: Scenario, engine: EngineKind) -> Option<(f64, Option<u64>)> {
    match (scenario, engine) {
        (Scenario::Create, EngineKind::Sqlite) => Some((8_000.0, Some(25))),
        (Scenario::Create, EngineKind::Postgres) => Some((4_000.0, Some(25))),
        (Scenario::Read, EngineKind::Sqlite) => Some((18_000.0, None)),
        (Scenario::Read, EngineKind::Postgres) => Some((7_000.0, None)),
        (Scenario::Page, EngineKind::Sqlite) => Some((4_000.0, Some(25))),
        (Scenario::Page, EngineKind::Postgres) => Some((2_500.0, None)),
        (Scenario::Transition, EngineKind::Sqlite) => Some((6_000.0, None)),
        (Scenario::Transition, EngineKind::Postgres) => Some((3_500.0, None)),
        (Scenario::Search, EngineKind::Sqlite) => Some((1_000.0, Some(60))),
        (Scenario::Search, EngineKind::Postgres) => Some((500.0, Some(100))),
        (Scenario::History | Scenario::Deep | Scenario::Mixed, _) => None,
    }
}

/// The table of an engine's figures.
pub(crate) fn table(engine: EngineKind, lines: &[Line]) -> String {
    let mut table = String::from(
        "| | connections | a second | p50 | p90 | p99 | longest | bare, a second | ratio | target |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|---|\n",
    );
    for line in lines {
        let Figures { times, per_second, .. } = &line.figures;
        let (bare, ratio) = line.bare.map_or((String::new(), String::new()), |bare| {
            (thousands(bare), format!("{:.2}", per_second / bare.max(1.0)))
        });
        let target = if line.connections == 32 { target(line.scenario, engine) } else { None };
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} | {} | {} | {} | {bare} | {ratio} | {} |",
            line.scenario.name(),
            line.connections,
            thousands(*per_second),
            millis(times.permille(500)),
            millis(times.permille(900)),
            millis(times.permille(990)),
            millis(times.max()),
            target.map(|target| judge(target, &line.figures)).unwrap_or_default(),
        );
    }
    table
}

fn judge((least, most): (f64, Option<u64>), figures: &Figures) -> String {
    let slow = most.filter(|most| figures.times.permille(990) >= Duration::from_millis(*most));
    let word = if figures.per_second >= least && slow.is_none() { "met" } else { "**missed**" };
    let p99 = most.map(|most| format!(", p99 < {most} ms")).unwrap_or_default();
    format!("{word}: ≥ {}{p99}", thousands(least))
}

/// `12,345`.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "rates are small and positive")]
pub(crate) fn thousands(number: f64) -> String {
    let digits = (number.round() as u64).to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

pub(crate) fn millis(time: Duration) -> String {
    let millis = time.as_secs_f64() * 1e3;
    if millis < 10.0 { format!("{millis:.2} ms") } else { format!("{millis:.0} ms") }
}

#[allow(clippy::cast_precision_loss, reason = "sizes in megabytes")]
pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{} MB", thousands(bytes as f64 / 1e6))
}

/// Puts `text` between the markers `<!-- bench:NAME -->` and `<!-- bench:end -->` of a document.
pub(crate) fn write(document: &Path, name: &str, text: &str) -> Result<(), Failure> {
    let old = fs::read_to_string(document)?;
    let new = between(&old, name, text)
        .ok_or_else(|| Failure::new(format!("{} has no place for bench:{name}", document.display())))?;
    Ok(fs::write(document, new)?)
}

fn between(document: &str, name: &str, text: &str) -> Option<String> {
    const END: &str = "<!-- bench:end -->";
    let begin = format!("<!-- bench:{name} -->\n");
    let (before, rest) = document.split_once(&begin)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{begin}{}\n{END}{after}", text.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stands_between_the_markers_is_replaced() {
        let document =
            "a\n<!-- bench:x -->\nold\n<!-- bench:end -->\nb\n<!-- bench:y -->\n<!-- bench:end -->\n";
        let new = between(document, "x", "new\n").unwrap();
        assert_eq!(new, document.replace("old", "new"));
        assert_eq!(between(document, "z", ""), None);
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!((thousands(999.6), thousands(1_234_567.0)), ("1,000".to_owned(), "1,234,567".to_owned()));
    }
}
