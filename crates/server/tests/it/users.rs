//! Accounts: making, reading, changing, and who may.

use testkit::{assert_short_id, assert_time, json, unique};

const PASSWORD: &str = "zQ4-copper-meadow-23";

on_both_engines! {
    fn an_account_is_made_and_read_back_whole(server: &Server) {
        let admin = server.admin();
        let name = unique("Zhang.San_1-");
        let body = json!({
            "username": name, "password": PASSWORD, "nickname": "张三", "email": "zhang@example.com", "phone": "+86 10 1234",
            "access": "operator", "locale": "zh", "nonsense": {"ignored": true},
        });
        let made = admin.post("users", body).expect(201);
        let read = admin.get(&format!("users/{name}")).expect(200);
        for answer in [&made, &read] {
            assert_eq!(answer["username"], name.as_str());
            assert_eq!(answer["nickname"], "张三");
            assert_eq!(answer["email"], "zhang@example.com");
            assert_eq!(answer["phone"], "+86 10 1234");
            assert_eq!((&answer["access"], &answer["locale"]), (&json!("operator"), &json!("zh")));
            assert_eq!((&answer["roles"], &answer["groups"]), (&json!([]), &json!([])));
            assert_eq!(answer["disabled"], false);
            assert_short_id(&answer["uuid"], 8);
            assert_time(&answer["createdAt"]);
            assert!(
                answer.json.get("lastSeenAt").is_some() && answer.json.get("department").is_some(),
                "{answer}"
            );
            assert!(answer.json.get("password").is_none(), "{answer}");
        }
    }

    fn everybody_learns_what_those_are_called_who_work_on_their_tickets(server: &Server) {
        let admin = server.admin();
        let make = |access: &str, nickname: &str| {
            let name = unique(access);
            admin.post("users", json!({"username": name, "password": PASSWORD, "access": access, "nickname": nickname})).expect(201);
            name
        };
        let (staff, customer) = (make("operator", "李偉"), make("user", "王芳"));
        let path = format!("names?of={staff},{customer},nobody-at-all,{}", staff.to_uppercase());
        let told = |answer: testkit::Answer| -> Vec<(String, String)> {
            let text = |item: &testkit::Value, key: &str| item[key].as_str().unwrap().to_owned();
            answer.items().iter().map(|item| (text(item, "username"), text(item, "nickname"))).collect()
        };
        let (lee, wang) = ((staff, "李偉".to_owned()), (customer, "王芳".to_owned()));
        assert_eq!(told(server.person("operator").client.get(&path).expect(200)), [lee.clone(), wang]);
        assert_eq!(told(server.person("user").client.get(&path).expect(200)), std::slice::from_ref(&lee));
        let own = server.person("user");
        assert_eq!(told(own.client.get(&format!("names?of={}", own.username)).expect(200)).len(), 1);
        server.stranger().get(&path).unauthorized();
        admin.get("names").malformed("of");
        admin.get(&format!("names?of={}", vec!["a"; 201].join(","))).malformed("of");
        // Looked for by what they are called, however it is written.
        let found = admin.get(&format!("users?q={}", testkit::encode("李伟"))).expect(200);
        assert!(found.items().iter().any(|one| one["username"] == lee.0.as_str()), "{found}");
    }

    fn names_are_unique_in_any_case(server: &Server) {
        let admin = server.admin();
        let name = unique("lisi");
        admin.post("users", json!({"username": name, "password": PASSWORD, "access": "user"})).expect(201);
        for same in [name.clone(), name.to_uppercase(), format!("Lisi{}", &name[4..])] {
            admin.post("users", json!({"username": same, "password": PASSWORD, "access": "user"})).taken("username");
        }
        admin.post("users", json!({"username": "ADMIN", "password": PASSWORD, "access": "user"})).taken("username");
    }

    fn a_name_is_of_plain_characters_and_of_bounded_length(server: &Server) {
        let admin = server.admin();
        let make = |name: &str| {
            admin.post("users", json!({"username": name, "password": PASSWORD, "access": "user"}))
        };
        for bad in ["", " ", "a b", "工单", "a/b", "a@b", "a\u{0}b", "ａ", "../etc", &"x".repeat(65)] {
            make(bad).invalid("username");
        }
        let longest = format!("{:x<64}", unique("u"));
        make(&longest).expect(201);
        admin.get(&format!("users/{longest}")).expect(200);
    }

    fn a_body_of_wrong_types_or_words_names_what_is_wrong(server: &Server) {
        let admin = server.admin();
        let name = unique("typed");
        for (key, value) in
            [("username", json!(7)), ("nickname", json!(["a"])), ("email", json!({})), ("access", json!(1))]
        {
            let mut body = json!({"username": name, "password": PASSWORD, "access": "user"});
            body[key] = value;
            admin.post("users", body).malformed(key);
        }
        let wrong =
            [("access", "emperor"), ("email", "no address"), ("email", "a@b"), ("email", "a b@example.com")];
        for (key, value) in wrong {
            let mut body = json!({"username": name, "password": PASSWORD, "access": "user"});
            body[key] = json!(value);
            let answer = admin.post("users", body);
            assert!([400, 422].contains(&answer.status), "{answer}");
            answer.refused();
        }
        admin.post("users", json!([])).bad_request();
        admin.request("POST", "users").json_text("{").send().bad_request();
        admin.get(&format!("users/{name}")).not_found();
    }

    fn an_account_is_changed_part_by_part(server: &Server) {
        let person = server.person("user");
        let admin = server.admin();
        let path = format!("users/{}", person.username);
        admin.put(&path, json!({"nickname": "新名字"})).expect(200);
        let changed = admin.put(&path, json!({"access": "operator", "phone": "110"})).expect(200);
        assert_eq!((&changed["nickname"], &changed["access"]), (&json!("新名字"), &json!("operator")));
        let read = admin.get(&path).expect(200);
        assert_eq!((&read["phone"], &read["email"]), (&json!("110"), &person.account["email"]));
        assert_eq!(read["uuid"], person.account["uuid"]);
        // The new level counts at once, for a log-in that is older.
        person.client.get("users").expect(200);
    }

    fn a_change_of_a_stale_account_is_refused(server: &Server) {
        let person = server.person("user");
        let admin = server.admin();
        let path = format!("users/{}", person.username);
        let first = admin.get(&path).expect(200).etag();
        let put = |etag: &str, name: &str| {
            admin.request("PUT", &path).if_match(etag).body(json!({"nickname": name})).send()
        };
        put(&first, "one").expect(200);
        put(&first, "two").stale();
        put("*", "three").expect(200);
        assert_eq!(admin.get(&path).expect(200)["nickname"], "three");
        admin.request("GET", &path).header("If-None-Match", &admin.get(&path).etag()).send().expect(304);
    }

    fn changes_that_are_not_allowed_change_nothing(server: &Server) {
        let person = server.person("user");
        let admin = server.admin();
        let path = format!("users/{}", person.username);
        let before = admin.get(&path).expect(200).json;
        for body in [
            json!({"access": "emperor"}),
            json!({"email": "no"}),
            json!({"nickname": "n".repeat(10_000)}),
            json!([]),
        ] {
            let answer = admin.put(&path, body);
            assert!([400, 422].contains(&answer.status), "{answer}");
            answer.refused();
        }
        admin.put("users/nobody-of-this-name", json!({"nickname": "n"})).not_found();
        let after = admin.get(&path).expect(200);
        assert_eq!(
            (&after["access"], &after["email"], &after["nickname"]),
            (&before["access"], &before["email"], &before["nickname"])
        );
    }

    fn an_unknown_account_is_not_found(server: &Server) {
        let admin = server.admin();
        for name in ["nobody-of-this-name", "%E5%B7%A5", "a%20b", "%00", &"x".repeat(300)] {
            admin.get(&format!("users/{name}")).not_found();
        }
        admin.post("users/nobody-of-this-name/disable", ()).not_found();
        admin.post("users/nobody-of-this-name/enable", ()).not_found();
    }

    fn the_list_is_paged_and_for_operators(server: &Server) {
        let admin = server.admin();
        let people: Vec<_> = (0..3).map(|_| server.person("user").username).collect();
        let first = admin.get("users?pageSize=2").expect(200);
        assert_eq!(first.items().len(), 2);
        assert_eq!((&first["page"], &first["pageSize"]), (&json!(1), &json!(2)));
        let total = first["total"].as_i64().expect("a total");
        assert!(total >= 4, "{first}");
        let mut names = Vec::new();
        for page in 1.. {
            let answer = admin.get(&format!("users?pageSize=100&page={page}")).expect(200);
            if answer.items().is_empty() {
                break;
            }
            names.extend(answer.texts("username").into_iter().map(str::to_owned));
        }
        for person in &people {
            assert_eq!(names.iter().filter(|name| *name == person).count(), 1, "{person}");
        }
        let operator = server.person("operator");
        operator.client.get("users").expect(200);
        operator.client.get(&format!("users/{}", people[0])).expect(200);
        let user = server.person("user");
        user.client.get("users").forbidden();
        user.client.get(&format!("users/{}", people[0])).forbidden();
    }

    fn only_administrators_change_accounts(server: &Server) {
        let (operator, user) = (server.person("operator"), server.person("user"));
        for client in [&operator.client, &user.client] {
            client
                .post("users", json!({"username": unique("n"), "password": PASSWORD, "access": "user"}))
                .forbidden();
            client.put(&format!("users/{}", user.username), json!({"access": "admin"})).forbidden();
            client.post(&format!("users/{}/disable", operator.username), ()).forbidden();
            client.post(&format!("users/{}/enable", operator.username), ()).forbidden();
        }
    }

    fn who_has_not_been_let_in_reads_their_profile_and_nothing_else(server: &Server) {
        let person = server.person("unregistered");
        assert_eq!(person.client.get("profile").expect(200)["username"], person.username.as_str());
        for path in ["tickets", "users", "projects"] {
            person.client.get(path).forbidden();
        }
        person.client.post("tickets", crate::support::draft("By a stranger")).forbidden();
    }
}
