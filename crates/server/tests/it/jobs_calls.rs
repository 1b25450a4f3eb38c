//! The history of calls: filters that are all applied, statistics over all that match, and running again.

use crate::jobs_support::{function, golden_job, job, lease, refused, say, settled, start, started, work};
use testkit::{Answer, json, moment, time_text};

fn numbers(answer: &Answer) -> Vec<&str> {
    answer["calls"]
        .as_array()
        .expect("calls")
        .iter()
        .map(|call| call["job_id"].as_str().expect("an id"))
        .collect()
}

on_both_engines! {
    fn a_call_is_told_in_the_documents_words(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let asked = admin.request("POST", "jobs").header("X-Game-ID", "g1").header("X-Env", "prod")
            .body(json!({"functionId": id, "params": {"playerId": "p-1007"}})).send();
        let number = started(&asked);
        say(&admin, &lease(&admin, &id), "fail", json!({"error": "no such player", "retry": false})).expect(200);
        let call = admin.get(&format!("function-calls/{number}")).expect(200);
        assert_eq!(settled(&call.json), golden_job!("call"));
        let listed = admin.get(&format!("function-calls?function_id={id}")).expect(200);
        assert_eq!(listed["calls"][0], call.json);
        assert_eq!((&listed["total"], &listed["page"], &listed["page_size"]), (&json!(1), &json!(1), &json!(20)));
        refused(admin.get("function-calls/987654321"), 404, "not_found");
        refused(admin.get("function-calls/x"), 404, "not_found");
    }

    fn statistics_are_of_all_calls_that_match_however_many_are_shown(server: &Server) {
        let (admin, operator) = (server.admin(), server.person("operator"));
        let id = function(&admin, "worker", json!({}));
        for n in 0..9 {
            start(&admin, &id, json!(n));
        }
        for _ in 0..3 {
            work(&admin, &id, json!(1));
        }
        say(&admin, &lease(&admin, &id), "fail", json!({"error": "x", "retry": false})).expect(200);
        lease(&admin, &id);
        let waiting = start(&operator.client, &id, json!({}));
        admin.post(&format!("function-calls/{waiting}/cancel"), ()).expect(200);
        let stats = |query: &str| admin.get(&format!("function-calls/stats?function_id={id}&{query}")).expect(200);
        let all = stats("page_size=1");
        assert_eq!(settled(&all.json), json!({"total": 10, "succeeded": 3, "failed": 1, "running": 1, "cancelled": 1, "timeout": 0,
            "other": 4, "avg_duration_ms": "#duration"}));
        assert_eq!((&stats("status=completed")["total"], &stats("status=completed")["other"]), (&json!(3), &json!(0)));
        assert_eq!(stats(&format!("actor_id={}", operator.username))["cancelled"], 1);
        assert_eq!(stats("game_id=none")["total"], 0);
        let own = operator.client.get(&format!("function-calls/stats?function_id={id}")).expect(200);
        assert_eq!((&own["total"], &own["cancelled"]), (&json!(1), &json!(1)), "one's own only");
        let took: Vec<i64> = admin.get(&format!("function-calls?function_id={id}")).expect(200)["calls"].as_array().unwrap()
            .iter().filter_map(|call| call["duration_ms"].as_i64()).collect();
        let mean = took.iter().sum::<i64>() / i64::try_from(took.len()).unwrap();
        assert!((all["avg_duration_ms"].as_i64().unwrap() - mean).abs() <= 2, "{all} {took:?}");
    }

    fn every_filter_of_calls_is_applied(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let ask = |game: &str, env: &str| {
            let body = json!({"functionId": id});
            started(&admin.request("POST", "jobs").header("X-Game-ID", game).header("X-Env", env).body(body).send())
        };
        let jobs = [ask("a", "prod"), ask("a", "test"), ask("b", "prod")];
        work(&admin, &id, json!(1));
        let of = |query: &str| admin.get(&format!("function-calls?function_id={id}&{query}")).expect(200);
        let made = |number: &str| moment(job(&admin, number)["created_at"].as_str().unwrap());
        let between = testkit::encode(&time_text(made(&jobs[1])));
        for (query, expected) in [
            (String::new(), vec![2, 1, 0]),
            ("game_id=a".to_owned(), vec![1, 0]),
            ("env=prod".to_owned(), vec![2, 0]),
            ("game_id=a&env=prod&status=succeeded&actor_id=admin".to_owned(), vec![0]),
            ("status=pending".to_owned(), vec![2, 1]),
            (format!("start_time={between}"), vec![2, 1]),
            (format!("end_time={between}"), vec![1, 0]),
            (format!("start_time={between}&end_time={between}"), vec![1]),
            ("actor_id=nobody".to_owned(), vec![]),
            ("page=2&page_size=1".to_owned(), vec![1]),
        ] {
            let expected: Vec<&str> = expected.into_iter().map(|n: usize| jobs[n].as_str()).collect();
            assert_eq!(numbers(&of(&query)), expected, "{query}");
        }
        assert_eq!(of("page_size=9999")["page_size"], 200);
        for query in ["status=x", "start_time=x", "end_time=2026-13-01", "page=0", "page_size=-1"] {
            let field = query.split('=').next().unwrap();
            refused(admin.get(&format!("function-calls?{query}")).malformed(field), 400, "bad_request");
        }
        refused(admin.get("function-calls/stats?status=x"), 400, "bad_request");
    }

    fn a_call_that_is_run_again_really_runs(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let first = start(&admin, &id, json!({"n": 1}));
        work(&admin, &id, json!(1));
        let again = admin.post(&format!("function-calls/{first}/rerun"), ()).expect(200);
        let number = again["job_id"].as_str().unwrap();
        assert_ne!(number, first);
        let leased = lease(&admin, &id);
        assert_eq!((&leased["jobId"], &leased["params"]), (&json!(number), &json!({"n": 1})));
        say(&admin, &leased, "complete", json!({"result": "again"})).expect(200);
        assert_eq!(admin.get(&format!("function-calls/{number}")).expect(200)["result"], "again");
        admin.post(&format!("function-calls/{first}/rerun"), json!({"payload": {"n": 2}})).expect(200);
        assert_eq!(lease(&admin, &id)["params"], json!({"n": 2}));
        refused(admin.post("function-calls/987654321/rerun", ()), 404, "not_found");
        refused(admin.post(&format!("function-calls/{first}/cancel"), ()), 409, "conflict");
        admin.post(&format!("function-calls/{first}/rerun"), json!({"payload": 7})).expect(200);
    }

    fn large_payloads_are_left_out_of_lists_and_whole_in_one_call(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let number = start(&admin, &id, json!({"text": "x".repeat(100_000)}));
        work(&admin, &id, json!("y".repeat(100_000)));
        let listed = admin.get(&format!("function-calls?function_id={id}")).expect(200);
        assert!(listed["calls"][0]["payload"].is_null() && listed["calls"][0]["result"].is_null());
        let whole = admin.get(&format!("function-calls/{number}")).expect(200);
        assert_eq!(whole["result"].as_str().map(str::len), Some(100_000));
        assert_eq!(whole["payload"]["text"].as_str().map(str::len), Some(100_000));
    }
}
