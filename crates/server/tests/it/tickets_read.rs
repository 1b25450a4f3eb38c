//! Reading one ticket: by number and by key, and only when it changed.

use crate::support::{assert_ticket, create, read, ticket};
use testkit::json;

/// What stands in a path and names no ticket.
const NO_TICKETS: [&str; 20] = [
    "0",
    "-1",
    "999999999",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "99999999999999999999999",
    "abc",
    "1.5",
    "1e3",
    "0x1",
    "%201",
    "SUP-",
    "SUP-abc",
    "SUP-0",
    "SUP-99999999999999999999",
    "%E5%B7%A5%E5%8D%95",
    "NOPE-1",
    "%00",
    "..%2Ftickets",
];

on_both_engines! {
    fn a_ticket_is_read_by_its_number_and_by_its_key_in_any_case(server: &Server) {
        let admin = server.admin();
        let made = create(&admin, json!({}));
        assert_ticket(&made.json);
        let key = made["key"].as_str().unwrap();
        for name in [made.id().to_string(), key.to_owned(), key.to_lowercase(), key.replace("SUP", "Sup")] {
            assert_eq!(admin.get(&format!("tickets/{name}")).expect(200).json, made.json, "{name}");
        }
        let path = format!("tickets/{}", key.to_lowercase());
        assert_eq!(admin.put(&path, json!({"title": "By key"})).expect(200)["title"], "By key");
        admin.post(&format!("{path}/comments"), json!({"content": "By key"})).expect(200);
        admin.get(&format!("{path}/history")).expect(200);
        admin.post(&format!("{path}/transition"), json!({"status": "closed"})).expect(200);
    }

    fn what_names_no_ticket_is_not_found(server: &Server) {
        let admin = server.admin();
        for name in NO_TICKETS {
            admin.get(&format!("tickets/{name}")).not_found();
            admin.get(&format!("tickets/{name}/comments")).not_found();
            admin.get(&format!("tickets/{name}/history")).not_found();
            admin.get(&format!("tickets/{name}/transitions")).not_found();
            admin.put(&format!("tickets/{name}"), json!({"title": "n"})).not_found();
            admin.post(&format!("tickets/{name}/transition"), json!({"status": "closed"})).not_found();
            admin.post(&format!("tickets/{name}/comments"), json!({"content": "n"})).not_found();
            admin.delete(&format!("tickets/{name}")).not_found();
        }
        // Not even UTF-8: any of the client's errors will do.
        admin.get("tickets/%FF%FE").refused();
        admin.get(&format!("tickets/{}", "9".repeat(5_000))).refused();
    }

    fn a_read_that_has_not_changed_is_answered_with_its_tag_alone(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let path = format!("tickets/{id}");
        let etag = read(&admin, id).etag();
        let get = |tags: &str| admin.request("GET", &path).header("If-None-Match", tags).send();
        let weak = format!("W/{}", etag.trim_start_matches("W/"));
        for tags in [
            etag.clone(),
            weak,
            "*".to_owned(),
            format!("\"other\", {etag}"),
            format!("\"other\",{etag} , \"more\""),
        ] {
            let answer = get(&tags).expect(304);
            assert!(answer.bytes.is_empty(), "{answer}");
            assert_eq!(answer.etag(), etag);
        }
        for tags in ["\"other\"", "\"\"", "nonsense"] {
            assert_eq!(get(tags).expect(200).id(), id);
        }
        admin.put(&path, json!({"title": "Changed"})).expect(200);
        let changed = get(&etag).expect(200);
        assert_ne!(changed.etag(), etag);
    }

    fn whatever_changes_a_ticket_changes_its_tag(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let path = format!("tickets/{id}");
        let mut tags = vec![read(&admin, id).etag()];
        let mut step = || {
            let etag = read(&admin, id).etag();
            assert!(!tags.contains(&etag), "the tag {etag} has been there: {tags:?}");
            tags.push(etag);
        };
        admin.put(&path, json!({"assignee": "admin"})).expect(200);
        step();
        admin.post(&format!("{path}/transition"), json!({"status": "resolved"})).expect(200);
        step();
        admin.post(&format!("{path}/comments"), json!({"content": "Look again"})).expect(200);
        step();
    }

    fn answers_to_writes_carry_the_tag_that_the_next_read_has(server: &Server) {
        let admin = server.admin();
        let made = create(&admin, json!({}));
        let path = format!("tickets/{}", made.id());
        assert_eq!(made.etag(), admin.get(&path).expect(200).etag());
        let changed = admin.put(&path, json!({"title": "Changed"})).expect(200);
        assert_eq!(changed.etag(), admin.get(&path).expect(200).etag());
        let moved = admin.post(&format!("{path}/transition"), json!({"status": "closed"})).expect(200);
        assert_eq!(moved.etag(), admin.get(&path).expect(200).etag());
    }

    fn the_detail_has_comments_oldest_first_once_there_are_any(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        assert!(read(&admin, id).json.get("comments").is_none());
        for text in ["first", "second", "third"] {
            admin.post(&format!("tickets/{id}/comments"), json!({"content": text})).expect(200);
        }
        let now = read(&admin, id);
        let texts: Vec<_> =
            now["comments"].as_array().unwrap().iter().map(|c| c["content"].as_str().unwrap()).collect();
        assert_eq!(texts, ["first", "second", "third"]);
        now["comments"].as_array().unwrap().iter().for_each(crate::support::assert_comment);
    }
}
