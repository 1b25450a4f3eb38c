//! Figures about tickets: what a dashboard draws.
//!
//! Every figure comes with a filter of the language that lists exactly its tickets, and is counted of those that the same rights and
//! the same filter leave: so a figure and its list cannot tell two stories. Each answer costs a fixed number of questions to the
//! database, however much it tells apart, and [`filters::LONGEST`] at most.

mod ages;
mod flow;
mod load;
mod meanings;
mod spread;
mod times;

pub use ages::{Age, Ages, ages};
pub use flow::{Day, Flow, flow};
pub use load::{Load, Share, load};
pub use spread::{ByPriority, ByStatus, Category, Statuses, priorities, statuses};
pub use times::{Span, Times, TimesDay, Took, times};

use crate::{Cx, Error, filters, ticket::Filter, tickets::read};
use domain::{At, Message, Rejection, identity::Visibility, msg};

/// The most characters of a filter: what is added to it must fit into the filter of a list.
const LONGEST_FILTER: usize = 4_000;
/// The most minutes that a day may begin before that of UTC, or after it.
const FARTHEST: i64 = 14 * 60;

/// What figures are asked of.
#[derive(Debug, Clone, Default)]
pub struct Wish {
    /// Keys of projects; none for all.
    pub projects: Vec<String>,
    /// In the filter language; empty for everything.
    pub filter: String,
    /// Where the stretch of time begins.
    pub from: Option<At>,
    /// Where it ends; not in it.
    pub to: Option<At>,
    /// How many minutes days begin before those of UTC: 480 in China.
    pub zone: i64,
}

impl Wish {
    fn check(&self) -> Result<(), Rejection> {
        if self.filter.chars().count() > LONGEST_FILTER {
            return Err(Rejection::malformed(
                filters::PARAMETER,
                msg!("text.too_long", max = LONGEST_FILTER),
            ));
        }
        if !(-FARTHEST..=FARTHEST).contains(&self.zone) {
            return Err(Rejection::malformed("zone", msg!("stats.zone", most = FARTHEST)));
        }
        match (self.from, self.to) {
            (Some(from), Some(to)) if from >= to => Err(Rejection::malformed("to", msg!("stats.stretch"))),
            _ => Ok(()),
        }
    }

    /// Those made in the stretch.
    fn created(&self) -> Option<String> {
        during("created", self.from, self.to)
    }
}

/// So many tickets, and what lists them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// How many.
    pub count: i64,
    /// The filter that leaves exactly them; empty for all that one may see.
    pub filter: String,
}

/// The tickets that figures are of, and the text that says which.
pub(crate) struct Scope {
    pub(crate) visibility: Visibility,
    pub(crate) filter: Filter,
    parts: Vec<String>,
}

impl Scope {
    /// The tickets of a wish; `also` is part of what is asked for.
    pub(crate) fn new(cx: &mut Cx<'_, '_>, wish: &Wish, also: Option<String>) -> Result<Self, Error> {
        wish.check()?;
        let filter = Filter { projects: wish.projects.clone(), ..Filter::default() };
        let mut filter = filters::narrow(cx, filter, &wish.filter, filters::PARAMETER)?;
        let mut parts = Vec::new();
        if !wish.projects.is_empty() {
            let keys: Vec<String> = wish.projects.iter().map(|key| quoted(key)).collect();
            parts.push(format!("project in ({})", keys.join(", ")));
        }
        if !wish.filter.trim().is_empty() {
            parts.push(format!("({})", wish.filter.trim()));
        }
        if let Some(also) = also {
            filter = filters::narrow(cx, filter, &also, filters::PARAMETER)?;
            parts.push(also);
        }
        let (visibility, filter) = read::asked(cx, &filter)?;
        cx.tx.limit(filters::LONGEST)?;
        Ok(Self { visibility, filter, parts })
    }

    /// The filter's text with one more condition.
    fn with(&self, condition: &str) -> String {
        let parts = self.parts.iter().map(String::as_str).chain(std::iter::once(condition));
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" and ")
    }

    /// The filter's text.
    fn text(&self) -> String {
        self.with("")
    }

    pub(crate) fn figure(&self, count: i64, condition: &str) -> Figure {
        Figure { count, filter: self.with(condition) }
    }
}

/// What a condition by a time leaves, in words.
fn during(field: &str, from: Option<At>, to: Option<At>) -> Option<String> {
    let bounds = [(">=", from), ("<", to)];
    let parts: Vec<String> =
        bounds.iter().filter_map(|(sign, at)| at.map(|at| format!("{field} {sign} {at}"))).collect();
    if parts.is_empty() { None } else { Some(parts.join(" and ")) }
}

/// A value as a filter's text has it.
pub(crate) fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A fault of the stretch.
fn too_long(days: i64, most: i64) -> Message {
    msg!("stats.days", days = days, most = most)
}
