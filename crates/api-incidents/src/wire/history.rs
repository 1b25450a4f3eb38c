//! Rows of histories.

use super::{IncidentEnum, only};
use crate::convert::millis;
use app::incidents::{Row, histories::Found};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

/// The names of a row's fields.
pub(crate) const FIELDS: [&str; 10] = [
    "action",
    "action_id",
    "action_name_zh",
    "action_name_en",
    "operator",
    "status",
    "start_time",
    "stop_time",
    "comment",
    "enum_data_list",
];

/// A step. What is empty is left out.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"action": "incident_accept", "operator": "DU6krHBN", "start_time": 1_744_285_427_529_i64,
    "action_name_zh": "受理事件", "action_name_en": "Handling an incident", "status": "INCIDENT_STATUS_ACKNOWLEDGED",
    "enum_data_list": [{"name_zh": "张三", "name_en": "张三", "biz_id": "DU6krHBN", "prop_id": "operator"}]}))]
pub(crate) struct IncidentStep {
    #[serde(skip_serializing_if = "str::is_empty")]
    action: &'static str,
    /// What the system did of itself.
    #[serde(skip_serializing_if = "String::is_empty")]
    action_id: String,
    action_name_zh: String,
    action_name_en: String,
    /// The id of who did it.
    #[serde(skip_serializing_if = "String::is_empty")]
    operator: String,
    /// After the step.
    #[serde(skip_serializing_if = "String::is_empty")]
    status: String,
    /// When it happened, in milliseconds since 1970.
    start_time: i64,
    /// When the next step took over; the newest has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    stop_time: Option<i64>,
    /// At most 255 characters.
    #[serde(skip_serializing_if = "String::is_empty")]
    comment: String,
    /// What the people of the row are called.
    enum_data_list: Vec<IncidentEnum>,
}

impl From<Row> for IncidentStep {
    fn from(row: Row) -> Self {
        let person = (!row.operator.is_empty())
            .then(|| IncidentEnum::person("operator", &row.operator, &row.operator_name));
        Self {
            action: row.action,
            action_id: row.action_id,
            action_name_zh: row.name.zh,
            action_name_en: row.name.en,
            operator: row.operator,
            status: row.status,
            start_time: millis(row.start),
            stop_time: row.stop.map(millis),
            comment: row.comment,
            enum_data_list: person.into_iter().collect(),
        }
    }
}

/// So many rows have this value.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IncidentGroup {
    value: String,
    count: i64,
}

/// So many rows meet the filters of this name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IncidentCount {
    name: String,
    count: i64,
}

/// What was found of a history.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IncidentHistory {
    /// How many there are in all.
    total: i64,
    /// The first 1,024 of them.
    #[schema(value_type = Vec<IncidentStep>)]
    info: Vec<Value>,
    /// For `group_by_filter`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    groups: Vec<IncidentGroup>,
    /// For `count_filters`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    counts: Vec<IncidentCount>,
}

impl IncidentHistory {
    pub(crate) fn new(found: Found, fields: &[String]) -> Self {
        let rows = found.rows.into_iter().map(IncidentStep::from);
        // A row of texts and numbers always becomes JSON.
        let info = rows.map(|row| only(serde_json::to_value(row).unwrap_or_default(), fields)).collect();
        Self {
            total: found.total,
            info,
            groups: found.groups.into_iter().map(|(value, count)| IncidentGroup { value, count }).collect(),
            counts: found.counts.into_iter().map(|(name, count)| IncidentCount { name, count }).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::IncidentAnswer;
    use domain::{At, field::Names};

    fn at(millis: i64) -> At {
        At::from_micros(millis * 1_000)
    }

    /// The three rows of the document's answer.
    fn rows() -> Vec<Row> {
        let row = |action, start: i64, stop: Option<i64>, zh: &str, en: &str| Row {
            version: 1,
            action,
            action_id: String::new(),
            name: Names { zh: zh.to_owned(), en: en.to_owned() },
            operator: String::new(),
            operator_name: String::new(),
            status: "INCIDENT_STATUS_TRIGGERED".to_owned(),
            start: at(start),
            stop: stop.map(at),
            comment: String::new(),
        };
        let accepted = row("incident_accept", 1_744_285_427_529, None, "受理事件", "Handling an incident");
        let failed = "响应预案自动执行失败";
        let ran = row("", 1_744_252_838_982, Some(1_744_285_427_529), failed, failed);
        vec![
            Row {
                operator: "653989085ba7487184d7cf219b8aa51e".to_owned(),
                operator_name: "COC-Script".to_owned(),
                status: "INCIDENT_STATUS_ACKNOWLEDGED".to_owned(),
                ..accepted
            },
            Row { action_id: "main".to_owned(), comment: "Create project f****elling. ".to_owned(), ..ran },
            row(
                "create_incident",
                1_744_252_838_667,
                Some(1_744_252_838_982),
                "创建事件单",
                "create incident",
            ),
        ]
    }

    #[test]
    fn the_answer_of_the_document_is_given_to_the_letter() {
        let golden: Value = serde_json::from_str(include_str!("golden/histories.json")).unwrap();
        let found = Found { total: 3, rows: rows(), ..Found::default() };
        let told = serde_json::to_value(IncidentAnswer::of(IncidentHistory::new(found, &[]))).unwrap();
        assert_eq!(told, golden);
    }

    #[test]
    fn rows_carry_only_what_is_asked_for() {
        let found = Found { total: 3, rows: rows(), ..Found::default() };
        let fields = ["status".to_owned(), "comment".to_owned()];
        let told = serde_json::to_value(IncidentHistory::new(found, &fields)).unwrap();
        let keys = |i: usize| told["info"][i].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
        assert_eq!(
            (keys(0), keys(1)),
            (vec!["status".to_owned()], vec!["comment".to_owned(), "status".to_owned()])
        );
    }

    #[test]
    fn the_names_of_the_fields_are_those_of_a_row() {
        let row = Row {
            action: "x",
            action_id: "x".into(),
            operator: "x".into(),
            stop: Some(at(1)),
            comment: "x".into(),
            ..rows().remove(0)
        };
        let told = serde_json::to_value(IncidentStep::from(row)).unwrap();
        let mut keys: Vec<&String> = told.as_object().unwrap().keys().collect();
        let mut fields = FIELDS.to_vec();
        keys.sort_unstable();
        fields.sort_unstable();
        assert_eq!(keys, fields);
    }
}
