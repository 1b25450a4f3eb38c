//! Steps of history: what one is, the bytes its hash covers, and how the past is read from the present.

use crate::{
    At, Value,
    field::Names,
    id::{Seq, TeamId, TicketId},
    ticket::{Field, Ticket},
    workflow::{
        StatusCategory,
        approval::{Order, Rule},
        trigger,
    },
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One field's change in one step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The field's name, as [`Field::name`] says it.
    pub field: String,
    /// The value before.
    pub from: Value,
    /// The value after.
    pub to: Value,
}

impl Change {
    /// A change of `field`.
    pub fn new(field: &Field, from: Value, to: Value) -> Self {
        Self { field: field.name(), from, to }
    }
}

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each names the step")]
pub enum Kind {
    Created,
    Edited,
    Transitioned,
    Commented,
    Attached,
    Detached,
    Linked,
    Unlinked,
    Deleted,
    Restored,
    /// Something outside named the ticket: a commit, a branch, a merged request, a webhook.
    Referenced,
    /// Hours were written down.
    Logged,
    /// Somebody asked for consent, gave or refused it, or otherwise moved a request for it.
    Approval,
    /// The system did something of its own, or could not: see [`About::effect`] and [`About::failed`].
    Ran,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Created,
        Self::Edited,
        Self::Transitioned,
        Self::Commented,
        Self::Attached,
        Self::Detached,
        Self::Linked,
        Self::Unlinked,
        Self::Deleted,
        Self::Restored,
        Self::Referenced,
        Self::Logged,
        Self::Approval,
        Self::Ran,
    ];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Edited => "edited",
            Self::Transitioned => "transitioned",
            Self::Commented => "commented",
            Self::Attached => "attached",
            Self::Detached => "detached",
            Self::Linked => "linked",
            Self::Unlinked => "unlinked",
            Self::Deleted => "deleted",
            Self::Restored => "restored",
            Self::Referenced => "referenced",
            Self::Logged => "logged",
            Self::Approval => "approval",
            Self::Ran => "ran",
        }
    }

    /// Reads the word that [`Kind::word`] wrote.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.word() == word)
    }
}

/// Who may read a step's note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// Everyone who sees the ticket.
    #[default]
    Everyone,
    /// Operators and above.
    Staff,
}

/// What a step was about, beside its changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct About {
    /// The transition taken, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transition: Option<String>,
    /// The version of the workflow that took the status away in which the ticket was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub workflow: Option<i64>,
    /// The comment made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<i64>,
    /// The file attached or taken away: its id and name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attachment: Option<(i64, String)>,
    /// The link made or taken away: its kind and the other ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<(String, i64)>,
    /// Who may read the note.
    #[serde(default, skip_serializing_if = "is_for_everyone")]
    pub audience: Audience,
    /// What of a new ticket no change tells, so that the chain of hashes covers the whole row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub born: Option<Born>,
    /// The bytes attached, so that the chain covers them too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<File>,
    /// The hours written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worklog: Option<Logged>,
    /// The hours left that were said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours_left: Option<HoursLeft>,
    /// The files that a transition asked for: attachments that were there already.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<i64>,
    /// What named the ticket.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// The request for consent that was moved, or that let the step through.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approval: Option<Consent>,
    /// The post function whose end this is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effect: Option<Effect>,
    /// Why what the system was to do did not happen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed: Option<Names>,
    /// What the status means that the step leads to, whatever it comes to mean later.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enters: Option<StatusCategory>,
    /// What was said of the ticket as an incident.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<Fact>,
    /// How many steps the system has taken one out of the other up to this one, none of them by a person; 0 for a person's.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub chain: i64,
}

/// Something that was said of a ticket as an incident, with what was said before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// An entry of the timeline was made, changed, or taken away.
    Entry {
        /// Its number.
        id: i64,
        /// As it was; nothing for one that is made.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Entry>,
        /// As it is since; nothing for one that is taken away.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Entry>,
    },
    /// A step of the history was pinned to the timeline, or is pinned no longer.
    Pin {
        /// The ticket's version after that step.
        step: i64,
        /// Whether it is pinned since.
        pinned: bool,
    },
    /// The roles are held by others: user names by the roles' keys, all of them.
    Roles {
        /// As they were.
        from: BTreeMap<String, String>,
        /// As they are since.
        to: BTreeMap<String, String>,
    },
    /// Somebody says when the harm was over.
    Mitigated {
        /// As it was.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<At>,
        /// As it is since; nothing where that was taken back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<At>,
    },
}

/// An entry of the timeline that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// When it happened, which is not when it was written.
    pub at: At,
    /// What happened, in Markdown.
    pub text: String,
    /// Whether it is pinned.
    pub pinned: bool,
}

/// How many hours of work are left, times 100,000, as somebody has said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct HoursLeft {
    /// As it was before; `None` where nobody had said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    /// As it is since; `None` where that was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<i64>,
}

/// Hours that were written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logged {
    /// The entry's number.
    pub id: i64,
    /// The user name of whose work it was.
    pub username: String,
    /// Hours times 100,000.
    pub hours: i64,
    /// When the work was begun.
    pub began: At,
    /// What was done, where the step's note tells something else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Something outside that named a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// What tells it from every other: told twice, it is written down once.
    pub key: String,
    /// What happened.
    pub event: trigger::Event,
    /// What it is called: a commit's hash, a branch's name, a request's number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Who did it, in the words of where it happened.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// Where it can be looked at.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
}

/// What was done to a request for consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// The request's number.
    pub id: i64,
    /// What was done.
    pub act: Act,
    /// Whom it was about, where somebody: who is asked instead, or besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<String>,
    /// Whose place it was, where it was not that of who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// What was asked and whom, where it was: so that the chain covers the whole request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Asked>,
}

/// A request for consent when it was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// The key of the status that the ticket was in.
    pub status: String,
    /// How many must consent.
    pub rule: Rule,
    /// Whether they are asked together.
    pub order: Order,
    /// The user names of who is asked, in the order of asking.
    pub approvers: Vec<String>,
    /// SHA-256, in hexadecimal, of what was answered to the transition's screen, as it is stored.
    pub answer: String,
}

/// What can be done to a request for consent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Act {
    Asked,
    Consented,
    Refused,
    Withdrew,
    HandedOver,
    Added,
    /// Somebody who manages the project has taken away the place of one who cannot act.
    Removed,
    /// Somebody who is shut out is no longer waited for.
    CountedOut,
    Reminded,
    /// The step that was asked for was taken.
    Taken,
    /// The step that was asked for could not be taken in the end.
    Failed,
    /// The ticket went another way meanwhile.
    Overtaken,
}

/// A post function that has ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Effect {
    /// The version of the step that it followed.
    pub version: i64,
    /// Its place among the post functions of that step, from 0.
    pub place: i64,
    /// Its word.
    pub function: String,
    /// Whether it was the last of them: whoever looks at the ticket now sees all that came of the step.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub last: bool,
    /// The job that it was; unknown of what ended before post functions were jobs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub job: Option<i64>,
}

/// What a ticket is from its first step to its last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Born {
    /// Its 16-character id.
    pub uuid: String,
    /// The project's key.
    pub project: String,
    /// The issue type's key.
    #[serde(rename = "type")]
    pub kind: String,
    /// The user name of whose ticket it is, where somebody else has made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
}

/// The bytes of an attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name below the attachments directory.
    pub file: String,
    /// In bytes.
    pub size: i64,
    /// SHA-256, in hexadecimal.
    pub sha256: String,
    /// What its bytes look like.
    #[serde(rename = "type")]
    pub media_type: String,
    /// The comment it goes with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<i64>,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
const fn is_zero(number: &i64) -> bool {
    *number == 0
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it so")]
fn is_for_everyone(audience: &Audience) -> bool {
    *audience == Audience::Everyone
}

/// The body of a step: what is kept of it as JSON text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Default)]
pub struct Body {
    /// The changes, in the order in which they were made.
    #[serde(default)]
    pub changes: Vec<Change>,
    /// What else the step was about.
    #[serde(flatten)]
    pub about: About,
}

/// One step of a ticket's history: append only, never changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its place among all steps of the system.
    pub seq: Seq,
    /// The team.
    pub team: TeamId,
    /// The ticket.
    pub ticket: TicketId,
    /// The ticket's version after it: 1 for the creation, then without gaps.
    pub version: i64,
    /// What it did.
    pub kind: Kind,
    /// The user name of who did it.
    pub actor: String,
    /// The door it came through, as [`crate::ticket::Source::word`].
    pub via: String,
    /// When.
    pub at: At,
    /// What it changed and was about.
    pub body: Body,
    /// What the person said with it.
    pub note: String,
}

/// The bytes that a step's hash covers, besides the hash of the step before: every column, each with its length, so
/// that nothing can move from one to the next. `body` is the very text that is stored.
pub fn canonical(event: &Event, body: &str) -> Vec<u8> {
    canonical_of(
        [event.team.0, event.seq.0, event.ticket.0, event.version, event.at.micros()],
        [event.kind.word(), &event.actor, &event.via, body, &event.note],
    )
}

/// [`canonical`] of the columns as they stand in the database, whatever they say: team, seq, ticket, version and time;
/// kind, actor, via, body and note.
pub fn canonical_of(numbers: [i64; 5], texts: [&str; 5]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(80 + texts.iter().map(|text| text.len()).sum::<usize>());
    for number in numbers {
        bytes.extend_from_slice(&number.to_be_bytes());
    }
    for text in texts {
        bytes.extend_from_slice(&(text.len() as u64).to_be_bytes());
        bytes.extend_from_slice(text.as_bytes());
    }
    bytes
}

/// The ticket as it was at `then`: the events after it, newest first, undone one by one. `None` before its creation.
///
/// `newer` are all steps after `then`, newest first; `last` is the newest step that is not after it.
pub fn rewind(mut ticket: Ticket, newer: &[Event], last: Option<&Event>) -> Option<Ticket> {
    let last = last?;
    for event in newer {
        for change in event.body.changes.iter().rev() {
            if let Some(field) = Field::parse(&change.field) {
                ticket.set(&field, change.from.clone());
            }
        }
        match event.kind {
            Kind::Deleted => ticket.deleted = None,
            Kind::Restored => ticket.deleted = Some(event.at),
            Kind::Created
            | Kind::Edited
            | Kind::Transitioned
            | Kind::Commented
            | Kind::Attached
            | Kind::Detached
            | Kind::Linked
            | Kind::Unlinked
            | Kind::Referenced
            | Kind::Logged
            | Kind::Approval
            | Kind::Ran => {}
        }
    }
    ticket.version = last.version;
    ticket.updated = last.at;
    Some(ticket)
}

/// A ticket before its first step: the row with nothing in it that steps tell.
pub fn blank(row: &Ticket) -> Ticket {
    let mut blank = Ticket { fields: BTreeMap::new(), version: 0, deleted: None, ..row.clone() };
    for field in Field::BUILT_IN {
        blank.set(&field, Value::Null);
    }
    blank
}

/// Takes a ticket one step forwards, as it is told. Gives the field that was not as the step says it was before, if there
/// is one: what was told up to there is not the whole story.
pub fn tell(ticket: &mut Ticket, version: i64, kind: Kind, at: At, body: &Body) -> Option<String> {
    let mut odd = None;
    for change in &body.changes {
        match Field::parse(&change.field) {
            // The first step tells the priority from nothing, whatever stands for nothing in a ticket.
            Some(field) => {
                if kind != Kind::Created && odd.is_none() && ticket.get(&field) != change.from {
                    odd = Some(change.field.clone());
                }
                ticket.set(&field, change.to.clone());
            }
            None => odd = odd.or_else(|| Some(change.field.clone())),
        }
    }
    match kind {
        Kind::Created => ticket.created = at,
        Kind::Deleted => ticket.deleted = Some(at),
        Kind::Restored => ticket.deleted = None,
        Kind::Edited
        | Kind::Transitioned
        | Kind::Commented
        | Kind::Attached
        | Kind::Detached
        | Kind::Linked
        | Kind::Unlinked
        | Kind::Referenced
        | Kind::Logged
        | Kind::Approval
        | Kind::Ran => {}
    }
    ticket.version = version;
    ticket.updated = at;
    odd
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ticket::{self, Patch};
    use proptest::prelude::*;

    fn event(ticket: &Ticket, changes: Vec<Change>) -> Event {
        Event {
            seq: Seq(ticket.version * 7),
            team: ticket.team,
            ticket: ticket.id,
            version: ticket.version,
            kind: if ticket.version == 1 { Kind::Created } else { Kind::Edited },
            actor: "ann".into(),
            via: "api".into(),
            at: ticket.updated,
            body: Body { changes, about: About::default() },
            note: String::new(),
        }
    }

    fn wish() -> impl Strategy<Value = Patch> {
        let text = "[a-c单]{1,3}";
        proptest::collection::btree_map(
            prop_oneof![Just(Field::Title), Just(Field::Assignee), Just(Field::Category), Just(Field::Env)],
            text.prop_map(Value::from),
            1..4,
        )
        .prop_flat_map(|map| {
            (Just(map), proptest::collection::vec("[a-c]", 0..4)).prop_map(|(mut map, tags)| {
                map.insert(Field::Tags, Value::List(tags));
                map
            })
        })
    }

    proptest! {
        #[test]
        fn every_moment_of_the_past_is_read_back_exactly(wishes in proptest::collection::vec(wish(), 1..12)) {
            let (mut now, changes) = ticket::create(ticket::tests_birth(), ticket::tests_wishes(), &[]).unwrap();
            let mut states = vec![now.clone()];
            let mut events = vec![event(&now, changes)];
            for wish in wishes {
                let (mut next, changes) = ticket::edit(&now, wish, &[]).unwrap();
                next.version += 1;
                next.updated = now.updated.plus_seconds(60);
                events.push(event(&next, changes));
                states.push(next.clone());
                now = next;
            }
            for (i, state) in states.iter().enumerate() {
                let newer: Vec<Event> = events[i + 1..].iter().rev().cloned().collect();
                let rewound = rewind(now.clone(), &newer, Some(&events[i]));
                prop_assert_eq!(rewound.as_ref(), Some(state));
            }
            let mut told = blank(&now);
            for (event, state) in events.iter().zip(&states) {
                prop_assert_eq!(tell(&mut told, event.version, event.kind, event.at, &event.body), None);
                prop_assert_eq!(&told, state);
            }
            prop_assert_eq!(rewind(now, &events, None), None);
        }

        #[test]
        fn the_body_survives_its_json(field in "[a-z]{1,5}", n in any::<i64>(), text in ".{0,20}") {
            let body = Body {
                changes: vec![Change { field, from: Value::Int(n), to: Value::Text(text) }],
                about: About { comment: Some(n), ..About::default() },
            };
            let json = serde_json::to_string(&body).unwrap();
            prop_assert_eq!(serde_json::from_str::<Body>(&json).unwrap(), body);
        }
    }

    #[test]
    fn moving_a_byte_between_columns_changes_what_is_hashed() {
        let (ticket, changes) = ticket::create(ticket::tests_birth(), ticket::tests_wishes(), &[]).unwrap();
        let one = Event { actor: "ab".into(), via: "c".into(), ..event(&ticket, changes) };
        let other = Event { actor: "a".into(), via: "bc".into(), ..one.clone() };
        assert_ne!(canonical(&one, "{}"), canonical(&other, "{}"));
    }
}
