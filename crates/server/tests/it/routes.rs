//! Paths and methods that are not there, and what every answer carries.

use crate::support::ticket;
use testkit::{exchange, json};

on_both_engines! {
    fn an_unknown_path_below_the_api_is_not_found_as_json(server: &Server) {
        let (admin, stranger) = (server.admin(), server.stranger());
        for path in [
            "no-such-path",
            "tickets/1/no-such-part",
            "tickets/1/comments/1/no",
            "",
            "users/admin/no-such-part",
            "%F0%9F%98%80",
        ] {
            admin.get(path).not_found();
            admin.post(path, json!({})).not_found();
        }
        for path in ["/api", "/api/v1", "/api/v9/tickets", "/api/v1/tickets/"] {
            let answer = admin.get(path);
            assert!([200, 404].contains(&answer.status), "{answer}");
        }
        let answer = stranger.get("no-such-path");
        assert!([401, 404].contains(&answer.status), "{answer}");
        answer.refused();
    }

    fn a_method_that_a_path_does_not_have_is_named_so(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let wrong = [
            ("PATCH", "tickets".to_owned()),
            ("DELETE", "tickets".to_owned()),
            ("PUT", "tickets".to_owned()),
            ("POST", format!("tickets/{id}")),
            ("PATCH", format!("tickets/{id}")),
            ("GET", format!("tickets/{id}/transition")),
            ("PUT", format!("tickets/{id}/comments")),
            ("GET", "auth/login".to_owned()),
            ("DELETE", "profile".to_owned()),
            ("POST", format!("tickets/{id}/history")),
            ("DELETE", "users/admin".to_owned()),
            ("TRACE", "tickets".to_owned()),
            ("BREW", "tickets".to_owned()),
        ];
        for (method, path) in wrong {
            let answer = admin.request(method, &path).send().error(405, "method_not_allowed");
            assert!(!answer.header("allow").is_empty(), "no Allow in {answer}");
        }
    }

    fn every_answer_has_an_id_that_errors_repeat(server: &Server) {
        let admin = server.admin();
        let one = admin.get("tickets/999999999").not_found();
        let other = admin.get("tickets/999999999").not_found();
        assert_ne!(one["requestId"], other["requestId"]);
    }

    fn answers_are_not_kept_by_caches_and_not_sniffed(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        for path in ["tickets".to_owned(), format!("tickets/{id}"), "profile".to_owned()] {
            let answer = admin.get(&path).expect(200);
            assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
            assert!(answer.header("content-type").starts_with("application/json"), "{answer}");
            let cache = answer.header("cache-control");
            assert!(!cache.contains("public") && !cache.contains("max-age=6"), "{path}: {cache}");
        }
    }

    fn odd_requests_get_an_answer_and_the_server_goes_on(server: &Server) {
        let address = server.address();
        for head in [
            "GET / HTTP/1.1",
            "GET //api//v1//tickets HTTP/1.1",
            "GET /api/v1/../v1/tickets HTTP/1.1",
            "OPTIONS * HTTP/1.1",
            "GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1",
            "GET /../../etc/passwd HTTP/1.1",
            "HEAD /api/v1/tickets HTTP/1.1",
            "GET http://example.com/api/v1/tickets HTTP/1.1",
            "OPTIONS /api/v1/tickets HTTP/1.1",
        ] {
            let answer = exchange(address, head, b"");
            assert!(answer.status < 500, "{answer}");
            assert!(!answer.text.contains("root:"), "a file of the machine is shown: {answer}");
        }
        for head in ["GET /api/v1/tickets HTTP/9.9", "nonsense", "GET /api/v1/tickets\u{0} HTTP/1.1"] {
            let answer = exchange(address, head, b"");
            assert!((400..500).contains(&answer.status) || answer.status == 505, "{answer}");
        }
        let long = format!("GET /api/v1/tickets?category={} HTTP/1.1", "x".repeat(300_000));
        assert!((400..500).contains(&exchange(address, &long, b"").status));
        server.admin().get("tickets").expect(200);
    }

    fn a_path_or_headers_past_their_limit_are_refused_in_the_words_of_their_surface(server: &Server) {
        let admin = server.admin();
        let address = server.address();
        for (path, native) in [("/api/v1/tickets", true), ("/api/v3/get_traces", false), ("/api/v9/x", true), ("/livez", true)] {
            let token = admin.authorization();
            let uri = format!("GET {path}?tid={} HTTP/1.1\nAuthorization: {token}", "1".repeat(60_000));
            let head = format!("GET {path} HTTP/1.1\nAuthorization: {token}\nX-Long: {}", "x".repeat(100_000));
            for (status, word, request) in [(414, "uri_too_long", uri), (431, "headers_too_large", head)] {
                let answer = exchange(address, &request, b"");
                assert_eq!(answer.status, status, "{path} {answer}");
                if native {
                    assert_eq!((&answer["code"], &answer["error"]), (&json!(status), &json!(word)), "{path} {answer}");
                } else {
                    crate::traces_support::refused(answer, status, 2);
                }
            }
        }
    }

    fn a_head_request_is_a_get_without_the_body(server: &Server) {
        let admin = server.admin();
        let answer = admin.request("HEAD", &format!("tickets/{}", ticket(&admin))).send();
        assert!([200, 405].contains(&answer.status), "{answer}");
        assert!(answer.bytes.is_empty());
    }

    fn health_is_open_and_well(server: &Server) {
        let stranger = server.stranger();
        for path in ["/livez", "/readyz", "/healthz"] {
            stranger.get(path).expect(200);
        }
    }

    fn figures_are_told_in_the_text_of_prometheus(server: &Server) {
        let metrics = server.stranger().get("/metrics");
        assert!([200, 401, 403].contains(&metrics.status), "{metrics}");
        assert!(metrics.status != 200 || metrics.text.contains("# TYPE "), "{metrics}");
    }

    fn the_instance_tells_its_name_version_and_languages_to_everyone(server: &Server) {
        let answer = server.stranger().get("instance").expect(200);
        assert!(answer["name"].as_str().is_some_and(|name| !name.is_empty()), "{answer}");
        assert!(answer["version"].as_str().is_some_and(|version| version.contains('.')), "{answer}");
        let languages: Vec<&str> = answer["languages"]
            .as_array()
            .expect("languages")
            .iter()
            .filter_map(testkit::Value::as_str)
            .collect();
        assert!(languages.contains(&"zh") && languages.contains(&"en"), "{answer}");
    }

    fn every_list_says_how_much_there_is_and_which_part_this_is(server: &Server) {
        let admin = server.admin();
        let mut faults = Vec::new();
        for path in
            ["tickets", "users", "groups", "roles", "departments", "permission-rules", "tokens", "projects"]
        {
            let list = admin.get(&format!("{path}?page=1&pageSize=2")).expect(200);
            let total = list["total"].as_u64().and_then(|total| usize::try_from(total).ok());
            let clamped = admin.get(&format!("{path}?pageSize=100000")).expect(200)["pageSize"] == 100;
            let numbers =
                ["page=abc", "pageSize=abc"].map(|query| admin.get(&format!("{path}?{query}")).status == 400);
            let past = admin.get(&format!("{path}?page=9223372036854775807")).status;
            for (holds, fault) in [
                (list.items().len() <= 2, "has more than a page"),
                (total.is_some_and(|total| total >= list.items().len()), "has no total, or a wrong one"),
                (list["page"] == 1 && list["pageSize"] == 2, "does not say its page"),
                (clamped, "does not clamp its page size"),
                (numbers == [true, true], "takes a page that is no number"),
                ([200, 400].contains(&past), "fails past its end"),
            ] {
                if !holds {
                    faults.push(format!("{path} {fault}"));
                }
            }
        }
        assert!(faults.is_empty(), "{faults:#?}");
    }
}
