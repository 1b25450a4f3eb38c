//! Making and editing tickets: from wishes to a checked list of changes.

use super::{Field, Priority, Source, Ticket};
use crate::{
    At, Fault, Rejection, Value, field, field::Definition, history::Change, id::TeamId, id::TicketId, msg,
};
use std::collections::BTreeMap;

/// What somebody wishes to change: new values by field. Absent = unchanged.
pub type Patch = BTreeMap<Field, Value>;

/// What really changes.
pub type Changes = Vec<Change>;

/// Where and by whom a ticket is made: all that is not the caller's to choose.
#[derive(Debug, Clone)]
pub struct Birth {
    /// The team.
    pub team: TeamId,
    /// Its number, from the store.
    pub id: TicketId,
    /// Its 16-character id.
    pub uuid: String,
    /// The project's key.
    pub project: String,
    /// The issue type's key.
    pub kind: String,
    /// The workflow's first status.
    pub status: String,
    /// The user name of who makes it.
    pub creator: String,
    /// The door.
    pub source: Source,
    /// Now.
    pub at: At,
}

/// What a ticket cannot be made without: a title, a description and a category.
pub const DESCRIBED: &[Field] = &[Field::Title, Field::Content, Field::Category];
/// What a ticket cannot be without where a title says enough.
pub const TITLED: &[Field] = &[Field::Title, Field::Category];

/// A new ticket with the wished values, and the changes its first step of history holds.
///
/// Title, content and category are required, and the project's required fields. Every fault is named, not only the first.
pub fn create(birth: Birth, wishes: Patch, custom: &[Definition]) -> Result<(Ticket, Changes), Rejection> {
    begin(birth, wishes, custom, DESCRIBED)
}

/// As [`create`], where `needed` is required of the fields that are not custom, and the others may be empty.
pub fn begin(
    birth: Birth,
    wishes: Patch,
    custom: &[Definition],
    needed: &[Field],
) -> Result<(Ticket, Changes), Rejection> {
    let mut ticket = Ticket {
        team: birth.team,
        id: birth.id,
        uuid: birth.uuid,
        project: birth.project,
        kind: birth.kind,
        status: String::new(),
        title: String::new(),
        content: String::new(),
        category: String::new(),
        priority: Priority::default(),
        assignee: String::new(),
        creator: birth.creator,
        tags: Vec::new(),
        watchers: Vec::new(),
        player_id: String::new(),
        contact: String::new(),
        game_id: String::new(),
        env: String::new(),
        source: birth.source,
        due: None,
        appointment: None,
        fields: BTreeMap::new(),
        version: 1,
        created: birth.at,
        updated: birth.at,
        deleted: None,
    };
    let mut faults: Vec<Fault> = needed
        .iter()
        .filter(|f| !wishes.contains_key(f))
        .map(|f| Fault::new(f.name(), msg!("text.blank")))
        .collect();
    faults.extend(field::missing(custom, |key| wishes.contains_key(&Field::Custom(key.to_owned()))));
    let accepted = accept(wishes, custom, needed, faults)?;

    let mut changes = apply(&mut ticket, accepted);
    // The first step tells the whole start: the status, and the priority even where it was left to the default.
    ticket.status.clone_from(&birth.status);
    changes.retain(|change| change.field != Field::Priority.name());
    changes.insert(0, Change::new(&Field::Status, Value::Null, birth.status.into()));
    changes.insert(1, Change::new(&Field::Priority, Value::Null, ticket.priority.word().into()));
    Ok((ticket, changes))
}

/// The ticket with the wished values, and what really changed (nothing, when all was so already).
///
/// The version and the times are not touched: they belong to the step that is recorded. An empty wish is refused.
pub fn edit(ticket: &Ticket, wishes: Patch, custom: &[Definition]) -> Result<(Ticket, Changes), Rejection> {
    change(ticket, wishes, custom, DESCRIBED)
}

/// As [`edit`], where of the fields that are not custom `needed` is not to be emptied, and the others may be.
pub fn change(
    ticket: &Ticket,
    wishes: Patch,
    custom: &[Definition],
    needed: &[Field],
) -> Result<(Ticket, Changes), Rejection> {
    if wishes.is_empty() {
        return Err(Rejection::NothingToChange);
    }
    let accepted = accept(wishes, custom, needed, Vec::new())?;
    let mut edited = ticket.clone();
    let changes = apply(&mut edited, accepted);
    Ok((edited, changes))
}

fn accept(
    wishes: Patch,
    custom: &[Definition],
    needed: &[Field],
    mut faults: Vec<Fault>,
) -> Result<Vec<(Field, Value)>, Rejection> {
    let mut accepted = Vec::with_capacity(wishes.len());
    for (field, value) in wishes {
        // Only a description is ever something that a ticket may do without here and may not there.
        if field == Field::Content && !needed.contains(&field) && value.as_text().is_some_and(is_blank) {
            accepted.push((field, Value::Text(String::new())));
            continue;
        }
        match field.accept(value, custom) {
            Ok(value) => accepted.push((field, value)),
            Err(why) => faults.push(Fault::new(field.name(), why)),
        }
    }
    if faults.is_empty() { Ok(accepted) } else { Err(Rejection::Invalid(faults)) }
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn apply(ticket: &mut Ticket, accepted: Vec<(Field, Value)>) -> Changes {
    let mut changes = Changes::new();
    for (field, value) in accepted {
        let from = ticket.get(&field);
        ticket.set(&field, value);
        let to = ticket.get(&field);
        if from != to {
            changes.push(Change::new(&field, from, to));
        }
    }
    changes
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn birth() -> Birth {
        Birth {
            team: TeamId(1),
            id: TicketId(42),
            uuid: "abcdefgh12345678".into(),
            project: "SUP".into(),
            kind: "question".into(),
            status: "open".into(),
            creator: "ann".into(),
            source: Source::Api,
            at: At::from_micros(1_000_000),
        }
    }

    pub(crate) fn wishes() -> Patch {
        [
            (Field::Title, "无法登录".into()),
            (Field::Content, "Cannot log in".into()),
            (Field::Category, "account".into()),
        ]
        .into()
    }

    #[test]
    fn every_missing_field_is_named_at_once() {
        let Err(Rejection::Invalid(faults)) = create(birth(), Patch::new(), &[]) else { panic!("taken") };
        let names: Vec<_> = faults.iter().map(|f| f.field.as_str()).collect();
        assert_eq!(names, ["title", "content", "category"]);
    }

    #[test]
    fn a_new_ticket_starts_with_its_status_and_priority_in_history() {
        let (ticket, changes) = create(birth(), wishes(), &[]).unwrap();
        assert_eq!((ticket.status.as_str(), ticket.priority, ticket.version), ("open", Priority::Medium, 1));
        let names: Vec<_> = changes.iter().map(|c| c.field.as_str()).collect();
        assert_eq!(names, ["status", "priority", "title", "content", "category"]);
        let urgent = wishes().into_iter().chain([(Field::Priority, "urgent".into())]).collect();
        let (_, changes) = create(birth(), urgent, &[]).unwrap();
        let priority: Vec<_> = changes.iter().filter(|c| c.field == "priority").collect();
        assert_eq!(priority, [&Change::new(&Field::Priority, Value::Null, "critical".into())]);
    }

    #[test]
    fn an_empty_wish_is_refused_and_an_idle_one_changes_nothing() {
        let (ticket, _) = create(birth(), wishes(), &[]).unwrap();
        assert_eq!(edit(&ticket, Patch::new(), &[]), Err(Rejection::NothingToChange));
        let same = [(Field::Category, Value::from(" account "))].into();
        assert_eq!(edit(&ticket, same, &[]).unwrap(), (ticket.clone(), vec![]));
        let cleared = [(Field::Assignee, "bob".into())].into();
        let (edited, changes) = edit(&ticket, cleared, &[]).unwrap();
        assert_eq!((edited.assignee.as_str(), changes.len()), ("bob", 1));
    }

    #[test]
    fn a_description_may_be_emptied_where_a_title_says_enough() {
        let (ticket, _) = create(birth(), wishes(), &[]).unwrap();
        let emptied = || Patch::from([(Field::Content, Value::from(" \n"))]);
        assert!(edit(&ticket, emptied(), &[]).is_err());
        let (edited, changes) = change(&ticket, emptied(), &[], TITLED).unwrap();
        assert_eq!((edited.content.as_str(), changes.len()), ("", 1));
        for kept in [Field::Title, Field::Category] {
            assert!(change(&ticket, [(kept, Value::from(""))].into(), &[], TITLED).is_err());
        }
    }

    #[test]
    fn a_field_of_no_definition_is_refused_by_its_name() {
        let (ticket, _) = create(birth(), wishes(), &[]).unwrap();
        let wish = [(Field::Custom("room".into()), Value::from("1"))].into();
        let Err(Rejection::Invalid(faults)) = edit(&ticket, wish, &[]) else { panic!("taken") };
        assert_eq!(faults[0].field, "fields.room");
    }
}
