//! Transitions, and taking one.

use super::task::TaskSentValue;
use app::tasks::{
    definitions::{Gone, Listed, Told},
    transit::{Command, Done, Logged, ManHour, Offered},
};
use domain::{Lang, Rejection, json::OnceObject, msg, workflow::wire::WireField};
use http_kit::int_param;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use utoipa::{IntoParams, ToSchema};

/// An entry of a screen.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"field_uuid": "tf-comment", "default_value": "", "required": false, "type": -1,
    "can_set_required": true, "can_delete": false, "can_set_default_value": true}))]
#[allow(clippy::struct_excessive_bools, reason = "the contract's own")]
pub(crate) struct TaskScreenField {
    field_uuid: String,
    default_value: Json,
    required: bool,
    /// -1 for what is no field: comment, hours, files.
    #[serde(rename = "type")]
    kind: i64,
    can_set_required: bool,
    can_delete: bool,
    can_set_default_value: bool,
}

impl From<WireField> for TaskScreenField {
    fn from(field: WireField) -> Self {
        Self {
            field_uuid: field.field_uuid,
            default_value: field.default_value,
            required: field.required,
            kind: field.kind,
            can_set_required: field.can_set_required,
            can_delete: field.can_delete,
            can_set_default_value: field.can_set_default_value,
        }
    }
}

/// A transition as it is defined.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "ERTwiy99", "project_uuid": "DU6krHBNJEEeoG8M", "issue_type_uuid": "BivBjw7n",
    "start_status_uuid": "51ufBBFm", "end_status_uuid": "PLPLfNYH", "name": "reactivation", "position": 0, "trigger": null,
    "condition": null, "post_function": [], "fields": []}))]
pub(crate) struct TaskTransition {
    uuid: String,
    project_uuid: String,
    issue_type_uuid: String,
    /// `00000000` for any status.
    start_status_uuid: String,
    end_status_uuid: String,
    name: Option<String>,
    position: i64,
    trigger: Json,
    condition: Json,
    post_function: Vec<Json>,
    fields: Vec<TaskScreenField>,
    /// Whose consent it takes; ours.
    #[serde(skip_serializing_if = "Json::is_null")]
    approval: Json,
}

impl From<Told> for TaskTransition {
    fn from(told: Told) -> Self {
        let wire = told.wire;
        Self {
            uuid: wire.uuid,
            project_uuid: told.project_uuid,
            issue_type_uuid: told.issue_type_uuid,
            start_status_uuid: wire.start_status_uuid,
            end_status_uuid: wire.end_status_uuid,
            name: wire.name,
            position: wire.position,
            trigger: wire.trigger,
            condition: wire.condition,
            post_function: wire.post_function,
            fields: wire.fields.into_iter().map(TaskScreenField::from).collect(),
            approval: wire.approval,
        }
    }
}

/// A transition that was deleted. One of the same id may still be there in another issue type.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "ERTwiy99", "issue_type_uuid": "BivBjw7n"}))]
pub(crate) struct TaskTransitionGone {
    uuid: String,
    issue_type_uuid: String,
}

impl From<Gone> for TaskTransitionGone {
    fn from(gone: Gone) -> Self {
        Self { uuid: gone.uuid, issue_type_uuid: gone.issue_type_uuid }
    }
}

/// The transitions of the team.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskTransitions {
    transitions: Vec<TaskTransition>,
    /// Those that were deleted after `since`; there only where that is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    deleted: Option<Vec<TaskTransitionGone>>,
    /// Microseconds: what to ask for newer ones with.
    server_update_stamp: i64,
}

impl TaskTransitions {
    pub(crate) fn new(listed: Listed) -> Self {
        Self {
            transitions: listed.transitions.into_iter().map(TaskTransition::from).collect(),
            deleted: listed.deleted.map(|gone| gone.into_iter().map(TaskTransitionGone::from).collect()),
            server_update_stamp: listed.stamp,
        }
    }
}

/// One transition, after a change.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskTransitionAnswer {
    transition: TaskTransition,
    /// Microseconds.
    server_update_stamp: i64,
}

impl TaskTransitionAnswer {
    pub(crate) fn new(told: Told, stamp: i64) -> Self {
        Self { transition: told.into(), server_update_stamp: stamp }
    }
}

/// A transition as it is to be; of one that is there, what is not named stays.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"transition": {"post_function": [{"run_script": {"uuid": "add_manhour",
    "name": "auto add remain manhour", "params": []}}]}}))]
pub(crate) struct TaskTransitionWish {
    #[schema(required = true, value_type = Object)]
    transition: Option<OnceObject>,
}

impl TaskTransitionWish {
    pub(crate) fn read(self) -> Result<Map<String, Json>, Rejection> {
        let sent =
            self.transition.ok_or_else(|| Rejection::malformed("transition", msg!("request.missing")))?;
        Ok(sent.0)
    }
}

/// What a list is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TaskSinceQuery {
    /// A `server_update_stamp`: only what was changed after it.
    #[param(value_type = Option<i64>)]
    since: Option<String>,
}

impl TaskSinceQuery {
    pub(crate) fn read(&self) -> Result<Option<i64>, Rejection> {
        int_param("since", self.since.as_deref())
    }
}

/// It was done, and there is a new stamp.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"code": 200, "errcode": "OK", "type": "OK", "server_update_stamp": 1_576_725_042_685_040_i64}))]
pub(crate) struct TaskStamped {
    code: i64,
    errcode: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    /// Microseconds.
    server_update_stamp: i64,
}

impl TaskStamped {
    pub(crate) const fn new(stamp: i64) -> Self {
        Self { code: 200, errcode: "OK", kind: "OK", server_update_stamp: stamp }
    }
}

/// A step that the caller may take now.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "DqWBk1sZ", "name": "start development", "start_status_uuid": "MZQu4VaM",
    "end_status_uuid": "HdMKu3yA"}))]
pub(crate) struct TaskStep {
    uuid: String,
    name: String,
    start_status_uuid: String,
    end_status_uuid: String,
}

impl TaskStep {
    /// A step, its name in `lang`.
    fn of(offered: Offered, lang: Lang) -> Self {
        Self {
            uuid: offered.uuid,
            name: offered.name.text(lang).to_owned(),
            start_status_uuid: offered.start_status_uuid,
            end_status_uuid: offered.end_status_uuid,
        }
    }
}

/// The steps that the caller may take now.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskSteps {
    transitions: Vec<TaskStep>,
}

impl TaskSteps {
    pub(crate) fn new(offered: Vec<Offered>, lang: Lang) -> Self {
        Self { transitions: offered.into_iter().map(|one| TaskStep::of(one, lang)).collect() }
    }
}

/// What is said.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"text": "fixed in 1.4"}))]
pub(crate) struct TaskDiscussion {
    text: Option<String>,
}

/// The step to take, and what its screen asks for.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"transition_uuid": "7rPd2Qyi", "discussion": {"text": "fixed in 1.4"},
    "field_values": [{"field_uuid": "field004", "type": 8, "value": "DU6krHBN"}]}))]
pub(crate) struct TaskTransit {
    #[schema(required = true)]
    transition_uuid: Option<String>,
    #[schema(nullable = false)]
    field_values: Option<Vec<TaskSentValue>>,
    #[schema(nullable = false)]
    discussion: Option<TaskDiscussion>,
    #[schema(nullable = false)]
    manhour: Option<TaskManHourWish>,
    /// Ids of files that were uploaded for the task.
    #[schema(nullable = false)]
    resource_uuids: Option<Vec<String>>,
}

/// Hours that were worked.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[schema(example = json!({"hours": 150_000, "owner": "DU6krHBN", "start_time": 1_566_187_581, "desc": "on site"}))]
pub(crate) struct TaskManHourWish {
    /// ×100000: an hour and a half is 150000.
    #[schema(required = true)]
    hours: Option<i64>,
    /// Whose work it was; the caller's where nothing is said.
    owner: Option<String>,
    /// Seconds; now where nothing is said.
    start_time: Option<i64>,
    /// What was done; `description` is taken as well.
    #[serde(alias = "description")]
    desc: Option<String>,
}

impl From<TaskManHourWish> for ManHour {
    fn from(wish: TaskManHourWish) -> Self {
        Self {
            hours: wish.hours,
            owner: wish.owner.unwrap_or_default(),
            start_time: wish.start_time,
            desc: wish.desc.unwrap_or_default(),
        }
    }
}

/// Hours to be written down: under `manhour`, or the keys of it alone.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"manhour": {"hours": 150_000, "desc": "on site"}}))]
pub(crate) struct TaskNewManHour {
    #[schema(nullable = false)]
    manhour: Option<TaskManHourWish>,
    hours: Option<i64>,
    owner: Option<String>,
    start_time: Option<i64>,
    #[serde(alias = "description")]
    desc: Option<String>,
}

impl TaskNewManHour {
    /// Where in the body they stand (empty for all of it), and what they say.
    pub(crate) fn read(self) -> (&'static str, ManHour) {
        let Self { manhour, hours, owner, start_time, desc } = self;
        match manhour {
            Some(wish) => ("manhour", wish.into()),
            None => ("", TaskManHourWish { hours, owner, start_time, desc }.into()),
        }
    }
}

/// Hours as they were written down.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "0000001B", "owner": "DU6krHBN", "hours": 150_000, "start_time": 1_566_187_581,
    "desc": "on site", "create_time": 1_566_187_581_207_696_i64}))]
pub(crate) struct TaskManHour {
    uuid: String,
    owner: String,
    /// ×100000.
    hours: i64,
    /// Seconds.
    start_time: i64,
    desc: String,
    /// Microseconds.
    create_time: i64,
}

impl From<Logged> for TaskManHour {
    fn from(logged: Logged) -> Self {
        Self {
            uuid: logged.uuid,
            owner: logged.owner,
            hours: logged.hours,
            start_time: logged.start_time.micros().div_euclid(1_000_000),
            desc: logged.desc,
            create_time: logged.create_time.micros(),
        }
    }
}

/// Hours that were written down.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskManHourAnswer {
    manhour: TaskManHour,
    /// The task's, in microseconds.
    server_update_stamp: i64,
}

impl TaskManHourAnswer {
    pub(crate) fn new(logged: Logged, stamp: i64) -> Self {
        Self { manhour: logged.into(), server_update_stamp: stamp }
    }
}

/// The request for consent that a step has to wait for.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"id": 7, "state": "open"}))]
pub(crate) struct TaskConsent {
    /// Its number, as under `/api/v1/tickets/{id}/approvals`.
    id: i64,
    state: &'static str,
}

/// The step was taken; where it takes consent, that is asked for, and the task stays where it is.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"code": 200, "errcode": "OK", "type": "OK"}))]
pub(crate) struct TaskTransited {
    code: i64,
    errcode: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    approval: Option<TaskConsent>,
}

impl From<&Done> for TaskTransited {
    fn from(done: &Done) -> Self {
        let approval = done.approval.as_ref();
        let approval =
            approval.map(|told| TaskConsent { id: told.approval.id, state: told.approval.state.word() });
        Self { code: 200, errcode: "OK", kind: "OK", approval }
    }
}

impl TaskTransit {
    pub(crate) fn command(self) -> Command {
        Command {
            transition_uuid: self.transition_uuid.unwrap_or_default(),
            field_values: self
                .field_values
                .unwrap_or_default()
                .into_iter()
                .map(TaskSentValue::into)
                .collect(),
            discussion: self.discussion.and_then(|said| said.text).unwrap_or_default(),
            manhour: self.manhour.map(ManHour::from),
            resource_uuids: self.resource_uuids.unwrap_or_default(),
        }
    }
}
