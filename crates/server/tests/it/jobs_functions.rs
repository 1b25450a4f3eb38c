//! Functions: drawn up, changed by version, held against their schemas, shown to those who may see them.

use crate::jobs_support::{data, function, golden_job, invalid, lease, refused, settled, start};
use testkit::{Value, json, unique};

on_both_engines! {
    fn a_function_is_made_changed_by_version_and_removed(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "script", json!({"source": "return params", "description": "bans", "category": "players",
            "risk": "high", "input": {"type": "object"}, "timeoutMs": 5000, "maxAttempts": 3, "concurrency": 2}));
        let path = format!("functions/{id}");
        let made = admin.get(&path).expect(200);
        assert_eq!(settled(&made.json), golden_job!("function"));
        // Names and limits stand beside the version, what runs is a part of it.
        let named = admin.put(&path, json!({"name": "Ban", "concurrency": 0})).expect(200);
        assert_eq!((&named["version"], &named["name"], &named["concurrency"]), (&json!(1), &json!("Ban"), &json!(0)));
        let changed = admin.put(&path, json!({"source": "return 2", "input": {}})).expect(200);
        assert_eq!((&changed["version"], &changed["source"], &changed["input"]), (&json!(2), &json!("return 2"), &Value::Null));
        assert_eq!(admin.put(&path, json!({"source": "return 2"})).expect(200)["version"], 2, "nothing was changed");
        let versions = admin.get(&format!("{path}/versions")).expect(200);
        let told: Vec<_> = versions.items().iter().map(|v| (&v["version"], &v["source"], &v["actor"])).collect();
        assert_eq!(told, [(&json!(2), &json!("return 2"), &json!("admin")), (&json!(1), &json!("return params"), &json!("admin"))]);
        // Whoever has not seen the newest version changes nothing.
        admin.request("PUT", &path).if_match(&made.etag()).body(json!({"source": "return 3"})).send().stale();
        admin.request("DELETE", &path).if_match(&made.etag()).send().stale();
        let tag = admin.get(&path).expect(200).etag();
        admin.request("PUT", &path).if_match(&tag).body(json!({"risk": "low"})).send().expect(200);
        let listed = admin.get("functions?pageSize=100").expect(200);
        assert!(listed["total"].as_i64().is_some_and(|total| total >= 1) && listed["page"] == 1, "{listed}");
        admin.delete(&path).expect(200);
        refused(admin.get(&path), 404, "not_found");
        refused(admin.delete(&path), 404, "not_found");
        // Made anew it counts on, so that no job runs what it was not asked for with.
        let again = admin.post("functions", json!({"id": id, "name": "Again", "kind": "script", "source": "return 4"})).expect(201);
        assert_eq!(again["version"], 3);
        admin.delete(&path).expect(200);
        invalid(admin.post("functions", json!({"id": id, "name": "Again", "kind": "noop"})), "kind");
        for action in ["function.create", "function.update", "function.delete"] {
            let audit = admin.get(&format!("audit?pageSize=100&action={action}")).expect(200);
            assert!(audit.items().iter().any(|entry| entry["object"] == id.as_str()), "{action}");
        }
    }

    fn what_is_no_function_is_refused_by_its_field(server: &Server) {
        let admin = server.admin();
        let id = unique("test.bad");
        let good = json!({"id": id, "name": "x", "kind": "noop"});
        let with = |extra: Value| {
            let mut body = good.clone();
            body.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            admin.post("functions", body)
        };
        for (extra, field) in [
            (json!({"id": ""}), "id"),
            (json!({"id": "a b"}), "id"),
            (json!({"id": ".."}), "id"),
            (json!({"name": " "}), "name"),
            (json!({"name": null}), "name"),
            (json!({"kind": "perl"}), "kind"),
            (json!({"kind": null}), "kind"),
            (json!({"risk": "none"}), "risk"),
            (json!({"kind": "script"}), "source"),
            (json!({"source": "return 1"}), "source"),
            (json!({"kind": "http"}), "url"),
            (json!({"kind": "http", "url": "ftp://a.example"}), "url"),
            (json!({"kind": "http", "url": "http://x:99999/"}), "url"),
            (json!({"kind": "http", "url": "http://[::1"}), "url"),
            (json!({"kind": "http", "url": "http://127.1:9102/x"}), "url"),
            (json!({"kind": "http", "url": "https://a.example", "secret": "short"}), "secret"),
            (json!({"kind": "command"}), "command"),
            (json!({"timeoutMs": 99}), "timeoutMs"),
            (json!({"timeoutMs": 86_400_001}), "timeoutMs"),
            (json!({"maxAttempts": 0}), "maxAttempts"),
            (json!({"concurrency": -1}), "concurrency"),
            (json!({"input": {"type": "strnig"}}), "input.type"),
            (json!({"input": [1]}), "input"),
            (json!({"output": {"$ref": "https://example.com/s"}}), "output.$ref"),
            (json!({"input": {"properties": {"a": {"$ref": "#"}}}}), "input.properties.a.$ref"),
            (json!({"input": {"pattern": "("}}), "input.pattern"),
        ] {
            invalid(with(extra), field);
        }
        refused(with(json!({"timeoutMs": "soon"})), 400, "bad_request");
        refused(with(json!({"enabled": 7})), 400, "bad_request");
        refused(admin.get(&format!("functions/{id}")), 404, "not_found");
        with(json!({"id": unique("test.upper"), "kind": "http", "url": "HTTP://127.0.0.2/ok"})).expect(201);
        with(json!({})).expect(201);
        invalid(with(json!({})), "id");
        invalid(admin.put(&format!("functions/{id}"), json!({"kind": "worker"})), "kind");
        refused(admin.request("PATCH", &format!("functions/{id}")).send(), 405, "method_not_allowed");
    }

    fn parameters_are_held_against_the_schema_where_a_job_is_asked_for(server: &Server) {
        let admin = server.admin();
        let schema = json!({"type": "object", "required": ["playerId"], "additionalProperties": false,
            "properties": {"playerId": {"type": "string", "minLength": 2}, "days": {"type": "integer", "maximum": 30},
                "items": {"type": "array", "items": {"type": "object", "properties": {"n": {"type": "integer"}}}}}});
        let id = function(&admin, "worker", json!({"input": schema}));
        let ask = |params: Value| admin.post("jobs", json!({"functionId": id, "params": params}));
        for (params, field) in [
            (json!({}), "params.playerId"),
            (json!(7), "params"),
            (json!({"playerId": "x"}), "params.playerId"),
            (json!({"playerId": "p-1", "days": 31}), "params.days"),
            (json!({"playerId": "p-1", "items": [{"n": 1}, {"n": "x"}]}), "params.items[1].n"),
            (json!({"playerId": "p-1", "more": 1}), "params.more"),
        ] {
            invalid(ask(params), field);
        }
        invalid(admin.post("jobs", json!({"functionId": id})), "params.playerId");
        let told = server.admin().with("Accept-Language", "zh").post("jobs", json!({"functionId": id, "params": {}}));
        assert!(told.message().contains("必须"), "{told}");
        data(&ask(json!({"playerId": "p-1", "items": [{"n": 1}]})));
        assert_eq!(lease(&admin, &id)["params"], json!({"playerId": "p-1", "items": [{"n": 1}]}));
        // The next version has another schema; the door knows at once.
        admin.put(&format!("functions/{id}"), json!({"input": {}})).expect(200);
        start(&admin, &id, json!([1, 2]));
    }

    fn a_disabled_or_unknown_function_is_not_found_and_can_be_tried_out_by_who_manages_it(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({"enabled": false}));
        let ask = || admin.post("jobs", json!({"functionId": id}));
        refused(ask(), 404, "not_found");
        assert_eq!(admin.post(&format!("functions/{id}/enable"), ()).expect(200)["enabled"], true);
        data(&ask());
        assert_eq!(admin.post(&format!("functions/{id}/disable"), ()).expect(200)["enabled"], false);
        let unknown = admin.post("jobs", json!({"functionId": "no.such.function"}));
        assert_eq!(settled(&unknown.json), golden_job!("refused"));
        refused(ask(), 404, "not_found");
        let tried = admin.post(&format!("functions/{id}/invoke"), json!({"params": {"a": 1}, "wait": 0})).expect(200);
        assert_eq!((&tried["done"], &tried["state"]), (&json!(false), &json!("pending")));
        assert!(tried["jobId"].is_string() && tried["events"] == json!([]), "{tried}");
        invalid(admin.post(&format!("functions/{id}/invoke"), json!({"wait": 61})), "wait");
        refused(admin.post("functions/no.such.function/invoke", ()), 404, "not_found");
        let operator = server.person("operator");
        refused(operator.client.post(&format!("functions/{id}/invoke"), ()), 403, "forbidden");
    }

    fn who_may_not_manage_functions_sees_them_from_outside_only(server: &Server) {
        let (admin, operator, user) = (server.admin(), server.person("operator").client, server.person("user").client);
        let id = function(&admin, "script", json!({"source": "return 'from inside'"}));
        let path = format!("functions/{id}");
        let seen = operator.get(&path).expect(200);
        assert!(seen["source"].is_null() && !seen.text.contains("from inside"), "{seen}");
        assert!(!operator.get("functions?pageSize=100").expect(200).text.contains("from inside"));
        for refusal in [
            operator.get(&format!("{path}/versions")),
            operator.put(&path, json!({"name": "x"})),
            operator.delete(&path),
            operator.post(&format!("{path}/disable"), ()),
            operator.post("functions", json!({"id": unique("x"), "name": "x", "kind": "noop"})),
            user.get("functions"),
            user.get(&path),
            user.post("jobs", json!({"functionId": id})),
        ] {
            refused(refusal, 403, "forbidden");
        }
        refused(server.stranger().get("functions").unauthorized(), 401, "unauthorized");
        start(&operator, &id, json!({}));
    }

    fn the_secret_that_requests_are_signed_with_is_shown_once(server: &Server) {
        let admin = server.admin();
        let id = unique("test.http");
        let body = json!({"id": id, "name": "x", "kind": "http", "url": "https://a.example/run"});
        let create = || admin.request("POST", "functions").key(&id).body(body.clone()).send().expect(201);
        let (made, again) = (create(), create());
        let secret = made["secret"].as_str().expect("a secret").to_owned();
        assert!(secret.starts_with("whsec_") && again["secret"].is_null() && again["id"] == id.as_str(), "{again}");
        let own = format!("whsec_{}", "A".repeat(40));
        admin.put(&format!("functions/{id}"), json!({"secret": own})).expect(200);
        let answers = [
            admin.get(&format!("functions/{id}")),
            admin.get(&format!("functions/{id}/versions")),
            admin.get("functions?pageSize=100"),
            admin.get("audit?pageSize=100"),
        ];
        for answer in answers {
            assert!(!answer.text.contains(&secret) && !answer.text.contains(&own), "{answer}");
        }
        assert!(!server.logs().contains(&secret));
        let other = json!({"id": unique("test.http"), "name": "x", "kind": "http", "url": "https://a.example", "secret": own});
        assert!(admin.post("functions", other).expect(201)["secret"].is_null());
    }
}
