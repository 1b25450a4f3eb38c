//! Every step ever made, and the ticket as it was.

use crate::support::{create, plain, read, ticket};
use testkit::{Answer, Client, Server, Value, encode, json, moment, time_text};

/// A time, as text, in the middle between two.
fn between(one: &str, other: &str) -> String {
    time_text(i128::midpoint(moment(one), moment(other)))
}

/// The history, oldest step first, whichever way it is answered.
fn history(client: &Client, id: i64) -> Vec<Value> {
    let mut items = client.get(&format!("tickets/{id}/history?pageSize=100")).expect(200).items().to_vec();
    items.sort_by_key(|step| step["seq"].as_i64().expect("a seq"));
    items
}

fn change<'s>(step: &'s Value, field: &str) -> &'s Value {
    let changes = step["changes"].as_array().unwrap_or_else(|| panic!("no changes in {step}"));
    changes
        .iter()
        .find(|c| c["field"] == field)
        .unwrap_or_else(|| panic!("{field} is not among the changes of {step}"))
}

/// A ticket with a past: what it was after each of its steps.
fn with_a_past(server: &Server) -> (Client, Vec<Answer>) {
    let admin = server.admin();
    let made = create(&admin, json!({"tags": ["a"], "assignee": "ann"}));
    let path = format!("tickets/{}", made.id());
    let mut states = vec![made];
    for body in [
        json!({"title": "第二"}),
        json!({"tags": ["b", "c"], "assignee": ""}),
        json!({"priority": "high", "dueAt": "2031-01-01T00:00:00Z", "contact": "here"}),
        json!({"content": "Other content", "category": "other", "playerId": "p", "gameId": "g", "env": "e"}),
    ] {
        states.push(admin.put(&path, body).expect(200));
    }
    states.push(
        admin.post(&format!("{path}/transition"), json!({"status": "resolved", "note": "Done"})).expect(200),
    );
    admin.post(&format!("{path}/comments"), json!({"content": "A word"})).expect(200);
    states.push(admin.get(&path).expect(200));
    states.push(admin.post(&format!("{path}/transition"), json!({"status": "closed"})).expect(200));
    states.push(admin.put(&path, json!({"tags": [], "dueAt": "2032-01-01T00:00:00Z"})).expect(200));
    (admin, states)
}

on_both_engines! {
    fn every_step_is_told_with_what_changed_from_what_to_what(server: &Server) {
        let (admin, states) = with_a_past(server);
        let steps = history(&admin, states[0].id());
        let actions: Vec<&str> =
            steps.iter().map(|step| step["action"].as_str().expect("an action")).collect();
        let wanted = [
            "created",
            "edited",
            "edited",
            "edited",
            "edited",
            "transitioned",
            "commented",
            "transitioned",
            "edited",
        ];
        assert_eq!(actions, wanted);
        let change_of = |step: usize, field: &str| {
            let change = change(&steps[step], field);
            (change["from"].clone(), change["to"].clone())
        };
        assert_eq!(change_of(0, "status").1, "open");
        assert_eq!(change_of(0, "title").1, "Cannot log in");
        assert_eq!(change_of(0, "priority").1, "medium");
        assert_eq!(change_of(1, "title"), (json!("Cannot log in"), json!("第二")));
        assert_eq!(change_of(2, "tags"), (json!(["a"]), json!(["b", "c"])));
        assert_eq!(change_of(2, "assignee").0, "ann");
        assert_eq!(change_of(3, "priority"), (json!("medium"), json!("high")));
        assert_eq!(change_of(4, "gameId").1, "g");
        assert_eq!(change_of(5, "status"), (json!("open"), json!("resolved")));
        assert_eq!(change_of(7, "status"), (json!("resolved"), json!("closed")));
        assert_eq!(steps[1]["changes"].as_array().map(Vec::len), Some(1), "{}", steps[1]);
        for step in &steps {
            assert_eq!((&step["actor"], &step["via"]), (&json!("admin"), &json!("api")), "{step}");
            testkit::assert_time(&step["at"]);
            assert!(step.get("note").is_some(), "{step}");
        }
        assert_eq!(steps[5]["note"], "Done");
    }

    fn numbers_and_times_of_steps_grow(server: &Server) {
        let (admin, states) = with_a_past(server);
        let answer = admin.get(&format!("tickets/{}/history", states[0].id())).expect(200);
        let numbers: Vec<i64> = answer.items().iter().map(|s| s["seq"].as_i64().expect("a seq")).collect();
        assert!(numbers.is_sorted() || numbers.iter().rev().is_sorted(), "{answer}");
        let steps = history(&admin, states[0].id());
        assert!(steps.windows(2).all(|pair| pair[0]["seq"].as_i64() < pair[1]["seq"].as_i64()));
        assert!(
            steps.windows(2).all(
                |pair| moment(pair[0]["at"].as_str().unwrap()) <= moment(pair[1]["at"].as_str().unwrap())
            )
        );
        assert_eq!(steps.len(), usize::try_from(states.last().unwrap().version()).unwrap());
    }

    fn a_ticket_is_shown_as_it_was_between_any_two_steps(server: &Server) {
        let (admin, states) = with_a_past(server);
        let id = states[0].id();
        let as_of = |time: &str| admin.get(&format!("tickets/{id}?asOf={}", encode(time)));
        for pair in states.windows(2) {
            let time =
                between(pair[0]["updatedAt"].as_str().unwrap(), pair[1]["updatedAt"].as_str().unwrap());
            assert_eq!(plain(&as_of(&time).expect(200).json), plain(&pair[0].json), "as of {time}");
        }
        let newest = states.last().unwrap();
        assert_eq!(plain(&as_of("2999-01-01T00:00:00Z").expect(200).json), plain(&newest.json));
        for state in &states {
            let then = as_of(state["updatedAt"].as_str().unwrap()).expect(200);
            assert_eq!(plain(&then.json), plain(&state.json), "at the very moment of a step");
        }
        // The same moment, told in another place.
        let made = moment(states[0]["updatedAt"].as_str().unwrap()) + 8 * 3_600 * 1_000_000;
        let elsewhere = time_text(made).replace('Z', "+08:00");
        assert_eq!(as_of(&elsewhere).expect(200).version(), 1);
    }

    fn before_it_was_made_there_was_no_ticket(server: &Server) {
        let admin = server.admin();
        let made = create(&admin, json!({}));
        let before = time_text(moment(made["createdAt"].as_str().unwrap()) - 1);
        for time in [before.as_str(), "2001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "2001-01-01"] {
            admin.get(&format!("tickets/{}?asOf={time}", made.id())).not_found();
        }
        for bad in ["yesterday", "7", "2026-13-01T00:00:00Z", "%00"] {
            admin.get(&format!("tickets/{}?asOf={bad}", made.id())).malformed("asOf");
        }
        admin.get("tickets/999999999?asOf=2999-01-01T00:00:00Z").not_found();
    }

    fn custom_fields_travel_in_time_as_well(server: &Server) {
        let admin = server.admin();
        let key = crate::support::project(
            server,
            json!([
                {"key": "room", "name": {"zh": "房间", "en": "Room"}, "type": "text", "options": [], "required": false},
            ]),
        );
        let made = create(&admin, json!({"project": key, "fields": {"room": "301"}}));
        let path = format!("tickets/{}", made.id());
        let moved = admin.put(&path, json!({"fields": {"room": "302"}})).expect(200);
        let cleared = admin.put(&path, json!({"fields": {"room": null}})).expect(200);
        let as_of = |one: &Answer, other: &Answer| {
            let time = between(one["updatedAt"].as_str().unwrap(), other["updatedAt"].as_str().unwrap());
            admin.get(&format!("{path}?asOf={time}")).expect(200)["fields"].clone()
        };
        assert_eq!(
            (as_of(&made, &moved), as_of(&moved, &cleared)),
            (json!({"room": "301"}), json!({"room": "302"}))
        );
        let steps = history(&admin, made.id());
        assert_eq!(
            change(&steps[1], "fields.room"),
            &json!({"field": "fields.room", "from": "301", "to": "302"})
        );
    }

    fn a_long_history_is_read_page_by_page(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        for n in 0..24 {
            admin.put(&format!("tickets/{id}"), json!({"title": format!("Title {n}")})).expect(200);
        }
        let mut numbers = Vec::new();
        let mut cursor = String::new();
        for _ in 0..30 {
            let page =
                admin.get(&format!("tickets/{id}/history?pageSize=4&cursor={}", encode(&cursor))).expect(200);
            assert!(page.items().len() <= 4, "{page}");
            numbers.extend(page.items().iter().map(|step| step["seq"].as_i64().expect("a seq")));
            match page["nextCursor"].as_str() {
                Some(next) => next.clone_into(&mut cursor),
                None => break,
            }
        }
        let (count, mut once) = (numbers.len(), numbers.clone());
        assert!(numbers.is_sorted() || numbers.iter().rev().is_sorted());
        once.sort_unstable();
        once.dedup();
        assert_eq!((count, once.len()), (25, 25));
        admin.get(&format!("tickets/{id}/history?cursor=nonsense")).malformed("cursor");
        admin.get(&format!("tickets/{id}/history?pageSize=abc")).malformed("pageSize");
        assert_eq!(read(&admin, id).version(), 25);
    }
}
