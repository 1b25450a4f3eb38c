//! API tokens: shown once, scoped, expiring, revocable.

use crate::{
    GONGDAN,
    support::{draft, ticket},
};
use std::{
    fs,
    path::{Path, PathBuf},
};
use testkit::{Client, Engine, Server, Value, assert_time, json};

/// Every file below a directory that holds `secret`.
fn files_with(directory: &Path, secret: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).expect("a directory").map(|entry| entry.expect("an entry").path());
    entries.fold(Vec::new(), |mut found, path| {
        if path.is_dir() {
            found.extend(files_with(&path, secret));
        } else if fs::read(&path)
            .expect("a file")
            .windows(secret.len())
            .any(|bytes| bytes == secret.as_bytes())
        {
            found.push(path);
        }
        found
    })
}

#[test]
fn no_secret_lies_in_the_data_as_it_was_shown() {
    let server = Server::start(GONGDAN, Engine::Sqlite);
    let person = server.person("operator");
    let body = json!({"name": "t", "scopes": ["read"]});
    let plain = person.client.post("tokens", body.clone()).expect(201);
    let keyed = person.client.request("POST", "tokens").key("once").body(body).send().expect(201);
    let login = server.log_in(&person.username, &person.password).expect(200);
    let secrets = [&plain["token"], &keyed["token"], &login["token"], &login["refreshToken"]];
    let secrets =
        secrets.iter().map(|secret| secret.as_str().expect("a secret")).chain([person.password.as_str()]);
    for (n, secret) in secrets.enumerate() {
        assert_eq!(
            files_with(&server.data_dir(), secret),
            Vec::<PathBuf>::new(),
            "secret {n} lies there in the open"
        );
    }
}

fn client_of(server: &Server, made: &testkit::Answer) -> Client {
    server.stranger().bearer(made["token"].as_str().expect("a token"))
}

on_both_engines! {
    fn a_token_makes_no_token(server: &Server) {
        let person = server.person("operator");
        let all = person.client.post("tokens", json!({"name": "all"})).expect(201);
        client_of(server, &all).post("tokens", json!({"name": "child"})).forbidden();
    }

    fn a_token_for_writing_does_not_touch_its_owners_account(server: &Server) {
        let person = server.person("operator");
        let made = person.client.post("tokens", json!({"name": "w", "scopes": ["write"]})).expect(201);
        let other = person.client.post("tokens", json!({"name": "other"})).expect(201);
        let client = client_of(server, &made);
        client.put("profile", json!({"email": "elsewhere@example.org"})).forbidden();
        let change = json!({"oldPassword": person.password, "newPassword": "another good password"});
        client.post("profile/password", change).forbidden();
        client.delete(&format!("tokens/{}", other["id"])).forbidden();
        person.client.get("profile").expect(200);
    }

    fn a_repeated_making_of_a_token_makes_one_and_shows_its_secret_once(server: &Server) {
        let person = server.person("operator");
        let make = || person.client.request("POST", "tokens").key("once").body(json!({"name": "k"})).send();
        let (first, again) = (make().expect(201), make().expect(201));
        assert_eq!(first["id"], again["id"]);
        assert!(first["token"].is_string() && again["token"].is_null(), "{again}");
    }

    fn a_token_is_shown_once_and_works_as_a_bearer(server: &Server) {
        let person = server.person("operator");
        let made =
            person.client.post("tokens", json!({"name": "from a script", "scopes": ["all"]})).expect(201);
        let secret = made["token"].as_str().expect("a token").to_owned();
        assert!(secret.starts_with("gd_") && secret.len() >= 40, "{made}");
        assert_eq!((&made["name"], &made["scopes"]), (&json!("from a script"), &json!(["all"])));
        assert_eq!(client_of(server, &made).get("profile").expect(200)["username"], person.username.as_str());
        client_of(server, &made).post("tickets", draft("By a token")).expect(200);
        let list = person.client.get("tokens").expect(200);
        let mine = list.items().iter().find(|t| t["id"] == made["id"]).expect("the token in the list");
        assert_eq!(mine["name"], "from a script");
        assert!(!list.text.contains(&secret), "the token is shown again: {list}");
    }

    fn a_read_token_reads_and_does_not_write(server: &Server) {
        let person = server.person("operator");
        let id = ticket(&person.client);
        let made = person.client.post("tokens", json!({"name": "reader", "scopes": ["read"]})).expect(201);
        let reader = client_of(server, &made);
        reader.get(&format!("tickets/{id}")).expect(200);
        reader.get("tickets").expect(200);
        reader.get(&format!("tickets/{id}/comments")).expect(200);
        reader.post("tickets", draft("By a reader")).forbidden();
        reader.put(&format!("tickets/{id}"), json!({"title": "By a reader"})).forbidden();
        reader.post(&format!("tickets/{id}/comments"), json!({"content": "By a reader"})).forbidden();
        reader.post(&format!("tickets/{id}/transition"), json!({"status": "closed"})).forbidden();
        reader.delete(&format!("tickets/{id}")).forbidden();
        assert_eq!(person.client.get(&format!("tickets/{id}")).expect(200).version(), 1);
    }

    fn a_read_token_makes_no_stronger_token(server: &Server) {
        let person = server.person("admin");
        let made = person.client.post("tokens", json!({"name": "reader", "scopes": ["read"]})).expect(201);
        client_of(server, &made).post("tokens", json!({"name": "more", "scopes": ["all"]})).forbidden();
    }

    fn a_write_token_writes_tickets_and_administers_nothing(server: &Server) {
        let person = server.person("admin");
        let made = person.client.post("tokens", json!({"name": "writer", "scopes": ["write"]})).expect(201);
        let writer = client_of(server, &made);
        let id = ticket(&writer);
        writer.post(&format!("tickets/{id}/comments"), json!({"content": "By a writer"})).expect(200);
        writer.post("groups", json!({"name": "By a writer"})).forbidden();
        writer.post("users", json!({"username": testkit::unique("w"), "access": "user"})).forbidden();
        writer.post("projects", json!({"key": "BYWRITER", "name": "By a writer"})).forbidden();
    }

    fn an_admin_scope_does_not_make_an_administrator_of_a_user(server: &Server) {
        let person = server.person("user");
        let made = person.client.post("tokens", json!({"name": "t", "scopes": ["admin"]}));
        if made.status == 201 {
            client_of(server, &made).post("groups", json!({"name": "By a user"})).forbidden();
        } else {
            made.refused();
        }
    }

    fn a_token_that_would_have_expired_already_is_not_made(server: &Server) {
        let person = server.person("user");
        let make = |expires: Value| {
            person.client.post("tokens", json!({"name": "t", "scopes": ["read"], "expiresAt": expires}))
        };
        make(json!("2020-01-01T00:00:00Z")).invalid("expiresAt");
        make(json!("tomorrow")).refused();
        make(json!(7)).malformed("expiresAt");
        let dated = make(json!("2999-01-01T08:00:00+08:00")).expect(201);
        assert_time(&dated["expiresAt"]);
        assert_eq!(
            testkit::moment(dated["expiresAt"].as_str().unwrap()),
            testkit::moment("2999-01-01T00:00:00Z")
        );
    }

    fn scopes_are_of_the_vocabulary(server: &Server) {
        let person = server.person("user");
        let make = |scopes: Value| person.client.post("tokens", json!({"name": "t", "scopes": scopes}));
        make(json!(["everything"])).error(422, "validation_failed");
        make(json!(["read", "nonsense"])).error(422, "validation_failed");
        make(json!("read")).bad_request();
        make(json!([7])).bad_request();
        for scope in ["all", "read", "write"] {
            assert_eq!(make(json!([scope])).expect(201)["scopes"], json!([scope]));
        }
        person.client.post("tokens", json!({"name": " ", "scopes": ["read"]})).invalid("name");
        person.client.post("tokens", json!({"name": "t".repeat(5_000), "scopes": ["read"]})).invalid("name");
    }

    fn a_revoked_token_is_void_at_once(server: &Server) {
        let person = server.person("user");
        let made = person.client.post("tokens", json!({"name": "t", "scopes": ["all"]})).expect(201);
        let client = client_of(server, &made);
        client.get("profile").expect(200);
        let path = format!(
            "tokens/{}",
            made["id"].as_i64().map_or_else(|| made["id"].as_str().unwrap().to_owned(), |n| n.to_string())
        );
        person.client.delete(&path).expect(200);
        client.get("profile").unauthorized();
        person.client.delete(&path).not_found();
        person.client.delete("tokens/999999999").not_found();
        person.client.delete("tokens/nonsense").not_found();
    }

    fn nobody_but_an_administrator_revokes_anothers_token(server: &Server) {
        let (mine, other) = (server.person("user"), server.person("operator"));
        let made = mine.client.post("tokens", json!({"name": "t", "scopes": ["all"]})).expect(201);
        let path = format!("tokens/{}", made["id"]).replace('"', "");
        let answer = other.client.delete(&path);
        assert!([403, 404].contains(&answer.status), "{answer}");
        answer.refused();
        assert!(!other.client.get("tokens").expect(200).items().iter().any(|t| t["id"] == made["id"]));
        client_of(server, &made).get("profile").expect(200);
        server.admin().delete(&path).expect(200);
        client_of(server, &made).get("profile").unauthorized();
    }
}
