//! Bodies that are no tickets: wrong types, no JSON, too much of it.

use crate::support::{draft, draft_with, read, ticket};
use testkit::{Body, Server, exchange, exchange_declaring, json};

const MIB: usize = 1 << 20;

/// A body of exactly `length` bytes that is a good ticket, padded under a key that is ignored.
fn of_length(length: usize) -> Vec<u8> {
    let text = draft("Large").to_string();
    let frame = format!("{},\"padding\":\"\"}}", &text[..text.len() - 1]);
    let padding = "p".repeat(length - frame.len());
    format!("{},\"padding\":\"{padding}\"}}", &text[..text.len() - 1]).into_bytes()
}

fn head(server: &Server, extra: &str) -> String {
    let admin = server.admin();
    format!(
        "POST /api/v1/tickets HTTP/1.1\nAuthorization: {}\nContent-Type: application/json\n{extra}",
        admin.authorization()
    )
}

on_both_engines! {
    fn a_wrong_type_is_a_bad_request_that_names_the_field(server: &Server) {
        let admin = server.admin();
        let wrong = [
            ("title", json!(7)),
            ("title", json!(["a"])),
            ("title", json!({"a": 1})),
            ("title", json!(true)),
            ("content", json!(1.5)),
            ("category", json!([])),
            ("priority", json!(3)),
            ("tags", json!("vip")),
            ("tags", json!({"0": "vip"})),
            ("tags", json!([7])),
            ("tags", json!([["a"]])),
            ("tags", json!([null])),
            ("playerId", json!(12_345)),
            ("contact", json!({})),
            ("gameId", json!(false)),
            ("env", json!([])),
            ("assignee", json!(0)),
            ("watchers", json!("admin")),
            ("watchers", json!([1])),
            ("fields", json!([])),
            ("player_id", json!(12_345)),
            ("game_id", json!([])),
        ];
        for (field, value) in wrong {
            admin.post("tickets", draft_with("Wrong", json!({field: value}))).bad_request();
            let name = match field {
                "player_id" => "player",
                "game_id" => "game",
                name => name,
            };
            let answer = admin.post("tickets", draft_with("Wrong", json!({field: value})));
            assert!(answer.text.contains(name), "{field} is not named: {answer}");
        }
        let id = ticket(&admin);
        for (field, value) in
            [("title", json!(7)), ("tags", json!("vip")), ("tags", json!([7])), ("assignee", json!(false))]
        {
            admin.put(&format!("tickets/{id}"), json!({field: value})).malformed(field);
        }
        assert_eq!(read(&admin, id).version(), 1);
    }

    fn what_is_not_json_or_no_object_is_a_bad_request(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let paths = [
            ("POST", "tickets".to_owned()),
            ("PUT", format!("tickets/{id}")),
            ("POST", format!("tickets/{id}/transition")),
            ("POST", format!("tickets/{id}/comments")),
            ("POST", "users".to_owned()),
            ("POST", "projects".to_owned()),
        ];
        let texts = [
            "",
            " ",
            "{",
            "}",
            "not json",
            "{\"title\":\"a\"",
            "{\"title\":\"a\"} trailing",
            "{'title':'a'}",
            "{\"title\":}",
            "[]",
            "[{\"title\":\"a\"}]",
            "null",
            "true",
            "7",
            "\"text\"",
            "\u{feff}",
            "NaN",
        ];
        for (method, path) in &paths {
            for text in texts {
                admin.request(method, path).json_text(text).send().bad_request();
            }
            let bytes = Body::Bytes(
                "application/json".to_owned(),
                vec![b'{', b'"', 0xff, 0xfe, b'"', b':', b'1', b'}'],
            );
            admin.request(method, path).body(bytes).send().bad_request();
        }
        assert_eq!(read(&admin, id).version(), 1);
    }

    fn other_content_types_are_not_taken(server: &Server) {
        let admin = server.admin();
        let text = draft("Typed").to_string().into_bytes();
        for kind in [
            "text/plain",
            "application/x-www-form-urlencoded",
            "text/html",
            "application/xml",
            "multipart/form-data; boundary=x",
        ] {
            let body = Body::Bytes(kind.to_owned(), text.clone());
            admin.request("POST", "tickets").body(body).send().error(415, "unsupported_media_type");
        }
        for kind in ["application/json", "application/json; charset=utf-8", "APPLICATION/JSON"] {
            admin
                .request("POST", "tickets")
                .body(Body::Bytes(kind.to_owned(), text.clone()))
                .send()
                .expect(200);
        }
        let untyped = admin.request("POST", "tickets").body(Body::Bytes(String::new(), text)).send();
        assert!([200, 400, 415].contains(&untyped.status), "{untyped}");
    }

    fn a_body_of_one_mebibyte_is_taken_and_one_byte_more_is_not(server: &Server) {
        let head = head(server, "");
        exchange(server.address(), &head, &of_length(MIB)).expect(200);
        exchange(server.address(), &head, &of_length(MIB + 1)).error(413, "payload_too_large");
        exchange(server.address(), &head, &of_length(20 * MIB)).error(413, "payload_too_large");
        // Known from the length alone: nothing of it need be sent.
        exchange_declaring(server.address(), &head, 500 * MIB, b"").error(413, "payload_too_large");
    }

    fn a_body_without_a_length_is_measured_as_it_comes(server: &Server) {
        let head = head(server, "Transfer-Encoding: chunked\n");
        exchange(server.address(), &head, &of_length(MIB)).expect(200);
        exchange(server.address(), &head, &of_length(MIB + 1)).error(413, "payload_too_large");
        exchange(server.address(), &head, &of_length(8 * MIB)).error(413, "payload_too_large");
    }

    fn depth_and_size_of_json_hurt_nobody(server: &Server) {
        let admin = server.admin();
        let send = |text: &str| admin.request("POST", "tickets").json_text(text).send();
        let start = "{\"title\":\"a\",\"content\":\"b\",\"category\":\"c\",\"x\":";
        for depth in [100, 1_000, 100_000] {
            send(&"[".repeat(depth)).bad_request();
            let deep = send(&format!("{start}{}{}}}", "[".repeat(depth), "]".repeat(depth)));
            assert!([200, 400].contains(&deep.status), "{depth} levels: {deep}");
            let deep = send(&format!("{start}{}1{}}}", "{\"a\":".repeat(depth), "}".repeat(depth)));
            assert!([200, 400].contains(&deep.status), "{depth} levels: {deep}");
        }
        for number in [
            "1e999",
            "-1e999",
            "99999999999999999999999999999999",
            "0.000000000000000000000000000000000001",
            "1e-999",
        ] {
            let ignored = send(&format!("{start}{number}}}"));
            assert!([200, 400].contains(&ignored.status), "{number}: {ignored}");
            send(&format!("{{\"title\":{number},\"content\":\"b\",\"category\":\"c\"}}")).bad_request();
            send(&format!("{{\"title\":\"a\",\"content\":\"b\",\"category\":\"c\",\"dueAt\":{number}}}"))
                .bad_request();
        }
        let many: Vec<String> = (0..20_000).map(|n| format!("\"k{n}\":{n}")).collect();
        send(&format!("{start}1,{}}}", many.join(","))).expect(200);
        let twice = send("{\"title\":\"a\",\"title\":\"b\",\"content\":\"b\",\"category\":\"c\"}");
        assert!([200, 400].contains(&twice.status), "{twice}");
    }
}
