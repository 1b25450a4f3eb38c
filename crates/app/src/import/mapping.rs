//! The mapping: a TOML file that says which column of a file means what. Every key is here; others are refused.

use super::{
    moment::{self, Format},
    template::Template,
};
use crate::projects::{self, Drawing, DrawnStatus, DrawnType, TypeWish};
use domain::{
    Fault, Message, Rejection,
    field::{Definition, FieldType, Names},
    id::is_project_key,
    msg, text,
    ticket::Priority,
    workflow::StatusCategory,
};
use serde::Deserialize;
use std::collections::{BTreeMap, HashSet};

/// A mapping that has been read and holds together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Names the system that the file is from: a case is imported once for each source.
    pub source: String,
    /// Between two cells.
    #[serde(default = "comma")]
    pub(super) delimiter: char,
    pub(super) project: Project,
    pub(super) case: Column,
    pub(super) time: Times,
    pub(super) actor: People,
    pub(super) status: Column,
    pub(super) assignee: Option<People>,
    pub(super) priority: Option<Priorities>,
    pub(super) ticket: Texts,
    #[serde(default)]
    pub(super) fields: Vec<Custom>,
}

/// Where the tickets go. Made from this if it is not there.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Project {
    pub(super) key: String,
    pub(super) name: String,
    #[serde(default)]
    description: String,
    /// The issue type of the tickets; the first unless said.
    #[serde(rename = "type")]
    kind: Option<String>,
    types: Vec<Type>,
    pub(super) statuses: Vec<Status>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    #[serde(default)]
    zh: String,
    #[serde(default)]
    en: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Type {
    key: String,
    name: Name,
}

/// A status, and the words of the file that mean it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Status {
    pub(super) key: String,
    name: Name,
    category: StatusCategory,
    /// The statuses that may follow; all others unless said.
    #[serde(default)]
    next: Vec<String>,
    pub(super) values: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Column {
    pub(super) column: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Times {
    pub(super) column: String,
    formats: Vec<String>,
    /// Holds where a time says none.
    #[serde(default = "utc")]
    offset: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct People {
    pub(super) column: String,
    /// Who is meant where the cell is blank.
    #[serde(default)]
    pub(super) blank: String,
    /// Names of the file that are other names here; all others stay as they are.
    #[serde(default)]
    pub(super) names: BTreeMap<String, String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Priorities {
    pub(super) column: String,
    pub(super) values: BTreeMap<String, String>,
}

/// Templates.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Texts {
    pub(super) title: String,
    pub(super) content: String,
    pub(super) category: String,
    #[serde(default)]
    pub(super) tags: Vec<String>,
    #[serde(default)]
    pub(super) note: String,
    pub(super) player_id: Option<String>,
    pub(super) contact: Option<String>,
    pub(super) game_id: Option<String>,
    pub(super) env: Option<String>,
}

/// A column that becomes a custom field.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Custom {
    pub(super) column: String,
    pub(super) key: String,
    name: Name,
    #[serde(rename = "type", default)]
    kind: Kind,
    #[serde(default)]
    options: Vec<String>,
}

/// The types of fields that keep a cell as it is written.
#[derive(Debug, Clone, Copy, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
enum Kind {
    #[default]
    Text,
    TextArea,
    Option,
}

const fn comma() -> char {
    ','
}

fn utc() -> String {
    "Z".to_owned()
}

impl Name {
    fn names(&self) -> Names {
        Names { zh: self.zh.clone(), en: self.en.clone() }
    }
}

impl Custom {
    pub(super) fn kind(&self) -> FieldType {
        match self.kind {
            Kind::Text => FieldType::Text,
            Kind::TextArea => FieldType::TextArea,
            Kind::Option => FieldType::Option,
        }
    }

    fn definition(&self) -> Definition {
        Definition {
            key: self.key.clone(),
            uuid: String::new(),
            name: self.name.names(),
            kind: self.kind(),
            options: self.options.clone(),
            required: false,
        }
    }
}

impl Times {
    pub(super) fn formats(&self) -> Vec<Format> {
        self.formats.iter().filter_map(|format| Format::parse(format)).collect()
    }

    pub(super) fn offset(&self) -> time::UtcOffset {
        moment::parse_offset(&self.offset).unwrap_or(time::UtcOffset::UTC)
    }

    /// The forms, for who wrote another.
    pub(super) fn expected(&self) -> String {
        self.formats.join(", ")
    }
}

impl Mapping {
    /// Reads a mapping, or says every fault of it, each with its place.
    pub fn parse(toml: &str) -> Result<Self, Rejection> {
        let mapping: Self = toml::from_str(toml).map_err(|error| {
            Rejection::malformed("mapping", msg!("import.mapping", detail = error.to_string().trim_end()))
        })?;
        let mut faults = Faults::default();
        mapping.check(&mut faults);
        if faults.0.is_empty() { Ok(mapping) } else { Err(Rejection::Invalid(faults.0)) }
    }

    /// The same mapping for another source.
    pub fn with_source(mut self, source: &str) -> Result<Self, Rejection> {
        let name =
            text::require(source, 255, text::Lines::One).map_err(|why| Rejection::invalid("source", why))?;
        name.clone_into(&mut self.source);
        Ok(self)
    }

    /// The key of the issue type that the tickets get.
    pub(super) fn kind(&self) -> &str {
        let first = self.project.types.first().map(|kind| kind.key.as_str());
        self.project.kind.as_deref().or(first).unwrap_or_default()
    }

    /// The project as it is made.
    pub(super) fn drawing(&self) -> Drawing {
        let project = &self.project;
        let statuses = project.statuses.iter().map(|status| DrawnStatus {
            key: status.key.clone(),
            name: status.name.names(),
            category: status.category,
            next: status.next.clone(),
        });
        let types =
            project.types.iter().map(|kind| DrawnType { key: kind.key.clone(), name: kind.name.names() });
        let fields = self.fields.iter().map(|field| Definition {
            key: field.key.clone(),
            uuid: String::new(),
            name: field.name.names(),
            kind: field.kind(),
            options: field.options.clone(),
            required: false,
        });
        Drawing {
            uuid: None,
            key: project.key.clone(),
            name: project.name.clone(),
            description: project.description.clone(),
            types: types.collect(),
            workflow: projects::connected(&statuses.collect::<Vec<_>>()),
            fields: fields.collect(),
            words: Vec::new(),
            lead: String::new(),
            administrators: Vec::new(),
        }
    }

    /// Every template with its place.
    pub(super) fn templates(&self) -> Vec<(String, &str)> {
        let texts = &self.ticket;
        let mut all = vec![
            ("ticket.title".to_owned(), texts.title.as_str()),
            ("ticket.content".to_owned(), &texts.content),
            ("ticket.category".to_owned(), &texts.category),
            ("ticket.note".to_owned(), &texts.note),
        ];
        all.extend(texts.tags.iter().enumerate().map(|(i, tag)| (format!("ticket.tags[{i}]"), tag.as_str())));
        let more = [
            ("player_id", &texts.player_id),
            ("contact", &texts.contact),
            ("game_id", &texts.game_id),
            ("env", &texts.env),
        ];
        all.extend(more.iter().filter_map(|(key, text)| Some((format!("ticket.{key}"), text.as_deref()?))));
        all
    }

    fn check(&self, faults: &mut Faults) {
        faults.hold("source", text::require(&self.source, 255, text::Lines::One));
        if !self.delimiter.is_ascii() || matches!(self.delimiter, '"' | '\n' | '\r') {
            faults.add("delimiter", msg!("import.delimiter"));
        }
        self.check_project(faults);
        self.check_statuses(faults);
        for (i, field) in self.fields.iter().enumerate() {
            faults.take(field.definition().check(&format!("fields[{i}]")));
            if self.fields.iter().take(i).any(|other| other.key == field.key) {
                faults.add(format!("fields[{i}].key"), msg!("field.twice"));
            }
        }
        if self.time.formats.is_empty() {
            faults.add("time.formats", msg!("text.blank"));
        }
        for (i, format) in self.time.formats.iter().enumerate() {
            if Format::parse(format).is_none() {
                faults.add(format!("time.formats[{i}]"), msg!("import.format"));
            }
        }
        if moment::parse_offset(&self.time.offset).is_none() {
            faults.add("time.offset", msg!("import.offset"));
        }
        for (value, word) in self.priority.iter().flat_map(|priority| &priority.values) {
            if Priority::parse(word).is_none() {
                faults.add(format!("priority.values.{value}"), msg!("ticket.priority"));
            }
        }
        for (place, template) in self.templates() {
            if Template::parse(template).is_none() {
                faults.add(place, msg!("import.template"));
            }
        }
    }

    fn check_project(&self, faults: &mut Faults) {
        let project = &self.project;
        if !is_project_key(&project.key) {
            faults.add("project.key", msg!("project.key"));
        }
        faults.hold("project.name", text::require(&project.name, 64, text::Lines::One));
        faults.hold("project.description", text::check(&project.description, 1_000, text::Lines::Many));
        let types = project.types.iter().map(|kind| TypeWish {
            key: kind.key.clone(),
            name: kind.name.names(),
            attributes: None,
        });
        let checked = projects::check_types(&types.collect::<Vec<_>>());
        faults.take_as(checked, |field| field.replacen("items", "project.types", 1));
        if let Some(kind) = project.kind.as_ref().filter(|key| project.types.iter().all(|t| t.key != **key)) {
            faults.add("project.type", msg!("value.unknown", value = kind));
        }
    }

    fn check_statuses(&self, faults: &mut Faults) {
        let statuses = &self.project.statuses;
        let known: Vec<&str> = statuses.iter().map(|s| s.key.as_str()).collect();
        let mut values = HashSet::new();
        for (i, status) in statuses.iter().enumerate() {
            let at = format!("project.statuses[{i}]");
            faults.take(status.name.names().check(&format!("{at}.name")));
            if let Some(next) = status.next.iter().find(|next| !known.contains(&next.as_str())) {
                let why = msg!("workflow.unknown_status", status = next, known = known.join(", "));
                faults.add(format!("{at}.next"), why);
            }
            for (j, value) in status.values.iter().enumerate() {
                if !values.insert(value.trim()) {
                    faults.add(format!("{at}.values[{j}]"), msg!("field.twice"));
                }
            }
        }
        let checked = self.drawing().workflow.check();
        faults.take_as(checked, |field| format!("project.{field}"));
    }
}

/// What is wrong with a mapping, gathered.
#[derive(Default)]
struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, place: impl Into<String>, why: Message) {
        self.0.push(Fault::new(place, why));
    }

    fn hold<T>(&mut self, place: &str, checked: Result<T, Message>) {
        if let Err(why) = checked {
            self.add(place, why);
        }
    }

    fn take(&mut self, checked: Result<(), Rejection>) {
        self.take_as(checked, |field| field);
    }

    fn take_as(&mut self, checked: Result<(), Rejection>, place: impl Fn(String) -> String) {
        match checked {
            Ok(()) => {}
            Err(Rejection::Invalid(faults)) => {
                self.0.extend(faults.into_iter().map(|fault| Fault::new(place(fault.field), fault.why)));
            }
            Err(other) => self.add("mapping", msg!("import.mapping", detail = other.text(domain::Lang::En))),
        }
    }
}
