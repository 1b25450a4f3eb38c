//! Whether a condition can ever hold.
//!
//! Every way the world can be, as far as the condition looks at it, is tried: which of the named people acts, what each
//! field holds, and so on. Where there are too many ways, the answer is yes.

use crate::{
    Value,
    field::{Definition, FieldType},
    identity::{Person, Standing, UserDomain},
    ticket::Field,
    workflow::{
        Start,
        condition::{Check, Condition},
    },
};

/// The most ways the world is tried in.
const MOST_WORLDS: usize = 4_096;

/// Something that can be in one of several ways.
#[derive(Debug, PartialEq)]
enum About<'c> {
    /// Who acts.
    Actor,
    /// The department of who acts.
    Department,
    /// Whether who acts is in this domain.
    Domain(&'c UserDomain),
    /// What a field holds that holds one thing.
    Field(&'c Field),
    /// Whether this leaf, of which no more is known, is so.
    Leaf(&'c Check),
}

/// In which of the ways of one variable something is so.
#[derive(Debug, Clone)]
struct When {
    variable: usize,
    so: Vec<bool>,
}

/// What a leaf comes to: so in every world, or in those of any of these.
type Atom = Vec<When>;

/// Whether somebody could meet the condition of a transition that starts at `from`. `false` is certain, `true` is not.
pub fn can_hold(condition: &Condition, from: &Start, custom: &[Definition]) -> bool {
    Space::new(condition, from, custom, Given::default()).has_a_world(condition)
}

/// Whether `who` could meet it on some ticket. `false` is certain, `true` is not.
pub(in crate::workflow) fn can_hold_for(
    condition: &Condition,
    from: &Start,
    custom: &[Definition],
    who: Person<'_>,
) -> bool {
    Space::new(condition, from, custom, Given { who: Some(who), empty: None }).has_a_world(condition)
}

/// As [`can_hold`], where `empty` is empty.
pub(super) fn can_hold_without(
    condition: &Condition,
    from: &Start,
    custom: &[Definition],
    empty: &Field,
) -> bool {
    Space::new(condition, from, custom, Given { empty: Some(empty), who: None }).has_a_world(condition)
}

/// What is known of all worlds.
#[derive(Clone, Copy, Default)]
struct Given<'c> {
    /// This field is empty.
    empty: Option<&'c Field>,
    /// This person acts.
    who: Option<Person<'c>>,
}

struct Space<'c> {
    from: &'c Start,
    custom: &'c [Definition],
    given: Given<'c>,
    leaves: Vec<&'c Check>,
    variables: Vec<(About<'c>, usize)>,
}

impl<'c> Space<'c> {
    fn new(condition: &'c Condition, from: &'c Start, custom: &'c [Definition], given: Given<'c>) -> Self {
        let leaves = condition.leaves().into_iter().map(|(leaf, _)| leaf).collect();
        Self { from, custom, given, leaves, variables: Vec::new() }
    }

    fn has_a_world(mut self, condition: &'c Condition) -> bool {
        let leaves = self.leaves.clone();
        let mut atoms = leaves.into_iter().map(|leaf| self.atom(leaf)).collect::<Vec<Atom>>().into_iter();
        let tree = condition.map(&mut |_| atoms.next().unwrap_or_default());
        let worlds = self.variables.iter().try_fold(1_usize, |all, (_, ways)| all.checked_mul(*ways));
        let Some(worlds) = worlds.filter(|worlds| *worlds <= MOST_WORLDS) else { return true };
        (0..worlds).any(|world| {
            let ways = self.ways(world);
            let is_so = |when: &When| {
                ways.get(when.variable).and_then(|way| when.so.get(*way)).copied().unwrap_or(true)
            };
            tree.holds(&mut |atom: &Atom| atom.iter().any(is_so))
        })
    }

    /// Which way each variable is in a world: the digits of its number.
    fn ways(&self, mut world: usize) -> Vec<usize> {
        let digits = self.variables.iter().map(|(_, ways)| {
            let way = world.checked_rem(*ways).unwrap_or(0);
            world = world.checked_div(*ways).unwrap_or(0);
            way
        });
        digits.collect()
    }

    fn variable(&mut self, about: About<'c>, ways: usize) -> usize {
        if let Some(known) = self.variables.iter().position(|(a, _)| *a == about) {
            return known;
        }
        self.variables.push((about, ways));
        self.variables.len() - 1
    }

    fn atom(&mut self, leaf: &'c Check) -> Atom {
        match leaf {
            Check::InUserDomains { user_domains } => {
                user_domains.iter().filter_map(|domain| self.domain(domain)).collect()
            }
            Check::FieldEquals { field, .. } | Check::FieldIn { field, .. } | Check::FieldEmpty { field } => {
                vec![self.field(leaf, field)]
            }
            Check::AllSubtasksClosed {} | Check::HasCommentSinceStatus {} => vec![self.free(leaf)],
        }
    }

    /// When whoever acts is in the domain; `None` = never.
    fn domain(&mut self, domain: &'c UserDomain) -> Option<When> {
        if let Some(who) = self.given.who.filter(|_| domain.is_personal()) {
            let so = vec![domain.holds(who, Standing::default())];
            return Some(When { variable: self.variable(About::Domain(domain), 1), so });
        }
        match domain {
            UserDomain::SingleUser(uuid) => Some(self.one_of(About::Actor, uuid)),
            UserDomain::Department(uuid) => Some(self.one_of(About::Department, uuid)),
            // Who was not let in takes no step.
            UserDomain::Everyone => {
                Some(When { variable: self.variable(About::Domain(domain), 1), so: vec![true] })
            }
            domain if !domain.has_meaning() => None,
            domain => {
                let variable = self.variable(About::Domain(domain), 2);
                Some(When { variable, so: vec![true, false] })
            }
        }
    }

    /// When the one that it is about is the one of this id: those that the condition names, or any other.
    fn one_of(&mut self, about: About<'c>, uuid: &str) -> When {
        let is_department = about == About::Department;
        let mut named: Vec<&str> = Vec::new();
        for leaf in &self.leaves {
            let Check::InUserDomains { user_domains } = leaf else { continue };
            for domain in user_domains {
                let id = match domain {
                    UserDomain::SingleUser(id) if !is_department => id,
                    UserDomain::Department(id) if is_department => id,
                    _ => continue,
                };
                if !named.contains(&id.as_str()) {
                    named.push(id);
                }
            }
        }
        let so = named.iter().map(|id| *id == uuid).chain([false]).collect();
        When { variable: self.variable(about, named.len() + 1), so }
    }

    fn field(&mut self, leaf: &'c Check, field: &'c Field) -> When {
        if self.given.empty == Some(field) {
            let so = vec![leaf.of_value(&Value::Null).unwrap_or(true)];
            return When { variable: self.variable(About::Leaf(leaf), 1), so };
        }
        if !self.holds_one_thing(field) {
            return self.free(leaf);
        }
        let values = self.values(field);
        let so = values.iter().map(|value| leaf.of_value(value).unwrap_or(true));
        // Some value that the condition does not name; a status is known where the transition starts.
        let other = (!matches!((field, self.from), (Field::Status, Start::At(_)))).then_some(false);
        let so: Vec<bool> = so.chain(other).collect();
        When { variable: self.variable(About::Field(field), so.len()), so }
    }

    /// What a field can hold, as far as the condition tells one from another.
    fn values(&self, field: &Field) -> Vec<Value> {
        if let (Field::Status, Start::At(status)) = (field, self.from) {
            return vec![status.as_str().into()];
        }
        let mut found = vec![Value::Null];
        for leaf in self.leaves.iter().filter(|leaf| leaf.field() == Some(field)) {
            match leaf {
                Check::FieldEquals { value, .. } => found.push(value.clone()),
                Check::FieldIn { values, .. } => found.extend(values.iter().cloned()),
                _ => {}
            }
        }
        found
    }

    fn holds_one_thing(&self, field: &Field) -> bool {
        match field {
            Field::Tags | Field::Watchers => false,
            Field::Custom(key) => self
                .custom
                .iter()
                .find(|d| d.key == *key)
                .is_some_and(|d| !matches!(d.kind, FieldType::Options | FieldType::Users)),
            _ => true,
        }
    }

    fn free(&mut self, leaf: &'c Check) -> When {
        When { variable: self.variable(About::Leaf(leaf), 2), so: vec![true, false] }
    }
}
