//! Tickets by status, by what their status means, and by priority.

use super::{Figure, Scope, Wish, meanings::Meanings};
use crate::{Cx, Error};
use domain::{field::Names, ticket::Priority, workflow::StatusCategory};
use std::collections::BTreeMap;
use store::ticket::Kinds;

/// The tickets in a status.
#[derive(Debug, Clone)]
pub struct ByStatus {
    /// Its key.
    pub status: String,
    /// Its name, of the first of the workflows that have it.
    pub name: Names,
    /// What it means; a key that means two things comes twice.
    pub category: StatusCategory,
    /// How many.
    pub tickets: Figure,
}

/// The tickets in statuses that mean the same.
#[derive(Debug, Clone)]
pub struct Category {
    /// What they mean.
    pub category: StatusCategory,
    /// How many.
    pub tickets: Figure,
}

/// Tickets by status.
#[derive(Debug, Clone)]
pub struct Statuses {
    /// All of them.
    pub all: Figure,
    /// By status, in the order of a ticket's life; those that no ticket is in are left out.
    pub statuses: Vec<ByStatus>,
    /// By what the statuses mean, in the same order, each of the six.
    pub categories: Vec<Category>,
}

/// The tickets of a priority.
#[derive(Debug, Clone)]
pub struct ByPriority {
    /// Which.
    pub priority: Priority,
    /// How many.
    pub tickets: Figure,
}

/// Tickets by status and by what it means.
pub fn statuses(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<Statuses, Error> {
    let (scope, kinds) = counted(cx, wish)?;
    let meanings = Meanings::load(cx, &wish.projects)?;
    let mut found: BTreeMap<(usize, String), (i64, Names)> = BTreeMap::new();
    for kind in &kinds {
        let meaning = meanings
            .of(&kind.project, &kind.kind, &kind.status)
            .ok_or(Error::Broken("a ticket has a status that no version of its workflow has"))?;
        let entry = found.entry((place(meaning.category), kind.status.clone()));
        entry.or_insert_with(|| (0, meaning.name.clone())).0 += kind.tickets;
    }
    let categories = StatusCategory::ALL.map(|category| {
        let count =
            found.iter().filter(|((of, _), _)| *of == place(category)).map(|(_, (count, _))| count).sum();
        let condition = meanings.condition(|_, meaning| meaning.category == category);
        Category { category, tickets: scope.figure(count, &condition) }
    });
    let statuses = found.into_iter().filter_map(|((of, status), (count, name))| {
        let category = *StatusCategory::ALL.get(of)?;
        let condition = meanings.condition(|key, meaning| key == status && meaning.category == category);
        Some(ByStatus { tickets: scope.figure(count, &condition), status, name, category })
    });
    let statuses = statuses.collect();
    Ok(Statuses { all: all(&scope, &kinds), statuses, categories: categories.into() })
}

/// Tickets by priority, the highest first, each of them; and all of them.
pub fn priorities(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<(Figure, Vec<ByPriority>), Error> {
    let (scope, kinds) = counted(cx, wish)?;
    let of = |priority: Priority| {
        let count = kinds.iter().filter(|kind| kind.priority == priority).map(|kind| kind.tickets).sum();
        ByPriority { priority, tickets: scope.figure(count, &format!("priority = {}", priority.word())) }
    };
    let mut found = Priority::ALL.map(of);
    found.sort_by_key(|by| std::cmp::Reverse(by.priority.rank()));
    Ok((all(&scope, &kinds), found.into()))
}

fn counted(cx: &mut Cx<'_, '_>, wish: &Wish) -> Result<(Scope, Vec<Kinds>), Error> {
    let scope = Scope::new(cx, wish, wish.created())?;
    let kinds = store::ticket::kinds(cx.tx, cx.actor.team, &scope.visibility, &scope.filter)?;
    Ok((scope, kinds))
}

fn all(scope: &Scope, kinds: &[Kinds]) -> Figure {
    Figure { count: kinds.iter().map(|kind| kind.tickets).sum(), filter: scope.text() }
}

fn place(category: StatusCategory) -> usize {
    StatusCategory::ALL.iter().position(|known| *known == category).unwrap_or_default()
}
