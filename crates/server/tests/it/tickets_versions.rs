//! Versions: one more with every change, and `If-Match` that holds to them.

use crate::support::{read, ticket};
use testkit::{Answer, Client, json};

fn rename(client: &Client, id: i64, if_match: &str, title: &str) -> Answer {
    client.request("PUT", &format!("tickets/{id}")).if_match(if_match).body(json!({"title": title})).send()
}

on_both_engines! {
    fn a_version_grows_by_one_with_every_change(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let path = format!("tickets/{id}");
        for n in 2..6 {
            assert_eq!(admin.put(&path, json!({"title": format!("Title {n}")})).expect(200).version(), n);
        }
        assert_eq!(
            admin.post(&format!("{path}/transition"), json!({"status": "closed"})).expect(200).version(),
            6
        );
        admin
            .post(&format!("{path}/comments"), json!({"content": "A comment is a step as well"}))
            .expect(200);
        assert_eq!(read(&admin, id).version(), 7);
    }

    fn a_tag_that_still_holds_lets_the_change_through(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let etag = read(&admin, id).etag();
        assert_eq!(rename(&admin, id, &etag, "one").expect(200).version(), 2);
        assert_eq!(rename(&admin, id, "*", "two").expect(200).version(), 3);
        let etag = read(&admin, id).etag();
        assert_eq!(rename(&admin, id, &format!("\"other\", {etag}"), "three").expect(200).version(), 4);
        let etag = read(&admin, id).etag();
        assert_eq!(rename(&admin, id, &format!("{etag},\"other\""), "four").expect(200).version(), 5);
    }

    fn a_tag_that_no_longer_holds_changes_nothing(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let path = format!("tickets/{id}");
        let stale = read(&admin, id).etag();
        admin.put(&path, json!({"title": "Somebody was quicker"})).expect(200);
        for tags in [stale.clone(), "\"nonsense\"".to_owned(), format!("{stale}, \"0\"")] {
            rename(&admin, id, &tags, "Late").stale();
            let send = |method: &str, tail: &str, body: testkit::Value| {
                admin.request(method, &format!("{path}{tail}")).if_match(&tags).body(body).send()
            };
            send("POST", "/transition", json!({"status": "closed"})).stale();
            admin.request("DELETE", &path).if_match(&tags).send().stale();
        }
        for tags in ["nonsense", "\"", "", "W/", "\"a\" \"b\""] {
            let answer = rename(&admin, id, tags, "Odd");
            assert!(
                [400, 412].contains(&answer.status) || (tags.is_empty() && answer.status == 200),
                "{tags:?}: {answer}"
            );
        }
        let now = read(&admin, id);
        assert_eq!(now["status"], "open");
        assert!(now["title"] == "Somebody was quicker" || now["title"] == "Odd", "{now}");
    }

    fn transitions_and_deletions_hold_to_a_tag_as_well(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let path = format!("tickets/{id}");
        let etag = read(&admin, id).etag();
        let transit = |tag: &str, status: &str| {
            admin
                .request("POST", &format!("{path}/transition"))
                .if_match(tag)
                .body(json!({"status": status}))
                .send()
        };
        transit(&etag, "resolved").expect(200);
        transit(&etag, "closed").stale();
        assert_eq!(read(&admin, id)["status"], "resolved");
        admin.request("DELETE", &path).if_match(&etag).send().stale();
        admin.request("DELETE", &path).if_match(&read(&admin, id).etag()).send().expect(200);
    }

    fn a_tag_for_a_ticket_that_is_not_there_is_not_found(server: &Server) {
        let admin = server.admin();
        rename(&admin, 999_999_999, "*", "n").not_found();
        rename(&admin, 999_999_999, "\"1\"", "n").not_found();
    }

    fn a_stale_change_is_told_the_version_now(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let etag = read(&admin, id).etag();
        for title in ["a", "b", "c"] {
            admin.put(&format!("tickets/{id}"), json!({"title": title})).expect(200);
        }
        let answer = rename(&admin, id, &etag, "Late").stale();
        assert!(answer.message().contains('4'), "the version now is not named: {answer}");
    }

    fn comments_links_watchers_and_files_hold_to_a_tag_as_well(server: &Server) {
        let admin = server.admin();
        let (id, other) = (ticket(&admin), ticket(&admin));
        let stale = read(&admin, id).etag();
        admin.put(&format!("tickets/{id}"), json!({"title": "Somebody was quicker"})).expect(200);
        for (part, body) in [
            ("comments", json!({"content": "Late"})),
            ("links", json!({"kind": "relates", "ticket": other})),
            ("watchers", json!({"username": "admin"})),
        ] {
            admin.request("POST", &format!("tickets/{id}/{part}")).if_match(&stale).body(body).send().stale();
        }
        let form = testkit::multipart("file", "late.txt", "text/plain", b"late");
        admin
            .request("POST", &format!("tickets/{id}/attachments"))
            .if_match(&stale)
            .body(form)
            .send()
            .stale();
        let now = read(&admin, id);
        assert_eq!((now.version(), now["links"].as_array().map(Vec::len)), (2, Some(0)));
        let fresh = now.etag();
        let body = json!({"content": "In time"});
        admin
            .request("POST", &format!("tickets/{id}/comments"))
            .if_match(&fresh)
            .body(body)
            .send()
            .expect(200);
    }
}
