//! The demo's texts as data: `demo/*.toml`.

use crate::import::Template;
use domain::{history::Audience, link::LinkKind};
use serde::Deserialize;
use std::collections::BTreeMap;

const PEOPLE: &str = include_str!("../../demo/people.toml");
const PROJECTS: [&str; 4] = [
    include_str!("../../demo/sup.toml"),
    include_str!("../../demo/net.toml"),
    include_str!("../../demo/inc.toml"),
    include_str!("../../demo/dev.toml"),
];

/// Somebody of the demo.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The user name.
    pub username: String,
    /// The name shown.
    pub name: String,
    /// The access level.
    pub access: String,
    #[serde(default)]
    pub(super) locale: String,
    /// The door they come through; the web unless said.
    pub(super) via: Option<domain::ticket::Source>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct People {
    person: Vec<Person>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Project {
    project: String,
    ticket: Vec<Text>,
}

/// A ticket as it was written, with places for what varies.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    /// By which steps of other tickets link to it.
    name: Option<String>,
    #[serde(rename = "type")]
    kind: Option<String>,
    /// Who makes it; the next one of these for each variant.
    by: Vec<String>,
    title: String,
    content: String,
    category: String,
    priority: String,
    #[serde(default)]
    tags: Vec<String>,
    /// More fields, by their names in history.
    #[serde(default)]
    set: BTreeMap<String, String>,
    /// What fills the places, one table a ticket; `ago`: how many days ago it was made.
    #[serde(default)]
    vary: Vec<BTreeMap<String, String>>,
    /// How long after the step before, who, what, and the text that belongs to it.
    #[serde(default)]
    steps: Vec<(String, String, String, String)>,
}

/// One ticket of the demo.
#[derive(Debug, Clone)]
pub(super) struct Story {
    pub(super) name: Option<String>,
    pub(super) project: String,
    pub(super) kind: Option<String>,
    pub(super) by: String,
    /// By the names in history.
    pub(super) fields: BTreeMap<String, String>,
    pub(super) tags: Vec<String>,
    /// Made so many seconds ago; anywhere in the last two months if it is not said.
    pub(super) ago: Option<i64>,
    pub(super) steps: Vec<Step>,
}

/// A step of a ticket.
#[derive(Debug, Clone)]
pub(super) struct Step {
    /// Seconds after the step before.
    pub(super) after: i64,
    pub(super) by: String,
    pub(super) deed: Deed,
}

/// What is done.
#[derive(Debug, Clone)]
pub(super) enum Deed {
    Create,
    Move {
        status: String,
        note: String,
    },
    Say(Audience, String),
    Assign(String),
    Watch(String),
    /// To the ticket of this name.
    Link(LinkKind, String),
}

/// Everybody of the demo. `Err` names what in the files cannot be read; a test holds that nothing is.
pub(super) fn people() -> Result<Vec<Person>, String> {
    let people: People = toml::from_str(PEOPLE).map_err(|error| error.to_string())?;
    Ok(people.person)
}

/// Every ticket of the demo.
pub(super) fn stories() -> Result<Vec<Story>, String> {
    let mut stories = Vec::new();
    for file in PROJECTS {
        let project: Project = toml::from_str(file).map_err(|error| error.to_string())?;
        for text in &project.ticket {
            let plain = vec![BTreeMap::new()];
            let variants = if text.vary.is_empty() { &plain } else { &text.vary };
            for (nth, values) in variants.iter().enumerate() {
                stories.push(text.story(&project.project, nth, values)?);
            }
        }
    }
    Ok(stories)
}

impl Text {
    fn story(&self, project: &str, nth: usize, values: &BTreeMap<String, String>) -> Result<Story, String> {
        let by = self.by.iter().cycle().nth(nth).ok_or_else(|| format!("nobody makes “{}”", self.title))?;
        let texts = [
            ("title", &self.title),
            ("content", &self.content),
            ("category", &self.category),
            ("priority", &self.priority),
        ];
        let set = self.set.iter().map(|(name, text)| (name.as_str(), text));
        let fields: Result<BTreeMap<String, String>, String> = texts
            .into_iter()
            .chain(set)
            .map(|(name, text)| Ok((name.to_owned(), fill(text, values)?)))
            .collect();
        let mut steps = Vec::new();
        for (after, who, what, text) in &self.steps {
            let who = if who == "@" { by } else { who };
            let deed = deed(what, fill(text, values)?).ok_or_else(|| format!("what is {what}?"))?;
            steps.push(Step { after: seconds(after)?, by: who.clone(), deed });
        }
        let ago =
            values.get("ago").map(|days| days.parse::<f64>().map_err(|error| format!("{days}: {error}")));
        #[allow(clippy::cast_possible_truncation, reason = "days of the demo are few")]
        let ago = ago.transpose()?.map(|days| (days * 86_400.0) as i64);
        Ok(Story {
            name: self.name.clone().filter(|_| nth == 0),
            project: project.to_owned(),
            kind: self.kind.clone(),
            by: by.clone(),
            fields: fields?,
            tags: self.tags.clone(),
            ago,
            steps,
        })
    }
}

fn fill(text: &str, values: &BTreeMap<String, String>) -> Result<String, String> {
    let template = Template::parse(text).ok_or_else(|| format!("a brace is alone in “{text}”"))?;
    if let Some(unknown) = template.columns().find(|name| !values.contains_key(*name)) {
        return Err(format!("nothing fills {{{unknown}}} in “{text}”"));
    }
    Ok(template.fill(|name| values.get(name).map_or("", String::as_str)))
}

fn deed(what: &str, text: String) -> Option<Deed> {
    Some(match what.split_once(':') {
        Some(("to", status)) => Deed::Move { status: status.to_owned(), note: text },
        Some(("link", kind)) => Deed::Link(LinkKind::parse(kind)?, text),
        None if what == "say" => Deed::Say(Audience::Everyone, text),
        None if what == "internal" => Deed::Say(Audience::Staff, text),
        None if what == "assign" => Deed::Assign(text),
        None if what == "watch" => Deed::Watch(text),
        _ => return None,
    })
}

/// Seconds of `20m`, `3h`, `2d`, also with a minus before.
pub(super) fn seconds(text: &str) -> Result<i64, String> {
    let unknown = || format!("“{text}” is no time; 20m, 3h and 2d are");
    let (unit, length) = match text.chars().last() {
        Some('m') => (60, 1),
        Some('h') => (3_600, 1),
        Some('d') => (86_400, 1),
        _ => return Err(unknown()),
    };
    let count = text.get(..text.len() - length).and_then(|count| count.parse::<i64>().ok());
    count.map(|count| count * unit).ok_or_else(unknown)
}
