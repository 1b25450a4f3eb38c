//! What several topics need: tickets to work on, and what every ticket looks like.

use testkit::{Answer, Client, Server, Value, assert_short_id, assert_time, json, unique};

/// Says that it is over when it goes, also when a test fails: so that the threads of a scope end.
pub(crate) struct AtEnd<'f>(pub(crate) &'f std::sync::atomic::AtomicBool);

impl Drop for AtEnd<'_> {
    fn drop(&mut self) {
        self.0.store(true, std::sync::atomic::Ordering::SeqCst);
    }
}

/// The least a ticket is made of.
pub(crate) fn draft(title: &str) -> Value {
    json!({"title": title, "content": "It does not start.", "category": "account"})
}

/// The least with more keys (or other values) from `extra`.
pub(crate) fn draft_with(title: &str, extra: Value) -> Value {
    let mut body = draft(title);
    let more = extra.as_object().expect("extra keys are an object").clone();
    body.as_object_mut().expect("a draft is an object").extend(more);
    body
}

/// Makes a ticket of these keys on top of the least.
#[track_caller]
pub(crate) fn create(client: &Client, extra: Value) -> Answer {
    client.post("tickets", draft_with("Cannot log in", extra)).expect(200)
}

/// Makes a ticket and gives its number.
#[track_caller]
pub(crate) fn ticket(client: &Client) -> i64 {
    create(client, json!({})).id()
}

/// The ticket now.
#[track_caller]
pub(crate) fn read(client: &Client, id: i64) -> Answer {
    client.get(&format!("tickets/{id}")).expect(200)
}

/// A project of its own with these custom fields; its key.
#[track_caller]
pub(crate) fn project(server: &Server, fields: Value) -> String {
    let key = project_key();
    let admin = server.admin();
    admin.post("projects", json!({"key": key, "name": "A project of a test", "description": ""})).expect(201);
    if fields.as_array().is_some_and(|list| !list.is_empty()) {
        admin.put(&format!("projects/{key}/fields"), json!({"items": fields})).expect(200);
    }
    key
}

/// A key that no other project has: ten capitals at most.
pub(crate) fn project_key() -> String {
    let mut number: u64 =
        unique("").split('x').map(|n| n.parse::<u64>().expect("a number")).fold(7, |a, n| a * 1_009 + n);
    let mut key = String::from("T");
    while key.len() < 9 {
        key.push(char::from(b'A' + u8::try_from(number % 26).expect("less than 26")));
        number = number / 26 + 11;
    }
    key
}

/// Fails unless `ticket` has every key that a ticket has, each of its type.
#[track_caller]
pub(crate) fn assert_ticket(ticket: &Value) {
    let texts = [
        "title",
        "content",
        "category",
        "priority",
        "status",
        "assignee",
        "playerId",
        "contact",
        "gameId",
        "env",
        "source",
        "createdAt",
        "updatedAt",
        "key",
        "uuid",
        "project",
        "type",
        "creator",
    ];
    for key in texts {
        assert!(ticket[key].is_string(), "{key} is not text in {ticket}");
    }
    for key in ["id", "version"] {
        assert!(ticket[key].is_i64(), "{key} is not a number in {ticket}");
    }
    for key in ["tags", "watchers"] {
        let list = ticket[key].as_array().unwrap_or_else(|| panic!("{key} is not a list in {ticket}"));
        assert!(list.iter().all(Value::is_string), "{key} is not a list of texts in {ticket}");
    }
    assert!(ticket["fields"].is_object(), "fields is not an object in {ticket}");
    assert_time(&ticket["createdAt"]);
    assert_time(&ticket["updatedAt"]);
    assert!(ticket.get("dueAt").is_some(), "no dueAt in {ticket}");
    if !ticket["dueAt"].is_null() {
        assert_time(&ticket["dueAt"]);
    }
    assert_short_id(&ticket["uuid"], 16);
    let key = format!("{}-{}", ticket["project"].as_str().unwrap_or_default(), ticket["id"]);
    assert_eq!(ticket["key"], key.as_str(), "{ticket}");
}

/// Fails unless `comment` has every key that a comment has, each of its type.
#[track_caller]
pub(crate) fn assert_comment(comment: &Value) {
    assert!(comment["id"].is_i64(), "{comment}");
    for key in ["content", "author"] {
        assert!(comment[key].is_string(), "{key} is not text in {comment}");
    }
    assert_time(&comment["createdAt"]);
    assert_time(&comment["updatedAt"]);
    assert!(comment["internal"].is_boolean(), "{comment}");
    assert!(comment["attachments"].is_array(), "{comment}");
}

/// The ticket without what is there only in detail: what lists show.
pub(crate) fn plain(ticket: &Value) -> Value {
    let mut plain = ticket.as_object().expect("a ticket is an object").clone();
    for key in ["comments", "links", "attachments"] {
        plain.remove(key);
    }
    Value::Object(plain)
}
