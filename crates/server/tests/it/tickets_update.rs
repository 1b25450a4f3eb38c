//! Changing tickets: what is sent changes, what is not stays.

use crate::support::{create, plain, read, ticket};
use testkit::{Value, json};

/// Everything that an update may set.
fn everything() -> Value {
    json!({
        "title": "新标题", "content": "New content", "category": "billing", "priority": "critical", "assignee": "bob",
        "tags": ["one", "two"], "playerId": "p-2", "contact": "wx 9", "gameId": "g-2", "env": "test",
        "dueAt": "2031-02-03T04:05:06.000000Z",
    })
}

on_both_engines! {
    fn every_field_is_changed_and_answered(server: &Server) {
        let admin = server.admin();
        let made = create(&admin, json!({"tags": ["old"]}));
        let path = format!("tickets/{}", made.id());
        let changed = admin.put(&path, everything()).expect(200);
        for (key, value) in everything().as_object().unwrap() {
            assert_eq!(&changed[key.as_str()], value, "{key} in {changed}");
        }
        for key in ["id", "status", "creator", "createdAt", "source", "uuid", "key", "project", "type"] {
            assert_eq!(changed[key], made[key], "{key} in {changed}");
        }
        assert_eq!(changed.version(), 2);
        assert!(
            testkit::moment(changed["updatedAt"].as_str().unwrap())
                > testkit::moment(made["updatedAt"].as_str().unwrap())
        );
        assert_eq!(admin.get(&path).expect(200).json, changed.json);
    }

    fn each_field_is_changed_alone(server: &Server) {
        let admin = server.admin();
        for (key, value) in everything().as_object().unwrap() {
            let made = create(&admin, json!({"assignee": "ann", "contact": "here", "tags": ["kept"]}));
            let changed =
                admin.put(&format!("tickets/{}", made.id()), json!({key.as_str(): value})).expect(200);
            let mut wanted = made.json.clone();
            wanted[key] = value.clone();
            for moved in ["version", "updatedAt", "watchers"] {
                wanted[moved] = changed[moved].clone();
            }
            assert_eq!(plain(&changed.json), plain(&wanted), "{key}");
        }
    }

    fn null_and_absent_mean_unchanged(server: &Server) {
        let admin = server.admin();
        let made = create(
            &admin,
            json!({"assignee": "ann", "tags": ["a"], "contact": "c", "dueAt": "2031-01-01T00:00:00Z"}),
        );
        let nulls = json!({
            "content": null, "category": null, "priority": null, "assignee": null, "tags": null, "contact": null, "title": "Only this",
        });
        let changed = admin.put(&format!("tickets/{}", made.id()), nulls).expect(200);
        assert_eq!(changed["title"], "Only this");
        for key in ["content", "category", "priority", "assignee", "tags", "contact", "dueAt"] {
            assert_eq!(changed[key], made[key], "{key}");
        }
    }

    fn an_empty_list_and_an_empty_text_clear(server: &Server) {
        let admin = server.admin();
        let full = json!({"assignee": "ann", "tags": ["a", "b"], "contact": "c", "playerId": "p", "gameId": "g", "env": "e"});
        let path = format!("tickets/{}", create(&admin, full).id());
        assert_eq!(admin.put(&path, json!({"tags": []})).expect(200)["tags"], json!([]));
        for key in ["assignee", "contact", "playerId", "gameId", "env"] {
            assert_eq!(admin.put(&path, json!({key: ""})).expect(200)[key], "", "{key}");
        }
        let now = admin.get(&path).expect(200);
        assert_eq!((&now["tags"], &now["assignee"], now.version()), (&json!([]), &json!(""), 7));
    }

    fn nothing_to_change_is_a_bad_request(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let path = format!("tickets/{id}");
        for body in [
            json!({}),
            json!({"title": null, "tags": null}),
            json!({"nonsense": 1}),
            json!({"source": "email", "id": 7}),
        ] {
            admin.put(&path, body).bad_request();
        }
        assert_eq!(read(&admin, id).version(), 1);
    }

    fn what_is_so_already_changes_nothing(server: &Server) {
        let admin = server.admin();
        let made = create(&admin, json!({"tags": ["a"]}));
        let path = format!("tickets/{}", made.id());
        let same = admin.put(&path, json!({"title": made["title"], "tags": ["a"]})).expect(200);
        assert!([1, 2].contains(&same.version()), "{same}");
        assert_eq!(plain(&admin.get(&path).expect(200).json), plain(&same.json));
    }

    fn blank_text_is_refused_where_text_is_required(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        for field in ["title", "content", "category"] {
            for blank in ["", " \t", "\u{3000}"] {
                admin.put(&format!("tickets/{id}"), json!({field: blank, "assignee": "ann"})).invalid(field);
            }
        }
        admin.put(&format!("tickets/{id}"), json!({"priority": "odd"})).invalid("priority");
        admin.put(&format!("tickets/{id}"), json!({"dueAt": "soon"})).invalid("dueAt");
        let now = read(&admin, id);
        assert_eq!((now.version(), &now["assignee"]), (1, &json!("")), "half of a refused update was kept");
    }

    fn a_status_is_refused_and_the_way_is_shown(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        for status in ["closed", "open", "nonsense"] {
            let answer = admin
                .put(&format!("tickets/{id}"), json!({"status": status, "title": "Changed too"}))
                .invalid("status");
            assert!(answer.text.contains("transition"), "the endpoint is not named: {answer}");
        }
        let now = read(&admin, id);
        assert_eq!((now.version(), &now["status"]), (1, &json!("open")));
    }

    fn what_only_the_server_sets_stays(server: &Server) {
        let admin = server.admin();
        let made = create(&admin, json!({}));
        let wish = json!({"title": "Changed", "source": "email", "creator": "nobody", "id": 1, "version": 50, "createdAt": "1999-01-01T00:00:00Z"});
        let changed = admin.put(&format!("tickets/{}", made.id()), wish).expect(200);
        for key in ["source", "creator", "id", "createdAt"] {
            assert_eq!(changed[key], made[key]);
        }
        assert_eq!(changed.version(), 2);
    }

    fn older_spellings_and_tag_rules_hold_in_updates(server: &Server) {
        let admin = server.admin();
        let path = format!("tickets/{}", ticket(&admin));
        let changed =
            admin.put(&path, json!({"player_id": "p", "game_id": "g", "tags": [" A ", "a", ""]})).expect(200);
        assert_eq!(
            (&changed["playerId"], &changed["gameId"], &changed["tags"]),
            (&json!("p"), &json!("g"), &json!(["A"]))
        );
        let many: Vec<String> = (0..51).map(|n| n.to_string()).collect();
        admin.put(&path, json!({"tags": many})).invalid("tags");
        assert_eq!(admin.put(&path, json!({"priority": "urgent"})).expect(200)["priority"], "critical");
    }
}
