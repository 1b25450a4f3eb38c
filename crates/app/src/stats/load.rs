//! Who has how many of the tickets that are still to be worked on.

use super::{Figure, Scope, Wish, meanings::Meanings, quoted};
use crate::{Cx, Error};

/// How many people are told of one by one.
const MOST: usize = 50;

/// What one person has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// Their user name.
    pub assignee: String,
    /// How many.
    pub tickets: Figure,
}

/// The open tickets by who has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Load {
    /// All of them.
    pub all: Figure,
    /// The people who have most, with most first.
    pub people: Vec<Share>,
    /// How many other people have any.
    pub other_people: i64,
    /// What they have.
    pub others: Figure,
    /// What nobody has.
    pub nobody: Figure,
}

/// The open tickets by who has them.
pub fn load(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<Load, Error> {
    let open = Meanings::load(cx, &wish.projects)?.open();
    let open = wish.created().map_or_else(|| open.clone(), |created| format!("{created} and {open}"));
    let scope = Scope::new(cx, wish, Some(open))?;
    let found = store::ticket::assignees(cx.tx, cx.actor.team, &scope.visibility, &scope.filter)?;
    let all = found.iter().map(|(_, count)| count).sum();
    let nobody = found.iter().filter(|(name, _)| name.is_empty()).map(|(_, count)| count).sum();
    let mut people: Vec<(String, i64)> = found.into_iter().filter(|(name, _)| !name.is_empty()).collect();
    let rest = people.split_off(people.len().min(MOST));
    let others = rest.iter().map(|(_, count)| count).sum();
    let beside = if people.is_empty() {
        "assignee is not empty".to_owned()
    } else {
        let names: Vec<String> = people.iter().map(|(name, _)| quoted(name)).collect();
        format!("assignee is not empty and assignee not in ({})", names.join(", "))
    };
    let of = |(assignee, count): (String, i64)| {
        let condition = format!("assignee = {}", quoted(&assignee));
        Share { tickets: scope.figure(count, &condition), assignee }
    };
    Ok(Load {
        all: scope.figure(all, ""),
        other_people: i64::try_from(rest.len()).unwrap_or(i64::MAX),
        others: scope.figure(others, &beside),
        nobody: scope.figure(nobody, "assignee is empty"),
        people: people.into_iter().map(of).collect(),
    })
}
