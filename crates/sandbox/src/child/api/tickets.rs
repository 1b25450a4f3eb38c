//! `tickets.{get,search,update,comment,transit}`.

use rquickjs::{Ctx, Exception, Object, Value};
use serde_json::Map;

use super::{Api, Form, State, convert, name_of};
use crate::{frame::Ask, host::TicketCall};

/// Puts `tickets` in scope.
pub(super) fn install<'js>(ctx: &Ctx<'js>, api: &Api<'js>) -> rquickjs::Result<()> {
    let tickets = Object::new(ctx.clone())?;
    for name in ["get", "search", "update", "comment", "transit"] {
        api.ask(ctx, &tickets, name, Form::Json, move |ctx, state, arguments| {
            call(ctx, state, name, arguments).map(Ask::Ticket)
        })?;
    }
    api.globals.set("tickets", tickets)
}

fn call<'js>(
    ctx: &Ctx<'js>,
    state: &State,
    name: &str,
    arguments: &[Value<'js>],
) -> rquickjs::Result<TicketCall> {
    let what = |what: &str| format!("tickets.{name}: {what}");
    let given = |at: usize| arguments.get(at).filter(|value| !value.is_undefined() && !value.is_null());
    let object = |at: usize, label: &str| match given(at) {
        Some(value) if value.is_object() => {
            convert::read::<Map<_, _>>(ctx, value, &what(label), state.limits.call_bytes)
        }
        Some(_) => Err(Exception::throw_type(ctx, &what(&format!("{label}: an object is expected")))),
        None => Ok(Map::new()),
    };
    let text = |at: usize, label: &str| {
        let text = name_of(ctx, arguments.get(at), &what(label))?;
        if text.len() > state.limits.call_bytes {
            return Err(Exception::throw_range(ctx, &what(&format!("{label} is too long"))));
        }
        Ok(text)
    };
    let ticket = || ticket(ctx, arguments.first(), name);
    Ok(match name {
        "get" => TicketCall::Get { ticket: ticket()? },
        "search" => {
            let query = given(0).ok_or_else(|| Exception::throw_type(ctx, &what("a query is expected")))?;
            TicketCall::Search {
                query: convert::read(ctx, query, &what("the query"), state.limits.call_bytes)?,
            }
        }
        "update" => TicketCall::Update { ticket: ticket()?, changes: object(1, "the changes")? },
        "comment" => TicketCall::Comment { ticket: ticket()?, text: text(1, "the comment")? },
        _ => TicketCall::Transit {
            ticket: ticket()?,
            to: text(1, "where to")?,
            options: object(2, "the options")?,
        },
    })
}

/// The ticket that is meant: an id, a key, or a ticket itself.
fn ticket(ctx: &Ctx<'_>, value: Option<&Value<'_>>, name: &str) -> rquickjs::Result<String> {
    let plain = |value: &Value<'_>| {
        let number = || value.as_number().filter(|number| number.fract() == 0.0 && number.abs() < 9e15);
        convert::text(value).or_else(|| number().map(|number| number.to_string()))
    };
    let named = match value {
        Some(value) => match value.as_object() {
            Some(object) => plain(&object.get::<_, Value<'_>>("id")?),
            None => plain(value),
        },
        None => None,
    };
    let fine = named.filter(|named| !named.is_empty() && named.len() <= 256);
    fine.ok_or_else(|| {
        let why =
            format!("tickets.{name}: the ticket is expected first, as its id, its key or the ticket itself");
        Exception::throw_type(ctx, &why)
    })
}
