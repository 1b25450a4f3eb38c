//! The spelling of the incident API: filters with names, and a condition that puts them together.

use super::{
    Condition, Error, Field, Filter, Join, Kind, MAX_VALUES, Operand, Operator, Order, Shape, Subject, Test,
    error::cut,
    expression::{self, Meaning},
    operand::{self, Written},
    tree::distinct,
};
use crate::{
    msg,
    text::{self, Lines},
};
use serde::Deserialize;
use std::{cmp::Ordering, collections::HashMap, sync::Arc};

/// The most filters of one list.
const MAX_FILTERS: usize = 20;
/// The most values that a field of several values is held to be unlike: each is a condition of its own.
const MAX_UNLIKE: usize = 100;
/// The most characters of a name and of a field's name.
const MAX_NAME: usize = 255;

/// What a body says of its filters. A list that is not there is an empty one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Form {
    /// At most 20.
    #[serde(default)]
    pub string_filters: Option<Vec<ObjectFilter>>,
    /// At most 20. Their values are texts as well, and fields are what they are: both lists are read alike.
    #[serde(default)]
    pub int_filters: Option<Vec<ObjectFilter>>,
    /// How the filters are put together, by their names: `(a & b) | c`. Without it, all of them must hold.
    #[serde(default)]
    pub condition: Option<String>,
}

/// One filter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct ObjectFilter {
    /// What the condition calls it.
    #[serde(default)]
    pub name: Option<String>,
    /// The field.
    pub field: String,
    /// `in like startwith endwith = != > <`.
    pub operator: String,
    /// 1 to 1,024 of them; more than one with an operator for one means any of them.
    pub values: Vec<String>,
}

/// The words for operators.
const OPERATORS: [(&str, Operator); 8] = [
    ("in", Operator::In),
    ("like", Operator::Contains),
    ("startwith", Operator::Begins),
    ("endwith", Operator::Ends),
    ("=", Operator::Equal),
    ("!=", Operator::Unequal),
    (">", Operator::Greater),
    ("<", Operator::Less),
];

impl Form {
    /// The filter it spells. `None` where it asks for nothing in particular. A filter that the condition does not name is
    /// read, and not applied.
    pub fn read(&self, subject: &Subject) -> Result<Option<Filter>, Error> {
        self.read_by(|object, path| object.read(subject, path))
    }

    /// As [`Form::read`], where `one` reads each of its filters at its path: for fields that stand for those of a subject.
    pub fn read_by(
        &self,
        one: impl Fn(&ObjectFilter, &str) -> Result<Filter, Error>,
    ) -> Result<Option<Filter>, Error> {
        let mut named: HashMap<&str, Meaning> = HashMap::new();
        let mut all: Vec<Filter> = Vec::new();
        // A name that is given twice is told where the condition has it, else where it is given again.
        let mut twice: Option<Error> = None;
        for (list, filters) in [("string_filters", &self.string_filters), ("int_filters", &self.int_filters)]
        {
            let filters = filters.as_deref().unwrap_or_default();
            if filters.len() > MAX_FILTERS {
                return Err(Error::of(list, msg!("value.too_many", max = MAX_FILTERS)));
            }
            for (i, object) in filters.iter().enumerate() {
                let filter = one(object, &format!("{list}[{i}]"))?;
                // Two filters that ask the same are one from here on, whatever they are called.
                let filter = all.iter().find(|known| **known == filter).cloned().unwrap_or(filter);
                let size = filter.size();
                if let Some(name) = object.name.as_deref().filter(|name| !name.is_empty()) {
                    let meaning = named.entry(name).and_modify(|known| {
                        *known = Meaning::Two;
                        let why = msg!("filter.name_twice", name = cut(name));
                        twice.get_or_insert_with(|| Error::of(format!("{list}[{i}].name"), why));
                    });
                    meaning.or_insert_with(|| Meaning::One(filter.clone(), size));
                }
                all.push(filter);
            }
        }
        let condition = self.condition.as_deref().unwrap_or_default();
        let read = expression::read(condition, &named).map_err(|error| error.within("condition"))?;
        match (twice, read) {
            (Some(twice), _) => Err(twice),
            (None, None) => Ok(Filter::join(Join::All, all)),
            (None, read) => Ok(read),
        }
    }
}

impl ObjectFilter {
    /// The condition it is; `path` is where it stands.
    pub fn read(&self, subject: &Subject, path: &str) -> Result<Filter, Error> {
        let at = |key: &str| format!("{path}.{key}");
        let name = self.name.as_deref().unwrap_or_default();
        text::check(name, MAX_NAME, Lines::Many).map_err(|why| Error::of(at("name"), why))?;
        text::check(&self.field, MAX_NAME, Lines::One).map_err(|why| Error::of(at("field"), why))?;
        let field = subject.field(&self.field).ok_or_else(|| {
            Error::of(
                at("field"),
                msg!("filter.unknown_field", name = cut(&self.field), known = subject.names()),
            )
        })?;
        if field.kind == Kind::Mixed {
            return Err(Error::of(at("field"), msg!("filter.mixed_field", field = field.key)));
        }
        let operator = self.operator(field).map_err(|why| Error::of(at("operator"), why))?;
        match self.values.len() {
            0 => return Err(Error::of(at("values"), msg!("value.too_few", min = 1))),
            1..=MAX_VALUES => {}
            _ => return Err(Error::of(at("values"), msg!("value.too_many", max = MAX_VALUES))),
        }
        let filter = self.parts(field, operator, &at("values"))?;
        filter.ok_or_else(|| Error::of(at("values"), msg!("text.blank")))
    }

    fn operator(&self, field: &Field) -> Result<Operator, crate::Message> {
        let taken: Vec<&str> =
            OPERATORS.iter().filter(|(_, operator)| field.takes(*operator)).map(|(word, _)| *word).collect();
        let known = OPERATORS.iter().find(|(word, _)| *word == self.operator);
        let known = known.map(|(_, operator)| *operator).filter(|operator| field.takes(*operator));
        known.ok_or_else(|| msg!("value.one_of", allowed = taken.join(" ")))
    }

    fn parts(&self, field: &Arc<Field>, operator: Operator, path: &str) -> Result<Option<Filter>, Error> {
        use Operator as O;
        let one = |test| Some(Filter::is(Condition::new(Arc::clone(field), test)));
        let order = |order| {
            let bounds = self.operands(field, path, operand::read_bound)?;
            let weakest = weakest(field, order, bounds);
            let each = weakest.into_iter().filter_map(|bound| one(Test::Ordered(order, bound)));
            Ok(Filter::join(Join::Any, each))
        };
        match operator {
            O::Less => order(Order::Less),
            O::AtMost => order(Order::AtMost),
            O::Greater => order(Order::Greater),
            O::AtLeast => order(Order::AtLeast),
            O::Contains | O::ContainsNot => {
                self.like(path).map(|parts| one(Test::Like(Shape::Contains, parts)))
            }
            O::Begins => self.like(path).map(|parts| one(Test::Like(Shape::Begins, parts))),
            O::Ends => self.like(path).map(|parts| one(Test::Like(Shape::Ends, parts))),
            O::Equal | O::In | O::Is => {
                Ok(one(Test::OneOf(distinct(self.operands(field, path, operand::read)?))))
            }
            O::Unequal | O::NotIn => {
                let mut operands = distinct(self.operands(field, path, operand::read)?);
                if !field.many {
                    // A value is unlike one of two in any case: more of them say nothing.
                    operands.truncate(2);
                } else if operands.len() > MAX_UNLIKE {
                    return Err(Error::of(path, msg!("value.too_many", max = MAX_UNLIKE)));
                }
                let each = operands.into_iter().filter_map(|value| one(Test::OneOf(vec![value])));
                Ok(Filter::join(Join::Any, each.map(Filter::negated)))
            }
        }
    }

    fn operands(
        &self,
        field: &Field,
        path: &str,
        read: impl Fn(&Field, &str, Written) -> Result<Operand, crate::Message>,
    ) -> Result<Vec<Operand>, Error> {
        let each = self.values.iter().enumerate().map(|(i, value)| {
            read(field, value, Written::Plain).map_err(|why| Error::of(format!("{path}[{i}]"), why))
        });
        each.collect()
    }

    fn like(&self, path: &str) -> Result<Vec<String>, Error> {
        for (i, value) in self.values.iter().enumerate() {
            text::check(value, super::MAX_VALUE, Lines::Many)
                .map_err(|why| Error::of(format!("{path}[{i}]"), why))?;
        }
        Ok(distinct(self.values.clone()))
    }
}

/// Of several bounds the one that is met whenever any of them is; all of them, where they cannot be told apart.
fn weakest(field: &Field, order: Order, bounds: Vec<Operand>) -> Vec<Operand> {
    let wanted = match order {
        Order::Less | Order::AtMost => Ordering::Greater,
        Order::Greater | Order::AtLeast => Ordering::Less,
    };
    let mut best: Option<&Operand> = None;
    for bound in &bounds {
        match best.map(|best| compare(field, bound, best)) {
            None => best = Some(bound),
            Some(Some(compared)) if compared == wanted => best = Some(bound),
            Some(Some(_)) => {}
            Some(None) => return distinct(bounds),
        }
    }
    best.cloned().into_iter().collect()
}

fn compare(field: &Field, a: &Operand, b: &Operand) -> Option<Ordering> {
    use super::Moment::Exact;
    match (a, b) {
        (Operand::Text(a), Operand::Text(b)) => match &field.kind {
            Kind::Word(words) => Some(words.rank(a)?.cmp(&words.rank(b)?)),
            _ => Some(a.cmp(b)),
        },
        (Operand::Integer(a), Operand::Integer(b)) => Some(a.cmp(b)),
        (Operand::Number(a), Operand::Number(b)) => a.partial_cmp(b),
        (Operand::Moment(Exact(a, p)), Operand::Moment(Exact(b, q))) if p == q => Some(a.cmp(b)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{
        samples::{any_condition, tickets},
        text,
    };
    use proptest::{collection::vec, prelude::*};
    use serde_json::json;

    fn form(json: &serde_json::Value) -> Form {
        serde_json::from_value(json.clone()).unwrap()
    }

    fn filter(name: &str, field: &str, operator: &str, values: &[&str]) -> serde_json::Value {
        json!({"name": name, "field": field, "operator": operator, "values": values})
    }

    /// The text of what a list of filters and a condition spell, for steps of an incident.
    fn spelt(filters: &[serde_json::Value], condition: &str) -> String {
        let form = form(&json!({"string_filters": filters, "condition": condition}));
        form.read(&Subject::incident_histories()).unwrap().map_or(String::new(), |filter| filter.to_string())
    }

    #[test]
    fn both_spellings_are_one_tree() {
        let started = filter("c", "start_time", ">", &["1744252838667"]);
        let said = filter("a", "comment", "like", &["vpn", "登录"]);
        let state = filter("b", "status", "in", &["INCIDENT_STATUS_PAUSED", "INCIDENT_STATUS_RESOLVED"]);
        let all = [said, state, started];
        for (condition, expected) in [
            (
                "(a & b) | c",
                "comment ~ (vpn, 登录) and status in (INCIDENT_STATUS_PAUSED, INCIDENT_STATUS_RESOLVED) \
                 or start_time > 2025-04-10T02:40:38.667Z",
            ),
            ("a", "comment ~ (vpn, 登录)"),
            (
                "",
                "comment ~ (vpn, 登录) and status in (INCIDENT_STATUS_PAUSED, INCIDENT_STATUS_RESOLVED) \
                 and start_time > 2025-04-10T02:40:38.667Z",
            ),
        ] {
            let spelt = spelt(&all, condition);
            assert_eq!(spelt, expected);
            let form = form(&json!({"string_filters": all, "condition": condition}));
            let subject = Subject::incident_histories();
            assert_eq!(text::read(&spelt, &subject), form.read(&subject));
        }
        assert_eq!(spelt(&[], ""), "");
        assert_eq!(form(&json!({"string_filters": null, "condition": null})), Form::default());
    }

    #[test]
    fn several_values_mean_any_of_them() {
        for (filter, expected) in [
            (filter("", "status", "=", &["a", "b", "a"]), "status in (a, b)"),
            (filter("", "status", "!=", &["a", "a"]), "status != a"),
            (filter("", "status", "!=", &["a", "b", "c"]), "status != a or status != b"),
            (filter("", "status", "<", &["b", "c", "a"]), "status < c"),
            (
                filter("", "start_time", ">", &["3000", "1000", "2000"]),
                "start_time > 1970-01-01T00:00:01.000Z",
            ),
            (filter("", "action", "startwith", &["x", "y"]), "action ^= (x, y)"),
            (filter("", "action", "endwith", &[""]), "action $= \"\""),
            (filter("", "action", "=", &[""]), "action is empty"),
            (filter("", "action", ">", &[""]), "action > \"\""),
            (filter("", "stop_time", "=", &[""]), "stop_time is empty"),
        ] {
            assert_eq!(spelt(std::slice::from_ref(&filter), ""), expected, "{filter}");
        }
    }

    fn refused(json: &serde_json::Value) -> (String, Option<usize>, &'static str) {
        let error = form(json).read(&Subject::incident_histories()).unwrap_err();
        (error.path, error.span.map(|span| span.start), error.why.key())
    }

    #[test]
    fn every_fault_has_its_path_and_one_in_the_condition_its_character() {
        let good = || filter("a", "action", "=", &["x"]);
        let many = vec![good(); 21];
        let values: Vec<String> = (0..1_025).map(|n| n.to_string()).collect();
        let long = "x".repeat(1_025);
        for (json, path, at, key) in [
            (json!({"string_filters": many}), "string_filters", None, "value.too_many"),
            (json!({"int_filters": many}), "int_filters", None, "value.too_many"),
            (
                json!({"string_filters": [good(), filter("b", "nothing", "=", &["x"])]}),
                "string_filters[1].field",
                None,
                "filter.unknown_field",
            ),
            (
                json!({"string_filters": [filter("b", "action", "contains", &["x"])]}),
                "string_filters[0].operator",
                None,
                "value.one_of",
            ),
            (
                json!({"int_filters": [filter("b", "start_time", "like", &["1"])]}),
                "int_filters[0].operator",
                None,
                "value.one_of",
            ),
            (
                json!({"int_filters": [filter("b", "start_time", ">", &["1", "soon"])]}),
                "int_filters[0].values[1]",
                None,
                "filter.millis",
            ),
            (
                json!({"int_filters": [filter("b", "start_time", ">", &[""])]}),
                "int_filters[0].values[0]",
                None,
                "filter.nothing",
            ),
            (
                json!({"string_filters": [filter("b", "action", "=", &[])]}),
                "string_filters[0].values",
                None,
                "value.too_few",
            ),
            (
                json!({"string_filters": [good(), filter("b", "action", "=", &["x"]), good()], "condition": "b"}),
                "string_filters[2].name",
                None,
                "filter.name_twice",
            ),
            (
                json!({"string_filters": [{"field": "action", "operator": "=", "values": values}]}),
                "string_filters[0].values",
                None,
                "value.too_many",
            ),
            (
                json!({"string_filters": [filter("b", "action", "like", &[&long])]}),
                "string_filters[0].values[0]",
                None,
                "text.too_long",
            ),
            (
                json!({"string_filters": [filter("b", "action", "like", &["\u{0}"])]}),
                "string_filters[0].values[0]",
                None,
                "text.control",
            ),
            (
                json!({"string_filters": [filter(&long, "action", "=", &["x"])]}),
                "string_filters[0].name",
                None,
                "text.too_long",
            ),
            (
                json!({"string_filters": [good()], "condition": "a | b"}),
                "condition",
                Some(4),
                "filter.unknown_name",
            ),
            (
                json!({"string_filters": [good()], "int_filters": [good()], "condition": "(a)"}),
                "condition",
                Some(1),
                "filter.name_twice",
            ),
            (json!({"condition": "a"}), "condition", Some(0), "filter.unknown_name"),
            (json!({"condition": "x".repeat(10_001)}), "condition", Some(10_000), "filter.too_long"),
        ] {
            assert_eq!(refused(&json), (path.to_owned(), at, key), "{path} {key}");
        }
    }

    #[test]
    fn naming_a_large_filter_thousands_of_times_copies_nothing() {
        let values: Vec<String> = (0..1_024).map(|n| format!("{n:0>1000}")).collect();
        let form = Form {
            string_filters: Some(vec![ObjectFilter {
                name: Some("a".into()),
                field: "action".into(),
                operator: "in".into(),
                values,
            }]),
            int_filters: Some(vec![ObjectFilter {
                name: Some("b".into()),
                field: "comment".into(),
                operator: "=".into(),
                values: vec!["x".into()],
            }]),
            // Not one of these is beside its like, so none is dropped.
            condition: Some(format!("{}a{}", "(a&(b|".repeat(49), "))".repeat(49))),
        };
        let read = form.read(&Subject::incident_histories()).unwrap().unwrap();
        assert_eq!(read.size(), 49 * 1_025 + 1_024);
        assert_eq!(form.read(&Subject::incident_histories()).unwrap().unwrap(), read);
    }

    /// A condition in the JSON spelling, where it has one.
    fn written(filter: &Filter, name: &str) -> Option<ObjectFilter> {
        let (condition, operator) = match filter {
            Filter::Is(condition) => (condition, None),
            Filter::Not(inner) => match &**inner {
                Filter::Is(condition) => (condition, Some("!=")),
                _ => return None,
            },
            Filter::Join(..) => return None,
        };
        let plain = |operand: &Operand| match operand {
            Operand::Nothing => Some(String::new()),
            Operand::Text(text) => Some(text.clone()),
            Operand::Integer(number) => Some(number.to_string()),
            Operand::Number(number) => Some(format!("{number:?}")),
            Operand::Truth(truth) => Some(truth.to_string()),
            Operand::Moment(crate::filter::Moment::Exact(at, crate::filter::Precision::Milli)) => {
                Some((at.micros() / 1_000).to_string())
            }
            Operand::Moment(crate::filter::Moment::Day(_)) if condition.field.kind == Kind::Date => {
                Some(operand::print(&condition.field, operand))
            }
            Operand::Me | Operand::Group(_) | Operand::Moment(_) => None,
        };
        let (operator, values) = match (&condition.test, operator) {
            (Test::OneOf(operands), None) => ("in", operands.iter().map(plain).collect::<Option<Vec<_>>>()?),
            (Test::OneOf(operands), Some(unlike)) if operands.len() == 1 => {
                (unlike, operands.iter().map(plain).collect::<Option<Vec<_>>>()?)
            }
            (Test::Ordered(Order::Less, bound), None) => ("<", vec![plain(bound)?]),
            (Test::Ordered(Order::Greater, bound), None) => (">", vec![plain(bound)?]),
            (Test::Like(Shape::Contains, parts), None) => ("like", parts.clone()),
            (Test::Like(Shape::Begins, parts), None) => ("startwith", parts.clone()),
            (Test::Like(Shape::Ends, parts), None) => ("endwith", parts.clone()),
            _ => return None,
        };
        Some(ObjectFilter {
            name: Some(name.to_owned()),
            field: condition.field.key.clone(),
            operator: operator.to_owned(),
            values,
        })
    }

    proptest! {
        #[test]
        fn what_the_json_form_can_say_is_read_back_to_the_same_tree(
            conditions in vec(any_condition(&tickets()), 1..8), negated in any::<bool>(), joins in vec(any::<bool>(), 8),
        ) {
            let conditions: Vec<Filter> = conditions
                .into_iter()
                .map(|condition| if negated { condition.negated() } else { condition })
                .collect();
            let mut objects = Vec::new();
            let mut expected: Vec<Vec<Filter>> = vec![Vec::new()];
            let mut expression = String::new();
            for (i, (condition, join)) in conditions.iter().zip(joins).enumerate() {
                let name = format!("n{i}");
                let Some(object) = written(condition, &name) else { continue };
                if !expression.is_empty() {
                    expression.push_str(if join { " & " } else { "|" });
                    if !join {
                        expected.push(Vec::new());
                    }
                }
                expression.push_str(&name);
                objects.push(object);
                expected.last_mut().expect("one").push(condition.clone());
            }
            let parts = expected.into_iter().filter_map(|parts| Filter::join(Join::All, parts));
            let expected = Filter::join(Join::Any, parts);
            let form = Form { string_filters: Some(objects), int_filters: None, condition: Some(expression) };
            prop_assert_eq!(form.read(&tickets()), Ok(expected));
        }

        #[test]
        fn nothing_given_breaks_it(
            field in "(id|title|due|tags|assignee|fields.day|\\PC{0,4})", operator in "(in|like|=|!=|>|<|\\PC{0,3})",
            values in vec("\\PC{0,6}|-?[0-9]{1,20}", 0..4), condition in "[ab&|() ]{0,12}",
        ) {
            let object = ObjectFilter { name: Some("a".into()), field, operator, values };
            let form = Form { string_filters: Some(vec![object]), int_filters: None, condition: Some(condition) };
            if let Ok(Some(filter)) = form.read(&tickets()) {
                let written = filter.to_string();
                prop_assert_eq!(text::read(&written, &tickets()), Ok(Some(filter)), "{}", written);
            }
        }
    }
}
