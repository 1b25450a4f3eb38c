//! Expression trees: `must`, `should` and `must_not` over leaves, as the workflow contract has them.
//!
//! Exactly one operator at the root, operators at most [`MAX_LEVELS`] deep, none of them empty. What leaves mean is not
//! known here: [`super::condition`] and [`super::trigger`] bring their own.

use super::reader::{self, Faults, Object};
use crate::{Fault, Message, Rejection, msg};
use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value as Json;

/// The most operators that stand inside each other, the root counted.
pub const MAX_LEVELS: usize = 5;
/// The most operators and leaves of one tree.
pub const MAX_NODES: usize = 200;

/// How an operator joins its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Join {
    /// All of them.
    Must,
    /// Any of them.
    Should,
    /// None of them.
    MustNot,
}

/// An operator and its parts: at least one. A whole tree is its root operator.
#[derive(Debug, Clone, PartialEq)]
pub struct Tree<L> {
    /// How the parts are joined.
    pub join: Join,
    /// What is joined.
    pub parts: Vec<Node<L>>,
}

/// A part of a tree.
#[derive(Debug, Clone, PartialEq)]
pub enum Node<L> {
    /// An operator.
    Tree(Tree<L>),
    /// Something that is so or is not.
    Leaf(L),
}

/// What stands at the ends of a tree: a word and its body, `{"word": {…}}`. Serde's derived form of a leaf is what [`Leaf::read`] reads.
pub trait Leaf: Sized + Serialize {
    /// The words of all leaves.
    const WORDS: &'static [&'static str];

    /// The leaf's word.
    fn word(&self) -> &'static str;

    /// Reads the body of `word`, one of [`Leaf::WORDS`], which stands at `at`.
    fn read(word: &str, body: &Json, at: &str, faults: &mut Vec<Fault>) -> Option<Self>;
}

/// What became of a tree, part by part: why it holds, or why it does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Explanation {
    /// An operator.
    Operator {
        /// How the parts are joined.
        join: Join,
        /// What became of each.
        parts: Vec<Self>,
    },
    /// A leaf.
    Leaf {
        /// Its word.
        word: &'static str,
        /// Whether it is so.
        holds: bool,
        /// What is so, or is not.
        why: Message,
    },
}

/// An explanation in one language, as it is answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// `must`, `should`, `must_not`, or the leaf's word.
    pub what: &'static str,
    /// Whether it holds.
    pub holds: bool,
    /// The sentence.
    pub why: String,
    /// The parts of an operator.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Self>,
}

impl Join {
    /// All three.
    pub const ALL: [Self; 3] = [Self::Must, Self::Should, Self::MustNot];

    /// The word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Must => "must",
            Self::Should => "should",
            Self::MustNot => "must_not",
        }
    }

    /// Whether it holds when its parts are so.
    pub fn of(self, mut parts: impl Iterator<Item = bool>) -> bool {
        match self {
            Self::Must => parts.all(|part| part),
            Self::Should => parts.any(|part| part),
            Self::MustNot => !parts.any(|part| part),
        }
    }
}

impl<L> Tree<L> {
    /// Whether it holds, where `leaf` says which leaves are so. Asks no more leaves than it needs.
    pub fn holds(&self, leaf: &mut impl FnMut(&L) -> bool) -> bool {
        self.join.of(self.parts.iter().map(|part| match part {
            Node::Tree(tree) => tree.holds(leaf),
            Node::Leaf(l) => leaf(l),
        }))
    }

    /// Its leaves from left to right, each with whether it speaks for the tree (`true`) or stands below an odd number of `must_not`.
    pub fn leaves(&self) -> Vec<(&L, bool)> {
        let mut found = Vec::new();
        self.collect(true, &mut found);
        found
    }

    fn collect<'t>(&'t self, speaks_for: bool, found: &mut Vec<(&'t L, bool)>) {
        let speaks_for = speaks_for != (self.join == Join::MustNot);
        for part in &self.parts {
            match part {
                Node::Tree(tree) => tree.collect(speaks_for, found),
                Node::Leaf(leaf) => found.push((leaf, speaks_for)),
            }
        }
    }

    /// The tree with each leaf replaced by what `leaf` makes of it, from left to right.
    pub fn map<M>(&self, leaf: &mut impl FnMut(&L) -> M) -> Tree<M> {
        let parts = self.parts.iter().map(|part| match part {
            Node::Tree(tree) => Node::Tree(tree.map(leaf)),
            Node::Leaf(l) => Node::Leaf(leaf(l)),
        });
        Tree { join: self.join, parts: parts.collect() }
    }

    /// Its leaves from left to right, to be changed.
    pub fn leaves_mut(&mut self) -> Vec<&mut L> {
        let parts = self.parts.iter_mut();
        parts
            .flat_map(|part| match part {
                Node::Tree(tree) => tree.leaves_mut(),
                Node::Leaf(leaf) => vec![leaf],
            })
            .collect()
    }
}

impl<L: Leaf> Tree<L> {
    /// What becomes of it, part by part; `leaf` says of each leaf whether it is so, and why.
    pub fn explain(&self, leaf: &mut impl FnMut(&L) -> (bool, Message)) -> Explanation {
        let parts = self.parts.iter().map(|part| match part {
            Node::Tree(tree) => tree.explain(leaf),
            Node::Leaf(l) => {
                let (holds, why) = leaf(l);
                Explanation::Leaf { word: l.word(), holds, why }
            }
        });
        Explanation::Operator { join: self.join, parts: parts.collect() }
    }

    /// Reads a tree that stands at `at`. Every fault is named by its path, such as `condition.must[0].should[2]`.
    pub fn parse(json: &Json, at: &str) -> Result<Self, Rejection> {
        reader::whole(|faults| Self::read(json, at, faults))
    }

    pub(super) fn read(json: &Json, at: &str, faults: &mut Faults) -> Option<Self> {
        let root = Object::of(json, at, faults)?;
        let (word, parts) = root.only(&Join::ALL.map(Join::word), faults)?;
        let mut nodes = 0;
        Self::operator(word, parts, Place { at: &root.at(word), level: 1 }, &mut nodes, faults)
    }

    fn operator(
        word: &str,
        parts: &Json,
        place: Place<'_>,
        nodes: &mut usize,
        faults: &mut Faults,
    ) -> Option<Self> {
        let join = Join::ALL.into_iter().find(|join| join.word() == word)?;
        let fault = match parts {
            _ if place.level > MAX_LEVELS => msg!("expression.too_deep", max = MAX_LEVELS),
            Json::Array(list) if list.is_empty() => msg!("expression.empty"),
            Json::Array(list) => {
                let read: Vec<Option<Node<L>>> = list
                    .iter()
                    .enumerate()
                    .map(|(i, part)| {
                        let at = format!("{}[{i}]", place.at);
                        Self::node(part, Place { at: &at, level: place.level }, nodes, faults)
                    })
                    .collect();
                return Some(Self { join, parts: read.into_iter().collect::<Option<_>>()? });
            }
            _ => msg!("value.array"),
        };
        faults.push(Fault::new(place.at, fault));
        None
    }

    fn node(json: &Json, place: Place<'_>, nodes: &mut usize, faults: &mut Faults) -> Option<Node<L>> {
        *nodes += 1;
        if *nodes >= MAX_NODES {
            // Said once: what follows is not looked at.
            if *nodes == MAX_NODES {
                faults.push(Fault::new(place.at, msg!("expression.too_large", max = MAX_NODES)));
            }
            return None;
        }
        let words: Vec<&'static str> =
            Join::ALL.iter().map(|join| join.word()).chain(L::WORDS.iter().copied()).collect();
        let object = Object::of(json, place.at, faults)?;
        let (word, body) = object.only(&words, faults)?;
        let at = object.at(word);
        if L::WORDS.contains(&word) {
            L::read(word, body, &at, faults).map(Node::Leaf)
        } else {
            let inner = Place { at: &at, level: place.level + 1 };
            Self::operator(word, body, inner, nodes, faults).map(Node::Tree)
        }
    }
}

/// Where a reader is in a tree.
#[derive(Clone, Copy)]
struct Place<'a> {
    at: &'a str,
    level: usize,
}

impl<L: Serialize> Serialize for Tree<L> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.join.word(), &self.parts)?;
        map.end()
    }
}

impl<L: Serialize> Serialize for Node<L> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Tree(tree) => tree.serialize(serializer),
            Self::Leaf(leaf) => leaf.serialize(serializer),
        }
    }
}

impl Explanation {
    /// Whether it holds.
    pub fn holds(&self) -> bool {
        match self {
            Self::Operator { join, parts } => join.of(parts.iter().map(Self::holds)),
            Self::Leaf { holds, .. } => *holds,
        }
    }

    /// What is so, or is not.
    pub fn why(&self) -> Message {
        match self {
            Self::Leaf { why, .. } => why.clone(),
            Self::Operator { join, parts } => {
                let held = parts.iter().filter(|part| part.holds()).count();
                match (join, self.holds()) {
                    (Join::Must, true) => msg!("expression.must_holds"),
                    (Join::Must, false) => msg!("expression.must_fails", held = held, of = parts.len()),
                    (Join::Should, true) => msg!("expression.should_holds"),
                    (Join::Should, false) => msg!("expression.should_fails"),
                    (Join::MustNot, true) => msg!("expression.must_not_holds"),
                    (Join::MustNot, false) => msg!("expression.must_not_fails", held = held),
                }
            }
        }
    }

    /// The sentences of the leaves that made it what it is, from left to right: for one that does not hold, what stands in its way.
    pub fn reasons(&self) -> Vec<&Message> {
        match self {
            Self::Leaf { why, .. } => vec![why],
            Self::Operator { join, parts } => {
                // What decides: one part that failed a `must`, or met a `should` or `must_not`; where none did, all of them.
                let deciding = *join != Join::Must;
                let some = parts.iter().any(|part| part.holds() == deciding);
                parts
                    .iter()
                    .filter(|part| !some || part.holds() == deciding)
                    .flat_map(Self::reasons)
                    .collect()
            }
        }
    }

    /// It in one language.
    pub fn told(&self, lang: crate::Lang) -> Told {
        let (what, parts) = match self {
            Self::Operator { join, parts } => (join.word(), parts.as_slice()),
            Self::Leaf { word, .. } => (*word, &[][..]),
        };
        Told {
            what,
            holds: self.holds(),
            why: self.why().text(lang),
            parts: parts.iter().map(|part| part.told(lang)).collect(),
        }
    }
}
