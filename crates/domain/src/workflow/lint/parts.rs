//! What is strange about single transitions: their conditions, triggers, screens, post functions and approvals.

use super::{Code, Finding, Place, View, of_transition, satisfy};
use crate::{
    Message, Value,
    field::Definition,
    identity::{Called, UserDomain},
    msg,
    ticket::Field,
    workflow::{
        Transition,
        approval::{Approval, Rule},
        condition::{Check, Condition},
        matches,
        post_function::{Need, PostFunction, Source},
        screen::Asked,
        trigger,
    },
};

pub(super) fn find(view: &View<'_>) -> Vec<Finding> {
    let mut found = required_fields(view);
    for at in view.all() {
        found.extend(condition(view, at));
        found.extend(triggers(view, at));
        found.extend(fields(view, at));
        found.extend(nobody(view, at));
        found.extend(approval(view, at));
        found.extend(attributes(view, at));
    }
    found
}

/// What fills fields from attributes that the issue type has not, or whose values the fields do not take.
fn attributes(view: &View<'_>, at: At<'_>) -> Vec<Finding> {
    let Some(home) = view.home else { return Vec::new() };
    let mut found = Vec::new();
    for (place, function) in at.1.post_functions.iter().enumerate() {
        let PostFunction::UpdateFieldValue(update) = function else { continue };
        let Source::Attribute(name) = &update.source else { continue };
        let path = format!("post_functions[{place}]");
        let Some(value) = home.attributes.get(name) else {
            let sentences = (
                msg!("lint.unknown_attribute", name = name),
                msg!("lint.unknown_attribute_fix", name = name),
            );
            found.push(of_transition(view, Code::UnknownAttribute, at, &path, sentences));
            continue;
        };
        let Some(custom) = view.custom.filter(|custom| update.field.is_known(custom)) else { continue };
        if let Err(why) = update.takes(value, custom) {
            let why = msg!("lint.attribute_not_taken", name = name)
                .listing("field", vec![update.field.label(custom)])
                .listing("why", vec![why]);
            let sentences = (why, msg!("lint.attribute_not_taken_fix", name = name));
            found.push(of_transition(view, Code::PostFunctionFails, at, &path, sentences));
        }
    }
    found
}

/// The most fields of a condition that are tried without.
const MOST_FIELDS: usize = 20;

type At<'w> = (usize, &'w Transition);

fn condition(view: &View<'_>, at: At<'_>) -> Vec<Finding> {
    let Some(condition) = &at.1.condition else { return Vec::new() };
    let custom = view.fields();
    if !satisfy::can_hold(condition, &at.1.from, custom) {
        let sentences = (msg!("lint.condition_never_holds"), msg!("lint.condition_never_holds_fix"));
        return vec![of_transition(view, Code::ConditionNeverHolds, at, "condition", sentences)];
    }
    let unfilled = fields_of(condition).into_iter().take(MOST_FIELDS).filter(|field| {
        let wanted = !satisfy::can_hold_without(condition, &at.1.from, custom, field);
        wanted && !matches!(field, Field::Status | Field::Priority) && !is_asked(view, at, field)
    });
    unfilled
        .map(|field| {
            let label = || vec![field.label(custom)];
            let sentences = (
                msg!("lint.condition_field_not_shown").listing("field", label()),
                msg!("lint.condition_field_not_shown_fix").listing("field", label()),
            );
            of_transition(view, Code::ConditionFieldNotShown, at, "condition", sentences)
        })
        .collect()
}

/// The fields that a condition looks at, each once.
fn fields_of(condition: &Condition) -> Vec<&Field> {
    let mut found = Vec::new();
    for field in condition.leaves().into_iter().filter_map(|(leaf, _)| leaf.field()) {
        if !found.contains(&field) {
            found.push(field);
        }
    }
    found
}

/// Whether a field may have been filled before the step: every ticket is made with a title, content and category, and a
/// screen or a post function of another step may fill others.
fn is_asked(view: &View<'_>, (index, _): At<'_>, field: &Field) -> bool {
    if matches!(field, Field::Title | Field::Content | Field::Category) {
        return true;
    }
    let required = view.fields().iter().any(|d| d.required && *field == Field::Custom(d.key.clone()));
    let fills = |f: &PostFunction| matches!(f, PostFunction::UpdateFieldValue(u) if u.field == *field);
    required
        || view.all().filter(|(i, _)| *i != index).any(|(_, t)| {
            t.fields.iter().any(|entry| entry.field == Asked::Field(field.clone()))
                || t.post_functions.iter().any(fills)
        })
}

fn triggers(view: &View<'_>, at: At<'_>) -> Vec<Finding> {
    let Some(trigger) = &at.1.trigger else { return Vec::new() };
    let mut found = Vec::new();
    if !trigger::has_occasion(trigger) {
        let sentences = (msg!("lint.trigger_never_fires"), msg!("lint.trigger_never_fires_fix"));
        found.push(of_transition(view, Code::TriggerNeverFires, at, "trigger", sentences));
    }
    let unfilled = at.1.fields.iter().filter(|entry| entry.required && entry.default.is_empty());
    let unfilled: Vec<Message> = unfilled.map(|entry| entry.field.label(view.fields())).collect();
    if !unfilled.is_empty() {
        let why = msg!("lint.trigger_cannot_fill").listing("fields", unfilled);
        let sentences = (why, msg!("lint.trigger_cannot_fill_fix"));
        found.push(of_transition(view, Code::TriggerCannotFill, at, "fields", sentences));
    }
    if at.1.approval.is_some() {
        let sentences = (msg!("lint.trigger_skips_approval"), msg!("lint.trigger_skips_approval_fix"));
        found.push(of_transition(view, Code::TriggerSkipsApproval, at, "approval", sentences));
    }
    found
}

/// The fields that a transition names, each with where, and the values it gives them.
fn fields(view: &View<'_>, at: At<'_>) -> Vec<Finding> {
    let Some(custom) = view.custom else { return Vec::new() };
    let mut found = Vec::new();
    let mut look = |field: &Field, path: &str, value: Result<(), Message>| {
        let (code, sentences) = if !field.is_known(custom) {
            let sentences =
                (msg!("lint.unknown_field", field = field.name()), msg!("lint.unknown_field_fix"));
            (Code::UnknownField, sentences)
        } else if let Err(why) = value {
            let why = msg!("lint.value_not_taken")
                .listing("field", vec![field.label(custom)])
                .listing("why", vec![why]);
            (Code::ValueNotTaken, (why, msg!("lint.value_not_taken_fix")))
        } else {
            return;
        };
        found.push(of_transition(view, code, at, path, sentences));
    };
    for (i, entry) in at.1.fields.iter().enumerate() {
        if let Asked::Field(field) = &entry.field {
            let value = if entry.default.is_empty() { Ok(()) } else { taken(field, &entry.default, view) };
            look(field, &format!("fields[{i}]"), value);
        }
    }
    for (i, function) in at.1.post_functions.iter().enumerate() {
        if let PostFunction::UpdateFieldValue(update) = function {
            look(&update.field, &format!("post_functions[{i}]"), update.check(custom));
        }
    }
    for (leaf, _) in at.1.condition.iter().flat_map(Condition::leaves) {
        if let Some(field) = leaf.field() {
            look(field, "condition", known(leaf, field, view));
        }
    }
    found.extend(filters(view, at, custom));
    found
}

/// Filters that cannot be read.
fn filters(view: &View<'_>, at: At<'_>, custom: &[Definition]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (leaf, _) in at.1.condition.iter().flat_map(Condition::leaves) {
        if let Check::Matches { filter } = leaf
            && let Err(error) = matches::read(filter, custom)
        {
            let why = msg!("lint.filter_broken", filter = filter).listing("why", vec![error.message()]);
            let sentences = (why, msg!("lint.filter_broken_fix"));
            found.push(of_transition(view, Code::ValueNotTaken, at, "condition", sentences));
        }
    }
    found
}

/// Whether the values that a leaf asks for are ones that the field can have.
fn known(leaf: &Check, field: &Field, view: &View<'_>) -> Result<(), Message> {
    let values = match leaf {
        Check::FieldEquals { value, .. } => std::slice::from_ref(value),
        Check::FieldIn { values, .. } => values,
        _ => &[],
    };
    let mut asked = values.iter().filter(|value| !value.is_empty());
    asked.try_for_each(|value| match (leaf, field, value) {
        (_, Field::Status, value) => {
            let statuses = || view.workflow.statuses.iter().map(|s| s.key.as_str());
            let is_known = value.as_text().is_some_and(|key| statuses().any(|known| known == key));
            let all = || statuses().collect::<Vec<_>>().join(", ");
            if is_known { Ok(()) } else { Err(msg!("value.one_of", allowed = all())) }
        }
        // A list has any of them where it has one.
        (Check::FieldIn { .. }, _, Value::Text(word)) => {
            taken(field, value, view).or_else(|_| taken(field, &Value::List(vec![word.clone()]), view))
        }
        _ => taken(field, value, view),
    })
}

fn taken(field: &Field, value: &Value, view: &View<'_>) -> Result<(), Message> {
    field.accept(value.clone(), view.fields()).map(|_| ())
}

/// Domains that nobody is ever in, wherever a transition names people.
fn nobody(view: &View<'_>, at: At<'_>) -> Vec<Finding> {
    let conditions = at.1.condition.iter().flat_map(Condition::leaves).filter_map(|(leaf, _)| match leaf {
        Check::InUserDomains { user_domains } => Some(("condition", user_domains.as_slice())),
        _ => None,
    });
    let approvers = at.1.approval.iter().map(|a| ("approval", a.approvers.as_slice()));
    let told = at.1.post_functions.iter().flat_map(PostFunction::needs).filter_map(|need| match need {
        Need::People(domains) => Some(("post_functions", domains)),
        _ => None,
    });
    let mut found = Vec::new();
    for (path, domains) in conditions.chain(approvers).chain(told) {
        let empty = domains.iter().filter(|domain| !domain.has_meaning());
        let empty: Vec<Message> = empty.map(|domain| domain.said(&Called::new())).collect();
        if !empty.is_empty() {
            let why = msg!("lint.nobody_in_domain").listing("domains", empty);
            let sentences = (why, msg!("lint.nobody_in_domain_fix"));
            found.push(of_transition(view, Code::NobodyInDomain, at, path, sentences));
        }
    }
    found
}

fn approval(view: &View<'_>, at: At<'_>) -> Option<Finding> {
    let approval = at.1.approval.as_ref()?;
    let most = most_approvers(approval)?;
    let needed = match approval.rule {
        Rule::AtLeast(count) => count,
        Rule::All | Rule::Any | Rule::Percent(_) => 1,
    };
    (most < needed).then(|| {
        let sentences = (
            msg!("lint.approval_never_granted", needed = needed, most = most),
            msg!("lint.approval_never_granted_fix"),
        );
        of_transition(view, Code::ApprovalNeverGranted, at, "approval", sentences)
    })
}

/// How many people the approvers can be at most; `None` = any number.
fn most_approvers(approval: &Approval) -> Option<usize> {
    let mut seen: Vec<&UserDomain> = Vec::new();
    for domain in approval.approvers.iter().filter(|domain| domain.has_meaning()) {
        match domain {
            UserDomain::SingleUser(_)
            | UserDomain::TaskOwner
            | UserDomain::TaskAssign
            | UserDomain::ProjectAssign
            | UserDomain::TeamOwner => {
                if !seen.contains(&domain) {
                    seen.push(domain);
                }
            }
            _ => return None,
        }
    }
    Some(seen.len())
}

/// Fields that new tickets must have and no screen shows: whoever has a ticket from before is never asked for them.
fn required_fields(view: &View<'_>) -> Vec<Finding> {
    let shown = |key: &str| {
        let field = Asked::Field(Field::Custom(key.to_owned()));
        view.all().any(|(_, t)| t.fields.iter().any(|entry| entry.field == field))
    };
    let hidden = view.fields().iter().filter(|d| d.required && !shown(&d.key));
    hidden
        .map(|d| Finding {
            code: Code::RequiredFieldNotShown,
            place: Place::Workflow,
            path: "transitions".to_owned(),
            why: msg!("lint.required_field_not_shown").naming("field", &d.name),
            fix: msg!("lint.required_field_not_shown_fix").naming("field", &d.name),
        })
        .collect()
}
