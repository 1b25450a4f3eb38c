//! Files of tasks. The bytes are received by [`crate::vault`] before.

use super::address;
use crate::{
    Attachment, Cx, Error,
    tickets::{Check, attach},
};
use domain::ticket::Ticket;

/// Attaches a file to a task; the file, and the task after it.
pub fn add(
    cx: &mut Cx<'_, '_>,
    uuid: &str,
    command: &attach::Command,
    check: Check<'_>,
) -> Result<(Attachment, Ticket), Error> {
    let address = address(cx, uuid)?;
    let (ticket, attachment) = attach::run(cx, &address, command, check)?;
    Ok((attachment, ticket))
}
