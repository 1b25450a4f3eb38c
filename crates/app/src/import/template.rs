//! Texts with columns in them: `{product}: problem {Case ID}`.

/// A text with places for columns. `{{` and `}}` are the braces themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Plain(String),
    Column(String),
}

impl Template {
    /// Reads one; `None` when a brace has no partner.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '{' | '}' if letters.peek() == Some(&letter) => {
                    letters.next();
                    plain.push(letter);
                }
                '{' => {
                    pieces.push(Piece::Plain(std::mem::take(&mut plain)));
                    let mut name = String::new();
                    loop {
                        match letters.next()? {
                            '}' => break,
                            '{' => return None,
                            letter => name.push(letter),
                        }
                    }
                    pieces.push(Piece::Column(name));
                }
                '}' => return None,
                _ => plain.push(letter),
            }
        }
        pieces.push(Piece::Plain(plain));
        Some(Self(pieces))
    }

    /// The columns it names.
    pub(crate) fn columns(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Plain(_) => None,
            Piece::Column(name) => Some(name.as_str()),
        })
    }

    /// The text with every place filled.
    pub(crate) fn fill<'c>(&self, cell: impl Fn(&str) -> &'c str) -> String {
        let pieces = self.0.iter().map(|piece| match piece {
            Piece::Plain(text) => text.as_str(),
            Piece::Column(name) => cell(name),
        });
        pieces.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Template;

    #[test]
    fn places_are_filled_and_doubled_braces_stay() {
        let template = Template::parse("{product}: {{problem}} {Case ID}").unwrap();
        assert_eq!(template.columns().collect::<Vec<_>>(), ["product", "Case ID"]);
        assert_eq!(template.fill(|name| if name == "product" { "P1" } else { "7" }), "P1: {problem} 7");
    }

    #[test]
    fn a_brace_without_its_partner_is_refused() {
        for bad in ["{", "a}", "{a{b}", "{a}}", "{{a}"] {
            assert_eq!(Template::parse(bad), None, "{bad}");
        }
    }
}
