//! Comments.

use crate::support::{assert_comment, create, read, ticket};
use testkit::{Answer, Client, Value, json, moment};

fn comment(client: &Client, id: i64, content: &str) -> Answer {
    client.post(&format!("tickets/{id}/comments"), json!({"content": content}))
}

on_both_engines! {
    fn a_comment_is_answered_with_the_whole_list_oldest_first(server: &Server) {
        let (admin, operator) = (server.admin(), server.person("operator"));
        let id = ticket(&admin);
        let path = format!("tickets/{id}/comments");
        assert_eq!(admin.get(&path).expect(200).json["items"], json!([]));
        assert_eq!(comment(&admin, id, "第一").expect(200).texts("content"), ["第一"]);
        assert_eq!(comment(&operator.client, id, "second").expect(200).texts("content"), ["第一", "second"]);
        let answer = comment(&admin, id, "third").expect(200);
        assert_eq!(answer.texts("content"), ["第一", "second", "third"]);
        assert_eq!(answer.texts("author"), ["admin", operator.username.as_str(), "admin"]);
        answer.items().iter().for_each(assert_comment);
        let ids = answer.ids();
        assert!(ids.is_sorted() && ids[0] != ids[1], "{answer}");
        let times: Vec<i128> = answer.texts("createdAt").into_iter().map(moment).collect();
        assert!(times.is_sorted(), "{answer}");
        assert_eq!(admin.get(&path).expect(200)["items"], answer["items"]);
        assert_eq!(read(&admin, id)["comments"], answer["items"]);
    }

    fn a_comment_counts_as_a_change_of_the_ticket(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let before = read(&admin, id);
        comment(&admin, id, "News").expect(200);
        let after = read(&admin, id);
        assert_eq!(after.version(), before.version() + 1);
        assert_ne!(after.etag(), before.etag());
        let history = admin.get(&format!("tickets/{id}/history")).expect(200);
        assert!(history.texts("action").contains(&"commented"), "{history}");
    }

    fn a_comment_has_one_to_65536_characters(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        for blank in ["", "   ", "\n\t", "\u{3000}"] {
            comment(&admin, id, blank).invalid("content");
        }
        for letter in ["a", "单", "😀"] {
            comment(&admin, id, &letter.repeat(65_537)).invalid("content");
            let list = comment(&admin, id, &letter.repeat(65_536)).expect(200);
            assert_eq!(list.texts("content").pop(), Some(letter.repeat(65_536).as_str()));
        }
        comment(&admin, id, "a\u{0}b").invalid("content");
        comment(&admin, id, "x").expect(200);
        assert_eq!(read(&admin, id).version(), 5);
    }

    fn a_comment_that_is_none_is_refused_by_name(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let post = |body: Value| admin.post(&format!("tickets/{id}/comments"), body);
        post(json!({})).refused();
        post(json!({"content": null})).refused();
        for bad in [json!(7), json!(["a"]), json!({"a": 1}), json!(true)] {
            post(json!({"content": bad})).malformed("content");
        }
        post(json!({"content": "a", "internal": "yes"})).malformed("internal");
        assert_eq!(read(&admin, id).version(), 1);
    }

    fn lines_and_markup_of_a_comment_are_kept_as_they_are(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let text = "line one\n\n\tline two\r\n<script>alert('x')</script> **bold** @admin #1 \u{202e}";
        assert_eq!(comment(&admin, id, text).expect(200).texts("content"), [text]);
    }

    fn comments_of_no_ticket_are_not_found(server: &Server) {
        let admin = server.admin();
        for name in ["999999999", "abc", "NOPE-1"] {
            admin.get(&format!("tickets/{name}/comments")).not_found();
            admin.post(&format!("tickets/{name}/comments"), json!({"content": "n"})).not_found();
        }
    }

    fn what_is_internal_is_hidden_from_people_outside(server: &Server) {
        let (operator, user) = (server.person("operator"), server.person("user"));
        let id = create(&user.client, json!({})).id();
        let path = format!("tickets/{id}/comments");
        comment(&user.client, id, "Please help").expect(200);
        let secret = "Between us: the customer is late with paying";
        let list = operator.client.post(&path, json!({"content": secret, "internal": true})).expect(200);
        assert_eq!(
            list.items().iter().map(|c| c["internal"].clone()).collect::<Vec<_>>(),
            [json!(false), json!(true)]
        );
        comment(&operator.client, id, "We are on it").expect(200);
        assert_eq!(operator.client.get(&path).expect(200).items().len(), 3);
        let seen = user.client.get(&path).expect(200);
        assert_eq!(seen.texts("content"), ["Please help", "We are on it"]);
        // Nor that anything was said: the pages of a history go on behind it, filtered or not.
        let steps = |person: &testkit::Person, query: &str| {
            let (mut seqs, mut cursor) = (Vec::new(), String::new());
            loop {
                let page =
                    person.client.get(&format!("tickets/{id}/history?pageSize=1{query}{cursor}")).expect(200);
                seqs.extend(page.items().iter().filter_map(|step| step["seq"].as_i64()));
                let Some(next) = page["nextCursor"].as_str() else { return seqs };
                cursor = format!("&cursor={next}");
            }
        };
        for (query, count) in [("", 4), ("&filter=action%20%3D%20commented", 3)] {
            let mut all = steps(&operator, query);
            assert_eq!(all.len(), count, "{query}");
            all.remove(count - 2);
            assert_eq!(steps(&user, query), all, "{query}");
        }
        let places = [
            user.client.get(&format!("tickets/{id}")),
            user.client.get(&format!("tickets/{id}/history")),
            comment(&user.client, id, "Thanks"),
            user.client.get("tickets"),
            user.client.put(&format!("tickets/{id}"), json!({"contact": "c"})),
            user.client
                .post(&format!("tickets/{id}/transition"), json!({"status": "closed", "note": "Done"})),
        ];
        for answer in places {
            assert!(!answer.expect(200).text.contains("Between us"), "an internal comment is shown outside");
        }
    }

    fn who_may_see_a_ticket_may_comment_on_it_and_nobody_else(server: &Server) {
        let (owner, watcher, other) = (server.person("user"), server.person("user"), server.person("user"));
        let id = create(&owner.client, json!({"watchers": [watcher.username]})).id();
        comment(&owner.client, id, "Mine").expect(200);
        comment(&watcher.client, id, "Watching").expect(200);
        comment(&other.client, id, "Not mine").not_found();
        other.client.get(&format!("tickets/{id}/comments")).not_found();
        server.stranger().post(&format!("tickets/{id}/comments"), json!({"content": "n"})).unauthorized();
    }
}
