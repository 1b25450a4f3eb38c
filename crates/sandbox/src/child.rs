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

use std::mem::ManuallyDrop;

use engine::Engine;
use wire::Gone;

use crate::frame::{FromChild, ToChild};

/// The whole life of a child: what `gongdan sandbox` does.
pub fn main() {
    // Where it fails nobody is left to be told: the parent is gone, or it is none.
    let _ = serve();
}

fn serve() -> Result<(), Gone> {
    let ToChild::Start(limits) = wire::read()? else { return Err(Gone) };
    let engine = Engine::new(limits.clone()).map_err(|_no_memory| Gone)?;
    // Its memory goes with the process; freeing it piece by piece would only take time.
    let engine = ManuallyDrop::new(engine);
    let missing = confine::confine(&limits, &[]);
    wire::write(&FromChild::Ready { missing })?;
    let end = match wire::read()? {
        ToChild::Run(run) => engine.run(&run)?,
        ToChild::Parse(source) => engine.parse(&source).map(|()| serde_json::Value::Null),
        ToChild::Start(_) | ToChild::Answer(_) => return Err(Gone),
    };
    wire::write(&end.map_or_else(FromChild::Failed, FromChild::Done))
}

/// What the child does to itself at its start, but for some restraints: for the test that then tries what must not work.
#[doc(hidden)]
pub fn confine_without(without: &[&str]) -> Vec<String> {
    confine::confine(&crate::Limits::default(), without)
}
