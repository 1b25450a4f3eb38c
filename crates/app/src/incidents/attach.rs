//! Files of incidents. The bytes are received by [`crate::vault`] before.

use super::{address, find};
use crate::{
    Cx, Error,
    tickets::{Address, Check, attach},
};
use domain::{id::AttachmentId, identity::Permission};

/// Attaches a file to an incident; `parameter` is what the request calls its address. Gives the file's number and its name.
pub fn run(
    cx: &mut Cx<'_, '_>,
    parameter: &str,
    incident: &str,
    command: &attach::Command,
    check: Check<'_>,
) -> Result<(AttachmentId, String), Error> {
    let ticket = find(cx, &address(parameter, incident)?, Permission::ViewTickets)?;
    let (_, made) = attach::run(cx, &Address::parse(&ticket.id.to_string()), command, check)?;
    Ok((made.id, made.name))
}
