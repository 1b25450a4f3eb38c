//! Logging in and out, and what is closed to those who have not.

use testkit::{assert_time, json, moment};

on_both_engines! {
    fn a_log_in_gives_a_token_that_works_and_says_whose_it_is(server: &Server) {
        let person = server.person("operator");
        let answer = server.log_in(&person.username, &person.password).expect(200);
        for key in ["token", "refreshToken"] {
            assert!(answer[key].as_str().is_some_and(|t| t.len() >= 20), "{answer}");
        }
        assert_ne!(answer["token"], answer["refreshToken"]);
        assert_time(&answer["expiresAt"]);
        let profile = person.client.get("profile").expect(200);
        let now = moment(profile["lastSeenAt"].as_str().unwrap_or("2026-01-01T00:00:00Z"));
        assert!(moment(answer["expiresAt"].as_str().unwrap()) > now, "expired already: {answer}");
        assert_eq!(answer["user"]["username"], person.username.as_str());
        assert_eq!(answer["user"]["nickname"], person.account["nickname"]);
        assert_eq!(answer["user"]["email"], person.account["email"]);
        assert!(answer["user"]["roles"].is_array(), "{answer}");
        assert!(!answer.text.contains(&person.password), "the password is echoed");
        let client = server.stranger().bearer(answer["token"].as_str().unwrap());
        assert_eq!(client.get("profile").expect(200)["username"], person.username.as_str());
    }

    fn a_refresh_gives_a_new_pair_and_ends_the_old_one(server: &Server) {
        let person = server.person("user");
        let first = server.log_in(&person.username, &person.password).expect(200);
        let refresh =
            |token: &testkit::Value| server.stranger().post("auth/refresh", json!({"refreshToken": token}));
        let second = refresh(&first["refreshToken"]).expect(200);
        assert_ne!(second["refreshToken"], first["refreshToken"]);
        assert_time(&second["expiresAt"]);
        let client = server.stranger().bearer(second["token"].as_str().unwrap());
        client.get("profile").expect(200);
        refresh(&first["refreshToken"]).unauthorized();
    }

    fn a_refresh_with_anything_else_is_refused(server: &Server) {
        let person = server.person("user");
        let login = server.log_in(&person.username, &person.password).expect(200);
        let refresh = |body: testkit::Value| server.stranger().post("auth/refresh", body);
        refresh(json!({"refreshToken": "nonsense"})).unauthorized();
        refresh(json!({"refreshToken": login["token"]})).unauthorized();
        refresh(json!({"refreshToken": "工单"})).unauthorized();
        refresh(json!({"refreshToken": 7})).bad_request();
        refresh(json!({})).refused();
        refresh(json!([])).bad_request();
    }

    fn after_logging_out_the_token_and_its_refresh_are_void(server: &Server) {
        let person = server.person("user");
        let login = server.log_in(&person.username, &person.password).expect(200);
        let client = server.stranger().bearer(login["token"].as_str().unwrap());
        let answer = client.post("auth/logout", json!({})).expect(200);
        assert_eq!(answer.json, json!({}));
        client.get("profile").unauthorized();
        client.post("auth/logout", json!({})).unauthorized();
        server.stranger().post("auth/refresh", json!({"refreshToken": login["refreshToken"]})).unauthorized();
        // The other log-in of the same person goes on.
        person.client.get("profile").expect(200);
    }

    fn a_wrong_password_and_an_unknown_name_get_the_same_answer(server: &Server) {
        let person = server.person("user");
        let wrong = server.log_in(&person.username, "not the password at all").unauthorized();
        let unknown = server.log_in("nobody-of-this-name", "not the password at all").unauthorized();
        for key in ["code", "error", "message", "details"] {
            assert_eq!(wrong[key], unknown[key], "{key} tells whether an account exists");
        }
    }

    fn a_log_in_that_cannot_be_read_is_a_bad_request(server: &Server) {
        let stranger = server.stranger();
        let send = |text: &str| stranger.request("POST", "auth/login").json_text(text).send();
        for text in ["", "{", "[]", "null", "\"admin\"", "7", "not json", "{\"username\":\"a\",}"] {
            send(text).bad_request();
        }
        send(r#"{"username":7,"password":"x"}"#).malformed("username");
        send(r#"{"username":"admin","password":["x"]}"#).malformed("password");
        for text in ["{}", r#"{"username":"admin"}"#, r#"{"password":"x"}"#] {
            let answer = send(text);
            assert!([400, 401, 422].contains(&answer.status), "{answer}");
            answer.refused();
        }
        for name in ["", "a\u{0}b", "工单", "' OR 1=1 --"] {
            let answer = server.log_in(name, "whatever it may be");
            assert!([400, 401, 422].contains(&answer.status), "{answer}");
            answer.refused();
        }
    }

    fn without_a_good_credential_nothing_is_open(server: &Server) {
        let stranger = server.stranger();
        for path in
            ["tickets", "tickets/1", "profile", "users", "projects", "tokens", "groups", "attachments/1"]
        {
            stranger.get(path).unauthorized();
        }
        stranger.post("tickets", json!({"title": "a", "content": "b", "category": "c"})).unauthorized();
        stranger.put("tickets/1", json!({"title": "a"})).unauthorized();
        stranger.delete("tickets/1").unauthorized();
        let long = format!("Bearer {}", "x".repeat(4_000));
        for value in [
            "Bearer",
            "Bearer ",
            "Bearer nonsense",
            "Bearer gd_nonsense",
            "Basic YWRtaW46YWRtaW4=",
            "nonsense",
            &long,
        ] {
            stranger.with("Authorization", value).get("profile").unauthorized();
        }
    }

    fn the_scheme_of_a_credential_is_read_in_any_case(server: &Server) {
        let person = server.person("user");
        let header = person.client.authorization().replace("Bearer", "bearer");
        server.stranger().with("Authorization", &header).get("profile").expect(200);
    }

    fn a_disabled_account_loses_access_at_once_and_gets_it_back(server: &Server) {
        let person = server.person("operator");
        let admin = server.admin();
        let token = person.client.post("tokens", json!({"name": "t", "scopes": ["read"]})).expect(201);
        let token = server.stranger().bearer(token["token"].as_str().unwrap());
        token.get("profile").expect(200);
        let path = format!("users/{}", person.username);
        admin.post(&format!("{path}/disable"), ()).expect(200);
        assert_eq!(admin.get(&path).expect(200)["disabled"], true);
        person.client.get("profile").unauthorized();
        token.get("profile").unauthorized();
        server.log_in(&person.username, &person.password).unauthorized();
        admin.post(&format!("{path}/enable"), ()).expect(200);
        assert_eq!(admin.get(&path).expect(200)["disabled"], false);
        server.log_in(&person.username, &person.password).expect(200);
    }

    fn a_profile_is_read_and_its_own_parts_are_changed(server: &Server) {
        let person = server.person("user");
        let profile = person.client.get("profile").expect(200);
        assert_eq!(profile["username"], person.username.as_str());
        assert_eq!(profile["email"], person.account["email"]);
        let changed = person.client.put("profile", json!({"nickname": "小王", "locale": "zh"})).expect(200);
        assert_eq!(changed["nickname"], "小王");
        let profile = person.client.get("profile").expect(200);
        assert_eq!((&profile["nickname"], &profile["locale"]), (&json!("小王"), &json!("zh")));
        assert_eq!(profile["email"], person.account["email"], "what was not sent has changed");
    }

    fn nobody_makes_themselves_more_than_they_are_through_the_profile(server: &Server) {
        let person = server.person("user");
        let wish = json!({"nickname": "n", "access": "admin", "username": "admin", "disabled": true, "roles": ["x"]});
        let answer = person.client.put("profile", wish);
        assert!([200, 403, 422].contains(&answer.status), "{answer}");
        let account = server.admin().get(&format!("users/{}", person.username)).expect(200);
        assert_eq!((&account["access"], &account["disabled"]), (&json!("user"), &json!(false)));
        assert_eq!(account["roles"], json!([]));
    }

    fn a_profile_refuses_what_is_not_one(server: &Server) {
        let person = server.person("user");
        person.client.put("profile", json!({"email": "no address"})).invalid("email");
        person.client.put("profile", json!({"nickname": 7})).malformed("nickname");
        person.client.put("profile", json!([])).bad_request();
        assert_eq!(person.client.get("profile").expect(200)["email"], person.account["email"]);
    }

    fn a_refresh_token_that_was_copied_ends_the_log_in(server: &Server) {
        let person = server.person("user");
        let first = server.log_in(&person.username, &person.password).expect(200);
        let refresh =
            |token: &testkit::Value| server.stranger().post("auth/refresh", json!({"refreshToken": token}));
        let second = refresh(&first["refreshToken"]).expect(200);
        refresh(&first["refreshToken"]).unauthorized();
        // Whoever of the two is the thief: neither goes on with it.
        let answer = refresh(&second["refreshToken"]);
        assert!([200, 401].contains(&answer.status), "{answer}");
        server.log_in(&person.username, &person.password).expect(200);
    }

    fn of_many_refreshes_at_once_at_most_one_is_answered(server: &Server) {
        let person = server.person("user");
        let login = server.log_in(&person.username, &person.password).expect(200);
        let clients = vec![server.stranger(); 8];
        let answers = crate::races::at_once(&clients, |_, client| {
            client.post("auth/refresh", json!({"refreshToken": login["refreshToken"]}))
        });
        assert!(answers.iter().all(|answer| [200, 401].contains(&answer.status)));
        assert!(
            answers.iter().filter(|answer| answer.status == 200).count() <= 1,
            "one refresh token gave several pairs"
        );
    }

    fn a_token_that_was_tampered_with_is_none(server: &Server) {
        let person = server.person("user");
        let token = server.log_in(&person.username, &person.password).expect(200)["token"]
            .as_str()
            .unwrap()
            .to_owned();
        let parts: Vec<&str> = token.split('.').collect();
        let flipped = |text: &str, at: usize| {
            let mut bytes = text.as_bytes().to_vec();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            String::from_utf8(bytes).expect("letters")
        };
        let mut forged =
            vec![token[..token.len() - 2].to_owned(), format!("{token}x"), flipped(&token, token.len() / 2)];
        if let [_, claims, signature] = parts[..] {
            // A signature of nothing: {"alg":"none"}.
            forged.extend([
                format!("eyJhbGciOiJub25lIn0.{claims}."),
                format!("eyJhbGciOiJub25lIn0.{claims}.{signature}"),
            ]);
        }
        for token in forged {
            server.stranger().bearer(&token).get("profile").unauthorized();
        }
    }
}
