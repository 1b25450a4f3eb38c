//! Makes the statements of one request with their parameters, from rows that are there.

use super::table::{Given, Step, Table, steps};
use crate::{Failure, dice::Dice, fill::TEAM, life, questions, scenario::Scenario};
use domain::identity::{ProjectScope, Visibility};
use sql::{Db, Error, Param, Sent, Value, params};
use std::{collections::HashMap, sync::Arc};
use store::ticket::{Filter, Position, Start, Totals};

/// A text and its parameters.
pub(crate) type Bound = (Arc<str>, Vec<Param<'static>>);

/// The columns of a row by name.
type Columns = HashMap<String, Param<'static>>;

/// A ticket with what is written beside it.
#[derive(Debug)]
struct Sample {
    id: i64,
    ticket: Columns,
    event: Columns,
    tag: String,
}

/// What statements are made of; shared by all clients.
#[derive(Debug)]
pub(crate) struct Samples {
    newest: i64,
    rows: Vec<Sample>,
    lists: Vec<Vec<Sent>>,
    deep: Vec<Vec<Sent>>,
    searches: Vec<Vec<Sent>>,
    texts: HashMap<&'static str, Arc<str>>,
}

/// How many rows are copied.
const SAMPLES: i64 = 2_048;

impl Samples {
    /// Reads them from a database that nobody writes to; tickets are those up to the number `newest`.
    pub(crate) fn gather(db: &Db, newest: i64) -> Result<Self, Failure> {
        let engine = db.engine();
        let texts: HashMap<&'static str, Arc<str>> =
            store::statements().into_iter().map(|s| (s.name(), Arc::from(s.text(engine)))).collect();
        let text = |name: &str| texts.get(name).cloned().ok_or_else(|| unknown(name));
        let tickets = columns(&text("store::ticket::INSERT")?);
        let events = columns(&text("store::event::INSERT")?);
        let rows = db.read_blocking(move |tx| {
            let mut dice = Dice::new(life::SEED, 55);
            let mut rows = Vec::new();
            let mut seen = std::collections::HashSet::new();
            for id in std::iter::repeat_with(|| 1 + dice.below(newest)).take(SAMPLES as usize * 4) {
                if rows.len() >= SAMPLES as usize || !seen.insert(id) {
                    continue;
                }
                let ticket = copy(tx, "ticket", &tickets, &format!("id = {id} AND project = 'SUP'"))?;
                let event = copy(tx, "event", &events, &format!("ticket_id = {id} AND ticket_version = 1"))?;
                if let (Some(ticket), Some(event)) = (ticket, event) {
                    let found = store::ticket::get(tx, TEAM, domain::id::TicketId(id))?;
                    let found = found.ok_or_else(|| Error::Corrupt("a ticket went away".to_owned()))?;
                    let tag =
                        found.tags.first().map_or_else(|| "vip".to_owned(), |tag| domain::text::fold(tag));
                    rows.push(Sample { id, ticket, event, tag });
                }
            }
            Ok::<_, Error>(rows)
        })?;
        if rows.len() < 100 {
            return Err(Failure::new("there are too few tickets to copy rows of"));
        }
        let everything = Visibility { projects: ProjectScope::All, own: life::operator(0) };
        // What the product sends for a list, written down while it does.
        let heard = |filter: Filter, after: Option<Position>| -> Result<Vec<Sent>, Failure> {
            let everything = everything.clone();
            Ok(db.read_blocking(move |tx| {
                let totals = Totals::default();
                tx.listen();
                if filter.text.is_some() {
                    store::ticket::ranked(tx, &totals, TEAM, &everything, &filter, Start::Offset(0), 20)?;
                } else {
                    let slice = store::ticket::Slice { after, ..questions::FIRST_PAGE };
                    store::ticket::list(tx, &totals, TEAM, &everything, &filter, &slice)?;
                }
                Ok::<_, Error>(tx.heard())
            })?)
        };
        let closed = Filter { statuses: vec!["closed".to_owned()], ..Filter::default() };
        let place = |sample: &Sample| match sample.ticket.get("updated_at") {
            Some(Param::Int(value)) => Some(Position { value: *value, id: sample.id }),
            _ => None,
        };
        let search =
            |query: &&str| heard(Filter { text: Some((*query).to_owned()), ..Filter::default() }, None);
        let all = |asked: &mut dyn Iterator<Item = Result<Vec<Sent>, Failure>>| {
            asked.collect::<Result<Vec<_>, _>>()
        };
        Ok(Self {
            newest,
            lists: all(&mut questions::filters().into_iter().map(|filter| heard(filter, None)))?,
            deep: all(&mut rows.iter().take(200).map(|row| heard(closed.clone(), place(row))))?,
            searches: all(&mut questions::QUERIES.iter().map(search))?,
            rows,
            texts,
        })
    }

    /// The totals of the filters.
    pub(crate) fn totals(db: &Db) -> Result<Vec<i64>, Failure> {
        let everything = Visibility { projects: ProjectScope::All, own: life::operator(0) };
        Ok(db.read_blocking(move |tx| {
            let total = |filter: &Filter| {
                let (totals, slice) = (Totals::default(), questions::FIRST_PAGE);
                store::ticket::list(tx, &totals, TEAM, &everything, filter, &slice).map(|(_, total)| total)
            };
            questions::filters().iter().map(total).collect::<Result<Vec<_>, Error>>()
        })?)
    }
}

fn unknown(name: &str) -> Failure {
    Failure::new(format!("store declares no statement {name}: bring src/bare/table.rs up to date"))
}

fn copy(
    tx: &mut sql::Tx<'_>,
    table: &str,
    columns: &[String],
    which: &str,
) -> Result<Option<Columns>, Error> {
    let text = format!("SELECT {} FROM {table} WHERE team_id = $1 AND {which}", columns.join(", "));
    let rows = tx.dynamic_rows(&text, params![TEAM.0], |row| {
        columns.iter().enumerate().map(|(index, name)| Ok((name.clone(), owned(row.value(index)?)))).collect()
    })?;
    Ok(rows.into_iter().next())
}

fn owned(value: Value<'_>) -> Param<'static> {
    match value {
        Value::Null => Param::Null,
        Value::Int(number) => Param::Int(number),
        Value::Bool(truth) => Param::Bool(truth),
        Value::Real(number) => Param::Real(number),
        Value::Text(text) => Param::from(text.to_owned()),
        Value::Bytes(bytes) => Param::from(bytes.to_vec()),
    }
}

/// The column that each parameter of a statement is for, in the order of the parameters.
fn columns(text: &str) -> Vec<String> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let listed = text.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
    if let (true, Some((list, values))) = (text.trim_start().starts_with("INSERT"), listed) {
        let places = values.split('$').skip(1).filter_map(number);
        found.extend(places.zip(list.split(',')).map(|(number, column)| (number, column.trim().to_owned())));
    } else {
        for (before, after) in text.match_indices('$').map(|(at, _)| text.split_at(at)) {
            let before = before.trim_end().trim_end_matches(['=', '<', '>']).trim_end();
            let column =
                before.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default();
            if let Some(number) = number(&after[1..])
                && found.iter().all(|(known, _)| *known != number)
            {
                found.push((number, column.to_owned()));
            }
        }
    }
    found.sort();
    found.into_iter().map(|(_, column)| column).collect()
}

fn number(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..digits)?.parse().ok()
}

/// Makes the requests of one client.
#[derive(Debug)]
pub(crate) struct Maker {
    samples: Arc<Samples>,
    steps: Vec<Prepared>,
    dice: Dice,
    client: usize,
    of: usize,
    made: i64,
    creates: bool,
    versions: HashMap<i64, i64>,
}

/// A step whose text and columns have been looked up.
#[derive(Debug)]
enum Prepared {
    Run(Arc<str>, &'static [Given], Vec<String>),
    List,
    DeepList,
    Search,
}

/// The ticket that a request is about.
struct Subject<'s> {
    sample: &'s Sample,
    ticket: i64,
    new: i64,
    /// The version that the request makes.
    version: i64,
    creates: bool,
}

impl Maker {
    /// For client `client` of `of`, in the run `run` since the database was filled.
    pub(crate) fn new(
        samples: &Arc<Samples>,
        scenario: Scenario,
        client: usize,
        of: usize,
        run: usize,
    ) -> Result<Self, Failure> {
        let steps = steps(scenario).iter().map(|step| {
            Ok(match step {
                Step::List => Prepared::List,
                Step::DeepList => Prepared::DeepList,
                Step::Search => Prepared::Search,
                Step::Run(name, given) => {
                    let text = samples.texts.get(name).cloned().ok_or_else(|| unknown(name))?;
                    let columns = columns(&text);
                    Prepared::Run(text, given, columns)
                }
            })
        });
        let steps = steps.collect::<Result<_, Failure>>()?;
        let made = ((run * 64 + client) as i64) << 24;
        let (samples, dice) = (Arc::clone(samples), Dice::new(run as u64, client as u64));
        let creates = scenario == Scenario::Create;
        Ok(Self { samples, steps, dice, client, of, made, creates, versions: HashMap::new() })
    }

    /// The next request's statements.
    pub(crate) fn make(&mut self) -> Vec<Bound> {
        let samples = Arc::clone(&self.samples);
        let own = samples.rows.len() / self.of;
        let sample = &samples.rows[self.client * own + self.dice.index(own)];
        self.made += 1;
        let known = match sample.ticket.get("version") {
            Some(Param::Int(version)) => *version,
            _ => 1,
        };
        let version = self.versions.entry(sample.id).or_insert(known);
        *version += 1;
        let subject = Subject {
            sample,
            ticket: sample.id,
            new: samples.newest + 1_000_000 + self.made,
            version: *version,
            creates: self.creates,
        };
        let mut bound = Vec::with_capacity(self.steps.len() + 1);
        for step in &self.steps {
            let lists = match step {
                Prepared::Run(text, given, columns) => {
                    bound.push((Arc::clone(text), values(given, columns, &subject)));
                    continue;
                }
                Prepared::List => &samples.lists,
                Prepared::DeepList => &samples.deep,
                Prepared::Search => &samples.searches,
            };
            if let Some(list) = lists.get(self.dice.index(lists.len())) {
                for (text, values) in list {
                    bound.push((Arc::from(text.as_str()), values.clone()));
                }
            }
        }
        bound
    }
}

fn values(given: &[Given], columns: &[String], subject: &Subject<'_>) -> Vec<Param<'static>> {
    if let [Given::Row(table)] = given {
        return columns.iter().map(|column| row(*table, column, subject)).collect();
    }
    let value = |given: &Given| match given {
        Given::Team => Param::Int(TEAM.0),
        Given::Ticket => Param::Int(subject.ticket),
        Given::New => Param::Int(subject.new),
        Given::Text(text) => Param::from((*text).to_owned()),
        Given::Int(number) => Param::Int(*number),
        Given::True => Param::Bool(true),
        Given::Row(_) => Param::Null,
    };
    given.iter().map(value).collect()
}

/// A column's value: the sample's, except where a new row must differ.
fn row(table: Table, column: &str, subject: &Subject<'_>) -> Param<'static> {
    let creates = subject.creates;
    let id = if creates { subject.new } else { subject.ticket };
    let copied = |columns: &Columns| columns.get(column).cloned().unwrap_or(Param::Null);
    match (table, column) {
        (_, "team_id") => Param::Int(TEAM.0),
        (Table::Ticket, "id") | (Table::Event | Table::Tag, "ticket_id") => Param::Int(id),
        (Table::Ticket, "uuid") => Param::from(format!("{:016}", subject.new)),
        (Table::Ticket, "version") | (Table::Event, "ticket_version") if creates => Param::Int(1),
        (Table::Ticket, "version") | (Table::Event, "ticket_version") => Param::Int(subject.version),
        (Table::Ticket, "status") if !creates => {
            let statuses = ["open", "in_progress", "resolved", "closed"];
            Param::from(statuses[usize::try_from(subject.version % 4).unwrap_or(0)].to_owned())
        }
        (Table::Ticket, "created_at" | "updated_at") => Param::Int(1_800_000_000_000_000 + subject.new),
        (Table::Event, "seq") => Param::Int(subject.new + (1 << 40)),
        (Table::Tag, _) => Param::from(subject.sample.tag.clone()),
        (Table::Ticket, _) => copied(&subject.sample.ticket),
        (Table::Event, _) => copied(&subject.sample.event),
    }
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn the_column_of_each_parameter_is_read_from_the_text() {
        assert_eq!(
            columns("INSERT INTO t (a, b, c) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"),
            ["a", "b", "c"]
        );
        let update = "UPDATE t SET x = $3, y = $4 WHERE team_id = $1 AND id = $2 AND version = $5 - 1";
        assert_eq!(columns(update), ["team_id", "id", "x", "y", "version"]);
        assert_eq!(columns("SELECT 1 FROM t WHERE a = $2 AND b <= $1 AND c > $1"), ["b", "a"]);
    }

    #[test]
    fn every_statement_of_the_table_is_declared_and_has_as_many_parameters() {
        use super::super::table::{Given, Step, steps};
        for scenario in crate::scenario::Scenario::ALL {
            for step in steps(scenario) {
                let Step::Run(name, given) = step else { continue };
                let found = store::statements().into_iter().find(|s| s.name() == *name);
                let text = found.unwrap_or_else(|| panic!("{name}")).text(sql::EngineKind::Postgres);
                let wanted = (1..99).take_while(|n| text.contains(&format!("${n}"))).count();
                assert!(matches!(given, [Given::Row(_)]) || given.len() == wanted, "{name}");
            }
        }
    }
}
