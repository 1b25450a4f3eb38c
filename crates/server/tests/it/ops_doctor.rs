//! `gongdan doctor`: real trouble is found and named, with what to do, in both languages.

use crate::{
    GONGDAN,
    jobs_support::{function, start, started},
    support::create,
};
use std::{
    fs::{self, OpenOptions},
    os::unix::fs::{PermissionsExt as _, chown},
    process::Command,
};
use testkit::{Engine, Server, Value, json, unique};

/// What the doctor found of a check, and its exit code.
fn level(server: &Server, check: &str) -> (String, Option<i32>) {
    let run = server.gongdan().args(["doctor", "--json"]).run();
    let findings = testkit::parse_json(&run.out);
    let findings = findings.as_array().unwrap();
    for finding in findings {
        let advised = finding["advice"].as_str().is_some_and(|advice| !advice.is_empty());
        assert_eq!(finding["level"] != "fine", advised, "{finding}");
    }
    // Of several of one name the worst counts.
    let of = |level: &str| findings.iter().any(|f| f["check"] == check && f["level"] == level);
    let worst = ["trouble", "warning", "fine"].into_iter().find(|level| of(level));
    (worst.unwrap_or_else(|| panic!("no {check} in {run}")).to_owned(), run.code)
}

#[track_caller]
fn assert_trouble(server: &Server, check: &str) {
    assert_eq!(level(server, check), ("trouble".to_owned(), Some(1)), "{check}");
    let zh = server.gongdan().args(["doctor", "--lang", "zh"]).run();
    assert!(zh.out.contains('→') && zh.out.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)), "{zh}");
}

#[track_caller]
fn assert_fine(server: &Server, check: &str) {
    assert_eq!(level(server, check).0, "fine", "{check}");
}

fn behind(server: &Server, sql: &str) {
    if let Some(database) = server.database() {
        return database.connect().batch_execute(sql).unwrap();
    }
    let connection = rusqlite::Connection::open(server.data_dir().join("gongdan.db")).unwrap();
    connection.busy_timeout(std::time::Duration::from_secs(10)).unwrap();
    connection.execute_batch(sql).unwrap();
}

on_both_engines! {
    fn trouble_in_the_data_is_found_beside_a_running_server(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let client = server.admin();
        let id = create(&client, json!({})).id();
        let form = testkit::multipart("file", "a.txt", "text/plain", b"bytes");
        client.post(&format!("tickets/{id}/attachments"), form).expect(201);
        for check in ["attachments", "history", "clock", "schema", "owner", "open_files"] {
            assert_fine(&server, check);
        }
        let folder = fs::read_dir(server.data_dir().join("attachments")).unwrap().next().unwrap().unwrap().path();
        let aside = server.data_dir().join("aside");
        fs::rename(&folder, &aside).unwrap();
        assert_trouble(&server, "attachments");
        fs::rename(&aside, &folder).unwrap();
        assert_fine(&server, "attachments");

        behind(&server, &format!("UPDATE event SET note = 'never said' WHERE ticket_id = {id}"));
        assert_trouble(&server, "history");
        behind(&server, &format!("UPDATE event SET note = '' WHERE ticket_id = {id} AND note = 'never said'"));
        assert_fine(&server, "history");
        behind(&server, "UPDATE audit SET at = at + 86400000000");
        assert_trouble(&server, "clock");
        behind(&server, "UPDATE audit SET at = at - 86400000000");

        behind(&server, "INSERT INTO schema_migration VALUES (999, 'later', 'x', 1)");
        assert_trouble(&server, "schema");
        behind(&server, "DELETE FROM schema_migration WHERE number > 1");
        assert_trouble(&server, "schema");
        server.assert_calm();
    }

    fn jobs_that_nobody_begins_are_found_whoever_was_to_begin_them(engine: Engine) {
        let mut server = Server::start(GONGDAN, engine);
        let admin = server.admin();
        let of = function(&admin, "worker", json!({}));
        let (waits, later) = (start(&admin, &of, json!({})), json!({"functionId": of, "runAt": "2999-01-01T00:00:00Z"}));
        let later = started(&admin.post("jobs", later));
        assert_fine(&server, "jobs");
        let due = |id: &str, back: &str| format!("UPDATE job SET due_at = created_at {back} WHERE id = {id}");
        behind(&server, &due(&waits, "- 200000000"));
        assert_eq!(level(&server, "jobs").0, "warning");
        let metrics = admin.with("Accept", "text/plain").request("GET", "/metrics").send().text;
        let oldest = metrics.lines().find_map(|line| line.strip_prefix("gongdan_job_oldest_ready_seconds "));
        assert!(oldest.and_then(|text| text.parse::<f64>().ok()).is_some_and(|age| age >= 200.0), "{oldest:?}");
        behind(&server, &due(&waits, ""));
        // One whose time came when no server ran.
        server.terminate();
        behind(&server, &due(&later, "- 200000000"));
        assert_eq!(level(&server, "jobs").0, "warning");
    }

    fn files_of_the_wrong_owner_or_open_to_others_are_found(engine: Engine) {
        let mut server = Server::start(GONGDAN, engine);
        server.terminate();
        let (dir, key) = (server.data_dir(), server.data_dir().join("secret.key"));
        let set = |path: &std::path::Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
        fs::write(&key, "ab".repeat(32)).unwrap();
        set(&key, 0o600);
        assert_fine(&server, "owner");
        set(&dir, 0o755);
        assert_eq!(level(&server, "data_dir_mode").0, "warning");
        set(&dir, 0o700);
        let open = |mode| {
            set(&key, mode);
            let run = server.gongdan().without_env("GONGDAN_SECRET_KEY").args(["doctor", "--json"]).run();
            let findings = testkit::parse_json(&run.out);
            findings.as_array().unwrap().iter().find(|f| f["check"] == "secret_key").unwrap()["level"].clone()
        };
        assert_eq!((open(0o644), open(0o600)), (json!("trouble"), json!("fine")));
        chown(&key, Some(4_711), None).expect("these tests run as root");
        assert_trouble(&server, "owner");
    }
}

#[test]
fn a_database_file_that_is_cut_or_is_none_is_found_though_no_server_can_start() {
    let mut server = Server::start(GONGDAN, Engine::Sqlite);
    create(&server.admin(), json!({}));
    server.terminate();
    let path = server.data_dir().join("gongdan.db");
    assert_fine(&server, "database_file");
    let whole = fs::read(&path).unwrap();
    fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert_trouble(&server, "database_file");
    let mut foreign = whole.clone();
    foreign[..6].copy_from_slice(b"foreig");
    fs::write(&path, foreign).unwrap();
    assert_trouble(&server, "database_file");
    assert_eq!(level(&server, "database").0, "trouble");
    fs::write(&path, "").unwrap();
    assert_trouble(&server, "database_file");
    fs::write(&path, whole).unwrap();
    assert_fine(&server, "database_file");
}

#[test]
fn a_huge_log_and_few_open_files_are_warned_of() {
    let mut server = Server::start(GONGDAN, Engine::Sqlite);
    assert_fine(&server, "write_ahead_log");
    server.terminate();
    let log =
        OpenOptions::new().create(true).append(true).open(server.data_dir().join("gongdan.db-wal")).unwrap();
    log.set_len(600 << 20).unwrap();
    assert_eq!(level(&server, "write_ahead_log").0, "warning");
    let script = format!("ulimit -n 200; exec {GONGDAN} doctor --json");
    let run =
        Command::new("sh").args(["-c", &script]).env("GONGDAN_DATA_DIR", server.data_dir()).output().unwrap();
    let findings: Value = testkit::parse_json(&String::from_utf8(run.stdout).unwrap());
    let found = findings.as_array().unwrap().iter().find(|finding| finding["check"] == "open_files").unwrap();
    assert_eq!(found["level"], "warning");
}

#[test]
fn a_standby_missing_rights_and_too_few_connections_are_found() {
    let server = Server::start(GONGDAN, Engine::Postgres);
    for check in ["connections", "rights", "database_clock"] {
        assert_fine(&server, check);
    }
    let database = server.database().unwrap();
    let name = database.url().rsplit('/').next().unwrap().split('?').next().unwrap().to_owned();
    let role = unique("clerk");
    behind(
        &server,
        &format!("CREATE ROLE {role} LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role}"),
    );
    let url = database.url().replacen("://postgres@", &format!("://{role}@"), 1);
    let run = server.gongdan().env("GONGDAN_DATABASE_URL", &url).args(["doctor", "--json"]).run();
    let findings = testkit::parse_json(&run.out);
    let rights =
        findings.as_array().unwrap().iter().filter(|f| f["check"] == "rights" && f["level"] == "trouble");
    assert_eq!(rights.count(), 2, "{run}");
    behind(&server, &format!("DROP OWNED BY {role}; DROP ROLE {role}"));

    behind(&server, &format!("ALTER DATABASE {name} CONNECTION LIMIT 5"));
    assert_trouble(&server, "connections");
    behind(&server, &format!("ALTER DATABASE {name} CONNECTION LIMIT -1"));
    behind(&server, &format!("ALTER DATABASE {name} SET default_transaction_read_only = on"));
    assert_trouble(&server, "standby");
}
