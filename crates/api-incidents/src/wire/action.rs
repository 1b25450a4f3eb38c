//! What may be done with an incident, and what is done.

use crate::convert::{Flag, Whole};
use app::incidents::{Action, Incident, Node, Params, work};
use domain::{Lang, Rejection, msg};
use http_kit::read_value;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// The keys of the older form, each with what it does.
const KEYS: [(&str, Action); 9] = [
    ("acceptedIncident1", Action::Accept),
    ("commitSolution1", Action::Solve),
    ("confirm", Action::Confirm),
    ("forwardOther1", Action::Forward),
    ("incidentPause", Action::Pause),
    ("agreed", Action::Agree),
    ("rejected", Action::Reject),
    ("incidentChangeLevel1", Action::ChangeLevel),
    ("ReOpen", Action::Reopen),
];

/// Something that may be done.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"task_id": "5f0c0f6be3c94be3a1f4c8a0f6f0f7c1", "key": "accepted"}))]
pub(crate) struct IncidentOperation {
    /// The id of doing it where the incident is now.
    task_id: String,
    key: &'static str,
}

/// Where an incident is.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IncidentTask {
    /// `UserTask`.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The key of its status.
    key: String,
    /// What its status is called, in the language of `Accept-Language`.
    name: String,
    /// What the status means: `new active paused resolved closed rejected`.
    state: &'static str,
    operations: Vec<IncidentOperation>,
}

impl IncidentTask {
    pub(crate) fn new(node: Node, lang: Lang) -> Self {
        let operations = node
            .operations
            .into_iter()
            .map(|operation| IncidentOperation { task_id: operation.task, key: operation.action.word() });
        Self {
            kind: "UserTask",
            name: node.name.text(lang).to_owned(),
            key: node.key,
            state: node.category.map_or("", |category| category.word()),
            operations: operations.collect(),
        }
    }
}

/// What was done.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"incident_num": "IM202611210800000000000042", "status": "INCIDENT_STATUS_ACKNOWLEDGED"}))]
pub(crate) struct IncidentDone {
    incident_num: String,
    /// After it.
    status: String,
}

impl From<Incident> for IncidentDone {
    fn from(incident: Incident) -> Self {
        Self { incident_num: incident.number, status: incident.status }
    }
}

/// What is said with an action. Which of it is looked at, the action says.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(crate) struct IncidentParams {
    note: Option<String>,
    virtual_send_assignee: Option<String>,
    virtual_send_comment: Option<String>,
    mtm_type: Option<String>,
    #[schema(value_type = Option<bool>)]
    is_service_interrupt: Option<Flag>,
    cause: Option<String>,
    #[schema(max_length = 10000)]
    solution: Option<String>,
    #[schema(value_type = Option<i64>)]
    start_time: Option<Whole>,
    #[schema(value_type = Option<i64>)]
    fault_recovery_time: Option<Whole>,
    #[schema(value_type = Option<bool>)]
    virtual_confirm_result: Option<Flag>,
    #[schema(max_length = 300)]
    virtual_confirm_comment: Option<String>,
    #[schema(value_type = Option<i64>)]
    pause_end_time: Option<Whole>,
    pause_reason: Option<String>,
    virtual_target_level: Option<String>,
    virtual_change_level_comment: Option<String>,
}

impl IncidentParams {
    fn params(self, object: &'static str) -> Params {
        let whole = |whole: Option<Whole>| whole.map(|Whole(number)| number);
        let flag = |flag: Option<Flag>| flag.map(|Flag(so)| so);
        Params {
            object,
            note: self.note,
            assignee: self.virtual_send_assignee,
            send_comment: self.virtual_send_comment,
            kind: self.mtm_type,
            interrupt: flag(self.is_service_interrupt),
            cause: self.cause,
            solution: self.solution,
            started: whole(self.start_time),
            recovered: whole(self.fault_recovery_time),
            confirmed: flag(self.virtual_confirm_result),
            confirm_comment: self.virtual_confirm_comment,
            paused_until: whole(self.pause_end_time),
            paused_why: self.pause_reason,
            level: self.virtual_target_level,
            level_comment: self.virtual_change_level_comment,
        }
    }
}

fn params(value: Option<Value>, object: &'static str) -> Result<Params, Rejection> {
    let read = match value {
        None | Some(Value::Null) => IncidentParams::default(),
        Some(value @ Value::Object(_)) => read_value(value, object)?,
        Some(_) => return Err(Rejection::malformed(object, msg!("value.object"))),
    };
    Ok(read.params(object))
}

/// Something that is done to an incident.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"task_id": "5f0c0f6be3c94be3a1f4c8a0f6f0f7c1", "action": "addRemark", "params": {"note": "回滚中"}}))]
pub(crate) struct IncidentAction {
    /// As the tasks of the incident tell it; one of a node that the incident has left is refused.
    task_id: String,
    action: String,
    #[serde(default)]
    #[schema(value_type = Option<IncidentParams>)]
    params: Option<Value>,
}

impl IncidentAction {
    pub(crate) fn command(self, incident: String) -> Result<work::Command, Rejection> {
        let action = Action::parse(&self.action).ok_or_else(|| {
            let known = Action::ALL.map(Action::word).join(", ");
            Rejection::malformed("action", msg!("value.one_of", allowed = known))
        })?;
        if self.task_id.is_empty() {
            return Err(Rejection::malformed("task_id", msg!("text.blank")));
        }
        Ok(work::Command {
            parameter: "incident_id",
            incident,
            action,
            task: Some(self.task_id),
            params: params(self.params, "params")?,
        })
    }
}

/// The same in the older form.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"incident_num": "IM202611210800000000000042", "operator": "DU6krHBN",
    "operate_key": "acceptedIncident1", "parameter": {}}))]
pub(crate) struct IncidentHandling {
    incident_num: String,
    /// An id or a user name: one's own, and for administrators anybody's.
    operator: String,
    /// `acceptedIncident1 commitSolution1 confirm forwardOther1 incidentPause agreed rejected incidentChangeLevel1 ReOpen`
    operate_key: String,
    #[serde(default)]
    #[schema(value_type = Option<IncidentParams>)]
    parameter: Option<Value>,
}

/// What it comes to.
#[derive(Debug)]
pub(crate) struct Handling {
    pub(crate) operator: String,
    pub(crate) command: work::Command,
}

impl IncidentHandling {
    pub(crate) fn read(self) -> Result<Handling, Rejection> {
        let action = KEYS.iter().find(|(key, _)| *key == self.operate_key).map(|(_, action)| *action);
        let action = action.ok_or_else(|| {
            let known = KEYS.map(|(key, _)| key).join(", ");
            Rejection::malformed("operate_key", msg!("value.one_of", allowed = known))
        })?;
        let command = work::Command {
            parameter: "incident_num",
            incident: self.incident_num,
            action,
            task: None,
            params: params(self.parameter, "parameter")?,
        };
        Ok(Handling { operator: self.operator, command })
    }
}
