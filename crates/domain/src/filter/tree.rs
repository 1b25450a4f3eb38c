//! The tree that both spellings are read into.

use super::{Field, Operand};
use std::{
    fmt::Write as _,
    hash::{DefaultHasher, Hasher as _},
    sync::Arc,
};

/// What is asked for. Made with [`Filter::is`], [`Filter::join`] and [`Filter::negated`], which keep one form for one
/// question: no join stands directly in one of its own kind, joins have two parts or more and none twice, and nothing is
/// negated twice.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// All of these are so, or any of them is.
    Join(Join, Vec<Self>),
    /// This is not so.
    Not(Box<Self>),
    /// One condition. Shared: an expression of names may name one filter thousands of times.
    Is(Arc<Condition>),
}

/// How parts are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Join {
    /// All of them.
    All,
    /// Any of them.
    Any,
}

/// What is asked of one field.
#[derive(Debug, Clone)]
pub struct Condition {
    /// The field, as the subject describes it.
    pub field: Arc<Field>,
    /// What its value is held against.
    pub test: Test,
    /// Differs where the tests differ: comparing two of them to the end may cost a megabyte.
    print: u64,
}

/// What a value is held against. Of a field with several values, one that meets it is enough.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// It is one of these: at least one, none twice.
    OneOf(Vec<Operand>),
    /// It comes before or after this.
    Ordered(Order, Operand),
    /// It contains, begins or ends with one of these: at least one, none twice.
    Like(Shape, Vec<String>),
}

/// Before or after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Order {
    Less,
    AtMost,
    Greater,
    AtLeast,
}

/// Where in a text another stands. A–Z and a–z count as the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Shape {
    Contains,
    Begins,
    Ends,
}

impl Order {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Less, Self::AtMost, Self::Greater, Self::AtLeast];

    /// Whether two values that compare so are in this order.
    pub fn admits(self, compared: std::cmp::Ordering) -> bool {
        match self {
            Self::Less => compared.is_lt(),
            Self::AtMost => compared.is_le(),
            Self::Greater => compared.is_gt(),
            Self::AtLeast => compared.is_ge(),
        }
    }
}

impl Shape {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Contains, Self::Begins, Self::Ends];

    /// Whether `part` stands so in `whole`, both taken as they are.
    pub fn fits(self, whole: &str, part: &str) -> bool {
        match self {
            Self::Contains => whole.contains(part),
            Self::Begins => whole.starts_with(part),
            Self::Ends => whole.ends_with(part),
        }
    }
}

impl Condition {
    /// A condition on `field`.
    pub fn new(field: Arc<Field>, test: Test) -> Self {
        let mut print = Print(DefaultHasher::new());
        // Writing into a hasher cannot fail.
        let _ = write!(print, "{test:?}");
        Self { field, test, print: print.0.finish() }
    }
}

/// Takes what is written to it into a hash.
struct Print(DefaultHasher);

impl std::fmt::Write for Print {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

impl PartialEq for Condition {
    fn eq(&self, other: &Self) -> bool {
        let same = || self.print == other.print && self.field == other.field && self.test == other.test;
        std::ptr::eq(self, other) || same()
    }
}

impl Filter {
    /// One condition.
    pub fn is(condition: Condition) -> Self {
        Self::Is(Arc::new(condition))
    }

    /// The parts joined; `None` where there are none, which asks for nothing in particular.
    pub fn join(join: Join, parts: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Self::Join(inner, inside) if inner == join => {
                    for part in inside {
                        keep(part, &mut kept);
                    }
                }
                part => keep(part, &mut kept),
            }
        }
        if kept.len() > 1 { Some(Self::Join(join, kept)) } else { kept.pop() }
    }

    /// The opposite: what does not meet this one, and nothing else.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Not(inner) => *inner,
            other => Self::Not(Box::new(other)),
        }
    }

    /// How many values it asks for, each counted as often as it stands there.
    pub fn size(&self) -> usize {
        match self {
            Self::Join(_, parts) => parts.iter().map(Self::size).sum(),
            Self::Not(inner) => inner.size(),
            Self::Is(condition) => match &condition.test {
                Test::OneOf(operands) => operands.len(),
                Test::Ordered(..) => 1,
                Test::Like(_, parts) => parts.len(),
            },
        }
    }

    /// Its conditions from left to right.
    pub fn conditions(&self) -> Vec<&Arc<Condition>> {
        match self {
            Self::Join(_, parts) => parts.iter().flat_map(Self::conditions).collect(),
            Self::Not(inner) => inner.conditions(),
            Self::Is(condition) => vec![condition],
        }
    }

    /// The names of the groups that it names, each once, as they are spelt: who keeps a filter or asks with it wants to
    /// know of those that are not there.
    pub fn groups(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for condition in self.conditions() {
            let Test::OneOf(operands) = &condition.test else { continue };
            for operand in operands {
                if let Operand::Group(name) = operand
                    && !names.contains(&name.as_str())
                {
                    names.push(name);
                }
            }
        }
        names
    }
}

/// Adds a part that is not there yet.
fn keep(part: Filter, kept: &mut Vec<Filter>) {
    if !kept.contains(&part) {
        kept.push(part);
    }
}

/// Values, each once.
pub(super) fn distinct<T: PartialEq>(values: Vec<T>) -> Vec<T> {
    let mut kept: Vec<T> = Vec::new();
    for value in values {
        if !kept.contains(&value) {
            kept.push(value);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use crate::filter::samples::parsed;

    #[test]
    fn one_question_has_one_form() {
        for (written, plain) in [
            ("(status = open)", "status = open"),
            ("not not status = open", "status = open"),
            ("not status = open", "status != open"),
            ("a = 1 and (b = 2 and c = 3)", "a = 1 and b = 2 and c = 3"),
            ("a = 1 or (b = 2 or a = 1)", "a = 1 or b = 2"),
            ("a = 1 and a = 1", "a = 1"),
            ("a in (x)", "a = x"),
            ("a in (x, y, x)", "a in (x, y)"),
            ("a is empty", "a = ''"),
            ("a is not empty", "a != empty"),
            ("(a = 1 and b = 2) or c = 3", "a = 1 and b = 2 or c = 3"),
        ] {
            let spelt =
                |text: &str| text.replace("a ", "title ").replace("b ", "content ").replace("c ", "contact ");
            assert_eq!(parsed(&spelt(written)), parsed(&spelt(plain)), "{written}");
        }
    }

    #[test]
    fn groups_are_named_once() {
        let filter =
            parsed("assignee in (group(net), me) or not creator in group(net) and watchers in group('a b')");
        assert_eq!(filter.groups(), ["net", "a b"]);
    }
}
