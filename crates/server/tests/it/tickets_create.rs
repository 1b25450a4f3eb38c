//! Making tickets: what is kept, what is filled in, what is ignored.

use crate::support::{assert_ticket, create, draft, draft_with, project, read};
use testkit::{json, moment, unique};

on_both_engines! {
    fn a_new_ticket_has_every_key_and_the_defaults(server: &Server) {
        let admin = server.admin();
        let made = admin.post("tickets", draft("无法登录")).expect(200);
        assert_ticket(&made.json);
        assert_eq!((&made["title"], &made["content"]), (&json!("无法登录"), &json!("It does not start.")));
        assert_eq!((&made["status"], &made["priority"]), (&json!("open"), &json!("medium")));
        assert_eq!((&made["source"], &made["creator"]), (&json!("api"), &json!("admin")));
        assert_eq!((&made["project"], &made["version"]), (&json!("SUP"), &json!(1)));
        for key in ["assignee", "playerId", "contact", "gameId", "env"] {
            assert_eq!(made[key], "", "{key} in {made}");
        }
        assert_eq!((&made["tags"], &made["dueAt"]), (&json!([]), &json!(null)));
        assert_eq!(made["createdAt"], made["updatedAt"]);
        assert!(made.json.get("comments").is_none(), "comments of a ticket without any: {made}");
        assert_eq!(read(&admin, made.id()).json, made.json, "what is read is not what was answered");
    }

    fn everything_that_may_be_given_is_kept(server: &Server) {
        let admin = server.admin();
        let watcher = server.person("user").username;
        let extra = json!({
            "priority": "high", "tags": ["vip", "退款"], "playerId": "p-1", "contact": "qq 12345", "gameId": "g-1", "env": "prod",
            "assignee": "admin", "dueAt": "2030-05-06T07:08:09+08:00", "watchers": [watcher], "project": "SUP",
        });
        let made = create(&admin, extra.clone());
        for key in ["priority", "tags", "playerId", "contact", "gameId", "env", "assignee", "project"] {
            assert_eq!(made[key], extra[key], "{key} in {made}");
        }
        assert!(made["watchers"].as_array().unwrap().contains(&json!(watcher)), "{made}");
        assert_eq!(moment(made["dueAt"].as_str().unwrap()), moment("2030-05-05T23:08:09Z"));
        assert_eq!(read(&admin, made.id()).json, made.json);
    }

    fn titles_and_categories_are_trimmed_and_content_keeps_its_lines(server: &Server) {
        let body = json!({"title": "  \t标题 of it\u{3000} ", "content": "one\n\n\ttwo\r\nthree", "category": " account "});
        let made = server.admin().post("tickets", body).expect(200);
        assert_eq!((&made["title"], &made["category"]), (&json!("标题 of it"), &json!("account")));
        assert_eq!(made["content"], "one\n\n\ttwo\r\nthree");
    }

    fn text_of_every_script_comes_back_as_it_went(server: &Server) {
        let admin = server.admin();
        let texts = [
            "工单系统",
            "👩‍👩‍👧‍👦 family",
            "e\u{301} é",
            "عربي RTL",
            "𠮷野家",
            "a'b\"c\\d<e>&f;--",
            "%s %d {} $1 ?",
            "\u{feff}bom",
        ];
        for text in texts {
            let made =
                admin.post("tickets", json!({"title": text, "content": text, "category": text})).expect(200);
            let now = read(&admin, made.id());
            assert_eq!(
                (&now["title"], &now["content"], &now["category"]),
                (&json!(text), &json!(text), &json!(text))
            );
        }
    }

    fn older_spellings_of_keys_are_understood(server: &Server) {
        let made = create(&server.admin(), json!({"player_id": "p-9", "game_id": "g-9"}));
        assert_eq!((&made["playerId"], &made["gameId"]), (&json!("p-9"), &json!("g-9")));
        assert!(made.json.get("player_id").is_none() && made.json.get("game_id").is_none(), "{made}");
    }

    fn priorities_are_read_in_every_spelling(server: &Server) {
        let admin = server.admin();
        let words = [
            ("low", "low"),
            ("medium", "medium"),
            ("high", "high"),
            ("critical", "critical"),
            ("normal", "medium"),
            ("urgent", "critical"),
            ("URGENT", "critical"),
            (" High ", "high"),
        ];
        for (word, kept) in words {
            assert_eq!(create(&admin, json!({"priority": word}))["priority"], kept, "{word:?}");
        }
        for word in ["", "highest", "P1", "1", "高"] {
            admin.post("tickets", draft_with("Odd", json!({"priority": word}))).invalid("priority");
        }
        assert_eq!(create(&admin, json!({"priority": null}))["priority"], "medium");
    }

    fn headers_fill_what_the_body_leaves_out(server: &Server) {
        let admin = server.admin().with("X-Game-ID", "from-header").with("X-Env", "staging");
        let made = create(&admin, json!({}));
        assert_eq!((&made["gameId"], &made["env"]), (&json!("from-header"), &json!("staging")));
        let made = create(&admin, json!({"gameId": "from-body", "env": "prod"}));
        assert_eq!((&made["gameId"], &made["env"]), (&json!("from-body"), &json!("prod")));
        let long = server.admin().with("X-Game-ID", &"g".repeat(65));
        long.post("tickets", draft("Too long a header")).invalid("gameId");
    }

    fn what_only_the_server_sets_is_ignored(server: &Server) {
        let before = server.admin().get("tickets?pageSize=1").expect(200)["total"].clone();
        assert!(before.is_i64());
        let extra = json!({
            "status": "closed", "source": "email", "id": 1, "version": 99, "creator": "nobody", "createdAt": "1999-01-01T00:00:00Z",
            "uuid": "x", "key": "SUP-1", "comments": [{"content": "x"}], "nonsense": {"a": [1]},
        });
        let made = create(&server.admin(), extra);
        assert_eq!((&made["status"], &made["source"]), (&json!("open"), &json!("api")));
        assert_eq!((&made["version"], &made["creator"]), (&json!(1), &json!("admin")));
        assert!(!made["createdAt"].as_str().unwrap().starts_with("1999"), "{made}");
        assert!(made.json.get("comments").is_none() && made.json.get("nonsense").is_none(), "{made}");
        assert_ticket(&made.json);
    }

    fn the_project_says_where_it_lands_and_which_status_is_first(server: &Server) {
        let admin = server.admin();
        for (project, status) in [("SUP", "open"), ("NET", "fresh"), ("INC", "triggered")] {
            let made = create(&admin, json!({"project": project}));
            assert_eq!((&made["project"], &made["status"]), (&json!(project), &json!(status)));
            assert_ticket(&made.json);
        }
        assert_ticket(&create(&admin, json!({"project": "DEV"})).json);
        let key = project(server, json!([]));
        assert_eq!(create(&admin, json!({"project": key}))["project"], key.as_str());
    }

    fn an_unknown_project_or_type_is_refused_by_name(server: &Server) {
        let admin = server.admin();
        for project in ["NOPE", "工单", "S", "SUP; DROP TABLE ticket", "SUP-1"] {
            admin.post("tickets", draft_with("Nowhere", json!({"project": project}))).invalid("project");
        }
        admin.post("tickets", draft_with("Nowhere", json!({"project": 7}))).malformed("project");
        admin.post("tickets", draft_with("Nowhere", json!({"type": "no_such_type"}))).invalid("type");
        admin.post("tickets", draft_with("Nowhere", json!({"type": []}))).malformed("type");
    }

    fn due_times_are_read_with_any_offset_and_nonsense_is_refused(server: &Server) {
        let admin = server.admin();
        assert_eq!(create(&admin, json!({"dueAt": null}))["dueAt"], json!(null));
        let made = create(&admin, json!({"dueAt": "2030-01-01T00:00:00.123456-02:30"}));
        assert_eq!(moment(made["dueAt"].as_str().unwrap()), moment("2030-01-01T02:30:00.123456Z"));
        for bad in
            ["tomorrow", "2030-13-01T00:00:00Z", "2030-02-30T00:00:00Z", "99999-01-01T00:00:00Z", "12:00"]
        {
            admin.post("tickets", draft_with("Odd", json!({"dueAt": bad}))).invalid("dueAt");
        }
        for bad in [json!(7), json!([]), json!(true), json!(1e300)] {
            admin.post("tickets", draft_with("Odd", json!({"dueAt": bad}))).malformed("dueAt");
        }
    }

    fn numbers_grow_and_a_refused_ticket_leaves_no_trace(server: &Server) {
        let admin = server.admin();
        let category = unique("cat");
        let one = create(&admin, json!({"category": category})).id();
        admin.post("tickets", json!({"title": " ", "content": "c", "category": category})).invalid("title");
        admin
            .post("tickets", draft_with("Odd", json!({"category": category, "priority": "odd"})))
            .invalid("priority");
        let two = create(&admin, json!({"category": category})).id();
        assert!(two > one);
        assert_eq!(admin.get(&format!("tickets?category={category}")).expect(200)["total"], 2);
    }

    fn a_creator_is_whoever_made_it(server: &Server) {
        for level in ["user", "operator"] {
            let person = server.person(level);
            assert_eq!(create(&person.client, json!({}))["creator"], person.username.as_str());
        }
        server.stranger().post("tickets", draft("Nobody")).unauthorized();
    }
}
