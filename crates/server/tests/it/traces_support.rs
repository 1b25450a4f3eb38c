//! What the topics of the repair desk, `/api/v3`, need.

use testkit::{Answer, Client, Person, Server, Value, json, unique};

/// A path of the surface.
pub(crate) fn at(path: &str) -> String {
    format!("/api/v3/{path}")
}

/// A report of `who`'s with other values from `extra`.
pub(crate) fn report_of(who: &str, extra: Value) -> Value {
    let mut body = json!({
        "issuer_sid": who, "description": "网速很慢，只有 1 Mbps\n从昨天开始。", "category": "low-speed",
        "occur_at": "2025-12-06T08:00:00+08:00",
    });
    body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    body
}

/// Reports and gives the ticket's number.
#[track_caller]
pub(crate) fn reported(person: &Person, extra: Value) -> i64 {
    let made = person.client.post(&at("new_ticket"), report_of(&person.username, extra)).expect(200);
    made["tid"].as_i64().unwrap_or_else(|| panic!("no tid in {made}"))
}

/// The ticket as the desk shows it.
#[track_caller]
pub(crate) fn shown(client: &Client, tid: i64) -> Value {
    client.get(&at(&format!("get_ticket?tid={tid}"))).expect(200)["ticket"].clone()
}

/// The traces of a ticket, each checked for its keys.
#[track_caller]
pub(crate) fn traces(client: &Client, tid: i64) -> Vec<Value> {
    let answer = client.get(&at(&format!("get_traces?tid={tid}"))).expect(200);
    assert_eq!((&answer["success"], &answer["msg"]), (&json!(true), &json!("query success")), "{answer}");
    let traces = answer["traces"].as_array().unwrap_or_else(|| panic!("no traces in {answer}")).clone();
    let mut last = 0;
    for trace in &traces {
        let keys: Vec<&str> = trace.as_object().unwrap().keys().map(String::as_str).collect();
        let mut all = [
            "opid",
            "tid",
            "updated_at",
            "op",
            "op_name",
            "new_status",
            "new_priority",
            "new_appointment",
            "new_category",
            "remark",
        ];
        all.sort_unstable();
        let mut found = keys.clone();
        found.sort_unstable();
        assert_eq!(found, all, "{trace}");
        let opid = trace["opid"].as_i64().expect("a number");
        assert!(opid > last, "opid does not grow: {answer}");
        last = opid;
        assert_eq!(trace["tid"], tid);
        testkit::assert_time(&trace["updated_at"]);
        for key in &all[..] {
            assert!(["opid", "tid"].contains(key) || trace[*key].is_string(), "{key} of {trace}");
        }
    }
    traces
}

/// Fails unless it is a refusal of this status and type in the surface's envelope; its sentence.
#[track_caller]
pub(crate) fn refused(answer: Answer, status: u16, kind: i64) -> String {
    assert_eq!(answer.status, status, "wrong status for {answer}");
    assert!(answer.header("content-type").starts_with("application/json"), "not JSON: {answer}");
    let body = answer.json.as_object().unwrap_or_else(|| panic!("no object: {answer}"));
    let mut keys: Vec<&str> = body.keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["errType", "msg", "success"], "{answer}");
    assert_eq!((&answer["success"], &answer["errType"]), (&json!(false), &json!(kind)), "{answer}");
    let msg = answer["msg"].as_str().unwrap_or_default().to_owned();
    assert!(!msg.is_empty(), "{answer}");
    msg
}

/// Fails unless it is 400 for a fault of the request that names `field`.
#[track_caller]
pub(crate) fn malformed(answer: Answer, field: &str) {
    let msg = refused(answer, 400, 2);
    assert!(msg.contains(field), "{field:?} is not named: {msg}");
}

/// Somebody who has registered at the desk, with a profile of their own block.
#[track_caller]
pub(crate) fn resident(server: &Server, block: &str) -> Person {
    let person = server.person("unregistered");
    let profile = json!({
        "sid": person.username, "name": "李娜", "block": block, "room": "412", "phone": "13800138000",
        "isp": "telecom", "account": "gz0123456789",
    });
    person.client.post(&at("register"), profile).expect(201);
    person
}

/// A block that nobody else lives in.
pub(crate) fn block() -> String {
    unique("紫荆")
}
