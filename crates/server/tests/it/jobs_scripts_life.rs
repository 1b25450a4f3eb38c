//! Scripts and what lies outside them: other hosts, servers that are killed or stopped under them.

use crate::{
    GONGDAN,
    jobs_engine::{over, server_with_leases, until},
    jobs_scripts::{result, script},
    jobs_support::start,
    support::ticket,
};
use testkit::{Client, Receiver, Reply, Server, json};

/// How often a ticket was commented.
fn comments(client: &Client, id: i64) -> usize {
    client.get(&format!("tickets/{id}/comments")).expect(200).items().len()
}

/// Changes a ticket, and then never ends, unless it is begun again.
const TWICE: &str = "await tickets.comment(params.id, 'once'); await tickets.update(params.id, {category: 'seen'});\n\
                     if (job.attempt === 1) await sleep(8e7);\n\
                     await tickets.comment(params.id, 'at the end'); return job.attempt";

on_both_engines! {
    fn fetch_reaches_the_hosts_that_the_operator_allows_and_no_others(engine: Engine) {
        let (allowed, other) = (Receiver::start(), Receiver::start());
        let hosts = format!("127.0.0.1:{},api.example.com", allowed.port());
        let env = [("GONGDAN_OUTGOING_ALLOW", "127.0.0.1"), ("GONGDAN_SCRIPT_HOSTS", &*hosts)];
        let server = Server::start_with(GONGDAN, engine, &env);
        let admin = server.admin();
        admin.put("secrets/token", json!({"value": "t0ken"})).expect(200);
        allowed.reply(Reply::Status(201, r#"{"a": [1, "工单"]}"#.to_owned()));
        let source = "const headers = {Authorization: `Bearer ${await secrets.get('token')}`};\n\
                      const one = await fetch(params.allowed, {method: 'POST', headers, body: JSON.stringify({n: 1})});\n\
                      const two = await fetch(params.allowed, {headers: {'Idempotency-Key': 'mine'}});\n\
                      let refused; try { await fetch(params.other) } catch (e) { refused = e.code }\n\
                      return [one.status, one.ok, await one.json(), two.status, refused]";
        let of = script(&admin, source, json!({}));
        let id = start(&admin, &of, json!({"allowed": allowed.url("/x?y=1"), "other": other.url("/")}));
        assert_eq!(result(&admin, &id), json!([201, true, {"a": [1, "工单"]}, 201, "host_not_allowed"]));
        let got = allowed.wait_for(2);
        let heads: Vec<_> = got.iter().map(|r| (r.path.as_str(), r.header("idempotency-key"), r.header("authorization"))).collect();
        assert_eq!(heads, [("/x?y=1", &*format!("{id}:1:1"), "Bearer t0ken"), ("/x?y=1", "mine", "")]);
        assert_eq!(got[0].json(), json!({"n": 1}));
        assert!(other.received().is_empty());
        // A redirect is an answer; it is not followed to where a script may not go.
        allowed.reply(Reply::Redirect(other.url("/")));
        let moved = script(&admin, "return (await fetch(params)).status", json!({}));
        let status = result(&admin, &start(&admin, &moved, json!(allowed.url("/")))).as_i64();
        assert!(status.is_some_and(|status| (300..400).contains(&status)), "{status:?}");
        assert!(other.received().is_empty());
    }

    fn what_a_script_has_changed_is_not_changed_again_after_a_kill(engine: Engine) {
        let (mut server, _kept) = server_with_leases(engine, 3_000);
        let admin = server.admin();
        let id = ticket(&admin);
        let job = start(&admin, &script(&admin, TWICE, json!({})), json!({"id": id}));
        until("it has changed something", || admin.get(&format!("tickets/{id}")).expect(200)["category"] == "seen");
        server.kill9();
        server.restart();
        let admin = server.admin();
        assert_eq!(result(&admin, &job), 2);
        assert_eq!(comments(&admin, id), 2);
        // Made, commented, changed, commented.
        assert_eq!(admin.get(&format!("tickets/{id}")).expect(200)["version"], 4);
    }

    fn a_server_that_stops_gives_its_scripts_back(engine: Engine) {
        let (mut server, _kept) = server_with_leases(engine, 30_000);
        let admin = server.admin();
        let id = ticket(&admin);
        let job = start(&admin, &script(&admin, TWICE, json!({})), json!({"id": id}));
        until("it has changed something", || admin.get(&format!("tickets/{id}")).expect(200)["category"] == "seen");
        assert!(server.terminate().success());
        server.restart();
        let admin = server.admin();
        let done = over(&admin, &job);
        assert_eq!((&done["state"], &done["attempt"]), (&json!("succeeded"), &json!(2)), "{done}");
        assert_eq!(comments(&admin, id), 2);
    }
}
