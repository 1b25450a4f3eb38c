//! A stretch of tickets: all their rows, of one moment.

use super::{Fault, Finding, Place, files::Expected, story::Story};
use sql::{Error, Tx};
use std::collections::BTreeMap;
use store::verify::{self, Stretch};

/// Steps that are read at once.
const PAGE: i64 = 1_000;

/// What came of a stretch.
#[derive(Debug, Default)]
pub(super) struct Checked {
    pub(super) findings: Vec<Finding>,
    pub(super) files: Vec<Expected>,
    pub(super) tickets: usize,
    pub(super) steps: usize,
    pub(super) comments: usize,
    pub(super) worklogs: usize,
    pub(super) approvals: usize,
}

/// Checks a stretch in one transaction.
pub(super) fn check(tx: &mut Tx<'_>, stretch: Stretch) -> Result<Checked, Error> {
    let mut checked = Checked::default();
    let mut stories = gather(tx, stretch, &mut checked)?;
    let mut behind = (stretch.after, i64::MAX);
    loop {
        let steps = verify::steps(tx, stretch, behind, PAGE)?;
        let Some(last) = steps.last() else { break };
        behind = (last.ticket, last.version);
        checked.steps += steps.len();
        for step in steps {
            stories.entry(step.ticket).or_default().step(stretch.team, step);
        }
    }
    for (id, story) in stories {
        for (place, fault) in story.end(id) {
            checked.findings.push(Finding { team: stretch.team, place, fault });
        }
    }
    Ok(checked)
}

fn gather(tx: &mut Tx<'_>, stretch: Stretch, checked: &mut Checked) -> Result<BTreeMap<i64, Story>, Error> {
    let mut stories: BTreeMap<i64, Story> = BTreeMap::new();
    for ticket in verify::tickets(tx, stretch)? {
        checked.tickets += 1;
        stories.insert(ticket.id, Story::of(ticket.row));
    }
    for comment in verify::comments(tx, stretch)? {
        checked.comments += 1;
        stories.entry(comment.ticket).or_default().comments.insert(comment.id, comment.row);
    }
    for attachment in verify::attachments(tx, stretch)? {
        if let Ok(row) = &attachment.row
            && row.deleted.is_none()
        {
            checked.files.push(Expected {
                ticket: attachment.ticket,
                id: attachment.id,
                file: row.file.clone(),
                size: row.size,
                sha256: row.sha256.clone(),
            });
        }
        stories.entry(attachment.ticket).or_default().attachments.insert(attachment.id, attachment.row);
    }
    for (ticket, link) in verify::links(tx, stretch)? {
        match link {
            Ok(link) => drop(stories.entry(ticket).or_default().links.insert(link)),
            Err(why) => {
                let (place, fault) = (Place::Ticket(ticket), Fault::Unreadable(why));
                checked.findings.push(Finding { team: stretch.team, place, fault });
            }
        }
    }
    for worklog in verify::worklogs(tx, stretch)? {
        checked.worklogs += 1;
        stories.entry(worklog.ticket).or_default().worklogs.insert(worklog.id, worklog.row);
    }
    for (ticket, hours_left) in verify::estimates(tx, stretch)? {
        stories.entry(ticket).or_default().hours_left = Some(hours_left);
    }
    for approval in verify::approvals(tx, stretch)? {
        checked.approvals += 1;
        stories.entry(approval.ticket).or_default().approvals.insert(approval.id, approval);
    }
    for (ticket, reference) in verify::references(tx, stretch)? {
        stories.entry(ticket).or_default().references.insert(reference);
    }
    for (ticket, (_, version)) in verify::messages(tx, stretch)? {
        stories.entry(ticket).or_default().messages.insert(version);
    }
    for (ticket, id, entry) in verify::entries(tx, stretch)? {
        stories.entry(ticket).or_default().review.entries.insert(id, entry);
    }
    for (ticket, version) in verify::pins(tx, stretch)? {
        stories.entry(ticket).or_default().review.pins.insert(version);
    }
    for (ticket, (role, username)) in verify::roles(tx, stretch)? {
        stories.entry(ticket).or_default().review.roles.insert(role, username);
    }
    for (ticket, times) in verify::times(tx, stretch)? {
        stories.entry(ticket).or_default().review.times = Some(times);
    }
    for (ticket, tag) in verify::tags(tx, stretch)? {
        stories.entry(ticket).or_default().tags.insert(tag);
    }
    for (ticket, watcher) in verify::watchers(tx, stretch)? {
        stories.entry(ticket).or_default().watchers.insert(watcher);
    }
    Ok(stories)
}
