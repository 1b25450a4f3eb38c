//! What can be asked for, as data: the fields of a subject, what each holds, and what may be asked of it.

use crate::text::fold;
use std::sync::Arc;

/// Things of one sort that are asked for: tickets, steps of history, jobs.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    fields: Vec<Arc<Field>>,
    asker: Asker,
    /// The folded names of the groups that there are; `None` where that is not known, so any name is taken.
    groups: Option<Vec<String>>,
}

/// Who is going to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asker {
    /// Somebody, who is `me`.
    Somebody,
    /// Nobody, so that `me` means nothing.
    Nobody,
}

/// One field of a subject.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name in the language: what rows and columns know it by.
    pub key: String,
    /// Other names that are understood for it: those of the published APIs.
    pub aliases: &'static [&'static str],
    /// What it holds.
    pub kind: Kind,
    /// Whether it holds several of them at once.
    pub many: bool,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Free text. Equal is equal to the letter; texts are ordered by their characters' numbers.
    Text,
    /// A label: capital and small letters are the same.
    Tag,
    /// A word of a list, or a key.
    Word(Words),
    /// A ticket's key, such as `SUP-42`.
    Key,
    /// A person, by user name.
    Person,
    /// A moment.
    Time,
    /// A day.
    Date,
    /// A length of time, in milliseconds.
    Duration,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Truth,
    /// Different things in different projects: nothing can be asked of it.
    Mixed,
}

/// The words that a field takes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Words {
    /// All of them, in their order; empty where any word may be one.
    pub known: Vec<String>,
    /// Other words for some of them: (what is written, what is meant).
    pub aliases: &'static [(&'static str, &'static str)],
    /// How they are written.
    pub case: Case,
    /// Whether their order means something, so that `>=` may be asked.
    pub ranked: bool,
}

/// In which letters words are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Case {
    /// As they are.
    #[default]
    AsIs,
    /// Small.
    Lower,
    /// Capital.
    Upper,
}

/// What may be asked of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the signs say it")]
pub enum Operator {
    Equal,
    Unequal,
    In,
    NotIn,
    Less,
    AtMost,
    Greater,
    AtLeast,
    Contains,
    ContainsNot,
    Begins,
    Ends,
    Is,
}

impl Operator {
    /// All of them, in the order in which they are told.
    pub const ALL: [Self; 13] = [
        Self::Equal,
        Self::Unequal,
        Self::In,
        Self::NotIn,
        Self::Less,
        Self::AtMost,
        Self::Greater,
        Self::AtLeast,
        Self::Contains,
        Self::ContainsNot,
        Self::Begins,
        Self::Ends,
        Self::Is,
    ];

    /// As it is written.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::Unequal => "!=",
            Self::In => "in",
            Self::NotIn => "not in",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
            Self::Contains => "~",
            Self::ContainsNot => "!~",
            Self::Begins => "^=",
            Self::Ends => "$=",
            Self::Is => "is empty",
        }
    }
}

impl Field {
    /// A field with one value.
    pub fn one(key: &str, kind: Kind) -> Self {
        Self { key: key.to_owned(), aliases: &[], kind, many: false }
    }

    /// A field with several values.
    pub fn many(key: &str, kind: Kind) -> Self {
        Self { many: true, ..Self::one(key, kind) }
    }

    /// The same, also understood by other names.
    #[must_use]
    pub fn or(self, aliases: &'static [&'static str]) -> Self {
        Self { aliases, ..self }
    }

    /// Whether `operator` may be asked of it.
    pub fn takes(&self, operator: Operator) -> bool {
        use Operator as O;
        match operator {
            O::Equal | O::Unequal | O::In | O::NotIn | O::Is => self.kind != Kind::Mixed,
            O::Less | O::AtMost | O::Greater | O::AtLeast => {
                let ordered = match &self.kind {
                    Kind::Text | Kind::Time | Kind::Date | Kind::Duration | Kind::Integer | Kind::Number => {
                        true
                    }
                    Kind::Word(words) => words.ranked,
                    Kind::Tag | Kind::Key | Kind::Person | Kind::Truth | Kind::Mixed => false,
                };
                ordered && !self.many
            }
            O::Contains | O::ContainsNot | O::Begins | O::Ends => {
                matches!(self.kind, Kind::Text | Kind::Tag | Kind::Person)
            }
        }
    }

    /// The operators that may be asked of it, as they are told.
    pub fn operators(&self) -> String {
        let signs: Vec<&str> =
            Operator::ALL.into_iter().filter(|operator| self.takes(*operator)).map(Operator::sign).collect();
        signs.join(" ")
    }
}

impl Words {
    /// Any word, written in these letters.
    pub fn any(case: Case) -> Self {
        Self { case, ..Self::default() }
    }

    /// One of these, written as they are.
    pub fn of<'w>(known: impl IntoIterator<Item = &'w str>) -> Self {
        Self { known: known.into_iter().map(str::to_owned).collect(), ..Self::default() }
    }

    /// The word that is meant; `None` where it is none of those that are known.
    pub fn find(&self, written: &str) -> Option<String> {
        let written = written.trim();
        let folded = fold(written);
        if let Some((_, meant)) = self.aliases.iter().find(|(alias, _)| *alias == folded) {
            return Some((*meant).to_owned());
        }
        if self.known.is_empty() {
            return Some(match self.case {
                Case::AsIs => written.to_owned(),
                Case::Lower => folded,
                Case::Upper => written.to_uppercase(),
            });
        }
        let exact = self.known.iter().find(|known| *known == written);
        exact.or_else(|| self.known.iter().find(|known| fold(known) == folded)).cloned()
    }

    /// The place of a word in the order, from 1: what the database keeps of a ranked one.
    pub fn rank(&self, word: &str) -> Option<i64> {
        let place = self.known.iter().position(|known| known == word)?;
        i64::try_from(place).ok()?.checked_add(1)
    }
}

impl Subject {
    /// A subject with these fields. Of two fields with one name the second is never found.
    pub fn new(fields: impl IntoIterator<Item = Field>) -> Self {
        Self { fields: fields.into_iter().map(Arc::new).collect(), asker: Asker::Somebody, groups: None }
    }

    /// The same, with more fields.
    #[must_use]
    pub(super) fn and(mut self, fields: impl IntoIterator<Item = Field>) -> Self {
        self.fields.extend(fields.into_iter().map(Arc::new));
        self
    }

    /// The same, where a field holds words of this list only; an empty list changes nothing.
    #[must_use]
    pub fn knowing<'w>(mut self, key: &str, words: impl IntoIterator<Item = &'w str>) -> Self {
        let known: Vec<String> = words.into_iter().map(str::to_owned).collect();
        for field in self.fields.iter_mut().filter(|field| field.key == key && !known.is_empty()) {
            if let Kind::Word(words) = &mut Arc::make_mut(field).kind {
                words.known.clone_from(&known);
            }
        }
        self
    }

    /// The same, where no groups but those of these names can be named.
    #[must_use]
    pub fn with_groups<'n>(self, names: impl IntoIterator<Item = &'n str>) -> Self {
        Self { groups: Some(names.into_iter().map(fold).collect()), ..self }
    }

    /// The same, asked for by somebody or by nobody.
    #[must_use]
    pub fn asked_by(self, asker: Asker) -> Self {
        Self { asker, ..self }
    }

    /// The same, where what is different in different projects is taken for a text: for whoever looks which projects are asked for.
    #[must_use]
    pub fn unmixed(mut self) -> Self {
        for field in self.fields.iter_mut().filter(|field| field.kind == Kind::Mixed) {
            Arc::make_mut(field).kind = Kind::Text;
        }
        self
    }

    /// Who is going to ask.
    pub const fn asker(&self) -> Asker {
        self.asker
    }

    /// Whether a group of this name may be named.
    pub fn has_group(&self, name: &str) -> bool {
        self.groups.as_ref().is_none_or(|groups| groups.contains(&fold(name)))
    }

    /// Its fields.
    pub fn fields(&self) -> &[Arc<Field>] {
        &self.fields
    }

    /// The field of a name, or of another name for it.
    pub fn field(&self, name: &str) -> Option<&Arc<Field>> {
        let own = self.fields.iter().find(|field| field.key == name);
        own.or_else(|| self.fields.iter().find(|field| field.aliases.contains(&name)))
    }

    /// The names of its fields, for whoever named one that it has not; long lists are cut.
    pub fn names(&self) -> String {
        const MOST: usize = 60;
        let mut names: Vec<&str> = self.fields.iter().take(MOST).map(|field| field.key.as_str()).collect();
        if self.fields.len() > MOST {
            names.push("…");
        }
        names.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_any_letters_and_by_its_other_names() {
        let open = Words::any(Case::Lower);
        assert_eq!(open.find(" In_Progress "), Some("in_progress".to_owned()));
        let listed = Words { aliases: &[("normal", "medium")], ..Words::of(["low", "medium", "甲"]) };
        assert_eq!(listed.find("Normal"), Some("medium".to_owned()));
        assert_eq!(listed.find("LOW"), Some("low".to_owned()));
        assert_eq!(listed.find("甲"), Some("甲".to_owned()));
        assert_eq!((listed.find("lo"), listed.rank("medium"), listed.rank("x")), (None, Some(2), None));
    }

    #[test]
    fn several_values_have_no_order() {
        let words = || Kind::Word(Words { ranked: true, ..Words::of(["a", "b"]) });
        assert!(Field::one("x", words()).takes(Operator::AtLeast));
        assert!(!Field::many("x", words()).takes(Operator::AtLeast));
        assert_eq!(Field::one("x", Kind::Truth).operators(), "= != in not in is empty");
        assert_eq!(Field::one("x", Kind::Mixed).operators(), "");
    }
}
