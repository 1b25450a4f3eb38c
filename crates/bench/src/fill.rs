//! Writing the data: through `store`'s own functions, so that every row is what the program itself would have written.
//!
//! The lives of a window of tickets are mixed by time before they are written: the steps of one ticket lie as far apart as
//! in a system where many tickets are worked on at once.

use crate::{
    Failure,
    dice::Dice,
    life::{self, Life, Place, World},
    text::Words,
};
use domain::{
    At, Rejection,
    history::Event,
    id::{CommentId, Seq, TeamId, TicketId},
    identity::{Access, Scopes},
};
use sha2::{Digest as _, Sha256};
use sql::{Db, Error, Tx};
use std::{
    collections::HashMap,
    sync::{
        Arc,
        mpsc::{Receiver, sync_channel},
    },
    time::Instant,
};
use store::{account::Account, comment::Comment, number, project, token::Token};

/// The team that a new instance has.
pub(crate) const TEAM: TeamId = TeamId(1);
/// Tickets whose steps are mixed by time, and that are written in one transaction.
const WINDOW: i64 = 2_000;
/// How the tickets are spread over the ready projects: of a hundred.
const SHARES: [(&str, &str, i64); 4] =
    [("SUP", "ticket", 70), ("NET", "repair", 12), ("DEV", "task", 10), ("INC", "incident", 8)];

/// The secret of a simulated user's API token.
pub(crate) fn secret(operator: usize) -> String {
    let digest = store::hex(&Sha256::digest(format!("gongdan-bench {operator}").as_bytes()));
    format!("gd_{}", &digest[..43])
}

/// What a new instance is like, for `tickets` tickets.
pub(crate) fn world(db: &Db, tickets: i64) -> Result<World, Failure> {
    let words = Words::load()?;
    let places = db.read_blocking(|tx| {
        SHARES
            .iter()
            .map(|(project, kind, share)| {
                let workflow = project::workflow(tx, TEAM, project, kind)?
                    .ok_or_else(|| Error::Corrupt(format!("the ready project {project} has no workflow")))?;
                let custom = project::fields(tx, TEAM, project)?;
                Ok(Place {
                    project: (*project).to_owned(),
                    kind: (*kind).to_owned(),
                    workflow,
                    custom,
                    share: *share,
                })
            })
            .collect::<Result<Vec<_>, Error>>()
    })?;
    Ok(World { team: TEAM, places, words, tickets })
}

/// Fills a `SQLite` database that the program has migrated and first started, and that has no ticket yet.
pub(crate) fn fill(db: &Db, tickets: i64) -> Result<(), Failure> {
    let none = db.read_blocking(|tx| Ok::<_, Error>(store::overview::counts(tx)?.tickets == 0))?;
    if !none {
        return Err(Failure::new("the database has tickets already; data is only written into a new one"));
    }
    let started = Instant::now();
    db.write_blocking(people)?;
    let world = Arc::new(world(db, tickets)?);
    let (sender, windows) = sync_channel(3);
    let maker = {
        let world = Arc::clone(&world);
        std::thread::spawn(move || {
            let mut first = 1;
            while first <= tickets {
                let last = (first + WINDOW - 1).min(tickets);
                let lives = (first..=last).map(|id| world.live(id)).collect::<Result<Vec<_>, _>>();
                if sender.send(lives).is_err() {
                    break;
                }
                first = last + 1;
            }
        })
    };
    let counters = write(db, &windows, tickets, started);
    drop(windows);
    maker.join().map_err(|_panic| Failure::new("the generator panicked"))?;
    let counters = counters?;
    db.write_blocking(move |tx| {
        for (name, next) in [("ticket", tickets), ("event", counters.event), ("comment", counters.comment)] {
            tx.batch(&format!("UPDATE sequence SET next = {} WHERE name = '{name}'", next + 1))?;
        }
        Ok::<_, Error>(())
    })?;
    Ok(())
}

/// The last numbers given.
#[derive(Debug, Clone, Copy, Default)]
struct Counters {
    event: i64,
    comment: i64,
}

type Lives = Result<Vec<Life>, Rejection>;

fn write(db: &Db, windows: &Receiver<Lives>, tickets: i64, started: Instant) -> Result<Counters, Failure> {
    let mut counters = Counters::default();
    let mut done = 0;
    let mut told = Instant::now();
    while done < tickets {
        let lives = windows.recv().map_err(|_gone| Failure::new("the generator ended early"))?;
        let lives = lives.map_err(|why| Failure::new(format!("a generated ticket was refused: {why:?}")))?;
        done += lives.len() as i64;
        let window = Arc::new(mix(lives, &mut counters));
        db.write_blocking(move |tx| put(tx, &window))?;
        if told.elapsed().as_secs() >= 5 || done == tickets {
            told = Instant::now();
            let seconds = started.elapsed().as_secs_f64();
            crate::say(&format!("  {done} tickets, {} steps after {seconds:.0} s", counters.event));
        }
    }
    Ok(counters)
}

/// A window with its steps in the order of time, numbered.
struct Window {
    events: Vec<Event>,
    comments: Vec<(TicketId, Comment)>,
    lives: Vec<Life>,
}

fn mix(mut lives: Vec<Life>, counters: &mut Counters) -> Window {
    let mut events: Vec<(Event, Option<String>)> = Vec::with_capacity(lives.len() * 11);
    for life in &mut lives {
        let mut said = std::mem::take(&mut life.said).into_iter().peekable();
        for event in life.events.drain(..) {
            let content = said.next_if(|said| said.version == event.version).map(|said| said.content);
            events.push((event, content));
        }
    }
    events.sort_by_key(|(event, _)| (event.at, event.ticket, event.version));
    let mut comments = Vec::with_capacity(lives.len() * 4);
    let events = events
        .into_iter()
        .map(|(mut event, content)| {
            counters.event += 1;
            event.seq = Seq(counters.event);
            if let Some(content) = content {
                counters.comment += 1;
                let id = CommentId(counters.comment);
                event.body.about.comment = Some(id.0);
                let author = event.actor.clone();
                let (created, updated) = (event.at, event.at);
                comments
                    .push((event.ticket, Comment { id, content, author, internal: false, created, updated }));
            }
            event
        })
        .collect();
    Window { events, comments, lives }
}

fn put(tx: &mut Tx<'_>, window: &Window) -> Result<(), Error> {
    let mut heads: HashMap<TicketId, String> = HashMap::with_capacity(window.lives.len());
    for event in &window.events {
        let head = heads.entry(event.ticket).or_default();
        *head = store::event::append(tx, event, head)?;
    }
    for (ticket, comment) in &window.comments {
        store::comment::insert(tx, TEAM, *ticket, comment)?;
    }
    for life in &window.lives {
        let head = heads.get(&life.ticket.id).map(String::as_str).unwrap_or_default();
        store::ticket::insert(tx, &life.ticket, head)?;
    }
    let words = store::search::cut(tx, TEAM, i64::MAX)?;
    store::search::write(tx, TEAM, &words)
}

/// The accounts, and a token for each operator.
fn people(tx: &mut Tx<'_>) -> Result<(), Error> {
    let customers = (0..life::CUSTOMERS).map(|n| (life::customer(n), Access::User));
    let operators = (0..life::OPERATORS).map(|n| (life::operator(n), Access::Operator));
    let mut dice = Dice::new(life::SEED, u64::MAX);
    let born = At::from_micros(1_700_000_000_000_000);
    for (name, access) in customers.chain(operators) {
        let account = Account {
            team: TEAM,
            id: domain::id::UserId(number::take(tx, number::Source::Account)?),
            uuid: (0..8).map(|_| char::from(domain::id::ALPHABET[dice.index(62)])).collect(),
            nickname: name.clone(),
            email: format!("{name}@example.com"),
            phone: String::new(),
            name,
            access,
            locale: String::new(),
            password_hash: String::new(),
            disabled: false,
            version: 1,
            created: born,
            updated: born,
            last_seen: None,
            block: String::new(),
            room: String::new(),
            isp: String::new(),
            isp_account: String::new(),
        };
        store::account::insert(tx, &account)?;
        let operator = account.name.strip_prefix("agent").and_then(|n| n.parse().ok());
        if let Some(operator) = operator {
            let token = Token {
                team: TEAM,
                id: domain::id::TokenId(number::take(tx, number::Source::Token)?),
                user: account.id,
                username: account.name,
                name: "bench".to_owned(),
                scopes: Scopes::all(),
                created: born,
                expires: None,
                last_used: None,
            };
            store::token::insert(tx, &token, &store::hex(&Sha256::digest(secret(operator).as_bytes())))?;
        }
    }
    Ok(())
}
