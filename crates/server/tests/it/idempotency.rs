//! `Idempotency-Key`: a repeat gets the first answer and has no second effect.

use crate::support::{draft_with, read, ticket};
use testkit::{Answer, Client, Value, json, unique};

fn send(client: &Client, path: &str, key: &str, body: &Value) -> Answer {
    client.request("POST", path).key(key).body(body.clone()).send()
}

fn count(client: &Client, category: &str) -> i64 {
    client.get(&format!("tickets?category={category}")).expect(200)["total"].as_i64().expect("a total")
}

on_both_engines! {
    fn a_repeated_create_makes_one_ticket(server: &Server) {
        let (admin, category, key) = (server.admin(), unique("once"), unique("key"));
        let body = draft_with("Once", json!({"category": category}));
        let first = send(&admin, "tickets", &key, &body).expect(200);
        for _ in 0..3 {
            let again = send(&admin, "tickets", &key, &body).expect(200);
            assert_eq!(again.json, first.json, "another answer to the same request");
        }
        assert_eq!(count(&admin, &category), 1);
        // The answer is the first one even when the ticket has moved on.
        admin.put(&format!("tickets/{}", first.id()), json!({"title": "Moved on"})).expect(200);
        assert_eq!(send(&admin, "tickets", &key, &body).expect(200)["title"], "Once");
    }

    fn the_key_with_another_body_is_refused(server: &Server) {
        let (admin, category, key) = (server.admin(), unique("once"), unique("key"));
        send(&admin, "tickets", &key, &draft_with("One", json!({"category": category}))).expect(200);
        send(&admin, "tickets", &key, &draft_with("Two", json!({"category": category})))
            .error(422, "validation_failed");
        assert_eq!(count(&admin, &category), 1);
        send(&admin, "tickets", &unique("key"), &draft_with("Two", json!({"category": category})))
            .expect(200);
        assert_eq!(count(&admin, &category), 2);
    }

    fn a_key_belongs_to_its_user(server: &Server) {
        let (one, other) = (server.person("operator"), server.person("operator"));
        let (category, key) = (unique("once"), unique("key"));
        let body = draft_with("Mine", json!({"category": category}));
        let mine = send(&one.client, "tickets", &key, &body).expect(200);
        let theirs = send(&other.client, "tickets", &key, &body).expect(200);
        assert_ne!(mine.id(), theirs.id());
        assert_eq!(theirs["creator"], other.username.as_str());
    }

    fn comments_transitions_and_updates_are_made_once_as_well(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let path = format!("tickets/{id}");
        for _ in 0..3 {
            send(&admin, &format!("{path}/comments"), &format!("c{id}"), &json!({"content": "Once"}))
                .expect(200);
            let moved = send(
                &admin,
                &format!("{path}/transition"),
                &format!("t{id}"),
                &json!({"status": "closed", "note": "Done"}),
            );
            assert_eq!(moved.expect(200)["status"], "closed");
            let put =
                admin.request("PUT", &path).key(&format!("p{id}")).body(json!({"title": "Put once"})).send();
            assert_eq!(put.expect(200).version(), 4);
        }
        let now = read(&admin, id);
        assert_eq!((now.version(), now["comments"].as_array().map(Vec::len)), (4, Some(2)));
    }

    fn a_deletion_is_answered_again(server: &Server) {
        let admin = server.admin();
        let path = format!("tickets/{}", ticket(&admin));
        let key = unique("key");
        for _ in 0..2 {
            let answer = admin.request("DELETE", &path).key(&key).send();
            assert_eq!(answer.expect(200).json, json!({"message": "OK"}));
        }
        admin.delete(&path).not_found();
    }

    fn accounts_and_projects_are_made_once(server: &Server) {
        let admin = server.admin();
        let name = unique("once");
        let body = json!({"username": name, "password": "vT3-quiet-harbour-88", "access": "user"});
        let first = send(&admin, "users", &name, &body).expect(201);
        assert_eq!(send(&admin, "users", &name, &body).expect(201).json, first.json);
        let project = crate::support::project_key();
        let body = json!({"key": project, "name": "Once"});
        let first = send(&admin, "projects", &project, &body).expect(201);
        assert_eq!(send(&admin, "projects", &project, &body).expect(201)["uuid"], first["uuid"]);
    }

    fn eight_at_once_make_one_ticket(server: &Server) {
        let admin = server.admin();
        for _ in 0..5 {
            let (category, key) = (unique("once"), unique("key"));
            let body = draft_with("At once", json!({"category": category}));
            let answers: Vec<Answer> = std::thread::scope(|scope| {
                let threads: Vec<_> =
                    (0..8).map(|_| scope.spawn(|| send(&admin, "tickets", &key, &body))).collect();
                threads.into_iter().map(|thread| thread.join().expect("an answer")).collect()
            });
            let first = answers[0].clone().expect(200).json;
            for answer in answers {
                assert_eq!(answer.expect(200).json, first);
            }
            assert_eq!(count(&admin, &category), 1);
        }
    }

    fn a_refused_request_may_be_put_right_or_is_refused_again(server: &Server) {
        let (admin, category, key) = (server.admin(), unique("once"), unique("key"));
        let bad = draft_with(" ", json!({"category": category}));
        send(&admin, "tickets", &key, &bad).invalid("title");
        send(&admin, "tickets", &key, &bad).invalid("title");
        let good = send(&admin, "tickets", &key, &draft_with("Right", json!({"category": category})));
        assert!([200, 422].contains(&good.status), "{good}");
        assert_eq!(count(&admin, &category), i64::from(good.status == 200));
    }

    fn odd_keys_are_no_trouble(server: &Server) {
        let admin = server.admin();
        for key in ["", " ", "x", &"k".repeat(255), &"k".repeat(7_000), "a\"b'c;--", "key with spaces"] {
            let answer = send(&admin, "tickets", key, &draft_with("Odd key", json!({})));
            assert!([200, 400, 422].contains(&answer.status), "{answer}");
        }
    }

    fn a_key_is_for_one_path_and_method(server: &Server) {
        let admin = server.admin();
        let (one, other, key) = (ticket(&admin), ticket(&admin), unique("key"));
        let body = json!({"content": "Once"});
        send(&admin, &format!("tickets/{one}/comments"), &key, &body).expect(200);
        send(&admin, &format!("tickets/{other}/comments"), &key, &body).error(422, "validation_failed");
        let put =
            admin.request("PUT", &format!("tickets/{one}")).key(&key).body(json!({"title": "n"})).send();
        put.error(422, "validation_failed");
        assert_eq!((read(&admin, one).version(), read(&admin, other).version()), (2, 1));
    }

    fn a_repeat_with_a_tag_that_has_passed_is_still_the_first_answer(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let (etag, key) = (read(&admin, id).etag(), unique("key"));
        let put = || {
            let request = admin.request("PUT", &format!("tickets/{id}")).key(&key).if_match(&etag);
            request.body(json!({"title": "Once"})).send()
        };
        let first = put().expect(200);
        assert_eq!(
            put().expect(200).json,
            first.json,
            "who heard no answer and asks again is told of a conflict with themselves"
        );
    }

    fn a_file_is_attached_once(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let key = unique("key");
        let form = testkit::multipart("file", "once.txt", "text/plain", b"once");
        let path = format!("tickets/{id}/attachments");
        let first = admin.request("POST", &path).key(&key).body(form.clone()).send().expect(201);
        let again = admin.request("POST", &path).key(&key).body(form).send().expect(201);
        assert_eq!((again["id"].clone(), read(&admin, id).version()), (first["id"].clone(), 2));
        let other = testkit::multipart("file", "once.txt", "text/plain", b"other bytes");
        admin.request("POST", &path).key(&key).body(other).send().error(422, "validation_failed");
    }
}
