//! Bodies: the envelope, and one file a family.

pub(crate) mod person;
pub(crate) mod ticket;
pub(crate) mod trace;

use crate::error::Type;
use serde::Serialize;
use utoipa::ToSchema;

/// What an answer to a question says.
pub(crate) const QUERIED: &str = "query success";
/// What an answer to a change says.
pub(crate) const DONE: &str = "success";

/// The body of every refusal.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(example = json!({"success": false, "msg": "missing required URL parameter: tid", "errType": 2}))]
pub(crate) struct Failure {
    /// `false`.
    success: bool,
    /// A sentence, which names the field where one is at fault.
    msg: String,
    /// 1 internal, 2 request, 3 permission, 4 business rule.
    #[schema(minimum = 1, maximum = 4)]
    err_type: i64,
}

impl Failure {
    pub(crate) fn new(msg: String, kind: Type) -> Self {
        Self { success: false, msg, err_type: kind as i64 }
    }
}
