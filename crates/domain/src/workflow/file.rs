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

    /// The file as text that people read: what fits on a line stands on one.
    pub fn text(&self) -> Result<String, serde_json::Error> {
        Ok(lay_out(&serde_json::to_string(self)?))
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

/// The longest line that is written, in characters, as far as it can be broken.
const LINE: usize = 118;

/// Compact JSON, laid out. Keys stay in their order, which a map would lose.
fn lay_out(compact: &str) -> String {
    let mut rest = compact;
    let mut out = String::with_capacity(compact.len() * 2);
    lay_out_value(&Part::read(&mut rest), 0, 0, &mut out);
    out.push('\n');
    out
}

/// A value of compact JSON.
enum Part<'j> {
    /// A word, number or text as it stands there.
    Plain(&'j str),
    /// What stands between two brackets, each with its key in an object.
    Many(char, char, Vec<(&'j str, Self)>),
}

impl<'j> Part<'j> {
    /// Reads a value and leaves what follows it.
    fn read(rest: &mut &'j str) -> Self {
        let (open, close) = match rest.chars().next() {
            Some('{') => ('{', '}'),
            Some('[') => ('[', ']'),
            _ => return Self::Plain(plain(rest)),
        };
        let mut parts = Vec::new();
        *rest = rest.get(1..).unwrap_or_default();
        while !rest.is_empty() && !rest.starts_with(close) {
            *rest = rest.strip_prefix(',').unwrap_or(rest);
            let key = if open == '{' { plain(rest) } else { "" };
            *rest = rest.strip_prefix(':').unwrap_or(rest);
            parts.push((key, Self::read(rest)));
        }
        *rest = rest.get(1..).unwrap_or_default();
        Self::Many(open, close, parts)
    }

    /// It on one line.
    fn line(&self, out: &mut String) {
        match self {
            Self::Plain(text) => out.push_str(text),
            Self::Many(open, close, parts) => {
                out.push(*open);
                for (i, (key, part)) in parts.iter().enumerate() {
                    out.push_str(if i == 0 { "" } else { ", " });
                    name(key, out);
                    part.line(out);
                }
                out.push(*close);
            }
        }
    }
}

/// The word, number or text that stands first.
fn plain<'j>(rest: &mut &'j str) -> &'j str {
    let mut escaped = false;
    let ends = |(i, c): (usize, char)| {
        let inside = rest.starts_with('"');
        let ended = if inside { i > 0 && c == '"' && !escaped } else { matches!(c, ',' | '}' | ']' | ':') };
        escaped = c == '\\' && !escaped;
        ended.then_some(if inside { i + 1 } else { i })
    };
    let end = rest.char_indices().find_map(ends).unwrap_or(rest.len());
    let (first, after) = rest.split_at(end);
    *rest = after;
    first
}

fn name(key: &str, out: &mut String) {
    if !key.is_empty() {
        out.push_str(key);
        out.push_str(": ");
    }
}

/// Lays a value out that begins `before` characters into a line.
fn lay_out_value(value: &Part<'_>, indent: usize, before: usize, out: &mut String) {
    let mut line = String::new();
    value.line(&mut line);
    match value {
        Part::Many(open, close, parts) if !parts.is_empty() && before + line.chars().count() > LINE => {
            out.push(*open);
            for (i, (key, part)) in parts.iter().enumerate() {
                out.push_str(if i == 0 { "\n" } else { ",\n" });
                out.extend(std::iter::repeat_n(' ', indent + 2));
                name(key, out);
                lay_out_value(part, indent + 2, indent + key.chars().count() + 4, out);
            }
            out.push('\n');
            out.extend(std::iter::repeat_n(' ', indent));
            out.push(*close);
        }
        _ => out.push_str(&line),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflow::samples::{any_workflow, customs};
    use proptest::prelude::*;
    use serde_json::json;

    fn readable() -> Json {
        json!({
            "workflow_format": 1,
            "name": {"zh": "报修", "en": "Repairs"},
            "fields": [{"key": "room", "name": "Room", "type": "text"}],
            "statuses": [
                {"key": "open", "name": "Open", "category": "new"},
                {"key": "closed", "name": "Closed", "category": "closed"},
            ],
            "transitions": [{
                "name": "Close", "from": "open", "to": "closed",
                "fields": [{"field": "fields.room", "required": true}],
                "condition": {"must": [{"in_user_domains": {"user_domains": [
                    {"user_domain_type": "group", "user_domain_param": "Net crew"},
                ]}}]},
                "post_functions": [{"update_field_value": {"field": "assignee", "variable": "self"}}],
            }],
        })
    }

    #[test]
    fn a_file_by_hand_needs_no_ids_and_names_people_by_name() {
        let file = File::parse(&readable()).unwrap();
        assert_eq!(file.fields.as_ref().map(Vec::len), Some(1));
        assert!(file.workflow.statuses.iter().all(|s| s.uuid.is_empty()));
        let json = serde_json::to_value(&file).unwrap();
        assert_eq!(File::parse(&json).unwrap(), file);
        assert!(!json.to_string().contains("uuid\":\"\"},{\"category"), "no empty ids are written");
    }

    #[test]
    fn a_file_is_refused_with_every_fault_of_its_form() {
        let mut json = readable();
        json["workflow_format"] = json!(2);
        let Err(Rejection::Invalid(faults)) = File::parse(&json) else { panic!("taken") };
        assert_eq!(faults[0].field, "workflow_format");
        let mut json = readable();
        json["fields"][0]["type"] = json!("colour");
        json["fields"][0]["options"] = json!([1]);
        json["transitions"][0]["to"] = json!(null);
        let Err(Rejection::Invalid(faults)) = File::parse(&json) else { panic!("taken") };
        let paths: Vec<_> = faults.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(paths, ["fields[0].type", "fields[0].options[0]", "transitions[0].to"]);
    }

    #[test]
    fn a_file_is_refused_for_what_does_not_hold_together() {
        let mut json = readable();
        json["transitions"][0]["to"] = json!("gone");
        let Err(Rejection::Invalid(faults)) = File::parse(&json) else { panic!("taken") };
        assert_eq!(faults[0].field, "transitions[0].to");
        let mut json = readable();
        json["fields"][0]["key"] = json!("Room!");
        let Err(Rejection::Invalid(faults)) = File::parse(&json) else { panic!("taken") };
        assert_eq!(faults[0].field, "fields[0].key");
    }

    #[test]
    fn a_file_is_laid_out_so_that_people_read_it() {
        let text = File::parse(&readable()).unwrap().text().unwrap();
        assert!(
            text.starts_with(
                "{\n  \"workflow_format\": 1,\n  \"name\": {\"zh\": \"报修\", \"en\": \"Repairs\"},\n"
            ),
            "{text}"
        );
        assert!(text.contains("\n    {\"key\": \"open\", \"name\": {\"zh\": \"Open\", \"en\": \"Open\"}, \"category\": \"new\"},\n"));
        assert!(
            text.ends_with("\n}\n") && text.lines().all(|line| line.chars().count() <= LINE + 2),
            "{text}"
        );
    }

    proptest! {
        #[test]
        fn layout_changes_nothing_but_space(text in "[a\\\\\"{}\\[\\],: 工]{0,40}", n in 0..40_usize, deep in 0..4_u32) {
            let mut value = json!({"a": vec![json!({"b": text.as_str(), text.as_str(): n, "c": {}, "d": [], "e": null}); n]});
            for _ in 0..deep {
                value = json!([value, true, -1.5]);
            }
            let laid: Json = serde_json::from_str(&lay_out(&value.to_string())).unwrap();
            prop_assert_eq!(laid, value);
        }

        #[test]
        fn a_file_is_read_back_from_its_json(workflow in any_workflow(), with_fields in any::<bool>()) {
            let file = File {
                workflow_format: FORMAT,
                name: Names::same("x"),
                description: "what\nfor".into(),
                fields: with_fields.then(customs),
                workflow: workflow.in_order(),
            };
            let json = serde_json::from_str(&file.text().unwrap()).unwrap();
            match File::parse(&json) {
                Ok(read) => prop_assert_eq!(read, file),
                // Drawn by chance, some screens ask for what may not be asked.
                Err(_) => prop_assert!(file.workflow.check().is_err()),
            }
        }
    }
}
