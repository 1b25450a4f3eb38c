//! Attachments: the database's side. The bytes are received by [`crate::vault`] before.

use super::{Address, Check, Deleted, read::reader, step};
use crate::{Cx, Error, vault::Received};
use domain::{
    Rejection, Thing,
    history::{About, Audience, File, Kind},
    id::{AttachmentId, CommentId, TicketId},
    identity::Permission,
    msg, text,
    ticket::Ticket,
};
use store::{attachment::Attachment, comment::Reader, number};

/// A file that has been received, and what is said of it.
#[derive(Debug, Clone)]
pub struct Command {
    /// The file.
    pub received: Received,
    /// Its name for people, as the sender says.
    pub name: String,
    /// What its bytes look like.
    pub media_type: String,
    /// The comment of the ticket it goes with.
    pub comment: Option<CommentId>,
}

/// Attaches a file to a ticket.
pub fn run(
    cx: &mut Cx<'_, '_>,
    address: &Address,
    command: &Command,
    check: Check<'_>,
) -> Result<(Ticket, Attachment), Error> {
    let old = super::lock(cx, address, Permission::Comment, Deleted::Hidden)?;
    check(old.ticket.version)?;
    let audience = match command.comment {
        None => Audience::Everyone,
        Some(comment) => audience(cx, old.ticket.id, comment)?
            .ok_or_else(|| Rejection::invalid("comment", msg!("value.unknown", value = comment)))?,
    };
    let attachment = Attachment {
        id: AttachmentId(number::take(cx.tx, number::Source::Attachment)?),
        ticket: old.ticket.id,
        comment: command.comment,
        file: command.received.file.clone(),
        name: file_name(&command.name)?,
        media_type: command.media_type.clone(),
        size: command.received.size,
        sha256: command.received.sha256.clone(),
        author: cx.actor.username.clone(),
        created: cx.now.max(old.ticket.updated),
    };
    store::attachment::insert(cx.tx, cx.actor.team, &attachment)?;
    let ticket = tell(cx, old, Kind::Attached, &attachment, audience)?;
    Ok((ticket, attachment))
}

/// The last part of whatever the sender calls a path, without characters that have a meaning to anybody.
fn file_name(name: &str) -> Result<String, Rejection> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let clean: String = last.chars().filter(|c| !c.is_control()).collect();
    let clean = clean.trim().trim_start_matches('.');
    let clean = if clean.is_empty() { "file" } else { clean };
    text::check(clean, 255, text::Lines::One).map_err(|why| Rejection::invalid("file", why))?;
    Ok(clean.to_owned())
}

fn tell(
    cx: &mut Cx<'_, '_>,
    old: step::Locked,
    kind: Kind,
    attachment: &Attachment,
    audience: Audience,
) -> Result<Ticket, Error> {
    let file = (attachment.id.0, attachment.name.clone());
    let sealed = (kind == Kind::Attached).then(|| File {
        file: attachment.file.clone(),
        size: attachment.size,
        sha256: attachment.sha256.clone(),
        media_type: attachment.media_type.clone(),
        comment: attachment.comment.map(|comment| comment.0),
    });
    let about = About { attachment: Some(file), audience, file: sealed, ..About::default() };
    let new = old.ticket.clone();
    Ok(step::take(cx, old, new, step::Step::told(kind, about, String::new()))?.ticket)
}

/// An attachment of a ticket that the actor sees.
pub fn get(cx: &mut Cx<'_, '_>, id: AttachmentId) -> Result<Attachment, Error> {
    let missing = || Error::from(Rejection::not_found(Thing::Attachment, id));
    let attachment = store::attachment::get(cx.tx, cx.actor.team, id)?.ok_or_else(missing)?;
    let address = Address::parse(&attachment.ticket.to_string());
    super::find(cx, &address, Permission::ViewTickets, Deleted::Hidden).map_err(|error| match error {
        Error::Rejected(Rejection::NotFound(..)) => missing(),
        error => error,
    })?;
    if let Some(comment) = attachment.comment {
        audience(cx, attachment.ticket, comment)?.ok_or_else(missing)?;
    }
    Ok(attachment)
}

/// Who reads a comment of a ticket; `None` when it is none that the actor reads.
fn audience(cx: &mut Cx<'_, '_>, ticket: TicketId, comment: CommentId) -> Result<Option<Audience>, Error> {
    let internal = store::comment::is_internal(cx.tx, cx.actor.team, ticket, comment)?;
    Ok(match (internal, reader(cx)) {
        (Some(false), _) => Some(Audience::Everyone),
        (Some(true), Reader::Staff) => Some(Audience::Staff),
        (Some(true), Reader::Customer) | (None, _) => None,
    })
}

/// Takes an attachment away: one's own, or any for who may edit the ticket. Its bytes may be discarded after the commit.
pub fn remove(cx: &mut Cx<'_, '_>, id: AttachmentId) -> Result<Attachment, Error> {
    let attachment = get(cx, id)?;
    let permission =
        if attachment.author == cx.actor.username { Permission::Comment } else { Permission::EditTickets };
    let address = Address::parse(&attachment.ticket.to_string());
    let old = super::lock(cx, &address, permission, Deleted::Hidden)?;
    let at = cx.now.max(old.ticket.updated);
    if !store::attachment::delete(cx.tx, cx.actor.team, id, at)? {
        return Err(Rejection::not_found(Thing::Attachment, id).into());
    }
    let audience = match attachment.comment {
        None => Audience::Everyone,
        Some(comment) => audience(cx, attachment.ticket, comment)?.unwrap_or_default(),
    };
    tell(cx, old, Kind::Detached, &attachment, audience)?;
    Ok(attachment)
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_name_is_never_a_path() {
        for (given, kept) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\windows\\system.ini", "system.ini"),
            ("..", "file"),
            ("", "file"),
            (".htaccess", "htaccess"),
            ("截图 1.png", "截图 1.png"),
            ("a\r\nb.txt", "ab.txt"),
        ] {
            assert_eq!(file_name(given).unwrap(), kept, "{given}");
        }
        assert!(file_name(&"x".repeat(256)).is_err());
    }
}
