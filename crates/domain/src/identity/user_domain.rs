//! User domains: people named by what they are, as the workflow API does (`user_domain_type`, `user_domain_param`).
//!
//! Who is in one is decided here from facts that are passed in: a [`Person`] and how they stand to a ticket.
//! To add a type: a variant of [`UserDomain`]; the compiler lists the rest.

use super::{Access, Relation};
use crate::{Message, msg, ticket::Ticket};
use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::collections::BTreeMap;

/// People named by what they are. A parameter is a short id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the words say it; the comments say what they do not")]
pub enum UserDomain {
    SingleUser(String),
    Group(String),
    Department(String),
    /// A role, in the team or in the ticket's project.
    Role(String),
    /// A role in a programme. There are no programmes here: never true.
    ProgramRole(String),
    /// Everyone who was let in.
    Everyone,
    TaskOwner,
    TaskAssign,
    TaskWatchers,
    ProjectAdministrators,
    /// Who leads the project.
    ProjectAssign,
    TeamOwner,
    /// Never true, as the three that follow: test cases, plans and programmes mean nothing here yet.
    TestcaseAdministrators,
    TestcasePlanAssign,
    PlanAdministrators,
    ProgramAssign,
}

/// A person, as far as user domains look at them. Nobody who is disabled should be passed as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person<'a> {
    /// The account's short id.
    pub uuid: &'a str,
    /// The user name.
    pub username: &'a str,
    /// How far they are let in.
    pub access: Access,
    /// Short ids of their groups.
    pub groups: &'a [String],
    /// Short id of their department; empty for none.
    pub department: &'a str,
    /// Short ids of their roles, in the team and in the project in question.
    pub roles: &'a [String],
}

/// Who stands where around a ticket, by user name; empty for nobody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Posts {
    /// Who made the ticket.
    pub owner: String,
    /// Who works on it.
    pub assignee: String,
    /// Who is told of its changes.
    pub watchers: Vec<String>,
    /// Who may manage its project.
    pub project_administrators: Vec<String>,
    /// Who leads its project.
    pub project_lead: String,
    /// Who owns the team.
    pub team_owner: String,
}

/// How one person stands to a ticket, its project and the team.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "independent facts")]
pub struct Standing {
    /// To the ticket.
    pub relation: Relation,
    /// They may manage the project.
    pub administers_project: bool,
    /// They lead the project.
    pub leads_project: bool,
    /// They own the team.
    pub owns_team: bool,
}

/// What people, groups, departments and roles are called, by their short ids, for sentences about them.
pub type Called = BTreeMap<String, String>;

impl Posts {
    /// Those that the ticket itself knows; the project's and the team's are to be filled in.
    pub fn of(ticket: &Ticket) -> Self {
        Self {
            owner: ticket.creator.clone(),
            assignee: ticket.assignee.clone(),
            watchers: ticket.watchers.clone(),
            ..Self::default()
        }
    }

    /// The user names of those who stand where a domain says; none for a domain that is not about standing.
    pub fn of_domain(&self, domain: &UserDomain) -> Vec<&str> {
        let names: &[String] = match domain {
            UserDomain::TaskOwner => std::slice::from_ref(&self.owner),
            UserDomain::TaskAssign => std::slice::from_ref(&self.assignee),
            UserDomain::TaskWatchers => &self.watchers,
            UserDomain::ProjectAdministrators => &self.project_administrators,
            UserDomain::ProjectAssign => std::slice::from_ref(&self.project_lead),
            UserDomain::TeamOwner => std::slice::from_ref(&self.team_owner),
            _ => &[],
        };
        names.iter().map(String::as_str).filter(|name| !name.is_empty()).collect()
    }

    /// How the person of that user name stands.
    pub fn standing(&self, username: &str) -> Standing {
        let is = |name: &String| !username.is_empty() && name == username;
        Standing {
            relation: Relation {
                owner: is(&self.owner),
                assignee: is(&self.assignee),
                watcher: self.watchers.iter().any(is),
            },
            administers_project: self.project_administrators.iter().any(is),
            leads_project: is(&self.project_lead),
            owns_team: is(&self.team_owner),
        }
    }
}

impl UserDomain {
    /// The words of all types, those with a parameter first.
    pub const WORDS: [&'static str; 16] = [
        "single_user",
        "group",
        "department",
        "role",
        "program_role",
        "everyone",
        "task_owner",
        "task_assign",
        "task_watchers",
        "project_administrators",
        "project_assign",
        "team_owner",
        "testcase_administrators",
        "testcase_plan_assign",
        "plan_administrators",
        "program_assign",
    ];

    /// Reads the pair of words; `None` for a type that is unknown or lacks its parameter.
    pub fn parse(kind: &str, param: &str) -> Option<Self> {
        let with = |make: fn(String) -> Self| (!param.is_empty()).then(|| make(param.to_owned()));
        match kind {
            "single_user" => with(Self::SingleUser),
            "group" => with(Self::Group),
            "department" => with(Self::Department),
            "role" => with(Self::Role),
            "program_role" => with(Self::ProgramRole),
            "everyone" => Some(Self::Everyone),
            "task_owner" => Some(Self::TaskOwner),
            "task_assign" => Some(Self::TaskAssign),
            "task_watchers" => Some(Self::TaskWatchers),
            "project_administrators" => Some(Self::ProjectAdministrators),
            "project_assign" => Some(Self::ProjectAssign),
            "team_owner" => Some(Self::TeamOwner),
            "testcase_administrators" => Some(Self::TestcaseAdministrators),
            "testcase_plan_assign" => Some(Self::TestcasePlanAssign),
            "plan_administrators" => Some(Self::PlanAdministrators),
            "program_assign" => Some(Self::ProgramAssign),
            _ => None,
        }
    }

    /// The pair of words.
    pub fn words(&self) -> (&'static str, &str) {
        match self {
            Self::SingleUser(p) => ("single_user", p),
            Self::Group(p) => ("group", p),
            Self::Department(p) => ("department", p),
            Self::Role(p) => ("role", p),
            Self::ProgramRole(p) => ("program_role", p),
            Self::Everyone => ("everyone", ""),
            Self::TaskOwner => ("task_owner", ""),
            Self::TaskAssign => ("task_assign", ""),
            Self::TaskWatchers => ("task_watchers", ""),
            Self::ProjectAdministrators => ("project_administrators", ""),
            Self::ProjectAssign => ("project_assign", ""),
            Self::TeamOwner => ("team_owner", ""),
            Self::TestcaseAdministrators => ("testcase_administrators", ""),
            Self::TestcasePlanAssign => ("testcase_plan_assign", ""),
            Self::PlanAdministrators => ("plan_administrators", ""),
            Self::ProgramAssign => ("program_assign", ""),
        }
    }

    /// The short id it names, to look up or to replace; `None` for a type without a parameter.
    pub fn param_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::SingleUser(p)
            | Self::Group(p)
            | Self::Department(p)
            | Self::Role(p)
            | Self::ProgramRole(p) => Some(p),
            _ => None,
        }
    }

    /// Whether anybody can ever be in it: the types of what is not here yet are kept, and hold nobody.
    pub const fn has_meaning(&self) -> bool {
        !matches!(
            self,
            Self::ProgramRole(_)
                | Self::TestcaseAdministrators
                | Self::TestcasePlanAssign
                | Self::PlanAdministrators
                | Self::ProgramAssign
        )
    }

    /// Whether it depends on the person alone, not on the ticket at hand nor its project.
    pub const fn is_personal(&self) -> bool {
        !matches!(
            self,
            Self::TaskOwner
                | Self::TaskAssign
                | Self::TaskWatchers
                | Self::ProjectAdministrators
                | Self::ProjectAssign
                | Self::TeamOwner
        )
    }

    /// Whether `who`, who stands so, is in it.
    pub fn holds(&self, who: Person<'_>, standing: Standing) -> bool {
        match self {
            Self::SingleUser(uuid) => *uuid == who.uuid,
            Self::Group(uuid) => who.groups.contains(uuid),
            Self::Department(uuid) => who.department == uuid,
            Self::Role(uuid) => who.roles.contains(uuid),
            Self::Everyone => who.access > Access::Unregistered,
            Self::TaskOwner => standing.relation.owner,
            Self::TaskAssign => standing.relation.assignee,
            Self::TaskWatchers => standing.relation.watcher,
            Self::ProjectAdministrators => standing.administers_project,
            Self::ProjectAssign => standing.leads_project,
            Self::TeamOwner => standing.owns_team,
            Self::ProgramRole(_)
            | Self::TestcaseAdministrators
            | Self::TestcasePlanAssign
            | Self::PlanAdministrators
            | Self::ProgramAssign => false,
        }
    }

    /// Whom it means, in words: `called` has the names of what its parameter can be.
    pub fn said(&self, called: &Called) -> Message {
        let (kind, param) = self.words();
        let name = called.get(param).map_or(param, String::as_str);
        match self {
            Self::SingleUser(_) => msg!("user_domain.single_user", name = name),
            Self::Group(_) => msg!("user_domain.group", name = name),
            Self::Department(_) => msg!("user_domain.department", name = name),
            Self::Role(_) => msg!("user_domain.role", name = name),
            Self::Everyone => msg!("user_domain.everyone"),
            Self::TaskOwner => msg!("user_domain.task_owner"),
            Self::TaskAssign => msg!("user_domain.task_assign"),
            Self::TaskWatchers => msg!("user_domain.task_watchers"),
            Self::ProjectAdministrators => msg!("user_domain.project_administrators"),
            Self::ProjectAssign => msg!("user_domain.project_assign"),
            Self::TeamOwner => msg!("user_domain.team_owner"),
            Self::ProgramRole(_)
            | Self::TestcaseAdministrators
            | Self::TestcasePlanAssign
            | Self::PlanAdministrators
            | Self::ProgramAssign => msg!("user_domain.meaningless", kind = kind),
        }
    }
}

/// Those of `people` who are in any of the domains: in the order of the domains, then of the people, each once.
pub fn resolve<'p>(domains: &[UserDomain], people: &[Person<'p>], posts: &Posts) -> Vec<Person<'p>> {
    let mut found: Vec<Person<'p>> = Vec::new();
    for domain in domains {
        for who in people {
            let known = found.iter().any(|f| f.uuid == who.uuid);
            if !known && domain.holds(*who, posts.standing(who.username)) {
                found.push(*who);
            }
        }
    }
    found
}

/// The pair as it travels: the second is text always, empty where the type takes none.
impl Serialize for UserDomain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (kind, param) = self.words();
        let mut pair = serializer.serialize_struct("UserDomain", 2)?;
        pair.serialize_field("user_domain_type", kind)?;
        pair.serialize_field("user_domain_param", param)?;
        pair.end()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::Lang;

    pub(crate) fn every_domain() -> Vec<UserDomain> {
        UserDomain::WORDS.iter().filter_map(|word| UserDomain::parse(word, "abcdefgh")).collect()
    }

    pub(crate) fn person<'a>(username: &'a str, uuid: &'a str) -> Person<'a> {
        Person { uuid, username, access: Access::User, groups: &[], department: "", roles: &[] }
    }

    #[test]
    fn all_sixteen_types_are_read_back_from_their_words_and_written_in_pairs() {
        assert_eq!(every_domain().len(), 16);
        for domain in every_domain() {
            let (kind, param) = domain.words();
            assert_eq!(UserDomain::parse(kind, param).as_ref(), Some(&domain));
            let json = serde_json::json!({"user_domain_type": kind, "user_domain_param": param});
            assert_eq!(serde_json::to_value(&domain).unwrap(), json);
            let needs = domain.clone().param_mut().is_some();
            assert_eq!(UserDomain::parse(kind, "").is_none(), needs, "{kind}");
        }
        assert_eq!(UserDomain::parse("nonsense", "x"), None);
    }

    #[test]
    fn each_type_holds_its_own_people_and_what_is_not_here_yet_nobody() {
        let own = ["abcdefgh".to_owned()];
        let posts = Posts {
            owner: "owner".into(),
            assignee: "worker".into(),
            watchers: vec!["looker".into()],
            project_administrators: vec!["chief".into()],
            project_lead: "lead".into(),
            team_owner: "boss".into(),
        };
        let nobody = person("x", "xxxxxxxx");
        let people = [
            person("single", "abcdefgh"),
            Person { groups: &own, ..person("member", "00000001") },
            Person { department: "abcdefgh", ..person("clerk", "00000002") },
            Person { roles: &own, ..person("actor", "00000003") },
            person("owner", "00000004"),
            person("worker", "00000005"),
            person("looker", "00000006"),
            person("chief", "00000007"),
            person("lead", "00000008"),
            person("boss", "00000009"),
            Person { access: Access::Unregistered, ..nobody },
        ];
        for domain in every_domain() {
            let found: Vec<&str> =
                resolve(std::slice::from_ref(&domain), &people, &posts).iter().map(|p| p.username).collect();
            let expected: &[&str] = match domain.words().0 {
                "single_user" => &["single"],
                "group" => &["member"],
                "department" => &["clerk"],
                "role" => &["actor"],
                "everyone" => &[
                    "single", "member", "clerk", "actor", "owner", "worker", "looker", "chief", "lead",
                    "boss",
                ],
                "task_owner" => &["owner"],
                "task_assign" => &["worker"],
                "task_watchers" => &["looker"],
                "project_administrators" => &["chief"],
                "project_assign" => &["lead"],
                "team_owner" => &["boss"],
                _ => &[],
            };
            assert_eq!(found, expected, "{domain:?}");
            assert!(domain.has_meaning() || found.is_empty());
        }
    }

    #[test]
    fn nobody_is_not_a_person_of_no_name() {
        let standing = Posts::default().standing("");
        assert_eq!(standing, Standing::default());
    }

    #[test]
    fn people_stand_in_the_order_of_the_domains_and_only_once() {
        let people = [person("ann", "00000001"), person("bob", "00000002"), person("cem", "00000003")];
        let posts = Posts { owner: "bob".into(), ..Posts::default() };
        let domains =
            [UserDomain::SingleUser("00000003".into()), UserDomain::TaskOwner, UserDomain::Everyone];
        let names: Vec<&str> = resolve(&domains, &people, &posts).iter().map(|p| p.username).collect();
        assert_eq!(names, ["cem", "bob", "ann"]);
    }

    #[test]
    fn a_domain_is_said_with_the_name_of_what_it_names() {
        let called = Called::from([("abcdefgh".to_owned(), "Net crew".to_owned())]);
        let group = UserDomain::Group("abcdefgh".into());
        assert!(group.said(&called).text(Lang::En).contains("Net crew"));
        assert!(group.said(&called).text(Lang::Zh).contains("Net crew"));
        assert!(group.said(&Called::new()).text(Lang::En).contains("abcdefgh"));
    }
}
