//! Files.

use app::Attachment;
use domain::id::short_id_of;
use serde::Serialize;
use utoipa::ToSchema;

/// A file to attach.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the multipart body for the OpenAPI document; it is read part by part")]
pub(crate) struct TaskFile {
    /// The file.
    #[schema(value_type = String, format = Binary)]
    file: Vec<u8>,
    /// The id of the task.
    ref_id: String,
    /// `task`
    ref_type: Option<String>,
}

/// A file of a task.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"resource_uuid": "0000001B", "name": "截图.png", "size": 48_211, "mime": "image/png", "ref_type": "task",
    "ref_id": "DU6krHBNNKSnnHNj", "url": "/api/v1/attachments/73", "create_time": 1_566_187_581_207_696_i64}))]
pub(crate) struct TaskResource {
    resource_uuid: String,
    name: String,
    /// In bytes.
    size: i64,
    mime: String,
    ref_type: &'static str,
    ref_id: String,
    /// Where it is downloaded, with the same credential as a bearer token.
    url: String,
    /// Microseconds.
    create_time: i64,
}

impl TaskResource {
    /// A file of the task of this id.
    pub(crate) fn new(attachment: Attachment, task: &str) -> Self {
        Self {
            resource_uuid: short_id_of(attachment.id.0),
            url: format!("/api/v1/attachments/{}", attachment.id),
            name: attachment.name,
            size: attachment.size,
            mime: attachment.media_type,
            ref_type: "task",
            ref_id: task.to_owned(),
            create_time: attachment.created.micros(),
        }
    }
}
