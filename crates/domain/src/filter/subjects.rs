//! The subjects: which fields tickets, steps of history, jobs, calls and the audit have. `docs/filter.md` has them as a
//! table, which a test holds to these lists.

use super::{Case, Field, Kind, Subject, Words};
use crate::{
    field::{Definition, FieldType},
    history,
    ticket::{Priority, Source},
};

const STATES: [&str; 6] = ["pending", "running", "succeeded", "failed", "canceled", "timeout"];
const OTHER_STATES: &[(&str, &str)] = &[("completed", "succeeded"), ("cancelled", "canceled")];

impl Subject {
    /// Tickets, with the custom fields of the projects that are looked at. `statuses` are the keys of all their statuses;
    /// without them any word is taken for one. A custom field that has another type in another project can be named, and is
    /// then refused.
    pub fn tickets(custom: &[Definition], statuses: &[&str]) -> Self {
        let status = Words { case: Case::Lower, ..Words::of(statuses.iter().copied()) };
        let own = [
            Field::one("id", Kind::Integer),
            Field::one("key", Kind::Key),
            Field::one("uuid", Kind::Word(Words::default())),
            Field::one("project", Kind::Word(Words::any(Case::Upper))),
            Field::one("type", Kind::Word(Words::any(Case::Lower))),
            Field::one("status", Kind::Word(status)),
            Field::one("priority", Kind::Word(priorities())),
            Field::one("title", Kind::Text),
            Field::one("content", Kind::Text),
            Field::one("category", Kind::Text),
            Field::one("assignee", Kind::Person),
            Field::one("creator", Kind::Person),
            Field::many("watchers", Kind::Person).or(&["watcher"]),
            Field::many("tags", Kind::Tag).or(&["tag"]),
            Field::one("playerId", Kind::Text).or(&["player_id", "player"]),
            Field::one("contact", Kind::Text),
            Field::one("gameId", Kind::Text).or(&["game_id", "game"]),
            Field::one("env", Kind::Text),
            Field::one("source", Kind::Word(sources())),
            Field::one("due", Kind::Time).or(&["dueAt", "due_at"]),
            Field::one("appointment", Kind::Time),
            Field::one("created", Kind::Time).or(&["createdAt", "created_at", "create_time"]),
            Field::one("updated", Kind::Time).or(&["updatedAt", "updated_at", "update_time"]),
            Field::one("version", Kind::Integer),
        ];
        Self::new(own.into_iter().chain(customs(custom)))
    }

    /// The same, with the times that the histories of tickets come to. They stand beside a ticket and not in it, so lists can be
    /// asked for them, and what judges a ticket in memory (webhooks, conditions) cannot.
    #[must_use]
    pub fn with_times(self) -> Self {
        self.and([
            Field::one("acknowledged", Kind::Time).or(&["acknowledgedAt", "acknowledged_at"]),
            Field::one("resolved", Kind::Time).or(&["resolvedAt", "resolved_at"]),
        ])
    }

    /// Steps of history.
    pub fn histories() -> Self {
        Self::new([
            Field::one("action", Kind::Word(Words::of(history::Kind::ALL.map(history::Kind::word))))
                .or(&["kind"]),
            Field::one("actor", Kind::Person),
            Field::one("via", Kind::Word(sources())),
            Field::one("at", Kind::Time).or(&["time"]),
            Field::one("note", Kind::Text),
            Field::one("ticket", Kind::Integer).or(&["ticketId", "ticket_id"]),
            Field::one("version", Kind::Integer),
            Field::one("seq", Kind::Integer),
        ])
    }

    /// Steps of an incident's history, as rows of the incident API.
    pub fn incident_histories() -> Self {
        let text = |key| Field::one(key, Kind::Text);
        let time = |key| Field::one(key, Kind::Time);
        Self::new([
            text("action"),
            text("action_id"),
            text("action_name_zh"),
            text("action_name_en"),
            text("operator"),
            text("status"),
            time("start_time"),
            time("stop_time"),
            text("comment"),
        ])
    }

    /// Jobs.
    pub fn jobs() -> Self {
        Self::new([
            Field::one("id", Kind::Word(Words::default())),
            Field::one("function", Kind::Word(Words::default())).or(&["function_id", "functionId"]),
            Field::one("state", Kind::Word(states())).or(&["status"]),
            Field::one("actor", Kind::Person),
            Field::one("gameId", Kind::Text).or(&["game_id", "game"]),
            Field::one("env", Kind::Text),
            Field::one("ticket", Kind::Integer).or(&["ticket_id", "ticketId"]),
            Field::one("worker", Kind::Text),
            Field::one("error", Kind::Text),
            Field::one("attempt", Kind::Integer),
            Field::one("progress", Kind::Integer),
            Field::one("duration", Kind::Duration).or(&["duration_ms"]),
            Field::one("created", Kind::Time).or(&["created_at", "createdAt"]),
            Field::one("started", Kind::Time).or(&["started_at", "startedAt"]),
            Field::one("ended", Kind::Time).or(&["ended_at", "endedAt"]),
        ])
    }

    /// Calls of functions.
    pub fn calls() -> Self {
        Self::new([
            Field::one("id", Kind::Word(Words::default())),
            Field::one("job", Kind::Word(Words::default())).or(&["job_id", "jobId"]),
            Field::one("function", Kind::Word(Words::default())).or(&["function_id", "functionId"]),
            Field::one("state", Kind::Word(states())).or(&["status"]),
            Field::one("actor", Kind::Person).or(&["actor_id"]),
            Field::one("gameId", Kind::Text).or(&["game_id", "game"]),
            Field::one("env", Kind::Text),
            Field::one("error", Kind::Text).or(&["error_msg"]),
            Field::one("retries", Kind::Integer).or(&["retry_count"]),
            Field::one("duration", Kind::Duration).or(&["duration_ms"]),
            Field::one("created", Kind::Time).or(&["created_at", "createdAt"]),
            Field::one("started", Kind::Time).or(&["started_at", "startedAt"]),
            Field::one("finished", Kind::Time).or(&["finished_at", "finishedAt"]),
        ])
    }

    /// Entries of the audit.
    pub fn audit() -> Self {
        Self::new([
            Field::one("seq", Kind::Integer),
            Field::one("actor", Kind::Person),
            Field::one("via", Kind::Word(sources())),
            Field::one("action", Kind::Text),
            Field::one("object", Kind::Text),
            Field::one("at", Kind::Time).or(&["time"]),
        ])
    }
}

fn priorities() -> Words {
    Words {
        aliases: &[("normal", "medium"), ("urgent", "critical")],
        ranked: true,
        ..Words::of(Priority::ALL.map(Priority::word))
    }
}

fn sources() -> Words {
    Words::of(Source::ALL.map(Source::word))
}

fn states() -> Words {
    Words { aliases: OTHER_STATES, ..Words::of(STATES) }
}

/// The custom fields, each key once.
fn customs(definitions: &[Definition]) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for definition in definitions {
        let field = custom(definition);
        match fields.iter_mut().find(|known| known.key == field.key) {
            Some(known) => meet(known, field),
            None => fields.push(field),
        }
    }
    fields
}

fn custom(definition: &Definition) -> Field {
    let options = || Kind::Word(Words::of(definition.options.iter().map(String::as_str)));
    let (kind, many) = match definition.kind {
        FieldType::Text | FieldType::TextArea => (Kind::Text, false),
        FieldType::Integer => (Kind::Integer, false),
        FieldType::Number => (Kind::Number, false),
        FieldType::Boolean => (Kind::Truth, false),
        FieldType::Date => (Kind::Date, false),
        FieldType::Time => (Kind::Time, false),
        FieldType::Option => (options(), false),
        FieldType::Options => (options(), true),
        FieldType::User => (Kind::Person, false),
        FieldType::Users => (Kind::Person, true),
    };
    Field { key: format!("fields.{}", definition.key), aliases: &[], kind, many }
}

/// Makes one field of two that have one name: lists of options are put together.
fn meet(known: &mut Field, other: Field) {
    match (&mut known.kind, other.kind) {
        (Kind::Word(words), Kind::Word(more)) if known.many == other.many => {
            for word in more.known {
                if !words.known.contains(&word) {
                    words.known.push(word);
                }
            }
        }
        (kind, other_kind) if *kind == other_kind && known.many == other.many => {}
        (kind, _) => *kind = Kind::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Names;

    fn definition(key: &str, kind: FieldType, options: &[&str]) -> Definition {
        Definition {
            key: key.into(),
            uuid: String::new(),
            name: Names::same(key),
            kind,
            options: options.iter().map(|s| (*s).to_owned()).collect(),
            required: false,
        }
    }

    fn all() -> [(&'static str, Subject); 6] {
        [
            ("Tickets", Subject::tickets(&[], &[]).with_times()),
            ("Histories", Subject::histories()),
            ("Jobs", Subject::jobs()),
            ("Function calls", Subject::calls()),
            ("Audit", Subject::audit()),
            ("Incident histories", Subject::incident_histories()),
        ]
    }

    #[test]
    fn no_name_stands_for_two_fields() {
        for (name, subject) in all() {
            let mut names: Vec<&str> = subject
                .fields()
                .iter()
                .flat_map(|field| std::iter::once(field.key.as_str()).chain(field.aliases.iter().copied()))
                .collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{name}");
        }
    }

    #[test]
    fn a_field_of_two_projects_is_one_where_it_is_of_one_type() {
        let subject = Subject::tickets(
            &[
                definition("room", FieldType::Text, &[]),
                definition("part", FieldType::Option, &["a", "b"]),
                definition("size", FieldType::Integer, &[]),
                definition("room", FieldType::TextArea, &[]),
                definition("part", FieldType::Option, &["b", "c"]),
                definition("size", FieldType::Text, &[]),
            ],
            &[],
        );
        let kind = |key: &str| subject.field(key).unwrap().kind.clone();
        assert_eq!(kind("fields.room"), Kind::Text);
        assert_eq!(kind("fields.part"), Kind::Word(Words::of(["a", "b", "c"])));
        assert_eq!(kind("fields.size"), Kind::Mixed);
    }

    fn word(kind: &Kind) -> &'static str {
        match kind {
            Kind::Text => "text",
            Kind::Tag => "label",
            Kind::Word(_) => "word",
            Kind::Key => "key",
            Kind::Person => "person",
            Kind::Time => "time",
            Kind::Date => "date",
            Kind::Duration => "duration",
            Kind::Integer => "whole number",
            Kind::Number => "number",
            Kind::Truth => "yes or no",
            Kind::Mixed => "mixed",
        }
    }

    #[test]
    fn the_page_for_users_has_every_field_and_no_other() {
        let page = include_str!("../../../../docs/filter.md");
        for (name, subject) in all() {
            let (_, section) =
                page.split_once(&format!("\n### {name}\n")).unwrap_or_else(|| panic!("no {name}"));
            let section = section.split("\n#").next().unwrap();
            let told: Vec<(String, String, String)> = section
                .lines()
                .filter_map(|line| line.strip_prefix("| `")?.strip_suffix(" |"))
                .map(|line| {
                    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
                    (cells[0].trim_end_matches('`').to_owned(), cells[1].to_owned(), cells[2].to_owned())
                })
                .filter(|(key, ..)| !key.starts_with("fields."))
                .collect();
            let expected: Vec<(String, String, String)> = subject
                .fields()
                .iter()
                .map(|field| {
                    let kind = word(&field.kind);
                    let kind = if field.many { format!("{kind}, several") } else { kind.to_owned() };
                    let aliases: Vec<String> = field.aliases.iter().map(|a| format!("`{a}`")).collect();
                    (field.key.clone(), kind, aliases.join(" "))
                })
                .collect();
            assert_eq!(told, expected, "{name}");
        }
    }

    #[test]
    fn the_examples_of_the_page_are_understood() {
        let page = include_str!("../../../../docs/filter.md");
        let (_, examples) = page.split_once("\n## Examples\n").expect("examples");
        let custom = ["block", "room"].map(|key| definition(key, FieldType::Text, &[]));
        let lines = examples.split("\n## ").next().unwrap().lines();
        let filters: Vec<(&str, &str)> =
            lines.filter_map(|line| line.split_once('`')?.1.strip_suffix(" |")?.rsplit_once('`')).collect();
        assert!(filters.len() > 5, "{filters:?}");
        for (filter, of) in filters {
            let subject = match of.trim() {
                "" => Subject::tickets(&custom, &[]).with_times(),
                "(histories)" => Subject::histories(),
                "(jobs)" => Subject::jobs(),
                "(audit)" => Subject::audit(),
                other => panic!("{other}"),
            };
            assert!(matches!(crate::filter::text::read(filter, &subject), Ok(Some(_))), "{filter}");
        }
    }
}
