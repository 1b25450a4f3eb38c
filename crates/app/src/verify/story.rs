//! One ticket: its history told forwards, held against everything else that is kept of it.

use super::{Fault, Place, consent, review};
use domain::{
    At,
    history::{self, Act, Audience, Body, Kind},
    id::TeamId,
    text,
    ticket::{Source, Ticket},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{
    verify::{ApprovalRow, Attachment, Comment, Link, Named, Read, Step, StepRow},
    worklog::Worklog,
};

/// What the rows say of a ticket, and what its steps have told so far.
#[derive(Debug, Default)]
pub(super) struct Story {
    row: Option<Read<(Ticket, String)>>,
    pub(super) comments: BTreeMap<i64, Read<Comment>>,
    pub(super) attachments: BTreeMap<i64, Read<Attachment>>,
    pub(super) worklogs: BTreeMap<i64, Read<Worklog>>,
    pub(super) hours_left: Option<i64>,
    pub(super) approvals: BTreeMap<i64, ApprovalRow>,
    pub(super) links: BTreeSet<Link>,
    pub(super) tags: BTreeSet<String>,
    pub(super) watchers: BTreeSet<String>,
    pub(super) references: BTreeSet<Named>,
    /// The versions of the steps that clients have given an id.
    pub(super) messages: BTreeSet<i64>,
    pub(super) review: review::Rows,
    told: Option<Ticket>,
    version: i64,
    /// The hash on the newest step, and what it should have been: either carries on. `None` where it is not known.
    chain: Option<(String, String)>,
    told_links: BTreeSet<Link>,
    told_hours_left: Option<i64>,
    told_references: BTreeSet<Named>,
    /// The versions of the steps in which somebody says something.
    told_comments: BTreeSet<i64>,
    told_approvals: BTreeMap<i64, consent::Told>,
    told_review: review::Told,
    faults: Vec<(Place, Fault)>,
}

impl Story {
    /// The story of a ticket whose row says `row`.
    pub(super) fn of(row: Read<(Ticket, String)>) -> Self {
        let told = row.as_ref().ok().map(|(ticket, _)| history::blank(ticket));
        Self { row: Some(row), told, ..Self::default() }
    }

    /// Tells one more step.
    pub(super) fn step(&mut self, team: TeamId, row: StepRow) {
        let (place, known) = (Place::Step(row.ticket, row.version), self.version);
        let chain = if known == 0 { Some((String::new(), String::new())) } else { self.chain.take() };
        self.version = row.version;
        let dense = row.version == known + 1;
        if !dense {
            self.faults.push((place, Fault::Gap(known + 1)));
        }
        let step = match row.row {
            Ok(step) => step,
            Err(why) => return self.faults.push((place, Fault::Unreadable(why))),
        };
        let numbers = [team.0, step.seq, row.ticket, row.version, step.at];
        let texts = [&*step.kind, &*step.actor, &*step.via, &*step.body, &*step.note];
        let hash = match chain.filter(|_| dense) {
            // Nothing is known of the step before, which has been told: only what follows can be held against this one.
            None => step.hash.clone(),
            Some((stored, computed)) => {
                let hash = store::event::hash_of(&stored, numbers, texts);
                let other =
                    || stored != computed && store::event::hash_of(&computed, numbers, texts) == step.hash;
                if hash != step.hash && !other() {
                    self.faults.push((place, Fault::Hash));
                }
                hash
            }
        };
        match (Kind::parse(&step.kind), serde_json::from_str::<Body>(&step.body)) {
            (Some(kind), Ok(body)) => self.tell(row.ticket, row.version, kind, &step, &body),
            (None, _) => self.faults.push((place, Fault::Unreadable(format!("kind: {:?}", step.kind)))),
            (_, Err(error)) => self.faults.push((place, Fault::Unreadable(format!("body: {error}")))),
        }
        self.chain = Some((step.hash, hash));
    }

    fn tell(&mut self, ticket: i64, version: i64, kind: Kind, step: &Step, body: &Body) {
        let place = Place::Step(ticket, version);
        if (kind == Kind::Created) != (version == 1) {
            self.faults.push((place, Fault::Beginning));
        }
        if let Some(told) = &mut self.told {
            if let Some(field) = history::tell(told, version, kind, At::from_micros(step.at), body) {
                self.faults.push((place, Fault::Before(field)));
            }
            if version == 1 {
                told.creator.clone_from(&step.actor);
                told.source = Source::parse(&step.via).unwrap_or(told.source);
                if let Some(born) = &body.about.born {
                    told.uuid.clone_from(&born.uuid);
                    told.project.clone_from(&born.project);
                    told.kind.clone_from(&born.kind);
                    if let Some(creator) = &born.creator {
                        told.creator.clone_from(creator);
                    }
                }
            }
        }
        self.told_review.step(kind, step, body);
        if let Some(reference) = &body.about.reference {
            self.told_references.insert((reference.key.clone(), version));
        }
        if kind == Kind::Commented {
            self.told_comments.insert(version);
        }
        self.comment(ticket, place, step, body);
        self.attachment(ticket, place, kind, step, body);
        self.worklog(ticket, place, step, body);
        self.approval(ticket, place, step, body);
        if let Some(said) = &body.about.hours_left {
            self.told_hours_left = said.to;
        }
        if let Some(logged) = &body.about.worklog {
            self.told_hours_left = self.told_hours_left.map(|left| (left - logged.hours).max(0));
        }
        if let Some((word, other)) = &body.about.link {
            if kind == Kind::Unlinked {
                self.told_links.retain(|link| (&link.kind, &link.other) != (word, other));
            } else {
                let (kind, author) = (word.clone(), step.actor.clone());
                self.told_links.insert(Link { kind, other: *other, author, created: step.at });
            }
        }
    }

    fn comment(&mut self, ticket: i64, place: Place, step: &Step, body: &Body) {
        let Some(id) = body.about.comment else { return };
        match self.comments.remove(&id) {
            None => self.faults.push((place, Fault::NoComment(id))),
            Some(Err(why)) => self.faults.push((Place::Comment(ticket, id), Fault::Unreadable(why))),
            Some(Ok(comment)) => {
                let internal = body.about.audience == Audience::Staff;
                let differs = differing([
                    ("author", comment.author != step.actor),
                    ("content", comment.content != step.note),
                    ("internal", comment.internal != internal),
                    ("created_at", comment.created != step.at),
                    ("updated_at", comment.updated != step.at),
                ]);
                self.differ(Place::Comment(ticket, id), differs);
            }
        }
    }

    fn worklog(&mut self, ticket: i64, place: Place, step: &Step, body: &Body) {
        let Some(told) = &body.about.worklog else { return };
        match self.worklogs.remove(&told.id) {
            None => self.faults.push((place, Fault::NoWorklog(told.id))),
            Some(Err(why)) => self.faults.push((Place::Worklog(ticket, told.id), Fault::Unreadable(why))),
            Some(Ok(row)) => {
                let differs = differing([
                    ("username", row.username != told.username),
                    ("author", row.author != step.actor),
                    ("hours", row.hours != told.hours),
                    ("began_at", row.began != told.began),
                    ("note", row.note != *told.note.as_ref().unwrap_or(&step.note)),
                    ("created_at", row.created.micros() != step.at),
                ]);
                self.differ(Place::Worklog(ticket, told.id), differs);
            }
        }
    }

    fn approval(&mut self, ticket: i64, place: Place, step: &Step, body: &Body) {
        let Some(told) = &body.about.approval else { return };
        if let (Act::Asked, Some(asked)) = (told.act, &told.asked) {
            let new = consent::Told::new(ticket, told.id, asked, &body.about, step);
            if self.told_approvals.insert(told.id, new).is_none() {
                if !self.approvals.contains_key(&told.id) {
                    self.faults.push((place, Fault::NoApproval(told.id)));
                }
                return;
            }
        } else if let Some(known) = self.told_approvals.get_mut(&told.id)
            && known.act(told, &body.about, step)
        {
            return;
        }
        self.faults.push((place, Fault::Before("approval".to_owned())));
    }

    fn attachment(&mut self, ticket: i64, place: Place, kind: Kind, step: &Step, body: &Body) {
        let Some((id, name)) = &body.about.attachment else { return };
        let differs = match self.attachments.get(id) {
            None => return self.faults.push((place, Fault::NoAttachment(*id))),
            // Told at the end.
            Some(Err(_)) => return,
            Some(Ok(row)) if kind == Kind::Detached => {
                differing([("name", row.name != *name), ("deleted_at", row.deleted != Some(step.at))])
            }
            Some(Ok(row)) => {
                let file = body.about.file.as_ref();
                differing([
                    ("name", row.name != *name),
                    ("author", row.author != step.actor),
                    ("created_at", row.created != step.at),
                    ("file", file.is_some_and(|file| file.file != row.file)),
                    ("size", file.is_some_and(|file| file.size != row.size)),
                    ("sha256", file.is_some_and(|file| file.sha256 != row.sha256)),
                    ("media_type", file.is_some_and(|file| file.media_type != row.media_type)),
                    ("comment_id", file.is_some_and(|file| file.comment != row.comment)),
                ])
            }
        };
        self.differ(Place::Attachment(ticket, *id), differs);
        self.told_attachments(*id, kind);
    }

    /// Remembers, in the rows that are left to be told of, what a step has told.
    fn told_attachments(&mut self, id: i64, kind: Kind) {
        let gone = matches!(self.attachments.get(&id), Some(Ok(row)) if row.deleted.is_some());
        // One that is gone is only told when its end is.
        if !gone || kind == Kind::Detached {
            self.attachments.remove(&id);
        }
    }

    fn differ(&mut self, place: Place, columns: Vec<&'static str>) {
        if !columns.is_empty() {
            self.faults.push((place, Fault::Differs(columns)));
        }
    }

    /// Everything that is wrong with the ticket `id`, when all its steps have been told.
    pub(super) fn end(mut self, id: i64) -> Vec<(Place, Fault)> {
        let row = self.row.take();
        if row.is_none() {
            self.faults.push((Place::Ticket(id), Fault::NoTicket));
        }
        for (comment, row) in std::mem::take(&mut self.comments) {
            let fault = row.err().map_or(Fault::NoStep, Fault::Unreadable);
            self.faults.push((Place::Comment(id, comment), fault));
        }
        for (attachment, row) in std::mem::take(&mut self.attachments) {
            let fault = row.err().map_or(Fault::NoStep, Fault::Unreadable);
            self.faults.push((Place::Attachment(id, attachment), fault));
        }
        for (worklog, row) in std::mem::take(&mut self.worklogs) {
            let fault = row.err().map_or(Fault::NoStep, Fault::Unreadable);
            self.faults.push((Place::Worklog(id, worklog), fault));
        }
        for (approval, row) in std::mem::take(&mut self.approvals) {
            let told = self.told_approvals.remove(&approval);
            let faults = told.map_or_else(|| vec![Fault::NoStep], |told| told.against(row));
            self.faults.extend(faults.into_iter().map(|fault| (Place::Approval(id, approval), fault)));
        }
        match row {
            None => {}
            Some(Err(why)) => self.faults.push((Place::Ticket(id), Fault::Unreadable(why))),
            Some(Ok(_)) if self.version == 0 => self.faults.push((Place::Ticket(id), Fault::NoHistory)),
            Some(Ok((row, head))) => self.compare(id, &row, &head),
        }
        self.faults
    }

    fn compare(&mut self, id: i64, row: &Ticket, head: &str) {
        let place = Place::Ticket(id);
        let ended = self.chain.take();
        if ended.is_none_or(|(stored, computed)| head != stored && head != computed) {
            self.faults.push((place, Fault::Head));
        }
        let Some(told) = self.told.take() else { return };
        let mut differs = columns(row, &told);
        let tags: BTreeSet<String> = told.tags.iter().map(|tag| text::fold(tag)).collect();
        differs.extend(differing([
            ("ticket_tag", tags != self.tags),
            ("watcher", told.watchers.iter().cloned().collect::<BTreeSet<_>>() != self.watchers),
            ("link", self.links != self.told_links),
            ("estimate", self.hours_left != self.told_hours_left),
            ("reference", self.references != self.told_references),
            ("message", !self.messages.is_subset(&self.told_comments)),
        ]));
        differs.extend(self.told_review.against(&self.review, row));
        self.differ(place, differs);
    }
}

/// The columns in which a row is not what was told.
fn columns(row: &Ticket, told: &Ticket) -> Vec<&'static str> {
    differing([
        ("uuid", row.uuid != told.uuid),
        ("project", row.project != told.project),
        ("type", row.kind != told.kind),
        ("status", row.status != told.status),
        ("title", row.title != told.title),
        ("content", row.content != told.content),
        ("category", row.category != told.category),
        ("priority", row.priority != told.priority),
        ("assignee", row.assignee != told.assignee),
        ("creator", row.creator != told.creator),
        ("tags", row.tags != told.tags),
        ("watchers", row.watchers != told.watchers),
        ("player_id", row.player_id != told.player_id),
        ("contact", row.contact != told.contact),
        ("game_id", row.game_id != told.game_id),
        ("env", row.env != told.env),
        ("source", row.source != told.source),
        ("due_at", row.due != told.due),
        ("appointment_at", row.appointment != told.appointment),
        ("fields", row.fields != told.fields),
        ("version", row.version != told.version),
        ("created_at", row.created != told.created),
        ("updated_at", row.updated != told.updated),
        ("deleted_at", row.deleted != told.deleted),
    ])
}

pub(super) fn differing<const N: usize>(columns: [(&'static str, bool); N]) -> Vec<&'static str> {
    columns.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
