//! A filter's text as words and signs, each with its place.
//!
//! Signs that a Chinese keyboard gives are taken for those they stand for: `（` `）` `，` `“` `”`.

use super::{Error, MAX_LENGTH, Span};
use crate::msg;

/// A word or sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// A word without quotes.
    Bare(String),
    /// What stood in quotes.
    Quoted(String),
    /// `=`, `!=`, `<`, `<=`, `>`, `>=`, `~`, `!~`, `^=` or `$=`.
    Sign(&'static str),
    /// `(`.
    Open,
    /// `)`.
    Close,
    /// `,`.
    Comma,
    /// There is no more.
    End,
}

/// The signs, longer ones first.
const SIGNS: [&str; 10] = ["!=", "<=", ">=", "!~", "^=", "$=", "=", "<", ">", "~"];

/// What may stand in a word without quotes.
fn is_bare(c: char) -> bool {
    !c.is_whitespace()
        && !matches!(
            c,
            '(' | ')'
                | ','
                | '"'
                | '\''
                | '（'
                | '）'
                | '，'
                | '“'
                | '”'
                | '='
                | '<'
                | '>'
                | '~'
                | '!'
                | '^'
                | '$'
                | '&'
                | '|'
                | '\\'
        )
}

/// The tokens of a text; the last one is [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Span)>, Error> {
    let characters: Vec<char> = text.chars().take(MAX_LENGTH + 1).collect();
    if characters.len() > MAX_LENGTH {
        return Err(Error::at(MAX_LENGTH..MAX_LENGTH + 1, msg!("filter.too_long", max = MAX_LENGTH)));
    }
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = characters.get(at) {
        let begin = at;
        let token = match c {
            c if c.is_whitespace() => {
                at += 1;
                continue;
            }
            '(' | '（' => single(&mut at, Token::Open),
            ')' | '）' => single(&mut at, Token::Close),
            ',' | '，' => single(&mut at, Token::Comma),
            '"' | '\'' | '“' | '”' => quoted(&characters, &mut at)?,
            c if is_bare(*c) => bare(&characters, &mut at),
            c => sign(&characters, &mut at)
                .ok_or_else(|| Error::at(begin..begin + 1, msg!("filter.character", found = c)))?,
        };
        tokens.push((token, begin..at));
    }
    tokens.push((Token::End, at..at));
    Ok(tokens)
}

fn single(at: &mut usize, token: Token) -> Token {
    *at += 1;
    token
}

fn bare(characters: &[char], at: &mut usize) -> Token {
    let rest = characters.get(*at..).unwrap_or_default();
    let word: String = rest.iter().take_while(|c| is_bare(**c)).collect();
    *at += word.chars().count();
    Token::Bare(word)
}

fn sign(characters: &[char], at: &mut usize) -> Option<Token> {
    let rest = characters.get(*at..).unwrap_or_default();
    let sign = SIGNS
        .into_iter()
        .find(|sign| sign.chars().zip(rest).filter(|(a, b)| a == *b).count() == sign.len())?;
    *at += sign.len();
    Some(Token::Sign(sign))
}

fn quoted(characters: &[char], at: &mut usize) -> Result<Token, Error> {
    let begin = *at;
    let closing: &[char] = match characters.get(begin) {
        Some('\'') => &['\''],
        Some('"') => &['"'],
        _ => &['”', '“'],
    };
    let mut word = String::new();
    let mut place = begin + 1;
    while let Some(c) = characters.get(place) {
        place += 1;
        if closing.contains(c) {
            *at = place;
            return Ok(Token::Quoted(word));
        }
        if *c != '\\' {
            word.push(*c);
            continue;
        }
        word.push(match characters.get(place) {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some(c @ ('\\' | '"' | '\'' | '“' | '”')) => *c,
            _ => return Err(Error::at(place - 1..(place + 1).min(characters.len()), msg!("filter.escape"))),
        });
        place += 1;
    }
    Err(Error::at(begin..begin + 1, msg!("filter.open_quote")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_signs_and_quotes_have_their_places_in_characters() {
        let found = tokens("状态>='进 \\'行' （a，“b”）").unwrap();
        let bare = |word: &str| Token::Bare(word.to_owned());
        let quoted = |word: &str| Token::Quoted(word.to_owned());
        assert_eq!(
            found,
            [
                (bare("状态"), 0..2),
                (Token::Sign(">="), 2..4),
                (quoted("进 '行"), 4..11),
                (Token::Open, 12..13),
                (bare("a"), 13..14),
                (Token::Comma, 14..15),
                (quoted("b"), 15..18),
                (Token::Close, 18..19),
                (Token::End, 19..19),
            ]
        );
    }

    #[test]
    fn what_cannot_be_read_is_pointed_at() {
        for (text, span, key) in [
            ("a & b", 2..3, "filter.character"),
            ("a ! b", 2..3, "filter.character"),
            ("a = 'b", 4..5, "filter.open_quote"),
            ("a = \"b\\x\"", 6..8, "filter.escape"),
            ("a = \"b\\", 6..7, "filter.escape"),
        ] {
            let error = tokens(text).unwrap_err();
            assert_eq!((error.span, error.why.key()), (Some(span), key), "{text}");
        }
        let error = tokens(&"单".repeat(MAX_LENGTH + 1)).unwrap_err();
        assert_eq!((error.span, error.why.key()), (Some(MAX_LENGTH..MAX_LENGTH + 1), "filter.too_long"));
        assert!(tokens(&"单".repeat(MAX_LENGTH)).is_ok());
    }
}
