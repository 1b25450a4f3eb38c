//! The filter language: what people ask for tickets, histories, jobs, calls and the audit with.
//!
//! One tree, [`Filter`], over the fields of a [`Subject`]. It has two spellings, [`text`] for people and [`form`] for the
//! published incident API, and two readings: [`Filter::holds`] here, in memory, and the store's compiler to SQL, which must
//! say the same of every row. Everything is two-valued: a condition is so or it is not, `not` turns it round, and a field
//! with nothing in it is like no value but [`Operand::Nothing`] (`docs/decisions/0015-filter-language.md`).
//!
//! Must never look at a clock or at who asks: what a filter means by `me`, `now` and a group comes in with [`Scope`].
//!
//! To add a field: its line in [`subjects`]. To add a kind of value: a variant of [`Kind`]; the compiler lists the readings.

mod error;
mod evaluate;
mod expression;
pub mod form;
mod lexer;
mod moment;
mod operand;
mod print;
mod rows;
#[cfg(test)]
mod samples;
mod subject;
mod subjects;
pub mod text;
mod tree;

pub use error::{Error, Span};
pub use evaluate::{Cell, Groups, Row, Scope};
pub use form::Form;
pub use moment::{Clock, Moment, Precision};
pub use operand::Operand;
pub use subject::{Asker, Case, Field, Kind, Operator, Subject, Words};
pub use tree::{Condition, Filter, Join, Order, Shape, Test};

/// The most characters of a filter's text, and of a condition of names.
pub const MAX_LENGTH: usize = 10_000;
/// The most parentheses and `not` that stand inside each other.
pub const MAX_DEPTH: usize = 100;
/// The most values of all conditions together, each counted as often as it stands there.
pub const MAX_SIZE: usize = 100_000;
/// The most values of one condition.
pub const MAX_VALUES: usize = 1_024;
/// The most characters of one value.
pub const MAX_VALUE: usize = 1_024;
