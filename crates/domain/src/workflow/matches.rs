//! The leaf `matches`: the ticket meets a filter of the filter language.
//!
//! The text stays as it was written. It is read where the project's fields are known: when a definition is drawn up, when it
//! is looked at by the lint, and whenever a ticket is judged, because fields may change while a definition stays.

use super::{
    Workflow,
    condition::{Check, Condition, Facts},
};
use crate::{
    Fault, Message, Rejection,
    field::Definition,
    filter::{Error, Filter, Join, Subject, text},
    msg,
};

/// Reads a filter of tickets that have these custom fields.
pub fn read(written: &str, custom: &[Definition]) -> Result<Option<Filter>, Error> {
    text::read(written, &Subject::tickets(custom, &[]))
}

/// Whether a text is a filter, as far as that can be said where the project's fields are not known.
pub(super) fn check(written: &str) -> Result<(), Message> {
    match read(written, &[]) {
        Ok(Some(_)) => Ok(()),
        Ok(None) => Err(msg!("text.blank")),
        Err(error) if error.why.key() == "filter.unknown_field" && names_custom(written, &error) => Ok(()),
        Err(error) => Err(error.message()),
    }
}

/// Whether the fault stands where a custom field is named.
fn names_custom(written: &str, error: &Error) -> bool {
    let Some(span) = &error.span else { return false };
    let named: String = written.chars().skip(span.start).take(span.len()).collect();
    named.starts_with("fields.")
}

/// Whether the ticket meets it, and what of it the ticket does not.
pub(super) fn judge(written: &str, facts: &Facts<'_>) -> (bool, Message) {
    let filter = match read(written, facts.custom) {
        Ok(Some(filter)) => filter,
        Ok(None) => return (true, msg!("condition.matches", filter = written)),
        Err(error) => {
            let why = msg!("condition.filter_broken", filter = written);
            return (false, why.listing("why", vec![error.message()]));
        }
    };
    if filter.holds(facts.ticket, &facts.scope) {
        return (true, msg!("condition.matches", filter = filter));
    }
    let unmet: Vec<&Filter> = match &filter {
        Filter::Join(Join::All, parts) => {
            parts.iter().filter(|part| !part.holds(facts.ticket, &facts.scope)).collect()
        }
        whole => vec![whole],
    };
    let unmet = unmet.into_iter().map(|part| msg!("filter.said", word = part)).collect();
    (false, msg!("condition.matches_not").listing("unmet", unmet))
}

impl Workflow {
    /// Refuses filters that are none of `tickets`, each by its path.
    pub fn check_filters(&self, tickets: &Subject) -> Result<(), Rejection> {
        let mut faults = Vec::new();
        for (i, transition) in self.transitions.iter().enumerate() {
            let Some(condition) = &transition.condition else { continue };
            faults.extend(faults_of(condition, tickets, &format!("transitions[{i}].condition")));
        }
        if faults.is_empty() { Ok(()) } else { Err(Rejection::Invalid(faults)) }
    }
}

/// What is wrong with the filters of a condition that stands at `at`.
pub(super) fn faults_of(condition: &Condition, tickets: &Subject, at: &str) -> Vec<Fault> {
    let read = condition.explain(&mut |check| match check {
        Check::Matches { filter } => match text::read(filter, tickets) {
            Ok(_) => (true, msg!("condition.nothing")),
            Err(error) => (false, error.message()),
        },
        _ => (true, msg!("condition.nothing")),
    });
    let wrong = read.leaves().into_iter().filter(|(_, is_right, _)| !is_right);
    wrong.map(|(path, _, why)| Fault::new(format!("{at}.{path}.filter"), why.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lang, workflow::samples::customs};
    use serde_json::json;

    fn parsed(filter: &str) -> Result<Condition, Rejection> {
        Condition::parse(&json!({"should": [{"must": [{"matches": {"filter": filter}}]}]}), "condition")
    }

    #[test]
    fn a_text_that_is_no_filter_is_refused_by_its_path_and_its_character() {
        for (filter, at) in [("priority >= hgih", "13"), ("stauts = open", "1"), ("priority >=", "12")] {
            let Err(Rejection::Invalid(faults)) = parsed(filter) else { panic!("taken: {filter}") };
            assert_eq!(faults[0].field, "condition.should[0].must[0].matches.filter");
            for lang in [Lang::En, Lang::Zh] {
                assert!(faults[0].why.text(lang).contains(at), "{}", faults[0].why.text(lang));
            }
        }
        for empty in [json!({}), json!({"filter": " "}), json!({"filter": 1})] {
            let leaf = json!({"must": [{"matches": empty}]});
            assert!(Condition::parse(&leaf, "condition").is_err(), "{leaf}");
        }
    }

    #[test]
    fn custom_fields_are_held_against_those_of_the_project() {
        let condition = parsed("fields.size > 3 and fields.nothing = 1").unwrap();
        let tickets = Subject::tickets(&customs(), &[]);
        let faults = faults_of(&condition, &tickets, "transitions[2].condition");
        let [fault] = faults.as_slice() else { panic!("{faults:?}") };
        assert_eq!(fault.field, "transitions[2].condition.should[0].must[0].matches.filter");
        assert!(fault.why.text(Lang::En).contains("character 21"), "{}", fault.why.text(Lang::En));
        assert!(faults_of(&parsed("fields.size > 3").unwrap(), &tickets, "").is_empty());
    }
}
