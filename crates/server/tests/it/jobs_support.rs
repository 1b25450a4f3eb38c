//! What the topics of jobs need: functions, jobs of them, a worker that does them.

use std::time::Duration;
use testkit::{Answer, Client, Value, json, moment, unique};

/// Long enough for anything that is to come; niced test machines stand still at times.
pub(crate) const SOON: Duration = Duration::from_secs(30);

/// A function of a kind, whose jobs outlive a test machine that stands still for a while; its id.
#[track_caller]
pub(crate) fn function(admin: &Client, kind: &str, extra: Value) -> String {
    let id = unique("test.f");
    let mut body = json!({"id": id, "name": "A function of a test", "kind": kind, "timeoutMs": 600_000});
    body.as_object_mut().unwrap().extend(extra.as_object().expect("extra keys").clone());
    admin.post("functions", body).expect(201);
    id
}

/// Asks for a job; its number.
#[track_caller]
pub(crate) fn start(client: &Client, function: &str, params: Value) -> String {
    started(&client.post("jobs", json!({"functionId": function, "params": params})))
}

/// The number of the job that was asked for.
#[track_caller]
pub(crate) fn started(answer: &Answer) -> String {
    let id = data(answer)["jobId"].as_str().unwrap_or_else(|| panic!("no job in {answer}")).to_owned();
    assert!(id.parse::<i64>().is_ok_and(|id| id > 0), "{answer}");
    id
}

/// The data of an answer that says that it was done.
#[track_caller]
pub(crate) fn data(answer: &Answer) -> &Value {
    assert_eq!(
        (answer.status, &answer["code"], &answer["message"]),
        (200, &json!(0), &json!("OK")),
        "{answer}"
    );
    &answer["data"]
}

/// The job now, with all that it has.
#[track_caller]
pub(crate) fn job(client: &Client, id: &str) -> Value {
    data(&client.get(&format!("jobs/{id}"))).clone()
}

/// How the job stands.
#[track_caller]
pub(crate) fn state(client: &Client, id: &str) -> String {
    job(client, id)["state"].as_str().expect("a state").to_owned()
}

/// Leases the next job of a function, for this many seconds.
#[track_caller]
pub(crate) fn lease_for(client: &Client, function: &str, seconds: i64) -> Value {
    let wish =
        json!({"functions": [function], "waitSeconds": 20, "leaseSeconds": seconds, "worker": "a test"});
    let answer = client.post("workers/lease", wish).expect(200);
    let leased = answer["jobs"].as_array().unwrap_or_else(|| panic!("no list in {answer}"));
    assert_eq!(leased.len(), 1, "{answer}");
    leased[0].clone()
}

/// Leases the next job of a function.
#[track_caller]
pub(crate) fn lease(client: &Client, function: &str) -> Value {
    lease_for(client, function, 300)
}

/// Says something about a leased job.
pub(crate) fn say(client: &Client, leased: &Value, how: &str, extra: Value) -> Answer {
    let mut body = json!({"leaseToken": leased["leaseToken"]});
    body.as_object_mut().unwrap().extend(extra.as_object().expect("extra keys").clone());
    client.post(&format!("workers/{}/{how}", leased["jobId"].as_str().expect("a job")), body)
}

/// Does the next job of a function as a worker would; its number.
#[track_caller]
pub(crate) fn work(client: &Client, function: &str, result: Value) -> String {
    let leased = lease(client, function);
    say(client, &leased, "complete", json!({"result": result})).expect(200);
    leased["jobId"].as_str().expect("a job").to_owned()
}

/// Fails unless it is a refusal of this status and word with `data: null`.
#[track_caller]
pub(crate) fn refused(answer: Answer, status: u16, word: &str) -> Answer {
    let answer = answer.error(status, word);
    assert!(answer.json.as_object().unwrap().contains_key("data"), "no data in {answer}");
    answer
}

/// Fails unless it is 422 whose details name `field`.
#[track_caller]
pub(crate) fn invalid(answer: Answer, field: &str) -> Answer {
    refused(answer.invalid(field), 422, "validation_failed")
}

/// The value with everything that differs from run to run replaced by a word for it.
pub(crate) fn settled(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let word = |key: &str| match key {
                "id" | "job_id" | "jobId" => Some("#id"),
                "function_id" | "functionId" => Some("#function"),
                "leaseToken" => Some("#lease"),
                "trace_id" => Some("#trace"),
                "requestId" => Some("#request"),
                "duration_ms" | "avg_duration_ms" => Some("#duration"),
                _ => None,
            };
            let entries = map.iter().map(|(key, value)| {
                let settled = word(key).map_or_else(|| settled(value), |word| json!(word));
                (key.clone(), settled)
            });
            Value::Object(entries.collect())
        }
        Value::Array(list) => list.iter().map(settled).collect(),
        Value::String(text) if text.ends_with('Z') && text.len() > 20 => {
            moment(text);
            json!("#time")
        }
        other => other.clone(),
    }
}

/// A golden file of jobs.
macro_rules! golden_job {
    ($name:literal) => {
        testkit::parse_json(include_str!(concat!("golden/jobs/", $name, ".json")))
    };
}
pub(crate) use golden_job;
