//! `kill -9` while everybody writes: what was answered is there, and nothing is half there.

use crate::{
    GONGDAN,
    races::assert_whole,
    support::{draft_with, read},
};
use std::sync::{
    Barrier, Mutex,
    atomic::{AtomicUsize, Ordering},
};
use testkit::{Client, Server, Value, json, moment};

const THREADS: usize = 8;
const ROUNDS: usize = 3;
/// How many answered writes there must be before the server is killed.
const WRITES: [usize; ROUNDS] = [40, 90, 170];

/// What the server said about one ticket.
#[derive(Debug, Clone)]
struct Told {
    id: i64,
    title: String,
    version: i64,
    status: String,
    comments: Vec<String>,
}

/// Everything that was answered, over all rounds.
#[derive(Default)]
struct Ledger(Mutex<Vec<Told>>);

/// Makes tickets, comments on them and moves them until the server no longer answers; what it answered.
fn write_until_it_dies(client: &Client, thread: usize, round: usize, answered: &AtomicUsize) -> Vec<Told> {
    let mut told = Vec::new();
    for n in 0.. {
        let title = format!("Round {round}, thread {thread}, ticket {n}");
        let extra = json!({"tags": ["crash", format!("n{n}")], "contact": title});
        let Some(made) = send(client, "POST", "tickets", draft_with(&title, extra), answered) else {
            return told;
        };
        let id = made["id"].as_i64().expect("an id");
        told.push(Told { id, title, version: 1, status: "open".to_owned(), comments: Vec::new() });
        let this = told.last_mut().expect("just put there");
        for (i, status) in ["in_progress", "resolved", "closed"].into_iter().enumerate() {
            let text = format!("Comment {i} on {id}");
            let path = format!("tickets/{id}/comments");
            if send(client, "POST", &path, json!({"content": text}), answered).is_none() {
                return told;
            }
            this.comments.push(text);
            this.version += 1;
            let note = format!("Note {i} on {id}");
            let body = json!({"status": status, "note": note});
            let Some(moved) = send(client, "POST", &format!("tickets/{id}/transition"), body, answered)
            else {
                return told;
            };
            this.comments.push(note);
            this.version += 1;
            assert_eq!(moved["version"], this.version);
            status.clone_into(&mut this.status);
        }
    }
    told
}

/// The answer, or nothing when the server was killed before it gave one.
fn send(client: &Client, method: &str, path: &str, body: Value, answered: &AtomicUsize) -> Option<Value> {
    let answer = client.request(method, path).body(body).try_send().ok()?;
    assert_eq!(answer.status, 200, "{answer}");
    answered.fetch_add(1, Ordering::SeqCst);
    Some(answer.json)
}

/// Lets everybody write and kills the server in the middle of it.
fn round(server: &mut Server, number: usize, ledger: &Ledger) {
    let client = server.admin();
    let answered = AtomicUsize::new(0);
    let start = Barrier::new(THREADS + 1);
    std::thread::scope(|scope| {
        for thread in 0..THREADS {
            let (client, answered, start) = (&client, &answered, &start);
            scope.spawn(move || {
                start.wait();
                let told = write_until_it_dies(client, thread, number, answered);
                ledger.0.lock().expect("the ledger").extend(told);
            });
        }
        start.wait();
        while answered.load(Ordering::SeqCst) < WRITES[number] {
            std::thread::yield_now();
        }
        server.kill9();
    });
    server.restart();
}

/// Fails unless the ticket is at least as far as the server said, and not torn.
fn check(client: &Client, told: &Told) {
    let ticket = read(client, told.id);
    assert_eq!(ticket["title"], told.title.as_str());
    assert_eq!((&ticket["contact"], &ticket["tags"][0]), (&json!(told.title), &json!("crash")));
    // The one request that got no answer may have been carried out all the same.
    let ahead = ticket.version() - told.version;
    assert!((0..=1).contains(&ahead), "told version {}, found {}", told.version, ticket.version());
    let comments: Vec<&str> = ticket["comments"].as_array().map_or(vec![], |list| {
        list.iter().map(|comment| comment["content"].as_str().expect("content")).collect()
    });
    assert!(comments.len() >= told.comments.len(), "told {:?}, found {comments:?}", told.comments);
    assert_eq!(comments[..told.comments.len()], told.comments.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(comments.len(), told.comments.len() + usize::try_from(ahead).expect("0 or 1"));
    if ahead == 0 {
        assert_eq!(ticket["status"], told.status.as_str());
    }
    let listed = client.get(&format!("tickets/{}/comments", told.id)).expect(200);
    assert_eq!(listed.texts("content"), comments);
    assert_whole(client, told.id);
    assert!(moment(ticket["updatedAt"].as_str().unwrap()) >= moment(ticket["createdAt"].as_str().unwrap()));
}

on_both_engines! {
    fn what_was_answered_survives_a_kill(engine: Engine) {
        let mut server = Server::start(GONGDAN, engine);
        let ledger = Ledger::default();
        for number in 0..ROUNDS {
            round(&mut server, number, &ledger);
            let client = server.admin();
            let told = ledger.0.lock().expect("the ledger").clone();
            for told in &told {
                check(&client, told);
            }
            // Of the tickets whose making was not answered, each is whole or not there: one a thread and round at most.
            let total =
                client.get("tickets?tag=crash&pageSize=1").expect(200)["total"].as_u64().expect("a total");
            let extra = usize::try_from(total).expect("a small number") - told.len();
            assert!(extra <= THREADS * (number + 1), "{total} tickets, but {} were told of", told.len());
        }
    }

    fn accounts_tokens_and_files_survive_a_kill(engine: Engine) {
        let mut server = Server::start(GONGDAN, engine);
        let person = server.person("operator");
        let made = person.client.post("tokens", json!({"name": "t", "scopes": ["all"]})).expect(201);
        let id = crate::support::ticket(&person.client);
        let bytes = vec![7_u8; 300_000];
        let form = testkit::multipart("file", "data.bin", "application/octet-stream", &bytes);
        let file = person.client.post(&format!("tickets/{id}/attachments"), form).expect(201);
        let key = testkit::unique("key");
        let first = person
            .client
            .request("POST", "tickets")
            .key(&key)
            .body(crate::support::draft("Once"))
            .send()
            .expect(200);
        server.kill9();
        server.restart();
        let session = server.stranger().with("Authorization", person.client.authorization());
        session.get("profile").expect(200);
        let token = server.stranger().bearer(made["token"].as_str().unwrap());
        assert_eq!(token.get("profile").expect(200)["username"], person.username.as_str());
        let back = token.get(&format!("attachments/{}", file["id"]).replace('"', "")).expect(200);
        assert!(back.bytes == bytes, "the file is not what it was");
        let again = session
            .request("POST", "tickets")
            .key(&key)
            .body(crate::support::draft("Once"))
            .send()
            .expect(200);
        assert_eq!(again.id(), first.id());
    }

    fn a_write_that_is_under_way_when_the_server_is_asked_to_stop_is_finished(engine: Engine) {
        let mut server = Server::start(GONGDAN, engine);
        let client = server.admin();
        let answered = AtomicUsize::new(0);
        let ledger = Ledger::default();
        let refused = Mutex::new(Vec::new());
        let status = std::thread::scope(|scope| {
            for thread in 0..THREADS {
                let (client, answered, ledger, refused) = (&client, &answered, &ledger, &refused);
                scope.spawn(move || {
                    for n in 0.. {
                        let title = format!("Thread {thread}, ticket {n}");
                        match client.request("POST", "tickets").body(crate::support::draft(&title)).try_send()
                        {
                            Ok(answer) if answer.status == 200 => {
                                answered.fetch_add(1, Ordering::SeqCst);
                                let told = Told {
                                    id: answer.id(),
                                    title,
                                    version: 1,
                                    status: "open".into(),
                                    comments: vec![],
                                };
                                ledger.0.lock().expect("the ledger").push(told);
                            }
                            Ok(answer) => return refused.lock().expect("the refusals").push(answer),
                            Err(_) => return,
                        }
                    }
                });
            }
            while answered.load(Ordering::SeqCst) < 50 {
                std::thread::yield_now();
            }
            server.terminate()
        });
        assert_eq!(status.code(), Some(0), "{status}");
        for answer in refused.into_inner().expect("the refusals") {
            assert_eq!(answer.status, 503, "{answer}");
        }
        server.restart();
        let client = server.admin();
        for told in ledger.0.into_inner().expect("the ledger") {
            assert_eq!(read(&client, told.id)["title"], told.title.as_str());
        }
    }
}
