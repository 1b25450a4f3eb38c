//! The words of the repair desk: data of a project, edited on `/api/v1`, read and written on `/api/v3`.

use crate::{
    support::{create, project},
    traces_support::{at, block, malformed, refused, report_of, reported, resident, shown, traces},
};
use testkit::{Value, json};

fn word(kind: &str, key: &str, word: &str) -> Value {
    json!({"surface": "traces", "kind": kind, "key": key, "word": word})
}

/// The words of a kind as `key=word`.
fn words(list: &testkit::Answer, kind: &str) -> Vec<String> {
    let own = list.items().iter().filter(|item| item["kind"] == kind);
    own.map(|item| format!("{}={}", item["key"].as_str().unwrap(), item["word"].as_str().unwrap())).collect()
}

on_both_engines! {
    fn the_ready_repair_project_has_the_words_of_the_contract(server: &Server) {
        let list = server.admin().get("projects/net/vocabulary").expect(200);
        let same = |keys: &str| keys.split(' ').map(|key| format!("{key}={key}")).collect::<Vec<_>>();
        assert_eq!(words(&list, "status"), same("fresh accepted delayed escalated solved canceled"));
        assert_eq!(words(&list, "category"), same("first-install low-speed ip-or-device client-or-account others"));
        assert_eq!(words(&list, "access"), same("unregistered user operator admin"));
        assert_eq!(words(&list, "isp"), same("telecom unicom mobile others"));
        assert_eq!(words(&list, "priority"), ["critical=highest", "high=assigned", "medium=mainline", "low=least"]);
        let aliases: Vec<&Value> = list.items().iter().flat_map(|item| item["aliases"].as_array().unwrap()).collect();
        assert_eq!(aliases, ["normal", "in-passing"]);
        assert_eq!(list.etag(), server.admin().get("projects/NET").expect(200).etag());
        assert_eq!(server.admin().get("projects/SUP/vocabulary").expect(200).items().len(), 0);
    }

    fn words_are_for_those_who_manage_the_project(server: &Server) {
        for access in ["user", "operator"] {
            let client = server.person(access).client;
            client.get("projects/NET/vocabulary").forbidden();
            client.put("projects/NET/vocabulary", json!({"items": []})).forbidden();
        }
        server.admin().get("projects/NONESUCH/vocabulary").not_found();
        server.admin().put("projects/NONESUCH/vocabulary", json!({"items": []})).not_found();
        server.stranger().get("projects/NET/vocabulary").unauthorized();
    }

    fn new_words_are_said_and_read_at_once_by_everything(server: &Server) {
        let (admin, operator, user) = (server.admin(), server.person("operator"), server.person("user"));
        let key = project(server, json!([]));
        let id = create(&user.client, json!({"project": key, "category": "net", "priority": "low"})).id();
        assert_eq!(shown(&user.client, id)["status"], "fresh");
        let items = json!([
            word("status", "open", "登记"), word("status", "in_progress", "维修中"), word("category", "net", "断网"),
            {"surface": "traces", "kind": "priority", "key": "low", "word": "不急", "aliases": ["慢慢来"]},
        ]);
        let path = format!("projects/{key}/vocabulary");
        let before = admin.get(&path).expect(200).etag();
        let set = admin.request("PUT", &path).if_match(&before).body(json!({"items": items})).send().expect(200);
        assert_eq!(set.items()[3]["aliases"], json!(["慢慢来"]));
        assert_eq!(set.items(), admin.get(&path).expect(200).items());
        admin.request("PUT", &path).if_match(&before).body(json!({"items": items})).send().stale();
        let ticket = shown(&user.client, id);
        assert_eq!([&ticket["status"], &ticket["category"], &ticket["priority"]], ["登记", "断网", "不急"]);
        let first = &traces(&user.client, id)[0];
        assert_eq!([&first["new_status"], &first["new_category"], &first["new_priority"]], ["登记", "断网", "不急"]);
        let found = |query: &str| {
            let answer = operator.client.get(&at(&format!("filter_tickets?project={key}&{query}"))).expect(200);
            answer["total"].as_i64().unwrap()
        };
        let query = |key: &str, word: &str| format!("{key}={}", testkit::encode(word));
        for (key, word, count) in [
            ("status", "登记", 1), ("status", "fresh", 0), ("status", "维修中", 0), ("category", "断网", 1), ("category", "net", 0),
            ("priority", "慢慢来", 1), ("priority", "least", 0), ("priority", "mainline", 0),
        ] {
            assert_eq!(found(&query(key, word)), count, "{key} {word}");
        }
        let step = |body: Value| operator.client.post(&at("new_trace"), body);
        malformed(step(json!({"tid": id, "new_status": "accepted"})), "维修中");
        malformed(step(json!({"tid": id, "new_category": "net"})), "断网");
        step(json!({"tid": id, "new_status": "维修中"})).expect(200);
        assert_eq!(operator.client.get(&format!("tickets/{id}")).expect(200)["status"], "in_progress");
        // A status without a word of its own is worded by what it means.
        step(json!({"tid": id, "new_status": "solved"})).expect(200);
        assert_eq!(shown(&user.client, id)["status"], "solved");
        // The desk's own project goes on as before.
        assert_eq!(shown(&user.client, reported(&user, json!({})))["status"], "fresh");
    }

    fn every_word_for_a_priority_is_read_as_it_was_written(server: &Server) {
        let (admin, operator, person) = (server.admin(), server.person("operator"), resident(server, &block()));
        let tid = reported(&person, json!({}));
        let step = |body: Value| operator.client.post(&at("new_trace"), body).expect(200);
        let last = || traces(&person.client, tid).last().unwrap()["new_priority"].clone();
        for (word, rank) in [
            ("normal", "medium"), ("mainline", "medium"), ("In-Passing", "low"), ("least", "low"), ("highest", "critical"),
            ("normal", "medium"), ("assigned", "high"), ("in-passing", "low"),
        ] {
            let said = word.to_lowercase();
            assert_eq!(step(json!({"tid": tid, "new_priority": word}))["ticket"]["priority"], said);
            assert_eq!((&shown(&person.client, tid)["priority"], last()), (&json!(said), json!(said)));
            let native = admin.get(&format!("tickets/{tid}")).expect(200);
            assert_eq!(native["priority"], rank);
            assert_eq!(native["fields"].get("repair_priority"), ["normal", "in-passing"].contains(&&*said).then(|| json!(said)).as_ref());
        }
        // Whoever changes the rank elsewhere changes the word with it.
        admin.put(&format!("tickets/{tid}"), json!({"priority": "high"})).expect(200);
        assert_eq!((&shown(&person.client, tid)["priority"], last()), (&json!("assigned"), json!("assigned")));
        admin.put(&format!("tickets/{tid}"), json!({"fields": {"repair_priority": "nonsense"}})).expect(200);
        assert_eq!((&shown(&person.client, tid)["priority"], last()), (&json!("assigned"), json!("")));
        // What is asked for is what is found.
        let place = shown(&person.client, tid)["block"].as_str().unwrap().to_owned();
        let of = |word: &str| {
            let body = report_of(&person.username, json!({"priority": word}));
            admin.post(&at("new_ticket"), body).expect(200)["tid"].as_i64().unwrap()
        };
        let [normal, mainline, passing] = ["normal", "mainline", "in-passing"].map(of);
        for (words, expected) in [
            ("normal", vec![normal]), ("MAINLINE", vec![mainline]), ("normal,mainline", vec![mainline, normal]),
            ("in-passing", vec![passing]), ("least", vec![]), ("in-passing,assigned,mainline", vec![passing, mainline, tid]),
        ] {
            let query = format!("filter_tickets?block={}&priority={words}", testkit::encode(&place));
            let found = operator.client.get(&at(&query)).expect(200);
            let mut tids: Vec<i64> = found["tickets"].as_array().unwrap().iter().map(|t| t["tid"].as_i64().unwrap()).collect();
            tids.sort_unstable_by(|a, b| b.cmp(a));
            assert_eq!((tids, &found["total"]), (expected.clone(), &json!(expected.len())), "{words}");
        }
    }

    fn an_answer_is_unchanged_until_a_step_a_name_or_a_word_is_another(server: &Server) {
        let (admin, user) = (server.admin(), server.person("user"));
        let tid = reported(&user, json!({}));
        let mut tags = Vec::new();
        for path in ["get_ticket", "get_traces"] {
            let path = at(&format!("{path}?tid={tid}"));
            let ask = |tag: &str| user.client.request("GET", &path).header("If-None-Match", tag).send();
            let first = user.client.get(&path).expect(200);
            let same = ask(&first.etag()).expect(304);
            assert_eq!((same.etag(), same.bytes.len()), (first.etag(), 0));
            admin.put(&format!("users/{}", user.username), json!({"nickname": format!("{path} 李娜")})).expect(200);
            let renamed = ask(&first.etag()).expect(200);
            assert_ne!(renamed.etag(), first.etag());
            admin.put(&format!("tickets/{tid}"), json!({"category": "low-speed", "content": path})).expect(200);
            ask(&renamed.etag()).expect(200);
            tags.push(user.client.get(&path).expect(200).etag());
        }
        // Either is good for a change of the ticket.
        let step = |tag: &str| {
            let body = json!({"tid": tid, "remark": "x"});
            admin.request("POST", &at("new_trace")).if_match(tag).body(body).send()
        };
        refused(step(&tags[0]), 412, 4);
        step(&tags[1]).expect(200);
    }

    fn words_that_could_mean_two_things_are_refused_and_named(server: &Server) {
        let admin = server.admin();
        let path = format!("projects/{}/vocabulary", project(server, json!([])));
        let put = |items: Value| admin.put(&path, json!({"items": items}));
        put(json!([word("status", "open", "a"), word("status", "closed", "A")])).invalid("items[1].word");
        put(json!([word("status", "open", "a"), word("status", "open", "b")])).invalid("items[1].key");
        put(json!([word("status", "nonesuch", "a")])).invalid("items[0].key");
        // `solved` stands in for `resolved`, which has no word of its own.
        let why = put(json!([word("status", "closed", "solved")])).invalid("items[0].word");
        assert!(why.text.contains("resolved"), "{why}");
        put(json!([word("priority", "low", "highest")])).invalid("items[0].word");
        put(json!([word("priority", "urgent", "x")])).invalid("items[0].key");
        put(json!([word("access", "root", "x")])).invalid("items[0].key");
        put(json!([word("mood", "x", "y")])).invalid("items[0].kind");
        put(json!([{"surface": "nowhere", "kind": "status", "key": "open", "word": "y"}])).invalid("items[0].surface");
        put(json!([word("category", "x", "")])).invalid("items[0].word");
        put(json!([word("category", "x", &"y".repeat(65))])).invalid("items[0].word");
        put(json!([word("category", "x", "a\nb")])).invalid("items[0].word");
        put(json!([{"surface": "traces", "kind": "isp", "key": "x", "word": "y", "aliases": ["z", "Y"]}])).invalid("items[0].aliases[1]");
        put(json!([{"surface": "traces", "kind": "isp", "key": "x", "word": 7}])).malformed("items[0].word");
        put(json!(vec![word("category", "x", "y"); 1_001])).invalid("items");
        assert_eq!(admin.get(&path).expect(200).items().len(), 0, "something was kept");
        put(json!([word("status", "closed", "solved"), word("status", "resolved", "fixed")])).expect(200);
        let audit = admin.get("audit").expect(200);
        assert!(audit.items().iter().any(|entry| entry["action"] == "project.vocabulary"), "{audit}");
    }

    fn a_project_that_is_removed_leaves_no_words(server: &Server) {
        let admin = server.admin();
        let key = project(server, json!([]));
        admin.put(&format!("projects/{key}/vocabulary"), json!({"items": [word("status", "open", "a")]})).expect(200);
        admin.delete(&format!("projects/{key}")).expect(200);
        admin.post("projects", json!({"key": key, "name": "Again", "description": ""})).expect(201);
        assert_eq!(admin.get(&format!("projects/{key}/vocabulary")).expect(200).items().len(), 0);
    }
}
