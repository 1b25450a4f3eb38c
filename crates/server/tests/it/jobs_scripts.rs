//! Functions that are scripts, through the real sandbox: what they may do, what comes of what they must not.

use crate::{
    jobs_engine::{over, until},
    jobs_support::{data, function, invalid, job, start, started, state},
    support::{create, read, ticket},
};
use testkit::{Client, Value, json, unique};

/// A function that is this script.
#[track_caller]
pub(crate) fn script(admin: &Client, source: &str, extra: Value) -> String {
    let mut body = json!({"source": source});
    body.as_object_mut().unwrap().extend(extra.as_object().expect("extra keys").clone());
    function(admin, "script", body)
}

/// What a job has come to.
#[track_caller]
pub(crate) fn result(client: &Client, id: &str) -> Value {
    let done = over(client, id);
    assert_eq!(done["state"], "succeeded", "{done}");
    data(&client.get(&format!("jobs/{id}/result")))["payload"].clone()
}

/// What this script comes to with these parameters, run by whoever draws it up.
#[track_caller]
fn run(admin: &Client, source: &str, params: Value) -> Value {
    result(admin, &start(admin, &script(admin, source, json!({})), params))
}

/// The events of a job.
pub(crate) fn events(client: &Client, id: &str) -> Vec<Value> {
    let mut all = Vec::new();
    loop {
        let after = all.last().map_or(0, |event: &Value| event["seq"].as_i64().expect("a place"));
        let answer = client.get(&format!("jobs/{id}/events?after={after}"));
        let page = data(&answer)["events"].as_array().expect("events").clone();
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

/// Has caught what a call was refused with.
const CAUGHT: &str =
    "const caught = async (call) => { try { await call(); return null } catch (e) { return e.code } };";

on_both_engines! {
    fn a_script_tells_what_it_does_and_what_it_returns_is_the_result(server: &Server) {
        let admin = server.admin();
        let source = "log('one', params.a, {b: 1});\nconsole.warn('careful');\nprogress(49.6, 'half');\nawait sleep(1);\n\
                      return {sum: params.a + params.b, actor, job, ticket};";
        let id = start(&admin, &script(&admin, source, json!({})), json!({"a": 1, "b": 2}));
        assert_eq!(
            result(&admin, &id),
            json!({"sum": 3, "actor": "admin", "job": {"id": id, "attempt": 1}, "ticket": null})
        );
        let events = events(&admin, &id);
        let told: Vec<_> = events.iter().map(|e| (e["type"].as_str().unwrap(), e["message"].as_str().unwrap_or_default())).collect();
        assert_eq!(told[..3], [("log", "one 1 {\"b\":1}"), ("log", "careful"), ("progress", "half")], "{events:?}");
        assert_eq!((&events[1]["payload"], &events[2]["progress"]), (&json!({"level": "warn"}), &json!(50)));
        assert_eq!(events.last().unwrap()["type"], "done");
        assert!(run(&admin, "log('nothing to return')", json!({})).is_null());
    }

    fn what_a_script_throws_is_the_jobs_error_with_line_and_column(server: &Server) {
        let admin = server.admin();
        let source = "const word = 'no'\n  throw new TypeError(`${word} ${params.n}`)";
        let id = start(&admin, &script(&admin, source, json!({})), json!({"n": 7}));
        let done = over(&admin, &id);
        let error = done["error"].as_str().expect("an error");
        assert!(done["state"] == "failed" && error.starts_with("TypeError: no 7 (line 2, column "), "{done}");
        let events = events(&admin, &id);
        let told = events.iter().find(|event| event["type"] == "stderr").expect("where it was");
        assert_eq!((&told["payload"]["kind"], &told["payload"]["line"]), (&json!("thrown"), &json!(2)), "{told}");
        let again = script(&admin, "if (job.attempt < 2) throw new Error('not yet'); return job.attempt", json!({"maxAttempts": 2}));
        assert_eq!(result(&admin, &start(&admin, &again, json!({}))), 2);
    }

    fn a_script_that_cannot_be_read_is_refused_at_the_door_and_the_one_before_stays(server: &Server) {
        let admin = server.admin();
        let id = script(&admin, "return 1", json!({}));
        let refusals = [
            admin.put(&format!("functions/{id}"), json!({"source": "const a = 1\nreturn a +* 2"})),
            admin.post("functions", json!({"id": unique("x"), "name": "x", "kind": "script", "source": "const a = 1\nreturn a +* 2"})),
        ];
        for refusal in refusals {
            let refusal = invalid(refusal, "source");
            assert!(refusal["details"]["source"].as_str().unwrap().contains("line 2, column "), "{refusal}");
        }
        assert_eq!(admin.get(&format!("functions/{id}")).expect(200)["version"], 1);
        assert_eq!(result(&admin, &start(&admin, &id, json!({}))), 1);
    }

    fn a_script_works_on_tickets_in_the_name_of_whoever_asked_for_it(server: &Server) {
        let (admin, operator) = (server.admin(), server.person("operator"));
        let word = unique("zebra");
        let id = create(&admin, json!({"title": format!("Broken {word}")})).id();
        let source = "let t = await tickets.get(params.id);\nt = await tickets.update(t, {priority: 'high', tags: ['x']});\n\
                      await tickets.comment(t.key, 'seen by a script');\n\
                      const moved = await tickets.transit(t, 'in_progress', {note: 'on it'});\n\
                      const found = await tickets.search({q: params.word, status: ['in_progress'], pageSize: 5});\n\
                      const words = await tickets.search(params.word);\n\
                      return {priority: t.priority, status: moved.status, found: found.map((t) => t.id), words: words.length};";
        let of = script(&admin, source, json!({}));
        let job = start(&operator.client, &of, json!({"id": id, "word": word}));
        assert_eq!(
            result(&operator.client, &job),
            json!({"priority": "high", "status": "in_progress", "found": [id], "words": 1})
        );
        let now = read(&admin, id);
        assert_eq!((&now["status"], &now["priority"], &now["tags"]), (&json!("in_progress"), &json!("high"), &json!(["x"])));
        let history = admin.get(&format!("tickets/{id}/history")).expect(200);
        let by_script: Vec<_> = history.items().iter().filter(|step| step["version"].as_i64() > Some(1)).collect();
        assert!(by_script.len() >= 3, "{history}");
        assert!(by_script.iter().all(|step| step["actor"] == operator.username.as_str()), "{history}");
    }

    fn what_a_script_may_not_do_is_an_error_that_it_can_catch(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let source = format!(
            "{CAUGHT}\nreturn [\n\
             await caught(() => tickets.get(999999999)), await caught(() => tickets.update(params.id, {{status: 'closed'}})),\n\
             await caught(() => tickets.update(params.id, {{title: 7}})), await caught(() => tickets.comment(params.id, ' ')),\n\
             await caught(() => tickets.search({{sort: 'colour'}})), await caught(() => fetch('https://example.com/')),\n\
             await caught(() => fetch('file:///etc/passwd')), await secrets.get('no-such-secret')]"
        );
        assert_eq!(
            run(&admin, &source, json!({"id": id})),
            json!(["not_found", "validation_failed", "bad_request", "validation_failed", "bad_request", "host_not_allowed", "bad_request", null])
        );
        assert_eq!(read(&admin, id)["version"], 1);
    }

    fn whoever_is_shut_out_while_their_script_runs_is_so_for_its_next_call(server: &Server) {
        let (admin, operator) = (server.admin(), server.person("operator"));
        let id = ticket(&admin);
        let source = format!(
            "{CAUGHT}\nlet seen = null;\nwhile (!seen) {{ seen = await caught(() => tickets.get(params.id)); log('looked'); await sleep(100) }}\n\
             return [seen, await caught(() => tickets.comment(params.id, 'still here'))]"
        );
        let of = script(&admin, &source, json!({"timeoutMs": 60_000}));
        let job = start(&operator.client, &of, json!({"id": id}));
        until("it looks", || !events(&admin, &job).is_empty());
        admin.post(&format!("users/{}/disable", operator.username), ()).expect(200);
        assert_eq!(result(&admin, &job), json!(["unauthorized", "unauthorized"]));
        assert_eq!(read(&admin, id)["version"], 1);
    }

    fn a_jobs_ticket_is_in_scope_as_the_api_shows_it(server: &Server) {
        let admin = server.admin();
        let id = ticket(&admin);
        let of = script(&admin, "return {key: ticket.key, version: ticket.version, links: ticket.links}", json!({}));
        let asked = admin.post("jobs", json!({"functionId": of, "ticketId": id.to_string()}));
        let shown = read(&admin, id);
        assert_eq!(result(&admin, &started(&asked)), json!({"key": shown["key"], "version": 1, "links": []}));
    }

    fn a_secret_is_given_to_scripts_and_shown_to_nobody(server: &Server) {
        let (admin, operator) = (server.admin(), server.person("operator").client);
        let (name, value) = (unique("crm"), unique("s3cret"));
        let path = format!("secrets/{name}");
        let made = admin.put(&path, json!({"value": value, "description": "of the CRM"})).expect(200);
        assert_eq!((&made["usable"], &made["version"], &made["actor"]), (&json!(true), &json!(1), &json!("admin")));
        let source = "return await secrets.get(params)";
        assert_eq!(run(&admin, source, json!(name)), json!(value));
        let other = unique("other");
        let anew = admin.request("PUT", &path).if_match(&made.etag()).body(json!({"value": other})).send().expect(200);
        assert_eq!((&anew["version"], &anew["description"]), (&json!(2), &json!("of the CRM")));
        admin.request("PUT", &path).if_match(&made.etag()).body(json!({"value": "late"})).send().stale();
        assert_eq!(run(&admin, source, json!(name)), json!(other));
        let listed = admin.get("secrets?pageSize=100").expect(200);
        assert!(listed.text.contains(&name) && !listed.text.contains(&other), "{listed}");
        assert!(!admin.get("audit?action=secret.update").expect(200).text.contains(&other));
        operator.put(&path, json!({"value": "x"})).forbidden();
        operator.delete(&path).forbidden();
        operator.get("secrets").forbidden();
        admin.put(&format!("secrets/{}", unique("new")), json!({"description": "x"})).invalid("value");
        admin.put(&path, json!({"value": ""})).invalid("value");
        admin.put("secrets/a%20b", json!({"value": "x"})).invalid("name");
        admin.delete(&path).expect(200);
        admin.delete(&path).not_found();
        assert!(run(&admin, source, json!(name)).is_null());
    }

    fn hostile_scripts_come_to_an_end_and_harm_nobody(server: &Server) {
        let admin = server.admin();
        for (source, timeout, outcome, error) in [
            ("for (;;);", 1_500, "timeout", ""),
            ("await sleep(8e7)", 1_500, "timeout", ""),
            ("await new Promise(() => {})", 60_000, "failed", "stuck: "),
            ("/^(a+)+$/.test('a'.repeat(40) + 'b')", 1_500, "timeout", ""),
            ("const all = []; for (;;) all.push(new Array(1e6).fill(0))", 60_000, "failed", "memory"),
            ("let s = 'x'; for (;;) s += s", 60_000, "failed", ""),
            ("const deep = () => 1 + deep(); deep()", 60_000, "failed", ""),
            ("return 'x'.repeat(2 ** 21)", 60_000, "failed", "result: "),
            ("return await import('fs')", 60_000, "failed", ""),
            ("return require('fs').readFileSync('/etc/passwd')", 60_000, "failed", "ReferenceError: "),
            ("return new WebSocket('ws://127.0.0.1')", 60_000, "failed", "ReferenceError: "),
        ] {
            let id = start(&admin, &script(&admin, source, json!({"timeoutMs": timeout})), json!({}));
            let done = over(&admin, &id);
            let told = done["error"].as_str().unwrap_or_default();
            assert!(done["state"] == outcome && told.contains(error), "{source}: {done}");
        }
        let flood = start(&admin, &script(&admin, "for (let n = 0; n < 30000; n++) log('line', n); return 1", json!({})), json!({}));
        assert_eq!(result(&admin, &flood), 1);
        let told = events(&admin, &flood);
        assert!(told.len() <= 10_002 && told.iter().any(|event| event["message"] == "truncated"), "{}", told.len());
        let games = "Object.prototype.toJSON = () => 'x'; Promise.prototype.then = null; JSON.parse = () => ({}); \
                     Array.prototype.push = () => { throw 1 }; Object.defineProperty(Object.prototype, 'then', {get() { throw 2 }}); \
                     globalThis.fetch = () => 1; log('played'); return 1";
        let played = start(&admin, &script(&admin, games, json!({"timeoutMs": 20_000})), json!({}));
        assert!(over(&admin, &played)["state"] != "running");
        assert_eq!(run(&admin, "return 1 + 1", json!({})), 2);
    }

    fn a_script_that_is_canceled_is_gone_at_once(server: &Server) {
        let admin = server.admin();
        let id = start(&admin, &script(&admin, "log('here'); for (;;);", json!({})), json!({}));
        until("it runs", || !events(&admin, &id).is_empty());
        data(&admin.post(&format!("jobs/{id}/cancel"), ()).expect(200));
        assert_eq!(over(&admin, &id)["state"], "canceled");
        assert_eq!(job(&admin, &id)["attempt"], 1);
    }

    fn more_scripts_run_at_once_than_wait_warm_and_a_trial_is_one_too(server: &Server) {
        let admin = server.admin();
        let of = script(&admin, "await sleep(300); return params", json!({}));
        let ids: Vec<String> = (0..12).map(|n| start(&admin, &of, json!(n))).collect();
        for (n, id) in ids.iter().enumerate() {
            assert_eq!(result(&admin, id), json!(n));
        }
        let tried = admin.post(&format!("functions/{of}/invoke"), json!({"params": "tried"})).expect(200);
        assert_eq!((&tried["done"], &tried["payload"]), (&json!(true), &json!("tried")), "{tried}");
        assert_eq!(state(&admin, tried["jobId"].as_str().unwrap()), "succeeded");
    }
}
