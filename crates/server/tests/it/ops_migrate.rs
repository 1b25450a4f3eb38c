//! `kill -9` in the middle of a migration, and nodes that migrate at once: the next start finishes it, nothing is lost.
//!
//! The database is at the schema before the newest (at schema 2 where there are later ones), with many rows.

use crate::{GONGDAN, support::read};
use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};
use testkit::{Client, Database, Engine, Gongdan, Process, TempDir, Value};

const ROWS: i64 = 4_000;

/// Rows enough that a migration which touches them takes its time. The same text on both engines.
const FILL: &str = "
    INSERT INTO ticket (team_id, id, uuid, project, type, status, title, content, category, priority, assignee, creator,
        tags, watchers, player_id, contact, game_id, env, source, due_at, appointment_at, fields, version, head_hash,
        created_at, updated_at, deleted_at)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ROWS)
    SELECT 1, i, 'uuid' || i, 'SUP', 'question', 'open', 'Title 标题 ' || i, 'Content 内容', 'c', 2, '', 'admin',
        '[]', '[]', '', '', '', '', 'api', NULL, NULL, '{}', 1, 'h' || i, 1000 + i, 1000 + i, NULL FROM n;
    INSERT INTO event (team_id, seq, ticket_id, ticket_version, kind, actor, via, at, body, note, hash)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ROWS)
    SELECT 1, i, i, 1, 'created', 'admin', 'api', 1000 + i, '{\"changes\":[]}', '', 'h' || i FROM n;
    INSERT INTO comment (team_id, id, ticket_id, content, author, internal, created_at, updated_at)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ROWS)
    SELECT 1, i, i, 'Comment 评论 ' || i, 'admin', FALSE, 1, 1 FROM n;";

struct Place {
    directory: TempDir,
    database: Option<Database>,
}

impl Place {
    /// A database that the program of today has to migrate.
    fn old(engine: Engine) -> Self {
        let place = Self::empty(engine);
        let all = store::migrations::ALL;
        let before = all.get(..2.min(all.len() - 1)).unwrap();
        let db = match &place.database {
            Some(database) => sql::Db::open_postgres(&database.url(), sql::PostgresOptions::default()),
            None => sql::Db::open_sqlite(&place.file(), sql::SqliteOptions::default()),
        };
        let db = db.unwrap();
        sql::migrate(&db, before, 1).unwrap();
        db.write_blocking(|tx| tx.batch(&FILL.replace("ROWS", &ROWS.to_string()))).unwrap();
        db.close_blocking();
        place
    }

    fn empty(engine: Engine) -> Self {
        let place = Self {
            directory: TempDir::new().unwrap(),
            database: (engine == Engine::Postgres).then(Database::new),
        };
        fs::create_dir(place.data_dir()).unwrap();
        place
    }

    fn data_dir(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    fn file(&self) -> PathBuf {
        self.data_dir().join("gongdan.db")
    }

    fn gongdan(&self) -> Gongdan {
        let gongdan = Gongdan::new(GONGDAN.as_ref(), self.directory.path()).data_dir(&self.data_dir());
        match &self.database {
            Some(database) => gongdan.env("GONGDAN_DATABASE_URL", database.url()),
            None => gongdan,
        }
    }

    fn command(&self, args: &[&'static str]) -> Command {
        let mut command = self.gongdan().args(args.iter().copied()).into_command();
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// How many rows of each kind, and the sum of what is in them.
    fn content(&self) -> Vec<i64> {
        let sql = "SELECT (SELECT COUNT(*) FROM ticket), (SELECT SUM(LENGTH(title) + id) FROM ticket),
            (SELECT COUNT(*) FROM event), (SELECT SUM(LENGTH(hash) + at) FROM event),
            (SELECT COUNT(*) FROM comment), (SELECT SUM(LENGTH(content)) FROM comment)";
        let Some(database) = &self.database else {
            let connection = rusqlite::Connection::open(self.file()).unwrap();
            return connection.query_row(sql, [], |row| (0..6).map(|n| row.get(n)).collect()).unwrap();
        };
        let casts = sql.replace("SUM(", "CAST(SUM(").replace(") FROM", ") AS BIGINT) FROM");
        let casts = casts.replace("COUNT(*) AS BIGINT)", "COUNT(*)");
        let row = database.connect().query_one(&casts, &[]).unwrap();
        (0..6).map(|n| row.get::<_, i64>(n)).collect()
    }

    fn schema(&self) -> Value {
        testkit::parse_json(&self.gongdan().args(["status", "--json"]).run().expect())["schema"].clone()
    }

    #[track_caller]
    fn assert_migrated(&self, before: &[i64]) {
        let schema = self.schema();
        assert_eq!(schema["current"], schema["known"], "{schema}");
        assert_eq!(schema["pending"].as_array().unwrap().len(), 0, "{schema}");
        assert_eq!(self.content(), before);
    }
}

on_both_engines! {
    fn a_migration_that_is_killed_is_finished_by_the_next_start(engine: Engine) {
        for (round, command) in ["migrate", "serve", "migrate", "serve", "migrate", "serve"].into_iter().enumerate() {
            let place = Place::old(engine);
            let before = place.content();
            assert_eq!(before[0], ROWS);
            let args: &[&str] = if command == "serve" { &["serve", "--listen", "127.0.0.1:0"] } else { &["migrate"] };
            let mut child = place.command(args).spawn().unwrap();
            // Another moment each time, around those in which it opens the database and migrates.
            std::thread::park_timeout(Duration::from_millis(6 + 9 * round as u64));
            child.kill().unwrap();
            child.wait().unwrap();
            place.gongdan().args(["migrate"]).run().expect();
            place.assert_migrated(&before);
        }
    }

    fn nodes_that_start_at_once_on_an_old_database_migrate_it_once(engine: Engine) {
        let place = Place::old(engine);
        let before = place.content();
        let children: Vec<_> = (0..4).map(|_| place.command(&["migrate"]).spawn().unwrap()).collect();
        let ended: Vec<_> = children.into_iter().map(|child| child.wait_with_output().unwrap()).collect();
        for output in &ended {
            let said = String::from_utf8_lossy(&output.stderr);
            // Of several on one file, those are turned away that find it in use.
            assert!(output.status.success() || (engine == Engine::Sqlite && said.contains("locked")), "{said}");
        }
        assert!(ended.iter().any(|output| output.status.success()));
        place.assert_migrated(&before);
    }

    fn a_backup_of_schema_2_is_restored_migrated_and_sound(engine: Engine) {
        let place = Place::empty(engine);
        let name = match engine {
            Engine::Sqlite => "schema-2.sqlite.backup.gz",
            Engine::Postgres => "schema-2.postgres.backup.gz",
        };
        let packed = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
        let bytes = Command::new("gzip").args(["-dc", packed.to_str().unwrap()]).output().unwrap();
        let path = place.directory.path().join("old.backup");
        fs::File::create(&path).unwrap().write_all(&bytes.stdout).unwrap();
        place.gongdan().args(["restore", path.to_str().unwrap()]).run().expect();
        let schema = place.schema();
        assert_eq!(schema["current"], schema["known"], "{schema}");
        place.gongdan().args(["verify"]).run().expect();
        let process = Process::start(place.gongdan().args(["serve", "--listen", "127.0.0.1:0"]).into_command(), "");
        let log_in = testkit::json!({"username": "admin", "password": testkit::ADMIN_PASSWORD});
        let token = Client::new(process.url()).post("auth/login", log_in).expect(200)["token"].clone();
        let client = Client::new(process.url()).bearer(token.as_str().unwrap());
        let found = client.get("tickets?q=%E7%99%BB%E5%BD%95").expect(200);
        assert_eq!(found["total"], 1, "{found}");
        let ticket = read(&client, found.ids()[0]);
        let file = ticket["attachments"][0]["id"].as_i64().unwrap();
        assert_eq!(client.get(&format!("attachments/{file}")).expect(200).bytes.len(), 300_000);
        process.assert_calm();
    }
}

#[test]
fn two_nodes_that_start_at_once_on_an_empty_database_both_serve() {
    let places = [Place::empty(Engine::Postgres), Place::empty(Engine::Postgres)];
    let url = places[0].database.as_ref().unwrap().url();
    let start = |place: &Place| {
        let gongdan = place.gongdan().env("GONGDAN_DATABASE_URL", &url);
        Process::start(gongdan.args(["serve", "--listen", "127.0.0.1:0"]).into_command(), "")
    };
    let nodes = std::thread::scope(|scope| {
        let (one, two) = (scope.spawn(|| start(&places[0])), scope.spawn(|| start(&places[1])));
        [one.join().unwrap(), two.join().unwrap()]
    });
    for node in &nodes {
        Client::new(node.url()).get("/readyz").expect(200);
        node.assert_calm();
    }
}
