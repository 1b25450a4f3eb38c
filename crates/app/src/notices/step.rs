//! What a step of a ticket tells people by itself: that the ticket is theirs to work on now, and that a comment names them.

use super::{News, tell};
use crate::{Cx, Error};
use domain::{
    Value,
    history::{Audience, Event},
    notice::{Kind, excerpt, named},
    ticket::{Field, Source, Ticket},
};

/// Tells of a step that was written, which `by` caused. Nobody is told of what is brought in from elsewhere. A step that nobody is to be told of
/// costs no statement.
pub(crate) fn of_step(cx: &mut Cx<'_, '_>, ticket: &Ticket, event: &Event, by: &str) -> Result<(), Error> {
    if cx.via == Source::Import {
        return Ok(());
    }
    let news = News {
        kind: Kind::Assigned,
        ticket,
        version: event.version,
        approval: None,
        audience: Audience::Everyone,
        by,
        text: "",
    };
    let assignee = Field::Assignee.name();
    let given = event.body.changes.iter().find(|change| change.field == assignee);
    if let Some(Value::Text(to)) = given.map(|change| &change.to) {
        tell(cx, &news, &[to.as_str()])?;
    }
    let about = &event.body.about;
    if about.comment.is_some() && event.note.contains('@') {
        let text = excerpt(&event.note);
        let news = News { kind: Kind::Mentioned, audience: about.audience, text: &text, ..news };
        tell(cx, &news, &named(&event.note))?;
    }
    Ok(())
}
