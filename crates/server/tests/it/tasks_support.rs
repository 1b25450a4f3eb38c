//! What the topics of the surface of tasks, `/project/api/project`, need.

use testkit::{Answer, Client, Person, Server, Value, json, unique};

/// A path of the surface that names no team.
pub(crate) fn at(path: &str) -> String {
    format!("/project/api/project/{path}")
}

/// A log-in by this surface's own headers.
#[derive(Debug, Clone)]
pub(crate) struct Member {
    pub(crate) uuid: String,
    pub(crate) team: String,
    pub(crate) client: Client,
}

impl Member {
    /// Logs somebody in.
    #[track_caller]
    pub(crate) fn of(server: &Server, person: &Person) -> Self {
        Self::log_in(server, &person.username, &person.password)
    }

    #[track_caller]
    pub(crate) fn admin(server: &Server) -> Self {
        Self::log_in(server, "admin", testkit::ADMIN_PASSWORD)
    }

    #[track_caller]
    fn log_in(server: &Server, name: &str, password: &str) -> Self {
        let answer = server
            .stranger()
            .post(&at("auth/login"), json!({"email": name, "password": password}))
            .expect(200);
        let (uuid, token) = (text(&answer["user"]["uuid"]), text(&answer["user"]["token"]));
        let client = server.stranger().with("Ones-Auth-Token", &token).with("Ones-User-Id", &uuid);
        Self { uuid, team: text(&answer["teams"][0]["uuid"]), client }
    }

    /// A path of the team's.
    pub(crate) fn team(&self, path: &str) -> String {
        at(&format!("team/{}/{path}", self.team))
    }

    #[track_caller]
    pub(crate) fn get(&self, path: &str) -> Answer {
        self.client.get(&self.team(path))
    }

    #[track_caller]
    pub(crate) fn post(&self, path: &str, body: Value) -> Answer {
        self.client.post(&self.team(path), body)
    }

    /// An id for a task of one's own.
    pub(crate) fn new_id(&self) -> String {
        let random: String = unique("n").chars().rev().filter(char::is_ascii_alphanumeric).take(8).collect();
        format!("{}{random:0>8}", self.uuid)
    }

    /// Makes a task with other keys from `extra` and gives it.
    #[track_caller]
    pub(crate) fn task(&self, desk: &Desk, extra: Value) -> Value {
        let answer = self.post("tasks/add2", json!({"tasks": [desk.wish(extra)]})).expect(200);
        assert_eq!(answer["bad_tasks"], json!([]), "{answer}");
        answer["tasks"][0].clone()
    }

    /// The task now.
    #[track_caller]
    pub(crate) fn shown(&self, uuid: &Value) -> Value {
        self.get(&format!("task/{}/info", text(uuid))).expect(200).json
    }

    /// The ids and goals of the steps that a task offers, by name.
    #[track_caller]
    pub(crate) fn step(&self, task: &Value, name: &str) -> Value {
        let offered = self.get(&format!("task/{}/transitions", text(&task["uuid"]))).expect(200);
        let list = offered["transitions"].as_array().expect("transitions");
        list.iter()
            .find(|step| step["name"] == name)
            .unwrap_or_else(|| panic!("no {name} in {offered}"))
            .clone()
    }
}

/// A text.
#[track_caller]
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}")).to_owned()
}

/// A project and its first type.
#[derive(Debug, Clone)]
pub(crate) struct Desk {
    pub(crate) key: String,
    pub(crate) project: String,
    pub(crate) kind: String,
}

impl Desk {
    /// A project of a test's own, with these custom fields.
    #[track_caller]
    pub(crate) fn new(server: &Server, fields: Value) -> Self {
        let key = crate::support::project(server, fields);
        let shown = server.admin().get(&format!("projects/{key}")).expect(200);
        Self { key, project: text(&shown["uuid"]), kind: text(&shown["types"][0]["uuid"]) }
    }

    /// A wish for a task here.
    pub(crate) fn wish(&self, extra: Value) -> Value {
        let mut body =
            json!({"summary": "无法登录", "project_uuid": self.project, "issue_type_uuid": self.kind});
        body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        body
    }
}

/// Fails unless it is a refusal of this status and word in this surface's body; its sentence.
#[track_caller]
pub(crate) fn refused(answer: &Answer, status: u16, errcode: &str) -> String {
    assert_eq!(answer.status, status, "wrong status for {answer}");
    assert!(answer.header("content-type").starts_with("application/json"), "not JSON: {answer}");
    let body = answer.json.as_object().unwrap_or_else(|| panic!("no object: {answer}"));
    let mut keys: Vec<&str> = body.keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["code", "desc", "errcode", "type"], "{answer}");
    assert_eq!(answer["errcode"], errcode, "{answer}");
    assert_eq!(answer["type"], errcode.split('.').next().unwrap(), "{answer}");
    let code = match (status, errcode) {
        (400, _) => 801,
        (404, "NotFound.task") => 610,
        (status, _) => i64::from(status),
    };
    assert_eq!(answer["code"], code, "{answer}");
    let desc = text(&answer["desc"]);
    assert!(!desc.is_empty(), "{answer}");
    desc
}
