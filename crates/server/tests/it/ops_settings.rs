//! Settings, starting and stopping.

use crate::{GONGDAN, ops_commands::tempdir};
use std::{fs, io::Write, path::Path};
use testkit::{Engine, Gongdan, Process, Server, exchange};

/// `gongdan serve` in a directory of its own, on a free port unless told otherwise.
fn serve(directory: &Path) -> Gongdan {
    Gongdan::new(GONGDAN.as_ref(), directory).env("GONGDAN_LISTEN", "127.0.0.1:0").args(["serve"])
}

fn start(gongdan: Gongdan) -> Process {
    Process::start(gongdan.into_command(), "")
}

#[test]
fn a_second_server_on_the_same_sqlite_data_is_refused_and_the_first_goes_on() {
    let server = Server::start(GONGDAN, Engine::Sqlite);
    let second = server.gongdan().args(["serve", "--listen", "127.0.0.1:0"]).run();
    second.refused(&[]);
    let id = crate::support::ticket(&server.admin());
    crate::support::read(&server.admin(), id);
}

#[test]
fn data_is_free_again_once_its_server_is_gone() {
    let mut server = Server::start(GONGDAN, Engine::Sqlite);
    let id = crate::support::ticket(&server.admin());
    server.kill9();
    server.restart();
    crate::support::read(&server.admin(), id);
    assert_eq!(server.terminate().code(), Some(0));
    server.restart();
    crate::support::read(&server.admin(), id);
}

#[test]
fn being_asked_to_stop_while_clients_hold_connections_open_takes_no_longer() {
    let mut server = Server::start(GONGDAN, Engine::Sqlite);
    let client = server.admin();
    client.get("profile").expect(200);
    let idle = std::net::TcpStream::connect(server.address()).expect("a connection");
    let begun = std::time::Instant::now();
    assert_eq!(server.terminate().code(), Some(0));
    assert!(begun.elapsed().as_secs() < 13, "it took {:?}", begun.elapsed());
    drop(idle);
    assert!(client.request("GET", "profile").try_send().is_err(), "it still answers");
}

#[test]
fn being_asked_to_stop_while_a_request_never_ends_takes_no_longer() {
    let mut server = Server::start(GONGDAN, Engine::Sqlite);
    let client = server.admin();
    let mut half = std::net::TcpStream::connect(server.address()).expect("a connection");
    let head = format!(
        "POST /api/v1/tickets HTTP/1.1\r\nHost: x\r\nAuthorization: {}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{",
        client.authorization()
    );
    half.write_all(head.as_bytes()).expect("half a request");
    client.get("profile").expect(200);
    let begun = std::time::Instant::now();
    assert_eq!(server.terminate().code(), Some(0));
    assert!(begun.elapsed().as_secs() < 13, "it took {:?}", begun.elapsed());
    server.restart();
    assert_eq!(server.admin().get("tickets").expect(200)["total"], 0);
}

#[test]
fn an_unknown_key_or_a_bad_value_in_the_file_is_refused_by_name() {
    for (text, words) in [
        ("listne = \"127.0.0.1:0\"\n", &["listne"][..]),
        ("listen = 7\n", &["\"7\""]),
        ("listen = \"nowhere\"\n", &["nowhere"]),
        ("[no_such_table]\na = 1\n", &["no_such_table"]),
        ("listen = \n", &["gongdan.toml"]),
        ("log_format = \"hologram\"\n", &["hologram"]),
    ] {
        let directory = tempdir();
        fs::write(directory.path().join("gongdan.toml"), text).unwrap();
        // The environment would otherwise be stronger than the file.
        serve(directory.path()).without_env("GONGDAN_LISTEN").without_env("GONGDAN_LOG").run().refused(words);
    }
}

#[test]
fn a_bad_value_on_the_command_line_or_in_the_environment_is_refused_by_name() {
    let wrong: [(&[&str], &str); 6] = [
        (&["--no-such-flag"], "--no-such-flag"),
        (&["--listen", "nowhere"], "nowhere"),
        (&["--listen", "127.0.0.1:99999"], "99999"),
        (&["--database-url", "mysql://x/y"], "--database-url"),
        (&["--log-format", "hologram"], "hologram"),
        (&["--base-url", "not a url"], "not a url"),
    ];
    for (args, word) in wrong {
        let directory = tempdir();
        serve(directory.path()).args(args.iter().copied()).run().refused(&[word]);
    }
    for (name, value) in [
        ("GONGDAN_LISTEN", "nowhere"),
        ("GONGDAN_LOG_FORMAT", "hologram"),
        ("GONGDAN_DATABASE_URL", "mysql://x/y"),
    ] {
        let directory = tempdir();
        serve(directory.path()).env(name, value).run().refused(&[]);
    }
}

#[test]
fn an_unreachable_database_is_a_clear_error() {
    let directory = tempdir();
    let output =
        serve(directory.path()).args(["--database-url", "postgres://nobody@127.0.0.1:1/nothing"]).run();
    output.refused(&["127.0.0.1"]);
}

#[test]
fn a_weak_first_password_is_refused() {
    let directory = tempdir();
    serve(directory.path()).env("GONGDAN_ADMIN_PASSWORD", "short").run().refused(&[]);
}

#[test]
fn a_flag_is_stronger_than_the_environment_and_that_than_the_file() {
    let directory = tempdir();
    let place = |name: &str| directory.path().join(name);
    fs::write(place("gongdan.toml"), "data_dir = \"from-file\"\nlisten = \"127.0.0.1:0\"\n").unwrap();
    let bare = || serve(directory.path()).without_env("GONGDAN_LISTEN");
    start(bare()).kill9();
    assert!(place("from-file").is_dir() && !place("from-env").exists());
    start(bare().env("GONGDAN_DATA_DIR", "from-env")).kill9();
    assert!(place("from-env").is_dir() && !place("from-flag").exists());
    start(bare().env("GONGDAN_DATA_DIR", "from-env").args(["--data-dir", "from-flag"])).kill9();
    assert!(place("from-flag").is_dir());
}

#[test]
fn a_first_password_that_is_not_given_is_made_and_printed_once() {
    let directory = tempdir();
    let bare = || serve(directory.path()).without_env("GONGDAN_ADMIN_PASSWORD").env("GONGDAN_LOG", "info");
    let mut first = start(bare());
    let client = testkit::Client::new(first.url());
    let logs = first.logs();
    let opens = |word: &str| {
        let body =
            testkit::json!({"username": "admin", "password": word.trim_matches(['"', '\'', '.', ','])});
        word.len() >= 10 && client.post("auth/login", body).status == 200
    };
    let words = logs.split_whitespace().filter(|word| !word.contains("://") && !word.contains('/'));
    let password = words.into_iter().find(|word| opens(word)).map(str::to_owned);
    let password = password.unwrap_or_else(|| panic!("no password that works was printed:\n{logs}"));
    first.kill9();
    let second = start(bare());
    assert!(!second.logs().contains(&password), "the password is printed again");
}

#[test]
fn a_signing_key_that_is_not_given_is_made_and_kept_to_its_owner() {
    use std::os::unix::fs::PermissionsExt;
    let directory = tempdir();
    let bare = || serve(directory.path()).without_env("GONGDAN_SECRET_KEY");
    let mut first = start(bare());
    let log_in = |process: &Process| {
        let body = testkit::json!({"username": "admin", "password": testkit::ADMIN_PASSWORD});
        testkit::Client::new(process.url()).post("auth/login", body).expect(200)["token"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let token = log_in(&first);
    first.kill9();
    let second = start(bare());
    testkit::Client::new(second.url()).bearer(&token).get("profile").expect(200);
    let data = directory.path().join("data");
    let open_to_others = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o077 != 0;
    let keys: Vec<_> = fs::read_dir(&data)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.file_name().unwrap().to_string_lossy().contains("key"))
        .collect();
    assert!(!keys.is_empty(), "no key in the data directory");
    assert!(keys.iter().all(|path| !open_to_others(path)), "others may read {keys:?}");
}

#[test]
fn a_setting_may_stand_in_a_file_of_its_own() {
    let directory = tempdir();
    let file = directory.path().join("secret");
    fs::write(&file, format!("{}\n", testkit::SECRET_KEY)).unwrap();
    let with_file = serve(directory.path())
        .without_env("GONGDAN_SECRET_KEY")
        .env("GONGDAN_SECRET_KEY_FILE", file.to_string_lossy());
    start(with_file).kill9();
    let missing = serve(directory.path())
        .without_env("GONGDAN_SECRET_KEY")
        .env("GONGDAN_SECRET_KEY_FILE", "/no/such/file");
    missing.run().refused(&["/no/such/file"]);
}

#[test]
fn a_newer_schema_is_not_touched() {
    let mut server = Server::start(GONGDAN, Engine::Postgres);
    server.terminate();
    let mut database = server.database().expect("a database").connect();
    let tables = database
        .query("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'", &[])
        .unwrap();
    let tables: Vec<String> = tables.iter().map(|row| row.get(0)).collect();
    let table = tables
        .iter()
        .find(|name| name.contains("migration") || name.contains("schema"))
        .expect("a table of migrations");
    let columns = "SELECT column_name FROM information_schema.columns WHERE table_name = $1 AND data_type IN ('integer', 'bigint') \
                   ORDER BY ordinal_position LIMIT 1";
    let number: String = database.query_one(columns, &[table]).expect("a number of the migration").get(0);
    let newest =
        format!("UPDATE {table} SET {number} = 999999 WHERE {number} = (SELECT max({number}) FROM {table})");
    database.execute(&newest, &[]).expect("the newest migration renumbered");
    server.gongdan().args(["serve", "--listen", "127.0.0.1:0"]).run().refused(&["newer"]);
}

#[test]
fn an_address_that_is_taken_is_a_clear_error() {
    let server = Server::start(GONGDAN, Engine::Sqlite);
    let directory = tempdir();
    serve(directory.path()).args(["--listen", server.address()]).run().refused(&[server.address()]);
    assert_eq!(exchange(server.address(), "GET /livez HTTP/1.1", b"").status, 200);
}
