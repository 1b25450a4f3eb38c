//! Bodies: what every answer shares, and one file a family.

pub(crate) mod message;
pub(crate) mod path;
pub(crate) mod person;
pub(crate) mod resource;
pub(crate) mod task;
pub(crate) mod thing;
pub(crate) mod transition;

use crate::error::failure;
use app::tasks::Bad;
use domain::Lang;
use serde::Serialize;
use utoipa::ToSchema;

/// The body of every refusal.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"code": 801, "errcode": "InvalidParameter.transition_uuid", "type": "InvalidParameter",
    "desc": "some values are not allowed: transition_uuid: must not be blank"}))]
pub(crate) struct TaskFailure {
    /// The HTTP status; 801 for a parameter, 610 for a task that is not there.
    pub(crate) code: i64,
    /// The kind, and what of it.
    pub(crate) errcode: String,
    /// The kind.
    #[serde(rename = "type")]
    pub(crate) kind: &'static str,
    /// A sentence, in the language of `Accept-Language`.
    pub(crate) desc: String,
}

/// One of several that was not done.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "DU6krHBNNKSnnHNj", "code": 801, "errcode": "InvalidParameter.summary",
    "desc": "some values are not allowed: summary: must not be blank"}))]
pub(crate) struct TaskRefused {
    /// The task's id, as far as one was named.
    uuid: String,
    code: i64,
    errcode: String,
    desc: String,
}

/// Those of several that were not done.
pub(crate) fn refused(bad: Vec<Bad>, lang: Lang) -> Vec<TaskRefused> {
    bad.into_iter()
        .map(|bad| {
            let told = failure(&bad.why, lang);
            TaskRefused { uuid: bad.uuid, code: told.code, errcode: told.errcode, desc: told.desc }
        })
        .collect()
}
