//! Reading a filter over one row in memory. The store's SQL must say the same of every row.

use super::{
    Clock, Condition, Field, Filter, Join, Kind, Operand, Test, Words,
    tree::{Order, Shape},
};
use crate::{At, text::fold};
use std::{borrow::Cow, cmp::Ordering, collections::HashMap, sync::Arc};

/// Something with the fields of a subject.
pub trait Row {
    /// What a field holds, by the field's name; nothing for a name that it does not know.
    fn cell(&self, key: &str) -> Cell<'_>;
}

/// What a row has in one field. What is not of the field's kind counts as nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'r> {
    /// Nothing.
    Nothing,
    /// A text, word, label, key, user name; a day as `2026-11-21`.
    Text(Cow<'r, str>),
    /// A whole number, or a length of time in milliseconds.
    Integer(i64),
    /// A number.
    Number(f64),
    /// Yes or no.
    Truth(bool),
    /// A moment.
    At(At),
    /// Several texts.
    Many(Cow<'r, [String]>),
}

/// Who belongs to groups.
pub trait Groups {
    /// Whether a person, by user name, belongs to the group of this name.
    fn has(&self, group: &str, person: &str) -> bool;
}

/// What a filter is read with.
#[derive(Clone, Copy)]
pub struct Scope<'s> {
    /// What relative times are counted from.
    pub clock: Clock,
    /// The user name of whoever asks; empty for nobody, to whom nothing belongs.
    pub me: &'s str,
    /// Who belongs to groups.
    pub groups: &'s dyn Groups,
}

impl std::fmt::Debug for Scope<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scope").field("clock", &self.clock).field("me", &self.me).finish_non_exhaustive()
    }
}

impl<'r> Cell<'r> {
    /// A text.
    pub fn text(text: &'r str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// A moment, where there is one.
    pub fn time(at: Option<At>) -> Self {
        at.map_or(Self::Nothing, Self::At)
    }
}

impl Filter {
    /// Whether `row` meets it.
    pub fn holds(&self, row: &impl Row, scope: &Scope<'_>) -> bool {
        self.read(row, scope, &mut HashMap::new())
    }

    /// The same; `known` is what is known of conditions that stand in several places.
    fn read(&self, row: &impl Row, scope: &Scope<'_>, known: &mut HashMap<*const Condition, bool>) -> bool {
        match self {
            Self::Join(Join::All, parts) => parts.iter().all(|part| part.read(row, scope, known)),
            Self::Join(Join::Any, parts) => parts.iter().any(|part| part.read(row, scope, known)),
            Self::Not(inner) => !inner.read(row, scope, known),
            Self::Is(condition) if Arc::strong_count(condition) > 1 => {
                *known.entry(Arc::as_ptr(condition)).or_insert_with(|| condition.holds(row, scope))
            }
            Self::Is(condition) => condition.holds(row, scope),
        }
    }
}

impl Condition {
    fn holds(&self, row: &impl Row, scope: &Scope<'_>) -> bool {
        let cell = row.cell(&self.field.key);
        let items = items(&self.field, &cell);
        match &self.test {
            Test::OneOf(operands) => operands.iter().any(|operand| match operand {
                Operand::Nothing => items.is_empty(),
                operand => items.iter().any(|item| is(&self.field, item, operand, scope)),
            }),
            Test::Ordered(order, operand) => {
                items.iter().any(|item| is_ordered(&self.field, item, (*order, operand), scope))
            }
            Test::Like(shape, parts) => {
                items.iter().any(|item| parts.iter().any(|part| is_like(&self.field, item, *shape, part)))
            }
        }
    }
}

/// One value of a field.
enum Item<'c> {
    Text(&'c str),
    Integer(i64),
    Number(f64),
    Truth(bool),
    At(At),
}

/// The values that a field has: none where it is empty or holds what is not of its kind.
fn items<'c>(field: &Field, cell: &'c Cell<'_>) -> Vec<Item<'c>> {
    if field.many {
        let Cell::Many(texts) = cell else { return Vec::new() };
        return texts.iter().filter(|text| !text.is_empty()).map(|text| Item::Text(text)).collect();
    }
    let item = match (&field.kind, cell) {
        (Kind::Text | Kind::Tag | Kind::Word(_) | Kind::Key | Kind::Person, Cell::Text(text)) => {
            (!text.is_empty()).then_some(Item::Text(text))
        }
        (Kind::Date, Cell::Text(text)) => is_date(text).then_some(Item::Text(text)),
        (Kind::Time, Cell::At(at)) => Some(Item::At(*at)),
        // As custom fields keep it, to the letter: the store compares the texts.
        (Kind::Time, Cell::Text(text)) => At::parse(text).filter(|at| at.to_string() == **text).map(Item::At),
        (Kind::Duration | Kind::Integer, Cell::Integer(number)) => Some(Item::Integer(*number)),
        (Kind::Number, Cell::Number(number)) => Some(Item::Number(*number)),
        #[allow(clippy::cast_precision_loss, reason = "a number field keeps what a double keeps")]
        (Kind::Number, Cell::Integer(number)) => Some(Item::Number(*number as f64)),
        (Kind::Truth, Cell::Truth(truth)) => Some(Item::Truth(*truth)),
        _ => None,
    };
    item.into_iter().collect()
}

/// Whether a text looks like a day as fields keep them.
fn is_date(text: &str) -> bool {
    let fits = |(place, byte): (usize, u8)| {
        if matches!(place, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() }
    };
    text.len() == 10 && text.bytes().enumerate().all(fits)
}

fn is(field: &Field, item: &Item<'_>, operand: &Operand, scope: &Scope<'_>) -> bool {
    match (item, operand) {
        (Item::Text(value), Operand::Text(text)) if field.kind == Kind::Tag => fold(value) == fold(text),
        (Item::Text(value), Operand::Text(text)) => value == text,
        (Item::Text(value), Operand::Me) => *value == scope.me,
        (Item::Text(value), Operand::Group(name)) => scope.groups.has(name, value),
        (Item::Text(value), Operand::Moment(moment)) => *value == moment.date(scope.clock),
        (Item::At(at), Operand::Moment(moment)) => moment.span(scope.clock).contains(&at.micros()),
        (Item::Integer(value), Operand::Integer(number)) => value == number,
        (Item::Number(value), Operand::Number(number)) => value.partial_cmp(number) == Some(Ordering::Equal),
        (Item::Truth(value), Operand::Truth(truth)) => value == truth,
        _ => false,
    }
}

fn is_ordered(
    field: &Field,
    item: &Item<'_>,
    (order, operand): (Order, &Operand),
    scope: &Scope<'_>,
) -> bool {
    let compared = match (item, operand) {
        (Item::Text(value), Operand::Text(text)) => match &field.kind {
            Kind::Word(words) => ranks(words, value, text),
            _ => Some((*value).cmp(text.as_str())),
        },
        (Item::Text(value), Operand::Moment(moment)) => Some((*value).cmp(moment.date(scope.clock).as_str())),
        (Item::At(at), Operand::Moment(moment)) => {
            let span = moment.span(scope.clock);
            // Within the stretch is neither before it nor after it.
            Some(if at.micros() < span.start {
                Ordering::Less
            } else if at.micros() < span.end {
                Ordering::Equal
            } else {
                Ordering::Greater
            })
        }
        (Item::Integer(value), Operand::Integer(number)) => Some(value.cmp(number)),
        (Item::Number(value), Operand::Number(number)) => value.partial_cmp(number),
        _ => None,
    };
    compared.is_some_and(|compared| order.admits(compared))
}

fn ranks(words: &Words, value: &str, word: &str) -> Option<Ordering> {
    Some(words.rank(value)?.cmp(&words.rank(word)?))
}

fn is_like(field: &Field, item: &Item<'_>, shape: Shape, part: &str) -> bool {
    let Item::Text(value) = item else { return false };
    if field.kind == Kind::Tag {
        return shape.fits(&value.to_lowercase(), &part.to_lowercase());
    }
    // Of all alphabets both engines fold this one alone without a column of its own.
    shape.fits(&value.to_ascii_lowercase(), &part.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::samples::{Namesakes, Sample, any_filter, any_row, parsed, tickets};
    use proptest::prelude::*;

    fn scope() -> Scope<'static> {
        let now = At::parse("2026-11-21T18:30:00Z").unwrap();
        Scope { clock: Clock { now, zone: 0 }, me: "ann", groups: &Namesakes }
    }

    fn row(cells: &[(&str, Cell<'static>)]) -> Sample {
        Sample(cells.iter().map(|(key, cell)| ((*key).to_owned(), cell.clone())).collect())
    }

    fn many(texts: &[&str]) -> Cell<'static> {
        Cell::Many(texts.iter().map(|text| (*text).to_owned()).collect())
    }

    fn at(text: &str) -> Cell<'static> {
        Cell::At(At::parse(text).unwrap())
    }

    #[test]
    fn a_full_row_meets_what_it_should() {
        let row = row(&[
            ("id", Cell::Integer(42)),
            ("key", Cell::text("SUP-42")),
            ("status", Cell::text("open")),
            ("priority", Cell::text("high")),
            ("title", Cell::text("VPN 无法登录")),
            ("assignee", Cell::text("ann")),
            ("creator", Cell::text("net-7")),
            ("tags", many(&["VIP", "退款"])),
            ("watchers", many(&["bob", "Ann"])),
            ("due", at("2026-11-21T08:00:00.5Z")),
            ("fields.size", Cell::Integer(3)),
            ("fields.weight", Cell::Integer(3)),
            ("fields.vip", Cell::Truth(false)),
            ("fields.day", Cell::text("2026-11-20")),
            ("fields.moment", Cell::text("2026-11-20T08:00:00.000000Z")),
            ("fields.parts", many(&["a", "甲 乙"])),
        ]);
        for (filter, holds) in [
            ("id = 42 and key = sup-42 and key != SUP-43", true),
            ("status in (closed, OPEN)", true),
            ("status not in (closed, open)", false),
            (
                "priority >= high and priority < critical and priority > medium and not priority <= medium",
                true,
            ),
            ("title ~ vpn and title ^= vPn and title $= 登录 and title !~ (x, y)", true),
            ("title = 'vpn 无法登录'", false),
            ("title > VP and title < VQ", true),
            ("assignee = me and assignee = ann and assignee != Ann", true),
            ("creator in group(net-) and creator not in group(x)", true),
            ("tags = vip and tags in (x, 退款) and tags != x and tags ~ IP", true),
            ("watchers = ann", false),
            ("watchers ^= an", true),
            ("watchers = me", false),
            ("due = today and due = 2026-11-21 and due = 2026-11-21T08:00:00Z", true),
            ("due = 2026-11-21T08:00:00.000Z", false),
            ("due <= 2026-11-21T08:00:00Z and due >= 2026-11-21T08:00:00Z", true),
            ("due < 2026-11-21T08:00:00Z or due > 2026-11-21T08:00:00Z", false),
            ("due < today or due > today", false),
            ("due > -3d and due < now and due > yesterday", true),
            ("fields.size = 3 and fields.weight >= 2.5 and fields.weight = 3", true),
            ("fields.vip = false and fields.vip != true and fields.vip is not empty", true),
            ("fields.day = yesterday and fields.day < today and fields.day > -7d", true),
            ("fields.moment < -1d and fields.moment = 2026-11-20", true),
            ("fields.parts = '甲 乙' and fields.parts is not empty", true),
        ] {
            assert_eq!(parsed(filter).holds(&row, &scope()), holds, "{filter}");
        }
    }

    #[test]
    fn what_is_empty_is_like_nothing_else() {
        let blank = row(&[("title", Cell::text("")), ("tags", many(&[])), ("fields.size", Cell::text("7"))]);
        for field in [
            "title",
            "assignee",
            "tags",
            "watchers",
            "due",
            "priority",
            "fields.size",
            "fields.vip",
            "fields.crew",
        ] {
            let holds = |rest: &str| parsed(&format!("{field} {rest}")).holds(&blank, &scope());
            assert!(holds("is empty") && holds("= empty") && !holds("is not empty"), "{field}");
        }
        for (filter, holds) in [
            ("assignee = me", false),
            ("assignee != me", true),
            ("assignee in (me, empty)", true),
            ("title < z or title > ' ' or title ~ ''", false),
            ("title !~ vpn and tags != vip and priority != low", true),
            ("due < today or due >= today", false),
            ("not due < today", true),
            ("fields.size = 7", false),
        ] {
            assert_eq!(parsed(filter).holds(&blank, &scope()), holds, "{filter}");
        }
    }

    #[test]
    fn to_nobody_nothing_belongs() {
        let nobody = Scope { me: "", ..scope() };
        for cell in [Cell::Nothing, Cell::text(""), Cell::text("ann")] {
            assert!(!parsed("assignee = me").holds(&row(&[("assignee", cell)]), &nobody));
        }
    }

    proptest! {
        #[test]
        fn and_or_and_not_keep_their_laws(
            a in any_filter(&tickets()), b in any_filter(&tickets()), row in any_row(&tickets()),
        ) {
            let holds = |filter: &Filter| filter.holds(&row, &scope());
            let all = |parts: [&Filter; 2]| Filter::join(Join::All, parts.map(Clone::clone)).expect("two");
            let any = |parts: [&Filter; 2]| Filter::join(Join::Any, parts.map(Clone::clone)).expect("two");
            let not = |filter: &Filter| filter.clone().negated();
            prop_assert_eq!(holds(&not(&a)), !holds(&a));
            prop_assert!(holds(&any([&a, &not(&a)])) && !holds(&all([&a, &not(&a)])));
            prop_assert_eq!(holds(&all([&a, &b])), holds(&a) && holds(&b));
            prop_assert_eq!(holds(&any([&a, &b])), holds(&a) || holds(&b));
            prop_assert_eq!(holds(&not(&all([&a, &b]))), holds(&any([&not(&a), &not(&b)])));
            prop_assert_eq!(holds(&not(&any([&a, &b]))), holds(&all([&not(&a), &not(&b)])));
            prop_assert_eq!(holds(&all([&a, &any([&a, &b])])), holds(&a));
        }
    }
}
