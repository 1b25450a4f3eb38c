//! What an import came to, and the rows that it could not take.

use domain::{Lang, Rejection};
use std::io::{self, Write};

/// Why a row was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The row itself cannot be taken.
    Refused,
    /// It could, but another row of its case cannot.
    HeldBack,
    /// Its case does not go with what was imported before.
    Conflict,
}

impl Kind {
    /// The word in the report.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::HeldBack => "held_back",
            Self::Conflict => "conflict",
        }
    }
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The physical line of the file, from 1.
    pub line: usize,
    /// Its case; empty where it does not say.
    pub case: String,
    /// What became of it.
    pub kind: Kind,
    /// What is wrong, and what would be right.
    pub why: Rejection,
}

/// How many cases and rows there are of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs, reason = "the words say it")]
pub struct Count {
    pub cases: usize,
    pub rows: usize,
}

impl Count {
    /// One more case, with so many rows.
    pub(super) fn add(&mut self, rows: usize) {
        self.cases += 1;
        self.rows += rows;
    }
}

/// What an import came to. The rows of all counts, and `refused`, add up to `rows`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    /// The rows of the file, header and blank lines apart.
    pub rows: usize,
    /// Cases that were made now.
    pub taken: Count,
    /// Cases that were there and have grown: only the new rows.
    pub grown: Count,
    /// Cases that were there with all their rows.
    pub unchanged: usize,
    /// Rows that were there already, of unchanged and of grown cases.
    pub known_rows: usize,
    /// Good rows of cases with a row that was refused.
    pub held: Count,
    /// Cases that do not go with what was imported before, with all their rows.
    pub conflicts: Count,
    /// Rows that cannot be taken.
    pub refused: usize,
    /// Every row that was not taken, by line.
    pub problems: Vec<Problem>,
}

/// The forms of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Comma-separated values with a header.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

/// Writes the problems of an import, in a form for programs.
pub fn write(problems: &[Problem], form: Form, lang: Lang, out: impl Write) -> io::Result<()> {
    match form {
        Form::Csv => {
            let mut out = csv::Writer::from_writer(out);
            out.write_record(["line", "case", "outcome", "why"])?;
            for problem in problems {
                let why = problem.why.text(lang);
                out.write_record([&problem.line.to_string(), &problem.case, problem.kind.word(), &why])?;
            }
            out.flush()
        }
        Form::JsonLines => {
            let mut out = io::BufWriter::new(out);
            for problem in problems {
                let (line, case, outcome) = (problem.line, &problem.case, problem.kind.word());
                let why = problem.why.text(lang);
                let object = serde_json::json!({"line": line, "case": case, "outcome": outcome, "why": why});
                writeln!(out, "{object}")?;
            }
            out.flush()
        }
    }
}
