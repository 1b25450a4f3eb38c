//! The live feed: what a stream and a page tell, and to whom.

use crate::{
    flow::{drawn, ticket_of, transit},
    support::{create, project, ticket},
};
use std::time::Duration;
use testkit::{Client, EventStream, Next, StreamEvent, Value, json};

/// Long enough for anything that is to come; niced test machines stand still at times.
pub(crate) const SOON: Duration = Duration::from_secs(30);
/// Long enough for what must not come to have come.
pub(crate) const SHORTLY: Duration = Duration::from_millis(600);

#[track_caller]
pub(crate) fn open(client: &Client, path: &str, last: Option<&str>) -> EventStream {
    EventStream::open(client, path, last).unwrap_or_else(|answer| panic!("no stream but {answer}"))
}

#[track_caller]
pub(crate) fn comment(client: &Client, id: i64, text: &str, internal: bool) {
    let body = json!({"content": text, "internal": internal});
    client.post(&format!("tickets/{id}/comments"), body).expect(200);
}

/// Fails if an event comes.
#[track_caller]
pub(crate) fn assert_silent(stream: &mut EventStream) {
    match stream.next(SHORTLY) {
        Next::Nothing | Next::Comment(_) => {}
        other => panic!("something came: {other:?}"),
    }
}

/// What a step says of itself in short.
pub(crate) fn short(event: &StreamEvent) -> (i64, i64, String) {
    let step = event.json();
    assert_eq!(event.id.as_deref(), Some(step["seq"].to_string().as_str()), "{event:?}");
    (
        step["ticketId"].as_i64().expect("a ticket"),
        step["version"].as_i64().expect("a version"),
        step["action"].as_str().expect("an action").to_owned(),
    )
}

/// Every step of the tickets' histories, in the order of their places.
pub(crate) fn histories(client: &Client, tickets: &[i64]) -> Vec<(i64, i64, i64)> {
    let mut steps = Vec::new();
    for id in tickets {
        let mut cursor = String::new();
        loop {
            let page = client.get(&format!("tickets/{id}/history?cursor={cursor}")).expect(200);
            let of = |step: &Value| (step["seq"].as_i64().unwrap(), *id, step["version"].as_i64().unwrap());
            steps.extend(page.items().iter().map(of));
            let Some(next) = page["nextCursor"].as_str() else { break };
            next.clone_into(&mut cursor);
        }
    }
    steps.sort_unstable();
    steps
}

on_both_engines! {
    fn a_stream_tells_what_happens_from_now_on_and_again_after_any_event(server: &Server) {
        let client = server.person("operator").client;
        let id = ticket(&client);
        let mut stream = open(&client, &format!("events?ticket={id}"), None);
        for (name, value) in [("cache-control", "no-store"), ("x-accel-buffering", "no")] {
            assert_eq!(stream.header(name), Some(value));
        }
        assert_eq!(stream.header("content-encoding"), None);
        assert_silent(&mut stream);
        comment(&client, id, "First", false);
        client.post(&format!("tickets/{id}/transition"), json!({"status": "in_progress"})).expect(200);
        let (first, second) = (stream.event(SOON), stream.event(SOON));
        assert_eq!(first.name, "step");
        assert_eq!(short(&first), (id, 2, "commented".to_owned()));
        assert_eq!(short(&second), (id, 3, "transitioned".to_owned()));
        let told = second.json();
        assert_eq!(told["changes"][0], json!({"field": "status", "from": "open", "to": "in_progress"}));
        assert_eq!(told["key"], format!("{}-{id}", told["project"].as_str().unwrap()).as_str());
        let mut again = open(&client, &format!("events?ticket={id}"), first.id.as_deref());
        assert_eq!(again.event(SOON), second);
        let by_query = format!("events?ticket={id}&lastEventId={}", first.id.as_deref().unwrap());
        assert_eq!(open(&client, &by_query, None).event(SOON), second);
        let mut whole = open(&client, &format!("events?ticket={id}"), Some("0"));
        assert_eq!(short(&whole.event(SOON)), (id, 1, "created".to_owned()));
        assert_eq!([whole.event(SOON), whole.event(SOON)], [first, second]);
        assert_silent(&mut whole);
    }

    fn a_page_tells_the_same_without_a_stream_and_waits_when_asked(server: &Server) {
        let client = server.person("operator").client;
        let id = ticket(&client);
        let now = client.get(&format!("events?ticket={id}")).expect(200);
        assert_eq!(now.items().len(), 0);
        let last = now["last"].as_i64().unwrap();
        comment(&client, id, "One", false);
        comment(&client, id, "Two", false);
        let page = client.get(&format!("events?ticket={id}&after={last}&pageSize=1")).expect(200);
        assert_eq!((page.items().len(), &page.items()[0]["version"]), (1, &json!(2)));
        let page = client.get(&format!("events?ticket={id}&after={}", page["last"])).expect(200);
        assert_eq!((page.items().len(), &page.items()[0]["version"]), (1, &json!(3)));
        let path = format!("events?ticket={id}&after={}&wait=30", page["last"]);
        let waited = std::thread::scope(|scope| {
            let waiting = scope.spawn(|| client.get(&path).expect(200));
            comment(&client, id, "Three", false);
            waiting.join().unwrap()
        });
        assert_eq!(waited.items().iter().map(|step| step["version"].clone()).collect::<Vec<_>>(), [json!(4)]);
    }

    fn nobody_is_told_of_what_they_may_not_see(server: &Server) {
        let (admin, owner, other) = (server.admin(), server.person("user"), server.person("user"));
        let closed = project(server, json!([]));
        let rule = json!({"permission": "view_tickets", "userDomainType": "single_user",
            "userDomainParam": admin.get("profile").expect(200)["uuid"], "project": closed});
        admin.post("permission-rules", rule).expect(201);
        let id = ticket(&owner.client);
        let (mut own, mut others) = (open(&owner.client, "events", None), open(&other.client, "events", None));
        let mut operators = open(&server.person("operator").client, "events", None);
        let hidden = create(&admin, json!({"project": closed})).id();
        comment(&admin, id, "For us", true);
        comment(&admin, id, "For all", false);
        admin.post(&format!("tickets/{id}/transition"), json!({"status": "in_progress", "note": "not for them", "internal": true}))
            .expect(200);
        assert_eq!(short(&own.event(SOON)), (id, 3, "commented".to_owned()), "an internal comment is passed over");
        let moved = own.event(SOON);
        assert_eq!(short(&moved), (id, 4, "transitioned".to_owned()));
        // Only now: a step that is read once its ticket is gone is told to nobody.
        admin.delete(&format!("tickets/{id}")).expect(200);
        assert_eq!(short(&own.event(SOON)), (id, 5, "deleted".to_owned()), "that it is gone is told");
        assert_silent(&mut others);
        assert_silent(&mut own);
        loop {
            let step = operators.event(SOON);
            assert_ne!(step.json()["ticketId"], hidden, "a closed project is closed to its feed");
            if short(&step) == (id, 5, "deleted".to_owned()) {
                break;
            }
        }
        // Looking back, a ticket that is gone is gone, but for its end.
        let back = owner.client.get(&format!("events?after={}", moved.json()["seq"].as_i64().unwrap() - 4)).expect(200);
        assert!(back.items().iter().all(|step| step["ticketId"] != id || step["action"] == "deleted"), "{back}");
        other.client.get(&format!("events?ticket={id}")).not_found();
    }

    fn a_project_can_be_followed_alone(server: &Server) {
        let client = server.person("operator").client;
        let key = project(server, json!([]));
        let mut stream = open(&client, &format!("events?project={}", key.to_lowercase()), None);
        ticket(&client);
        let id = create(&client, json!({"project": key})).id();
        assert_eq!(short(&stream.event(SOON)), (id, 1, "created".to_owned()));
        client.get("events?project=NOSUCH").not_found();
    }

    fn whoever_loses_the_right_is_told_nothing_more_and_whoever_is_disabled_is_cut_off(server: &Server) {
        let (admin, person) = (server.admin(), server.person("user"));
        let id = create(&admin, json!({"assignee": person.username})).id();
        let mut stream = open(&person.client, "events", None);
        comment(&admin, id, "Seen", false);
        assert_eq!(short(&stream.event(SOON)), (id, 2, "commented".to_owned()));
        admin.put(&format!("tickets/{id}"), json!({"assignee": ""})).expect(200);
        comment(&admin, id, "Unseen", false);
        assert_silent(&mut stream);
        admin.put(&format!("tickets/{id}"), json!({"assignee": person.username})).expect(200);
        assert_eq!(short(&stream.event(SOON)).1, 5);
        admin.post(&format!("users/{}/disable", person.username), ()).expect(200);
        comment(&admin, id, "Cut", false);
        assert_eq!(stream.next(SOON), Next::End);
    }

    fn the_end_of_what_a_step_brings_about_is_called_refresh(server: &Server) {
        let admin = server.admin();
        let key = drawn(server, json!([{"from": "open", "to": "closed", "post_functions": [
            {"add_comment": {"text": "First"}}, {"add_comment": {"text": "Last"}},
        ]}]));
        let id = ticket_of(&admin, &key, json!({}));
        let mut stream = open(&admin, &format!("events?ticket={id}"), None);
        transit(&admin, id, json!({"status": "closed"})).expect(200);
        let events: Vec<_> = (0..3).map(|_| stream.event(SOON)).collect();
        assert_eq!(events.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["step", "step", "refresh"]);
        assert_eq!(events[2].json()["effect"]["last"], true);
        assert_eq!(events[2].json()["event"], "refresh");
    }

    fn what_cannot_be_followed_is_refused_with_its_reason(server: &Server) {
        let client = server.person("operator").client;
        let id = ticket(&client);
        for (path, field) in [
            ("events?after=x", "after"),
            ("events?after=-1", "after"),
            ("events?after=9000000000000000000", "after"),
            ("events?wait=61", "wait"),
            ("events?lastEventId=x", "lastEventId"),
            (format!("events?ticket={id}&project=SUP").as_str(), "project"),
        ] {
            assert!(client.get(path).expect(400)["details"][field].is_string(), "{path}");
        }
        for last in ["x", "-5", "1.5", "9000000000000000000"] {
            let refused = EventStream::open(&client, "events", Some(last)).expect_err("no stream");
            assert!(refused.expect(400)["details"]["Last-Event-ID"].is_string(), "{last}");
        }
        client.get("events?ticket=999999999").not_found();
        server.stranger().get("events").unauthorized();
    }
}
