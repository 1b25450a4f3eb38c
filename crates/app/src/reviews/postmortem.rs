//! The document with which people look back on an incident: put together from what was written down, in the reader's language.
//! Nothing is in it that nobody said and no step tells.

use super::{
    Told,
    roles::{self, Role},
    severity,
    timeline::{self, Cursor, Item, Query, Which},
    times,
};
use crate::{
    Cx, Error,
    identity::users,
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
use std::{
    collections::{BTreeSet, HashMap},
    fmt::Write as _,
};

/// The most pinned items that are told.
const MOST: usize = 500;
/// The fields that say why, and what helped.
const CAUSE: &str = "cause";
const SOLUTION: &str = "solution";

/// The document of a ticket, as Markdown.
pub fn get(cx: &mut Cx<'_, '_>, address: &Address, lang: Lang) -> Result<(Ticket, String), Error> {
    let ticket = tickets::find(cx, address, Permission::ViewTickets, Deleted::Hidden)?;
    let (changes, roles) = (severity::changes(cx, &ticket)?, roles::of(cx, &ticket)?);
    let query = Query { cursor: Cursor::START, limit: MOST, which: Which::Pinned, kinds: Vec::new() };
    let (told, next) = timeline::of(cx, &ticket, &query)?;
    let names = users::names(cx, &people(&changes, &roles, &told))?.into_iter().collect();
    let mut paper = Paper { lang, names, out: String::new() };
    let key = format!("{}-{}", ticket.project, ticket.id);
    let title = msg!("postmortem.title", key = key, title = plain(&ticket.title));
    let _ = writeln!(paper.out, "# {}", title.text(lang));
    levels(&ticket, &changes, &mut paper);
    holders(&roles, &mut paper);
    spans(cx, &ticket, &mut paper)?;
    items(&told, next.is_some(), &mut paper);
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

/// The user names of everybody who is told of.
fn people(changes: &[severity::Change], roles: &[Role], told: &[Item]) -> Vec<String> {
    let mut people: BTreeSet<&str> = changes.iter().map(|change| change.who.as_str()).collect();
    people.extend(roles.iter().map(|role| role.username.as_str()));
    for item in told {
        match item {
            Item::Entry(entry) => drop(people.insert(&entry.author)),
            Item::Step(event, ..) => {
                people.insert(&event.actor);
                let assigned = event
                    .body
                    .changes
                    .iter()
                    .filter(|one| Told::of_field(&one.field) == Some(Told::Assignee));
                people.extend(assigned.flat_map(|one| [&one.from, &one.to]).filter_map(Value::as_text));
                if let Some(Fact::Roles { to, .. }) = &event.body.about.incident {
                    people.extend(to.values().map(String::as_str));
                }
            }
        }
    }
    people.into_iter().filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// What is being written.
struct Paper {
    lang: Lang,
    /// What people are called, by user name, as far as the reader may know it.
    names: HashMap<String, String>,
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

    /// Somebody, by the name that they are called by.
    fn person(&self, username: &str) -> String {
        let called = self.names.get(username).filter(|name| !name.is_empty());
        plain(called.map_or(username, String::as_str))
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

fn levels(ticket: &Ticket, changes: &[severity::Change], paper: &mut Paper) {
    paper.head(&msg!("postmortem.severity"));
    let now = domain::incident::Severity::of_ticket(ticket).word();
    let said = msg!("postmortem.now", severity = now).text(paper.lang);
    paper.point(&said);
    for change in changes {
        let (at, from, to) = (moment(change.at), change.from.word(), change.to.word());
        let who = paper.person(&change.who);
        let said = if change.consented {
            msg!("postmortem.changed_consented", at = at, from = from, to = to, who = who)
        } else {
            msg!("postmortem.changed", at = at, from = from, to = to, who = who)
        };
        paper.point(&said.text(paper.lang));
    }
}

fn holders(roles: &[Role], paper: &mut Paper) {
    paper.head(&msg!("postmortem.roles"));
    let mut held = roles.iter().filter(|role| !role.username.is_empty()).peekable();
    if held.peek().is_none() {
        paper.nothing();
    }
    for role in held {
        paper.line(&plain(role.name.text(paper.lang)), &paper.person(&role.username));
    }
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

fn items(told: &[Item], are_more: bool, paper: &mut Paper) {
    paper.head(&msg!("postmortem.timeline"));
    if told.is_empty() {
        paper.nothing();
    }
    for item in told {
        let (who, said) = match item {
            Item::Entry(entry) => (&entry.author, entry.text.clone()),
            Item::Step(event, kinds, _) => (&event.actor, step(event, kinds, paper)),
        };
        // What has several lines stays within its point.
        let said = said.trim().replace('\n', "\n  ");
        let who = format!("{} · {}", moment(item.at()), paper.person(who));
        paper.line(&who, &said);
    }
    if are_more {
        let said = msg!("postmortem.more", count = MOST).text(paper.lang);
        let _ = writeln!(paper.out, "\n{said}");
    }
}

/// A step in words.
fn step(event: &domain::history::Event, kinds: &[Told], paper: &Paper) -> String {
    let (lang, mut said) = (paper.lang, Vec::new());
    for change in &event.body.changes {
        let is_person = Told::of_field(&change.field) == Some(Told::Assignee);
        let shown = |value: &Value| match value.as_text().filter(|text| !text.is_empty()) {
            Some(name) if is_person => paper.person(name),
            Some(text) => plain(text),
            None => msg!("timeline.nobody").text(lang),
        };
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
                to.iter().map(|(key, who)| format!("{} {}", plain(key), paper.person(who))).collect();
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
        let paper = Paper { lang: Lang::En, names: HashMap::new(), out: String::new() };
        for (seconds, told) in
            [(0, "0 s"), (59, "59 s"), (64, "1 min 4 s"), (7_384, "2 h 3 min"), (93_784, "1 d 2 h")]
        {
            assert_eq!(paper.span(seconds * 1_000_000), told);
        }
    }
}
