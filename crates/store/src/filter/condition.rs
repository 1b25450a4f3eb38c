//! One condition as SQL, and the tree around it.

use super::{
    How, NEVER, Reach,
    column::{Column, Columns, NOTHING, Side},
    joined,
    json::Place,
    value::{Nothing, Scalar, Sort, entries, listed},
};
use domain::{
    At,
    filter::{Condition, Field, Filter, Join, Kind, Moment, Operand, Order, Shape, Test},
    id::TicketKey,
    text::fold,
};
use sql::{EngineKind, Error, Param};
use std::{collections::HashMap, ops::Range, sync::Arc};

/// So many values stand each for itself; more are one parameter, so that a statement has only so many.
const FEW: usize = 10;

/// People of a group.
const OF_GROUP: &str = "SELECT a.name FROM circle c \
     JOIN membership m ON m.team_id = c.team_id AND m.circle = c.uuid \
     JOIN account a ON a.team_id = m.team_id AND a.id = m.user_id \
     WHERE c.team_id = $1 AND c.kind = 'group' AND c.name_folded = ";

pub(super) struct Compiler<'c> {
    columns: Columns,
    how: How<'c>,
    values: &'c mut Vec<Param<'static>>,
    /// What was made of a condition that stands in several places.
    known: HashMap<*const Condition, String>,
}

impl<'c> Compiler<'c> {
    pub(super) fn new(columns: Columns, how: How<'c>, values: &'c mut Vec<Param<'static>>) -> Self {
        Self { columns, how, values, known: HashMap::new() }
    }

    /// A filter. What it makes stands for itself: nothing around it can take it apart.
    pub(super) fn filter(&mut self, filter: &Filter) -> Result<String, Error> {
        match filter {
            Filter::Join(join, parts) => {
                let (kept, parts): (Vec<_>, Vec<_>) =
                    parts.iter().partition(|part| *join == Join::All && self.is_of_times(part));
                let mut made = Vec::new();
                if !kept.is_empty() {
                    made.push(self.of_times(&kept));
                }
                for part in parts {
                    made.push(self.filter(part)?);
                }
                Ok(joined(
                    made,
                    match join {
                        Join::All => " AND ",
                        Join::Any => " OR ",
                    },
                ))
            }
            Filter::Not(inner) => Ok(format!("NOT ({})", self.filter(inner)?)),
            Filter::Is(condition) => {
                if let Some(known) = self.known.get(&Arc::as_ptr(condition)) {
                    return Ok(known.clone());
                }
                let made = format!("({})", self.condition(condition)?);
                self.known.insert(Arc::as_ptr(condition), made.clone());
                Ok(made)
            }
        }
    }

    fn condition(&mut self, condition: &Condition) -> Result<String, Error> {
        let Condition { field, test, .. } = condition;
        let column = (self.columns)(field)
            .ok_or_else(|| Error::Unsupported(format!("a filter by {}, which has no column", field.key)))?;
        Ok(match column {
            Column::Key => self.keys(test),
            Column::Digits(name) => self.digits(name, test),
            Column::Side(side) => self.side(field, side, test),
            Column::Kept(name) => self.kept(field, name, test),
            Column::Json { column, key, .. } if field.many => {
                let place = Place { engine: self.how.engine, column, key: &key };
                self.items(place, test)
            }
            Column::Json { column, key, indexed } => {
                let place = Place { engine: self.how.engine, column, key: &key };
                if indexed && self.how.reach == Reach::Find && is_found_by(test) {
                    // The index's own condition, which makes the rest one that is so or is not, then what it leads to.
                    let raw = Scalar { text: place.raw(), nothing: Nothing::Never, sort: Sort::Text };
                    let found = self.one_of(field, &raw, test);
                    return Ok(format!("{} IS NOT NULL AND ({found}) AND {}", raw.text, place.is_text()));
                }
                let scalar = place.scalar(&field.kind);
                self.scalar(field, &scalar, test)
            }
            Column::Sparse(name) => {
                let scalar = self.own(name, Nothing::Blank, Sort::Text);
                let made = self.scalar(field, &scalar, test);
                if is_found_by(test) { format!("{} AND ({made})", scalar.is_something()) } else { made }
            }
            Column::Text(name) => {
                let scalar = self.own(name, Nothing::Blank, Sort::Text);
                self.scalar(field, &scalar, test)
            }
            Column::Rank(name) | Column::Number(name) => {
                let scalar = self.own(name, Nothing::Never, Sort::Integer);
                self.scalar(field, &scalar, test)
            }
            Column::MaybeNumber(name) => {
                let scalar = self.own(name, Nothing::Most, Sort::Integer);
                self.scalar(field, &scalar, test)
            }
        })
    }

    /// A number that is asked for as a word.
    fn digits(&mut self, name: &str, test: &Test) -> String {
        let Test::OneOf(operands) = test else { return NEVER.to_owned() };
        let numbers = operands.iter().filter_map(|operand| match operand {
            Operand::Text(word) => word.parse::<i64>().ok().filter(|number| number.to_string() == *word),
            _ => None,
        });
        let numbers: Vec<Param<'static>> = numbers.map(Param::Int).collect();
        if numbers.is_empty() {
            return NEVER.to_owned();
        }
        let among = self.among(Sort::Integer, numbers);
        format!("{}{name} {among}", self.guard())
    }

    /// A column of the table, kept from its indexes where they are not to be used.
    fn own(&self, name: &str, nothing: Nothing, sort: Sort) -> Scalar {
        Scalar { text: format!("{}{name}", self.guard()), nothing, sort }
    }

    fn guard(&self) -> &'static str {
        match (self.how.engine, self.how.reach) {
            (EngineKind::Sqlite, Reach::Check) => "+",
            _ => "",
        }
    }

    fn place(&mut self, value: impl Into<Param<'static>>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    fn scalar(&mut self, field: &Field, scalar: &Scalar, test: &Test) -> String {
        match test {
            Test::OneOf(_) => self.one_of(field, scalar, test),
            Test::Ordered(order, operand) => self.ordered(field, scalar, *order, operand),
            Test::Like(shape, parts) => self.like(field, scalar, *shape, parts),
        }
    }

    fn one_of(&mut self, field: &Field, scalar: &Scalar, test: &Test) -> String {
        let Test::OneOf(operands) = test else { return NEVER.to_owned() };
        let mut ways = Vec::new();
        let mut wanted: Vec<Param<'static>> = Vec::new();
        let mut spans: Vec<Range<i64>> = Vec::new();
        for operand in operands {
            match operand {
                Operand::Nothing => ways.push(scalar.is_nothing()),
                Operand::Text(word) => match &field.kind {
                    Kind::Word(words) if scalar.sort == Sort::Integer => {
                        wanted.extend(words.rank(word).map(Param::Int));
                    }
                    Kind::Tag => wanted.push(fold(word).into()),
                    _ => wanted.push(word.clone().into()),
                },
                Operand::Me if self.how.me.is_empty() => {}
                Operand::Me => wanted.push(self.how.me.to_owned().into()),
                Operand::Group(name) => {
                    let group = self.place(fold(name));
                    // Read once, and then of use to an index also beside other conditions.
                    let of_group = match self.how.engine {
                        EngineKind::Sqlite => format!("IN ({OF_GROUP}{group})"),
                        EngineKind::Postgres => format!("= ANY (ARRAY({OF_GROUP}{group}))"),
                    };
                    ways.push(scalar.settled(format!("{} {of_group}", scalar.text)));
                }
                // What stands for nothing is no number that anything has.
                Operand::Integer(NOTHING) if scalar.nothing == Nothing::Most => {}
                Operand::Integer(number) => wanted.push((*number).into()),
                Operand::Number(number) => wanted.push((*number).into()),
                Operand::Truth(truth) => wanted.push((*truth).into()),
                Operand::Moment(moment) if field.kind == Kind::Date => {
                    wanted.push(moment.date(self.how.clock).into());
                }
                Operand::Moment(moment) => spans.push(moment.span(self.how.clock)),
            }
        }
        if !wanted.is_empty() {
            let among = self.among(scalar.sort, wanted);
            ways.push(scalar.settled(format!("{} {among}", scalar.text)));
        }
        ways.extend(self.spans(scalar, &spans));
        joined(ways, " OR ")
    }

    /// What stands behind a column that is one of these.
    fn among(&mut self, sort: Sort, mut values: Vec<Param<'static>>) -> String {
        if values.len() > FEW {
            let list = self.place(json_list(&values));
            return listed(self.how.engine, sort, &list);
        }
        if values.len() == 1
            && let Some(value) = values.pop()
        {
            return format!("= {}", self.place(value));
        }
        let places: Vec<String> = values.into_iter().map(|value| self.place(value)).collect();
        format!("IN ({})", places.join(", "))
    }

    fn spans(&mut self, scalar: &Scalar, spans: &[Range<i64>]) -> Vec<String> {
        let engine = self.how.engine;
        if spans.len() <= FEW {
            let each = spans.iter().map(|span| {
                let (from, to) = (self.moment(scalar, span.start), self.moment(scalar, span.end));
                scalar.within(engine, &from, &to)
            });
            return each.collect();
        }
        let bound = |micros: i64| match scalar.sort {
            Sort::Text => serde_json::Value::from(At::from_micros(micros).to_string()),
            Sort::Integer | Sort::Real | Sort::Truth => micros.into(),
        };
        let pairs =
            spans.iter().map(|span| serde_json::Value::from(vec![bound(span.start), bound(span.end)]));
        let list = self.place(pairs.collect::<serde_json::Value>().to_string());
        let part = |place: u8| match (engine, scalar.sort) {
            (EngineKind::Sqlite, _) => format!("(p.part ->> {place})"),
            (EngineKind::Postgres, Sort::Text) => format!("(p.part::json ->> {place})"),
            (EngineKind::Postgres, _) => format!("(p.part::json ->> {place})::bigint"),
        };
        let within = scalar.within(engine, &part(0), &part(1));
        vec![format!("EXISTS (SELECT 1 FROM {} WHERE {within})", entries(engine, &list))]
    }

    /// A moment as the column has it: a number, or the text that custom fields keep.
    fn moment(&mut self, scalar: &Scalar, micros: i64) -> String {
        match scalar.sort {
            Sort::Text => self.place(At::from_micros(micros).to_string()),
            Sort::Integer | Sort::Real | Sort::Truth => self.place(micros),
        }
    }

    fn ordered(&mut self, field: &Field, scalar: &Scalar, order: Order, operand: &Operand) -> String {
        let place = match operand {
            Operand::Text(text) => match &field.kind {
                Kind::Word(words) => match words.rank(text) {
                    Some(rank) => self.place(rank),
                    None => return NEVER.to_owned(),
                },
                _ => self.place(text.clone()),
            },
            Operand::Integer(number) => self.place(*number),
            Operand::Number(number) => self.place(*number),
            Operand::Moment(moment) if field.kind == Kind::Date => self.place(moment.date(self.how.clock)),
            Operand::Moment(moment) => return self.beside(scalar, order, *moment),
            Operand::Nothing | Operand::Me | Operand::Group(_) | Operand::Truth(_) => {
                return NEVER.to_owned();
            }
        };
        scalar.ordered(self.how.engine, order, &place)
    }

    /// Before or after a stretch of time.
    fn beside(&mut self, scalar: &Scalar, order: Order, moment: Moment) -> String {
        let span = moment.span(self.how.clock);
        let (order, bound) = match order {
            Order::Less => (Order::Less, span.start),
            Order::AtMost => (Order::Less, span.end),
            Order::Greater => (Order::AtLeast, span.end),
            Order::AtLeast => (Order::AtLeast, span.start),
        };
        let place = self.moment(scalar, bound);
        scalar.ordered(self.how.engine, order, &place)
    }

    fn like(&mut self, field: &Field, scalar: &Scalar, shape: Shape, parts: &[String]) -> String {
        let parts: Vec<String> = parts.iter().map(|part| needle(field, part)).collect();
        if parts.iter().any(String::is_empty) {
            // Every text has nothing in it somewhere.
            return scalar.is_something();
        }
        let lowered =
            if field.kind == Kind::Tag { scalar.text.clone() } else { scalar.lowered(self.how.engine) };
        let like = self.stands(&lowered, shape, parts);
        scalar.settled(like)
    }

    /// Whether one of the parts stands so in a text.
    fn stands(&mut self, whole: &str, shape: Shape, mut parts: Vec<String>) -> String {
        let engine = self.how.engine;
        if parts.len() == 1
            && let Some(part) = parts.pop()
        {
            let place = self.place(part);
            let place = if engine == EngineKind::Postgres { format!("CAST({place} AS TEXT)") } else { place };
            return fits(engine, whole, shape, &place);
        }
        let list = self.place(serde_json::Value::from(parts).to_string());
        format!(
            "EXISTS (SELECT 1 FROM {} WHERE {})",
            entries(engine, &list),
            fits(engine, whole, shape, "p.part")
        )
    }

    fn keys(&mut self, test: &Test) -> String {
        let Test::OneOf(operands) = test else { return NEVER.to_owned() };
        let keys = operands.iter().filter_map(|operand| match operand {
            Operand::Text(word) => TicketKey::parse(word).filter(|key| key.to_string() == *word),
            _ => None,
        });
        let mut ways = Vec::new();
        for key in keys.collect::<Vec<_>>() {
            let (id, project) = (self.place(key.id.0), self.place(key.project));
            ways.push(format!("({}id = {id} AND {}project = {project})", self.guard(), self.guard()));
        }
        joined(ways, " OR ")
    }

    /// A field with a table of its own.
    fn side(&mut self, field: &Field, side: Side, test: &Test) -> String {
        let Side { table, value, list } = side;
        let inner = Scalar { text: format!("g.{value}"), nothing: Nothing::Never, sort: Sort::Text };
        let looked_at = |condition: String| {
            format!(
                "EXISTS (SELECT 1 FROM {table} g WHERE g.team_id = $1 AND g.ticket_id = ticket.id AND {condition})"
            )
        };
        match test {
            Test::OneOf(operands) => {
                let (nothing, some): (Vec<_>, Vec<_>) =
                    operands.iter().cloned().partition(|operand| *operand == Operand::Nothing);
                let mut ways = Vec::new();
                if !nothing.is_empty() {
                    ways.push(format!("{list} = '[]'"));
                }
                if !some.is_empty() {
                    let among = self.one_of(field, &inner, &Test::OneOf(some));
                    // By the values to the tickets, or from each ticket to its values.
                    ways.push(match self.how.reach {
                        Reach::Find => format!(
                            "id IN (SELECT g.ticket_id FROM {table} g WHERE g.team_id = $1 AND {among})"
                        ),
                        Reach::Check => looked_at(among),
                    });
                }
                joined(ways, " OR ")
            }
            Test::Like(shape, parts) => looked_at(self.like(field, &inner, *shape, parts)),
            Test::Ordered(..) => NEVER.to_owned(),
        }
    }

    /// Whether a part asks for a time that is kept beside the ticket, and not for there being none.
    fn is_of_times(&self, part: &Filter) -> bool {
        let Filter::Is(condition) = part else { return false };
        matches!((self.columns)(&condition.field), Some(Column::Kept(_)))
            && !matches!(&condition.test, Test::OneOf(operands) if operands.contains(&Operand::Nothing))
    }

    /// Parts of which [`Self::is_of_times`] is so, all of which must hold: of the one row that a ticket has there, so that a stretch
    /// is looked for as one.
    fn of_times(&mut self, parts: &[&Filter]) -> String {
        let mut made = Vec::new();
        for part in parts {
            let Filter::Is(condition) = part else { continue };
            if let Some(Column::Kept(name)) = (self.columns)(&condition.field) {
                made.push(self.time(&condition.field, name, &condition.test));
            }
        }
        self.beside_ticket(&made.join(" AND "))
    }

    /// What is so of a row of times, as a condition on the ticket.
    fn beside_ticket(&self, condition: &str) -> String {
        match self.how.reach {
            Reach::Find => {
                format!(
                    "id IN (SELECT k.ticket_id FROM incident_time k WHERE k.team_id = $1 AND {condition})"
                )
            }
            Reach::Check => format!(
                "EXISTS (SELECT 1 FROM incident_time k WHERE k.team_id = $1 AND k.ticket_id = ticket.id AND {condition})"
            ),
        }
    }

    /// A condition on a time of that row, which may be `NULL`; so may be what this makes.
    fn time(&mut self, field: &Field, name: &str, test: &Test) -> String {
        let inner = Scalar { text: format!("k.{name}"), nothing: Nothing::Never, sort: Sort::Integer };
        match test {
            Test::OneOf(_) => self.one_of(field, &inner, test),
            Test::Ordered(order, operand) => self.ordered(field, &inner, *order, operand),
            Test::Like(..) => NEVER.to_owned(),
        }
    }

    /// A time that is kept beside the ticket.
    fn kept(&mut self, field: &Field, name: &str, test: &Test) -> String {
        let (nothing, some) = match test {
            Test::OneOf(operands) => {
                let (nothing, some): (Vec<_>, Vec<_>) =
                    operands.iter().cloned().partition(|operand| *operand == Operand::Nothing);
                (!nothing.is_empty(), (!some.is_empty()).then_some(Test::OneOf(some)))
            }
            Test::Ordered(..) | Test::Like(..) => (false, Some(test.clone())),
        };
        let mut ways = Vec::new();
        if nothing {
            ways.push(format!("NOT {}", self.beside_ticket(&format!("k.{name} IS NOT NULL"))));
        }
        if let Some(some) = some {
            let condition = self.time(field, name, &some);
            ways.push(self.beside_ticket(&condition));
        }
        joined(ways, " OR ")
    }

    /// A list in a JSON object.
    fn items(&mut self, place: Place<'_>, test: &Test) -> String {
        let items = place.items();
        let inner = Scalar { text: "e.item".to_owned(), nothing: Nothing::Never, sort: Sort::Text };
        // What the items are compared as does not depend on the field: options and people are exact.
        let field = Field::many("", Kind::Text);
        match test {
            Test::OneOf(operands) => {
                let (nothing, some): (Vec<_>, Vec<_>) =
                    operands.iter().cloned().partition(|operand| *operand == Operand::Nothing);
                let mut ways = Vec::new();
                if !nothing.is_empty() {
                    ways.push(format!("NOT EXISTS (SELECT 1 FROM {items})"));
                }
                if !some.is_empty() {
                    let among = self.one_of(&field, &inner, &Test::OneOf(some));
                    ways.push(format!("EXISTS (SELECT 1 FROM {items} WHERE {among})"));
                }
                joined(ways, " OR ")
            }
            Test::Like(shape, parts) => {
                let like = self.like(&field, &inner, *shape, parts);
                format!("EXISTS (SELECT 1 FROM {items} WHERE {like})")
            }
            Test::Ordered(..) => NEVER.to_owned(),
        }
    }
}

/// Whether a condition asks for values, and not for nothing: then an index without the empty ones leads to it.
fn is_found_by(test: &Test) -> bool {
    matches!(test, Test::OneOf(operands) if !operands.contains(&Operand::Nothing))
}

/// What is looked for in a text, in the letters in which it is looked for; a blank is a blank.
fn needle(field: &Field, part: &str) -> String {
    if field.kind == Kind::Tag { part.to_lowercase() } else { part.to_ascii_lowercase() }
}

/// Whether the text at `part`, which is not empty, stands in `whole`.
fn fits(engine: EngineKind, whole: &str, shape: Shape, part: &str) -> String {
    match (engine, shape) {
        (EngineKind::Sqlite, Shape::Contains) => format!("instr({whole}, {part}) > 0"),
        (EngineKind::Sqlite, Shape::Begins) => format!("substr({whole}, 1, length({part})) = {part}"),
        (EngineKind::Sqlite, Shape::Ends) => format!("substr({whole}, -length({part})) = {part}"),
        (EngineKind::Postgres, Shape::Contains) => format!("strpos({whole}, {part}) > 0"),
        (EngineKind::Postgres, Shape::Begins) => format!("starts_with({whole}, {part})"),
        (EngineKind::Postgres, Shape::Ends) => format!("right({whole}, length({part})) = {part}"),
    }
}

/// Values as the text of a JSON list.
fn json_list(values: &[Param<'static>]) -> String {
    let each = values.iter().map(|value| match value {
        Param::Int(number) => (*number).into(),
        Param::Real(number) => (*number).into(),
        Param::Bool(truth) => (*truth).into(),
        Param::Text(text) => text.as_ref().into(),
        Param::Null | Param::Bytes(_) => serde_json::Value::Null,
    });
    each.collect::<serde_json::Value>().to_string()
}
