//! The spelling for people: `status in (open, in_progress) and priority >= high and assignee = me and updated < -3d`.
//!
//! ```text
//! filter    = part { "or" part }           "and" binds tighter, "not" tightest
//! part      = unit { "and" unit }
//! unit      = "not" unit | "(" filter ")" | condition
//! condition = field sign value | field ["not"] "in" ( "(" value { "," value } ")" | group )
//!           | field "is" ["not"] "empty"
//! value     = word | quoted | group        after ~ ^= $= also a list: any of them
//! group     = "group" "(" word | quoted ")"
//! ```
//! Words of the language are understood in any letters; a value in quotes is itself and nothing else.

use super::{
    Asker, Condition, Error, Field, Filter, Join, Kind, MAX_DEPTH, MAX_VALUES, Operand, Operator, Order,
    Shape, Span, Subject, Test,
    error::cut,
    lexer::{Token, tokens},
    operand::{self, Written},
};
use crate::{Message, msg, text as texts};
use std::sync::Arc;

/// Reads a filter of `subject`. `None` for a text with nothing in it, which asks for nothing in particular.
pub fn read(text: &str, subject: &Subject) -> Result<Option<Filter>, Error> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, depth: 0, subject };
    if *parser.peek() == Token::End {
        return Ok(None);
    }
    let filter = parser.filter()?;
    match parser.peek() {
        Token::End => Ok(filter),
        _ => Err(parser.unexpected(msg!("filter.a_joint"))),
    }
}

struct Parser<'s> {
    tokens: Vec<(Token, Span)>,
    next: usize,
    depth: usize,
    subject: &'s Subject,
}

impl Parser<'_> {
    fn peek(&self) -> &Token {
        self.tokens.get(self.next).map_or(&Token::End, |(token, _)| token)
    }

    fn place(&self) -> Span {
        let last = || self.tokens.last().map_or(0..0, |(_, span)| span.clone());
        self.tokens.get(self.next).map_or_else(last, |(_, span)| span.clone())
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.peek(), Token::Bare(bare) if bare.eq_ignore_ascii_case(word))
    }

    /// Passes over a word of the language, if it comes next.
    fn skip_word(&mut self, word: &str) -> bool {
        let is_next = self.is_word(word);
        self.next += usize::from(is_next);
        is_next
    }

    fn skip(&mut self, token: &Token) -> bool {
        let is_next = self.peek() == token;
        self.next += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, token: &Token, what: Message) -> Result<(), Error> {
        if self.skip(token) { Ok(()) } else { Err(self.unexpected(what)) }
    }

    /// What came next is not what should.
    fn unexpected(&self, expected: Message) -> Error {
        let found = match self.peek() {
            Token::Bare(word) | Token::Quoted(word) => msg!("filter.said", word = cut(word)),
            Token::Sign(sign) => msg!("filter.said", word = sign),
            Token::Open => msg!("filter.said", word = "("),
            Token::Close => msg!("filter.said", word = ")"),
            Token::Comma => msg!("filter.said", word = ","),
            Token::End => msg!("filter.the_end"),
        };
        let why = msg!("filter.expected").listing("expected", vec![expected]).listing("found", vec![found]);
        Error::at(self.place(), why)
    }

    /// Goes a level deeper for what stands in parentheses or behind `not`.
    fn inside(
        &mut self,
        place: Span,
        read: impl FnOnce(&mut Self) -> Result<Option<Filter>, Error>,
    ) -> Result<Option<Filter>, Error> {
        if self.depth == MAX_DEPTH {
            return Err(Error::at(place, msg!("filter.too_deep", max = MAX_DEPTH)));
        }
        self.depth += 1;
        let filter = read(self);
        self.depth -= 1;
        filter
    }

    fn filter(&mut self) -> Result<Option<Filter>, Error> {
        let mut parts = vec![self.part()?];
        while self.skip_word("or") {
            parts.push(self.part()?);
        }
        Ok(Filter::join(Join::Any, parts.into_iter().flatten()))
    }

    fn part(&mut self) -> Result<Option<Filter>, Error> {
        let mut parts = vec![self.unit()?];
        while self.skip_word("and") {
            parts.push(self.unit()?);
        }
        Ok(Filter::join(Join::All, parts.into_iter().flatten()))
    }

    fn unit(&mut self) -> Result<Option<Filter>, Error> {
        let place = self.place();
        if self.skip_word("not") {
            return Ok(self.inside(place, Self::unit)?.map(Filter::negated));
        }
        if self.skip(&Token::Open) {
            let filter = self.inside(place, Self::filter)?;
            self.expect(&Token::Close, msg!("filter.closing"))?;
            return Ok(filter);
        }
        self.condition().map(Some)
    }

    fn condition(&mut self) -> Result<Filter, Error> {
        let field = self.field()?;
        let (test, is_negated) = self.asked(&field)?;
        let condition = Filter::is(Condition::new(field, test));
        Ok(if is_negated { condition.negated() } else { condition })
    }

    /// What is asked of a field, and whether its opposite is meant.
    fn asked(&mut self, field: &Field) -> Result<(Test, bool), Error> {
        if self.skip_word("is") {
            let is_negated = self.skip_word("not");
            if !self.skip_word("empty") {
                return Err(self.unexpected(msg!("filter.said", word = "empty")));
            }
            return Ok((Test::OneOf(vec![Operand::Nothing]), is_negated));
        }
        let is_negated = self.skip_word("not");
        if self.skip_word("in") {
            return Ok((Test::OneOf(self.set(field)?), is_negated));
        }
        if is_negated {
            return Err(self.unexpected(msg!("filter.said", word = "in")));
        }
        let place = self.place();
        let sign = if let Token::Sign(sign) = self.peek() { *sign } else { "" };
        let Some(operator) = Operator::ALL.into_iter().find(|operator| operator.sign() == sign) else {
            let what = msg!("filter.an_operator", field = field.key, takes = field.operators());
            return Err(self.unexpected(what));
        };
        self.next += 1;
        if !field.takes(operator) {
            let why = msg!("filter.operator", field = field.key, operator = sign, takes = field.operators());
            return Err(Error::at(place, why));
        }
        let test = self.test(field, operator)?;
        Ok((test, matches!(operator, Operator::Unequal | Operator::ContainsNot)))
    }

    fn test(&mut self, field: &Field, operator: Operator) -> Result<Test, Error> {
        use Operator as O;
        match operator {
            O::Equal | O::Unequal | O::In | O::NotIn | O::Is => Ok(Test::OneOf(vec![self.equal(field)?])),
            O::Less => self.bound(field, Order::Less),
            O::AtMost => self.bound(field, Order::AtMost),
            O::Greater => self.bound(field, Order::Greater),
            O::AtLeast => self.bound(field, Order::AtLeast),
            O::Contains | O::ContainsNot => Ok(Test::Like(Shape::Contains, self.parts()?)),
            O::Begins => Ok(Test::Like(Shape::Begins, self.parts()?)),
            O::Ends => Ok(Test::Like(Shape::Ends, self.parts()?)),
        }
    }

    fn field(&mut self) -> Result<Arc<Field>, Error> {
        let Token::Bare(name) = self.peek() else { return Err(self.unexpected(msg!("filter.a_field"))) };
        let Some(field) = self.subject.field(name) else {
            let why = msg!("filter.unknown_field", name = cut(name), known = self.subject.names());
            return Err(Error::at(self.place(), why));
        };
        let field = Arc::clone(field);
        if field.kind == Kind::Mixed {
            return Err(Error::at(self.place(), msg!("filter.mixed_field", field = field.key)));
        }
        self.next += 1;
        Ok(field)
    }

    /// What may stand behind `in`.
    fn set(&mut self, field: &Field) -> Result<Vec<Operand>, Error> {
        if self.is_word("group") {
            return Ok(vec![self.operand(field)?]);
        }
        self.list(|parser| parser.equal(field))
    }

    /// A list in parentheses, each value once.
    fn list<T: PartialEq>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T, Error>,
    ) -> Result<Vec<T>, Error> {
        self.expect(&Token::Open, msg!("filter.a_list"))?;
        let mut values = Vec::new();
        loop {
            let place = self.place();
            let value = read(self)?;
            if values.len() == MAX_VALUES {
                return Err(Error::at(place, msg!("value.too_many", max = MAX_VALUES)));
            }
            if !values.contains(&value) {
                values.push(value);
            }
            if self.skip(&Token::Comma) {
                continue;
            }
            self.expect(&Token::Close, msg!("filter.more_or_closing"))?;
            return Ok(values);
        }
    }

    /// The parts of a text that are looked for: one, or several in parentheses.
    fn parts(&mut self) -> Result<Vec<String>, Error> {
        let part = |parser: &mut Self| {
            let (Token::Bare(part) | Token::Quoted(part)) = parser.peek() else {
                return Err(parser.unexpected(msg!("filter.a_value")));
            };
            let part = part.clone();
            texts::check(&part, super::MAX_VALUE, texts::Lines::Many)
                .map_err(|why| Error::at(parser.place(), why))?;
            parser.next += 1;
            Ok(part)
        };
        if *self.peek() == Token::Open { self.list(part) } else { part(self).map(|part| vec![part]) }
    }

    /// A value that another can be equal to.
    fn equal(&mut self, field: &Field) -> Result<Operand, Error> {
        let place = self.place();
        match self.operand(field)? {
            Operand::Moment(moment) if moment.is_fleeting() => Err(Error::at(place, msg!("filter.fleeting"))),
            operand => Ok(operand),
        }
    }

    fn bound(&mut self, field: &Field, order: Order) -> Result<Test, Error> {
        let operand = self.value(|word, written| operand::read_bound(field, word, written))?;
        Ok(Test::Ordered(order, operand))
    }

    fn operand(&mut self, field: &Field) -> Result<Operand, Error> {
        let opens = matches!(self.tokens.get(self.next + 1), Some((Token::Open, _)));
        if !(self.is_word("group") && opens) {
            let place = self.place();
            let value = self.value(|word, written| operand::read(field, word, written))?;
            if value == Operand::Me && self.subject.asker() == Asker::Nobody {
                return Err(Error::at(place, msg!("filter.nobody")));
            }
            return Ok(value);
        }
        if field.kind != Kind::Person {
            return Err(Error::at(self.place(), msg!("filter.group_of_people", field = field.key)));
        }
        self.next += 2;
        let subject = self.subject;
        let name = self.value(|word, _| {
            let name = texts::require(word, super::MAX_VALUE, texts::Lines::One)?;
            if !subject.has_group(name) {
                return Err(msg!("filter.unknown_group", name = cut(name)));
            }
            Ok(Operand::Group(name.to_owned()))
        })?;
        self.expect(&Token::Close, msg!("filter.closing"))?;
        Ok(name)
    }

    fn value(
        &mut self,
        read: impl FnOnce(&str, Written) -> Result<Operand, Message>,
    ) -> Result<Operand, Error> {
        let operand = match self.peek() {
            Token::Bare(word) => read(word, Written::Bare),
            Token::Quoted(word) => read(word, Written::Quoted),
            _ => return Err(self.unexpected(msg!("filter.a_value"))),
        };
        let operand = operand.map_err(|why| Error::at(self.place(), why))?;
        self.next += 1;
        Ok(operand)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::{
        MAX_LENGTH,
        samples::{any_filter, parsed, tickets},
    };
    use proptest::prelude::*;

    fn fails(text: &str) -> (usize, &'static str) {
        match read(text, &tickets()) {
            Err(Error { path, span: Some(span), why }) if path.is_empty() => (span.start, why.key()),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn filters_are_written_back_in_their_plain_form() {
        for (written, plain) in [
            (
                "status in (open, in_progress) and priority >= high and assignee = me and updated < -3d",
                "status in (open, in_progress) and priority >= high and assignee = me and updated < -3d",
            ),
            ("STATUS", ""),
            ("status=Open OR project = sup", "status = open or project = SUP"),
            ("priority > Normal", "priority > medium"),
            ("not (title ~ vpn or tags = VIP)", "not (title ~ vpn or tags = VIP)"),
            ("not title ~ vpn", "title !~ vpn"),
            ("not title !~ vpn", "title ~ vpn"),
            ("title !~ (vpn, \"a b\")", "title !~ (vpn, \"a b\")"),
            ("not title ^= vpn", "not title ^= vpn"),
            ("not due < today", "not due < today"),
            ("assignee in group(net-crew)", "assignee in group(net-crew)"),
            ("assignee not in (group(net-crew))", "assignee not in group(net-crew)"),
            ("assignee in (me, group('a b'), empty)", "assignee in (me, group(\"a b\"), empty)"),
            ("assignee = \"me\"", "assignee = \"me\""),
            ("due IS NOT EMPTY", "due is not empty"),
            ("due != empty", "due is not empty"),
            ("created_at >= 2026-11-21T08:00:00+08:00", "created >= 2026-11-21T00:00:00Z"),
            ("created = yesterday and updated > now-36h", "created = yesterday and updated > -36h"),
            ("key = sup-42 and id in (1, 2)", "key = SUP-42 and id in (1, 2)"),
            ("fields.vip = TRUE and fields.weight < 1e3", "fields.vip = true and fields.weight < 1000.0"),
            ("fields.day <= -7d", "fields.day <= today-7d"),
            ("标题", ""),
            ("title ~ （vpn，“无法 登录”）", "title ~ (vpn, \"无法 登录\")"),
            ("status = open or status = closed and id = 1", "status = open or status = closed and id = 1"),
            (
                "(status = open or status = closed) and id = 1",
                "(status = open or status = closed) and id = 1",
            ),
            ("title = 'it\\'s \\\\'", "title = \"it's \\\\\""),
        ] {
            if plain.is_empty() {
                assert!(read(written, &tickets()).is_err(), "{written}");
            } else {
                assert_eq!(parsed(written).to_string(), plain, "{written}");
            }
        }
        assert_eq!(read(" \n\u{3000}", &tickets()), Ok(None));
    }

    #[test]
    fn errors_point_at_the_character() {
        for (text, at, key) in [
            ("stauts = open", 0, "filter.unknown_field"),
            ("status = open and stauts = open", 18, "filter.unknown_field"),
            ("标题 = x", 0, "filter.unknown_field"),
            ("title = \"标题\" nor", 13, "filter.expected"),
            ("status", 6, "filter.expected"),
            ("status open", 7, "filter.expected"),
            ("status =", 8, "filter.expected"),
            ("status = (open)", 9, "filter.expected"),
            ("status in open", 10, "filter.expected"),
            ("status in ()", 11, "filter.expected"),
            ("status in (open,)", 16, "filter.expected"),
            ("status in (open closed)", 16, "filter.expected"),
            ("status not = open", 11, "filter.expected"),
            ("status is open", 10, "filter.expected"),
            ("(status = open", 14, "filter.expected"),
            ("status = open)", 13, "filter.expected"),
            ("and status = open", 0, "filter.unknown_field"),
            ("status = open and", 17, "filter.expected"),
            ("not", 3, "filter.expected"),
            ("= open", 0, "filter.expected"),
            ("status = open & id = 1", 14, "filter.character"),
            ("title ~ \"vpn", 8, "filter.open_quote"),
            ("status > open", 7, "filter.operator"),
            ("status ~ open", 7, "filter.operator"),
            ("tags > a", 5, "filter.operator"),
            ("priority = hgih", 11, "value.one_of"),
            ("fields.part in (a, x)", 19, "value.one_of"),
            ("id = x", 5, "value.integer"),
            ("id = 99999999999999999999", 5, "value.integer"),
            ("fields.weight = NaN", 16, "value.number"),
            ("fields.weight = 1e999", 16, "value.number"),
            ("fields.vip = maybe", 13, "value.boolean"),
            ("fields.day = -3h", 13, "filter.date"),
            ("due < soon", 6, "filter.time"),
            ("due = -3d", 6, "filter.fleeting"),
            ("due in (today, now)", 15, "filter.fleeting"),
            ("due < empty", 6, "filter.nothing"),
            ("key = 42", 6, "filter.key"),
            ("title = \"a\u{0}\"", 8, "text.control"),
            ("status in group(x)", 10, "filter.group_of_people"),
            ("assignee in group()", 18, "filter.expected"),
            ("assignee in group(' ')", 18, "text.blank"),
            ("assignee in group(a", 19, "filter.expected"),
        ] {
            assert_eq!(fails(text), (at, key), "{text}");
        }
        assert_eq!(fails(&format!("title = {}", "x".repeat(1_025))), (8, "text.too_long"));
    }

    #[test]
    fn a_field_that_differs_between_projects_is_refused_where_it_stands() {
        let mixed = Subject::new([Field::one("a", Kind::Mixed)]);
        let error = read("a = 1", &mixed).unwrap_err();
        assert_eq!((error.span, error.why.key()), (Some(0..1), "filter.mixed_field"));
    }

    #[test]
    fn what_is_known_of_words_groups_and_who_asks_is_held_to() {
        let subject = tickets()
            .knowing("project", ["SUP", "NET"])
            .knowing("type", [])
            .with_groups(["Net crew"])
            .asked_by(Asker::Nobody);
        let fails = |text: &str| {
            let error = read(text, &subject).unwrap_err();
            (error.span.map(|span| span.start), error.why.key())
        };
        for text in
            ["project = sup", "type = anything", "assignee in group(\"NET CREW\")", "assignee = \"me\""]
        {
            assert!(read(text, &subject).is_ok(), "{text}");
        }
        assert_eq!(fails("id = 1 or project = x"), (Some(20), "value.one_of"));
        assert_eq!(fails("assignee in (ann, group(x))"), (Some(24), "filter.unknown_group"));
        assert_eq!(fails("assignee in (ann, me)"), (Some(18), "filter.nobody"));
        let mixed = Subject::new([Field::one("a", Kind::Mixed)]).unmixed();
        assert!(read("a = 1 and a > 2", &mixed).is_ok());
    }

    #[test]
    fn depth_and_size_are_bounded() {
        let nested = |depth: usize| format!("{}id = 1{}", "(".repeat(depth), ")".repeat(depth));
        assert!(read(&nested(MAX_DEPTH), &tickets()).is_ok());
        assert_eq!(fails(&nested(MAX_DEPTH + 1)), (MAX_DEPTH, "filter.too_deep"));
        assert_eq!(fails(&nested(4_000)), (MAX_DEPTH, "filter.too_deep"));
        assert_eq!(fails(&format!("{}id = 1", "not ".repeat(2_000))), (4 * MAX_DEPTH, "filter.too_deep"));
        assert_eq!(fails(&"(".repeat(MAX_LENGTH + 1)), (MAX_LENGTH, "filter.too_long"));
        let list = |count: usize| format!("id in ({}7)", "7,".repeat(count - 1));
        assert!(read(&list(MAX_VALUES), &tickets()).is_ok());
        let numbers: Vec<String> = (0..=MAX_VALUES).map(|n| n.to_string()).collect();
        let over = read(&format!("id in ({})", numbers.join(",")), &tickets()).unwrap_err();
        assert_eq!(over.why.key(), "value.too_many");
        let conditions: Vec<String> = (0..1_000).map(|n| format!("id={n}")).collect();
        assert_eq!(parsed(&conditions.join(" or ")).size(), 1_000);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn what_is_written_is_read_back_to_the_same_tree(filter in any_filter(&tickets())) {
            let written = filter.to_string();
            prop_assert_eq!(read(&written, &tickets()), Ok(Some(filter)), "{}", written);
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,60}") {
            let _ = read(&text, &tickets());
        }

        #[test]
        fn no_order_of_words_breaks_the_reader(
            words in proptest::collection::vec(proptest::sample::select(vec![
                "status", "due", "assignee", "tags", "fields.weight", "and", "or", "not", "in", "is", "empty", "group",
                "(", ")", ",", "=", "!=", "<", ">=", "~", "^=", "me", "open", "-3d", "today", "7", "\"a b\"", "'", "\\", "！",
            ]), 0..12),
        ) {
            let text = words.join(" ");
            let length = text.chars().count();
            match read(&text, &tickets()) {
                Ok(Some(filter)) => prop_assert_eq!(read(&filter.to_string(), &tickets()), Ok(Some(filter))),
                Ok(None) => prop_assert!(words.is_empty()),
                Err(error) => {
                    let span = error.span.clone().expect("a place");
                    prop_assert!(span.start <= span.end && span.end <= length, "{:?} in {}", span, text);
                    for lang in [crate::Lang::En, crate::Lang::Zh] {
                        let told = error.message().text(lang);
                        prop_assert!(!told.contains("filter.") && !told.contains('{'), "{}", told);
                    }
                }
            }
        }
    }
}
