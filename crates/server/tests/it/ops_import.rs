//! `gongdan import FILE` with files and places that it must refuse, and when it is killed.

use crate::{
    GONGDAN,
    ops_export::{Place, fill, other},
    support,
};
use std::{io::Write as _, process::Stdio};
use testkit::{Engine, Server};

/// An export of one of everything, and the place it was written to.
fn exported(engine: Engine) -> (Server, Place, Vec<u8>) {
    let server = Server::start(GONGDAN, engine);
    fill(&server);
    let place = Place::new(engine);
    let file = place.file("good.tar");
    server.gongdan().args(["export", &file]).run().expect();
    let bytes = std::fs::read(&file).expect("the export is there");
    (server, place, bytes)
}

/// `bytes` with the first `old` replaced by `new`, which is as long: an archive stays one.
fn with(bytes: &[u8], old: &str, new: &str) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let at = bytes.windows(old.len()).position(|window| window == old.as_bytes());
    let at = at.unwrap_or_else(|| panic!("{old} is not in the export"));
    [&bytes[..at], new.as_bytes(), &bytes[at + old.len()..]].concat()
}

/// The number of the first line that has `part` in it.
fn line_of(bytes: &[u8], part: &str) -> usize {
    let start = bytes.windows(17).position(|w| w == b"{\"record\":\"team\",").expect("the rows begin");
    let text = &bytes[start..];
    let at = text.windows(part.len()).position(|window| window == part.as_bytes()).expect("it is there");
    text[..at].split(|byte| *byte == b'\n').count()
}

on_both_engines! {
    fn what_is_wrong_in_a_file_is_named_and_nothing_is_kept(engine: Engine) {
        let (_server, source, good) = exported(engine);
        let place = Place::new(other(engine));
        let hash = "\"note\":\"正在处理\"";
        let cases: Vec<(Vec<u8>, Vec<String>)> = vec![
            (with(&good, hash, "\"note\":\"正在处里\""),
                vec![format!("line {}", line_of(&good, hash)), "hash".to_owned()]),
            (with(&good, "\"record\":\"comment\"", "\"record\":\"commemt\""),
                vec![format!("line {}", line_of(&good, "\"record\":\"comment\"")), "commemt".to_owned()]),
            (with(&good, "\"internal\":true,", "\"internal\":1234,"), vec!["internal".to_owned(), "true".to_owned()]),
            (with(&good, ",\"internal\":true", " \"internal\":true"), vec!["json".to_owned()]),
            (with(&good, "\"watchers\":", "\"watcherz\":"), vec!["watchers".to_owned(), "missing".to_owned()]),
            (with(&good, "\"action\":\"user.create\"", "\"action\":\"user.creatf\""), vec!["hash".to_owned()]),
            // Only the database knows that another has this name already.
            (with(&good, "\"name_folded\":\"zhang\"", "\"name_folded\":\"admin\""),
                vec![format!("line {}", line_of(&good, "\"name_folded\":\"zhang\"")), "name_folded".to_owned()]),
            // No chain covers it, but the sums do.
            (with(&good, "张三", "李四"), vec!["SHA256SUMS".to_owned()]),
            (with(&good, "the bytes of an attached", "the bytes of an altered!"), vec!["attachments/".to_owned()]),
            (with(&good, "\"layout\": 1,", "\"layout\": 2,"), vec!["schema".to_owned()]),
            (with(&good, "gongdan-instance", "somebody-elses-x"), vec!["gongdan export".to_owned()]),
            (good[..good.len() * 2 / 3].to_vec(), vec![]),
            (good[..good.len() - 2_048].to_vec(), vec!["cut off".to_owned()]),
            (good[..good.len() - 1].to_vec(), vec!["cut off".to_owned()]),
            (good[..good.len() - 1_024].to_vec(), vec!["cut off".to_owned()]),
            ([&good[..], b"\0"].concat(), vec!["behind its end".to_owned()]),
            ([&good[..good.len() - 1], b"x"].concat(), vec!["behind its end".to_owned()]),
            (b"no archive at all".to_vec(), vec![]),
        ];
        for (bytes, words) in cases {
            let file = place.file("bad.tar");
            std::fs::write(&file, bytes).unwrap();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            place.gongdan().args(["import", &file]).run().refused(&words);
            place.gongdan().args(["user", "list"]).run().refused(&["new instance"]);
        }
        let kept = std::fs::read_dir(place.data_dir().join("attachments")).map_or(0, |folders| {
            folders.map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap().count()).sum()
        });
        assert_eq!(kept, 0, "attached files of a refused import are still there");
        place.import(&source.file("good.tar"));
        assert!(place.export("again.tar") == good, "the refused files have left something behind");
    }

    fn an_import_that_was_killed_is_not_served_and_starts_over(engine: Engine) {
        let (_server, source, good) = exported(engine);
        let place = Place::new(engine);
        let mut command = place.gongdan().args(["import", "-"]).into_command();
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        // The manifest and some rows; the rest never comes.
        child.stdin.as_mut().unwrap().write_all(&good[..good.len() / 3]).unwrap();
        let half = (0..600).any(|_| {
            let out = place.gongdan().args(["user", "list"]).run();
            out.err.contains("half an instance")
        });
        assert!(half, "the database never said that it is half an instance");
        child.kill().unwrap();
        child.wait().unwrap();
        place.gongdan().args(["serve", "--listen", "127.0.0.1:0"]).run().refused(&["half an instance", "import"]);
        place.gongdan().args(["export", &place.file("half.tar")]).run().refused(&["half an instance"]);
        place.gongdan().args(["backup", &place.file("half.backup")]).run().refused(&["half an instance"]);
        for command in ["verify", "status"] {
            place.gongdan().args([command]).run().refused(&["half an instance"]);
        }
        let doctor = place.gongdan().args(["doctor"]).run();
        assert!(doctor.out.contains("half an instance"), "{}{}", doctor.out, doctor.err);
        place.import(&source.file("good.tar"));
        assert!(place.export("whole.tar") == good, "the second run made something else");
        assert!(place.serve().terminate().success());
    }

    fn an_instance_that_is_there_is_never_imported_into(engine: Engine) {
        let (mut server, source, _) = exported(engine);
        let before = source.file("good.tar");
        server.terminate();
        server.gongdan().args(["import", &before]).run().refused(&["an instance here already"]);
        let after = source.file("after.tar");
        server.gongdan().args(["export", &after]).run().expect();
        assert!(std::fs::read(after).unwrap() == std::fs::read(before).unwrap(), "it was changed");
        if let Some(database) = server.database() {
            // One of an older program is not even brought up to date.
            let last = "DELETE FROM schema_migration WHERE number = (SELECT MAX(number) FROM schema_migration) RETURNING *";
            let mut client = database.connect();
            let row = client.query_one(last, &[]).unwrap();
            server.gongdan().args(["import", &source.file("good.tar")]).run().refused(&["an instance here already"]);
            let (number, name, sum, at): (i64, String, String, i64) = (row.get(0), row.get(1), row.get(2), row.get(3));
            client.execute("INSERT INTO schema_migration VALUES ($1, $2, $3, $4)", &[&number, &name, &sum, &at]).unwrap();
        }
        server.restart();
        support::ticket(&server.admin());
        // Only SQLite has a lock; on PostgreSQL the database itself says that there is an instance.
        server.gongdan().args(["import", &source.file("good.tar")]).run().refused(&["gongdan"]);
    }
}

#[test]
fn import_without_a_file_says_what_is_missing() {
    let place = Place::new(Engine::Sqlite);
    place.gongdan().args(["import"]).run().refused(&["FILE"]);
    place.gongdan().args(["import", "history"]).run().refused(&["FILE"]);
    place.gongdan().args(["import", "nowhere.tar"]).run().refused(&["nowhere.tar"]);
}
