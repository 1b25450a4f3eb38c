//! The mapping laid over a file's header: how one row becomes what a step says.

use super::{
    mapping::{Mapping, People},
    moment::Format,
    template::Template,
};
use domain::{
    At, Fault, Rejection, Value, msg, text,
    text::Lines,
    ticket::{Field, Patch},
};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What a row says: what the ticket is after the step, and whose step it was.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The physical line it begins on.
    pub(super) line: usize,
    pub(super) at: At,
    pub(super) actor: String,
    pub(super) status: String,
    pub(super) wishes: Patch,
    pub(super) note: String,
    /// SHA-256 over the cells that the mapping names, as they are written.
    pub(super) digest: [u8; 32],
}

/// A mapping and the places of its columns.
pub(super) struct Layout<'m> {
    mapping: &'m Mapping,
    header: Vec<String>,
    /// The columns that the mapping names, in order of their names.
    places: HashMap<String, usize>,
    statuses: HashMap<&'m str, &'m str>,
    formats: Vec<Format>,
    texts: Vec<(Field, Template)>,
    tags: Vec<Template>,
    note: Option<Template>,
}

/// The cells of a row, with a column for each.
struct Cells<'l> {
    layout: &'l Layout<'l>,
    cells: &'l [String],
}

/// A cell in a sentence: short enough to be read.
fn quoted(cell: &str, most: usize) -> String {
    let mut letters = cell.chars();
    let short: String = letters.by_ref().take(most).collect();
    if letters.next().is_some() { format!("{short}…") } else { short }
}

impl<'m> Layout<'m> {
    /// Finds every column that the mapping names, or says which are not there.
    pub(super) fn new(mapping: &'m Mapping, header: Vec<String>) -> Result<Self, Rejection> {
        let mut faults: Vec<Fault> = Vec::new();
        let (mut places, mut seen) = (HashMap::new(), HashSet::new());
        for (place, column) in named(mapping).into_iter().filter(|(_, column)| seen.insert(column.clone())) {
            let mut found = header.iter().enumerate().filter(|(_, name)| **name == column);
            match (found.next(), found.next()) {
                (Some((index, _)), None) => {
                    places.insert(column, index);
                }
                (Some(_), Some(_)) => {
                    faults.push(Fault::new(place, msg!("import.column_twice", column = column)));
                }
                (None, _) => faults.push(Fault::new(place, msg!("import.no_column", column = column))),
            }
        }
        if !faults.is_empty() {
            faults.push(Fault::new("file", msg!("import.columns", known = quoted(&header.join(", "), 500))));
            return Err(Rejection::Invalid(faults));
        }
        let texts = &mapping.ticket;
        let wanted = [
            (Field::Title, Some(&texts.title)),
            (Field::Content, Some(&texts.content)),
            (Field::Category, Some(&texts.category)),
            (Field::PlayerId, texts.player_id.as_ref()),
            (Field::Contact, texts.contact.as_ref()),
            (Field::GameId, texts.game_id.as_ref()),
            (Field::Env, texts.env.as_ref()),
        ];
        let statuses = &mapping.project.statuses;
        Ok(Self {
            places,
            statuses: statuses
                .iter()
                .flat_map(|s| s.values.iter().map(|v| (v.trim(), s.key.as_str())))
                .collect(),
            formats: mapping.time.formats(),
            texts: wanted
                .into_iter()
                .filter_map(|(field, text)| Some((field, Template::parse(text?)?)))
                .collect(),
            tags: texts.tags.iter().filter_map(|tag| Template::parse(tag)).collect(),
            note: Template::parse(&texts.note),
            mapping,
            header,
        })
    }

    /// How many cells a row has.
    pub(super) fn width(&self) -> usize {
        self.header.len()
    }

    /// The name of a column by its place.
    pub(super) fn name(&self, column: usize) -> &str {
        self.header.get(column).map_or("", String::as_str)
    }

    /// Which case a row says it is of, as far as its cells go; empty where it does not say.
    pub(super) fn case<'c, T: ?Sized>(&self, cells: &'c [impl AsRef<T>]) -> Option<&'c T> {
        let place = self.places.get(&self.mapping.case.column);
        place.and_then(|place| cells.get(*place)).map(AsRef::as_ref)
    }

    /// What a row of the right width says, or every fault of it, each by its column.
    pub(super) fn row(&self, line: usize, cells: &[String]) -> Result<Row, Vec<Fault>> {
        let row = Cells { layout: self, cells };
        let mut faults = Vec::new();
        row.check_case(&mut faults);
        let at = row.time(&mut faults);
        let actor = row.person(&self.mapping.actor);
        if let Err(why) = text::require(&actor, 64, Lines::One) {
            faults.push(Fault::new(&self.mapping.actor.column, why));
        }
        let status = row.status(&mut faults);
        let wishes = row.wishes(&mut faults);
        if !faults.is_empty() {
            return Err(faults);
        }
        let note = self.note.as_ref().map(|note| row.fill(note)).unwrap_or_default();
        Ok(Row { line, at, actor, status, wishes, note, digest: row.digest() })
    }
}

impl Cells<'_> {
    fn cell(&self, column: &str) -> &str {
        let place = self.layout.places.get(column);
        place.and_then(|place| self.cells.get(*place)).map_or("", String::as_str)
    }

    fn fill(&self, template: &Template) -> String {
        template.fill(|column| self.cell(column))
    }

    fn check_case(&self, faults: &mut Vec<Fault>) {
        let column = &self.layout.mapping.case.column;
        if let Err(why) = text::require(self.cell(column), 255, Lines::One) {
            faults.push(Fault::new(column, why));
        }
    }

    fn time(&self, faults: &mut Vec<Fault>) -> At {
        let times = &self.layout.mapping.time;
        let text = self.cell(&times.column).trim();
        let read = self.layout.formats.iter().find_map(|format| format.read(text, times.offset()));
        read.unwrap_or_else(|| {
            let why = msg!("import.time", value = quoted(text, 60), expected = times.expected());
            faults.push(Fault::new(&times.column, why));
            At::default()
        })
    }

    fn person(&self, people: &People) -> String {
        let name = self.cell(&people.column).trim();
        let name = if name.is_empty() { people.blank.as_str() } else { name };
        people.names.get(name).map_or(name, String::as_str).to_owned()
    }

    fn status(&self, faults: &mut Vec<Fault>) -> String {
        let column = &self.layout.mapping.status.column;
        let value = self.cell(column).trim();
        if let Some(key) = self.layout.statuses.get(value) {
            return (*key).to_owned();
        }
        let statuses = &self.layout.mapping.project.statuses;
        let known: Vec<&str> = statuses.iter().flat_map(|s| &s.values).map(String::as_str).collect();
        faults.push(Fault::new(
            column,
            msg!("import.status", value = quoted(value, 60), known = known.join(", ")),
        ));
        String::new()
    }

    fn wishes(&self, faults: &mut Vec<Fault>) -> Patch {
        let mapping = self.layout.mapping;
        let mut wishes: Patch =
            self.layout.texts.iter().map(|(field, text)| (field.clone(), self.fill(text).into())).collect();
        let tags: Vec<String> = self.layout.tags.iter().map(|tag| self.fill(tag)).collect();
        wishes.insert(Field::Tags, tags.into());
        if let Some(people) = &mapping.assignee {
            wishes.insert(Field::Assignee, self.person(people).into());
        }
        if let Some(priorities) = &mapping.priority {
            let value = self.cell(&priorities.column).trim();
            match priorities.values.get(value) {
                Some(word) => {
                    wishes.insert(Field::Priority, word.as_str().into());
                }
                None if value.is_empty() => {
                    wishes.insert(Field::Priority, domain::ticket::Priority::default().word().into());
                }
                None => {
                    let known: Vec<&str> = priorities.values.keys().map(String::as_str).collect();
                    let why = msg!("import.value", value = quoted(value, 60), known = known.join(", "));
                    faults.push(Fault::new(&priorities.column, why));
                }
            }
        }
        for field in &mapping.fields {
            let value = match self.cell(&field.column) {
                "" => Value::Null,
                cell => cell.into(),
            };
            wishes.insert(Field::Custom(field.key.clone()), value);
        }
        wishes
    }

    fn digest(&self) -> [u8; 32] {
        let columns: BTreeSet<&String> = self.layout.places.keys().collect();
        let mut digest = Sha256::new();
        for column in columns {
            for text in [column.as_str(), self.cell(column)] {
                digest.update((text.len() as u64).to_be_bytes());
                digest.update(text.as_bytes());
            }
        }
        digest.finalize().into()
    }
}

/// Every column that a mapping names, with the place where it does.
fn named(mapping: &Mapping) -> Vec<(String, String)> {
    let mut named = vec![
        ("case.column".to_owned(), mapping.case.column.clone()),
        ("time.column".to_owned(), mapping.time.column.clone()),
        ("actor.column".to_owned(), mapping.actor.column.clone()),
        ("status.column".to_owned(), mapping.status.column.clone()),
    ];
    if let Some(people) = &mapping.assignee {
        named.push(("assignee.column".to_owned(), people.column.clone()));
    }
    if let Some(priorities) = &mapping.priority {
        named.push(("priority.column".to_owned(), priorities.column.clone()));
    }
    for (place, template) in mapping.templates() {
        let columns = Template::parse(template);
        named.extend(
            columns.iter().flat_map(Template::columns).map(|column| (place.clone(), column.to_owned())),
        );
    }
    for (i, field) in mapping.fields.iter().enumerate() {
        named.push((format!("fields[{i}].column"), field.column.clone()));
    }
    named
}
