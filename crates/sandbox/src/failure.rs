//! Why a script has no result.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::limits::Limits;

/// Why a script has no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The script's own doing: it threw, cannot be read, or went beyond a cap.
    #[error("{0}")]
    Fault(Fault),
    /// It was canceled, and killed.
    #[error("the script was canceled")]
    Canceled,
    /// No child could be had; the script has not begun.
    #[error("no sandbox for the script: {0}")]
    Unavailable(String),
    /// The child ended, or said what it never says, for a reason that is not known to be the script's.
    #[error("the sandbox of the script ended: {0}")]
    Died(String),
}

/// What kind of fault it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// The source does not parse.
    Syntax,
    /// An error that nothing caught.
    Thrown,
    /// It waits for a promise that nothing is left to settle.
    Stuck,
    /// [`Limits::memory`].
    Memory,
    /// [`Limits::cpu`].
    CpuTime,
    /// The deadline of this run.
    WallTime,
    /// [`Limits::stack`].
    StackDepth,
    /// The result is no JSON, or larger than [`Limits::result_bytes`].
    Result,
}

/// A place in the source. Both count from 1; columns count characters as JavaScript does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column.
    pub column: u32,
}

/// What was wrong with a script, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// What kind of fault.
    pub kind: Kind,
    /// For the author of the script; one that was thrown begins with the error's name.
    pub message: String,
    /// Where, when it is known.
    pub position: Option<Position>,
    /// The calls that led there, one a line, with lines and columns of the source.
    pub stack: Option<String>,
}

impl Fault {
    /// A fault without a place.
    pub(crate) fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), position: None, stack: None }
    }

    /// The fault of a script that went beyond its memory.
    pub(crate) fn memory(limits: &Limits) -> Self {
        Self::new(
            Kind::Memory,
            format!("the script needs more memory than the {} MiB it may have", limits.memory >> 20),
        )
    }

    /// The fault of a script that computed for too long.
    pub(crate) fn cpu(limits: &Limits) -> Self {
        let seconds = limits.cpu.as_secs_f64();
        Self::new(
            Kind::CpuTime,
            format!("the script took more than the {seconds} s of processor time it may have"),
        )
    }

    /// The fault of a script that calls itself too deeply.
    pub(crate) fn stack(limits: &Limits) -> Self {
        let kib = limits.stack >> 10;
        Self::new(
            Kind::StackDepth,
            format!("the script nests deeper than the {kib} KiB of stack it may have"),
        )
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match self.position {
            Some(Position { line, column }) => write!(f, " (line {line}, column {column})"),
            None => Ok(()),
        }
    }
}
