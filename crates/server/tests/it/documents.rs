//! The description of the API, for machines and for people.

use testkit::Value;

/// Every path and method that this suite uses; the names of parameters do not matter.
const ROUTES: &[(&str, &[&str])] = &[
    ("auth/login", &["post"]),
    ("auth/refresh", &["post"]),
    ("auth/logout", &["post"]),
    ("profile", &["get", "put"]),
    ("profile/password", &["post"]),
    ("users", &["get", "post"]),
    ("users/{}", &["get", "put"]),
    ("users/{}/disable", &["post"]),
    ("users/{}/enable", &["post"]),
    ("users/{}/password", &["post"]),
    ("groups", &["get", "post"]),
    ("groups/{}", &["get", "put", "delete"]),
    ("roles", &["get", "post"]),
    ("roles/{}", &["get", "put", "delete"]),
    ("departments", &["get", "post"]),
    ("departments/{}", &["get", "put", "delete"]),
    ("permission-rules", &["get", "post"]),
    ("permission-rules/{}", &["delete"]),
    ("tokens", &["get", "post"]),
    ("tokens/{}", &["delete"]),
    ("access-keys", &["get", "post"]),
    ("access-keys/{}", &["put", "delete"]),
    ("hooks", &["get", "post"]),
    ("hooks/{}", &["get", "put", "delete"]),
    ("hooks/{}/rotate", &["post"]),
    ("hooks/git/{}", &["post"]),
    ("hooks/webhook/{}", &["post"]),
    ("secrets", &["get"]),
    ("secrets/{}", &["put", "delete"]),
    ("team", &["get", "put"]),
    ("projects", &["get", "post"]),
    ("projects/{}", &["get", "put", "delete"]),
    ("projects/{}/fields", &["get", "put"]),
    ("projects/{}/types", &["get", "put"]),
    ("projects/{}/roles", &["get", "put"]),
    ("projects/{}/vocabulary", &["get", "put"]),
    ("statuses", &["get"]),
    ("fields", &["get"]),
    ("workflow-templates", &["get"]),
    ("workflow-templates/{}", &["get"]),
    ("projects/{}/types/{}/workflow", &["get"]),
    ("projects/{}/types/{}/workflow/versions", &["get"]),
    ("projects/{}/types/{}/workflow/versions/{}", &["get"]),
    ("projects/{}/types/{}/workflow/draft", &["get", "put", "delete"]),
    ("projects/{}/types/{}/workflow/compare", &["get"]),
    ("projects/{}/types/{}/workflow/lint", &["get", "post"]),
    ("projects/{}/types/{}/workflow/dry-run", &["post"]),
    ("projects/{}/types/{}/workflow/publish", &["post"]),
    ("projects/{}/types/{}/workflow/file", &["get", "put"]),
    ("tickets", &["get", "post"]),
    ("tickets/{}", &["get", "put", "delete"]),
    ("tickets/bulk", &["post"]),
    ("tickets/export", &["get"]),
    ("tickets/bulk/{}", &["get"]),
    ("tickets/bulk/{}/undo", &["post"]),
    ("tickets/{}/transition", &["post"]),
    ("tickets/{}/transitions", &["get"]),
    ("tickets/{}/transition/preview", &["post"]),
    ("tickets/{}/effects", &["get"]),
    ("tickets/{}/worklogs", &["get", "post"]),
    ("tickets/{}/approvals", &["get"]),
    ("tickets/{}/approvals/{}/vote", &["post"]),
    ("tickets/{}/approvals/{}/withdraw", &["post"]),
    ("tickets/{}/approvals/{}/hand-over", &["post"]),
    ("tickets/{}/approvals/{}/approvers", &["post"]),
    ("tickets/{}/approvals/{}/remind", &["post"]),
    ("tickets/{}/timeline", &["get", "post"]),
    ("tickets/{}/timeline/{}", &["put", "delete"]),
    ("tickets/{}/timeline/{}/pin", &["put", "delete"]),
    ("tickets/{}/roles", &["get", "put"]),
    ("tickets/{}/severity", &["get"]),
    ("tickets/{}/times", &["get"]),
    ("tickets/{}/mitigated", &["put"]),
    ("tickets/{}/postmortem", &["get"]),
    ("incidents/figures", &["get"]),
    ("approvals", &["get"]),
    ("notifications", &["get"]),
    ("notifications/unread", &["get"]),
    ("notifications/read", &["post"]),
    ("notifications/{}/read", &["post"]),
    ("tickets/{}/comments", &["get", "post"]),
    ("tickets/{}/history", &["get"]),
    ("tickets/{}/watchers", &["post"]),
    ("tickets/{}/watchers/{}", &["delete"]),
    ("tickets/{}/links", &["post"]),
    ("tickets/{}/links/{}", &["delete"]),
    ("tickets/{}/attachments", &["post"]),
    ("tickets/{}/restore", &["post"]),
    ("attachments/{}", &["get", "delete"]),
    ("functions", &["get", "post"]),
    ("functions/{}", &["get", "put", "delete"]),
    ("functions/{}/versions", &["get"]),
    ("functions/{}/enable", &["post"]),
    ("functions/{}/disable", &["post"]),
    ("functions/{}/invoke", &["post"]),
    ("jobs", &["get", "post"]),
    ("jobs/{}", &["get"]),
    ("jobs/{}/cancel", &["post"]),
    ("jobs/{}/result", &["get"]),
    ("jobs/{}/stream", &["get"]),
    ("jobs/{}/stream-token", &["post"]),
    ("jobs/{}/events", &["get"]),
    ("jobs/{}/rerun", &["post"]),
    ("schedules", &["get", "post"]),
    ("schedules/{}", &["get", "put", "delete"]),
    ("workers/lease", &["post"]),
    ("workers/{}/heartbeat", &["post"]),
    ("workers/{}/complete", &["post"]),
    ("workers/{}/fail", &["post"]),
    ("function-calls", &["get"]),
    ("function-calls/stats", &["get"]),
    ("function-calls/{}", &["get"]),
    ("function-calls/{}/cancel", &["post"]),
    ("function-calls/{}/rerun", &["post"]),
    ("instance", &["get"]),
    ("instance/set-up", &["put"]),
    ("search", &["get"]),
    ("stats/flow", &["get"]),
    ("stats/status", &["get"]),
    ("stats/priority", &["get"]),
    ("stats/ages", &["get"]),
    ("stats/load", &["get"]),
];

/// The same of the repair desk, below `/api/v3/`.
const REPAIRS: &[(&str, &[&str])] = &[
    ("login", &["post"]),
    ("register", &["post"]),
    ("change_profile", &["post"]),
    ("new_ticket", &["post"]),
    ("get_ticket", &["get"]),
    ("get_my_tickets", &["get"]),
    ("filter_tickets", &["get"]),
    ("get_traces", &["get"]),
    ("new_trace", &["post"]),
    ("cancel_ticket", &["post"]),
];

/// The same of incidents, from the root.
const INCIDENTS: &[(&str, &[&str])] = &[
    ("v1/external/incident/create", &["post"]),
    ("v1/external/incident/{}", &["get"]),
    ("v1/external/incident/handle", &["post"]),
    ("v1/external/incident/attachments", &["post"]),
    ("v1/external/incident/list-histories", &["post"]),
    ("v1/external/{}/list-histories", &["post"]),
    ("v1/incident-tickets", &["get"]),
    ("v2/incidents/list", &["post"]),
    ("v2/incidents/{}/histories", &["post"]),
    ("v2/incidents/{}/tasks", &["get"]),
    ("v2/incidents/{}/actions", &["post"]),
    ("v2/incidents/{}/action", &["post"]),
];

/// The same of tasks, below `/project/api/project/`.
const TASKS: &[(&str, &[&str])] = &[
    ("auth/login", &["post"]),
    ("users/me", &["get"]),
    ("team/{}/transitions", &["get"]),
    ("team/{}/task/{}/transitions", &["get"]),
    ("team/{}/task/{}/new_transit", &["post"]),
    ("team/{}/task/{}/info", &["get"]),
    ("team/{}/task/{}/messages", &["get"]),
    ("team/{}/task/{}/send_message", &["post"]),
    ("team/{}/task/{}/manhours/add", &["post"]),
    ("team/{}/project/{}/issue_type/{}/transitions/add", &["post"]),
    ("team/{}/project/{}/issue_type/{}/transition/{}/update", &["post"]),
    ("team/{}/project/{}/issue_type/{}/transition/{}/delete", &["post"]),
    ("team/{}/project/{}/issue_types", &["get"]),
    ("team/{}/projects/add", &["post"]),
    ("team/{}/projects", &["get"]),
    ("team/{}/issue_types", &["get"]),
    ("team/{}/task_statuses", &["get"]),
    ("team/{}/task_statuses/add", &["post"]),
    ("team/{}/fields", &["get"]),
    ("team/{}/usergroups", &["get"]),
    ("team/{}/roles", &["get"]),
    ("team/{}/permission_rules", &["get", "post"]),
    ("team/{}/tasks/add2", &["post"]),
    ("team/{}/tasks/add3", &["post"]),
    ("team/{}/tasks/update2", &["post"]),
    ("team/{}/tasks/update3", &["post"]),
    ("team/{}/tasks/info", &["post"]),
    ("team/{}/tasks/delete", &["post"]),
    ("team/{}/res/attachments/upload", &["post"]),
];

/// A path with every parameter written as `{}`.
fn nameless(path: &str) -> String {
    let part = |part: &str| if part.starts_with('{') { "{}".to_owned() } else { part.to_owned() };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

/// Every `$ref` in a document.
fn references<'d>(value: &'d Value, found: &mut Vec<&'d str>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| match value.as_str() {
            Some(target) if key == "$ref" => found.push(target),
            _ => references(value, found),
        }),
        Value::Array(list) => list.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

on_both_engines! {
    fn the_description_is_openapi_and_has_every_route(server: &Server) {
        let document = server.stranger().get("/openapi.json").expect(200);
        assert!(
            document["openapi"].as_str().is_some_and(|version| version.starts_with("3.1")),
            "{}",
            document["openapi"]
        );
        assert!(document["info"]["title"].is_string() && document["info"]["version"].is_string());
        let paths: Vec<(String, &Value)> = document["paths"]
            .as_object()
            .expect("paths")
            .iter()
            .map(|(path, methods)| (nameless(path), methods))
            .collect();
        let mut missing = Vec::new();
        let native = ROUTES.iter().map(|route| ("/api/v1", route));
        let repairs = REPAIRS.iter().map(|route| ("/api/v3", route));
        let tasks = TASKS.iter().map(|route| ("/project/api/project", route));
        let incidents = INCIDENTS.iter().map(|route| ("", route));
        for (surface, (route, methods)) in native.chain(repairs).chain(tasks).chain(incidents) {
            let path = format!("{surface}/{route}");
            for method in *methods {
                if !paths.iter().any(|(p, m)| *p == path && m.get(*method).is_some()) {
                    missing.push(format!("{method} {path}"));
                }
            }
        }
        assert!(missing.is_empty(), "not described: {missing:#?}");
    }

    fn every_reference_of_the_description_leads_somewhere(server: &Server) {
        let document = server.stranger().get("/openapi.json").expect(200);
        let mut found = Vec::new();
        references(&document.json, &mut found);
        assert!(!found.is_empty(), "a description without schemas");
        for target in found {
            let place = target.strip_prefix('#').expect("a reference within the document");
            assert!(document.json.pointer(place).is_some(), "{target} leads nowhere");
        }
    }

    fn every_operation_is_told_apart_and_says_what_it_answers(server: &Server) {
        let document = server.stranger().get("/openapi.json").expect(200);
        let mut names = Vec::new();
        for (path, methods) in document["paths"].as_object().expect("paths") {
            for (method, operation) in methods.as_object().expect("methods") {
                if !["get", "post", "put", "delete", "patch"].contains(&method.as_str()) {
                    continue;
                }
                let answers = operation["responses"].as_object();
                assert!(
                    answers.is_some_and(|answers| !answers.is_empty()),
                    "{method} {path} says nothing of its answers"
                );
                names.push(
                    operation["operationId"]
                        .as_str()
                        .unwrap_or_else(|| panic!("{method} {path} has no operationId")),
                );
                for part in path.split('/').filter(|part| part.starts_with('{')) {
                    let name = part.trim_matches(['{', '}']);
                    let own = operation["parameters"].as_array().into_iter().flatten();
                    let shared = methods["parameters"].as_array().into_iter().flatten();
                    assert!(
                        own.chain(shared).any(|p| p["name"] == name),
                        "{method} {path} does not describe {name}"
                    );
                }
            }
        }
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "two operations of one name");
    }

    fn every_refusal_is_described_in_the_words_of_its_surface(server: &Server) {
        let document = server.stranger().get("/openapi.json").expect(200);
        let mut seen = 0;
        for (path, methods) in document["paths"].as_object().expect("paths") {
            let expected = if path.starts_with("/api/v3/") {
                "Failure"
            } else if path.starts_with("/api/v1/") {
                "ErrorBody"
            } else if path.starts_with("/v1/") || path.starts_with("/v2/") {
                "IncidentFailure"
            } else if path.starts_with("/project/api/") {
                "TaskFailure"
            } else {
                continue;
            };
            for operation in methods.as_object().expect("methods").values().filter(|o| o["responses"].is_object()) {
                let responses = operation["responses"].as_object().expect("responses");
                for (status, response) in responses.iter().filter(|(status, _)| status.as_str() >= "400") {
                    let response = match response["$ref"].as_str() {
                        Some(place) => document.json.pointer(place.trim_start_matches('#')).expect("a response"),
                        None => response,
                    };
                    let schema = response["content"]["application/json"]["schema"]["$ref"].as_str().unwrap_or_default();
                    assert!(schema.ends_with(expected), "{status} of {path} is {schema}");
                    seen += 1;
                }
            }
        }
        assert!(seen > 300, "{seen}");
    }

    fn every_body_of_the_repair_desk_has_an_example(server: &Server) {
        let document = server.stranger().get("/openapi.json").expect(200);
        for (route, methods) in REPAIRS {
            for method in *methods {
                let operation = &document["paths"][format!("/api/v3/{route}")][*method];
                let body = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str();
                assert_eq!(body.is_some(), *method == "post", "{route}");
                if let Some(place) = body {
                    let schema = document.json.pointer(place.trim_start_matches('#')).expect("a schema");
                    assert!(schema["example"].is_object(), "{route} has no example");
                }
                assert!(operation["summary"].as_str().is_some_and(|text| !text.is_empty()), "{route}");
            }
        }
    }

    fn the_command_prints_the_same_description(server: &Server) {
        let printed = server.gongdan().args(["openapi"]).run().expect();
        let printed: Value = testkit::parse_json(&printed);
        assert_eq!(printed["paths"], server.stranger().get("/openapi.json").expect(200)["paths"]);
    }

    fn the_pages_for_people_need_nothing_from_elsewhere(server: &Server) {
        let stranger = server.stranger();
        let mut page = stranger.get("/docs");
        if (300..400).contains(&page.status) {
            let place = page.header("location").to_owned();
            assert!(place.starts_with("/docs"), "sent to {place}");
            page = stranger.get(&place);
        }
        let page = page.expect(200);
        assert!(page.header("content-type").starts_with("text/html"), "{:?}", page.headers);
        let text = page.text.to_lowercase();
        for mark in [
            "src=\"http",
            "src='http",
            "src=\"//",
            "href=\"http",
            "href=\"//",
            "@import",
            "url(http",
            "url(//",
        ] {
            assert!(!text.contains(mark), "the page loads something from elsewhere: {mark}");
        }
        // What it loads, it loads from here; and somewhere in it stands which description it shows.
        let mut whole = text;
        for part in page.text.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            let place = match part.strip_prefix('/') {
                Some(_) => part.to_owned(),
                None => format!("/docs/{}", part.trim_start_matches("./")),
            };
            whole.push_str(&stranger.get(&place).expect(200).text);
        }
        assert!(whole.contains("openapi.json"), "a page of nothing");
    }
}
