//! Filters of the language, read in the words of this instance: its statuses, projects, custom fields and groups.
//!
//! What is read here is asked of the database by `store::filter`, or of one ticket in memory, with [`Crews`] for who
//! belongs to the groups that it names.

use crate::{Cx, Error, catalogue};
use domain::{
    filter::{Clock, Condition, Error as Fault, Filter, Groups, Join, Operand, Subject, Test, text},
    id::TeamId,
    identity::Access,
    text::fold,
};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};
use store::{circle, filter::Written, ticket};

/// What a filter's own words are called in requests.
pub const PARAMETER: &str = "filter";
/// How long what a filter asks for is looked for: there are filters that no index helps with.
pub(crate) const LONGEST: Duration = Duration::from_secs(10);

/// What else than tickets is asked for with filters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Of {
    Jobs,
    Calls,
    Audit,
    Histories,
}

impl Of {
    fn subject(self) -> Subject {
        match self {
            Self::Jobs => Subject::jobs(),
            Self::Calls => Subject::calls(),
            Self::Audit => Subject::audit(),
            Self::Histories => Subject::histories(),
        }
    }
}

/// Reads a filter of tickets of some projects; of none: of all. `None` for one that asks for nothing in particular.
///
/// A custom field of which there are different ones in different projects means that of the projects that the filter itself
/// asks for.
pub(crate) fn read(
    cx: &mut Cx<'_, '_>,
    written: &str,
    projects: &[String],
) -> Result<Result<Option<Filter>, Fault>, Error> {
    let known = catalogue::known(cx)?;
    let access = cx.actor.access;
    Ok(parse(written, projects, |projects| in_reach(access, known.tickets(projects).with_times())))
}

/// As [`read`], where `tickets` says what can be asked of the tickets of some projects.
pub(crate) fn parse(
    written: &str,
    projects: &[String],
    tickets: impl Fn(&[String]) -> Subject,
) -> Result<Option<Filter>, Fault> {
    let subject = tickets(projects);
    let read = text::read(written, &subject);
    if read.as_ref().is_err_and(|fault| fault.why.key() == "filter.mixed_field")
        && let Ok(Some(filter)) = text::read(written, &subject.unmixed())
        && let Some(named) = projects_of(&filter)
    {
        let both: Vec<String> =
            named.into_iter().filter(|key| projects.is_empty() || projects.contains(key)).collect();
        return text::read(written, &tickets(&both));
    }
    read
}

/// A subject as somebody may ask about it: customers are not told which groups there are, so for them there are none.
fn in_reach(access: Access, subject: Subject) -> Subject {
    if access < Access::Operator { subject.with_groups([]) } else { subject }
}

/// The projects that a filter leaves tickets of, where it says so for all of them.
fn projects_of(filter: &Filter) -> Option<Vec<String>> {
    let of = |condition: &Condition| match &condition.test {
        Test::OneOf(operands) if condition.field.key == "project" => {
            let keys = operands.iter().map(|operand| match operand {
                Operand::Text(key) => Some(key.clone()),
                _ => None,
            });
            keys.collect()
        }
        _ => None,
    };
    match filter {
        Filter::Is(condition) => of(condition),
        Filter::Join(Join::All, parts) => parts.iter().find_map(|part| match part {
            Filter::Is(condition) => of(condition),
            Filter::Join(..) | Filter::Not(_) => None,
        }),
        Filter::Join(Join::Any, _) | Filter::Not(_) => None,
    }
}

/// A list of tickets, narrowed by a filter that stands in the request's `parameter`.
pub fn narrow(
    cx: &mut Cx<'_, '_>,
    filter: ticket::Filter,
    written: &str,
    parameter: &str,
) -> Result<ticket::Filter, Error> {
    let read = read(cx, written, &filter.projects)?.map_err(|fault| fault.into_rejection(parameter))?;
    Ok(match read {
        Some(read) => filter.and_written(asked(cx, read)),
        None => filter,
    })
}

/// A filter of something else that stands in the request's parameter `filter`; `None` for one that asks for nothing.
pub fn of(cx: &mut Cx<'_, '_>, of: Of, written: &str) -> Result<Option<Written>, Error> {
    let subject = in_reach(cx.actor.access, catalogue::known(cx)?.among_groups(of.subject()));
    let read = text::read(written, &subject).map_err(|fault| fault.into_rejection(PARAMETER))?;
    Ok(read.map(|filter| asked(cx, filter)))
}

/// A filter as the actor asks with it now. Days are those of UTC.
pub(crate) fn asked(cx: &Cx<'_, '_>, filter: Filter) -> Written {
    let clock = Clock { now: cx.now, zone: 0 };
    Written { filter: Arc::new(filter), clock, me: cx.actor.username.clone() }
}

/// Who belongs to some groups.
#[derive(Debug, Clone, Default)]
pub(crate) struct Crews(HashMap<String, HashSet<String>>);

impl Crews {
    /// The members of the groups of these names, in one statement; in none where there are no names.
    pub(crate) fn load<'n>(
        tx: &mut sql::Tx<'_>,
        team: TeamId,
        names: impl IntoIterator<Item = &'n str>,
    ) -> Result<Self, sql::Error> {
        let names: HashSet<String> = names.into_iter().map(fold).collect();
        let mut crews: HashMap<String, HashSet<String>> = HashMap::new();
        if !names.is_empty() {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            for (group, person) in circle::members_of_groups(tx, team, &names)? {
                crews.entry(group).or_default().insert(person);
            }
        }
        Ok(Self(crews))
    }
}

impl Groups for Crews {
    fn has(&self, group: &str, person: &str) -> bool {
        self.0.get(&fold(group)).is_some_and(|crew| crew.contains(person))
    }
}
