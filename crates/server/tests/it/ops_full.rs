//! A disk that is filled to its last block while the server writes, and has room again later.
//!
//! The data directory is a small file system of its own in a mount namespace of the server's own.

use crate::{GONGDAN, support::draft};
use std::{
    fs::{self, OpenOptions},
    io::Write as _,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    process::Command,
};
use testkit::{Answer, Client, Engine, Server, TempDir, Value, json};

/// A program that gives itself a file system of `size` for its data and then is `gongdan`.
fn in_a_small_place(directory: &Path, size: &str) -> PathBuf {
    // Without the rights of root, a user namespace of its own gives them.
    let own = if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        "--mount"
    } else {
        "--user --map-root-user --mount"
    };
    let script = format!(
        "#!/bin/sh\nexec unshare {own} --propagation private sh -c 'mkdir -p \"$GONGDAN_DATA_DIR\" && \
         mount -t tmpfs -o size={size},mode=700 tmpfs \"$GONGDAN_DATA_DIR\" && exec {GONGDAN} \"$@\"' sh \"$@\"\n"
    );
    let path = directory.join("small");
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// The server's data directory as the server sees it.
fn inside(server: &Server) -> PathBuf {
    PathBuf::from(format!("/proc/{}/root{}", server.pid(), server.data_dir().display()))
}

/// Takes every block that is left.
fn fill(server: &Server) -> PathBuf {
    let path = inside(server).join("ballast");
    let mut file = OpenOptions::new().create(true).append(true).open(&path).unwrap();
    for size in [1 << 16, 4_096, 512, 1] {
        while file.write_all(&vec![1; size]).is_ok() {}
    }
    path
}

fn free(server: &Server) {
    fs::remove_file(inside(server).join("ballast")).unwrap();
}

/// `gongdan` in the server's own mount namespace.
fn beside(server: &Server, args: &[&str]) -> std::process::Output {
    let mut command = Command::new("nsenter");
    command.args(["--mount", "--target", &server.pid().to_string(), GONGDAN]).args(args);
    command.env("GONGDAN_DATA_DIR", server.data_dir());
    if let Some(database) = server.database() {
        command.env("GONGDAN_DATABASE_URL", database.url());
    }
    command.output().unwrap()
}

fn attachments(server: &Server) -> Vec<PathBuf> {
    let list = |path: PathBuf| fs::read_dir(path).into_iter().flatten().map(|entry| entry.unwrap().path());
    list(inside(server).join("attachments")).flat_map(list).collect()
}

/// A ticket with so much in it that it does not fit into room that the database has left.
fn bulky(n: usize) -> Value {
    let mut draft = draft(&format!("Bulky {n}"));
    draft["content"] = (0..5_000).map(|i| format!("{n:x}{i:x}")).collect::<Vec<_>>().join(" ").into();
    draft
}

fn attach(client: &Client, id: i64, size: usize) -> Answer {
    let form = testkit::multipart("file", "big.bin", "application/octet-stream", &vec![7; size]);
    client.post(&format!("tickets/{id}/attachments"), form)
}

#[test]
fn a_full_disk_refuses_writes_in_words_loses_nothing_and_is_forgotten_when_there_is_room() {
    let directory = TempDir::new().unwrap();
    let server = Server::start(in_a_small_place(directory.path(), "24m"), Engine::Sqlite);
    let client = server.admin();
    let token = client.post("tokens", json!({"name": "reader", "scopes": ["all"]})).expect(201);
    let first = client.post("tickets", bulky(0)).expect(200).id();
    client.get("/readyz").expect(200);
    for round in 1..=2 {
        fill(&server);
        let (mut kept, mut refused) = (Vec::new(), 0);
        for n in 0..200 {
            let answer = client.post("tickets", bulky(round * 1_000 + n));
            if answer.status == 200 {
                kept.push((answer.id(), n));
                continue;
            }
            let answer = answer.error(507, "storage_full");
            assert_eq!(answer.header("retry-after"), "30");
            refused += 1;
            if refused == 5 {
                break;
            }
        }
        assert_eq!(refused, 5, "the disk never was full");
        // Reading goes on, also with a token whose use would be written down.
        let reader = server.stranger().bearer(token["token"].as_str().unwrap());
        reader.get(&format!("tickets/{first}")).expect(200);
        reader.get("tickets?q=Bulky").expect(200);
        client.get("/livez").expect(200);
        let ready = client.get("/readyz").expect(503);
        assert_eq!(ready["storage"], "full", "{ready}");
        let zh = client.request("POST", "tickets").header("Accept-Language", "zh").body(bulky(5)).send();
        assert!(zh.error(507, "storage_full").message().contains("空间"));
        let before = attachments(&server).len();
        attach(&client, first, 400_000).error(507, "storage_full");
        assert_eq!(attachments(&server).len(), before, "half a file was left");
        let doctor = beside(&server, &["doctor", "--json"]);
        assert!(String::from_utf8_lossy(&doctor.stdout).contains("disk_space"), "{doctor:?}");

        free(&server);
        let after = client.post("tickets", bulky(round)).expect(200).id();
        attach(&client, after, 300_000).expect(201);
        client.get("/readyz").expect(200);
        for (id, n) in kept {
            let ticket = client.get(&format!("tickets/{id}")).expect(200);
            assert_eq!(ticket["title"], format!("Bulky {}", round * 1_000 + n).as_str());
        }
        let verify = beside(&server, &["verify"]);
        assert!(verify.status.success(), "{verify:?}");
        server.assert_calm();
    }
}

#[test]
fn a_file_without_room_is_refused_in_the_same_words_where_the_database_is_elsewhere() {
    let directory = TempDir::new().unwrap();
    let server = Server::start(in_a_small_place(directory.path(), "1m"), Engine::Postgres);
    let client = server.admin();
    let id = client.post("tickets", draft("x")).expect(200).id();
    fill(&server);
    attach(&client, id, 100_000).error(507, "storage_full");
    assert_eq!(attachments(&server), Vec::<PathBuf>::new());
    assert_eq!(client.get("/readyz").expect(503)["storage"], "full");
    client.post(&format!("tickets/{id}/comments"), json!({"content": "still"})).expect(200);
    free(&server);
    attach(&client, id, 100_000).expect(201);
    client.get("/readyz").expect(200);
    assert!(beside(&server, &["verify"]).status.success());
}
