//! The file of a workflow: what an administrator exports, edits, keeps in version control and imports elsewhere.
//!
//! It is one object that reads well as YAML and as JSON. Statuses and fields stand under their keys; ids may be left out; people,
//! groups and roles stand by name (see [`super::Workflow::user_domains_mut`]: an exporter puts names in, an importer looks them up).
//! A reader of YAML reads into `serde_json::Value` first, so that every fault is named by its path.

use super::{
    Workflow,
    reader::{self, Faults, Object},
};
use crate::{
    Fault, Rejection,
    field::{Definition, FieldType, Names},
    msg,
    text::Lines,
};
use serde::Serialize;
use serde_json::Value as Json;

/// The only format there is.
pub const FORMAT: i64 = 1;

/// A workflow with what it needs to be understood by itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct File {
    /// [`FORMAT`].
    pub workflow_format: i64,
    /// What people call it.
    pub name: Names,
    /// What it is for.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The custom fields that it speaks of; `None` = the file says nothing of fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fields: Option<Vec<Definition>>,
    /// The statuses and transitions, beside the rest.
    #[serde(flatten)]
    pub workflow: Workflow,
}

impl File {
    /// Reads a file. It is refused with every fault of its form, and with those of what [`Workflow::check`] and
    /// [`Definition::check`] refuse.
    pub fn parse(json: &Json) -> Result<Self, Rejection> {
        let file = reader::whole(|faults| Self::read(json, faults))?;
        for (i, definition) in file.fields.iter().flatten().enumerate() {
            definition.check(&format!("fields[{i}]"))?;
        }
        file.workflow.check()?;
        Ok(Self { workflow: file.workflow.in_order(), ..file })
    }

    fn read(json: &Json, faults: &mut Faults) -> Option<Self> {
        let object = Object::of(json, "", faults)?;
        object.integer("workflow_format", &(FORMAT..=FORMAT), faults)?;
        let name = object.names("name", faults);
        let description = object.text_or_empty("description", 1_000, Lines::Many, faults);
        let fields = object.get("fields").and_then(|_| object.list("fields", 100, faults));
        let fields = fields.and_then(|list| reader::all(list, faults, read_field));
        let workflow = Workflow::read(&object, faults);
        Some(Self {
            workflow_format: FORMAT,
            name: name?,
            description: description?,
            fields,
            workflow: workflow?,
        })
    }
}

fn read_field(json: &Json, at: &str, faults: &mut Faults) -> Option<Definition> {
    let object = Object::of(json, at, faults)?;
    let key = object.text("key", 40, faults);
    let uuid = object.text_or_empty("uuid", 8, Lines::One, faults);
    let name = object.names("name", faults);
    let kind = object.need("type", faults).and_then(|kind| {
        let read: Result<FieldType, _> = serde::Deserialize::deserialize(kind);
        read.map_err(|e| faults.push(Fault::new(object.at("type"), msg!("request.value", detail = e)))).ok()
    });
    let options = object.list("options", 200, faults);
    let options = options.and_then(|list| {
        reader::all(list, faults, |json, at, faults| {
            let text = reader::as_text(json).map(str::to_owned);
            text.map_err(|why| faults.push(Fault::new(at, why))).ok()
        })
    });
    let required = object.flag("required", faults);
    Some(Definition {
        key: key?,
        uuid: uuid?,
        name: name?,
        kind: kind?,
        options: options?,
        required: required?,
    })
}
