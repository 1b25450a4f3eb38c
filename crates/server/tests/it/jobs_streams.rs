//! The live stream of a job: complete, resumable, closed at the end; and the tokens that open it.

use crate::{
    GONGDAN,
    jobs_support::{SOON, data, function, lease, refused, say, start, work},
};
use std::time::{Duration, Instant};
use testkit::{Client, Engine, EventStream, Next, Server, Value, json};

#[track_caller]
fn open(client: &Client, job: &str, last: Option<&str>) -> EventStream {
    let stream = EventStream::open(client, &format!("jobs/{job}/stream"), last);
    stream.unwrap_or_else(|answer| panic!("no stream but {answer}"))
}

/// The place and name of the next event.
#[track_caller]
fn next(stream: &mut EventStream) -> (i64, String) {
    let event = stream.event(SOON);
    let told = event.json();
    assert_eq!(event.id.as_deref(), Some(told["seq"].to_string().as_str()), "{event:?}");
    assert_eq!(told["type"], event.name.as_str(), "{event:?}");
    (told["seq"].as_i64().expect("a place"), event.name)
}

/// Everything until the server ends the stream.
#[track_caller]
fn rest(stream: &mut EventStream) -> Vec<(i64, String)> {
    let mut all = Vec::new();
    loop {
        match stream.next(SOON) {
            Next::Event(event) => all.push((event.json()["seq"].as_i64().expect("a place"), event.name)),
            Next::Comment(_) => {}
            Next::End => return all,
            Next::Nothing => panic!("the stream stays open after {all:?}"),
        }
    }
}

fn pair(seq: i64, name: &str) -> (i64, String) {
    (seq, name.to_owned())
}

fn log(client: &Client, leased: &Value, lines: i64) {
    let events: Vec<Value> =
        (0..lines).map(|n| json!({"type": "stdout", "message": format!("line {n}")})).collect();
    say(client, leased, "heartbeat", json!({"events": events})).expect(200);
}

on_both_engines! {
    fn a_stream_tells_everything_then_goes_on_live_and_ends(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let job = start(&admin, &id, json!({}));
        let mut early = open(&admin, &job, None);
        assert_eq!(early.header("x-accel-buffering"), Some("no"));
        assert_eq!(early.header("content-encoding"), None);
        let leased = lease(&admin, &id);
        log(&admin, &leased, 2);
        assert_eq!([next(&mut early), next(&mut early)], [pair(1, "stdout"), pair(2, "stdout")]);
        let mut late = open(&admin, &job, None);
        assert_eq!([next(&mut late), next(&mut late)], [pair(1, "stdout"), pair(2, "stdout")]);
        let mut resumed = open(&admin, &job, Some("1"));
        assert_eq!(next(&mut resumed), pair(2, "stdout"));
        say(&admin, &leased, "heartbeat", json!({"progress": 50})).expect(200);
        say(&admin, &leased, "complete", json!({"result": {"n": 1}})).expect(200);
        for stream in [&mut early, &mut late, &mut resumed] {
            assert_eq!(rest(stream), [pair(3, "progress"), pair(4, "done")]);
        }
        // Opened when all is over, it tells all; after the last there is nothing more.
        assert_eq!(rest(&mut open(&admin, &job, None)).len(), 4);
        assert_eq!(rest(&mut open(&admin, &job, Some("3"))), [pair(4, "done")]);
        assert_eq!(rest(&mut open(&admin, &job, Some("4"))), []);
        // A place that there never was would swallow everything.
        let path = format!("jobs/{job}/stream");
        refused(*EventStream::open(&admin, &path, Some("5")).unwrap_err(), 400, "bad_request");
        for query in ["stream?lastEventId=5", "stream?after=5", "events?after=5"] {
            refused(admin.get(&format!("jobs/{job}/{query}")), 400, "bad_request");
        }
    }

    fn many_events_come_in_order_and_a_reader_that_stands_still_holds_up_nobody(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let job = start(&admin, &id, json!({}));
        let still: Vec<EventStream> = (0..5).map(|_| open(&admin, &job, None)).collect();
        let mut reading = open(&admin, &job, None);
        let leased = lease(&admin, &id);
        let began = Instant::now();
        for _ in 0..4 {
            log(&admin, &leased, 250);
        }
        say(&admin, &leased, "fail", json!({"error": "no more", "retry": false})).expect(200);
        assert!(began.elapsed() < SOON, "{:?}", began.elapsed());
        let all = rest(&mut reading);
        let expected: Vec<_> = (1..=1_000).map(|n| pair(n, "stdout")).chain([pair(1_001, "error")]).collect();
        assert_eq!(all, expected);
        for stream in still {
            stream.close();
        }
    }

    fn without_a_stream_the_end_is_waited_for(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let job = start(&admin, &id, json!({}));
        let path = format!("jobs/{job}/stream");
        let now = admin.get(&format!("{path}?wait=0"));
        assert_eq!(data(&now), &json!({"events": [], "done": false}));
        let waited = std::thread::scope(|scope| {
            let waiting = scope.spawn(|| admin.get(&format!("{path}?wait=30")));
            work(&admin, &id, json!("well"));
            waiting.join().expect("an answer")
        });
        let told = data(&waited);
        assert_eq!((&told["done"], &told["events"][0]["type"], &told["events"][0]["payload"]), (&json!(true), &json!("done"), &json!("well")));
        assert_eq!(data(&admin.get(&format!("{path}?after=1"))), &json!({"events": [], "done": true}));
        for query in ["wait=-1", "wait=x", "after=-1"] {
            refused(admin.get(&format!("{path}?{query}")), 400, "bad_request");
        }
        refused(*EventStream::open(&admin, &path, Some("x")).unwrap_err(), 400, "bad_request");
        refused(*EventStream::open(&admin, "jobs/987654321/stream", None).unwrap_err(), 404, "not_found");
        refused(*EventStream::open(&server.stranger(), &path, None).unwrap_err(), 401, "unauthorized");
    }

    fn a_token_opens_the_stream_of_one_job_and_nothing_else(server: &Server) {
        let (admin, stranger, operator) = (server.admin(), server.stranger(), server.person("operator"));
        let id = function(&admin, "worker", json!({}));
        let (mine, theirs) = (start(&operator.client, &id, json!({})), start(&admin, &id, json!({})));
        work(&admin, &id, json!(1));
        work(&admin, &id, json!(2));
        let made = operator.client.post(&format!("jobs/{mine}/stream-token"), ());
        let (token, url) = (data(&made)["token"].as_str().unwrap(), data(&made)["url"].as_str().unwrap());
        assert!(token.starts_with("gds_") && url.ends_with(token), "{made}");
        let mut stream = EventStream::open(&stranger, url, None).unwrap_or_else(|answer| panic!("{answer}"));
        assert_eq!(rest(&mut stream), [pair(1, "done")]);
        assert_eq!(data(&stranger.get(url))["done"], true);
        let with = |job: &str, token: &str| stranger.get(&format!("jobs/{job}/stream?token={token}"));
        refused(with(&theirs, token), 401, "unauthorized");
        for other in [format!("jobs/{mine}?token={token}"), format!("jobs/{mine}/events?token={token}"), format!("jobs?token={token}")] {
            refused(stranger.get(&other), 401, "unauthorized");
        }
        refused(stranger.bearer(token).get(&format!("jobs/{mine}")), 401, "unauthorized");
        for forged in [format!("{token}x"), token.replace('.', ""), "gds_".to_owned(), "gds_.".to_owned(), "x".to_owned(), "gds_a.b.c".to_owned()] {
            refused(with(&mine, &forged), 401, "unauthorized");
        }
        // A log-in's own token is good too, as everywhere; an API token is not, because it is good for long.
        let jwt = operator.client.authorization().trim_start_matches("Bearer ").to_owned();
        assert_eq!(data(&with(&mine, &jwt))["done"], true);
        refused(with(&theirs, &jwt), 404, "not_found");
        let api = operator.client.post("tokens", json!({"name": "t"})).expect(201);
        refused(with(&mine, api["token"].as_str().unwrap()), 401, "unauthorized");
        // It ends with the log-in that it was made with.
        operator.client.post("auth/logout", ()).expect(200);
        refused(with(&mine, token), 401, "unauthorized");
    }
}

#[test]
fn no_token_of_a_stream_comes_into_a_log() {
    let server = Server::start_with(GONGDAN, Engine::Sqlite, &[("GONGDAN_LOG", "trace")]);
    let admin = server.admin();
    let id = function(&admin, "worker", json!({}));
    let job = start(&admin, &id, json!({}));
    let made = admin.post(&format!("jobs/{job}/stream-token"), ());
    let token = data(&made)["token"].as_str().unwrap().to_owned();
    let jwt = admin.authorization().trim_start_matches("Bearer ").to_owned();
    let leased = lease(&admin, &id);
    let secret = leased["leaseToken"].as_str().unwrap().to_owned();
    for token in [token.as_str(), &jwt, "gds_forged.forged"] {
        server.stranger().get(&format!("jobs/{job}/stream?wait=0&token={token}"));
        server.stranger().get(&format!("jobs/{job}/strem?token={token}"));
        let mut stream =
            EventStream::open(&server.stranger(), &format!("jobs/{job}/stream?token={token}"), None);
        if let Ok(stream) = &mut stream {
            stream.next(Duration::from_millis(50));
        }
    }
    say(&admin, &leased, "complete", json!({})).expect(200);
    let logs = server.logs();
    assert!(logs.contains("/api/v1/jobs/{id}/stream"), "nothing was logged");
    for secret in [token.as_str(), &jwt, &secret, "gds_forged"] {
        assert!(!logs.contains(secret), "{secret} is in the log");
    }
}
