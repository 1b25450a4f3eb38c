//! Expression trees: `must`, `should` and `must_not` over leaves, as the workflow contract has them.
//!
//! Exactly one operator at the root, operators at most [`MAX_LEVELS`] deep, none of them empty. What leaves mean is not
//! known here: [`super::condition`] and [`super::trigger`] bring their own.

use super::reader::{self, Faults, Object, below};
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

    /// Refuses, with the reasons, where it does not hold.
    pub fn require(&self) -> Result<(), Rejection> {
        if self.holds() {
            return Ok(());
        }
        Err(Rejection::Unmet(self.clone()))
    }

    /// Its leaves from left to right: the path of each, such as `must[0].should[1].field_equals`, whether it is so, and why.
    pub fn leaves(&self) -> Vec<(String, bool, &Message)> {
        let mut found = Vec::new();
        self.collect("", &mut found);
        found
    }

    fn collect<'e>(&'e self, at: &str, found: &mut Vec<(String, bool, &'e Message)>) {
        match self {
            Self::Leaf { word, holds, why } => found.push((below(at, word), *holds, why)),
            Self::Operator { join, parts } => {
                for (i, part) in parts.iter().enumerate() {
                    part.collect(&below(at, &format!("{}[{i}]", join.word())), found);
                }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, workflow::samples::any_tree};
    use proptest::{collection::vec, prelude::*};
    use serde_json::json;

    /// A leaf that is so where the flag of its number is up.
    #[derive(Debug, Clone, Copy, PartialEq, Serialize)]
    #[serde(rename_all = "snake_case")]
    enum Flag {
        Up(u64),
    }

    impl Leaf for Flag {
        const WORDS: &'static [&'static str] = &["up"];

        fn word(&self) -> &'static str {
            "up"
        }

        fn read(_: &str, body: &Json, at: &str, faults: &mut Vec<Fault>) -> Option<Self> {
            let number = body.as_u64();
            if number.is_none() {
                faults.push(Fault::new(at, msg!("value.integer")));
            }
            number.map(Self::Up)
        }
    }

    const FLAGS: u64 = 4;

    fn flag() -> impl Strategy<Value = Flag> + Clone {
        (0..FLAGS).prop_map(Flag::Up)
    }

    fn up(flags: u64) -> impl Fn(&Flag) -> bool {
        move |Flag::Up(number)| flags >> number & 1 == 1
    }

    /// What a tree says, read off its JSON as the contract words it.
    fn naive(json: &Json, flags: u64) -> bool {
        let parts = |key: &str| json[key].as_array().map(|parts| parts.iter().map(|p| naive(p, flags)));
        if let Some(mut parts) = parts("must") {
            return parts.all(|p| p);
        }
        if let Some(mut parts) = parts("should") {
            return parts.any(|p| p);
        }
        if let Some(mut parts) = parts("must_not") {
            return !parts.any(|p| p);
        }
        flags >> json["up"].as_u64().unwrap() & 1 == 1
    }

    fn joined(join: Join, parts: &[Tree<Flag>]) -> Tree<Flag> {
        Tree { join, parts: parts.iter().cloned().map(Node::Tree).collect() }
    }

    fn explained(tree: &Tree<Flag>, flags: u64) -> Explanation {
        tree.explain(&mut |flag| (up(flags)(flag), msg!("condition.said", said = format!("{flag:?}"))))
    }

    proptest! {
        #[test]
        fn a_tree_says_what_a_naive_reading_of_its_json_says(tree in any_tree(flag(), MAX_LEVELS), flags in 0..1_u64 << FLAGS) {
            let expected = naive(&serde_json::to_value(&tree).unwrap(), flags);
            prop_assert_eq!(tree.holds(&mut up(flags)), expected);
            prop_assert_eq!(explained(&tree, flags).holds(), expected);
        }

        #[test]
        fn the_operators_keep_their_laws(
            parts in vec(any_tree(flag(), 2), 1..4), more in vec(any_tree(flag(), 2), 1..3), flags in 0..1_u64 << FLAGS,
        ) {
            let holds = |tree: &Tree<Flag>| tree.holds(&mut up(flags));
            let (must, should, none) =
                (joined(Join::Must, &parts), joined(Join::Should, &parts), joined(Join::MustNot, &parts));
            // `must_not` is what `should` is not, and `must` of the negations.
            prop_assert_eq!(holds(&none), !holds(&should));
            let negated: Vec<_> = parts.iter().map(|p| joined(Join::MustNot, std::slice::from_ref(p))).collect();
            prop_assert_eq!(holds(&none), holds(&joined(Join::Must, &negated)));
            prop_assert_eq!(holds(&must), !holds(&joined(Join::Should, &negated)));
            // Two negations are none.
            let twice = joined(Join::MustNot, &[joined(Join::MustNot, &parts[..1])]);
            prop_assert_eq!(holds(&twice), holds(&parts[0]));
            // What holds of all holds of one; order and repetition say nothing.
            prop_assert!(!holds(&must) || holds(&should));
            let mut turned = parts.clone();
            turned.reverse();
            turned.push(parts[0].clone());
            for join in Join::ALL {
                prop_assert_eq!(holds(&joined(join, &turned)), holds(&joined(join, &parts)));
            }
            // More parts make `must` and `must_not` harder, `should` easier.
            let all: Vec<_> = parts.iter().chain(&more).cloned().collect();
            prop_assert!(!holds(&joined(Join::Must, &all)) || holds(&must));
            prop_assert!(!holds(&joined(Join::MustNot, &all)) || holds(&none));
            prop_assert!(!holds(&should) || holds(&joined(Join::Should, &all)));
        }

        #[test]
        fn a_tree_is_read_back_from_its_json(tree in any_tree(flag(), MAX_LEVELS)) {
            let json = serde_json::to_value(&tree).unwrap();
            prop_assert_eq!(Tree::parse(&json, "condition").unwrap(), tree);
        }

        #[test]
        fn were_the_reasons_otherwise_so_would_be_the_outcome(tree in any_tree(flag(), 4), flags in any::<u64>()) {
            // Each leaf its own flag, so that one can be turned without another.
            let mut next = 0;
            let tree = tree.map(&mut |_| { next += 1; Flag::Up(next % 64) });
            prop_assume!(next < 64);
            let before = explained(&tree, flags);
            let mut turned = flags;
            for reason in before.reasons() {
                let said = reason.text(Lang::En);
                let number: u64 = said.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
                turned ^= 1 << number;
            }
            prop_assert_ne!(explained(&tree, turned).holds(), before.holds());
        }

        #[test]
        fn leaves_know_whether_they_speak_for_the_tree(tree in any_tree(flag(), 4), flags in 0..1_u64 << FLAGS) {
            // Turning up a flag that only stands for the tree never makes it fail.
            for number in 0..FLAGS {
                let own: Vec<bool> = tree.leaves().into_iter()
                    .filter(|(Flag::Up(n), _)| *n == number).map(|(_, speaks_for)| speaks_for).collect();
                let (without, with) = (flags & !(1 << number), flags | 1 << number);
                let (without, with) = (tree.holds(&mut up(without)), tree.holds(&mut up(with)));
                prop_assert!(own.iter().any(|s| !s) || !without || with);
                prop_assert!(own.iter().any(|s| *s) || without || !with);
            }
        }
    }

    fn faults(json: &Json) -> Vec<(String, String)> {
        match Tree::<Flag>::parse(json, "condition") {
            Ok(tree) => panic!("taken: {tree:?}"),
            Err(Rejection::Invalid(faults)) => {
                faults.into_iter().map(|f| (f.field, f.why.key().to_owned())).collect()
            }
            Err(other) => panic!("{other:?}"),
        }
    }

    fn deep(levels: usize) -> Json {
        (0..levels).fold(json!({"up": 1}), |inner, _| json!({"must": [inner]}))
    }

    #[test]
    fn every_fault_is_named_by_its_path() {
        for (json, expected) in [
            (json!(null), vec![("condition", "value.object")]),
            (json!([]), vec![("condition", "value.object")]),
            (json!({}), vec![("condition", "value.one_key")]),
            (json!({"must": [{"up": 1}], "should": [{"up": 1}]}), vec![("condition", "value.one_key")]),
            (json!({"up": 1}), vec![("condition.up", "value.one_of")]),
            (json!({"must": []}), vec![("condition.must", "expression.empty")]),
            (json!({"must": {"up": 1}}), vec![("condition.must", "value.array")]),
            (
                json!({"must": [{"up": 1}, {"should": [{"up": 1}, {"down": 1}]}, {"up": "x"}, 7]}),
                vec![
                    ("condition.must[1].should[1].down", "value.one_of"),
                    ("condition.must[2].up", "value.integer"),
                    ("condition.must[3]", "value.object"),
                ],
            ),
        ] {
            let expected: Vec<_> =
                expected.into_iter().map(|(at, key)| (at.to_owned(), key.to_owned())).collect();
            assert_eq!(faults(&json), expected, "{json}");
        }
    }

    #[test]
    fn five_levels_of_operators_are_taken_and_a_sixth_is_not() {
        assert!(Tree::<Flag>::parse(&deep(5), "condition").is_ok());
        let at = "condition.must[0].must[0].must[0].must[0].must[0].must";
        assert_eq!(faults(&deep(6)), [(at.to_owned(), "expression.too_deep".to_owned())]);
        assert_eq!(faults(&deep(100)), [(at.to_owned(), "expression.too_deep".to_owned())]);
    }

    #[test]
    fn a_tree_past_its_size_is_refused_once() {
        let wide = |leaves: usize| json!({"must": vec![json!({"up": 1}); leaves]});
        assert!(Tree::<Flag>::parse(&wide(MAX_NODES - 1), "condition").is_ok());
        let at = format!("condition.must[{}]", MAX_NODES - 1);
        assert_eq!(faults(&wide(MAX_NODES + 50)), [(at, "expression.too_large".to_owned())]);
    }

    #[test]
    fn an_explanation_is_told_part_by_part_in_both_languages() {
        let tree =
            Tree::parse(&json!({"must": [{"up": 0}, {"must_not": [{"up": 1}]}]}), "condition").unwrap();
        let told = explained(&tree, 0b11).told(Lang::En);
        assert_eq!((told.what, told.holds), ("must", false));
        let parts: Vec<_> = told.parts.iter().map(|p| (p.what, p.holds)).collect();
        assert_eq!(parts, [("up", true), ("must_not", false)]);
        assert!(told.why.contains('1') && told.why.contains('2'));
        assert_ne!(told.why, explained(&tree, 0b11).told(Lang::Zh).why);
        let json = serde_json::to_value(&told).unwrap();
        assert_eq!(json["parts"][1]["parts"][0]["what"], "up");
        assert_eq!(json["parts"][0].get("parts"), None);
    }
}
