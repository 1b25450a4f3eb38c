//! The child: confines itself, runs one script, ends.
//!
//! It is one thread and speaks with its parent alone, over standard input and output. It is used for one script: what
//! a script leaves behind ends with the process. It must take nothing from its environment and open nothing.

mod api;
mod confine;
mod convert;
mod engine;
mod fault;
mod json;
mod say;
mod state;
mod wire;

use std::process::ExitCode;

use engine::Engine;
use wire::{Gone, Wire};

use crate::frame::{FromChild, ToChild};

/// The whole life of a child: what `gongdan sandbox` does.
pub fn main() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        // Nobody is left to tell: the parent is gone, or it is not one.
        Err(Gone) => ExitCode::FAILURE,
    }
}

fn serve() -> Result<(), Gone> {
    let wire = Wire::default();
    let ToChild::Start(limits) = wire.read()? else { return Err(Gone) };
    let engine = Engine::new(limits.clone(), wire);
    let missing = confine::confine(&limits, &[]);
    let engine = engine.map_err(|_no_memory| Gone)?;
    engine.wire().write(&FromChild::Ready { missing })?;
    let end = match engine.wire().read()? {
        ToChild::Run(run) => engine.run(&run)?,
        ToChild::Parse(source) => engine.parse(&source).map(|()| serde_json::Value::Null),
        ToChild::Start(_) | ToChild::Answer(_) => return Err(Gone),
    };
    let end = match end {
        Ok(result) => FromChild::Done(result),
        Err(fault) => FromChild::Failed(fault),
    };
    engine.wire().write(&end)?;
    // The engine's memory goes with the process; freeing it piece by piece would only take time.
    std::process::exit(0)
}

/// What the child does to itself at its start, but for some restraints: for the test that then tries what must not work.
#[doc(hidden)]
pub fn confine_without(without: &[&str]) -> Vec<String> {
    confine::confine(&crate::Limits::default(), without)
}
