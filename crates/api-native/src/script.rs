//! What scripts ask of tickets, in this surface's words: the bodies that its routes take, the tickets that its routes show.
//!
//! Nothing here is carried out: each function reads its words into a unit of work, whose answer is JSON text. Whoever runs the
//! script runs it, with the rights of the script's actor.

use crate::{
    routes::tickets::{ListQuery, Sorted},
    wire::ticket::{NewTransition, Ticket, TicketBody, TicketDetail},
};
use app::{
    Cx, Error,
    ticket::Slice,
    tickets::{Address, comment, edit, read, transition},
};
use domain::{Rejection, history::Audience, msg};
use http_kit::read_value;
use serde::Serialize;
use serde_json::{Map, Value, json};

/// A unit of work that answers JSON text.
pub type Unit = Box<dyn Fn(&mut Cx<'_, '_>) -> Result<String, Error> + Send + Sync>;

/// The word of a refusal.
pub fn word(rejection: &Rejection) -> &'static str {
    crate::error::word(rejection)
}

/// A ticket with all that belongs to it, by its number or key.
pub fn get(ticket: &str) -> Unit {
    let address = Address::parse(ticket);
    unit(move |cx| text(&TicketDetail::from(read::get(cx, &address)?)))
}

/// A list of tickets: by words to search for, or by the parameters of `GET /tickets`, of which a list may be one value. As many
/// as a page has.
pub fn search(query: Value) -> Result<Unit, Rejection> {
    let query: ListQuery = read_value(parameters(query)?, "query")?;
    let (page, filter) = (query.page()?, query.filter()?);
    Ok(match query.sorted()? {
        Sorted::Relevance => {
            let (start, size) = (query.start(page)?, usize::try_from(page.size).unwrap_or_default());
            unit(move |cx| shown(read::ranked(cx, &filter, start, size)?.tickets))
        }
        Sorted::By(sort, order) => {
            let slice = Slice { limit: page.size, ..query.slice(sort, order, page)? };
            unit(move |cx| shown(read::list(cx, &filter, &slice)?.0))
        }
    })
}

/// Changes fields: the body of `PUT /tickets/:id`.
pub fn update(ticket: &str, changes: Map<String, Value>) -> Result<Unit, Rejection> {
    let body: TicketBody = read_value(Value::Object(changes), "")?;
    let (address, patch) = (Address::parse(ticket), body.without_status()?.patch());
    Ok(unit(move |cx| brief(edit::run(cx, &address, &patch, &|_any| Ok(()))?)))
}

/// Adds a comment that everybody may read who sees the ticket.
pub fn comment(ticket: &str, content: String) -> Unit {
    let (address, command) =
        (Address::parse(ticket), comment::Command { content, audience: Audience::Everyone });
    unit(move |cx| text(&Ticket::from(comment::run(cx, &address, &command, &|_any| Ok(()))?)))
}

/// Changes the status: the body of `POST /tickets/:id/transition` beside it.
pub fn transit(ticket: &str, to: String, mut options: Map<String, Value>) -> Result<Unit, Rejection> {
    options.insert("status".to_owned(), Value::String(to));
    let body: NewTransition = read_value(Value::Object(options), "")?;
    let (address, command) = (Address::parse(ticket), body.command()?);
    Ok(unit(move |cx| brief(transition::run(cx, &address, &command, &|_any| Ok(()))?)))
}

fn unit<F>(unit: F) -> Unit
where
    F: Fn(&mut Cx<'_, '_>) -> Result<String, Error> + Send + Sync + 'static,
{
    Box::new(unit)
}

/// What was searched for, as the parameters of an address: texts, whatever their values were.
fn parameters(query: Value) -> Result<Value, Rejection> {
    let given = match query {
        Value::String(words) => return Ok(json!({ "q": words })),
        Value::Object(given) => given,
        _ => return Err(Rejection::malformed("query", msg!("value.object"))),
    };
    let given = given.into_iter().filter(|(_, value)| !value.is_null());
    Ok(Value::Object(given.map(|(name, value)| (name, parameter(value))).collect()))
}

fn parameter(value: Value) -> Value {
    match value {
        Value::Bool(_) | Value::Number(_) => Value::String(value.to_string()),
        Value::Array(list) if list.iter().all(Value::is_string) => {
            let texts: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            Value::String(texts.join(","))
        }
        other => other,
    }
}

fn shown(tickets: Vec<domain::ticket::Ticket>) -> Result<String, Error> {
    text(&tickets.into_iter().map(Ticket::from).collect::<Vec<_>>())
}

/// A ticket that was changed: without its comments, so that many of them never stand in the way of an answer.
fn brief(detail: read::Detail) -> Result<String, Error> {
    text(&TicketDetail::from(read::Detail { comments: Vec::new(), ..detail }))
}

fn text<T: Serialize>(body: &T) -> Result<String, Error> {
    serde_json::to_string(body).map_err(|error| {
        tracing::error!(%error, "an answer to a script cannot be written as json");
        Error::Rejected(Rejection::Internal)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_is_a_text_or_the_parameters_of_the_list() {
        for good in [
            json!("refund"),
            json!({"q": "refund", "status": ["open", "closed"], "pageSize": 50, "deleted": null}),
            json!({"assignee": "ann", "sort": "-createdAt"}),
            json!({}),
        ] {
            assert!(search(good.clone()).is_ok(), "{good}");
        }
        for (bad, field) in [
            (json!(7), "query"),
            (json!([]), "query"),
            (json!({"status": {"a": 1}}), "query.status"),
            (json!({"sort": "colour"}), "sort"),
            (json!({"priority": "soon"}), "priority"),
        ] {
            match search(bad.clone()).err() {
                Some(Rejection::Malformed { field: named, .. }) => assert_eq!(named.as_deref(), Some(field)),
                other => panic!("{bad}: {other:?}"),
            }
        }
    }

    #[test]
    fn a_change_is_read_before_it_is_made() {
        let map = |value: Value| value.as_object().unwrap().clone();
        assert!(update("42", map(json!({"title": "x", "tags": []}))).is_ok());
        assert!(update("42", map(json!({"status": "closed"}))).is_err());
        assert!(update("42", map(json!({"title": 7}))).is_err());
        assert!(transit("42", "closed".into(), map(json!({"note": "done"}))).is_ok());
        assert!(transit("42", "closed".into(), map(json!({"note": 7}))).is_err());
    }
}
