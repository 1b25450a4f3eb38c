//! Messages: a task's history.

use app::tasks::messages::{self, Changed, Message, Stretch};
use domain::{Rejection, history::Kind};
use http_kit::int_param;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::{IntoParams, ToSchema};

/// A field's change.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"field_uuid": "field004", "type": 8, "old_value": null, "new_value": "DU6krHBN"}))]
pub(crate) struct TaskMessageChange {
    field_uuid: String,
    #[serde(rename = "type")]
    kind: i64,
    old_value: Json,
    new_value: Json,
}

impl From<Changed> for TaskMessageChange {
    fn from(changed: Changed) -> Self {
        Self {
            field_uuid: changed.field_uuid,
            kind: changed.kind,
            old_value: changed.old_value,
            new_value: changed.new_value,
        }
    }
}

/// A file that a step was about.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "0000001B", "name": "截图.png"}))]
pub(crate) struct TaskMessageResource {
    uuid: String,
    name: String,
}

/// A step of a task's history. All keys are always there.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "kQm3Tz9a", "ref_type": "task", "ref_id": "DU6krHBNNKSnnHNj", "type": "discussion",
    "action": "commented", "from": "DU6krHBN", "send_time": 1_566_187_581_207_696_i64, "text": "已联系用户", "changes": [],
    "transition_uuid": null, "resource": null}))]
pub(crate) struct TaskMessage {
    uuid: String,
    ref_type: &'static str,
    /// The task's id.
    ref_id: String,
    /// `discussion` for what somebody said, `system` for all else.
    #[serde(rename = "type")]
    kind: &'static str,
    /// What was done, as in the history of a ticket.
    action: &'static str,
    /// The id of who did it.
    from: String,
    /// Microseconds.
    send_time: i64,
    text: String,
    changes: Vec<TaskMessageChange>,
    transition_uuid: Option<String>,
    resource: Option<TaskMessageResource>,
}

impl TaskMessage {
    fn of(task: &str, message: Message) -> Self {
        Self {
            uuid: message.uuid,
            ref_type: "task",
            ref_id: task.to_owned(),
            kind: if message.kind == Kind::Commented { "discussion" } else { "system" },
            action: message.kind.word(),
            from: message.from,
            send_time: message.at.micros(),
            text: message.text,
            changes: message.changes.into_iter().map(TaskMessageChange::from).collect(),
            transition_uuid: message.transition_uuid,
            resource: message.resource.map(|(uuid, name)| TaskMessageResource { uuid, name }),
        }
    }
}

/// A part of a task's history, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskMessageList {
    messages: Vec<TaskMessage>,
    /// Whether there are more: newer ones where `since` was given, else older ones.
    has_next: bool,
}

impl TaskMessageList {
    /// The messages of the task of this id.
    pub(crate) fn new(task: &str, messages: Vec<Message>, has_next: bool) -> Self {
        let messages = messages.into_iter().map(|message| TaskMessage::of(task, message)).collect();
        Self { messages, has_next }
    }
}

/// Which messages are wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct TaskMessageQuery {
    /// After this moment only, in microseconds: then the oldest come first, to be gone on from.
    #[param(value_type = Option<i64>)]
    since: Option<String>,
    /// Not after this moment, in microseconds.
    #[param(value_type = Option<i64>)]
    max: Option<String>,
    /// At most so many, 1 to 200; 50 unless it says otherwise.
    #[param(value_type = Option<i64>)]
    count: Option<String>,
}

impl TaskMessageQuery {
    pub(crate) fn stretch(&self) -> Result<Stretch, Rejection> {
        let count = int_param("count", self.count.as_deref())?.unwrap_or(messages::USUAL);
        if count < 1 {
            return Err(Rejection::malformed("count", domain::msg!("value.at_least", min = 1)));
        }
        Ok(Stretch {
            since: int_param("since", self.since.as_deref())?,
            max: int_param("max", self.max.as_deref())?,
            count,
        })
    }
}

/// What is said.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"uuid": "kQm3Tz9a", "text": "已联系用户"}))]
pub(crate) struct TaskNewMessage {
    /// An id of the client's own, 8 letters or digits: sent again, the message is the one that was sent.
    pub(crate) uuid: Option<String>,
    /// 1 to 65,536 characters.
    #[schema(required = true)]
    pub(crate) text: Option<String>,
}

/// A message that was sent.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskMessageSent {
    message: TaskMessage,
}

impl TaskMessageSent {
    pub(crate) fn new(task: &str, message: Message) -> Self {
        Self { message: TaskMessage::of(task, message) }
    }
}
