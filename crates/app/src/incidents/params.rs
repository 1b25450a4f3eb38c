//! What is said with an action: read here into what tickets keep.

use super::{cut, field};
use domain::{
    At, Fault, Rejection, Value,
    field::Definition,
    msg,
    text::{self, Lines},
    ticket::{Field, Patch},
};

/// The latest time that may be said, in milliseconds since 1970.
const LATEST: i64 = 9_999_999_999_999;
/// The longest solution, in characters.
const SOLUTION: usize = 10_000;
/// The longest comment on a confirmation.
const CONFIRMATION: usize = 300;

/// What is said with an action. Which of it is looked at, the action says.
#[derive(Debug, Clone, Default)]
#[allow(missing_docs, reason = "each is the parameter of the published name that `named` gives it")]
pub struct Params {
    /// What the request calls the object that they stand in.
    pub object: &'static str,
    pub note: Option<String>,
    pub assignee: Option<String>,
    pub send_comment: Option<String>,
    pub kind: Option<String>,
    pub interrupt: Option<bool>,
    pub cause: Option<String>,
    pub solution: Option<String>,
    /// In milliseconds since 1970.
    pub started: Option<i64>,
    /// In milliseconds since 1970.
    pub recovered: Option<i64>,
    pub confirmed: Option<bool>,
    pub confirm_comment: Option<String>,
    /// In milliseconds since 1970.
    pub paused_until: Option<i64>,
    pub paused_why: Option<String>,
    pub level: Option<String>,
    pub level_comment: Option<String>,
}

impl Params {
    fn at(&self, name: &str) -> String {
        if self.object.is_empty() { name.to_owned() } else { format!("{}.{name}", self.object) }
    }

    fn missing(&self, name: &str) -> Rejection {
        Rejection::invalid(self.at(name), msg!("text.blank"))
    }

    pub(super) fn invalid(&self, name: &str, why: domain::Message) -> Rejection {
        Rejection::invalid(self.at(name), why)
    }

    /// A text that has to be there.
    pub(super) fn need<'p>(&self, name: &str, value: Option<&'p str>) -> Result<&'p str, Rejection> {
        value.filter(|text| !text.trim().is_empty()).ok_or_else(|| self.missing(name))
    }

    /// A moment, in milliseconds since 1970.
    pub(super) fn moment(&self, name: &str, millis: i64) -> Result<At, Rejection> {
        moment(millis).ok_or_else(|| self.invalid(name, msg!("value.between", min = 1, max = LATEST)))
    }

    pub(super) fn confirmation(&self) -> Result<String, Rejection> {
        let said = self.confirm_comment.clone().unwrap_or_default();
        let checked = text::check(&said, CONFIRMATION, Lines::Many);
        checked.map_err(|why| self.invalid("virtual_confirm_comment", why))?;
        Ok(said)
    }

    /// The fields of a solution, and what is said with it.
    pub(super) fn solution(&self, custom: &[Definition]) -> Result<(Patch, String), Rejection> {
        let solution = self.need("solution", self.solution.as_deref())?;
        text::check(solution, SOLUTION, Lines::Many).map_err(|why| self.invalid("solution", why))?;
        let mut fields = Patch::new();
        for (name, key, said) in [
            ("cause", field::CAUSE, self.cause.clone()),
            ("solution", field::SOLUTION, Some(solution.to_owned())),
        ] {
            self.keep(&mut fields, custom, name, key, said.map(Value::Text))?;
        }
        self.keep(
            &mut fields,
            custom,
            "is_service_interrupt",
            field::INTERRUPT,
            self.interrupt.map(Value::Bool),
        )?;
        for (name, key, millis) in [
            ("start_time", field::STARTED, self.started),
            ("fault_recovery_time", field::RECOVERED, self.recovered),
        ] {
            let at = millis.map(|millis| self.moment(name, millis)).transpose()?;
            self.keep(&mut fields, custom, name, key, at.map(|at| Value::Text(at.to_string())))?;
        }
        if let (Some(began), Some(over)) = (self.started, self.recovered)
            && over < began
        {
            return Err(self.invalid("fault_recovery_time", msg!("incident.over_before_it_began")));
        }
        Ok((fields, solution.to_owned()))
    }

    /// Keeps a value where the project has a place for it.
    pub(super) fn keep(
        &self,
        fields: &mut Patch,
        custom: &[Definition],
        name: &str,
        key: &str,
        value: Option<Value>,
    ) -> Result<(), Rejection> {
        let Some(value) = value else { return Ok(()) };
        place(fields, custom, key, value).map_err(|fault| self.invalid(name, fault.why))
    }

    /// What the request calls that which is said with the step.
    fn said_in(&self) -> &'static str {
        let said = [
            (&self.note, "note"),
            (&self.send_comment, "virtual_send_comment"),
            (&self.level_comment, "virtual_change_level_comment"),
            (&self.paused_why, "pause_reason"),
            (&self.solution, "solution"),
        ];
        said.iter().find(|(said, _)| said.is_some()).map_or("virtual_confirm_comment", |(_, name)| name)
    }

    /// The refusal of a step with its fields as the request calls them.
    pub(super) fn renamed(&self, rejection: Rejection) -> Rejection {
        let Rejection::Invalid(mut faults) = rejection else { return rejection };
        for fault in &mut faults {
            let name = match fault.field.as_str() {
                "note" => self.said_in(),
                "assignee" => "virtual_send_assignee",
                "category" => "mtm_type",
                "priority" => "virtual_target_level",
                other => other.strip_prefix("fields.").unwrap_or(other),
            };
            fault.field = self.at(name);
        }
        Rejection::Invalid(faults)
    }
}

/// A moment of so many milliseconds since 1970; `None` for none that may be said.
pub(super) fn moment(millis: i64) -> Option<At> {
    (1..=LATEST).contains(&millis).then(|| At::from_micros(millis.saturating_mul(1_000)))
}

/// Puts a value into a custom field, where the project has it.
pub(super) fn place(fields: &mut Patch, custom: &[Definition], key: &str, value: Value) -> Result<(), Fault> {
    if !custom.iter().any(|definition| definition.key == key) {
        return Ok(());
    }
    let field = Field::Custom(key.to_owned());
    field.accept(value.clone(), custom).map_err(|why| Fault::new(key, why))?;
    fields.insert(field, value);
    Ok(())
}

/// Several ids as one text.
pub(super) fn joined(list: &[String]) -> Result<String, (usize, domain::Message)> {
    for (i, one) in list.iter().enumerate() {
        text::require(one, 128, Lines::One).map_err(|why| (i, why))?;
        if one.contains(',') {
            return Err((i, msg!("incident.comma", value = cut(one))));
        }
    }
    Ok(list.iter().map(|one| one.trim()).collect::<Vec<_>>().join(","))
}
