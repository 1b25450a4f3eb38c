//! Log-in, registering and profiles at the repair desk.

use crate::{
    races::at_once,
    traces_support::{at, block, malformed, refused, reported, resident, shown},
};
use testkit::{json, unique};

on_both_engines! {
    fn one_log_in_is_good_on_both_surfaces(server: &Server) {
        let user = server.person("user");
        for name in ["sid", "username"] {
            let body = json!({name: user.username.to_uppercase(), "password": user.password});
            let answer = server.stranger().post(&at("login"), body).expect(200);
            assert_eq!((&answer["success"], &answer["access"]), (&json!(true), &json!("user")), "{answer}");
            let client = server.stranger().bearer(answer["token"].as_str().unwrap());
            assert_eq!(client.get("profile").expect(200)["username"], user.username.as_str());
            client.get(&at("get_my_tickets")).expect(200);
        }
        let unregistered = server.person("unregistered");
        let body = json!({"sid": unregistered.username, "password": unregistered.password});
        assert_eq!(server.stranger().post(&at("login"), body).expect(200)["access"], "unregistered");
    }

    fn a_log_in_that_is_not_one_is_refused_in_the_envelope(server: &Server) {
        let (user, stranger) = (server.person("user"), server.stranger());
        let login = |body| stranger.post(&at("login"), body);
        refused(login(json!({"sid": user.username, "password": "wrong-password-1"})), 401, 3);
        refused(login(json!({"sid": unique("nobody"), "password": "wrong-password-1"})), 401, 3);
        malformed(login(json!({"password": "x"})), "sid");
        malformed(login(json!({"sid": user.username})), "password");
        malformed(login(json!({"sid": 7, "password": "x"})), "sid");
        malformed(login(json!({"sid": "x".repeat(300), "password": "x"})), "sid");
        malformed(login(json!({"sid": "a\nb", "password": "x"})), "sid");
    }

    fn attempts_to_log_in_are_slowed_down_here_too(server: &Server) {
        let user = server.person("user");
        let wrong = || server.stranger().post(&at("login"), json!({"sid": user.username, "password": "wrong-password-1"}));
        let throttled = (0..30).map(|_| wrong()).find(|answer| answer.status == 429).expect("no end of attempts");
        assert!(!throttled.header("retry-after").is_empty());
        refused(throttled, 429, 3);
        // The allowance is the account's, whichever surface is knocked at.
        server.log_in(&user.username, &user.password).error(429, "rate_limited");
    }

    fn registering_makes_a_user_once(server: &Server) {
        let person = server.person("unregistered");
        let profile = json!({
            "sid": person.username, "name": "李娜", "block": "紫荆 3 号楼", "room": "412", "phone": "13800138000",
            "isp": "unicom", "account": "gz0123456789",
        });
        refused(person.client.get(&at("get_my_tickets")), 403, 3);
        let answer = person.client.post(&at("register"), profile.clone()).expect(201);
        let mut told = profile.clone();
        told["access"] = json!("user");
        assert_eq!((&answer["success"], &answer["profile"]), (&json!(true), &told));
        person.client.get(&at("get_my_tickets")).expect(200);
        refused(person.client.post(&at("register"), profile), 403, 3);
        let native = server.admin().get(&format!("users/{}", person.username)).expect(200);
        assert_eq!([&native["access"], &native["isp"], &native["ispAccount"], &native["nickname"]], ["user", "unicom", "gz0123456789", "李娜"]);
        for access in ["user", "operator", "admin"] {
            let other = server.person(access);
            let body = json!({"sid": other.username, "name": "n", "block": "b", "room": "r", "phone": "13800138000", "isp": "unicom", "account": "a"});
            refused(other.client.post(&at("register"), body), 403, 3);
            assert_eq!(server.admin().get(&format!("users/{}", other.username)).expect(200)["access"], access);
        }
        refused(server.stranger().post(&at("register"), json!({})), 401, 3);
    }

    fn a_registration_that_lacks_something_says_what(server: &Server) {
        let person = server.person("unregistered");
        let whole = json!({
            "sid": person.username, "name": "李娜", "block": "b", "room": "412", "phone": "13800138000", "isp": "unicom", "account": "a",
        });
        let with = |key: &str, value: testkit::Value| {
            let mut body = whole.clone();
            body[key] = value;
            person.client.post(&at("register"), body)
        };
        for key in ["sid", "name", "block", "room", "phone", "isp", "account"] {
            malformed(with(key, json!(null)), key);
            malformed(with(key, json!("  ")), key);
            malformed(with(key, json!(7)), key);
            malformed(with(key, json!("x".repeat(300))), key);
            malformed(with(key, json!("a\u{0}b")), key);
        }
        for phone in ["1380013800", "138001380000", "1380013800x", "１３８００１３８０００", "+8613800138"] {
            malformed(with("phone", json!(phone)), "phone");
        }
        malformed(with("isp", json!("nonesuch")), "telecom");
        malformed(with("sid", json!("somebody-else")), "sid");
        let all = person.client.post(&at("register"), json!({}));
        for key in ["sid", "name", "block", "room", "phone", "isp", "account"] {
            malformed(all.clone(), key);
        }
        assert_eq!(server.admin().get(&format!("users/{}", person.username)).expect(200)["access"], "unregistered");
        person.client.post(&at("register"), whole).expect(201);
    }

    fn of_many_registrations_at_once_one_succeeds(server: &Server) {
        let person = server.person("unregistered");
        let clients = vec![person.client.clone(); 8];
        let answers = at_once(&clients, |n, client| {
            let body = json!({"sid": person.username, "name": format!("n{n}"), "block": "b", "room": "r", "phone": "13800138000", "isp": "mobile", "account": "a"});
            client.post(&at("register"), body)
        });
        let winners: Vec<usize> = answers.iter().enumerate().filter(|(_, a)| a.status == 201).map(|(n, _)| n).collect();
        assert_eq!(winners.len(), 1, "{winners:?}");
        for answer in answers.into_iter().filter(|a| a.status != 201) {
            refused(answer, 403, 3);
        }
        let name = server.admin().get(&format!("users/{}", person.username)).expect(200)["nickname"].clone();
        assert_eq!(name, format!("n{}", winners[0]).as_str());
    }

    fn a_profile_is_changed_by_its_owner_and_by_administrators(server: &Server) {
        let person = resident(server, "旧楼");
        let answer = person.client.post(&at("change_profile"), json!({"block": "新楼", "isp": "MOBILE"})).expect(200);
        assert_eq!([&answer["profile"]["block"], &answer["profile"]["isp"], &answer["profile"]["room"]], ["新楼", "mobile", "412"]);
        assert_eq!(person.client.get("profile").expect(200)["block"], "新楼");
        let own = json!({"who": person.username, "room": "9"});
        assert_eq!(person.client.post(&at("change_profile"), own).expect(200)["profile"]["room"], "9");
        let theirs = json!({"who": person.username, "room": "10"});
        refused(server.person("operator").client.post(&at("change_profile"), theirs.clone()), 403, 3);
        refused(server.person("operator").client.post(&at("change_profile"), json!({"who": "nobody-there", "room": "1"})), 403, 3);
        assert_eq!(server.admin().post(&at("change_profile"), theirs).expect(200)["profile"]["room"], "10");
        malformed(server.admin().post(&at("change_profile"), json!({"who": "nobody-there", "room": "1"})), "who");
        malformed(person.client.post(&at("change_profile"), json!({"phone": "123"})), "phone");
        malformed(person.client.post(&at("change_profile"), json!({"phone": ""})), "phone");
        malformed(person.client.post(&at("change_profile"), json!({"isp": "nonesuch"})), "isp");
        malformed(person.client.post(&at("change_profile"), json!({"account": "x".repeat(65)})), "account");
        refused(person.client.post(&at("change_profile"), json!({})), 400, 2);
        let stale = person.client.request("POST", &at("change_profile")).if_match("\"v1\"").body(json!({"room": "1"})).send();
        refused(stale, 412, 4);
        let new = server.person("unregistered");
        for body in [json!({"block": "x"}), json!({"who": new.username, "block": "x"}), json!({"phone": "123"})] {
            assert!(refused(new.client.post(&at("change_profile"), body), 403, 3).contains("user"));
        }
        // On the native surface it is part of the account.
        person.client.put("profile", json!({"ispAccount": "new", "block": ""})).expect(200);
        assert_eq!(server.admin().get(&format!("users/{}", person.username)).expect(200)["ispAccount"], "new");
    }

    fn a_ticket_keeps_where_it_was_when_its_reporter_moves(server: &Server) {
        let before = block();
        let person = resident(server, &before);
        let tid = reported(&person, json!({}));
        person.client.post(&at("change_profile"), json!({"block": block(), "room": "1", "phone": "13900139000"})).expect(200);
        let ticket = shown(&person.client, tid);
        assert_eq!([&ticket["block"], &ticket["room"], &ticket["phone"], &ticket["isp"]], [before.as_str(), "412", "13800138000", "telecom"]);
    }
}
