//! Log-ins of browsers: tokens in cookies, and what keeps other sites from using them.

use testkit::{Answer, Client, Engine, Person, Server, json};

/// The cookies that an answer sets, by name, whole.
fn cookies(answer: &Answer) -> Vec<(String, String)> {
    let set = answer.headers.iter().filter(|(name, _)| name == "set-cookie");
    set.map(|(_, line)| (line.split('=').next().unwrap_or_default().to_owned(), line.clone())).collect()
}

/// The value that an answer gives a cookie.
#[track_caller]
fn value(answer: &Answer, name: &str) -> String {
    let all = cookies(answer);
    let line =
        &all.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no {name} in {answer}")).1;
    line.split(['=', ';']).nth(1).unwrap_or_default().to_owned()
}

/// A browser that sends these cookies, and what our pages send.
fn browser(server: &Server, cookies: &str) -> Client {
    server.stranger().with("X-Requested-With", "gongdan").with("Cookie", cookies)
}

#[track_caller]
fn log_in(server: &Server, person: &Person) -> Answer {
    let wish = json!({"username": person.username, "password": person.password, "cookie": true});
    server.stranger().with("X-Requested-With", "gongdan").post("auth/login", wish).expect(200)
}

/// A browser just logged in, and its two tokens.
fn logged_in(server: &Server, person: &Person) -> (Client, String, String) {
    let answer = log_in(server, person);
    let (session, refresh) = (value(&answer, "gongdan_session"), value(&answer, "gongdan_refresh"));
    let client =
        browser(server, &format!("theme=dark; gongdan_session={session}; gongdan_refresh={refresh}"));
    (client, session, refresh)
}

fn refresh(server: &Server, token: &str) -> Answer {
    browser(server, &format!("gongdan_refresh={token}")).post("auth/refresh", ())
}

on_both_engines! {
    fn a_browser_logs_in_without_ever_seeing_a_token(server: &Server) {
        let person = server.person("user");
        let answer = log_in(server, &person);
        assert_eq!(answer["user"]["username"], person.username.as_str());
        assert!(answer["token"].is_null() && answer["refreshToken"].is_null(), "{answer}");
        testkit::assert_time(&answer["expiresAt"]);
        let set = cookies(&answer);
        assert_eq!(set.len(), 2, "{set:?}");
        for (name, line) in &set {
            for part in ["; HttpOnly", "; SameSite=Strict", "; Max-Age="] {
                assert!(line.contains(part), "{line}");
            }
            assert!(!line.contains("Secure"), "the test's server has no TLS: {line}");
            let path = if name == "gongdan_refresh" { "; Path=/api/v1/auth;" } else { "; Path=/;" };
            assert!(line.contains(path), "{line}");
            assert!(!answer.text.contains(&value(&answer, name)), "a token in the body");
        }
        let (client, session, _) = logged_in(server, &person);
        assert_eq!(client.get("profile").expect(200)["username"], person.username.as_str());
        client.put("profile", json!({"nickname": "小王"})).expect(200);
        assert!(!server.logs().contains(&session), "a token in the log");
        // The header names somebody else: it decides.
        let other = server.person("user");
        let both = client.with("Authorization", other.client.authorization());
        assert_eq!(both.get("profile").expect(200)["username"], other.username.as_str());
        client.with("Authorization", "Bearer nonsense").get("profile").unauthorized();
        // What a gateway in front of us has of its own is no credential.
        client.with("Authorization", "Basic YTpi").get("profile").expect(200);
    }

    fn a_change_by_cookie_needs_the_header_of_our_pages_and_no_foreign_origin(server: &Server) {
        let person = server.person("operator");
        let (client, session, token) = logged_in(server, &person);
        let bare = server.stranger().with("Cookie", &format!("gongdan_session={session}; gongdan_refresh={token}"));
        bare.get("profile").expect(200);
        bare.put("profile", json!({"nickname": "x"})).error(403, "cross_site");
        bare.post("auth/refresh", ()).error(403, "cross_site");
        bare.post("auth/logout", ()).error(403, "cross_site");
        bare.with("X-Requested-With", "XMLHttpRequest").put("profile", json!({"nickname": "x"})).error(403, "cross_site");
        for origin in ["https://evil.example.org", "null", "http://127.0.0.1:1"] {
            let foreign = client.with("Origin", origin);
            foreign.put("profile", json!({"nickname": "x"})).error(403, "cross_site");
            foreign.get("profile").error(403, "cross_site");
            foreign.get("events?wait=0").error(403, "cross_site");
            foreign.post("auth/refresh", ()).error(403, "cross_site");
            foreign.post("auth/logout", ()).error(403, "cross_site");
            let wish = json!({"username": person.username, "password": person.password, "cookie": true});
            let answer = foreign.post("auth/login", wish).error(403, "cross_site");
            assert!(cookies(&answer).is_empty(), "{answer}");
        }
        let own = client.with("Origin", server.url());
        own.put("profile", json!({"nickname": "y"})).expect(200);
        let wish = json!({"username": person.username, "password": person.password, "cookie": true});
        server.stranger().post("auth/login", wish).error(403, "cross_site");
        // Who sends a token of his own accord is asked for nothing of this.
        person.client.with("Origin", "https://evil.example.org").put("profile", json!({"nickname": "z"})).expect(200);
        assert_eq!(client.get("profile").expect(200)["nickname"], "z");
    }

    fn what_our_pages_do_came_by_web(server: &Server) {
        let person = server.person("operator");
        let (client, ..) = logged_in(server, &person);
        let made = client.post("tickets", json!({"title": "By a page", "content": "x", "category": "pages"})).expect(200);
        assert_eq!(made["source"], "web", "{made}");
        client.put(&format!("tickets/{}", made["id"]), json!({"category": "screens"})).expect(200);
        person.client.put(&format!("tickets/{}", made["id"]), json!({"category": "scripts"})).expect(200);
        let history = client.get(&format!("tickets/{}/history", made["id"])).expect(200);
        let via: Vec<_> = history["items"].as_array().unwrap().iter().map(|step| step["via"].clone()).collect();
        assert_eq!(via, ["web", "web", "api"], "{history}");
        assert_eq!(person.client.post("tickets", json!({"title": "By a script", "content": "x", "category": "pages"})).expect(200)["source"], "api");
        let entries = server.admin().get("audit?filter=action%20%3D%20session.login").expect(200);
        assert!(entries["items"].as_array().unwrap().iter().any(|entry| entry["via"] == "web"), "{entries}");
    }

    fn cookies_open_files_and_streams_and_no_other_surface(server: &Server) {
        let person = server.person("operator");
        let (client, session, _) = logged_in(server, &person);
        let id = crate::support::ticket(&client);
        client.get("events?wait=0").expect(200);
        let form = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhello\r\n--b--\r\n";
        let sent = ("multipart/form-data; boundary=b".to_owned(), form.as_bytes().to_vec());
        let file = client.post(&format!("tickets/{id}/attachments"), sent).expect(201);
        assert_eq!(client.get(&format!("attachments/{}", file.id())).expect(200).text, "hello");
        client.get("jobs/999999999/stream?wait=0").not_found();
        for path in ["/api/v3/get_my_tickets", "/v1/incident-tickets", "/project/api/project/users/me"] {
            assert_eq!(client.get(path).status, 401, "{path} takes the cookie");
        }
        let twice = format!("gongdan_session={session}; gongdan_session={session}");
        browser(server, &twice).get("profile").unauthorized();
        browser(server, "gongdan_session=nonsense").get("profile").unauthorized();
    }

    fn two_pages_that_refresh_at_once_stay_logged_in(server: &Server) {
        let person = server.person("user");
        let (_, _, first) = logged_in(server, &person);
        let answers = crate::races::at_once(&vec![server.stranger(); 8], |_, _| refresh(server, &first));
        let next: Vec<String> = answers.into_iter().map(|answer| value(&answer.expect(200), "gongdan_refresh")).collect();
        assert!(next.iter().all(|token| *token == next[0] && *token != first), "several next tokens");
        let second = refresh(server, &next[0]).expect(200);
        let session = value(&second, "gongdan_session");
        browser(server, &format!("gongdan_session={session}")).get("profile").expect(200);
        // The first is two behind now: nobody's page has it any more.
        refresh(server, &first).unauthorized();
        refresh(server, &value(&second, "gongdan_refresh")).expect(200);
    }

    fn a_token_spent_by_a_browser_is_stolen_where_it_comes_otherwise(server: &Server) {
        let person = server.person("user");
        let (_, _, first) = logged_in(server, &person);
        let next = value(&refresh(server, &first).expect(200), "gongdan_refresh");
        server.stranger().post("auth/refresh", json!({"refreshToken": first})).unauthorized();
        refresh(server, &next).unauthorized();
        // And a client's own token is not made patient by a cookie.
        let login = server.log_in(&person.username, &person.password).expect(200);
        let own = login["refreshToken"].as_str().unwrap();
        server.stranger().post("auth/refresh", json!({"refreshToken": own})).expect(200);
        refresh(server, own).unauthorized();
    }

    fn a_refresh_with_nothing_to_refresh_is_refused(server: &Server) {
        refresh(server, "nonsense").unauthorized();
        server.stranger().with("X-Requested-With", "gongdan").post("auth/refresh", ()).unauthorized();
        server.stranger().post("auth/refresh", ()).invalid("refreshToken");
        server.stranger().post("auth/refresh", json!({"refreshToken": ""})).invalid("refreshToken");
    }

    fn logging_out_clears_both_cookies_whatever_is_left_of_the_log_in(server: &Server) {
        let person = server.person("user");
        let cleared = |answer: Answer| {
            let answer = answer.expect(200);
            assert_eq!(answer.json, json!({}));
            let set = cookies(&answer);
            assert!(set.len() == 2 && set.iter().all(|(_, line)| line.contains("=; ") && line.contains("Max-Age=0")), "{set:?}");
        };
        let (client, session, token) = logged_in(server, &person);
        cleared(client.post("auth/logout", ()));
        client.get("profile").unauthorized();
        refresh(server, &token).unauthorized();
        cleared(client.post("auth/logout", ()));
        cleared(browser(server, &format!("gongdan_session={session}")).post("auth/logout", ()));
        cleared(server.stranger().with("X-Requested-With", "gongdan").post("auth/logout", ()));
        server.stranger().post("auth/logout", ()).unauthorized();
        // The access token has run out, the refresh token has not: the log-in ends all the same.
        let (_, session, token) = logged_in(server, &person);
        cleared(browser(server, &format!("gongdan_refresh={token}")).post("auth/logout", ()));
        browser(server, &format!("gongdan_session={session}")).get("profile").unauthorized();
        let audit = server.admin().get("audit?action=session.logout").expect(200);
        let last = &audit.items()[0];
        assert_eq!((&last["actor"], &last["object"]), (&json!(person.username), &json!(person.username)));
    }
}

/// Behind TLS at an address with a path.
fn where_the_base_url_says_so(engine: Engine) {
    let server = Server::start_with(
        crate::GONGDAN,
        engine,
        &[("GONGDAN_BASE_URL", "https://desk.example.org/gongdan")],
    );
    let person = server.person("user");
    let set = cookies(&log_in(&server, &person));
    for (name, line) in &set {
        let path = if name == "gongdan_refresh" { "/gongdan/api/v1/auth" } else { "/gongdan/" };
        assert!(line.ends_with("; Secure") && line.contains(&format!("; Path={path};")), "{line}");
    }
    let (client, ..) = logged_in(&server, &person);
    client.with("Origin", "https://desk.example.org").get("profile").expect(200);
    client.with("Origin", "https://example.org").get("profile").error(403, "cross_site");
}

#[test]
fn cookies_are_bound_to_the_address_that_people_use() {
    where_the_base_url_says_so(Engine::Sqlite);
}
