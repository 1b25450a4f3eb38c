//! What is asked of the server, and what must be true of its answers.

use crate::{
    Failure, dice::Dice, histogram::Histogram, http, http::Connection, life, life::World, questions,
    text::Tongue,
};
use domain::ticket::Field;
use serde_json::{Value, json};
use std::{cell::Cell, fmt::Write as _, time::Instant};

/// A kind of load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Scenario {
    /// Making a ticket.
    Create,
    /// One ticket with its comments.
    Read,
    /// Page 1 of 20, filtered, with the exact total.
    Page,
    /// Moving a ticket along its workflow.
    Transition,
    /// Full text.
    Search,
    /// Every step of a ticket.
    History,
    /// A page far into a list, by keyset.
    Deep,
    /// Four reads of every kind for one write.
    Mixed,
}

impl Scenario {
    pub(crate) const ALL: [Self; 8] = [
        Self::Read,
        Self::Page,
        Self::Search,
        Self::History,
        Self::Deep,
        Self::Create,
        Self::Transition,
        Self::Mixed,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Read => "read with comments",
            Self::Page => "page with total",
            Self::Transition => "transition",
            Self::Search => "search",
            Self::History => "history",
            Self::Deep => "deep page",
            Self::Mixed => "mixed",
        }
    }
}

/// What requests are made of, gathered over HTTP before the load begins.
#[derive(Debug)]
pub(crate) struct Supplies {
    newest: i64,
    /// Bodies to create tickets with, cut where a number makes each unlike any other.
    bodies: Vec<(String, String)>,
    /// Pages, with the total that each must have; below 0 where it is not known.
    pages: Vec<(String, Cell<i64>)>,
    searches: Vec<String>,
    deep: Vec<String>,
    /// Tickets of the project where any status may follow any, with their statuses.
    movable: Vec<(i64, Cell<usize>)>,
    tokens: Vec<String>,
}

/// Where any status may follow any.
const FREE: &str = "SUP";
const STATUSES: [&str; 4] = ["open", "in_progress", "resolved", "closed"];

impl Supplies {
    /// Asks the server at `address` for what the requests are about.
    pub(crate) async fn gather(address: &str, tokens: Vec<String>, world: &World) -> Result<Self, Failure> {
        let mut asker = Asker {
            connection: Connection::open(address).await?,
            token: tokens.first().cloned().unwrap_or_default(),
            request: Vec::new(),
        };
        let newest = asker.get("tickets?sort=-id&pageSize=1").await?;
        let newest =
            newest["items"][0]["id"].as_i64().ok_or_else(|| Failure::new("there is no ticket to read"))?;
        let movable = asker.movable(newest).await?;
        let deep = asker.deep().await?;
        let page = |filter: &store::ticket::Filter| {
            format!("tickets?{}&pageSize=20", questions::query_string(filter))
        };
        let searches = questions::QUERIES
            .iter()
            .map(|query| format!("tickets?q={}&pageSize=20", testkit::encode(query)));
        Ok(Self {
            newest,
            bodies: bodies(world),
            pages: questions::filters().iter().map(|filter| (page(filter), Cell::new(-1))).collect(),
            searches: searches.collect(),
            deep,
            movable,
            tokens,
        })
    }

    /// Asks for every page and then every search once, one after another; how long each kind takes.
    pub(crate) async fn ask_each(&self, address: &str) -> Result<[Histogram; 2], Failure> {
        let mut connection = Connection::open(address).await?;
        let token = self.tokens.first().cloned().unwrap_or_default();
        let mut request = Vec::new();
        let pages: Vec<&String> = self.pages.iter().map(|(page, _)| page).collect();
        let mut times = [Histogram::default(), Histogram::default()];
        for (times, paths) in times.iter_mut().zip([pages, self.searches.iter().collect()]) {
            for path in paths {
                http::request(&mut request, "GET", path, &token, b"");
                let sent = Instant::now();
                let status = connection.exchange(&request).await?.status;
                if status != 200 {
                    return Err(Failure::new(format!("GET {path}: {status}")));
                }
                times.add(sent.elapsed());
            }
        }
        Ok(times)
    }

    /// The totals that the pages must have, in the order of the filters; a page without one keeps what it first answers.
    pub(crate) fn expect(&self, totals: &[i64]) {
        for ((_, expected), total) in self.pages.iter().zip(totals) {
            expected.set(*total);
        }
    }
}

struct Asker {
    connection: Connection,
    token: String,
    request: Vec<u8>,
}

impl Asker {
    async fn get(&mut self, path: &str) -> Result<Value, Failure> {
        http::request(&mut self.request, "GET", path, &self.token, b"");
        let answer = self.connection.exchange(&self.request).await?;
        if answer.status != 200 {
            let body = String::from_utf8_lossy(answer.body);
            return Err(Failure::new(format!("GET {path}: {} {body}", answer.status)));
        }
        Ok(serde_json::from_slice(answer.body)?)
    }

    async fn movable(&mut self, newest: i64) -> Result<Vec<(i64, Cell<usize>)>, Failure> {
        let mut dice = Dice::new(life::SEED, 77);
        let mut found = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for _ in 0..6_000 {
            let id = 1 + dice.below(newest);
            if found.len() >= 3_200 || !seen.insert(id) {
                continue;
            }
            let ticket = self.get(&format!("tickets/{id}")).await?;
            let status = STATUSES.iter().position(|status| ticket["status"] == *status);
            if let (Some(status), true) = (status, ticket["project"] == FREE) {
                found.push((id, Cell::new(status)));
            }
        }
        Ok(found)
    }

    /// Pages from the beginning of a list to ten thousand tickets into it.
    async fn deep(&mut self) -> Result<Vec<String>, Failure> {
        let (mut pages, mut cursor) = (Vec::new(), String::new());
        for _ in 0..100 {
            let page = self.get(&format!("tickets?status=closed&pageSize=100&cursor={cursor}")).await?;
            let Some(next) = page["nextCursor"].as_str() else { break };
            cursor = testkit::encode(next);
            pages.push(format!("tickets?status=closed&pageSize=20&cursor={cursor}"));
        }
        if pages.is_empty() {
            Err(Failure::new("there are too few tickets to page through"))
        } else {
            Ok(pages)
        }
    }
}

fn bodies(world: &World) -> Vec<(String, String)> {
    const NUMBER: &str = "\u{1}";
    let mut dice = Dice::new(life::SEED, 99);
    let body = |_| {
        let tongue = Tongue::throw(&mut dice);
        let wishes = world.wishes(&mut dice, tongue);
        let text = |field: &Field| {
            wishes.get(field).and_then(|value| value.as_text()).unwrap_or_default().to_owned()
        };
        let tags = match wishes.get(&Field::Tags) {
            Some(domain::Value::List(tags)) => tags.clone(),
            _ => Vec::new(),
        };
        let json = json!({
            "title": format!("{} {NUMBER}", text(&Field::Title)), "content": text(&Field::Content),
            "category": text(&Field::Category), "priority": text(&Field::Priority), "tags": tags,
            "playerId": text(&Field::PlayerId), "env": text(&Field::Env), "gameId": text(&Field::GameId),
        });
        let json = json.to_string();
        let (before, after) = json.split_once("\\u0001").unwrap_or((&json, ""));
        (before.to_owned(), after.to_owned())
    };
    (0..4_096).map(body).collect()
}

/// One simulated user on one connection.
#[derive(Debug)]
pub(crate) struct User<'s> {
    supplies: &'s Supplies,
    number: usize,
    of: usize,
    dice: Dice,
    made: u64,
    path: String,
    body: String,
}

/// What an answer must be besides a 200.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Promise<'s> {
    /// Nothing more.
    Done,
    /// With this total; below 0, the total is remembered.
    Total(&'s Cell<i64>),
    /// The ticket has this status now.
    Moved(&'s Cell<usize>, usize),
}

impl<'s> User<'s> {
    /// User `number` of `of`; `run` makes what it writes unlike what another run wrote.
    pub(crate) fn new(supplies: &'s Supplies, number: usize, of: usize, run: u64) -> Self {
        let dice = Dice::new(run, number as u64 + 1);
        Self {
            supplies,
            number,
            of,
            dice,
            made: run << 32 | (number as u64) << 24,
            path: String::new(),
            body: String::new(),
        }
    }

    /// Writes the next request.
    pub(crate) fn next(&mut self, scenario: Scenario, request: &mut Vec<u8>) -> Promise<'s> {
        let supplies = self.supplies;
        let token = supplies.tokens.get(self.number % supplies.tokens.len()).map_or("", String::as_str);
        self.path.clear();
        self.body.clear();
        let mut promise = Promise::Done;
        let mut method = "GET";
        match scenario {
            Scenario::Mixed => {
                let one = match self.dice.below(100) {
                    0..40 => Scenario::Read,
                    40..60 => Scenario::Page,
                    60..70 => Scenario::Search,
                    70..80 => Scenario::History,
                    80..90 => Scenario::Create,
                    _ => Scenario::Transition,
                };
                // While others write, a total is another one at every moment.
                return match self.next(one, request) {
                    Promise::Total(_) => Promise::Done,
                    promise => promise,
                };
            }
            Scenario::Create => {
                method = "POST";
                self.path.push_str("tickets");
                self.made += 1;
                let (before, after) = &supplies.bodies[self.dice.index(supplies.bodies.len())];
                let _ = write!(self.body, "{before}{:x}{after}", self.made);
            }
            Scenario::Read => {
                let _ = write!(self.path, "tickets/{}", 1 + self.dice.below(supplies.newest));
            }
            Scenario::History => {
                let _ = write!(self.path, "tickets/{}/history", 1 + self.dice.below(supplies.newest));
            }
            Scenario::Page => {
                let (path, total) = &supplies.pages[self.dice.index(supplies.pages.len())];
                self.path.push_str(path);
                promise = Promise::Total(total);
            }
            Scenario::Search => {
                self.path.push_str(&supplies.searches[self.dice.index(supplies.searches.len())]);
            }
            Scenario::Deep => self.path.push_str(&supplies.deep[self.dice.index(supplies.deep.len())]),
            Scenario::Transition => {
                method = "POST";
                // Each user has tickets of its own.
                let own = supplies.movable.len() / self.of;
                let (id, status) = &supplies.movable[self.number * own + self.dice.index(own)];
                let next = (status.get() + 1 + self.dice.index(STATUSES.len() - 1)) % STATUSES.len();
                let _ = write!(self.path, "tickets/{id}/transition");
                let _ = write!(self.body, "{{\"status\":\"{}\"}}", STATUSES[next]);
                promise = Promise::Moved(status, next);
            }
        }
        http::request(request, method, &self.path, token, self.body.as_bytes());
        promise
    }
}

impl Promise<'_> {
    /// Whether a 200 with this body keeps it.
    pub(crate) fn kept(self, body: &[u8]) -> bool {
        match self {
            Self::Done => true,
            Self::Moved(status, now) => {
                status.set(now);
                true
            }
            Self::Total(expected) => {
                let Some(total) = total(body) else { return false };
                if expected.get() < 0 {
                    expected.set(total);
                }
                expected.get() == total
            }
        }
    }
}

/// The total that stands in a list's answer, behind the items.
fn total(body: &[u8]) -> Option<i64> {
    const NAME: &[u8] = b"\"total\":";
    let at = body.windows(NAME.len()).rposition(|window| window == NAME)?;
    let digits = body.get(at + NAME.len()..)?.split(|byte| !byte.is_ascii_digit()).next()?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_behind_the_items_is_read() {
        let body = br#"{"items":[{"title":"\"total\":9"}],"total":40123,"page":1,"pageSize":20}"#;
        assert_eq!(total(body), Some(40_123));
        let expected = Cell::new(40_123);
        assert!(Promise::Total(&expected).kept(body));
        expected.set(1);
        assert!(!Promise::Total(&expected).kept(body));
        assert!(!Promise::Total(&expected).kept(b"{}"));
    }
}
