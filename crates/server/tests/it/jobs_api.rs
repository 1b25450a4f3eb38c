//! Jobs: asked for, listed, looked at, stopped, asked for again, and who may do which.

use crate::{
    jobs_support::{
        data, function, golden_job, invalid, job, lease, refused, say, settled, start, started, state, work,
    },
    support::ticket,
};
use testkit::{Answer, Client, Value, json, moment, time_text, unique};

/// The numbers of the jobs in a list.
fn numbers(answer: &Answer) -> Vec<&str> {
    answer["jobs"].as_array().expect("jobs").iter().map(|job| job["id"].as_str().expect("an id")).collect()
}

fn list(client: &Client, query: &str) -> Answer {
    client.get(&format!("jobs?{query}")).expect(200)
}

on_both_engines! {
    fn a_job_is_told_in_the_documents_words_from_the_asking_to_its_result(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({"maxAttempts": 2}));
        let asked = admin.request("POST", "jobs").header("X-Game-ID", "g1").header("X-Env", "prod")
            .body(json!({"functionId": id, "params": {"playerId": "p-1007"}})).send();
        assert_eq!(settled(&asked.json), json!({"code": 0, "message": "OK", "data": {"jobId": "#id"}}));
        let number = started(&asked);
        let listed = list(&admin, &format!("function_id={id}"));
        assert_eq!(listed["total"], 1);
        assert_eq!(settled(&listed["jobs"][0]), golden_job!("pending"));
        let waiting = admin.get(&format!("jobs/{number}/result")).expect(200);
        assert_eq!(settled(data(&waiting)), json!({"jobId": "#id", "done": false, "state": "pending", "events": []}));
        let leased = admin.post("workers/lease", json!({"functions": [id], "worker": "a test", "leaseSeconds": 300})).expect(200);
        assert_eq!(settled(&leased.json), golden_job!("leased"));
        let leased = &leased["jobs"][0];
        assert_eq!(state(&admin, &number), "running");
        say(&admin, leased, "heartbeat", json!({"events": [{"type": "log", "message": "looking"},
            {"type": "progress", "message": "half of it", "progress": 40, "payload": {"page": 2}}]})).expect(200);
        let done = say(&admin, leased, "complete", json!({"result": {"banned": true}})).expect(200);
        assert_eq!(done.json, json!({"code": 0, "message": "OK"}));
        assert_eq!(settled(&list(&admin, &format!("function_id={id}"))["jobs"][0]), golden_job!("succeeded"));
        assert_eq!(settled(&admin.get(&format!("jobs/{number}/result")).expect(200).json), golden_job!("result"));
        let detail = job(&admin, &number);
        assert_eq!((&detail["params"], &detail["result"]), (&json!({"playerId": "p-1007"}), &json!({"banned": true})));
        let took = |key: &str| moment(detail[key].as_str().expect("a time"));
        let expected = (took("ended_at") - took("started_at")) / 1_000;
        assert_eq!(i128::from(detail["duration_ms"].as_i64().unwrap()), expected, "{detail}");
        let events = |after: i64| data(&admin.get(&format!("jobs/{number}/events?after={after}"))).clone();
        assert_eq!(events(0)["events"].as_array().map(Vec::len), Some(3));
        assert_eq!((&events(1)["events"][0]["seq"], &events(1)["done"]), (&json!(2), &json!(true)));
        assert_eq!(events(3), json!({"events": [], "done": true}));
    }

    fn lists_are_filtered_paged_and_counted(server: &Server) {
        let admin = server.admin();
        let (id, game) = (function(&admin, "worker", json!({})), unique("game"));
        let ask = |env: &str| {
            let body = json!({"functionId": id});
            started(&admin.request("POST", "jobs").header("X-Game-ID", &game).header("X-Env", env).body(body).send())
        };
        let jobs = [ask("prod"), ask("prod"), ask("test"), ask("test"), ask("test")];
        let newest: Vec<&str> = jobs.iter().rev().map(String::as_str).collect();
        let of = |query: &str| list(&admin, &format!("game_id={game}&{query}"));
        assert_eq!(numbers(&of("")), newest);
        assert_eq!(numbers(&of("env=prod")), newest[3..]);
        assert_eq!(numbers(&of("actor=admin&status=pending")), newest);
        assert!(numbers(&of("actor=nobody")).is_empty());
        let page = of("page=2&size=2");
        assert_eq!((numbers(&page), &page["total"]), (newest[2..4].to_vec(), &json!(5)));
        assert_eq!((numbers(&of("page=4&size=2")).len(), of("size=5000")["size"].clone()), (0, json!(200)));
        assert_eq!(work(&admin, &id, json!(1)), jobs[0]);
        admin.post(&format!("jobs/{}/cancel", jobs[1]), ()).expect(200);
        for word in ["completed", "succeeded", "Succeeded"] {
            assert_eq!(numbers(&of(&format!("status={word}"))), [jobs[0].as_str()], "{word}");
        }
        for word in ["cancelled", "canceled"] {
            assert_eq!(numbers(&of(&format!("status={word}"))), [jobs[1].as_str()], "{word}");
        }
        assert_eq!((of("status=failed")["total"].clone(), of("status=pending")["total"].clone()), (json!(0), json!(3)));
        assert_eq!(numbers(&of("")), newest, "over or not, in one order");
        for query in ["status=lost", "page=0", "size=x", "page=-1", "ticket_id=x"] {
            refused(admin.get(&format!("jobs?{query}")).malformed(query.split('=').next().unwrap()), 400, "bad_request");
        }
    }

    fn what_waits_is_stopped_at_once_and_what_is_over_stays_as_it_is(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let waiting = start(&admin, &id, json!({}));
        let stop = |number: &str| admin.post(&format!("jobs/{number}/cancel"), ());
        assert_eq!(stop(&waiting).expect(200).json, json!({"code": 0, "message": "OK"}));
        assert_eq!(state(&admin, &waiting), "canceled");
        let told = refused(stop(&waiting), 409, "conflict");
        assert!(told.message().contains("canceled"), "{told}");
        let result = admin.get(&format!("jobs/{waiting}/result")).expect(200);
        assert_eq!((&result["data"]["done"], &result["data"]["events"][0]["type"]), (&json!(true), &json!("error")));
        let none = admin.post("workers/lease", json!({"functions": [id]})).expect(200);
        assert_eq!(none.json, json!({"jobs": []}));
        let done = start(&admin, &id, json!({}));
        work(&admin, &id, json!(null));
        assert!(refused(stop(&done), 409, "conflict").message().contains("succeeded"));
        for number in ["0", "-1", "99999999999999999999", "x", "+1", "9007199254740993"] {
            refused(stop(number), 404, "not_found");
            refused(admin.get(&format!("jobs/{number}")), 404, "not_found");
            refused(admin.get(&format!("jobs/{number}/result")), 404, "not_found");
            refused(admin.get(&format!("jobs/{number}/events")), 404, "not_found");
            refused(admin.get(&format!("jobs/{number}/stream")), 404, "not_found");
        }
    }

    fn paths_that_there_are_not_are_refused_like_those_that_there_are(server: &Server) {
        let admin = server.admin();
        for path in ["jobs/1/foo", "jobs//", "jobs/", "functions/x/foo", "function-calls/1/zz", "workers", "workers/1/2/3", "schedules/1/2"] {
            refused(admin.get(path), 404, "not_found");
        }
        refused(admin.delete("jobs"), 405, "method_not_allowed");
        for path in ["jobsx", "tickets/1/jobs/x"] {
            let answer = admin.get(path).error(404, "not_found");
            assert!(answer.json.get("data").is_none(), "{answer}");
        }
    }

    fn what_cannot_be_kept_is_named(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        invalid(admin.post("jobs", json!({"functionId": format!("{id}\0")})), "functionId");
        invalid(admin.post("jobs", json!({"functionId": id, "ticketId": "NET-1\0"})), "ticketId");
    }

    fn the_same_job_is_asked_for_again_with_its_own_or_other_parameters(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({"input": {"type": "object"}}));
        let first = admin.request("POST", "jobs").header("X-Env", "test").body(json!({"functionId": id, "params": {"n": 1}})).send();
        let first = started(&first);
        work(&admin, &id, json!(1));
        let again = started(&admin.post(&format!("jobs/{first}/rerun"), ()));
        assert_ne!(again, first);
        let told = job(&admin, &again);
        assert_eq!((&told["params"], &told["env"], &told["state"]), (&json!({"n": 1}), &json!("test"), &json!("pending")));
        let other = started(&admin.post(&format!("jobs/{first}/rerun"), json!({"params": {"n": 2}})));
        assert_eq!(job(&admin, &other)["params"], json!({"n": 2}));
        invalid(admin.post(&format!("jobs/{first}/rerun"), json!({"params": 7})), "params");
        admin.post(&format!("functions/{id}/disable"), ()).expect(200);
        refused(admin.post(&format!("jobs/{first}/rerun"), ()), 404, "not_found");
    }

    fn a_repeated_asking_gives_the_same_job(server: &Server) {
        let admin = server.admin();
        let (id, key) = (function(&admin, "worker", json!({})), unique("key"));
        let ask = |n: i64| admin.post("jobs", json!({"functionId": id, "params": n, "idempotencyKey": key}));
        let first = started(&ask(1));
        assert_eq!(started(&ask(1)), first);
        refused(ask(2), 422, "validation_failed");
        let keyed = |n: i64| admin.request("POST", "jobs").key(&key).body(json!({"functionId": id, "params": n})).send();
        let second = started(&keyed(1));
        assert_eq!((started(&keyed(1)), keyed(1).header("idempotent-replay")), (second.clone(), "true"));
        refused(keyed(2), 422, "validation_failed");
        assert_ne!(first, second);
        assert_eq!(list(&admin, &format!("function_id={id}"))["total"], 2);
    }

    fn a_job_waits_for_its_time_goes_by_priority_and_follows_those_of_its_ticket(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let ask = |extra: Value| {
            let mut body = json!({"functionId": id});
            body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            admin.post("jobs", body)
        };
        let late = started(&ask(json!({"runAt": "2099-01-01T00:00:00Z"})));
        assert_eq!(job(&admin, &late)["run_at"], "2099-01-01T00:00:00.000000Z");
        let (low, high) = (started(&ask(json!({"priority": -5}))), started(&ask(json!({"priority": 7}))));
        assert_eq!([work(&admin, &id, json!(0)), work(&admin, &id, json!(0))], [high, low]);
        let about = ticket(&admin);
        let (first, second) = (started(&ask(json!({"ticketId": about}))), started(&ask(json!({"ticketId": about.to_string()}))));
        assert_eq!(job(&admin, &second)["ticket_id"], about);
        let leased = lease(&admin, &id);
        assert_eq!(leased["jobId"], first.as_str());
        assert_eq!(admin.post("workers/lease", json!({"functions": [id]})).expect(200).json, json!({"jobs": []}));
        say(&admin, &leased, "complete", json!({})).expect(200);
        assert_eq!(work(&admin, &id, json!(0)), second);
        assert_eq!(list(&admin, &format!("ticket_id={about}"))["total"], 2);
        for (extra, field) in [
            (json!({"priority": 101}), "priority"),
            (json!({"runAt": "soon"}), "runAt"),
            (json!({"timeoutMs": 0}), "timeoutMs"),
            (json!({"maxAttempts": 101}), "maxAttempts"),
            (json!({"functionId": ""}), "functionId"),
            (json!({"params": "x".repeat(300_000)}), "params"),
            (json!({"idempotencyKey": ""}), "idempotencyKey"),
            (json!({"idempotencyKey": "x".repeat(201)}), "idempotencyKey"),
        ] {
            invalid(ask(extra), field);
        }
        refused(ask(json!({"ticketId": 999_999_999})), 404, "not_found");
        refused(ask(json!({"ticketId": [1]})), 400, "bad_request");
        refused(ask(json!({"priority": "high"})), 400, "bad_request");
        refused(admin.post("jobs", ()), 400, "bad_request");
        refused(admin.request("POST", "jobs").json_text("[1]").send(), 400, "bad_request");
        refused(admin.request("PUT", "jobs").send(), 405, "method_not_allowed");
    }

    fn everybody_sees_their_own_jobs_and_who_manages_functions_sees_all(server: &Server) {
        let admin = server.admin();
        let (one, other) = (server.person("operator").client, server.person("operator").client);
        let id = function(&admin, "worker", json!({}));
        let (mine, theirs) = (start(&one, &id, json!({})), start(&other, &id, json!({})));
        assert_eq!(numbers(&list(&one, &format!("function_id={id}"))), [mine.as_str()]);
        assert_eq!(numbers(&list(&admin, &format!("function_id={id}"))), [theirs.as_str(), mine.as_str()]);
        for path in ["", "/result", "/events", "/stream?wait=0"] {
            refused(one.get(&format!("jobs/{theirs}{path}")), 404, "not_found");
        }
        for path in ["cancel", "rerun", "stream-token"] {
            refused(one.post(&format!("jobs/{theirs}/{path}"), ()), 404, "not_found");
        }
        refused(one.get(&format!("function-calls/{theirs}")), 404, "not_found");
        one.post(&format!("jobs/{mine}/cancel"), ()).expect(200);
        admin.post(&format!("jobs/{theirs}/cancel"), ()).expect(200);
        for path in ["jobs", "jobs/1", "functions", "function-calls"] {
            refused(server.stranger().get(path), 401, "unauthorized");
        }
    }

    fn times_of_the_past_are_now(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let asked = admin.post("jobs", json!({"functionId": id, "runAt": time_text(1_000_000)}));
        assert_eq!(work(&admin, &id, json!(1)), started(&asked));
    }
}
