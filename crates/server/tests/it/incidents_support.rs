//! What the topics of the incident API, `/v1` and `/v2`, need.

use sha2::{Digest, Sha256};
use testkit::{Answer, Client, Person, Server, Value, encode, json, moment, time_text};

pub(crate) const PAUSED: &str = "INCIDENT_STATUS_PAUSED";
pub(crate) const TRIGGERED: &str = "INCIDENT_STATUS_TRIGGERED";
pub(crate) const ACKNOWLEDGED: &str = "INCIDENT_STATUS_ACKNOWLEDGED";

/// The `data` of a good answer, whose envelope is right.
#[track_caller]
pub(crate) fn data(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{answer}");
    let mut keys: Vec<&str> =
        answer.json.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["data", "error_code", "error_msg", "provider_code"], "{answer}");
    let told = (&answer["provider_code"], &answer["error_code"], &answer["error_msg"]);
    assert_eq!(told, (&json!("049"), &json!("GOM.00000000"), &Value::Null), "{answer}");
    answer["data"].clone()
}

/// Fails unless it is a refusal of this status and code in the surface's envelope; its sentence.
#[track_caller]
pub(crate) fn refused(answer: Answer, status: u16, code: &str) -> String {
    assert_eq!((answer.status, &answer["error_code"]), (status, &json!(code)), "{answer}");
    assert!(answer.header("content-type").starts_with("application/json"), "not JSON: {answer}");
    let mut keys: Vec<&str> =
        answer.json.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["data", "error_code", "error_msg", "provider_code"], "{answer}");
    assert_eq!((&answer["provider_code"], &answer["data"]), (&json!("049"), &Value::Null), "{answer}");
    let told = answer["error_msg"].as_str().unwrap_or_default().to_owned();
    assert!(!told.is_empty(), "{answer}");
    told
}

/// Fails unless it is a bad parameter that its sentence names.
#[track_caller]
pub(crate) fn bad(answer: Answer, parameter: &str) {
    let told = refused(answer, 400, "GOM.00007256");
    assert!(told.contains(parameter), "{parameter} is not named: {told}");
}

/// The short id of somebody.
pub(crate) fn id_of(person: &Person) -> String {
    person.account["uuid"].as_str().expect("an id").to_owned()
}

/// The least that an incident is made of, with more keys (or other values) from `extra`.
pub(crate) fn incident_of(creator: &str, extra: Value) -> Value {
    let mut body = json!({
        "incident_level": "level_30", "is_service_interrupt": false, "incident_type": "inc_type_p_config_issues",
        "incident_title": "网关 5xx 升高", "incident_source": "incident_source_manual", "creator": creator,
    });
    body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    body
}

/// Makes an incident and gives its number.
#[track_caller]
pub(crate) fn made(person: &Person, extra: Value) -> String {
    let body = incident_of(&person.username, extra);
    let made = data(&person.client.post("/v1/external/incident/create", body));
    made["incident_num"].as_str().expect("a number").to_owned()
}

/// The incident as the API shows it.
#[track_caller]
pub(crate) fn shown(client: &Client, number: &str) -> Value {
    data(&client.get(&format!("/v1/external/incident/{number}")))
}

/// What may be done: the id of each by its key.
#[track_caller]
pub(crate) fn tasks(client: &Client, number: &str) -> Vec<(String, String)> {
    let told = data(&client.get(&format!("/v2/incidents/{number}/tasks")));
    let node = &told.as_array().expect("a list")[0];
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let operations = node["operations"].as_array().expect("a list");
    operations.iter().map(|one| (text(&one["key"]), text(&one["task_id"]))).collect()
}

/// The id of doing something now.
#[track_caller]
pub(crate) fn task(client: &Client, number: &str, key: &str) -> String {
    let all = tasks(client, number);
    let found = all.iter().find(|(known, _)| known == key);
    found.unwrap_or_else(|| panic!("{key} is not among {all:?}")).1.clone()
}

/// Acts with the task that is the present one.
#[track_caller]
pub(crate) fn act(client: &Client, number: &str, action: &str, params: Value) -> Answer {
    let task = task(client, number, action);
    act_on(client, number, &task, action, params)
}

pub(crate) fn act_on(client: &Client, number: &str, task: &str, action: &str, params: Value) -> Answer {
    let body = json!({"task_id": task, "action": action, "params": params});
    client.post(&format!("/v2/incidents/{number}/actions"), body)
}

/// The rows of a history and how many there are.
#[track_caller]
pub(crate) fn histories(client: &Client, number: &str, body: Value) -> (Vec<Value>, i64) {
    let told = data(&client.post(&format!("/v2/incidents/{number}/histories"), body));
    (told["info"].as_array().expect("a list").clone(), told["total"].as_i64().expect("a number"))
}

/// What the rows have in one field; null for what they have not.
pub(crate) fn column(rows: &[Value], field: &str) -> Vec<Value> {
    rows.iter().map(|row| row[field].clone()).collect()
}

/// HMAC-SHA256 as RFC 2104 has it, for keys of a block at most: written anew, so that one fault is not in both.
pub(crate) fn hmac(secret: &str, text: &[u8]) -> String {
    assert!(secret.len() <= 64, "a key longer than a block is hashed first");
    let mut block = [0_u8; 64];
    block[..secret.len()].copy_from_slice(secret.as_bytes());
    let pad = |with: u8| block.map(|b| b ^ with).to_vec();
    let inner = Sha256::digest([pad(0x36), text.to_vec()].concat());
    store::hex(&Sha256::digest([pad(0x5c), inner.to_vec()].concat()))
}

/// An access key.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) ak: String,
    pub(crate) sk: String,
}

/// Makes an access key of these wishes.
#[track_caller]
pub(crate) fn key(client: &Client, wish: Value) -> Key {
    let made = client.post("access-keys", wish).expect(201);
    let text = |name: &str| made[name].as_str().unwrap_or_else(|| panic!("no {name}")).to_owned();
    Key { ak: text("ak"), sk: text("sk") }
}

/// A request that is to be signed, and everything that can be wrong with it.
#[derive(Debug, Clone)]
pub(crate) struct Signed<'s> {
    pub(crate) server: &'s Server,
    pub(crate) key: Key,
    pub(crate) method: &'static str,
    pub(crate) path: String,
    pub(crate) query: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// As the header has it.
    pub(crate) date: String,
}

/// The time of the header, so many seconds after somebody was made.
pub(crate) fn date(person: &Person, seconds: i128) -> String {
    let micros = moment(person.account["createdAt"].as_str().expect("a time")) + seconds * 1_000_000;
    let text = time_text(micros);
    let digits: String = text.chars().filter(char::is_ascii_digit).take(14).collect();
    format!("{}T{}Z", &digits[..8], &digits[8..])
}

impl<'s> Signed<'s> {
    pub(crate) fn new(server: &'s Server, person: &Person, key: &Key, path: &str, body: &Value) -> Self {
        Self {
            server,
            key: key.clone(),
            method: "POST",
            path: path.to_owned(),
            query: Vec::new(),
            body: body.to_string().into_bytes(),
            date: date(person, 0),
        }
    }

    pub(crate) fn get(server: &'s Server, person: &Person, key: &Key, path: &str) -> Self {
        let signed = Self::new(server, person, key, path, &Value::Null);
        Self { method: "GET", body: Vec::new(), ..signed }
    }

    fn canonical_query(&self) -> String {
        let mut pairs = self.query.clone();
        pairs.sort();
        let pairs: Vec<String> = pairs.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v))).collect();
        pairs.join("&")
    }

    /// `Authorization` for the request as it is.
    pub(crate) fn authorization(&self) -> String {
        let path: Vec<String> = self.path.split('/').map(encode).collect();
        let names = "content-type;host;x-sdk-date";
        let canonical = format!(
            "{}\n{}/\n{}\ncontent-type:application/json\nhost:{}\nx-sdk-date:{}\n\n{names}\n{}",
            self.method,
            path.join("/"),
            self.canonical_query(),
            self.server.address(),
            self.date,
            store::hex(&Sha256::digest(&self.body)),
        );
        let text = format!("SDK-HMAC-SHA256\n{}\n{}", self.date, store::hex(&Sha256::digest(canonical)));
        let signature = hmac(&self.key.sk, text.as_bytes());
        format!("SDK-HMAC-SHA256 Access={}, SignedHeaders={names}, Signature={signature}", self.key.ak)
    }

    /// Sends it with this `Authorization`.
    pub(crate) fn send_with(&self, authorization: &str) -> Answer {
        let query = self.query.iter().map(|(n, v)| format!("{}={}", encode(n), encode(v)));
        let query: Vec<String> = query.collect();
        let path: Vec<String> = self.path.split('/').map(encode).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        let target = format!("{}{mark}{}", path.join("/"), query.join("&"));
        let stranger = self.server.stranger();
        let request = stranger.request(self.method, &target);
        let request = request.header("Authorization", authorization).header("X-Sdk-Date", &self.date);
        if self.method == "GET" {
            return request.header("Content-Type", "application/json").send();
        }
        request.body(("application/json".to_owned(), self.body.clone())).send()
    }

    pub(crate) fn send(&self) -> Answer {
        self.send_with(&self.authorization())
    }
}
