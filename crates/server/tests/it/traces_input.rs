//! Requests that are none: every one is answered in the repair desk's envelope, and none with a 500.

use crate::{
    support::{project, ticket},
    traces_support::{at, malformed, refused, reported},
};
use testkit::{exchange, exchange_declaring, json};

const ASKED: [&str; 4] = ["get_traces", "get_ticket", "get_my_tickets", "filter_tickets"];
const CHANGING: [&str; 5] = ["register", "change_profile", "new_ticket", "new_trace", "cancel_ticket"];

on_both_engines! {
    fn paths_and_methods_that_are_not_there_are_told_in_the_envelope(server: &Server) {
        let admin = server.admin();
        for path in ["nowhere", "", "get_traces/1", "get_traces/", "tickets", "%F0%9F%98%80"] {
            refused(admin.get(&at(path)), 404, 2);
            refused(admin.post(&at(path), json!({})), 404, 2);
        }
        for path in ASKED {
            for method in ["POST", "PUT", "DELETE", "PATCH", "BREW"] {
                let answer = admin.request(method, &at(path)).send();
                assert!(answer.header("allow").contains("GET"), "{answer}");
                refused(answer, 405, 2);
            }
        }
        for path in CHANGING.into_iter().chain(["login"]) {
            for method in ["GET", "PUT", "DELETE"] {
                refused(admin.request(method, &at(path)).send(), 405, 2);
            }
        }
    }

    fn bodies_that_are_not_json_objects_are_told_in_the_envelope(server: &Server) {
        let admin = server.admin();
        for path in CHANGING.into_iter().chain(["login"]) {
            let send = |kind: &str, bytes: &[u8]| admin.post(&at(path), (kind.to_owned(), bytes.to_vec()));
            for bytes in [
                &b""[..], b" ", b"nonsense", b"[]", b"7", b"null", b"\"x\"", b"{", b"{\"tid\":1", b"{\"tid\":1} x", b"\xff\xfe",
            ] {
                refused(send("application/json", bytes), 400, 2);
            }
            refused(send("application/json", format!("{{\"tid\":{}", "[".repeat(20_000)).as_bytes()), 400, 2);
            // On connections of their own, since the refusal may come before the body has been sent.
            let big = format!("{{\"x\":\"{}\"}}", "x".repeat(1 << 20));
            for (kind, body, status) in [
                ("text/plain", "{}", 415),
                ("application/x-www-form-urlencoded", "tid=1", 415),
                ("application/json", big.as_str(), 413),
            ] {
                let head = format!(
                    "POST /api/v3/{path} HTTP/1.1\nAuthorization: {}\nContent-Type: {kind}",
                    admin.authorization()
                );
                refused(exchange(server.address(), &head, body.as_bytes()), status, 2);
            }
        }
        // The refusal comes before the body does.
        let head = format!("POST /api/v3/new_trace HTTP/1.1\r\nAuthorization: {}", admin.authorization());
        let answer = exchange_declaring(server.address(), &head, 900_000_000, b"");
        refused(answer, 413, 2);
    }

    fn whatever_stands_in_a_key_it_is_refused_by_its_name_or_taken(server: &Server) {
        let (admin, user) = (server.admin(), server.person("user"));
        let tid = reported(&user, json!({}));
        let paths: [(&str, &[&str]); 6] = [
            ("register", &["sid", "name", "block", "room", "phone", "isp", "account"]),
            ("change_profile", &["who", "block", "room", "phone", "isp", "account"]),
            ("new_ticket", &["issuer_sid", "description", "category", "occur_at", "appointed_at", "notes", "status", "priority", "tid"]),
            ("new_trace", &["tid", "new_status", "new_priority", "new_appointment", "new_category", "remark"]),
            ("cancel_ticket", &["tid", "remark"]),
            ("login", &["sid", "username", "password"]),
        ];
        let values = [
            json!(null), json!(true), json!(0), json!(-1), json!(1.5), json!(1e300), json!(u64::MAX), json!(""), json!(" "),
            json!("\u{0}"), json!("\u{202e}\u{feff}"), json!("a\r\nb"), json!("' OR 1=1 --"), json!("%s%n"), json!("１２"),
            json!("9999-12-31T23:59:59.999999999Z"), json!("0000-00-00T00:00:00Z"), json!("-1-01-01"), json!("x".repeat(70_000)),
            json!("𠮷".repeat(65)), json!([]), json!([null]), json!({}), json!({"$ref": 1}), json!(["a", ["b"]]),
        ];
        for (path, keys) in paths {
            for key in keys {
                for value in &values {
                    let mut body = json!({
                        "tid": tid, "issuer_sid": "admin", "description": "d", "category": "others", "occur_at": "2025-01-01T00:00:00Z",
                        "remark": "r", "who": user.username,
                    });
                    body[*key] = value.clone();
                    let answer = admin.post(&at(path), body);
                    match answer.status {
                        200 => assert_eq!(answer["success"], true, "{answer}"),
                        // Log-ins are slowed down on the way.
                        400 | 401 | 403 | 409 | 429 => {
                            let kind = answer["errType"].as_i64().unwrap_or_default();
                            let status = answer.status;
                            assert_eq!(kind == 2, status == 400 && answer["msg"] != "无法找到对应的工单", "{answer}");
                            refused(answer, status, kind);
                        }
                        _ => panic!("{answer}"),
                    }
                }
            }
        }
        // Nothing was made of it that the history does not tell.
        crate::races::assert_whole(&admin, tid);
    }

    fn whatever_stands_in_a_query_it_is_refused_by_its_name_or_taken(server: &Server) {
        let admin = server.admin();
        let values = [
            "", "%20", "0", "-1", "1.5", "1e9", "99999999999999999999", "%00", "%FF", "%", "%zz", "'", "%22", "a,b,,c", ",",
            "%EF%BC%91", "2025-01-01", "2025-99-99", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "fresh", "%F0%A0%AE%B7",
            "x%0d%0aSet-Cookie:1",
        ];
        let long = "x".repeat(5_000);
        for path in ASKED {
            for key in ["tid", "status", "category", "priority", "block", "isp", "scope", "project", "from", "to", "page", "size"] {
                for value in values.into_iter().chain([long.as_str()]) {
                    let answer = admin.get(&at(&format!("{path}?{key}={value}")));
                    if answer.status == 200 {
                        assert_eq!(answer["success"], true, "{answer}");
                        continue;
                    }
                    let kind = answer["errType"].as_i64().unwrap_or_default();
                    assert!([2, 4].contains(&kind), "{answer}");
                    refused(answer, 400, kind);
                }
            }
        }
        malformed(admin.get(&at("filter_tickets?%zz=1")), "%zz");
    }

    fn a_ticket_whose_project_has_other_fields_is_shown_with_empty_ones(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let shown = admin.get(&at(&format!("get_ticket?tid={id}"))).expect(200);
        for key in ["block", "room", "isp", "occur_at", "appointed_at", "notes"] {
            assert_eq!(shown["ticket"][key], "", "{key}");
        }
        // Fields of the same name that are something else are not text, so nothing is said of them.
        let fields = json!([{"key": "block", "name": "Block", "type": "integer"}, {"key": "isp", "name": "ISP", "type": "users"}]);
        let key = project(server, fields);
        let body = json!({"project": key, "fields": {"block": 7, "isp": ["ann", "bob"]}});
        let id = crate::support::create(&admin, body).id();
        let shown = admin.get(&at(&format!("get_ticket?tid={id}"))).expect(200);
        assert_eq!([&shown["ticket"]["block"], &shown["ticket"]["isp"]], ["", ""]);
        admin.get(&at("filter_tickets?block=7")).expect(200);
    }
}
