//! The condition of the incident API: names of filters with `&`, `|` and parentheses; `&` binds tighter, blanks mean nothing.

use super::{Error, Filter, Join, MAX_DEPTH, MAX_LENGTH, MAX_SIZE, Span, error::cut};
use crate::{Message, msg};
use std::collections::HashMap;

/// What a name stands for.
#[derive(Debug)]
pub(super) enum Meaning {
    /// A filter, and how many values it asks for.
    One(Filter, usize),
    /// Two filters: nobody knows which.
    Two,
}

/// Reads an expression over `names`. `None` for one with nothing in it.
pub(super) fn read(text: &str, names: &HashMap<&str, Meaning>) -> Result<Option<Filter>, Error> {
    let characters: Vec<char> = text.chars().take(MAX_LENGTH + 1).collect();
    if characters.len() > MAX_LENGTH {
        return Err(Error::at(MAX_LENGTH..MAX_LENGTH + 1, msg!("filter.too_long", max = MAX_LENGTH)));
    }
    let mut parser = Parser { characters: &characters, at: 0, depth: 0, size: 0, names };
    if parser.peek().is_none() {
        return Ok(None);
    }
    let filter = parser.any()?;
    match parser.peek() {
        None => Ok(filter),
        Some(_) => Err(parser.unexpected(msg!("filter.a_sign"))),
    }
}

struct Parser<'p> {
    characters: &'p [char],
    at: usize,
    depth: usize,
    size: usize,
    names: &'p HashMap<&'p str, Meaning>,
}

const fn is_sign(c: char) -> bool {
    matches!(c, '&' | '|' | '(' | ')')
}

impl Parser<'_> {
    /// The next character that means something.
    fn peek(&mut self) -> Option<char> {
        while self.characters.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
        self.characters.get(self.at).copied()
    }

    fn skip(&mut self, sign: char) -> bool {
        let is_next = self.peek() == Some(sign);
        self.at += usize::from(is_next);
        is_next
    }

    fn unexpected(&mut self, expected: Message) -> Error {
        let (found, place) = match self.peek() {
            None => (msg!("filter.the_end"), self.at..self.at),
            Some(c) if is_sign(c) => (msg!("filter.said", word = c), self.at..self.at + 1),
            Some(_) => {
                let (name, place) = self.name();
                (msg!("filter.said", word = cut(&name)), place)
            }
        };
        let why = msg!("filter.expected").listing("expected", vec![expected]).listing("found", vec![found]);
        Error::at(place, why)
    }

    /// The name that stands next, and its place.
    fn name(&mut self) -> (String, Span) {
        let begin = self.at;
        let rest = self.characters.get(begin..).unwrap_or_default();
        let name: String = rest.iter().take_while(|c| !c.is_whitespace() && !is_sign(**c)).collect();
        self.at = begin + name.chars().count();
        (name, begin..self.at)
    }

    fn any(&mut self) -> Result<Option<Filter>, Error> {
        let mut parts = vec![self.all()?];
        while self.skip('|') {
            parts.push(self.all()?);
        }
        Ok(Filter::join(Join::Any, parts.into_iter().flatten()))
    }

    fn all(&mut self) -> Result<Option<Filter>, Error> {
        let mut parts = vec![self.unit()?];
        while self.skip('&') {
            parts.push(self.unit()?);
        }
        Ok(Filter::join(Join::All, parts.into_iter().flatten()))
    }

    fn unit(&mut self) -> Result<Option<Filter>, Error> {
        match self.peek() {
            Some('(') => {
                let place = self.at..self.at + 1;
                if self.depth == MAX_DEPTH {
                    return Err(Error::at(place, msg!("filter.too_deep", max = MAX_DEPTH)));
                }
                self.at += 1;
                self.depth += 1;
                let inner = self.any()?;
                self.depth -= 1;
                if self.skip(')') { Ok(inner) } else { Err(self.unexpected(msg!("filter.sign_or_closing"))) }
            }
            Some(c) if !is_sign(c) => self.named().map(Some),
            _ => Err(self.unexpected(msg!("filter.a_name"))),
        }
    }

    fn named(&mut self) -> Result<Filter, Error> {
        let (name, place) = self.name();
        match self.names.get(name.as_str()) {
            Some(Meaning::One(filter, size)) => {
                self.size = self.size.saturating_add(*size);
                if self.size > MAX_SIZE {
                    return Err(Error::at(place, msg!("filter.too_large", max = MAX_SIZE)));
                }
                Ok(filter.clone())
            }
            Some(Meaning::Two) => Err(Error::at(place, msg!("filter.name_twice", name = cut(&name)))),
            None => Err(Error::at(place, msg!("filter.unknown_name", name = cut(&name)))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::samples::parsed;
    use proptest::prelude::*;

    fn names() -> HashMap<&'static str, Meaning> {
        let mut names: HashMap<&str, Meaning> =
            [("a", "id = 1"), ("b", "id = 2"), ("c", "id = 3"), ("过滤-1!", "id = 4")]
                .into_iter()
                .map(|(name, filter)| (name, Meaning::One(parsed(filter), 1)))
                .collect();
        names.insert("two", Meaning::Two);
        names.insert("huge", Meaning::One(parsed("id = 5"), MAX_SIZE));
        names
    }

    #[test]
    fn and_binds_tighter_and_blanks_mean_nothing() {
        for (condition, filter) in [
            ("a", "id = 1"),
            ("(a&b)|c", "id = 1 and id = 2 or id = 3"),
            (" a | b \n & c ", "id = 1 or id = 2 and id = 3"),
            ("((a | b)) & c", "(id = 1 or id = 2) and id = 3"),
            ("a & a | a", "id = 1"),
            ("过滤-1!&a", "id = 4 and id = 1"),
        ] {
            assert_eq!(read(condition, &names()), Ok(Some(parsed(filter))), "{condition}");
        }
        assert_eq!(read(" \t ", &names()), Ok(None));
    }

    #[test]
    fn errors_point_at_the_character() {
        for (condition, span, key) in [
            ("a & d", 4..5, "filter.unknown_name"),
            ("过滤-1! & 过滤", 8..10, "filter.unknown_name"),
            ("a | two", 4..7, "filter.name_twice"),
            ("a b", 2..3, "filter.expected"),
            ("a &", 3..3, "filter.expected"),
            ("& a", 0..1, "filter.expected"),
            ("a || b", 3..4, "filter.expected"),
            ("(a", 2..2, "filter.expected"),
            ("a)", 1..2, "filter.expected"),
            ("()", 1..2, "filter.expected"),
            ("a(b)", 1..2, "filter.expected"),
            ("a & huge", 4..8, "filter.too_large"),
        ] {
            let error = read(condition, &names()).unwrap_err();
            assert_eq!((error.span, error.why.key()), (Some(span), key), "{condition}");
        }
        let nested = |depth: usize| format!("{}a{}", "(".repeat(depth), ")".repeat(depth));
        assert!(read(&nested(MAX_DEPTH), &names()).is_ok());
        let error = read(&nested(MAX_DEPTH + 1), &names()).unwrap_err();
        assert_eq!((error.span, error.why.key()), (Some(MAX_DEPTH..MAX_DEPTH + 1), "filter.too_deep"));
        let error = read(&"a|".repeat(MAX_LENGTH), &names()).unwrap_err();
        assert_eq!((error.span, error.why.key()), (Some(MAX_LENGTH..MAX_LENGTH + 1), "filter.too_long"));
        assert!(read("a|b&".repeat(2_499).trim_end_matches('&'), &names()).is_ok());
    }

    proptest! {
        #[test]
        fn nothing_written_breaks_it_and_every_place_is_within(text in "[abc&|() 过滤two\\PC]{0,40}") {
            if let Err(error) = read(&text, &names()) {
                let span = error.span.expect("a place");
                prop_assert!(span.start <= span.end && span.end <= text.chars().count(), "{:?}", span);
            }
        }
    }
}
