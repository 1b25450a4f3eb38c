//! The incident API: what may be done with an incident, and doing it.

use crate::incidents_support::{
    ACKNOWLEDGED, PAUSED, TRIGGERED, act, act_on, bad, column, data, histories, id_of, made, refused, shown,
    task, tasks,
};
use testkit::{Client, Server, Value, json, moment};

const HANDLE: &str = "/v1/external/incident/handle";

fn keys(client: &Client, number: &str) -> Vec<String> {
    tasks(client, number).into_iter().map(|(key, _)| key).collect()
}

/// Milliseconds long after now.
fn later(server: &Server) -> i64 {
    let made = server.person("user");
    let now = moment(made.account["createdAt"].as_str().unwrap());
    i64::try_from(now / 1_000 + 3_600_000).unwrap()
}

on_both_engines! {
    fn an_incident_goes_its_way_from_report_to_end(server: &Server) {
        let (person, other, admin) = (server.person("operator"), server.person("operator"), server.admin());
        let number = made(&person, json!({}));
        let client = &person.client;
        let node = &data(&client.get(&format!("/v2/incidents/{number}/tasks")))[0];
        assert_eq!((&node["key"], &node["state"], &node["name"]), (&json!("triggered"), &json!("new"), &json!("Triggered")));
        assert_eq!(keys(client, &number), ["accepted", "addRemark", "unAcceptedForward", "commitSolution", "changeLevel", "rejected"]);
        data(&act(client, &number, "unAcceptedForward", json!({"virtual_send_assignee": id_of(&other), "virtual_send_comment": "值班"})));
        assert_eq!(shown(client, &number)["incident_assignee"], json!([id_of(&other)]));
        let done = data(&act(client, &number, "accepted", json!({})));
        assert_eq!(done, json!({"incident_num": number, "status": ACKNOWLEDGED}));
        assert_eq!(keys(client, &number), ["addRemark", "acceptedForward", "commitSolution", "incidentPause", "changeLevel", "rejected"]);
        data(&act(client, &number, "addRemark", json!({"note": "已回滚一半"})));
        data(&act(client, &number, "acceptedForward", json!({"virtual_send_assignee": person.username})));
        // To pause it takes consent: until then it stays where it is.
        let pause = json!({"pause_end_time": later(server), "pause_reason": "等待供应商"});
        assert_eq!(data(&act(client, &number, "incidentPause", pause.clone()))["status"], ACKNOWLEDGED);
        assert!(!keys(client, &number).contains(&"incidentPause".to_owned()), "asked for once");
        assert!(!keys(client, &number).contains(&"agreed".to_owned()), "not by who asked");
        data(&act(&admin, &number, "rejected", json!({"virtual_confirm_comment": "还不能停"})));
        assert_eq!(shown(client, &number)["status"], ACKNOWLEDGED);
        data(&act(client, &number, "incidentPause", pause));
        assert_eq!(data(&act(&admin, &number, "agreed", json!({})))["status"], PAUSED);
        assert_eq!(data(&act(client, &number, "recovery", json!({})))["status"], ACKNOWLEDGED);
        // So does another level.
        data(&act(client, &number, "changeLevel", json!({"virtual_target_level": "level_10", "virtual_change_level_comment": "影响扩大"})));
        assert_eq!(shown(client, &number)["incident_level"], "level_30");
        data(&act(&admin, &number, "agreed", json!({})));
        assert_eq!((&shown(client, &number)["incident_level"], &shown(client, &number)["status"]), (&json!("level_10"), &json!(ACKNOWLEDGED)));
        let solution = json!({
            "mtm_type": "inc_type_p_change_issues", "is_service_interrupt": true, "cause": "发布", "solution": "回滚",
            "start_time": 1_744_252_838_667_i64, "fault_recovery_time": 1_744_285_427_529_i64,
        });
        assert_eq!(data(&act(client, &number, "commitSolution", solution))["status"], "INCIDENT_STATUS_RESOLVED");
        let told = shown(client, &number);
        assert_eq!((&told["incident_type"], &told["fault_recovery_time"]), (&json!("inc_type_p_change_issues"), &json!(1_744_285_427_529_i64)));
        assert_eq!(data(&act(client, &number, "confirm", json!({"virtual_confirm_result": false, "virtual_confirm_comment": "没有好"})))["status"], ACKNOWLEDGED);
        data(&act(client, &number, "commitSolution", json!({"solution": "再回滚"})));
        assert_eq!(data(&act(client, &number, "confirm", json!({"virtual_confirm_result": "true"})))["status"], "INCIDENT_STATUS_COMPLETED");
        assert_eq!(keys(client, &number), ["addRemark", "ReOpen"]);
        assert_eq!(data(&act(client, &number, "ReOpen", json!({})))["status"], ACKNOWLEDGED);
        let (rows, total) = histories(client, &number, json!({"fields": ["action", "status"]}));
        let actions = column(&rows, "action");
        assert_eq!(total, i64::try_from(rows.len()).unwrap());
        for action in ["create_incident", "incident_forward", "incident_accept", "add_remark", "incident_apply", "rejected", "agreed", "incident_pause", "incident_recovery", "incident_change_level", "incident_commit_solution", "incident_confirm_failed", "incident_confirm", "incident_reopen"] {
            assert!(actions.contains(&json!(action)), "{action} is not in {actions:?}");
        }
    }

    fn a_task_that_was_left_is_stale(server: &Server) {
        let person = server.person("operator");
        let (client, number) = (&person.client, made(&person, json!({})));
        let accept = task(client, &number, "accepted");
        data(&act(client, &number, "addRemark", json!({"note": "a remark changes no node"})));
        let reject = task(client, &number, "rejected");
        data(&act_on(client, &number, &accept, "accepted", json!({})));
        let told = refused(act_on(client, &number, &accept, "accepted", json!({})), 400, "COC.00067010");
        assert!(told.contains("task"), "{told}");
        refused(act_on(client, &number, &reject, "rejected", json!({})), 400, "COC.00067010");
        assert_eq!(shown(client, &number)["status"], ACKNOWLEDGED);
        // Nor is an id for one thing one for another, or for another incident.
        let now = task(client, &number, "commitSolution");
        refused(act_on(client, &number, &now, "incidentPause", json!({})), 400, "COC.00067010");
        let other = made(&person, json!({}));
        refused(act_on(client, &other, &now, "commitSolution", json!({"solution": "x"})), 400, "COC.00067010");
        bad(act_on(client, &number, "", "addRemark", json!({"note": "x"})), "task_id");
        assert_eq!(shown(client, &other)["status"], TRIGGERED);
    }

    fn of_many_who_accept_one_wins(server: &Server) {
        let person = server.person("operator");
        let (client, number) = (&person.client, made(&person, json!({})));
        let accept = task(client, &number, "accepted");
        let outcomes: Vec<u16> = std::thread::scope(|scope| {
            let all: Vec<_> = (0..8)
                .map(|_| scope.spawn(|| act_on(client, &number, &accept, "accepted", json!({})).status))
                .collect();
            all.into_iter().map(|one| one.join().unwrap()).collect()
        });
        assert_eq!(outcomes.iter().filter(|status| **status == 200).count(), 1, "{outcomes:?}");
        assert!(outcomes.iter().all(|status| [200, 400].contains(status)), "{outcomes:?}");
        assert_eq!(histories(client, &number, json!({})).1, 2);
    }

    fn what_is_said_with_an_action_is_checked(server: &Server) {
        let person = server.person("operator");
        let (client, number) = (&person.client, made(&person, json!({})));
        data(&act(client, &number, "accepted", Value::Null));
        let until = later(server);
        for (action, params, parameter) in [
            ("addRemark", json!({}), "params.note"),
            ("addRemark", json!({"note": 7}), "params.note"),
            ("addRemark", json!({"note": "x".repeat(65_537)}), "params.note"),
            ("addRemark", json!({"note": "a\u{0}b"}), "params.note"),
            ("addRemark", json!("x"), "params"),
            ("acceptedForward", json!({}), "params.virtual_send_assignee"),
            ("acceptedForward", json!({"virtual_send_assignee": "nobody-at-all"}), "params.virtual_send_assignee"),
            ("commitSolution", json!({}), "params.solution"),
            ("commitSolution", json!({"solution": "解".repeat(10_001)}), "params.solution"),
            ("commitSolution", json!({"solution": "x", "mtm_type": "y"}), "params.mtm_type"),
            ("commitSolution", json!({"solution": "x", "start_time": 0}), "params.start_time"),
            ("commitSolution", json!({"solution": "x", "start_time": 2, "fault_recovery_time": 1}), "params.fault_recovery_time"),
            ("incidentPause", json!({"pause_reason": "x"}), "params.pause_end_time"),
            ("incidentPause", json!({"pause_end_time": until}), "params.pause_reason"),
            ("incidentPause", json!({"pause_end_time": 1, "pause_reason": "x"}), "params.pause_end_time"),
            ("changeLevel", json!({}), "params.virtual_target_level"),
            ("changeLevel", json!({"virtual_target_level": "P1"}), "level_50"),
            ("incidentPause", json!({"pause_end_time": until, "pause_reason": "a\u{0}b"}), "params.pause_reason"),
            ("changeLevel", json!({"virtual_target_level": "level_30"}), "params.virtual_target_level"),
        ] {
            bad(act(client, &number, action, params), parameter);
        }
        let path = format!("/v2/incidents/{number}/action");
        bad(client.post(&path, json!({"task_id": "x", "action": "dance"})), "action");
        bad(client.post(&path, json!({"action": "accepted"})), "task_id");
        bad(client.post(&path, json!({"task_id": 7, "action": "accepted"})), "task_id");
        let remark = json!({"task_id": task(client, &number, "addRemark"), "action": "addRemark", "params": {"note": "the other path"}});
        data(&client.post(&path, remark));
        assert_eq!(histories(client, &number, json!({})).1, 3);
    }

    fn who_may_not_act_is_offered_nothing(server: &Server) {
        let person = server.person("operator");
        let number = made(&person, json!({}));
        let token = person.client.post("tokens", json!({"name": "reader", "scopes": ["read"]})).expect(201);
        let reader = server.stranger().with("X-Auth-Token", token["token"].as_str().unwrap());
        assert_eq!(keys(&reader, &number), Vec::<String>::new());
        let accept = task(&person.client, &number, "accepted");
        refused(act_on(&reader, &number, &accept, "accepted", json!({})), 403, "COC.00000403");
        let remark = task(&person.client, &number, "addRemark");
        refused(act_on(&reader, &number, &remark, "addRemark", json!({"note": "x"})), 403, "COC.00000403");
        assert_eq!(shown(&person.client, &number)["status"], TRIGGERED);
    }

    fn the_older_form_does_the_same(server: &Server) {
        let (person, other, admin) = (server.person("operator"), server.person("operator"), server.admin());
        let number = made(&person, json!({}));
        let handle = |client: &Client, operator: &str, key: &str, parameter: Value| {
            let body = json!({"incident_num": number, "operator": operator, "operate_key": key, "parameter": parameter});
            client.post(HANDLE, body)
        };
        let own = id_of(&person);
        data(&handle(&person.client, &own, "forwardOther1", json!({"virtual_send_assignee": id_of(&other)})));
        data(&handle(&person.client, &own, "acceptedIncident1", json!({})));
        refused(handle(&person.client, &own, "acceptedIncident1", json!({})), 400, "COC.00067010");
        data(&handle(&person.client, &own, "incidentChangeLevel1", json!({"virtual_target_level": "level_20"})));
        refused(handle(&person.client, &own, "agreed", json!({})), 400, "COC.00067010");
        data(&handle(&admin, "admin", "agreed", json!({})));
        assert_eq!(shown(&admin, &number)["incident_level"], "level_20");
        // An administrator's robot tells who has done it.
        data(&handle(&admin, &id_of(&other), "commitSolution1", json!({"solution": "重启"})));
        let (rows, _) = histories(&admin, &number, json!({"sort_filter": {"field": "start_time", "operator": "desc"}}));
        assert_eq!((&rows[0]["operator"], &rows[0]["comment"]), (&json!(id_of(&other)), &json!("重启")));
        refused(handle(&person.client, &id_of(&other), "confirm", json!({"virtual_confirm_result": true})), 403, "COC.00000403");
        bad(handle(&person.client, "nobody-at-all", "confirm", json!({})), "operator");
        bad(handle(&person.client, &own, "dance", json!({})), "operate_key");
        bad(handle(&person.client, &own, "confirm", json!({})), "parameter.virtual_confirm_result");
        data(&handle(&person.client, &own, "confirm", json!({"virtual_confirm_result": true})));
        data(&handle(&person.client, &own, "ReOpen", Value::Null));
    }
}
