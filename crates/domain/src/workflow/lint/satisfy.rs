//! Whether a condition can ever hold.
//!
//! Every way the world can be, as far as the condition looks at it, is tried: which of the named people acts, what each
//! field holds, and so on. Where there are too many ways to try, the answer is yes.

use crate::{
    Value,
    field::{Definition, FieldType},
    identity::{Person, Standing, UserDomain},
    ticket::Field,
    workflow::{
        Start,
        condition::{Check, Condition},
        expression::{Join, Node, Tree},
    },
};

/// The most times a tree is looked at.
const MOST_TRIES: usize = 1_000;

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

/// Whether the tree can hold, where the first variables are in the ways `fixed`. Where it has become clear before all of
/// them are fixed, the others are not looked at.
fn search(tree: &Tree<Atom>, ways: &[usize], fixed: &mut Vec<usize>, tries: &mut usize) -> bool {
    if *tries == 0 {
        return true;
    }
    *tries -= 1;
    match (so_far(tree, fixed), ways.get(fixed.len())) {
        (Some(holds), _) => holds,
        (None, None) => true,
        (None, Some(next)) => (0..*next).any(|way| {
            fixed.push(way);
            let can = search(tree, ways, fixed, tries);
            fixed.pop();
            can
        }),
    }
}

/// What a tree says, as far as it is clear.
fn so_far(tree: &Tree<Atom>, fixed: &[usize]) -> Option<bool> {
    let deciding = tree.join != Join::Must;
    let mut clear = true;
    for part in &tree.parts {
        let holds = match part {
            Node::Tree(tree) => so_far(tree, fixed),
            Node::Leaf(atom) => atom_so_far(atom, fixed),
        };
        if holds == Some(deciding) {
            return Some(tree.join == Join::Should);
        }
        clear &= holds.is_some();
    }
    clear.then_some(tree.join != Join::Should)
}

fn atom_so_far(atom: &Atom, fixed: &[usize]) -> Option<bool> {
    let mut clear = true;
    for when in atom {
        match fixed.get(when.variable) {
            Some(way) if when.so.get(*way) == Some(&true) => return Some(true),
            Some(_) => {}
            None if when.so.iter().all(|so| *so) => return Some(true),
            None => clear &= when.so.iter().all(|so| !so),
        }
    }
    clear.then_some(false)
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
        let ways: Vec<usize> = self.variables.iter().map(|(_, ways)| *ways).collect();
        search(&tree, &ways, &mut Vec::new(), &mut { MOST_TRIES })
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
            // What a filter asks of a field is not looked into: it may be so or not.
            Check::AllSubtasksClosed {} | Check::HasCommentSinceStatus {} | Check::Matches { .. } => {
                vec![self.free(leaf)]
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        filter::Scope,
        identity::{Access, Called, Posts},
        ticket,
        workflow::{
            condition::{self, Facts},
            samples::{self, any_check, any_field, any_tree, any_value, customs},
        },
    };
    use proptest::{collection::vec, prelude::*};
    use serde_json::{Value as Json, json};

    fn can(json: &Json) -> bool {
        can_hold(&Condition::parse(json, "condition").unwrap(), &Start::At("open".into()), &customs())
    }

    fn domain(kind: &str, param: &str) -> Json {
        json!({"in_user_domains": {"user_domains": [{"user_domain_type": kind, "user_domain_param": param}]}})
    }

    fn equals(field: &str, value: &str) -> Json {
        json!({"field_equals": {"field": field, "value": value}})
    }

    #[test]
    fn what_contradicts_itself_can_never_hold() {
        let empty = json!({"field_empty": {"field": "assignee"}});
        let subtasks = json!({"all_subtasks_closed": {}});
        for never in [
            json!({"must": [equals("assignee", "ann"), equals("assignee", "bob")]}),
            json!({"must": [equals("assignee", "ann"), empty]}),
            json!({"must": [equals("status", "closed")]}),
            json!({"must_not": [equals("status", "open")]}),
            json!({"must": [domain("single_user", "annannan"), domain("single_user", "bobbobbo")]}),
            json!({"must": [domain("department", "net00000"), domain("department", "desk0000")]}),
            json!({"must": [domain("group", "crew0000"), {"must_not": [domain("group", "crew0000")]}]}),
            json!({"must_not": [domain("everyone", "")]}),
            json!({"must": [domain("program_role", "x")]}),
            json!({"must": [subtasks, {"must_not": [subtasks]}]}),
            json!({"must": [{"field_in": {"field": "assignee", "values": ["ann", "bob"]}}, equals("assignee", "cem")]}),
            json!({"should": [{"must": [equals("assignee", "a"), empty]}, {"must": [domain("plan_administrators", "")]}]}),
        ] {
            assert!(!can(&never), "{never}");
        }
    }

    #[test]
    fn what_can_hold_is_left_alone() {
        let tag = |tag: &str| json!({"field_in": {"field": "tags", "values": [tag]}});
        for fine in [
            json!({"must": [equals("assignee", "ann"), equals("category", "bob")]}),
            json!({"should": [equals("assignee", "ann"), equals("assignee", "bob")]}),
            json!({"must": [equals("status", "open")]}),
            json!({"must": [domain("group", "crew0000"), domain("group", "desk0000")]}),
            json!({"must": [domain("single_user", "annannan"), domain("task_owner", "")]}),
            // A ticket may have both tags.
            json!({"must": [tag("vip"), tag("refund")]}),
            json!({"must_not": [equals("assignee", "ann"), {"field_empty": {"field": "assignee"}}]}),
        ] {
            assert!(can(&fine), "{fine}");
        }
    }

    #[test]
    fn where_there_is_too_much_to_try_nothing_is_claimed() {
        let pairs: Vec<Json> = (0..40)
            .map(|n| json!({"should": [domain("group", &format!("a{n}")), domain("role", &format!("b{n}"))]}))
            .collect();
        // Never so, but one would have to try all of it to know.
        let hard = json!({"must": [{"must": pairs}, equals("assignee", "a"), equals("assignee", "b")]});
        let _ = can(&hard);
        let mut list = pairs;
        list.push(json!({"must_not": [domain("everyone", "")]}));
        assert!(!can(&json!({ "must": list })), "what is clear at once stays clear");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn what_holds_for_somebody_is_never_called_dead(
            condition in any_tree(any_check(), 3),
            values in vec((any_field(), any_value()), 0..6),
            ids in ("[ab]{8}", "[ab]{8}", "[ab]{8}", "[ab]{8}"),
            standing in 0..32_u8, open in any::<bool>(), commented in any::<bool>(),
        ) {
            let (mut ticket, _) = ticket::create(ticket::tests_birth(), ticket::tests_wishes(), &[]).unwrap();
            for (field, value) in values {
                if let Ok(kept) = field.accept(value, &customs()) {
                    ticket.set(&field, kept);
                }
            }
            let is = |bit: u8| if standing >> bit & 1 == 1 { "me".to_owned() } else { String::new() };
            let posts = Posts {
                owner: is(0), assignee: is(1), watchers: vec![is(2)], project_administrators: vec![is(3)],
                project_lead: is(4), team_owner: is(0),
            };
            let (groups, roles) = ([ids.1], [ids.2]);
            let actor = Person {
                uuid: &ids.0, username: "me", access: Access::User, groups: &groups, department: &ids.3, roles: &roles,
            };
            let open = if open { vec!["SUP-1".to_owned()] } else { vec![] };
            let facts = Facts {
                actor, posts: &posts, ticket: &ticket, custom: &customs(), called: &Called::new(),
                people: &Called::new(), statuses: &[], open_subtasks: &open, commented,
                scope: Scope { clock: samples::clock(), me: "me", groups: &samples::NoGroups },
            };
            if condition::explain(&condition, &facts).holds() {
                let custom = customs();
                for from in [Start::At(ticket.status.clone()), Start::Any] {
                    prop_assert!(can_hold(&condition, &from, &custom));
                    prop_assert!(can_hold(&condition, &from, &[]), "fields not known");
                    prop_assert!(can_hold_for(&condition, &from, &custom, actor));
                    for field in condition.leaves().into_iter().filter_map(|(leaf, _)| leaf.field()) {
                        let is_empty = ticket.get(field).is_empty();
                        prop_assert!(!is_empty || can_hold_without(&condition, &from, &custom, field));
                    }
                }
            }
        }
    }
}
