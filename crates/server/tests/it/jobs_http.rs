//! Jobs that are requests to other systems: what is asked, what an answer means, and answers that come later.

use crate::{
    GONGDAN,
    jobs_engine::{over, until},
    jobs_support::{function, job, start, state},
    webhooks::signature,
};
use testkit::{Client, Engine, Received, Receiver, Reply, Server, Value, json};

/// A server that may call a receiver on its own machine.
fn open_server(engine: Engine) -> Server {
    Server::start_with(GONGDAN, engine, &[("GONGDAN_OUTGOING_ALLOW", "127.0.0.1")])
}

/// A receiver that answers later, and the function that asks it.
fn asked_later(admin: &Client, extra: Value) -> (Receiver, String) {
    let receiver = Receiver::start();
    receiver.reply(Reply::Status(202, String::new()));
    let mut body = json!({"url": receiver.url("/run")});
    body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
    (receiver, function(admin, "http", body))
}

/// Where a request may be answered, as a path of the server.
fn callback(request: &Received) -> String {
    let url = request.json()["callbackUrl"].as_str().expect("a callback").to_owned();
    let path = url.split_once("/api/v1/").unwrap_or_else(|| panic!("a strange address: {url}")).1;
    path.to_owned()
}

/// What an answer that came at once made of a job.
fn answered(admin: &Client, receiver: &Receiver, function: &str, reply: (u16, &str)) -> Value {
    receiver.reply(Reply::Status(reply.0, reply.1.to_owned()));
    over(admin, &start(admin, function, json!({"n": 1})))
}

on_both_engines! {
    fn an_answer_at_once_is_the_outcome(engine: Engine) {
        let server = open_server(engine);
        let admin = server.admin();
        let receiver = Receiver::start();
        let secret = format!("whsec_{}", "A".repeat(40));
        let of = function(&admin, "http", json!({"url": receiver.url("/run?x=1"), "secret": secret}));
        // The same secret again is no change; what is kept of it is nothing that it could be read from.
        assert_eq!(admin.put(&format!("functions/{of}"), json!({"secret": secret})).expect(200)["version"], 1);
        let done = answered(&admin, &receiver, &of, (200, r#"{"pages": 3}"#));
        assert_eq!(done["state"], "succeeded", "{done}");
        let id = done["id"].as_str().unwrap().to_owned();
        assert_eq!(admin.get(&format!("jobs/{id}/result")).expect(200)["data"]["payload"], json!({"pages": 3}));
        let asked = &receiver.wait_for(1)[0];
        assert_eq!(asked.path, "/run?x=1");
        assert_eq!(asked.json()["params"], json!({"n": 1}));
        assert_eq!(asked.header("webhook-id"), format!("job_{id}"));
        assert_eq!(asked.header("webhook-signature"), signature(&secret, asked));
        let refused = answered(&admin, &receiver, &of, (422, "no such month"));
        assert_eq!(refused["state"], "failed");
        assert!(refused["error"].as_str().unwrap().contains("no such month"), "{refused}");
        // What may pass is tried again where attempts are left.
        admin.put(&format!("functions/{of}"), json!({"maxAttempts": 2})).expect(200);
        let tried = answered(&admin, &receiver, &of, (503, "busy"));
        assert_eq!((&tried["state"], &tried["attempt"]), (&json!("failed"), &json!(2)), "{tried}");
    }

    fn who_answers_202_ends_the_job_by_its_callback(engine: Engine) {
        let mut server = open_server(engine);
        let admin = server.admin();
        let (receiver, of) = asked_later(&admin, json!({}));
        let id = start(&admin, &of, json!({"n": 1}));
        let back = callback(&receiver.wait_for(1)[0]);
        let anybody = Client::new(server.url());
        // It is nobody's affair whether this server goes on without a break.
        until("it is left to who answers", || job(&admin, &id)["worker"] == "callback");
        let told = anybody.post(&back, json!({"progress": 40, "events": [{"message": "page 4"}]})).expect(200);
        assert_eq!(told["cancel"], false);
        assert_eq!(job(&admin, &id)["progress"], 40);
        server.restart();
        let (admin, anybody) = (server.admin(), Client::new(server.url()));
        assert_eq!(state(&admin, &id), "running");
        anybody.post(&back, json!({"result": {"pages": 9}})).expect(200);
        let done = over(&admin, &id);
        assert_eq!((&done["state"], &done["attempt"]), (&json!("succeeded"), &json!(1)), "{done}");
        assert_eq!(admin.get(&format!("jobs/{id}/result")).expect(200)["data"]["payload"], json!({"pages": 9}));
        assert_eq!(receiver.received().len(), 1, "it was asked once");
        // It is over, and stays as it is.
        anybody.post(&back, json!({"error": "not so"})).expect(409);
        assert_eq!(state(&admin, &id), "succeeded");
    }

    fn a_callback_that_is_wrong_changes_nothing(engine: Engine) {
        let server = open_server(engine);
        let admin = server.admin();
        let (receiver, of) = asked_later(&admin, json!({"maxAttempts": 2}));
        let id = start(&admin, &of, json!({}));
        let back = callback(&receiver.wait_for(1)[0]);
        let (path, token) = back.split_once("?token=").unwrap();
        let anybody = Client::new(server.url());
        for wrong in ["", "1", "1.x", &token[..token.len() - 2], &format!("2{}", &token[1..])] {
            anybody.post(&format!("{path}?token={wrong}"), json!({"result": 1})).expect(401);
        }
        let other = start(&admin, &of, json!({}));
        anybody.post(&format!("jobs/{other}/callback?token={token}"), json!({"result": 1})).expect(401);
        anybody.post(path, json!({"result": 1})).expect(401);
        for (body, field) in [
            (json!({}), "result"),
            (json!({"result": 1, "error": "x"}), "error"),
            (json!({"result": 1, "progress": 4}), "result"),
            (json!({"progress": 101}), "progress"),
            (json!({"events": [{"type": "done"}]}), "events[0].type"),
        ] {
            let answer = anybody.post(&back, body).expect(422);
            assert!(answer["details"].get(field).is_some(), "{answer}");
        }
        assert_eq!(state(&admin, &id), "running");
        // In vain, and tried again: the address of the first attempt is worth nothing any more.
        anybody.post(&back, json!({"error": "try later"})).expect(200);
        let asked = receiver.wait_for(3);
        let again = asked.iter().map(callback).find(|url| url.starts_with(path) && *url != back).expect("a second");
        anybody.post(&back, json!({"result": "late"})).expect(409);
        anybody.post(&again, json!({"result": null})).expect(200);
        let done = over(&admin, &id);
        assert_eq!((&done["state"], &done["attempt"]), (&json!("succeeded"), &json!(2)), "{done}");
    }

    fn who_never_answers_takes_too_long_and_a_cancelled_job_is_over_at_once(engine: Engine) {
        let server = open_server(engine);
        let admin = server.admin();
        let (_silent, short) = asked_later(&admin, json!({"timeoutMs": 1_500}));
        let (receiver, long) = asked_later(&admin, json!({}));
        let late = start(&admin, &short, json!({}));
        let unwanted = start(&admin, &long, json!({}));
        let back = callback(&receiver.wait_for(1)[0]);
        until("it is left to who answers", || job(&admin, &unwanted)["worker"] == "callback");
        admin.post(&format!("jobs/{unwanted}/cancel"), ()).expect(200);
        assert_eq!(state(&admin, &unwanted), "canceled");
        Client::new(server.url()).post(&back, json!({"progress": 1})).expect(409);
        assert_eq!(over(&admin, &late)["state"], "timeout");
    }
}
