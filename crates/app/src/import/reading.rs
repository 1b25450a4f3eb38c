//! The whole file: its rows gathered into cases, and what could not be taken of it.

use super::{
    layout::{Layout, Row},
    mapping::Mapping,
    replay::{self, Rules},
    report::{Kind, Problem},
    sheet::{Broken, Record, Records},
};
use domain::{
    Fault, Message, Rejection, msg,
    text::{self, Lines},
};
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;

/// The rows of one case, in the order of the file.
#[derive(Debug, Clone)]
pub(super) struct Case {
    pub(super) id: String,
    pub(super) rows: Vec<Row>,
    /// The line that keeps it from being taken, if one does.
    held_by: Option<usize>,
}

/// A file as it was read.
#[derive(Debug, Default)]
pub(super) struct Reading {
    /// The cases that can be taken, by their first row.
    pub(super) cases: Vec<Case>,
    /// How many rows the file has, header and blank lines apart.
    pub(super) rows: usize,
    /// How many cases are held back because one of their rows cannot be taken.
    pub(super) held_cases: usize,
    pub(super) problems: Vec<Problem>,
}

/// A row that cannot be read.
struct Bad {
    line: usize,
    belongs: Belongs,
    why: Rejection,
    /// How many good rows stand before it.
    after: usize,
}

/// Which case a row is of that cannot be read.
enum Belongs {
    /// It says so, and is whole enough to be believed. Where there is no such case but the rows around it are of one,
    /// its id was damaged.
    To(String),
    /// It seems to say so. Where there is no such case, it may have been the first row of the case after it, which
    /// would be imported with a hole.
    Perhaps(String),
}

impl Case {
    /// SHA-256 over its first `steps` rows, in hexadecimal.
    pub(super) fn digest(&self, steps: usize) -> String {
        let mut digest = Sha256::new();
        for row in self.rows.iter().take(steps) {
            digest.update(row.digest);
        }
        store::hex(&digest.finalize())
    }
}

/// Reads a file. Refused as a whole only when its header cannot be read or lacks a column.
pub(super) fn read(mapping: &Mapping, bytes: &[u8]) -> Result<Reading, Rejection> {
    let delimiter = u8::try_from(mapping.delimiter).unwrap_or(b',');
    let mut records = Records::new(bytes, delimiter);
    let layout = Layout::new(mapping, header(records.next())?)?;
    let mut cases: Vec<Case> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    let (mut order, mut bad) = (Vec::new(), Vec::new());
    let mut rows = 0;
    for record in records {
        rows += 1;
        match judge(&layout, &record) {
            Ok((id, row)) => {
                let index = *known.entry(id).or_insert_with_key(|id| {
                    cases.push(Case { id: id.clone(), rows: Vec::new(), held_by: None });
                    cases.len() - 1
                });
                order.push(index);
                if let Some(case) = cases.get_mut(index) {
                    case.rows.push(row);
                }
            }
            Err((belongs, why)) => bad.push(Bad { line: record.line, belongs, why, after: order.len() }),
        }
    }
    let mut reading = Reading { cases, rows, ..Reading::default() };
    for bad in bad {
        let next = order.get(bad.after).copied();
        let around = bad
            .after
            .checked_sub(1)
            .and_then(|before| order.get(before))
            .copied()
            .filter(|i| Some(*i) == next);
        let (id, index) = match bad.belongs {
            Belongs::To(id) => (id.clone(), known.get(&id).copied().or(around)),
            Belongs::Perhaps(id) => (id.clone(), known.get(&id).copied().or(next)),
        };
        if let Some(case) = index.and_then(|index| reading.cases.get_mut(index)) {
            case.held_by.get_or_insert(bad.line);
        }
        reading.problems.push(Problem { line: bad.line, case: id, kind: Kind::Refused, why: bad.why });
    }
    reading.hold_back();
    Ok(reading)
}

fn header(record: Option<Record>) -> Result<Vec<String>, Rejection> {
    let unreadable = |why: Message| Rejection::malformed("file", why);
    let record = record.ok_or_else(|| unreadable(msg!("import.empty")))?;
    if let Some(broken) = record.broken {
        return Err(unreadable(msg!("import.header", detail = sentence(broken).text(domain::Lang::En))));
    }
    let cells = record.cells.into_iter().map(String::from_utf8).collect::<Result<Vec<_>, _>>();
    cells.map_err(|_not_utf8| unreadable(msg!("import.header", detail = "UTF-8?")))
}

fn sentence(broken: Broken) -> Message {
    match broken {
        Broken::Unclosed => msg!("import.quote_open"),
        Broken::AfterQuote => msg!("import.quote_after"),
        Broken::Stray => msg!("import.quote_stray"),
    }
}

/// What a record says, with its case; or why nothing can be made of it.
fn judge(layout: &Layout<'_>, record: &Record) -> Result<(String, Row), (Belongs, Rejection)> {
    let cells: Vec<String> =
        record.cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
    let case = layout.case::<str>(&cells).unwrap_or_default().trim().to_owned();
    if let Some(broken) = record.broken {
        let column = layout.name(cells.len());
        return Err((Belongs::Perhaps(case), Rejection::invalid(column, sentence(broken))));
    }
    if cells.len() != layout.width() {
        let why = msg!("import.width", found = cells.len(), expected = layout.width());
        return Err((
            Belongs::Perhaps(case),
            Rejection::invalid(layout.name(cells.len().min(layout.width() - 1)), why),
        ));
    }
    let mut faults = Vec::new();
    for (column, cell) in record.cells.iter().enumerate() {
        if std::str::from_utf8(cell).is_err() {
            faults.push(Fault::new(layout.name(column), msg!("import.not_utf")));
        } else if cell.contains(&0) {
            faults.push(Fault::new(layout.name(column), msg!("import.nul")));
        }
    }
    let read = if faults.is_empty() { layout.row(record.line, &cells) } else { Err(faults) };
    match read {
        Ok(row) => Ok((case, row)),
        Err(faults) if !is_sound(layout.case::<[u8]>(&record.cells)) => {
            Err((Belongs::Perhaps(case), Rejection::Invalid(faults)))
        }
        Err(faults) => Err((Belongs::To(case), Rejection::Invalid(faults))),
    }
}

/// Whether the cell of the case holds an id that can be believed.
fn is_sound(cell: Option<&[u8]>) -> bool {
    let text = cell.and_then(|cell| std::str::from_utf8(cell).ok());
    text.is_some_and(|text| text::require(text, 255, Lines::One).is_ok())
}

impl Reading {
    /// Plays every case through before anything is written: what the rules would refuse later is known now.
    pub(super) fn rehearse(&mut self, rules: &Rules) {
        for case in &mut self.cases {
            if let Err((at, why)) = replay::rehearse(&case.rows, rules) {
                let row = case.rows.remove(at);
                self.problems.push(Problem {
                    line: row.line,
                    case: case.id.clone(),
                    kind: Kind::Refused,
                    why,
                });
                case.held_by = Some(row.line);
            }
        }
        self.hold_back();
    }

    /// Takes out the cases that have a row which cannot be taken: history has no holes.
    fn hold_back(&mut self) {
        let (held, cases) =
            std::mem::take(&mut self.cases).into_iter().partition(|case: &Case| case.held_by.is_some());
        self.cases = cases;
        let held: Vec<Case> = held;
        self.held_cases += held.len();
        for case in held {
            let line = case.held_by.unwrap_or_default();
            self.problems.extend(case.rows.iter().map(|row| Problem {
                line: row.line,
                case: case.id.clone(),
                kind: Kind::HeldBack,
                why: Rejection::Conflict(msg!("import.held", line = line)),
            }));
        }
    }
}
