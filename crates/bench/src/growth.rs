//! What ten times as many tickets cost: the tables of both sizes, as they stand in the document, side by side.

use crate::{Failure, report, say};
use std::{fmt::Write as _, fs, path::Path};

/// The sizes compared.
const SMALL: u32 = 100_000;
const LARGE: u32 = 1_000_000;

/// A line of a table that `report` wrote.
#[derive(Debug, PartialEq)]
struct Figure {
    scenario: String,
    connections: String,
    per_second: f64,
    /// In milliseconds.
    p99: f64,
}

/// Compares the two sizes for both engines and writes the comparison into the document.
pub(crate) fn run(document: &Path) -> Result<(), Failure> {
    let text = fs::read_to_string(document)?;
    for engine in [sql::EngineKind::Sqlite, sql::EngineKind::Postgres] {
        let of = |tickets: u32| figures(&text, &format!("{tickets}:{engine}"));
        let compared = compare(&of(SMALL), &of(LARGE));
        say(&format!("\n{engine}\n{compared}"));
        report::write(document, &format!("growth:{engine}"), &compared)?;
    }
    Ok(())
}

/// The figures between the markers of a name; none where there is no table yet.
fn figures(document: &str, name: &str) -> Vec<Figure> {
    let part = document.split_once(&format!("<!-- bench:{name} -->")).map_or("", |(_, rest)| rest);
    let part = part.split_once("<!-- bench:end -->").map_or("", |(part, _)| part);
    part.lines().filter_map(figure).collect()
}

fn figure(line: &str) -> Option<Figure> {
    let cells: Vec<&str> = line.strip_prefix('|')?.split('|').map(str::trim).collect();
    let [scenario, connections, per_second, _, _, p99, ..] = cells.as_slice() else { return None };
    Some(Figure {
        scenario: (*scenario).to_owned(),
        connections: (*connections).to_owned(),
        per_second: per_second.replace(',', "").parse().ok()?,
        p99: p99.strip_suffix(" ms")?.replace(',', "").parse().ok()?,
    })
}

fn compare(small: &[Figure], large: &[Figure]) -> String {
    let allowed = f64::from(LARGE).ln() / f64::from(SMALL).ln();
    let mut table = format!(
        "Ten times the tickets; a search tree grows by a factor of {allowed:.2}.\n\n\
         | | connections | time a request | p99 |\n|---|--:|--:|--:|\n"
    );
    for one in large {
        let same =
            |other: &&Figure| (&other.scenario, &other.connections) == (&one.scenario, &one.connections);
        if let Some(other) = small.iter().find(same) {
            let _ = writeln!(
                table,
                "| {} | {} | × {:.2} | × {:.2} |",
                one.scenario,
                one.connections,
                other.per_second / one.per_second.max(1e-9),
                one.p99 / other.p99.max(1e-9)
            );
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    const DOCUMENT: &str = "<!-- bench:100000:sqlite -->\nabout\n\n| | connections | a second | p50 | p90 | p99 | longest |\n\
        |---|--:|--:|--:|--:|--:|--:|\n| page | 32 | 4,000 | 1 ms | 2 ms | 10 ms | 11 ms | 1 | 1 | |\n<!-- bench:end -->\n\
        <!-- bench:1000000:sqlite -->\n| page | 32 | 2,000 | 1 ms | 2 ms | 12.5 ms | 20 ms |\n<!-- bench:end -->\n";

    #[test]
    fn the_same_line_of_both_tables_is_compared() {
        let (small, large) = (figures(DOCUMENT, "100000:sqlite"), figures(DOCUMENT, "1000000:sqlite"));
        assert_eq!((small.len(), large.len()), (1, 1));
        assert_eq!((small[0].per_second, large[0].p99), (4_000.0, 12.5));
        let compared = compare(&small, &large);
        assert!(
            compared.contains("factor of 1.20") && compared.contains("| page | 32 | × 2.00 | × 1.25 |"),
            "{compared}"
        );
        assert!(figures(DOCUMENT, "1:sqlite").is_empty());
    }
}
