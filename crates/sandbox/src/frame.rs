//! What parent and child say to each other: four bytes of length (little end first), then that much JSON.
//!
//! The parent trusts nothing of it: a child whose script broke out of the engine may send what it likes.

use serde::{Deserialize, Serialize};
use serde_json::{Value, value::RawValue};

use crate::{
    failure::Fault,
    host::{Event, Refusal, Request, TicketCall},
    limits::Limits,
};

/// How many bytes tell the length.
pub(crate) const HEADER: usize = 4;

/// How many calls may wait for their answers at once; further ones wait in the child.
pub(crate) const IN_FLIGHT: usize = 16;

/// How deeply JSON may be nested on its way between the two, below what `serde_json` reads.
pub(crate) const DEPTH: usize = 100;

/// From the parent to the child.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum ToChild {
    /// The first one: what the child holds itself to.
    Start(Limits),
    /// Run this, then end.
    Run(Run),
    /// Say whether this parses, then end.
    Parse(String),
    /// The answer to a call.
    Answer(Answer),
}

/// What to run, and on what.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Run {
    pub(crate) source: String,
    /// Global names of the script and what they are.
    pub(crate) globals: Vec<(String, Box<RawValue>)>,
}

/// The answer to the call of this number.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Answer {
    pub(crate) call: u64,
    pub(crate) outcome: Result<Box<RawValue>, Refusal>,
}

/// From the child to the parent.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum FromChild {
    /// It has confined itself and waits for a script. Each entry is a restraint that this system does not have, and why.
    Ready { missing: Vec<String> },
    /// The script said something.
    Event(Event),
    /// The script asks for something. Numbers are never used twice.
    Call { call: u64, ask: Ask },
    /// The script has ended well.
    Done(Value),
    /// The script has failed.
    Failed(Fault),
}

/// What a script may ask for.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Ask {
    /// `sleep`
    Sleep { ms: u64 },
    /// `fetch`
    Fetch(Request),
    /// `secrets.get`
    Secret { name: String },
    /// `tickets.*`
    Ticket(TicketCall),
}

/// The bytes of a frame.
pub(crate) fn encode<T: Serialize>(message: &T) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = vec![0; HEADER];
    serde_json::to_writer(&mut bytes, message)?;
    let length = u32::try_from(bytes.len() - HEADER).map_err(serde::ser::Error::custom)?;
    for (place, byte) in bytes.iter_mut().zip(length.to_le_bytes()) {
        *place = byte;
    }
    Ok(bytes)
}
