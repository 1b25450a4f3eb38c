//! Who may do what.

use super::{Access, Principal, Standing, UserDomain};
use crate::{Rejection, msg, ticket::Ticket};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Something one may be allowed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the words say it")]
pub enum Permission {
    ViewTickets,
    CreateTickets,
    EditTickets,
    TransitTasks,
    Comment,
    ManageProject,
    ManageTeam,
    ManageFunctions,
    RunFunctions,
    ViewAudit,
}

impl Permission {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::ViewTickets,
        Self::CreateTickets,
        Self::EditTickets,
        Self::TransitTasks,
        Self::Comment,
        Self::ManageProject,
        Self::ManageTeam,
        Self::ManageFunctions,
        Self::RunFunctions,
        Self::ViewAudit,
    ];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::ViewTickets => "view_tickets",
            Self::CreateTickets => "create_tickets",
            Self::EditTickets => "edit_tickets",
            Self::TransitTasks => "transit_tasks",
            Self::Comment => "comment",
            Self::ManageProject => "manage_project",
            Self::ManageTeam => "manage_team",
            Self::ManageFunctions => "manage_functions",
            Self::RunFunctions => "run_functions",
            Self::ViewAudit => "view_audit",
        }
    }

    /// Reads a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.word() == word.trim())
    }

    /// What a person of a level may do without any rule: in every project that is not closed to them by rules of its own.
    fn is_given_to(self, access: Access, relation: Relation) -> bool {
        match access {
            Access::Unregistered => false,
            Access::User => match self {
                Self::CreateTickets => true,
                Self::ViewTickets | Self::Comment => relation.any(),
                Self::EditTickets | Self::TransitTasks => relation.owner || relation.assignee,
                _ => false,
            },
            Access::Operator => matches!(
                self,
                Self::ViewTickets
                    | Self::CreateTickets
                    | Self::EditTickets
                    | Self::TransitTasks
                    | Self::Comment
                    | Self::RunFunctions
            ),
            Access::Admin => true,
        }
    }
}

/// What an API token is for. A log-in has them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Everything its owner may do.
    All,
    /// Read, and nothing else.
    Read,
    /// Read, and write tickets and comments.
    Write,
    /// Administration as well.
    Admin,
    /// Take over jobs of functions that outside workers do, and tell what has come of them; nothing else.
    Work,
}

impl Scope {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::All, Self::Read, Self::Write, Self::Admin, Self::Work];

    /// The word in answers and in the database.
    pub const fn word(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Read => "read",
            Self::Write => "write",
            Self::Admin => "admin",
            Self::Work => "work",
        }
    }

    /// Reads a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|s| s.word() == word.trim())
    }

    fn allows(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Self::All | Self::Admin => true,
            Self::Work => false,
            Self::Read => matches!(permission, P::ViewTickets | P::ViewAudit),
            Self::Write => !matches!(permission, P::ManageProject | P::ManageTeam | P::ManageFunctions),
        }
    }
}

/// The scopes of a credential: what any of them allows, it allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scopes(pub Vec<Scope>);

impl Scopes {
    /// No limit.
    pub fn all() -> Self {
        Self(vec![Scope::All])
    }

    /// Whether any scope allows it.
    pub fn allow(&self, permission: Permission) -> bool {
        self.0.iter().any(|s| s.allows(permission))
    }

    /// Whether any lets an outside worker take over jobs.
    pub fn work(&self) -> bool {
        self.0.iter().any(|scope| matches!(scope, Scope::Work | Scope::All | Scope::Admin))
    }
}

/// How a person is related to a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "three independent facts")]
pub struct Relation {
    /// They made it.
    pub owner: bool,
    /// They work on it.
    pub assignee: bool,
    /// They are told of its changes.
    pub watcher: bool,
}

impl Relation {
    /// Any of the three.
    pub const fn any(self) -> bool {
        self.owner || self.assignee || self.watcher
    }
}

/// What somebody leads, manages and owns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Offices {
    /// The keys of the projects they are an administrator of: these they may manage.
    pub administers: Vec<String>,
    /// The keys of the projects they lead. By itself it gives no right.
    pub leads: Vec<String>,
    /// They own the team. By itself it gives no right.
    pub owns_team: bool,
    /// Short ids of their roles in the projects where they have more than everywhere: those of the team among them.
    pub roles_in: BTreeMap<String, Vec<String>>,
}

impl Offices {
    /// How they stand to a project (`None` = the team as a whole), and so to a ticket in it.
    pub fn standing(&self, project: Option<&str>, relation: Relation) -> Standing {
        let among = |keys: &[String]| project.is_some_and(|key| keys.iter().any(|k| k == key));
        Standing {
            relation,
            administers_project: among(&self.administers),
            leads_project: among(&self.leads),
            owns_team: self.owns_team,
        }
    }
}

/// A rule: who has a permission, in one project or (with none) in all.
///
/// Rules give more than the level does. A project with a `view_tickets` rule of its own is closed to operators whom none of
/// its rules names; administrators always see it, and so do a ticket's own people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Its short id.
    pub uuid: String,
    /// What it gives.
    pub permission: Permission,
    /// To whom.
    pub domain: UserDomain,
    /// In which project; `None` = in all.
    pub project: Option<String>,
}

/// What a permission is asked for.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The project's key; `None` = the team as a whole.
    pub project: Option<&'a str>,
    /// How the person is related to the ticket, where there is one.
    pub relation: Relation,
}

impl<'a> Context<'a> {
    /// The team as a whole.
    pub const TEAM: Self =
        Context { project: None, relation: Relation { owner: false, assignee: false, watcher: false } };

    /// A project, and no ticket in it.
    pub fn project(key: &'a str) -> Self {
        Self { project: Some(key), relation: Relation::default() }
    }
}

/// Which projects' tickets somebody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProjectScope {
    /// All.
    All,
    /// All but these.
    Except(Vec<String>),
    /// These only.
    Only(Vec<String>),
}

/// Which tickets somebody sees in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visibility {
    /// Every ticket of these projects.
    pub projects: ProjectScope,
    /// And, wherever they are, those that this user made, works on or watches.
    pub own: String,
}

impl Principal {
    /// Whether they may.
    pub fn may(&self, permission: Permission, context: Context<'_>) -> bool {
        self.scopes.allow(permission) && self.has(permission, context)
    }

    /// Whether they may take over the jobs of outside workers: who may run functions, with a credential for that.
    pub fn may_work(&self) -> bool {
        self.scopes.work() && self.has(Permission::RunFunctions, Context::TEAM)
    }

    /// Whether they have a permission, whatever their credential is for.
    fn has(&self, permission: Permission, context: Context<'_>) -> bool {
        if self.access == Access::Unregistered {
            return false;
        }
        let standing = self.offices.standing(context.project, context.relation);
        if self.access == Access::Admin
            || permission == Permission::ManageProject && standing.administers_project
        {
            return true;
        }
        let closed = context.project.is_some_and(|key| self.is_closed(key));
        let by_level = permission.is_given_to(self.access, context.relation)
            && (!closed || permission.is_given_to(Access::User, context.relation));
        by_level
            || self.rules.iter().any(|rule| {
                rule.permission == permission
                    && rule.project.as_deref().is_none_or(|p| context.project == Some(p))
                    && rule.domain.holds(self.person_in(context.project), standing)
            })
    }

    fn is_in(&self, domain: &UserDomain, project: Option<&str>) -> bool {
        domain.holds(self.person_in(project), self.offices.standing(project, Relation::default()))
    }

    /// Whether a project has rules of its own about who sees it, and none of them names this person.
    fn is_closed(&self, project: &str) -> bool {
        let mut own = self
            .rules
            .iter()
            .filter(|r| r.permission == Permission::ViewTickets && r.project.as_deref() == Some(project))
            .peekable();
        own.peek().is_some() && !own.any(|r| self.is_in(&r.domain, Some(project)))
    }

    /// Which tickets they see in a list. `None`: none at all.
    pub fn visibility(&self) -> Option<Visibility> {
        if self.access == Access::Unregistered || !self.scopes.allow(Permission::ViewTickets) {
            return None;
        }
        let (of_all, of_one): (Vec<&Rule>, Vec<&Rule>) = self
            .rules
            .iter()
            .filter(|r| r.permission == Permission::ViewTickets)
            .partition(|r| r.project.is_none());
        let team_wide = of_all.iter().any(|r| self.is_in(&r.domain, None));
        // A rule for those who lead or manage a project or have a role in it, whichever it is, shows each of them theirs.
        let Offices { administers, leads, roles_in, .. } = &self.offices;
        let by_office = administers.iter().chain(leads).chain(roles_in.keys());
        let by_office: Vec<&String> = by_office
            .filter(|key| of_all.iter().any(|r| self.is_in(&r.domain, Some(key.as_str()))))
            .collect();
        let projects = match self.access {
            Access::Admin => ProjectScope::All,
            _ if team_wide => ProjectScope::All,
            Access::Operator => {
                let mut closed: Vec<String> = of_one
                    .iter()
                    .filter_map(|r| r.project.clone())
                    .filter(|project| self.is_closed(project) && !by_office.contains(&project))
                    .collect();
                closed.sort();
                closed.dedup();
                if closed.is_empty() { ProjectScope::All } else { ProjectScope::Except(closed) }
            }
            Access::User | Access::Unregistered => {
                let named = of_one.iter().filter(|r| self.is_in(&r.domain, r.project.as_deref()));
                let own = named.filter_map(|r| r.project.as_ref()).chain(by_office);
                ProjectScope::Only(own.cloned().collect())
            }
        };
        Some(Visibility { projects, own: self.username.clone() })
    }

    /// Refuses what they may not do with `ticket`: as not found where they may not even see it.
    pub fn check(&self, permission: Permission, ticket: &Ticket) -> Result<(), Rejection> {
        let context = Context { project: Some(&ticket.project), relation: ticket.relation(&self.username) };
        if self.access == Access::Unregistered {
            return Err(Rejection::Forbidden(msg!("rights.level", level = Access::User.word())));
        }
        if !self.may(Permission::ViewTickets, context) && self.scopes.allow(Permission::ViewTickets) {
            return Err(Rejection::not_found(crate::Thing::Ticket, ticket.id));
        }
        self.allow(permission, context)
    }

    /// Refuses what they may not do in `context`.
    pub fn allow(&self, permission: Permission, context: Context<'_>) -> Result<(), Rejection> {
        if self.may(permission, context) {
            return Ok(());
        }
        Err(Rejection::Forbidden(if self.scopes.allow(permission) {
            msg!("rights.permission", permission = permission.word())
        } else {
            msg!("rights.scope", permission = permission.word())
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{id::TeamId, ticket};
    use proptest::prelude::*;

    fn person(access: Access, rules: Vec<Rule>) -> Principal {
        Principal {
            access,
            rules,
            uuid: "me000000".into(),
            groups: vec!["netcrew0".into()],
            ..Principal::system(TeamId(1), "me")
        }
    }

    fn rule(permission: Permission, domain: UserDomain, project: Option<&str>) -> Rule {
        Rule { uuid: "r".into(), permission, domain, project: project.map(str::to_owned) }
    }

    #[test]
    fn a_user_sees_their_own_and_others_are_not_found() {
        let (mut t, _) = ticket::create(ticket::tests_birth(), ticket::tests_wishes(), &[]).unwrap();
        let me = person(Access::User, vec![]);
        assert!(matches!(me.check(Permission::ViewTickets, &t), Err(Rejection::NotFound(..))));
        t.watchers = vec!["me".into()];
        assert!(me.check(Permission::ViewTickets, &t).is_ok());
        assert!(matches!(me.check(Permission::EditTickets, &t), Err(Rejection::Forbidden(_))));
        t.creator = "me".into();
        assert!(me.check(Permission::EditTickets, &t).is_ok());
        assert!(matches!(
            person(Access::Unregistered, vec![]).check(Permission::ViewTickets, &t),
            Err(Rejection::Forbidden(_))
        ));
    }

    #[test]
    fn a_rule_of_a_project_closes_it_to_operators_it_does_not_name() {
        let other = rule(Permission::ViewTickets, UserDomain::Group("elsewher".into()), Some("NET"));
        let mine = rule(Permission::ViewTickets, UserDomain::Group("netcrew0".into()), Some("NET"));
        let shut = person(Access::Operator, vec![other.clone()]);
        assert!(!shut.may(Permission::EditTickets, Context::project("NET")));
        assert!(shut.may(Permission::EditTickets, Context::project("SUP")));
        assert!(
            person(Access::Operator, vec![other, mine]).may(Permission::EditTickets, Context::project("NET"))
        );
    }

    #[test]
    fn a_project_is_managed_by_its_administrators_and_no_other_is() {
        let offices = Offices {
            administers: vec!["NET".into()],
            leads: vec!["SUP".into()],
            owns_team: true,
            ..Offices::default()
        };
        let me = Principal { offices, ..person(Access::User, vec![]) };
        assert!(me.may(Permission::ManageProject, Context::project("NET")));
        for context in [Context::project("SUP"), Context::TEAM] {
            assert!(!me.may(Permission::ManageProject, context));
        }
        assert!(!me.may(Permission::ViewTickets, Context::project("NET")));
        let read_only = Principal { scopes: Scopes(vec![Scope::Read]), ..me };
        assert!(!read_only.may(Permission::ManageProject, Context::project("NET")));
    }

    #[test]
    fn a_token_never_does_more_than_its_scopes() {
        let me = Principal { scopes: Scopes(vec![Scope::Read]), ..person(Access::Admin, vec![]) };
        assert!(me.may(Permission::ViewTickets, Context::TEAM));
        assert!(!me.may(Permission::CreateTickets, Context::TEAM));
        assert!(!me.may(Permission::ManageTeam, Context::TEAM));
    }

    #[test]
    fn a_token_for_work_is_for_nothing_else_and_only_for_who_may_run_functions() {
        let work = |access| Principal { scopes: Scopes(vec![Scope::Work]), ..person(access, vec![]) };
        assert!(work(Access::Operator).may_work() && !work(Access::User).may_work());
        assert!(
            Permission::ALL.iter().all(|permission| !work(Access::Admin).may(*permission, Context::TEAM))
        );
        let write = Principal { scopes: Scopes(vec![Scope::Write]), ..person(Access::Admin, vec![]) };
        assert!(!write.may_work());
    }

    fn any_domain() -> impl Strategy<Value = UserDomain> {
        prop_oneof![
            Just(UserDomain::Everyone),
            Just(UserDomain::Group("netcrew0".into())),
            Just(UserDomain::Group("elsewher".into())),
            Just(UserDomain::SingleUser("me000000".into())),
            Just(UserDomain::TaskOwner),
            Just(UserDomain::ProjectAdministrators),
            Just(UserDomain::ProjectAssign),
            Just(UserDomain::TeamOwner),
            Just(UserDomain::Role("dispatch".into())),
        ]
    }

    proptest! {
        #[test]
        fn a_list_shows_exactly_the_tickets_that_one_by_one_would_be_shown(
            access in prop_oneof![Just(Access::User), Just(Access::Operator), Just(Access::Admin)],
            rules in proptest::collection::vec((any_domain(), prop_oneof![Just(None), Just(Some("NET")), Just(Some("SUP"))]), 0..4),
            project in prop_oneof![Just("NET"), Just("SUP"), Just("DEV")],
            owner in any::<bool>(), watcher in any::<bool>(), owns_team in any::<bool>(),
            administers in prop::sample::subsequence(vec!["NET", "SUP"], 0..=2),
            leads in prop::sample::subsequence(vec!["NET", "DEV"], 0..=2),
            roles in prop::sample::subsequence(vec!["SUP", "DEV"], 0..=2),
        ) {
            let rules = rules.into_iter().map(|(d, p)| rule(Permission::ViewTickets, d, p)).collect();
            let keys = |keys: Vec<&str>| keys.into_iter().map(str::to_owned).collect();
            let roles_in = roles.into_iter().map(|key| (key.to_owned(), vec!["dispatch".to_owned()])).collect();
            let offices = Offices { administers: keys(administers), leads: keys(leads), owns_team, roles_in };
            let me = Principal { offices, ..person(access, rules) };
            let relation = Relation { owner, watcher, assignee: false };
            let seen = me.visibility().is_some_and(|v| relation.any() || match v.projects {
                ProjectScope::All => true,
                ProjectScope::Except(keys) => !keys.iter().any(|k| k == project),
                ProjectScope::Only(keys) => keys.iter().any(|k| k == project),
            });
            prop_assert_eq!(seen, me.may(Permission::ViewTickets, Context { project: Some(project), relation }));
        }
    }
}
