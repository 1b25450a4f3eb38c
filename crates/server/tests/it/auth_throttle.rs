//! Guessing passwords is slowed down. It spends a server's patience, so each test has a server to itself.

use crate::GONGDAN;
use testkit::{Server, json};

/// How many guesses anyone may need to be stopped.
const GUESSES: usize = 60;
/// How many names anyone may need to try.
const NAMES: usize = 500;

on_both_engines! {
    fn guessing_ones_own_old_password_is_stopped_too(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let person = server.person("user");
        let guess = json!({"oldPassword": "a guess of many", "newPassword": "another good password"});
        let stopped = (0..GUESSES).any(|_| person.client.post("profile/password", guess.clone()).status == 429);
        assert!(stopped, "whoever holds a log-in may guess without end");
    }

    fn an_account_has_one_allowance_whatever_it_is_called(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let person = server.person("user");
        person.client.put("profile", json!({"email": "me@example.org"})).expect(200);
        let stopped = (0..GUESSES).any(|_| server.log_in(&person.username, "a guess of many").status == 429);
        assert!(stopped);
        server.log_in("me@example.org", "a guess of many").error(429, "rate_limited");
    }

    fn a_name_longer_than_any_is_refused_and_not_kept(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        server.log_in(&"n".repeat(20_000), "a guess of many").invalid("username");
    }

    fn guessing_a_password_is_stopped_with_the_time_to_wait(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let victim = server.person("user");
        let admin = server.admin();
        let throttled = (0..GUESSES)
            .map(|n| server.log_in(&victim.username, &format!("guess number {n} of many")))
            .find(|answer| {
                assert!([401, 429].contains(&answer.status), "{answer}");
                answer.status == 429
            })
            .expect("guesses without end");
        let throttled = throttled.error(429, "rate_limited");
        let wait: u64 = throttled.header("retry-after").parse().expect("Retry-After in seconds");
        assert!(wait >= 1, "{throttled}");
        // Even the right password is not looked at now: otherwise guessing would go on.
        server.log_in(&victim.username, &victim.password).error(429, "rate_limited");
        // Who is logged in already is not disturbed.
        victim.client.get("profile").expect(200);
        admin.get("profile").expect(200);
    }

    fn guessing_names_is_stopped_as_well(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let stopped =
            (0..NAMES).any(|n| server.log_in(&format!("name{n}"), "one password for all").status == 429);
        assert!(stopped, "one address may try names without end");
    }

    fn claiming_to_come_from_elsewhere_buys_no_guesses(engine: Engine) {
        let server = Server::start(GONGDAN, engine);
        let victim = server.person("user");
        let stopped = (0..GUESSES).any(|n| {
            let elsewhere = server
                .stranger()
                .with("X-Forwarded-For", &format!("203.0.113.{n}"))
                .with("Forwarded", "for=1.2.3.4");
            elsewhere
                .post("auth/login", json!({"username": victim.username, "password": "a guess of many"}))
                .status
                == 429
        });
        assert!(stopped, "a header that anyone can send ends the slowing down");
    }
}
