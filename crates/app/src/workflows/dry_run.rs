//! What publishing a draft would mean, without doing it: for the tickets there are and for the people there are.

use super::{
    draft, find_to_manage,
    publish::{self, Leaving},
};
use crate::{
    Cx, Error,
    identity::people::{self, Someone},
};
use domain::{
    Rejection,
    identity::{Person, UserDomain},
    workflow::{
        Workflow,
        compare::{self, Difference},
        lint::Finding,
        version::{self, Mapping},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// What publishing the draft would mean.
#[derive(Debug, Clone)]
pub struct Foreseen {
    /// The version it would be.
    pub version: i64,
    /// The version of the draft that was looked at.
    pub draft: i64,
    /// Why it would be refused, if it would.
    pub refusal: Option<Rejection>,
    /// What would differ from the version in force.
    pub differences: Vec<Difference>,
    /// What lint says to it.
    pub findings: Vec<Finding>,
    /// The statuses that would be gone, and the tickets in them.
    pub leaving: Vec<Leaving>,
    /// The steps that people would lose.
    pub lost: Vec<Lost>,
    /// How many people were looked at.
    pub people: usize,
}

/// A step that people could take and no longer could.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// The key of the status it starts at, in the new version.
    pub from: String,
    /// The key of the status it leads to, in the new version.
    pub to: String,
    /// The user names of those who lose it.
    pub people: Vec<String>,
}

/// Foresees what publishing the draft with this mapping would come to.
pub fn run(cx: &mut Cx<'_, '_>, project: &str, kind: &str, mapping: &Mapping) -> Result<Foreseen, Error> {
    let current = find_to_manage(cx, project, kind)?;
    let (row, workflow) = draft::there(cx, &current)?;
    let leaving = publish::leaving(cx, &current, &workflow, mapping)?;
    let custom = super::fields(cx, &current)?;
    let findings = super::findings(cx, &current, &workflow)?;
    let decided = publish::decide(&current, row.base, workflow.clone(), &leaving, mapping, &custom);
    // What nobody has mapped is taken to go where it best would: only so can steps be told from each other.
    let moves: Mapping = leaving
        .iter()
        .filter_map(|l| Some((l.status.status.clone(), l.to.clone().or_else(|| l.status.best.clone())?)))
        .collect();
    let crowd = Crowd::load(cx, &current.project.key, &[&current.workflow, &workflow])?;
    let lost = version::lost_steps(&current.workflow, &workflow, &moves, &crowd.samples(), &custom);
    Ok(Foreseen {
        version: current.version.version + 1,
        draft: row.version,
        refusal: decided.err(),
        differences: compare::compare(&current.workflow, &workflow),
        findings,
        leaving,
        lost: crowd.spread(lost),
        people: crowd.size(),
    })
}

/// Everybody who may log in, put together with those whom no condition tells from them: of each such lot only one is
/// asked what they can do.
struct Crowd {
    lots: Vec<(Someone, Vec<String>)>,
}

impl Crowd {
    fn load(cx: &mut Cx<'_, '_>, project: &str, workflows: &[&Workflow]) -> Result<Self, Error> {
        let named = named(workflows);
        let mut lots: BTreeMap<Vec<bool>, (Someone, Vec<String>)> = BTreeMap::new();
        for someone in people::everybody(cx, project)? {
            let person = someone.person();
            let standing = domain::identity::Standing::default();
            let marks = named.iter().map(|domain| domain.holds(person, standing)).collect();
            let name = someone.username.clone();
            lots.entry(marks).or_insert_with(|| (someone, Vec::new())).1.push(name);
        }
        Ok(Self { lots: lots.into_values().collect() })
    }

    fn samples(&self) -> Vec<Person<'_>> {
        self.lots.iter().map(|(sample, _)| sample.person()).collect()
    }

    fn size(&self) -> usize {
        self.lots.iter().map(|(_, names)| names.len()).sum()
    }

    /// What was found of the samples, said of everybody in their lots.
    fn spread(&self, lost: Vec<version::Lost>) -> Vec<Lost> {
        let mut spread: Vec<Lost> = Vec::new();
        for step in lost {
            let alike = self.lots.iter().find(|(sample, _)| sample.username == step.username);
            let names = alike.map(|(_, names)| names.clone()).unwrap_or_default();
            match spread.iter_mut().find(|l| l.from == step.from && l.to == step.to) {
                Some(known) => known.people.extend(names),
                None => spread.push(Lost { from: step.from, to: step.to, people: names }),
            }
        }
        for step in &mut spread {
            step.people.sort();
        }
        spread
    }
}

/// The domains that depend on the person alone, of all that the definitions name.
fn named(workflows: &[&Workflow]) -> BTreeSet<UserDomain> {
    let mut found = BTreeSet::from([UserDomain::Everyone]);
    for workflow in workflows {
        let mut workflow = (*workflow).clone();
        let domains = workflow.user_domains_mut();
        found.extend(domains.into_iter().map(|(_, domain)| domain.clone()).filter(UserDomain::is_personal));
    }
    found
}
