//! Chores of the project that are not part of the product, run with `cargo xtask`-like commands from the `Makefile`.
//!
//! Owns the check of the crate graph. It must never be needed to build or run the program.
//! To add a chore: a module and a line in [`CHORES`].

mod layers;

use std::io::Write as _;
use std::process::ExitCode;

/// Every chore: its name, what it does, and the function that does it.
const CHORES: &[(&str, &str, Chore)] =
    &[("check-layers", "hold the dependencies between crates to the layers of ARCHITECTURE.md", layers::run)];

/// What it has to say when all is well; else what is wrong.
type Chore = fn() -> Result<String, String>;

fn main() -> ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    let Some((_, _, chore)) = CHORES.iter().find(|(known, _, _)| *known == name) else {
        return say(&usage(), ExitCode::from(2));
    };
    match chore() {
        Ok(text) => say(&text, ExitCode::SUCCESS),
        Err(text) => say(&text, ExitCode::FAILURE),
    }
}

fn usage() -> String {
    let chores = CHORES.iter().map(|(name, what, _)| format!("\n  {name:<14} {what}"));
    format!("usage: cargo run -p xtask -- CHORE{}", chores.collect::<String>())
}

fn say(text: &str, code: ExitCode) -> ExitCode {
    // A closed pipe is the reader's wish; the exit code still tells.
    let _ = writeln!(std::io::stdout(), "{text}");
    code
}
