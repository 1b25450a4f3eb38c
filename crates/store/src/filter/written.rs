//! A filter as somebody asks with it, and what of it lists that already have parameters can say in their own words: they know
//! orders, indexes and totals for those.

use super::{Columns, How, Reach, compile};
use domain::{
    At,
    filter::{Clock, Condition, Filter, Join, Moment, Operand, Order, Test},
};
use sql::{EngineKind, Error, Param};
use std::sync::Arc;

/// A filter with whom it is asked for, and when.
#[derive(Debug, Clone)]
pub struct Written {
    /// What is asked for.
    pub filter: Arc<Filter>,
    /// What relative times are counted from.
    pub clock: Clock,
    /// The user name of whoever asks; empty for nobody.
    pub me: String,
}

impl Written {
    /// The filter as a condition, as [`compile`] makes it.
    pub(crate) fn compile(
        &self,
        columns: Columns,
        (engine, reach): (EngineKind, Reach),
        values: &mut Vec<Param<'static>>,
    ) -> Result<String, Error> {
        let how = How { engine, reach, clock: self.clock, me: &self.me };
        compile(&self.filter, columns, how, values)
    }

    /// Both of them; of the clock and whoever asks this one's.
    #[must_use]
    pub fn and(self, other: &Self) -> Self {
        let parts = [&self.filter, &other.filter].map(|filter| Filter::clone(filter));
        let both = Filter::join(Join::All, parts).map_or_else(|| Arc::clone(&self.filter), Arc::new);
        Self { filter: both, ..self }
    }

    /// The filter without the conditions that `takes` says in another way: of those that all must hold. `None` where nothing is
    /// left of it.
    pub(crate) fn without(self, mut takes: impl FnMut(&Condition, &Self) -> bool) -> Option<Self> {
        let mut is_taken =
            |filter: &Filter| matches!(filter, Filter::Is(condition) if takes(condition, &self));
        let left = match &*self.filter {
            Filter::Join(Join::All, parts) => {
                let left: Vec<Filter> = parts.iter().filter(|part| !is_taken(part)).cloned().collect();
                Filter::join(Join::All, left)
            }
            whole if is_taken(whole) => None,
            whole => Some(whole.clone()),
        };
        left.map(|filter| Self { filter: Arc::new(filter), ..self })
    }

    /// The words that a condition asks for, where it asks for nothing else; nothing is the empty word.
    pub(crate) fn words(&self, condition: &Condition) -> Option<Vec<String>> {
        let Test::OneOf(operands) = &condition.test else { return None };
        let words = operands.iter().map(|operand| match operand {
            Operand::Text(word) => Some(word.clone()),
            Operand::Nothing => Some(String::new()),
            Operand::Me if !self.me.is_empty() => Some(self.me.clone()),
            _ => None,
        });
        words.collect()
    }

    /// The one word that a condition asks for, which is not nothing.
    pub(crate) fn word(&self, condition: &Condition) -> Option<String> {
        let [word] = <[String; 1]>::try_from(self.words(condition)?).ok()?;
        Some(word).filter(|word| !word.is_empty())
    }

    /// The stretch that a condition leaves of a time that is always there: from a moment on, and up to another, which is not in it.
    pub(crate) fn stretch(&self, condition: &Condition) -> Option<(Option<At>, Option<At>)> {
        let span = |moment: &Moment| {
            let span = moment.span(self.clock);
            (Some(At::from_micros(span.start)), Some(At::from_micros(span.end)))
        };
        match &condition.test {
            Test::OneOf(operands) => match operands.as_slice() {
                [Operand::Moment(moment)] => Some(span(moment)),
                _ => None,
            },
            Test::Ordered(order, Operand::Moment(moment)) => {
                let (start, end) = span(moment);
                Some(match order {
                    Order::Less => (None, start),
                    Order::AtMost => (None, end),
                    Order::Greater => (end, None),
                    Order::AtLeast => (start, None),
                })
            }
            Test::Ordered(..) | Test::Like(..) => None,
        }
    }
}
