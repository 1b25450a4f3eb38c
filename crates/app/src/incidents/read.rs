//! Reading one incident.

use super::{Incident, address, find, phrase};
use crate::{Cx, Error};
use domain::identity::Permission;

/// An incident; `parameter` is what the request calls its address.
pub fn get(cx: &mut Cx<'_, '_>, parameter: &str, incident: &str) -> Result<Incident, Error> {
    let ticket = find(cx, &address(parameter, incident)?, Permission::ViewTickets)?;
    phrase::one(cx, ticket)
}
