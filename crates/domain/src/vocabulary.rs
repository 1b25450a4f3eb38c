//! The words that a published API has for what a project has: its statuses, priorities, categories and so on.
//!
//! Words are data of a project, not code: an administrator edits them. Where a status or a priority has no word of its
//! own, the surface's word for its meaning stands in. Reading and writing must stay each other's reverse; [`check`]
//! holds that. To add a surface: a variant of [`Surface`] and its row in the two tables of words that stand in.

use crate::{
    Fault, Message, Rejection, field,
    identity::Access,
    msg,
    text::{self, Lines, fold},
    ticket::Priority,
    workflow::{StatusCategory, Workflow},
};
use serde::{Deserialize, Serialize};

/// The most entries a project may have.
const MOST: usize = 1_000;
/// The most further words that one entry understands.
const MOST_ALIASES: usize = 20;
/// The longest key and word, in characters.
const LONGEST: usize = 64;

/// A published API with words of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(rename_all = "snake_case")]
pub enum Surface {
    /// Repair tickets, `/api/v3`.
    Traces,
    /// Incidents, `/v1` and `/v2`.
    Incidents,
    /// Tasks, `/project/api/project`. A status has its id there; its word is that of what it means.
    Workflow,
}

impl Surface {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Traces, Self::Incidents, Self::Workflow];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Traces => "traces",
            Self::Incidents => "incidents",
            Self::Workflow => "workflow",
        }
    }

    /// Reads a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word.trim())
    }

    /// What stands in for a status that has no word of its own.
    pub const fn status(self, category: StatusCategory) -> &'static str {
        match (self, category) {
            (Self::Traces, StatusCategory::New) => "fresh",
            (Self::Traces, StatusCategory::Active) => "accepted",
            (Self::Traces, StatusCategory::Paused) => "delayed",
            (Self::Traces, StatusCategory::Resolved | StatusCategory::Closed) => "solved",
            (Self::Traces, StatusCategory::Rejected) => "canceled",
            (Self::Incidents, StatusCategory::New) => "INCIDENT_STATUS_TRIGGERED",
            (Self::Incidents, StatusCategory::Active) => "INCIDENT_STATUS_ACKNOWLEDGED",
            (Self::Incidents, StatusCategory::Paused) => "INCIDENT_STATUS_PAUSED",
            (Self::Incidents, StatusCategory::Resolved) => "INCIDENT_STATUS_RESOLVED",
            (Self::Incidents, StatusCategory::Closed) => "INCIDENT_STATUS_COMPLETED",
            (Self::Incidents, StatusCategory::Rejected) => "INCIDENT_STATUS_REJECTED",
            (Self::Workflow, StatusCategory::New) => "to_do",
            (Self::Workflow, StatusCategory::Active | StatusCategory::Paused) => "in_progress",
            (
                Self::Workflow,
                StatusCategory::Resolved | StatusCategory::Closed | StatusCategory::Rejected,
            ) => "done",
        }
    }

    /// What stands in for a priority that has no word of its own.
    pub const fn priority(self, priority: Priority) -> &'static str {
        match (self, priority) {
            (Self::Traces, Priority::Critical) => "highest",
            (Self::Traces, Priority::High) => "assigned",
            (Self::Traces, Priority::Medium) => "mainline",
            (Self::Traces, Priority::Low) => "least",
            (Self::Incidents, Priority::Critical) => "level_10",
            (Self::Incidents, Priority::High) => "level_20",
            (Self::Incidents, Priority::Medium) => "level_30",
            (Self::Incidents, Priority::Low) => "level_40",
            (Self::Workflow, priority) => priority.word(),
        }
    }
}

/// What a word is a word for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A status of the project's workflows, by its key.
    Status,
    /// `low medium high critical`.
    Priority,
    /// A ticket's category.
    Category,
    /// `unregistered user operator admin`.
    Access,
    /// An Internet provider of people's profiles.
    Isp,
    /// A role in an incident: its word is what it is called, its first alias, where it has one, what it is called in English.
    Role,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Status, Self::Priority, Self::Category, Self::Access, Self::Isp, Self::Role];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::Priority => "priority",
            Self::Category => "category",
            Self::Access => "access",
            Self::Isp => "isp",
            Self::Role => "role",
        }
    }

    /// Reads a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.word() == word.trim())
    }
}

/// One thing's words on one surface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Whose word it is.
    pub surface: Surface,
    /// What it is a word for.
    pub kind: Kind,
    /// What it means here.
    pub key: String,
    /// What is said there.
    pub word: String,
    /// What is understood there beside it. Never said, but for a priority's, where a ticket was given it by that word.
    #[serde(default)]
    pub aliases: Vec<String>,
}

impl Entry {
    fn means(&self, word: &str) -> bool {
        std::iter::once(&self.word).chain(&self.aliases).any(|own| fold(own) == word)
    }
}

/// The words of one project on one surface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    surface: Surface,
    entries: Vec<Entry>,
}

impl Words {
    /// The words of `surface` among `entries`.
    pub fn new(surface: Surface, entries: Vec<Entry>) -> Self {
        let own = entries.into_iter().filter(|e| e.surface == surface).collect();
        Self { surface, entries: own }
    }

    fn of(&self, kind: Kind) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |e| e.kind == kind)
    }

    /// Whether there are words of this kind at all: then only they are taken.
    pub fn has(&self, kind: Kind) -> bool {
        self.of(kind).next().is_some()
    }

    /// The words of this kind, for a sentence that says what would be right.
    pub fn known(&self, kind: Kind) -> String {
        self.of(kind).map(|e| e.word.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// The word for `key`; the key itself where it has none.
    pub fn word<'w>(&'w self, kind: Kind, key: &'w str) -> &'w str {
        self.of(kind).find(|e| e.key == key).map_or(key, |e| e.word.as_str())
    }

    /// What a word means, in any case. Where there are no words of this kind, the word itself.
    pub fn key(&self, kind: Kind, word: &str) -> Option<String> {
        if !self.has(kind) {
            return Some(word.trim().to_owned());
        }
        let wanted = fold(word);
        self.of(kind).find(|e| e.means(&wanted)).map(|e| e.key.clone())
    }

    /// What a word that is read somewhere can stand for: also a key that has no word of its own.
    pub fn read(&self, kind: Kind, word: &str) -> Option<String> {
        let word = word.trim();
        self.key(kind, word).or_else(|| self.of(kind).all(|e| e.key != word).then(|| word.to_owned()))
    }

    /// As [`Words::key`], or the reason to say no, which names the words that are known.
    pub fn require(&self, kind: Kind, word: &str) -> Result<String, Message> {
        self.key(kind, word).ok_or_else(|| msg!("value.one_of", allowed = self.known(kind)))
    }

    /// The word for a status of a workflow: its own, that of its category, or (where the workflow no longer has it) its key.
    pub fn status<'w>(&'w self, workflow: &Workflow, key: &'w str) -> &'w str {
        let own = self.of(Kind::Status).find(|e| e.key == key).map(|e| e.word.as_str());
        own.unwrap_or_else(|| workflow.status(key).map_or(key, |s| self.surface.status(s.category)))
    }

    /// The keys of the statuses of a workflow that a word can mean: those with the word as their own first.
    pub fn statuses<'f>(&self, workflow: &'f Workflow, word: &str) -> Vec<&'f str> {
        let wanted = fold(word);
        let entry = |key: &str| self.of(Kind::Status).find(|e| e.key == key);
        let own = workflow.statuses.iter().filter(|s| entry(&s.key).is_some_and(|e| e.means(&wanted)));
        let other = workflow
            .statuses
            .iter()
            .filter(|s| entry(&s.key).is_none() && fold(self.surface.status(s.category)) == wanted);
        own.chain(other).map(|s| s.key.as_str()).collect()
    }

    /// The words of a workflow's statuses, each once.
    pub fn known_statuses<'w>(&'w self, workflow: &'w Workflow) -> Vec<&'w str> {
        let mut known = Vec::new();
        for status in &workflow.statuses {
            let word = self.status(workflow, &status.key);
            if !known.contains(&word) {
                known.push(word);
            }
        }
        known
    }

    /// The word for a priority.
    pub fn priority(&self, priority: Priority) -> &str {
        let own = self.of(Kind::Priority).find(|e| e.key == priority.word());
        own.map_or_else(|| self.surface.priority(priority), |e| e.word.as_str())
    }

    /// The priority that a word means, in any case.
    pub fn read_priority(&self, word: &str) -> Result<Priority, Message> {
        let wanted = fold(word);
        let own = self.of(Kind::Priority).find(|e| e.means(&wanted)).and_then(|e| Priority::parse(&e.key));
        let stands_in = |p: &Priority| {
            self.of(Kind::Priority).all(|e| e.key != p.word()) && fold(self.surface.priority(*p)) == wanted
        };
        own.or_else(|| Priority::ALL.into_iter().find(stands_in)).ok_or_else(|| {
            let known: Vec<&str> = Priority::ALL.iter().rev().map(|p| self.priority(*p)).collect();
            msg!("value.one_of", allowed = known.join(", "))
        })
    }
}

/// Priorities have four ranks, and a surface may have more words: those that say a rank otherwise are its shades.
impl Words {
    /// The shades of a priority.
    pub fn shades(&self, priority: Priority) -> &[String] {
        self.of(Kind::Priority).find(|e| e.key == priority.word()).map_or(&[], |e| e.aliases.as_slice())
    }

    /// As [`Words::read_priority`], with the shade that the word is, if it is one.
    pub fn read_shade(&self, word: &str) -> Result<(Priority, Option<&str>), Message> {
        let priority = self.read_priority(word).map_err(|_unknown| {
            let each = Priority::ALL.iter().rev().flat_map(|p| {
                let shades = self.shades(*p).iter().map(String::as_str);
                std::iter::once(self.priority(*p)).chain(shades.filter(|shade| *shade != self.priority(*p)))
            });
            msg!("value.one_of", allowed = each.collect::<Vec<_>>().join(", "))
        })?;
        let wanted = fold(word);
        let shade = self.shades(priority).iter().find(|shade| fold(shade) == wanted);
        Ok((priority, shade.map(String::as_str)))
    }

    /// The word for a priority that was given by the word `shade`, where that still means it.
    pub fn shaded(&self, priority: Priority, shade: &str) -> &str {
        let own = self.shades(priority).iter().find(|known| *known == shade);
        own.map_or_else(|| self.priority(priority), String::as_str)
    }
}

/// Checks a project's whole list: keys that exist, words that can be read back, and in both directions no two meanings.
pub fn check(entries: &[Entry], workflows: &[Workflow]) -> Result<(), Rejection> {
    if entries.len() > MOST {
        return Err(Rejection::invalid("items", msg!("value.too_many", max = MOST)));
    }
    let mut faults = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        let at = format!("items[{i}]");
        if let Err(why) = check_key(entry, workflows) {
            faults.push(Fault::new(format!("{at}.key"), why));
        }
        if entry.aliases.len() > MOST_ALIASES {
            faults.push(Fault::new(format!("{at}.aliases"), msg!("value.too_many", max = MOST_ALIASES)));
            continue;
        }
        let earlier = entries.get(..i).unwrap_or_default();
        let earlier: Vec<&Entry> = earlier.iter().filter(|e| is_beside(e, entry)).collect();
        if earlier.iter().any(|e| e.key == entry.key) {
            faults.push(Fault::new(format!("{at}.key"), msg!("field.twice")));
        }
        let mut said: Vec<String> = Vec::new();
        for (n, word) in std::iter::once(&entry.word).chain(&entry.aliases).enumerate() {
            let place = if n == 0 { format!("{at}.word") } else { format!("{at}.aliases[{}]", n - 1) };
            let folded = fold(word);
            let fault = match text::require(word, LONGEST, Lines::One) {
                Err(why) => Some(why),
                Ok(_) if said.contains(&folded) => Some(msg!("field.twice")),
                Ok(_) => earlier
                    .iter()
                    .find(|e| e.means(&folded))
                    .map(|e| msg!("vocabulary.taken", word = word, key = e.key))
                    .or_else(|| stood_in(entries, entry, &folded, workflows)),
            };
            faults.extend(fault.map(|why| Fault::new(place, why)));
            said.push(folded);
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults)) }
}

fn is_beside(one: &Entry, other: &Entry) -> bool {
    (one.surface, one.kind) == (other.surface, other.kind)
}

fn check_key(entry: &Entry, workflows: &[Workflow]) -> Result<(), Message> {
    let known = |known: Vec<&str>| {
        if known.contains(&entry.key.as_str()) {
            Ok(())
        } else {
            Err(msg!("value.one_of", allowed = known.join(", ")))
        }
    };
    match entry.kind {
        Kind::Status => known(workflows.iter().flat_map(|w| &w.statuses).map(|s| s.key.as_str()).collect()),
        Kind::Priority => known(Priority::ALL.map(Priority::word).to_vec()),
        Kind::Access => known(Access::ALL.map(Access::word).to_vec()),
        Kind::Category | Kind::Isp => text::require(&entry.key, LONGEST, Lines::One).map(|_| ()),
        Kind::Role => field::check_key(&entry.key),
    }
}

/// Why `word` cannot be `entry`'s: it already stands in for something else that has no word of its own.
fn stood_in(entries: &[Entry], entry: &Entry, word: &str, workflows: &[Workflow]) -> Option<Message> {
    let has_own = |key: &str| entries.iter().any(|e| is_beside(e, entry) && e.key == key);
    let other = match entry.kind {
        Kind::Status => workflows
            .iter()
            .flat_map(|w| &w.statuses)
            .find(|s| !has_own(&s.key) && fold(entry.surface.status(s.category)) == word)
            .map(|s| s.key.as_str()),
        Kind::Priority => Priority::ALL
            .into_iter()
            .find(|p| !has_own(p.word()) && fold(entry.surface.priority(*p)) == word)
            .map(Priority::word),
        Kind::Category | Kind::Access | Kind::Isp | Kind::Role => None,
    };
    other.map(|key| msg!("vocabulary.stands_in", word = word, key = key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{field::Names, workflow::Status};

    fn workflow(statuses: &[(&str, StatusCategory)]) -> Workflow {
        let status = |(key, category): &(&str, StatusCategory)| Status {
            key: (*key).to_owned(),
            uuid: String::new(),
            name: Names::same(key),
            category: *category,
        };
        Workflow { statuses: statuses.iter().map(status).collect(), transitions: Vec::new() }
    }

    fn support() -> Workflow {
        use StatusCategory as C;
        workflow(&[
            ("open", C::New),
            ("in_progress", C::Active),
            ("resolved", C::Resolved),
            ("closed", C::Closed),
        ])
    }

    fn entry(kind: Kind, key: &str, word: &str, aliases: &[&str]) -> Entry {
        let aliases = aliases.iter().map(|a| (*a).to_owned()).collect();
        Entry { surface: Surface::Traces, kind, key: key.to_owned(), word: word.to_owned(), aliases }
    }

    fn words(entries: Vec<Entry>) -> Words {
        Words::new(Surface::Traces, entries)
    }

    #[test]
    fn without_words_of_its_own_a_status_has_that_of_its_category_and_a_priority_that_of_its_rank() {
        let (words, workflow) = (words(vec![]), support());
        let said: Vec<&str> = workflow.statuses.iter().map(|s| words.status(&workflow, &s.key)).collect();
        assert_eq!(said, ["fresh", "accepted", "solved", "solved"]);
        assert_eq!(words.statuses(&workflow, " Solved "), ["resolved", "closed"]);
        assert_eq!(words.statuses(&workflow, "nonsense"), Vec::<&str>::new());
        assert_eq!(words.status(&workflow, "gone"), "gone");
        for priority in Priority::ALL {
            assert_eq!(words.read_priority(words.priority(priority)), Ok(priority));
        }
        assert!(words.read_priority("urgent").is_err());
    }

    #[test]
    fn a_word_of_its_own_is_said_and_read_and_an_alias_only_read() {
        let words = words(vec![
            entry(Kind::Status, "open", "neu", &[]),
            entry(Kind::Priority, "medium", "mainline", &["normal"]),
            entry(Kind::Category, "net", "low-speed", &[]),
        ]);
        let workflow = support();
        assert_eq!(
            (words.status(&workflow, "open"), words.statuses(&workflow, "NEU")),
            ("neu", vec!["open"])
        );
        assert!(words.statuses(&workflow, "fresh").is_empty(), "the word that stood in is no longer read");
        assert_eq!(words.read_priority("normal"), Ok(Priority::Medium));
        assert_eq!(words.priority(Priority::Medium), "mainline");
        assert_eq!(words.read_shade(" Normal"), Ok((Priority::Medium, Some("normal"))));
        assert_eq!(words.read_shade("mainline"), Ok((Priority::Medium, None)));
        assert_eq!(words.read_shade("least"), Ok((Priority::Low, None)));
        assert!(words.read_shade("urgent").is_err());
        let said = [(Priority::Medium, "normal"), (Priority::Medium, ""), (Priority::Low, "normal")];
        assert_eq!(
            said.map(|(priority, shade)| words.shaded(priority, shade)),
            ["normal", "mainline", "least"]
        );
        assert_eq!(words.key(Kind::Category, "Low-Speed").as_deref(), Some("net"));
        assert_eq!(words.key(Kind::Category, "net"), None);
        assert_eq!(words.word(Kind::Category, "other"), "other");
        assert_eq!(words.read(Kind::Category, "other").as_deref(), Some("other"));
        assert_eq!(words.read(Kind::Category, "net"), None, "tickets of it are said to be low-speed");
        assert_eq!(words.key(Kind::Isp, " telecom ").as_deref(), Some("telecom"));
    }

    #[test]
    fn two_meanings_of_one_word_are_refused_and_the_place_is_named() {
        let check = |entries: Vec<Entry>| match check(&entries, &[support()]) {
            Ok(()) => String::new(),
            Err(Rejection::Invalid(faults)) => {
                faults.into_iter().map(|f| f.field).collect::<Vec<_>>().join(" ")
            }
            Err(other) => panic!("{other:?}"),
        };
        let status = |key: &str, word: &str| entry(Kind::Status, key, word, &[]);
        assert_eq!(check(vec![status("open", "a"), status("closed", "b")]), "");
        assert_eq!(check(vec![status("open", "a"), status("closed", "A ")]), "items[1].word");
        assert_eq!(check(vec![status("open", "a"), status("open", "b")]), "items[1].key");
        assert_eq!(check(vec![status("shut", "a")]), "items[0].key");
        // `resolved` has no word of its own, so `solved` stands in for it.
        assert_eq!(check(vec![status("closed", "solved")]), "items[0].word");
        assert_eq!(check(vec![status("closed", "solved"), status("resolved", "fixed")]), "");
        assert_eq!(check(vec![entry(Kind::Priority, "low", "highest", &[])]), "items[0].word");
        assert_eq!(
            check(vec![
                entry(Kind::Priority, "low", "least", &["x"]),
                entry(Kind::Priority, "high", "y", &["X"])
            ]),
            "items[1].aliases[0]"
        );
        assert_eq!(check(vec![entry(Kind::Category, " ", "", &[])]), "items[0].key items[0].word");
        assert_eq!(check(vec![entry(Kind::Access, "guest", "g", &[])]), "items[0].key");
    }
}
