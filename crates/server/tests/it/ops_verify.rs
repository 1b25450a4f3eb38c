//! `gongdan verify`: whatever was changed behind the server's back is found, and nothing else.

use crate::{
    GONGDAN,
    flow::{drawn, person, ticket_of, transit},
    support::{create, draft},
    traces_support::{at, block, report_of, resident},
};
use std::{
    fs,
    path::PathBuf,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};
use testkit::{Client, Engine, Server, Value, json};

/// Runs a statement behind the server's back; how many rows it changed.
pub(crate) fn behind(server: &Server, sql: &str) -> u64 {
    if let Some(database) = server.database() {
        return database.connect().execute(sql, &[]).unwrap_or_else(|e| panic!("{sql}: {e:?}"));
    }
    let connection = rusqlite::Connection::open(server.data_dir().join("gongdan.db")).unwrap();
    connection.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
    connection.execute(sql, []).unwrap_or_else(|e| panic!("{sql}: {e}")) as u64
}

/// The report of a run, which must fail exactly when it has found something.
pub(crate) fn verify(server: &Server) -> Value {
    let run = server.gongdan().args(["verify", "--json"]).run();
    assert!(run.out.starts_with('{'), "{run}");
    let report = testkit::parse_json(&run.out);
    assert_eq!(run.code, Some(i32::from(report["sound"] == false)), "{run}");
    assert_eq!(report["sound"] == true, report["findings"].as_array().unwrap().is_empty(), "{report}");
    report
}

#[track_caller]
pub(crate) fn assert_sound(server: &Server) -> Value {
    let report = verify(server);
    assert_eq!(report["sound"], true, "{report:#}");
    report
}

fn attach(client: &Client, id: i64, bytes: &[u8]) -> i64 {
    let form = testkit::multipart("file", "data.bin", "application/octet-stream", bytes);
    client.post(&format!("tickets/{id}/attachments"), form).expect(201).id()
}

/// A ticket with something of everything.
fn rich(client: &Client, n: usize) -> i64 {
    let extra = json!({"title": format!("第 {n} 个"), "tags": ["A", "b"], "dueAt": "2027-01-01T00:00:00Z", "env": "prod",
        "priority": "high", "assignee": "admin"});
    let id = create(client, extra).id();
    client.post(&format!("tickets/{id}/comments"), json!({"content": "said"})).expect(200);
    let move_on = json!({"status": "in_progress", "note": "moved"});
    client.post(&format!("tickets/{id}/transition"), move_on).expect(200);
    attach(client, id, format!("bytes of {n}").as_bytes());
    id
}

/// How a single byte of a column is changed.
fn flip(column: &str) -> String {
    match column {
        "internal" => "NOT internal".to_owned(),
        "team_id" => "team_id + 256".to_owned(),
        "seq" | "ticket_id" | "id" | "ticket_version" | "approval_id" => format!("{column} + 1048576"),
        "priority" | "version" | "size" | "hours" | "place" => format!("{column} + 1"),
        "at" | "created_at" | "updated_at" | "began_at" => format!("{column} + 256"),
        "due_at" | "appointment_at" | "deleted_at" | "comment_id" | "reminded_at" | "ended_at"
        | "voted_at" => {
            format!("COALESCE({column}, 0) + 1")
        }
        "why" => "'{\"zh\":\"a\",\"en\":\"b\"}'".to_owned(),
        // It has to stay JSON: an index is on what is in it.
        "fields" => "'{\"n\":1}'".to_owned(),
        text => format!("'~' || SUBSTR({text}, 2)"),
    }
}

const EVENT: &[&str] =
    &["team_id", "seq", "ticket_id", "ticket_version", "kind", "actor", "via", "at", "body", "note", "hash"];
const TICKET: &[&str] = &[
    "team_id",
    "id",
    "uuid",
    "project",
    "type",
    "status",
    "title",
    "content",
    "category",
    "priority",
    "assignee",
    "creator",
    "tags",
    "watchers",
    "player_id",
    "contact",
    "game_id",
    "env",
    "source",
    "due_at",
    "appointment_at",
    "fields",
    "version",
    "head_hash",
    "created_at",
    "updated_at",
    "deleted_at",
];
const COMMENT: &[&str] =
    &["team_id", "id", "ticket_id", "content", "author", "internal", "created_at", "updated_at"];
const ATTACHMENT: &[&str] = &[
    "team_id",
    "id",
    "ticket_id",
    "comment_id",
    "file",
    "name",
    "media_type",
    "size",
    "sha256",
    "author",
    "created_at",
    "deleted_at",
];
const WORKLOG: &[&str] =
    &["team_id", "id", "ticket_id", "username", "author", "hours", "began_at", "note", "created_at"];
const APPROVAL: &[&str] = &[
    "team_id",
    "id",
    "ticket_id",
    "transition",
    "status",
    "requester",
    "rule",
    "turns",
    "answer",
    "state",
    "why",
    "reminded_at",
    "created_at",
    "ended_at",
];
const VOTE: &[&str] =
    &["team_id", "approval_id", "approver", "place", "given_by", "vote", "note", "voted_at"];
const AUDIT: &[&str] = &["actor", "via", "action", "object", "at", "body", "hash", "seq", "team_id"];

on_both_engines! {
    fn a_byte_changed_in_any_column_is_found(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let client = server.admin();
        let columns: Vec<(&str, &str)> = [("event", EVENT), ("ticket", TICKET), ("comment", COMMENT), ("attachment", ATTACHMENT)]
            .iter().flat_map(|(table, columns)| columns.iter().map(move |column| (*table, *column))).collect();
        let ids: Vec<i64> = (0..columns.len()).map(|n| rich(&client, n)).collect();
        for n in 0..AUDIT.len() {
            client.post("groups", json!({"name": format!("Group {n}")})).expect(201);
        }
        let report = assert_sound(&server);
        assert_eq!((&report["tickets"], &report["steps"]), (&json!(ids.len()), &json!(ids.len() * 4)), "{report}");
        assert_eq!(report["attachments"], json!(ids.len()));

        for ((table, column), id) in columns.iter().zip(&ids) {
            let place = match *table {
                "event" => format!("ticket_id = {id} AND ticket_version = 2"),
                "ticket" => format!("id = {id}"),
                "comment" => format!("ticket_id = {id} AND content = 'said'"),
                _ => format!("ticket_id = {id}"),
            };
            let changed = behind(&server, &format!("UPDATE {table} SET {column} = {} WHERE {place}", flip(column)));
            assert_eq!(changed, 1, "{table}.{column}");
        }
        for (n, column) in AUDIT.iter().enumerate() {
            let newest = format!("(SELECT seq FROM audit WHERE team_id = 1 ORDER BY seq DESC LIMIT 1 OFFSET {})", AUDIT.len() - 1 - n);
            let changed = behind(&server, &format!("UPDATE audit SET {column} = {} WHERE seq = {newest}", flip(column)));
            assert_eq!(changed, 1, "audit.{column}");
        }
        let report = verify(&server);
        let findings = report["findings"].as_array().unwrap();
        for ((table, column), id) in columns.iter().zip(&ids) {
            let found = findings.iter().any(|finding| finding["ticket"] == *id);
            assert!(found, "{table}.{column} of ticket {id} was not found: {report:#}");
        }
        let audits = findings.iter().filter(|finding| finding["place"] == "audit").count();
        assert!(audits >= AUDIT.len() - 1, "{audits}: {report:#}");
        let words = server.gongdan().args(["verify", "--lang", "zh"]).run();
        assert!(words.out.contains("已被改动") && words.code == Some(1), "{words}");
        server.assert_calm();
    }

    fn rows_taken_away_or_put_in_are_found(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let client = server.admin();
        let ids: Vec<i64> = (0..8).map(|n| rich(&client, n)).collect();
        let linked = create(&client, json!({})).id();
        client.post(&format!("tickets/{linked}/links"), json!({"kind": "blocks", "to": ids[7].to_string()}));
        client.delete(&format!("tickets/{}", ids[7])).expect(200);
        assert_sound(&server);
        let changes = [
            format!("DELETE FROM event WHERE ticket_id = {} AND ticket_version = 1", ids[0]),
            format!("DELETE FROM event WHERE ticket_id = {} AND ticket_version = 2", ids[1]),
            format!("DELETE FROM event WHERE ticket_id = {} AND ticket_version = 4", ids[2]),
            format!("DELETE FROM event WHERE ticket_id = {}", ids[3]),
            format!("DELETE FROM ticket WHERE id = {}", ids[4]),
            format!("DELETE FROM comment WHERE ticket_id = {} AND content = 'said'", ids[5]),
            format!("DELETE FROM ticket_tag WHERE ticket_id = {} AND tag_folded = 'a'", ids[6]),
            format!("UPDATE ticket SET deleted_at = NULL WHERE id = {}", ids[7]),
            format!("INSERT INTO comment (team_id, id, ticket_id, content, author, internal, created_at, updated_at)
                     VALUES (1, 99999, {linked}, 'never said', 'admin', FALSE, 1, 1)"),
            "DELETE FROM audit WHERE seq = (SELECT MAX(seq) FROM audit)".to_owned(),
        ];
        for change in &changes {
            assert!(behind(&server, change) > 0, "{change}");
        }
        let report = verify(&server);
        let findings = report["findings"].as_array().unwrap();
        for id in ids.iter().chain([&linked]) {
            assert!(findings.iter().any(|finding| finding["ticket"] == *id), "ticket {id}: {report:#}");
        }
        assert!(findings.iter().any(|finding| finding["place"] == "audit"), "{report:#}");
    }

    fn a_byte_changed_in_any_column_of_hours_requests_and_votes_is_found(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let panel = Panel::of(&server);
        let columns: Vec<(&str, &str)> = [("worklog", WORKLOG), ("approval", APPROVAL), ("vote", VOTE)]
            .iter().flat_map(|(table, columns)| columns.iter().map(move |column| (*table, *column))).collect();
        let ids: Vec<i64> = columns.iter().map(|_| panel.asked(&server)).collect();
        let report = assert_sound(&server);
        assert_eq!((&report["worklogs"], &report["approvals"]), (&json!(ids.len()), &json!(ids.len())), "{report}");
        for ((table, column), id) in columns.iter().zip(&ids) {
            let place = match *table {
                "vote" => format!("approval_id = (SELECT id FROM approval WHERE ticket_id = {id}) AND vote <> ''"),
                _ => format!("ticket_id = {id}"),
            };
            let changed = behind(&server, &format!("UPDATE {table} SET {column} = {} WHERE {place}", flip(column)));
            assert_eq!(changed, 1, "{table}.{column}");
        }
        let report = verify(&server);
        let findings = report["findings"].as_array().unwrap();
        for ((table, column), id) in columns.iter().zip(&ids) {
            let found: Vec<_> = findings.iter().filter(|finding| finding["ticket"] == *id).collect();
            assert!(!found.is_empty(), "{table}.{column} of ticket {id} was not found: {report:#}");
            // Keys and words that are no words are told as such.
            let told = ["team_id", "id", "ticket_id", "approval_id", "approver"].contains(column)
                || found.iter().any(|f| f["finding"].as_str().is_some_and(|what| what.contains(column) || what.contains("cannot be read")));
            assert!(told, "{table}.{column}: {found:?}");
        }
        let words = server.gongdan().args(["verify", "--lang", "zh"]).run();
        assert!(words.out.contains("席位与历史所述不符") && words.out.contains("工时"), "{words}");
    }

    fn forged_hours_requests_and_votes_that_read_well_are_found(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let (panel, admin) = (Panel::of(&server), server.admin());
        let ids: Vec<i64> = (0..11).map(|_| panel.asked(&server)).collect();
        for id in &ids[8..] {
            transit(&admin, *id, json!({"status": "in_progress"})).expect(200);
        }
        assert_sound(&server);
        let of = |n: usize| format!("(SELECT id FROM approval WHERE ticket_id = {})", ids[n]);
        let changes = [
            format!("UPDATE vote SET vote = 'refuse' WHERE approval_id = {} AND vote = 'consent'", of(0)),
            format!("UPDATE vote SET vote = 'consent', voted_at = 1 WHERE approval_id = {} AND vote = ''", of(1)),
            format!("DELETE FROM vote WHERE approval_id = {} AND vote = ''", of(2)),
            format!("INSERT INTO vote (team_id, approval_id, approver, place, given_by, vote, note, voted_at)
                     VALUES (1, {}, 'mallory', 7, '', '', '', NULL)", of(3)),
            format!("UPDATE approval SET rule = '\"any\"' WHERE ticket_id = {}", ids[4]),
            format!("DELETE FROM approval WHERE ticket_id = {}", ids[5]),
            format!("DELETE FROM worklog WHERE ticket_id = {}", ids[6]),
            format!("INSERT INTO worklog (team_id, id, ticket_id, username, author, hours, began_at, note, created_at)
                     VALUES (1, 99999, {}, 'admin', 'admin', 1, 1, '', 1)", ids[7]),
            format!("UPDATE approval SET state = 'open', ended_at = NULL WHERE ticket_id = {}", ids[8]),
            format!("UPDATE approval SET state = 'withdrawn' WHERE ticket_id = {}", ids[9]),
            format!("INSERT INTO approval (team_id, id, ticket_id, transition, status, requester, rule, turns, answer, state, created_at)
                     SELECT team_id, 99999, ticket_id, transition, status, requester, rule, turns, answer, state, created_at
                     FROM approval WHERE ticket_id = {}", ids[10]),
        ];
        for change in &changes {
            assert_eq!(behind(&server, change), 1, "{change}");
        }
        // Of a request that never was, nobody's ticket tells.
        behind(&server, "INSERT INTO vote (team_id, approval_id, approver, place, given_by, vote, note, voted_at)
                         VALUES (1, 88888, 'mallory', 0, '', 'consent', '', 1)");
        let report = verify(&server);
        let findings = report["findings"].as_array().unwrap();
        for (id, change) in ids.iter().zip(&changes) {
            assert!(findings.iter().any(|finding| finding["ticket"] == *id), "{change}: {report:#}");
        }
        let strange: Vec<_> = findings.iter().filter(|f| f["place"] == "votes").map(|f| f["number"].clone()).collect();
        assert!(strange.contains(&json!(88888)) && strange.len() == 2, "{report:#}");
    }

    fn files_that_are_changed_cut_or_gone_are_found(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let client = server.admin();
        let ids: Vec<i64> = (0..4).map(|n| rich(&client, n)).collect();
        let gone = attach(&client, ids[3], b"taken away properly");
        client.delete(&format!("attachments/{gone}")).expect(200);
        assert_sound(&server);
        let files = files(&server);
        assert_eq!(files.len(), 4);
        let of = |n: usize| files.iter().find(|path| fs::read_to_string(path).unwrap() == format!("bytes of {n}")).unwrap();
        let [flipped, cut, gone] = [of(0), of(1), of(2)];
        fs::write(flipped, "bytes 0f 0").unwrap();
        fs::write(cut, "bytes").unwrap();
        fs::remove_file(gone).unwrap();
        let report = verify(&server);
        for id in &ids[..3] {
            assert!(report["findings"].as_array().unwrap().iter().any(|f| f["ticket"] == *id && f["place"] == "attachment"), "{report:#}");
        }
        assert_eq!(report["findingCount"], 3, "{report:#}");
    }

    fn a_busy_server_is_never_found_changed(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let client = server.admin();
        let (over, made) = (AtomicBool::new(false), AtomicUsize::new(0));
        let shared = create(&client, json!({})).id();
        std::thread::scope(|scope| {
            let _end = crate::support::AtEnd(&over);
            for thread in 0..4 {
                let (client, over, made) = (&client, &over, &made);
                scope.spawn(move || {
                    while !over.load(Ordering::SeqCst) {
                        let id = client.post("tickets", draft("busy")).expect(200).id();
                        client.post(&format!("tickets/{id}/comments"), json!({"content": "busy"})).expect(200);
                        client.put(&format!("tickets/{shared}"), json!({"tags": [format!("{thread}.{id}")]})).expect(200);
                        client.post(&format!("tickets/{id}/worklogs"), json!({"hours": 0.5})).expect(201);
                        let file = attach(client, id, b"soon gone");
                        client.delete(&format!("attachments/{file}")).expect(200);
                        client.post("groups", json!({"name": format!("Group {id}")})).expect(201);
                        made.fetch_add(1, Ordering::SeqCst);
                    }
                });
            }
            for _ in 0..3 {
                let before = made.load(Ordering::SeqCst);
                while made.load(Ordering::SeqCst) < before + 10 {
                    std::thread::yield_now();
                }
                assert_sound(&server);
            }
        });
        assert_sound(&server);
    }

    fn a_ticket_that_an_administrator_made_for_somebody_else_is_as_its_history_tells(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let person = resident(&server, &block());
        let made = server.admin().post(&at("new_ticket"), report_of(&person.username, json!({})));
        assert_eq!(made.status, 200, "{made:?}");
        assert_sound(&server);
        behind(&server, "UPDATE ticket SET creator = 'admin'");
        assert_eq!(verify(&server)["sound"], false);
    }
}

/// A project where closing takes the consent of two, and these two.
struct Panel {
    key: String,
    people: [testkit::Person; 2],
}

impl Panel {
    fn of(server: &Server) -> Self {
        let people = [server.person("user"), server.person("user")];
        let asked: Vec<Value> = people.iter().map(person).collect();
        let key = drawn(
            server,
            json!([
                {"from": "open", "to": "closed", "approval": {"approvers": asked, "rule": "all"}},
                {"from": "open", "to": "in_progress"},
            ]),
        );
        Self { key, people }
    }

    /// A ticket with hours, and with a request that one of the two has consented to.
    fn asked(&self, server: &Server) -> i64 {
        let admin = server.admin();
        let id = ticket_of(&admin, &self.key, json!({}));
        admin.post(&format!("tickets/{id}/worklogs"), json!({"hours": 1.5, "note": "On site"})).expect(201);
        let asked = transit(&admin, id, json!({"status": "closed", "note": "Please"})).expect(202);
        let path = format!("tickets/{id}/approvals/{}/vote", asked["approval"]["id"]);
        self.people[0].client.post(&path, json!({"vote": "consent", "note": "Yes"})).expect(200);
        id
    }
}

fn files(server: &Server) -> Vec<PathBuf> {
    let list = |path: PathBuf| fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path());
    list(server.data_dir().join("attachments")).flat_map(list).collect()
}

/// Flips a byte of the database file, at a distance from where `marker` stands.
fn flip_in_file(server: &Server, marker: &str, place: impl Fn(usize) -> usize) {
    let path = server.data_dir().join("gongdan.db");
    let mut bytes = fs::read(&path).unwrap();
    let at = bytes.windows(marker.len()).position(|window| window == marker.as_bytes()).expect("the marker");
    bytes[place(at)] ^= 0x08;
    fs::write(&path, bytes).unwrap();
}

#[test]
fn a_byte_flipped_in_a_page_of_the_history_is_found_and_the_server_goes_on() {
    for (name, place) in [
        ("content", (|at| at + 3) as fn(usize) -> usize),
        ("page", |at| at / 4096 * 4096),
        ("cells", |at| at / 4096 * 4096 + 5),
    ] {
        let mut server = Server::start(GONGDAN, Engine::Sqlite);
        let client = server.admin();
        let ids: Vec<i64> = (0..10).map(|n| rich(&client, n)).collect();
        let note = json!({"content": "the marker of a test"});
        client.post(&format!("tickets/{}/comments", ids[5]), note).expect(200);
        server.terminate();
        flip_in_file(&server, "the marker of a test", place);
        server.restart();
        let client = server.admin();
        for id in &ids {
            let status = client.get(&format!("tickets/{id}/history")).status;
            assert!([200, 500].contains(&status), "{name}: {status}");
        }
        let report = verify(&server);
        assert_eq!(report["sound"], false, "{name}: {report:#}");
        client.get("/livez").expect(200);
        server.assert_calm();
    }
}

#[test]
fn the_server_s_own_checks_are_asked_where_they_were_made_and_may_be() {
    let server = Server::start(GONGDAN, Engine::Postgres);
    rich(&server.admin(), 1);
    server.database().unwrap().connect().batch_execute("CREATE EXTENSION amcheck").unwrap();
    assert_sound(&server);
    let role = testkit::unique("clerk");
    let grant = format!("CREATE ROLE {role} LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}");
    server.database().unwrap().connect().batch_execute(&grant).unwrap();
    let url = server.database().unwrap().url().replacen("://postgres@", &format!("://{role}@"), 1);
    server.gongdan().env("GONGDAN_DATABASE_URL", url).args(["verify"]).run().expect();
    let drop = format!("DROP OWNED BY {role}; DROP ROLE {role}");
    server.database().unwrap().connect().batch_execute(&drop).unwrap();
}
