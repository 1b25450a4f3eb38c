//! Errors of the engine as faults of the script, with places in its own source.

use rquickjs::{Ctx, Value};

use super::{convert, say};
use crate::{
    failure::{Fault, Kind, Position},
    limits::Limits,
};

/// The name under which the source runs; places in a stack begin with it.
pub(super) const FILE: &str = "script";

/// How many lines of ours stand before the source.
pub(super) const LINES_BEFORE: u32 = 1;

/// The longest message or stack that is kept, in bytes.
const LONGEST: usize = 8 << 10;

/// The fault that an uncaught value is.
pub(super) fn of<'js>(ctx: &Ctx<'js>, thrown: &Value<'js>, limits: &Limits) -> Fault {
    let Some(error) = thrown.as_object().filter(|_| thrown.is_error()) else {
        return Fault::new(Kind::Thrown, say::cut(say::display(ctx, thrown), LONGEST));
    };
    let name = convert::property(error, "name").unwrap_or_else(|| "Error".to_owned());
    let text = convert::property(error, "message").unwrap_or_default();
    let stack = convert::property(error, "stack").map(|stack| of_source(&stack));
    let mut fault = match (name.as_str(), text.as_str()) {
        ("InternalError", "out of memory") => Fault::memory(limits),
        ("RangeError", "Maximum call stack size exceeded") | ("InternalError", "stack overflow") => {
            Fault::stack(limits)
        }
        (name, "") => Fault::new(Kind::Thrown, name),
        (name, text) => Fault::new(Kind::Thrown, format!("{name}: {text}")),
    };
    fault.message = say::cut(fault.message, LONGEST);
    fault.position = stack.as_deref().and_then(first_place);
    fault.stack =
        stack.map(|stack| say::cut(stack.trim_end().to_owned(), LONGEST)).filter(|stack| !stack.is_empty());
    fault
}

/// The place after the last character of a text.
pub(super) fn end_of(text: &str) -> Option<Position> {
    let line = u32::try_from(text.matches('\n').count()).ok()? + 1;
    let last = text.rsplit('\n').next().unwrap_or_default();
    Some(Position { line, column: u32::try_from(last.encode_utf16().count()).ok()? + 1 })
}

impl Fault {
    /// The same fault, but a place behind the source, where only our closing brace is, becomes its end.
    pub(super) fn within(self, source: &str) -> Self {
        let end = end_of(source);
        if self.kind != Kind::Syntax || self.position.map(|at| at.line) <= end.map(|end| end.line) {
            return self;
        }
        let message = "SyntaxError: something is left open at the end of the script".to_owned();
        Self { message, position: end, stack: None, ..self }
    }
}

/// A stack with the lines of the source instead of those of the text that ran.
fn of_source(stack: &str) -> String {
    let mut text = String::with_capacity(stack.len());
    let mut rest = stack;
    while let Some((before, after)) = rest.split_once("script:") {
        text.push_str(before);
        text.push_str("script:");
        let digits = after.len() - after.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
        let (line, after) = after.split_at(digits);
        match line.parse::<u32>() {
            Ok(line) => text.push_str(&line.saturating_sub(LINES_BEFORE).max(1).to_string()),
            Err(_no_number) => text.push_str(line),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The innermost place of the source in a stack.
fn first_place(stack: &str) -> Option<Position> {
    stack.match_indices("script:").find_map(|(at, name)| {
        let mut numbers = stack.get(at + name.len()..)?.splitn(2, ':');
        let line = numbers.next()?.parse().ok()?;
        let column = numbers.next()?;
        let digits = column.len() - column.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
        Some(Position { line, column: column.get(..digits)?.parse().ok()? })
    })
}

#[cfg(test)]
mod tests {
    use super::{Position, first_place, of_source};

    #[test]
    fn places_are_those_of_the_source() {
        let stack = of_source("    at get (native)\n    at script (script:13:7)\n    at x (script:2:1)\n");
        assert_eq!(stack, "    at get (native)\n    at script (script:12:7)\n    at x (script:1:1)\n");
        assert_eq!(first_place(&stack), Some(Position { line: 12, column: 7 }));
        assert_eq!(first_place("script:x script:1:9"), Some(Position { line: 1, column: 9 }));
        assert_eq!(first_place("script:99999999999:1"), None);
    }
}
