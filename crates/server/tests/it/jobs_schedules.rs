//! Schedules: functions that are run at times that come again.

use crate::jobs_support::{function, invalid, refused};
use testkit::{Value, assert_time, json};

on_both_engines! {
    fn a_schedule_is_made_changed_and_removed_by_who_manages_functions(server: &Server) {
        let (admin, operator) = (server.admin(), server.person("operator").client);
        let id = function(&admin, "worker", json!({"input": {"type": "object"}}));
        let body = json!({"name": "Nightly", "functionId": id, "cron": "30 2 * * *", "utcOffset": "+08:00"});
        let made = admin.post("schedules", body.clone()).expect(201);
        assert!(made["nextAt"].as_str().is_some_and(|at| at.ends_with("T18:30:00.000000Z")), "{made}");
        assert_eq!((&made["params"], &made["actor"], &made["lastJobId"]), (&json!({}), &json!("admin"), &Value::Null));
        let path = format!("schedules/{}", made["id"].as_str().unwrap());
        let off = admin.request("PUT", &path).if_match(&made.etag()).body(json!({"enabled": false})).send().expect(200);
        assert_eq!((&off["nextAt"], &off["version"], &off["cron"]), (&Value::Null, &json!(2), &json!("30 2 * * *")));
        admin.request("PUT", &path).if_match(&made.etag()).body(json!({"enabled": true})).send().stale();
        assert!(admin.get("schedules?pageSize=100").expect(200).items().iter().any(|s| s["id"] == made["id"]));
        for (extra, field) in [
            (json!({"name": ""}), "name"),
            (json!({"functionId": "no.such"}), "functionId"),
            (json!({"cron": "often"}), "cron"),
            (json!({"cron": "0 0 30 2 *"}), "cron"),
            (json!({"utcOffset": "Peking"}), "utcOffset"),
            (json!({"params": 7}), "params"),
        ] {
            invalid(admin.put(&path, extra.clone()), field);
            let mut whole = body.clone();
            whole.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
            invalid(admin.post("schedules", whole), field);
        }
        invalid(admin.post("schedules", json!({})), "name");
        for refusal in [operator.get("schedules"), operator.post("schedules", body), operator.delete(&path)] {
            refused(refusal, 403, "forbidden");
        }
        admin.delete(&path).expect(200);
        refused(admin.get(&path), 404, "not_found");
        refused(admin.delete(&path), 404, "not_found");
    }

    fn its_job_is_asked_for_when_the_time_comes(server: &Server) {
        let admin = server.admin();
        let id = function(&admin, "worker", json!({}));
        let body = json!({"name": "Every minute", "functionId": id, "cron": "* * * * *", "params": {"n": 1}});
        let made = admin.post("schedules", body).expect(201);
        let path = format!("schedules/{}", made["id"].as_str().unwrap());
        // At most a minute away; each asking waits for twenty seconds.
        let leased = (0..6).find_map(|_| {
            let wish = json!({"functions": [id], "waitSeconds": 20});
            admin.post("workers/lease", wish).expect(200)["jobs"].get(0).cloned()
        });
        let leased = leased.expect("a job within two minutes");
        assert_eq!(leased["params"], json!({"n": 1}));
        let ran = admin.get(&path).expect(200);
        assert_eq!((&ran["lastJobId"], &ran["lastError"]), (&leased["jobId"], &Value::Null));
        assert_eq!(ran["lastAt"], made["nextAt"]);
        assert_time(&ran["nextAt"]);
        admin.delete(&path).expect(200);
        assert_eq!(admin.get(&format!("jobs?function_id={id}")).expect(200)["jobs"][0]["actor"], "admin");
    }
}
