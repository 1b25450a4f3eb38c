//! Full text over HTTP: what is found, in which order, by whom; and the one box for everything.

use crate::support::{create, draft_with, project};
use testkit::{Client, Server, encode, json, unique};

/// A word that only this test uses.
fn word() -> String {
    format!("zq{}", unique("").replace('x', "k"))
}

fn make(client: &Client, title: &str, content: &str) -> i64 {
    client.post("tickets", draft_with(title, json!({"content": content}))).expect(200).id()
}

#[track_caller]
fn ids(client: &Client, query: &str) -> Vec<i64> {
    client.get(&format!("tickets?{query}")).expect(200).ids()
}

fn user(server: &Server, access: &str) -> Client {
    server.person(access).client
}

on_both_engines! {
    fn the_best_answer_comes_first_unless_another_order_is_asked_for(server: &Server) {
        let (admin, word) = (server.admin(), word());
        let whole = make(&admin, &word, "x");
        let body = make(&admin, "Other", &format!("about {word} here"));
        let title = make(&admin, &format!("The {word} again"), "x");
        let comment = make(&admin, "Other", "x");
        admin.post(&format!("tickets/{comment}/comments"), json!({"content": format!("see {word}")})).expect(200);
        let best = vec![whole, title, body, comment];
        assert_eq!(ids(&admin, &format!("q={word}")), best);
        assert_eq!(ids(&admin, &format!("q={word}&sort=relevance")), best);
        assert_eq!(ids(&admin, &format!("q={word}&sort=id")), [whole, body, title, comment]);
        assert_eq!(ids(&admin, &format!("q={word}&sort=-id")), [comment, title, body, whole]);
        admin.get("tickets?sort=relevance").malformed("sort");
        admin.get(&format!("tickets?q={word}&sort=-relevance")).malformed("sort");
    }

    fn pages_by_number_and_by_cursor_hold_every_match_once(server: &Server) {
        let (admin, word) = (server.admin(), word());
        for i in 0..55 {
            let (title, content) = if i % 2 == 0 { (word.as_str(), "x") } else { ("Other", word.as_str()) };
            make(&admin, title, content);
        }
        let whole = ids(&admin, &format!("q={word}&pageSize=100"));
        assert_eq!(whole.len(), 55);
        let (mut by_cursor, mut cursor) = (Vec::new(), String::new());
        loop {
            let answer = admin.get(&format!("tickets?q={word}&pageSize=8&cursor={cursor}")).expect(200);
            assert_eq!(answer["total"], 55, "{answer}");
            by_cursor.extend(answer.ids());
            match answer["nextCursor"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => break,
            }
        }
        assert_eq!(by_cursor, whole);
        let by_number: Vec<i64> =
            (1..=7).flat_map(|page| ids(&admin, &format!("q={word}&pageSize=8&page={page}"))).collect();
        assert_eq!(by_number, whole);
        assert_eq!(ids(&admin, &format!("q={word}&pageSize=8&page=9")), Vec::<i64>::new());
        // A cursor belongs to its order.
        let ranked = admin.get(&format!("tickets?q={word}&pageSize=8&cursor=")).expect(200);
        let ranked = ranked["nextCursor"].as_str().unwrap_or_default().to_owned();
        admin.get(&format!("tickets?q={word}&sort=id&cursor={ranked}")).malformed("cursor");
        let sorted = admin.get(&format!("tickets?q={word}&sort=id&pageSize=8&cursor=")).expect(200);
        let sorted = sorted["nextCursor"].as_str().unwrap_or_default().to_owned();
        admin.get(&format!("tickets?q={word}&cursor={sorted}")).malformed("cursor");
        admin.get(&format!("tickets?q={word}&cursor=nonsense")).malformed("cursor");
    }

    fn phrases_prefixes_keys_and_other_writing_are_understood(server: &Server) {
        let (admin, key) = (server.admin(), project(server, json!([])));
        let made = create(&admin, json!({
            "project": key, "title": "會議室網絡故障 WiFi6", "content": "Reset password for room-12", "tags": ["贵宾"],
        }));
        let (id, ticket) = (made.id(), made["key"].as_str().unwrap_or_default().to_owned());
        let asked = |q: &str| ids(&admin, &format!("project={key}&q={}", encode(q)));
        for q in [
            "网络", "網絡", "ＷＩＦＩ6", "wif", "会议室 password", "\"网络故障\"", "\"reset password\"", "贵宾", &ticket,
            &format!("#{id}"), &id.to_string(), "\"room 12", "account", "admin", "passw",
        ] {
            assert_eq!(asked(q), [id], "{q}");
        }
        for q in ["\"password reset\"", "\"wif\"", "火星", "\"故障网络\"", "!?", "\"", "网络 nothing"] {
            assert!(asked(q).is_empty(), "{q}");
        }
        assert_eq!(ids(&admin, &format!("q={id}"))[0], id);
        admin.get(&format!("tickets?q={}", "a".repeat(301))).malformed("q");
        for q in ["' OR 1=1 --", "a AND (", "* NOT *", "\\", "NEAR(a b)", "col:x", "😀", "%00"] {
            let answer = admin.get(&format!("tickets?q={}", if q == "%00" { q.to_owned() } else { encode(q) }));
            assert!([200, 400].contains(&answer.status), "{answer}");
        }
    }

    fn an_internal_comment_is_found_by_operators_alone(server: &Server) {
        let (admin, word) = (server.admin(), word());
        let customer = user(server, "user");
        let id = create(&customer, json!({})).id();
        admin
            .post(&format!("tickets/{id}/comments"), json!({"content": format!("hidden {word}"), "internal": true}))
            .expect(200);
        let path = format!("q={word}");
        assert_eq!(ids(&admin, &path), [id]);
        assert_eq!(ids(&user(server, "operator"), &path), [id]);
        for q in [word.clone(), word[..6].to_owned(), encode(&format!("\"hidden {word}\"")), format!("log%20{word}")] {
            let answer = customer.get(&format!("tickets?q={q}")).expect(200);
            assert!(answer.items().is_empty() && answer["total"] == 0, "{answer}");
            let answer = customer.get(&format!("search?q={q}")).expect(200);
            assert_eq!(answer["totalTickets"], 0, "{answer}");
        }
        // An open one is found by who may see the ticket.
        admin.post(&format!("tickets/{id}/comments"), json!({"content": format!("open {word}")})).expect(200);
        assert_eq!(ids(&customer, &path), [id]);
        assert!(ids(&user(server, "user"), &path).is_empty());
    }

    fn changes_are_found_at_once_and_deleted_tickets_no_more(server: &Server) {
        let (admin, first, second) = (server.admin(), word(), word());
        let id = make(&admin, &first, "x");
        admin.put(&format!("tickets/{id}"), json!({"title": second})).expect(200);
        assert!(ids(&admin, &format!("q={first}")).is_empty());
        assert_eq!(ids(&admin, &format!("q={second}")), [id]);
        admin.post(&format!("tickets/{id}/transition"), json!({"status": "closed", "note": format!("note {first}")})).expect(200);
        assert_eq!(ids(&admin, &format!("q={first}%20{second}")), [id]);
        admin.delete(&format!("tickets/{id}")).expect(200);
        assert!(ids(&admin, &format!("q={second}")).is_empty());
        assert_eq!(ids(&admin, &format!("q={second}&deleted=true")), [id]);
        admin.post(&format!("tickets/{id}/restore"), json!({})).expect(200);
        assert_eq!(ids(&admin, &format!("q={second}")), [id]);
    }

    fn one_box_finds_tickets_people_and_projects(server: &Server) {
        let (admin, word) = (server.admin(), word());
        let id = make(&admin, &format!("About {word}"), "x");
        let nickname = format!("網管{word}");
        admin
            .post("users", json!({"username": word, "password": "a long password 1", "nickname": nickname, "access": "operator"}))
            .expect(201);
        let key = project(server, json!([]));
        for (q, people) in [(word.clone(), true), (word.to_uppercase(), true), (encode(&format!("网管{word}")), true)] {
            let answer = admin.get(&format!("search?q={q}")).expect(200);
            let names = answer["people"].as_array().map_or(0, Vec::len);
            assert_eq!(names == 1, people, "{answer}");
            assert_eq!(answer["people"][0]["nickname"], nickname.as_str(), "{answer}");
        }
        let answer = admin.get(&format!("search?q={word}")).expect(200);
        assert_eq!((&answer["tickets"][0]["id"], &answer["totalTickets"]), (&json!(id), &json!(1)), "{answer}");
        let answer = admin.get(&format!("search?q={}", key.to_lowercase())).expect(200);
        assert_eq!(answer["projects"][0]["key"], key.as_str(), "{answer}");
        // People are for operators and above; nothing typed finds nothing; strangers are sent away.
        let customer = user(server, "user");
        let answer = customer.get(&format!("search?q={word}")).expect(200);
        assert!(answer["people"] == json!([]) && answer["tickets"] == json!([]), "{answer}");
        let answer = admin.get("search?q=").expect(200);
        assert!(answer["people"] == json!([]) && answer["projects"] == json!([]), "{answer}");
        admin.get("search").malformed("q");
        admin.get(&format!("search?q={}", "x".repeat(301))).malformed("q");
        server.stranger().get("search?q=x").unauthorized();
    }
}
