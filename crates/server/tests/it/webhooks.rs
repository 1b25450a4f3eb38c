//! Webhooks: what a real receiver gets, signed, in which order, and what becomes of what it does not take.

use crate::{
    GONGDAN,
    flow::until,
    support::{create, project, ticket},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};
use std::{
    collections::{BTreeMap, BTreeSet},
    time::{Duration, Instant},
};
use testkit::{Answer, Client, Engine, Received, Receiver, Reply, Server, Value, json, unique};

/// A server that may send to receivers of this test, and to nothing else at home.
pub(crate) fn start(engine: Engine) -> Server {
    Server::start_with(GONGDAN, engine, &[("GONGDAN_OUTGOING_ALLOW", "127.0.0.1")])
}

/// Makes a webhook of these keys on top of a name and the receiver's address.
#[track_caller]
pub(crate) fn webhook(admin: &Client, receiver: &Receiver, extra: Value) -> Answer {
    let mut body = json!({"name": unique("webhook"), "url": receiver.url("/hook")});
    body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    admin.post("webhooks", body).expect(201)
}

fn uuid(webhook: &Answer) -> String {
    webhook["uuid"].as_str().expect("a short id").to_owned()
}

/// The signature of a message, by the specification.
pub(crate) fn signature(secret: &str, message: &Received) -> String {
    let mut block = [0_u8; 64];
    let key = STANDARD.decode(secret.strip_prefix("whsec_").expect("a prefix")).expect("base64");
    block[..key.len()].copy_from_slice(&key);
    let pad = |with: u8| block.map(|b| b ^ with).to_vec();
    let (id, at) = (message.header("webhook-id"), message.header("webhook-timestamp"));
    let signed = format!("{id}.{at}.{}", message.body).into_bytes();
    let inner = Sha256::digest([pad(0x36), signed].concat());
    format!("v1,{}", STANDARD.encode(Sha256::digest([pad(0x5c), inner.to_vec()].concat())))
}

/// The log of one message once it has come to an end, or to `attempts`.
#[track_caller]
fn log(admin: &Client, webhook: &str, id: &str, attempts: i64) -> Answer {
    let path = format!("webhooks/{webhook}/deliveries/{id}");
    until("an attempt is written down", || {
        admin.get(&path).expect(200)["log"].as_array().unwrap().len() >= usize::try_from(attempts).unwrap()
    });
    admin.get(&path).expect(200)
}

fn ids(received: &[Received]) -> Vec<String> {
    received.iter().map(|message| message.header("webhook-id").to_owned()).collect()
}

on_both_engines! {
    fn a_receiver_is_told_of_steps_signed_and_of_internal_notes_only_where_it_asks(engine: Engine) {
        let server = start(engine);
        let (admin, public, internal) = (server.admin(), Receiver::start(), Receiver::start());
        ticket(&admin);
        let made = webhook(&admin, &public, json!({}));
        let secret = made["secret"].as_str().expect("a secret").to_owned();
        assert!(admin.get(&format!("webhooks/{}", uuid(&made))).expect(200)["secret"].is_null());
        webhook(&admin, &internal, json!({"internalNotes": true, "events": ["ticket.commented", "ticket.transitioned"]}));
        let id = ticket(&admin);
        admin.post(&format!("tickets/{id}/comments"), json!({"content": "For us", "internal": true})).expect(200);
        admin.post(&format!("tickets/{id}/comments"), json!({"content": "For all"})).expect(200);
        admin.post(&format!("tickets/{id}/transition"), json!({"status": "in_progress"})).expect(200);
        let mut told = public.wait_for(3);
        told.sort_by_key(|message| message.json()["data"]["step"]["version"].as_i64());
        let kinds: Vec<_> = told.iter().map(|message| message.json()["type"].clone()).collect();
        assert_eq!(kinds, ["ticket.created", "ticket.commented", "ticket.transitioned"]);
        assert!(told.iter().all(|message| !message.body.contains("For us")));
        let first = told[0].json();
        assert_eq!((&first["data"]["ticket"]["id"], &first["data"]["step"]["version"]), (&json!(id), &json!(1)));
        assert_eq!(first["timestamp"], first["data"]["step"]["at"]);
        for message in &told {
            assert_eq!(message.header("webhook-signature"), signature(&secret, message));
            assert_eq!(message.header("content-type"), "application/json");
        }
        let texts: BTreeSet<_> = internal.wait_for(3).iter().map(|m| m.json()["data"]["step"]["note"].to_string()).collect();
        assert!(texts.contains("\"For us\"") && texts.contains("\"For all\""), "{texts:?}");
        let message = log(&admin, &uuid(&made), told[0].header("webhook-id"), 1);
        assert_eq!((&message["state"], &message["log"][0]["status"], &message["log"][0]["answer"]), (&json!("delivered"), &json!(200), &json!("ok")));
        assert_eq!(message["body"], told[0].body.as_str());
    }

    fn a_webhook_of_a_project_is_told_of_no_other_and_one_that_is_off_of_nothing(engine: Engine) {
        let server = start(engine);
        let (admin, receiver) = (server.admin(), Receiver::start());
        let key = project(&server, json!([]));
        let made = webhook(&admin, &receiver, json!({"project": key, "events": ["ticket.created"]}));
        ticket(&admin);
        let first = create(&admin, json!({"project": key})).id();
        receiver.wait_for(1);
        let path = format!("webhooks/{}", uuid(&made));
        admin.put(&path, json!({"enabled": false})).expect(200);
        create(&admin, json!({"project": key}));
        admin.put(&path, json!({"enabled": true})).expect(200);
        let last = create(&admin, json!({"project": key})).id();
        let told: Vec<_> = receiver.wait_for(2).iter().map(|m| m.json()["data"]["ticket"]["id"].clone()).collect();
        assert_eq!(told, [first, last]);
    }

    fn what_is_not_taken_comes_again_under_the_same_id(engine: Engine) {
        let server = start(engine);
        let (admin, receiver) = (server.admin(), Receiver::start());
        let made = webhook(&admin, &receiver, json!({}));
        receiver.reply(Reply::Status(503, "not now".to_owned()));
        ticket(&admin);
        let first = receiver.wait_for(1);
        let message = log(&admin, &uuid(&made), first[0].header("webhook-id"), 1);
        assert_eq!((&message["state"], &message["log"][0]["answer"]), (&json!("waiting"), &json!("not now")));
        assert!(message["log"][0]["failure"].as_str().unwrap().starts_with("status"), "{message}");
        receiver.reply(Reply::Status(204, String::new()));
        let both = receiver.wait_for(2);
        assert_eq!(both[0].header("webhook-id"), both[1].header("webhook-id"));
        assert_eq!(both[0].body, both[1].body);
        assert!(both[1].at - both[0].at >= Duration::from_millis(4_900), "the second attempt is five seconds later");
        assert_eq!(log(&admin, &uuid(&made), first[0].header("webhook-id"), 2)["state"], "delivered");
    }

    fn a_slow_receiver_and_one_that_is_down_hold_up_nobody_else(engine: Engine) {
        let server = start(engine);
        let admin = server.admin();
        let [slow, down, quick] = [(); 3].map(|()| Receiver::start());
        slow.reply(Reply::Slow(Duration::from_secs(12)));
        down.reply(Reply::Close);
        for receiver in [&slow, &down, &quick] {
            webhook(&admin, receiver, json!({}));
        }
        admin.post("webhooks", json!({"name": unique("nobody"), "url": "http://127.0.0.1:9/"})).expect(201);
        let begun = Instant::now();
        for _ in 0..40 {
            ticket(&admin);
        }
        quick.wait_for(40);
        assert!(begun.elapsed() < Duration::from_mins(1), "{:?}", begun.elapsed());
        assert!(slow.received().len() <= 16, "at most eight at once: {}", slow.received().len());
    }

    fn neither_redirects_nor_addresses_at_home_are_followed(engine: Engine) {
        let server = start(engine);
        let (admin, receiver, other) = (server.admin(), Receiver::start(), Receiver::start());
        receiver.reply(Reply::Redirect(other.url("/elsewhere")));
        let made = webhook(&admin, &receiver, json!({}));
        ticket(&admin);
        let message = log(&admin, &uuid(&made), receiver.wait_for(1)[0].header("webhook-id"), 1);
        assert_eq!((&message["log"][0]["status"], &message["state"]), (&json!(302), &json!("waiting")));
        for host in ["127.0.0.2", "[::1]", "localhost.localdomain", "169.254.169.254", "0.0.0.0", "10.255.255.1", "[::ffff:127.0.0.2]"] {
            let url = format!("http://{host}:{}/hook", other.port());
            let made = webhook(&admin, &other, json!({"url": url}));
            let sent = admin.post(&format!("webhooks/{}/test", uuid(&made)), ()).expect(202);
            let message = log(&admin, &uuid(&made), sent["id"].as_str().unwrap(), 1);
            let failure = message["log"][0]["failure"].as_str().unwrap();
            assert!(failure.starts_with("address_not_allowed") || failure.starts_with("unresolved"), "{host}: {failure}");
        }
        for host in ["2130706433", "0x7f.1", "127.1"] {
            let body = json!({"name": unique("webhook"), "url": format!("http://{host}:{}/", other.port())});
            let refused = admin.post("webhooks", body).expect(422);
            assert!(refused["details"]["url"].is_string(), "{refused}");
        }
        assert_eq!(other.received().len(), 0);
    }

    fn in_order_means_that_a_ticket_waits_for_its_first_message_and_others_do_not(engine: Engine) {
        let server = start(engine);
        let (admin, receiver) = (server.admin(), Receiver::start());
        webhook(&admin, &receiver, json!({"ordered": true}));
        receiver.reply(Reply::Status(500, String::new()));
        let stuck = ticket(&admin);
        receiver.wait_for(1);
        receiver.reply(Reply::Status(200, String::new()));
        for n in 0..5 {
            admin.post(&format!("tickets/{stuck}/comments"), json!({"content": format!("{n}")})).expect(200);
        }
        let other = ticket(&admin);
        let all = receiver.wait_for(8);
        let of = |id: i64| -> Vec<i64> {
            let own = all.iter().filter(|m| m.json()["data"]["ticket"]["id"] == id);
            own.map(|m| m.json()["data"]["step"]["version"].as_i64().unwrap()).collect()
        };
        assert_eq!(of(stuck), [1, 1, 2, 3, 4, 5, 6]);
        assert_eq!(of(other), [1]);
        let place = |id: i64| all.iter().position(|m| m.json()["data"]["ticket"]["id"] == id && m.json()["data"]["step"]["version"] == 1);
        assert!(place(other) < all.iter().position(|m| m.json()["data"]["step"]["version"] == 2), "the other one does not wait");
    }

    fn messages_are_sent_anew_one_or_all_since_a_time_and_with_both_secrets_for_a_day(engine: Engine) {
        let server = start(engine);
        let (admin, receiver) = (server.admin(), Receiver::start());
        let made = webhook(&admin, &receiver, json!({}));
        let path = format!("webhooks/{}", uuid(&made));
        let tickets: Vec<_> = (0..3).map(|_| ticket(&admin)).collect();
        let first = receiver.wait_for(3);
        for id in ids(&first) {
            until("it is delivered", || admin.get(&format!("{path}/deliveries/{id}")).expect(200)["state"] == "delivered");
        }
        let page = admin.get(&format!("{path}/deliveries?pageSize=2")).expect(200);
        assert_eq!((page.items().len(), page["nextCursor"].is_string()), (2, true));
        let rest = admin.get(&format!("{path}/deliveries?pageSize=2&cursor={}", page["nextCursor"].as_str().unwrap())).expect(200);
        assert_eq!((rest.items().len(), &rest.items()[0]["ticketId"]), (1, &json!(tickets[0])));
        let rotated = admin.post(&format!("{path}/rotate"), ()).expect(200);
        assert!(rotated["bothSecretsUntil"].is_string(), "{rotated}");
        let id = ids(&first).remove(1);
        admin.post(&format!("{path}/deliveries/{id}/replay"), ()).expect(202);
        let again = receiver.wait_for(4).remove(3);
        assert_eq!((again.header("webhook-id"), &again.body), (id.as_str(), &first[1].body));
        let expected = format!("{} {}", signature(rotated["secret"].as_str().unwrap(), &again), signature(made["secret"].as_str().unwrap(), &again));
        assert_eq!(again.header("webhook-signature"), expected);
        until("it is delivered", || admin.get(&format!("{path}/deliveries/{id}")).expect(200)["state"] == "delivered");
        let since = json!({"since": "2020-01-01T00:00:00Z", "delivered": true});
        assert_eq!(admin.post(&format!("{path}/replay"), since).expect(202)["count"], 3);
        let all = receiver.wait_for(7);
        assert_eq!(ids(&all[4..]).into_iter().collect::<BTreeSet<_>>(), ids(&first).into_iter().collect());
        assert_eq!(admin.post(&format!("{path}/replay"), json!({"since": "2020-01-01T00:00:00Z"})).expect(202)["count"], 0);
        admin.delete(&path).expect(200);
        admin.get(&format!("{path}/deliveries/{id}")).not_found();
    }

    fn one_that_keeps_failing_is_let_alone_and_comes_back_with_the_first_that_is_taken(engine: Engine) {
        let server = start(engine);
        let (admin, receiver) = (server.admin(), Receiver::start());
        let made = webhook(&admin, &receiver, json!({}));
        let path = format!("webhooks/{}", uuid(&made));
        receiver.reply(Reply::Status(500, String::new()));
        let tickets: BTreeSet<_> = (0..12).map(|_| ticket(&admin)).collect();
        until("it is let alone", || admin.get(&path).expect(200)["state"] == "resting");
        let seen = admin.get(&path).expect(200);
        assert!(seen["failures"].as_i64().unwrap() >= 10 && seen["restsUntil"].is_string(), "{seen}");
        let more = ticket(&admin);
        receiver.reply(Reply::Status(200, String::new()));
        until("it is handed on", || admin.get(&format!("{path}/deliveries")).expect(200).items().len() == 13);
        admin.post(&format!("{path}/resume"), ()).expect(200);
        let log = format!("{path}/deliveries?pageSize=100");
        until("all are delivered", || admin.get(&log).expect(200).items().iter().all(|m| m["state"] == "delivered"));
        let taken = receiver.received();
        let told: BTreeSet<_> = taken.iter().map(|m| m.json()["data"]["ticket"]["id"].as_i64().unwrap()).collect();
        assert!(tickets.is_subset(&told) && told.contains(&more));
        until("it is well", || admin.get(&path).expect(200)["state"] == "ok");
    }

    fn a_server_that_is_killed_while_it_sends_leaves_nothing_unsent(engine: Engine) {
        let mut server = start(engine);
        let receiver = Receiver::start();
        let made = webhook(&server.admin(), &receiver, json!({}));
        receiver.reply(Reply::Slow(Duration::from_millis(300)));
        let mut tickets: BTreeSet<i64> = (0..40).map(|_| ticket(&server.admin())).collect();
        receiver.wait_for(10);
        server.restart();
        tickets.insert(ticket(&server.admin()));
        server.restart();
        receiver.reply(Reply::Status(200, String::new()));
        let told = |all: &[Received]| -> BTreeSet<i64> { all.iter().map(|m| m.json()["data"]["ticket"]["id"].as_i64().unwrap()).collect() };
        let all = receiver.until(|all| tickets.is_subset(&told(all)));
        let mut by_ticket: BTreeMap<i64, BTreeSet<String>> = BTreeMap::new();
        for message in &all {
            let id = message.json()["data"]["ticket"]["id"].as_i64().unwrap();
            by_ticket.entry(id).or_default().insert(message.header("webhook-id").to_owned());
        }
        assert!(by_ticket.values().all(|ids| ids.len() == 1), "one id a step, however often it is sent: {by_ticket:?}");
        let path = format!("webhooks/{}/deliveries?pageSize=100", uuid(&made));
        until("all are delivered", || server.admin().get(&path).expect(200).items().iter().all(|m| m["state"] == "delivered"));
        assert_eq!(server.admin().get(&path).expect(200).items().len(), tickets.len());
    }
}

#[test]
fn two_nodes_send_each_message_once() {
    let first = start(Engine::Postgres);
    let second = Server::join(&first);
    let receiver = Receiver::start();
    webhook(&first.admin(), &receiver, json!({}));
    let clients = [first.admin(), second.admin()];
    let tickets: BTreeSet<i64> = (0..60).map(|n| ticket(&clients[n % 2])).collect();
    let all = receiver.wait_for(tickets.len());
    let told: BTreeSet<i64> =
        all.iter().map(|m| m.json()["data"]["ticket"]["id"].as_i64().unwrap()).collect();
    assert_eq!(told, tickets);
    ticket(&clients[1]);
    assert_eq!(receiver.wait_for(tickets.len() + 1).len(), tickets.len() + 1, "none came twice");
}

mod input {
    use super::{Receiver, json, uuid, webhook};
    use testkit::unique;

    on_both_engines! {
        fn what_a_webhook_cannot_be_is_refused_by_its_field(server: &Server) {
            let admin = server.admin();
            let (made, name) = (webhook(&admin, &Receiver::start(), json!({"enabled": false})), unique("name"));
            for (body, field) in [
                (json!({"url": "https://example.com"}), "name"),
                (json!({"name": name}), "url"),
                (json!({"name": name, "url": "example.com"}), "url"),
                (json!({"name": name, "url": "ftp://example.com"}), "url"),
                (json!({"name": name, "url": "https://a:b@example.com"}), "url"),
                (json!({"name": name, "url": "https://example.com/a b"}), "url"),
                (json!({"name": name, "url": "http://x:99999/"}), "url"),
                (json!({"name": name, "url": format!("https://example.com/{}", "x".repeat(2_048))}), "url"),
                (json!({"name": name, "url": "https://example.com", "project": "NOSUCH"}), "project"),
                (json!({"name": name, "url": "https://example.com", "events": ["ticket.created", "ticket.exploded"]}), "events[1]"),
                (json!({"name": made["name"], "url": "https://example.com"}), "name"),
            ] {
                admin.post("webhooks", body.clone()).invalid(field);
            }
            admin.post("webhooks", json!({"name": name, "url": 7})).bad_request();
            let path = format!("webhooks/{}", uuid(&made));
            admin.request("PUT", &path).if_match("\"v7\"").body(json!({"name": name})).send().stale();
            admin.post(&format!("{path}/replay"), json!({"since": "yesterday"})).invalid("since");
            admin.get(&format!("{path}/deliveries?state=lost")).malformed("state");
            admin.get(&format!("{path}/deliveries/msg_none")).not_found();
            admin.post("webhooks/nowhere1/test", ()).not_found();
            let person = server.person("operator").client;
            person.get("webhooks").forbidden();
            person.post("webhooks", json!({"name": name, "url": "https://example.com"})).forbidden();
            server.stranger().get(&path).unauthorized();
        }
    }
}
