//! What is wrong with a filter, and where.

use crate::{Message, Rejection, msg};
use std::ops::Range;

/// A stretch of a text, in characters from its beginning, the end not included.
pub type Span = Range<usize>;

/// The first thing that is wrong with a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    /// In which text of a body: `condition`, `string_filters[2].values[0]`. Empty where the whole is one text.
    pub path: String,
    /// Where in that text; `None` where all of it is meant.
    pub span: Option<Span>,
    /// What is wrong and what would be right.
    pub why: Message,
}

impl Error {
    /// Wrong at a stretch of the text.
    pub fn at(span: Span, why: Message) -> Self {
        Self { path: String::new(), span: Some(span), why }
    }

    /// Wrong as a whole, at a path of a body.
    pub fn of(path: impl Into<String>, why: Message) -> Self {
        Self { path: path.into(), span: None, why }
    }

    /// The same, in the text that stands at `path`.
    #[must_use]
    pub fn within(self, path: &str) -> Self {
        Self { path: path.to_owned(), ..self }
    }

    /// The sentence, with the character where the text is wrong: the first is 1.
    pub fn message(&self) -> Message {
        match &self.span {
            Some(span) => {
                msg!("filter.at", at = span.start.saturating_add(1)).listing("why", vec![self.why.clone()])
            }
            None => self.why.clone(),
        }
    }

    /// The refusal of a request that gave the filter as `parameter`; empty where the request's body is the filter.
    pub fn into_rejection(self, parameter: &str) -> Rejection {
        let field = match (parameter, self.path.as_str()) {
            (parameter, "") => parameter.to_owned(),
            ("", path) => path.to_owned(),
            (parameter, path) => format!("{parameter}.{path}"),
        };
        Rejection::malformed(field, self.message())
    }
}

/// A word as it is said back: the beginning of a long one.
pub(super) fn cut(word: &str) -> String {
    const MOST: usize = 40;
    if word.chars().count() <= MOST {
        return word.to_owned();
    }
    word.chars().take(MOST).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Lang;

    #[test]
    fn a_refusal_names_the_parameter_and_the_character() {
        let refusal = Error::at(11..13, msg!("filter.open_quote")).into_rejection("filter");
        let Rejection::Malformed { field, why } = refusal else { panic!("{refusal:?}") };
        assert_eq!(field.as_deref(), Some("filter"));
        assert!(why.text(Lang::En).contains("character 12"), "{}", why.text(Lang::En));
        assert!(why.text(Lang::Zh).contains("12"), "{}", why.text(Lang::Zh));
        let inside = Error::at(0..1, msg!("filter.open_quote")).within("condition");
        let Rejection::Malformed { field, .. } = inside.into_rejection("where") else { panic!() };
        assert_eq!(field.as_deref(), Some("where.condition"));
    }
}
