//! What statuses mean: one key may mean different things in the workflows of different projects.

use super::quoted;
use crate::{Cx, Error, catalogue};
use domain::{field::Names, workflow::StatusCategory};
use std::collections::BTreeMap;

/// A status of one project and type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) name: Names,
    pub(super) category: StatusCategory,
}

/// The statuses of some projects: by key, then by project and type.
#[derive(Debug, Default)]
pub(super) struct Meanings(BTreeMap<String, BTreeMap<(String, String), Meaning>>);

impl Meanings {
    /// Those of these projects; of none: of all. A status that the workflow in force has no more means what it meant last.
    pub(super) fn load(cx: &mut Cx<'_, '_>, projects: &[String]) -> Result<Self, Error> {
        let mut all = Self::default();
        let is_asked = |key: &String| projects.is_empty() || projects.contains(key);
        for ((project, kind), status) in catalogue::known(cx)?.meanings() {
            if is_asked(project) {
                all.put(project, kind, &status.key, &status.name, status.category);
            }
        }
        for plan in cx.all_plans()?.iter().filter(|plan| is_asked(&plan.project.key)) {
            for kind in &plan.types {
                for status in &plan.workflow(&kind.key)?.statuses {
                    all.put(&plan.project.key, &kind.key, &status.key, &status.name, status.category);
                }
            }
        }
        Ok(all)
    }

    fn put(&mut self, project: &str, kind: &str, key: &str, name: &Names, category: StatusCategory) {
        let of = (project.to_owned(), kind.to_owned());
        self.0.entry(key.to_owned()).or_default().insert(of, Meaning { name: name.clone(), category });
    }

    /// What a status of a project and type means.
    pub(super) fn of(&self, project: &str, kind: &str, key: &str) -> Option<&Meaning> {
        self.0.get(key)?.get(&(project.to_owned(), kind.to_owned()))
    }

    /// The condition that leaves the tickets in a status whose key and meaning are kept.
    pub(super) fn condition(&self, keep: impl Fn(&str, &Meaning) -> bool) -> String {
        let (mut keys, mut ways) = (Vec::new(), Vec::new());
        for (key, meanings) in &self.0 {
            let kept: Vec<_> = meanings.iter().filter(|(_, meaning)| keep(key, meaning)).collect();
            if kept.len() == meanings.len() {
                keys.push(quoted(key));
                continue;
            }
            for ((project, kind), _) in kept {
                let (project, kind, key) = (quoted(project), quoted(kind), quoted(key));
                ways.push(format!("project = {project} and type = {kind} and status = {key}"));
            }
        }
        if !keys.is_empty() {
            ways.insert(0, format!("status in ({})", keys.join(", ")));
        }
        match ways.as_slice() {
            // What no ticket is.
            [] => "id < 0".to_owned(),
            [one] => one.clone(),
            many => format!("({})", many.join(" or ")),
        }
    }

    /// The condition that leaves the tickets that are still to be worked on.
    pub(super) fn open(&self) -> String {
        self.condition(|_, meaning| is_open(meaning.category))
    }
}

/// Whether a ticket is still to be worked on.
pub(super) const fn is_open(category: StatusCategory) -> bool {
    matches!(category, StatusCategory::New | StatusCategory::Active | StatusCategory::Paused)
}

#[cfg(test)]
mod tests {
    use super::*;
    use StatusCategory::{Active, Closed, New};

    #[test]
    fn a_key_that_means_different_things_is_told_apart() {
        let mut all = Meanings::default();
        for (project, key, category) in
            [("A", "open", New), ("B", "open", New), ("A", "done", Active), ("B", "done", Closed)]
        {
            all.put(project, "task", key, &Names::same(key), category);
        }
        assert_eq!(
            all.open(),
            r#"(status in ("open") or project = "A" and type = "task" and status = "done")"#
        );
        assert_eq!(all.condition(|key, _| key == "done"), r#"status in ("done")"#);
        assert_eq!(all.condition(|_, _| false), "id < 0");
    }
}
