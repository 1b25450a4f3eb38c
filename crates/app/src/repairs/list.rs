//! Lists: one's own reports, and what the crew looks for.

use super::{Dictionary, Repair, SHADE, phrase};
use crate::{Cx, Error, tickets::read, vocabulary::Glossary};
use domain::{
    At, Rejection,
    identity::{Access, Permission},
    msg,
    ticket::Priority,
    vocabulary::Kind,
    workflow::StatusCategory,
};
use store::ticket::{ByProject, Filter, Order, Shades, Slice, Sort, Which};

/// Which part of the work is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scope {
    /// Everything.
    #[default]
    All,
    /// What waits or is worked on.
    Active,
    /// What was solved, closed or canceled.
    Closed,
    /// Of the active, what the caller works on.
    Mine,
    /// Of the active, what nobody works on.
    Unassigned,
}

impl Scope {
    fn takes(self, category: StatusCategory) -> bool {
        use StatusCategory as C;
        let ended = matches!(category, C::Resolved | C::Closed | C::Rejected);
        match self {
            Self::All => true,
            Self::Closed => ended,
            Self::Active | Self::Mine | Self::Unassigned => !ended,
        }
    }
}

/// What the list is narrowed to, in the desk's words. Empty lists and `None` do not narrow; values of one list are
/// alternatives.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each narrows by what it is called")]
pub struct Wish {
    pub statuses: Vec<String>,
    pub categories: Vec<String>,
    pub priorities: Vec<String>,
    pub blocks: Vec<String>,
    pub isps: Vec<String>,
    pub scope: Scope,
    /// A project's key.
    pub project: Option<String>,
    /// Made then or later.
    pub from: Option<At>,
    /// Made before.
    pub to: Option<At>,
}

/// A page of the tickets that the actor may see, the last changed first, and how many there are. For operators.
pub fn filter(
    cx: &mut Cx<'_, '_>,
    wish: &Wish,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Repair>, i64), Error> {
    cx.actor.require(Access::Operator, Permission::ViewTickets)?;
    let dictionary = Dictionary::all(cx)?;
    let mut filter = Filter {
        blocks: wish.blocks.clone(),
        created_from: wish.from,
        created_to: wish.to,
        ..Filter::default()
    };
    if let Some(key) = &wish.project {
        let key = key.to_ascii_uppercase();
        if dictionary.glossary(&key).is_none() {
            return Err(Rejection::malformed("project", msg!("value.unknown", value = key)).into());
        }
        filter.projects = vec![key];
    }
    match wish.scope {
        Scope::Mine => filter.assignees = vec![cx.actor.username.clone()],
        Scope::Unassigned => filter.assignees = vec![String::new()],
        Scope::All | Scope::Active | Scope::Closed => {}
    }
    let all = &dictionary.projects;
    filter.statuses_by_project = statuses(all, wish)?;
    filter.priorities_by_project = priorities(all, &wish.priorities)?;
    filter.shades = shades(cx, all, &wish.priorities)?;
    filter.categories_by_project = categories(all, &wish.categories);
    filter.isps = wish
        .isps
        .iter()
        .map(|word| dictionary.desk.require(Kind::Isp, word))
        .collect::<Result<_, _>>()
        .map_err(|why| Rejection::malformed("isp", why))?;
    page(cx, &filter, &dictionary, limit, offset)
}

/// A page of the actor's own reports, the last changed first, and how many there are.
pub fn own(cx: &mut Cx<'_, '_>, limit: i64, offset: i64) -> Result<(Vec<Repair>, i64), Error> {
    cx.actor.require(Access::User, Permission::ViewTickets)?;
    let dictionary = Dictionary::all(cx)?;
    let filter = Filter { creators: vec![cx.actor.username.clone()], ..Filter::default() };
    page(cx, &filter, &dictionary, limit, offset)
}

fn page(
    cx: &mut Cx<'_, '_>,
    filter: &Filter,
    dictionary: &Dictionary,
    limit: i64,
    offset: i64,
) -> Result<(Vec<Repair>, i64), Error> {
    let slice = Slice { sort: Sort::UpdatedAt, order: Order::Descending, after: None, offset, limit };
    let (tickets, total) = read::list(cx, filter, &slice)?;
    Ok((phrase(cx, tickets, dictionary)?, total))
}

/// What one project's tickets must have, and whether they can have something at all.
struct Wanted<'g, T> {
    glossary: &'g Glossary,
    values: Vec<T>,
}

/// The shortest way to say what each project wants: one list, and the projects for which it would be wrong.
fn by_project<T: Clone + PartialEq>(
    wanted: &[Wanted<'_, T>],
    can_be: impl Fn(&Glossary, &T) -> bool,
) -> ByProject<T> {
    let mut elsewhere: Vec<T> = Vec::new();
    for value in wanted.iter().flat_map(|w| &w.values) {
        if !elsewhere.contains(value) {
            elsewhere.push(value.clone());
        }
    }
    let fits = |w: &Wanted<'_, T>| {
        elsewhere.iter().all(|value| w.values.contains(value) || !can_be(w.glossary, value))
    };
    let own =
        wanted.iter().filter(|w| !fits(w)).map(|w| (w.glossary.project.clone(), w.values.clone())).collect();
    ByProject { own, elsewhere }
}

fn statuses(all: &[Glossary], wish: &Wish) -> Result<Option<ByProject<String>>, Rejection> {
    let means = |g: &Glossary, word: &str| g.workflows().any(|w| !g.words.statuses(w, word).is_empty());
    if wish.statuses.iter().any(|word| !all.iter().any(|g| means(g, word))) {
        let mut known: Vec<&str> = Vec::new();
        for word in all.iter().flat_map(|g| g.workflows().flat_map(|w| g.words.known_statuses(w))) {
            if !known.contains(&word) {
                known.push(word);
            }
        }
        return Err(Rejection::malformed("status", msg!("value.one_of", allowed = known.join(", "))));
    }
    if wish.statuses.is_empty() && wish.scope == Scope::All {
        return Ok(None);
    }
    let wanted = all.iter().map(|glossary| {
        let mut values: Vec<String> = Vec::new();
        for workflow in glossary.workflows() {
            let named: Vec<&str> =
                wish.statuses.iter().flat_map(|word| glossary.words.statuses(workflow, word)).collect();
            let fits = |key: &str| wish.statuses.is_empty() || named.contains(&key);
            for status in workflow.statuses.iter().filter(|s| fits(&s.key) && wish.scope.takes(s.category)) {
                if !values.contains(&status.key) {
                    values.push(status.key.clone());
                }
            }
        }
        Wanted { glossary, values }
    });
    let can_be = |g: &Glossary, key: &String| g.workflows().any(|w| w.status(key).is_some());
    Ok(Some(by_project(&wanted.collect::<Vec<_>>(), can_be)))
}

fn priorities(all: &[Glossary], words: &[String]) -> Result<Option<ByProject<i64>>, Rejection> {
    if words.is_empty() {
        return Ok(None);
    }
    for word in words {
        let mut read = all.iter().map(|g| g.words.read_priority(word));
        if !read.any(|found| found.is_ok()) {
            let why = all.iter().find_map(|g| g.words.read_priority(word).err());
            return Err(Rejection::malformed("priority", why.unwrap_or_else(|| msg!("ticket.priority"))));
        }
    }
    let wanted = all.iter().map(|glossary| Wanted {
        glossary,
        values: words
            .iter()
            .filter_map(|word| Some(glossary.words.read_priority(word).ok()?.rank()))
            .collect(),
    });
    Ok(Some(by_project(&wanted.collect::<Vec<_>>(), |_, _| true)))
}

/// Which of a rank's words are asked for, in the projects that keep the word beside the rank.
fn shades(cx: &mut Cx<'_, '_>, all: &[Glossary], words: &[String]) -> Result<Vec<Shades>, Error> {
    let mut narrowed = Vec::new();
    for glossary in all {
        let asked: Vec<_> = words.iter().filter_map(|word| glossary.words.read_shade(word).ok()).collect();
        for rank in Priority::ALL {
            let is_asked = |shade: Option<&str>| asked.contains(&(rank, shade));
            let (named, others): (Vec<String>, Vec<String>) =
                glossary.words.shades(rank).iter().cloned().partition(|shade| is_asked(Some(shade)));
            let which = match (is_asked(None), named.is_empty()) {
                (true, _) if !others.is_empty() => Which::NoneOf(others),
                (false, false) => Which::AnyOf(named),
                _ => continue,
            };
            let fields = store::project::fields(cx.tx, cx.actor.team, &glossary.project)?;
            if fields.iter().any(|field| field.key == SHADE) {
                narrowed.push(Shades { project: glossary.project.clone(), rank: rank.rank(), which });
            }
        }
    }
    Ok(narrowed)
}

fn categories(all: &[Glossary], words: &[String]) -> Option<ByProject<String>> {
    if words.is_empty() {
        return None;
    }
    let wanted = all.iter().map(|glossary| Wanted {
        glossary,
        values: words.iter().filter_map(|word| glossary.words.read(Kind::Category, word)).collect(),
    });
    Some(by_project(&wanted.collect::<Vec<_>>(), |_, _| true))
}
