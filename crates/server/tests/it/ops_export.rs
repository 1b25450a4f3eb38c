//! `gongdan export` and `gongdan import FILE`: the same instance again, on either engine.

use crate::{GONGDAN, support};
use std::{
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};
use testkit::{ADMIN_PASSWORD, Client, Database, Engine, Gongdan, Process, Server, TempDir, json, multipart};

/// A place for an instance that does not exist yet.
pub(crate) struct Place {
    directory: TempDir,
    database: Option<Database>,
}

impl Place {
    pub(crate) fn new(engine: Engine) -> Self {
        let database = (engine == Engine::Postgres).then(Database::new);
        Self { directory: TempDir::new().expect("a temporary directory"), database }
    }

    pub(crate) fn gongdan(&self) -> Gongdan {
        let gongdan = Gongdan::new(GONGDAN.as_ref(), self.directory.path()).data_dir(&self.data_dir());
        match &self.database {
            Some(database) => gongdan.env("GONGDAN_DATABASE_URL", database.url()),
            None => gongdan,
        }
    }

    pub(crate) fn data_dir(&self) -> PathBuf {
        self.directory.path().join("data")
    }

    pub(crate) fn file(&self, name: &str) -> String {
        self.directory.path().join(name).display().to_string()
    }

    pub(crate) fn import(&self, file: &str) {
        self.gongdan().args(["import", file]).run().expect();
    }

    /// Its export, as bytes.
    pub(crate) fn export(&self, name: &str) -> Vec<u8> {
        let file = self.file(name);
        self.gongdan().args(["export", &file]).run().expect();
        std::fs::read(file).expect("the export is there")
    }

    pub(crate) fn serve(&self) -> Process {
        Process::start(self.gongdan().args(["serve", "--listen", "127.0.0.1:0"]).into_command(), "")
    }
}

pub(crate) const fn other(engine: Engine) -> Engine {
    match engine {
        Engine::Sqlite => Engine::Postgres,
        Engine::Postgres => Engine::Sqlite,
    }
}

/// What [`fill`] has made that tests look for.
pub(crate) struct Filled {
    pub(crate) ticket: i64,
    pub(crate) attachment: i64,
    pub(crate) token: String,
}

pub(crate) const BYTES: &[u8] = b"the bytes of an attached file \xff\x00 and more";
pub(crate) const PASSWORD: &str = "gN5-silver-thicket-62";

/// One of everything that an instance can hold.
pub(crate) fn fill(server: &Server) -> Filled {
    let admin = server.admin();
    let key = support::project(
        server,
        json!([{"key": "severity", "name": {"zh": "严重程度", "en": "Severity"}, "type": "text"}]),
    );
    admin
        .post(
            "users",
            json!({"username": "zhang", "password": PASSWORD, "access": "operator",
        "nickname": "张三", "email": "zhang@example.com"}),
        )
        .expect(201);
    let group = admin.post("groups", json!({"name": "值班 \"night\"", "description": "a\nb\t\u{1}"}));
    assert!([201, 422].contains(&group.status), "{group}");
    admin.post("groups", json!({"name": "Night", "description": "两\n行", "members": ["zhang"]})).expect(201);
    admin
        .post(
            "permission-rules",
            json!({"permission": "view_tickets", "userDomainType": "everyone",
        "userDomainParam": "", "project": key}),
        )
        .expect(201);
    let token = admin.post("tokens", json!({"name": "robot", "scopes": ["all"]})).expect(201);
    let token = token["token"].as_str().expect("a token").to_owned();
    let one = support::create(
        &admin,
        json!({"title": "无法登录 \u{1f600} \\ \"quoted\"", "tags": ["网络", "vip"],
        "watchers": ["zhang"], "dueAt": "2027-01-02T03:04:05.678901Z"}),
    )
    .id();
    let two = support::create(&admin, json!({"project": key, "fields": {"severity": "高"}})).id();
    for number in 0..7 {
        admin.put(&format!("tickets/{one}"), json!({"content": format!("第 {number} 次\n更改")})).expect(200);
    }
    admin
        .post(&format!("tickets/{one}/transition"), json!({"status": "in_progress", "note": "正在处理"}))
        .expect(200);
    admin
        .post(&format!("tickets/{one}/comments"), json!({"content": "只给同事", "internal": true}))
        .expect(200);
    admin.post(&format!("tickets/{one}/links"), json!({"kind": "relates", "ticket": two})).expect(201);
    let attach = |bytes: &[u8]| {
        let form = multipart("file", "截图 1.bin", "application/octet-stream", bytes);
        admin.post(&format!("tickets/{one}/attachments"), form).expect(201).id()
    };
    let attachment = attach(BYTES);
    let gone = attach(b"soon gone");
    admin.delete(&format!("attachments/{gone}")).expect(200);
    attach(&vec![7; 70_000]);
    admin.delete(&format!("tickets/{two}")).expect(200);
    Filled { ticket: one, attachment, token }
}

fn members(archive: &[u8]) -> Vec<String> {
    let directory = TempDir::new().expect("a temporary directory");
    let file = directory.path().join("x.tar");
    std::fs::write(&file, archive).expect("it can be written");
    let listed = std::process::Command::new("tar").arg("-tf").arg(file).output().expect("tar is there");
    assert!(listed.status.success(), "{listed:?}");
    String::from_utf8(listed.stdout).expect("names are text").lines().map(str::to_owned).collect()
}

/// What moves a project's tickets, and who manages it: posts, roles, a draft, hours, a request that waits for a vote.
fn staff(server: &Server) -> (String, i64) {
    let admin = server.admin();
    let uuid = admin.get("users/zhang").expect(200)["uuid"].clone();
    let approver = json!({"user_domain_type": "single_user", "user_domain_param": uuid});
    let key = crate::flow::drawn(
        server,
        json!([{"from": "open", "to": "closed", "approval": {"approvers": [approver], "rule": "all"}}]),
    );
    let path = format!("projects/{key}");
    admin.put(&path, json!({"lead": "zhang", "administrators": ["zhang"]})).expect(200);
    let role = testkit::unique("dispatcher");
    admin.post("roles", json!({"name": role})).expect(201);
    admin.put(&format!("{path}/roles"), json!({"items": [{"role": role, "members": ["zhang"]}]})).expect(200);
    let draft = format!("{path}/types/ticket/workflow");
    let definition = admin.get(&draft).expect(200)["definition"].clone();
    admin.put(&format!("{draft}/draft"), json!({"definition": definition})).expect(200);
    let id = crate::flow::ticket_of(&admin, &key, json!({}));
    admin.post(&format!("tickets/{id}/worklogs"), json!({"hours": 0.3, "note": "现场"})).expect(201);
    crate::flow::transit(&admin, id, json!({"status": "closed", "note": "Please"})).expect(202);
    (key, id)
}

on_both_engines! {
    fn posts_roles_drafts_hours_and_requests_are_the_same_again(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        fill(&server);
        let (key, id) = staff(&server);
        let there = Place::new(other(engine));
        let file = there.file("one.tar");
        server.gongdan().args(["export", &file]).run().expect();
        there.import(&file);
        assert!(there.export("two.tar") == std::fs::read(&file).unwrap(), "the other engine's export differs");
        let mut process = there.serve();
        let client = Client::new(process.url());
        let answer = client.post("auth/login", json!({"username": "zhang", "password": PASSWORD})).expect(200);
        let (old, zhang) = (server.admin(), client.bearer(answer["token"].as_str().unwrap()));
        for path in [
            format!("projects/{key}"),
            format!("projects/{key}/roles"),
            format!("projects/{key}/types/ticket/workflow/draft"),
            format!("tickets/{id}/worklogs"),
        ] {
            assert_eq!(zhang.get(&path).expect(200).json, old.get(&path).expect(200).json, "{path}");
        }
        // What was open goes on there, and its end is told as its beginning was.
        let waiting = zhang.get("approvals").expect(200).items()[0]["id"].clone();
        let vote = json!({"vote": "consent"});
        let ended = zhang.post(&format!("tickets/{id}/approvals/{waiting}/vote"), vote).expect(200);
        assert_eq!(ended["state"], "granted", "{ended}");
        assert!(process.terminate().success());
        there.gongdan().args(["verify"]).run().expect();
    }

    fn an_instance_is_the_same_again_on_either_engine_and_goes_on(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let filled = fill(&server);
        let source = Place::new(engine);
        let file = source.file("one.tar");
        let said = server.gongdan().args(["export", &file]).run().expect();
        assert!(said.contains("one.tar") && said.contains('2'), "{said}");
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        let first = std::fs::read(&file).unwrap();
        let names = members(&first);
        assert_eq!(names[..2], ["manifest.json", "instance.jsonl"]);
        assert_eq!(names.len(), 5, "two attachments are kept, the deleted one is not: {names:?}");
        assert_eq!(names.last().unwrap(), "SHA256SUMS");

        let there = Place::new(other(engine));
        there.import(&file);
        assert!(there.export("two.tar") == first, "the other engine's export differs");
        let back = Place::new(engine);
        back.import(&there.file("two.tar"));
        assert!(back.export("three.tar") == first, "the way back differs");

        let old = server.admin();
        let highest = support::ticket(&old);
        let mut process = there.serve();
        let client = Client::new(process.url());
        client.bearer(old.authorization().trim_start_matches("Bearer ")).get("profile").unauthorized();
        let answer = client.post("auth/login", json!({"username": "zhang", "password": PASSWORD})).expect(200);
        let zhang = client.bearer(answer["token"].as_str().unwrap());
        client.bearer(&filled.token).get("tickets").expect(200);
        let ticket = zhang.get(&format!("tickets/{}", filled.ticket)).expect(200);
        assert_eq!(ticket.json["version"], old.get(&format!("tickets/{}", filled.ticket)).expect(200)["version"]);
        let found = zhang.get("tickets?q=%E7%99%BB%E5%BD%95").expect(200);
        assert_eq!(found.ids(), [filled.ticket], "searching finds what was imported");
        assert_eq!(zhang.get("tickets?tag=VIP").expect(200).ids(), [filled.ticket]);
        let bytes = zhang.get(&format!("attachments/{}", filled.attachment)).expect(200).bytes;
        assert_eq!(bytes, BYTES);
        let answer = client.post("auth/login", json!({"username": "admin", "password": ADMIN_PASSWORD})).expect(200);
        let admin = client.bearer(answer["token"].as_str().unwrap());
        assert_eq!(support::ticket(&admin), highest, "numbers go on behind the largest");
        assert!(process.terminate().success());
        there.gongdan().args(["doctor"]).run().expect();
    }

    fn an_export_beside_those_who_write_is_of_one_moment(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let admin = server.admin();
        let id = support::ticket(&admin);
        let place = Place::new(Engine::Sqlite);
        let running = std::sync::atomic::AtomicBool::new(true);
        std::thread::scope(|scope| {
            let writers: Vec<_> = (0..2).map(|_| scope.spawn(|| {
                while running.load(std::sync::atomic::Ordering::Relaxed) {
                    support::ticket(&admin);
                    admin.post(&format!("tickets/{id}/comments"), json!({"content": "more"})).expect(200);
                }
            })).collect();
            for number in 0..3 {
                let file = place.file(&format!("{number}.tar"));
                server.gongdan().args(["export", &file]).run().expect();
            }
            running.store(false, std::sync::atomic::Ordering::Relaxed);
            for writer in writers {
                writer.join().unwrap();
            }
        });
        for number in 0..3 {
            // The chains and the heads of every ticket are checked on the way in.
            Place::new(Engine::Sqlite).import(&place.file(&format!("{number}.tar")));
        }
    }

    fn a_file_that_is_there_is_not_replaced_unless_it_is_wished(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        support::ticket(&server.admin());
        let place = Place::new(Engine::Sqlite);
        let file = place.file("x.tar");
        std::fs::write(&file, "precious").unwrap();
        server.gongdan().args(["export", &file]).run().refused(&["x.tar", "--force"]);
        assert_eq!(std::fs::read(&file).unwrap(), b"precious");
        server.gongdan().args(["export", &file, "--force"]).run().expect();
        let once = std::fs::read(&file).unwrap();
        server.gongdan().args(["export", &file, "--force"]).run().expect();
        assert!(std::fs::read(&file).unwrap() == once, "the same content gives the same bytes");
        let piped = server.gongdan().args(["export", "-"]).into_command().output().unwrap();
        assert!(piped.status.success() && piped.stdout == once, "standard output is another file");
        let left: Vec<_> = std::fs::read_dir(Path::new(&file).parent().unwrap()).unwrap().collect();
        assert_eq!(left.len(), 1, "something is left beside the file: {left:?}");
        server.gongdan().args(["export", &place.file("no/where.tar")]).run().refused(&["no/"]);
    }
}
