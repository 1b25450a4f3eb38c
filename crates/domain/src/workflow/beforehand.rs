//! What is known of a step before it is known which ticket takes it: for boards, which show many tickets at once.
//!
//! Of a condition only who acts is known then. What looks at the ticket is open, and so is what hangs on that.

use super::{
    condition::{Check, Condition},
    expression::{Join, Node, Tree},
};
use crate::{
    Message,
    identity::{Called, Person, Standing, UserDomain},
    msg,
};

/// Whether a person may take a step, whatever the ticket is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beforehand {
    /// With every ticket.
    Yes,
    /// With none, and why not.
    No(Vec<Message>),
    /// It depends on the ticket.
    Depends,
}

impl Beforehand {
    /// The word in answers.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No(_) => "no",
            Self::Depends => "depends",
        }
    }
}

/// What is known of a condition. `standing` is how the person stands to the project; to a ticket they stand in no way yet.
pub fn judge(condition: &Condition, who: Person<'_>, standing: Standing, called: &Called) -> Beforehand {
    let leaf = |check: &Check| match check {
        Check::InUserDomains { user_domains } => is_in(user_domains, who, standing),
        Check::FieldEquals { .. }
        | Check::FieldIn { .. }
        | Check::FieldEmpty { .. }
        | Check::AllSubtasksClosed {}
        | Check::HasCommentSinceStatus {}
        | Check::Matches { .. } => None,
    };
    match known(condition, &leaf) {
        None => Beforehand::Depends,
        Some(true) => Beforehand::Yes,
        Some(false) => {
            let against = condition.leaves().into_iter().filter_map(|(check, speaks_for)| {
                let is_so = leaf(check).filter(|is_so| *is_so != speaks_for)?;
                let Check::InUserDomains { user_domains } = check else { return None };
                Some(said(user_domains, is_so, (who, standing), called))
            });
            let mut why: Vec<Message> = Vec::new();
            for message in against {
                if !why.contains(&message) {
                    why.push(message);
                }
            }
            Beforehand::No(why)
        }
    }
}

/// Whether somebody is in any of the domains; nothing where that depends on the ticket.
fn is_in(domains: &[UserDomain], who: Person<'_>, standing: Standing) -> Option<bool> {
    if domains.iter().any(|domain| domain.holds(who, standing)) {
        return Some(true);
    }
    let by_ticket = |domain: &UserDomain| {
        matches!(domain, UserDomain::TaskOwner | UserDomain::TaskAssign | UserDomain::TaskWatchers)
    };
    (!domains.iter().any(by_ticket)).then_some(false)
}

fn said(
    domains: &[UserDomain],
    is_so: bool,
    (who, standing): (Person<'_>, Standing),
    called: &Called,
) -> Message {
    let name = called.get(who.uuid).map_or(who.username, String::as_str);
    let of = |domain: &&UserDomain| !is_so || domain.holds(who, standing);
    let said = domains.iter().filter(of).map(|domain| domain.said(called)).collect();
    if is_so {
        msg!("condition.in_domains", who = name).listing("domains", said)
    } else {
        msg!("condition.in_no_domain", who = name).listing("domains", said)
    }
}

/// Whether a tree holds, where not every leaf is known.
fn known<L>(tree: &Tree<L>, leaf: &impl Fn(&L) -> Option<bool>) -> Option<bool> {
    let parts = tree.parts.iter().map(|part| match part {
        Node::Tree(tree) => known(tree, leaf),
        Node::Leaf(one) => leaf(one),
    });
    // What settles it as soon as one part is so; without that all parts have to be known.
    let settles = tree.join != Join::Must;
    let mut is_open = false;
    for part in parts {
        match part {
            Some(is_so) if is_so == settles => return Some(tree.join == Join::Should),
            Some(_) => {}
            None => is_open = true,
        }
    }
    (!is_open).then_some(tree.join != Join::Should)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::identity::Access;
    use serde_json::json;

    fn told(condition: &serde_json::Value) -> Beforehand {
        let condition = Condition::parse(condition, "condition").unwrap();
        let groups = ["Grup0001".to_owned()];
        let who = Person {
            uuid: "Anns0001",
            username: "ann",
            access: Access::Operator,
            groups: &groups,
            department: "",
            roles: &[],
        };
        judge(&condition, who, Standing { leads_project: true, ..Standing::default() }, &Called::new())
    }

    fn of(domains: &[(&str, &str)]) -> serde_json::Value {
        let domains: Vec<_> = domains
            .iter()
            .map(|(kind, param)| json!({"user_domain_type": kind, "user_domain_param": param}))
            .collect();
        json!({"in_user_domains": {"user_domains": domains}})
    }

    #[test]
    fn who_acts_is_known_and_the_ticket_is_not() {
        let mine = of(&[("group", "Grup0001")]);
        let lead = of(&[("project_assign", "")]);
        let others = of(&[("group", "Grup0002")]);
        let assignee = of(&[("task_assign", ""), ("group", "Grup0002")]);
        let field = json!({"field_empty": {"field": "assignee"}});
        let is = |condition: serde_json::Value| told(&condition).word();
        assert_eq!(is(json!({"must": [mine, lead]})), "yes");
        assert_eq!(is(json!({"must": [mine, others]})), "no");
        assert_eq!(is(json!({"must": [others, field]})), "no", "whatever the ticket is like");
        assert_eq!(is(json!({"must": [mine, field]})), "depends");
        assert_eq!(is(json!({"should": [mine, field]})), "yes");
        assert_eq!(is(json!({"should": [others, field]})), "depends");
        assert_eq!(is(json!({"must_not": [mine, field]})), "no");
        assert_eq!(is(json!({"must_not": [others]})), "yes");
        assert_eq!(is(json!({"must": [assignee]})), "depends");
        assert_eq!(is(json!({"must": [{"should": [others, {"must_not": [mine]}]}, field]})), "no");
    }

    #[test]
    fn a_no_says_why() {
        let Beforehand::No(why) =
            told(&json!({"must": [of(&[("group", "Grup0002")]), of(&[("group", "Grup0001")])]}))
        else {
            panic!("it is no no")
        };
        assert_eq!(why.iter().map(Message::key).collect::<Vec<_>>(), ["condition.in_no_domain"]);
    }

    /// Whoever may beforehand may with every ticket, and whoever may not may with none.
    #[test]
    fn what_is_known_beforehand_is_so_with_every_ticket() {
        let leaves = [Some(true), Some(false), None];
        for join in Join::ALL {
            for one in leaves {
                for other in leaves {
                    let tree = Tree { join, parts: vec![Node::Leaf(one), Node::Leaf(other)] };
                    let Some(said) = known(&tree, &|leaf: &Option<bool>| *leaf) else { continue };
                    for open in [false, true] {
                        assert_eq!(tree.holds(&mut |leaf| leaf.unwrap_or(open)), said, "{tree:?}");
                    }
                }
            }
        }
    }
}
