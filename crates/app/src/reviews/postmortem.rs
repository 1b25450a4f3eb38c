//! The document with which people look back on an incident: put together from what was written down, in the reader's language.
//! Nothing is in it that nobody said and no step tells.

use super::{
    Told, roles, severity,
    timeline::{self, Cursor, Item, Query, Which},
    times,
};
use crate::{
    Cx, Error,
    tickets::{self, Address, Deleted},
};
use domain::{
    At, Lang, Message, Value,
    history::Fact,
    identity::Permission,
    incident::Measure,
    msg,
    ticket::{Field, Ticket},
};
use std::fmt::Write as _;

/// The most pinned items that are told.
const MOST: usize = 500;
/// The fields that say why, and what helped.
const CAUSE: &str = "cause";
const SOLUTION: &str = "solution";

/// The document of a ticket, as Markdown.
pub fn get(cx: &mut Cx<'_, '_>, address: &Address, lang: Lang) -> Result<(Ticket, String), Error> {
    let ticket = tickets::find(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    let mut paper = Paper { lang, out: String::new() };
    let key = format!("{}-{}", ticket.project, ticket.id);
    let title = msg!("postmortem.title", key = key, title = plain(&ticket.title));
    let _ = writeln!(paper.out, "# {}", title.text(lang));
    levels(cx, &ticket, &mut paper)?;
    people(cx, &ticket, &mut paper)?;
    spans(cx, &ticket, &mut paper)?;
    items(cx, &ticket, &mut paper)?;
    for (head, field) in [(msg!("postmortem.cause"), CAUSE), (msg!("postmortem.solution"), SOLUTION)] {
        paper.head(&head);
        match ticket.fields.get(field).and_then(Value::as_text).map(str::trim).filter(|text| !text.is_empty())
        {
            Some(text) => drop(writeln!(paper.out, "{text}")),
            None => paper.nothing(),
        }
    }
    Ok((ticket, paper.out))
}

/// What is being written.
struct Paper {
    lang: Lang,
    out: String,
}

impl Paper {
    fn head(&mut self, message: &Message) {
        // Writing to a string does not fail, here and below.
        let _ = writeln!(self.out, "\n## {}\n", message.text(self.lang));
    }

    fn point(&mut self, text: &str) {
        let _ = writeln!(self.out, "- {text}");
    }

    fn line(&mut self, name: &str, value: &str) {
        let text = msg!("postmortem.line", name = name, value = value).text(self.lang);
        self.point(&text);
    }

    fn nothing(&mut self) {
        let _ = writeln!(self.out, "{}", msg!("postmortem.nothing").text(self.lang));
    }

    fn span(&self, micros: i64) -> String {
        let seconds = micros / 1_000_000;
        let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
        // The two largest units say enough.
        match (days, hours, minutes) {
            (0, 0, 0) => msg!("postmortem.seconds", seconds = seconds),
            (0, 0, _) => msg!("postmortem.minutes", minutes = minutes, seconds = seconds % 60),
            (0, ..) => msg!("postmortem.hours", hours = hours, minutes = minutes),
            _ => msg!("postmortem.days", days = days, hours = hours),
        }
        .text(self.lang)
    }
}

/// A moment to the second.
fn moment(at: At) -> String {
    let text = at.to_string();
    format!("{} {} UTC", text.get(..10).unwrap_or_default(), text.get(11..19).unwrap_or_default())
}

/// Text that is no Markdown, as Markdown.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '#' | '[' | ']' | '<' | '>' | '|' | '~' | '!') {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

fn levels(cx: &mut Cx<'_, '_>, ticket: &Ticket, paper: &mut Paper) -> Result<(), Error> {
    paper.head(&msg!("postmortem.severity"));
    let now = domain::incident::Severity::of_ticket(ticket).word();
    let said = msg!("postmortem.now", severity = now).text(paper.lang);
    paper.point(&said);
    for change in severity::changes(cx, ticket)? {
        let (at, from, to) = (moment(change.at), change.from.word(), change.to.word());
        let who = plain(&change.who);
        let said = if change.consented {
            msg!("postmortem.changed_consented", at = at, from = from, to = to, who = who)
        } else {
            msg!("postmortem.changed", at = at, from = from, to = to, who = who)
        };
        paper.point(&said.text(paper.lang));
    }
    Ok(())
}

fn people(cx: &mut Cx<'_, '_>, ticket: &Ticket, paper: &mut Paper) -> Result<(), Error> {
    paper.head(&msg!("postmortem.roles"));
    let roles = roles::of(cx, ticket)?;
    let mut held = roles.iter().filter(|role| !role.username.is_empty()).peekable();
    if held.peek().is_none() {
        paper.nothing();
    }
    for role in held {
        paper.line(&plain(role.name.text(paper.lang)), &plain(&role.username));
    }
    Ok(())
}

fn spans(cx: &mut Cx<'_, '_>, ticket: &Ticket, paper: &mut Paper) -> Result<(), Error> {
    paper.head(&msg!("postmortem.times"));
    let found = times::found(cx, ticket.clone())?;
    let times = found.times;
    paper.line(&msg!("postmortem.created").text(paper.lang), &moment(times.created));
    let last = times.took_to_last().filter(|last| Some(*last) != times.took(Measure::Resolve));
    for (name, took, at) in [
        (msg!("postmortem.acknowledge"), times.took(Measure::Acknowledge), times.acknowledged),
        (msg!("postmortem.mitigate"), times.took(Measure::Mitigate), times.mitigated),
        (msg!("postmortem.resolve"), times.took(Measure::Resolve), times.resolved_first),
        (msg!("postmortem.resolve_last"), last, times.resolved_last),
    ] {
        if let (Some(took), Some(at)) = (took, at) {
            let said = msg!("postmortem.took", span = paper.span(took), at = moment(at)).text(paper.lang);
            paper.line(&name.text(paper.lang), &said);
        }
    }
    if times.reopened > 0 {
        let said = msg!("postmortem.reopened_times", count = times.reopened).text(paper.lang);
        paper.line(&msg!("postmortem.reopened").text(paper.lang), &said);
    }
    let paused = times.paused_until(found.now);
    if paused > 0 {
        let said = paper.span(paused);
        paper.line(&msg!("postmortem.paused").text(paper.lang), &said);
    }
    Ok(())
}

fn items(cx: &mut Cx<'_, '_>, ticket: &Ticket, paper: &mut Paper) -> Result<(), Error> {
    paper.head(&msg!("postmortem.timeline"));
    let query = Query { cursor: Cursor::START, limit: MOST, which: Which::Pinned, kinds: Vec::new() };
    let (items, next) = timeline::of(cx, ticket, &query)?;
    if items.is_empty() {
        paper.nothing();
    }
    for item in &items {
        let (who, said) = match item {
            Item::Entry(entry) => (&entry.author, entry.text.clone()),
            Item::Step(event, kinds, _) => (&event.actor, step(event, kinds, paper.lang)),
        };
        // What has several lines stays within its point.
        let said = said.trim().replace('\n', "\n  ");
        let who = format!("{} · {}", moment(item.at()), plain(who));
        paper.line(&who, &said);
    }
    if next.is_some() {
        let said = msg!("postmortem.more", count = MOST).text(paper.lang);
        let _ = writeln!(paper.out, "\n{said}");
    }
    Ok(())
}

/// A step in words.
fn step(event: &domain::history::Event, kinds: &[Told], lang: Lang) -> String {
    let mut said = Vec::new();
    let shown = |value: &Value| match value.as_text().filter(|text| !text.is_empty()) {
        Some(text) => plain(text),
        None => msg!("timeline.nobody").text(lang),
    };
    for change in &event.body.changes {
        let (from, to) = (shown(&change.from), shown(&change.to));
        let told = Told::of_field(&change.field).filter(|_| !kinds.contains(&Told::Created));
        match told {
            Some(Told::Status) => said.push(msg!("timeline.status", from = from, to = to)),
            Some(Told::Level) if change.field == Field::Priority.name() => {
                said.push(msg!("timeline.level", from = from, to = to));
            }
            Some(Told::Assignee) => said.push(msg!("timeline.assignee", from = from, to = to)),
            _ => {}
        }
    }
    if kinds.contains(&Told::Created) {
        said.push(msg!("timeline.created"));
    }
    match &event.body.about.incident {
        Some(Fact::Roles { to, .. }) => {
            let all: Vec<String> =
                to.iter().map(|(key, who)| format!("{} {}", plain(key), plain(who))).collect();
            said.push(msg!("timeline.roles", roles = all.join(", ")));
        }
        Some(Fact::Mitigated { to, .. }) => {
            let at = to.map_or_else(|| msg!("timeline.nobody").text(lang), moment);
            said.push(msg!("timeline.mitigated", at = at));
        }
        Some(Fact::Entry { .. } | Fact::Pin { .. }) | None => {}
    }
    let mut text = said.iter().map(|one| one.text(lang)).collect::<Vec<_>>().join("; ");
    if kinds.contains(&Told::Comment) && !event.note.trim().is_empty() {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(event.note.trim());
    }
    if text.is_empty() { kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join(", ") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_plain_and_on_its_line() {
        assert_eq!(plain("a*b_[x]\n# <i>"), r"a\*b\_\[x\] \# \<i\>");
        assert_eq!(moment(At::parse("2026-11-21T08:00:01.5Z").unwrap()), "2026-11-21 08:00:01 UTC");
        let paper = Paper { lang: Lang::En, out: String::new() };
        for (seconds, told) in
            [(0, "0 s"), (59, "59 s"), (64, "1 min 4 s"), (7_384, "2 h 3 min"), (93_784, "1 d 2 h")]
        {
            assert_eq!(paper.span(seconds * 1_000_000), told);
        }
    }
}
