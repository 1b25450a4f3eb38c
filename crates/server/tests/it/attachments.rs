//! Files on tickets.

use crate::support::{create, read, ticket};
use testkit::{Answer, Client, Value, exchange, exchange_declaring, json, multipart};

const PNG: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0,
    1, 8, 6,
];
const MIB: usize = 1 << 20;

fn upload(client: &Client, id: i64, name: &str, kind: &str, bytes: &[u8]) -> Answer {
    client.post(&format!("tickets/{id}/attachments"), multipart("file", name, kind, bytes))
}

fn path(made: &Answer) -> String {
    format!("attachments/{}", made["id"]).replace('"', "")
}

/// Bytes that look like nothing and repeat nowhere.
fn noise(length: usize) -> Vec<u8> {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        u8::try_from(state & 0xff).expect("a byte")
    };
    (0..length).map(|_| next()).collect()
}

/// A file that goes with a comment.
fn upload_with(client: &Client, id: i64, comment: i64) -> Answer {
    let body = format!(
        "--b\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\n{comment}\r\n--b\r\n\
         Content-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nsecret\r\n--b--\r\n"
    );
    client.post(
        &format!("tickets/{id}/attachments"),
        ("multipart/form-data; boundary=b".to_owned(), body.into_bytes()),
    )
}

on_both_engines! {
    fn a_file_of_an_internal_comment_is_for_staff(server: &Server) {
        let (admin, customer) = (server.admin(), server.person("user"));
        let id = create(&customer.client, json!({})).id();
        let comments = format!("tickets/{id}/comments");
        let said = admin.post(&comments, json!({"content": "not for them", "internal": true})).expect(200);
        let comment = said.items()[0]["id"].as_i64().expect("an id");
        let made = upload_with(&admin, id, comment).expect(201);
        assert_eq!(admin.get(&path(&made)).expect(200).text, "secret");
        customer.client.get(&path(&made)).not_found();
        customer.client.delete(&path(&made)).not_found();
        let history = customer.client.get(&format!("tickets/{id}/history")).expect(200);
        assert!(!history.text.contains("a.txt"), "{history}");
        assert!(admin.get(&format!("tickets/{id}/history")).expect(200).text.contains("a.txt"));
        upload_with(&customer.client, id, comment).invalid("comment");
    }

    fn a_range_that_the_file_does_not_have_gets_the_whole_file(server: &Server) {
        let admin = server.admin();
        let made = upload(&admin, ticket(&admin), "a.txt", "text/plain", b"0123456789").expect(201);
        let part = admin.request("GET", &path(&made)).header("Range", "bytes=2-4").send().expect(206);
        assert_eq!(part.text, "234");
        let whole = admin.request("GET", &path(&made)).header("Range", "bytes=100-").send().expect(200);
        assert_eq!(whole.text, "0123456789");
    }

    fn a_file_comes_back_byte_for_byte(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        for bytes in [
            b"hello".to_vec(),
            vec![0, 1, 2, 255, 13, 10, 13, 10, 45, 45],
            noise(5 * MIB),
            noise(64 * 1_024 + 1),
        ] {
            let made = upload(&admin, id, "data.bin", "application/octet-stream", &bytes).expect(201);
            assert_eq!(made["name"], "data.bin");
            assert_eq!(made["size"], bytes.len());
            let back = admin.get(&path(&made)).expect(200);
            assert!(
                back.bytes == bytes,
                "other bytes came back: {} instead of {}",
                back.bytes.len(),
                bytes.len()
            );
        }
    }

    fn a_file_is_offered_as_a_download_that_no_browser_runs(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let html = b"<!DOCTYPE html><script>alert(1)</script>";
        for (name, kind, bytes) in [
            ("a.html", "text/html", &html[..]),
            ("a.svg", "image/svg+xml", b"<svg/>"),
            ("a.png", "image/png", PNG),
        ] {
            let made = upload(&admin, id, name, kind, bytes).expect(201);
            let back = admin.get(&path(&made)).expect(200);
            assert!(back.header("content-disposition").starts_with("attachment"), "{:?}", back.headers);
            assert!(back.header("content-disposition").contains(name), "{:?}", back.headers);
            assert_eq!(back.header("x-content-type-options"), "nosniff");
        }
    }

    fn the_type_is_that_of_the_bytes_and_not_of_the_claim(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let made = upload(&admin, id, "notes.txt", "text/plain", PNG).expect(201);
        assert_eq!(admin.get(&path(&made)).expect(200).header("content-type"), "image/png");
        let made = upload(&admin, id, "picture.png", "image/png", b"just words, no picture").expect(201);
        assert_ne!(admin.get(&path(&made)).expect(200).header("content-type"), "image/png");
    }

    fn names_in_every_script_are_kept_and_paths_are_harmless(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let made = upload(&admin, id, "现场照片 第1张.txt", "text/plain", b"x").expect(201);
        assert_eq!(made["name"], "现场照片 第1张.txt");
        let disposition = admin.get(&path(&made)).expect(200).header("content-disposition").to_owned();
        assert!(disposition.contains("UTF-8''%E7%8E%B0"), "{disposition}");
        for name in [
            "../../etc/passwd",
            "..\\..\\boot.ini",
            "/etc/shadow",
            "a/b/c.txt",
            "C:\\x.txt",
            "..",
            ".",
            "evil\u{202e}txt.exe",
        ] {
            let answer = upload(&admin, id, name, "text/plain", b"harmless");
            assert!([201, 400, 422].contains(&answer.status), "{answer}");
            if answer.status == 201 {
                let kept = answer["name"].as_str().unwrap();
                assert!(
                    !kept.contains('/') && !kept.contains('\\') && kept != "..",
                    "{kept:?} was kept of {name:?}"
                );
                let back = admin.get(&path(&answer)).expect(200);
                assert_eq!(back.text, "harmless");
                assert!(!back.header("content-disposition").contains("../"), "{:?}", back.headers);
            }
        }
        let long = upload(&admin, id, &format!("{}.txt", "长".repeat(400)), "text/plain", b"x");
        assert!([201, 400, 422].contains(&long.status), "{long}");
    }

    fn an_attachment_is_a_step_of_history_and_shows_in_the_ticket(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let before = read(&admin, id);
        upload(&admin, id, "log.txt", "text/plain", b"x").expect(201);
        let after = read(&admin, id);
        assert_eq!(after.version(), before.version() + 1);
        let history = admin.get(&format!("tickets/{id}/history")).expect(200);
        assert!(history.texts("action").contains(&"attached"), "{history}");
        assert!(after.text.contains("log.txt"), "the file does not show: {after}");
    }

    fn a_deleted_file_is_gone(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let made = upload(&admin, id, "log.txt", "text/plain", b"x").expect(201);
        admin.delete(&path(&made)).expect(200);
        admin.get(&path(&made)).not_found();
        admin.delete(&path(&made)).not_found();
        for name in ["999999999", "nonsense", "0", "-1", "%00", "99999999999999999999"] {
            admin.get(&format!("attachments/{name}")).not_found();
            admin.delete(&format!("attachments/{name}")).not_found();
        }
        let history = admin.get(&format!("tickets/{id}/history")).expect(200);
        assert!(history.texts("action").contains(&"detached"), "{history}");
    }

    fn a_form_without_a_file_is_refused(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let target = format!("tickets/{id}/attachments");
        admin.post(&target, multipart("other", "a.txt", "text/plain", b"x")).refused();
        admin.post(&target, json!({"file": "x"})).error(415, "unsupported_media_type");
        let (kind, body) = multipart("file", "a.txt", "text/plain", b"some text of a file");
        for cut in [0, 10, body.len() / 2, body.len() - 6] {
            admin.post(&target, (kind.clone(), body[..cut].to_vec())).refused();
        }
        admin.post(&target, ("multipart/form-data".to_owned(), body.clone())).refused();
        admin.post(&target, ("multipart/form-data; boundary=other".to_owned(), body)).refused();
        upload(&admin, 999_999_999, "a.txt", "text/plain", b"x").not_found();
        assert_eq!(read(&admin, id).version(), 1);
    }

    fn a_file_past_the_limit_is_refused(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let (kind, body) =
            multipart("file", "large.bin", "application/octet-stream", &vec![b'x'; 50 * MIB + 1]);
        let authorization = admin.authorization();
        let head = format!(
            "POST /api/v1/tickets/{id}/attachments HTTP/1.1\nAuthorization: {authorization}\nContent-Type: {kind}"
        );
        exchange(server.address(), &head, &body).error(413, "payload_too_large");
        exchange(server.address(), &format!("{head}\nTransfer-Encoding: chunked"), &body)
            .error(413, "payload_too_large");
        let (kind, body) = multipart("file", "fits.bin", "application/octet-stream", &vec![b'x'; 50 * MIB]);
        admin.post(&format!("tickets/{id}/attachments"), (kind, body)).expect(201);
        assert_eq!(read(&admin, id).version(), 2);
    }

    fn a_length_past_the_limit_is_refused_before_the_bytes_are_sent(server: &Server) {
        let admin = server.admin();
        let (kind, _) = multipart("file", "large.bin", "application/octet-stream", b"");
        let id = ticket(&admin);
        let head = format!(
            "POST /api/v1/tickets/{id}/attachments HTTP/1.1\nAuthorization: {}\nContent-Type: {kind}",
            admin.authorization()
        );
        exchange_declaring(server.address(), &head, 4_000 * MIB, b"").error(413, "payload_too_large");
    }

    fn an_empty_file_is_a_file_or_refused(server: &Server) {
        let admin = server.admin();
        let answer = upload(&admin, ticket(&admin), "empty.txt", "text/plain", b"");
        match answer.status {
            201 => assert_eq!(admin.get(&path(&answer)).expect(200).bytes, b""),
            _ => drop(answer.refused()),
        }
    }

    fn files_are_for_those_who_see_the_ticket(server: &Server) {
        let (owner, other) = (server.person("user"), server.person("user"));
        let id = create(&owner.client, json!({})).id();
        let made = upload(&owner.client, id, "mine.txt", "text/plain", b"mine").expect(201);
        assert_eq!(owner.client.get(&path(&made)).expect(200).text, "mine");
        other.client.get(&path(&made)).not_found();
        other.client.delete(&path(&made)).not_found();
        upload(&other.client, id, "theirs.txt", "text/plain", b"x").not_found();
        server.stranger().get(&path(&made)).unauthorized();
        server.admin().delete(&format!("tickets/{id}")).expect(200);
        owner.client.get(&path(&made)).not_found();
        assert_eq!(made["id"], made.json.get("id").cloned().unwrap_or(Value::Null));
    }
}
