//! Tasks.

use super::{TaskRefused, refused};
use app::tasks::{
    Bad, FieldValue, MOST_CHANGED, Outcome, Sent, Task,
    wish::{Wish, Wished},
};
use domain::{Lang, Rejection, json::Once, msg};
use http_kit::read_value;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use utoipa::ToSchema;

/// A field's value: people and statuses by id, moments in seconds, numbers ×100000.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"field_uuid": "XQqBAfPj", "type": 3, "value": 500_000}))]
pub(crate) struct TaskValue {
    field_uuid: String,
    #[serde(rename = "type")]
    kind: i64,
    value: Json,
}

impl From<FieldValue> for TaskValue {
    fn from(value: FieldValue) -> Self {
        Self { field_uuid: value.field_uuid, kind: value.kind, value: value.value }
    }
}

/// A field's value as it is sent; its `type` is known and not looked at.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"field_uuid": "XQqBAfPj", "type": 3, "value": 500_000}))]
pub(crate) struct TaskSentValue {
    #[schema(required = true)]
    field_uuid: Option<String>,
    #[serde(default)]
    value: Json,
}

impl From<TaskSentValue> for Sent {
    fn from(sent: TaskSentValue) -> Self {
        Self { field_uuid: sent.field_uuid.unwrap_or_default(), value: sent.value }
    }
}

/// A task. All keys are always there.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"uuid": "DU6krHBNNKSnnHNj", "number": 42, "owner": "DU6krHBN", "assign": "", "summary": "无法登录",
    "desc": "", "desc_rich": "", "project_uuid": "DU6krHBNJEEeoG8M", "issue_type_uuid": "BivBjw7n", "status_uuid": "51ufBBFm",
    "parent_uuid": "", "priority": "medium", "watchers": [], "field_values": [], "create_time": 1_566_187_581_207_696_i64,
    "update_time": 1_566_187_581_207_696_i64, "deadline": null, "total_manhour": 0, "remaining_manhour": 0,
    "server_update_stamp": 1_566_187_581_207_696_i64}))]
pub(crate) struct TaskBody {
    uuid: String,
    /// Its number, the same on every API of this server.
    number: i64,
    owner: String,
    /// Empty for nobody.
    assign: String,
    summary: String,
    /// Plain text.
    desc: String,
    /// The same as HTML.
    desc_rich: String,
    project_uuid: String,
    issue_type_uuid: String,
    status_uuid: String,
    /// Empty for none.
    parent_uuid: String,
    priority: String,
    watchers: Vec<String>,
    field_values: Vec<TaskValue>,
    /// Microseconds.
    create_time: i64,
    /// Microseconds.
    update_time: i64,
    /// Seconds.
    deadline: Option<i64>,
    /// Hours ×100000.
    total_manhour: i64,
    /// Hours ×100000: what was said last as `field020`, less the hours logged since; 0 where nobody has said.
    remaining_manhour: i64,
    /// Microseconds.
    server_update_stamp: i64,
}

impl From<Task> for TaskBody {
    fn from(task: Task) -> Self {
        let ticket = task.ticket;
        Self {
            uuid: ticket.uuid,
            number: ticket.id.0,
            owner: task.owner,
            assign: task.assign,
            summary: ticket.title,
            desc_rich: rich(&ticket.content),
            desc: ticket.content,
            project_uuid: task.project_uuid,
            issue_type_uuid: task.issue_type_uuid,
            status_uuid: task.status_uuid,
            parent_uuid: task.parent_uuid,
            priority: task.priority,
            watchers: task.watchers,
            field_values: task.field_values.into_iter().map(TaskValue::from).collect(),
            create_time: ticket.created.micros(),
            update_time: ticket.updated.micros(),
            deadline: ticket.due.map(|at| at.micros().div_euclid(1_000_000)),
            total_manhour: task.total_manhour,
            remaining_manhour: task.remaining_manhour,
            server_update_stamp: ticket.updated.micros(),
        }
    }
}

/// Plain text as HTML: a paragraph a line.
fn rich(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + 16);
    for line in text.lines() {
        html.push_str("<p>");
        for c in line.chars() {
            match c {
                '&' => html.push_str("&amp;"),
                '<' => html.push_str("&lt;"),
                '>' => html.push_str("&gt;"),
                '"' => html.push_str("&quot;"),
                c => html.push(c),
            }
        }
        html.push_str("</p>");
    }
    html
}

/// The text of HTML: what stands between tags, a line for every block. Nothing of it is kept as HTML.
fn plain(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        unescape(before, &mut text);
        let Some((tag, after)) = tag.split_once('>') else {
            // No tag ends here: it was a sign like any other.
            text.push('<');
            rest = tag;
            continue;
        };
        let name = tag.trim_start_matches('/').split([' ', '/', '\n', '\t']).next().unwrap_or_default();
        let ends = tag.starts_with('/') || tag.ends_with('/') || name.eq_ignore_ascii_case("br");
        let block = ["p", "br", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"];
        if ends && block.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            text.push('\n');
        }
        rest = after;
    }
    unescape(rest, &mut text);
    text.trim_end().to_owned()
}

fn unescape(html: &str, text: &mut String) {
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('&') {
        text.push_str(before);
        let known =
            [("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("#39;", '\''), ("nbsp;", ' ')];
        let found = known.iter().find_map(|(name, c)| Some((after.strip_prefix(name)?, *c)));
        let (tail, c) = found.unwrap_or((after, '&'));
        text.push(c);
        rest = tail;
    }
    text.push_str(rest);
}

/// A task as it is wished. Of a new one `summary`, `project_uuid` and `issue_type_uuid` are needed; of one that is there
/// `uuid`, and what is left out or null stays.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"uuid": "DU6krHBNNKSnnHNj", "owner": "DU6krHBN", "assign": "DU6krHBN", "summary": "无法登录",
    "project_uuid": "DU6krHBNJEEeoG8M", "issue_type_uuid": "BivBjw7n", "priority": "high", "watchers": ["DU6krHBN"],
    "field_values": [{"field_uuid": "XQqBAfPj", "type": 3, "value": 500_000}]}))]
pub(crate) struct TaskWish {
    /// Of a new one: 16 letters or digits that no task has, the first 8 those of `owner`.
    uuid: Option<String>,
    /// The caller, unless an administrator says otherwise.
    owner: Option<String>,
    /// Empty for nobody.
    assign: Option<String>,
    summary: Option<String>,
    /// Plain text.
    desc: Option<String>,
    /// HTML, of which the text is kept; looked at where there is no `desc`.
    desc_rich: Option<String>,
    project_uuid: Option<String>,
    issue_type_uuid: Option<String>,
    /// Not for changing: a status changes by `new_transit`.
    status_uuid: Option<String>,
    /// Empty for none.
    parent_uuid: Option<String>,
    priority: Option<String>,
    /// Seconds.
    deadline: Option<i64>,
    watchers: Option<Vec<String>>,
    field_values: Option<Vec<TaskSentValue>>,
}

impl From<TaskWish> for Wish {
    fn from(wish: TaskWish) -> Self {
        Self {
            uuid: wish.uuid,
            owner: wish.owner,
            assign: wish.assign,
            summary: wish.summary,
            desc: wish.desc.or_else(|| wish.desc_rich.map(|html| plain(&html))),
            project_uuid: wish.project_uuid,
            issue_type_uuid: wish.issue_type_uuid,
            status_uuid: wish.status_uuid,
            parent_uuid: wish.parent_uuid,
            priority: wish.priority,
            deadline: wish.deadline,
            watchers: wish.watchers,
            field_values: wish
                .field_values
                .unwrap_or_default()
                .into_iter()
                .map(TaskSentValue::into)
                .collect(),
        }
    }
}

/// Several tasks as they are wished, at most 100.
#[derive(Debug, Deserialize, ToSchema)]
pub(crate) struct TaskWishes {
    /// Each is read by itself: one that is none takes nothing away from the others.
    #[schema(required = true, value_type = Vec<TaskWish>)]
    tasks: Option<Vec<Once>>,
}

impl TaskWishes {
    pub(crate) fn read(self) -> Result<Vec<Wished>, Rejection> {
        let tasks = self.tasks.ok_or_else(|| Rejection::malformed("tasks", msg!("request.missing")))?;
        if tasks.len() > MOST_CHANGED {
            return Err(Rejection::invalid("tasks", msg!("value.too_many", max = MOST_CHANGED)));
        }
        Ok(tasks.into_iter().enumerate().map(|(place, Once(task))| one(place, task)).collect())
    }
}

/// The wish that stands at a place of the request.
fn one(place: usize, task: Json) -> Wished {
    let uuid = task.get("uuid").and_then(Json::as_str).unwrap_or_default().to_owned();
    let read = read_value::<TaskWish>(task, &format!("tasks[{place}]"));
    read.map(Wish::from).map_err(|why| Bad { uuid, why })
}

/// Tasks, and those that were refused.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct TaskList {
    tasks: Vec<TaskBody>,
    bad_tasks: Vec<TaskRefused>,
    /// The newest change of these tasks; of any task where there are none.
    server_update_stamp: i64,
}

impl TaskList {
    /// What came of a request, refusals in `lang`.
    pub(crate) fn new(outcome: Outcome, lang: Lang) -> Self {
        Self {
            tasks: outcome.tasks.into_iter().map(TaskBody::from).collect(),
            bad_tasks: refused(outcome.bad, lang),
            server_update_stamp: outcome.stamp,
        }
    }
}

/// Which tasks, at most 500.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"ids": ["DU6krHBNNKSnnHNj"]}))]
pub(crate) struct TaskIds {
    #[schema(required = true)]
    ids: Option<Vec<String>>,
}

impl TaskIds {
    pub(crate) fn read(self) -> Result<Vec<String>, Rejection> {
        self.ids.ok_or_else(|| Rejection::malformed("ids", msg!("request.missing")))
    }
}

/// Which tasks are to go, at most 100.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"tasks": ["DU6krHBNNKSnnHNj"]}))]
pub(crate) struct TasksToGo {
    /// Their ids; `ids` is taken as well.
    #[serde(alias = "ids")]
    #[schema(required = true)]
    tasks: Option<Vec<String>>,
}

impl TasksToGo {
    pub(crate) fn read(self) -> Result<Vec<String>, Rejection> {
        self.tasks.ok_or_else(|| Rejection::malformed("tasks", msg!("request.missing")))
    }
}

/// The tasks that are gone, and those that were refused.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"code": 200, "errcode": "OK", "type": "OK", "tasks": ["DU6krHBNNKSnnHNj"], "bad_tasks": []}))]
pub(crate) struct TasksGone {
    code: i64,
    errcode: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    tasks: Vec<String>,
    bad_tasks: Vec<TaskRefused>,
}

impl TasksGone {
    pub(crate) fn new(gone: Vec<String>, bad: Vec<Bad>, lang: Lang) -> Self {
        Self { code: 200, errcode: "OK", kind: "OK", tasks: gone, bad_tasks: refused(bad, lang) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_html_the_text_is_kept_and_text_comes_back_from_its_html() {
        for (html, text) in [
            ("<p>一</p><p>二</p>", "一\n二"),
            ("a<br/>b<br>c", "a\nb\nc"),
            ("1 &lt; 2 &amp;&amp; x &unknown; &", "1 < 2 && x &unknown; &"),
            ("<script>alert(1)</script>", "alert(1)"),
            ("3 < 4", "3 < 4"),
            ("<b", "<b"),
            ("", ""),
        ] {
            assert_eq!(plain(html), text, "{html}");
        }
        for text in ["一行", "a <b> & \"c\"\nd", "1 < 2"] {
            assert_eq!(plain(&rich(text)), text);
        }
    }
}
