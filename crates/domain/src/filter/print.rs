//! A filter as text, which [`super::text::read`] reads back to the same tree.

use super::{
    Condition, Filter, Join, Operand, Operator, Order, Shape, Test,
    operand::{print, quoted},
};
use std::fmt;

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Join(join, parts) => {
                for (i, part) in parts.iter().enumerate() {
                    if i > 0 {
                        f.write_str(match join {
                            Join::All => " and ",
                            Join::Any => " or ",
                        })?;
                    }
                    // What binds more tightly needs no parentheses.
                    match (join, part) {
                        (Join::All, Self::Join(..)) => write!(f, "({part})")?,
                        _ => write!(f, "{part}")?,
                    }
                }
                Ok(())
            }
            Self::Not(inner) => match &**inner {
                Self::Is(condition) => write_condition(f, condition, Sense::Not),
                inner => write!(f, "not ({inner})"),
            },
            Self::Is(condition) => write_condition(f, condition, Sense::So),
        }
    }
}

/// Whether a condition is asked for or its opposite.
#[derive(Clone, Copy, PartialEq)]
enum Sense {
    So,
    Not,
}

fn write_condition(f: &mut fmt::Formatter<'_>, condition: &Condition, sense: Sense) -> fmt::Result {
    let Condition { field, test, .. } = condition;
    let key = &field.key;
    match (test, sense) {
        (Test::OneOf(operands), sense) if *operands == [Operand::Nothing] => {
            write!(f, "{key} is {}empty", if sense == Sense::Not { "not " } else { "" })
        }
        (Test::OneOf(operands), sense) => {
            let values: Vec<String> = operands.iter().map(|operand| print(field, operand)).collect();
            let group = matches!(operands.as_slice(), [Operand::Group(_)]);
            match (values.as_slice(), sense) {
                ([one], Sense::So) if group => write!(f, "{key} in {one}"),
                ([one], Sense::Not) if group => write!(f, "{key} not in {one}"),
                ([one], Sense::So) => write!(f, "{key} = {one}"),
                ([one], Sense::Not) => write!(f, "{key} != {one}"),
                (many, Sense::So) => write!(f, "{key} in ({})", many.join(", ")),
                (many, Sense::Not) => write!(f, "{key} not in ({})", many.join(", ")),
            }
        }
        (Test::Ordered(order, operand), sense) => {
            let not = if sense == Sense::Not { "not " } else { "" };
            write!(f, "{not}{key} {} {}", order.operator().sign(), print(field, operand))
        }
        (Test::Like(shape, parts), sense) => {
            let parts: Vec<String> = parts.iter().map(|part| quoted(part)).collect();
            let value = match parts.as_slice() {
                [one] => one.clone(),
                many => format!("({})", many.join(", ")),
            };
            match (shape, sense) {
                (Shape::Contains, Sense::Not) => write!(f, "{key} {} {value}", Operator::ContainsNot.sign()),
                (shape, Sense::Not) => write!(f, "not {key} {} {value}", shape.operator().sign()),
                (shape, Sense::So) => write!(f, "{key} {} {value}", shape.operator().sign()),
            }
        }
    }
}

impl Order {
    /// The operator that asks for it.
    pub const fn operator(self) -> Operator {
        match self {
            Self::Less => Operator::Less,
            Self::AtMost => Operator::AtMost,
            Self::Greater => Operator::Greater,
            Self::AtLeast => Operator::AtLeast,
        }
    }
}

impl Shape {
    /// The operator that asks for it.
    pub const fn operator(self) -> Operator {
        match self {
            Self::Contains => Operator::Contains,
            Self::Begins => Operator::Begins,
            Self::Ends => Operator::Ends,
        }
    }
}
