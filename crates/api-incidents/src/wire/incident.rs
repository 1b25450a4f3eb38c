//! Incidents as they are made, read and listed.

use super::{IncidentEnum, ids, only};
use crate::convert::{Flag, Whole, millis};
use app::incidents::{Incident, Part, create, list};
use domain::{Rejection, filter::Form, msg};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// The names of a listed incident's fields.
pub(crate) const FIELDS: [&str; 22] = [
    "ticket_id",
    "title",
    "description",
    "level_id",
    "source_id",
    "mtm_type",
    "mtm_region",
    "is_service_interrupt",
    "work_flow_status",
    "phase",
    "assignee",
    "creator",
    "operator",
    "create_time",
    "update_time",
    "start_time",
    "handle_time",
    "enterprise_project_id",
    "current_cloud_service_id",
    "forward_rule_id",
    "incident_ownership",
    "enum_data_list",
];
const LARGEST_LIMIT: i64 = 100;
const USUAL_LIMIT: i64 = 10;
const LAST_OFFSET: i64 = 1_000_000_000;

/// A new incident.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(example = json!({"incident_level": "level_20", "is_service_interrupt": false, "incident_type": "inc_type_p_config_issues",
    "incident_title": "网关 5xx 升高", "incident_source": "incident_source_manual", "creator": "DU6krHBN",
    "region": ["cn-north-4"], "incident_assignee": ["DU6krHBN"], "start_time": 1_744_252_838_667_i64}))]
pub(crate) struct NewIncident {
    /// `level_10` … `level_50`: P1 … P5.
    #[serde(default)]
    #[schema(required = true)]
    incident_level: Option<String>,
    /// `true` or `"true"`.
    #[serde(default)]
    #[schema(value_type = bool, required = true)]
    is_service_interrupt: Option<Flag>,
    #[serde(default)]
    #[schema(required = true)]
    incident_type: Option<String>,
    #[serde(default)]
    #[schema(required = true, max_length = 200)]
    incident_title: Option<String>,
    #[serde(default)]
    #[schema(required = true)]
    incident_source: Option<String>,
    /// An id or a user name: one's own, and for administrators anybody's.
    #[serde(default)]
    #[schema(required = true)]
    creator: Option<String>,
    #[serde(default)]
    region: Option<Vec<String>>,
    #[serde(default)]
    enterprise_project: Option<Vec<String>>,
    #[serde(default)]
    current_cloud_service: Option<Vec<String>>,
    #[serde(default)]
    #[schema(max_length = 600)]
    incident_description: Option<String>,
    /// The first of them is its assignee.
    #[serde(default)]
    incident_assignee: Option<Vec<String>>,
    #[serde(default)]
    assignee_scene: Option<String>,
    #[serde(default)]
    assignee_role: Option<String>,
    #[serde(default)]
    incident_ownership: Option<String>,
    /// When the fault began, in milliseconds since 1970.
    #[serde(default)]
    #[schema(value_type = Option<i64>)]
    start_time: Option<Whole>,
}

impl From<NewIncident> for create::Command {
    fn from(new: NewIncident) -> Self {
        Self {
            level: new.incident_level.unwrap_or_default(),
            interrupt: new.is_service_interrupt.map(|Flag(so)| so),
            kind: new.incident_type.unwrap_or_default(),
            title: new.incident_title.unwrap_or_default(),
            source: new.incident_source.unwrap_or_default(),
            creator: new.creator.unwrap_or_default(),
            regions: new.region.unwrap_or_default(),
            enterprise_projects: new.enterprise_project.unwrap_or_default(),
            services: new.current_cloud_service.unwrap_or_default(),
            description: new.incident_description.unwrap_or_default(),
            assignees: new.incident_assignee.unwrap_or_default(),
            scene: new.assignee_scene.unwrap_or_default(),
            role: new.assignee_role.unwrap_or_default(),
            ownership: new.incident_ownership.unwrap_or_default(),
            started: new.start_time.map(|Whole(millis)| millis),
        }
    }
}

/// The number of an incident that was made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"incident_num": "IM202611210800000000000042"}))]
pub(crate) struct IncidentNumber {
    incident_num: String,
}

impl From<Incident> for IncidentNumber {
    fn from(incident: Incident) -> Self {
        Self { incident_num: incident.number }
    }
}

/// One incident. Times are in milliseconds since 1970; null is what nobody has said.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IncidentDetail {
    incident_num: String,
    region: Vec<String>,
    enterprise_project: Vec<String>,
    current_cloud_service: Vec<String>,
    incident_level: String,
    is_service_interrupt: Option<bool>,
    incident_type: String,
    incident_title: String,
    incident_description: String,
    incident_source: String,
    creator: String,
    incident_assignee: Vec<String>,
    assignee_scene: String,
    assignee_role: String,
    incident_ownership: String,
    start_time: Option<i64>,
    fault_recovery_time: Option<i64>,
    fault_delineation_time: Option<i64>,
    warroom_id: String,
    /// When somebody last did something about it.
    handle_time: Option<i64>,
    status: String,
    create_time: i64,
    /// What its words mean and its people are called.
    enum_data_list: Vec<IncidentEnum>,
}

impl From<Incident> for IncidentDetail {
    fn from(incident: Incident) -> Self {
        let field = |part| match part {
            Part::Creator => "creator",
            Part::Assignee => "incident_assignee",
            Part::Level => "incident_level",
            Part::Status => "status",
            Part::Kind => "incident_type",
            Part::Source => "incident_source",
        };
        Self {
            region: incident.regions(),
            enterprise_project: incident.enterprise_projects(),
            current_cloud_service: incident.services(),
            is_service_interrupt: incident.is_interrupted(),
            incident_source: incident.source().to_owned(),
            assignee_scene: incident.scene().to_owned(),
            assignee_role: incident.role().to_owned(),
            incident_ownership: incident.ownership().to_owned(),
            warroom_id: incident.war_room().to_owned(),
            start_time: incident.started().map(millis),
            fault_recovery_time: incident.recovered().map(millis),
            fault_delineation_time: incident.delineated().map(millis),
            handle_time: incident.handled().map(millis),
            incident_assignee: ids(&incident.assignees),
            create_time: millis(incident.ticket.created),
            enum_data_list: incident.words.into_iter().map(|word| IncidentEnum::word(word, field)).collect(),
            incident_num: incident.number,
            incident_level: incident.level,
            incident_type: incident.kind,
            incident_title: incident.ticket.title,
            incident_description: incident.ticket.content,
            creator: incident.creator.id,
            status: incident.status,
        }
    }
}

/// A listed incident. Times are in milliseconds since 1970; what is not there is left out.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IncidentTicket {
    ticket_id: String,
    title: String,
    description: String,
    level_id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    source_id: String,
    mtm_type: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    mtm_region: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_service_interrupt: Option<bool>,
    work_flow_status: String,
    /// What the status means: `new active paused resolved closed rejected`.
    phase: &'static str,
    #[serde(skip_serializing_if = "String::is_empty")]
    assignee: String,
    creator: String,
    operator: String,
    create_time: i64,
    update_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    handle_time: Option<i64>,
    #[serde(skip_serializing_if = "String::is_empty")]
    enterprise_project_id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    current_cloud_service_id: String,
    /// Nothing is forwarded by rules here: always left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    forward_rule_id: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    incident_ownership: String,
    enum_data_list: Vec<IncidentEnum>,
}

impl From<Incident> for IncidentTicket {
    fn from(incident: Incident) -> Self {
        let field = |part| match part {
            Part::Creator => "creator",
            Part::Assignee => "assignee",
            Part::Level => "level_id",
            Part::Status => "work_flow_status",
            Part::Kind => "mtm_type",
            Part::Source => "source_id",
        };
        Self {
            source_id: incident.source().to_owned(),
            mtm_region: incident.regions().join(","),
            is_service_interrupt: incident.is_interrupted(),
            phase: incident.phase,
            assignee: incident.assignees.first().map(|person| person.id.clone()).unwrap_or_default(),
            operator: incident.creator.id.clone(),
            create_time: millis(incident.ticket.created),
            update_time: millis(incident.ticket.updated),
            start_time: incident.started().map(millis),
            handle_time: incident.handled().map(millis),
            enterprise_project_id: incident.enterprise_projects().join(","),
            current_cloud_service_id: incident.services().join(","),
            forward_rule_id: None,
            incident_ownership: incident.ownership().to_owned(),
            enum_data_list: incident.words.into_iter().map(|word| IncidentEnum::word(word, field)).collect(),
            ticket_id: incident.number,
            title: incident.ticket.title,
            description: incident.ticket.content,
            level_id: incident.level,
            mtm_type: incident.kind,
            work_flow_status: incident.status,
            creator: incident.creator.id,
        }
    }
}

/// A page of a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IncidentPage {
    /// How many there are in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<i64>,
    #[schema(value_type = Vec<IncidentTicket>)]
    tickets: Vec<Value>,
}

impl IncidentPage {
    pub(crate) fn new(found: Vec<Incident>, total: Option<i64>, fields: &[String]) -> Self {
        let rows = found.into_iter().map(IncidentTicket::from);
        // A row of texts and numbers always becomes JSON.
        let tickets = rows.map(|row| only(serde_json::to_value(row).unwrap_or_default(), fields)).collect();
        Self { total, tickets }
    }
}

/// An incident in few words.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IncidentSimple {
    title: String,
    ticket_id: String,
    description: String,
    status: String,
    level: String,
    enterprise_project: String,
    source: String,
    creator: String,
    assignee: Vec<String>,
}

impl From<Incident> for IncidentSimple {
    fn from(incident: Incident) -> Self {
        Self {
            enterprise_project: incident.enterprise_projects().join(","),
            source: incident.source().to_owned(),
            assignee: ids(&incident.assignees),
            title: incident.ticket.title,
            ticket_id: incident.number,
            description: incident.ticket.content,
            status: incident.status,
            level: incident.level,
            creator: incident.creator.id,
        }
    }
}

/// A page of incidents in few words.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct IncidentSimplePage {
    /// How many there are in all.
    total: i64,
    tickets: Vec<IncidentSimple>,
}

impl IncidentSimplePage {
    pub(crate) fn new(found: Vec<Incident>, total: i64) -> Self {
        Self { total, tickets: found.into_iter().map(IncidentSimple::from).collect() }
    }
}

/// Which part of the list.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct SimpleQuery {
    /// How many to pass over; 0 when left out.
    #[param(value_type = Option<i64>)]
    offset: Option<String>,
    /// 10 when left out; of more than 100, 100.
    #[param(value_type = Option<i64>)]
    limit: Option<String>,
}

impl SimpleQuery {
    pub(crate) fn wish(&self) -> Result<list::Wish, Rejection> {
        let number = |name: &str, text: Option<&str>, usual: i64, least: i64, most: i64| {
            let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(usual) };
            let number: i64 =
                text.parse().map_err(|_other| Rejection::malformed(name, msg!("value.integer")))?;
            if number < least {
                return Err(Rejection::malformed(name, msg!("value.between", min = least, max = most)));
            }
            Ok(number.min(most))
        };
        Ok(list::Wish {
            form: Form::default(),
            order: vec![list::NEWEST],
            limit: number("limit", self.limit.as_deref(), USUAL_LIMIT, 1, LARGEST_LIMIT)?,
            offset: number("offset", self.offset.as_deref(), 0, 0, LAST_OFFSET)?,
        })
    }
}

/// A file for an incident.
#[derive(ToSchema)]
#[allow(dead_code, reason = "describes the form; it is read part by part")]
pub(crate) struct IncidentFile {
    #[schema(value_type = String, format = Binary)]
    file: String,
    /// The incident's number, or the ticket's.
    incident_num: String,
}

/// A file that was attached.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"doc_id": "7", "doc_name": "top.txt"}))]
pub(crate) struct IncidentDocument {
    doc_id: String,
    doc_name: String,
}

impl IncidentDocument {
    pub(crate) fn new(id: i64, name: String) -> Self {
        Self { doc_id: id.to_string(), doc_name: name }
    }
}
