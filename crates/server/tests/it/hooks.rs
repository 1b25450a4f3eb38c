//! Hooks: who may draw them up, whom they believe, and what they tell the tickets.

use crate::{
    flow::{drawn, history, ticket_of},
    support::{project, read},
};
use sha2::{Digest, Sha256};
use testkit::{Answer, Client, Server, Value, json, unique};

macro_rules! golden {
    ($name:literal) => {
        include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../app/tests/fixtures/hooks/", $name, ".json"))
    };
}

/// HMAC-SHA256 as RFC 2104 has it, in hexadecimal: written anew, so that one fault is not in both.
fn hmac(secret: &str, body: &[u8]) -> String {
    assert!(secret.len() > 64, "a key longer than a block is hashed first");
    let mut block = [0_u8; 64];
    block[..32].copy_from_slice(&Sha256::digest(secret.as_bytes()));
    let pad = |with: u8| block.map(|b| b ^ with).to_vec();
    let inner = Sha256::digest([pad(0x36), body.to_vec()].concat());
    store::hex(&Sha256::digest([pad(0x5c), inner.to_vec()].concat()))
}

/// A hook of a provider for one project, and its secret.
#[track_caller]
fn hook(admin: &Client, provider: &str, project: &str) -> (String, String) {
    let made = admin
        .post("hooks", json!({"provider": provider, "name": unique("hook"), "project": project}))
        .expect(201);
    let secret = made["secret"].as_str().expect("a secret").to_owned();
    (made["path"].as_str().expect("a path").to_owned(), secret)
}

/// Sends as the provider does.
fn send(server: &Server, path: &str, event: &str, secret: &str, body: &[u8]) -> Answer {
    let stranger = server.stranger();
    let request = stranger.request("POST", path);
    let signed = format!("sha256={}", hmac(secret, body));
    let request = if path.contains("/gitlab") {
        request.header("X-Gitlab-Event", event).header("X-Gitlab-Token", secret)
    } else if path.contains("/gitea") {
        request
            .header("X-Gitea-Event", event)
            .header("X-Gitea-Signature", signed.trim_start_matches("sha256="))
    } else if path.contains("/github") {
        request.header("X-GitHub-Event", event).header("X-Hub-Signature-256", &signed)
    } else {
        request.header("Authorization", &format!("Bearer {secret}"))
    };
    request.body(("application/json".to_owned(), body.to_vec())).send()
}

/// A golden payload about this ticket in this repository.
fn about(golden: &str, key: &str, id: i64, repo: &str) -> Vec<u8> {
    let body = golden.replace("https://git.example.com/net/tools", repo);
    body.replace("NET-42", &format!("{key}-{id}")).replace("net-42", &format!("{key}-{id}")).into_bytes()
}

fn keys(answer: &Answer) -> Vec<&str> {
    answer["tickets"].as_array().expect("tickets").iter().filter_map(Value::as_str).collect()
}

on_both_engines! {
    fn who_signs_wrongly_too_often_has_to_wait_and_nobody_else_has(server: &Server) {
        let (admin, key) = (server.admin(), project(server, json!([])));
        let id = ticket_of(&admin, &key, json!({}));
        let ((path, secret), (other, own)) = (hook(&admin, "gitea", &key), hook(&admin, "gitea", &key));
        let body = about(golden!("github-push"), &key, id, "https://git.example.com/net/tools");
        let wrong = (0..80).map(|_| send(server, &path, "push", "another secret, which is longer than a block of the hash function is, so that", &body));
        let waited = wrong.into_iter().find(|answer| answer.status != 401).expect("an end of patience");
        assert!(waited.header("retry-after").parse::<i64>().is_ok_and(|seconds| (1..=120).contains(&seconds)), "{waited}");
        waited.error(429, "rate_limited");
        send(server, &path, "push", &secret, &body).error(429, "rate_limited");
        send(server, &other, "push", &own, &body).expect(200);
    }

    fn a_push_moves_the_ticket_that_it_names_once_however_often_it_is_delivered(server: &Server) {
        let (admin, repo) = (server.admin(), format!("https://git.example.com/{}", unique("r")));
        let key = drawn(server, json!([{"from": "open", "to": "in_progress",
            "trigger": {"must": [{"commit_created": {"repo": format!("{repo}.git")}}]}}]));
        let id = ticket_of(&admin, &key, json!({}));
        let deleted = ticket_of(&admin, &key, json!({}));
        admin.delete(&format!("tickets/{deleted}")).expect(200);
        let (path, secret) = hook(&admin, "github", &key);
        let body = about(golden!("github-push"), &key, id, &repo);
        let body = String::from_utf8(body).unwrap().replace("It was UTF-8", &format!("#{deleted} {key}-{id} #99999999 UTF-8")).into_bytes();
        let first = send(server, &path, "push", &secret, &body).expect(200);
        assert_eq!(keys(&first), [format!("{key}-{id}")], "{first}");
        assert_eq!((&first["recorded"], &first["leftOut"]), (&json!(1), &json!(0)));
        assert_eq!(read(&admin, id)["status"], "in_progress");
        let again = send(server, &path, "push", &secret, &body).expect(200);
        assert_eq!((keys(&again).len(), &again["recorded"]), (0, &json!(0)));
        let steps = history(&admin, id);
        let kinds: Vec<&str> = steps.iter().filter_map(|step| step["action"].as_str()).collect();
        assert_eq!(kinds, ["created", "referenced", "transitioned"]);
        assert_eq!((&steps[1]["via"], &steps[2]["actor"]), (&json!("hook"), &json!("system")));
        // As GitHub sends it unless told otherwise: a form.
        let form = format!("payload={}", testkit::encode(&String::from_utf8(body).unwrap()));
        let answer = server.stranger().request("POST", &path).header("X-GitHub-Event", "push")
            .header("X-Hub-Signature-256", &format!("sha256={}", hmac(&secret, form.as_bytes())))
            .body(("application/x-www-form-urlencoded".to_owned(), form.into_bytes())).send();
        assert_eq!(answer.expect(200)["recorded"], 0);
        assert!(admin.get("hooks?pageSize=100").expect(200).items().iter().any(|hook| hook["path"] == path.as_str() && hook["lastUsedAt"].is_string()));
    }

    fn merged_requests_and_new_branches_of_each_system_move_tickets(server: &Server) {
        let (admin, repo) = (server.admin(), format!("https://git.example.com/{}", unique("r")));
        let key = drawn(server, json!([
            {"from": "open", "to": "in_progress", "trigger": {"must": [{"branch_created": {"repo": repo}}]}},
            {"from": "open", "to": "resolved", "trigger": {"must": [{"pull_request_merged": {}}]}},
        ]));
        for (provider, event, golden, status, called) in [
            ("github", "create", golden!("github-create"), "in_progress", "feature/"),
            ("github", "pull_request", golden!("github-pull"), "resolved", "#12"),
            ("gitlab", "Push Hook", golden!("gitlab-branch"), "in_progress", ""),
            ("gitlab", "Merge Request Hook", golden!("gitlab-merge"), "resolved", "!7"),
            ("gitea", "push", golden!("gitea-push"), "in_progress", "feature/"),
            ("gitea", "pull_request", golden!("gitea-pull"), "resolved", "#3"),
        ] {
            let id = ticket_of(&admin, &key, json!({}));
            let (path, secret) = hook(&admin, provider, &key);
            // Requests are told apart by their number: each ticket has its own repository's.
            let repo = if status == "resolved" { format!("{repo}{id}") } else { repo.clone() };
            let body = about(golden, &key, id, &repo);
            let answer = send(server, &path, event, &secret, &body).expect(200);
            assert_eq!(keys(&answer), [format!("{key}-{id}")], "{provider} {event}: {answer}");
            assert_eq!(read(&admin, id)["status"], status, "{provider} {event}");
            let told = &history(&admin, id)[1];
            assert!(told.to_string().contains(called), "{told}");
        }
        let ping = golden!("github-ping").as_bytes();
        let (path, secret) = hook(&admin, "github", &key);
        let answer = send(server, &path, "ping", &secret, ping).expect(200);
        assert_eq!(answer["ignored"], "heard");
        assert!(send(server, &path, "star", &secret, b"{}").expect(200)["ignored"].as_str().is_some_and(|why| why.contains("star")));
    }

    fn a_webhook_moves_the_tickets_that_it_names(server: &Server) {
        let (admin, name) = (server.admin(), unique("部署 / deployed"));
        let key = drawn(server, json!([{"from": "open", "to": "closed", "trigger": {"must": [{"webhook": {"name": name}}]}}]));
        let made = admin.post("hooks", json!({"provider": "webhook", "name": name})).expect(201);
        let (path, secret) = (made["path"].as_str().unwrap(), made["secret"].as_str().unwrap());
        let id = ticket_of(&admin, &key, json!({}));
        let body = about(golden!("webhook"), &key, id, "");
        assert_eq!(keys(&send(server, path, "", secret, &body).expect(200)), [format!("{key}-{id}")]);
        assert_eq!(read(&admin, id)["status"], "closed");
        assert_eq!(send(server, path, "", secret, &body).expect(200)["recorded"], 0, "the same key twice");
        let signed = server.stranger().request("POST", path).header("X-Hub-Signature-256", &format!("sha256={}", hmac(secret, b"{}")))
            .body(("application/json".to_owned(), b"{}".to_vec())).send();
        let refused = signed.error(400, "bad_request");
        assert!(refused["details"]["tickets"].is_string(), "{refused}");
        server.stranger().request("POST", path).body(json!({"tickets": [id]})).send().error(401, "unauthorized");
        send(server, "hooks/webhook/no-such-name", "", secret, &body).error(404, "not_found");
    }

    fn only_what_is_signed_with_the_hooks_secret_is_believed(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([]));
        let id = ticket_of(&admin, &key, json!({}));
        let body = about(golden!("github-push"), &key, id, "https://git.example.com/a/b");
        let (path, secret) = hook(&admin, "github", &key);
        let (_, other) = hook(&admin, "gitlab", &key);
        let bare = path.split('?').next().unwrap().to_owned();
        let post = |path: &str, headers: &[(&str, &str)], body: &[u8]| {
            let stranger = server.stranger();
            let request = headers.iter().fold(stranger.request("POST", path), |r, (name, value)| r.header(name, value));
            request.body(("application/json".to_owned(), body.to_vec())).send()
        };
        let good = format!("sha256={}", hmac(&secret, &body));
        for (path, headers) in [
            (&path, vec![]),
            (&path, vec![("X-Hub-Signature-256", "")]),
            (&path, vec![("X-Hub-Signature-256", "sha256=")]),
            (&path, vec![("X-Hub-Signature-256", "sha256=zz")]),
            (&path, vec![("X-Hub-Signature-256", &good[..good.len() - 2])]),
            (&path, vec![("X-Hub-Signature", &good)]),
            (&path, vec![("Authorization", &secret)]),
            (&bare, vec![("X-Hub-Signature-256", "sha256=00")]),
        ] {
            let with: Vec<_> = headers.iter().copied().chain([("X-GitHub-Event", "push")]).collect();
            post(path, &with, &body).error(401, "unauthorized");
        }
        let signed = [("X-GitHub-Event", "push"), ("X-Hub-Signature-256", good.as_str())];
        let mut forged = body.clone();
        *forged.last_mut().unwrap() = b' ';
        post(&path, &signed, &forged).error(401, "unauthorized");
        send(server, &path, "push", &other, &body).error(401, "unauthorized");
        assert_eq!(history(&admin, id).len(), 1, "nothing was told");
        // Without an event, of another kind, or not there at all.
        let refused = post(&path, &signed[1..], &body).error(400, "bad_request");
        assert!(refused["details"]["X-GitHub-Event"].is_string(), "{refused}");
        for path in ["hooks/git/github?hook=nobody", "hooks/git/gitlab?hook=nobody", "hooks/git/svn", "hooks/git/webhook"] {
            assert_eq!(post(path, &signed, &body).status, 404, "{path}");
        }
        let uuid = path.rsplit('=').next().unwrap().to_owned();
        post(&format!("hooks/git/gitea?hook={uuid}"), &signed, &body).error(404, "not_found");
        admin.put(&format!("hooks/{uuid}"), json!({"enabled": false})).expect(200);
        post(&path, &signed, &body).error(404, "not_found");
        admin.put(&format!("hooks/{uuid}"), json!({"enabled": true})).expect(200);
        let rotated = admin.post(&format!("hooks/{uuid}/rotate"), ()).expect(200);
        post(&path, &signed, &body).error(401, "unauthorized");
        let secret = rotated["secret"].as_str().unwrap();
        let good = format!("sha256={}", hmac(secret, &body));
        let signed = [("X-GitHub-Event", "push"), ("X-Hub-Signature-256", good.as_str())];
        // Found by its secret alone.
        assert_eq!(post(&bare, &signed, &body).expect(200)["recorded"], 1);
        for (text, field) in [("{\"ref\": 7}", "ref"), ("{}", "ref"), ("{\"ref\":\"a\",\"before\":\"0\",\"after\":\"1\",\"repository\":{}}", "repository.html_url")] {
            let refused = send(server, &path, "push", secret, text.as_bytes()).error(400, "bad_request");
            assert!(refused["details"][field].is_string(), "{refused}");
        }
        send(server, &path, "push", secret, &[0xff, 0xfe]).error(400, "bad_request");
        send(server, &path, "push", secret, &vec![b' '; 9_000_000]).error(413, "payload_too_large");
        assert!(!server.logs().contains(secret), "the secret is in the log");
    }

    fn a_hook_of_one_project_tells_no_other_and_may_be_deaf_to_numbers(server: &Server) {
        let admin = server.admin();
        let (key, other) = (project(server, json!([])), project(server, json!([])));
        let (mine, theirs) = (ticket_of(&admin, &key, json!({})), ticket_of(&admin, &other, json!({})));
        let (path, secret) = hook(&admin, "gitea", &key);
        let push = |sha: u64| {
            json!({"ref": "refs/heads/main", "before": "1111111", "after": "2222222", "repository": {"html_url": "https://g.example/a/b"},
                "commits": [{"id": format!("{sha:040x}"), "message": format!("#{mine} {other}-{theirs} #{theirs} {key}-{theirs}")}]}).to_string()
        };
        let told = send(server, &path, "push", &secret, push(1).as_bytes()).expect(200);
        assert_eq!(keys(&told), [format!("{key}-{mine}")]);
        let uuid = path.rsplit('=').next().unwrap();
        admin.put(&format!("hooks/{uuid}"), json!({"numbers": false})).expect(200);
        assert_eq!(send(server, &path, "push", &secret, push(2).as_bytes()).expect(200)["recorded"], 0);
        admin.put(&format!("hooks/{uuid}"), json!({"numbers": true, "project": ""})).expect(200);
        let told = send(server, &path, "push", &secret, push(3).as_bytes()).expect(200);
        assert_eq!(told["recorded"], 2, "{told}");
    }

    fn administrators_draw_up_hooks_and_the_audit_tells_of_it(server: &Server) {
        let (admin, operator) = (server.admin(), server.person("operator"));
        let key = project(server, json!([]));
        let name = unique("hook");
        let body = json!({"provider": "gitlab", "name": name, "project": key.to_lowercase()});
        operator.client.post("hooks", body.clone()).forbidden();
        operator.client.get("hooks").forbidden();
        let keyed = || admin.request("POST", "hooks").key(&name).body(body.clone()).send().expect(201);
        let (made, again) = (keyed(), keyed());
        let secret = made["secret"].as_str().expect("a secret");
        assert!(again["secret"].is_null() && again["uuid"] == made["uuid"], "{again}");
        let uuid = made["uuid"].as_str().unwrap();
        for (body, field) in [
            (json!({"provider": "svn", "name": "x"}), "provider"),
            (json!({"provider": "gitlab", "name": " "}), "name"),
            (json!({"provider": "gitlab", "name": name.to_uppercase()}), "name"),
            (json!({"provider": "gitlab", "name": "x", "project": "NOSUCH"}), "project"),
        ] {
            admin.post("hooks", body).invalid(field);
        }
        let listed = admin.get("hooks?pageSize=100").expect(200);
        let mine = listed.items().iter().find(|hook| hook["uuid"] == uuid).expect("in the list");
        assert_eq!((&mine["project"], &mine["usable"], &mine["enabled"]), (&json!(key), &json!(true), &json!(true)));
        assert!(!listed.text.contains(secret));
        assert_eq!(admin.get(&format!("hooks/{uuid}")).expect(200)["name"], name.as_str());
        admin.put(&format!("hooks/{uuid}"), json!({"name": format!("{name} again")})).expect(200);
        admin.post(&format!("hooks/{uuid}/rotate"), ()).expect(200);
        operator.client.post(&format!("hooks/{uuid}/rotate"), ()).forbidden();
        admin.delete(&format!("hooks/{uuid}")).expect(200);
        admin.delete(&format!("hooks/{uuid}")).error(404, "not_found");
        let audit = admin.get("audit?limit=100").expect(200);
        for action in ["hook.create", "hook.update", "hook.rotate", "hook.delete"] {
            assert!(audit.items().iter().any(|entry| entry["action"] == action && entry["object"] == uuid), "{action}");
        }
        assert!(!audit.text.contains(secret));
    }

    fn payloads_with_anything_in_them_never_fail_the_server(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([]));
        let id = ticket_of(&admin, &key, json!({}));
        let cases = [
            ("github", "push", golden!("github-push")),
            ("gitlab", "Merge Request Hook", golden!("gitlab-merge")),
            ("gitea", "push", golden!("gitea-push")),
        ];
        let mut dice: u64 = 42;
        let mut roll = |sides: usize| {
            dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(dice >> 33).unwrap() % sides
        };
        let odd = [&b"\0"[..], b"\"", b"{", b"null", b"\\u0000", b"\xff", b"-1", b"1e999", b"\\ud800", b"#1 ", b"[]", b"\r\n"];
        for (provider, event, golden) in cases {
            let (path, secret) = hook(&admin, provider, &key);
            for _ in 0..150 {
                let mut body = about(golden, &key, id, "https://git.example.com/a/b");
                for _ in 0..=roll(3) {
                    let (at, gone) = (roll(body.len()), roll(12));
                    let end = (at + gone).min(body.len());
                    body.splice(at..end, odd[roll(odd.len())].iter().copied());
                }
                let answer = send(server, &path, event, &secret, &body);
                assert!([200, 400].contains(&answer.status), "{answer}: {}", String::from_utf8_lossy(&body));
            }
        }
    }

    fn a_push_of_ten_thousand_commits_is_told_in_part_and_says_so(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([]));
        let id = ticket_of(&admin, &key, json!({}));
        let (path, secret) = hook(&admin, "github", &key);
        let commits: Vec<Value> = (0..10_000).map(|n| json!({"id": format!("{n:040x}"), "message": format!("{key}-{id} again")})).collect();
        let body = json!({"ref": "refs/heads/main", "before": "1111111", "after": "2222222", "commits": commits,
            "repository": {"html_url": "https://git.example.com/a/many"}}).to_string();
        let told = send(server, &path, "push", &secret, body.as_bytes()).expect(200);
        assert_eq!((&told["recorded"], &told["leftOut"]), (&json!(500), &json!(9_500)));
    }
}
