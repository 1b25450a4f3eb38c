//! Traces: a ticket's history.

use super::QUERIED;
use app::repairs::read;
use domain::{At, history::Kind};
use serde::Serialize;
use utoipa::ToSchema;

/// What is said of a ticket's creation.
const CREATED: &str = "工单已创建";
/// Who acts where it was the reporter or the system.
const NOBODY: &str = "-1";

/// A step of a ticket's history. All keys are always there.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"opid": 1207, "tid": 123, "updated_at": "2025-12-06T15:30:00.000000Z", "op": "W007", "op_name": "张敏",
    "new_status": "solved", "new_priority": "", "new_appointment": "", "new_category": "", "remark": "问题已解决，用户确认网络恢复正常。"}))]
pub(crate) struct Trace {
    /// Unique over the whole system, growing.
    opid: i64,
    /// The ticket's number.
    tid: i64,
    #[schema(value_type = String, format = DateTime)]
    updated_at: At,
    /// The user name of who acted; `-1` where the reporter or the system did.
    op: String,
    /// The name shown of who acted.
    op_name: String,
    /// Empty where the step did not change it; so with the next three.
    new_status: String,
    new_priority: String,
    /// RFC 3339.
    new_appointment: String,
    new_category: String,
    /// What was said with it.
    remark: String,
}

impl Trace {
    fn of(tid: i64, trace: read::Trace) -> Self {
        Self {
            opid: trace.seq,
            tid,
            updated_at: trace.at,
            op: trace.actor.unwrap_or_else(|| NOBODY.to_owned()),
            op_name: trace.actor_name,
            new_status: trace.status,
            new_priority: trace.priority,
            new_appointment: trace.appointment,
            new_category: trace.category,
            remark: if trace.kind == Kind::Created { CREATED.to_owned() } else { trace.note },
        }
    }
}

/// A ticket's history.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"success": true, "msg": "query success", "traces": [
    {"opid": 1206, "tid": 123, "updated_at": "2025-12-06T10:00:00.000000Z", "op": "-1", "op_name": "李娜", "new_status": "fresh",
     "new_priority": "mainline", "new_appointment": "", "new_category": "low-speed", "remark": "工单已创建"},
    {"opid": 1207, "tid": 123, "updated_at": "2025-12-06T15:30:00.000000Z", "op": "W007", "op_name": "张敏", "new_status": "solved",
     "new_priority": "", "new_appointment": "", "new_category": "", "remark": "问题已解决，用户确认网络恢复正常。"}]}))]
pub(crate) struct TraceList {
    success: bool,
    msg: &'static str,
    /// In order of time, at most 10,000.
    traces: Vec<Trace>,
}

impl TraceList {
    /// The traces of the ticket `tid`.
    pub(crate) fn new(tid: i64, traces: Vec<read::Trace>) -> Self {
        let traces = traces.into_iter().map(|trace| Trace::of(tid, trace)).collect();
        Self { success: true, msg: QUERIED, traces }
    }
}
