//! What tests of filters draw from.

use super::{
    Case, Cell, Condition, Field, Filter, Groups, Join, Kind, Moment, Operand, Operator, Order, Precision,
    Row, Shape, Subject, Test, Words, text, tree::distinct,
};
use crate::{
    At,
    field::{Definition, FieldType, Names},
};
use proptest::{collection::vec, prelude::*, sample::select};
use std::{borrow::Cow, collections::HashMap, sync::Arc};

/// Tickets with a custom field of every type.
pub(super) fn tickets() -> Subject {
    let types = [
        ("room", FieldType::Text),
        ("size", FieldType::Integer),
        ("weight", FieldType::Number),
        ("vip", FieldType::Boolean),
        ("day", FieldType::Date),
        ("moment", FieldType::Time),
        ("part", FieldType::Option),
        ("parts", FieldType::Options),
        ("owner", FieldType::User),
        ("crew", FieldType::Users),
    ];
    let options = |kind| match kind {
        FieldType::Option | FieldType::Options => {
            vec!["a".to_owned(), "甲 乙".to_owned(), "empty".to_owned()]
        }
        _ => Vec::new(),
    };
    let custom = types.map(|(key, kind)| Definition {
        key: key.to_owned(),
        uuid: String::new(),
        name: Names::same(key),
        kind,
        options: options(kind),
        required: false,
    });
    Subject::tickets(&custom, &[])
}

/// The filter of tickets that a text spells.
pub(super) fn parsed(written: &str) -> Filter {
    match text::read(written, &tickets()) {
        Ok(Some(filter)) => filter,
        other => panic!("{written}: {other:?}"),
    }
}

pub(super) fn any_moment() -> impl Strategy<Value = Moment> {
    prop_oneof![
        (0..4_000_000_000_000_000_i64, select(vec![Precision::Second, Precision::Milli, Precision::Micro]))
            .prop_map(|(micros, precision)| {
                let unit = match precision {
                    Precision::Second => 1_000_000,
                    Precision::Milli => 1_000,
                    Precision::Micro => 1,
                };
                Moment::Exact(At::from_micros(micros - micros % unit), precision)
            }),
        (-700_000..2_900_000_i32).prop_map(Moment::Day),
        (-9_000_000_000_i64..9_000_000_000).prop_map(Moment::FromNow),
        any::<i32>().prop_map(Moment::FromToday),
    ]
}

fn any_word() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => "[a-z甲乙é_.-]{1,6}",
        1 => "\\PC{1,8}",
        1 => select(vec!["me", "empty", "and", "group", " ", "a b", "\"", "\\", "a\nb", "group(", "，", "-3d", "NOT"])
            .prop_map(str::to_owned),
    ]
}

/// A value that a field can be equal to, in the form in which readers give it.
pub(super) fn any_operand(field: &Field) -> BoxedStrategy<Operand> {
    let trimmed =
        || any_word().prop_map(|word| word.trim().to_owned()).prop_filter("not blank", |w| !w.is_empty());
    let own = match &field.kind {
        Kind::Text => any_word().prop_map(Operand::Text).boxed(),
        Kind::Tag => trimmed().prop_map(Operand::Text).boxed(),
        Kind::Person => prop_oneof![
            trimmed().prop_map(Operand::Text),
            Just(Operand::Me),
            trimmed()
                .prop_filter("one line", |name| !name.chars().any(char::is_control))
                .prop_map(Operand::Group)
        ]
        .boxed(),
        Kind::Word(Words { known, case, .. }) if known.is_empty() => {
            let case = *case;
            trimmed()
                .prop_map(move |word| match case {
                    Case::AsIs => word,
                    Case::Lower => crate::text::fold(&word),
                    Case::Upper => word.to_uppercase(),
                })
                .prop_filter("not blank", |word| !word.is_empty())
                .prop_map(Operand::Text)
                .boxed()
        }
        Kind::Word(words) => select(words.known.clone()).prop_map(Operand::Text).boxed(),
        Kind::Key => (1..99_i64).prop_map(|id| Operand::Text(format!("SUP-{id}"))).boxed(),
        Kind::Time => {
            any_moment().prop_filter("can be equal", |m| !m.is_fleeting()).prop_map(Operand::Moment).boxed()
        }
        Kind::Date => any_moment()
            .prop_filter_map("a day", |m| m.as_day().filter(|_| !m.is_fleeting()))
            .prop_map(Operand::Moment)
            .boxed(),
        Kind::Duration => (0..i64::MAX).prop_map(Operand::Integer).boxed(),
        Kind::Integer => any::<i64>().prop_map(Operand::Integer).boxed(),
        Kind::Number => any::<f64>()
            .prop_filter("finite", |number| number.is_finite())
            .prop_map(|number| Operand::Number(number + 0.0))
            .boxed(),
        Kind::Truth => any::<bool>().prop_map(Operand::Truth).boxed(),
        Kind::Mixed => Just(Operand::Nothing).boxed(),
    };
    prop_oneof![1 => Just(Operand::Nothing), 5 => own].boxed()
}

fn any_test(field: &Arc<Field>) -> BoxedStrategy<Test> {
    let mut tests = vec![vec(any_operand(field), 1..4).prop_map(|v| Test::OneOf(distinct(v))).boxed()];
    if field.takes(Operator::Less) {
        let fleeting = (-9_000_000_000_i64..9_000_000_000).prop_map(|s| Operand::Moment(Moment::FromNow(s)));
        let own = any_operand(field).prop_filter("a value", |o| *o != Operand::Nothing);
        let bound = if field.kind == Kind::Time { prop_oneof![own, fleeting].boxed() } else { own.boxed() };
        tests.push((select(Order::ALL.to_vec()), bound).prop_map(|(o, v)| Test::Ordered(o, v)).boxed());
    }
    if field.takes(Operator::Contains) {
        let parts = vec(any_word(), 1..3).prop_map(distinct);
        tests.push((select(Shape::ALL.to_vec()), parts).prop_map(|(s, v)| Test::Like(s, v)).boxed());
    }
    proptest::strategy::Union::new(tests).boxed()
}

/// A condition on any field of `subject`.
pub(super) fn any_condition(subject: &Subject) -> impl Strategy<Value = Filter> + use<> {
    select(subject.fields().to_vec()).prop_flat_map(|field| {
        any_test(&field).prop_map(move |test| Filter::is(Condition::new(Arc::clone(&field), test)))
    })
}

/// A filter of any shape.
pub(super) fn any_filter(subject: &Subject) -> impl Strategy<Value = Filter> + use<> {
    any_condition(subject).prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            (select(vec![Join::All, Join::Any]), vec(inner.clone(), 1..4))
                .prop_map(|(join, parts)| Filter::join(join, parts).expect("has parts")),
            inner.prop_map(Filter::negated),
        ]
    })
}

/// A row of whatever it is given.
#[derive(Debug, Clone, Default)]
pub(super) struct Sample(pub(super) HashMap<String, Cell<'static>>);

impl Row for Sample {
    fn cell(&self, key: &str) -> Cell<'_> {
        self.0.get(key).cloned().unwrap_or(Cell::Nothing)
    }
}

/// Everybody whose name begins with the group's belongs to it.
pub(super) struct Namesakes;

impl Groups for Namesakes {
    fn has(&self, group: &str, person: &str) -> bool {
        person.starts_with(group)
    }
}

fn any_cell() -> impl Strategy<Value = Cell<'static>> {
    let texts = || prop_oneof![any_word(), Just(String::new()), Just("2026-11-21".to_owned())];
    prop_oneof![
        Just(Cell::Nothing),
        texts().prop_map(|text| Cell::Text(Cow::Owned(text))),
        (-2..3_i64).prop_map(Cell::Integer),
        (-2..3_i32).prop_map(|number| Cell::Number(f64::from(number) / 2.0)),
        any::<bool>().prop_map(Cell::Truth),
        (0..2_000_000_000_000_000_i64).prop_map(|micros| Cell::At(At::from_micros(micros))),
        vec(texts(), 0..3).prop_map(|texts| Cell::Many(Cow::Owned(texts))),
    ]
}

/// A row with anything in any of its fields, also what the field does not hold.
pub(super) fn any_row(subject: &Subject) -> impl Strategy<Value = Sample> + use<> {
    let keys: Vec<String> = subject.fields().iter().map(|field| field.key.clone()).collect();
    vec(any_cell(), keys.len()).prop_map(move |cells| Sample(keys.iter().cloned().zip(cells).collect()))
}
