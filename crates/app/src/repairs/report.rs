//! Somebody reports what is broken.

use super::{BLOCK, Dictionary, ISP, OCCURRED, ROOM, SURFACE, desk_project, phrase_one};
use crate::{
    Cx, Error,
    repairs::Repair,
    tickets::create::{self, Start},
    vocabulary::Glossary,
};
use domain::{
    Rejection, Value,
    identity::{Access, Permission},
    msg, text,
    ticket::{Field, Patch},
    vocabulary::Kind,
};
use store::account::Account;

/// The longest title that is made of a description, in characters.
const TITLE: usize = 80;

/// What is reported.
#[derive(Debug, Clone, Default)]
pub struct Command {
    /// The user name of whose ticket it is; another's for administrators.
    pub issuer: String,
    /// What is broken.
    pub description: String,
    /// The word for its category.
    pub category: String,
    /// Since when, RFC 3339.
    pub occurred: String,
    /// When somebody may come by, RFC 3339.
    pub appointment: Option<String>,
    /// What else is to be known.
    pub notes: String,
    /// The word for the status that it starts in; for administrators.
    pub status: Option<String>,
    /// The word for its priority; for administrators.
    pub priority: Option<String>,
}

/// Makes a ticket in the desk's project, with what its issuer's profile says of where it is. Faults are named by the
/// command's fields: `issuer description category occurred appointment notes status priority`.
pub fn run(cx: &mut Cx<'_, '_>, command: &Command) -> Result<Repair, Error> {
    cx.actor.require(Access::User, Permission::CreateTickets)?;
    for (field, wished) in [("status", &command.status), ("priority", &command.priority)] {
        if wished.is_some() {
            only_admins(cx, field)?;
        }
    }
    let issuer = issuer(cx, &command.issuer)?;
    let project = desk_project(cx);
    let dictionary = Dictionary::of(cx, &project)?;
    let glossary = dictionary.glossary(&project);
    let glossary = glossary.ok_or(Error::Broken("a dictionary lacks the project it was made for"))?;
    let status = match &command.status {
        None => None,
        Some(word) => Some(first_status(glossary, word)?),
    };
    let fields = fields(cx, command, glossary, &issuer)?;
    let creator = Some((issuer.name, issuer.uuid));
    let start = Start { creator, status, note: command.notes.clone(), ..Start::default() };
    let create = create::Command { project: Some(project), kind: None, fields };
    let ticket = create::begin(cx, &create, start).map_err(|error| match error {
        Error::Rejected(rejection) => named(rejection).into(),
        other => other,
    })?;
    phrase_one(cx, ticket, &dictionary)
}

fn only_admins(cx: &Cx<'_, '_>, field: &str) -> Result<(), Rejection> {
    if cx.actor.access >= Access::Admin {
        return Ok(());
    }
    Err(Rejection::Forbidden(msg!("rights.field", field = field, level = Access::Admin.word())))
}

fn issuer(cx: &mut Cx<'_, '_>, name: &str) -> Result<Account, Error> {
    let name = name.trim();
    if text::fold(name) != text::fold(&cx.actor.username) {
        only_admins(cx, "issuer")?;
    }
    let found = store::account::by_name(cx.tx, cx.actor.team, name)?;
    Ok(found.ok_or_else(|| Rejection::invalid("issuer", msg!("value.unknown", value = name)))?)
}

/// The status in which a ticket of the project's first type starts.
fn first_status(glossary: &Glossary, word: &str) -> Result<String, Error> {
    let workflow = glossary.workflows().next().ok_or(Error::Broken("a project has no workflow"))?;
    let found = glossary.words.statuses(workflow, word).first().map(|key| (*key).to_owned());
    Ok(found.ok_or_else(|| {
        let known = glossary.words.known_statuses(workflow).join(", ");
        Rejection::invalid("status", msg!("value.one_of", allowed = known))
    })?)
}

fn fields(
    cx: &mut Cx<'_, '_>,
    command: &Command,
    glossary: &Glossary,
    issuer: &Account,
) -> Result<Patch, Error> {
    let words = &glossary.words;
    let category = match command.category.trim() {
        "" => String::new(),
        word => words.require(Kind::Category, word).map_err(|why| Rejection::invalid("category", why))?,
    };
    let mut fields: Patch = [
        (Field::Title, title(&command.description).into()),
        (Field::Content, command.description.clone().into()),
        (Field::Category, category.into()),
        (Field::Contact, issuer.phone.clone().into()),
    ]
    .into();
    let custom = store::project::fields(cx.tx, cx.actor.team, &glossary.project)?;
    if let Some(word) = &command.priority {
        let (read, shade) = words.read_shade(word).map_err(|why| Rejection::invalid("priority", why))?;
        fields.insert(Field::Priority, read.word().into());
        super::shade(&mut fields, &custom, shade);
    }
    if let Some(appointment) = &command.appointment {
        fields.insert(Field::Appointment, appointment.clone().into());
    }
    fields.insert(Field::Custom(OCCURRED.to_owned()), command.occurred.clone().into());
    // What a profile says is a help, not a wish: where the project has no place for it, it is left out.
    for (key, said) in [(BLOCK, &issuer.block), (ROOM, &issuer.room), (ISP, &issuer.isp)] {
        let field = Field::Custom(key.to_owned());
        let value = Value::Text(said.clone());
        if !said.is_empty() && field.accept(value.clone(), &custom).is_ok() {
            fields.insert(field, value);
        }
    }
    Ok(fields)
}

/// The first line of a description that says something, cut to a title's length.
fn title(description: &str) -> String {
    let line = description.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let line: String = line.chars().filter(|c| !c.is_control()).collect();
    if line.chars().count() <= TITLE {
        return line;
    }
    line.chars().take(TITLE - 1).chain(['…']).collect()
}

/// Faults by the command's own fields: the title is made of the description.
fn named(rejection: Rejection) -> Rejection {
    let Rejection::Invalid(mut faults) = rejection else { return rejection };
    if faults.iter().any(|f| f.field == Field::Content.name()) {
        faults.retain(|f| f.field != Field::Title.name());
    }
    let occurred = Field::Custom(OCCURRED.to_owned()).name();
    for fault in &mut faults {
        let name = match fault.field.as_str() {
            "title" | "content" => "description",
            "note" => "notes",
            "project" => SURFACE.word(),
            field if field == occurred => "occurred",
            _ => continue,
        };
        name.clone_into(&mut fault.field);
    }
    Rejection::Invalid(faults)
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn a_title_is_the_first_line_that_says_something() {
        assert_eq!(title("\n  \n 网速很慢\t\n从昨天起"), "网速很慢");
        let long = title(&"慢".repeat(500));
        assert_eq!((long.chars().count(), long.ends_with('…')), (80, true));
        assert_eq!(title(" \n"), "");
    }
}
