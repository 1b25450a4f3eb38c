//! `gongdan backup` and `gongdan restore`: the same instance again, or nothing at all.

use crate::{
    GONGDAN,
    support::{create, draft},
};
use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};
use testkit::{Client, Database, Engine, Gongdan, Process, Server, TempDir, Value, json};

/// A place to restore into, and the server on what is there then.
struct Target {
    directory: TempDir,
    database: Option<Database>,
}

impl Target {
    fn new(engine: Engine) -> Self {
        let database = (engine == Engine::Postgres).then(Database::new);
        Self { directory: TempDir::new().unwrap(), database }
    }

    fn data_dir(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    fn gongdan(&self) -> Gongdan {
        let gongdan = Gongdan::new(GONGDAN.as_ref(), self.directory.path()).data_dir(&self.data_dir());
        match &self.database {
            Some(database) => gongdan.env("GONGDAN_DATABASE_URL", database.url()),
            None => gongdan,
        }
    }

    fn restore(&self, file: &Path) -> testkit::Output {
        self.gongdan().args(["restore", file.to_str().unwrap()]).run()
    }

    fn serve(&self) -> (Process, Client) {
        let process =
            Process::start(self.gongdan().args(["serve", "--listen", "127.0.0.1:0"]).into_command(), "");
        let client = Client::new(process.url());
        (process, client)
    }

    /// Fails unless there is nothing that a server would take for an instance.
    fn assert_nothing_there(&self) {
        let left = fs::read_dir(self.data_dir()).map_or(vec![], |entries| {
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
        });
        assert!(left.iter().all(|name| name == "gongdan.lock"), "{left:?}");
        if let Some(database) = &self.database {
            let count = "SELECT COUNT(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace";
            assert_eq!(database.connect().query_one(count, &[]).unwrap().get::<_, i64>(0), 0);
        }
    }
}

fn backup(server: &Server, file: &Path) -> testkit::Output {
    server.gongdan().args(["backup", file.to_str().unwrap()]).run()
}

fn attach(client: &Client, id: i64, bytes: &[u8]) -> i64 {
    let form = testkit::multipart("file", "数据.bin", "application/octet-stream", bytes);
    client.post(&format!("tickets/{id}/attachments"), form).expect(201).id()
}

/// What a client can see of an instance.
fn everything(client: &Client) -> Vec<Value> {
    let list = client.get("tickets?pageSize=100&sort=createdAt").expect(200);
    let mut seen = vec![list["total"].clone(), list.json.clone()];
    for id in list.ids() {
        seen.push(client.get(&format!("tickets/{id}")).expect(200).json);
        seen.push(client.get(&format!("tickets/{id}/history")).expect(200).json);
        seen.push(client.get(&format!("tickets/{id}/comments")).expect(200).json);
    }
    for path in ["projects", "users", "tokens", "tickets?q=%E7%99%BB%E5%BD%95"] {
        seen.push(client.get(path).expect(200).json);
    }
    // When somebody was last seen is the one thing that looking changes.
    let mut text = Value::from(seen).to_string();
    for key in ["lastSeenAt", "lastUsedAt"] {
        while let Some(start) = text.find(&format!("\"{key}\":\"")) {
            let end = start + text[start..].find(',').unwrap();
            text.replace_range(start..=end, "");
        }
    }
    testkit::parse_json(&text).as_array().unwrap().clone()
}

fn fill(server: &Server) -> (Client, i64, Vec<u8>) {
    let admin = server.admin();
    let token = admin.post("tokens", json!({"name": "kept", "scopes": ["all"]})).expect(201);
    let client = server.stranger().bearer(token["token"].as_str().unwrap());
    let first = create(
        &client,
        json!({"title": "无法登录游戏", "tags": ["支付", "a b"], "content": "line\nline \\ \"x\""}),
    );
    for n in 0..5 {
        let id = create(&client, json!({"title": format!("Ticket {n}")})).id();
        client
            .post(&format!("tickets/{id}/comments"), json!({"content": format!("评论 {n}\n\\N")}))
            .expect(200);
        client
            .post(&format!("tickets/{id}/transition"), json!({"status": "in_progress", "note": "n"}))
            .expect(200);
    }
    let bytes: Vec<u8> = (0..300_000_u32).map(|n| (n % 251) as u8).collect();
    let file = attach(&client, first.id(), &bytes);
    let gone = attach(&client, first.id(), b"gone before the backup");
    client.delete(&format!("attachments/{gone}")).expect(200);
    (client, file, bytes)
}

on_both_engines! {
    fn a_restored_instance_answers_as_the_one_that_was_backed_up(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let (client, file, bytes) = fill(&server);
        let before = everything(&client);
        let target = Target::new(engine);
        let path = target.directory.path().join("one.backup");
        let said = backup(&server, &path).expect();
        assert!(said.contains("tickets 6"), "{said}");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(target.directory.path()).unwrap().count(), 1, "something was left beside it");
        // What comes after is not in it.
        create(&client, json!({"title": "Later"}));

        backup(&server, &path).refused(&["--force"]);
        target.restore(&path).expect();
        let (process, stranger) = target.serve();
        let restored = stranger.with("Authorization", client.authorization());
        assert_eq!(everything(&restored), before);
        assert!(restored.get(&format!("attachments/{file}")).expect(200).bytes == bytes);
        // Numbers go on where they were.
        let next = create(&restored, json!({})).id();
        assert!(before[1]["items"].as_array().unwrap().iter().all(|t| t["id"] != next));
        target.gongdan().args(["verify"]).run().expect();
        process.assert_calm();

        target.restore(&path).refused(&[]);
        drop(process);
        target.restore(&path).refused(&["not empty"]);
        let forced = server.gongdan().args(["backup", "--force", path.to_str().unwrap()]).run().expect();
        assert!(forced.contains("tickets 7"), "{forced}");
    }

    fn a_backup_under_load_is_of_one_moment(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let client = server.admin();
        let (over, made) = (AtomicBool::new(false), AtomicUsize::new(0));
        let target = Target::new(engine);
        let path = target.directory.path().join("busy.backup");
        let answered = std::thread::scope(|scope| {
            let _end = crate::support::AtEnd(&over);
            for _ in 0..4 {
                scope.spawn(|| {
                while !over.load(Ordering::SeqCst) {
                    let id = client.post("tickets", draft("busy")).expect(200).id();
                    client.post(&format!("tickets/{id}/comments"), json!({"content": "busy"})).expect(200);
                    let file = attach(&client, id, b"soon gone");
                    if id % 2 == 0 {
                        client.delete(&format!("attachments/{file}")).expect(200);
                    }
                    made.fetch_add(1, Ordering::SeqCst);
                }
                });
            }
            while made.load(Ordering::SeqCst) < 20 {
                std::thread::yield_now();
            }
            let answered = made.load(Ordering::SeqCst);
            backup(&server, &path).expect();
            server.gongdan().args(["verify"]).run().expect();
            answered
        });
        target.restore(&path).expect();
        let said = target.gongdan().args(["verify", "--json"]).run();
        let report = testkit::parse_json(&said.out);
        // A file may have gone between the snapshot and its reading; nothing else may be amiss.
        let odd: Vec<&Value> = report["findings"].as_array().unwrap().iter()
            .filter(|finding| finding["place"] != "attachment").collect();
        assert!(odd.is_empty(), "{odd:?}");
        assert!(report["tickets"].as_u64().unwrap() >= answered as u64, "{report}");
    }

    fn a_backup_with_a_flipped_or_missing_byte_restores_nothing(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        fill(&server);
        let target = Target::new(engine);
        let path = target.directory.path().join("whole.backup");
        backup(&server, &path).expect();
        let whole = fs::read(&path).unwrap();
        let bad = target.directory.path().join("bad.backup");
        let places = [0, 5, 150, 600, 2_000, whole.len() / 3, whole.len() / 2, whole.len() - 5_000, whole.len() - 1_100,
            whole.len() - 40, whole.len() - 1];
        for place in places {
            let mut bytes = whole.clone();
            bytes[place] ^= 0x04;
            fs::write(&bad, bytes).unwrap();
            target.restore(&bad).refused(&[]);
            target.assert_nothing_there();
        }
        for length in [0, 100, 700, whole.len() / 2, whole.len() - 33, whole.len() - 1] {
            fs::write(&bad, &whole[..length]).unwrap();
            target.restore(&bad).refused(&["bad.backup"]);
            target.assert_nothing_there();
        }
        fs::write(&bad, [&whole[..], b"x"].concat()).unwrap();
        target.restore(&bad).refused(&["bad.backup"]);
        target.restore(&path).expect();
    }

    fn a_backup_of_another_engine_or_a_newer_program_is_refused(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let other = Target::new(if engine == Engine::Sqlite { Engine::Postgres } else { Engine::Sqlite });
        let path = other.directory.path().join("other.backup");
        backup(&server, &path).expect();
        other.restore(&path).refused(&["export", "import"]);
        other.assert_nothing_there();
        let target = Target::new(engine);
        let schema = server.gongdan().args(["status", "--json"]).run().expect();
        let schema = testkit::parse_json(&schema)["schema"]["current"].clone();
        let newer = fs::read(&path).unwrap();
        let text = format!("\"schema\": {schema}");
        let at = newer.windows(text.len()).position(|window| window == text.as_bytes()).unwrap();
        let mut newer = newer;
        // As many bytes, with or without the space.
        let width = text.len() - "\"schema\":".len();
        let next = format!("\"schema\":{:>width$}", schema.as_i64().unwrap() + 1);
        newer[at..at + text.len()].copy_from_slice(next.as_bytes());
        fs::write(&path, newer).unwrap();
        target.restore(&path).refused(&["newer"]);
        target.assert_nothing_there();
    }

    fn a_directory_or_database_that_holds_something_is_left_alone(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let target = Target::new(engine);
        let path = target.directory.path().join("x.backup");
        backup(&server, &path).expect();
        fs::create_dir_all(target.data_dir()).unwrap();
        fs::write(target.data_dir().join("mine"), "mine").unwrap();
        target.restore(&path).refused(&["not empty", "mine"]);
        fs::remove_file(target.data_dir().join("mine")).unwrap();
        if let Some(database) = &target.database {
            database.connect().batch_execute("CREATE TABLE mine (x BIGINT)").unwrap();
            target.restore(&path).refused(&["not empty", "mine"]);
            database.connect().batch_execute("DROP TABLE mine").unwrap();
        }
        // What a restore has left that was killed stands in nobody's way.
        fs::create_dir_all(target.data_dir().join(".restore/attachments")).unwrap();
        target.restore(&path).expect();
    }
}

#[test]
fn log_ins_outlive_a_restore_because_the_drawn_key_is_in_the_backup() {
    let (one, two) = (Target::new(Engine::Sqlite), Target::new(Engine::Sqlite));
    let serve = |target: &Target| {
        let gongdan = target.gongdan().without_env("GONGDAN_SECRET_KEY");
        Process::start(gongdan.args(["serve", "--listen", "127.0.0.1:0"]).into_command(), "")
    };
    let process = serve(&one);
    let log_in = json!({"username": "admin", "password": testkit::ADMIN_PASSWORD});
    let token = Client::new(process.url()).post("auth/login", log_in).expect(200)["token"].clone();
    let path = one.directory.path().join("x.backup");
    one.gongdan().without_env("GONGDAN_SECRET_KEY").args(["backup", path.to_str().unwrap()]).run().expect();
    two.restore(&path).expect();
    let restored = serve(&two);
    Client::new(restored.url()).bearer(token.as_str().unwrap()).get("profile").expect(200);
    let key = fs::metadata(two.data_dir().join("secret.key")).unwrap();
    assert_eq!(key.permissions().mode() & 0o777, 0o600);
}

/// Runs what the page says with a shell, in a directory of its own in the place of those it names.
#[test]
fn the_lines_of_the_page_about_backups_work_as_they_stand() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/operations/backup.md"))
            .unwrap();
    let server = Server::start(GONGDAN, Engine::Sqlite);
    create(&server.admin(), json!({}));
    let directory = TempDir::new().unwrap();
    let programs = Path::new(GONGDAN).parent().unwrap().display();
    let run = |line: &str| {
        let place = directory.path().display().to_string();
        let line = line
            .replace("\\%", "%")
            .replace("/var/backups/gongdan", &place)
            .replace("/tmp/trial", &format!("{place}/trial"));
        let output = std::process::Command::new("sh")
            .args(["-c", &line])
            .env("PATH", format!("{programs}:/usr/local/bin:/usr/bin:/bin"))
            .env("GONGDAN_DATA_DIR", server.data_dir())
            .output()
            .unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{line}: {output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let nightly: Vec<&str> =
        page.lines().filter_map(|line| line.split_once("  gongdan  ").map(|(_, command)| command)).collect();
    assert_eq!(nightly.len(), 2, "{nightly:?}");
    for line in nightly.iter().chain(&nightly) {
        assert_eq!(run(line), "", "cron would send a mail");
    }
    let today = fs::read_dir(directory.path()).unwrap().next().unwrap().unwrap().path();
    fs::rename(&today, directory.path().join("1.backup")).unwrap();
    let trial = page.lines().find(|line| line.starts_with("gongdan restore --data-dir")).unwrap();
    assert!(run(trial).contains("tickets 1"));
    assert!(!directory.path().join("trial").exists());
}
